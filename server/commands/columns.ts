// How do thousands of rows travel to the database in one statement? As one packed text for each column, unpacked by column_of and unnest.
import { hash } from 'node:crypto';
import type { Geometry } from '../../data/contract/geometry.ts';

/** A value of a column. Dates and instants travel as text. */
export type ColumnValue = string | number | boolean | null;

/** Ends a value, and stands for null, in a packed column (column_of in the migrations). Joining is several times faster than quoting an array literal. */
const valueEnd = '\u001f';
const nullMark = '\u001e';
const separators = /[\u001e\u001f]/g;

/** Gives one column packed: every value followed by its end mark; empty gives ''. Separators inside a text become spaces. Numbers must be finite. */
export function packColumn(values: readonly ColumnValue[]): string {
  if (values.length === 0) return '';
  const packed = values.map((value) => value ?? nullMark).join(valueEnd) + valueEnd;
  let ends = 0;
  for (let at = packed.indexOf(valueEnd); at >= 0; at = packed.indexOf(valueEnd, at + 1)) ends++;
  const nulls = values.reduce<number>((sum, value) => sum + (value === null ? 1 : 0), 0);
  let marks = 0;
  for (let at = packed.indexOf(nullMark); at >= 0; at = packed.indexOf(nullMark, at + 1)) marks++;
  if (ends === values.length && marks === nulls) return packed;
  return packColumn(values.map((value) => (typeof value === 'string' ? value.replace(separators, ' ') : value)));
}

/** Gives several columns of the same rows packed, in order of `readers`. */
export function columnsOf<Row>(rows: readonly Row[], readers: readonly ((row: Row) => ColumnValue)[]): string[] {
  return readers.map((read) => packColumn(rows.map(read)));
}

/**
 * Gives the columns of `readers` packed and, last, a column of fingerprints: equal content, equal text (22 characters of SHA-256). What `aside` reads counts
 * for the fingerprint but does not travel with the row.
 */
export function columnsWithFingerprint<Row>(rows: readonly Row[], readers: readonly ((row: Row) => ColumnValue)[], aside: (row: Row) => string = () => ''): string[] {
  const columns = readers.map((read) => rows.map(read));
  const prints = rows.map((row, place) => hash('sha256', columns.map((column) => column[place] ?? nullMark).join(valueEnd) + aside(row), 'base64url').slice(0, 22));
  return [...columns, prints].map(packColumn);
}

/** Gives an object's JSON with its names in order, so that equal attributes have equal text. */
export function sortedJson(record: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(record, Object.keys(record).sort());
}

const geometryCodes: Record<Geometry['type'], number> = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 };
const sridFlag = 0x20000000;
const wgs84 = 4326;

/** Gives a geometry as hexadecimal EWKB in EPSG:4326, which PostGIS reads several times faster than GeoJSON. Heights are dropped. */
export function ewkbHex(geometry: Geometry): string {
  const bytes = Buffer.allocUnsafe(4 + sizeOf(geometry));
  let at = bytes.writeUInt8(1, 0);
  at = bytes.writeUInt32LE(((geometryCodes[geometry.type] | sridFlag) >>> 0) as number, at);
  at = bytes.writeUInt32LE(wgs84, at);
  writeBody(bytes, at, geometry);
  return bytes.toString('hex');
}

type Positions = readonly (readonly number[])[];

function sizeOf(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return 21;
    case 'LineString':
      return 9 + 16 * geometry.coordinates.length;
    case 'Polygon':
      return 9 + ringsSize(geometry.coordinates);
    case 'MultiPoint':
      return 9 + 21 * geometry.coordinates.length;
    case 'MultiLineString':
      return 9 + geometry.coordinates.reduce((sum, line) => sum + 9 + 16 * line.length, 0);
    case 'MultiPolygon':
      return 9 + geometry.coordinates.reduce((sum, rings) => sum + 9 + ringsSize(rings), 0);
  }
}

const ringsSize = (rings: readonly Positions[]): number => rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 0);

/** Writes what follows byte order, type and SRID; members of multi geometries repeat byte order and type, without SRID. */
function writeBody(bytes: Buffer, start: number, geometry: Geometry): number {
  let at = start;
  switch (geometry.type) {
    case 'Point':
      return writePosition(bytes, at, geometry.coordinates);
    case 'LineString':
      return writePositions(bytes, at, geometry.coordinates);
    case 'Polygon':
      return writeRings(bytes, at, geometry.coordinates);
    case 'MultiPoint':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at);
      for (const position of geometry.coordinates) at = writePosition(bytes, writeHead(bytes, at, 1), position);
      return at;
    case 'MultiLineString':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at);
      for (const line of geometry.coordinates) at = writePositions(bytes, writeHead(bytes, at, 2), line);
      return at;
    case 'MultiPolygon':
      at = bytes.writeUInt32LE(geometry.coordinates.length, at);
      for (const rings of geometry.coordinates) at = writeRings(bytes, writeHead(bytes, at, 3), rings);
      return at;
  }
}

function writeHead(bytes: Buffer, at: number, code: number): number {
  return bytes.writeUInt32LE(code, bytes.writeUInt8(1, at));
}

function writeRings(bytes: Buffer, start: number, rings: readonly Positions[]): number {
  let at = bytes.writeUInt32LE(rings.length, start);
  for (const ring of rings) at = writePositions(bytes, at, ring);
  return at;
}

function writePositions(bytes: Buffer, start: number, positions: Positions): number {
  let at = bytes.writeUInt32LE(positions.length, start);
  for (const position of positions) at = writePosition(bytes, at, position);
  return at;
}

function writePosition(bytes: Buffer, at: number, position: readonly number[]): number {
  return bytes.writeDoubleLE(position[1] ?? Number.NaN, bytes.writeDoubleLE(position[0] ?? Number.NaN, at));
}
