// Which filter does a request carry? CQL2 in either language and any CRS we know, read and checked against the collection it asks.
import type { Collection } from '../../data/contract/collections.ts';
import { type Frame, lngLatFrame } from '../../data/contract/cql2/budget.ts';
import { checkFilter } from '../../data/contract/cql2/check.ts';
import { readJson } from '../../data/contract/cql2/json.ts';
import { Cql2Error } from '../../data/contract/cql2/limits.ts';
import { readLiteralsLoosely } from '../../data/contract/cql2/loose-literals.ts';
import { filterTypesOf } from '../../data/contract/cql2/queryables.ts';
import { readText } from '../../data/contract/cql2/text.ts';
import type { Expression } from '../../data/contract/cql2/tree.ts';
import { AppError } from '../errors.ts';

/** Words of `filter-lang`, the default first. `cql-text`, the name in drafts of the standard, is the only one GDAL up to 3.8 knows: CQL2 text with its way of writing literals. */
export const filterLanguages = ['cql2-text', 'cql2-json', 'cql-text'] as const;

/** Radius of the sphere of EPSG:3857 in metres. */
const mercatorRadiusMetres = 6_378_137;
const degrees = 180 / Math.PI;
/** EPSG:4326 and EPSG:4490 say latitude first; the two ellipsoids count as equal (geometry.ts). */
const latFirst: Frame = { toLngLat: (lat, lng) => [lng, lat] };

/** CRS in which the geometries of a filter may be written, in the axis order of their authorities; the default first. */
export const filterFrames: ReadonlyMap<string, Frame> = new Map<string, Frame>([
  ['http://www.opengis.net/def/crs/OGC/1.3/CRS84', lngLatFrame],
  ['http://www.opengis.net/def/crs/EPSG/0/4326', latFirst],
  ['http://www.opengis.net/def/crs/EPSG/0/4490', latFirst],
  ['http://www.opengis.net/def/crs/EPSG/0/3857', { toLngLat: (x, y) => [(x / mercatorRadiusMetres) * degrees, Math.atan(Math.sinh(y / mercatorRadiusMetres)) * degrees] }],
]);

/** The three parameters of a filter, read (parameters.ts). */
export interface FilterQuery {
  readonly filter?: string;
  readonly 'filter-lang'?: string;
  readonly 'filter-crs'?: string;
}

/** Gives the filter of a request, null when it carries none. Throws AppError `invalid-parameter` that says where it cannot be read or does not fit the collection. */
export function readFilter(collection: Collection, query: FilterQuery): Expression | null {
  const { filter, 'filter-lang': language = filterLanguages[0], 'filter-crs': crs } = query;
  if (filter === undefined) return null;
  const frame = crs === undefined ? lngLatFrame : (filterFrames.get(crs) ?? lngLatFrame);
  try {
    const types = filterTypesOf(collection);
    const parsed = language === 'cql2-json' ? readJson(filter, frame) : readText(filter, frame);
    return checkFilter(language === 'cql-text' ? readLiteralsLoosely(parsed, types) : parsed, types);
  } catch (error) {
    if (error instanceof Cql2Error) throw new AppError('invalid-parameter', `filter: ${error.message}`);
    throw error;
  }
}
