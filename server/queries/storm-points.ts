// Where was each storm, how strong, and how far did its winds reach?
import type { StormPoint } from '../../data/contract/storms.ts';
import type { Queryable } from '../db/database.ts';

export interface StormTrack {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly season: number;
  readonly issuer: string;
  readonly averagingMinutes: number;
  readonly points: readonly StormPoint[];
}

/** Gives all storms, newest first, with their points in order. Winds in m/s, pressure in hPa, radii in km. */
export async function readStormPoints(sql: Queryable): Promise<StormTrack[]> {
  const storms = await sql<Omit<StormTrack, 'points'>[]>`
    select id, code, name, name_en as "nameEn", season, issuer, averaging_minutes as "averagingMinutes" from storms order by started_at desc, id limit 200`;
  const points = await sql<(StormPoint & { stormId: number })[]>`
    select storm_id as "stormId", at, ST_X(geom) as lng, ST_Y(geom) as lat, kind, class_code as "classCode", wind_metres_per_second as "windMetresPerSecond",
      pressure_hectopascals as "pressureHectopascals", radii_kilometres as "radiiKilometres"
    from storm_points order by storm_id, sequence`;
  return storms.map((storm) => ({ ...storm, points: points.filter((point) => point.stormId === storm.id).map(({ stormId: _, ...point }) => point) }));
}
