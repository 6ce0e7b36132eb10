// Who gave the tips about a hazard? For the committee office alone, and every look stands in the audit.
import { createRoute, z } from '@hono/zod-openapi';
import { InformerRecord } from '../../data/contract/informers.ts';
import { actorFor } from '../access/accounts.ts';
import { recordDeed } from '../access/audit.ts';
import { AppError } from '../errors.ts';
import { readInformers } from '../queries/informers.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { addressOfClient, checkPermission, reading } from './readers.ts';
import { answerOf, createRouter, refusals } from './route.ts';

const Informers = z.object({ informers: z.array(z.object(InformerRecord.shape)) }).openapi('Informers');
const id = z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } });

/** Route /hazards/{id}/informer. */
export function informerRoutes(deps: AppDependencies) {
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/hazards/{id}/informer',
      operationId: 'getInformer',
      summary: 'Who gave the tips about a hazard; each look is audited',
      tags: ['Access'],
      middleware: [offers(json)],
      request: { query: noParameters, params: z.object({ id }) },
      responses: { 200: answerOf(Informers, 'Informers, the first one first; name and phone are null where they were not said or are erased'), ...refusals },
    }),
    async (context) => {
      const actor = checkPermission(context, 'informers');
      const asked = context.req.valid('param').id;
      const unknown = new AppError('not-found', `hazard: seen ${JSON.stringify(asked.slice(0, 40))}, expected the id of a hazard`);
      if (!/^\d{1,9}$/.test(asked)) throw unknown;
      const hazardId = Number(asked);
      // Whether the hazard is within reach is asked as the reader; the informers, whom that role cannot see, in the transaction that says who looked.
      const visible = await reading(deps, actor.reader, (sql) => sql.unsafe('select from hazards where id = $1', [hazardId]));
      if (visible.length === 0) throw unknown;
      const informers = await databaseOf(deps).transaction(async (tx) => {
        const found = await readInformers(tx, hazardId);
        await recordDeed(tx, actorFor(actor), { action: 'informer-read', subject: `hazards/${hazardId}`, address: addressOfClient(context), detail: { informers: found.map((row) => row.id) } });
        return found;
      });
      return context.json({ informers }, 200, { 'Cache-Control': 'no-store' });
    },
  );
}
