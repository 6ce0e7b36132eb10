// Which questions does the page ask, and under which keys are the answers kept? Keys live nowhere else.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { AreaCounts } from '../../data/contract/analyses.ts';
import type { Derived } from '../../data/contract/derived.ts';
import type { Box } from '../../data/contract/geometry.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { selectionToParameters } from '../../data/contract/selection-address.ts';
import { ask, type HazardEvents, type Item, type ItemPage, type Query, request, type SiteSummary, type StormTracks } from './client.ts';

/** First word of every key whose answer follows the data; a change of the data makes these stale. */
export const dataKey = 'data';
/** Words that change only with a new version of the program. */
const wordKey = 'words';

/** Gives the query of the server's health; asked again every `everyMilliseconds` while that is a number. */
export const healthQuery = (everyMilliseconds: number | false) =>
  queryOptions({ queryKey: ['health'], queryFn: ({ signal }) => ask('/health', {}, signal), refetchInterval: everyMilliseconds });

export const cityQuery = () => queryOptions({ queryKey: [dataKey, 'city'], queryFn: ({ signal }) => ask('/city', {}, signal) });

/** Townships, zones and the city itself; at most a few dozen. */
export const areasQuery = () =>
  queryOptions({
    queryKey: [dataKey, 'areas'],
    queryFn: ({ signal }) => request<ItemPage>('/collections/areas/items', { query: { limit: 1000 }, signal }),
  });

export const vocabulariesQuery = () => queryOptions({ queryKey: [wordKey, 'vocabularies'], queryFn: ({ signal }) => ask('/vocabularies', {}, signal), staleTime: Number.POSITIVE_INFINITY });
export const criteriaQuery = () => queryOptions({ queryKey: [wordKey, 'criteria'], queryFn: ({ signal }) => ask('/criteria', {}, signal), staleTime: Number.POSITIVE_INFINITY });
export const glossaryQuery = () => queryOptions({ queryKey: [wordKey, 'glossary'], queryFn: ({ signal }) => ask('/glossary', {}, signal), staleTime: Number.POSITIVE_INFINITY });
export const methodsQuery = () => queryOptions({ queryKey: [wordKey, 'methods'], queryFn: ({ signal }) => ask('/methods', {}, signal), staleTime: Number.POSITIVE_INFINITY });

/** Gives the query of headline figures and cross tables of the hazards in a selection. */
export const hazardCountsQuery = (selection: Selection) => derivedQuery('/analyses/hazard-counts', selectionToParameters(selection));

/** Gives the query of found and closed hazards per day, week or month. */
export const hazardSeriesQuery = (selection: Selection, interval: 'day' | 'week' | 'month') =>
  derivedQuery('/analyses/hazard-series', { ...selectionToParameters(selection), interval });

/** Gives the query of overdue clusters; distance 20..5000 m, members 2..500. */
export const overdueClustersQuery = (selection: Selection, distanceMetres: number, minimumMembers: number) =>
  derivedQuery('/analyses/overdue-clusters', { ...selectionToParameters(selection), distanceMetres, minimumMembers });

/** Gives the query of how many objects of each layer lie in the box of the map; null = the whole city. */
export const layerCountsQuery = (selection: Selection, box: Box | null) =>
  derivedQuery('/analyses/layer-counts', { ...selectionToParameters(selection), box: box?.map((degree) => degree.toFixed(4)).join(',') });

/** Gives the query of what lies in a township or inside a ring (open, lng/lat). */
export const areaCountsQuery = (selection: Selection, area: { code: string } | { ring: readonly (readonly [number, number])[] }) =>
  queryOptions({
    queryKey: [dataKey, 'area-counts', selectionToParameters(selection), area],
    queryFn: ({ signal }) => {
      const query = selectionToParameters(selection);
      if ('code' in area) return ask('/analyses/area-counts', { ...withoutArea(query), area: area.code }, signal);
      const polygon = { type: 'Polygon', coordinates: [[...area.ring, area.ring[0]]] };
      return request<Derived<AreaCounts>>('/analyses/area-counts', { query, body: { polygon }, signal });
    },
    placeholderData: keepPreviousData,
  });

/** Gives the query of one page of a collection. `query` carries filters, bbox, limit and offset. */
export const itemsQuery = (collection: string, query: Query) =>
  queryOptions({
    queryKey: [dataKey, 'items', collection, query],
    queryFn: ({ signal }) => request<ItemPage>(`/collections/${collection}/items`, { query, signal }),
    placeholderData: keepPreviousData,
  });

/** Gives the query of one object. */
export const itemQuery = (collection: string, id: number) =>
  queryOptions({ queryKey: [dataKey, 'item', collection, id], queryFn: ({ signal }) => request<Item>(`/collections/${collection}/items/${id}`, { signal }) });

/** Gives the query of a site's hazards and inspections. */
export const siteSummaryQuery = (layer: string, id: number) =>
  queryOptions({ queryKey: [dataKey, 'site-summary', layer, id], queryFn: ({ signal }) => request<SiteSummary>(`/sites/${layer}/${id}/summary`, { signal }) });

/** Gives the query of a hazard's life, oldest first. */
export const hazardEventsQuery = (id: number) =>
  queryOptions({ queryKey: [dataKey, 'hazard-events', id], queryFn: ({ signal }) => request<HazardEvents>(`/hazards/${id}/events`, { signal }) });

/** Gives the query of the tracks of all storms, with winds and radii. */
export const stormTracksQuery = () => queryOptions({ queryKey: [dataKey, 'storm-tracks'], queryFn: ({ signal }) => request<StormTracks>('/storms/points', { signal }) });

/** Gives the query of a search by name, pinyin or code; an empty text is never asked. */
export const searchQuery = (text: string) =>
  queryOptions({ queryKey: [dataKey, 'search', text], queryFn: ({ signal }) => ask('/search', { q: text }, signal), enabled: text.trim() !== '', placeholderData: keepPreviousData });

type DerivedPath = '/analyses/hazard-counts' | '/analyses/hazard-series' | '/analyses/overdue-clusters' | '/analyses/layer-counts';

function derivedQuery<Path extends DerivedPath>(path: Path, query: Query) {
  return queryOptions({ queryKey: [dataKey, path, query], queryFn: ({ signal }) => ask(path, query, signal), placeholderData: keepPreviousData });
}

function withoutArea(query: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).filter(([name]) => name !== 'areaCode'));
}
