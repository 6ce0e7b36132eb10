// Which format has a file, by its first bytes rather than its name?
import { open } from 'node:fs/promises';
import type { ClinicFormat } from '../../../data/contract/import-clinic.ts';
import { AppError } from '../../errors.ts';

/** How a file begins; `zip` may be a spreadsheet, a shapefile, a KMZ or a packed table, `text` CSV or GeoJSON or KML. */
export type Beginning = 'zip' | 'sqlite' | 'text';

const expected = 'XLSX, CSV, GeoJSON, a zipped shapefile, GeoPackage or KML';

/** Judges the first bytes (some thousands). Throws AppError `unsupported-media-type` for what can be none of ours: so garbage is refused before it is taken in. */
export function beginningOf(start: Uint8Array): Beginning {
  const magic = Buffer.from(start.subarray(0, 16)).toString('latin1');
  const refuse = (seen: string, instead = expected): AppError => new AppError('unsupported-media-type', `seen ${seen}, expected ${instead}`);
  if (start.length === 0) throw refuse('an empty file');
  if (magic.startsWith('PK\u0003\u0004') || magic.startsWith('PK\u0005\u0006')) return 'zip';
  if (magic.startsWith('SQLite format 3\0')) return 'sqlite';
  if (magic.startsWith('\u00d0\u00cf\u0011\u00e0')) throw refuse('an old spreadsheet (.xls), or one with a password', 'XLSX without a password: save it as .xlsx');
  if (magic.startsWith('%PDF')) throw refuse('a PDF', 'the table it was made from');
  if (magic.startsWith('\u001f\u008b')) throw refuse('a gzip file', `${expected}, unpacked`);
  if (magic.startsWith('Rar!') || magic.startsWith('7z\u00bc\u00af')) throw refuse('a RAR or 7z archive', 'ZIP');
  if (start[0] === 0 && start[1] === 0 && start[2] === 0x27 && start[3] === 0x0a) throw refuse('a bare .shp file', 'a ZIP of .shp, .dbf, .prj and .cpg together');
  const isWide = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  let controls = 0;
  let zeros = 0;
  for (const byte of start) {
    if (byte === 0) zeros++;
    else if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12) controls++;
  }
  // UTF-16 has zeros by nature; anything else that has them, or control characters by the dozen, is no text.
  const wide = isWide || (zeros > start.length / 40 && zeros < start.length * 0.6 && controls === 0);
  if (!wide && (zeros > 0 || controls > start.length / 100)) throw refuse('a binary file');
  return 'text';
}

/** Gives the format of text by its first characters. */
export function textFormatOf(start: string): Extract<ClinicFormat, 'csv' | 'geojson' | 'kml'> {
  const text = start.replace(/^\uFEFF/, '').trimStart();
  if (/^[{[\u001e]/.test(text) && /"(type|features|geometry|coordinates)"/.test(text.slice(0, 100_000))) return 'geojson';
  if (text.startsWith('<')) {
    if (/<(\w+:)?kml[\s>]/.test(text.slice(0, 10_000))) return 'kml';
    // An entity bomb is told as what it is, by the reader of XML.
    if (/<!DOCTYPE|<!ENTITY/i.test(text.slice(0, 10_000))) return 'kml';
    throw new AppError('unsupported-media-type', `seen ${/<html/i.test(text.slice(0, 2000)) ? 'a web page' : 'XML that is no KML'}, expected ${expected}`);
  }
  return 'csv';
}

/** Gives the first bytes of a file. */
export async function startOf(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(buffer, 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
