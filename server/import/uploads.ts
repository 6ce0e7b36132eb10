// How does a body that arrives over the API become an import: kept on disk, imported in a worker, announced, taken off the disk?
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Change } from '../../data/contract/changes.ts';
import type { ImportSummary } from '../../data/contract/imports.ts';
import type { JobRecord } from '../../data/contract/jobs.ts';
import { connectDatabase, type DatabaseTarget } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { parsePairs } from './mapping.ts';
import { checkRequest, type ImportRequest, readerFor, runImport } from './run.ts';

/** What a worker needs to import a file. */
export interface ImportPayload {
  readonly request: ImportRequest;
  readonly target: DatabaseTarget;
  readonly origin: string;
}
export interface ImportResult {
  readonly summary: ImportSummary;
  /** To be published by the process that has the change stream. */
  readonly changes: readonly Change[];
}

/** Imports a file over a connection of its own; runs in a worker, or in a command without a server. */
export async function importFile({ request, target, origin }: ImportPayload, onProgress: (done: number, total: number) => void): Promise<ImportResult> {
  const database = connectDatabase(target);
  try {
    const changes: Change[] = [];
    const summary = await runImport(request, { database, onProgress, write: { announce: (change) => changes.push(change), origin } });
    return { summary, changes };
  } finally {
    await database.close();
  }
}

/** Options of an import as they come in an address or from the command line, all text. */
export interface ImportOptions {
  readonly name?: string | undefined;
  readonly reader?: string | undefined;
  readonly map?: string | undefined;
  readonly set?: string | undefined;
  readonly strict?: string | undefined;
  readonly repeats?: string | undefined;
}

/** Reads options. Throws AppError naming the one that is wrong, what was seen and what was expected. */
export function readImportOptions(layer: string, file: string, options: ImportOptions): ImportRequest {
  const fileName = options.name ?? 'upload.geojson';
  const reader = options.reader ?? readerFor(layer, fileName);
  checkRequest(layer, reader);
  const { strict = 'false', repeats = 'refuse' } = options;
  if (strict !== 'true' && strict !== 'false') throw new AppError('invalid-parameter', `strict: seen ${JSON.stringify(strict.slice(0, 20))}, expected true or false`);
  if (repeats !== 'refuse' && repeats !== 'last') throw new AppError('invalid-parameter', `repeats: seen ${JSON.stringify(repeats.slice(0, 20))}, expected refuse or last`);
  return {
    layer,
    file,
    fileName,
    reader,
    mapping: { map: options.map === undefined ? {} : parsePairs(options.map, 'map'), set: options.set === undefined ? {} : parsePairs(options.set, 'set') },
    strict: strict === 'true',
    repeats,
  };
}

export interface UploadTools {
  /** Folder for bodies that wait for their import; emptied at the start. */
  readonly folder: string;
  readonly origin: string;
  /** The open database; throws AppError while there is none. */
  readonly target: () => DatabaseTarget;
  readonly publish: (change: Change) => void;
  readonly begin: (kind: string, title: string, work: (control: { progress(done: number, total: number | null): void; readonly signal: AbortSignal }) => Promise<unknown>) => JobRecord;
  readonly run: (kind: 'import', payload: ImportPayload, options: { onProgress: (done: number, total: number | null) => void; signal: AbortSignal }) => Promise<unknown>;
}

/** Gives the function that takes a body in and begins its import as a job. It rejects with AppError before it reads a body that cannot be imported. */
export function createUploads(tools: UploadTools): (layer: string, body: ReadableStream<Uint8Array>, options: ImportOptions) => Promise<JobRecord> {
  rmSync(tools.folder, { recursive: true, force: true });
  return async (layer, body, options) => {
    const target = tools.target();
    const file = join(tools.folder, randomBytes(8).toString('hex'));
    const request = readImportOptions(layer, file, options);
    mkdirSync(tools.folder, { recursive: true, mode: 0o700 });
    try {
      await pipeline(Readable.fromWeb(body as never), createWriteStream(file, { mode: 0o600 }));
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
    return tools.begin('import', `${layer} ← ${request.fileName}`, async ({ progress, signal }) => {
      try {
        const { summary, changes } = (await tools.run('import', { request, target, origin: tools.origin }, { onProgress: progress, signal })) as ImportResult;
        for (const change of changes) tools.publish(change);
        return summary;
      } finally {
        rmSync(file, { force: true });
      }
    });
  };
}
