// How is a CQL2 filter said in SQL? The tree over the same expressions as all other questions; every literal is a parameter.
import type { Collection } from '../../data/contract/collections.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import { geometryName, queryablesOf, valueTypeOf } from '../../data/contract/cql2/queryables.ts';
import type { Bound, Expression, FilterGeometry, Operand, SpatialOp, TemporalOp } from '../../data/contract/cql2/tree.ts';
import { printWellKnownText } from '../../data/contract/cql2/well-known-text.ts';
import { expressionOf, meets, type Parameters, startOfDay } from './query.ts';

/** SQL of a value and what kind of value it is. */
interface Typed {
  readonly sql: string;
  readonly type: 'text' | 'number' | 'truth' | 'date' | 'instant';
}

const spatialFunctions: Readonly<Record<SpatialOp, string>> = {
  s_intersects: 'ST_Intersects',
  s_disjoint: 'ST_Disjoint',
  s_equals: 'ST_Equals',
  s_touches: 'ST_Touches',
  s_within: 'ST_Within',
  s_contains: 'ST_Contains',
  s_crosses: 'ST_Crosses',
  s_overlaps: 'ST_Overlaps',
};

/**
 * Gives the condition of a filter that was checked against its collection (checkFilter), to be written into a statement with its parameters.
 * `today` = the city's date, which derived properties depend on. Null properties leave a predicate open, and NOT keeps it open, as SQL does by itself.
 */
export function conditionOfFilter(collection: Collection, filter: Expression, today: string): (parameters: Parameters) => string {
  return (parameters) => new Condition(collection, parameters, today).of(filter);
}

class Condition {
  private readonly collection: Collection;
  private readonly parameters: Parameters;
  private readonly today: string;

  constructor(collection: Collection, parameters: Parameters, today: string) {
    this.collection = collection;
    this.parameters = parameters;
    this.today = today;
  }

  of(node: Expression): string {
    switch (node.kind) {
      case 'truth':
        return node.value ? 'true' : 'false';
      case 'property':
        return this.value(node).sql;
      case 'and':
      case 'or':
        return `(${node.args.map((arg) => this.of(arg)).join(` ${node.kind} `)})`;
      case 'not':
        return `(not ${this.of(node.arg)})`;
      case 'compare':
        return this.compare(node.op, this.value(node.left), this.value(node.right));
      case 'between': {
        const value = this.value(node.value);
        return `(${this.compare('>=', value, this.value(node.low))} and ${this.compare('<=', value, this.value(node.high))})`;
      }
      case 'in':
        return this.among(this.value(node.value), node.list.map((item) => this.value(item)));
      case 'like':
        return `(${this.value(node.value).sql} like ${this.value(node.pattern).sql} escape '\\')`;
      case 'null':
        return `(${node.value.name === geometryName ? 'geom' : this.value(node.value).sql} is null)`;
      case 'spatial':
        return this.spatial(node.op, node.left, node.right);
      case 'temporal':
        return this.temporal(node.op, node.left, node.right);
    }
  }

  private value(operand: Operand): Typed {
    switch (operand.kind) {
      case 'property': {
        const property = queryablesOf(this.collection).find((known) => known.name === operand.name);
        if (property === undefined) throw new RangeError(`filter: seen ${operand.name}, expected a filter that was checked`);
        const day = this.collection.source === 'hazards' && property.name.startsWith('overdue') ? this.parameters.take(this.today, 'date') : '';
        const sql = expressionOf(this.collection, property, day);
        const type = valueTypeOf(property) as Typed['type'];
        // Attributes hold dates as text.
        return { sql: type === 'date' && property.attribute ? `${sql}::date` : sql, type };
      }
      case 'text':
        return { sql: this.parameters.take(operand.value, 'text'), type: 'text' };
      case 'number':
        return { sql: this.parameters.take(operand.value, 'float8'), type: 'number' };
      case 'truth':
        return { sql: this.parameters.take(operand.value, 'boolean'), type: 'truth' };
      case 'date':
        return { sql: this.parameters.take(operand.value, 'date'), type: 'date' };
      case 'instant':
        return { sql: this.parameters.take(operand.value, 'timestamptz'), type: 'instant' };
      case 'casei':
        return { sql: `lower(${this.value(operand.arg).sql})`, type: 'text' };
      default:
        throw new RangeError(`filter: seen ${operand.kind}, expected a filter that was checked`);
    }
  }

  private compare(op: string, left: Typed, right: Typed): string {
    // Order of texts by code points, the same in both homes and in memory (compareText).
    if (left.type === 'text') return `(${left.sql}${op === '=' || op === '<>' ? '' : ' collate "C"'} ${op} ${right.sql})`;
    if (left.type === right.type) return `(${left.sql} ${op} ${right.sql})`;
    return this.compareDays(op, left, right);
  }

  /** Compares a day with an instant by the days of the city. The instant stays as it is, so that its index serves. */
  private compareDays(op: string, left: Typed, right: Typed): string {
    if (left.type === 'date') return this.compareDays(({ '<': '>', '>': '<', '<=': '>=', '>=': '<=' } as Record<string, string>)[op] ?? op, right, left);
    const [start, end] = [startOfDay(right.sql), startOfDay(`(${right.sql} + 1)`)];
    switch (op) {
      case '=':
        return `(${left.sql} >= ${start} and ${left.sql} < ${end})`;
      case '<>':
        return `(${left.sql} < ${start} or ${left.sql} >= ${end})`;
      case '<':
      case '>=':
        return `(${left.sql} ${op} ${start})`;
      default:
        return `(${left.sql} ${op === '>' ? '>=' : '<'} ${end})`;
    }
  }

  private among(value: Typed, list: readonly Typed[]): string {
    const alike = list.filter((item) => item.type === value.type);
    const others = list.filter((item) => item.type !== value.type).map((item) => this.compare('=', value, item));
    const some = alike.length === 0 ? [] : [`${value.sql} in (${alike.map((item) => item.sql).join(', ')})`];
    return `(${[...some, ...others].join(' or ')})`;
  }

  private spatial(op: SpatialOp, left: Operand, right: Operand): string {
    // A collection meets what one of its members meets; it has no other relations (checkFilter).
    for (const [operand, other] of [[left, right], [right, left]] as const) {
      if (operand.kind !== 'geometry' || operand.geometry.type !== 'GeometryCollection') continue;
      const parts = operand.geometry.geometries.map((geometry) => this.spatial('s_intersects', { kind: 'geometry', geometry }, other));
      return `(${op === 's_disjoint' ? 'not ' : ''}(${parts.join(' or ')}))`;
    }
    const box = left.kind === 'box' ? left : right.kind === 'box' ? right : null;
    const other = box === left ? right : left;
    if (box !== null && other.kind === 'property' && (op === 's_intersects' || op === 's_disjoint')) {
      const [west, south, east, north] = box.box;
      const boxes = west <= east ? [[west, south, east, north] as const] : [[west, south, 180, north] as const, [-180, south, east, north] as const];
      return `(${op === 's_disjoint' ? 'not ' : ''}(${boxes.map((one) => meets(this.collection, [...one], this.parameters)).join(' or ')}))`;
    }
    return `${spatialFunctions[op]}(${this.geometry(left)}, ${this.geometry(right)})`;
  }

  private geometry(operand: Operand): string {
    if (operand.kind === 'property') return 'geom';
    const geometry = operand.kind === 'box' ? geometryOfBox(operand.box) : operand.kind === 'geometry' ? operand.geometry : null;
    if (geometry === null) throw new RangeError(`filter: seen ${operand.kind}, expected a filter that was checked`);
    const literal = `ST_GeomFromText(${this.parameters.take(printWellKnownText(geometry), 'text')}, 4326)`;
    // Rings that cross themselves hold what lies inside an odd number of times; without this the homes differ, and one of them fails silently.
    return geometry.type.endsWith('Polygon') ? `ST_CollectionExtract(ST_MakeValid(${literal}), 3)` : literal;
  }

  private temporal(op: TemporalOp, left: Operand, right: Operand): string {
    const [a1, a2] = spanOf(left);
    const [b1, b2] = spanOf(right);
    const order = (relation: '<' | '=', x: End, y: End): string => this.order(relation, x, y);
    const both = (...parts: string[]): string => `(${parts.join(' and ')})`;
    switch (op) {
      case 't_after':
        return order('<', b2, a1);
      case 't_before':
        return order('<', a2, b1);
      case 't_disjoint':
        return `(${order('<', b2, a1)} or ${order('<', a2, b1)})`;
      case 't_intersects':
        return both(`not ${order('<', b2, a1)}`, `not ${order('<', a2, b1)}`);
      case 't_equals':
        return both(order('=', a1, b1), order('=', a2, b2));
      case 't_contains':
        return both(order('<', a1, b1), order('<', b2, a2));
      case 't_during':
        return both(order('<', b1, a1), order('<', a2, b2));
      case 't_finishedBy':
        return both(order('<', a1, b1), order('=', a2, b2));
      case 't_finishes':
        return both(order('<', b1, a1), order('=', a2, b2));
      case 't_meets':
        return order('=', a2, b1);
      case 't_metBy':
        return order('=', a1, b2);
      case 't_overlappedBy':
        return both(order('<', b1, a1), order('<', a1, b2), order('<', b2, a2));
      case 't_overlaps':
        return both(order('<', a1, b1), order('<', b1, a2), order('<', a2, b2));
      case 't_startedBy':
        return both(order('=', a1, b1), order('<', b2, a2));
      case 't_starts':
        return both(order('=', a1, b1), order('<', a2, b2));
    }
  }

  /** Says how two ends stand to each other, as orderOfEnds does in memory: days by the calendar, a day and an instant by the day's first or last microsecond. */
  private order(op: '<' | '=', x: End, y: End): string {
    if (this.isDay(x.at) && this.isDay(y.at)) return `(${this.value(x.at).sql} ${op} ${this.value(y.at).sql})`;
    return `(${this.instantOf(x)} ${op} ${this.instantOf(y)})`;
  }

  private isDay(bound: Operand | null): bound is Operand {
    if (bound?.kind !== 'property') return bound?.kind === 'date';
    return queryablesOf(this.collection).find((known) => known.name === bound.name)?.format === 'date';
  }

  private instantOf({ at, isLast }: End): string {
    if (at === null) return isLast ? "'infinity'::timestamptz" : "'-infinity'::timestamptz";
    const { sql } = this.value(at);
    if (!this.isDay(at)) return sql;
    return isLast ? `(${startOfDay(`(${sql} + 1)`)} - interval '1 microsecond')` : startOfDay(sql);
  }
}

/** One end of a time; `at` null = open. Its value becomes a parameter only where it is asked: a statement must not carry one that it does not name. */
interface End {
  readonly at: Operand | null;
  readonly isLast: boolean;
}

function spanOf(operand: Operand): [End, End] {
  const [from, to]: [Bound | Operand, Bound | Operand] = operand.kind === 'interval' ? [operand.from, operand.to] : [operand, operand];
  return [{ at: from, isLast: false }, { at: to, isLast: true }];
}

/** Gives a box as the geometry it is: two polygons across the antimeridian, a line or a point when it has no width or height. */
function geometryOfBox([west, south, east, north]: readonly [number, number, number, number]): FilterGeometry {
  const ring = (w: number, e: number): [number, number][] => [[w, south], [e, south], [e, north], [w, north], [w, south]];
  if (west > east) return { type: 'MultiPolygon', coordinates: [[ring(west, 180)], [ring(-180, east)]] };
  if (west === east && south === north) return { type: 'Point', coordinates: [west, south] };
  if (west === east || south === north) return { type: 'LineString', coordinates: [[west, south], [east, north]] };
  return { type: 'Polygon', coordinates: [ring(west, east)] } satisfies Geometry;
}
