// Which incidents were there, how many each month beside the year before, and what was known of the place of one before it happened?
import type { Incident, IncidentMonth, IncidentPeriod, IncidentStep, KnownBefore } from '../../data/contract/incident-ledger.ts';
import type { Queryable } from '../db/database.ts';
import beforeText from './incident-ledger.before.sql?raw';
import text from './incident-ledger.sql?raw';
import seriesText from './incident-ledger.series.sql?raw';
import yearsText from './incident-ledger.years.sql?raw';

/** Which incidents are counted: lists of codes separated by commas, undefined = all. */
export interface IncidentScope {
  readonly gradeCodes?: string | undefined;
  readonly areaCodes?: string | undefined;
  readonly sectorCodes?: string | undefined;
}

export interface IncidentFilter extends IncidentScope {
  readonly after: { readonly occurredAt: string; readonly id: number } | null;
  readonly limit: number;
  readonly words?: string | undefined;
  /** A year of the city's calendar, 1900..2199. */
  readonly year?: number | undefined;
  readonly withVoid: boolean;
  readonly id?: number;
}

/** Gives a page of incidents, newest first. Void ones are there only when the transaction may see what is gone. Lists of codes are separated by commas. */
export async function readIncidents(sql: Queryable, filter: IncidentFilter): Promise<Incident[]> {
  const words = filter.words?.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  const [row] = await sql.unsafe<{ incidents: string | null }[]>(text, [filter.after?.occurredAt ?? null, filter.after?.id ?? null, filter.limit, filter.gradeCodes ?? null, filter.areaCodes ?? null, filter.sectorCodes ?? null, words ?? null, filter.withVoid ? 'with' : 'without', filter.id ?? null, filter.year ?? null]);
  return JSON.parse(row?.incidents ?? '[]') as Incident[];
}

/** Gives `months` months up to that of `today` (YYYY-MM-DD), the oldest first. */
export async function readIncidentSeries(sql: Queryable, today: string, months: number, scope: IncidentScope = {}): Promise<IncidentMonth[]> {
  const [row] = await sql.unsafe<{ months: string }[]>(seriesText, [today, months, scope.gradeCodes ?? null, scope.areaCodes ?? null, scope.sectorCodes ?? null]);
  return JSON.parse(row?.months ?? '[]') as IncidentMonth[];
}

/** Gives this year up to `today` (YYYY-MM-DD) and the year before up to the same date; the 29th of February stands beside the 28th. */
export async function readIncidentYears(sql: Queryable, today: string, scope: IncidentScope = {}): Promise<IncidentPeriod[]> {
  const [row] = await sql.unsafe<{ years: string }[]>(yearsText, [today, scope.gradeCodes ?? null, scope.areaCodes ?? null, scope.sectorCodes ?? null]);
  return JSON.parse(row?.years ?? '[]') as IncidentPeriod[];
}

export async function readKnownBefore(sql: Queryable, id: number): Promise<KnownBefore> {
  const [row] = await sql.unsafe<{ before: string }[]>(beforeText, [id]);
  return JSON.parse(row?.before ?? '{}') as KnownBefore;
}

/** Gives the steps of an incident, the oldest first. Names of people are left out unless the reader may see them. */
export async function readIncidentSteps(sql: Queryable, id: number, { personal }: { readonly personal: boolean }): Promise<IncidentStep[]> {
  const zone = `'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'`;
  const [row] = await sql.unsafe<{ steps: string | null }[]>(
    `select json_agg(json_build_object('sequence', sequence, 'kind', kind, 'at', to_char(at at time zone 'Asia/Shanghai', ${zone}), 'recordedAt', to_char(recorded_at at time zone 'Asia/Shanghai', ${zone}),
       'actorRole', actor_role, 'actorName', actor_name, 'reason', reason, 'before', before, 'after', after) order by sequence)::text as steps from incident_events where incident_id = $1::int`,
    [id],
  );
  return (JSON.parse(row?.steps ?? '[]') as IncidentStep[]).map((step) => ({ ...step, actorName: personal ? step.actorName : null }));
}
