// Which city is stored, how often was it written to, and is there anything in it?
import type { City } from '../../data/contract/city.ts';
import type { Queryable } from '../db/database.ts';

/** Gives the city, or null in an empty database. */
export async function readCity(sql: Queryable): Promise<City | null> {
  const [row] = await sql<{ name: string; nameEn: string | null; west: number; south: number; east: number; north: number; zoneEpsg: number; mapApprovalNumber: string | null; synthetic: boolean }[]>`
    select name, name_en as "nameEn", west, south, east, north, zone_epsg as "zoneEpsg", map_approval_number as "mapApprovalNumber",
      (select synthetic_only from data_state) and synthetic as synthetic
    from city`;
  if (row === undefined) return null;
  const { west, south, east, north, ...rest } = row;
  return { ...rest, box: [west, south, east, north] };
}

/** Gives the data version, the instant of the last write (null before the first), whether no city is stored, and whether every row so far was made up. */
export async function readDataState(sql: Queryable): Promise<{ version: number; at: string | null; empty: boolean; synthetic: boolean }> {
  const [row] = await sql<{ version: number; at: string | null; empty: boolean; synthetic: boolean }[]>`
    select version::float8 as version, written_at as at, not exists (select from city) as empty, synthetic_only as synthetic from data_state`;
  return row ?? { version: 0, at: null, empty: true, synthetic: true };
}
