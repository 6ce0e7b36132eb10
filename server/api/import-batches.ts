// Which imports were made, and how is one taken back? Everybody sees their own; whoever is not limited sees all.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { personKeyOf } from '../../data/contract/access.ts';
import { ImportBatch } from '../../data/contract/import-clinic.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { AppError } from '../errors.ts';
import { isFree } from '../import/clinic/scope.ts';
import { type BatchesOf, readBatches } from '../queries/import-batches.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { checkPermission } from './readers.ts';
import { answerOf, createRouter, noStore, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

// Made anew: a schema made before the OpenAPI extension was loaded does not know it.
const Batch = z.object(ImportBatch.shape).openapi('ImportBatch');
const params = z.object({ id: z.string().openapi({ type: 'integer', param: { name: 'id', in: 'path' } }) });
const Asked = z.strictObject({ limit: z.string().max(10).optional().openapi({ type: 'integer', param: { name: 'limit', in: 'query', description: 'At most so many, 1 to 1000' } }) });

/** Gives whose batches the one who asks may see and undo: null = everybody's. */
function whoseOf(context: Context): BatchesOf | null {
  const { kind, id, reader } = checkPermission(context, 'import');
  return isFree(reader) ? null : { kind, id };
}

function batchId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new AppError('not-found', `batch: seen ${JSON.stringify(text.slice(0, 40))}, expected a whole number`);
  return Number(text);
}

/** Routes /import-batches. */
export function importBatchRoutes(deps: AppDependencies) {
  const common = { tags: ['Import'], middleware: [offers(json)] };
  const one = async (context: Context, id: number): Promise<ImportBatch> => {
    const [batch] = await readBatches(databaseOf(deps).sql, whoseOf(context), id, 1);
    if (batch === undefined) throw new AppError('not-found', `batch: seen ${id}, expected the number of an import of your own`);
    return batch;
  };
  return createRouter()
    .openapi(createRoute({ ...common, method: 'get', path: '/import-batches', operationId: 'getImportBatches', summary: 'Imports, the newest first', request: { query: Asked }, responses: { 200: answerOf(z.object({ batches: z.array(Batch) }), 'Batches'), ...refusals } }), async (context) => {
      const { limit = '100' } = context.req.valid('query');
      if (!/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > 1000) throw new AppError('invalid-parameter', `limit: seen ${JSON.stringify(limit.slice(0, 20))}, expected a whole number from 1 to 1000`);
      return context.json({ batches: await readBatches(databaseOf(deps).sql, whoseOf(context), null, Number(limit)) }, 200, noStore);
    })
    .openapi(createRoute({ ...common, method: 'get', path: '/import-batches/{id}', operationId: 'getImportBatch', summary: 'One import, and what its undo left', request: { query: noParameters, params }, responses: { 200: answerOf(Batch, 'The batch'), ...refusals } }), async (context) =>
      context.json(await one(context, batchId(context.req.valid('param').id)), 200, noStore),
    )
    .openapi(createRoute({ tags: ['Import'], method: 'post', path: '/import-batches/{id}/undo', operationId: 'undoImportBatch', summary: 'Take an import back as a whole', description: 'Changed rows are again what they were, new ones go, new hazards are rejected by an event; what was edited since stays and is named.', request: { query: noParameters, params }, responses: { 202: answerOf(z.object(JobRecord.shape), 'The job'), ...refusals, 409: { ...refusals[400], description: 'It was undone already, or kept no earlier states' } } }), async (context) => {
      checkWrite(deps, context);
      const batch = await one(context, batchId(context.req.valid('param').id));
      if (!batch.undoable || batch.undoneAt !== null) throw new AppError('conflict', `batch: seen ${batch.id}, which ${batch.undoable ? 'was undone already' : 'kept no earlier states'}, expected one that can be undone`);
      const actor = checkPermission(context, 'import');
      const job = deps.clinic.undo({ actor, address: addressOfClient(context) }, batch.id);
      deps.jobs.claim(job.id, personKeyOf(actor));
      return context.json(job, 202, { ...noStore, Location: `/api/jobs/${job.id}` });
    });
}
