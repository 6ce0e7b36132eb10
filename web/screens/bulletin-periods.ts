// Which periods does one usually report on, and when does each end? Calendar arithmetic in the city's time.
import { cityTimeZone, dateOfDay, dayOfInstant } from '../../data/contract/units.ts';

export type PeriodPreset = 'week' | 'month' | 'since' | 'own';
export interface Period {
  readonly from: string;
  readonly until: string;
  /** As a field for local times takes it: YYYY-MM-DDTHH:mm in the city's time. */
  readonly cutOff: string;
}

/** Gives the city's local time of an instant, to the minute. */
export function localMinute(instant: number): string {
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: cityTimeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant);
  return `${dateOfDay(dayOfInstant(instant))}T${time}`;
}

/** Gives a usual period seen from `now` (ms). Whole weeks and months are cut off at the midnight that ends them; since the last bulletin means from its cut-off until now. */
export function periodOf(preset: PeriodPreset, now: number, lastCutOff: string | null): Period {
  const today = dayOfInstant(now);
  if (preset === 'week') {
    // 1970-01-01 was a Thursday: Monday is day 4 of the count.
    const monday = today - ((((today - 4) % 7) + 7) % 7);
    return { from: dateOfDay(monday - 7), until: dateOfDay(monday - 1), cutOff: `${dateOfDay(monday)}T00:00` };
  }
  if (preset === 'month') {
    const first = `${dateOfDay(today).slice(0, 7)}-01`;
    const last = dateOfDay(Math.floor(Date.parse(`${first}T00:00:00Z`) / 86_400_000) - 1);
    return { from: `${last.slice(0, 7)}-01`, until: last, cutOff: `${first}T00:00` };
  }
  const from = preset === 'since' && lastCutOff !== null ? dateOfDay(dayOfInstant(Date.parse(lastCutOff))) : dateOfDay(today - 29);
  return { from, until: dateOfDay(today), cutOff: localMinute(now) };
}
