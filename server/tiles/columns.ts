// How is a property of a million records kept in one or two bytes each? Columns of typed arrays, described by data.
import type { CodeList } from '../../data/vocabulary/code-list.ts';

/** What a column holds; `tile` = the property travels in point tiles. Absent (null) values have a stored number of their own. */
export type ColumnSpec = { readonly name: string; readonly tile: boolean } & (
  | { readonly kind: 'code'; readonly codes: readonly string[] }
  /** Any text of a small set, numbered as it is met. `areas` shares its numbers over all collections. */
  | { readonly kind: 'word' | 'area' }
  /** Numbers 0..maximum in steps of 1 / `perUnit`. */
  | { readonly kind: 'number'; readonly maximum: number; readonly perUnit: number }
  | { readonly kind: 'flag' }
  /** Days since 1970-01-01. */
  | { readonly kind: 'day' }
);

export type ColumnArray = Uint8Array | Uint16Array | Int32Array;
export type TileValue = string | number | boolean;

/** Stored day of "no date": later than every day, so that nothing without a deadline is ever before today. */
export const noDay = 2_147_483_647;

/** Numbers for words, from 1; 0 = none. Grows only, up to 65,535 words; words beyond are kept as "none" and counted. */
export class Dictionary {
  private readonly numbers = new Map<string, number>();
  readonly words: (string | null)[] = [null];
  /** Words that found no room. */
  refused = 0;

  /** Gives the number of a word, adding it when new. */
  add(word: string): number {
    const known = this.numbers.get(word);
    if (known !== undefined) return known;
    if (this.words.length > 65_535) {
      this.refused += 1;
      return 0;
    }
    this.words.push(word);
    this.numbers.set(word, this.words.length - 1);
    return this.words.length - 1;
  }

  /** Gives the number of a word, or undefined when it was never met. */
  find(word: string): number | undefined {
    return this.numbers.get(word);
  }
}

/** A column's code: how texts from the database become stored numbers and back. */
export interface Column {
  readonly name: string;
  readonly tile: boolean;
  readonly kind: ColumnSpec['kind'];
  /** Stored number of null. */
  readonly none: number;
  /** True when a stored number stands for one value alone, so that comparisons with it are exact. */
  readonly exact: boolean;
  /** Type of the property in TileJSON. */
  readonly type: 'String' | 'Number' | 'Boolean';
  create(length: number): ColumnArray;
  /** Stored number of a database text; '' = null. */
  store(text: string): number;
  /** Property value of a stored number, null for none. */
  value(stored: number): TileValue | null;
  /** All numbers that may be stored now, that of null included. For columns of days, which have too many, none. */
  stored(): Iterable<number>;
  /** Stored numbers of property values in a filter; unknown ones give none. */
  find(values: readonly TileValue[]): number[];
}

/** Gives the codes of a list in its order: their places are the stored numbers. */
export function codesOf(list: CodeList): readonly string[] {
  return list.entries.map((entry) => entry.code);
}

/** Gives the working column of a description. `areas` is the dictionary shared by all area columns of one tile index. */
export function createColumn(spec: ColumnSpec, areas: Dictionary): Column {
  const { name, tile, kind } = spec;
  switch (kind) {
    case 'code': {
      if (spec.codes.length > 255) throw new RangeError(`${name}: seen ${spec.codes.length} codes, expected at most 255`);
      const numbers = new Map(spec.codes.map((code, index) => [code, index + 1]));
      return {
        name, tile, kind, none: 0, exact: true, type: 'String',
        create: (length) => new Uint8Array(length),
        stored: () => Array.from({ length: spec.codes.length + 1 }, (_, number) => number),
        store: (text) => numbers.get(text) ?? 0,
        value: (stored) => spec.codes[stored - 1] ?? null,
        find: (values) => values.flatMap((value) => numbers.get(String(value)) ?? []),
      };
    }
    case 'word':
    case 'area': {
      const dictionary = kind === 'area' ? areas : new Dictionary();
      return {
        name, tile, kind, none: 0, exact: true, type: 'String',
        create: (length) => new Uint16Array(length),
        stored: () => dictionary.words.keys(),
        store: (text) => (text === '' ? 0 : dictionary.add(text)),
        value: (stored) => dictionary.words[stored] ?? null,
        find: (values) => values.flatMap((value) => dictionary.find(String(value)) ?? []),
      };
    }
    case 'number': {
      const { maximum, perUnit } = spec;
      const top = Math.round(maximum * perUnit);
      if (top > 65_534) throw new RangeError(`${name}: seen ${top} steps, expected at most 65534`);
      const narrow = top < 255;
      const none = narrow ? 255 : 65_535;
      return {
        name, tile, kind, none, exact: perUnit === 1, type: 'Number',
        stored: () => [...Array.from({ length: top + 1 }, (_, step) => step), none],
        create: (length) => (narrow ? new Uint8Array(length).fill(none) : new Uint16Array(length).fill(none)),
        store: (text) => (text === '' ? none : Math.max(0, Math.min(top, Math.round(Number(text) * perUnit)))),
        value: (stored) => (stored === none ? null : stored / perUnit),
        find: (values) => values.map((value) => Math.round(Number(value) * perUnit)).filter((step) => step >= 0 && step <= top),
      };
    }
    case 'flag':
      return {
        name, tile, kind, none: 0, exact: true, type: 'Boolean',
        stored: () => [0, 1, 2],
        create: (length) => new Uint8Array(length),
        store: (text) => (text === 'true' ? 2 : text === 'false' ? 1 : 0),
        value: (stored) => (stored === 0 ? null : stored === 2),
        find: (values) => values.map((value) => (value === true ? 2 : 1)),
      };
    case 'day':
      return {
        name, tile, kind, none: noDay, exact: true, type: 'Number',
        stored: () => [],
        create: (length) => new Int32Array(length).fill(noDay),
        store: (text) => (text === '' ? noDay : Number(text)),
        value: (stored) => (stored === noDay ? null : stored),
        find: (values) => values.map(Number),
      };
  }
}
