// Does the compiled filter keep exactly what the contract says a selection means?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Selection } from '../../../data/contract/selection.ts';
import { compileFilter } from '../../../server/tiles/filter.ts';
import type { CompiledFilter } from '../../../server/tiles/filter.ts';
import { anyAreas, anySelection, areaScope, columnsOf, hazardIndex, passes, sampleHazards, today } from './sample.ts';
import type { SampleHazard } from './sample.ts';

const hazards = sampleHazards(3000, 11);
const columns = columnsOf('hazards');
const index = hazardIndex(hazards, columns);

function idsOf(filter: CompiledFilter): number[] {
  const ids: number[] = [];
  index.scan(filter, null, (rows, list, count) => {
    for (let k = 0; k < count; k++) ids.push(rows.id[list[k] as number] as number);
  });
  return ids.sort((a, b) => a - b);
}

describe('compiled filter', () => {
  it('keeps exactly the hazards the contract describes, for any selection and scope', () => {
    fc.assert(
      fc.property(anySelection, fc.option(anyAreas), (selection, scope) => {
        const expected = hazards.filter((hazard) => passes(hazard, selection, scope)).map((hazard) => hazard.id);
        expect(idsOf(compileFilter('hazards', columns, selection, today, areaScope(scope)))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('gives one key to equal filters and different keys to different filters, scopes and days', () => {
    const key = (selection: Selection, day: number, scope: readonly string[] | null): string => compileFilter('hazards', columns, selection, day, areaScope(scope)).key;
    expect(key({ areaCode: ['A1'], open: true }, today, ['A2', 'A1'])).toBe(key({ open: true, areaCode: ['A1'] }, today, ['A1', 'A2']));
    const keys = [key({}, today, null), key({}, today + 1, null), key({}, today, []), key({}, today, ['A1']), key({ areaCode: ['A1'] }, today, null)];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('an empty scope shows nothing, and a scope hides objects without an area', () => {
    expect(idsOf(compileFilter('hazards', columns, {}, today, areaScope([])))).toEqual([]);
    const all = [...new Set(hazards.flatMap((hazard) => hazard.areaCode ?? []))];
    expect(idsOf(compileFilter('hazards', columns, {}, today, areaScope(all))).length).toBe(hazards.filter((hazard) => hazard.areaCode !== null).length);
  });

  it('refuses a field the collection does not have', () => {
    expect(() => compileFilter('vessels', columnsOf('vessels'), { levelCode: ['LV-M'] }, today, null)).toThrow(/levelCode/);
    expect(() => compileFilter('enterprises', columnsOf('enterprises'), { overdue: true }, today, null)).toThrow(/overdue/);
  });

  it('overdue begins the day after the deadline', () => {
    const hazard = { ...(hazards[0] as SampleHazard), statusCode: 'ST-RECTIFYING', dueDay: today };
    const one = hazardIndex([hazard], columns);
    expect(one.count(compileFilter('hazards', columns, { overdue: true }, today, null))).toBe(0);
    expect(one.count(compileFilter('hazards', columns, { overdue: true }, today + 1, null))).toBe(1);
    expect(one.count(compileFilter('hazards', columns, { overdueDaysMin: 2 }, today + 1, null))).toBe(0);
    expect(one.count(compileFilter('hazards', columns, { dueWithinDays: 0 }, today, null))).toBe(1);
    expect(one.count(compileFilter('hazards', columns, { overdue: true }, today + 1, areaScope(['A-none'])))).toBe(0);
  });
});
