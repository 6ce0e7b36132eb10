// What does a zipped shapefile hold? .shp and .dbf read side by side as they are unpacked, with the words of .cpg and .prj.
import type { Geometry, Position } from '../../../data/contract/geometry.ts';
import { AppError } from '../../errors.ts';
import { ByteReader } from './byte-reader.ts';
import { type Encoding, type FoundEncoding, plausibility } from './encoding.ts';
import { polygonsOf } from './rings.ts';
import type { Cell } from './staging.ts';
import { entryEnding, type ZipArchive } from './zip.ts';

export interface OpenShapefile {
  readonly name: string;
  /** All shapefiles of the archive. */
  readonly names: readonly string[];
  readonly encoding: FoundEncoding;
  /** Text of the .prj; null for none. */
  readonly projection: string | null;
  readonly columns: readonly string[];
  rows(): AsyncGenerator<{ line: number; cells: Cell[]; geometry: Geometry | null }>;
}

interface DbfField {
  readonly name: Buffer;
  readonly type: string;
  readonly length: number;
}

async function textOf(archive: ZipArchive, name: string | undefined, most: number): Promise<string | null> {
  if (name === undefined) return null;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of archive.read(name)) {
    parts.push(chunk);
    size += chunk.length;
    if (size > most) break;
  }
  return Buffer.concat(parts).subarray(0, most).toString('utf8').replace(/\0/g, '').trim();
}

/** Opens the shapefile named, else the first one. Throws AppError `invalid-body` when a part is missing or broken. */
export async function openShapefile(archive: ZipArchive, wanted: string | undefined, given: Encoding | undefined): Promise<OpenShapefile> {
  const names = archive.entries.map(({ name }) => name).filter((name) => name.toLowerCase().endsWith('.shp') && !name.startsWith('__MACOSX')).map((name) => name.slice(0, -4)).sort();
  const name = wanted ?? names[0];
  if (name === undefined || !names.includes(name)) throw new AppError('invalid-parameter', `sheet: seen ${JSON.stringify((wanted ?? '').slice(0, 60))}, expected one of ${names.join(', ').slice(0, 300)}`);
  const beside = (ending: string): string | undefined => archive.entries.find((entry) => entry.name.toLowerCase() === `${name}${ending}`.toLowerCase())?.name ?? (names.length === 1 ? entryEnding(archive, ending) : undefined);
  const [shp, dbf] = [beside('.shp'), beside('.dbf')];
  if (shp === undefined || dbf === undefined) throw new AppError('invalid-body', `seen a shapefile without ${shp === undefined ? '.shp' : '.dbf'}, expected .shp and .dbf together in the ZIP`);
  const projection = await textOf(archive, beside('.prj'), 20_000);
  const encoding = await encodingOf(archive, dbf, await textOf(archive, beside('.cpg'), 200), given);
  const decoder = new TextDecoder(encoding.name);
  const { fields } = await readDbfHead(new ByteReader(archive.read(dbf)));
  return {
    name,
    names,
    encoding,
    projection,
    columns: fields.map((field) => decoder.decode(field.name).trim()),
    async *rows() {
      const values = new ByteReader(archive.read(dbf));
      const { fields: own, recordLength } = await readDbfHead(values);
      const shapes = new ByteReader(archive.read(shp));
      const head = await shapes.take(100);
      if (head === null || head.readInt32BE(0) !== 9994) throw new AppError('invalid-body', 'seen a .shp that does not begin like one, expected a shapefile');
      for (let line = 1; ; line++) {
        const record = await shapes.take(8);
        if (record === null) return;
        const body = await shapes.take(record.readInt32BE(4) * 2);
        const row = await values.take(recordLength);
        if (body === null || row === null || row[0] === 0x1a) throw new AppError('invalid-body', `feature ${line}: seen a .shp with more records than the .dbf, expected as many`);
        // An asterisk marks a row as deleted.
        if (row[0] !== 0x2a) yield { line, cells: cellsOf(row, own, decoder), geometry: geometryOf(body, line) };
      }
    },
  };
}

async function readDbfHead(reader: ByteReader): Promise<{ fields: DbfField[]; recordLength: number; codePage: number; rows: number }> {
  const head = await reader.take(32);
  const headLength = head?.readUInt16LE(8) ?? 0;
  const recordLength = head?.readUInt16LE(10) ?? 0;
  if (head === null || headLength < 33 || recordLength < 1) throw new AppError('invalid-body', 'seen a .dbf that does not begin like one, expected a shapefile');
  const rest = (await reader.take(headLength - 32)) ?? Buffer.alloc(0);
  const fields: DbfField[] = [];
  for (let at = 0; at + 32 <= rest.length && rest[at] !== 0x0d; at += 32) {
    const end = rest.subarray(at, at + 11).indexOf(0);
    fields.push({ name: Buffer.from(rest.subarray(at, at + (end < 0 ? 11 : end))), type: String.fromCharCode(rest[at + 11] ?? 67), length: rest[at + 16] ?? 0 });
  }
  return { fields, recordLength, codePage: head[29] ?? 0, rows: head.readUInt32LE(4) };
}

/** The .cpg, else the mark in the .dbf, else what its first rows read as; GBK when nothing tells. */
async function encodingOf(archive: ZipArchive, dbf: string, cpg: string | null, given: Encoding | undefined): Promise<FoundEncoding> {
  if (given !== undefined) return { name: given, sure: true, reason: { zh: '由您指定', en: 'as you said' } };
  const named = /utf-?8|65001/i.test(cpg ?? '') ? 'utf-8' : /gb|936|54936|cp936/i.test(cpg ?? '') ? 'gb18030' : /big-?5|950/i.test(cpg ?? '') ? 'big5' : null;
  if (named !== null) return { name: named, sure: true, reason: { zh: `.cpg 写明 ${cpg ?? ''}`, en: `the .cpg says ${cpg ?? ''}` } };
  const reader = new ByteReader(archive.read(dbf));
  const { codePage, recordLength, fields, rows } = await readDbfHead(reader);
  if (codePage === 0x4d || codePage === 0x7a) return { name: 'gb18030', sure: true, reason: { zh: '.dbf 标记为 GBK', en: 'the .dbf is marked as GBK' } };
  const sample = [Buffer.concat(fields.map(({ name }) => name))];
  for (let row = 0; row < Math.min(rows, 500); row++) {
    const record = await reader.take(recordLength).catch(() => null);
    if (record === null) break;
    sample.push(Buffer.from(record));
  }
  const bytes = Buffer.concat(sample);
  const isUtf8 = isValidUtf8(bytes);
  if (!bytes.some((byte) => byte >= 0x80)) return { name: 'utf-8', sure: true, reason: { zh: '只有 ASCII 字符', en: 'ASCII only' } };
  if (isUtf8 && plausibility(bytes) < 0.9) return { name: 'utf-8', sure: false, reason: { zh: '没有 .cpg，读来像 UTF-8', en: 'no .cpg; reads like UTF-8' } };
  return { name: 'gb18030', sure: !isUtf8, reason: { zh: '没有 .cpg，按 GBK 读（国内默认）', en: 'no .cpg; read as GBK, the usual one in China' } };
}

function isValidUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function cellsOf(row: Buffer, fields: readonly DbfField[], decoder: TextDecoder): Cell[] {
  let at = 1;
  return fields.map(({ type, length }): Cell => {
    const bytes = row.subarray(at, at + length);
    at += length;
    const text = decoder.decode(bytes).replace(/\0/g, '').trim();
    if (text === '' || /^\*+$/.test(text)) return null;
    if (type === 'D') return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
    if (type === 'L') return /^[yt]$/i.test(text) ? true : /^[nf]$/i.test(text) ? false : null;
    // Codes of eighteen digits are kept as text: a number would lose the last ones.
    if ((type === 'N' || type === 'F') && /^[+-]?\d*\.?\d+(e[+-]?\d+)?$/i.test(text) && text.replace(/\D/g, '').length <= 15) return Number(text);
    return text;
  });
}

/** Gives the geometry of a record (ESRI Shapefile Technical Description, 1998); heights and measures are dropped, null for the null shape. */
function geometryOf(body: Buffer, line: number): Geometry | null {
  try {
    const type = body.readInt32LE(0) % 10;
    const point = (at: number): Position => [body.readDoubleLE(at), body.readDoubleLE(at + 8)];
    if (type === 0) return null;
    if (type === 1) return { type: 'Point', coordinates: point(4) };
    if (type === 8) return { type: 'MultiPoint', coordinates: Array.from({ length: counted(body.readInt32LE(36), body) }, (_, k) => point(40 + 16 * k)) };
    if (type !== 3 && type !== 5) throw new RangeError('type');
    const parts = counted(body.readInt32LE(36), body);
    const points = counted(body.readInt32LE(40), body);
    const starts = Array.from({ length: parts }, (_, k) => body.readInt32LE(44 + 4 * k));
    const lines = starts.map((start, k) => Array.from({ length: Math.max(0, (starts[k + 1] ?? points) - start) }, (_, j) => point(44 + 4 * parts + 16 * (start + j))));
    if (type === 3) return lines.length === 1 ? { type: 'LineString', coordinates: lines[0] ?? [] } : { type: 'MultiLineString', coordinates: lines };
    return polygonsOf(lines);
  } catch (error) {
    throw new AppError('invalid-body', `feature ${line}: seen a shape that is broken, expected points, lines or polygons`, {}, error);
  }
}

/** A count that the bytes of the record can hold. */
function counted(count: number, body: Buffer): number {
  if (count < 0 || count > body.length / 4) throw new RangeError('count');
  return count;
}
