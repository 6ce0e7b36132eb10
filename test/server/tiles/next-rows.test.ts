// Does one pass over columns find the rows that come next in every order, and no fewer than the database would?
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { overdueDaysOf, overdueStatusCodes } from '../../../data/contract/hazards.ts';
import { dayOfDate } from '../../../data/contract/units.ts';
import { compileFilter } from '../../../server/tiles/filter.ts';
import { type MemoryOrder, nextRows } from '../../../server/tiles/next-rows.ts';
import { anySelection, hazardIndex, passes, type SampleHazard, sampleHazards, today } from './sample.ts';

const hazards = sampleHazards(3000, 5).map((hazard): SampleHazard => (hazard.id % 9 === 0 ? { ...hazard, dueDay: null } : hazard));
const index = hazardIndex(hazards);
const lastDay = dayOfDate('9999-12-31');

function keyOf(order: MemoryOrder, { id, dueDay, foundDay, levelCode, statusCode }: SampleHazard): number {
  if (order === 'dueOn') return dueDay ?? lastDay;
  if (order === 'foundAt') return foundDay;
  if (order === 'level') return levelCode === 'LV-M' ? 3 : levelCode === 'LV-L' ? 2 : 1;
  if (order === 'overdueDays') return dueDay === null || !overdueStatusCodes.includes(statusCode) ? 0 : lastDay - dueDay;
  return id;
}

const asked = fc.record({
  order: fc.constantFrom<MemoryOrder>('dueOn', 'foundAt', 'level', 'overdueDays', 'id'),
  descending: fc.boolean(),
  from: fc.option(fc.nat(hazards.length - 1)),
  least: fc.integer({ min: 1, max: 400 }),
  selection: anySelection,
});

it('the first rows behind any row are among those it gives, with nothing passed over before them', () => {
  fc.assert(
    fc.property(asked, ({ order, descending, from, least, selection }) => {
      const filter = compileFilter('hazards', index.columns, selection, today, null);
      const start = from === null ? null : (hazards[from] as SampleHazard);
      const behind = start === null || order === 'id' ? null : { key: keyOf(order, start), id: start.id };
      const next = nextRows(index, filter, null, { order, descending, behind, least, most: 3000 });
      const sign = descending ? -1 : 1;
      const compare = (a: SampleHazard, b: SampleHazard): number => sign * (keyOf(order, a) - keyOf(order, b)) || sign * (a.id - b.id);
      // Days of finding are all that memory knows of the instant: a row of the cursor's own day may stand on either side.
      const isBehind = (hazard: SampleHazard): boolean => behind === null || (order === 'foundAt' ? sign * (hazard.foundDay - behind.key) >= 0 : compare(hazard, start as SampleHazard) > 0);
      const expected = hazards.filter((hazard) => passes(hazard, selection, null) && isBehind(hazard)).sort(compare);
      const ids = new Set(next?.ids);
      expect(next).not.toBeNull();
      expect(ids.size).toBe(next?.ids.length);
      const given = expected.filter(({ id }) => ids.has(id));
      expect(given.length).toBe(ids.size);
      expect(given.length).toBeGreaterThanOrEqual(Math.min(least, expected.length));
      if (next?.whole === true) expect(given.length).toBe(expected.length);
      // What is given is a beginning of the order.
      expect(given).toEqual(expected.slice(0, given.length));
    }),
    { numRuns: 400 },
  );
});

it('no more are given than may be, and a row without a deadline stands after every other', () => {
  const all = compileFilter('hazards', index.columns, {}, today, null);
  expect(nextRows(index, all, null, { order: 'foundAt', descending: false, behind: null, least: 500, most: 100 })).toBeNull();
  const last = nextRows(index, all, null, { order: 'dueOn', descending: true, behind: null, least: 5, most: 10 });
  expect([...(last?.ids ?? [])].every((id) => hazards[id - 1]?.dueDay === null)).toBe(true);
  const most = nextRows(index, all, null, { order: 'overdueDays', descending: true, behind: null, least: 1, most: 10 });
  const longest = Math.max(...hazards.map(({ statusCode, dueDay }) => overdueDaysOf(statusCode, dueDay, today)));
  const first = hazards[(most?.ids[0] ?? 0) - 1] as SampleHazard;
  expect(overdueDaysOf(first.statusCode, first.dueDay, today)).toBe(longest);
});
