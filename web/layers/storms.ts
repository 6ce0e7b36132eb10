// How are storms drawn? Their tracks as quiet lines with the name at their side; they are history, not a warning.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, vectorSource } from './layer.ts';

export const storms: MapLayer = {
  id: 'storms',
  zh: '台风路径（历史）',
  en: 'Storm tracks (past)',
  collection: 'storms',
  icons: (theme) => [{ id: 'storms-storm', symbol: 'storm', colour: theme.layers['storms'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ storms: vectorSource(view, 'storms', []) }),
  build: ({ theme }) => {
    const colour = theme.layers['storms'] ?? theme.text;
    const line = { source: 'storms', 'source-layer': 'storms', filter: ['==', ['geometry-type'], 'LineString'] };
    return [
      { id: 'storms-line', type: 'line', ...line, layout: { 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': 1.4, 'line-opacity': 0.5 } },
      {
        id: 'storms-name',
        type: 'symbol',
        ...line,
        layout: { 'symbol-placement': 'line', 'symbol-spacing': 360, 'text-field': ['concat', ['get', 'name'], ' ', ['to-string', ['get', 'season']]], 'text-font': ['Noto Sans CJK SC'], 'text-size': 11.5, 'text-offset': [0, -0.8] },
        paint: { 'text-color': colour, 'text-halo-color': theme.map.halo, 'text-halo-width': 1.4 },
      },
    ] as unknown as LayerSpecification[];
  },
  legend: ({ theme }) => [{ key: 'track', zh: '历史路径', en: 'Past track', mark: { kind: 'line', colour: theme.layers['storms'] ?? theme.text, width: 1.6 } }],
};
