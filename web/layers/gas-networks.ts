// How is the gas network drawn? Lines by pressure (weight and dash), a flame for stations, small ones for users close by.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

const pressures = [
  { key: 'high', zh: '高压、次高压', en: 'High and sub-high', codes: ['high-a', 'high-b', 'sub-high-a', 'sub-high-b'], width: 3 },
  { key: 'medium', zh: '中压', en: 'Medium', codes: ['medium-a', 'medium-b'], width: 1.8 },
  { key: 'low', zh: '低压', en: 'Low', codes: ['low'], width: 1.1, dash: [2.5, 1.5] },
] as const;

export const gasNetworks: MapLayer = {
  id: 'gas-networks',
  zh: '燃气管网',
  en: 'Gas networks',
  collection: 'gas-networks',
  icons: (theme) => [{ id: 'gas-networks-gas', symbol: 'gas', colour: theme.layers['gas-networks'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ 'gas-networks': vectorSource(view, 'gas-networks', [...siteFields, 'featureKind', 'pressureCode']) }),
  build: ({ theme }) => {
    const colour = theme.layers['gas-networks'] ?? theme.text;
    const lines = pressures.map(({ key, codes, width, ...rest }) => ({
      id: `gas-networks-line-${key}`,
      type: 'line',
      source: 'gas-networks',
      'source-layer': 'gas-networks',
      filter: ['all', ['==', ['geometry-type'], 'LineString'], ['in', ['get', 'pressureCode'], ['literal', codes]]],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colour,
        'line-opacity': 0.9,
        'line-width': ['interpolate', ['linear'], ['zoom'], 8, width * 0.5, 12, width, 16, width * 1.8],
        ...('dash' in rest ? { 'line-dasharray': rest.dash } : {}),
      },
    })) as unknown as LayerSpecification[];
    const points = pointLayers('gas-networks', 'gas-networks', colour, theme, 'gas-networks-gas', 0.5).map((layer) =>
      layer.id.endsWith('-points') ? ({ ...layer, minzoom: 11 } as LayerSpecification) : ({ ...layer, layout: { visibility: 'none' } } as LayerSpecification),
    );
    return [...lines, ...points];
  },
  legend: ({ theme }) => {
    const colour = theme.layers['gas-networks'] ?? theme.text;
    return [
      ...pressures.map(({ key, zh, en, width, ...rest }) => ({ key, zh, en, mark: { kind: 'line' as const, colour, width, ...('dash' in rest ? { dash: rest.dash } : {}) } })),
      { key: 'station', zh: '场站、用户', en: 'Station, user', mark: { kind: 'symbol', symbol: 'gas', colour } },
    ];
  },
};
