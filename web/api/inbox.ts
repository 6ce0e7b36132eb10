// What waits for me, and who could take an officer's work over?
import { queryOptions } from '@tanstack/react-query';
import type { Handover, HandoverWish, Inbox, InboxList, Official } from '../../data/contract/inbox.ts';
import { request } from './client.ts';
import { dataKey } from './queries.ts';

/** Rows of one page of a list, and how many rows can be passed over (server/api/inbox.ts). */
export const [inboxPageRows, inboxMostOffset] = [50, 10_000];

const readInbox = (signal: AbortSignal): Promise<Inbox> => request<Inbox>('/inbox', { signal });
export const inboxQuery = () => queryOptions({ queryKey: [dataKey, 'inbox'], queryFn: ({ signal }) => readInbox(signal) });

/** Gives the same question for the count in the navigation. Its key does not follow the data: every page shows it, so it is asked anew at a pace of its own. */
export const inboxCountQuery = () => queryOptions({ queryKey: ['inbox-count'], queryFn: ({ signal }) => readInbox(signal), staleTime: Number.POSITIVE_INFINITY });

/** Gives the query of one page of a list. */
export const inboxListQuery = (id: string, offset: number) => queryOptions({ queryKey: [dataKey, 'inbox', id, offset], queryFn: ({ signal }) => request<InboxList>(`/inbox/${id}`, { query: { offset: offset === 0 ? null : offset }, signal }) });

/** Says that a handing-over was seen. Rejects with RequestError. */
export const seeHandover = (id: number): Promise<void> => request(`/handovers/${id}/seen`, { method: 'POST' });

export const officialsQuery = () => queryOptions({ queryKey: [dataKey, 'officials'], queryFn: ({ signal }) => request<{ officials: Official[] }>('/handovers/officials', { signal }) });

/** Hands open work over, or with `preview` says what would happen. Rejects with RequestError. */
export const handOver = (wish: HandoverWish): Promise<Handover> => request('/handovers', { body: wish });
