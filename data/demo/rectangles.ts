// How are parks, parcels and buildings laid out? As rectangles turned about a centre, cut into smaller ones.
import type { Position } from '../contract/geometry.ts';
import { metresPerDegreeLat, metresPerDegreeLng, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';

/** A rectangle on the ground: `along` and `across` metres, turned `angle` radians anticlockwise from east. */
export interface Rectangle {
  readonly centre: LngLat;
  readonly alongMetres: number;
  readonly acrossMetres: number;
  readonly angle: number;
}

/** Gives the place at `along`, `across` metres from the centre, in the rectangle's own frame. */
export function placeInside(rectangle: Rectangle, along: number, across: number): [number, number] {
  const cosine = Math.cos(rectangle.angle);
  const sine = Math.sin(rectangle.angle);
  return roundPlace(offsetPlace(rectangle.centre, along * cosine - across * sine, along * sine + across * cosine));
}

/** Gives a rectangle inside another, by its centre in the outer frame and its size. */
export function innerRectangle(outer: Rectangle, along: number, across: number, alongMetres: number, acrossMetres: number): Rectangle {
  return { centre: placeInside(outer, along, across), alongMetres, acrossMetres, angle: outer.angle };
}

/** Gives the closed ring of the rectangle, anticlockwise. */
export function ringOf(rectangle: Rectangle): Position[] {
  const x = rectangle.alongMetres / 2;
  const y = rectangle.acrossMetres / 2;
  const corners = [[-x, -y], [x, -y], [x, y], [-x, y], [-x, -y]] as const;
  return corners.map(([along, across]) => placeInside(rectangle, along, across));
}

/** Gives places spread over the rectangle, edges included, at most `stepMetres` apart: to ask whether all of it is land. */
export function probesOf(rectangle: Rectangle, stepMetres: number): [number, number][] {
  const columns = Math.max(1, Math.ceil(rectangle.alongMetres / stepMetres));
  const rows = Math.max(1, Math.ceil(rectangle.acrossMetres / stepMetres));
  const probes: [number, number][] = [];
  for (let column = 0; column <= columns; column += 1) {
    for (let row = 0; row <= rows; row += 1) {
      probes.push(placeInside(rectangle, (column / columns - 0.5) * rectangle.alongMetres, (row / rows - 0.5) * rectangle.acrossMetres));
    }
  }
  return probes;
}

/** True when the two rectangles come closer than about `gapMetres`: a probe (every 60 m) of one lies in the other grown by it. */
export function rectanglesTouch(first: Rectangle, second: Rectangle, gapMetres: number): boolean {
  return probesOf(first, 60).some((place) => contains(second, place, gapMetres)) || probesOf(second, 60).some((place) => contains(first, place, gapMetres));
}

/** True when a place lies in the rectangle grown by `gapMetres` on each side. */
export function contains(rectangle: Rectangle, place: LngLat, gapMetres: number): boolean {
  const east = (place[0] - rectangle.centre[0]) * metresPerDegreeLng;
  const north = (place[1] - rectangle.centre[1]) * metresPerDegreeLat;
  const cosine = Math.cos(rectangle.angle);
  const sine = Math.sin(rectangle.angle);
  const along = east * cosine + north * sine;
  const across = north * cosine - east * sine;
  return Math.abs(along) <= rectangle.alongMetres / 2 + gapMetres && Math.abs(across) <= rectangle.acrossMetres / 2 + gapMetres;
}
