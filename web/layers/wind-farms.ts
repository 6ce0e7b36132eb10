// How are wind farms drawn? A three-blade rotor for each turbine, the farm's outline dashed.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

export const windFarms: MapLayer = {
  id: 'wind-farms',
  zh: '风电场',
  en: 'Wind farms',
  collection: 'wind-farms',
  icons: (theme) => [{ id: 'wind-farms-turbine', symbol: 'turbine', colour: theme.layers['wind-farms'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ 'wind-farms': vectorSource(view, 'wind-farms', [...siteFields, 'featureKind']) }),
  build: ({ theme }) => {
    const colour = theme.layers['wind-farms'] ?? theme.text;
    return [
      {
        id: 'wind-farms-outline',
        type: 'line',
        source: 'wind-farms',
        'source-layer': 'wind-farms',
        filter: ['==', ['geometry-type'], 'Polygon'],
        paint: { 'line-color': colour, 'line-width': 1.1, 'line-dasharray': [4, 3], 'line-opacity': 0.7 },
      },
      {
        id: 'wind-farms-label',
        type: 'symbol',
        source: 'wind-farms',
        'source-layer': 'wind-farms',
        minzoom: 10,
        filter: ['==', ['geometry-type'], 'Polygon'],
        layout: { 'text-field': ['get', 'name'], 'text-font': ['Noto Sans CJK SC'], 'text-size': 11 },
        paint: { 'text-color': colour, 'text-halo-color': theme.map.halo, 'text-halo-width': 1.2 },
      },
      ...pointLayers('wind-farms', 'wind-farms', colour, theme, 'wind-farms-turbine', 0.8, 10.5),
    ] as unknown as LayerSpecification[];
  },
  legend: ({ theme }) => [
    { key: 'turbine', zh: '风机', en: 'Turbine', mark: { kind: 'symbol', symbol: 'turbine', colour: theme.layers['wind-farms'] ?? theme.text } },
    { key: 'farm', zh: '风电场范围', en: 'Wind farm outline', mark: { kind: 'line', colour: theme.layers['wind-farms'] ?? theme.text, width: 1.1, dash: [4, 3] } },
  ],
};
