// What does the city know that tells coordinate systems apart: its land, its townships, and the sites that are there already?
import type { Queryable } from '../db/database.ts';
import groundText from './import-evidence.ground.sql?raw';
import sitesText from './import-evidence.sites.sql?raw';

export interface AreaName {
  readonly code: string;
  readonly name: string;
  /** True for townships and zones whose ground is known. */
  readonly hasGround: boolean;
}

/** Reads codes and names of all areas. */
export async function readAreaNames(sql: Queryable): Promise<AreaName[]> {
  return [...(await sql.unsafe<AreaName[]>(`select code, name, exists (select from area_pieces where area_code = areas.code) as "hasGround" from areas order by code collate "C"`))];
}

/** Places to look at, as packed columns: longitudes, latitudes, codes of the township that the row names (null for none). */
export async function readGround(sql: Queryable, packed: readonly [lng: string, lat: string, area: string]): Promise<{ onLand: boolean; inArea: boolean | null }[]> {
  const [row] = await sql.unsafe<{ land: string | null; area: string | null }[]>(groundText, [...packed]);
  const land = row?.land ?? '';
  const area = row?.area ?? '';
  return [...land].map((mark, place) => ({ onLand: mark === '1', inArea: area[place] === '-' ? null : area[place] === '1' }));
}

/** What limits the sites that may be looked at: packed codes, or '*' for no limit. */
export interface SiteLimits {
  readonly areas: string;
  readonly sectors: string;
}

export interface KnownSite {
  readonly place: number;
  readonly layer: string;
  readonly code: string;
  readonly name: string;
  readonly lng: number;
  readonly lat: number;
}

/** Finds the stored sites that rows name, by code or by a name that only one site has. `packed` = layers ('' = any supervised), codes, names; `place` counts rows from 1. */
export async function readKnownSites(sql: Queryable, packed: readonly [layer: string, code: string, name: string], { areas, sectors }: SiteLimits): Promise<KnownSite[]> {
  return [...(await sql.unsafe<KnownSite[]>(sitesText, [...packed, areas, sectors]))];
}
