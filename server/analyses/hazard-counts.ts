// How many hazards stand where, by state, sector, department and township?
import { z } from 'zod';
import { HazardCounts } from '../../data/contract/analyses.ts';
import { hazardColumns, hazardMeaning } from '../tiles/hazard-columns.ts';
import { defineAnalysis } from './analysis.ts';
import { addToTally, createTally, type GroupTally } from '../tiles/hazard-tally.ts';

export const hazardCounts = defineAnalysis({
  id: 'hazard-counts',
  zh: '隐患统计',
  en: 'Hazard counts',
  method: 'hazard-counts',
  inputs: ['hazards'],
  parameters: z.object({}),
  result: HazardCounts,
  async run({ index, today, scope, where }, selection) {
    const hazards = index.points('hazards');
    const tally = createTally();
    const meaning = hazardMeaning(hazards);
    hazards.scan(index.filter('hazards', selection, today, scope, where('hazards')), null, (rows, list, count) => {
      addToTally(tally, hazardColumns(hazards, rows), list.subarray(0, count), meaning, today);
    });
    const code = (name: string, stored: number) => hazards.value(name, stored) as string | null;
    const cross = (name: string, groups: Map<number, GroupTally>) =>
      [...groups].map(([key, group]) => ({ code: code(name, Math.floor(key / 65_536)) ?? '', areaCode: code('areaCode', key % 65_536), group }));
    return {
      totals: tally.totals,
      statusLevel: [...tally.statusLevel].map(([key, count]) => ({
        statusCode: code('statusCode', Math.floor(key / 256)) ?? '',
        levelCode: code('levelCode', key % 256) ?? '',
        count,
      })),
      sectorArea: cross('sectorCode', tally.sectorArea).map(({ code: sectorCode, areaCode, group }) => ({ sectorCode, areaCode, ...group })),
      departmentArea: cross('departmentCode', tally.departmentArea).map(({ code: departmentCode, areaCode, group }) => ({ departmentCode, areaCode, ...group })),
      source: [...tally.source].map(([key, group]) => ({ sourceCode: code('sourceCode', key) ?? '', ...group })),
    };
  },
});
