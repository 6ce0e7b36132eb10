// How are shapes cut into tiles without keeping every tile ever asked for? @maplibre/geojson-vt behind a bound.
import { GeoJSONVT } from '@maplibre/geojson-vt';
import type { GeoJSONVTFeature } from '@maplibre/geojson-vt';
import type { FeatureCollection } from 'geojson';
import { tileExtent } from './mercator.ts';

/** Outlines reach this many units over the edge of a tile, so that no seam shows. */
const bufferUnits = 64;

/** geojson-vt keeps every tile it ever cut; it is made anew after so many, so that a server that runs for weeks does not grow. */
const tilesKept = 2000;

/** Cuts one set of shapes. `maxZoom` = zoom at which all detail is kept; `toleranceUnits` = largest departure of a simplified line in tile units. */
export class Slicer {
  private readonly shapes: () => FeatureCollection;
  private readonly maxZoom: number;
  private readonly toleranceUnits: number;
  private index: GeoJSONVT | null = null;
  private readonly cut = new Set<string>();

  /** `shapes` gives the features; it is called when a tile is first asked for, and again after `tilesKept` different tiles. */
  constructor(shapes: () => FeatureCollection, maxZoom: number, toleranceUnits: number) {
    this.shapes = shapes;
    this.maxZoom = maxZoom;
    this.toleranceUnits = toleranceUnits;
  }

  /** Gives what lies in a tile and its buffer, in tile units, ids as in the features; [] when nothing does. */
  features(z: number, x: number, y: number): readonly GeoJSONVTFeature[] {
    if (this.index === null || this.cut.size >= tilesKept) {
      this.cut.clear();
      this.index = new GeoJSONVT(this.shapes(), {
        maxZoom: this.maxZoom,
        indexMaxZoom: 0,
        tolerance: this.toleranceUnits,
        extent: tileExtent,
        buffer: bufferUnits,
        wrap: false,
      });
    }
    this.cut.add(`${z}/${x}/${y}`);
    return this.index.getTile(z, x, y)?.features ?? [];
  }
}
