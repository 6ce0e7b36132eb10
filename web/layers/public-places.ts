// How are public places drawn? A house, with a cross for medical and a cap for schools.
import { type IconRequest, type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

const kinds = [
  { key: 'place', symbol: 'place', zh: '公共场所', en: 'Public place', types: [] },
  { key: 'medical', symbol: 'medical', zh: '医疗', en: 'Medical', types: ['PLC-MED', 'PLC-9S-HOS'] },
  { key: 'school', symbol: 'school', zh: '学校', en: 'School', types: ['PLC-SCH', 'PLC-9S-SCH'] },
] as const;

export const publicPlaces: MapLayer = {
  id: 'public-places',
  zh: '公共场所',
  en: 'Public places',
  collection: 'public-places',
  icons: (theme) => kinds.map(({ key, symbol }): IconRequest => ({ id: `public-places-${key}`, symbol, colour: theme.layers['public-places'] ?? theme.text, halo: theme.map.symbolHalo })),
  sources: (view) => ({ 'public-places': vectorSource(view, 'public-places', siteFields) }),
  build: ({ theme }) =>
    pointLayers('public-places', 'public-places', theme.layers['public-places'] ?? theme.text, theme, [
      'match',
      ['get', 'placeTypeCode'],
      ...kinds.flatMap(({ key, types }) => types.flatMap((type) => [type, `public-places-${key}`])),
      'public-places-place',
    ], 0.5),
  legend: ({ theme }) => kinds.map(({ key, symbol, zh, en }) => ({ key, zh, en, mark: { kind: 'symbol', symbol, colour: theme.layers['public-places'] ?? theme.text } })),
};
