// How does the audit leave whole, so that somebody else can keep and check it?
import { createRoute, z } from '@hono/zod-openapi';
import { actorFor } from '../access/accounts.ts';
import { exportAudit, recordAlone } from '../access/audit.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { addressOfClient, checkPermission } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';

const lines = 'application/x-ndjson';

/** Route /audit/export. */
export function auditExportRoutes(deps: AppDependencies) {
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/audit/export',
      operationId: 'exportAudit',
      summary: 'Every row of the audit, the oldest first, as lines of JSON with the hash of the row before',
      description: 'A hash is SHA-256 of the JSON list [sequence, at, actorKind, actorId, actorName, role, action, subject, address, detail, previousHash], detail as the text given here.',
      tags: ['Access'],
      middleware: [offers(lines)],
      request: { query: noParameters },
      responses: { 200: answerAs([lines], z.string(), 'One row on each line'), ...refusals },
    }),
    async (context) => {
      const actor = checkPermission(context, 'audit');
      const database = databaseOf(deps);
      await recordAlone(database, actorFor(actor), { action: 'audit-exported', subject: 'audit', address: addressOfClient(context) });
      const pages = exportAudit(database.sql);
      const encoder = new TextEncoder();
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await pages.next();
          if (done === true) controller.close();
          else controller.enqueue(encoder.encode(value));
        },
        async cancel() {
          await pages.return(undefined);
        },
      });
      return context.body(body, 200, { 'Content-Type': lines, 'Cache-Control': 'no-store', 'Content-Disposition': 'attachment; filename="audit.ndjson"' }) as never;
    },
  );
}
