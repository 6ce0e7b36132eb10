// Which features does a GeoJSON file hold? FeatureCollection or one feature on each line, read in bounded memory.
import { AppError } from '../errors.ts';
import { batchRecords, type Found, type FoundProblem, type FoundRecord, shortened } from './found.ts';
import { JsonScanner } from './json-scanner.ts';

/** Bytes looked at before deciding how the file is laid out. */
const sniffBytes = 1_000_000;

/** Codes of coordinate systems that mean WGS84 longitude and latitude here; CGCS2000 (4490) counts as equal. */
const lngLatNames = /^(urn:ogc:def:crs:)?(OGC:?[\d.]*:{0,2}CRS84|EPSG:{1,2}(4326|4490))$/i;

/**
 * Reads features. A file whose first lines are whole objects is read line by line (a broken line spoils only itself); any other is cut at its brackets.
 * Byte order mark, CRLF and record separators are passed over. Throws AppError `invalid-body` for a file that is no GeoJSON, is cut short, or declares a
 * coordinate system other than longitude and latitude, unless `onCrs` takes its name.
 */
export async function* readGeoJson(bytes: AsyncIterable<Uint8Array>, onCrs: (name: string) => boolean = () => false): AsyncGenerator<Found[]> {
  const chunks = bytes[Symbol.asyncIterator]();
  let start: Buffer = Buffer.alloc(0);
  let over = false;
  while (!over && start.length < sniffBytes) {
    const next = await chunks.next();
    if (next.done === true) over = true;
    else start = Buffer.concat([start, next.value]);
  }
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) start = start.subarray(3);
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) throw new AppError('invalid-body', 'seen a file in UTF-16, expected UTF-8');
  if (start.subarray(0, 2).toString('latin1') === 'PK') throw new AppError('invalid-body', 'seen a ZIP archive, expected GeoJSON: unpack it first');
  if (start.toString('latin1', 0, 1000).trim() === '') throw new AppError('invalid-body', 'seen an empty file, expected GeoJSON');
  const rest: AsyncIterable<Uint8Array> = (async function* () {
    yield start;
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  })();
  yield* isLineDelimited(start) ? readLines(rest) : readStructure(rest, onCrs);
}

/** True when the first two lines (or the only one) are each a whole feature. */
function isLineDelimited(start: Buffer): boolean {
  const text = start.toString('utf8');
  const ends = text.indexOf('\n');
  const lines = text.split('\n', 50).map(bare).filter((line) => line !== '');
  const [first = '', second] = lines;
  if (second === undefined) return ends >= 0 && isFeatureText(first);
  return isWholeObject(first) && isWholeObject(second) && !first.includes('"features"');
}

const bare = (line: string): string => line.replace(/^\u001e/, '').trim();
const isWholeObject = (line: string): boolean => line.startsWith('{') && line.endsWith('}');

function isFeatureText(line: string): boolean {
  try {
    return (JSON.parse(line) as { type?: unknown }).type === 'Feature';
  } catch {
    return false;
  }
}

async function* readLines(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Found[]> {
  let batch: Found[] = [];
  let tail: Buffer = Buffer.alloc(0);
  let line = 0;
  const take = (text: Buffer): void => {
    line++;
    const trimmed = text[0] === 0x1e ? text.subarray(1) : text;
    if (trimmed.length > 1 || (trimmed.length === 1 && trimmed[0] !== 0x0d)) {
      const found = featureOf(trimmed, line);
      if (found !== null) batch.push(found);
    }
  };
  for await (const chunk of bytes) {
    const text = tail.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([tail, chunk]);
    let from = 0;
    for (let end = text.indexOf(10, from); end >= 0; end = text.indexOf(10, from)) {
      take(text.subarray(from, end));
      from = end + 1;
      if (batch.length >= batchRecords) {
        yield batch;
        batch = [];
      }
    }
    tail = text.subarray(from);
  }
  if (tail.length > 0) take(tail);
  if (batch.length > 0) yield batch;
}

async function* readStructure(bytes: AsyncIterable<Uint8Array>, onCrs: (name: string) => boolean): AsyncGenerator<Found[]> {
  const scanner = new JsonScanner();
  let batch: Found[] = [];
  let number = 0;
  for await (const chunk of bytes) {
    for (const piece of scanner.push(chunk)) {
      if (piece.kind === 'member') batch.push(featureOf(piece.bytes, ++number) ?? { line: number, problem: { seen: 'an empty text', expected: 'a Feature' } });
      else {
        const found = restOf(piece.bytes, number + 1, onCrs);
        if (found !== null) {
          number++;
          batch.push(found);
        }
      }
      if (batch.length >= batchRecords) {
        yield batch;
        batch = [];
      }
    }
  }
  scanner.end();
  if (batch.length > 0) yield batch;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads the text of one feature; null for blank text. */
function featureOf(bytes: Uint8Array, line: number): Found | null {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { line, problem: { seen: 'bytes that are not UTF-8', expected: 'UTF-8: save the file anew (it may be GBK)' } };
  }
  if (text.trim() === '') return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, problem: { seen: shortened(text), expected: 'a GeoJSON Feature: this is no valid JSON' } };
  }
  return recordOf(value, line);
}

function recordOf(value: unknown, line: number): FoundRecord | FoundProblem {
  if (typeof value !== 'object' || value === null || (value as { type?: unknown }).type !== 'Feature') {
    return { line, problem: { seen: shortened(JSON.stringify(value)), expected: 'an object with "type": "Feature"' } };
  }
  const { id, properties, geometry } = value as { id?: unknown; properties?: unknown; geometry?: unknown };
  if (properties !== null && properties !== undefined && typeof properties !== 'object') {
    return { line, problem: { seen: shortened(JSON.stringify(properties)), expected: 'an object of properties' } };
  }
  return { line, id, properties: (properties ?? {}) as Record<string, unknown>, geometry };
}

/** A top-level value: the frame of a collection whose features were read already, or a single feature. */
function restOf(bytes: Uint8Array, line: number, onCrs: (name: string) => boolean): Found | null {
  const found = featureOf(bytes, line);
  if (found === null || !('problem' in found)) return found;
  let frame: { type?: unknown; crs?: { properties?: { name?: unknown } } | null };
  try {
    frame = JSON.parse(utf8.decode(bytes)) as typeof frame;
  } catch {
    throw new AppError('invalid-body', 'seen text that is no valid JSON outside the features, expected a GeoJSON FeatureCollection');
  }
  if (frame.type === 'Topology') throw new AppError('invalid-body', 'seen TopoJSON, expected GeoJSON');
  if (frame.type !== 'FeatureCollection') throw new AppError('invalid-body', `seen ${shortened(JSON.stringify(frame.type) ?? 'an object without type')}, expected a FeatureCollection or Features`);
  const name = frame.crs?.properties?.name;
  if (typeof name === 'string' && !onCrs(name) && !lngLatNames.test(name)) {
    throw new AppError('invalid-body', `seen the coordinate system ${JSON.stringify(shortened(name))}, expected WGS84 or CGCS2000 longitude and latitude: export the layer as EPSG:4326`);
  }
  return null;
}
