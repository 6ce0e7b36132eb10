// How does a collection with its filter become an archive on disk? Read page by page over a connection of its own, in a worker.
import { rmSync } from 'node:fs';
import type { Reader } from '../../data/contract/access.ts';
import { type Collection, collectionOf } from '../../data/contract/collections.ts';
import { type ExportFormat, exportFormatOf, type ExportFormatId } from '../../data/contract/exports.ts';
import type { Expression } from '../../data/contract/cql2/tree.ts';
import { readAs } from '../access/reading.ts';
import { connectDatabase, type DatabaseConnection, type DatabaseTarget } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { readCity, readDataState } from '../queries/city.ts';
import { conditionOfFilter } from '../queries/cql2.ts';
import { countItems, type ItemFilter, readItems } from '../queries/items.ts';
import { Archive } from './archive.ts';
import { beginCsv } from './csv.ts';
import { beginFlatGeobuf } from './flatgeobuf.ts';
import { beginGeoJson } from './geojson.ts';
import { beginGeoPackage } from './geopackage.ts';
import type { ItemWriter } from './item-writer.ts';
import { codesOf, columnsOf, readmeOf } from './readme.ts';

/** What a worker needs; it can be cloned into a thread. */
export interface ExportPayload {
  readonly target: DatabaseTarget;
  readonly collection: string;
  readonly format: ExportFormatId;
  readonly filter: Omit<ItemFilter, 'where'>;
  /** CQL2 filter, read and checked; null = none. */
  readonly expression: Expression | null;
  /** Rows that may be in it. Personal data are masked and restricted attributes withheld in every archive: a file goes on where no role is asked. */
  readonly reader: Pick<Reader, 'areaCodes' | 'sectorCodes' | 'siteIds'>;
  /** The filters as the README says them. */
  readonly filters: readonly string[];
  /** Path of the archive; it must not exist. */
  readonly file: string;
  /** When it is made, milliseconds since the epoch. */
  readonly madeAt: number;
}

export interface ExportResult {
  readonly rows: number;
  readonly bytes: number;
}

/** Items read at once: keeps the embedded session free for others in between. */
const pageRows = 2000;

/** Writes the archive. Throws AppError `too-large` when more rows match than the format takes; nothing is left on disk then, or after any other failure. */
export async function exportItems(payload: ExportPayload, onProgress: (done: number, total: number) => void): Promise<ExportResult> {
  const collection = collectionOf(payload.collection);
  const format = exportFormatOf(payload.format);
  if (collection === undefined || format === undefined) throw new Error(`export: seen ${payload.collection} as ${payload.format}, expected a known collection and format`);
  const database = connectDatabase(payload.target);
  try {
    return await exportFrom(database, collection, format, payload, onProgress);
  } finally {
    await database.close();
  }
}

async function exportFrom(database: DatabaseConnection, collection: Collection, format: ExportFormat, payload: ExportPayload, onProgress: (done: number, total: number) => void): Promise<ExportResult> {
  const { expression, file, reader } = payload;
  const clearance = { personal: false, restricted: false };
  const filter: ItemFilter = expression === null ? payload.filter : { ...payload.filter, where: conditionOfFilter(collection, expression, payload.filter.today) };
  const { sql } = database;
  const before = await readDataState(sql);
  const city = await readCity(sql);
  const matched = await readAs(database, reader, (tx) => countItems(tx, collection, filter));
  if (matched > format.mostRows) throw new AppError('too-large', `rows: seen ${matched} that match, expected at most ${format.mostRows} as ${format.name}: narrow the filter, or take GeoJSON or CSV`);
  const at = new Date(payload.madeAt);
  const archive = new Archive(file, at);
  try {
    const fileName = `${collection.id}.${format.ending}`;
    const writer = await begin(format.id, collection, at);
    archive.begin(fileName);
    let rows = 0;
    for (let after = 0; ; ) {
      onProgress(rows, Math.max(rows, matched));
      const items = await readAs(database, reader, (tx) => readItems(tx, collection, filter, { after, offset: 0 }, pageRows, clearance));
      archive.write(writer.write(items));
      rows += items.length;
      after = items.at(-1)?.id ?? after;
      // Rows added meanwhile must not carry an archive past its limit.
      if (items.length < pageRows || rows >= format.mostRows) break;
    }
    archive.write(writer.end());
    archive.end();
    onProgress(rows, rows);
    const after = await readDataState(sql);
    archive.text(
      'README.txt',
      `\uFEFF${readmeOf({
        collection,
        fileName,
        formatName: format.name,
        city: city === null ? '' : [city.name, city.nameEn].filter((name) => name !== null).join(' '),
        synthetic: city?.synthetic ?? false,
        // On the city's clock, like every instant that leaves.
        madeAt: `${new Date(payload.madeAt + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`,
        dataVersion: before.version,
        dataAsOf: before.at,
        endVersion: after.version,
        rows,
        matched,
        filters: payload.filters,
      })}`,
    );
    archive.text('columns.csv', columnsOf(collection));
    archive.text('codes.csv', codesOf(collection));
    archive.close();
    return { rows, bytes: archive.bytes };
  } catch (error) {
    archive.abandon();
    rmSync(file, { force: true });
    throw error;
  }
}

function begin(format: ExportFormatId, collection: Collection, at: Date): ItemWriter | Promise<ItemWriter> {
  switch (format) {
    case 'geojson':
      return beginGeoJson();
    case 'csv':
      return beginCsv(collection);
    case 'gpkg':
      return beginGeoPackage(collection, at);
    case 'fgb':
      return beginFlatGeobuf(collection);
  }
}
