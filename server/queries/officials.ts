// Which officials have work in their hands, and who could take it over?
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import type { Official } from '../../data/contract/inbox.ts';
import type { Queryable } from '../db/database.ts';
import text from './officials.sql?raw';

/** Gives at most 1,000 officials, who hold most first. With the server's own rights. */
export async function readOfficials(sql: Queryable): Promise<Official[]> {
  const rows = await sql.unsafe<(Omit<Official, 'areaCodes' | 'sectorCodes'> & { areaCodes: string | null; sectorCodes: string | null })[]>(text, [openStatusCodes.join(',')]);
  const listOf = (json: string | null): string[] | null => (json === null ? null : (JSON.parse(json) as string[]));
  return rows.map((row) => ({ ...row, areaCodes: listOf(row.areaCodes), sectorCodes: listOf(row.sectorCodes) }));
}
