// What do those who keep the ledger of incidents ask and enter?
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { IncidentCorrection, IncidentEntry, IncidentReportUp, IncidentVoid } from '../../data/contract/incident-entry.ts';
import { type Query, request } from './client.ts';
import { dataKey } from './queries.ts';

export interface Incident {
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
  readonly seriousInjuries: number | null;
  readonly injuries: number;
  readonly lossYuan: number | null;
  readonly account: string | null;
  readonly version: number;
  readonly voided: boolean;
  readonly lng: number;
  readonly lat: number;
  readonly told: Readonly<Record<string, string>> | null;
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
export interface IncidentPage {
  readonly incident: Incident;
  readonly steps: readonly IncidentStep[];
  readonly before: {
    readonly site: boolean;
    readonly inspection: { readonly id: number; readonly code: string; readonly at: string; readonly modeCode: string; readonly hazardsFound: number; readonly majorsFound: number; readonly days: number } | null;
    readonly openHazards: number;
    readonly openMajor: number;
    readonly overdue: number;
    readonly hazards: readonly { readonly id: number; readonly code: string; readonly title: string; readonly levelCode: string; readonly statusCode: string; readonly dueOn: string | null; readonly overdue: boolean }[];
  };
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
/** A part of a year, `from` and `to` counted whole. */
export interface IncidentPeriod {
  readonly from: string;
  readonly to: string;
  readonly incidents: number;
  readonly graded: number;
  readonly deaths: number;
  readonly injuries: number;
}
export interface IncidentSeries {
  readonly asOf: string;
  readonly today: string;
  readonly n: number;
  readonly months: readonly IncidentMonth[];
  readonly yearToDate: IncidentPeriod;
  readonly yearBefore: IncidentPeriod;
}

export const incidentsQuery = (query: Query) =>
  infiniteQueryOptions({
    queryKey: [dataKey, 'incidents', query],
    queryFn: ({ signal, pageParam }) => request<{ incidents: Incident[]; nextCursor: string | null }>('/incidents', { query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
/** Gives the query of months and years; `scope` = townships, trades, grades as parameters. */
export const incidentSeriesQuery = (scope: Query) => queryOptions({ queryKey: [dataKey, 'incident-series', scope], queryFn: ({ signal }) => request<IncidentSeries>('/incidents/series', { query: scope, signal }), placeholderData: keepPreviousData });
export const incidentQuery = (id: number) => queryOptions({ queryKey: [dataKey, 'incident', id], queryFn: ({ signal }) => request<IncidentPage>(`/incidents/${id}`, { signal }) });

type Outcome = { id: number; code: string; version: number; gradeCode: string };
/** The four acts. Each rejects with RequestError: 400 values, 403 reach, 409 changed since. */
export const enterIncident = (entry: IncidentEntry): Promise<Outcome> => request('/incidents', { body: entry });
export const correctIncident = (id: number, wish: IncidentCorrection): Promise<Outcome> => request(`/incidents/${id}`, { method: 'PATCH', body: wish });
export const reportIncidentUp = (id: number, wish: IncidentReportUp): Promise<Outcome> => request(`/incidents/${id}/reports`, { body: wish });
export const voidIncident = (id: number, wish: IncidentVoid): Promise<Outcome> => request(`/incidents/${id}/void`, { body: wish });
