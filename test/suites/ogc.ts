// Does a server keep every OGC standard it declares? Features, filters and tiles, item by item.
import { testOgcCrs } from './ogc-crs.ts';
import { testOgcFeatures, type TimeOf } from './ogc-features.ts';
import { testOgcFilters } from './ogc-filters.ts';
import { testOgcHtml } from './ogc-html.ts';
import { testOgcTiles } from './ogc-tiles.ts';

/** What the suite knows of its target beforehand. */
export interface OgcTarget {
  /** Landing page. */
  readonly root: () => string;
  /** Collections tested one by one; each must have features. */
  readonly collections: readonly string[];
  /** Those of them that have tiles. */
  readonly tiled: readonly string[];
  /** Time properties of those that have time. */
  readonly timeOf: TimeOf;
}

/** Runs all suites against one server. */
export function testOgc({ root, collections, tiled, timeOf }: OgcTarget): void {
  testOgcFeatures(root, collections, timeOf);
  testOgcCrs(root, collections);
  testOgcFilters(root, collections);
  testOgcHtml(root, collections);
  testOgcTiles(root, tiled);
}
