// How does a bulletin come to stand in the database, and how is it published? A draft is written once; publishing gives it number and anchor, and then it stays.
import type { TransactionSql } from 'postgres';
import type { BulletinEntry, BulletinFacts, BulletinList, BulletinRequest } from '../../data/contract/bulletins.ts';
import { publicFacts } from '../../data/contract/bulletins-public.ts';
import { AppError } from '../errors.ts';

export interface DraftOf {
  readonly request: BulletinRequest;
  readonly facts: BulletinFacts;
  readonly lists: Readonly<Record<BulletinList, readonly { readonly entry: BulletinEntry; readonly siteId: number | null }[]>>;
  readonly dataVersion: number;
  readonly previousId: number | null;
  readonly madeBy: string;
  readonly madeByName: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

/** Writes a draft with the hazards it names; gives its id. Throws AppError `invalid-body` when it corrects one that is not published. */
export async function writeDraft(tx: TransactionSql, { request, facts, lists, dataVersion, previousId, madeBy, madeByName, madeAt }: DraftOf): Promise<number> {
  if (request.correctsId !== null) {
    const [wrong] = await tx.unsafe<{ id: number }[]>('select id from bulletins where id = $1::int and published_at is not null', [request.correctsId]);
    if (wrong === undefined) throw new AppError('invalid-body', `correctsId: seen ${request.correctsId}, expected the id of a published bulletin`);
  }
  const [row] = await tx.unsafe<{ id: number }[]>(
    `insert into bulletins (title, cut_off, period_from, period_to, made_by, made_by_name, made_at, facts, public_facts, facts_sha256, previous_id, corrects_id, data_version, synthetic)
     select $1, $2::timestamptz, $3::date, $4::date, $5, $6, $7::timestamptz, facts, $9::text::jsonb, encode(sha256(convert_to(facts::text, 'UTF8')), 'hex'), $10::int, $11::int, $12::text::bigint, $13::boolean
     from (select $8::text::jsonb as facts) given returning id`,
    [request.title, facts.cutOff, facts.periodFrom, facts.periodTo, madeBy, madeByName, madeAt, JSON.stringify(facts), JSON.stringify(publicFacts(facts)), previousId, request.correctsId, String(dataVersion), facts.synthetic],
  );
  if (row === undefined) throw new Error('the draft was not written');
  const named = Object.entries(lists).flatMap(([list, members]) => members.map(({ entry, siteId }, place) => ({ list, place, siteId, entry })));
  await tx.unsafe(
    `insert into bulletin_hazards (bulletin_id, list, place, hazard_id, site_id, sector_code, area_code, entry)
     select $1::int, row ->> 'list', (row ->> 'place')::int, (row -> 'entry' ->> 'hazardId')::int, (row ->> 'siteId')::int, row -> 'entry' ->> 'sectorCode', row -> 'entry' ->> 'areaCode', row -> 'entry'
     from jsonb_array_elements($2::text::jsonb) as rows (row)`,
    [row.id, JSON.stringify(named)],
  );
  return row.id;
}

/** A draft that is about to be published: nobody else publishes until the transaction ends. */
export interface Numbered {
  readonly id: number;
  readonly number: string;
  readonly factsSha256: string;
}

/**
 * Gives a draft its number: the year and the next issue of it. Throws AppError `not-found` for an unknown one, `conflict` for one that is published already or was
 * compared with a bulletin that is no longer the last.
 */
export async function numberDraft(tx: TransactionSql, id: number, year: string): Promise<Numbered> {
  await tx.unsafe('lock table bulletins in share row exclusive mode');
  const [draft] = await tx.unsafe<{ number: string | null; previousId: number | null; factsSha256: string; lastId: number | null; issue: number }[]>(
    `select number, previous_id as "previousId", facts_sha256 as "factsSha256",
       (select id from bulletins where published_at is not null order by published_at desc, id desc limit 1) as "lastId",
       (select coalesce(max(split_part(number, '-', 2)::int), 0) + 1 from bulletins where number like $2 || '-%')::int as issue
     from bulletins where id = $1::int`,
    [id, year],
  );
  if (draft === undefined) throw new AppError('not-found', `bulletin: seen ${id}, expected the id of a bulletin`);
  if (draft.number !== null) throw new AppError('conflict', `bulletin ${id}: published already as ${draft.number}; a mistake is put right by a new one that names it`);
  if (draft.previousId !== draft.lastId) throw new AppError('conflict', `bulletin ${id}: another one was published since this draft was made, so it compares with the wrong one; make the draft anew`);
  return { id, number: `${year}-${draft.issue}`, factsSha256: draft.factsSha256 };
}

/** Seals a numbered draft with the hash of the audit's newest entry, which must be the one that tells of this publication. Nothing changes it afterwards. */
export async function sealBulletin(tx: TransactionSql, { id, number }: Numbered, publishedAt: string, publishedByName: string): Promise<string> {
  const [row] = await tx.unsafe<{ hash: string }[]>(
    `update bulletins set number = $2, published_at = $3::timestamptz, published_by_name = $4, audit_hash = (select hash from audit where subject = 'bulletins/' || $1::int and action = 'bulletin-published' order by sequence desc limit 1)
     where id = $1::int returning audit_hash as hash`,
    [id, number, publishedAt, publishedByName],
  );
  if (row === undefined) throw new Error('the bulletin was not sealed');
  return row.hash;
}

/** Throws a draft away. Throws AppError `not-found`, or `conflict` for one that is published. */
export async function discardDraft(tx: TransactionSql, id: number): Promise<string> {
  const [known] = await tx.unsafe<{ number: string | null; title: string }[]>('select number, title from bulletins where id = $1::int for update', [id]);
  if (known === undefined) throw new AppError('not-found', `bulletin: seen ${id}, expected the id of a bulletin`);
  if (known.number !== null) throw new AppError('conflict', `bulletin ${known.number}: published, so it stays; a mistake is put right by a new one that names it`);
  await tx.unsafe('delete from bulletins where id = $1::int', [id]);
  return known.title;
}
