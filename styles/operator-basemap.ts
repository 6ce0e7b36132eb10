// How is a basemap of the operator's drawn under the data? Images as they come, vector tiles in the house's own quiet colours, a foreign style as it is.
import type { LayerSpecification, SourceSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Basemap } from '../data/contract/basemaps.ts';
import type { Theme } from './tokens.ts';

/** What lies between the sea and the data: sources and layers, all named `operator-…`. */
export interface BaseUnderlay {
  readonly sources: Readonly<Record<string, SourceSpecification>>;
  readonly layers: readonly LayerSpecification[];
  readonly sprite?: StyleSpecification['sprite'];
}

const font = ['Noto Sans CJK SC'];

/** Names of layers and attributes in the two schemas of vector tiles that are known (Protomaps 4, OpenMapTiles 3). */
const schemas = {
  protomaps: { land: 'earth', water: 'water', green: 'landuse', building: 'buildings', road: 'roads', roadKind: 'kind', place: 'places', roadName: 'roads', kinds: { motorway: ['highway'], main: ['major_road'], street: ['minor_road', 'other'] } },
  openmaptiles: { land: null, water: 'water', green: 'landcover', building: 'building', road: 'transportation', roadKind: 'class', place: 'place', roadName: 'transportation_name', kinds: { motorway: ['motorway', 'trunk'], main: ['primary', 'secondary'], street: ['tertiary', 'minor', 'service', 'street'] } },
} as const;

/**
 * Gives the layers of a basemap. `style` = the foreign style of one that is drawn as it is; null while it is not there yet gives nothing. Its fonts are taken from
 * this machine, because a style with a glyph server would send every label there.
 */
export function underlayOf(basemap: Basemap, style: StyleSpecification | null, theme: Theme, language: 'zh-CN' | 'en', origin: string): BaseUnderlay {
  const common = { minzoom: basemap.minZoom, maxzoom: basemap.maxZoom, attribution: basemap.attribution, ...(basemap.box === null ? {} : { bounds: basemap.box as [number, number, number, number] }) };
  const addressOf = (path: string): string => `${origin}/api/basemaps/${basemap.id}/tiles/${path}`;
  switch (basemap.drawn) {
    case 'raster':
      return {
        sources: Object.fromEntries(basemap.tiles.map((path, sheet) => [`operator-${sheet}`, { type: 'raster', tiles: [addressOf(path)], tileSize: basemap.tileSize, ...common }])),
        // By night an image made for the day is dimmed, or it outshines the data.
        layers: basemap.tiles.map((_, sheet) => ({ id: `operator-${sheet}`, type: 'raster', source: `operator-${sheet}`, paint: { 'raster-fade-duration': 0, ...(theme.name === 'night' ? { 'raster-brightness-max': 0.45, 'raster-saturation': -0.5 } : {}) } })),
      };
    case 'style':
      return style === null ? { sources: {}, layers: [] } : foreign(style);
    default:
      return { sources: { 'operator-0': { type: 'vector', tiles: basemap.tiles.map(addressOf), ...common } }, layers: vectorLayers(schemas[basemap.drawn], theme, language) };
  }
}

function foreign(style: StyleSpecification): BaseUnderlay {
  const named = (id: string): string => `operator-${id}`;
  return {
    sources: Object.fromEntries(Object.entries(style.sources).map(([id, source]) => [named(id), source])),
    layers: style.layers.map((layer) => ({ ...layer, id: named(layer.id), ...('source' in layer ? { source: named(String(layer.source)) } : {}) }) as LayerSpecification),
    ...(style.sprite === undefined ? {} : { sprite: style.sprite }),
  };
}

function vectorLayers(schema: (typeof schemas)[keyof typeof schemas], { map }: Theme, language: 'zh-CN' | 'en'): LayerSpecification[] {
  const source = 'operator-0';
  const name = language === 'en' ? ['coalesce', ['get', 'name:en'], ['get', 'name']] : ['coalesce', ['get', 'name:zh-Hans'], ['get', 'name:zh'], ['get', 'name']];
  const fill = (id: string, layer: string, colour: string, more: object = {}): LayerSpecification => ({ id: `operator-${id}`, type: 'fill', source, 'source-layer': layer, ...more, paint: { 'fill-color': colour, 'fill-antialias': false } }) as LayerSpecification;
  const road = (id: string, kinds: readonly string[], minzoom: number, colour: string, widths: readonly [number, number, number]): LayerSpecification => ({
    id: `operator-road-${id}`,
    type: 'line',
    source,
    'source-layer': schema.road,
    minzoom,
    filter: ['in', ['get', schema.roadKind], ['literal', [...kinds]]] as never,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': colour, 'line-width': ['interpolate', ['exponential', 1.5], ['zoom'], 8, widths[0], 12, widths[1], 17, widths[2]] as never },
  });
  const label = (id: string, layer: string, more: object, layout: object): LayerSpecification =>
    ({
      id: `operator-${id}`,
      type: 'symbol',
      source,
      'source-layer': layer,
      ...more,
      layout: { 'text-field': name, 'text-font': font, 'text-size': 11, 'text-padding': 8, 'text-max-width': 8, ...layout },
      paint: { 'text-color': map.labelQuiet, 'text-halo-color': map.halo, 'text-halo-width': 1.2 },
    }) as LayerSpecification;
  return [
    ...(schema.land === null ? [{ id: 'operator-land', type: 'background', paint: { 'background-color': map.land } } as LayerSpecification] : [fill('land', schema.land, map.land)]),
    fill('green', schema.green, map.park, { filter: ['in', ['get', schema.roadKind], ['literal', ['park', 'forest', 'wood', 'grass', 'nature_reserve', 'cemetery']]] }),
    fill('water', schema.water, map.sea, { filter: ['==', ['geometry-type'], 'Polygon'] }),
    fill('building', schema.building, map.building, { minzoom: 13 }),
    road('street', schema.kinds.street, 11, map.road, [0.2, 0.6, 4]),
    road('main', schema.kinds.main, 8, map.roadMajor, [0.5, 1.4, 7]),
    road('motorway', schema.kinds.motorway, 6, map.roadMajor, [0.8, 2.2, 11]),
    label('label-road', schema.roadName, { minzoom: 13 }, { 'symbol-placement': 'line', 'symbol-spacing': 420 }),
    label('label-place', schema.place, { minzoom: 9 }, {}),
  ];
}
