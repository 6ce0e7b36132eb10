// What stands in the ledger of hazards, page by page, now and as it was known on a day? Views, counts, and what people keep for themselves.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Actor } from '../../data/contract/access.ts';
import { type LedgerCount, type LedgerView, ledgerViews, ledgerWaits } from '../../data/contract/ledger.ts';
import { mostSavedViews, NewSavedView, SavedView } from '../../data/contract/saved-views.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { listHandlers } from '../access/handlers.ts';
import { deleteView, saveView } from '../commands/saved-views.ts';
import { AppError } from '../errors.ts';
import { pastFields, readPastPlaces, readPastRows } from '../queries/ledger.past.ts';
import { cursorOf, type LedgerPlace } from '../queries/ledger.order.ts';
import { readSavedViews } from '../queries/saved-views.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { LedgerPages } from './ledger-pages.ts';
import { LedgerQuery, PlacesQuery, readLedgerQuestion, readPageAsked, readPastDay, readSelection } from './ledger-question.ts';
import { geoJson, json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { checkPermission, reading, type Scopes } from './readers.ts';
import { answerAs, answerOf, createRouter, noStore, refusals } from './route.ts';
import { Remembered, versionsByCollection } from './validators.ts';
import { checkWrite } from './writes.ts';

/** Places of a past day on one map. */
const mostPlaces = 5_000;
/** Sets of counts kept: pages ask for them again and again. */
const countsKept = 500;

const text = z.string();
const maybe = z.string().nullable();
const whole = z.number().openapi({ type: 'integer' });
const Count = z.object({ count: whole, exact: z.boolean() }).openapi('LedgerCount', { description: 'exact false = at least so many' });
const base = { id: whole, code: text, title: text, siteId: whole.nullable(), siteLayer: maybe, siteName: maybe, sectorCode: text, departmentCode: text, areaCode: maybe, sourceCode: text, levelCode: text, statusCode: text, kindCode: text, foundAt: text, dueOn: maybe, overdueDays: whole, lng: z.number(), lat: z.number() };
const Row = z
  .object({
    ...base,
    flags: z.array(text),
    verifyDueOn: maybe,
    reviewDueOn: maybe,
    extensionDueOn: maybe,
    handler: z.object({ name: text, isMe: z.boolean() }).nullable(),
    chaseStep: maybe,
    waitsFor: z.enum(ledgerWaits.map(({ id }) => id)).nullable(),
    updatedAt: text,
  })
  .openapi('LedgerRow');
const PastRow = z.object({ ...base, dueKnown: z.boolean(), knownAt: text, replayed: z.boolean() }).openapi('LedgerPastRow');
const page = { next: maybe.openapi({ description: 'Cursor for `after`; null = this is the end' }), previous: maybe.openapi({ description: 'Cursor for `before`; null = this is the start' }), asOf: text };
const Page = z
  .union([z.object({ rows: z.array(Row), ...page, matched: Count.nullable().openapi({ description: 'Only on the first page' }), asKnownOn: z.null() }), z.object({ rows: z.array(PastRow), ...page, matched: z.null(), asKnownOn: text })])
  .openapi('LedgerPage');
const Places = z
  .object({ type: z.literal('FeatureCollection'), asKnownOn: text, truncated: z.boolean(), features: z.array(z.object({ type: z.literal('Feature'), id: whole, geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }), properties: z.object({ statusCode: text, levelCode: text }) })) })
  .openapi('LedgerPlaces');
// Made anew: a schema made before the OpenAPI extension was loaded does not know it.
const View = z.object({ ...SavedView.shape, id: whole }).openapi('SavedView');
const NewView = z.strictObject(NewSavedView.shape).openapi('NewSavedView');

const HandlersQuery = z.strictObject({ ids: z.string().max(2000).openapi({ type: 'array', items: { type: 'integer' }, param: { name: 'ids', in: 'query', description: 'Ids of hazards with commas between them', style: 'form', explode: false } }) });

/** Gives the cursors of a page of which one row more than `limit` was read. */
function paged<Placed extends { readonly place: LedgerPlace }>(read: readonly Placed[], limit: number, { back, from, sort }: { back: boolean; from: LedgerPlace | null; sort: Parameters<typeof cursorOf>[0] }) {
  const more = read.length > limit;
  const shown = back ? read.slice(more ? 1 : 0) : read.slice(0, limit);
  const [first, last] = [shown[0]?.place ?? from, shown.at(-1)?.place ?? from];
  const [hasPrevious, hasNext] = back ? [more, true] : [from !== null, more];
  return { shown, previous: hasPrevious && first !== null ? cursorOf(sort, first) : null, next: hasNext && last !== null ? cursorOf(sort, last) : null };
}

/** Routes /ledger, /ledger/counts, /ledger/places and /ledger/views. */
export function ledgerRoutes(deps: AppDependencies, scopes: Scopes) {
  const tags = ['Hazards'];
  const pages = new LedgerPages(deps, scopes);
  const versionOf = versionsByCollection(deps.changes);
  const counts = new Remembered<Record<LedgerView, LedgerCount>>(countsKept);
  const today = (): string => dateOfDay(dayOfInstant(deps.now()));
  const asOf = (): string => new Date(deps.now()).toISOString();

  const ownerOf = (context: Context): { actor: Actor; userId: string } => {
    const actor = checkPermission(context, 'read');
    if (actor.userId === undefined) throw new AppError('sign-in-required', `seen a ${actor.kind}, expected somebody who is signed in: views belong to people`);
    return { actor, userId: actor.userId };
  };

  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/ledger',
        operationId: 'getLedger',
        summary: 'The ledger of hazards: rows in order, page by page in both directions, by view and filter',
        description: 'Pages hang on the row they begin behind, so they stay true while rows come and go. With asKnownOn: what was known at the end of that day, in order of finding (only foundAt, and the filters of codes, open and foundFrom/foundTo).',
        tags,
        middleware: [offers(json)],
        request: { query: LedgerQuery },
        responses: { 200: answerOf(Page, 'A page of the ledger'), ...refusals },
      }),
      async (context) => {
        const asked = context.req.valid('query') as Record<string, string | undefined>;
        const actor = checkPermission(context, 'read');
        if (asked['asKnownOn'] !== undefined) {
          const { asKnownOn, sort = 'foundAt', direction, after, before, limit, ...rest } = asked;
          if (sort !== 'foundAt') throw new AppError('invalid-parameter', `sort: seen ${JSON.stringify(sort.slice(0, 40))}, expected foundAt: other orders of a past day are not known`);
          const past = readPast(asKnownOn, rest, actor, today());
          const pageAsked = readPageAsked({ sort, direction, after, before, limit });
          const read = await reading(deps, actor.reader, (sql) => readPastRows(sql, past, pageAsked));
          const { shown, next, previous } = paged(read, pageAsked.limit - 1, pageAsked);
          return context.json({ rows: shown.map(({ row }) => row), next, previous, asOf: asOf(), matched: null, asKnownOn: past.day }, 200, noStore);
        }
        const question = readLedgerQuestion(asked, actor, today());
        const pageAsked = readPageAsked(asked);
        const { shown, next, previous } = paged(await pages.page(question, pageAsked), pageAsked.limit - 1, pageAsked);
        const matched = pageAsked.from === null ? await pages.count(question) : null;
        return context.json({ rows: shown.map(({ row }) => ({ ...row, flags: [...row.flags] })), next, previous, asOf: asOf(), matched, asKnownOn: null }, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/ledger/counts',
        operationId: 'getLedgerCounts',
        summary: 'How many hazards stand in each view for the one who asks',
        tags,
        middleware: [offers(json)],
        request: { query: noParameters },
        responses: { 200: answerOf(z.object({ asOf: text, version: text, views: z.array(z.object({ id: text, count: whole, exact: z.boolean() })) }), 'A count for each view; `version` is another one after every change of hazards'), ...refusals },
      }),
      async (context) => {
        const actor = checkPermission(context, 'read');
        const day = today();
        const read = async (): Promise<Record<LedgerView, LedgerCount>> => {
          const found: [LedgerView, LedgerCount][] = [];
          for (const { id } of ledgerViews) found.push([id, await pages.count(readLedgerQuestion({ view: id }, actor, day))]);
          return Object.fromEntries(found) as Record<LedgerView, LedgerCount>;
        };
        const own = await counts.get(`${actor.reader.key} ${actor.grant.role} ${actor.userId ?? ''} ${versionOf('hazards')} ${day}`, read);
        return context.json({ asOf: asOf(), version: versionOf('hazards'), views: ledgerViews.map(({ id }) => ({ id, ...own[id] })) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/ledger/places',
        operationId: 'getLedgerPlaces',
        summary: 'Where the hazards known on a past day lie, with the status they had then',
        description: `At most ${mostPlaces}, the latest found first; \`truncated\` says when there were more.`,
        tags,
        middleware: [offers(geoJson)],
        request: { query: PlacesQuery },
        responses: { 200: answerAs([geoJson], Places, 'Places as known'), ...refusals },
      }),
      async (context) => {
        const { asKnownOn, ...rest } = context.req.valid('query') as Record<string, string | undefined>;
        const actor = checkPermission(context, 'read');
        const past = readPast(asKnownOn, rest, actor, today());
        const places = await reading(deps, actor.reader, (sql) => readPastPlaces(sql, past, mostPlaces + 1));
        const features = places.slice(0, mostPlaces).map(({ id, lng, lat, ...properties }) => ({ type: 'Feature' as const, id, geometry: { type: 'Point' as const, coordinates: [lng, lat] }, properties }));
        return context.body(JSON.stringify({ type: 'FeatureCollection', asKnownOn: past.day, truncated: places.length > mostPlaces, features }), 200, { 'Content-Type': geoJson, ...noStore }) as never;
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/ledger/handlers', operationId: 'getHandlers', summary: 'Officials to whom hazards can be given, with how many of those named each may handle', tags, middleware: [offers(json)], request: { query: HandlersQuery }, responses: { 200: answerOf(z.object({ handlers: z.array(z.object({ id: text, name: text, role: text, reaches: whole })) }), 'Those who may handle most first'), ...refusals } }),
      async (context) => {
        const actor = checkPermission(context, 'handle');
        const { ids } = context.req.valid('query');
        if (!/^\d{1,9}(,\d{1,9}){0,199}$/.test(ids)) throw new AppError('invalid-parameter', `ids: seen ${JSON.stringify(ids.slice(0, 60))}, expected at most 200 ids with commas between them`);
        // Of what the asker does not see nothing is told.
        const seen = await reading(deps, actor.reader, (sql) => sql.unsafe<{ id: number }[]>("select id from hazards where id = any (string_to_array($1::text, ',')::int[])", [ids]));
        return context.json({ handlers: await listHandlers(databaseOf(deps).sql, seen.map(({ id }) => id)) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/ledger/views', operationId: 'getSavedViews', summary: 'Views of the ledger that you have kept; none for those who are not signed in', tags, middleware: [offers(json)], request: { query: noParameters }, responses: { 200: answerOf(z.object({ views: z.array(View) }), 'Your views by name'), ...refusals } }),
      async (context) => {
        const { userId } = checkPermission(context, 'read');
        return context.json({ views: userId === undefined ? [] : await readSavedViews(databaseOf(deps).sql, userId) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'post', path: '/ledger/views', operationId: 'saveView', summary: 'Keep a view of the ledger under a name; the same name replaces it', description: `At most ${mostSavedViews} each.`, tags, request: { query: noParameters, body: { required: true, content: { [json]: { schema: NewView } } } }, responses: { 201: answerOf(z.object({ id: whole }), 'The view'), 409: { ...refusals[400], description: 'There are too many' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const { userId } = ownerOf(context);
        const view = context.req.valid('json');
        return context.json({ id: await databaseOf(deps).transaction((tx) => saveView(tx, userId, view)) }, 201, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'delete', path: '/ledger/views/{id}', operationId: 'deleteView', summary: 'Throw away a view of your own', tags, request: { query: noParameters, params: z.object({ id: z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } }) }) }, responses: { 204: { description: 'It is gone' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const { userId } = ownerOf(context);
        const { id } = context.req.valid('param');
        if (!/^\d{1,9}$/.test(id)) throw new AppError('not-found', `view: seen ${JSON.stringify(id.slice(0, 40))}, expected a whole number`);
        await databaseOf(deps).transaction((tx) => deleteView(tx, userId, Number(id)));
        return context.body(null, 204) as never;
      },
    );
}

/** Reads a question about a past day. Throws AppError `invalid-parameter` for what cannot be said of the past. */
function readPast(day: string | undefined, rest: Readonly<Record<string, string | undefined>>, { reader }: Actor, today: string) {
  const foreign = Object.keys(rest).find((name) => rest[name] !== undefined && !pastFields.some((field) => field === name) && !(name === 'view' && rest[name] === 'all'));
  if (foreign !== undefined) throw new AppError('invalid-parameter', `${foreign}: seen with asKnownOn, expected only ${pastFields.join(', ')}`);
  return { day: readPastDay(day ?? '', today), selection: readSelection(rest), siteIds: reader.siteIds };
}
