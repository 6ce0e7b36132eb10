// What do those who keep the ledger of incidents ask and enter?
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { IncidentCorrection, IncidentEntry, IncidentReportUp, IncidentVoid } from '../../data/contract/incident-entry.ts';
import type { Incident, IncidentPage, IncidentSeries } from '../../data/contract/incident-ledger.ts';
import { type Query, request } from './client.ts';
import { dataKey } from './queries.ts';

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
