// Which officials have work in their hands, and who could take it over?
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import type { Queryable } from '../db/database.ts';
import text from './officials.sql?raw';

export interface Official {
  readonly id: string;
  readonly name: string;
  readonly userName: string | null;
  readonly role: string;
  /** A closed account may still hold work: that is when handing over is needed most. */
  readonly disabled: boolean;
  /** Open hazards in their hands. */
  readonly open: number;
}

/** Gives at most 1,000 officials, who hold most first. With the server's own rights. */
export async function readOfficials(sql: Queryable): Promise<Official[]> {
  return [...(await sql.unsafe<Official[]>(text, [openStatusCodes.join(',')]))];
}
