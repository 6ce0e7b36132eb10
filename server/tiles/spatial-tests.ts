// How does a spatial predicate become a test over positions? Boxes by two comparisons a side, polygons by their slabs.
import type { Position } from '../../data/contract/geometry.ts';
import type { Expression, FilterGeometry, Operand } from '../../data/contract/cql2/tree.ts';
import { AppError } from '../errors.ts';
import { stepOfLat, stepOfLng, stepsOfBox } from './mercator.ts';
import { anyOf, type Test } from './narrow.ts';
import { PolygonSteps } from './polygon-steps.ts';

/**
 * Gives the tests that hold where S_INTERSECTS or S_DISJOINT of a point with a literal is `wanted`. A geometry is never null, so nothing stays open.
 * Throws AppError `invalid-parameter` for other relations and for lines, which positions kept to 0.9 cm cannot answer.
 */
export function testOfPlace({ op, left, right }: Extract<Expression, { kind: 'spatial' }>, wanted: boolean): Test[] {
  if (op !== 's_intersects' && op !== 's_disjoint') throw unavailable(op.toUpperCase());
  const inside = (op === 's_intersects') === wanted;
  const literals = [left, right].filter((operand) => operand.kind !== 'property');
  const [literal] = literals;
  if (literals.length === 0 || literal === undefined) return inside ? [] : [anyOf([])];
  if (literals.length === 2) throw unavailable(`${op.toUpperCase()} of two literals`);
  return meeting(literal, inside);
}

function meeting(literal: Operand, inside: boolean): Test[] {
  if (literal.kind === 'box') return [{ kind: 'boxes', boxes: stepsOfBox([...literal.box]), inside }];
  if (literal.kind !== 'geometry') throw unavailable(literal.kind);
  const { geometry } = literal;
  if (geometry.type !== 'GeometryCollection') return [single(geometry, inside)];
  const parts = geometry.geometries.map((part) => single(part, inside));
  return inside ? [anyOf(parts.map((part) => [part]))] : parts;
}

function single(geometry: Exclude<FilterGeometry, { type: 'GeometryCollection' }>, inside: boolean): Test {
  switch (geometry.type) {
    case 'Point':
      return { kind: 'boxes', boxes: [stepOf(geometry.coordinates as Position)], inside };
    case 'MultiPoint':
      return { kind: 'boxes', boxes: (geometry.coordinates as Position[]).map(stepOf), inside };
    case 'Polygon':
      return { kind: 'polygon', polygon: new PolygonSteps(geometry.coordinates as Position[][]), inside };
    case 'MultiPolygon':
      return { kind: 'polygon', polygon: new PolygonSteps((geometry.coordinates as Position[][][]).flat()), inside };
    default:
      throw unavailable(`the geometry ${geometry.type}`);
  }
}

function stepOf([lng, lat]: Position) {
  const [x, y] = [stepOfLng(lng), stepOfLat(lat)];
  return { minX: x, maxX: x, minY: y, maxY: y };
}

function unavailable(what: string): AppError {
  return new AppError('invalid-parameter', `filter: seen ${what}, which is not available in tiles, expected S_INTERSECTS or S_DISJOINT with a box, points or polygons`);
}
