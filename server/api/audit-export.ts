// How does the audit leave as a whole? A table or one JSON object a line, oldest first, sent while it is read.
import { createRoute, z } from '@hono/zod-openapi';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { actorFor } from '../access/accounts.ts';
import { type AuditRow, recordAlone, walkAudit } from '../access/audit.ts';
import { AppError } from '../errors.ts';
import { rowOf } from '../exports/csv.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { checkPermission } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { addressOfClient } from './session.ts';

const formats = ['csv', 'ndjson'] as const;
type Format = (typeof formats)[number];
const types = { csv: 'text/csv; charset=utf-8', ndjson: 'application/x-ndjson' } as const satisfies Record<Format, string>;
const columns = ['sequence', 'at', 'actorKind', 'actorId', 'actorName', 'role', 'action', 'subject', 'address', 'detail', 'previousHash', 'hash'] as const;

/** Gives entries as text of a format. A cell that a spreadsheet would take for a formula is made harmless (server/exports/csv.ts). */
function textOf(format: Format, entries: readonly AuditRow[]): string {
  if (format === 'ndjson') return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  return entries.map((entry) => rowOf(columns.map((name) => entry[name]))).join('');
}

/** Route /audit/export. */
export function auditExportRoutes(deps: AppDependencies) {
  const format = z.string().optional().openapi({ enum: [...formats], default: 'csv', param: { name: 'format', in: 'query', description: 'A table for spreadsheets, or one JSON object a line' } });
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/audit/export',
      operationId: 'exportAudit',
      summary: 'All entries of the audit, the oldest first, with both hashes of the chain',
      description:
        'Sent while it is read, so that its size does not matter. `hash` is the SHA-256 of the JSON list [sequence, at, actorKind, actorId, actorName, role, action, subject, address, detail, previousHash], detail as the text given. In CSV, a text that begins like a formula has an apostrophe before it; NDJSON holds everything as it is.',
      tags: ['Access'],
      request: { query: z.strictObject({ format }) },
      responses: { 200: answerAs(Object.values(types), z.string(), 'Entries'), ...refusals },
    }),
    async (context) => {
      const actor = checkPermission(context, 'audit');
      const asked = context.req.valid('query').format ?? 'csv';
      const chosen = formats.find((known) => known === asked);
      if (chosen === undefined) throw new AppError('invalid-parameter', `format: seen ${JSON.stringify(asked.slice(0, 40))}, expected ${formats.join(' or ')}`);
      const database = databaseOf(deps);
      // Taking the audit away is a deed too; it stands in what is taken.
      await recordAlone(database, actorFor(actor), { action: 'audit-exported', subject: 'audit', address: addressOfClient(context), detail: { format: chosen } });
      const pages = walkAudit(database.sql);
      const encoder = new TextEncoder();
      let head = chosen === 'csv' ? `\uFEFF${rowOf([...columns])}` : '';
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const { done, value } = await pages.next();
          if (done === true) return controller.close();
          controller.enqueue(encoder.encode(head + textOf(chosen, value)));
          head = '';
        },
        async cancel() {
          await pages.return(undefined);
        },
      });
      const name = `anlan-audit-${dateOfDay(dayOfInstant(deps.now()))}.${chosen}`;
      return new Response(body, { headers: { 'Content-Type': types[chosen], 'Content-Disposition': `attachment; filename="${name}"`, 'Cache-Control': 'no-store' } }) as never;
    },
  );
}
