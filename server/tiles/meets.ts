// Does a line or polygon meet a box? Exact on the plane of longitude and latitude, which is how a box of the map is cut.
import type { Box, Geometry } from '../../data/contract/geometry.ts';

type Line = readonly (readonly number[])[];

const boxes = new WeakMap<Geometry, Box>();

/** Gives whether any part of a geometry lies in a box in degrees (west ≤ east), its edges included; for a polygon its inside counts, holes do not. */
export function meetsBox(geometry: Geometry, box: Box): boolean {
  const own = boxes.get(geometry) ?? keepBox(geometry);
  if (own[0] > box[2] || own[2] < box[0] || own[1] > box[3] || own[3] < box[1]) return false;
  if (own[0] >= box[0] && own[2] <= box[2] && own[1] >= box[1] && own[3] <= box[3]) return true;
  switch (geometry.type) {
    case 'Point':
      return true;
    case 'MultiPoint':
      return geometry.coordinates.some(([x = 0, y = 0]) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3]);
    case 'LineString':
      return lineMeets(geometry.coordinates, box);
    case 'MultiLineString':
      return geometry.coordinates.some((line) => lineMeets(line, box));
    case 'Polygon':
      return polygonMeets(geometry.coordinates, box);
    case 'MultiPolygon':
      return geometry.coordinates.some((polygon) => polygonMeets(polygon, box));
  }
}

function keepBox(geometry: Geometry): Box {
  const box: [number, number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const take = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    if (typeof coordinates[0] !== 'number') {
      for (const part of coordinates) take(part);
      return;
    }
    const [x, y] = coordinates as [number, number];
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  };
  take(geometry.coordinates);
  boxes.set(geometry, box);
  return box;
}

function lineMeets(line: Line, box: Box): boolean {
  return line.some(([x = 0, y = 0], place) => {
    const [fromX = x, fromY = y] = line[place - 1] ?? [x, y];
    return segmentMeets(fromX, fromY, x, y, box);
  });
}

function polygonMeets(rings: readonly Line[], box: Box): boolean {
  return rings.some((ring) => lineMeets(ring, box)) || rings.reduce((inside, ring) => (holds(ring, box[0], box[1]) ? !inside : inside), false);
}

/** Liang–Barsky: what share of the segment lies between all four edges. */
function segmentMeets(fromX: number, fromY: number, toX: number, toY: number, [west, south, east, north]: Box): boolean {
  let [first, last] = [0, 1];
  for (const [step, room] of [
    [fromX - toX, fromX - west],
    [toX - fromX, east - fromX],
    [fromY - toY, fromY - south],
    [toY - fromY, north - fromY],
  ] as const) {
    if (step === 0) {
      if (room < 0) return false;
    } else if (step < 0) first = Math.max(first, room / step);
    else last = Math.min(last, room / step);
  }
  return first <= last;
}

function holds(ring: Line, x: number, y: number): boolean {
  let inside = false;
  for (let k = 0, before = ring.length - 1; k < ring.length; before = k++) {
    const [ax = 0, ay = 0] = ring[k] ?? [];
    const [bx = 0, by = 0] = ring[before] ?? [];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
