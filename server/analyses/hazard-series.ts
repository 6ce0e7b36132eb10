// How many hazards were found and closed in each day, week or month?
import { HazardSeries, SeriesParameters } from '../../data/contract/analyses.ts';
import { hazardColumns, hazardMeaning } from '../tiles/hazard-columns.ts';
import { defineAnalysis } from './analysis.ts';
import { binDays } from './hazard-series.kernel.ts';

export const hazardSeries = defineAnalysis({
  id: 'hazard-series',
  zh: '隐患时间序列',
  en: 'Hazard series',
  method: 'hazard-series',
  inputs: ['hazards'],
  parameters: SeriesParameters,
  result: HazardSeries,
  async run({ index, today, scope, where }, selection, { interval }) {
    const hazards = index.points('hazards');
    const meaning = hazardMeaning(hazards);
    const found = new Map<number, number>();
    const majorFound = new Map<number, number>();
    const closed = new Map<number, number>();
    hazards.scan(index.filter('hazards', selection, today, scope, where('hazards')), null, (rows, list, count) => {
      const { foundDay, closedDay, level } = hazardColumns(hazards, rows);
      for (let k = 0; k < count; k++) {
        const row = list[k] ?? 0;
        const day = foundDay[row] ?? meaning.noDay;
        if (day !== meaning.noDay) {
          found.set(day, (found.get(day) ?? 0) + 1);
          if (level[row] === meaning.majorLevel) majorFound.set(day, (majorFound.get(day) ?? 0) + 1);
        }
        const last = closedDay[row] ?? meaning.noDay;
        if (last !== meaning.noDay) closed.set(last, (closed.get(last) ?? 0) + 1);
      }
    });
    return { interval, bins: binDays({ found, majorFound, closed }, interval) };
  },
});
