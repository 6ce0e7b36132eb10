// How are numbers, dates, ages and places written? Tabular, with units, in the reader's language and the city's time.
import { cityTimeZone, dayOfInstant, dateOfDay } from '../../data/contract/units.ts';

/** Gives a count with thousands separators; both languages group alike so that columns line up. */
export function formatCount(count: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(count);
}

/** Gives a number with at most `digits` decimals. */
export function formatNumber(value: number, digits = 2): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: digits }).format(value);
}

/** Gives a share 0..1 as per cent: whole above 1 %, one decimal below. 0 of 0 gives a dash. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0) return '—';
  const share = (part / whole) * 100;
  return `${share > 0 && share < 1 ? share.toFixed(1) : Math.round(share)}%`;
}

/** Gives `YYYY-MM-DD HH:mm` in the city's time for an instant (ISO with zone); what is no instant is given back as it is. */
export function formatInstant(iso: string): string {
  const milliseconds = Date.parse(iso);
  if (Number.isNaN(milliseconds)) return iso;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: cityTimeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(milliseconds);
  return `${dateOfDay(dayOfInstant(milliseconds))} ${parts}`;
}

/** Gives a length: metres below 1 km, else km with the digits that matter. */
export function formatLength(metres: number): { key: 'words.metre' | 'words.kilometre'; value: string } {
  if (metres < 1000) return { key: 'words.metre', value: formatNumber(metres, 0) };
  return { key: 'words.kilometre', value: formatNumber(metres / 1000, metres < 10_000 ? 2 : 1) };
}

/** Gives the largest unit of an age in ms, for "12 min ago"; below 5 s it is just now. */
export function ageParts(milliseconds: number): { key: 'words.day' | 'words.hour' | 'words.minute' | 'words.second' | 'words.justNow'; count: number } {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 5) return { key: 'words.justNow', count: 0 };
  if (seconds < 60) return { key: 'words.second', count: seconds };
  if (seconds < 3600) return { key: 'words.minute', count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { key: 'words.hour', count: Math.floor(seconds / 3600) };
  return { key: 'words.day', count: Math.floor(seconds / 86_400) };
}

/** Gives `121.95012, 37.12034` (lng first, five decimals = about a metre). */
export function formatPosition(lng: number, lat: number): string {
  return `${lng.toFixed(5)}, ${lat.toFixed(5)}`;
}
