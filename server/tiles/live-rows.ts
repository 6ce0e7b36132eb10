// Which rows stand in the index now? A large sorted set, the marks of what was removed from it, and a small sorted set of what was added since.
import { blockSize, eachPassing } from './narrow.ts';
import type { CompiledFilter } from './filter.ts';
import type { Column } from './columns.ts';
import type { StepBox } from './mercator.ts';
import { lowerBound, upperBound, visitBox } from './morton.ts';
import type { Rows } from './rows.ts';
import { RowBuffer } from './rows.ts';
import type { Steps } from './turns.ts';

/** Added rows are merged into the order when they and the removed ones are more than this share of all, and more than `mergeAbove`: a patch sorts all added rows anew. */
const mergeShare = 1 / 50;
const mergeAbove = 4096;

/** Visits rows that passed: `count` row numbers in `list`, into the columns of `rows`. The list is overwritten after the call. `base` + number is unique over both sets. */
export type VisitNumbered = (rows: Rows, list: Uint32Array, count: number, base: number) => void;

/** The rows of one collection, patched in place. */
export class LiveRows {
  private readonly columns: readonly Column[];
  private main: Rows;
  private tail: Rows;
  /** 1 = removed from `main`; null while nothing was. */
  private dead: Uint8Array | null = null;
  private deadCount = 0;
  private readonly list = new Uint32Array(blockSize);

  /** `rows` in Morton order, their columns as described. */
  constructor(columns: readonly Column[], rows: Rows) {
    this.columns = columns;
    this.main = rows;
    this.tail = new RowBuffer(columns, 0).toSortedRows();
  }

  /** Number of rows. */
  get length(): number {
    return this.main.length - this.deadCount + this.tail.length;
  }

  /** Memory of all columns, ids and marks. */
  get bytes(): number {
    const bytesOf = ({ x, y, id, columns }: Rows): number => [x, y, id, ...columns].reduce((sum, array) => sum + array.byteLength, 0);
    return bytesOf(this.main) + bytesOf(this.tail) + (this.dead?.byteLength ?? 0);
  }

  /** Visits the rows in a square of the quadtree (a tile), or all (null), that pass: the sorted set first, then what was added. */
  visitSquare(square: StepBox | null, filter: CompiledFilter, visit: VisitNumbered): void {
    for (const rows of [this.main, this.tail]) {
      const from = square === null ? 0 : lowerBound(rows, 0, rows.length, square.minX, square.minY);
      const to = square === null ? rows.length : upperBound(rows, from, rows.length, square.maxX, square.maxY);
      this.visitRange(rows, from, to, null, filter, visit);
    }
  }

  /** Visits the rows in any box that pass. */
  visitBox(box: StepBox, filter: CompiledFilter, visit: VisitNumbered): void {
    for (const rows of [this.main, this.tail]) visitBox(rows, box, (from, to, inside) => this.visitRange(rows, from, to, inside ? null : box, filter, visit));
  }

  /** Visits numbers `base` + row, kept earlier in `numbers`, in runs of the same set: `from` and `to` are places in `numbers`. */
  visitKept(numbers: Uint32Array, total: number, visit: (rows: Rows, from: number, to: number, base: number) => void): void {
    const border = this.main.length;
    let from = 0;
    while (from < total) {
      const isTail = (numbers[from] as number) >= border;
      let to = from + 1;
      while (to < total && (numbers[to] as number) >= border === isTail) to += 1;
      visit(isTail ? this.tail : this.main, from, to, isTail ? border : 0);
      from = to;
    }
  }

  /** Gives the numbers (`base` + row, ascending) of the rows that bear one of some ids. They hold until the next change. */
  numbersOf(ids: Iterable<number>): Uint32Array {
    const asked = markIds(ids);
    if (asked === null) return new Uint32Array(0);
    const found: number[] = [];
    const { main, tail, dead } = this;
    for (let row = 0; row < main.length; row++) if (isMarked(asked, main.id[row] as number) && dead?.[row] !== 1) found.push(row);
    for (let row = 0; row < tail.length; row++) if (isMarked(asked, tail.id[row] as number)) found.push(main.length + row);
    return Uint32Array.from(found);
  }

  /** Visits those of some numbers (numbersOf) whose rows pass. */
  visitNumbers(numbers: Uint32Array, filter: CompiledFilter, visit: VisitNumbered): void {
    this.visitKept(numbers, numbers.length, (rows, from, to, base) => {
      for (let place = from; place < to; place++) {
        const row = (numbers[place] as number) - base;
        this.visitRange(rows, row, row + 1, null, filter, visit);
      }
    });
  }

  /**
   * Prepares to put rows in (replacing those of the same id) and to take ids out. Gives the function that does it, between two reads: no reader
   * sees half of it. Nothing else may change the index meanwhile.
   */
  *preparePatch(upserts: RowBuffer, removed: readonly number[]): Steps<() => void> {
    const added = upserts.toRows();
    const gone = new Set([...removed, ...added.id]);
    const buffer = new RowBuffer(this.columns, this.tail.length + added.length);
    const { tail: before } = this;
    yield* buffer.copyAll(before, (row) => !gone.has(before.id[row] as number));
    yield* buffer.copyAll(added, () => true);
    const tail = yield* buffer.sort();
    return () => {
      if (gone.size > 0) this.bury(gone);
      this.tail = tail;
    };
  }

  /** True when so much has changed that added and removed rows should be merged into the order. */
  get wantsMerge(): boolean {
    const changed = this.tail.length + this.deadCount;
    return changed > mergeAbove && changed > this.main.length * mergeShare;
  }

  /** Merges added and removed rows into the order; answers stay the same. Nothing else may change the index meanwhile. */
  *merge(): Steps<void> {
    const buffer = new RowBuffer(this.columns, this.length);
    const { main: before, tail, dead } = this;
    yield* buffer.copyAll(before, (row) => dead === null || dead[row] === 0);
    yield* buffer.copyAll(tail, () => true);
    this.main = yield* buffer.sort();
    this.tail = new RowBuffer(this.columns, 0).toSortedRows();
    this.dead = null;
    this.deadCount = 0;
  }

  /** Marks rows of `main` as removed. */
  private bury(gone: ReadonlySet<number>): void {
    const marked = markIds(gone);
    if (marked === null) return;
    const { id: ids, length } = this.main;
    for (let row = 0; row < length; row++) {
      if (!isMarked(marked, ids[row] as number)) continue;
      this.dead ??= new Uint8Array(length);
      if (this.dead[row] === 1) continue;
      this.dead[row] = 1;
      this.deadCount += 1;
    }
  }

  private visitRange(rows: Rows, from: number, to: number, box: StepBox | null, filter: CompiledFilter, visit: VisitNumbered): void {
    const isMain = rows === this.main;
    const base = isMain ? 0 : this.main.length;
    eachPassing(rows, isMain ? this.dead : null, from, to, box, filter.tests, this.list, (list, count) => visit(rows, list, count, base));
  }
}

/** Some ids as marks over their range: a pass over all rows then costs one look each. */
interface MarkedIds {
  readonly low: number;
  readonly marks: Uint8Array;
}

function markIds(ids: Iterable<number>): MarkedIds | null {
  const list = [...ids];
  if (list.length === 0) return null;
  let [low, high] = [Number.POSITIVE_INFINITY, -1];
  for (const id of list) {
    low = Math.min(low, id);
    high = Math.max(high, id);
  }
  const marks = new Uint8Array(high - low + 1);
  for (const id of list) marks[id - low] = 1;
  return { low, marks };
}

/** Ids outside the range read undefined. */
function isMarked({ low, marks }: MarkedIds, id: number): boolean {
  return marks[id - low] === 1;
}
