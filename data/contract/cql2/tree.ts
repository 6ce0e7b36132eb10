// What does a CQL2 filter say, whichever way it was written? The tree that text and JSON are read into and written from.
import type { Geometry } from '../geometry.ts';

export const comparisonOps = ['=', '<>', '<', '>', '<=', '>='] as const;
export type ComparisonOp = (typeof comparisonOps)[number];

/** Named as in CQL2 JSON (OGC 21-065r2, 8.5); the text has the same words in capitals. */
export const spatialOps = ['s_intersects', 's_disjoint', 's_equals', 's_touches', 's_within', 's_contains', 's_crosses', 's_overlaps'] as const;
export type SpatialOp = (typeof spatialOps)[number];

/** Named as in CQL2 JSON (OGC 21-065r2, 8.7). */
export const temporalOps = [
  't_after', 't_before', 't_contains', 't_disjoint', 't_during', 't_equals', 't_finishedBy', 't_finishes', 't_intersects', 't_meets', 't_metBy',
  't_overlappedBy', 't_overlaps', 't_startedBy', 't_starts',
] as const;
export type TemporalOp = (typeof temporalOps)[number];

/** A geometry in a filter: x, y in the CRS of the filter until it is brought to longitude, latitude (frame.ts). Heights are dropped when read. */
export type FilterGeometry = Geometry | { readonly type: 'GeometryCollection'; readonly geometries: readonly Geometry[] };
export type FilterBox = readonly [number, number, number, number];

export interface PropertyName {
  readonly kind: 'property';
  readonly name: string;
}
export interface Truth {
  readonly kind: 'truth';
  readonly value: boolean;
}
/** `YYYY-MM-DD`. */
export interface DateLiteral {
  readonly kind: 'date';
  readonly value: string;
}
/** RFC 3339 in UTC, `YYYY-MM-DDThh:mm:ss[.f]Z`, at most microseconds, no zeros at the end of the fraction. */
export interface InstantLiteral {
  readonly kind: 'instant';
  readonly value: string;
}
/** An end of an interval; null = open. */
export type Bound = DateLiteral | InstantLiteral | PropertyName | null;

/** What a predicate compares. */
export type Operand =
  | PropertyName
  | Truth
  | DateLiteral
  | InstantLiteral
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'casei'; readonly arg: Operand }
  | { readonly kind: 'interval'; readonly from: Bound; readonly to: Bound }
  | { readonly kind: 'geometry'; readonly geometry: FilterGeometry }
  | { readonly kind: 'box'; readonly box: FilterBox };

/** A filter. AND and OR take two or more, none of them of the same kind; forms with NOT (`NOT LIKE`, `IS NOT NULL`) are `not` around the plain form. */
export type Expression =
  | PropertyName
  | Truth
  | { readonly kind: 'and' | 'or'; readonly args: readonly Expression[] }
  | { readonly kind: 'not'; readonly arg: Expression }
  | { readonly kind: 'compare'; readonly op: ComparisonOp; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'like'; readonly value: Operand; readonly pattern: Operand }
  | { readonly kind: 'between'; readonly value: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly value: Operand; readonly list: readonly Operand[] }
  | { readonly kind: 'null'; readonly value: PropertyName }
  | { readonly kind: 'spatial'; readonly op: SpatialOp; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'temporal'; readonly op: TemporalOp; readonly left: Operand; readonly right: Operand };

/** Gives all of, or any of, some filters; one alone is itself, and parts of the same kind are taken in. Throws RangeError for none. */
export function combine(kind: 'and' | 'or', parts: readonly Expression[]): Expression {
  const args = parts.flatMap((part) => (part.kind === kind ? part.args : [part]));
  const [first] = args;
  if (first === undefined) throw new RangeError(`${kind}: seen nothing to combine, expected at least one filter`);
  return args.length === 1 ? first : { kind, args };
}

/** Gives the opposite of a filter. */
export function negate(arg: Expression): Expression {
  return { kind: 'not', arg };
}

/** Gives the operands of a predicate in their order; none for logic and for a truth alone. */
export function operandsOf(expression: Expression): readonly Operand[] {
  switch (expression.kind) {
    case 'compare':
    case 'spatial':
    case 'temporal':
      return [expression.left, expression.right];
    case 'like':
      return [expression.value, expression.pattern];
    case 'between':
      return [expression.value, expression.low, expression.high];
    case 'in':
      return [expression.value, ...expression.list];
    case 'null':
      return [expression.value];
    case 'property':
      return [expression];
    default:
      return [];
  }
}

/** Gives the names of all properties a filter reads, each once. */
export function propertiesIn(expression: Expression): Set<string> {
  const names = new Set<string>();
  const read = (operand: Operand | Bound): void => {
    if (operand?.kind === 'property') names.add(operand.name);
    else if (operand?.kind === 'casei') read(operand.arg);
    else if (operand?.kind === 'interval') [operand.from, operand.to].forEach(read);
  };
  const walk = (node: Expression): void => {
    if (node.kind === 'and' || node.kind === 'or') node.args.forEach(walk);
    else if (node.kind === 'not') walk(node.arg);
    else operandsOf(node).forEach(read);
  };
  walk(expression);
  return names;
}
