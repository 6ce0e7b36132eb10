// What of the PostGIS build for the embedded database does Anlan load? The spatial types alone: raster, topology and the US geocoder would be compiled at every start and never asked.
import { gunzipSync, gzipSync } from 'node:zlib';
import { tarBlock, tarEnd, tarPadding } from './tar.ts';

/** Extensions nobody creates, and second copies of SQL that stand under extension/ once more. */
const neverLoaded = /postgis_(raster|topology|tiger_geocoder)|--unpackaged|^share\/postgresql\/contrib\//;

/** Gives a gzipped tar without the members that are never loaded. Throws when a member is no file, link or folder, or the archive is cut off. */
export function leanPostgisBundle(archive: Uint8Array): Buffer {
  const tar = gunzipSync(archive);
  const kept: Buffer[] = [];
  for (let at = 0; at < tar.length && tar[at] !== 0; ) {
    const text = (from: number, length: number): string => tar.toString('latin1', at + from, at + from + length).split('\0')[0] ?? '';
    const name = text(0, 100);
    const size = Number.parseInt(text(124, 12), 8);
    const kind = text(156, 1);
    const next = at + tarBlock + size + tarPadding(size).length;
    if (!/^[025]?$/.test(kind) || !(next <= tar.length)) throw new Error(`PostGIS archive: seen the member ${name} of kind ${kind} and ${size} bytes, expected whole files, links and folders`);
    if (!neverLoaded.test(name)) kept.push(tar.subarray(at, next));
    at = next;
  }
  // Unpacked at every start: the quickest to read counts, not the smallest.
  return gzipSync(Buffer.concat([...kept, tarEnd]), { level: 1 });
}
