// Which basemaps does the operator offer, and what does a foreign style say?
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import { queryOptions } from '@tanstack/react-query';
import type { Basemap } from '../../data/contract/basemaps.ts';
import { request, RequestError } from './client.ts';

/** The operator's list; it changes only when the server starts anew. */
export const basemapsQuery = () =>
  queryOptions({ queryKey: ['basemaps'], queryFn: async ({ signal }) => (await request<{ basemaps: readonly Basemap[] }>('/basemaps', { signal })).basemaps, staleTime: Number.POSITIVE_INFINITY });

/** A style of another server; sent without credentials or the page's address. */
export const foreignStyleQuery = (url: string | null) =>
  queryOptions({
    queryKey: ['basemaps', 'style', url],
    enabled: url !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 1,
    queryFn: async ({ signal }) => {
      const response = await fetch(url ?? '', { signal, credentials: 'omit', referrerPolicy: 'no-referrer' });
      if (!response.ok) throw new RequestError(response.status, null);
      const style = (await response.json()) as StyleSpecification;
      if (!Array.isArray(style.layers) || typeof style.sources !== 'object') throw new RequestError(0, null);
      return style;
    },
  });
