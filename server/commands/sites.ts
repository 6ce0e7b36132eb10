// How do sites of any layer come to stand in the database?
import type { SiteRow } from '../../data/contract/sites.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { columnsWithFingerprint, ewkbHex, sortedJson } from './columns.ts';
import followText from './follow-sites.sql?raw';
import { keepEdited, readHeldSites, recordImported } from './held-sites.ts';
import text from './sites.sql?raw';
import tieText from './tie-records.sql?raw';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';

const periods = new Map(siteLayers.map((layer) => [layer.id, layer.period]));

/** One value of a row's attributes as a date, null when the layer has no such attribute. */
function dateOf(row: SiteRow, end: 'start' | 'end'): string | null {
  const name = periods.get(row.layer)?.[end];
  const value = name === undefined ? null : row.attributes[name];
  return typeof value === 'string' ? value : null;
}

/**
 * Writes sites of one layer (up to a few thousand at a call) whose rows passed the contract; no code may occur twice in `rows`. `areaCode: null` is worked out
 * from the place. Hazards, inspections and incidents that name one of them and stood untied are tied to it. Gives the counts. Throws
 * RangeError for rows of several layers, and what the database throws.
 */
export async function upsertSites(batch: WriteBatch, rows: readonly SiteRow[]): Promise<WriteCounts> {
  const layer = rows[0]?.layer;
  if (layer === undefined) return { taken: 0, changed: 0, unchanged: 0 };
  if (rows.some((row) => row.layer !== layer)) throw new RangeError(`seen sites of several layers in one call, expected ${layer} only`);
  const said = siteColumns(rows);
  // What was edited here stays until the register says something else of it; the fingerprint is of what the register said.
  const edited = await readHeldSites(batch, rows);
  const parameters = edited.size === 0 ? said : [...siteColumns(rows.map((row) => {
    const site = edited.get(row.code);
    return site === undefined ? row : keepEdited(row, site);
  })).slice(0, -1), said.at(-1) ?? ''];
  if (rows.some((row) => !row.synthetic)) batch.noteReal();
  const { ids, ...counts } = await runUpsert(batch, layer, text, parameters);
  if (edited.size > 0) {
    const prints = (said.at(-1) ?? '').split('\u001f');
    await recordImported(batch, rows, edited, new Map(rows.map(({ code }, place) => [code, prints[place] ?? ''])));
  }
  if (ids.length > 0) await touchRecords(batch, tieText, ids);
  if (counts.changed > 0) await touchRecords(batch, followText, ids);
  return counts;
}

/** Gives the rows as columns, with their fingerprints last. */
function siteColumns(rows: readonly SiteRow[]): string[] {
  return columnsWithFingerprint(rows, [
    (row) => row.layer,
    (row) => row.code,
    (row) => row.name,
    (row) => row.sectorCode,
    (row) => row.placeTypeCode,
    (row) => row.departmentCode,
    (row) => row.areaCode,
    (row) => row.address,
    (row) => row.riskClass,
    (row) => sortedJson(row.attributes),
    (row) => dateOf(row, 'start'),
    (row) => dateOf(row, 'end'),
    (row) => ewkbHex(row.geometry),
    (row) => row.synthetic,
  ]);
}

/** Runs one of the statements that bring other records into step with these sites, and notes what it touched. */
export async function touchRecords(batch: WriteBatch, statement: string, siteIds: readonly number[]): Promise<void> {
  const rows = await batch.tx.unsafe<{ collection: string; ids: string }[]>(statement, [siteIds.join(',')]);
  for (const { collection, ids } of rows) batch.note(collection, ids.split(',').map(Number));
}
