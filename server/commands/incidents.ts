// How do incidents come to stand in the database?
import type { IncidentRow } from '../../data/contract/incidents.ts';
import { columnsWithFingerprint, ewkbHex } from './columns.ts';
import text from './incidents.sql?raw';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';

/**
 * Writes incidents (up to a few thousand at a call) whose rows passed the contract; no code may occur twice in `rows`. An incident is tied to the site it
 * names when that is stored; `areaCode: null` takes the site's township, else that of the place. Gives the counts. Throws what the database throws.
 */
export async function upsertIncidents(batch: WriteBatch, rows: readonly IncidentRow[]): Promise<WriteCounts> {
  if (rows.length === 0) return { taken: 0, changed: 0, unchanged: 0 };
  const parameters = columnsWithFingerprint(rows, [
    (row) => row.code,
    (row) => row.title,
    (row) => row.siteLayer,
    (row) => row.siteCode,
    (row) => row.sectorCode,
    (row) => row.areaCode,
    (row) => row.gradeCode,
    (row) => row.occurredAt,
    (row) => row.deaths,
    (row) => row.injuries,
    (row) => ewkbHex(row.geometry),
    (row) => row.synthetic,
  ]);
  if (rows.some((row) => !row.synthetic)) batch.noteReal();
  const { taken, changed, unchanged } = await runUpsert(batch, 'incidents', text, parameters);
  return { taken, changed, unchanged };
}
