// How do inspections come to stand in the database?
import type { InspectionRow } from '../../data/contract/inspections.ts';
import { columnsWithFingerprint, ewkbHex } from './columns.ts';
import text from './inspections.sql?raw';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';

/**
 * Writes inspections (up to a few thousand at a call) whose rows passed the contract; no code may occur twice in `rows`. An inspection is tied to the site
 * it names when that is stored; `areaCode: null` takes the site's township, else that of the place. Gives the counts. Throws what the database throws.
 */
export async function upsertInspections(batch: WriteBatch, rows: readonly InspectionRow[]): Promise<WriteCounts> {
  if (rows.length === 0) return { taken: 0, changed: 0, unchanged: 0 };
  const parameters = columnsWithFingerprint(rows, [
    (row) => row.code,
    (row) => row.siteLayer,
    (row) => row.siteCode,
    (row) => row.siteName,
    (row) => row.modeCode,
    (row) => row.sectorCode,
    (row) => row.departmentCode,
    (row) => row.areaCode,
    (row) => row.startedAt,
    (row) => row.minutesOnSite,
    (row) => row.inspectors,
    (row) => row.withExpert,
    (row) => row.hazardsFound,
    (row) => row.majorsFound,
    (row) => ewkbHex(row.geometry),
    (row) => row.synthetic,
  ]);
  if (rows.some((row) => !row.synthetic)) batch.noteReal();
  const { taken, changed, unchanged } = await runUpsert(batch, 'inspections', text, parameters);
  return { taken, changed, unchanged };
}
