// Does the tally count what the contract says?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToTally, createTally, type TallyColumns, type TallyMeaning } from '../../../server/tiles/hazard-tally.ts';
import { binDays, binStart } from '../../../server/analyses/hazard-series.kernel.ts';
import { dateOfDay, dayOfDate } from '../../../data/contract/units.ts';

const noDay = -2_147_483_648;
const today = dayOfDate('2023-06-15');
const meaning: TallyMeaning = {
  openStatus: Uint8Array.from([0, 1, 1, 0]),
  overdueStatus: Uint8Array.from([0, 1, 0, 0]),
  majorLevel: 2,
  noDay,
};

interface Row {
  status: number;
  level: number;
  due: number;
  found: number;
  closed: number;
  area: number;
}

function columnsOf(rows: Row[]): TallyColumns {
  return {
    sector: Uint8Array.from(rows, () => 3),
    department: Uint8Array.from(rows, () => 4),
    area: Uint16Array.from(rows, (row) => row.area),
    level: Uint8Array.from(rows, (row) => row.level),
    status: Uint8Array.from(rows, (row) => row.status),
    source: Uint8Array.from(rows, () => 1),
    foundDay: Int32Array.from(rows, (row) => row.found),
    closedDay: Int32Array.from(rows, (row) => row.closed),
    dueDay: Int32Array.from(rows, (row) => row.due),
  };
}

const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  status: fc.integer({ min: 1, max: 3 }),
  level: fc.integer({ min: 1, max: 2 }),
  due: fc.oneof(fc.constant(noDay), fc.integer({ min: today - 90, max: today + 90 })),
  found: fc.integer({ min: today - 300, max: today }),
  closed: fc.oneof(fc.constant(noDay), fc.integer({ min: today - 200, max: today })),
  area: fc.integer({ min: 0, max: 4 }),
});

describe('hazard counts', () => {
  it('counts a hazard as overdue only after 24:00 of its last day, and not while it awaits review', () => {
    const rows: Row[] = [
      { status: 1, level: 1, due: today, found: today - 9, closed: noDay, area: 1 },
      { status: 1, level: 2, due: today - 1, found: today - 9, closed: noDay, area: 1 },
      { status: 2, level: 1, due: today - 40, found: today - 60, closed: noDay, area: 1 },
      { status: 3, level: 1, due: today - 40, found: today - 60, closed: today - 3, area: 2 },
      { status: 1, level: 1, due: today - 31, found: today - 60, closed: noDay, area: 0 },
    ];
    const tally = createTally();
    addToTally(tally, columnsOf(rows), rows.keys(), meaning, today);
    expect(tally.totals).toEqual({
      total: 5,
      open: 4,
      majorOpen: 1,
      overdue: 2,
      overdueOver30: 1,
      majorOverdue: 1,
      oldestOverdueDays: 31,
      dueWithin7: 1,
      foundLast30: 2,
      closedLast30: 1,
    });
  });

  it('adds up over every cross table and over split calls', () => {
    fc.assert(
      fc.property(fc.array(rowArbitrary, { maxLength: 60 }), fc.integer({ min: 0, max: 60 }), (rows, cut) => {
        const columns = columnsOf(rows);
        const whole = createTally();
        addToTally(whole, columns, rows.keys(), meaning, today);
        const parts = createTally();
        const order = [...rows.keys()];
        addToTally(parts, columns, order.slice(cut), meaning, today);
        addToTally(parts, columns, order.slice(0, cut), meaning, today);
        expect(parts.totals).toEqual(whole.totals);
        const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
        expect(sum(whole.statusLevel.values())).toBe(rows.length);
        for (const groups of [whole.sectorArea, whole.departmentArea, whole.source]) {
          expect(sum([...groups.values()].map((group) => group.total))).toBe(rows.length);
          expect(sum([...groups.values()].map((group) => group.overdue))).toBe(whole.totals.overdue);
          expect(sum([...groups.values()].map((group) => group.majorOpen))).toBe(whole.totals.majorOpen);
        }
      }),
    );
  });
});

describe('hazard series', () => {
  it('starts weeks on Monday and months on the first', () => {
    expect(dateOfDay(binStart(dayOfDate('2023-06-15'), 'week'))).toBe('2023-06-12');
    expect(dateOfDay(binStart(dayOfDate('2023-06-12'), 'week'))).toBe('2023-06-12');
    expect(dateOfDay(binStart(dayOfDate('2024-02-29'), 'month'))).toBe('2024-02-01');
  });

  it('keeps empty bins between the first and the last day and loses no hazard', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: today - 500, max: today }), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('day' as const, 'week' as const, 'month' as const),
        (entries, interval) => {
          const found = new Map(entries);
          const bins = binDays({ found, majorFound: new Map(), closed: new Map() }, interval);
          expect(bins.reduce((sum, bin) => sum + bin.found, 0)).toBe([...found.values()].reduce((sum, count) => sum + count, 0));
          const starts = bins.map((bin) => dayOfDate(bin.from));
          expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
          if (interval !== 'month') for (let i = 1; i < starts.length; i++) expect((starts[i] ?? 0) - (starts[i - 1] ?? 0)).toBe(interval === 'day' ? 1 : 7);
        },
      ),
    );
    expect(binDays({ found: new Map(), majorFound: new Map(), closed: new Map() }, 'week')).toEqual([]);
  });
});
