// How are enterprises drawn? A square works for all; chemical plants, cold stores and mines have a silhouette of their own.
import { type IconRequest, type MapLayer, pointLayers, siteFields, vectorSource } from './layer.ts';

const kinds = [
  { key: 'enterprise', symbol: 'enterprise', zh: '一般企业', en: 'Enterprise', types: [] },
  { key: 'chemical', symbol: 'chemical', zh: '危险化学品', en: 'Hazardous chemicals', types: ['PLC-CHEM'] },
  { key: 'cold', symbol: 'cold', zh: '冷库', en: 'Cold store', types: ['PLC-COLD'] },
  { key: 'mine', symbol: 'mine', zh: '矿山', en: 'Mine', types: ['PLC-MINE'] },
] as const;

export const enterprises: MapLayer = {
  id: 'enterprises',
  zh: '企业',
  en: 'Enterprises',
  collection: 'enterprises',
  icons: (theme) => kinds.map(({ key, symbol }): IconRequest => ({ id: `enterprises-${key}`, symbol, colour: theme.layers['enterprises'] ?? theme.text, halo: theme.map.symbolHalo })),
  sources: (view) => ({ enterprises: vectorSource(view, 'enterprises', siteFields) }),
  build: ({ theme }) =>
    pointLayers('enterprises', 'enterprises', theme.layers['enterprises'] ?? theme.text, theme, [
      'match',
      ['get', 'placeTypeCode'],
      ...kinds.flatMap(({ key, types }) => types.flatMap((type) => [type, `enterprises-${key}`])),
      ['match', ['get', 'sectorCode'], 'SEC-CHEM', 'enterprises-chemical', 'SEC-MINE', 'enterprises-mine', 'enterprises-enterprise'],
    ], 0.56),
  legend: ({ theme }) => kinds.map(({ key, symbol, zh, en }) => ({ key, zh, en, mark: { kind: 'symbol', symbol, colour: theme.layers['enterprises'] ?? theme.text } })),
};
