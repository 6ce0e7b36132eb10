// How does a database of an older Anlan become one of this, without a way to lose anything?
import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import type { TransactionSql } from 'postgres';
import type { BackupSummary } from '../../data/contract/backups.ts';
import { recordDeed, verifyAudit } from '../access/audit.ts';
import type { Database } from '../db/database.ts';
import { migrateWithin, migrationNumbers, schemaVersionOf } from '../db/migrate.ts';
import { AppError } from '../errors.ts';
import { makeBackup } from './backup.ts';
import { openBackup } from './backup-file.ts';
import { restoreBackup } from './restore.ts';
import { listTables, readTable, settleTexts } from './tables.ts';

export interface UpgradeRequest {
  /** Opened as it is: not yet brought up to the newest schema. */
  readonly database: Pick<Database, 'home' | 'transaction' | 'sql'>;
  readonly dataDirectory: string;
  readonly migrationsDirectory: string;
  /** Version of the program. */
  readonly version: string;
  readonly now: number;
}

export interface UpgradeOutcome {
  readonly from: number;
  readonly to: number;
  /** Null when there was nothing to do. */
  readonly backup: BackupSummary | null;
}

/** No migration may make these fewer. */
const countedTables = ['sites', 'hazards', 'hazard_events', 'inspections', 'incidents', 'vessels', 'storms', 'users', 'audit'] as const;

/**
 * Backs up, then migrates and verifies in one transaction. When either fails the transaction is undone and every table compared with the backup; should one differ
 * all the same (a migration that committed half-way), the backup is restored. Rejects with the reason then, and says what state the database is in.
 */
export async function upgradeDatabase({ database, dataDirectory, migrationsDirectory, version, now }: UpgradeRequest): Promise<UpgradeOutcome> {
  const [from, to] = [await schemaVersionOf(database.sql), migrationNumbers(migrationsDirectory).at(-1) ?? 0];
  if (from > to) throw new AppError('conflict', `database: seen schema ${from}, expected at most ${to}: a newer Anlan has written it`);
  if (from === to) {
    const { intact } = await verifyAudit(database.sql);
    if (!intact) throw new AppError('internal', `the schema is at ${to} already, but the audit does not verify: ask "anlan audit verify"`);
    return { from, to, backup: null };
  }
  if (from === 0) {
    await database.transaction((tx) => migrateWithin(tx, migrationsDirectory));
    return { from, to, backup: null };
  }
  const folder = join(dataDirectory, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `before-upgrade-${from}-to-${to}-${new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')}.tar`);
  const backup = await makeBackup({ database, dataDirectory, file, version, now });
  try {
    await database.transaction(async (tx) => {
      const before = await countRows(tx);
      const { intact } = await verifyAudit(tx);
      await migrateWithin(tx, migrationsDirectory);
      await verify(tx, before, intact, to);
      await recordDeed(tx, { kind: 'command-line', id: '', name: 'command-line', role: 'office' }, { action: 'upgraded', subject: 'database', address: '', detail: { from, to, program: version } });
    });
  } catch (error) {
    const { message } = error as Error;
    const state = (await isAsBackedUp(database, file).catch(() => false)) ? 'nothing was changed' : await restoreBackup({ database, dataDirectory, migrationsDirectory, file, replace: true, upTo: from }).then(() => 'the backup was put back');
    throw new AppError('conflict', `the upgrade from schema ${from} to ${to} failed and ${state}: ${message}. The backup is ${file}; start the former Anlan again`);
  }
  return { from, to, backup };
}

async function countRows(tx: TransactionSql): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const { name } of await listTables(tx)) {
    if (!(countedTables as readonly string[]).includes(name)) continue;
    const [row] = await tx.unsafe<{ count: number }[]>(`select count(*)::int as count from ${name}`);
    counts.set(name, row?.count ?? 0);
  }
  return counts;
}

/** Throws AppError `internal` naming the first thing that is not as it must be after the migrations. */
async function verify(tx: TransactionSql, before: ReadonlyMap<string, number>, wasIntact: boolean, to: number): Promise<void> {
  const reached = await schemaVersionOf(tx);
  if (reached !== to) throw new AppError('internal', `schema: seen ${reached}, expected ${to}`);
  const after = await countRows(tx);
  for (const [table, count] of before) if ((after.get(table) ?? 0) < count) throw new AppError('internal', `${table}: seen ${after.get(table) ?? 0} rows, expected at least the ${count} of before`);
  if (wasIntact && !(await verifyAudit(tx)).intact) throw new AppError('internal', 'audit: seen a chain that does not verify any more');
  const [state] = await tx.unsafe<{ rows: number }[]>('select count(*)::int as rows from data_state');
  if (state?.rows !== 1) throw new AppError('internal', `data_state: seen ${state?.rows ?? 0} rows, expected 1`);
}

/** Gives whether every table still reads as in the backup. */
async function isAsBackedUp(database: Pick<Database, 'transaction'>, file: string): Promise<boolean> {
  const backup = await openBackup(file);
  try {
    const { tables, schemaVersion, withoutRows } = backup.manifest;
    return await database.transaction(async (tx) => {
      await tx.unsafe('set transaction isolation level repeatable read, read only');
      await settleTexts(tx);
      if ((await schemaVersionOf(tx)) !== schemaVersion) return false;
      const shapes = await listTables(tx);
      if (shapes.length !== tables.length) return false;
      for (const shape of shapes) {
        const expected = tables.find(({ name }) => name === shape.name);
        const seen = await readTable(tx, shape, withoutRows.includes(shape.name), () => undefined);
        if (expected === undefined || JSON.stringify(seen) !== JSON.stringify(expected)) return false;
      }
      return true;
    });
  } finally {
    await backup.close();
  }
}
