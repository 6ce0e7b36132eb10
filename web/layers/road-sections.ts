// How are hazardous road sections drawn? A strong line with chevrons along it.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

export const roadSections: MapLayer = {
  id: 'road-sections',
  zh: '隐患路段',
  en: 'Hazardous road sections',
  collection: 'road-sections',
  icons: (theme) => [{ id: 'road-sections-chevron', symbol: 'chevron', colour: theme.layers['road-sections'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ 'road-sections': vectorSource(view, 'road-sections', siteFields) }),
  build: ({ theme }) => {
    const colour = theme.layers['road-sections'] ?? theme.text;
    const line = { source: 'road-sections', 'source-layer': 'road-sections', filter: ['==', ['geometry-type'], 'LineString'] };
    return [
      { id: 'road-sections-line', type: 'line', ...line, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': ['interpolate', ['linear'], ['zoom'], 8, 2, 14, 5] } },
      { id: 'road-sections-along', type: 'symbol', ...line, minzoom: 11, layout: { 'symbol-placement': 'line', 'symbol-spacing': 60, 'icon-image': 'road-sections-chevron', 'icon-size': 0.5, 'icon-allow-overlap': true } },
      ...pointLayers('road-sections', 'road-sections', colour, theme, 'road-sections-chevron', 0.8, 9),
    ] as unknown as LayerSpecification[];
  },
  legend: ({ theme }) => [{ key: 'section', zh: '隐患路段', en: 'Hazardous road section', mark: { kind: 'symbol', symbol: 'chevron', colour: theme.layers['road-sections'] ?? theme.text } }],
};
