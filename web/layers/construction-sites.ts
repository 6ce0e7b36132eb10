// How are construction sites drawn? Their outline hatched by a light fill, and a crane.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

export const constructionSites: MapLayer = {
  id: 'construction-sites',
  zh: '建筑工地',
  en: 'Construction sites',
  collection: 'construction-sites',
  icons: (theme) => [{ id: 'construction-sites-crane', symbol: 'crane', colour: theme.layers['construction-sites'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ 'construction-sites': vectorSource(view, 'construction-sites', siteFields) }),
  build: ({ theme }) => {
    const colour = theme.layers['construction-sites'] ?? theme.text;
    const polygon = { source: 'construction-sites', 'source-layer': 'construction-sites', filter: ['==', ['geometry-type'], 'Polygon'] };
    const symbol = {
      id: 'construction-sites-outline-crane',
      type: 'symbol',
      ...polygon,
      minzoom: 12,
      layout: { 'icon-image': 'construction-sites-crane', 'icon-size': 0.8, 'icon-allow-overlap': true },
    };
    return [
      { id: 'construction-sites-fill', type: 'fill', ...polygon, paint: { 'fill-color': colour, 'fill-opacity': 0.22 } },
      { id: 'construction-sites-line', type: 'line', ...polygon, paint: { 'line-color': colour, 'line-width': 1.4 } },
      ...pointLayers('construction-sites', 'construction-sites', colour, theme, 'construction-sites-crane', 0.85, 10.5),
      symbol,
    ] as unknown as LayerSpecification[];
  },
  legend: ({ theme }) => [{ key: 'crane', zh: '在建工地', en: 'Construction site', mark: { kind: 'symbol', symbol: 'crane', colour: theme.layers['construction-sites'] ?? theme.text } }],
};
