// Which incidents were there, how many each month beside the year before, and what was known of the place of one before it happened?
import type { Queryable } from '../db/database.ts';
import beforeText from './incident-ledger.before.sql?raw';
import text from './incident-ledger.sql?raw';
import seriesText from './incident-ledger.series.sql?raw';
import yearsText from './incident-ledger.years.sql?raw';

export interface IncidentRowShown {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly siteId: number | null;
  readonly siteLayer: string | null;
  readonly siteName: string | null;
  readonly sectorCode: string;
  readonly areaCode: string | null;
  readonly gradeCode: string;
  readonly occurredAt: string;
  readonly knownAt: string | null;
  readonly deaths: number;
  /** Null = an import that did not say. */
  readonly seriousInjuries: number | null;
  readonly injuries: number;
  readonly lossYuan: number | null;
  readonly account: string | null;
  readonly version: number;
  readonly voided: boolean;
  readonly synthetic: boolean;
  readonly lng: number;
  readonly lat: number;
  /** When each level was told, by level. */
  readonly told: Readonly<Record<string, string>> | null;
}

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
export async function readIncidents(sql: Queryable, filter: IncidentFilter): Promise<IncidentRowShown[]> {
  const words = filter.words?.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
  const [row] = await sql.unsafe<{ incidents: string | null }[]>(text, [filter.after?.occurredAt ?? null, filter.after?.id ?? null, filter.limit, filter.gradeCodes ?? null, filter.areaCodes ?? null, filter.sectorCodes ?? null, words ?? null, filter.withVoid ? 'with' : 'without', filter.id ?? null, filter.year ?? null]);
  return JSON.parse(row?.incidents ?? '[]') as IncidentRowShown[];
}

export interface IncidentMonth {
  readonly month: string;
  readonly incidents: number;
  readonly graded: number;
  readonly deaths: number;
  readonly injuries: number;
  readonly incidentsBefore: number;
  readonly gradedBefore: number;
  readonly deathsBefore: number;
  readonly injuriesBefore: number;
}

/** Gives `months` months up to that of `today` (YYYY-MM-DD), the oldest first. */
export async function readIncidentSeries(sql: Queryable, today: string, months: number, scope: IncidentScope = {}): Promise<IncidentMonth[]> {
  const [row] = await sql.unsafe<{ months: string }[]>(seriesText, [today, months, scope.gradeCodes ?? null, scope.areaCodes ?? null, scope.sectorCodes ?? null]);
  return JSON.parse(row?.months ?? '[]') as IncidentMonth[];
}

/** A part of a year: `from` and `to` are dates, both counted whole. `graded` = those above the lowest legal threshold. */
export interface IncidentPeriod {
  readonly from: string;
  readonly to: string;
  readonly incidents: number;
  readonly graded: number;
  readonly deaths: number;
  readonly injuries: number;
}

/** Gives this year up to `today` (YYYY-MM-DD) and the year before up to the same date; the 29th of February stands beside the 28th. */
export async function readIncidentYears(sql: Queryable, today: string, scope: IncidentScope = {}): Promise<IncidentPeriod[]> {
  const [row] = await sql.unsafe<{ years: string }[]>(yearsText, [today, scope.gradeCodes ?? null, scope.areaCodes ?? null, scope.sectorCodes ?? null]);
  return JSON.parse(row?.years ?? '[]') as IncidentPeriod[];
}

/** What was known of the site before; `site` false = the incident is tied to none. */
export interface KnownBefore {
  readonly site: boolean;
  readonly inspection: { readonly id: number; readonly code: string; readonly at: string; readonly modeCode: string; readonly hazardsFound: number; readonly majorsFound: number; readonly days: number } | null;
  readonly openHazards: number;
  readonly openMajor: number;
  readonly overdue: number;
  readonly hazards: readonly { readonly id: number; readonly code: string; readonly title: string; readonly levelCode: string; readonly statusCode: string; readonly dueOn: string | null; readonly overdue: boolean }[];
}

export async function readKnownBefore(sql: Queryable, id: number): Promise<KnownBefore> {
  const [row] = await sql.unsafe<{ before: string }[]>(beforeText, [id]);
  return JSON.parse(row?.before ?? '{}') as KnownBefore;
}

export interface IncidentStep {
  readonly sequence: number;
  readonly kind: string;
  readonly at: string;
  readonly recordedAt: string;
  readonly actorRole: string;
  readonly actorName: string | null;
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
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
