// Which tables are ours, and how do their rows travel as text that both homes write and read alike?
import { createHash, type Hash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { BackupTable } from '../../data/contract/backups.ts';
import tablesText from './tables.sql?raw';

/** A table of ours as the database describes it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly ordering: string;
}

/** Rows that travel at once, at most; wide rows travel in fewer. */
const pageRows = 2000;
const pageBytes = 4_000_000;
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Gives our tables by name. */
export async function listTables(tx: TransactionSql): Promise<TableShape[]> {
  const rows = await tx.unsafe<{ name: string; columns: string; ordering: string }[]>(tablesText);
  return rows.map(({ name, columns, ordering }) => ({ name, ordering, columns: JSON.parse(columns) as [string, string][] }));
}

/** Sets how values are written as text in this transaction: the same in every home. */
export async function settleTexts(tx: TransactionSql): Promise<void> {
  await tx.unsafe("set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601'; set local extra_float_digits = 1; set local bytea_output = 'hex'; set local statement_timeout = 0").simple();
}

/**
 * Hands the rows of a table to `take` as lines, a page at a time, and gives what the manifest says of them. With `isLeftOut` no row is read.
 * Within one transaction of isolation REPEATABLE READ all tables are of the same instant.
 */
export async function readTable(tx: TransactionSql, { name, columns, ordering }: TableShape, isLeftOut: boolean, take: (lines: string) => Promise<void> | void): Promise<BackupTable> {
  const hash: Hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  if (!isLeftOut) {
    const texts = columns.map(([column]) => `${quoted(column)}::text`).join(', ');
    await tx.unsafe(`declare rows_of_table no scroll cursor for select to_json(array[${texts}])::text as line from ${quoted(name)} order by ${ordering}`);
    for (;;) {
      const page = await tx.unsafe<{ line: string }[]>(`fetch ${pageRows} from rows_of_table`);
      if (page.length === 0) break;
      const lines = `${page.map(({ line }) => line).join('\n')}\n`;
      rows += page.length;
      bytes += Buffer.byteLength(lines);
      hash.update(lines);
      await take(lines);
    }
    await tx.unsafe('close rows_of_table');
  }
  return { name, columns: columns.map(([column, type]) => [column, type]), rows, bytes, sha256: hash.digest('hex') };
}

/** Writes lines of a backup into a table. Identities are those of the lines. */
export async function writeTable(tx: TransactionSql, { name, columns }: Pick<BackupTable, 'name' | 'columns'>, lines: AsyncIterable<string>): Promise<void> {
  const names = columns.map(([column]) => quoted(column)).join(', ');
  const values = columns.map(([, type], place) => `(line ->> ${place})::${type}`).join(', ');
  const statement = `insert into ${quoted(name)} (${names}) overriding system value select ${values} from json_array_elements(($1::text)::json) as line`;
  let page: string[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (page.length > 0) await tx.unsafe(statement, [`[${page.join(',')}]`]);
    page = [];
    size = 0;
  };
  for await (const line of lines) {
    page.push(line);
    size += line.length;
    if (page.length >= pageRows || size >= pageBytes) await flush();
  }
  await flush();
}

/** Gives the counters of identities. */
export async function readSequences(tx: TransactionSql): Promise<{ name: string; last: string; called: boolean }[]> {
  return tx.unsafe<{ name: string; last: string; called: boolean }[]>(
    `select sequencename as name, coalesce(last_value, start_value)::text as last, last_value is not null as called from pg_sequences
     where schemaname = 'public' order by sequencename collate "C"`,
  );
}
