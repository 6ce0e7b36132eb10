// Which points does a table hold? CSV with a longitude and a latitude column, one record on each row.
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { AppError } from '../errors.ts';
import { batchRecords, type Found } from './found.ts';
import type { ImportMapping } from './mapping.ts';

/** Names under which longitude and latitude usually stand, tried in this order, case aside. `lng` and `lat` can be mapped. */
const lngNames = ['lng', 'lon', 'long', 'longitude', 'x', '经度'];
const latNames = ['lat', 'latitude', 'y', '纬度'];

/** Reads rows as text; names of columns are those of the first row. The place comes from the mapped or usual columns. */
export function csvReader(mapping: ImportMapping): (bytes: AsyncIterable<Uint8Array>) => AsyncGenerator<Found[]> {
  return async function* read(bytes) {
    let lngColumn: string | undefined;
    let latColumn: string | undefined;
    let batch: Found[] = [];
    for await (const { record, info } of rowsOf(bytes)) {
      if (lngColumn === undefined || latColumn === undefined) {
        const names = Object.keys(record);
        lngColumn = mapping.map['lng'] ?? names.find((name) => lngNames.includes(name.trim().toLowerCase()));
        latColumn = mapping.map['lat'] ?? names.find((name) => latNames.includes(name.trim().toLowerCase()));
        if (lngColumn === undefined || latColumn === undefined || !names.includes(lngColumn) || !names.includes(latColumn)) {
          throw new AppError('invalid-body', `seen the columns ${names.slice(0, 20).join(', ')}, expected columns lng and lat: name them with --map lng=…,lat=…`);
        }
      }
      const properties = { ...record };
      delete properties[lngColumn];
      delete properties[latColumn];
      const coordinates = [numberOf(record[lngColumn]), numberOf(record[latColumn])];
      batch.push({ line: info.lines, id: undefined, properties, geometry: { type: 'Point', coordinates } });
      if (batch.length >= batchRecords) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  };
}

/** Gives the number a cell holds, or the cell itself, for the message that refuses it. */
function numberOf(cell: string | undefined): number | string | undefined {
  return cell !== undefined && /^\s*-?\d+(\.\d+)?\s*$/.test(cell) ? Number(cell) : cell;
}

interface CsvRow {
  readonly record: Record<string, string>;
  readonly info: { readonly lines: number };
}

/** Gives the rows of a CSV with their line numbers. Throws AppError `invalid-body` for a broken table. */
export async function* rowsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRow> {
  const source = Readable.from(bytes, { objectMode: false });
  const rows = source.pipe(parse({ bom: true, columns: true, info: true, trim: true, skip_empty_lines: true, relax_column_count_less: true }));
  source.on('error', (error) => rows.destroy(error));
  try {
    for await (const row of rows) yield row as CsvRow;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (code?.startsWith('CSV_') !== true) throw error;
    throw new AppError('invalid-body', `line ${lines ?? '?'}: seen a broken row (${code.slice(4).toLowerCase().replaceAll('_', ' ')}), expected as many cells as the first line has`, {}, error);
  }
}
