// How do hazards and the steps of their lives come to stand in the database?
import type { HazardEventRow, HazardRow } from '../../data/contract/hazards.ts';
import { columnsOf, ewkbHex, fingerprint } from './columns.ts';
import eventText from './hazard-events.sql?raw';
import text from './hazards.sql?raw';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';

/**
 * Writes hazards (up to a few thousand at a call) whose rows passed the contract; no code may occur twice in `rows`. A hazard is tied to the site it
 * names when that is stored; `areaCode: null` takes the site's township, else that of the place. Steps are only ever appended: `rewritten` holds the codes of
 * hazards whose rows tell a stored step differently (the stored step stays). Throws what the database throws (a major hazard without a clause among it).
 */
export async function upsertHazards(batch: WriteBatch, rows: readonly HazardRow[]): Promise<WriteCounts & { rewritten: string[] }> {
  if (rows.length === 0) return { taken: 0, changed: 0, unchanged: 0, rewritten: [] };
  const parameters = columnsOf(rows, [
    (row) => row.code,
    (row) => row.title,
    (row) => row.siteLayer,
    (row) => row.siteCode,
    (row) => row.siteName,
    (row) => row.sectorCode,
    (row) => row.departmentCode,
    (row) => row.areaCode,
    (row) => row.sourceCode,
    (row) => row.levelCode,
    (row) => row.statusCode,
    (row) => row.kindCode,
    (row) => row.elementCode,
    (row) => row.depthCode,
    (row) => row.clauseId,
    (row) => row.ownerName,
    (row) => row.measures,
    (row) => row.foundAt,
    (row) => row.dueOn,
    (row) => row.rectifiedAt,
    (row) => row.closedAt,
    (row) => ewkbHex(row.geometry),
    (row) => fingerprint(row),
    (row) => row.synthetic,
  ]);
  if (rows.some((row) => !row.synthetic)) batch.noteReal();
  const { ids, ...counts } = await runUpsert(batch, 'hazards', text, parameters);
  if (ids.length === 0) return { ...counts, rewritten: [] };
  return { ...counts, rewritten: await appendEvents(batch, rows) };
}

async function appendEvents(batch: WriteBatch, rows: readonly HazardRow[]): Promise<string[]> {
  const steps: (HazardEventRow & { code: string })[] = rows.flatMap((row) => row.events.map((event) => ({ ...event, code: row.code })));
  if (steps.length === 0) return [];
  const [answer] = await batch.tx.unsafe<{ appended: number; rewritten: string | null }[]>(
    eventText,
    columnsOf(steps, [
      (step) => step.code,
      (step) => step.sequence,
      (step) => step.kind,
      (step) => step.at,
      (step) => step.actorRole,
      (step) => step.fromStatusCode,
      (step) => step.toStatusCode,
      (step) => step.note,
    ]),
  );
  return answer?.rewritten?.split(',') ?? [];
}
