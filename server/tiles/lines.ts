// How do lines and polygons reach the map? Cut by @maplibre/geojson-vt, filtered by the same columns as points.
import type { Feature } from 'geojson';
import { restrictedNames } from '../../data/contract/collections.ts';
import type { Box, Geometry } from '../../data/contract/geometry.ts';
import type { Column, ColumnArray } from './columns.ts';
import type { LayerWriter, TileParts } from './encode.ts';
import type { CompiledFilter } from './filter.ts';
import { blockSize, eachPassing } from './narrow.ts';
import { latOfStep, lngOfStep, maximumZoom, stepOfLat, stepOfLng, tileExtent, worldSteps } from './mercator.ts';
import { tileLimits } from './point-tile.ts';
import type { Rows } from './rows.ts';
import { meetsBox } from './meets.ts';
import { RowBuffer } from './rows.ts';
import { Slicer } from './slicer.ts';

/**
 * A shape is drawn as its outline from the zoom on at which it reaches this size in tile units, below it as a point: a length of one pixel
 * (8 units on a 512-pixel tile), a polygon as large as a square of six pixels. So no tile loses a feature and none carries outlines nobody can see.
 */
const outlineUnits = { line: 8, polygonSide: 48 } as const;

/** Largest departure of a simplified line, in tile units: a quarter of a pixel. */
const toleranceUnits = 2;

/** Gives the zoom from which a geometry is drawn as its outline, 0..maximumZoom; null for points. */
export function outlineZoomOf(geometry: Geometry): number | null {
  let units: number;
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return null;
    case 'LineString':
      units = worldLength(geometry.coordinates) / outlineUnits.line;
      break;
    case 'MultiLineString':
      units = geometry.coordinates.reduce((sum, line) => sum + worldLength(line), 0) / outlineUnits.line;
      break;
    case 'Polygon':
      units = Math.sqrt(worldArea(geometry.coordinates[0] ?? [])) / outlineUnits.polygonSide;
      break;
    case 'MultiPolygon':
      units = Math.sqrt(geometry.coordinates.reduce((sum, polygon) => sum + worldArea(polygon[0] ?? []), 0)) / outlineUnits.polygonSide;
      break;
  }
  const zoom = Math.ceil(-Math.log2(units * tileExtent));
  return Math.max(0, Math.min(maximumZoom, zoom));
}

/** The lines and polygons of one collection. */
export class ShapeIndex {
  private readonly columns: readonly Column[];
  private readonly outlinePlace: number;
  private readonly geometries = new Map<number, Geometry>();
  private rows: Rows;
  private slicer: Slicer;
  private readonly list = new Uint32Array(blockSize);
  private bounds: Box | null = null;

  constructor(columns: readonly Column[], outlineName: string) {
    this.columns = columns;
    this.outlinePlace = columns.findIndex((column) => column.name === outlineName);
    this.rows = new RowBuffer(columns, 0).toRows();
    this.slicer = this.createSlicer();
  }

  /** Number of lines and polygons. */
  get length(): number {
    return this.geometries.size;
  }

  /** Gives the box of the outlines that pass (null = of all) in degrees, null when there are none. */
  box(filter: CompiledFilter | null = null): Box | null {
    if (filter === null || filter.tests.length === 0) return this.bounds;
    const passing: Geometry[] = [];
    eachPassing(this.rows, null, 0, this.rows.length, null, filter.tests, this.list, (list, count) => {
      for (let k = 0; k < count; k++) passing.push(this.geometries.get(this.rows.id[list[k] as number] as number) as Geometry);
    });
    return boxOf(passing);
  }

  /** Puts in the rows that have a geometry in `geometries` (by id) and takes out all others named in `added` or `removed`. */
  patch(added: Rows, geometries: ReadonlyMap<number, Geometry>, removed: Iterable<number>): void {
    const gone = new Set([...removed, ...added.id]);
    const buffer = new RowBuffer(this.columns, this.rows.length + geometries.size);
    for (let row = 0; row < this.rows.length; row++) if (!gone.has(this.rows.id[row] as number)) buffer.copy(this.rows, row);
    for (let row = 0; row < added.length; row++) if (geometries.has(added.id[row] as number)) buffer.copy(added, row);
    for (const id of gone) this.geometries.delete(id);
    for (const [id, geometry] of geometries) this.geometries.set(id, geometry);
    this.rows = buffer.toRows();
    this.slicer = this.createSlicer();
    this.bounds = boxOf(this.geometries.values());
  }

  /**
   * Writes the outlines of a tile that pass into a layer already begun. When they would not fit in tileLimits.bytes the largest are taken first
   * and the rest left out (only a tile crowded with thousands of visible outlines comes to that).
   */
  writeTile(writer: LayerWriter, z: number, x: number, y: number, filter: CompiledFilter): void {
    if (this.geometries.size === 0) return;
    const features = this.slicer.features(z, x, y);
    if (features.length === 0) return;
    const passing = new Uint8Array(this.rows.length);
    eachPassing(this.rows, null, 0, this.rows.length, null, filter.tests, this.list, (list, count) => {
      for (let k = 0; k < count; k++) passing[list[k] as number] = 1;
    });
    const zooms = this.rows.columns[this.outlinePlace] as ColumnArray;
    const outlines = features.flatMap((feature) => {
      const row = Number(feature.id);
      if (feature.type === 1 || passing[row] !== 1 || (zooms[row] as number) > z) return [];
      const parts: TileParts = feature.geometry.map((part) => part.flat());
      return [{ row, type: feature.type, parts, bytes: parts.reduce((sum, part) => sum + part.length * 3, 40) }];
    });
    const named = this.columns.flatMap((column, place) => (column.tile && !(filter.withheld && restrictedNames.has(column.name)) ? [{ column, place, key: writer.key(column.name) }] : []));
    const tags = new Uint32Array(named.length * 2);
    for (const { row, type, parts } of mostThatFit(outlines, tileLimits.bytes - writer.size)) {
      let tagCount = 0;
      for (const { column, place, key } of named) {
        const value = column.value((this.rows.columns[place] as ColumnArray)[row] as number);
        if (value === null) continue;
        tags[tagCount++] = key;
        tags[tagCount++] = writer.value(value);
      }
      writer.shape(this.rows.id[row] as number, type, parts, tags, tagCount);
    }
  }

  /** Counts the shapes that pass and reach into a box (degrees) although the place they are counted at lies outside it. */
  countBeside(filter: CompiledFilter, box: Box): number {
    const [west, north, east, south] = [stepOfLng(box[0]), stepOfLat(box[3]), stepOfLng(box[2]), stepOfLat(box[1])];
    let beside = 0;
    eachPassing(this.rows, null, 0, this.rows.length, null, filter.tests, this.list, (list, count) => {
      for (let k = 0; k < count; k++) {
        const row = list[k] as number;
        const [x, y] = [this.rows.x[row] as number, this.rows.y[row] as number];
        const isInside = x >= west && x <= east && y >= north && y <= south;
        if (!isInside && meetsBox(this.geometries.get(this.rows.id[row] as number) as Geometry, box)) beside += 1;
      }
    });
    return beside;
  }

  private createSlicer(): Slicer {
    const { rows, geometries } = this;
    const featureOf = (row: number): Feature => ({ type: 'Feature', id: row, properties: null, geometry: geometries.get(rows.id[row] as number) as Geometry });
    return new Slicer(() => ({ type: 'FeatureCollection', features: Array.from({ length: rows.length }, (_, row) => featureOf(row)) }), maximumZoom, toleranceUnits);
  }
}

/** Gives the outlines whose estimated bytes fit, the largest first in choice, in their old order. */
function mostThatFit<Outline extends { bytes: number; parts: TileParts }>(outlines: readonly Outline[], room: number): readonly Outline[] {
  if (outlines.reduce((sum, outline) => sum + outline.bytes, 0) <= room) return outlines;
  const chosen = new Set<Outline>();
  let left = room;
  for (const outline of [...outlines].sort((a, b) => extentOf(b.parts) - extentOf(a.parts))) {
    if (outline.bytes > left) continue;
    left -= outline.bytes;
    chosen.add(outline);
  }
  return outlines.filter((outline) => chosen.has(outline));
}

function extentOf(parts: TileParts): number {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const part of parts) {
    for (let k = 0; k < part.length; k += 2) {
      minX = Math.min(minX, part[k] as number);
      maxX = Math.max(maxX, part[k] as number);
      minY = Math.min(minY, part[k + 1] as number);
      maxY = Math.max(maxY, part[k + 1] as number);
    }
  }
  return maxX - minX + maxY - minY;
}

type Line = readonly (readonly number[])[];

/** Length of a line as a share of the side of the world. */
function worldLength(line: Line): number {
  const places = line.map(placeOf);
  return places.reduce((sum, [x, y], k) => (k === 0 ? 0 : sum + Math.hypot(x - (places[k - 1] as Place)[0], y - (places[k - 1] as Place)[1])), 0);
}

/** Area of a ring as a share of the square of the world. */
function worldArea(ring: Line): number {
  const places = ring.map(placeOf);
  let twice = 0;
  for (let k = 1; k < places.length; k++) {
    const [ax, ay] = places[k - 1] as Place;
    const [bx, by] = places[k] as Place;
    // Relative to the first position: the products of world coordinates would lose the digits of a small ring.
    const [ox, oy] = places[0] as Place;
    twice += (ax - ox) * (by - oy) - (bx - ox) * (ay - oy);
  }
  return Math.abs(twice) / 2;
}

type Place = [number, number];

function placeOf(position: readonly number[]): Place {
  return [stepOfLng(position[0] ?? 0) / worldSteps, stepOfLat(position[1] ?? 0) / worldSteps];
}

function boxOf(geometries: Iterable<Geometry>): Box | null {
  let [west, north, east, south] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1];
  const take = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    if (typeof coordinates[0] === 'number') {
      const x = stepOfLng(coordinates[0]);
      const y = stepOfLat(Number(coordinates[1]));
      west = Math.min(west, x);
      east = Math.max(east, x);
      north = Math.min(north, y);
      south = Math.max(south, y);
    } else for (const part of coordinates) take(part);
  };
  for (const geometry of geometries) take(geometry.coordinates);
  return east < 0 ? null : [lngOfStep(west), latOfStep(south), lngOfStep(east), latOfStep(north)];
}
