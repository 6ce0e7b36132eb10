// What outline and size has each area?
import type { Geometry } from '../../data/contract/geometry.ts';
import type { Queryable } from '../db/database.ts';
import text from './area-shapes.sql?raw';

export interface AreaShape {
  readonly code: string;
  /** Null for the city itself. */
  readonly parentCode: string | null;
  readonly geometry: Geometry;
  readonly squareKilometres: number;
}

/** Gives all areas, ordered by code; none in an empty database. Throws what the database throws. */
export async function readAreaShapes(sql: Queryable): Promise<AreaShape[]> {
  const rows = await sql.unsafe<{ code: string; parentCode: string | null; geometry: string; squareKilometres: number }[]>(text);
  return rows.map((row) => ({ code: row.code, parentCode: row.parentCode, squareKilometres: row.squareKilometres, geometry: JSON.parse(row.geometry) as Geometry }));
}
