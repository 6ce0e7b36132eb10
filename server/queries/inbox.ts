// What waits for one person: which lists does their role have, how many stand in each, how many are late, and which come first?
import { mayRole, type RoleId } from '../../data/contract/access.ts';
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import { givenDays, type Inbox, type InboxListId, type InboxRow } from '../../data/contract/inbox.ts';
import { dateOfDay, dayOfDate } from '../../data/contract/units.ts';
import { addWorkingDays } from '../../data/contract/working-days.ts';
import { closingRule } from '../../data/vocabulary/closing-rules.ts';
import type { Queryable } from '../db/database.ts';

/** Who asks. `key` tells people apart (personKeyOf); `userId` null = nobody's account. */
export interface InboxReader {
  readonly role: RoleId;
  readonly key: string;
  readonly userId: string | null;
  readonly sectorCodes: readonly string[] | null;
}

interface ListRow {
  readonly id: InboxListId;
  readonly roles: readonly RoleId[];
  /** SQL of the condition. $1 person, $2 account, $3 today, $4 last day that counts as soon, $5 sectors or null. */
  readonly where: string;
  /** SQL of the day by which it is to be done; null = it has none. */
  readonly due: string;
}

const quoted = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');
const officials: readonly RoleId[] = ['department', 'township', 'office'];
const handlers: readonly RoleId[] = [...officials, 'inspector', 'enterprise'];
const signed = (role: string): string => `exists (select from jsonb_array_elements(coalesce(life -> 'signOffs', '[]')) sign where sign ->> 'role' = '${role}')`;
const notRectifier = `coalesce(life ->> 'rectifier', '') <> $1`;
const lateable = quoted(overdueStatusCodes);

/** The lists in the order in which they press. */
export const inboxLists: readonly ListRow[] = [
  { id: 'overdue', roles: handlers, where: `status_code in (${lateable}) and due_on < $3::date and closed_at is null`, due: 'due_on' },
  { id: 'verify', roles: officials, where: `status_code in ('ST-REPORTED', 'ST-VERIFYING') and transfer_sector_code is null`, due: 'verify_due_on' },
  { id: 'mine', roles: [...officials, 'inspector'], where: `handler_id = $2 and status_code in (${quoted(openStatusCodes)})`, due: 'due_on' },
  { id: 'to-start', roles: ['enterprise'], where: `status_code = 'ST-ASSIGNED'`, due: 'due_on' },
  { id: 'returned', roles: handlers, where: `status_code = 'ST-RETURNED'`, due: 'due_on' },
  { id: 'review', roles: [...officials, 'inspector'], where: `status_code = 'ST-AWAIT_REVIEW' and not ${signed('review')} and ${notRectifier} and (level_code <> 'LV-M' or coalesce(life ->> 'finder', '') <> $1)`, due: 'review_due_on' },
  { id: 'sign', roles: ['department'], where: `status_code = 'ST-AWAIT_REVIEW' and level_code = 'LV-M' and ${signed('review')} and not ${signed('department')} and ${notRectifier} and not coalesce(life -> 'signOffs' @> jsonb_build_array(jsonb_build_object('by', $1::text)), false)`, due: 'review_due_on' },
  { id: 'sign', roles: ['office'], where: `status_code = 'ST-AWAIT_REVIEW' and level_code = 'LV-M' and ${signed('department')} and ${notRectifier} and not coalesce(life -> 'signOffs' @> jsonb_build_array(jsonb_build_object('by', $1::text)), false)`, due: 'review_due_on' },
  { id: 'extension', roles: officials, where: `extension_due_on is not null and coalesce(life -> 'extension' ->> 'by', '') <> $1`, due: 'due_on' },
  { id: 'transfer', roles: ['department', 'office'], where: `transfer_sector_code is not null and ($5::text is null or transfer_sector_code = any (string_to_array($5::text, ','))) and coalesce(life -> 'transfer' ->> 'by', '') <> $1`, due: 'verify_due_on' },
  { id: 'publish', roles: ['office'], where: `flags is not null and ' ' || flags || ' ' like '% FL-LISTED %' and ' ' || flags || ' ' not like '% FL-PUBLIC %' and status_code in (${quoted(openStatusCodes)})`, due: `(select (max(at) at time zone 'Asia/Shanghai')::date from hazard_events where hazard_id = hazards.id and move = 'list')` },
  { id: 'relapse', roles: officials, where: `status_code = 'ST-CLOSED' and id in (select relapse_of_id from hazards later where later.relapse_of_id is not null and later.status_code in (${quoted(openStatusCodes)}))`, due: 'null::date' },
  { id: 'rectify', roles: ['enterprise'], where: `status_code = 'ST-RECTIFYING'`, due: 'due_on' },
  { id: 'due-soon', roles: handlers, where: `status_code in (${lateable}) and closed_at is null and due_on between $3::date and $4::date`, due: 'due_on' },
  { id: 'broken', roles: ['system-admin', 'office'], where: 'site_id is null and site_code is not null', due: 'null::date' },
];

/** Gives the lists of a role. */
export function listsOf(role: RoleId): readonly ListRow[] {
  return inboxLists.filter((list) => list.roles.includes(role) && (mayRole(role, 'handle') || list.id === 'broken'));
}

/** The parameters that every condition of a list may use. */
function parametersOf(reader: InboxReader, today: string): (string | null)[] {
  const soon = dateOfDay(dayOfDate(today) + closingRule('due-soon', today).value);
  return [reader.key, reader.userId ?? '', today, soon, reader.sectorCodes === null ? null : reader.sectorCodes.join(',')];
}

/** Names every parameter, so that the database knows their types whichever of them a condition uses. */
const allNamed = `($1::text is not null and $2::text is not null and $3::date is not null and $4::date is not null and coalesce($5::text, '') is not null)`;

/** Gives how many hazards stand in at least one of the lists, and how many of these are past the day of one, each counted once. The day of `publish` is known only after the lists are read, so it makes none late here. */
export async function readInboxTotal(sql: Queryable, lists: readonly ListRow[], reader: InboxReader, today: string): Promise<{ waiting: number; late: number }> {
  if (lists.length === 0) return { waiting: 0, late: 0 };
  // One arm for each list, not one condition of them all: so each goes by its own index.
  const arms = lists.map(({ id, where, due }) => `select id, ${id === 'publish' ? 'false' : `coalesce(${due} < $3::date, false)`} as late from hazards where ${where}`);
  const [row] = await sql.unsafe<{ waiting: number; late: number }[]>(
    `select count(*)::int as waiting, count(*) filter (where late)::int as late
     from (select id, bool_or(late) as late from (${arms.join(' union all ')}) every_one where ${allNamed} group by id) each_once`,
    parametersOf(reader, today),
  );
  return row ?? { waiting: 0, late: 0 };
}

/** Gives one list: how many, how many are past their day, and the rows from `offset` on, the most pressing first. */
export async function readInboxList(sql: Queryable, list: ListRow, reader: InboxReader, today: string, limit: number, offset: number): Promise<{ count: number; late: number; rows: InboxRow[] }> {
  const [row] = await sql.unsafe<{ count: number; late: number; rows: string }[]>(
    `with wanted as materialized (
       select id, code, title, site_name, site_layer, site_id, level_code, status_code, area_code, sector_code, department_code, ${list.due} as due from hazards
       where (${list.where}) and ${allNamed}
     )
     select count(*)::int as count, count(*) filter (where due < $3::date)::int as late,
       (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'title', title, 'siteName', site_name, 'siteLayer', site_layer, 'siteId', site_id, 'levelCode', level_code, 'statusCode', status_code,
          'areaCode', area_code, 'sectorCode', sector_code, 'departmentCode', department_code, 'dueOn', due) order by due nulls last, level_code = 'LV-M' desc, id), '[]')
        from (select * from wanted order by due nulls last, level_code = 'LV-M' desc, id limit ${Math.trunc(limit)} offset ${Math.trunc(offset)}) page)::text as rows
     from wanted`,
    parametersOf(reader, today),
  );
  const answer = { count: row?.count ?? 0, late: row?.late ?? 0, rows: JSON.parse(row?.rows ?? '[]') as InboxRow[] };
  return list.id === 'publish' ? withPublishingDay(answer, today) : answer;
}

/** A listing must be public so many working days after it was made: the day comes from the yearly calendar, which the database does not know. */
function withPublishingDay({ count, rows }: { count: number; rows: InboxRow[] }, today: string): { count: number; late: number; rows: InboxRow[] } {
  const days = closingRule('listing-publish', today).value;
  const dated = rows.map((row) => ({ ...row, dueOn: row.dueOn === null ? null : dateOfDay(addWorkingDays(dayOfDate(row.dueOn), days)) }));
  return { count, late: dated.filter(({ dueOn }) => dueOn !== null && dueOn < today).length, rows: dated };
}

const handoverColumns = `id, by_name as "byName", reason, hazards, to_char(recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as at`;

/** Gives what was handed over to an account and not looked at yet, and what was handed over from it in the last days, the latest first. With the server's own rights: the table is nobody's to read. */
export async function readHandoversOf(sql: Queryable, userId: string, now: number): Promise<Pick<Inbox, 'handovers' | 'given'>> {
  const handovers = await sql.unsafe<Inbox['handovers']>(`select ${handoverColumns}, from_name as "fromName" from handovers where to_user = $1 and seen_at is null order by id desc limit 20`, [userId]);
  const since = new Date(now - givenDays * 86_400_000).toISOString();
  const given = await sql.unsafe<Inbox['given']>(`select ${handoverColumns}, to_name as "toName" from handovers where from_user = $1 and recorded_at >= $2::timestamptz order by id desc limit 20`, [userId, since]);
  return { handovers: [...handovers], given: [...given] };
}
