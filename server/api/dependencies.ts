// What does the API need from the rest of the server?
import type { Access } from '../access/access.ts';
import type { City } from '../../data/contract/city.ts';
import type { StartStep } from '../../data/contract/health.ts';
import type { JobRecord } from '../../data/contract/jobs.ts';
import type { Logger } from 'pino';
import type { Basemaps } from '../basemaps/basemaps.ts';
import type { RunKernel } from '../analyses/analysis.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { Download, ExportRequest } from '../exports/downloads.ts';
import type { Clinic } from '../import/clinic/sessions.ts';
import type { WriteBatch } from '../commands/write.ts';
import type { ImportOptions } from '../import/uploads.ts';
import type { WorkerPool } from '../jobs/pool.ts';
import type { JobRecords } from '../jobs/records.ts';
import type { ChangeStream } from '../live/changes.ts';
import type { BaseTiles } from '../tiles/base.ts';
import type { TileIndex } from '../tiles/tile-index.ts';

/** Everything is asked anew at each request: while the server starts, most of it is not there yet. */
export interface AppDependencies {
  readonly database: () => Database | null;
  readonly access: Access;
  /** Scheme, host and port under which browsers reach this server; null = the loopback. */
  readonly publicUrl: string | null;
  /** Addresses of https proxies in front besides the loopback; null = none stands in front. */
  readonly proxies: readonly string[] | null;
  /** True when a provider of identities is configured. */
  readonly oidc: boolean;
  /** True for the token of the link that was printed when the server started. */
  readonly isSetupToken: (token: string) => boolean;
  readonly index: () => TileIndex | null;
  readonly base: () => BaseTiles | null;
  readonly city: () => City | null;
  readonly basemaps: Basemaps;
  readonly changes: ChangeStream;
  readonly startSteps: () => readonly StartStep[];
  /** Told when the steps change, for the event stream. */
  readonly onStep: (listener: () => void) => () => void;
  readonly runKernel: RunKernel;
  readonly jobs: Pick<JobRecords, 'begin' | 'claim' | 'ownerOf' | 'list' | 'get' | 'cancel'>;
  /** Runs a task of the lane of documents in a worker (server/jobs/job-worker.ts); rejects with what it threw, or AppError `conflict` when `signal` gives it up. */
  readonly runDocument: WorkerPool['run'];
  /** The same in the lane of long work, where imports run: only from within a job. */
  readonly runLong: WorkerPool['run'];
  /** Starts the import of a body; gives the job. Rejects with AppError when the layer is unknown or an option is wrong. */
  readonly startImport: (layer: string, body: ReadableStream<Uint8Array>, options: ImportOptions) => Promise<JobRecord>;
  /** Starts a backup into the data folder; gives the job. */
  readonly startBackup: () => JobRecord;
  /** Files of any format: looked at, checked, written, undone. */
  readonly clinic: Clinic;
  /** Makes an archive of a collection; rejects with AppError. `signal` gives it up. */
  readonly exportItems: (request: ExportRequest, signal: AbortSignal) => Promise<Download>;
  /** Folder of the pictures that are shown as evidence; outside of what the web server gives out. */
  readonly evidenceFolder: string;
  /** Runs one write: whole with its version, its announcement after the commit, or absent. Throws AppError as databaseOf does. */
  readonly write: <Result>(work: (batch: WriteBatch) => Promise<Result>) => Promise<Result>;
  /** True when a key in the request proves that it comes from this machine's command line. */
  readonly isCommandLine: (key: string | undefined) => boolean;
  readonly log: Logger;
  readonly now: () => number;
  readonly webDirectory: string;
  readonly version: string;
  readonly databaseHome: 'embedded' | 'served';
  /** What an operator should know: shown by health. */
  readonly messages: () => readonly string[];
}

/** Gives the open database, or throws AppError: `starting` before it was ever open, `database-unavailable` while it is away. */
export function databaseOf(deps: AppDependencies): Database {
  const database = deps.database();
  if (database === null) throw new AppError('starting', 'the server is starting: ask /api/health');
  if (database.state() !== 'open') throw new AppError('database-unavailable', 'the database is away at the moment: ask again in a few seconds');
  return database;
}

/** Gives the index, or throws AppError `starting` before it is loaded. */
export function indexOf(deps: AppDependencies): TileIndex {
  const index = deps.index();
  if (index === null) throw new AppError('starting', 'the map is being loaded: ask /api/health');
  return index;
}
