// What is this file, and what does the clinic propose? The first of its three jobs; rows are staged so that the format never matters again.
import { join } from 'node:path';
import type { ClinicProposal, ClinicReading, ClinicSeen, Said } from '../../../data/contract/import-clinic.ts';
import { packColumn } from '../../commands/columns.ts';
import { connectDatabase, type DatabaseTarget, type Queryable } from '../../db/database.ts';
import { readCity } from '../../queries/city.ts';
import { readAreaNames, readGround, readKnownSites } from '../../queries/import-evidence.ts';
import { type ClinicLayer, clinicLayerOf } from './clinic-layers.ts';
import { crsInName } from './names.ts';
import { gatherFacts, PlaceSampler } from './column-facts.ts';
import type { DeclaredCrs } from './declared-crs.ts';
import { openSource, type Source } from './formats.ts';
import { findHeadings, knownBy, namesAt, topRows } from './headings.ts';
import { proposeCrs } from './propose-crs.ts';
import { namesOfLayer, proposeMapping, proposePlace } from './propose-mapping.ts';
import { readStaged, type StagedRow, StageWriter } from './staging.ts';
import type { Layout } from './table-rows.ts';
import { type RowScope, siteLimitsOf } from './scope.ts';
import { wordsOfAreas } from './words.ts';

export interface LookPayload {
  readonly target: DatabaseTarget;
  readonly layer: string;
  readonly file: string;
  readonly folder: string;
  readonly reading: ClinicReading;
  readonly scope: RowScope;
}
export interface LookResult {
  readonly seen: ClinicSeen;
  readonly proposal: ClinicProposal;
  readonly layout: Layout;
}

export const stagedFile = 'rows.ndjson';

/** Layers whose places may lie at sea: land tells nothing of them. */
const atSea: ReadonlySet<string> = new Set(['vessels', 'wind-farms', 'fishing-ports', 'incidents']);

/** Looks at a file over a connection of its own. Throws AppError in words for people when it cannot be read. */
export async function lookAtFile({ target, layer: id, file, folder, reading, scope }: LookPayload, onProgress: (done: number, total: number | null) => void): Promise<LookResult> {
  const layer = clinicLayerOf(id);
  const staged = join(folder, stagedFile);
  const source = await openSource(file, reading);
  let rows: number;
  try {
    rows = await stage(source, staged, onProgress);
  } finally {
    source.close();
  }
  const layout = await layOut(staged, source, layer, reading);
  const database = connectDatabase(target);
  try {
    return await propose(database.sql, layer, source, layout, staged, rows, scope);
  } finally {
    await database.close();
  }
}

async function stage(source: Source, path: string, onProgress: (done: number, total: number | null) => void): Promise<number> {
  const writer = new StageWriter(path);
  try {
    for await (const rows of source.rows()) {
      for (const row of rows) writer.add(row);
      await writer.flush();
      onProgress(writer.rows, null);
    }
    await writer.end();
  } catch (error) {
    writer.destroy();
    throw error;
  }
  return writer.rows;
}

/** Where headings end and data begin. */
async function layOut(staged: string, source: Source, layer: ClinicLayer, reading: ClinicReading): Promise<Layout> {
  if (!source.table) return { dataAfter: 0, names: source.columns(), merges: [], table: false };
  const top: StagedRow[] = [];
  for await (const batch of readStaged(staged)) {
    top.push(...batch.slice(0, topRows));
    break;
  }
  const merges = source.merges();
  if (reading.headingRows !== undefined) {
    const [first, last] = reading.headingRows;
    const places = top.flatMap(({ line }, place) => (line >= first && line <= last ? [place] : []));
    const [from, to] = [places[0], places.at(-1)];
    return { dataAfter: last, names: from === undefined || to === undefined ? [] : namesAt(top, from, to, merges), merges, table: true };
  }
  const found = findHeadings(top, merges, knownBy(namesOfLayer(layer)));
  return { dataAfter: found.rows === null ? 0 : (top[found.rows[1]]?.line ?? 0), names: found.names, merges, table: true };
}

async function propose(sql: Queryable, layer: ClinicLayer, source: Source, layout: Layout, staged: string, stagedRows: number, scope: RowScope): Promise<LookResult> {
  const city = await readCity(sql);
  const areas = await readAreaNames(sql);
  const words = wordsOfAreas(areas);
  const { facts, dataRows, sampleRows, geometries, skipped } = await gatherFacts(staged, layout);
  const place = proposePlace(facts, geometries.length > 0);
  const taken = new Set(place.kind === 'columns' ? [place.first, place.second] : place.kind === 'pair' || place.kind === 'text' ? [place.column] : []);
  const mapping = proposeMapping(layer, facts, words, taken);
  const columns = new Map(mapping.flatMap(({ field, column }) => (column === null ? [] : [[field, column] as const])));
  const sampler = new PlaceSampler(place, columns, layer, areas, words);
  await sampler.read(staged, layout);
  const named = sampler.named();
  const known = await readKnownSites(sql, [packColumn(named.map(({ layer: one }) => one)), packColumn(named.map(({ code }) => code)), packColumn(named.map(({ name }) => name))], siteLimitsOf(scope));
  const samples = sampler.samples(known);
  const declared = source.declared() ?? declaredByHeadings(facts.filter(({ column }) => taken.has(column.id)).map(({ column }) => column.name));
  const crs = await proposeCrs(samples, declared, city?.box ?? null, !atSea.has(layer.id), (places) => readGround(sql, [packColumn(places.map(({ lng }) => lng)), packColumn(places.map(({ lat }) => lat)), packColumn(places.map(({ area }) => area))]));
  const remarks: Said[] = [...source.remarks()];
  if (layout.table && layout.dataAfter === 0 && stagedRows > 0) remarks.push({ zh: '没有找到标题行：列按字母称呼，请指定标题所在的行或逐列对应', en: 'no headings were found: columns go by their letters; say which rows are headings, or map each column' });
  if (skipped.length > 0) remarks.push({ zh: `跳过 ${skipped.length} 行合计、备注或重复的标题（行 ${skipped.slice(0, 10).join('、')}${skipped.length > 10 ? '…' : ''}）`, en: `${skipped.length} rows of sums, notes or repeated headings are passed over (rows ${skipped.slice(0, 10).join(', ')}${skipped.length > 10 ? '…' : ''})` });
  const seen: ClinicSeen = {
    format: source.format,
    encoding: source.encoding,
    delimiter: source.delimiter,
    sheet: source.sheet,
    sheets: [...source.sheets],
    headingRows: layout.table && layout.dataAfter > 0 ? sampleHeadings(layout) : [],
    rows: dataRows,
    columns: facts.map(({ column }) => column),
    sampleRows,
    geometries,
    remarks,
  };
  return { seen, proposal: { mapping, place, crs }, layout };
}

const sampleHeadings = ({ dataAfter, names }: Layout): number[] => {
  const depth = Math.max(1, ...names.map((name) => name.split(' / ').length));
  return Array.from({ length: depth }, (_, place) => dataAfter - depth + 1 + place);
};

/** 高德经度 says GCJ-02. */
function declaredByHeadings(names: readonly string[]): DeclaredCrs | null {
  for (const name of names) {
    const crs = crsInName(name);
    if (crs !== null) return { crs, name, said: { zh: `标题“${name}”写明坐标系`, en: `the heading "${name}" says the system` } };
  }
  return null;
}
