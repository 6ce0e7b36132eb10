// What do those who keep the sites ask and change?
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { SiteDraft, SiteEvent, SitePatch, SiteRetirement, SiteUndo } from '../../data/contract/site-edits.ts';
import { type Item, type ItemPage, type Query, request } from './client.ts';
import { dataKey } from './queries.ts';

export interface SiteHistory {
  readonly site: Omit<Item, 'geometry'> & { readonly geometry: Geometry };
  readonly version: number;
  readonly retiredOn: string | null;
  readonly areaByRule: boolean;
  readonly held: readonly string[];
  readonly may: 'edit' | 'contacts' | 'nothing';
  readonly undo: { readonly sequence: number; readonly kind: string } | null;
  readonly obstacle: { readonly zh: string; readonly en: string } | null;
  readonly events: readonly SiteEvent[];
}
export type SiteStep = SiteEvent & { readonly siteId: number; readonly layer: string; readonly siteCode: string; readonly siteName: string; readonly retiredOn: string | null };
export interface SiteOutcome {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly changed: readonly string[];
}

/** Rows of the register asked for at once. */
const registerRows = 50;

/** Gives the query of a layer's sites, page after page by the server's own `next` links; `words` = part of a name or code, '' = all. */
export const registerQuery = (layer: string, words: string) =>
  infiniteQueryOptions({
    queryKey: [dataKey, 'register', layer, words],
    queryFn: ({ signal, pageParam }) => request<ItemPage>(`/collections/${layer}/items`, { query: pageParam, signal }),
    initialPageParam: { limit: registerRows, ...(words === '' ? {} : { filter: filterOf(words), 'filter-lang': 'cql2-json' }) } as Query,
    getNextPageParam: (page) => {
      const next = page.links?.find(({ rel }) => rel === 'next')?.href;
      return next === undefined ? null : (Object.fromEntries(new URL(next, location.href).searchParams) as Query);
    },
  });

/** Gives words as a filter in JSON, where no sign of a text can end it: anywhere in name or code, large and small letters alike, signs of patterns meant as they are. */
export function filterOf(words: string): string {
  const pattern = { op: 'casei', args: [`%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`] };
  const like = (property: string) => ({ op: 'like', args: [{ op: 'casei', args: [{ property }] }, pattern] });
  return JSON.stringify({ op: 'or', args: [like('name'), like('code')] });
}

export const siteHistoryQuery = (layer: string, id: number) => queryOptions({ queryKey: [dataKey, 'site-history', layer, id], queryFn: ({ signal }) => request<SiteHistory>(`/sites/${layer}/${id}/history`, { signal }) });
export const siteChangesQuery = () => queryOptions({ queryKey: [dataKey, 'site-changes'], queryFn: ({ signal }) => request<{ steps: SiteStep[] }>('/sites/changes', { signal }) });

/** The four acts. Each rejects with RequestError: 400 values, 403 reach, 409 changed since or something depends on it. */
export const createSite = (layer: string, draft: SiteDraft): Promise<SiteOutcome> => request(`/sites/${layer}`, { body: draft });
export const editSite = (layer: string, id: number, patch: SitePatch): Promise<SiteOutcome> => request(`/sites/${layer}/${id}`, { method: 'PATCH', body: patch });
export const retireSite = (layer: string, id: number, wish: SiteRetirement): Promise<SiteOutcome> => request(`/sites/${layer}/${id}/retire`, { body: wish });
export const undoSite = (layer: string, id: number, wish: SiteUndo): Promise<SiteOutcome> => request(`/sites/${layer}/${id}/undo`, { body: wish });
