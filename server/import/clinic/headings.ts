// Which rows of a table are its headings, and what is each column called? Titles above, headings of two rows and merged cells understood.
import type { Merge } from './spreadsheet.ts';
import { bareName, placeRoleOf } from './names.ts';
import type { Cell, StagedRow } from './staging.ts';

/** Rows at the top that are looked at. */
export const topRows = 40;
const latestHeading = 15;
const mostHeadingRows = 3;

export interface Headings {
  /** Places of the heading rows among the rows given, first and last; null = none. */
  readonly rows: readonly [first: number, last: number] | null;
  /** Name of each column. */
  readonly names: readonly string[];
}

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell.replace(/\s+/g, ' ').trim() : typeof cell === 'number' ? String(cell) : '');
const isWord = (text: string): boolean => text !== '' && text.length <= 60 && !/^[\d\s.,:/\-年月日%+]+$/.test(text);

/**
 * Finds the headings among the first rows. `known` says how well a name fits the layer (0 to 1). Merged cells are given, or guessed from blanks to the right of a
 * name (CSV made from such a sheet). No row that reads like names gives null: then the table begins with data.
 */
export function findHeadings(rows: readonly StagedRow[], merges: readonly Merge[], known: (name: string) => number): Headings {
  const width = rows.slice(0, topRows).reduce((most, { cells }) => Math.max(most, cells.length), 0);
  let best: { score: number; first: number; last: number; names: string[] } | null = null;
  for (let first = 0; first < Math.min(rows.length, latestHeading); first++) {
    // A heading never begins in the middle of a merged cell.
    const begins = rows[first]?.line ?? 0;
    if (merges.some(({ top, bottom }) => top < begins && begins <= bottom)) continue;
    for (let depth = 1; depth <= mostHeadingRows && first + depth <= rows.length; depth++) {
      const last = first + depth - 1;
      const grid = gridOf(rows, first, last, width, merges);
      if (depth > 1 && !belongTogether(rows, first, last, grid, merges)) break;
      const names = namesOf(grid, width);
      const score = scoreOf(grid, names, rows.slice(last + 1, last + 6), known) - 0.1 * (depth - 1);
      if (score !== null && (best === null || score > best.score + 1e-9)) best = { score, first, last, names };
    }
  }
  if (best === null || best.score < 0.9) return { rows: null, names: Array.from({ length: width }, () => '') };
  return { rows: [best.first, best.last], names: best.names };
}

/** Names of columns for heading rows that somebody gave. */
export function namesAt(rows: readonly StagedRow[], first: number, last: number, merges: readonly Merge[]): string[] {
  const width = rows.slice(0, topRows).reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return namesOf(gridOf(rows, first, last, width, merges), width);
}

/** Texts of the heading rows with merged cells filled; a name spreads over the blanks to its right when the row below has names there. */
function gridOf(rows: readonly StagedRow[], first: number, last: number, width: number, merges: readonly Merge[]): string[][] {
  const grid = rows.slice(first, last + 1).map(({ cells }) => Array.from({ length: width }, (_, column) => textOf(cells[column])));
  for (const [place, row] of grid.entries()) {
    const line = rows[first + place]?.line ?? 0;
    for (const { top, left, bottom, right } of merges) {
      if (line < top || line > bottom) continue;
      // The value stands in the first row of the range, which may be above; a title over everything is no part of the headings.
      const source = rows.find((candidate) => candidate.line === top);
      const value = textOf(source?.cells[left - 1]);
      for (let column = left - 1; column < Math.min(right, width); column++) if (row[column] === '') row[column] = value;
    }
    const below = grid[place + 1];
    if (below === undefined) continue;
    for (let column = 1; column < width; column++) if (row[column] === '' && below[column] !== '' && row[column - 1] !== '') row[column] = row[column - 1] ?? '';
  }
  return grid;
}

/** Rows are one heading when the lower ones fill gaps of the upper ones, by merges or blanks, and hold words only. */
function belongTogether(rows: readonly StagedRow[], first: number, last: number, grid: readonly string[][], merges: readonly Merge[]): boolean {
  const upper = rows[last - 1];
  const lower = rows[last];
  if (upper === undefined || lower === undefined) return false;
  const lowerTexts = lower.cells.map(textOf).filter((text) => text !== '');
  if (lowerTexts.length === 0 || lowerTexts.some((text) => !isWord(text)) || lower.cells.some((cell) => typeof cell === 'number' || typeof cell === 'boolean')) return false;
  const spans = merges.some(({ top, bottom, left, right }) => top >= (rows[first]?.line ?? 0) && bottom <= lower.line && (right > left || bottom > top) && right - left + 1 < (grid[0]?.length ?? 0));
  if (spans) return true;
  const gaps = upper.cells.map((cell, column) => textOf(cell) === '' && textOf(lower.cells[column]) !== '').filter(Boolean).length;
  const singles = upper.cells.filter((cell, column) => textOf(cell) !== '' && textOf(lower.cells[column]) === '').length;
  const upperNames = upper.cells.filter((cell) => textOf(cell) !== '').length;
  return gaps > 0 && singles > 0 && upperNames >= 2;
}

function namesOf(grid: readonly string[][], width: number): string[] {
  return Array.from({ length: width }, (_, column) => [...new Set(grid.map((row) => row[column] ?? '').filter((part) => part !== ''))].join(' / '));
}

/** How much rows read like headings: words of the field, all different, over data that looks otherwise. */
function scoreOf(grid: readonly string[][], names: readonly string[], below: readonly StagedRow[], known: (name: string) => number): number {
  const last = grid.at(-1) ?? [];
  const filled = names.filter((name) => name !== '');
  if (filled.length === 0 || below.length === 0) return -1;
  const width = Math.max(1, ...below.map(({ cells }) => cells.filter((cell) => cell !== null).length), filled.length > 1 ? filled.length : 2);
  const words = last.filter((text) => text === '' || isWord(text)).length / Math.max(1, last.length);
  const different = new Set(filled).size / filled.length;
  const knownShare = names.reduce((sum, name) => sum + (name === '' ? 0 : known(name)), 0) / width;
  const isData = below.filter(({ cells }) => cells.some((cell) => typeof cell === 'number' || (typeof cell === 'string' && !isWord(cell)))).length / below.length;
  return 1.5 * Math.min(1, knownShare) + 0.4 * Math.min(1, filled.length / width) + 0.3 * words + 0.2 * different + 0.1 * isData - (words < 0.7 ? 1 : 0) - (filled.length === 1 && width > 2 ? 1 : 0);
}

/** Gives how well a name fits a layer whose headings are given bare, or a place. Of a heading of two rows the last part counts. */
export function knownBy(bareNames: ReadonlySet<string>): (name: string) => number {
  return (name) => {
    const part = name.split(' / ').at(-1) ?? name;
    const bare = bareName(part);
    if (bare === '') return 0;
    if (bareNames.has(bare) || placeRoleOf(part) !== null) return 1;
    return /^(序号|备注|联系人|姓名|单位|日期|时间|说明|no\.?|remark|note)/.test(bare) ? 0.6 : 0;
  };
}

/** Fills merged cells of data downwards and to the right, row by row in order: a township that stands once for ten rows counts for each of them. */
export class MergeFiller {
  private readonly merges: readonly Merge[];
  private next = 0;
  private active: { merge: Merge; value: Cell }[] = [];

  constructor(merges: readonly Merge[]) {
    this.merges = [...merges].sort((a, b) => a.top - b.top);
  }

  fill(row: StagedRow): StagedRow {
    if (this.merges.length === 0) return row;
    this.active = this.active.filter(({ merge }) => merge.bottom >= row.line);
    for (let merge = this.merges[this.next]; merge !== undefined && merge.top <= row.line; merge = this.merges[++this.next]) {
      if (merge.bottom >= row.line) this.active.push({ merge, value: merge.top === row.line ? (row.cells[merge.left - 1] ?? null) : null });
    }
    if (this.active.length === 0) return row;
    const cells = [...row.cells];
    for (const { merge, value } of this.active) {
      if (value === null) continue;
      while (cells.length < merge.right) cells.push(null);
      for (let column = merge.left - 1; column < merge.right; column++) cells[column] ??= value;
    }
    return { ...row, cells };
  }
}
