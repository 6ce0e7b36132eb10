// Which named objects match a text?
import type { Queryable } from '../db/database.ts';
import text from './names.sql?raw';

export interface NameRow {
  readonly collection: string;
  readonly id: number;
  readonly name: string;
  readonly code: string;
  readonly areaCode: string | null;
  readonly centre: readonly [number, number];
}

/** Gives at most `limit` objects whose name holds the text or whose code begins with it; null = the few that are searched by pinyin. */
export async function readNames(sql: Queryable, asked: { readonly text: string | null; readonly limit: number }): Promise<NameRow[]> {
  const pattern = (asked.text ?? '').replace(/[\\%_]/g, (sign) => `\\${sign}`);
  const rows = await sql.unsafe<(Omit<NameRow, 'centre'> & { lng: number; lat: number })[]>(text, [asked.text, asked.limit, pattern]);
  return rows.map(({ lng, lat, ...row }) => ({ ...row, centre: [lng, lat] }));
}
