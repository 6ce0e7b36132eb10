// How do rows of the database become columns in Morton order? A growing buffer of rows, and the sorted segment made from it.
import { stepOfLat, stepOfLng } from './mercator.ts';
import { mortonOrder } from './morton.ts';
import type { Column, ColumnArray } from './columns.ts';
import type { Steps } from './turns.ts';
import { rowsAStep, runAtOnce } from './turns.ts';

/** Rows as texts, one text per column with its values one after another, `valueSeparator` between them, '' for null. */
export interface PackedRows {
  readonly count: number;
  readonly id: string;
  /** Longitude and latitude in degrees in turn, two for each row. */
  readonly places: Float64Array;
  /** By column name. A column that is missing is null in every row. */
  readonly columns: Readonly<Record<string, string>>;
}

/** ASCII unit separator: between the values of a packed column. */
export const valueSeparator = '\u001f';

/** Rows in memory: positions, ids and columns of one length, in Morton order when `sorted`. */
export interface Rows {
  readonly length: number;
  readonly x: Uint32Array;
  readonly y: Uint32Array;
  readonly id: Uint32Array;
  /** In the order of the collection's columns. */
  readonly columns: readonly ColumnArray[];
}

/** Rows copied in one step of work done in turns. */
const copiedAStep = 4096;

/** Collects rows, then gives them as columns. */
export class RowBuffer {
  private readonly columns: readonly Column[];
  private capacity = 0;
  private filled = 0;
  private x = new Uint32Array(0);
  private y = new Uint32Array(0);
  private id = new Uint32Array(0);
  private values: ColumnArray[];

  constructor(columns: readonly Column[], capacity = 1024) {
    this.columns = columns;
    this.values = columns.map((column) => column.create(0));
    this.reserve(capacity);
  }

  get length(): number {
    return this.filled;
  }

  /** Adds packed rows without a pause (appendSteps). */
  append(packed: PackedRows): void {
    runAtOnce(this.appendSteps(packed));
  }

  /** Adds packed rows, a step a column. Throws RangeError when a column does not hold `count` values or a position is no number; nothing is added then. */
  *appendSteps(packed: PackedRows): Steps<void> {
    const from = this.filled;
    const { count } = packed;
    this.reserve(from + count);
    const { x, y, id } = this;
    readIntegers('id', packed.id, count, id, from, 0);
    if (packed.places.length !== 2 * count) throw new RangeError(`places: seen ${packed.places.length / 2}, expected ${count}`);
    yield;
    for (let row = 0; row < count; row++) {
      const lng = packed.places[2 * row] as number;
      const lat = packed.places[2 * row + 1] as number;
      if (!Number.isFinite(lng) || !Number.isFinite(lat)) throw new RangeError(`places: seen ${lng} ${lat}, expected degrees`);
      x[from + row] = stepOfLng(lng);
      y[from + row] = stepOfLat(lat);
    }
    for (const [place, column] of this.columns.entries()) {
      yield;
      const text = packed.columns[column.name];
      const values = this.values[place] as ColumnArray;
      if (text === undefined) {
        values.fill(column.none, from, from + count);
        continue;
      }
      if (column.kind === 'day') {
        readIntegers(column.name, text, count, values, from, column.none);
        continue;
      }
      // A page repeats few words: each distinct text is looked up once.
      const known = new Map<string, number>();
      readColumn(column.name, text, count, (index, value) => {
        let stored = known.get(value);
        if (stored === undefined) {
          stored = column.store(value);
          known.set(value, stored);
        }
        values[from + index] = stored;
      });
    }
    this.filled = from + count;
  }

  /** Adds row `row` of `source`, whose columns have the same description. */
  copy(source: Rows, row: number): void {
    this.reserve(this.filled + 1);
    const to = this.filled;
    this.x[to] = source.x[row] as number;
    this.y[to] = source.y[row] as number;
    this.id[to] = source.id[row] as number;
    for (const [place, values] of this.values.entries()) values[to] = (source.columns[place] as ColumnArray)[row] as number;
    this.filled = to + 1;
  }

  /** Adds the rows of `source` that `keeps` says, in their order and in steps; its columns have the same description. */
  *copyAll(source: Rows, keeps: (row: number) => boolean): Steps<void> {
    const list = new Uint32Array(copiedAStep);
    for (let start = 0; start < source.length; start += copiedAStep) {
      let count = 0;
      for (let row = start; row < Math.min(source.length, start + copiedAStep); row++) if (keeps(row)) list[count++] = row;
      this.reserve(this.filled + count);
      copyInto(source.x, list, count, this.x, this.filled);
      copyInto(source.y, list, count, this.y, this.filled);
      copyInto(source.id, list, count, this.id, this.filled);
      for (const [place, values] of this.values.entries()) copyInto(source.columns[place] as ColumnArray, list, count, values, this.filled);
      this.filled += count;
      yield;
    }
  }

  /** Gives the rows as they were added, in arrays that share the buffer's memory: add nothing afterwards. */
  toRows(): Rows {
    const length = this.filled;
    return {
      length,
      x: this.x.subarray(0, length),
      y: this.y.subarray(0, length),
      id: this.id.subarray(0, length),
      columns: this.values.map((values) => values.subarray(0, length)),
    };
  }

  /** Gives the rows in Morton order, in arrays of exactly their length. Nothing may be added meanwhile. */
  *sort(): Steps<Rows> {
    const length = this.filled;
    const { x, y, id, columns } = this.toRows();
    const order = yield* mortonOrder(x, y, id);
    const sorted: ColumnArray[] = [];
    for (const [place, values] of columns.entries()) sorted.push(yield* gather(values, order, (this.columns[place] as Column).create(length)));
    return {
      length,
      x: yield* gather(x, order, new Uint32Array(length)),
      y: yield* gather(y, order, new Uint32Array(length)),
      id: yield* gather(id, order, new Uint32Array(length)),
      columns: sorted,
    };
  }

  /** Gives the rows in Morton order, sorted without a pause: for small buffers, tests and tools. */
  toSortedRows(): Rows {
    return runAtOnce(this.sort());
  }

  private reserve(wanted: number): void {
    if (wanted <= this.capacity) return;
    const capacity = Math.max(wanted, this.capacity * 2);
    this.x = grown(this.x, new Uint32Array(capacity));
    this.y = grown(this.y, new Uint32Array(capacity));
    this.id = grown(this.id, new Uint32Array(capacity));
    this.values = this.values.map((values, place) => grown(values, (this.columns[place] as Column).create(capacity)));
    this.capacity = capacity;
  }
}

function grown<Values extends ColumnArray | Uint32Array>(from: Values, to: Values): Values {
  to.set(from);
  return to;
}

function copyInto(from: ColumnArray | Uint32Array, list: Uint32Array, count: number, to: ColumnArray | Uint32Array, start: number): void {
  for (let k = 0; k < count; k++) to[start + k] = from[list[k] as number] as number;
}

function* gather<Values extends ColumnArray | Uint32Array>(from: Values, order: Uint32Array, to: Values): Steps<Values> {
  for (let start = 0; start < order.length; start += rowsAStep) {
    pickInto(from, order, to, start, Math.min(order.length, start + rowsAStep));
    yield;
  }
  return to;
}

function pickInto(from: ColumnArray | Uint32Array, order: Uint32Array, to: ColumnArray | Uint32Array, start: number, end: number): void {
  for (let k = start; k < end; k++) to[k] = from[order[k] as number] as number;
}

/** Reads packed whole numbers into `values` from place `from` on, '' as `none`: digit by digit, ten times faster than by texts. */
function readIntegers(name: string, packed: string, count: number, values: ColumnArray | Uint32Array, from: number, none: number): void {
  let place = from;
  let value = 0;
  let sign = 1;
  let digits = 0;
  for (let k = 0; k <= packed.length; k++) {
    const code = k === packed.length ? 31 : packed.charCodeAt(k);
    if (code >= 48 && code <= 57) {
      value = value * 10 + code - 48;
      digits += 1;
    } else if (code === 31) {
      values[place++] = digits === 0 ? none : sign * value;
      [value, sign, digits] = [0, 1, 0];
    } else if (code === 45 && digits === 0) sign = -1;
    else throw new RangeError(`${name}: seen ${JSON.stringify(packed.slice(k, k + 20))}, expected whole numbers`);
  }
  const seen = place - from;
  if (seen !== count && count > 0) throw new RangeError(`${name}: seen ${seen > count ? `more than ${count}` : seen} values, expected ${count}`);
}

/** Calls `take(index, text)` for each of the `count` values of a packed column. */
function readColumn(name: string, packed: string, count: number, take: (index: number, text: string) => void): void {
  if (count === 0) return;
  let start = 0;
  for (let index = 0; index < count; index++) {
    let end = packed.indexOf(valueSeparator, start);
    if (end === -1) {
      if (index !== count - 1) throw new RangeError(`${name}: seen ${index + 1} values, expected ${count}`);
      end = packed.length;
    }
    take(index, packed.slice(start, end));
    start = end + 1;
  }
  if (start <= packed.length) throw new RangeError(`${name}: seen more than ${count} values, expected ${count}`);
}
