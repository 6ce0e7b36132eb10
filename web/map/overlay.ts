// What lies over the layers? The heat below the points, the hulls of overdue clusters with their days (their badges are in badges.ts), what is highlighted, what was drawn.
import type { CanvasSource, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { OverdueClusters } from '../../data/contract/analyses.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { overdueColour } from '../../styles/risk.ts';
import type { Theme } from '../../styles/tokens.ts';

export const overlayLayerIds = { heat: 'overlay-heat', clusterFill: 'overlay-cluster-fill', clusterLine: 'overlay-cluster-line', clusterDays: 'overlay-cluster-days', clusterRoom: 'overlay-cluster-room', highlight: 'overlay-highlight', ring: 'overlay-ring' } as const;

export interface Overlay {
  readonly density: { readonly box: Box; readonly key: string; canvas(): HTMLCanvasElement } | null;
  readonly clusters: GeoJSON.FeatureCollection;
  readonly highlighted: readonly [number, number] | null;
  readonly ring: readonly (readonly [number, number])[] | null;
}

/** Gives clusters as hulls and points for their words; `daysWords` says how long the oldest is overdue. */
export function clustersAsGeoJson(clusters: OverdueClusters | null, daysWords: (days: number) => string): GeoJSON.FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: (clusters?.clusters ?? []).flatMap((cluster): GeoJSON.Feature[] => {
      const properties = { id: cluster.id, members: cluster.members, days: cluster.oldestOverdueDays, label: daysWords(cluster.oldestOverdueDays) };
      return [
        { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [cluster.hull.map((corner) => [...corner])] } },
        { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...cluster.centre] } },
      ];
    }),
  };
}

/** Heat lies on the land and under what is drawn with lines: our roads, those of a basemap of the operator's, at least the borders. */
function heatBelow(map: MapLibreMap): string {
  return ['road-street', 'operator-road-street', 'borders'].find((id) => map.getLayer(id) !== undefined) ?? 'base-labels-begin';
}

const heatKeys = new WeakMap<MapLibreMap, string>();

/** Puts the overlay into the map: sources and layers once, data as often as asked. */
export function addOverlay(map: MapLibreMap, theme: Theme, overlay: Overlay): void {
  putHeat(map, overlay.density);
  put(map, 'overlay-clusters', overlay.clusters);
  put(map, 'overlay-highlight', points(overlay.highlighted));
  put(map, 'overlay-ring', ringOf(overlay.ring));
  const alarm = overdueColour(theme, 60);
  const font = ['Noto Sans CJK SC'];
  const layers = [
    { id: overlayLayerIds.clusterFill, type: 'fill', source: 'overlay-clusters', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': alarm, 'fill-opacity': 0.12 } },
    { id: overlayLayerIds.clusterLine, type: 'line', source: 'overlay-clusters', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'line-color': alarm, 'line-width': 1.6, 'line-dasharray': [2, 1.4] } },
    { id: overlayLayerIds.ring, type: 'line', source: 'overlay-ring', paint: { 'line-color': theme.accent, 'line-width': 2 } },
    {
      id: overlayLayerIds.clusterDays,
      type: 'symbol',
      source: 'overlay-clusters',
      minzoom: 10.2,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'label'], 'text-font': font, 'text-size': 11, 'text-anchor': 'top', 'text-offset': [0, 1.7], 'text-padding': 4 },
      paint: { 'text-color': theme.alarmText, 'text-halo-color': theme.map.halo, 'text-halo-width': 1.6 },
    },
    {
      // Not seen: it keeps the labels of the map away from the badges, which deck.gl draws above them.
      id: overlayLayerIds.clusterRoom,
      type: 'symbol',
      source: 'overlay-clusters',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['to-string', ['get', 'members']], 'text-font': font, 'text-size': 22, 'text-padding': 4, 'text-allow-overlap': true },
      paint: { 'text-opacity': 0 },
    },
    { id: overlayLayerIds.highlight, type: 'circle', source: 'overlay-highlight', paint: { 'circle-radius': 15, 'circle-color': 'rgba(0,0,0,0)', 'circle-stroke-color': theme.accent, 'circle-stroke-width': 2.5 } },
  ];
  for (const layer of layers) if (map.getLayer(layer.id) === undefined) map.addLayer(layer as never);
}

function putHeat(map: MapLibreMap, density: Overlay['density']): void {
  const there = map.getSource<CanvasSource>('overlay-heat');
  if (density === null) {
    if (map.getLayer(overlayLayerIds.heat) !== undefined) map.removeLayer(overlayLayerIds.heat);
    if (there !== undefined) map.removeSource('overlay-heat');
    return;
  }
  if (there !== undefined && heatKeys.get(map) === density.key) return;
  if (there !== undefined) {
    map.removeLayer(overlayLayerIds.heat);
    map.removeSource('overlay-heat');
  }
  const [west, south, east, north] = density.box;
  heatKeys.set(map, density.key);
  map.addSource('overlay-heat', {
    type: 'canvas',
    canvas: density.canvas(),
    animate: false,
    coordinates: [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ],
  } as never);
  // Under the roads and borders: the heat is ground, not ink.
  map.addLayer({ id: overlayLayerIds.heat, type: 'raster', source: 'overlay-heat', paint: { 'raster-resampling': 'linear', 'raster-fade-duration': 0 } } as never, heatBelow(map));
}

function put(map: MapLibreMap, id: string, data: GeoJSON.FeatureCollection): void {
  const source = map.getSource<GeoJSONSource>(id);
  if (source === undefined) map.addSource(id, { type: 'geojson', data });
  else void source.setData(data);
}

function points(position: readonly [number, number] | null): GeoJSON.FeatureCollection {
  return { type: 'FeatureCollection', features: position === null ? [] : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...position] } }] };
}

function ringOf(ring: Overlay['ring']): GeoJSON.FeatureCollection {
  const first = ring?.[0];
  if (ring === null || first === undefined) return { type: 'FeatureCollection', features: [] };
  return { type: 'FeatureCollection', features: [{ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [...ring, first].map((corner) => [...corner]) } }] };
}
