// How does a hazard enter, where does it stand, and how does it move on? The closing procedure over HTTP.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { type Actor, mayRole } from '../../data/contract/access.ts';
import { missingFor } from '../../data/contract/closing-guards.ts';
import type { HazardLife } from '../../data/contract/closing-life.ts';
import { type Move, moves } from '../../data/contract/closing.ts';
import { collectionOf } from '../../data/contract/collections.ts';
import { HazardPage, MissingPart } from '../../data/contract/hazard-page.ts';
import { HazardReport, MoveWish, RequestKey } from '../../data/contract/hazard-report.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { bareLife } from '../commands/hazard-life.ts';
import { type MoveOutcome, moveHazard, moverOf } from '../commands/move-hazard.ts';
import { reportHazard } from '../commands/report-hazard.ts';
import type { WriteBatch } from '../commands/write.ts';
import { AppError, MissingError } from '../errors.ts';
import { readHandlers } from '../queries/hazard-handlers.ts';
import { readHazardPage } from '../queries/hazard-page.ts';
import { readItemsOf } from '../queries/items.ts';
import { maskPersonal } from '../queries/query.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { checkPermission, readerOf, reading } from './readers.ts';
import { answerOf, bodyOf, createRouter, noStore, readId, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

/** Hazards moved at once. */
const mostAtOnce = 200;
const Count = z.number().openapi({ type: 'integer', minimum: 0 });
const MissingSchema = z.object(MissingPart.shape).openapi('Missing');
const Outcome = z.object({ hazardId: Count, code: z.string(), sequence: Count, statusCode: z.string(), missing: z.array(MissingSchema), splitId: Count.nullable() }).openapi('MoveOutcome');
// Made anew: a schema made before the OpenAPI extension was loaded does not know it.
const ReportBody = z.strictObject(HazardReport.shape).openapi('HazardReport');
const WishBody = z.strictObject(MoveWish.shape).openapi('MoveWish');
const BulkBody = z.strictObject({ move: z.string().max(40), values: MoveWish.shape.values, ids: z.array(z.int().min(1)).min(1).max(mostAtOnce), preview: z.boolean().default(true), requestKey: RequestKey.nullable().default(null) }).openapi('MoveWishes');
const PageSchema = z.object(HazardPage.shape).openapi('HazardPage');
const id = z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } });

/** Routes /hazards: report, page, moves of one and of many. */
export function hazardRoutes(deps: AppDependencies) {
  const tags = ['Hazards'];
  const today = (): string => dateOfDay(dayOfInstant(deps.now()));

  const moved = async (context: Context, actor: Actor, batch: WriteBatch, outcome: MoveOutcome, move: string): Promise<void> => {
    await recordDeed(batch.tx, actorFor(actor), { action: 'hazard-moved', subject: `hazards/${outcome.hazardId}`, address: addressOfClient(context), detail: { code: outcome.code, move, statusCode: outcome.statusCode, sequence: outcome.sequence } });
  };

  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/hazards',
        operationId: 'reportHazard',
        summary: 'Report a hazard by one of three doors',
        description: 'An enterprise reports on its own sites, an official enters what an inspection found, the office, a department or a township takes down a public tip. The same requestKey twice gives the same hazard.',
        tags,
        request: { query: noParameters, body: bodyOf(ReportBody) },
        responses: { 200: answerOf(z.object({ id: Count, code: z.string() }), 'It was reported before'), 201: answerOf(z.object({ id: Count, code: z.string() }), 'The new hazard'), ...refusals },
      }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'report');
        const report = context.req.valid('json');
        const { isNew, ...made } = await deps.write(async (batch) => {
          const result = await reportHazard(batch, actor, report, deps.now());
          if (result.isNew) await recordDeed(batch.tx, actorFor(actor), { action: 'hazard-reported', subject: `hazards/${result.id}`, address: addressOfClient(context), detail: { code: result.code, door: report.door, siteId: report.siteId ?? null } });
          return result;
        });
        return isNew ? context.json(made, 201, noStore) : context.json(made, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/hazards/moves',
        operationId: 'moveHazards',
        summary: 'Make one move of many hazards, or see beforehand what it would do',
        description: `At most ${mostAtOnce}. With preview (the default) nothing is written. Those that may not move say what is missing; the others move in one transaction.`,
        tags,
        request: { query: noParameters, body: bodyOf(BulkBody) },
        responses: { 200: answerOf(z.object({ preview: z.boolean(), moved: Count, results: z.array(Outcome) }), 'What came or would come of each'), ...refusals },
      }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'handle');
        const { move, values, ids, preview, requestKey } = context.req.valid('json');
        const results = await moveMany(deps, actor, { move, values, ids: [...new Set(ids)], preview, requestKey }, (batch, outcome) => moved(context, actor, batch, outcome, move));
        return context.json({ preview, moved: results.filter(({ missing }) => missing.length === 0).length, results: results.map((row) => ({ ...row, missing: [...row.missing] })) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/hazards/{id}',
        operationId: 'getHazard',
        summary: 'Where a hazard stands, what may be done next and why not, and what belongs to it',
        tags,
        middleware: [offers(json)],
        request: { query: noParameters, params: z.object({ id }) },
        responses: { 200: answerOf(PageSchema, 'The hazard'), ...refusals },
      }),
      async (context) => {
        const hazardId = readId(context.req.valid('param').id);
        const actor = checkPermission(context, 'read');
        const reader = readerOf(context);
        const hazards = collectionOf('hazards');
        const page = await reading(deps, reader, async (sql) => {
          const [item] = hazards === undefined ? [] : await readItemsOf(sql, hazards, [hazardId], today(), reader);
          const row = item === undefined ? null : await readHazardPage(sql, hazardId, String(item.properties['title'] ?? ''), today());
          if (item === undefined || row === null) throw new AppError('not-found', `hazard: seen ${hazardId}, expected the id of a hazard`);
          // The steps of before are not needed: a state is kept once it was moved here, else it is as the columns say.
          const life: HazardLife = row.life === null ? bareLife(item.properties, row) : (JSON.parse(row.life) as HazardLife);
          const { handlerId, handlerName, flags, life: _life, statusCode: _statusCode, related, ...rest } = row;
          return {
            item: { type: 'Feature' as const, ...item },
            ...rest,
            flags: flags === null ? [] : flags.split(' '),
            handler: handlerId === null ? null : { id: handlerId, name: reader.personal ? (handlerName ?? '') : maskPersonal(handlerName ?? '') },
            signOffs: life.signOffs.map(({ role, at }) => ({ role, at })),
            moves: nextMoves(life, actor, deps.now()),
            related: [...related],
          };
        });
        return context.json(page as unknown as z.infer<typeof PageSchema>, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/hazards/{id}/handlers',
        operationId: 'getHazardHandlers',
        summary: 'Officials who could be given a hazard: accounts whose reach covers it, by name',
        tags,
        middleware: [offers(json)],
        request: { query: noParameters, params: z.object({ id }) },
        responses: { 200: answerOf(z.object({ handlers: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })) }), 'At most 500, by name'), ...refusals },
      }),
      async (context) => {
        checkPermission(context, 'handle');
        const hazardId = readId(context.req.valid('param').id);
        const place = await reading(deps, readerOf(context), async (sql) => (await sql.unsafe<{ areaCode: string | null; sectorCode: string }[]>('select area_code as "areaCode", sector_code as "sectorCode" from hazards where id = $1::int', [hazardId]))[0]);
        if (place === undefined) throw new AppError('not-found', `hazard: seen ${hazardId}, expected the id of a hazard`);
        const handlers = await readHandlers(databaseOf(deps).sql, place);
        return context.json({ handlers: handlers.map((row) => ({ ...row })) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/hazards/{id}/moves',
        operationId: 'moveHazard',
        summary: 'Move a hazard on along the closing procedure',
        description: 'What stands in the way is answered with 409 and the list `missing`. The same requestKey twice moves once.',
        tags,
        request: { query: noParameters, params: z.object({ id }), body: bodyOf(WishBody) },
        responses: { 200: answerOf(Outcome, 'Where it stands now'), 409: { ...refusals[400], description: 'Something is missing, or it has moved on since' }, ...refusals },
      }),
      async (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'handle');
        const hazardId = readId(context.req.valid('param').id);
        const wish = context.req.valid('json');
        const outcome = await deps.write(async (batch) => {
          const result = await moveHazard(batch, actor, hazardId, wish, deps.now());
          // Thrown inside the transaction: what was prepared goes with it.
          if (result.missing.length > 0) throw new MissingError(`${wish.move}: ${result.missing.map(({ zh, en }) => `${zh} / ${en}`).join('; ')}`, result.missing);
          await moved(context, actor, batch, result, wish.move);
          return result;
        });
        return context.json({ ...outcome, missing: [] }, 200, noStore);
      },
    );
}

/** Gives the moves a role may make at all from anywhere, each with what is in the way now. */
function nextMoves(life: HazardLife, actor: Actor, now: number) {
  if (actor.kind !== 'command-line' && !mayRole(actor.grant.role, 'handle')) return [];
  const mover = moverOf(actor);
  return (moves as readonly Move[])
    .filter((move) => move.roles.includes(mover.role) && move.from.includes(life.statusCode))
    .map((move) => {
      const missing = missingFor(life, move, mover, { now }, null);
      return { id: move.id, on: missing.length === 0, missing };
    });
}

/** Thrown to take back what a preview did. */
class Preview extends Error {}

async function moveMany(deps: AppDependencies, actor: Actor, wish: { move: string; values: MoveWish['values']; ids: readonly number[]; preview: boolean; requestKey: string | null }, told: (batch: WriteBatch, outcome: MoveOutcome) => Promise<void>): Promise<MoveOutcome[]> {
  const results: MoveOutcome[] = [];
  const work = async (batch: WriteBatch): Promise<void> => {
    for (const hazardId of wish.ids) {
      try {
        // A savepoint for each: what one lacks does not take the others back.
        await batch.tx.savepoint(async (tx) => {
          const own: WriteBatch = { ...batch, tx };
          const outcome = await moveHazard(own, actor, hazardId, { move: wish.move, values: wish.values, expectedSequence: null, requestKey: wish.requestKey === null ? null : `${wish.requestKey}-${hazardId}` }, deps.now());
          results.push(outcome);
          if (outcome.missing.length > 0) throw new Preview();
          if (!wish.preview) await told(own, outcome);
        });
      } catch (error) {
        if (!(error instanceof Preview)) throw error;
      }
    }
    if (wish.preview) throw new Preview();
  };
  await deps.write(work).catch((error: unknown) => {
    if (!(error instanceof Preview)) throw error;
  });
  return results;
}
