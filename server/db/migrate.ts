// Is the schema of this database the one the program expects? Numbered SQL files, each whole or not at all.
import { readdirSync } from 'node:fs';
import type { Sql, TransactionSql } from 'postgres';
import PostgratorModule from 'postgrator';
import { AppError } from '../errors.ts';

/** The part of the migration tool that is used; its own types describe an older module shape. */
type Migrator = new (options: {
  migrationPattern: string;
  driver: 'pg';
  database: string;
  schemaTable: string;
  execQuery(query: string): Promise<{ rows: unknown[] }>;
  execSqlScript(script: string): Promise<void>;
}) => { migrate(target?: string): Promise<unknown[]> };

/** Any number: all processes of this product ask for the same one. */
const advisoryLock = 4_550_001;

/**
 * Brings the schema up to the newest file in `directory`. A file that fails is rolled back whole and named in the error. On a served database
 * several processes may start at once: an advisory lock lets one of them work. Gives the number of files applied. Throws AppError `conflict` for a schema that is
 * newer than the files: a newer program wrote it, and this one would harm it.
 */
export async function migrate(sql: Sql, directory: string, served: boolean): Promise<number> {
  const connection = await sql.reserve();
  try {
    if (served) await connection.unsafe(`select pg_advisory_lock(${advisoryLock})`);
    await refuseNewer(connection, directory);
    const applied = await migratorOf(directory, async (query) => [...(await connection.unsafe(query))], async (script) => {
      await connection.unsafe('begin');
      try {
        await connection.unsafe(script).simple();
        await connection.unsafe('commit');
      } catch (error) {
        await connection.unsafe('rollback');
        throw error;
      }
    }).migrate();
    return applied.length;
  } finally {
    if (served) await connection.unsafe(`select pg_advisory_unlock(${advisoryLock})`).catch(() => undefined);
    connection.release();
  }
}

/** Brings the schema up to `target` (the newest file unless told) inside somebody's transaction: all files or none. Gives the number of files applied. Throws as `migrate` does. */
export async function migrateWithin(tx: TransactionSql, directory: string, target?: number): Promise<number> {
  await refuseNewer(tx, directory);
  const migrator = migratorOf(directory, async (query) => [...(await tx.unsafe(query))], async (script) => void (await tx.unsafe(script).simple()));
  return (await migrator.migrate(target === undefined ? undefined : String(target))).length;
}

/** Gives the number of the last file that was applied; 0 in a database without our schema. */
export async function schemaVersionOf(sql: Pick<Sql, 'unsafe'>): Promise<number> {
  const [table] = await sql.unsafe<{ there: boolean }[]>("select to_regclass('public.schema_versions') is not null as there");
  if (table?.there !== true) return 0;
  const [row] = await sql.unsafe<{ version: number }[]>('select coalesce(max(version), 0)::int as version from schema_versions');
  return row?.version ?? 0;
}

/** Gives the numbers of the files in `directory`, in order. */
export function migrationNumbers(directory: string): number[] {
  return readdirSync(directory)
    .flatMap((name) => /^(\d+)\.do\..*\.sql$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

async function refuseNewer(sql: Pick<Sql, 'unsafe'>, directory: string): Promise<void> {
  const [seen, newest] = [await schemaVersionOf(sql), migrationNumbers(directory).at(-1) ?? 0];
  if (seen > newest) throw new AppError('conflict', `database: seen schema ${seen}, expected at most ${newest}: a newer Anlan has written it; start that one, or restore a backup made before`);
}

function migratorOf(directory: string, ask: (query: string) => Promise<unknown[]>, run: (script: string) => Promise<void>): InstanceType<Migrator> {
  return new (PostgratorModule as unknown as Migrator)({
    migrationPattern: `${directory}/*.sql`,
    driver: 'pg',
    database: '',
    schemaTable: 'schema_versions',
    execQuery: async (query) => ({ rows: await ask(query) }),
    execSqlScript: run,
  });
}
