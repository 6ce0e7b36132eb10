// Are working days those of the State Council's calendar?
import { findWorkday, isWorkday } from 'chinese-days';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isCalendarKnown, isWorkingDay, workingDaysBetween } from '../../../data/contract/working-days.ts';
import { dateOfDay, dayOfDate } from '../../../data/contract/units.ts';
import { calendarYears } from '../../../data/vocabulary/working-days.ts';

const first = dayOfDate('2023-01-01');
const last = dayOfDate('2026-12-31');

describe('working days', () => {
  it('agree with a second compilation of the notices on every day of the known years', () => {
    const differing: string[] = [];
    for (let day = first; day <= last; day++) if (isWorkingDay(day) !== isWorkday(dateOfDay(day))) differing.push(dateOfDay(day));
    expect(differing).toEqual([]);
    expect(calendarYears.map(({ year }) => year)).toEqual([2023, 2024, 2025, 2026]);
  });

  it.each([
    ['2026-02-13', 1, '2026-02-14', 'a Saturday made up for the Spring Festival is worked'],
    ['2026-02-14', 1, '2026-02-24', 'nine days off are passed over'],
    ['2026-09-30', 2, '2026-10-09', 'the National Day week does not count'],
    ['2026-10-09', 1, '2026-10-10', 'nor does the made-up Saturday get lost'],
    ['2023-09-28', 1, '2023-10-07', 'Mid-Autumn and National Day together'],
    ['2026-11-27', 0, '2026-11-27', 'none from a Friday is the Friday'],
    ['2026-11-28', 0, '2026-11-30', 'none from a Saturday is the Monday'],
  ])('%s plus %i is %s: %s', (from, count, expected) => {
    expect(dateOfDay(addWorkingDays(dayOfDate(from), count))).toBe(expected);
  });

  it('adding agrees with a second compilation, and counting undoes it', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last - 120 }), fc.integer({ min: 1, max: 60 }), (day, count) => {
        const end = addWorkingDays(day, count);
        expect(dateOfDay(end)).toBe(findWorkday(count, dateOfDay(day)));
        expect(workingDaysBetween(day, end)).toBe(count);
        expect(workingDaysBetween(end, day)).toBe(-count);
      }),
    );
  });

  it('a year without a notice counts Monday to Friday and says that it is an assumption', () => {
    const monday = dayOfDate('2031-06-02');
    expect([0, 1, 2, 3, 4, 5, 6].map((step) => isWorkingDay(monday + step))).toEqual([true, true, true, true, true, false, false]);
    expect(isCalendarKnown(monday)).toBe(false);
    expect(isCalendarKnown(last)).toBe(true);
  });
});
