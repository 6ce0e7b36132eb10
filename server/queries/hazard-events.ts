// What has happened to one hazard, oldest first?
import type { HazardEventRow } from '../../data/contract/hazards.ts';
import type { Queryable } from '../db/database.ts';

/** Gives the events of a hazard in order; none for an unknown one. At most 500. */
export async function readHazardEvents(sql: Queryable, hazardId: number): Promise<HazardEventRow[]> {
  const rows = await sql<HazardEventRow[]>`
    select sequence, kind, at, actor_role as "actorRole", from_status_code as "fromStatusCode", to_status_code as "toStatusCode", note
    from hazard_events where hazard_id = ${hazardId}::int order by sequence limit 500`;
  return [...rows];
}
