// How are vessels drawn? An arrow along the course; those in port are quieter.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { type MapLayer, pointLayers, vectorSource } from './layer.ts';

export const vessels: MapLayer = {
  id: 'vessels',
  zh: '渔船',
  en: 'Fishing vessels',
  collection: 'vessels',
  icons: (theme) => [{ id: 'vessels-vessel', symbol: 'vessel', colour: theme.layers['vessels'] ?? theme.text, halo: theme.map.symbolHalo }],
  sources: (view) => ({ vessels: vectorSource(view, 'vessels', ['areaCode', 'workTypeCode', 'inPort']) }),
  build: ({ theme }) =>
    pointLayers('vessels', 'vessels', theme.layers['vessels'] ?? theme.text, theme, 'vessels-vessel', 0.62, 10).map((layer) =>
      layer.type === 'symbol'
        ? ({
            ...layer,
            layout: { ...layer.layout, 'icon-rotate': ['coalesce', ['get', 'courseDegrees'], 0], 'icon-rotation-alignment': 'map' },
            paint: { 'icon-opacity': ['case', ['==', ['get', 'inPort'], true], 0.55, 1] },
          } as LayerSpecification)
        : layer,
    ),
  legend: ({ theme }) => [{ key: 'vessel', zh: '渔船（沿航向）', en: 'Vessel (along its course)', mark: { kind: 'symbol', symbol: 'vessel', colour: theme.layers['vessels'] ?? theme.text } }],
};
