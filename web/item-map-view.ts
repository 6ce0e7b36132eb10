// How are the features of an API page drawn? A small map on its own: the base map, and what the page names.
import 'maplibre-gl/dist/maplibre-gl.css';
import { LngLatBounds, Map as MapLibreMap, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { baseStyle } from '../styles/basemap.ts';
import { themes } from '../styles/tokens.ts';

setWorkerUrl(workerUrl);

type Features = { readonly type: 'FeatureCollection'; readonly features: readonly Feature[] };
type Feature = { readonly type: 'Feature'; readonly id: number; readonly geometry: { readonly coordinates: unknown } | null; readonly properties: Readonly<Record<string, unknown>> };

const theme = themes[matchMedia('(prefers-color-scheme: dark)').matches ? 'night' : 'day'];
/** Draws the map of a page into its place: the features at `data-features`, or the box of `data-box`. */
export async function drawItemMap(element: HTMLElement): Promise<void> {
  const map = new MapLibreMap({
    container: element,
    style: baseStyle({ theme, language: document.documentElement.lang === 'en' ? 'en' : 'zh-CN', origin: location.origin, dataVersion: 0, underlay: null }),
    center: [122.4, 37.1],
    zoom: 8,
    fadeDuration: 0,
    attributionControl: { compact: true },
    dragRotate: false,
    cooperativeGestures: true,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  const [found] = await Promise.all([featuresOf(element), new Promise((resolve) => map.once('load', resolve))]);
  const bounds = new LngLatBounds();
  for (const { geometry } of found.features) extend(bounds, geometry?.coordinates);
  map.addSource('features', { type: 'geojson', data: found as never });
  map.addLayer({ id: 'area', type: 'fill', source: 'features', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': theme.accent, 'fill-opacity': 0.14 } });
  map.addLayer({ id: 'line', type: 'line', source: 'features', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': theme.accent, 'line-width': 2 } });
  map.addLayer({ id: 'point', type: 'circle', source: 'features', filter: ['==', ['geometry-type'], 'Point'], paint: { 'circle-color': theme.accent, 'circle-radius': 5, 'circle-stroke-color': theme.map.symbolHalo, 'circle-stroke-width': 1.5 } });
  for (const layer of ['area', 'line', 'point']) {
    map.on('click', layer, ({ features }) => {
      const id = features?.[0]?.id;
      if (id !== undefined && element.dataset['features'] !== undefined) document.querySelector<HTMLAnchorElement>(`a[data-item="${id}"]`)?.click();
    });
    map.on('mouseenter', layer, () => (map.getCanvas().style.cursor = 'pointer'));
    map.on('mouseleave', layer, () => (map.getCanvas().style.cursor = ''));
  }
  if (!bounds.isEmpty()) map.fitBounds(bounds, { padding: 40, maxZoom: 15, duration: 0 });
  map.once('idle', () => (element.dataset['mapState'] = 'idle'));
}

/** The features the page names, or its box as one. */
async function featuresOf(element: HTMLElement): Promise<Features> {
  const address = element.dataset['features'];
  if (address !== undefined) {
    const answer = (await (await fetch(address, { headers: { Accept: 'application/geo+json' } })).json()) as Features | Feature;
    return answer.type === 'Feature' ? { type: 'FeatureCollection', features: [answer] } : answer;
  }
  const [west = 0, south = 0, east = 0, north = 0] = (element.dataset['box'] ?? '').split(',').map(Number);
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
  return { type: 'FeatureCollection', features: [{ type: 'Feature', id: 0, properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } as never }] };
}

function extend(bounds: LngLatBounds, coordinates: unknown): void {
  if (!Array.isArray(coordinates)) return;
  if (typeof coordinates[0] === 'number') bounds.extend(coordinates as [number, number]);
  else for (const part of coordinates) extend(bounds, part);
}
