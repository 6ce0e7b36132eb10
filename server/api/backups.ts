// How does a keeper of the system have a backup made while the server runs? The file stays on the server's own disk: it holds everything.
import { createRoute, z } from '@hono/zod-openapi';
import { JobRecord } from '../../data/contract/jobs.ts';
import { actorFor } from '../access/accounts.ts';
import { recordAlone } from '../access/audit.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { addressOfClient, checkPermission } from './readers.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { checkWrite } from './writes.ts';

/** Route POST /backups. */
export function backupRoutes(deps: AppDependencies) {
  return createRouter().openapi(
    createRoute({
      method: 'post',
      path: '/backups',
      operationId: 'makeBackup',
      summary: 'Make a backup of everything in the folder "backups" of the data folder',
      tags: ['Service'],
      middleware: [offers(json)],
      request: { query: noParameters },
      responses: { 202: answerOf(z.object(JobRecord.shape).openapi('BackupJob'), 'The job that makes it; its result names the file'), ...refusals },
    }),
    async (context) => {
      checkWrite(deps, context);
      const actor = checkPermission(context, 'system');
      await recordAlone(databaseOf(deps), actorFor(actor), { action: 'backup-made', subject: 'database', address: addressOfClient(context) });
      const job = deps.startBackup();
      return context.json(job, 202, { 'Cache-Control': 'no-store', Location: `/api/jobs/${job.id}` });
    },
  );
}
