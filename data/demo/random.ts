// Where does chance come from? Seeded streams, one per noun, so that a later noun never shifts an earlier one.

/** A stream of chance. The same seed and name always give the same numbers, on every machine. */
export interface Random {
  /** Gives a number in [0, 1). */
  next(): number;
  /** Gives a number in [low, high). */
  between(low: number, high: number): number;
  /** Gives a whole number in [low, high], both ends included. */
  integer(low: number, high: number): number;
  /** Gives true with the probability `share` (0..1). */
  chance(share: number): boolean;
  /** Gives one member of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** Gives a normally distributed number (Box–Muller). */
  normal(mean: number, deviation: number): number;
  /** Starts the stream again at the place `index`: the n-th member of a noun has the same numbers whoever asks for it. */
  seek(index: number): void;
}

/** Gives a 32-bit hash of a text (FNV-1a with a final mix). The empty text gives a constant. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return mix(hash);
}

function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Gives the stream of `name` under `seed` (any integer). Generator: mulberry32, 2^32 numbers before it repeats. */
export function createRandom(seed: number, name: string): Random {
  const start = mix(hashText(name) ^ mix(seed | 0));
  let state = start;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    integer: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (share) => next() < share,
    pick: <Item>(items: readonly Item[]): Item => {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new RangeError('expected a list with at least one member');
      return item;
    },
    normal: (mean, deviation) => {
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      return mean + deviation * radius * Math.cos(2 * Math.PI * next());
    },
    seek: (index) => {
      state = mix(start ^ mix((index + 0x9e3779b9) | 0));
    },
  };
}

/** Chooses indices with given weights in constant time (Walker's alias method). Weights ≥ 0, at least one above 0. */
export function createWeightedChoice(weights: ArrayLike<number>): (random: Random) => number {
  const count = weights.length;
  let total = 0;
  for (let index = 0; index < count; index += 1) total += weights[index] ?? 0;
  if (!(total > 0)) throw new RangeError('expected weights with a sum above 0');
  const threshold = new Float64Array(count);
  const alias = new Int32Array(count);
  const small: number[] = [];
  const large: number[] = [];
  for (let index = 0; index < count; index += 1) {
    threshold[index] = ((weights[index] ?? 0) * count) / total;
    ((threshold[index] ?? 0) < 1 ? small : large).push(index);
  }
  while (small.length > 0 && large.length > 0) {
    const less = small.pop() ?? 0;
    const more = large.pop() ?? 0;
    alias[less] = more;
    threshold[more] = (threshold[more] ?? 0) + (threshold[less] ?? 0) - 1;
    ((threshold[more] ?? 0) < 1 ? small : large).push(more);
  }
  for (const index of [...small, ...large]) threshold[index] = 1;
  return (random) => {
    const slot = random.next() * count;
    const index = Math.floor(slot);
    return slot - index < (threshold[index] ?? 1) ? index : (alias[index] ?? index);
  };
}
