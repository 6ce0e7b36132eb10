// How does a CQL2 filter become tests over columns? What reads one column is tried on every value it can hold; the rest is AND, OR and NOT of that.
import { evaluate, type TimeValue } from '../../data/contract/cql2/evaluate.ts';
import { microsOf, microsOfDay } from '../../data/contract/cql2/instants.ts';
import { geometryName } from '../../data/contract/cql2/queryables.ts';
import { type Bound, combine, type Expression, type Operand, operandsOf, propertiesIn } from '../../data/contract/cql2/tree.ts';
import { overdueStatusCodes } from '../../data/contract/hazards.ts';
import { dayOfDate, dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { type Column, noDay } from './columns.ts';
import { anyOf, type Test } from './narrow.ts';
import { testOfPlace } from './spatial-tests.ts';
import { truthTable } from './truth-tables.ts';

/** Earlier than every day; a range up to noDay − 1 leaves out what has no date. */
const firstDay = -2_147_483_648;
/** Column from which a shape is drawn as its outline: a collection that has it stands in the index by points that are not its geometry. */
const outlineColumn = 'outlineFrom';

/** Columns of days, by the property they stand for; of an instant only the day is kept. */
const dayColumns: Readonly<Record<string, { readonly column: string; readonly holds: 'date' | 'instant' }>> = {
  dueOn: { column: 'dueDay', holds: 'date' },
  foundAt: { column: 'foundDay', holds: 'instant' },
  closedAt: { column: 'closedDay', holds: 'instant' },
};

/** Branches of all alternatives of one filter together: a row may be looked at by each of them. */
const mostBranches = 32;

/** What a property is worked out from: a small column, a column of days, or status and deadline together. */
type Domain =
  | { readonly key: string; readonly kind: 'table'; readonly place: number }
  | { readonly key: string; readonly kind: 'days'; readonly place: number; readonly holds: 'date' | 'instant' }
  | { readonly key: 'overdue'; readonly kind: 'overdue'; readonly status: number; readonly due: number };

/**
 * Gives the tests of a filter that was checked against its collection (checkFilter): a row passes all of them exactly when the filter holds, neither
 * when it does not nor when a null leaves it open. Positions are as fine as the index keeps them, 0.9 cm. `today` = the city's calendar day.
 * Throws AppError `invalid-parameter` naming a property that the columns do not hold.
 */
export function testsOfExpression(columns: readonly Column[], expression: Expression, today: number): Test[] {
  const rank = { table: 0, range: 1, days: 2, 'not-both': 3, boxes: 4, ids: 7, any: 5, polygon: 6 } as const;
  const tests = mergeTables(new Compiler(columns, today).compile(expression, true));
  if (branchesOf(tests) > mostBranches) throw new AppError('invalid-parameter', `filter: seen more than ${mostBranches} alternatives, expected fewer in a filter of tiles`);
  // The cheapest first, of tables the one that marks the least: every later test sees only what they leave.
  const share = (test: Test): number => (test.kind === 'table' ? markedShare(columns[test.place] as Column, test.table) : 0);
  return tests.map((test) => ({ test, order: rank[test.kind] + share(test) / 2 })).sort((a, b) => a.order - b.order).map(({ test }) => test);
}

class Compiler {
  private readonly columns: readonly Column[];
  private readonly today: number;

  constructor(columns: readonly Column[], today: number) {
    this.columns = columns;
    this.today = today;
  }

  /** Gives tests that all hold exactly where the expression is `wanted`. */
  compile(expression: Expression, wanted: boolean): Test[] {
    const domains = this.domainsOf(expression);
    if (domains !== null && domains.size === 0) return evaluate(expression, () => null) === wanted ? [] : [anyOf([])];
    const [only] = domains?.values() ?? [];
    if (domains?.size === 1 && only !== undefined) return this.sample(expression, only, wanted);
    switch (expression.kind) {
      case 'not':
        return this.compile(expression.arg, !wanted);
      case 'and':
      case 'or': {
        const parts = this.grouped(expression.kind, expression.args).map((part) => this.compile(part, wanted));
        return (expression.kind === 'and') === wanted ? parts.flat() : [anyOf(parts)];
      }
      case 'spatial':
        return testOfPlace(expression, wanted);
      case 'null':
        return wanted ? [anyOf([])] : [];
      default:
        throw unavailable(`a comparison of ${[...propertiesIn(expression)].join(' and ')} with each other`);
    }
  }

  /** Puts together what reads the same column, so that it becomes one test. */
  private grouped(kind: 'and' | 'or', args: readonly Expression[]): Expression[] {
    const groups = new Map<string, Expression[]>();
    for (const [place, arg] of args.entries()) {
      const domains = this.domainsOf(arg);
      const [only] = domains?.size === 1 ? domains.values() : [];
      const key = only?.key ?? `alone ${place}`;
      groups.set(key, [...(groups.get(key) ?? []), arg]);
    }
    return groups.size === 1 ? [...args] : [...groups.values()].map((group) => combine(kind, group));
  }

  /** Gives what an expression is worked out from; null when its geometry is asked. */
  private domainsOf(expression: Expression): Map<string, Domain> | null {
    const domains = new Map<string, Domain>();
    let hasGeometry = hasSpatial(expression);
    for (const name of propertiesIn(expression)) {
      if (name === geometryName) {
        if (this.columns.some((column) => column.name === outlineColumn)) throw unavailable(`the ${geometryName} of a collection of lines and polygons`);
        hasGeometry = true;
        continue;
      }
      const domain = this.domainOf(name);
      domains.set(domain.key, domain);
    }
    return hasGeometry ? null : domains;
  }

  private domainOf(name: string): Domain {
    const day = dayColumns[name];
    const find = (wanted: string): number => this.columns.findIndex((column) => column.name === wanted);
    const place = find(name === 'open' ? 'statusCode' : (day?.column ?? name));
    if (day !== undefined && place !== -1) return { key: `days ${place}`, kind: 'days', place, holds: day.holds };
    const [status, due] = [find('statusCode'), find('dueDay')];
    if ((name === 'overdue' || name === 'overdueDays') && status !== -1 && due !== -1) return { key: 'overdue', kind: 'overdue', status, due };
    const column = this.columns[place];
    if (column === undefined || !column.exact || column.kind === 'day' || name === outlineColumn) throw unavailable(`the property ${name}`);
    return { key: `table ${place}`, kind: 'table', place };
  }

  private sample(expression: Expression, domain: Domain, wanted: boolean): Test[] {
    switch (domain.kind) {
      case 'table':
        return [{ kind: 'table', place: domain.place, table: truthTable(this.columns[domain.place] as Column, expression, wanted) }];
      case 'days': {
        const passes = (day: number | null): boolean => this.holdsOnDay(expression, day, domain.holds) === wanted;
        return [testOfDays(domain.place, rangesOver(daysNamed(expression), firstDay, noDay - 1, passes), passes(null))];
      }
      case 'overdue':
        return this.sampleOverdue(expression, domain, wanted);
    }
  }

  /** Gives the truth on a day, where it must be the same at every moment of the day when only the day of an instant is known. */
  private holdsOnDay(expression: Expression, day: number | null, holds: 'date' | 'instant'): boolean | null {
    const at = (time: TimeValue | null): boolean | null => evaluate(expression, () => time);
    if (day === null) return at(null);
    if (holds === 'date') return at({ day });
    const { first, last } = microsOfDay(day);
    // Truth can change only at the ends of the day and at the instants that are named.
    const moments = [first, first + 1, last - 1, last, ...instantsNamed(expression).flatMap((micros) => [micros - 1, micros, micros + 1])].filter((micros) => micros >= first && micros <= last);
    const truths = new Set(moments.map((micros) => at({ micros })));
    if (truths.size > 1) throw unavailable(`the time of day of ${[...propertiesIn(expression)].join(', ')}`);
    return [...truths][0] ?? null;
  }

  private sampleOverdue(expression: Expression, { status, due }: Extract<Domain, { kind: 'overdue' }>, wanted: boolean): Test[] {
    const passes = (days: number): boolean => evaluate(expression, (name) => (name === 'overdue' ? days > 0 : days)) === wanted;
    const late = rangesOver(numbersNamed(expression), 1, noDay, passes);
    const overdueStatus = this.statusTable(status, overdueStatusCodes);
    // So many days late = due so many days before today.
    const dueDays = late.map(([from, to]): Range => [to === noDay ? firstDay : this.today - to, this.today - from]).reverse();
    const isLate: Test[] = [{ kind: 'table', place: status, table: overdueStatus }, testOfDays(due, dueDays, false)];
    const inTime: Test = { kind: 'not-both', tablePlace: status, table: overdueStatus, place: due, before: this.today };
    if (!passes(0)) return late.length === 0 ? [anyOf([])] : isLate;
    return late.length === 0 ? [inTime] : [anyOf([[inTime], isLate])];
  }

  private statusTable(place: number, codes: readonly string[]): Uint8Array {
    const table = new Uint8Array(256);
    for (const stored of (this.columns[place] as Column).find(codes)) table[stored] = 1;
    return table;
  }
}

type Range = [from: number, to: number];

/** Gives the ranges of whole numbers from `least` to `most` that pass, where truth can change only at or right beside the numbers named. */
function rangesOver(named: readonly number[], least: number, most: number, passes: (value: number) => boolean): Range[] {
  const starts = [...new Set([least, ...named.flatMap((value) => [value, value + 1])])].filter((value) => value >= least && value <= most).sort((a, b) => a - b);
  const ranges: Range[] = [];
  for (const [k, from] of starts.entries()) {
    if (!passes(from)) continue;
    const to = (starts[k + 1] ?? most + 1) - 1;
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === from - 1) last[1] = to;
    else ranges.push([from, to]);
  }
  return ranges;
}

/** Gives the test of ascending ranges of days. What has no date is kept as the latest day of all. */
function testOfDays(place: number, ranges: readonly Range[], withNone: boolean): Test {
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (first === undefined || last === undefined) return withNone ? { kind: 'range', place, from: noDay, to: noDay } : anyOf([]);
  if (ranges.length === 1 && !withNone) return { kind: 'range', place, from: first[0], to: first[1] };
  if (ranges.length === 1 && last[1] === noDay - 1) return { kind: 'range', place, from: first[0], to: noDay };
  const ends = ranges.flatMap(([from, to]) => [from, to]).filter((day) => day !== firstDay && day !== noDay - 1);
  const offset = Math.min(...ends);
  const table = new Uint8Array(Math.max(...ends) - offset + 1);
  for (const [from, to] of ranges) table.fill(1, Math.max(0, from - offset), Math.max(0, to - offset + 1));
  return { kind: 'days', place, offset, table, before: first[0] === firstDay ? 1 : 0, after: last[1] === noDay - 1 ? 1 : 0, none: withNone ? 1 : 0 };
}

/** Gives all literals of an expression, ends of intervals included. */
function literalsIn(expression: Expression): (Operand | Bound)[] {
  switch (expression.kind) {
    case 'and':
    case 'or':
      return expression.args.flatMap(literalsIn);
    case 'not':
      return literalsIn(expression.arg);
    default:
      return operandsOf(expression).flatMap((operand) => (operand.kind === 'interval' ? [operand.from, operand.to] : [operand]));
  }
}

const instantsNamed = (expression: Expression): number[] => literalsIn(expression).flatMap((literal) => (literal?.kind === 'instant' ? [microsOf(literal.value)] : []));
const daysNamed = (expression: Expression): number[] => [
  ...literalsIn(expression).flatMap((literal) => (literal?.kind === 'date' ? [dayOfDate(literal.value)] : [])),
  ...instantsNamed(expression).map((micros) => dayOfInstant(micros / 1000)),
];
const numbersNamed = (expression: Expression): number[] => literalsIn(expression).flatMap((literal) => (literal?.kind === 'number' ? [Math.floor(literal.value), Math.ceil(literal.value)] : []));

function hasSpatial(expression: Expression): boolean {
  if (expression.kind === 'and' || expression.kind === 'or') return expression.args.some(hasSpatial);
  return expression.kind === 'not' ? hasSpatial(expression.arg) : expression.kind === 'spatial';
}

function branchesOf(tests: readonly Test[]): number {
  return tests.reduce((sum, test) => sum + (test.kind === 'any' ? test.branches.length + branchesOf(test.branches.flat()) : test.kind === 'boxes' ? test.boxes.length - 1 : 0), 0);
}

/** Makes one table of all tables of a column. */
function mergeTables(tests: readonly Test[]): Test[] {
  const tables = new Map<number, Uint8Array>();
  const others: Test[] = [];
  for (const test of tests) {
    if (test.kind !== 'table') {
      others.push(test);
      continue;
    }
    const before = tables.get(test.place);
    tables.set(test.place, before === undefined ? test.table : test.table.map((mark, value) => mark & (before[value] as number)));
  }
  return [...[...tables].map(([place, table]): Test => ({ kind: 'table', place, table })), ...others];
}

/** Gives which part of the values a column can hold, null apart, are marked, 0..1. */
function markedShare(column: Column, table: Uint8Array): number {
  let [all, marked] = [0, 0];
  for (const stored of column.stored()) {
    if (stored === column.none) continue;
    all += 1;
    marked += table[stored] as number;
  }
  return marked / Math.max(1, all);
}

function unavailable(what: string): AppError {
  return new AppError('invalid-parameter', `filter: seen ${what}, which is not available in tiles, expected what the tiles hold (items take the whole filter)`);
}

