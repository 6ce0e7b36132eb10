// How are hazards drawn one by one? A circle; a ring for a major one, a clock notch when overdue, a tick when closed.
import type { LayerSpecification } from '@maplibre/maplibre-gl-style-spec';
import { overdueStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import { levelColour, overdueColour } from '../../styles/risk.ts';
import { type IconRequest, type LegendRow, type MapLayer, pointLayers, vectorSource } from './layer.ts';
import type { Theme } from '../../styles/tokens.ts';

const fields = ['sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'overdue', 'overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo'];

function kinds(theme: Theme): readonly (IconRequest & { zh: string; en: string })[] {
  const halo = theme.map.symbolHalo;
  return [
    { id: 'hazards-closed', symbol: 'closed', colour: theme.textQuiet, halo, zh: '已销号', en: 'Closed' },
    { id: 'hazards-open', symbol: 'hazard', colour: levelColour(theme, 'LV-G'), halo, zh: '一般隐患', en: 'General hazard' },
    { id: 'hazards-overdue', symbol: 'hazard', colour: levelColour(theme, 'LV-G'), halo, notch: overdueColour(theme, 60), zh: '逾期', en: 'Overdue' },
    { id: 'hazards-major', symbol: 'major', colour: levelColour(theme, 'LV-M'), halo, zh: '重大隐患', en: 'Major hazard' },
    { id: 'hazards-major-overdue', symbol: 'major', colour: levelColour(theme, 'LV-M'), halo, notch: overdueColour(theme, 60), zh: '重大隐患逾期', en: 'Major, overdue' },
  ];
}

export const hazards: MapLayer = {
  id: 'hazards',
  zh: '隐患',
  en: 'Hazards',
  collection: 'hazards',
  icons: kinds,
  sources: (view) => ({ hazards: vectorSource(view, 'hazards', fields) }),
  build: ({ theme }) => {
    const overdue = ['>', ['coalesce', ['get', 'overdueDays'], 0], 0];
    const closed = ['!', ['in', ['get', 'statusCode'], ['literal', [...overdueStatusCodes, 'ST-AWAIT_REVIEW']]]];
    const major = ['==', ['get', 'levelCode'], 'LV-M'];
    const icon = ['case', closed, 'hazards-closed', major, ['case', overdue, 'hazards-major-overdue', 'hazards-major'], ['case', overdue, 'hazards-overdue', 'hazards-open']];
    // What is done steps back: smaller, fainter, below what still waits.
    const size = (full: number) => ['case', closed, full * 0.6, major, full * 1.25, full];
    return pointLayers('hazards', 'hazards', levelColour(theme, 'LV-G'), theme, icon, 0.55).map((layer): LayerSpecification => {
      if (layer.id === 'hazards-points' && layer.type === 'symbol') {
        return {
          ...layer,
          layout: {
            ...layer.layout,
            'icon-size': ['interpolate', ['linear'], ['zoom'], 11, size(0.4), 14, size(0.58), 17, size(0.74)],
            'symbol-sort-key': ['case', closed, 0, ['+', 1, ['case', overdue, 1, 0], ['case', major, 2, 0]]],
          },
          paint: { 'icon-opacity': ['case', closed, 0.45, 1] },
        } as unknown as LayerSpecification;
      }
      if (layer.id === 'hazards-dots' && layer.type === 'circle') {
        const colour = ['case', closed, theme.textQuiet, overdue, overdueColour(theme, 60), levelColour(theme, 'LV-G')];
        return { ...layer, layout: { 'circle-sort-key': ['case', closed, 0, overdue, 2, 1] }, paint: { ...layer.paint, 'circle-color': colour, 'circle-opacity': ['case', closed, 0.3, 0.85] } } as unknown as LayerSpecification;
      }
      return layer;
    });
  },
  legend: ({ theme }) => [
    ...kinds(theme).map(
      ({ id, zh, en, symbol, colour, notch }): LegendRow => ({ key: id, zh, en, mark: { kind: 'symbol', symbol, colour, ...(notch === undefined ? {} : { notch }) } }),
    ),
    { key: 'cells', zh: '多处汇总（面积示数量）', en: 'Several together (area shows the number)', mark: { kind: 'cell', colour: levelColour(theme, 'LV-G') } },
  ],
};
