// Which rows pass? A selection becomes a few tests, each a tight loop over one column that narrows a list of row numbers.
import type { Selection, SelectionField } from '../../data/contract/selection.ts';
import { selectionKey } from '../../data/contract/selection.ts';
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import type { Column, ColumnArray } from './columns.ts';
import { noDay } from './columns.ts';
import type { StepBox } from './mercator.ts';
import type { Rows } from './rows.ts';

/** Which areas a reader may see; null = all, objects without an area included. A reader with areas does not see objects without one. */
export type Scope = readonly string[] | null;

/** One test: rows whose value of a column is marked in a table, lies in a range of days, or that are not overdue. */
type Test =
  | { readonly kind: 'table'; readonly place: number; readonly table: Uint8Array }
  | { readonly kind: 'range'; readonly place: number; readonly from: number; readonly to: number }
  | { readonly kind: 'not-both'; readonly tablePlace: number; readonly table: Uint8Array; readonly place: number; readonly before: number };

/** A selection compiled for one collection, one scope and one day. */
export interface CompiledFilter {
  /** Equal keys give equal answers from equal data: part of every cache key and ETag. Names the day when the answer depends on it. */
  readonly key: string;
  /** The city's calendar day (units.ts) the filter was compiled for. */
  readonly today: number;
  readonly tests: readonly Test[];
}

/** Earlier than every day; a range up to noDay − 1 leaves out what has no date. */
const firstDay = -2_147_483_648;

/** Selection fields that are no property of their own, and the column each one reads. */
const readFrom: Partial<Record<SelectionField, string>> = {
  open: 'statusCode',
  overdue: 'dueDay',
  overdueDaysMin: 'dueDay',
  dueWithinDays: 'dueDay',
  foundFrom: 'foundDay',
  foundTo: 'foundDay',
};

/** Gives the selection fields a set of columns can answer. */
export function filterableFields(columns: readonly { readonly name: string }[], fields: readonly SelectionField[]): SelectionField[] {
  const names = new Set(columns.map((column) => column.name));
  return fields.filter((field) => names.has(readFrom[field] ?? field));
}

/**
 * Compiles a selection for the columns of one collection. `today` is the city's calendar day: overdue is worked out when asked, never stored.
 * Throws AppError `invalid-parameter` for a field the collection does not have; an unknown area matches nothing.
 */
export function compileFilter(columns: readonly Column[], selection: Selection, today: number, scope: Scope): CompiledFilter {
  const tables = new Map<number, Uint8Array>();
  const tests: Test[] = [];
  const placeOf = (field: string): number => {
    const place = columns.findIndex((column) => column.name === (readFrom[field as SelectionField] ?? field));
    if (place === -1) throw new AppError('invalid-parameter', `seen the filter ${field}, expected one that this collection has`);
    return place;
  };
  const allow = (field: string, values: readonly (string | number | boolean)[], keep = true): void => {
    const place = placeOf(field);
    const marked = tableOf(columns[place] as Column, values, keep);
    const before = tables.get(place);
    tables.set(place, before === undefined ? marked : marked.map((mark, value) => mark & (before[value] as number)));
  };
  const overdueStatuses = (): Uint8Array => tableOf(columns[placeOf('open')] as Column, overdueStatusCodes, true);

  // A collection without an area column (storms) belongs to everybody.
  if (scope !== null && columns.some((column) => column.name === 'areaCode')) allow('areaCode', scope);
  for (const [name, value] of Object.entries(selection)) {
    if (value === undefined) continue;
    placeOf(name);
    switch (name as SelectionField) {
      case 'open':
        allow('open', openStatusCodes, value as boolean);
        break;
      case 'overdue':
        if (value === true) {
          allow('open', overdueStatusCodes);
          tests.push({ kind: 'range', place: placeOf(name), from: firstDay, to: today - 1 });
        } else {
          tests.push({ kind: 'not-both', tablePlace: placeOf('open'), table: overdueStatuses(), place: placeOf(name), before: today });
        }
        break;
      case 'overdueDaysMin':
        allow('open', overdueStatusCodes);
        tests.push({ kind: 'range', place: placeOf(name), from: firstDay, to: today - (value as number) });
        break;
      case 'dueWithinDays':
        allow('open', openStatusCodes);
        tests.push({ kind: 'range', place: placeOf(name), from: today, to: today + (value as number) });
        break;
      case 'foundFrom':
        tests.push({ kind: 'range', place: placeOf(name), from: dayOfDate(value as string), to: noDay - 1 });
        break;
      case 'foundTo':
        tests.push({ kind: 'range', place: placeOf(name), from: firstDay, to: dayOfDate(value as string) });
        break;
      default:
        allow(name, Array.isArray(value) ? value : [value as string | number | boolean]);
    }
  }
  const dated = columns.some((column) => column.name === 'dueDay');
  return {
    // '*' = everything: it must never equal the key of an empty scope.
    key: [selectionKey(selection), scope === null ? '*' : [...new Set(scope)].sort().map(encodeURIComponent).join(','), dated ? String(today) : ''].join('|'),
    today,
    // Tables first: they are cheaper than ranges and every later test sees only what they leave.
    tests: [...[...tables].map(([place, table]): Test => ({ kind: 'table', place, table })), ...tests],
  };
}

/** Gives a filter with one more table test on column `place`; the key is the caller's to mind. */
export function withTable(filter: CompiledFilter, place: number, table: Uint8Array): CompiledFilter {
  return { ...filter, tests: [{ kind: 'table', place, table }, ...filter.tests] };
}

/** Gives a table by stored value: 1 for the values named (or, with `keep` false, for all others). */
function tableOf(column: Column, values: readonly (string | number | boolean)[], keep: boolean): Uint8Array {
  const size = column.create(1) instanceof Uint8Array ? 256 : 65_536;
  const table = new Uint8Array(size).fill(keep ? 0 : 1);
  for (const stored of column.find(values)) table[stored] = keep ? 1 : 0;
  return table;
}

/** Rows are taken in blocks of this size: a list of row numbers that stays in the processor's first cache. */
export const blockSize = 4096;

/**
 * Calls `visit(rows, count)` with the numbers of the rows in [from, to) that pass, block by block and in order. `list` is scratch of at least
 * `blockSize`; it is overwritten by the next block. `dead` marks rows removed; `box` = keep only positions in it.
 */
export function eachPassing(
  rows: Rows,
  dead: Uint8Array | null,
  from: number,
  to: number,
  box: StepBox | null,
  tests: readonly Test[],
  list: Uint32Array,
  visit: (list: Uint32Array, count: number) => void,
): void {
  for (let start = from; start < to; start += blockSize) {
    const end = Math.min(to, start + blockSize);
    let count = end - start;
    for (let k = 0; k < count; k++) list[k] = start + k;
    if (box !== null) count = keepInBox(list, count, rows.x, rows.y, box);
    if (dead !== null) count = keepAlive(list, count, dead);
    for (const test of tests) {
      if (count === 0) break;
      count = narrow(test, rows.columns, list, count);
    }
    if (count > 0) visit(list, count);
  }
}

function narrow(test: Test, columns: readonly ColumnArray[], list: Uint32Array, count: number): number {
  switch (test.kind) {
    case 'table': {
      const column = columns[test.place];
      return column instanceof Uint8Array ? keepMarked(list, count, column, test.table) : keepMarkedWide(list, count, column as Uint16Array, test.table);
    }
    case 'range':
      return keepRange(list, count, columns[test.place] as Int32Array, test.from, test.to);
    case 'not-both':
      return keepNotBoth(list, count, columns[test.tablePlace] as Uint8Array, test.table, columns[test.place] as Int32Array, test.before);
  }
}

// The loops below do not branch: each row number is written, and the place moves on only when the row passes.

function keepMarked(list: Uint32Array, count: number, column: Uint8Array, table: Uint8Array): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    list[kept] = row;
    kept += table[column[row] as number] as number;
  }
  return kept;
}

function keepMarkedWide(list: Uint32Array, count: number, column: Uint16Array, table: Uint8Array): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    list[kept] = row;
    kept += table[column[row] as number] as number;
  }
  return kept;
}

function keepRange(list: Uint32Array, count: number, column: Int32Array, from: number, to: number): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    const day = column[row] as number;
    list[kept] = row;
    kept += day >= from && day <= to ? 1 : 0;
  }
  return kept;
}

function keepNotBoth(list: Uint32Array, count: number, coded: Uint8Array, table: Uint8Array, days: Int32Array, before: number): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    const day = days[row] as number;
    list[kept] = row;
    kept += table[coded[row] as number] === 1 && day < before ? 0 : 1;
  }
  return kept;
}

function keepAlive(list: Uint32Array, count: number, dead: Uint8Array): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    list[kept] = row;
    kept += 1 - (dead[row] as number);
  }
  return kept;
}

function keepInBox(list: Uint32Array, count: number, x: Uint32Array, y: Uint32Array, box: StepBox): number {
  const { minX, minY, maxX, maxY } = box;
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    const px = x[row] as number;
    const py = y[row] as number;
    list[kept] = row;
    kept += px >= minX && px <= maxX && py >= minY && py <= maxY ? 1 : 0;
  }
  return kept;
}
