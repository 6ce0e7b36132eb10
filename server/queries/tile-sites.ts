// Which columns does the tile index need of the sites of one layer? One packed page, or the rows of some ids.
import type { Queryable } from '../db/database.ts';
import text from './tile-sites.sql?raw';

/**
 * Gives one row of packed columns (tile-sites.sql): the `limit` rows of the layer after id `after`, or, with `ids`, exactly those that exist in it.
 * `attributes` = names of attributes whose values come packed in one column. `count` 0 and null columns when there is none. `last` = highest id read.
 */
export async function readSiteColumns(
  sql: Queryable,
  after: number,
  limit: number,
  ids: readonly number[] | null,
  layer: string,
  attributes: readonly string[],
): Promise<Record<string, string | number | Uint8Array | null>> {
  const parameters = [after, limit, ids === null ? null : ids.join(','), layer, attributes.join(',')];
  const [row] = await sql.unsafe<Record<string, string | number | Uint8Array | null>[]>(text, parameters);
  return row ?? { count: 0 };
}
