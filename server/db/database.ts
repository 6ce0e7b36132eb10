// How does the program talk to PostgreSQL, whichever home it has? One client, one SQL, two homes.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import postgres from 'postgres';
import { clientOptions, guardClient, insideTransaction } from './client.ts';
import { EmbeddedHome, writeTemplate } from './embedded.ts';
import { migrate } from './migrate.ts';
import { openServed, servedClient } from './served.ts';
import { listSnapshots } from './snapshots.ts';

export type Queryable = postgres.Sql | postgres.TransactionSql;
export type DatabaseState = 'open' | 'opening' | 'waiting' | 'closed';

/** How another thread of this process reaches the same database; it can be sent to a worker, and is never logged. */
export type DatabaseTarget = { readonly home: 'embedded'; readonly socketFolder: string } | { readonly home: 'served'; readonly url: string };

export interface Database {
  readonly home: 'embedded' | 'served';
  readonly target: DatabaseTarget;
  /** For single statements outside transactions; throws when used inside one. */
  readonly sql: postgres.Sql;
  /** Runs `work` in a transaction: whole when it resolves, absent when it throws. Only `tx` may be used inside. */
  transaction<Result>(work: (tx: postgres.TransactionSql) => Promise<Result>): Promise<Result>;
  versions(): Promise<{ postgres: string; postgis: string }>;
  state(): DatabaseState;
  /** Age of the last snapshot in seconds; null when there is none, or on a served database, whose operator makes backups. */
  snapshotAgeSeconds(): number | null;
  /** Takes a snapshot of the embedded database; does nothing on a served one. */
  snapshot(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Address of a served PostgreSQL; undefined = embedded. Never logged. */
  readonly databaseUrl?: string | undefined;
  readonly dataDirectory: string;
  readonly migrationsDirectory: string;
  /** Built embedded-worker.js. */
  readonly workerFile: string;
  /** Folder where the packed, migrated template is kept; default: beside the worker file. */
  readonly templateDirectory?: string;
  /** `as-is` leaves the schema of a database that is there as it is; else it is brought up to the newest. */
  readonly schema?: 'newest' | 'as-is';
  readonly log: Logger;
  readonly onState?: (state: DatabaseState) => void;
  readonly signal?: AbortSignal;
  /** Milliseconds one message may keep the embedded session busy (120,000). */
  readonly deadlineMilliseconds?: number;
}

/**
 * Opens the database of either home and brings its schema up to date. A served one that is down or lacks PostGIS is waited for, with a line
 * in the log; `signal` ends the waiting. Throws what a failing migration throws.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  let state: DatabaseState = 'opening';
  const setState = (next: DatabaseState) => {
    if (state === next) return;
    state = next;
    options.onState?.(next);
  };
  return options.databaseUrl === undefined ? openEmbedded(options, () => state, setState) : openServedDatabase(options, options.databaseUrl, () => state, setState);
}

/** A second way into a database that is already open, with one connection of its own. */
export type DatabaseConnection = Pick<Database, 'home' | 'target' | 'sql' | 'transaction'> & { close(): Promise<void> };

/** Connects a worker thread to the database that its process has opened; connects when first used. */
export function connectDatabase(target: DatabaseTarget): DatabaseConnection {
  const sql = target.home === 'embedded' ? embeddedClient(target.socketFolder, 1) : servedClient(target.url, 1);
  const { sql: guarded, transaction } = clientOf(sql);
  return { home: target.home, target, sql: guarded, transaction, close: () => sql.end({ timeout: 5 }) };
}

function embeddedClient(socketFolder: string, max: number): postgres.Sql {
  return postgres({ ...clientOptions(max), host: socketFolder, port: 5432, database: 'postgres', username: 'postgres' });
}

async function openEmbedded(options: DatabaseOptions, state: () => DatabaseState, setState: (state: DatabaseState) => void): Promise<Database> {
  const templateDirectory = options.templateDirectory ?? dirname(options.workerFile);
  const templateFile = join(templateDirectory, `template-${hashOfMigrations(options.migrationsDirectory)}.tar`);
  const home = new EmbeddedHome({
    dataDirectory: options.dataDirectory,
    workerFile: options.workerFile,
    templateFile: existsSync(templateFile) ? templateFile : null,
    log: options.log,
    deadlineMilliseconds: options.deadlineMilliseconds ?? 120_000,
    onState: setState,
  });
  await home.start();
  const sql = embeddedClient(home.socketFolder, 4);
  const applied = options.schema === 'as-is' ? 0 : await migrate(sql, options.migrationsDirectory, false);
  if (applied > 0 && !existsSync(templateFile)) {
    mkdirSync(templateDirectory, { recursive: true });
    writeTemplate(templateFile, await home.dump());
  }
  let closed: Promise<void> | null = null;
  return {
    ...clientOf(sql),
    home: 'embedded',
    target: { home: 'embedded', socketFolder: home.socketFolder },
    state,
    snapshotAgeSeconds: () => {
      const last = listSnapshots(options.dataDirectory)[0];
      return last === undefined ? null : Math.max(0, Math.round((Date.now() - last.takenAt) / 1000));
    },
    snapshot: () => home.snapshot(Date.now()),
    close: () => {
      closed ??= sql.end({ timeout: 5 }).then(() => home.close());
      return closed;
    },
  };
}

async function openServedDatabase(options: DatabaseOptions, url: string, state: () => DatabaseState, setState: (state: DatabaseState) => void): Promise<Database> {
  const sql = await openServed(url, { log: options.log, setState, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  if (options.schema !== 'as-is') await migrate(sql, options.migrationsDirectory, true);
  const watch = setInterval(() => {
    sql`select 1`.then(
      () => setState('open'),
      () => setState('waiting'),
    );
  }, 5000);
  watch.unref();
  return {
    ...clientOf(sql),
    home: 'served',
    target: { home: 'served', url },
    state,
    snapshotAgeSeconds: () => null,
    snapshot: () => Promise.resolve(),
    close: async () => {
      clearInterval(watch);
      await sql.end({ timeout: 5 });
      setState('closed');
    },
  };
}

function clientOf(sql: postgres.Sql): Pick<Database, 'sql' | 'transaction' | 'versions'> {
  const guarded = guardClient(sql);
  return {
    sql: guarded,
    transaction: async (work) => {
      if (insideTransaction.getStore() === true) return guarded.begin(work) as never;
      // Run inside the storage only around `work`: the client's own bookkeeping stays outside.
      return (await sql.begin((tx) => insideTransaction.run(true, () => work(tx)))) as never;
    },
    versions: async () => {
      const [row] = await sql<{ postgres: string; postgis: string }[]>`select current_setting('server_version') as postgres, PostGIS_Lib_Version() as postgis`;
      return { postgres: row?.postgres ?? '', postgis: row?.postgis ?? '' };
    },
  };
}

function hashOfMigrations(directory: string): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(directory).filter((file) => file.endsWith('.sql')).sort()) hash.update(`${name}\0`).update(readFileSync(join(directory, name)));
  return hash.digest('hex').slice(0, 16);
}
