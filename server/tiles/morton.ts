// In which order must points lie in memory so that every tile is one stretch of it? Morton (Z) order: the bits of y and x interleaved.
import type { StepBox } from './mercator.ts';
import type { Steps } from './turns.ts';
import { rowsAStep } from './turns.ts';

/** Positions in Morton order: `x` and `y` in steps (mercator.ts), of equal length. */
export interface Positions {
  readonly x: Uint32Array;
  readonly y: Uint32Array;
}

/** True when position a comes before b. The dimension whose difference has the higher bit decides (Chan 2002), so no key is stored. */
export function isBefore(ax: number, ay: number, bx: number, by: number): boolean {
  const dx = (ax ^ bx) >>> 0;
  const dy = (ay ^ by) >>> 0;
  return dy < dx && dy < (dx ^ dy) >>> 0 ? ax < bx : ay < by;
}

/** Gives the first index in [from, to) whose position is not before (x, y); `to` when all are. */
export function lowerBound({ x: xs, y: ys }: Positions, from: number, to: number, x: number, y: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(xs[middle] as number, ys[middle] as number, x, y)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Gives the first index in [from, to) whose position is after (x, y); `to` when none is. */
export function upperBound({ x: xs, y: ys }: Positions, from: number, to: number, x: number, y: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(x, y, xs[middle] as number, ys[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Ranges shorter than this are handed over whole with `inside` false: testing a few points is cheaper than splitting further. */
const splitAbove = 256;

/**
 * Calls `visit(from, to, inside)` for stretches that together hold every position in the box, in order. With `inside` true all of a stretch
 * lies in the box; with false the caller tests each. No position is visited twice.
 */
export function visitBox(positions: Positions, box: StepBox, visit: (from: number, to: number, inside: boolean) => void): void {
  const { minX, minY, maxX, maxY } = box;
  if (minX > maxX || minY > maxY || positions.x.length === 0) return;
  // The smallest square of the quadtree that holds the whole box: where the bits of its corners still agree.
  const level = Math.clz32((minX ^ maxX) | (minY ^ maxY));
  const side = 2 ** (32 - level);
  const left = Math.floor(minX / side) * side;
  const top = Math.floor(minY / side) * side;
  const from = lowerBound(positions, 0, positions.x.length, left, top);
  const to = upperBound(positions, from, positions.x.length, left + side - 1, top + side - 1);
  descend(from, to, left, top, side);

  function descend(start: number, end: number, x: number, y: number, size: number): void {
    if (start === end || x > maxX || y > maxY || x + size - 1 < minX || y + size - 1 < minY) return;
    if (x >= minX && y >= minY && x + size - 1 <= maxX && y + size - 1 <= maxY) {
      visit(start, end, true);
      return;
    }
    if (end - start <= splitAbove) {
      visit(start, end, false);
      return;
    }
    const half = size / 2;
    const second = lowerBound(positions, start, end, x + half, y);
    const third = lowerBound(positions, second, end, x, y + half);
    const fourth = lowerBound(positions, third, end, x + half, y + half);
    descend(start, second, x, y, half);
    descend(second, third, x + half, y, half);
    descend(third, fourth, x, y + half, half);
    descend(fourth, end, x + half, y + half, half);
  }
}

/** Gives the indices 0..n−1 in Morton order of their positions, equal positions by ascending id. The input is left alone. */
export function* mortonOrder(x: Uint32Array, y: Uint32Array, id: Uint32Array): Steps<Uint32Array> {
  const length = x.length;
  let order = new Uint32Array(length);
  for (let index = 0; index < length; index++) order[index] = index;
  if (length < 4096) {
    return order.sort((a, b) => {
      if (x[a] === x[b] && y[a] === y[b]) return (id[a] as number) - (id[b] as number);
      return isBefore(x[a] as number, y[a] as number, x[b] as number, y[b] as number) ? -1 : 1;
    });
  }
  // Least significant digit first, 16 bits a pass: id, then the low and the high half of the interleaved key. Stable, so ties stay by id.
  const key = new Uint32Array(length);
  let spare = new Uint32Array(length);
  for (const part of ['id', 'low', 'high'] as const) {
    for (let from = 0; from < length; from += rowsAStep) {
      fillKeys(key, from, Math.min(length, from + rowsAStep), part, x, y, id);
      yield;
    }
    for (const shift of [0, 16]) {
      const places = new Uint32Array(65_536);
      for (let from = 0; from < length; from += rowsAStep) {
        countDigits(key, from, Math.min(length, from + rowsAStep), shift, places);
        yield;
      }
      let sum = 0;
      for (let digit = 0; digit < 65_536; digit++) {
        const count = places[digit] as number;
        places[digit] = sum;
        sum += count;
      }
      for (let from = 0; from < length; from += rowsAStep) {
        deal(key, order, spare, from, Math.min(length, from + rowsAStep), shift, places);
        yield;
      }
      [order, spare] = [spare, order];
    }
  }
  return order;
}

function fillKeys(key: Uint32Array, from: number, to: number, part: 'id' | 'low' | 'high', x: Uint32Array, y: Uint32Array, id: Uint32Array): void {
  if (part === 'id') key.set(id.subarray(from, to), from);
  else if (part === 'low') for (let k = from; k < to; k++) key[k] = interleave((x[k] as number) & 0xffff, (y[k] as number) & 0xffff);
  else for (let k = from; k < to; k++) key[k] = interleave((x[k] as number) >>> 16, (y[k] as number) >>> 16);
}

function countDigits(key: Uint32Array, from: number, to: number, shift: number, counts: Uint32Array): void {
  for (let k = from; k < to; k++) {
    const digit = ((key[k] as number) >>> shift) & 0xffff;
    counts[digit] = (counts[digit] as number) + 1;
  }
}

function deal(key: Uint32Array, order: Uint32Array, into: Uint32Array, from: number, to: number, shift: number, places: Uint32Array): void {
  for (let k = from; k < to; k++) {
    const index = order[k] as number;
    const digit = ((key[index] as number) >>> shift) & 0xffff;
    const place = places[digit] as number;
    into[place] = index;
    places[digit] = place + 1;
  }
}

/** Gives 32 bits with those of x (16 bits) at the even and those of y at the odd places. */
function interleave(x: number, y: number): number {
  return (spread(x) | (spread(y) << 1)) >>> 0;
}

function spread(bits: number): number {
  let value = bits & 0xffff;
  value = (value | (value << 8)) & 0x00ff00ff;
  value = (value | (value << 4)) & 0x0f0f0f0f;
  value = (value | (value << 2)) & 0x33333333;
  return (value | (value << 1)) & 0x55555555;
}
