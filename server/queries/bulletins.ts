// Which bulletins are there, and what does one say? As readers see them, and for the office with drafts and every cell.
import { type BulletinEntry, BulletinFacts, type BulletinList, type BulletinSummary } from '../../data/contract/bulletins.ts';
import type { Queryable } from '../db/database.ts';
import text from './bulletins.sql?raw';

/** Gives bulletins, drafts first, then the newest; a reader's handle sees those that were published. `id` null = all of them, at most `limit`. */
export async function readBulletins(sql: Queryable, id: number | null = null, limit = 200): Promise<BulletinSummary[]> {
  return [...(await sql.unsafe<BulletinSummary[]>(text, [id, limit]))];
}

/** Gives the one published last, null when there is none. */
export async function readLastPublished(sql: Queryable): Promise<(Pick<BulletinSummary, 'id' | 'cutOff'> & { number: string }) | null> {
  const [row] = await sql.unsafe<{ id: number; number: string; cutOff: string }[]>(
    `select id, number, to_char(cut_off at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "cutOff" from bulletins where published_at is not null order by published_at desc, id desc limit 1`,
  );
  return row ?? null;
}

/** Gives all figures of a bulletin, null for an unknown one. Only the server's own handle may read them. */
export async function readBulletinFacts(sql: Queryable, id: number): Promise<BulletinFacts | null> {
  const [row] = await sql.unsafe<{ facts: string }[]>('select facts::text as facts from bulletins where id = $1::int', [id]);
  return row === undefined ? null : BulletinFacts.parse(JSON.parse(row.facts));
}

/** Gives the figures of a bulletin without the cells of few cases, null for one that the handle does not see. */
export async function readPublicFacts(sql: Queryable, id: number): Promise<BulletinFacts | null> {
  const [row] = await sql.unsafe<{ facts: string }[]>('select public_facts::text as facts from bulletins where id = $1::int', [id]);
  return row === undefined ? null : BulletinFacts.parse(JSON.parse(row.facts));
}

/** Gives the hazards a bulletin names, list by list in their order; a reader's handle sees its own alone. */
export async function readBulletinHazards(sql: Queryable, id: number): Promise<Record<BulletinList, BulletinEntry[]>> {
  const rows = await sql.unsafe<{ list: BulletinList; entry: string }[]>('select list, entry::text as entry from bulletin_hazards where bulletin_id = $1::int order by list, place', [id]);
  const lists: Record<BulletinList, BulletinEntry[]> = { 'major-open': [], 'major-new': [], 'major-closed': [], 'newly-overdue': [], 'longest-overdue': [] };
  for (const { list, entry } of rows) lists[list].push(JSON.parse(entry) as BulletinEntry);
  return lists;
}
