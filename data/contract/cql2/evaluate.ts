// Does one item pass a filter? True, false, or null when a null property leaves it open (three-valued logic, OGC 21-065r2, 6.2).
import { dayOfDate, dayOfInstant } from '../units.ts';
import { microsOf, microsOfDay } from './instants.ts';
import type { Bound, ComparisonOp, Expression, Operand, TemporalOp } from './tree.ts';

/** A day of the city (days since 1970-01-01) or an instant (microseconds since 1970). */
export type TimeValue = { readonly day: number } | { readonly micros: number };
export type FilterValue = string | number | boolean | TimeValue | null;

/** Gives the value of a property by name. */
export type ValueOf = (name: string) => FilterValue;

/** Says whether a filter without geometries holds. Throws RangeError for a spatial predicate, which needs more than values. */
export function evaluate(expression: Expression, valueOf: ValueOf): boolean | null {
  const value = (operand: Operand): FilterValue => operandValue(operand, valueOf);
  switch (expression.kind) {
    case 'truth':
      return expression.value;
    case 'property':
      return valueOf(expression.name) as boolean | null;
    case 'and':
      return decide(expression.args, false, valueOf);
    case 'or':
      return decide(expression.args, true, valueOf);
    case 'not':
      return opposite(evaluate(expression.arg, valueOf));
    case 'compare':
      return compare(expression.op, value(expression.left), value(expression.right));
    case 'between': {
      const [middle, low, high] = [expression.value, expression.low, expression.high].map(value) as [FilterValue, FilterValue, FilterValue];
      return both(compare('>=', middle, low), compare('<=', middle, high));
    }
    case 'in': {
      const wanted = value(expression.value);
      let open = false;
      for (const item of expression.list) {
        const equal = compare('=', wanted, value(item));
        if (equal === true) return true;
        open ||= equal === null;
      }
      return open ? null : false;
    }
    case 'like': {
      const text = value(expression.value);
      return text === null ? null : matchesPattern(text as string, value(expression.pattern) as string);
    }
    case 'null':
      return valueOf(expression.value.name) === null;
    case 'temporal':
      return relate(expression.op, spanOf(expression.left, valueOf), spanOf(expression.right, valueOf));
    case 'spatial':
      throw new RangeError('evaluate: seen a spatial predicate, expected values only');
  }
}

/** Walks parts of AND (`decisive` false) or OR (true): one decisive part settles it, an open one leaves it open. */
function decide(parts: readonly Expression[], decisive: boolean, valueOf: ValueOf): boolean | null {
  let open = false;
  for (const part of parts) {
    const value = evaluate(part, valueOf);
    if (value === decisive) return decisive;
    open ||= value === null;
  }
  return open ? null : !decisive;
}

const opposite = (value: boolean | null): boolean | null => (value === null ? null : !value);
const both = (a: boolean | null, b: boolean | null): boolean | null => (a === false || b === false ? false : a === null || b === null ? null : true);

function operandValue(operand: Operand, valueOf: ValueOf): FilterValue {
  switch (operand.kind) {
    case 'property':
      return valueOf(operand.name);
    case 'text':
    case 'number':
    case 'truth':
      return operand.value;
    case 'date':
      return { day: dayOfDate(operand.value) };
    case 'instant':
      return { micros: microsOf(operand.value) };
    case 'casei': {
      const text = operandValue(operand.arg, valueOf);
      return text === null ? null : foldCase(text as string);
    }
    default:
      throw new RangeError(`evaluate: seen ${operand.kind}, expected a value that can be compared`);
  }
}

function compare(op: ComparisonOp, left: FilterValue, right: FilterValue): boolean | null {
  if (left === null || right === null) return null;
  const order = orderOf(left, right);
  switch (op) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
  }
}

function orderOf(left: NonNullable<FilterValue>, right: NonNullable<FilterValue>): number {
  if (typeof left === 'object' && typeof right === 'object') {
    if ('micros' in left && 'micros' in right) return left.micros - right.micros;
    return dayOf(left) - dayOf(right);
  }
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  return Number(left) - Number(right);
}

const dayOf = (time: TimeValue): number => ('day' in time ? time.day : dayOfInstant(time.micros / 1000));

/** Orders texts by code points, as the database does with collation "C". Below 0 when `a` comes first. */
export function compareText(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let k = 0; k < shorter; k++) {
    const [x, y] = [a.charCodeAt(k), b.charCodeAt(k)];
    if (x === y) continue;
    // Surrogates stand for code points above all others.
    const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
    return isHigh(x) !== isHigh(y) ? (isHigh(x) ? 1 : -1) : x - y;
  }
  return a.length - b.length;
}

/** Gives a text with every letter small, one character for one, as the database's lower() does in an UTF-8 locale. */
export function foldCase(text: string): string {
  return text.replace(/\p{Changes_When_Lowercased}/gu, (letter) => {
    const small = letter.toLowerCase();
    // The capital I with a dot alone becomes two characters.
    return [...small].length === 1 ? small : letter === '\u0130' ? 'i' : letter;
  });
}

/** Says whether a text matches a pattern of LIKE: `%` = any characters, `_` = one, `\` = the next character as it is. Work is at most the product of both lengths. */
export function matchesPattern(text: string, pattern: string): boolean {
  const letters = [...text];
  const marks: (string | { readonly wild: '%' | '_' })[] = [];
  const signs = [...pattern];
  for (let k = 0; k < signs.length; k++) {
    const sign = signs[k] as string;
    if (sign === '\\') marks.push(signs[++k] ?? '\\');
    else marks.push(sign === '%' || sign === '_' ? { wild: sign } : sign);
  }
  const isMany = (mark: (typeof marks)[number] | undefined): boolean => typeof mark === 'object' && mark.wild === '%';
  let [at, place, many, from] = [0, 0, -1, 0];
  while (at < letters.length) {
    const mark = marks[place];
    if (isMany(mark)) {
      [many, from] = [place, at];
      place += 1;
    } else if (mark !== undefined && (typeof mark === 'object' || mark === letters[at])) {
      at += 1;
      place += 1;
    } else if (many >= 0) {
      from += 1;
      at = from;
      place = many + 1;
    } else return false;
  }
  while (isMany(marks[place])) place += 1;
  return place === marks.length;
}

/** One end of a time; `at` null = a property that is null. */
interface End {
  readonly at: TimeValue | 'open' | null;
  readonly isLast: boolean;
}

function spanOf(operand: Operand, valueOf: ValueOf): [End, End] {
  const read = (bound: Bound): End['at'] => (bound === null ? 'open' : (operandValue(bound, valueOf) as TimeValue | null));
  const [from, to] = operand.kind === 'interval' ? [read(operand.from), read(operand.to)] : [operandValue(operand, valueOf) as TimeValue | null, operandValue(operand, valueOf) as TimeValue | null];
  return [{ at: from, isLast: false }, { at: to, isLast: true }];
}

/** Orders two ends: days by the calendar; a day and an instant by the first or last microsecond of the day in the city. Below 0 when `x` is earlier. */
function orderOfEnds(x: End, y: End): number | null {
  if (x.at === null || y.at === null) return null;
  if (x.at !== 'open' && y.at !== 'open' && 'day' in x.at && 'day' in y.at) return x.at.day - y.at.day;
  const [a, b] = [microsOfEnd(x), microsOfEnd(y)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function microsOfEnd({ at, isLast }: End): number {
  if (at === null || at === 'open') return isLast ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return 'micros' in at ? at.micros : microsOfDay(at.day)[isLast ? 'last' : 'first'];
}

/** Relates two times (OGC 21-065r2, table 10, after Allen); an instant is a time whose ends are equal. */
function relate(op: TemporalOp, [a1, a2]: [End, End], [b1, b2]: [End, End]): boolean | null {
  const less = (x: End, y: End): boolean | null => {
    const order = orderOfEnds(x, y);
    return order === null ? null : order < 0;
  };
  const same = (x: End, y: End): boolean | null => {
    const order = orderOfEnds(x, y);
    return order === null ? null : order === 0;
  };
  const either = (x: boolean | null, y: boolean | null): boolean | null => opposite(both(opposite(x), opposite(y)));
  switch (op) {
    case 't_after':
      return less(b2, a1);
    case 't_before':
      return less(a2, b1);
    case 't_disjoint':
      return either(less(b2, a1), less(a2, b1));
    case 't_intersects':
      return opposite(either(less(b2, a1), less(a2, b1)));
    case 't_equals':
      return both(same(a1, b1), same(a2, b2));
    case 't_contains':
      return both(less(a1, b1), less(b2, a2));
    case 't_during':
      return both(less(b1, a1), less(a2, b2));
    case 't_finishedBy':
      return both(less(a1, b1), same(a2, b2));
    case 't_finishes':
      return both(less(b1, a1), same(a2, b2));
    case 't_meets':
      return same(a2, b1);
    case 't_metBy':
      return same(a1, b2);
    case 't_overlappedBy':
      return both(both(less(b1, a1), less(a1, b2)), less(b2, a2));
    case 't_overlaps':
      return both(both(less(a1, b1), less(b1, a2)), less(a2, b2));
    case 't_startedBy':
      return both(same(a1, b1), less(b2, a2));
    case 't_starts':
      return both(same(a1, b1), less(a2, b2));
  }
}
