// How does the index follow the database? Loaded once at start, page by page, then patched by every change.
import { mergeChanges } from '../../data/contract/change-merging.ts';
import type { Geometry } from '../../data/contract/geometry.ts';
import type { Queryable } from '../db/database.ts';
import { readAreaColumns } from '../queries/tile-areas.ts';
import { readHazardColumns } from '../queries/tile-hazards.ts';
import { readSiteColumns } from '../queries/tile-sites.ts';
import { readStormColumns } from '../queries/tile-storms.ts';
import { readVesselColumns } from '../queries/tile-vessels.ts';
import { outlineZoomOf } from './lines.ts';
import { outlineColumn } from './point-index.ts';
import type { PackedRows, RowBuffer } from './rows.ts';
import { valueSeparator } from './rows.ts';
import type { TiledCollection } from './tiled-collections.ts';
import type { IncomingRows, IndexChange } from './tile-index.ts';
import { TileIndex } from './tile-index.ts';
import { runInTurns } from './turns.ts';

/** Rows a page: large enough that the cost of a query vanishes, small enough (1 MB) that its arrival is not felt; its columns are read in turns. */
const pageRows = 10_000;
/** More changed rows than this are read by reading the collection anew. */
const mostPatched = 150_000;
/** Separator between the attributes of one site in its packed column (tile-sites.sql). */
const attributeSeparator = '\u001e';

/** How far loading has come: rows of one collection read so far. */
export type LoadProgress = (collection: string, rows: number, done: boolean) => void;

/**
 * Builds the index of all collections. `dataVersion` is asked before each collection is read. Listen to changes before calling and pass those
 * that arrive meanwhile to patchTileIndex afterwards: a change applied twice does no harm. Throws what the database throws.
 */
export async function loadTileIndex(sql: Queryable, dataVersion: () => number, onProgress: LoadProgress = () => undefined): Promise<TileIndex> {
  const index = new TileIndex();
  for (const collection of index.ids()) await loadCollection(sql, index, collection, dataVersion(), onProgress);
  return index;
}

/**
 * Brings one change into the index: named rows are read anew, those that no longer exist taken out. Changes are applied in the order given, and
 * readers see each whole or not at all. A collection without tiles is left alone. Throws what the database throws; the index is then unchanged.
 */
export function patchTileIndex(sql: Queryable, index: TileIndex, change: IndexChange): Promise<void> {
  if (!index.has(change.collection)) return Promise.resolve();
  index.waiting.push(change);
  return index.inTurn(async () => {
    // Five hundred single writes a second wait for one another: whoever comes first takes along what waits of the same collection.
    const mine = index.waiting.filter(({ collection }) => collection === change.collection);
    if (mine.length === 0) return;
    index.waiting = index.waiting.filter(({ collection }) => collection !== change.collection);
    const [merged] = mergeChanges(mine.map((one) => ({ ...one, at: '' })), mostPatched);
    try {
      if (merged !== undefined) await applyChange(sql, index, merged);
    } catch (error) {
      // What failed is tried again with the next change of the collection.
      if (merged !== undefined) index.waiting.unshift(merged);
      throw error;
    }
  });
}

/** Brings one change in. Call inTurn. */
async function applyChange(sql: Queryable, index: TileIndex, { collection, upserted, removed, dataVersion }: IndexChange): Promise<void> {
  if (upserted === 'all') return loadCollection(sql, index, collection, dataVersion, () => undefined);
  const incoming = emptyRows(index, collection, upserted.length);
  for (let from = 0; from < upserted.length; from += pageRows) {
    const ids = upserted.slice(from, from + pageRows);
    await takePage(index.spec(collection), incoming, await readPage(sql, index.spec(collection), 0, ids));
  }
  const found = new Set(incoming.buffer.toRows().id);
  await runInTurns(index.patch(collection, incoming, [...removed, ...upserted.filter((id) => !found.has(id))], dataVersion));
}

async function loadCollection(sql: Queryable, index: TileIndex, collection: string, version: number, onProgress: LoadProgress): Promise<void> {
  const spec = index.spec(collection);
  const incoming = emptyRows(index, collection, pageRows);
  let next = readPage(sql, spec, 0, null);
  for (;;) {
    const page = await next;
    const isLast = Number(page['count']) < pageRows;
    // The database reads the next page while this one is taken apart.
    if (!isLast) next = readPage(sql, spec, Number(page['last']), null);
    next.catch(() => undefined);
    await takePage(spec, incoming, page);
    onProgress(collection, incoming.buffer.length, false);
    if (isLast) break;
  }
  await runInTurns(index.replace(collection, incoming, version));
  onProgress(collection, incoming.buffer.length, true);
}

interface GrowingRows extends IncomingRows {
  readonly buffer: RowBuffer;
  readonly geometries: Map<number, Geometry>;
}

function emptyRows(index: TileIndex, collection: string, capacity: number): GrowingRows {
  return { buffer: index.buffer(collection, capacity), geometries: new Map() };
}

type Page = Record<string, string | number | Uint8Array | null>;

/** Puts one page into `incoming`. */
async function takePage(spec: TiledCollection, incoming: GrowingRows, page: Page): Promise<void> {
  const count = Number(page['count']);
  if (count === 0) return;
  const columns: Record<string, string> = {};
  for (const [name, value] of Object.entries(page)) if (typeof value === 'string') columns[name] = value;
  if (spec.attributes.length > 0) unpackAttributes(columns, spec.attributes);
  if (spec.shapes) takeShapes(columns, incoming.geometries);
  const packed: PackedRows = { count, id: columns['id'] ?? '', places: placesOf(page['place']), columns };
  await runInTurns(incoming.buffer.appendSteps(packed));
}

/** Bytes of a point in well-known binary: byte order, type, two float64. */
const pointBytes = 21;

/** Gives longitudes and latitudes of points in little-endian well-known binary, one after another. */
function placesOf(binary: Page[string] | undefined): Float64Array {
  if (!(binary instanceof Uint8Array) || binary.length % pointBytes !== 0) throw new RangeError('place: seen no well-known binary of points');
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const places = new Float64Array((2 * binary.length) / pointBytes);
  for (let row = 0; row * pointBytes < binary.length; row++) {
    places[2 * row] = view.getFloat64(row * pointBytes + 5, true);
    places[2 * row + 1] = view.getFloat64(row * pointBytes + 13, true);
  }
  return places;
}

function readPage(sql: Queryable, spec: TiledCollection, after: number, ids: readonly number[] | null): Promise<Page> {
  switch (spec.source) {
    case 'hazards':
      return readHazardColumns(sql, after, pageRows, ids);
    case 'vessels':
      return readVesselColumns(sql, after, pageRows, ids);
    case 'areas':
      return readAreaColumns(sql, after, pageRows, ids);
    case 'storms':
      return readStormColumns(sql, after, pageRows, ids);
    case 'sites':
      return readSiteColumns(sql, after, pageRows, ids, spec.id, spec.attributes);
  }
}

/** Turns the packed attributes of a page into one packed column for each name. */
function unpackAttributes(columns: Record<string, string>, names: readonly string[]): void {
  const rows = (columns['attributes'] ?? '').split(valueSeparator).map((row) => row.split(attributeSeparator));
  for (const [place, name] of names.entries()) columns[name] = rows.map((row) => row[place] ?? '').join(valueSeparator);
}

/** Takes the lines and polygons of a page and gives each row the zoom from which it is drawn as its outline. */
function takeShapes(columns: Record<string, string>, geometries: Map<number, Geometry>): void {
  const ids = (columns['id'] ?? '').split(valueSeparator);
  const zooms = (columns['shape'] ?? '').split(valueSeparator).map((text, row) => {
    if (text === '') return '';
    const geometry = JSON.parse(text) as Geometry;
    const zoom = outlineZoomOf(geometry);
    if (zoom === null) return '';
    geometries.set(Number(ids[row]), geometry);
    return String(zoom);
  });
  columns[outlineColumn] = zooms.join(valueSeparator);
}
