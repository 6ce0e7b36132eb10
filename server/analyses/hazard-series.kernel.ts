// How many hazards were found and closed in each day, week or month? Bins by the city's calendar.
import { dateOfDay, dayOfDate } from '../../data/contract/units.ts';

export type SeriesInterval = 'day' | 'week' | 'month';

export interface SeriesBin {
  /** First day of the bin, YYYY-MM-DD. */
  from: string;
  found: number;
  majorFound: number;
  closed: number;
}

/** Gives the first day of the bin that holds `day`; weeks start on Monday (day 0, 1970-01-01, was a Thursday). */
export function binStart(day: number, interval: SeriesInterval): number {
  if (interval === 'day') return day;
  if (interval === 'week') return day - ((((day + 3) % 7) + 7) % 7);
  return dayOfDate(`${dateOfDay(day).slice(0, 7)}-01`);
}

/**
 * Bins daily counts. `found`, `majorFound` and `closed` map a day number to a count. Gives every bin from the first to the last day seen,
 * empty ones included, so that a gap is drawn as a gap; nothing seen gives no bins.
 */
export function binDays(days: { found: Map<number, number>; majorFound: Map<number, number>; closed: Map<number, number> }, interval: SeriesInterval): SeriesBin[] {
  const seen = [...days.found.keys(), ...days.closed.keys()];
  if (seen.length === 0) return [];
  const bins = new Map<number, SeriesBin>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const day of seen) {
    first = Math.min(first, day);
    last = Math.max(last, day);
  }
  for (let day = binStart(first, interval); day <= last; day = nextBin(day, interval)) {
    bins.set(day, { from: dateOfDay(day), found: 0, majorFound: 0, closed: 0 });
  }
  for (const kind of ['found', 'majorFound', 'closed'] as const) {
    for (const [day, count] of days[kind]) {
      const bin = bins.get(binStart(day, interval));
      if (bin !== undefined) bin[kind] += count;
    }
  }
  return [...bins.values()];
}

function nextBin(day: number, interval: SeriesInterval): number {
  if (interval === 'day') return day + 1;
  if (interval === 'week') return day + 7;
  // `day` is a first of a month, so 31 days later always lies in the next one.
  return binStart(day + 31, 'month');
}
