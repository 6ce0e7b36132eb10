// How is a file taken in: within the limit, and refused at its first bytes when it is none of ours?
import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { clinicLimitBytes } from '../../../data/contract/import-clinic.ts';
import { AppError } from '../../errors.ts';
import { beginningOf } from './sniff.ts';

const startBytes = 4096;

/** The error of a file over the limit. */
export function overLimit(): AppError {
  return new AppError('too-large', `body: seen more than ${clinicLimitBytes / 1e6} MB, expected at most that: send the file in parts, or as GeoJSON or CSV with npm run import`);
}

/** Codes of a line that is gone: whoever sent the file went away, which is no fault of ours or of the database. */
const goneAway = /^(ECONN|EPIPE|ERR_STREAM_PREMATURE_CLOSE|ABORT_ERR)/;

const brokenOff = (size: number, announced: number | null, cause?: unknown): AppError => new AppError('invalid-body', `body: seen an upload that broke off after ${size} bytes, expected ${announced === null ? 'a whole file' : `${announced} bytes`}`, {}, cause);

/** Writes a body to disk and gives its size in bytes. `announced` = the size its sender told beforehand, null for none. Throws AppError `unsupported-media-type` or `too-large` as soon as it is plain, and `invalid-body` when the sender breaks off. */
export async function takeIn(body: ReadableStream<Uint8Array>, path: string, announced: number | null): Promise<number> {
  let size = 0;
  let start: Buffer | null = Buffer.alloc(0);
  const judge = (): void => {
    if (start !== null) beginningOf(start);
    start = null;
  };
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      try {
        if (size > clinicLimitBytes) throw overLimit();
        if (start !== null) {
          start = Buffer.concat([start, chunk]);
          if (start.length >= startBytes) judge();
        }
        done(null, chunk);
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done) {
      try {
        judge();
        done();
      } catch (error) {
        done(error as Error);
      }
    },
  });
  try {
    await pipeline(Readable.fromWeb(body as never), check, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    if (goneAway.test((error as { code?: unknown }).code as string)) throw brokenOff(size, announced, error);
    throw error;
  }
  // A line that is cut may look like an end.
  if (announced !== null && size !== announced) throw brokenOff(size, announced);
  return size;
}
