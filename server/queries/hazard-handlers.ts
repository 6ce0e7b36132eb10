// Whom could a hazard be given to?
import type { Queryable } from '../db/database.ts';
import text from './hazard-handlers.sql?raw';

/** An official by id, name and role. */
export interface Handler {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** Gives the officials whose area and sector reach a place, by name, at most 500. Asked without a reader's scope: accounts are no data of the city. */
export async function readHandlers(sql: Queryable, { areaCode, sectorCode }: { readonly areaCode: string | null; readonly sectorCode: string }): Promise<Handler[]> {
  return [...(await sql.unsafe<Handler[]>(text, [areaCode, sectorCode]))];
}
