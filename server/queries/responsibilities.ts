// Who answers for which sector where?
import type { Responsibility } from '../../data/contract/responsibilities.ts';
import type { Queryable } from '../db/database.ts';
import text from './responsibilities.sql?raw';

/** Gives all rows, those that held before and those to come included; a city has a few hundred at most. */
export async function readResponsibilities(sql: Queryable): Promise<Responsibility[]> {
  return [...(await sql.unsafe<Responsibility[]>(text))];
}
