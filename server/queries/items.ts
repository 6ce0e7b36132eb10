// Which items of a collection match, page by page? One statement shape for every collection.
import type { Collection } from '../../data/contract/collections.ts';
import type { Box } from '../../data/contract/geometry.ts';
import type { Queryable } from '../db/database.ts';
import { type Clearance, columnsOf, conditionOf, type GeometryFrame, type ItemFilter, type ItemRow, itemOf, Parameters, type Scalar, type StoredRow, timeOf } from './query.ts';

export type { ItemFilter, ItemRow, Scalar } from './query.ts';

/** Where a page begins. `after`: behind this id, which stays true when rows come and go; `offset`: past so many items, for lists with page numbers. */
export interface PageStart {
  readonly after: number;
  readonly offset: number;
}

/** Gives one page in order of id, at most `limit` items (1..10,001), geometries in the CRS of `frame` (CRS84 unless told). */
export async function readItems(sql: Queryable, collection: Collection, filter: ItemFilter, start: PageStart, limit: number, clearance: Clearance, frame?: GeometryFrame): Promise<ItemRow[]> {
  const parameters = new Parameters();
  const text = `select ${columnsOf(collection, parameters, filter.today, frame)} from ${collection.source}
    where ${conditionOf(collection, filter, parameters)} and id > ${parameters.take(start.after, 'int')}
    order by id limit ${parameters.take(limit, 'int')} offset ${parameters.take(start.offset, 'int')}`;
  return readRows(sql, collection, text, parameters, clearance);
}

/** Runs a select of columnsOf in order of id. Its rows travel as one text: a message for every row and value costs several times more in the embedded home. */
async function readRows(sql: Queryable, collection: Collection, text: string, parameters: Parameters, clearance: Clearance): Promise<ItemRow[]> {
  const [row] = await sql.unsafe<{ rows: string }[]>(`select coalesce(json_agg(page order by id), '[]')::text as rows from (${text}) page`, parameters.values as never[]);
  return (JSON.parse(row?.rows ?? '[]') as StoredRow[]).map((stored) => itemOf(collection, stored, clearance));
}

/** Gives the items of these ids (at most 1,000) in the order of `ids`; an id that does not exist is left out. `today` = the city's date. */
export async function readItemsOf(sql: Queryable, collection: Collection, ids: readonly number[], today: string, clearance: Clearance, frame?: GeometryFrame): Promise<ItemRow[]> {
  if (ids.length === 0) return [];
  const parameters = new Parameters();
  const text = `select ${columnsOf(collection, parameters, today, frame)} from ${collection.source}
    where ${conditionOf(collection, { today }, parameters)} and id = any (string_to_array(${parameters.take(ids.slice(0, 1000).join(','), 'text')}, ',')::int[])`;
  const items = new Map((await readRows(sql, collection, text, parameters, clearance)).map((item) => [item.id, item]));
  return ids.flatMap((id) => items.get(id) ?? []);
}

/** Gives how many items match. */
export async function countItems(sql: Queryable, collection: Collection, filter: ItemFilter): Promise<number> {
  const parameters = new Parameters();
  const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from ${collection.source} where ${conditionOf(collection, filter, parameters)}`, parameters.values as never[]);
  return row?.count ?? 0;
}

/** Box of all items, rounded outwards to 0.1 m (null when there are none), and their first and last instant (null when none or without end). */
export interface Extent {
  readonly box: Box | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Gives the extent of a collection. Reads every row: remember the answer. */
export async function readExtent(sql: Queryable, collection: Collection): Promise<Extent> {
  const parameters = new Parameters();
  const time = timeOf(collection);
  const instants = time === null ? 'null::timestamptz as "from", null::timestamptz as "to"' : `min(${time.start}) as "from", case when bool_or(${time.end} is null and ${time.start} is not null) then null else max(${time.end}) end as "to"`;
  const [row] = await sql.unsafe<Record<string, Scalar>[]>(
    `select ST_XMin(extent)::float8 as west, ST_YMin(extent)::float8 as south, ST_XMax(extent)::float8 as east, ST_YMax(extent)::float8 as north, "from", "to"
     from (select ST_Extent(geom) as extent, ${instants} from ${collection.source} where ${conditionOf(collection, { today: '' }, parameters)}) whole`,
    parameters.values as never[],
  );
  const { west, south, east, north, from, to } = row ?? {};
  if (typeof west !== 'number' || typeof south !== 'number' || typeof east !== 'number' || typeof north !== 'number') return { box: null, from: null, to: null };
  const [down, up] = [Math.floor, Math.ceil].map((round) => (degrees: number) => round(degrees * 1e6) / 1e6) as [(degrees: number) => number, (degrees: number) => number];
  return {
    box: [Math.max(-180, down(west)), Math.max(-90, down(south)), Math.min(180, up(east)), Math.min(90, up(north))],
    from: typeof from === 'string' ? from : null,
    to: typeof to === 'string' ? to : null,
  };
}
