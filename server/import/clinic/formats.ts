// How is a file of any of the formats opened, and what does it say of itself?
import { createReadStream } from 'node:fs';
import type { ClinicFormat, ClinicReading, Said } from '../../../data/contract/import-clinic.ts';
import { AppError } from '../../errors.ts';
import { readGeoJson } from '../geojson.ts';
import { type DeclaredCrs, readDeclared } from './declared-crs.ts';
import { type Delimiter, findDelimiter, readDelimited } from './delimited.ts';
import { decoded, detectEncoding, type Encoding, type FoundEncoding } from './encoding.ts';
import { type Featured, FeatureRows } from './feature-rows.ts';
import { openGeoPackage } from './geopackage.ts';
import { readKml } from './kml.ts';
import { openShapefile } from './shapefile.ts';
import { beginningOf, startOf, textFormatOf } from './sniff.ts';
import { type Merge, openSpreadsheet } from './spreadsheet.ts';
import type { StagedRow } from './staging.ts';
import { entryEnding, openZip, type ZipArchive } from './zip.ts';

/** A file opened for reading once. What is given by functions is complete when the rows are through. */
export interface Source {
  readonly format: ClinicFormat;
  readonly encoding: FoundEncoding | null;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  /** True: rows of cells with headings among them; false: features with named properties. */
  readonly table: boolean;
  rows(): AsyncGenerator<StagedRow[]>;
  columns(): readonly string[];
  merges(): readonly Merge[];
  declared(): DeclaredCrs | null;
  remarks(): readonly Said[];
  close(): void;
}

const startBytes = 65_536;
type Bytes = () => AsyncIterable<Uint8Array>;
const usual = { encoding: null, delimiter: null, sheet: null, sheets: [], columns: () => [], merges: () => [], declared: () => null, remarks: () => [], close: () => undefined };

/** Opens a file. Throws AppError saying what it is and what was expected. */
export async function openSource(path: string, reading: ClinicReading): Promise<Source> {
  const start = await startOf(path, startBytes);
  const beginning = beginningOf(start);
  if (beginning === 'sqlite') return fromGeoPackage(path, reading.sheet);
  if (beginning === 'zip') return fromZip(path, reading);
  return fromText(() => createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>, reading, usual.close);
}

async function fromZip(path: string, reading: ClinicReading): Promise<Source> {
  const archive = await openZip(path);
  try {
    if (archive.entries.some(({ name }) => name === 'xl/workbook.xml')) return await fromSpreadsheet(archive, reading.sheet);
    if (entryEnding(archive, '.shp') !== undefined) return await fromShapefile(archive, reading);
    for (const ending of ['.kml', '.geojson', '.json', '.csv', '.txt', '.tsv']) {
      const name = entryEnding(archive, ending);
      if (name !== undefined) return await fromText(() => archive.read(name), reading, () => archive.close());
    }
    if (archive.entries.some(({ name }) => name === 'content.xml')) throw new AppError('unsupported-media-type', 'seen an OpenDocument spreadsheet (.ods), expected XLSX: save it as .xlsx');
    if (archive.entries.some(({ name }) => name === 'xl/workbook.bin')) throw new AppError('unsupported-media-type', 'seen a binary spreadsheet (.xlsb), expected XLSX: save it as .xlsx');
    throw new AppError('unsupported-media-type', `seen a ZIP with ${archive.entries.map(({ name }) => name).slice(0, 5).join(', ').slice(0, 200)}, expected XLSX, a shapefile (.shp with .dbf), KML, GeoJSON or CSV in it`);
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function fromSpreadsheet(archive: ZipArchive, wanted: string | undefined): Promise<Source> {
  const opened = await openSpreadsheet(archive, wanted);
  const { workbook, sheet } = opened;
  return {
    ...usual,
    format: 'xlsx',
    sheet: sheet.name,
    sheets: workbook.sheets.map(({ name }) => name),
    table: true,
    rows: opened.rows,
    merges: () => opened.merges,
    remarks: () => [
      ...(workbook.sheets.length > 1 && wanted === undefined ? [{ zh: `文件有 ${workbook.sheets.length} 张表，读的是最大的“${sheet.name}”`, en: `the file has ${workbook.sheets.length} sheets; the largest, "${sheet.name}", was read` }] : []),
      ...(opened.formulas() > 0 ? [{ zh: `${opened.formulas()} 个公式：只取文件里存的值，从不计算`, en: `${opened.formulas()} formulas: the values kept in the file are taken, nothing is ever calculated` }] : []),
    ],
    close: () => archive.close(),
  };
}

async function fromShapefile(archive: ZipArchive, reading: ClinicReading): Promise<Source> {
  const opened = await openShapefile(archive, reading.sheet, reading.encoding);
  const declared = readDeclared(opened.projection);
  return {
    ...usual,
    format: 'shapefile',
    encoding: opened.encoding,
    sheet: opened.name,
    sheets: opened.names,
    table: false,
    async *rows() {
      let batch: StagedRow[] = [];
      for await (const row of opened.rows()) {
        batch.push(row);
        if (batch.length < 300) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    columns: () => opened.columns,
    declared: () => declared,
    remarks: () => (opened.projection === null ? [{ zh: '没有 .prj：坐标系由证据判断', en: 'there is no .prj: the coordinate system is judged by the evidence' }] : []),
    close: () => archive.close(),
  };
}

async function fromGeoPackage(path: string, wanted: string | undefined): Promise<Source> {
  const opened = await openGeoPackage(path, wanted);
  return {
    ...usual,
    format: 'geopackage',
    sheet: opened.table,
    sheets: opened.tables,
    table: false,
    async *rows() {
      let batch: StagedRow[] = [];
      for (const row of opened.rows()) {
        batch.push(row);
        if (batch.length < 300) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    columns: () => opened.columns,
    declared: () => readDeclared(opened.crs),
    close: opened.close,
  };
}

async function fromText(bytes: Bytes, reading: ClinicReading, close: () => void): Promise<Source> {
  const encoding: FoundEncoding = reading.encoding === undefined ? await detectEncoding(bytes()) : { name: reading.encoding, sure: true, reason: { zh: '由您指定', en: 'as you said' } };
  const start = await startOfText(bytes, encoding.name);
  const format = textFormatOf(start);
  if (format === 'csv') {
    const delimiter: Delimiter = reading.delimiter ?? findDelimiter(start);
    return { ...usual, format, encoding, delimiter, table: true, rows: () => readDelimited(decoded(bytes(), encoding.name), delimiter), close };
  }
  const rows = new FeatureRows();
  const plain = encoding.name === 'utf-8' ? bytes() : encoded(decoded(bytes(), encoding.name));
  if (format === 'kml') {
    // KML says its encoding itself; GB18030 happens.
    return { ...usual, format, encoding, table: false, rows: () => rows.of(readKml(plain)), columns: () => rows.columns, declared: () => ({ crs: 'wgs84', name: 'KML', said: { zh: 'KML 规定用 WGS84', en: 'KML is WGS84 by its standard' } }), close };
  }
  let declared: DeclaredCrs | null = { crs: 'wgs84', name: 'GeoJSON', said: { zh: 'GeoJSON 规定用 WGS84', en: 'GeoJSON is WGS84 by its standard' } };
  const onCrs = (name: string): boolean => {
    declared = readDeclared(name);
    return true;
  };
  return { ...usual, format, encoding, table: false, rows: () => rows.of(readGeoJson(plain, onCrs) as AsyncGenerator<Featured[]>), columns: () => rows.columns, declared: () => declared, close };
}

async function startOfText(bytes: Bytes, encoding: Encoding): Promise<string> {
  let start = '';
  for await (const text of decoded(bytes(), encoding)) {
    start += text;
    if (start.length >= startBytes) break;
  }
  return start;
}

async function* encoded(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const text of texts) yield encoder.encode(text);
}
