// Is the data true? The checks over HTTP, worked out once for each reader and version of the data, and seldom.
import { createRoute, z } from '@hono/zod-openapi';
import { DataQuality, type QualityCheckId, qualityChecks, QualityRows } from '../../data/contract/data-quality.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { readDataQuality, readQualityRows } from '../queries/data-quality.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { readerOf, reading } from './readers.ts';
import { answerOf, createRouter, noStore, refusals } from './route.ts';

/** While writes keep coming an answer stays for so long; it says that it is no longer current. Milliseconds. */
const keptMilliseconds = 5 * 60_000;
const mostKept = 50;
const [pageRows, mostRows, mostOffset] = [50, 1000, 10_000];
const Answer = z.object(DataQuality.shape).openapi('DataQuality');
const Rows = z.object(QualityRows.shape).openapi('QualityRows');
const wholeNumber = (name: string, text: string | undefined, usual: number, least: number, most: number): number => {
  const value = text === undefined ? usual : /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) throw new AppError('invalid-parameter', `${name}: seen ${JSON.stringify((text ?? '').slice(0, 20))}, expected a whole number from ${least} to ${most}`);
  return value;
};
type Worked = Omit<z.infer<typeof DataQuality>, 'current'>;

/** Routes /data-quality. */
export function dataQualityRoutes(deps: AppDependencies) {
  const tags = ['Quality'];
  const today = (): string => dateOfDay(dayOfInstant(deps.now()));
  const kept = new Map<string, { at: number; version: number; day: string; answer: Promise<Worked> }>();
  return createRouter()
    .openapi(
      createRoute({ method: 'get', path: '/data-quality', operationId: 'getDataQuality', summary: 'Is the data true? Counts and shares of what fails each check, and the age of every source', description: `Within your reach. Worked out at most once in ${keptMilliseconds / 60_000} minutes for a reader while writes keep coming: asOf, dataVersion and current say from what.`, tags, middleware: [offers(json)], request: { query: noParameters }, responses: { 200: answerOf(Answer, 'Checks, freshness and the last imports'), ...refusals } }),
      async (context) => {
        const reader = readerOf(context);
        const version = deps.changes.dataVersion();
        const known = kept.get(reader.key);
        const isGood = known !== undefined && known.day === today() && (known.version === version || deps.now() - known.at < keptMilliseconds);
        let entry = known;
        if (entry === undefined || !isGood) {
          const now = deps.now();
          const answer = reading(deps, reader, async (sql): Promise<Worked> => ({ asOf: new Date(now).toISOString(), dataVersion: version, ...(await readDataQuality(sql, today(), now)) }));
          entry = { at: now, version, day: today(), answer };
          const made = entry;
          answer.catch(() => {
            if (kept.get(reader.key) === made) kept.delete(reader.key);
          });
          kept.delete(reader.key);
          kept.set(reader.key, entry);
          const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
          if (oldest !== undefined) kept.delete(oldest);
        }
        const worked = await entry.answer;
        return context.json({ ...worked, current: worked.dataVersion === version }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'get', path: '/data-quality/{check}', operationId: 'getQualityRows', summary: 'The rows that fail a check', tags, middleware: [offers(json)], request: { params: z.object({ check: z.string().openapi({ enum: qualityChecks.map(({ id }) => id), param: { name: 'check', in: 'path' } }) }), query: z.strictObject({ offset: z.string().max(10).optional().openapi({ type: 'integer', param: { name: 'offset', in: 'query', description: `Rows to pass over, at most ${mostOffset}` } }), limit: z.string().max(10).optional().openapi({ type: 'integer', param: { name: 'limit', in: 'query', description: `Rows wanted, 1 to ${mostRows}; ${pageRows} unless told` } }) }) }, responses: { 200: answerOf(Rows, 'Rows in order of id'), ...refusals } }),
      async (context) => {
        const asked = context.req.valid('param').check;
        const check = qualityChecks.find(({ id }) => id === asked);
        if (check === undefined) throw new AppError('not-found', `check: seen ${JSON.stringify(asked.slice(0, 40))}, expected one of ${qualityChecks.map(({ id }) => id).join(', ')}`);
        const { offset: from, limit: most } = context.req.valid('query');
        const offset = wholeNumber('offset', from, 0, 0, mostOffset);
        const limit = wholeNumber('limit', most, pageRows, 1, mostRows);
        const rows = await reading(deps, readerOf(context), (sql) => readQualityRows(sql, check.id as QualityCheckId, today(), limit, offset));
        return context.json({ id: check.id, rows }, 200, noStore);
      },
    );
}
