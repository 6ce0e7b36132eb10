// What has happened to one hazard, oldest first?
import type { HazardEventRow } from '../../data/contract/hazards.ts';
import type { Queryable } from '../db/database.ts';
import text from './hazard-events.sql?raw';

/** Gives the events of a hazard in order, at most 500; null for a hazard that does not exist. */
export async function readHazardEvents(sql: Queryable, hazardId: number): Promise<HazardEventRow[] | null> {
  const rows = await sql.unsafe<(HazardEventRow | { sequence: null })[]>(text, [hazardId]);
  if (rows.length === 0) return null;
  return rows.filter((row) => row.sequence !== null);
}
