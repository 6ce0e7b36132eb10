// Which rows of a block pass? Each test is a tight loop over one column, or over positions, that narrows a list of row numbers.
import { noDay } from './columns.ts';
import type { StepBox } from './mercator.ts';
import type { PolygonSteps } from './polygon-steps.ts';
import type { Rows } from './rows.ts';

/** One test: what it keeps. A row whose value is null passes only where the test says so: what is open passes neither a filter nor its opposite. */
export type Test =
  /** Rows whose value of a column is marked. */
  | { readonly kind: 'table'; readonly place: number; readonly table: Uint8Array }
  /** Rows whose day lies in a range. */
  | { readonly kind: 'range'; readonly place: number; readonly from: number; readonly to: number }
  /** Rows whose day is marked: `table` from the day `offset` on, one truth for all days before it, one for all after it, one for no date. */
  | { readonly kind: 'days'; readonly place: number; readonly offset: number; readonly table: Uint8Array; readonly before: number; readonly after: number; readonly none: number }
  /** Rows that are not both marked and before a day. */
  | { readonly kind: 'not-both'; readonly tablePlace: number; readonly table: Uint8Array; readonly place: number; readonly before: number }
  /** Rows whose id is one of some. */
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<number> }
  /** Rows in (or, when `inside` is false, outside) any of some boxes or a polygon. */
  | { readonly kind: 'boxes'; readonly boxes: readonly StepBox[]; readonly inside: boolean }
  | { readonly kind: 'polygon'; readonly polygon: PolygonSteps; readonly inside: boolean }
  /** Rows that pass all tests of at least one branch; none with no branch. `marks` and `list` are scratch of `blockSize`. */
  | { readonly kind: 'any'; readonly branches: readonly (readonly Test[])[]; readonly marks: Uint8Array; readonly list: Uint32Array };

/** Gives the test of several branches. */
export function anyOf(branches: readonly (readonly Test[])[]): Test {
  return { kind: 'any', branches, marks: new Uint8Array(blockSize), list: new Uint32Array(blockSize) };
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
      count = narrow(test, rows, list, count);
    }
    if (count > 0) visit(list, count);
  }
}

function narrow(test: Test, rows: Rows, list: Uint32Array, count: number): number {
  const { columns } = rows;
  switch (test.kind) {
    case 'table': {
      const column = columns[test.place];
      return column instanceof Uint8Array ? keepMarked(list, count, column, test.table) : keepMarkedWide(list, count, column as Uint16Array, test.table);
    }
    case 'range':
      return keepRange(list, count, columns[test.place] as Int32Array, test.from, test.to);
    case 'days':
      return keepDays(list, count, columns[test.place] as Int32Array, test);
    case 'not-both':
      return keepNotBoth(list, count, columns[test.tablePlace] as Uint8Array, test.table, columns[test.place] as Int32Array, test.before);
    case 'boxes':
      return test.inside && test.boxes.length === 1 ? keepInBox(list, count, rows.x, rows.y, test.boxes[0] as StepBox) : keepBoxes(list, count, rows, test.boxes, test.inside);
    case 'polygon':
      return keepPolygon(list, count, rows, test.polygon, test.inside);
    case 'ids':
      return keepIds(list, count, rows.id, test.ids);
    case 'any':
      return keepAny(list, count, rows, test);
  }
}

/** A block's rows lie within `blockSize` of its first, so a mark for each tells which branch let it through. */
function keepAny(list: Uint32Array, count: number, rows: Rows, { branches, marks, list: own }: Extract<Test, { kind: 'any' }>): number {
  if (count === 0) return 0;
  const first = list[0] as number;
  marks.fill(0, 0, (list[count - 1] as number) - first + 1);
  for (const branch of branches) {
    let left = count;
    for (let k = 0; k < count; k++) own[k] = list[k] as number;
    for (const test of branch) left = narrow(test, rows, own, left);
    for (let k = 0; k < left; k++) marks[(own[k] as number) - first] = 1;
  }
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    list[kept] = row;
    kept += marks[row - first] as number;
  }
  return kept;
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

function keepDays(list: Uint32Array, count: number, column: Int32Array, { offset, table, before, after, none }: Extract<Test, { kind: 'days' }>): number {
  const last = offset + table.length - 1;
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    const day = column[row] as number;
    list[kept] = row;
    kept += day < offset ? before : day <= last ? (table[day - offset] as number) : day === noDay ? none : after;
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

function keepIds(list: Uint32Array, count: number, id: ArrayLike<number>, ids: ReadonlySet<number>): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    list[kept] = row;
    kept += ids.has(id[row] as number) ? 1 : 0;
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

function keepBoxes(list: Uint32Array, count: number, { x, y }: Rows, boxes: readonly StepBox[], inside: boolean): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    const [px, py] = [x[row] as number, y[row] as number];
    let isIn = false;
    for (const { minX, minY, maxX, maxY } of boxes) isIn = isIn || (px >= minX && px <= maxX && py >= minY && py <= maxY);
    list[kept] = row;
    kept += isIn === inside ? 1 : 0;
  }
  return kept;
}

function keepPolygon(list: Uint32Array, count: number, { x, y }: Rows, polygon: PolygonSteps, inside: boolean): number {
  let kept = 0;
  for (let k = 0; k < count; k++) {
    const row = list[k] as number;
    list[kept] = row;
    kept += polygon.holds(x[row] as number, y[row] as number) === inside ? 1 : 0;
  }
  return kept;
}
