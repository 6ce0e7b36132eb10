// How is the quiet map under the data drawn? A pure function of the theme and the language, checked by MapLibre's validator in a test.
import type { LayerSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { BaseUnderlay } from './operator-basemap.ts';
import type { Theme } from './tokens.ts';

export interface BaseOptions {
  readonly theme: Theme;
  readonly language: 'zh-CN' | 'en';
  /** Origin of the server, e.g. http://127.0.0.1:8080: sources need absolute addresses. */
  readonly origin: string;
  /** Part of tile addresses, so that new data mean new tiles. */
  readonly dataVersion: number;
  /** The operator's basemap, drawn in place of our own land, roads and buildings; null = ours. */
  readonly underlay: BaseUnderlay | null;
}

/** Our own layers that a basemap of the operator's stands in for. Sea and land stay under it, for where it ends. */
const replaced: ReadonlySet<string> = new Set(['city-land', 'parks', 'parcels', 'buildings', 'road-street', 'road-county', 'road-main', 'road-motorway', 'coast', 'label-road', 'label-park']);

/** Collections drawn by the base map, not by a layer of the rail. */
export const baseCollections = ['areas', 'roads', 'industrial-parks', 'parcels', 'buildings'] as const;

const font = ['Noto Sans CJK SC'];

/** Gives the address of a collection's TileJSON, which names its tiles, bounds and zooms: nothing is asked where nothing lies. */
export function tileJsonAddress(origin: string, collection: string, query: string): string {
  return `${origin}/api/collections/${collection}/tiles/WebMercatorQuad/tilejson${query === '' ? '' : `?${query}`}`;
}

/** Gives the base style: sea, land, roads, borders, parks, buildings, then labels. Data layers go before the layer `base-labels-begin`. */
export function baseStyle({ theme, language, origin, dataVersion, underlay }: BaseOptions): StyleSpecification {
  const { map } = theme;
  const version = `v=${dataVersion}`;
  const name = language === 'en' ? ['coalesce', ['get', 'nameEn'], ['get', 'name']] : ['get', 'name'];
  const township = ['!=', ['get', 'kindCode'], 'TWN-C'] as const;
  const label = (id: string, source: string, more: object, layout: object, paint: object): LayerSpecification =>
    ({
      id,
      type: 'symbol',
      source,
      'source-layer': source,
      ...more,
      layout: { 'text-field': name, 'text-font': font, 'text-max-width': 8, 'text-padding': 6, ...layout },
      paint: { 'text-halo-color': map.halo, 'text-halo-width': 1.4, 'text-halo-blur': 0.4, ...paint },
    }) as LayerSpecification;
  const road = (id: string, classes: string[], minzoom: number, colour: string, widths: [number, number, number]): LayerSpecification => ({
    id,
    type: 'line',
    source: 'roads',
    'source-layer': 'roads',
    minzoom,
    filter: ['in', ['get', 'roadClassCode'], ['literal', classes]] as never,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, widths[0], 12, widths[1], 17, widths[2]] as never },
  });
  const layers: LayerSpecification[] = [
    { id: 'sea', type: 'background', paint: { 'background-color': map.sea } },
    { id: 'land', type: 'fill', source: 'base', 'source-layer': 'land', paint: { 'fill-color': map.neighbour, 'fill-antialias': false } },
    { id: 'city-land', type: 'fill', source: 'areas', 'source-layer': 'areas', filter: ['all', township, ['==', ['geometry-type'], 'Polygon']] as never, paint: { 'fill-color': map.land, 'fill-antialias': false } },
    { id: 'parks', type: 'fill', source: 'industrial-parks', 'source-layer': 'industrial-parks', minzoom: 9, paint: { 'fill-color': map.park, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 9, 0, 10.5, 1] as never } },
    { id: 'parcels', type: 'line', source: 'parcels', 'source-layer': 'parcels', minzoom: 13, paint: { 'line-color': map.parcel, 'line-width': 0.8 } },
    { id: 'buildings', type: 'fill', source: 'buildings', 'source-layer': 'buildings', minzoom: 13, paint: { 'fill-color': map.building, 'fill-opacity': ['interpolate', ['linear'], ['zoom'], 13, 0.3, 15, 1] as never } },
    road('road-street', ['street', 'township', 'access'], 11, map.road, [0.2, 0.6, 4]),
    road('road-county', ['county'], 9.5, map.road, [0.4, 1.1, 6]),
    road('road-main', ['provincial', 'national'], 7.5, map.roadMajor, [0.6, 1.6, 8]),
    road('road-motorway', ['motorway'], 6.5, map.roadMajor, [0.8, 2.2, 11]),
    { id: 'coast', type: 'line', source: 'base', 'source-layer': 'coastline', layout: { 'line-join': 'round' }, paint: { 'line-color': map.coast, 'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.6, 12, 1.1] as never } },
    {
      id: 'borders',
      type: 'line',
      source: 'areas',
      'source-layer': 'areas',
      minzoom: 8,
      filter: ['all', township, ['==', ['geometry-type'], 'Polygon']] as never,
      paint: { 'line-color': map.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 0.5, 13, 1.1] as never, 'line-dasharray': [3, 2.5], 'line-opacity': 0.8 },
    },
    { id: 'base-labels-begin', type: 'background', layout: { visibility: 'none' }, paint: {} },
    label('label-road', 'roads', { minzoom: 12, filter: ['in', ['get', 'roadClassCode'], ['literal', ['motorway', 'national', 'provincial', 'county']]] }, { 'symbol-placement': 'line', 'text-size': 11, 'text-field': ['get', 'name'], 'symbol-spacing': 420 }, { 'text-color': map.labelQuiet }),
    label('label-park', 'industrial-parks', { minzoom: 11.5 }, { 'text-size': 11, 'text-field': ['get', 'name'], 'text-padding': 120 }, { 'text-color': map.labelQuiet }),
    label('label-port', 'port-labels', { minzoom: 11, 'source-layer': 'fishing-ports' }, { 'text-size': 11.5, 'text-field': ['get', 'name'], 'text-offset': [0, 1.2], 'text-anchor': 'top', 'text-optional': true }, { 'text-color': map.label }),
    label('label-township', 'townships', { minzoom: 8.4 }, { 'text-size': ['interpolate', ['linear'], ['zoom'], 8.5, 11, 11, 14, 14, 17], 'text-letter-spacing': 0.06, 'symbol-sort-key': ['get', 'rank'] }, { 'text-color': map.labelStrong, 'text-halo-width': 1.8 }),
    label('label-city', 'townships', { maxzoom: 8.4, filter: ['==', ['get', 'kindCode'], 'TWN-C'] }, { 'text-size': 15, 'text-letter-spacing': 0.1 }, { 'text-color': map.labelStrong }),
  ];
  // Seats come as GeoJSON points: a label stands where the office stands, once, not once in every tile.
  for (const layer of layers) {
    if (layer.type === 'symbol' && layer.source === 'townships') delete (layer as { 'source-layer'?: string })['source-layer'];
    if (layer.id === 'label-township') (layer as { filter?: unknown }).filter = township;
  }
  const tiles = (collection: string) => ({ type: 'vector' as const, url: tileJsonAddress(origin, collection, version) });
  return {
    version: 8,
    name: `anlan-${theme.name}`,
    ...(underlay?.sprite === undefined ? {} : { sprite: underlay.sprite }),
    sources: {
      ...underlay?.sources,
      base: { type: 'vector', tiles: [`${origin}/api/base/tiles/{z}/{x}/{y}`], minzoom: 0, maxzoom: 13, attribution: 'Coast: DCW-GMT (LGPL), Natural Earth' },
      ...Object.fromEntries(baseCollections.map((collection) => [collection, tiles(collection)])),
      'port-labels': tiles('fishing-ports'),
      townships: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
    },
    layers: underlay === null ? layers : layers.flatMap((layer) => (layer.id === 'land' ? [layer, ...underlay.layers] : replaced.has(layer.id) ? [] : [layer])),
  };
}
