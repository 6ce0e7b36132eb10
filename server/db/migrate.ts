// Is the schema of this database the one the program expects? Numbered SQL files, each whole or not at all.
import type { Sql } from 'postgres';
import PostgratorModule from 'postgrator';

/** The part of the migration tool that is used; its own types describe an older module shape. */
type Migrator = new (options: {
  migrationPattern: string;
  driver: 'pg';
  database: string;
  schemaTable: string;
  execQuery(query: string): Promise<{ rows: unknown[] }>;
  execSqlScript(script: string): Promise<void>;
}) => { migrate(): Promise<unknown[]> };

/** Any number: all processes of this product ask for the same one. */
const advisoryLock = 4_550_001;

/**
 * Brings the schema up to the newest file in `directory`. A file that fails is rolled back whole and named in the error. On a served database
 * several processes may start at once: an advisory lock lets one of them work. Gives the number of files applied.
 */
export async function migrate(sql: Sql, directory: string, served: boolean): Promise<number> {
  const connection = await sql.reserve();
  try {
    if (served) await connection.unsafe(`select pg_advisory_lock(${advisoryLock})`);
    const migrator = new (PostgratorModule as unknown as Migrator)({
      migrationPattern: `${directory}/*.sql`,
      driver: 'pg',
      database: '',
      schemaTable: 'schema_versions',
      execQuery: async (query) => ({ rows: [...(await connection.unsafe(query))] }),
      execSqlScript: async (script) => {
        await connection.unsafe('begin');
        try {
          await connection.unsafe(script).simple();
          await connection.unsafe('commit');
        } catch (error) {
          await connection.unsafe('rollback');
          throw error;
        }
      },
    });
    return (await migrator.migrate()).length;
  } finally {
    if (served) await connection.unsafe(`select pg_advisory_unlock(${advisoryLock})`).catch(() => undefined);
    connection.release();
  }
}
