// Does the grade follow the thresholds of the Regulation, and does each level's clock run from when the one below told it?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeOf, reportingClock } from '../../../data/contract/incident-entry.ts';

describe('the grade of an incident', () => {
  it.each([
    [0, 0, null, 'AG-0'], [0, 0, 0, 'AG-0'], [1, 0, null, 'AG-4'], [0, 1, null, 'AG-4'], [2, 9, 9_999_999, 'AG-4'], [3, 0, 0, 'AG-3'], [0, 10, 0, 'AG-3'], [0, 0, 10_000_000, 'AG-3'], [9, 49, 49_999_999, 'AG-3'],
    [10, 0, 0, 'AG-2'], [0, 50, 0, 'AG-2'], [0, 0, 50_000_000, 'AG-2'], [29, 99, 99_999_999, 'AG-2'], [30, 0, 0, 'AG-1'], [0, 100, 0, 'AG-1'], [0, 0, 100_000_000, 'AG-1'],
  ])('%d deaths, %d serious injuries, loss %s: %s', (deaths, seriousInjuries, lossYuan, grade) => {
    expect(gradeOf({ deaths, seriousInjuries, lossYuan }, '2026-04-10')).toBe(grade);
  });

  it('never becomes lighter when a figure grows', () => {
    const order = ['AG-0', 'AG-4', 'AG-3', 'AG-2', 'AG-1'];
    const figures = fc.record({ deaths: fc.nat(40), seriousInjuries: fc.nat(120), lossYuan: fc.nat(120_000_000) });
    fc.assert(fc.property(figures, figures, (a, more) => {
      const worse = { deaths: a.deaths + more.deaths, seriousInjuries: a.seriousInjuries + more.seriousInjuries, lossYuan: a.lossYuan + more.lossYuan };
      expect(order.indexOf(gradeOf(worse, '2026-04-10'))).toBeGreaterThanOrEqual(order.indexOf(gradeOf(a, '2026-04-10')));
    }));
  });
});

describe('the clock of reporting', () => {
  const hour = 3_600_000;
  it('an ordinary accident goes on to the prefecture: one hour, then two more; what was told early starts the next earlier', () => {
    expect(reportingClock('AG-4', 0, {}, hour / 2)).toEqual([{ level: 'unit', dueAt: hour, toldAt: null, late: false }, { level: 'county', dueAt: 3 * hour, toldAt: null, late: false }]);
    expect(reportingClock('AG-4', 0, { unit: hour / 2 }, 3 * hour)).toEqual([{ level: 'unit', dueAt: hour, toldAt: hour / 2, late: false }, { level: 'county', dueAt: 2.5 * hour, toldAt: null, late: true }]);
  });
  it('a level that was told too late stays late', () => {
    expect(reportingClock('AG-4', 0, { unit: 2 * hour, county: 3 * hour }, 9 * hour).map(({ late }) => late)).toEqual([true, false]);
  });
  it('the graver goes further', () => {
    expect(['AG-0', 'AG-4', 'AG-3', 'AG-2', 'AG-1'].map((grade) => reportingClock(grade, 0, {}, 0).length)).toEqual([1, 2, 3, 4, 4]);
  });
});
