// How are fishing ports drawn? An anchor, larger for a higher grade.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

export const fishingPorts: MapLayer = {
  id: 'fishing-ports',
  zh: '渔港',
  en: 'Fishing ports',
  collection: 'fishing-ports',
  icons: (theme) => [{ id: 'fishing-ports-port', symbol: 'port', colour: theme.layers['fishing-ports'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ 'fishing-ports': vectorSource(view, 'fishing-ports', siteFields) }),
  build: ({ theme }) => {
    const colour = theme.layers['fishing-ports'] ?? theme.text;
    const outline = {
      id: 'fishing-ports-outline',
      type: 'line',
      source: 'fishing-ports',
      'source-layer': 'fishing-ports',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': colour, 'line-width': 1.2 },
    };
    return [outline, ...pointLayers('fishing-ports', 'fishing-ports', colour, theme, 'fishing-ports-port', 1.05, 7)] as unknown as LayerSpecification[];
  },
  legend: ({ theme }) => [{ key: 'port', zh: '渔港', en: 'Fishing port', mark: { kind: 'symbol', symbol: 'port', colour: theme.layers['fishing-ports'] ?? theme.text } }],
};
