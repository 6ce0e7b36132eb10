// What lies under everything? Land and coastline as tiles, from the files in data/sources alone, before any database is open.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { bboxClip } from '@turf/turf';
import type { Feature, LineString, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import type { Box } from '../../data/contract/geometry.ts';
import { LayerWriter, lineType, polygonType } from './encode.ts';
import { isTile } from './mercator.ts';
import { Slicer } from './slicer.ts';

type Land = Feature<Polygon | MultiPolygon>;
type Coast = Feature<LineString | MultiLineString>;

/** Highest zoom with base tiles: the best coast has a vertex every 33 m, 27 tile units at this zoom. Clients stretch it beyond. */
export const baseMaximumZoom = 13;

/**
 * The files of land, from wide to near (data/README.md says whose they are). A file covers its `box` from zoom `fromZoom` on, in place of those before it.
 * The box of the coast ends at 35.1° N, north of where that file follows the provincial border instead of the sea.
 */
const landFiles: readonly { readonly file: string; readonly box: Box; readonly fromZoom: number }[] = [
  { file: 'natural-earth/land_50m_east_asia.geojson.gz', box: [100, -5, 155, 55], fromZoom: 0 },
  { file: 'coast/dcw_land_shandong_box.geojson.gz', box: [119, 35.1, 123, 38.45], fromZoom: 6 },
];

/** Base map tiles with the layers `land` (polygons) and `coastline` (lines, without the straight edges where a file was cut). */
export interface BaseTiles {
  /** Differs when the files differ: for ETags. */
  readonly tag: string;
  /** Gives a tile (MVT, uncompressed), or null where there is only sea or no such tile. Row y from the top; zoom 0..baseMaximumZoom. */
  tile(z: number, x: number, y: number): Uint8Array<ArrayBuffer> | null;
}

/** Reads the files of `sourcesDirectory`; a file that is missing leaves its box to the wider one. Throws what a broken file gives. */
export async function loadBaseTiles(sourcesDirectory: string): Promise<BaseTiles> {
  const hash = createHash('sha256');
  const sources: LandSource[] = [];
  for (const { file, box, fromZoom } of landFiles) {
    const packed = await readFile(join(sourcesDirectory, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    });
    if (packed === null) continue;
    hash.update(packed);
    const collection = JSON.parse(gunzipSync(packed).toString('utf8')) as { features: Land[] };
    sources.push({ land: collection.features, box, fromZoom });
  }
  return createBaseTiles(sources, hash.digest('hex').slice(0, 16));
}

/** Land of one file, and where and from which zoom it holds. */
export interface LandSource {
  readonly land: readonly Land[];
  readonly box: Box;
  readonly fromZoom: number;
}

/** Gives base tiles of land from wide to near: from its zoom on, the box of a nearer source takes the place of the wider ones. No source gives no tile. */
export function createBaseTiles(sources: readonly LandSource[], tag: string): BaseTiles {
  const steps = [...new Set(sources.map((source) => source.fromZoom))].sort((a, b) => a - b);
  const cutters = steps.map((fromZoom) => {
    const { land, coast } = compose(sources.filter((source) => source.fromZoom <= fromZoom));
    const slicer = (features: Feature[]): Slicer => new Slicer(() => ({ type: 'FeatureCollection', features }), baseMaximumZoom, 2);
    return { fromZoom, land: slicer(land), coast: slicer(coast) };
  });
  const writer = new LayerWriter();
  const noTags = new Uint32Array(0);
  const layer = (name: string, slicer: Slicer, z: number, x: number, y: number): Uint8Array<ArrayBuffer> | null => {
    writer.start(name);
    for (const feature of slicer.features(z, x, y)) {
      if (feature.type === lineType || feature.type === polygonType) writer.shape(0, feature.type, feature.geometry.map((part) => part.flat()), noTags, 0);
    }
    return writer.finish();
  };
  return {
    tag,
    tile(z, x, y) {
      const cutter = cutters.findLast(({ fromZoom }) => fromZoom <= z);
      if (cutter === undefined || !isTile(z, x, y) || z > baseMaximumZoom) return null;
      const layers = [layer('land', cutter.land, z, x, y), layer('coastline', cutter.coast, z, x, y)].filter((part) => part !== null);
      return layers.length === 0 ? null : (new Uint8Array(Buffer.concat(layers)) as Uint8Array<ArrayBuffer>);
    },
  };
}

/** Lays sources over each other: each keeps what lies in its box and in no later one. */
function compose(sources: readonly LandSource[]): { land: Land[]; coast: Coast[] } {
  const land: Land[] = [];
  const coast: Coast[] = [];
  for (const [place, source] of sources.entries()) {
    const later = sources.slice(place + 1).map(({ box }) => box);
    const boxes = later.reduce<Box[]>((left, hole) => left.flatMap((box) => without(box, hole)), [source.box]);
    const edges = sidesOf(source);
    const lines = source.land.flatMap((feature) => ringsOf(feature).flatMap((ring) => uncutLines(ring, edges)));
    for (const box of boxes) {
      for (const feature of source.land) {
        const part = bboxClip(feature, box) as Land;
        if (part.geometry.coordinates.length > 0) land.push(part);
      }
      for (const line of lines) {
        const part = bboxClip({ type: 'Feature', properties: null, geometry: { type: 'LineString', coordinates: line } } as Feature<LineString>, box) as Coast;
        if (part.geometry.coordinates.length > 0) coast.push(part);
      }
    }
  }
  return { land, coast };
}

/** Gives up to four boxes that cover `box` but not `hole`. */
function without([west, south, east, north]: Box, [holeWest, holeSouth, holeEast, holeNorth]: Box): Box[] {
  const [left, right] = [Math.max(west, holeWest), Math.min(east, holeEast)];
  const [bottom, top] = [Math.max(south, holeSouth), Math.min(north, holeNorth)];
  if (left >= right || bottom >= top) return [[west, south, east, north]];
  const parts: Box[] = [
    [west, south, left, north],
    [right, south, east, north],
    [left, south, right, bottom],
    [left, top, right, north],
  ];
  return parts.filter((part) => part[0] < part[2] && part[1] < part[3]);
}

/** Gives the box of all positions of a source: its sides are where the file was cut. */
function sidesOf({ land }: LandSource): Box {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const feature of land) {
    for (const [lng, lat] of ringsOf(feature).flat() as [number, number][]) {
      west = Math.min(west, lng);
      east = Math.max(east, lng);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  }
  return [west, south, east, north];
}

function ringsOf(feature: Land): Position[][] {
  return feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : feature.geometry.coordinates.flat();
}

/** Gives a ring as lines without the edges that run along a side of the box. */
function uncutLines(ring: readonly Position[], [west, south, east, north]: Box): Position[][] {
  const isCut = ([ax, ay]: Position, [bx, by]: Position): boolean => (ax === bx && (ax === west || ax === east)) || (ay === by && (ay === south || ay === north));
  const lines: Position[][] = [];
  let line: Position[] = [];
  for (const [k, position] of ring.entries()) {
    const before = ring[k - 1];
    if (before !== undefined && isCut(before, position)) {
      if (line.length > 1) lines.push(line);
      line = [];
    }
    line.push(position);
  }
  if (line.length > 1) lines.push(line);
  return lines;
}
