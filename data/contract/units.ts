// Which day is it in the city, and how do days become small integers? Pure arithmetic shared by server and web.

/** The city's clock. Deadlines end at 24:00 of this zone (PRODUCT rule). China keeps UTC+8 all year, without daylight saving. */
export const cityTimeZone = 'Asia/Shanghai';
const cityOffsetMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 86_400_000;

/** Gives the city's calendar day (days since 1970-01-01) of an instant in milliseconds since the epoch. */
export function dayOfInstant(epochMilliseconds: number): number {
  return Math.floor((epochMilliseconds + cityOffsetMilliseconds) / dayMilliseconds);
}

/** Gives days since 1970-01-01 of a `YYYY-MM-DD` date; throws RangeError for anything that is not a calendar date. */
export function dayOfDate(date: string): number {
  const milliseconds = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 10) !== date) {
    throw new RangeError(`seen ${JSON.stringify(date)}, expected a calendar date YYYY-MM-DD`);
  }
  return milliseconds / dayMilliseconds;
}

/** Gives `YYYY-MM-DD` of a day number (days since 1970-01-01). */
export function dateOfDay(day: number): string {
  return new Date(day * dayMilliseconds).toISOString().slice(0, 10);
}

/** Gives the first instant (ms since the epoch) after the city's day has ended, i.e. 24:00 local. */
export function endOfDay(day: number): number {
  return (day + 1) * dayMilliseconds - cityOffsetMilliseconds;
}

/** Mean Earth radius in metres (IUGG R1), used for spherical distances. */
export const earthRadiusMetres = 6_371_008.8;

/** Gives the great-circle distance in metres between two lng/lat positions in degrees (haversine, sphere of R1; error up to 0.5 %). */
export function distanceMetres(lngA: number, latA: number, lngB: number, latB: number): number {
  const radians = Math.PI / 180;
  const dLat = (latB - latA) * radians;
  const dLng = (lngB - lngA) * radians;
  const a =
    Math.sin(dLat / 2) ** 2 + Math.cos(latA * radians) * Math.cos(latB * radians) * Math.sin(dLng / 2) ** 2;
  return 2 * earthRadiusMetres * Math.asin(Math.min(1, Math.sqrt(a)));
}
