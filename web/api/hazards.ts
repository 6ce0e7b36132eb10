// What is asked of one hazard, and how do reports, moves and pictures reach the server?
import { queryOptions } from '@tanstack/react-query';
import type { Evidence } from '../../data/contract/evidence.ts';
import type { HazardPage as Page, HazardStep } from '../../data/contract/hazard-page.ts';
import type { HazardReport } from '../../data/contract/hazard-report.ts';
import { addressOf, type Item, request } from './client.ts';
import { dataKey } from './queries.ts';
import { upload } from './upload.ts';

/** A hazard with what may be done next. */
export type HazardPage = Omit<Page, 'item'> & { readonly item: Item };

export const hazardPageQuery = (id: number) => queryOptions({ queryKey: [dataKey, 'hazard-page', id], queryFn: ({ signal }) => request<HazardPage>(`/hazards/${id}`, { signal }) });
export const hazardStepsQuery = (id: number) => queryOptions({ queryKey: [dataKey, 'hazard-steps', id], queryFn: ({ signal }) => request<{ events: readonly HazardStep[] }>(`/hazards/${id}/events`, { signal }) });
export const hazardEvidenceQuery = (id: number) => queryOptions({ queryKey: [dataKey, 'hazard-evidence', id], queryFn: ({ signal }) => request<{ evidence: readonly Evidence[] }>(`/hazards/${id}/evidence`, { signal }) });
export const handlersQuery = (id: number) => queryOptions({ queryKey: ['access', 'handlers', id], queryFn: ({ signal }) => request<{ handlers: readonly { id: string; name: string; role: string }[] }>(`/hazards/${id}/handlers`, { signal }) });
/** Gives the query of the hazard with a code; no feature when there is none to be seen. */
export const hazardByCodeQuery = (code: string) =>
  queryOptions({ queryKey: [dataKey, 'hazard-by-code', code], queryFn: ({ signal }) => request<{ features: readonly Item[] }>('/collections/hazards/items', { query: { filter: `code = '${code.replaceAll("'", "''")}'`, limit: 1 }, signal }), enabled: code.length > 5 });

/** Gives the address of a picture. */
export const pictureAddress = (id: number, size: 'full' | 'thumb'): string => addressOf(`/evidence/${id}/picture`, { size });

/** Says as whom a change was written: the server refuses it (412) under another session. */
const asAccount = (account: string): Record<string, string> => ({ 'X-Anlan-Account': account });

/** Enters a hazard. Rejects with RequestError. */
export const sendReport = (report: HazardReport, account: string): Promise<{ id: number; code: string }> => request('/hazards', { body: report, headers: asAccount(account) });

export interface MoveAnswer {
  readonly hazardId: number;
  readonly code: string;
  readonly sequence: number;
  readonly statusCode: string;
  readonly splitId: number | null;
}
/** Moves a hazard on. Rejects with RequestError: 409 carries `missing`, or somebody else was first. */
export const sendMove = (hazardId: number, wish: { move: string; values: Readonly<Record<string, unknown>>; expectedSequence: number | null; requestKey: string }, account: string): Promise<MoveAnswer> =>
  request(`/hazards/${hazardId}/moves`, { body: wish, headers: asAccount(account) });

export interface PhotoToSend {
  readonly requestKey: string;
  readonly blob: Blob;
  readonly takenAt: string | null;
  readonly place: { readonly lng: number; readonly lat: number; readonly accuracyMetres: number | null } | null;
}

/** Sends a picture; `onShare` hears 0..1 as bytes leave. Rejects with RequestError (status 0: no line). */
export function sendPhoto({ requestKey, blob, takenAt, place }: PhotoToSend, account: string, onShare?: (share: number) => void): Promise<Evidence> {
  const accuracyMetres = place?.accuracyMetres ?? null;
  const address = addressOf('/evidence', { requestKey, takenAt, lng: place?.lng.toFixed(7), lat: place?.lat.toFixed(7), accuracyMetres: accuracyMetres === null ? null : Math.min(1_000_000, accuracyMetres).toFixed(1) });
  return upload<Evidence>({ address, body: blob, headers: { 'Content-Type': blob.type, ...asAccount(account) }, onShare });
}
