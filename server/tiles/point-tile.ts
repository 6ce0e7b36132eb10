// What does a tile of points carry: the points themselves, or a grid of cells that sums them up?
import { restrictedNames } from '../../data/contract/collections.ts';
import { overdueStatusCodes } from '../../data/contract/hazards.ts';
import type { Column, ColumnArray } from './columns.ts';
import type { LayerWriter } from './encode.ts';
import { stepsOfTile, tileExtent } from './mercator.ts';
import type { Rows } from './rows.ts';

/** Bounds of one tile (issue "First light": never over 16,000 points or 150 kB). More points than `points` are summed into cells. */
export const tileLimits = { points: 6_000, bytes: 150_000 } as const;

/** Cells along one side of a tile: 64 units each, 8 pixels on a 512-pixel tile. */
const cellsPerSide = 64;

/** Where a collection keeps what cells sum up beside `count`; −1 = it does not. */
interface Measures {
  readonly level: number;
  readonly status: number;
  readonly due: number;
  readonly majorTable: Uint8Array;
  readonly overdueTable: Uint8Array;
}

/** Names of the properties of cells; hazards carry all, others `count`. A property of value 0 is left out. */
export const cellProperties = ['count', 'major', 'overdue', 'overdueDaysMax'] as const;

/** Gives where the columns of a collection hold level, status and deadline. */
export function measuresOf(columns: readonly Column[]): Measures | null {
  const [level, status, due] = ['levelCode', 'statusCode', 'dueDay'].map((name) => columns.findIndex((column) => column.name === name)) as [number, number, number];
  if (level === -1 || status === -1 || due === -1) return null;
  const table = (column: Column | undefined, codes: readonly string[]): Uint8Array => {
    const marks = new Uint8Array(256);
    for (const stored of column?.find(codes) ?? []) marks[stored] = 1;
    return marks;
  };
  return { level, status, due, majorTable: table(columns[level], ['LV-M']), overdueTable: table(columns[status], overdueStatusCodes) };
}

/** Sums rows into the cells of one tile. Kept and reused. */
export class CellGrid {
  private readonly count = new Uint32Array(cellsPerSide * cellsPerSide);
  private readonly sumX = new Float64Array(cellsPerSide * cellsPerSide);
  private readonly sumY = new Float64Array(cellsPerSide * cellsPerSide);
  private readonly major = new Uint32Array(cellsPerSide * cellsPerSide);
  private readonly overdue = new Uint32Array(cellsPerSide * cellsPerSide);
  private readonly overdueDaysMax = new Int32Array(cellsPerSide * cellsPerSide);
  private minX = 0;
  private minY = 0;
  private shift = 0;

  /** Empties the grid and lays it over a tile. */
  start(z: number, x: number, y: number): void {
    for (const array of [this.count, this.sumX, this.sumY, this.major, this.overdue, this.overdueDaysMax]) array.fill(0);
    ({ minX: this.minX, minY: this.minY } = stepsOfTile(z, x, y));
    this.shift = 32 - z - Math.log2(cellsPerSide);
  }

  /** Adds rows that lie in the tile. Neighbours in Morton order mostly share a cell, so the sums of a run are kept in registers. */
  add(rows: Rows, list: Uint32Array, count: number, measures: Measures | null, today: number): void {
    const { shift } = this;
    const { x, y } = rows;
    const low = 2 ** shift - 1;
    let k = 0;
    while (k < count) {
      const start = k;
      const firstX = x[list[k] as number] as number;
      const firstY = y[list[k] as number] as number;
      let sumX = 0;
      let sumY = 0;
      do {
        const row = list[k] as number;
        const px = x[row] as number;
        const py = y[row] as number;
        // Whole-number arithmetic only: same cell = same upper bits; the offset in the cell = the lower ones.
        if (((px ^ firstX) | (py ^ firstY)) >>> shift !== 0) break;
        sumX += px & low;
        sumY += py & low;
        k += 1;
      } while (k < count);
      const cell = ((firstY - this.minY) >>> shift) * cellsPerSide + ((firstX - this.minX) >>> shift);
      this.count[cell] = (this.count[cell] as number) + k - start;
      this.sumX[cell] = (this.sumX[cell] as number) + sumX;
      this.sumY[cell] = (this.sumY[cell] as number) + sumY;
      if (measures !== null) this.addMeasures(cell, rows, list, start, k, measures, today);
    }
  }

  private addMeasures(cell: number, rows: Rows, list: Uint32Array, from: number, to: number, measures: Measures, today: number): void {
    const { majorTable, overdueTable } = measures;
    const level = rows.columns[measures.level] as Uint8Array;
    const status = rows.columns[measures.status] as Uint8Array;
    const due = rows.columns[measures.due] as Int32Array;
    let major = 0;
    let overdue = 0;
    let longest = 0;
    for (let k = from; k < to; k++) {
      const row = list[k] as number;
      major += majorTable[level[row] as number] as number;
      const days = today - (due[row] as number);
      if (days <= 0 || overdueTable[status[row] as number] === 0) continue;
      overdue += 1;
      if (days > longest) longest = days;
    }
    this.major[cell] = (this.major[cell] as number) + major;
    this.overdue[cell] = (this.overdue[cell] as number) + overdue;
    if (longest > (this.overdueDaysMax[cell] as number)) this.overdueDaysMax[cell] = longest;
  }

  /**
   * Writes one point per cell that holds rows, at the mean of their positions. `merge` 1 or 2: cells per side taken together.
   * 1,024 merged cells stay below 60 kB whatever they hold.
   */
  write(writer: LayerWriter, merge: 1 | 2): void {
    const side = 2 ** this.shift;
    const unit = side / (tileExtent / cellsPerSide);
    const names = cellProperties.map((name) => writer.key(name));
    const tags = new Uint32Array(8);
    for (let line = 0; line < cellsPerSide; line += merge) {
      for (let column = 0; column < cellsPerSide; column += merge) {
        let count = 0;
        let sumX = 0;
        let sumY = 0;
        let major = 0;
        let overdue = 0;
        let longest = 0;
        for (let part = 0; part < merge * merge; part++) {
          const cellLine = line + Math.floor(part / merge);
          const cellColumn = column + (part % merge);
          const cell = cellLine * cellsPerSide + cellColumn;
          const inCell = this.count[cell] as number;
          count += inCell;
          sumX += (this.sumX[cell] as number) + inCell * cellColumn * side;
          sumY += (this.sumY[cell] as number) + inCell * cellLine * side;
          major += this.major[cell] as number;
          overdue += this.overdue[cell] as number;
          longest = Math.max(longest, this.overdueDaysMax[cell] as number);
        }
        if (count === 0) continue;
        let tagCount = 0;
        for (const [place, value] of [count, major, overdue, longest].entries()) {
          if (value === 0) continue;
          tags[tagCount++] = names[place] as number;
          tags[tagCount++] = writer.value(value);
        }
        writer.point(0, Math.floor(sumX / count / unit), Math.floor(sumY / count / unit), tags, tagCount);
      }
    }
  }
}

/** Writes rows as points with their ids and the columns marked `tile`; hazards also with `overdueDays` when above 0. */
export class PointTileWriter {
  private readonly columns: readonly Column[];
  private readonly measures: Measures | null;
  private readonly tiled: number[];
  /** Those that are not restricted. */
  private readonly open: number[];
  private readonly tags: Uint32Array;
  /** Value numbers in the layer by stored value, for byte columns; 0 = not yet met. */
  private readonly met: Uint16Array[];

  constructor(columns: readonly Column[], measures: Measures | null) {
    this.columns = columns;
    this.measures = measures;
    this.tiled = columns.flatMap((column, place) => (column.tile ? place : []));
    this.open = this.tiled.filter((place) => !restrictedNames.has((columns[place] as Column).name));
    this.tags = new Uint32Array(2 * this.tiled.length + 2);
    this.met = this.tiled.map(() => new Uint16Array(256));
  }

  /** Begins a layer: value numbers met before are forgotten. */
  start(): void {
    for (const met of this.met) met.fill(0);
  }

  /** Writes `count` rows of `list` (numbers from `base` up). Gives false as soon as the layer is over the limit of bytes. */
  write(writer: LayerWriter, rows: Rows, list: Uint32Array, from: number, to: number, base: number, z: number, x: number, y: number, today: number, withheld: boolean): boolean {
    const { minX, minY } = stepsOfTile(z, x, y);
    const unit = 2 ** (32 - z) / tileExtent;
    const { tags, columns, measures } = this;
    const tiled = withheld ? this.open : this.tiled;
    const names = tiled.map((place) => writer.key((columns[place] as Column).name));
    const overdueName = measures === null ? 0 : writer.key('overdueDays');
    for (let k = from; k < to; k++) {
      const row = (list[k] as number) - base;
      let tagCount = 0;
      for (let c = 0; c < tiled.length; c++) {
        const place = tiled[c] as number;
        const column = columns[place] as Column;
        const values = rows.columns[place] as ColumnArray;
        const stored = values[row] as number;
        if (stored === column.none) continue;
        const met = this.met[c] as Uint16Array;
        let value = values instanceof Uint8Array ? (met[stored] as number) : 0;
        if (value === 0) {
          const property = column.value(stored);
          if (property === null) continue;
          value = writer.value(property) + 1;
          if (values instanceof Uint8Array) met[stored] = value;
        }
        tags[tagCount++] = names[c] as number;
        tags[tagCount++] = value - 1;
      }
      if (measures !== null) {
        const day = (rows.columns[measures.due] as Int32Array)[row] as number;
        const status = (rows.columns[measures.status] as Uint8Array)[row] as number;
        if (day < today && measures.overdueTable[status] === 1) {
          tags[tagCount++] = overdueName;
          tags[tagCount++] = writer.value(today - day);
        }
      }
      const px = Math.floor(((rows.x[row] as number) - minX) / unit);
      const py = Math.floor(((rows.y[row] as number) - minY) / unit);
      writer.point(rows.id[row] as number, px, py, tags, tagCount);
      if (writer.size > tileLimits.bytes) return false;
    }
    return true;
  }
}
