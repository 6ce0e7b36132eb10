// Which geometry does a filter spell out? Well-known text, as CQL2 text writes it, in and out.
import type { Geometry, Position } from '../geometry.ts';
import { type Budget, checkLine, checkRing } from './budget.ts';
import { Cql2Error } from './limits.ts';
import type { Tokens } from './tokens.ts';
import type { FilterGeometry } from './tree.ts';

/** Words a geometry begins with. */
export const geometryWords = ['POINT', 'LINESTRING', 'POLYGON', 'MULTIPOINT', 'MULTILINESTRING', 'MULTIPOLYGON', 'GEOMETRYCOLLECTION'] as const;

/** Reads a geometry whose word comes next. Heights (`POINT Z (…)`) are dropped, for our data are flat; EMPTY is refused. Throws Cql2Error. */
export function readWellKnownText(tokens: Tokens, budget: Budget): FilterGeometry {
  const { at, value } = tokens.take();
  const word = value.toUpperCase();
  const hasHeight = tokens.takeIf('Z');
  if (tokens.isWord('EMPTY')) throw tokens.unexpected('positions: an empty geometry meets nothing');
  const position = (): Position => readPosition(tokens, budget, hasHeight);
  const line = (): Position[] => checkLine(list(tokens, position), at);
  const polygon = (): Position[][] => list(tokens, () => checkRing(list(tokens, position), at));
  switch (word) {
    case 'POINT':
      return { type: 'Point', coordinates: checkOne(list(tokens, position), at) };
    case 'LINESTRING':
      return { type: 'LineString', coordinates: line() };
    case 'POLYGON':
      return { type: 'Polygon', coordinates: polygon() };
    case 'MULTIPOINT':
      // Both ways of writing are about: MULTIPOINT(1 2, 3 4) and MULTIPOINT((1 2), (3 4)).
      return { type: 'MultiPoint', coordinates: list(tokens, () => (tokens.isSign('(') ? checkOne(list(tokens, position), at) : position())) };
    case 'MULTILINESTRING':
      return { type: 'MultiLineString', coordinates: list(tokens, line) };
    case 'MULTIPOLYGON':
      return { type: 'MultiPolygon', coordinates: list(tokens, polygon) };
    default:
      return { type: 'GeometryCollection', geometries: list(tokens, () => readMember(tokens, budget)) };
  }
}

function readMember(tokens: Tokens, budget: Budget): Geometry {
  const token = tokens.peek();
  const word = token.value.toUpperCase();
  if (token.kind !== 'word' || word === 'GEOMETRYCOLLECTION' || !geometryWords.some((known) => known === word)) throw tokens.unexpected('a single geometry');
  return readWellKnownText(tokens, budget) as Geometry;
}

function list<Item>(tokens: Tokens, read: () => Item): Item[] {
  tokens.expect('(');
  const items = [read()];
  while (tokens.takeIf(',')) items.push(read());
  tokens.expect(')', '"," or ")"');
  return items;
}

function readPosition(tokens: Tokens, budget: Budget, hasHeight: boolean): Position {
  const { at } = tokens.peek();
  const [x, y] = [readCoordinate(tokens), readCoordinate(tokens)];
  if (hasHeight || tokens.peek().kind === 'number') readCoordinate(tokens);
  return budget.position(at, x, y);
}

/** Reads one number of a position. Throws Cql2Error for anything that is not finite. */
export function readCoordinate(tokens: Tokens): number {
  const token = tokens.peek();
  const value = token.kind === 'number' ? Number(token.value) : Number.NaN;
  if (!Number.isFinite(value)) throw tokens.unexpected('a coordinate');
  tokens.take();
  return value;
}

function checkOne(positions: readonly Position[], at: number): Position {
  if (positions.length !== 1) throw new Cql2Error(at, `a point of ${positions.length} positions`, 'one position');
  return positions[0] as Position;
}

/** Gives the well-known text of a geometry. */
export function printWellKnownText(geometry: FilterGeometry): string {
  const position = ([x, y]: Position): string => `${x} ${y}`;
  const line = (positions: Position[]): string => `(${positions.map(position).join(', ')})`;
  const polygon = (rings: Position[][]): string => `(${rings.map(line).join(', ')})`;
  switch (geometry.type) {
    case 'Point':
      return `POINT(${position(geometry.coordinates as Position)})`;
    case 'LineString':
      return `LINESTRING${line(geometry.coordinates as Position[])}`;
    case 'Polygon':
      return `POLYGON${polygon(geometry.coordinates as Position[][])}`;
    case 'MultiPoint':
      return `MULTIPOINT(${(geometry.coordinates as Position[]).map((one) => `(${position(one)})`).join(', ')})`;
    case 'MultiLineString':
      return `MULTILINESTRING(${(geometry.coordinates as Position[][]).map(line).join(', ')})`;
    case 'MultiPolygon':
      return `MULTIPOLYGON(${(geometry.coordinates as Position[][][]).map(polygon).join(', ')})`;
    case 'GeometryCollection':
      return `GEOMETRYCOLLECTION(${geometry.geometries.map(printWellKnownText).join(', ')})`;
  }
}
