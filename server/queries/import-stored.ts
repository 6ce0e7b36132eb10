// What is stored under the codes of a file, in the words of the contract?
import type { Geometry } from '../../data/contract/geometry.ts';
import type { Queryable } from '../db/database.ts';
import text from './import-stored.sql?raw';

export type ImportTable = 'sites' | 'hazards' | 'inspections' | 'incidents' | 'vessels';

export interface StoredRow {
  readonly code: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry;
  readonly areaCode: string | null;
  readonly areaByRule: boolean;
  readonly siteId: number | null;
  /** Steps of a hazard's life; 0 for other records. */
  readonly steps: number;
}

/** Reads rows by code. `packedCodes` is a packed column; `layer` limits sites to theirs. Attributes of sites stand beside their columns. */
export async function readStored(sql: Queryable, table: ImportTable, layer: string, packedCodes: string): Promise<Map<string, StoredRow>> {
  const statement = text
    .replace('$TABLE', table)
    .replace('$STEPS', table === 'hazards' ? '(select count(*) from hazard_events where hazard_id = t.id)::int' : '0')
    .replace('$LAYER', table === 'sites' ? 'and t.layer = $2::text' : 'and $2::text is not null');
  const rows = await sql.unsafe<{ row: Record<string, unknown>; geometry: Geometry; steps: number }[]>(statement, [packedCodes, layer]);
  return new Map(
    rows.map(({ row, geometry, steps }) => {
      const { attributes, ...columns } = row;
      const values: Record<string, unknown> = { ...(attributes as Record<string, unknown> | undefined) };
      for (const [name, value] of Object.entries(columns)) values[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] = value;
      const code = String(values['code']);
      return [code, { code, values, geometry, areaCode: (values['areaCode'] as string | null) ?? null, areaByRule: values['areaByRule'] === true, siteId: (values['siteId'] as number | null) ?? null, steps }];
    }),
  );
}

/** Works out the township of places as a write would. Packed longitudes, latitudes and home ports; `sea` = the sea rules speak first (boats). */
export async function readTownships(sql: Queryable, packed: readonly [lng: string, lat: string, homePort: string], sea: boolean): Promise<(string | null)[]> {
  const order = sea ? 'coalesce(area_at_sea(spot, port), area_on_land(spot))' : 'coalesce(area_on_land(spot), area_at_sea(spot, null))';
  const rows = await sql.unsafe<{ area: string | null }[]>(
    `select ${order} as area from (select place, ST_SetSRID(ST_MakePoint(lng, lat), 4326) as spot, port
       from unnest(column_of($1)::float8[], column_of($2)::float8[], column_of($3)) with ordinality as t (lng, lat, port, place)) asked order by place`,
    [...packed],
  );
  return rows.map(({ area }) => area);
}
