// How does a file become rows of a layer: read, checked, written whole or not at all, and summed up?
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import type { ImportSummary } from '../../data/contract/imports.ts';
import { withoutSlowIndexes } from '../commands/bulk.ts';
import { replaceCity } from '../commands/city.ts';
import { upsertStorms } from '../commands/storms.ts';
import { addCounts, type WriteBatch, type WriteCounts, write, type WriteOptions } from '../commands/write.ts';
import type { DatabaseConnection } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { readCity } from '../queries/city.ts';
import { readCityFile } from './city-file.ts';
import { csvReader } from './csv.ts';
import type { Found } from './found.ts';
import { readGeoJson } from './geojson.ts';
import { checkGeometry } from './geometry-checks.ts';
import { IssueList } from './issues.ts';
import { readJtwcStorms } from './jtwc-csv.ts';
import { importLayerIds, importLayerOf, type ImportLayer } from './layers.ts';
import { type ImportMapping, mapProperties } from './mapping.ts';
import { repairPolygons } from './repair.ts';
import { type FileSource, openFile } from './source.ts';

/** How a file is read. `city` and `jtwc-csv` are the readers of the layers areas and storms. */
export const importReaders = ['geojson', 'csv', 'jtwc-csv', 'city'] as const;
export type ImportReader = (typeof importReaders)[number];

/** What is asked of an import; plain data, so that it can be sent to a worker. */
export interface ImportRequest {
  readonly layer: string;
  /** Path of the file as it lies on this machine. */
  readonly file: string;
  /** Name to show and to remember. */
  readonly fileName: string;
  readonly reader: ImportReader;
  readonly mapping: ImportMapping;
  /** True: one refused row and nothing is written. False: the good rows are written, the refused ones told. */
  readonly strict: boolean;
  /** What to do when a code comes twice in the file: refuse the later row, or let it win. */
  readonly repeats: 'refuse' | 'last';
}

export interface ImportTools {
  readonly database: DatabaseConnection;
  readonly write: WriteOptions;
  /** Bytes read and bytes in all. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Rows of one statement: a few milliseconds of work for the embedded session. */
const rowsPerStatement = 2000;

/** A file of this size holds some 20,000 rows. */
const bulkBytes = 5_000_000;

/** Gives the reader that fits a layer and a file name. */
export function readerFor(layer: string, fileName: string): ImportReader {
  if (layer === 'areas') return 'city';
  if (layer === 'storms') return 'jtwc-csv';
  return /\.(csv|tsv)(\.gz)?$/i.test(fileName) ? 'csv' : 'geojson';
}

/** Throws AppError when the layer is unknown or the reader cannot read it. */
export function checkRequest(layer: string, reader: string): asserts reader is ImportReader {
  if (!importLayerIds.includes(layer)) throw new AppError('not-found', `layer: seen ${JSON.stringify(layer.slice(0, 60))}, expected one of ${importLayerIds.join(', ')}`);
  const fits = layer === 'areas' ? ['city'] : layer === 'storms' ? ['jtwc-csv'] : ['geojson', 'csv'];
  if (!fits.includes(reader)) throw new AppError('invalid-parameter', `reader: seen ${JSON.stringify(reader.slice(0, 30))}, expected ${fits.join(' or ')} for the layer ${layer}`);
}

/** Nothing is to be written, though nothing failed: takes the transaction back and carries the counts out of it. */
class Withheld extends Error {}

/**
 * Imports a file in one transaction. Rows that pass are written, rows that do not are told with line, field, seen and expected; the same file twice changes
 * nothing. Throws AppError when the file as a whole cannot be used; then nothing is written.
 */
export async function runImport(request: ImportRequest, tools: ImportTools): Promise<ImportSummary> {
  checkRequest(request.layer, request.reader);
  const issues = new IssueList(request.layer);
  const source = openFile(request.file, tools.onProgress);
  const tally = { refused: 0 };
  const summary = (counts: WriteCounts, dataVersion: number): ImportSummary => ({
    layer: request.layer,
    fileName: request.fileName,
    sha256: source.sha256(),
    ...counts,
    refused: tally.refused,
    issues: issues.list(),
    issueCount: issues.count,
    dataVersion,
  });
  let version = 0;
  const options: WriteOptions = {
    ...tools.write,
    announce: (change) => {
      version = change.dataVersion;
      tools.write.announce(change);
    },
  };
  try {
    const counts = await write(tools.database, options, async (batch) => {
      const written = await writeFile(batch, request, source, issues, tally);
      if (request.strict && tally.refused > 0) throw new Withheld();
      await batch.tx.unsafe('insert into import_batches (layer, file_name, sha256, summary) values ($1::text, $2::text, $3::text, $4::text::jsonb)', [
        request.layer,
        request.fileName,
        source.sha256(),
        JSON.stringify({ ...written, refused: tally.refused, issueCount: issues.count }),
      ]);
      return written;
    });
    return summary(counts, version === 0 ? await storedVersion(tools.database) : version);
  } catch (error) {
    if (!(error instanceof Withheld)) throw error;
    return summary({ taken: 0, changed: 0, unchanged: 0 }, await storedVersion(tools.database));
  }
}

async function storedVersion(database: DatabaseConnection): Promise<number> {
  const [row] = await database.sql.unsafe<{ version: number }[]>('select version::float8 as version from data_state');
  return Number(row?.version ?? 0);
}

interface Tally {
  refused: number;
}

async function writeFile(batch: WriteBatch, request: ImportRequest, source: FileSource, issues: IssueList, tally: Tally): Promise<WriteCounts> {
  if (request.reader === 'city') {
    const city = await readCityFile(source.bytes, batch.tx, request.mapping, issues);
    if (city !== null) return replaceCity(batch, city);
    tally.refused++;
    return { taken: 0, changed: 0, unchanged: 0 };
  }
  if (request.reader === 'jtwc-csv') {
    const storms = await readJtwcStorms(source.bytes, issues);
    tally.refused = issues.list().filter((issue) => issue.severity === 'error').length;
    return upsertStorms(batch, storms);
  }
  const layer = importLayerOf(request.layer);
  if (layer === undefined) throw new AppError('internal', `the layer ${request.layer} has no row shape`);
  const read = request.reader === 'csv' ? csvReader(request.mapping) : readGeoJson;
  const work = () => writeRows(batch, request, layer, read(source.bytes), issues, tally);
  return source.size < bulkBytes ? work() : withoutSlowIndexes(batch, layer.table, work);
}

interface Checked {
  readonly code: string;
  readonly line: number;
  readonly areaCode: string | null;
  geometry: Geometry;
}

async function writeRows(batch: WriteBatch, request: ImportRequest, layer: ImportLayer, found: AsyncGenerator<Found[]>, issues: IssueList, tally: Tally): Promise<WriteCounts> {
  const areas = new Set((await batch.tx.unsafe<{ code: string }[]>('select code from areas')).map((area) => area.code));
  const box: Box | null = (await readCity(batch.tx))?.box ?? null;
  const counts: WriteCounts = { taken: 0, changed: 0, unchanged: 0 };
  const seen = new Set<string>();
  let waiting = new Map<string, Checked>();
  let running: Promise<void> = Promise.resolve();
  const flush = (): Promise<void> => {
    const rows = [...waiting.values()];
    waiting = new Map();
    return writeChecked(batch, layer, rows, issues, tally, counts);
  };
  for await (const records of found) {
    for (const record of records) {
      const row = checkRecord(record, request, layer, areas, box, issues);
      if (row === null) {
        tally.refused++;
        continue;
      }
      if (seen.has(row.code)) {
        if (request.repeats === 'refuse') {
          issues.error(row.line, 'code', row.code, 'a code that comes once in the file');
          tally.refused++;
          continue;
        }
        issues.remarkOnce('repeats', row.line, 'code', row.code, 'a code that comes once in the file: the last row wins');
      }
      seen.add(row.code);
      waiting.set(row.code, row);
    }
    if (waiting.size >= rowsPerStatement) {
      // While the database takes one statement, the next rows are read and checked.
      await running;
      running = flush();
      // Its error is thrown where it is awaited, not reported as unhandled meanwhile.
      running.catch(() => undefined);
    }
  }
  await running;
  await flush();
  return counts;
}

function checkRecord(record: Found, request: ImportRequest, layer: ImportLayer, areas: ReadonlySet<string>, box: Box | null, issues: IssueList): Checked | null {
  const { line } = record;
  if ('problem' in record) {
    issues.error(line, null, { words: record.problem.seen }, record.problem.expected);
    return null;
  }
  const values = mapProperties(record, request.mapping);
  for (const name of Object.keys(values)) {
    if (!layer.names.has(name)) issues.remarkOnce(`unknown ${name}`, line, name, values[name], `a property of the layer ${layer.id}: it is left out`);
  }
  const geometry = checkGeometry(record.geometry, line, { types: layer.geometryTypes, box }, issues);
  if (geometry === null) return null;
  const row = layer.check({ values, geometry, line }, issues);
  if (row === null) return null;
  if (row.areaCode !== null && !areas.has(row.areaCode)) {
    issues.error(line, 'areaCode', row.areaCode, 'the code of an area of the city, or none: then it is worked out from the place');
    return null;
  }
  return Object.assign(row, { line });
}

async function writeChecked(batch: WriteBatch, layer: ImportLayer, rows: readonly Checked[], issues: IssueList, tally: Tally, counts: WriteCounts): Promise<void> {
  const lost = await repairPolygons(batch.tx, rows, issues);
  tally.refused += lost.size;
  const good = rows.filter((row) => !lost.has(row)).map(({ line: _line, ...row }) => row);
  const written = await layer.put(batch, good);
  addCounts(counts, written);
  const lines = new Map(rows.map((row) => [row.code, row.line]));
  for (const code of written.held ?? []) issues.remark(lines.get(code) ?? 0, 'statusCode', code, 'a hazard that is not handled here: this one is moved by the closing procedure only');
  for (const code of written.rewritten ?? []) issues.remark(lines.get(code) ?? 0, 'events', code, 'the steps that are stored: a step once stored is never rewritten');
}
