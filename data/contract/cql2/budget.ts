// How much of a filter has been read, and where in the world do its positions lie? Counted and placed while it is read.
import type { Position } from '../geometry.ts';
import { Cql2Error, filterLimits, type Place, shown } from './limits.ts';
import type { Operand } from './tree.ts';

/** The CRS in which the geometries of a filter are written, in the axis order of its authority. */
export interface Frame {
  /** Gives longitude and latitude in degrees (WGS 84) of a position; not finite where it has none. */
  readonly toLngLat: (x: number, y: number) => readonly [number, number];
}

/** Longitude, latitude (CRS84): what a filter is in unless it says otherwise. */
export const lngLatFrame: Frame = { toLngLat: (x, y) => [x, y] };

/** Points on each side of a box that is no box in longitude and latitude: keeps the bent sides of a city's box within centimetres. */
const pointsOfSide = 16;

/** Counts what a filter holds while it is read and brings its positions to longitude, latitude. Throws Cql2Error at the first thing too many or outside. */
export class Budget {
  private readonly frame: Frame;
  private nesting = 0;
  private terms = 0;
  private vertices = 0;

  constructor(frame: Frame) {
    this.frame = frame;
  }

  enter(place: Place): void {
    this.nesting += 1;
    if (this.nesting > filterLimits.nesting) throw new Cql2Error(place, `more than ${filterLimits.nesting} levels of nesting`, 'a flatter filter');
  }

  leave(): void {
    this.nesting -= 1;
  }

  term(place: Place): void {
    this.terms += 1;
    if (this.terms > filterLimits.terms) throw new Cql2Error(place, `more than ${filterLimits.terms} values and properties`, 'fewer');
  }

  /** Gives the text of a literal or name back. */
  literal(place: Place, text: string): string {
    if (text.length > filterLimits.literalLength) throw new Cql2Error(place, `a literal of ${text.length} characters`, `at most ${filterLimits.literalLength}`);
    if (text.includes('\0')) throw new Cql2Error(place, 'the character NUL', 'text without it');
    return text;
  }

  /** Gives a position of the filter's CRS as longitude and latitude. */
  position(place: Place, x: number, y: number): Position {
    this.vertices += 1;
    if (this.vertices > filterLimits.vertices) throw new Cql2Error(place, `more than ${filterLimits.vertices} positions`, 'fewer');
    const [lng, lat] = this.frame.toLngLat(x, y);
    if (!(Math.abs(lng) <= 180 && Math.abs(lat) <= 90)) throw new Cql2Error(place, `the position ${x} ${y}`, 'one on Earth in the CRS and axis order of the filter');
    // Minus zero would be written as 0 and read back as another number.
    return [lng === 0 ? 0 : lng, lat === 0 ? 0 : lat];
  }

  /** Gives a box of four numbers, or of six whose heights are dropped; where the sides are not meridians and parallels, the polygon it is. */
  box(place: Place, numbers: readonly number[]): Operand {
    if (numbers.length !== 4 && numbers.length !== 6) throw new Cql2Error(place, `a box of ${numbers.length} numbers`, 'four (or six)');
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = numbers.length === 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]];
    const corners = [this.position(place, x1, y1), this.position(place, x2, y1), this.position(place, x2, y2), this.position(place, x1, y2)] as const;
    const [[west, south], , [east, north]] = corners;
    const isBox = corners.every(([lng, lat]) => (lng === west || lng === east) && (lat === south || lat === north));
    if (isBox && south > north) throw new Cql2Error(place, `a box whose first corner lies north of its second (${south} > ${north})`, 'the south-western corner first');
    if (isBox) return { kind: 'box', box: [west, south, east, north] };
    if (x1 > x2 || y1 > y2) throw new Cql2Error(place, `a box from ${shown(`${x1} ${y1}`)} to ${shown(`${x2} ${y2}`)}`, 'the lower corner first');
    const side = (k: number, from: readonly [number, number], to: readonly [number, number]): Position =>
      this.position(place, from[0] + ((to[0] - from[0]) * k) / pointsOfSide, from[1] + ((to[1] - from[1]) * k) / pointsOfSide);
    const square: [number, number][] = [[x1, y1], [x2, y1], [x2, y2], [x1, y2]];
    const ring = square.flatMap((from, corner) => Array.from({ length: pointsOfSide }, (_, k) => side(k, from, square[(corner + 1) % 4] as [number, number])));
    return { kind: 'geometry', geometry: { type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] } };
  }
}

/** Gives the line back. Throws Cql2Error for less than two positions. */
export function checkLine(positions: Position[], place: Place): Position[] {
  if (positions.length < 2) throw new Cql2Error(place, 'a line of one position', 'two or more');
  return positions;
}

/** Gives the ring back. Throws Cql2Error for one that is not closed or has less than four positions. */
export function checkRing(positions: Position[], place: Place): Position[] {
  const [first, last] = [positions[0], positions.at(-1)];
  if (positions.length < 4) throw new Cql2Error(place, `a ring of ${positions.length} positions`, 'four or more, the last equal to the first');
  if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) throw new Cql2Error(place, `a ring from ${shown(String(first))} to ${shown(String(last))}`, 'a last position equal to the first');
  return positions;
}
