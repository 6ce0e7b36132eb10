// How does a request for an archive become a stream to send: made in a worker, kept on disk while it is sent, then gone?
import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { DatabaseTarget } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { ExportPayload, ExportResult } from './export.ts';

/** Archives made or waited for at one time; more are asked to come again. */
const mostAtOnce = 4;

export type ExportRequest = Omit<ExportPayload, 'target' | 'file'>;

export interface Download extends ExportResult {
  /** The archive; the file goes when the stream ends or is given up. */
  readonly body: ReadableStream<Uint8Array>;
}

export interface ExportTools {
  /** Folder for archives being made or sent; emptied at the start. */
  readonly folder: string;
  /** The open database; throws AppError while there is none. */
  readonly target: () => DatabaseTarget;
  readonly run: (kind: 'export', payload: ExportPayload, options: { signal: AbortSignal }) => Promise<unknown>;
}

/** Gives the function that makes an archive. It rejects with AppError `too-large`, `too-many-requests`, or `conflict` when `signal` gives it up. */
export function createDownloads(tools: ExportTools): (request: ExportRequest, signal: AbortSignal) => Promise<Download> {
  rmSync(tools.folder, { recursive: true, force: true });
  let making = 0;
  return async (request, signal) => {
    const target = tools.target();
    if (making >= mostAtOnce) throw new AppError('too-many-requests', `exports: seen ${making} being made, expected fewer than ${mostAtOnce}: ask again in a minute`);
    mkdirSync(tools.folder, { recursive: true, mode: 0o700 });
    const file = join(tools.folder, `${randomBytes(8).toString('hex')}.zip`);
    const remove = (): void => rmSync(file, { force: true });
    making += 1;
    try {
      const result = (await tools.run('export', { ...request, target, file }, { signal })) as ExportResult;
      const stream = createReadStream(file);
      stream.once('close', remove);
      return { ...result, body: Readable.toWeb(stream) as ReadableStream<Uint8Array> };
    } catch (error) {
      // A worker that was ended in the middle leaves its file.
      remove();
      throw error;
    } finally {
      making -= 1;
    }
  };
}
