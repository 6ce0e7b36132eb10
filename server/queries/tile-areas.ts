// Which columns does the tile index need of the areas? One packed page, or the rows of some ids.
import type { Queryable } from '../db/database.ts';
import text from './tile-areas.sql?raw';

/**
 * Gives one row of packed columns (tile-areas.sql): the `limit` rows after id `after`, or, with `ids`, exactly those that exist.
 * `count` 0 and null columns when there is none. `last` = highest id read.
 */
export async function readAreaColumns(sql: Queryable, after: number, limit: number, ids: readonly number[] | null): Promise<Record<string, string | number | Uint8Array | null>> {
  const [row] = await sql.unsafe<Record<string, string | number | Uint8Array | null>[]>(text, [after, limit, ids === null ? null : ids.join(',')]);
  return row ?? { count: 0 };
}
