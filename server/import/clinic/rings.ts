// Which rings are the holes of which? A shapefile lists them all, outer ones clockwise.
import type { Geometry, Position } from '../../../data/contract/geometry.ts';

/** Twice the area, positive when the ring runs clockwise. */
function clockwise(ring: readonly Position[]): number {
  let sum = 0;
  for (let k = 1; k < ring.length; k++) {
    const [x, y] = ring[k - 1] as Position;
    const [nextX, nextY] = ring[k] as Position;
    sum += (nextX - x) * (nextY + y);
  }
  return sum;
}

function holds(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (let k = 0, last = ring.length - 1; k < ring.length; last = k++) {
    const [ax, ay] = ring[k] as Position;
    const [bx, by] = ring[last] as Position;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

/** Gives a Polygon or MultiPolygon of rings: each counter-clockwise ring becomes a hole of the smallest outer ring around it, or stands alone when there is none. */
export function polygonsOf(rings: readonly Position[][]): Geometry {
  const outer: Position[][][] = [];
  const holes: Position[][] = [];
  for (const ring of rings) (clockwise(ring) >= 0 ? outer.push([ring]) : holes.push(ring));
  for (const hole of holes) {
    const first = hole[0] as Position;
    const around = outer.filter(([ring]) => ring !== undefined && holds(ring, first)).sort(([a], [b]) => Math.abs(clockwise(a ?? [])) - Math.abs(clockwise(b ?? [])))[0];
    if (around === undefined) outer.push([hole]);
    else around.push(hole);
  }
  return outer.length === 1 ? { type: 'Polygon', coordinates: outer[0] ?? [] } : { type: 'MultiPolygon', coordinates: outer };
}
