// Which tile, count or list of points answers a map? All collections of the city in memory, each with its version.
import { randomBytes } from 'node:crypto';
import type { Change } from '../../data/contract/changes.ts';
import { printText } from '../../data/contract/cql2/print-text.ts';
import type { Expression } from '../../data/contract/cql2/tree.ts';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import type { Selection } from '../../data/contract/selection.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { selectionFields } from '../../data/contract/selection-address.ts';
import { AppError } from '../errors.ts';
import type { Column } from './columns.ts';
import { createColumn, Dictionary } from './columns.ts';
import { LayerWriter } from './encode.ts';
import type { CompiledFilter, Scope } from './filter.ts';
import { compileFilter, filterableFields } from './filter.ts';
import { ShapeIndex } from './lines.ts';
import { isTile, stepOfLat, stepOfLng, worldSteps } from './mercator.ts';
import { outlineColumn, PointIndex } from './point-index.ts';
import { cellProperties } from './point-tile.ts';
import { RowBuffer } from './rows.ts';
import type { TiledCollection } from './tiled-collections.ts';
import { tiledCollections } from './tiled-collections.ts';
import type { Steps } from './turns.ts';

/** Points this many tile units outside a tile come along by default, so that symbols drawn by QGIS are not cut; positions then lie outside 0..4095. */
export const defaultBufferUnits = 64;

/** Compiled filters kept per collection. */
const filtersKept = 64;

/** Rows on their way into the index: columns, and the geometry of those that are lines or polygons, by id. */
export interface IncomingRows {
  readonly buffer: RowBuffer;
  readonly geometries: ReadonlyMap<number, Geometry>;
}

/** Range of tiles that hold all features of a collection at one zoom. */
export interface TileRange {
  readonly minTileRow: number;
  readonly maxTileRow: number;
  readonly minTileCol: number;
  readonly maxTileCol: number;
}

/** What the index needs to know of a change. */
export type IndexChange = Pick<Change, 'collection' | 'upserted' | 'removed' | 'dataVersion'>;

interface Entry {
  readonly spec: TiledCollection;
  readonly columns: readonly Column[];
  points: PointIndex;
  shapes: ShapeIndex | null;
  version: number;
  /** Differs after every change, also after one that is told late, behind a newer one. */
  edition: string;
  /** Version of the last change after which somebody may see less than before: a row that moved to another scope or was removed, all rows replaced. */
  movedAt: number;
  readonly filters: Map<string, CompiledFilter>;
  /** Boxes by key of the scope, until the rows change. */
  readonly boxes: Map<string, Box | null>;
}

/** All tiled collections. Reads never wait and never see half a change: rows are made ready first and put in between two turns of the event loop. */
export class TileIndex {
  private readonly areas = new Dictionary();
  private readonly entries = new Map<string, Entry>();
  private readonly writer = new LayerWriter();
  private queue: Promise<unknown> = Promise.resolve();
  /** Changes announced that are not in yet (load.ts). */
  waiting: IndexChange[] = [];

  constructor(collections: readonly TiledCollection[] = tiledCollections) {
    for (const spec of collections) {
      const columns = spec.columns.map((column) => createColumn(column, this.areas));
      this.entries.set(spec.id, {
        spec,
        columns,
        points: new PointIndex(columns, new RowBuffer(columns, 0).toSortedRows()),
        shapes: spec.shapes ? new ShapeIndex(columns, outlineColumn) : null,
        version: 0,
        edition: '0',
        movedAt: 0,
        filters: new Map(),
        boxes: new Map(),
      });
    }
  }

  /** Ids of all tiled collections. */
  ids(): string[] {
    return [...this.entries.keys()];
  }

  /** True when the collection has tiles. */
  has(collection: string): boolean {
    return this.entries.has(collection);
  }

  /** Gives the points of a collection, for counts, picks and scans. Throws AppError `not-found` for an unknown one. */
  points(collection: string): PointIndex {
    return this.entry(collection).points;
  }

  /** Gives the highest data version of the changes to a collection; 0 before it was loaded. */
  version(collection: string): number {
    return this.entry(collection).version;
  }

  /** Gives a short text that differs after every change to a collection: for ETags and caches. */
  edition(collection: string): string {
    return this.entry(collection).edition;
  }

  /** Gives the data version of the last change that may have taken a row out of somebody's scope; 0 for none. */
  movedAt(collection: string): number {
    return this.entry(collection).movedAt;
  }

  /** Gives a short text that differs when the answer to the same request may differ: for ETags and caches. Unquoted ASCII. */
  tag(collection: string, filter: CompiledFilter): string {
    return encodeURIComponent(`${collection}-${this.edition(collection)}-${filter.key}`);
  }

  /**
   * Compiles a selection for one collection, and a CQL2 filter that was checked against it. `today` = the city's calendar day (units.ts). `scope` null = everything.
   * Throws AppError `invalid-parameter` for fields and properties its tiles do not have; use selectionFields(collection) with narrowSelection to drop those.
   */
  filter(collection: string, selection: Selection, today: number, scope: Scope = null, where: Expression | null = null): CompiledFilter {
    const { columns, filters } = this.entry(collection);
    const key = JSON.stringify([selection, today, scope?.key ?? null, where === null ? null : printText(where)]);
    let filter = filters.get(key);
    if (filter === undefined) {
      filter = compileFilter(collection, columns, selection, today, scope, where);
      if (filters.size >= filtersKept) filters.clear();
      filters.set(key, filter);
    }
    return filter;
  }

  /** Gives the fields of a selection that a collection can answer. */
  selectionFields(collection: string): SelectionField[] {
    return filterableFields(this.entry(collection).columns, selectionFields);
  }

  /** Gives the properties its tiles carry, with their TileJSON types: those of features, then those of cells. */
  fields(collection: string): Record<string, 'String' | 'Number' | 'Boolean'> {
    const { columns } = this.entry(collection);
    const fields: Record<string, 'String' | 'Number' | 'Boolean'> = {};
    for (const column of columns) if (column.tile) fields[column.name] = column.type;
    const isHazards = columns.some((column) => column.name === 'dueDay');
    if (isHazards) fields['overdueDays'] = 'Number';
    for (const name of isHazards ? cellProperties : cellProperties.slice(0, 1)) fields[name] = 'Number';
    return fields;
  }

  /** Counts what passes and lies in a box in degrees (all of it without a box): points in it, lines and polygons that reach into it. */
  countIn(collection: string, filter: CompiledFilter, box?: Box): number {
    const { points, shapes } = this.entry(collection);
    return box === undefined ? points.count(filter) : points.count(filter, box) + (shapes?.countBeside(filter, box) ?? 0);
  }

  /** Gives the box of what a scope may see of a collection in degrees, outlines included; null when that is nothing. */
  box(collection: string, scope: Scope = null): Box | null {
    const { points, shapes, boxes } = this.entry(collection);
    const key = scope?.key ?? '';
    let box = boxes.get(key);
    if (box === undefined) {
      // The day plays no part: nothing is selected.
      const filter = this.filter(collection, {}, 0, scope);
      const parts = [points.box(filter), shapes?.box(filter) ?? null].filter((part) => part !== null);
      box = parts.length === 0 ? null : ([0, 1, 2, 3].map((k) => Math[k < 2 ? 'min' : 'max'](...parts.map((part) => part[k] as number))) as Box);
      if (boxes.size >= filtersKept) boxes.clear();
      boxes.set(key, box);
    }
    return box;
  }

  /** Gives the range of tiles at a zoom outside of which a scope has no feature; null when it has none at all. */
  limits(collection: string, z: number, scope: Scope = null): TileRange | null {
    const box = this.box(collection, scope);
    if (box === null) return null;
    const size = worldSteps / 2 ** z;
    const [west, south, east, north] = box;
    return {
      minTileRow: Math.floor(stepOfLat(north) / size),
      maxTileRow: Math.floor(stepOfLat(south) / size),
      minTileCol: Math.floor(stepOfLng(west) / size),
      maxTileCol: Math.floor(stepOfLng(east) / size),
    };
  }

  /**
   * Gives a tile (MVT, uncompressed, one layer named like the collection) of the features that pass, or null when none is there. Row y from the top.
   * Tiles of several collections are joined by putting their bytes one after another. Throws AppError `not-found` for a tile that does not exist.
   */
  tile(collection: string, z: number, x: number, y: number, filter: CompiledFilter, bufferUnits = defaultBufferUnits): Uint8Array<ArrayBuffer> | null {
    if (!isTile(z, x, y)) throw new AppError('not-found', `tile: seen ${z}/${y}/${x}, expected an existing tile matrix, row and column`);
    const { points, shapes } = this.entry(collection);
    const { writer } = this;
    points.writeTile(writer, () => writer.start(collection), z, x, y, filter, bufferUnits);
    shapes?.writeTile(writer, z, x, y, filter);
    return writer.finish();
  }

  /** Replaces a whole collection. `version` = data version of the database when its rows were read. Call inTurn. */
  *replace(collection: string, incoming: IncomingRows, version: number): Steps<void> {
    const entry = this.entry(collection);
    const points = new PointIndex(entry.columns, yield* incoming.buffer.sort());
    const shapes = entry.spec.shapes ? new ShapeIndex(entry.columns, outlineColumn) : null;
    shapes?.patch(incoming.buffer.toRows(), incoming.geometries, []);
    Object.assign(entry, { points, shapes, movedAt: Math.max(entry.movedAt, version) });
    reach(entry, version);
    entry.boxes.clear();
    this.forgetFilters();
  }

  /** Puts rows in and takes ids out, at one stroke. `version` = data version of the change. Call inTurn. */
  *patch(collection: string, incoming: IncomingRows, removed: readonly number[], version: number): Steps<void> {
    const entry = this.entry(collection);
    const commit = yield* entry.points.preparePatch(incoming.buffer, removed);
    if (removed.length > 0 || entry.points.movesBetweenScopes(incoming.buffer)) entry.movedAt = Math.max(entry.movedAt, version);
    commit();
    entry.shapes?.patch(incoming.buffer.toRows(), incoming.geometries, removed);
    reach(entry, version);
    entry.boxes.clear();
    this.forgetFilters();
    if (entry.points.wantsMerge) yield* entry.points.merge();
  }

  /** Gives an empty buffer for rows of a collection. */
  buffer(collection: string, capacity = 1024): RowBuffer {
    return new RowBuffer(this.entry(collection).columns, capacity);
  }

  /** Gives where the rows of a collection come from. */
  spec(collection: string): TiledCollection {
    return this.entry(collection).spec;
  }

  /** Runs changes one after another, in the order asked; a failed one does not stop the next. Gives what `work` gives. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const run = this.queue.then(work, work);
    this.queue = run.catch(() => undefined);
    return run;
  }

  /** A new row may bring a word that an old filter did not know. */
  private forgetFilters(): void {
    for (const { filters } of this.entries.values()) filters.clear();
  }

  private entry(collection: string): Entry {
    const entry = this.entries.get(collection);
    if (entry === undefined) throw new AppError('not-found', `collection: seen ${JSON.stringify(collection.slice(0, 100))}, expected one with tiles`);
    return entry;
  }
}

/** Notes that a change of a version is in. Changes may come in another order than they were written in (another process, a long import): what was given out under a version is then not what stands there now. */
function reach(entry: Entry, version: number): void {
  entry.edition = version > entry.version ? String(version) : `${entry.version}.${randomBytes(4).toString('hex')}`;
  entry.version = Math.max(entry.version, version);
}
