// Which rows does a page of the ledger hold, and how many are there? Keyset pages in both directions, as the reader of the transaction sees them.
import { type LedgerCount, type LedgerDirection, type LedgerRow, type LedgerSort, countedAtMost, waitOf } from '../../data/contract/ledger.ts';
import { overdueDaysOf } from '../../data/contract/hazards.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import type { Queryable } from '../db/database.ts';
import { conditionOfLedger, conditionOfWords, type LedgerQuestion } from './ledger.conditions.ts';
import { ledgerKeys, type LedgerPlace } from './ledger.order.ts';
import { maskPersonal, Parameters } from './query.ts';

export interface LedgerPageAsked {
  readonly sort: LedgerSort;
  readonly direction: LedgerDirection;
  /** Rows behind this place, in the order; or, with `back`, the last ones before it. Null = from the start (the end with `back`). */
  readonly from: LedgerPlace | null;
  readonly back: boolean;
  /** At most so many. */
  readonly limit: number;
}

export interface PlacedRow {
  readonly row: LedgerRow;
  readonly place: LedgerPlace;
}

/** The ids among which to look; null = all. */
export type Candidates = ArrayLike<number> | null;

interface StoredRow extends Omit<LedgerRow, 'flags' | 'overdueDays' | 'handler' | 'waitsFor'> {
  readonly flags: string | null;
  readonly handlerId: string | null;
  readonly handlerName: string | null;
  readonly isOffered: boolean;
  readonly signed: string | null;
  readonly key: string;
}

const instant = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;
const columns = `id, code, title, site_id as "siteId", site_layer as "siteLayer", site_name as "siteName", sector_code as "sectorCode", department_code as "departmentCode", area_code as "areaCode",
  source_code as "sourceCode", level_code as "levelCode", status_code as "statusCode", kind_code as "kindCode", flags, ${instant('found_at')} as "foundAt", due_on::text as "dueOn",
  verify_due_on::text as "verifyDueOn", review_due_on::text as "reviewDueOn", extension_due_on::text as "extensionDueOn", handler_id as "handlerId", handler_name as "handlerName", chase_step as "chaseStep",
  transfer_sector_code is not null as "isOffered", (select string_agg(sign ->> 'role', ' ') from jsonb_array_elements(life -> 'signOffs') sign) as signed, ${instant('updated_at')} as "updatedAt",
  round(ST_X(geom)::numeric, 6)::float8 as lng, round(ST_Y(geom)::numeric, 6)::float8 as lat`;

/** Gives the rows of a page in the order asked, at most `limit`; `words` false = the candidates are those that name them. */
export async function readLedgerRows(sql: Queryable, question: LedgerQuestion, asked: LedgerPageAsked, candidates: Candidates, words = true): Promise<PlacedRow[]> {
  const { sort, direction, from, back, limit } = asked;
  const { expression, type } = ledgerKeys[sort];
  const parameters = new Parameters();
  const descending = (direction === 'descending') !== back;
  const conditions = [conditionOfLedger(question, parameters, words), ...among(candidates, question, parameters)];
  if (from !== null) conditions.push(`(${expression}, id) ${descending ? '<' : '>'} (${parameters.take(from.key, type)}, ${parameters.take(from.id, 'int')})`);
  const way = descending ? 'desc' : 'asc';
  const text = `select ${columns}, (${expression})::text as key from hazards where ${conditions.join(' and ')} order by ${expression} ${way}, id ${way} limit ${parameters.take(limit, 'int')}`;
  // One text for all rows: a message for every value costs several times more in the embedded home.
  const [answer] = await sql.unsafe<{ rows: string | null }[]>(`select json_agg(page)::text as rows from (${text}) page`, parameters.values as never[]);
  const rows = (JSON.parse(answer?.rows ?? '[]') as StoredRow[]).map((row) => placed(row, question));
  return back ? rows.reverse() : rows;
}

/** What is offered to the reader's trade is seen too, though the index, which knows the present trade alone, does not name it. */
function among(candidates: Candidates, { actor }: LedgerQuestion, parameters: Parameters): string[] {
  if (candidates === null) return [];
  const listed = `id = any (string_to_array(${parameters.take(Array.prototype.join.call(candidates, ','), 'text')}, ',')::int[])`;
  const { sectorCodes } = actor.reader;
  if (sectorCodes === null || sectorCodes.length === 0) return [listed];
  return [`(${listed} or transfer_sector_code in (${sectorCodes.map((code) => parameters.take(code, 'text')).join(', ')}))`];
}

function placed({ flags, handlerId, handlerName, isOffered, signed, key, ...row }: StoredRow, { today, actor }: LedgerQuestion): PlacedRow {
  const isMe = handlerId !== null && handlerId === actor.userId;
  return {
    row: {
      ...row,
      flags: flags === null ? [] : flags.split(' '),
      overdueDays: overdueDaysOf(row.statusCode, row.dueOn === null ? null : dayOfDate(row.dueOn), dayOfDate(today)),
      handler: handlerId === null ? null : { name: actor.reader.personal || isMe ? (handlerName ?? '') : maskPersonal(handlerName ?? ''), isMe },
      waitsFor: waitOf(row, isOffered, (signed ?? '').split(' ')),
    },
    place: { key, id: row.id },
  };
}

/** Counts what matches, up to `countedAtMost`; beyond it says "at least". */
export async function countLedger(sql: Queryable, question: LedgerQuestion, candidates: Candidates = null, words = true): Promise<LedgerCount> {
  const parameters = new Parameters();
  const conditions = [conditionOfLedger(question, parameters, words), ...among(candidates, question, parameters)];
  const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from (select 1 from hazards where ${conditions.join(' and ')} limit ${parameters.take(countedAtMost + 1, 'int')}) found`, parameters.values as never[]);
  const count = row?.count ?? 0;
  return { count: Math.min(count, countedAtMost), exact: count <= countedAtMost };
}

/** Gives how many hazards are offered to the reader's trades that the index does not count as theirs. */
export async function countOffered(sql: Queryable, question: LedgerQuestion): Promise<number> {
  const { sectorCodes } = question.actor.reader;
  if (sectorCodes === null || sectorCodes.length === 0) return 0;
  const parameters = new Parameters();
  const codes = (): string => sectorCodes.map((code) => parameters.take(code, 'text')).join(', ');
  const [row] = await sql.unsafe<{ count: number }[]>(
    `select count(*)::int as count from hazards where transfer_sector_code in (${codes()}) and sector_code not in (${codes()}) and ${conditionOfLedger(question, parameters)}`,
    parameters.values as never[],
  );
  return row?.count ?? 0;
}

/** Counts the open hazards of a question that somebody other than its asker handles. */
export async function countHandledByOthers(sql: Queryable, question: LedgerQuestion): Promise<LedgerCount> {
  const parameters = new Parameters();
  const condition = `${conditionOfLedger({ ...question, view: 'all', selection: { ...question.selection, open: true } }, parameters)} and handler_id is not null and handler_id <> ${parameters.take(question.actor.userId ?? '', 'text')}`;
  const [row] = await sql.unsafe<{ count: number }[]>(`select count(*)::int as count from (select 1 from hazards where ${condition} limit ${parameters.take(countedAtMost + 1, 'int')}) found`, parameters.values as never[]);
  const count = row?.count ?? 0;
  return { count, exact: count <= countedAtMost };
}

/** Gives the ids of hazards that name some words, at most `most`; asked with the server's own rights, because only those may use the index of words: what the reader sees of them is asked afterwards. */
export async function readWordIds(sql: Queryable, words: string, most: number): Promise<number[]> {
  const parameters = new Parameters();
  const [row] = await sql.unsafe<{ ids: string | null }[]>(
    `select string_agg(id::text, ',') as ids from (select id from hazards where ${conditionOfWords(words, parameters)} limit ${parameters.take(most, 'int')}) named`,
    parameters.values as never[],
  );
  return row?.ids === null || row?.ids === undefined ? [] : row.ids.split(',').map(Number);
}
