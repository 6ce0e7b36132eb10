// What does a CQL2 JSON say (OGC 21-065r2, clause 8)? The same tree as the text.
import type { Geometry, Position } from '../geometry.ts';
import { Budget, checkLine, checkRing, type Frame, lngLatFrame } from './budget.ts';
import { dateLiteral, instantLiteral } from './instants.ts';
import { Cql2Error, filterLimits, type Place, shown } from './limits.ts';
import { finishFilter, type ParsedFilter } from './parsed.ts';
import { type Bound, combine, comparisonOps, type Expression, type FilterGeometry, negate, type Operand, type PropertyName, spatialOps, temporalOps } from './tree.ts';

/** Reads a CQL2 JSON. Throws Cql2Error with the path at which it can no longer be one, or at which it exceeds filterLimits. `frame` = CRS of its geometries. */
export function readJson(text: string, frame: Frame = lngLatFrame): ParsedFilter {
  if (text.length > filterLimits.textLength) throw new Cql2Error('$', `${text.length} characters`, `at most ${filterLimits.textLength}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Cql2Error('$', shown(text), 'JSON');
  }
  return new JsonReader(frame).read(value);
}

type Fields = Readonly<Record<string, unknown>>;

class JsonReader {
  private readonly budget: Budget;
  private readonly places = new Map<object, Place>();

  constructor(frame: Frame) {
    this.budget = new Budget(frame);
  }

  read(value: unknown): ParsedFilter {
    return finishFilter(this.readExpression(value, '$'), this.places, '$');
  }

  private readExpression(value: unknown, path: string): Expression {
    this.budget.enter(path);
    try {
      if (typeof value === 'boolean') return { kind: 'truth', value };
      const fields = fieldsOf(value, path, 'a boolean, a property or an object with op and args');
      if ('property' in fields) return this.readProperty(fields, path);
      return this.readOperation(fields, path);
    } finally {
      this.budget.leave();
    }
  }

  private readOperation(fields: Fields, path: string): Expression {
    const { op } = only(fields, ['op', 'args'], path);
    const args = listOf(fields['args'], `${path}.args`);
    const take = (count: number): Operand[] => {
      if (args.length !== count) throw new Cql2Error(`${path}.args`, `${args.length} arguments`, `${count} of ${shown(String(op))}`);
      return args.map((arg, place) => this.readOperand(arg, `${path}.args[${place}]`));
    };
    const [first, second] = [spatialOps.find((known) => known === op), temporalOps.find((known) => known === op)];
    const comparison = comparisonOps.find((known) => known === op);
    if (first !== undefined || second !== undefined || comparison !== undefined) {
      const [left, right] = take(2) as [Operand, Operand];
      if (comparison !== undefined) return this.placed(path, { kind: 'compare', op: comparison, left, right });
      return this.placed(path, first !== undefined ? { kind: 'spatial', op: first, left, right } : { kind: 'temporal', op: second as never, left, right });
    }
    switch (op) {
      case 'and':
      case 'or':
        if (args.length < 2) throw new Cql2Error(`${path}.args`, `${args.length} arguments`, `two or more of ${shown(op)}`);
        return combine(op, args.map((arg, place) => this.readExpression(arg, `${path}.args[${place}]`)));
      case 'not':
        if (args.length !== 1) throw new Cql2Error(`${path}.args`, `${args.length} arguments`, 'one of "not"');
        return negate(this.readExpression(args[0], `${path}.args[0]`));
      case 'like': {
        const [value, pattern] = take(2) as [Operand, Operand];
        return this.placed(path, { kind: 'like', value, pattern });
      }
      case 'between': {
        const [value, low, high] = take(3) as [Operand, Operand, Operand];
        return this.placed(path, { kind: 'between', value, low, high });
      }
      case 'in': {
        if (args.length !== 2) throw new Cql2Error(`${path}.args`, `${args.length} arguments`, '2 of "in"');
        const list = listOf(args[1], `${path}.args[1]`);
        if (list.length === 0) throw new Cql2Error(`${path}.args[1]`, 'an empty list', 'one value or more');
        return this.placed(path, { kind: 'in', value: this.readOperand(args[0], `${path}.args[0]`), list: list.map((item, place) => this.readOperand(item, `${path}.args[1][${place}]`)) });
      }
      case 'isNull': {
        const [value] = take(1);
        if (value?.kind !== 'property') throw new Cql2Error(`${path}.args[0]`, 'a literal', 'a property');
        return this.placed(path, { kind: 'null', value });
      }
      default:
        throw new Cql2Error(`${path}.op`, shown(String(op)), 'an operator of CQL2: and, or, not, a comparison, like, between, in, isNull, s_… or t_…');
    }
  }

  private readProperty(fields: Fields, path: string): PropertyName {
    const { property } = only(fields, ['property'], path);
    if (typeof property !== 'string' || property === '') throw new Cql2Error(`${path}.property`, shown(JSON.stringify(property)), 'the name of a property');
    return this.placed(path, { kind: 'property', name: this.budget.literal(path, property) });
  }

  private readOperand(value: unknown, path: string): Operand {
    this.budget.term(path);
    if (typeof value === 'string') return this.placed(path, { kind: 'text', value: this.budget.literal(path, value) });
    if (typeof value === 'number') {
      // JSON.parse gives infinity for a number that no double can hold.
      if (!Number.isFinite(value)) throw new Cql2Error(path, 'a number too large', 'one that a double can hold');
      return this.placed(path, { kind: 'number', value: value === 0 ? 0 : value });
    }
    if (typeof value === 'boolean') return this.placed(path, { kind: 'truth', value });
    const fields = fieldsOf(value, path, 'a literal, a property or casei');
    if ('property' in fields) return this.readProperty(fields, path);
    if ('date' in fields || 'timestamp' in fields) {
      const name = 'date' in fields ? 'date' : 'timestamp';
      const text = only(fields, [name], path)[name];
      const literal = typeof text !== 'string' ? null : name === 'date' ? dateLiteral(text) : instantLiteral(text);
      if (literal === null) throw new Cql2Error(`${path}.${name}`, shown(String(text)), name === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DDThh:mm:ssZ');
      return this.placed(path, literal);
    }
    if ('interval' in fields) {
      const ends = listOf(only(fields, ['interval'], path)['interval'], `${path}.interval`);
      if (ends.length !== 2) throw new Cql2Error(`${path}.interval`, `${ends.length} ends`, 'two');
      const [from, to] = ends.map((end, place) => this.readBound(end, `${path}.interval[${place}]`)) as [Bound, Bound];
      return this.placed(path, { kind: 'interval', from, to });
    }
    if ('bbox' in fields) {
      const box = listOf(only(fields, ['bbox'], path)['bbox'], `${path}.bbox`).map((number, place) => coordinate(number, `${path}.bbox[${place}]`));
      return this.placed(path, this.budget.box(`${path}.bbox`, box));
    }
    if ('op' in fields) {
      const { op } = only(fields, ['op', 'args'], path);
      const args = listOf(fields['args'], `${path}.args`);
      if (op !== 'casei' || args.length !== 1) throw new Cql2Error(`${path}.op`, shown(String(op)), 'casei with one argument');
      this.budget.enter(path);
      const arg = this.readOperand(args[0], `${path}.args[0]`);
      this.budget.leave();
      return this.placed(path, { kind: 'casei', arg });
    }
    if ('type' in fields) return this.placed(path, { kind: 'geometry', geometry: this.readGeometry(fields, path, true) });
    throw new Cql2Error(path, `an object with ${shown(Object.keys(fields).slice(0, 5).join(', '))}`, 'property, date, timestamp, interval, bbox, casei or a GeoJSON geometry');
  }

  private readBound(value: unknown, path: string): Bound {
    if (value === '..') return null;
    if (typeof value === 'object' && value !== null && 'property' in value) return this.readProperty(value as Fields, path);
    const literal = typeof value === 'string' ? (dateLiteral(value) ?? instantLiteral(value)) : null;
    if (literal === null) throw new Cql2Error(path, shown(JSON.stringify(value)), 'a date, a date-time with zone, ".." or a property');
    return this.placed(path, literal);
  }

  private readGeometry(fields: Fields, path: string, mayCollect: boolean): FilterGeometry {
    const { type } = fields;
    if (type === 'GeometryCollection' && mayCollect) {
      const members = listOf(only(fields, ['type', 'geometries'], path)['geometries'], `${path}.geometries`);
      if (members.length === 0) throw new Cql2Error(`${path}.geometries`, 'an empty list', 'one geometry or more');
      return { type, geometries: members.map((member, place) => this.readGeometry(fieldsOf(member, `${path}.geometries[${place}]`, 'a geometry'), `${path}.geometries[${place}]`, false) as Geometry) };
    }
    only(fields, ['type', 'coordinates', 'bbox'], path);
    const { coordinates } = fields;
    const position = (value: unknown, at: string): Position => {
      const [x, y] = listOf(value, at).map((number) => coordinate(number, at));
      if (x === undefined || y === undefined) throw new Cql2Error(at, 'a position of less than two numbers', 'two');
      return this.budget.position(at, x, y);
    };
    const several = <Item>(value: unknown, at: string, read: (item: unknown, at: string) => Item): Item[] => {
      const items = listOf(value, at);
      if (items.length === 0) throw new Cql2Error(at, 'an empty list', 'positions: an empty geometry meets nothing');
      return items.map((item, place) => read(item, `${at}[${place}]`));
    };
    const line = (value: unknown, at: string): Position[] => checkLine(several(value, at, position), at);
    const polygon = (value: unknown, at: string): Position[][] => several(value, at, (ring, ringAt) => checkRing(several(ring, ringAt, position), ringAt));
    const at = `${path}.coordinates`;
    switch (type) {
      case 'Point':
        return { type, coordinates: position(coordinates, at) };
      case 'LineString':
        return { type, coordinates: line(coordinates, at) };
      case 'Polygon':
        return { type, coordinates: polygon(coordinates, at) };
      case 'MultiPoint':
        return { type, coordinates: several(coordinates, at, position) };
      case 'MultiLineString':
        return { type, coordinates: several(coordinates, at, line) };
      case 'MultiPolygon':
        return { type, coordinates: several(coordinates, at, polygon) };
      default:
        throw new Cql2Error(`${path}.type`, shown(String(type)), 'the type of a GeoJSON geometry');
    }
  }

  private placed<const Node extends Expression | Operand>(path: string, node: Node): Node {
    this.places.set(node, path);
    return node;
  }
}

function fieldsOf(value: unknown, path: string, expected: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Cql2Error(path, shown(JSON.stringify(value)), expected);
  return value as Fields;
}

function listOf(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Cql2Error(path, shown(JSON.stringify(value) ?? 'nothing'), 'a list');
  return value as unknown[];
}

/** Gives the fields back. Throws Cql2Error for one that does not belong there. */
function only(fields: Fields, names: readonly string[], path: string): Fields {
  const stray = Object.keys(fields).find((name) => !names.includes(name));
  if (stray !== undefined) throw new Cql2Error(path, `the member ${shown(stray)}`, `nothing but ${names.join(', ')}`);
  return fields;
}

function coordinate(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Cql2Error(path, shown(JSON.stringify(value)), 'a coordinate');
  return value;
}
