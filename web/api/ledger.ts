// What does the ledger's page ask? Pages in both directions, counts, kept views, places of a past day, and moves of many at once.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Missing } from '../../data/contract/closing-guards.ts';
import type { LedgerCount, LedgerPastRow, LedgerRow } from '../../data/contract/ledger.ts';
import type { SavedView } from '../../data/contract/saved-views.ts';
import { request } from './client.ts';
import { dataKey } from './queries.ts';

/** Rows on a page, and pages kept at once: the list goes on in both directions, what is far away is let go. */
const pageRows = 60;
const mostPages = 12;

/** A row of now or of a past day: what only now is known is absent there. */
export type ShownRow = LedgerPastRow & Partial<Omit<LedgerRow, keyof LedgerPastRow>>;
export interface LedgerPage {
  readonly rows: readonly ShownRow[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly asOf: string;
  readonly matched: LedgerCount | null;
  readonly asKnownOn: string | null;
}
export interface LedgerCounts {
  readonly asOf: string;
  readonly version: number;
  readonly views: readonly (LedgerCount & { readonly id: string })[];
}
/** Where a page begins: behind or before a cursor; neither = at the start. */
interface PageAt {
  readonly after?: string;
  readonly before?: string;
}

/** First word of the keys of lists: they follow the data when the page says so (one at a time, not with everything else). */
const ledgerKey = 'ledger';

/** Gives the query of the pages of a question, beginning behind the cursor `at`. */
export const ledgerPagesQuery = (question: Readonly<Record<string, string>>, at: string | null) =>
  infiniteQueryOptions({
    queryKey: [ledgerKey, question, at],
    queryFn: ({ pageParam, signal }) => request<LedgerPage>('/ledger', { query: { ...question, ...pageParam, limit: pageRows }, signal }),
    initialPageParam: (at === null ? {} : { after: at }) as PageAt,
    getNextPageParam: ({ next }): PageAt | undefined => (next === null ? undefined : { after: next }),
    getPreviousPageParam: ({ previous }): PageAt | undefined => (previous === null ? undefined : { before: previous }),
    maxPages: mostPages,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Gives how many match a question; counted apart, so that a list that begins in the middle says it too. */
export const ledgerMatchedQuery = (question: Readonly<Record<string, string>>) =>
  queryOptions({ queryKey: [ledgerKey, 'matched', question], queryFn: async ({ signal }): Promise<LedgerCount | null> => (await request<LedgerPage>('/ledger', { query: { ...question, limit: 1 }, signal })).matched });

/** Gives the query of the counts of all views; asked anew with every change of the data. */
export const ledgerCountsQuery = () => queryOptions({ queryKey: [dataKey, 'ledger-counts'], queryFn: ({ signal }) => request<LedgerCounts>('/ledger/counts', { signal }), placeholderData: keepPreviousData });

/** Gives the first ids of a question, at most 200. */
export const readMatchedIds = (question: Readonly<Record<string, string>>): Promise<number[]> => request<LedgerPage>('/ledger', { query: { ...question, limit: 200 } }).then(({ rows }) => rows.map(({ id }) => id));

export const savedViewsQuery = () => queryOptions({ queryKey: ['ledger-views'], queryFn: ({ signal }) => request<{ views: readonly SavedView[] }>('/ledger/views', { signal }) });
export const saveView = (name: string, query: string): Promise<{ id: number }> => request('/ledger/views', { body: { name, query } });
export const deleteView = (id: number): Promise<void> => request(`/ledger/views/${id}`, { method: 'DELETE' });

/** Places of a past day as GeoJSON. */
export interface LedgerPlaces {
  readonly type: 'FeatureCollection';
  readonly truncated: boolean;
  readonly features: readonly { readonly type: 'Feature'; readonly id: number; readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] }; readonly properties: { readonly statusCode: string; readonly levelCode: string } }[];
}
export const ledgerPlacesQuery = (question: Readonly<Record<string, string>>) => {
  const { sort: _sort, direction: _direction, ...asked } = question;
  return queryOptions({ queryKey: [ledgerKey, 'places', asked], queryFn: ({ signal }) => request<LedgerPlaces>('/ledger/places', { query: asked, signal }), placeholderData: keepPreviousData, enabled: asked['asKnownOn'] !== undefined });
};

export interface HandlerChoice {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly reaches: number;
}
export const handlersQuery = (ids: readonly number[]) =>
  queryOptions({ queryKey: [dataKey, 'handlers', ids], queryFn: ({ signal }) => request<{ handlers: readonly HandlerChoice[] }>('/ledger/handlers', { query: { ids: ids.join(',') }, signal }), enabled: ids.length > 0 });

export interface MoveResult {
  readonly hazardId: number;
  readonly code: string;
  readonly statusCode: string;
  readonly missing: readonly Missing[];
}
/** Makes one move of many hazards, or with `preview` tells what it would do. Rejects with RequestError. */
export const moveMany = (wish: { move: string; values: Readonly<Record<string, unknown>>; ids: readonly number[]; preview: boolean; requestKey: string | null }): Promise<{ moved: number; results: readonly MoveResult[] }> => request('/hazards/moves', { body: wish });
