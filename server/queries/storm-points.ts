// Where was each storm, how strong, and how far did its winds reach?
import type { StormPoint } from '../../data/contract/storms.ts';
import type { Queryable } from '../db/database.ts';
import text from './storm-points.sql?raw';

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

/** Gives all storms, newest first (at most 200), with their points in order. Winds in m/s, pressure in hPa, radii in km; instants in UTC. */
export async function readStormPoints(sql: Queryable): Promise<StormTrack[]> {
  const rows = await sql.unsafe<(Omit<StormTrack, 'points'> & { points: string })[]>(text);
  return rows.map((row) => ({ ...row, points: JSON.parse(row.points) as StormPoint[] }));
}
