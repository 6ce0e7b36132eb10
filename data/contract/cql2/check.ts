// Does a filter make sense for a collection? Every name known, every comparison between like and like.
import { Cql2Error, type Place, shown } from './limits.ts';
import type { ParsedFilter } from './parsed.ts';
import type { ValueType } from './queryables.ts';
import { type Bound, type Expression, type Operand, operandsOf, type TemporalOp } from './tree.ts';

type OperandType = ValueType | 'interval';
const typeNames: Readonly<Record<OperandType, string>> = { text: 'text', number: 'a number', truth: 'true or false', date: 'a date', instant: 'an instant', interval: 'an interval', geometry: 'a geometry' };

/** Relations that say nothing of an instant: each needs an interval on the side named (OGC 21-065r2, table 10). */
const neverInstant: Partial<Record<TemporalOp, 'left' | 'right' | 'both'>> = {
  t_contains: 'left', t_during: 'right', t_finishedBy: 'both', t_finishes: 'both', t_meets: 'both', t_metBy: 'both', t_overlappedBy: 'both', t_overlaps: 'both', t_startedBy: 'both', t_starts: 'both',
};

/** Gives the tree of a filter that fits the names and types of a collection (queryables.ts). Throws Cql2Error at the first part that does not. */
export function checkFilter({ tree, placeOf }: ParsedFilter, types: ReadonlyMap<string, ValueType>): Expression {
  new Check(types, placeOf).visit(tree);
  return tree;
}

class Check {
  private readonly types: ReadonlyMap<string, ValueType>;
  private readonly placeOf: (node: object) => Place;

  constructor(types: ReadonlyMap<string, ValueType>, placeOf: (node: object) => Place) {
    this.types = types;
    this.placeOf = placeOf;
  }

  visit(node: Expression): void {
    switch (node.kind) {
      case 'and':
      case 'or':
        node.args.forEach((arg) => this.visit(arg));
        return;
      case 'not':
        this.visit(node.arg);
        return;
      case 'truth':
        return;
      case 'property':
        this.need(node, ['truth']);
        return;
      case 'null':
        this.typeOf(node.value);
        return;
      case 'spatial':
        for (const operand of operandsOf(node)) {
          this.need(operand, ['geometry']);
          const isCollection = operand.kind === 'geometry' && operand.geometry.type === 'GeometryCollection';
          if (isCollection && node.op !== 's_intersects' && node.op !== 's_disjoint') throw new Cql2Error(this.placeOf(operand), 'a geometry collection', `a single geometry in ${node.op.toUpperCase()}`);
        }
        return;
      case 'temporal':
        this.visitTemporal(node);
        return;
      case 'like':
        this.need(node.value, ['text']);
        this.visitPattern(node.pattern);
        return;
      default: {
        const [first, ...others] = operandsOf(node) as [Operand, ...Operand[]];
        const type = this.need(first, node.kind === 'between' ? ['number', 'text', 'date', 'instant'] : ['text', 'number', 'truth', 'date', 'instant']);
        // Days and instants may be compared with each other: by the days of the city on which they are.
        for (const other of others) this.need(other, type === 'date' || type === 'instant' ? ['date', 'instant'] : [type]);
      }
    }
  }

  private visitTemporal({ op, left, right }: Extract<Expression, { kind: 'temporal' }>): void {
    const sides = neverInstant[op];
    for (const [side, operand] of [['left', left], ['right', right]] as const) {
      this.need(operand, sides === side || sides === 'both' ? ['interval'] : ['date', 'instant', 'interval']);
    }
  }

  /** A pattern is a literal, as it is or inside CASEI. */
  private visitPattern(pattern: Operand): void {
    const literal = pattern.kind === 'casei' ? pattern.arg : pattern;
    if (literal.kind !== 'text') throw new Cql2Error(this.placeOf(pattern), this.say(pattern), 'a text as the pattern of LIKE');
    const trailing = /\\*$/.exec(literal.value)?.[0].length ?? 0;
    if (trailing % 2 === 1) throw new Cql2Error(this.placeOf(literal), 'a pattern that ends with \\', 'a character behind the escape');
  }

  private need(operand: Operand, wanted: readonly OperandType[]): OperandType {
    const type = this.typeOf(operand);
    if (!wanted.includes(type)) throw new Cql2Error(this.placeOf(operand), this.say(operand), wanted.map((one) => this.hint(one, operand)).join(' or '));
    return type;
  }

  private hint(type: OperandType, seen: Operand): string {
    if (seen.kind !== 'text') return typeNames[type];
    return type === 'date' ? "a date, DATE('YYYY-MM-DD')" : type === 'instant' ? "an instant, TIMESTAMP('YYYY-MM-DDThh:mm:ssZ')" : typeNames[type];
  }

  private say(operand: Operand): string {
    if (operand.kind === 'property') return `the property ${operand.name}, which is ${typeNames[this.typeOf(operand)]}`;
    if (operand.kind === 'text') return `the text ${shown(operand.value)}`;
    return operand.kind === 'number' || operand.kind === 'truth' || operand.kind === 'date' || operand.kind === 'instant' ? `${typeNames[this.typeOf(operand)]} (${operand.value})` : typeNames[this.typeOf(operand)];
  }

  private typeOf(operand: Operand): OperandType {
    switch (operand.kind) {
      case 'property': {
        const type = this.types.get(operand.name);
        if (type === undefined) throw this.unknown(operand);
        return type;
      }
      case 'casei':
        this.need(operand.arg, ['text']);
        return 'text';
      case 'interval':
        this.checkBounds(operand.from, operand.to, operand);
        return 'interval';
      case 'box':
        return 'geometry';
      default:
        return operand.kind;
    }
  }

  private checkBounds(from: Bound, to: Bound, interval: Operand): void {
    for (const bound of [from, to]) if (bound !== null) this.need(bound, ['date', 'instant']);
    if (from === null || to === null || from.kind === 'property' || to.kind === 'property' || from.kind !== to.kind) return;
    if (Date.parse(from.value) > Date.parse(to.value)) throw new Cql2Error(this.placeOf(interval), `an interval from ${from.value} to ${to.value}`, 'a start that is not after the end');
  }

  private unknown(property: Extract<Operand, { kind: 'property' }>): Cql2Error {
    const names = [...this.types.keys()];
    const near = nearestName(property.name, names);
    return new Cql2Error(this.placeOf(property), `the property ${shown(property.name)}`, near === null ? `one of ${names.join(', ')}` : `one of the collection, for example ${near}`);
  }
}

/** Gives the name that differs least from the one seen (letters put in, left out or changed, case ignored), null when none is near: more than a third differs. */
export function nearestName(seen: string, names: readonly string[]): string | null {
  if (seen.length > 64) return null;
  let nearest: { name: string; distance: number } | null = null;
  for (const name of names) {
    const distance = editsBetween(seen.toLowerCase(), name.toLowerCase());
    if (distance < (nearest?.distance ?? 1 + Math.max(seen.length, name.length) / 3)) nearest = { name, distance };
  }
  return nearest?.name ?? null;
}

/** Levenshtein's distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, k) => k);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[b.length] ?? 0;
}
