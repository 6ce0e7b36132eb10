// How does a backup become the database again, in either home, all of it or nothing?
import { createWriteStream, existsSync, renameSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TransactionSql } from 'postgres';
import type { BackupManifest, BackupTable } from '../../data/contract/backups.ts';
import { changeChannel, type ChangeNotification } from '../../data/contract/changes.ts';
import { collections } from '../../data/contract/collections.ts';
import { recordDeed, verifyAudit } from '../access/audit.ts';
import type { Database } from '../db/database.ts';
import { migrateWithin, migrationNumbers, schemaVersionOf } from '../db/migrate.ts';
import { AppError } from '../errors.ts';
import { keptFolders } from './backup.ts';
import { type BackupFile, openBackup } from './backup-file.ts';
import oursText from './ours.sql?raw';
import { listTables, readTable, settleTexts, writeTable } from './tables.ts';

/** Who restores, as the audit names them. */
const commandLine = { kind: 'command-line', id: '', name: 'command-line', role: 'office' } as const;

export interface RestoreRequest {
  readonly database: Pick<Database, 'home' | 'transaction'>;
  readonly dataDirectory: string;
  readonly migrationsDirectory: string;
  readonly file: string;
  /** True = what is there is replaced; else only an empty database is filled. */
  readonly replace: boolean;
  /** Schema to end at; the newest unless told. */
  readonly upTo?: number;
  readonly onProgress?: (done: number, total: number | null) => void;
}

/** Gives whether nobody ever wrote into a database: no data, no account, no deed. One without our schema is empty. */
export async function isEmpty(tx: TransactionSql): Promise<boolean> {
  if ((await schemaVersionOf(tx)) === 0) return true;
  // An old schema has no accounts and no audit yet.
  const [later] = await tx.unsafe<{ there: boolean }[]>("select to_regclass('public.audit') is not null as there");
  const [row] = await tx.unsafe<{ used: boolean }[]>(`select (select version from data_state) > 0 ${later?.there === true ? 'or exists (select from users) or exists (select from audit)' : ''} as used`);
  return row?.used !== true;
}

/**
 * Restores a backup: the whole file is checked first; then, in one transaction, our tables are made anew as they were when it was made, filled, read back and compared
 * with the manifest, and brought up to the newest schema. The files beside the database change places last. Rejects with AppError: `conflict` for a database that is in
 * use without `replace` or a backup of a newer program, `invalid-body` for one that is not whole; nothing is changed then.
 */
export async function restoreBackup({ database, dataDirectory, migrationsDirectory, file, replace, upTo, onProgress = () => undefined }: RestoreRequest): Promise<BackupManifest> {
  const backup = await openBackup(file);
  const beside = keptFolders.map((name) => ({ now: join(dataDirectory, name), next: join(dataDirectory, `${name}.restoring`), before: join(dataDirectory, `${name}.before`) }));
  try {
    const { manifest } = backup;
    const newest = migrationNumbers(migrationsDirectory).at(-1) ?? 0;
    if (manifest.schemaVersion > newest) throw new AppError('conflict', `FILE: seen a backup of schema ${manifest.schemaVersion}, expected at most ${newest}: a newer Anlan made it`);
    await database.transaction(async (tx) => {
      if (!replace && !(await isEmpty(tx))) throw new AppError('conflict', 'database: seen one that holds data, expected an empty one; --replace puts the backup in its place');
    });
    await unpackFiles(backup, dataDirectory);
    try {
      await database.transaction(async (tx) => {
        await fill(tx, backup, migrationsDirectory, upTo, onProgress);
        if (database.home === 'served') await tellOthers(tx);
        // Last: nothing of the database can fail after it but the commit itself.
        for (const { now, next, before } of beside) {
          if (existsSync(now)) renameSync(now, before);
          if (existsSync(next)) renameSync(next, now);
        }
      });
    } catch (error) {
      for (const { now, next, before } of beside) {
        if (!existsSync(before)) continue;
        if (existsSync(now)) renameSync(now, next);
        renameSync(before, now);
      }
      throw error;
    }
    return manifest;
  } finally {
    await backup.close();
    for (const { next, before } of beside) {
      await rm(next, { recursive: true, force: true });
      await rm(before, { recursive: true, force: true });
    }
  }
}

async function unpackFiles(backup: BackupFile, dataDirectory: string): Promise<void> {
  for (const name of keptFolders) {
    await rm(join(dataDirectory, `${name}.restoring`), { recursive: true, force: true });
    await rm(join(dataDirectory, `${name}.before`), { recursive: true, force: true });
  }
  for (const { path } of backup.manifest.files) {
    const [folder = '', ...rest] = path.split('/');
    if (!keptFolders.some((name) => name === folder) || rest.length === 0) throw new AppError('invalid-body', `FILE: seen ${path}, expected files of ${keptFolders.join(', ')} only`);
    const target = join(dataDirectory, `${folder}.restoring`, ...rest);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await pipeline(Readable.from(backup.file(path)), createWriteStream(target, { mode: 0o600 }));
  }
}

async function fill(tx: TransactionSql, backup: BackupFile, migrationsDirectory: string, upTo: number | undefined, onProgress: (done: number, total: number | null) => void): Promise<void> {
  const { manifest } = backup;
  const seenVersion = await dataVersionOf(tx);
  await settleTexts(tx);
  const drops = await tx.unsafe<{ statement: string }[]>(oursText);
  for (const { statement } of drops) await tx.unsafe(statement);
  await migrateWithin(tx, migrationsDirectory, manifest.schemaVersion);
  const shapes = await listTables(tx);
  checkShapes(manifest, shapes);
  const guards = await loosen(tx);
  // What the migrations put in comes back with the backup.
  await tx.unsafe(`truncate ${shapes.map(({ name }) => `"${name}"`).join(', ')}`);
  for (const [place, table] of manifest.tables.entries()) {
    await writeTable(tx, table, backup.lines(table));
    const shape = shapes.find(({ name }) => name === table.name);
    if (shape === undefined) continue;
    const stored = await readTable(tx, shape, manifest.withoutRows.includes(table.name), () => undefined);
    if (stored.sha256 !== table.sha256 || stored.rows !== table.rows) throw new AppError('internal', `${table.name}: seen ${stored.rows} rows that read otherwise than the ${table.rows} of the backup, expected the same; nothing was changed`);
    onProgress(place + 1, manifest.tables.length);
  }
  for (const { name, last, called } of manifest.sequences) await tx.unsafe('select setval(quote_ident($1)::regclass, ($2::text)::bigint, $3::boolean)', [name, last, called]);
  await tighten(tx, guards);
  const { newestHash, intact } = await verifyAudit(tx);
  if (newestHash !== manifest.audit.newestHash || (manifest.audit.intact && !intact)) throw new AppError('internal', 'audit: seen a chain that does not verify, expected that of the backup; nothing was changed');
  await migrateWithin(tx, migrationsDirectory, upTo);
  // Never a version that pages may have seen before: it is part of tile addresses and tags.
  await tx.unsafe('update data_state set version = greatest(version, $1::bigint) + 1, written_at = clock_timestamp()', [String(seenVersion)]);
  await recordDeed(tx, commandLine, { action: 'restored', subject: 'database', address: '', detail: { madeAt: manifest.madeAt, schemaVersion: manifest.schemaVersion, auditHash: manifest.audit.newestHash } });
}

async function dataVersionOf(tx: TransactionSql): Promise<number> {
  if ((await schemaVersionOf(tx)) === 0) return 0;
  const [row] = await tx.unsafe<{ version: number }[]>('select version::float8 as version from data_state');
  return row?.version ?? 0;
}

function checkShapes({ tables, schemaVersion }: BackupManifest, shapes: readonly { name: string; columns: BackupTable['columns'] | readonly (readonly [string, string])[] }[]): void {
  const say = (list: readonly { name: string; columns: readonly (readonly [string, string])[] }[]): string[] => list.map(({ name, columns }) => `${name} (${columns.map(([column, type]) => `${column} ${type}`).join(', ')})`);
  const [seen, expected] = [say(tables), say(shapes)];
  const odd = [...seen.filter((table) => !expected.includes(table)), ...expected.filter((table) => !seen.includes(table))][0];
  if (odd !== undefined) throw new AppError('invalid-body', `FILE: seen tables that differ from schema ${schemaVersion} at ${odd}, expected the same`);
}

interface Guards {
  readonly keys: readonly { table: string; name: string; definition: string }[];
  readonly triggers: readonly { table: string; name: string; enabled: string }[];
}

/** Takes foreign keys and triggers off, so that rows may come in any order and as they are. */
async function loosen(tx: TransactionSql): Promise<Guards> {
  const keys = await tx.unsafe<{ table: string; name: string; definition: string }[]>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(pg_constraint.oid) as definition
     from pg_constraint join pg_class on pg_class.oid = conrelid where contype = 'f' and relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  const triggers = await tx.unsafe<{ table: string; name: string; enabled: string }[]>(
    `select tgrelid::regclass::text as table, quote_ident(tgname) as name, tgenabled::text as enabled
     from pg_trigger join pg_class on pg_class.oid = tgrelid where not tgisinternal and tgenabled <> 'D' and relnamespace = 'public'::regnamespace order by 1, 2`,
  );
  for (const { table, name } of keys) await tx.unsafe(`alter table ${table} drop constraint ${name}`);
  for (const { table, name } of triggers) await tx.unsafe(`alter table ${table} disable trigger ${name}`);
  return { keys, triggers };
}

/** Puts them back; every row is then checked against the foreign keys. */
async function tighten(tx: TransactionSql, { keys, triggers }: Guards): Promise<void> {
  for (const { table, name, definition } of keys) await tx.unsafe(`alter table ${table} add constraint ${name} ${definition}`);
  const words: Readonly<Record<string, string>> = { O: 'enable', R: 'enable replica', A: 'enable always' };
  for (const { table, name, enabled } of triggers) await tx.unsafe(`alter table ${table} ${words[enabled] ?? 'enable'} trigger ${name}`);
}

/** Other processes on the same served database read everything anew. */
async function tellOthers(tx: TransactionSql): Promise<void> {
  const [state] = await tx.unsafe<{ version: number; at: string }[]>(`select version::float8 as version, to_char(written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from data_state`);
  const changes = [...collections.map(({ id }) => id), 'city'].map((collection) => ({ collection, upserted: 'all' as const, removed: [], dataVersion: state?.version ?? 0, at: state?.at ?? '' }));
  await tx.unsafe('select pg_notify($1::text, $2::text)', [changeChannel, JSON.stringify({ origin: 'restore', changes } satisfies ChangeNotification)]);
}
