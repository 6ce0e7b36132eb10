// How is a bulletin made, read, published and taken away as a document? The office makes it; everybody reads what was published.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Actor, mayRole, personKeyOf } from '../../data/contract/access.ts';
import { Briefing } from '../../data/contract/briefings.ts';
import { BulletinEntry, BulletinFacts, bulletinLists, BulletinRequest, BulletinSummary } from '../../data/contract/bulletins.ts';
import { instantOf } from '../../data/contract/closing-plan.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import type { BulletinPayload, BulletinResult } from '../analyses/bulletin.ts';
import { briefBulletin, type BulletinContent } from '../briefings/bulletin.ts';
import type { BulletinLanguage } from '../briefings/bulletin-words.ts';
import { discardDraft, numberDraft, sealBulletin, writeDraft } from '../commands/bulletins.ts';
import { AppError } from '../errors.ts';
import { readBulletinFacts, readBulletinHazards, readBulletins, readLastPublished, readPublicFacts } from '../queries/bulletins.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { actorOf, checkPermission, readerOf, reading } from './readers.ts';
import { answerAs, answerOf, bodyOf, createRouter, noStore, readId, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

/** Longest period of one bulletin: the plan of the campaign runs by years. */
const longestPeriodDays = 732;
const formats = {
  docx: { type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', words: 'as a document (DOCX)' },
  xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', words: 'as a spreadsheet (XLSX)' },
} as const;
type Format = keyof typeof formats;

// Made anew: a schema made before the OpenAPI extension was loaded does not know it.
const Summary = z.object(BulletinSummary.shape).openapi('Bulletin');
const Job = z.object(JobRecord.shape);
const Request = z.strictObject(BulletinRequest.shape).openapi('BulletinRequest');
const Content = z
  .object({
    summary: Summary,
    facts: z.object(BulletinFacts.shape).openapi({ description: 'All figures for the office; for others without the cells of few cases' }),
    lists: z.object(Object.fromEntries(bulletinLists.map((list) => [list, z.array(z.object(BulletinEntry.shape))])) as Record<(typeof bulletinLists)[number], z.ZodArray<typeof BulletinEntry>>).openapi({ description: 'Hazards named one by one, those within the reader’s scope' }),
    briefing: z.object(Briefing.shape),
  })
  .openapi('BulletinContent');
const path = z.object({ id: z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } }) });
const language = z.string().optional().openapi({ enum: ['zh-CN', 'en'], default: 'zh-CN', param: { name: 'language', in: 'query', description: 'Language of sentences, tables and documents' } });

function readLanguage(text: string | undefined): BulletinLanguage {
  if (text === undefined || text === 'zh-CN') return 'zh-CN';
  if (text === 'en') return 'en';
  throw new AppError('invalid-parameter', `language: seen ${JSON.stringify(text.slice(0, 40))}, expected zh-CN or en`);
}

/** Gives whether somebody may see drafts and every cell: the office, without limits of its own. */
function seesAll({ kind, grant, reader }: Actor): boolean {
  return (kind === 'command-line' || mayRole(grant.role, 'bulletin')) && reader.areaCodes === null && reader.sectorCodes === null && reader.siteIds === null;
}

/** Throws AppError `not-permitted` unless somebody may make bulletins of the whole city. */
function checkMaker(context: Context): Actor {
  const actor = checkPermission(context, 'bulletin');
  if (!seesAll(actor)) throw new AppError('not-permitted', 'seen an office with limits of its own, expected one that sees the whole city: a bulletin holds all of it');
  return actor;
}

/** Gives a bulletin as somebody may see it. Throws AppError `not-found`, also for a draft that is not theirs to see. */
async function contentFor(deps: AppDependencies, actor: Actor, id: number): Promise<BulletinContent> {
  const content = async (sql: Parameters<typeof readBulletins>[0], all: boolean): Promise<BulletinContent | null> => {
    const [summary] = await readBulletins(sql, id);
    const facts = summary === undefined ? null : await (all ? readBulletinFacts : readPublicFacts)(sql, id);
    return summary === undefined || facts === null ? null : { summary, facts, lists: await readBulletinHazards(sql, id) };
  };
  const read = seesAll(actor) ? await content(databaseOf(deps).sql, true) : await reading(deps, actor.reader, (sql) => content(sql, false));
  if (read === null) throw new AppError('not-found', `bulletin: seen ${id}, expected the id of a bulletin`);
  return read;
}

/** Gives the question as it is worked out. Throws AppError `invalid-body` for a cut-off to come or a period that cannot be. */
function questionOf({ cutOff, periodFrom, periodTo }: BulletinRequest, now: number): Pick<BulletinPayload, 'cutOff' | 'periodFrom' | 'periodTo'> {
  const instant = Date.parse(cutOff);
  const [from, to] = [Date.parse(`${periodFrom}T00:00:00+08:00`), Date.parse(`${periodTo}T00:00:00+08:00`)];
  if (instant > now) throw new AppError('invalid-body', `cutOff: seen ${cutOff}, expected an instant that has passed: nobody knows yet what will be known then`);
  if (to < from || (to - from) / 86_400_000 > longestPeriodDays) throw new AppError('invalid-body', `periodTo: seen ${periodFrom} to ${periodTo}, expected a period of 1 to ${longestPeriodDays} days`);
  if (from >= instant || to >= instant) throw new AppError('invalid-body', `periodTo: seen ${periodTo}, expected a day that had begun at the cut-off`);
  return { cutOff: instantOf(instant), periodFrom, periodTo };
}

/** Routes /bulletins. */
export function bulletinRoutes(deps: AppDependencies) {
  const tags = ['Bulletins'];
  const common = { tags, middleware: [offers(json)] };
  const routes = createRouter()
    .openapi(
      createRoute({ ...common, method: 'get', path: '/bulletins', operationId: 'getBulletins', summary: 'Bulletins, the newest first; the office sees its drafts before them', request: { query: noParameters }, responses: { 200: answerOf(z.object({ bulletins: z.array(Summary) }), 'Bulletins'), ...refusals } }),
      async (context) => {
        const actor = actorOf(context);
        const bulletins = seesAll(actor) ? await readBulletins(databaseOf(deps).sql) : await reading(deps, readerOf(context), (sql) => readBulletins(sql));
        return context.json({ bulletins }, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        ...common,
        method: 'post',
        path: '/bulletins',
        operationId: 'makeBulletin',
        summary: 'Work out a draft: figures as they were known at the cut-off',
        description: 'A job; its result names the draft. The same cut-off and period give the same figures whenever it is asked.',
        request: { query: noParameters, body: bodyOf(Request) },
        responses: { 202: answerOf(Job, 'The job; Location names it'), ...refusals },
      }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkMaker(context);
        const request = context.req.valid('json');
        const question = questionOf(request, deps.now());
        const address = addressOfClient(context);
        const database = databaseOf(deps);
        const job = deps.jobs.begin('bulletin', request.title, async ({ progress, signal }) => {
          const previous = await readLastPublished(database.sql);
          const payload: BulletinPayload = { ...question, target: database.target, previous };
          const { facts, lists, dataVersion } = (await deps.runLong('bulletin', payload, { signal, onProgress: progress })) as BulletinResult;
          return database.transaction(async (tx) => {
            const bulletinId = await writeDraft(tx, { request, facts, lists, dataVersion, previousId: previous?.id ?? null, madeBy: `${actor.kind}:${actor.id}`, madeByName: await nameOf(deps, actor), madeAt: instantOf(deps.now()) });
            await recordDeed(tx, actorFor(actor), { action: 'bulletin-drafted', subject: `bulletins/${bulletinId}`, address, detail: { title: request.title, cutOff: facts.cutOff, periodFrom: facts.periodFrom, periodTo: facts.periodTo } });
            return { bulletinId };
          });
        });
        deps.jobs.claim(job.id, personKeyOf(actor));
        return context.json(job, 202, { ...noStore, Location: `/api/jobs/${job.id}` });
      },
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/bulletins/{id}', operationId: 'getBulletin', summary: 'One bulletin: its figures, the hazards it names, and what it says', request: { query: z.strictObject({ language }), params: path }, responses: { 200: answerOf(Content, 'The bulletin'), ...refusals } }),
      async (context) => {
        const content = await contentFor(deps, actorOf(context), readId(context.req.valid('param').id));
        const briefing = briefBulletin(content, readLanguage(context.req.valid('query').language));
        return context.json({ ...content, briefing } as unknown as z.infer<typeof Content>, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        ...common,
        method: 'post',
        path: '/bulletins/{id}/publish',
        operationId: 'publishBulletin',
        summary: 'Publish a draft: it gets its number and the audit anchor, and is never changed again',
        request: { query: noParameters, params: path },
        responses: { 200: answerOf(Summary, 'The bulletin'), 409: { ...refusals[400], description: 'It is published, or another one was published since it was made' }, ...refusals },
      }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkMaker(context);
        const id = readId(context.req.valid('param').id);
        const publishedAt = instantOf(deps.now());
        const name = await nameOf(deps, actor);
        const summary = await databaseOf(deps).transaction(async (tx) => {
          const numbered = await numberDraft(tx, id, publishedAt.slice(0, 4));
          // The entry holds the digest of the figures, and its own hash is the anchor: whoever keeps the paper can prove both.
          await recordDeed(tx, actorFor(actor), { action: 'bulletin-published', subject: `bulletins/${id}`, address: addressOfClient(context), detail: { number: numbered.number, factsSha256: numbered.factsSha256 } });
          await sealBulletin(tx, numbered, publishedAt, name);
          return (await readBulletins(tx, id))[0];
        });
        if (summary === undefined) throw new Error('the bulletin that was published is gone');
        return context.json(summary, 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'delete', path: '/bulletins/{id}', operationId: 'discardBulletin', summary: 'Throw a draft away', request: { query: noParameters, params: path }, responses: { 204: { description: 'It is gone' }, 409: { ...refusals[400], description: 'It is published, so it stays' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkMaker(context);
        const id = readId(context.req.valid('param').id);
        await databaseOf(deps).transaction(async (tx) => {
          const title = await discardDraft(tx, id);
          await recordDeed(tx, actorFor(actor), { action: 'bulletin-discarded', subject: `bulletins/${id}`, address: addressOfClient(context), detail: { title } });
        });
        return context.body(null, 204) as never;
      },
    );

  for (const format of Object.keys(formats) as Format[]) {
    const { type, words } = formats[format];
    routes.openapi(
      createRoute({
        method: 'get',
        path: `/bulletins/{id}/bulletin.${format}`,
        operationId: `getBulletin.${format}`,
        summary: `One bulletin ${words}`,
        tags,
        middleware: [offers(type)],
        request: { query: z.strictObject({ language }), params: path },
        responses: { 200: answerAs([type], z.string().openapi({ format: 'binary' }), 'The file'), ...refusals },
      }),
      async (context) => {
        const content = await contentFor(deps, actorOf(context), readId(context.req.valid('param').id));
        const briefing = briefBulletin(content, readLanguage(context.req.valid('query').language));
        const bytes = (await deps.runDocument(`bulletin-${format}`, briefing, { signal: context.req.raw.signal })) as Uint8Array<ArrayBuffer>;
        const { number, id } = content.summary;
        context.header('Content-Disposition', `attachment; filename="anlan-bulletin-${number ?? `draft-${id}`}.${format}"`);
        context.header('Cache-Control', 'no-store');
        return context.body(bytes, 200) as never;
      },
    );
  }
  return routes;
}

/** Gives a person's own name, not the one they sign in with. */
async function nameOf(deps: AppDependencies, { userId, name, kind }: Actor): Promise<string> {
  const [user] = userId === undefined ? [] : await databaseOf(deps).sql.unsafe<{ name: string }[]>('select name from users where id = $1', [userId]);
  return user?.name ?? (name === '' ? kind : name);
}
