// How does the page ask for bulletins, make them and follow the making?
import { queryOptions } from '@tanstack/react-query';
import type { Briefing } from '../../data/contract/briefings.ts';
import type { BulletinEntry, BulletinFacts, BulletinList, BulletinRequest, BulletinSummary } from '../../data/contract/bulletins.ts';
import type { JobRecord } from '../../data/contract/jobs.ts';
import { addressOf, problemOf, request, RequestError } from './client.ts';

/** Not under the key of the data: a bulletin is frozen, whatever is written. */
export const bulletinsKey = 'bulletins';

export interface BulletinPage {
  readonly summary: BulletinSummary;
  readonly facts: BulletinFacts;
  readonly lists: Readonly<Record<BulletinList, readonly BulletinEntry[]>>;
  readonly briefing: Briefing;
}

export const bulletinsQuery = () => queryOptions({ queryKey: [bulletinsKey, 'list'], queryFn: ({ signal }) => request<{ bulletins: BulletinSummary[] }>('/bulletins', { signal }) });

export const bulletinQuery = (id: string, language: string) =>
  queryOptions({ queryKey: [bulletinsKey, id, language], queryFn: ({ signal }) => request<BulletinPage>(`/bulletins/${encodeURIComponent(id)}`, { query: { language }, signal }) });

/** Begins to work out a draft; gives the job. Rejects with RequestError. */
export const makeBulletin = (asked: BulletinRequest): Promise<JobRecord> => request('/bulletins', { body: asked });
export const publishBulletin = (id: number): Promise<BulletinSummary> => request(`/bulletins/${id}/publish`, { method: 'POST' });
export const discardBulletin = (id: number): Promise<void> => request(`/bulletins/${id}`, { method: 'DELETE' });

export const bulletinJobQuery = (id: string | null) =>
  queryOptions({
    queryKey: [bulletinsKey, 'job', id],
    enabled: id !== null,
    queryFn: ({ signal }) => request<JobRecord>(`/jobs/${id ?? ''}`, { signal }),
    refetchInterval: (query) => (query.state.data === undefined || ['waiting', 'running'].includes(query.state.data.state) ? 400 : false),
  });
export const cancelBulletinJob = (id: string): Promise<void> => request(`/jobs/${id}`, { method: 'DELETE' });

/** Makes the document and gives it with its name. Rejects with RequestError. */
export async function fetchBulletinFile(id: number, format: 'docx' | 'xlsx', language: string): Promise<{ blob: Blob; name: string }> {
  const response = await fetch(addressOf(`/bulletins/${id}/bulletin.${format}`, { language })).catch(() => {
    throw new RequestError(0, null);
  });
  if (!response.ok) throw new RequestError(response.status, await problemOf(response));
  const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? `bulletin.${format}`;
  return { blob: await response.blob(), name };
}
