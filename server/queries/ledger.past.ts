// What did we know of the hazards at the end of a day? Read from the steps recorded by then; what was moved here is replayed.
import { type HazardLife, type LifeEvent, replay } from '../../data/contract/closing-life.ts';
import { openStatusCodes, overdueDaysOf } from '../../data/contract/hazards.ts';
import type { LedgerDirection, LedgerPastRow } from '../../data/contract/ledger.ts';
import type { Selection } from '../../data/contract/selection.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import type { Queryable } from '../db/database.ts';
import { conditionsOfSelection } from './ledger.conditions.ts';
import type { LedgerPlace } from './ledger.order.ts';
import { Parameters, startOfDay } from './query.ts';
import stepsText from './ledger.past.sql?raw';

/** Fields that can be asked of a past day: status and open as known then, the others as they stand today. */
export const pastFields: readonly SelectionField[] = ['sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'foundFrom', 'foundTo'];

export interface PastAsked {
  /** The city's date at whose end it is asked what was known. */
  readonly day: string;
  readonly selection: Selection;
  readonly siteIds: readonly number[] | null;
}
export interface PastPageAsked {
  readonly direction: LedgerDirection;
  readonly from: LedgerPlace | null;
  readonly back: boolean;
  readonly limit: number;
}
export interface PlacedPastRow {
  readonly row: LedgerPastRow;
  readonly place: LedgerPlace;
}

const instant = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;

/** Gives the hazards known by then, each with its last step that told a status: `from … where …` over `hazards` and `step`. */
function known({ day, selection, siteIds }: PastAsked, parameters: Parameters): string {
  const { statusCode, open, ...present } = selection;
  const end = startOfDay(`(${parameters.take(day, 'date')} + 1)`);
  const conditions = [`found_at < ${end}`, ...conditionsOfSelection(present, day, parameters)];
  if (siteIds !== null) conditions.push(`site_id = any (string_to_array(${parameters.take(siteIds.join(','), 'text')}, ',')::int[])`);
  if (statusCode !== undefined) conditions.push(`step.to_status_code in (${statusCode.map((code) => parameters.take(code, 'text')).join(', ')})`);
  if (open !== undefined) conditions.push(`step.to_status_code ${open ? 'in' : 'not in'} (${openStatusCodes.map((code) => `'${code}'`).join(', ')})`);
  return `hazards cross join lateral (
      select to_status_code, recorded_at from hazard_events
      where hazard_id = hazards.id and recorded_at < ${end} and to_status_code is not null order by sequence desc limit 1
    ) step where ${conditions.join(' and ')}`;
}

type StoredRow = Omit<LedgerPastRow, 'dueOn' | 'dueKnown' | 'overdueDays' | 'replayed'> & { readonly moved: boolean; readonly key: string };

/** Gives a page of what was known, in order of finding, at most `limit` rows. */
export async function readPastRows(sql: Queryable, asked: PastAsked, { direction, from, back, limit }: PastPageAsked): Promise<PlacedPastRow[]> {
  const parameters = new Parameters();
  const descending = (direction === 'descending') !== back;
  const source = known(asked, parameters);
  const behind = from === null ? '' : ` and (found_at, id) ${descending ? '<' : '>'} (${parameters.take(from.key, 'timestamptz')}, ${parameters.take(from.id, 'int')})`;
  const way = descending ? 'desc' : 'asc';
  const [answer] = await sql.unsafe<{ rows: string | null }[]>(
    `select json_agg(page)::text as rows from (
       select id, code, title, site_id as "siteId", site_layer as "siteLayer", site_name as "siteName", sector_code as "sectorCode", department_code as "departmentCode", area_code as "areaCode",
         source_code as "sourceCode", level_code as "levelCode", kind_code as "kindCode", ${instant('found_at')} as "foundAt", round(ST_X(geom)::numeric, 6)::float8 as lng, round(ST_Y(geom)::numeric, 6)::float8 as lat,
         step.to_status_code as "statusCode", ${instant('step.recorded_at')} as "knownAt", life is not null as moved, found_at::text as key
       from ${source}${behind} order by found_at ${way}, id ${way} limit ${parameters.take(limit, 'int')}
     ) page`,
    parameters.values as never[],
  );
  const stored = JSON.parse(answer?.rows ?? '[]') as StoredRow[];
  const lives = await readLives(sql, stored.filter(({ moved }) => moved).map(({ id }) => id), asked.day);
  const rows = stored.map(({ moved: _moved, key, ...row }): PlacedPastRow => ({ row: pastRow(row, lives.get(row.id), dayOfDate(asked.day)), place: { key, id: row.id } }));
  return back ? rows.reverse() : rows;
}

function pastRow(row: Omit<StoredRow, 'moved' | 'key'>, life: HazardLife | undefined, day: number): LedgerPastRow {
  if (life === undefined) return { ...row, dueOn: null, dueKnown: false, overdueDays: 0, replayed: false };
  const { statusCode, title, levelCode, sectorCode, departmentCode, kindCode, dueOn } = life;
  return { ...row, statusCode, title, levelCode, sectorCode, departmentCode, kindCode, dueOn, dueKnown: true, overdueDays: overdueDaysOf(statusCode, dueOn === null ? null : dayOfDate(dueOn), day), replayed: true };
}

/** Replays the lives of hazards up to the end of a day. What was not yet moved here by then is left out. */
async function readLives(sql: Queryable, ids: readonly number[], day: string): Promise<Map<number, HazardLife>> {
  const lives = new Map<number, HazardLife>();
  if (ids.length === 0) return lives;
  const [answer] = await sql.unsafe<{ steps: string | null }[]>(stepsText, [ids.join(','), day]);
  const byHazard = new Map<number, LifeEvent[]>();
  for (const { hazardId, ...event } of JSON.parse(answer?.steps ?? '[]') as (LifeEvent & { hazardId: number })[]) byHazard.set(hazardId, [...(byHazard.get(hazardId) ?? []), event]);
  for (const [id, events] of byHazard) {
    const life = replay(events);
    if (life !== null) lives.set(id, life);
  }
  return lives;
}

/** A place as it was known: what a map draws. */
export interface PastPlace {
  readonly id: number;
  readonly statusCode: string;
  readonly levelCode: string;
  readonly lng: number;
  readonly lat: number;
}

/** Gives the places of what was known, the latest found first, at most `limit`. */
export async function readPastPlaces(sql: Queryable, asked: PastAsked, limit: number): Promise<PastPlace[]> {
  const parameters = new Parameters();
  const [answer] = await sql.unsafe<{ places: string | null }[]>(
    `select json_agg(place)::text as places from (
       select id, step.to_status_code as "statusCode", level_code as "levelCode", round(ST_X(geom)::numeric, 5)::float8 as lng, round(ST_Y(geom)::numeric, 5)::float8 as lat
       from ${known(asked, parameters)} order by found_at desc, id desc limit ${parameters.take(limit, 'int')}
     ) place`,
    parameters.values as never[],
  );
  return JSON.parse(answer?.places ?? '[]') as PastPlace[];
}
