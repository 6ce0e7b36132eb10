// How is a line cut, moved aside and measured? Plane geometry on the local metres of the demo box.
import type { Position } from '../contract/geometry.ts';
import { pointAlong } from './frontages.ts';
import { localMetres, metresPerDegreeLat, metresPerDegreeLng, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';

/** Gives the part of a line from `fromMetres` to `toMetres` along it, with every vertex between: it follows the line exactly. */
export function sliceLine(line: readonly LngLat[], fromMetres: number, toMetres: number): Position[] {
  const slice: Position[] = [roundPlace(pointAlong(line, fromMetres))];
  let metres = 0;
  for (let index = 0; index + 1 < line.length; index += 1) {
    const from = line[index] ?? [0, 0];
    const to = line[index + 1] ?? [0, 0];
    metres += localMetres(from[0], from[1], to[0], to[1]);
    if (metres > fromMetres + 0.5 && metres < toMetres - 0.5) slice.push(roundPlace(to));
  }
  slice.push(roundPlace(pointAlong(line, toMetres)));
  return slice;
}

/** Gives the direction of a line at a vertex in radians from east: the mean of the edges that meet there. */
function bearingAt(line: readonly LngLat[], index: number): number {
  const before = line[Math.max(0, index - 1)] ?? [0, 0];
  const after = line[Math.min(line.length - 1, index + 1)] ?? [0, 0];
  return Math.atan2((after[1] - before[1]) * metresPerDegreeLat, (after[0] - before[0]) * metresPerDegreeLng);
}

/** Gives the line moved `leftMetres` to its left (negative = right), vertex by vertex. */
export function moveAside(line: readonly LngLat[], leftMetres: number): Position[] {
  return line.map((place, index) => {
    const angle = bearingAt(line, index);
    return roundPlace(offsetPlace(place, -Math.sin(angle) * leftMetres, Math.cos(angle) * leftMetres));
  });
}

/** Gives the sharpest turn of a line within any stretch of three vertices, in degrees; 0 for a straight one. */
export function sharpestTurnDegrees(line: readonly LngLat[]): number {
  let sharpest = 0;
  for (let index = 1; index + 1 < line.length; index += 1) {
    const [a, b, c] = [line[index - 1] ?? [0, 0], line[index] ?? [0, 0], line[index + 1] ?? [0, 0]];
    const inward = Math.atan2((b[1] - a[1]) * metresPerDegreeLat, (b[0] - a[0]) * metresPerDegreeLng);
    const outward = Math.atan2((c[1] - b[1]) * metresPerDegreeLat, (c[0] - b[0]) * metresPerDegreeLng);
    const turn = Math.abs(((outward - inward) * 180) / Math.PI);
    sharpest = Math.max(sharpest, Math.min(turn, 360 - turn));
  }
  return sharpest;
}

/** Gives the closed convex hull of places, each grown to a ring of eight points `growMetres` away: an outline with room around. */
export function outlineOf(places: readonly LngLat[], growMetres: number): Position[] {
  const grown = places.flatMap((place) => Array.from({ length: 8 }, (_, step) => roundPlace(offsetPlace(place, growMetres * Math.cos((step * Math.PI) / 4), growMetres * Math.sin((step * Math.PI) / 4)))));
  const sorted = grown.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const place of list) {
      for (;;) {
        const [a, b] = [chain[chain.length - 2], chain[chain.length - 1]];
        if (a === undefined || b === undefined || (b[0] - a[0]) * (place[1] - a[1]) - (b[1] - a[1]) * (place[0] - a[0]) > 0) break;
        chain.pop();
      }
      chain.push(place);
    }
    return chain.slice(0, -1);
  };
  const ring = [...half(sorted), ...half([...sorted].reverse())];
  const first = ring[0];
  return first === undefined ? [] : [...ring, [first[0], first[1]]];
}
