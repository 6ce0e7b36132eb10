// Which day or instant does a literal of a filter name? Checked, and in one way of writing.
import { dayOfDate, endOfDay } from '../units.ts';
import type { DateLiteral, InstantLiteral } from './tree.ts';

const instant = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6})\d{0,3})?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** Gives the literal of a calendar date `YYYY-MM-DD` from year 1 on, null when the text is none. */
export function dateLiteral(text: string): DateLiteral | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return null;
  try {
    dayOfDate(text);
  } catch {
    return null;
  }
  return { kind: 'date', value: text };
}

/** Gives the literal of an RFC 3339 date-time with zone, brought to UTC; digits behind the microsecond are dropped. Null when the text is none. */
export function instantLiteral(text: string): InstantLiteral | null {
  const match = instant.exec(text);
  if (match === null || dateLiteral(match[1] ?? '') === null) return null;
  const [hours, minutes, seconds, zoneHours, zoneMinutes] = [match[2], match[3], match[4], match[7] ?? '0', match[8] ?? '0'].map(Number) as [number, number, number, number, number];
  if (hours > 23 || minutes > 59 || seconds > 59 || zoneHours > 23 || zoneMinutes > 59) return null;
  const shift = (match[6] === '-' ? 1 : -1) * (zoneHours * 60 + zoneMinutes) * 60_000;
  const whole = new Date(Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}Z`) + shift).toISOString();
  if (!/^\d{4}-/.test(whole) || whole.startsWith('0000')) return null;
  const fraction = (match[5] ?? '').replace(/0+$/, '');
  return { kind: 'instant', value: `${whole.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z` };
}

/** Gives microseconds since 1970 of an instant literal's text, exact between the years 1685 and 2255. */
export function microsOf(value: string): number {
  const [whole = '', fraction = ''] = value.slice(0, -1).split('.');
  return Date.parse(`${whole}Z`) * 1000 + Number(fraction.padEnd(6, '0'));
}

/** Gives the first and last microsecond of a day of the city. */
export function microsOfDay(day: number): { first: number; last: number } {
  return { first: endOfDay(day - 1) * 1000, last: endOfDay(day) * 1000 - 1 };
}
