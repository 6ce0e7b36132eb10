// Which rows come next in an order, wherever in a million they stand? One pass over columns gives the few ids the database has to look at.
import type { Box } from '../../data/contract/geometry.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { overdueStatusCodes } from '../../data/contract/hazards.ts';
import { noDay } from './columns.ts';
import type { CompiledFilter } from './filter.ts';
import type { PointIndex } from './point-index.ts';
import type { Rows } from './rows.ts';

/** Orders whose key memory holds: the whole key, or for `foundAt` its day, so that rows of one day are not told apart here. */
export type MemoryOrder = 'dueOn' | 'foundAt' | 'level' | 'overdueDays' | 'id';

export interface NextRows {
  readonly order: MemoryOrder;
  readonly descending: boolean;
  /** Rows behind this one are wanted; null = from the start. `key`: a day (units.ts), for `level` 1 to 3, for `overdueDays` the days from the deadline to the last day of 9999, 0 = no running one. */
  readonly behind: { readonly key: number; readonly id: number } | null;
  /** At least so many, if there are. */
  readonly least: number;
  /** More than this are never given: null is, and the caller walks by itself. */
  readonly most: number;
}

/** The day that stands for "none" in the ledger's orders. */
const lastDay = dayOfDate('9999-12-31');

/** The key of rows without one, where there is such. */
const noneOf: Readonly<Record<MemoryOrder, number>> = { dueOn: lastDay, overdueDays: 0, foundAt: Number.NaN, level: Number.NaN, id: Number.NaN };

/** Gives the ids of the first rows behind, with all that this order cannot tell from the last of them; unordered. `whole` = these are all there are. Null when they would be more than `most`. */
export function nextRows(points: PointIndex, filter: CompiledFilter, box: Box | null, { order, descending, behind, least, most }: NextRows): { ids: Uint32Array; whole: boolean } | null {
  const isCoarse = order === 'foundAt';
  let keys = new Int32Array(4096);
  let ids = new Uint32Array(4096);
  let count = 0;
  const sign = descending ? -1 : 1;
  const [fromKey, fromId] = behind === null ? [Number.NEGATIVE_INFINITY, 0] : [sign * behind.key, behind.id];
  const keysOf = keyReader(points, order);
  points.scan(filter, box, (rows, list, length) => {
    const keyOf = keysOf(rows);
    if (count + length > keys.length) {
      keys = grown(keys, count + length, Int32Array);
      ids = grown(ids, count + length, Uint32Array);
    }
    for (let place = 0; place < length; place++) {
      const row = list[place] as number;
      const key = sign * keyOf(row);
      const id = rows.id[row] as number;
      if (key < fromKey || (key === fromKey && !isCoarse && behind !== null && (descending ? id >= fromId : id <= fromId))) continue;
      keys[count] = key;
      ids[count++] = id;
    }
  });
  if (count <= Math.min(least, most)) return { ids: ids.slice(0, count), whole: true };
  // Rows of the cursor's own day may stand before it: they count for nothing.
  const sure = isCoarse && behind !== null ? fromKey : Number.NEGATIVE_INFINITY;
  const last = keyWhere(keys, count, sign * noneOf[order], least, sure);
  const chosen: number[] = [];
  const tied: number[] = [];
  for (let place = 0; place < count; place++) {
    const key = keys[place] as number;
    if (key < last) chosen.push(ids[place] as number);
    else if (key === last) tied.push(ids[place] as number);
  }
  if (!isCoarse && chosen.length + tied.length > least) {
    for (const id of firstIds(tied, Math.max(1, least - chosen.length), descending)) chosen.push(id);
  } else for (const id of tied) chosen.push(id);
  return chosen.length > most ? null : { ids: Uint32Array.from(chosen), whole: chosen.length === count };
}

/** Gives the key up to which at least `least` rows stand, those at or before `sure` not counted. Days in use lie close together; the key of "none" (`far`) stands far off, before or behind them all. */
function keyWhere(keys: Int32Array, count: number, far: number, least: number, sure: number): number {
  let [low, high, apart] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (let place = 0; place < count; place++) {
    const key = keys[place] as number;
    if (key === far) apart += 1;
    else if (key < low) low = key;
    if (key !== far && key > high) high = key;
  }
  if (low > high) return far;
  let sum = far < low ? apart : 0;
  if (sum >= least) return far;
  const tally = new Uint32Array(high - low + 1);
  for (let place = 0; place < count; place++) {
    const key = keys[place] as number;
    if (key !== far) tally[key - low] = (tally[key - low] as number) + 1;
  }
  for (let key = low; key <= high; key++) {
    if (key > sure) sum += tally[key - low] as number;
    if (sum >= least) return key;
  }
  return far < low ? high : far;
}

/** Gives the `wanted` lowest ids, or the highest when descending; unordered. Sorting a million of them would take longer than everything else. */
function firstIds(ids: readonly number[], wanted: number, descending: boolean): Iterable<number> {
  let edge = descending ? 0 : Number.POSITIVE_INFINITY;
  if (ids.length > 10_000) {
    const tally = new Map<number, number>();
    for (const id of ids) tally.set(id >>> 12, (tally.get(id >>> 12) ?? 0) + 1);
    let sum = 0;
    for (const bucket of [...tally.keys()].sort((a, b) => (descending ? b - a : a - b))) {
      sum += tally.get(bucket) ?? 0;
      if (sum < wanted) continue;
      edge = descending ? bucket * 4096 : bucket * 4096 + 4095;
      break;
    }
  }
  const near = Uint32Array.from(ids.filter((id) => (descending ? id >= edge : id <= edge))).sort();
  return descending ? near.subarray(-wanted) : near.subarray(0, wanted);
}

/** Gives a function that reads the key of a row, for each block of rows. */
function keyReader(points: PointIndex, order: MemoryOrder): (rows: Rows) => (row: number) => number {
  const column = (rows: Rows, name: string) => points.column(rows, name);
  if (order === 'id') return (rows) => (row) => rows.id[row] as number;
  if (order === 'foundAt') {
    return (rows) => {
      const days = column(rows, 'foundDay');
      return (row) => days[row] as number;
    };
  }
  if (order === 'level') {
    const rank = tableOf(points, 'levelCode', (code) => (code === 'LV-M' ? 3 : code === 'LV-L' ? 2 : 1));
    return (rows) => {
      const levels = column(rows, 'levelCode');
      return (row) => rank[levels[row] as number] as number;
    };
  }
  if (order === 'dueOn') {
    return (rows) => {
      const days = column(rows, 'dueDay');
      return (row) => (days[row] === noDay ? lastDay : (days[row] as number));
    };
  }
  const late = tableOf(points, 'statusCode', (code) => (overdueStatusCodes.includes(code) ? 1 : 0));
  return (rows) => {
    const [days, statuses] = [column(rows, 'dueDay'), column(rows, 'statusCode')];
    return (row) => (days[row] === noDay || late[statuses[row] as number] === 0 ? 0 : lastDay - (days[row] as number));
  };
}

function tableOf(points: PointIndex, column: string, value: (code: string) => number): Int32Array {
  return Int32Array.from({ length: 256 }, (_, stored) => value(String(points.value(column, stored) ?? '')));
}

function grown<List extends Int32Array | Uint32Array>(list: List, needed: number, Kind: new (length: number) => List): List {
  const larger = new Kind(Math.max(needed, list.length * 2));
  larger.set(list as never);
  return larger;
}
