// Which day is so many working days from another? Counted by the yearly calendar, weekends and made-up days as it says.
import { type CalendarYear, calendarYears } from '../vocabulary/working-days.ts';
import { dateOfDay, dayOfDate } from './units.ts';

interface Calendar {
  readonly off: ReadonlySet<number>;
  readonly worked: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
}

function calendarOf(years: readonly CalendarYear[]): Calendar {
  const off = new Set<number>();
  const worked = new Set<number>();
  for (const { year, off: stretches, worked: made } of years) {
    for (const [from, to] of stretches) for (let day = dayOfDate(`${year}-${from}`); day <= dayOfDate(`${year}-${to}`); day++) off.add(day);
    for (const day of made) worked.add(dayOfDate(`${year}-${day}`));
  }
  return { off, worked, years: new Set(years.map(({ year }) => year)) };
}

const published = calendarOf(calendarYears);

/** Gives whether a day (days since 1970-01-01) is worked. In a year without a published calendar: Monday to Friday. */
export function isWorkingDay(day: number): boolean {
  if (published.worked.has(day)) return true;
  // Day 0 was a Thursday.
  const weekday = (((day + 3) % 7) + 7) % 7;
  return weekday < 5 && !published.off.has(day);
}

/** Gives the day that is `count` (0..1000) working days after `day`; 0 gives the day itself when it is worked, else the next one that is. The day of the act does not count. */
export function addWorkingDays(day: number, count: number): number {
  let left = count;
  let at = day;
  if (count === 0) while (!isWorkingDay(at)) at += 1;
  while (left > 0) {
    at += 1;
    if (isWorkingDay(at)) left -= 1;
  }
  return at;
}

/** Gives how many working days lie after `from` up to and including `to`; negative when `to` lies before, counting those after `to` up to `from`. */
export function workingDaysBetween(from: number, to: number): number {
  if (to < from) return -workingDaysBetween(to, from);
  let count = 0;
  for (let day = from + 1; day <= to; day++) if (isWorkingDay(day)) count += 1;
  return count;
}

/** Gives whether the calendar of a day's year is published; if not, its dates are an assumption and must say so. */
export function isCalendarKnown(day: number): boolean {
  return published.years.has(Number(dateOfDay(day).slice(0, 4)));
}
