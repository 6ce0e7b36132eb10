// Who tidies the embedded database? A served one has its autovacuum, the embedded build has none.
import type { Database } from '../db/database.ts';

const tables = ['areas', 'area_pieces', 'sites', 'hazards', 'hazard_events', 'inspections', 'incidents', 'vessels', 'storms', 'storm_points'] as const;

/**
 * Frees dead rows and counts afresh what the planner goes by, one table at a time so that waiting readers come in between. Does nothing on a served database.
 * Throws what the database throws.
 */
export async function tidyTables({ home, sql }: Pick<Database, 'home' | 'sql'>): Promise<void> {
  if (home === 'served') return;
  for (const table of tables) await sql.unsafe(`vacuum (analyze) ${table}`);
}
