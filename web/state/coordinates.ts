// Which place does a typed text mean? Longitude and latitude in degrees or degrees, minutes and seconds, in either order when that is plain.

export interface TypedPlace {
  readonly lng: number;
  readonly lat: number;
  /** True when the latitude was written first and the order was put right. */
  readonly swapped: boolean;
}

/** A number with optional minutes and seconds: 121.95, 121°57′, 121度57分30秒. */
const angle = String.raw`([+-]?\d{1,3}(?:\.\d+)?)\s*(?:[°度d]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:['′’分m]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”秒s]|'')?)?)?)?`;
/** An angle with its hemisphere before it or after it: a hemisphere before means that the next letter belongs to the next angle. */
const part = new RegExp(String.raw`(东经|西经|北纬|南纬|[NSEW])\s*${angle}|${angle}\s*([NSEW])?`, 'giu');

const hemispheres: Record<string, { axis: 'lng' | 'lat'; sign: 1 | -1 }> = {
  E: { axis: 'lng', sign: 1 },
  W: { axis: 'lng', sign: -1 },
  N: { axis: 'lat', sign: 1 },
  S: { axis: 'lat', sign: -1 },
  东经: { axis: 'lng', sign: 1 },
  西经: { axis: 'lng', sign: -1 },
  北纬: { axis: 'lat', sign: 1 },
  南纬: { axis: 'lat', sign: -1 },
};

interface Angle {
  readonly degrees: number;
  readonly axis: 'lng' | 'lat' | null;
}

/**
 * Reads a place. Without hemispheres the longitude comes first (the house's order); when the first number fits only a latitude in `box`
 * and the second only a longitude, they are swapped and `swapped` says so. `box` is the city's [west, south, east, north], or null.
 * Gives null for anything else than exactly two angles within ±180° and ±90°.
 */
export function readPlace(text: string, box: readonly [number, number, number, number] | null): TypedPlace | null {
  const plain = text.trim().replace(/[，、;；/]/g, ',').replace(/：/g, ':');
  if (plain === '' || plain.length > 80) return null;
  const angles: Angle[] = [];
  let rest = plain;
  for (const match of plain.matchAll(part)) {
    const angle = readAngle(match);
    if (angle === null) return null;
    angles.push(angle);
    rest = rest.replace(match[0], ' ');
  }
  if (angles.length !== 2 || !/^[\s,:()（）]*$/.test(rest.replace(/经度|纬度|lng|lat|lon/giu, ''))) return null;
  const [first, second] = angles as [Angle, Angle];
  if (first.axis !== null && first.axis === second.axis) return null;
  const latFirst = first.axis === 'lat' || second.axis === 'lng';
  const ordered = latFirst ? { lng: second.degrees, lat: first.degrees } : { lng: first.degrees, lat: second.degrees };
  const named = first.axis !== null || second.axis !== null;
  const swap = !named && (Math.abs(ordered.lat) > 90 || (box !== null && !inside(ordered, box) && inside({ lng: ordered.lat, lat: ordered.lng }, box)));
  const place = swap ? { lng: ordered.lat, lat: ordered.lng } : ordered;
  return Math.abs(place.lng) > 180 || Math.abs(place.lat) > 90 ? null : { ...place, swapped: swap };
}

function readAngle(match: RegExpMatchArray): Angle | null {
  const [, before] = match;
  const [degrees, minutes, seconds, after] = before === undefined ? match.slice(5, 9) : match.slice(2, 5);
  const hemisphere = hemispheres[(before ?? after ?? '').toUpperCase()];
  const [d, m, s] = [Number(degrees), Number(minutes ?? 0), Number(seconds ?? 0)];
  if (m >= 60 || s >= 60) return null;
  const size = Math.abs(d) + m / 60 + s / 3600;
  const sign = (degrees ?? '').startsWith('-') ? -1 : 1;
  return { degrees: sign * (hemisphere?.sign ?? 1) * size, axis: hemisphere?.axis ?? null };
}

function inside(place: { lng: number; lat: number }, box: readonly [number, number, number, number]): boolean {
  const [west, south, east, north] = box;
  return place.lng >= west && place.lng <= east && place.lat >= south && place.lat <= north;
}
