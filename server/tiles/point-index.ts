// Where are the million points of one collection, and which pass a filter? Columns in Morton order, answered at the speed of memory.
import type { Box } from '../../data/contract/geometry.ts';
import { distanceMetres } from '../../data/contract/units.ts';
import type { Column, ColumnArray, TileValue } from './columns.ts';
import type { LayerWriter } from './encode.ts';
import type { CompiledFilter } from './filter.ts';
import { withTable } from './filter.ts';
import { LiveRows } from './live-rows.ts';
import { latOfStep, lngOfStep, stepsOfBox, stepsOfTile, tileExtent } from './mercator.ts';
import { CellGrid, measuresOf, PointTileWriter, tileLimits } from './point-tile.ts';
import type { RowBuffer, Rows } from './rows.ts';
import type { Steps } from './turns.ts';

/** Visits rows that passed: `count` row numbers in `list`, into the columns of `rows`. The list is overwritten after the call. */
export type VisitRows = (rows: Rows, list: Uint32Array, count: number) => void;

/** Name of the column that says from which zoom a feature is drawn as its outline (lines.ts) instead of a point; null = always a point. */
export const outlineColumn = 'outlineFrom';

/** Every row passes. */
const everyRow: CompiledFilter = { key: '', today: 0, tests: [], withheld: false };

/** The points of one collection. Lines and polygons stand in it by one point on them, so that every feature is counted and found. */
export class PointIndex {
  readonly columns: readonly Column[];
  private readonly live: LiveRows;
  private readonly kept = new Uint32Array(tileLimits.points);
  private readonly grid = new CellGrid();
  private readonly pointWriter: PointTileWriter;
  private readonly measures: ReturnType<typeof measuresOf>;
  private readonly outlinePlace: number;

  /** `rows` in Morton order, their columns as described. */
  constructor(columns: readonly Column[], rows: Rows) {
    this.columns = columns;
    this.live = new LiveRows(columns, rows);
    this.measures = measuresOf(columns);
    this.pointWriter = new PointTileWriter(columns, this.measures);
    this.outlinePlace = columns.findIndex((column) => column.name === outlineColumn);
  }

  /** Number of features. */
  get length(): number {
    return this.live.length;
  }

  /** Memory of all columns, ids and marks, divided by the number of features; 0 when empty. */
  get bytesPerPoint(): number {
    return this.length === 0 ? 0 : this.live.bytes / this.length;
  }

  /** Gives the place of a column in `Rows.columns`. Throws RangeError for a name the collection does not have. */
  place(name: string): number {
    const place = this.columns.findIndex((column) => column.name === name);
    if (place === -1) throw new RangeError(`column: seen ${name}, expected one of ${this.columns.map((column) => column.name).join(', ')}`);
    return place;
  }

  /** Gives a column of some rows. Throws RangeError for a name the collection does not have. */
  column(rows: Rows, name: string): ColumnArray {
    return rows.columns[this.place(name)] as ColumnArray;
  }

  /** Gives the property value of a stored number of a column; null = none. */
  value(name: string, stored: number): TileValue | null {
    return (this.columns[this.place(name)] as Column).value(stored);
  }

  /** Visits all rows that pass, in a box in degrees or everywhere (null). The columns must not be changed; nothing may be awaited meanwhile. */
  scan(filter: CompiledFilter, box: Box | null, visit: VisitRows): void {
    if (box === null) this.live.visitSquare(null, filter, visit);
    else for (const steps of stepsOfBox(box)) this.live.visitBox(steps, filter, visit);
  }

  /** Gives where the features with some ids stand now, for idsPassing; nothing may be awaited in between. Unknown ids are left out. */
  numbersOf(ids: readonly number[]): Uint32Array {
    return this.live.numbersOf(ids);
  }

  /** Gives the ids of those features that pass. */
  idsPassing(numbers: Uint32Array, filter: CompiledFilter): number[] {
    const ids: number[] = [];
    this.live.visitNumbers(numbers, filter, (rows, list, count) => {
      for (let k = 0; k < count; k++) ids.push(rows.id[list[k] as number] as number);
    });
    return ids;
  }

  /** True when putting rows in would move a feature that is there from one area or sector to another: somebody who saw it sees it no more. */
  movesBetweenScopes(upserts: RowBuffer): boolean {
    const places = this.columns.flatMap(({ name }, place) => (name === 'areaCode' || name === 'sectorCode' ? [place] : []));
    const coming = upserts.toRows();
    const rowOf = new Map<number, number>();
    for (let row = 0; row < coming.length; row++) rowOf.set(coming.id[row] as number, row);
    let moves = false;
    this.live.visitNumbers(this.live.numbersOf(rowOf.keys()), everyRow, (rows, list, count) => {
      for (let k = 0; k < count && !moves; k++) {
        const row = list[k] as number;
        const next = rowOf.get(rows.id[row] as number);
        moves = next !== undefined && places.some((place) => rows.columns[place]?.[row] !== coming.columns[place]?.[next]);
      }
    });
    return moves;
  }

  /** Gives how many features pass, in a box in degrees or everywhere (null). */
  count(filter: CompiledFilter, box: Box | null = null): number {
    let sum = 0;
    this.scan(filter, box, (_rows, _list, count) => {
      sum += count;
    });
    return sum;
  }

  /**
   * Gives the ids of features within `radiusMetres` of a position, nearest first, equal distances by id; at most `limit`.
   * With radius 0 those on the same step (0.9 cm). Lines and polygons are found by their point.
   */
  at(lng: number, lat: number, radiusMetres: number, filter: CompiledFilter, limit = 1000): number[] {
    const degreesLat = radiusMetres / 110_574;
    const degreesLng = radiusMetres / (111_320 * Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
    const found: { id: number; metres: number }[] = [];
    const box: Box = [Math.max(-180, lng - degreesLng), Math.max(-90, lat - degreesLat), Math.min(180, lng + degreesLng), Math.min(90, lat + degreesLat)];
    this.scan(filter, box, (rows, list, count) => {
      for (let k = 0; k < count; k++) {
        const row = list[k] as number;
        const metres = radiusMetres === 0 ? 0 : distanceMetres(lng, lat, lngOfStep(rows.x[row] as number), latOfStep(rows.y[row] as number));
        if (metres <= radiusMetres) found.push({ id: rows.id[row] as number, metres });
      }
    });
    return found.sort((a, b) => a.metres - b.metres || a.id - b.id).slice(0, limit).map(({ id }) => id);
  }

  /** Gives the box of the features that pass in degrees, null when there are none. */
  box(filter: CompiledFilter): Box | null {
    let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
    this.live.visitSquare(null, filter, (rows, list, count) => {
      for (let k = 0; k < count; k++) {
        const x = rows.x[list[k] as number] as number;
        const y = rows.y[list[k] as number] as number;
        minX = x < minX ? x : minX;
        maxX = x > maxX ? x : maxX;
        minY = y < minY ? y : minY;
        maxY = y > maxY ? y : maxY;
      }
    });
    return maxX < 0 ? null : [lngOfStep(minX), latOfStep(maxY), lngOfStep(maxX), latOfStep(minY)];
  }

  /**
   * Writes the points of a tile into a layer begun by `begin` (called again when the layer must start anew). Points as they are while there are
   * at most tileLimits.points of them and the layer stays below tileLimits.bytes; else cells. `bufferUnits` = points up to so many tile units
   * outside come along with points (never with cells, and not when they would break a limit), so that symbols are not cut at the edge.
   */
  writeTile(writer: LayerWriter, begin: () => void, z: number, x: number, y: number, filter: CompiledFilter, bufferUnits: number): void {
    const drawn = this.drawnAsPoints(filter, z);
    const { kept, grid, measures } = this;
    const { today } = filter;
    let total = 0;
    this.live.visitSquare(stepsOfTile(z, x, y), drawn, (rows, list, count, base) => {
      if (total + count <= tileLimits.points) {
        for (let k = 0; k < count; k++) kept[total + k] = (list[k] as number) + base;
      } else {
        if (total <= tileLimits.points) {
          grid.start(z, x, y);
          this.live.visitKept(kept, total, (part, from, to, partBase) => {
            const numbers = kept.slice(from, to).map((number) => number - partBase);
            grid.add(part, numbers, numbers.length, measures, today);
          });
        }
        grid.add(rows, list, count, measures, today);
        // Beyond the limit the exact number no longer matters, only that it is beyond.
        if (total <= tileLimits.points) total = tileLimits.points + 1;
        return;
      }
      total += count;
    });
    begin();
    if (total <= tileLimits.points) {
      const inside = total;
      const withBuffer = bufferUnits > 0 ? this.keepBuffer(inside, z, x, y, drawn, bufferUnits) : inside;
      if (this.writeKept(writer, withBuffer, z, x, y, filter)) return;
      begin();
      if (withBuffer > inside && this.writeKept(writer, inside, z, x, y, filter)) return;
      grid.start(z, x, y);
      this.live.visitKept(kept, inside, (part, from, to, base) => {
        const numbers = kept.slice(from, to).map((number) => number - base);
        grid.add(part, numbers, numbers.length, measures, today);
      });
      begin();
    }
    grid.write(writer, 1);
    if (writer.size <= tileLimits.bytes) return;
    begin();
    grid.write(writer, 2);
  }

  /** Prepares to put rows in and to take ids out; gives the function that does it (live-rows.ts). */
  *preparePatch(upserts: RowBuffer, removed: readonly number[]): Steps<() => void> {
    return yield* this.live.preparePatch(upserts, removed);
  }

  /** True when so much has changed that it should be merged into the order. */
  get wantsMerge(): boolean {
    return this.live.wantsMerge;
  }

  /** Merges changed rows into the order; answers stay the same (live-rows.ts). */
  merge(): Steps<void> {
    return this.live.merge();
  }

  /** Adds to `kept` the rows in a rim around the tile; gives the new number kept, or the old one when there is no room for all. */
  private keepBuffer(inside: number, z: number, x: number, y: number, filter: CompiledFilter, bufferUnits: number): number {
    const tile = stepsOfTile(z, x, y);
    const rim = bufferUnits * (2 ** (32 - z) / tileExtent);
    const outer = { minX: Math.max(0, tile.minX - rim), minY: Math.max(0, tile.minY - rim), maxX: Math.min(2 ** 32 - 1, tile.maxX + rim), maxY: Math.min(2 ** 32 - 1, tile.maxY + rim) };
    let total = inside;
    for (const strip of [
      { ...outer, maxY: tile.minY - 1 },
      { ...outer, minY: tile.maxY + 1 },
      { ...tile, minX: outer.minX, maxX: tile.minX - 1 },
      { ...tile, minX: tile.maxX + 1, maxX: outer.maxX },
    ]) {
      this.live.visitBox(strip, filter, (_rows, list, count, base) => {
        if (total + count <= tileLimits.points) for (let k = 0; k < count; k++) this.kept[total + k] = (list[k] as number) + base;
        total += count;
      });
    }
    return total <= tileLimits.points ? total : inside;
  }

  private writeKept(writer: LayerWriter, total: number, z: number, x: number, y: number, { today, withheld }: CompiledFilter): boolean {
    this.pointWriter.start();
    let fits = true;
    this.live.visitKept(this.kept, total, (rows, from, to, base) => {
      fits = fits && this.pointWriter.write(writer, rows, this.kept, from, to, base, z, x, y, today, withheld);
    });
    return fits;
  }

  /** Gives the filter narrowed to what is drawn as a point at a zoom. */
  private drawnAsPoints(filter: CompiledFilter, z: number): CompiledFilter {
    if (this.outlinePlace === -1) return filter;
    const table = new Uint8Array(256);
    for (let value = z + 1; value < 256; value++) table[value] = 1;
    return withTable(filter, this.outlinePlace, table);
  }
}
