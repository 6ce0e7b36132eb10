// Which filter does a request carry? CQL2 in either language and any CRS we know, read and checked against the collection it asks.
import type { Collection } from '../../data/contract/collections.ts';
import { type Crs, toLngLat } from '../../data/contract/crs.ts';
import { lngLatFrame } from '../../data/contract/cql2/budget.ts';
import { checkFilter } from '../../data/contract/cql2/check.ts';
import { readJson } from '../../data/contract/cql2/json.ts';
import { Cql2Error } from '../../data/contract/cql2/limits.ts';
import { readLiteralsLoosely } from '../../data/contract/cql2/loose-literals.ts';
import { filterTypesOf } from '../../data/contract/cql2/queryables.ts';
import { readText } from '../../data/contract/cql2/text.ts';
import type { Expression } from '../../data/contract/cql2/tree.ts';
import { AppError } from '../errors.ts';
import { crsNamed } from './crs.ts';

/** Words of `filter-lang`, the default first. `cql-text`, the name in drafts of the standard, is the only one GDAL up to 3.8 knows: CQL2 text with its way of writing literals. */
export const filterLanguages = ['cql2-text', 'cql2-json', 'cql-text'] as const;

/** The three parameters of a filter, read (parameters.ts). */
export interface FilterQuery {
  readonly filter?: string;
  readonly 'filter-lang'?: string;
  readonly 'filter-crs'?: string;
}

/** Gives the filter of a request, null when it carries none. `offered` = the CRS its geometries may be written in. Throws AppError `invalid-parameter` that says where it cannot be read or does not fit the collection. */
export function readFilter(collection: Collection, query: FilterQuery, offered: readonly Crs[]): Expression | null {
  const { filter, 'filter-lang': language = filterLanguages[0], 'filter-crs': crs } = query;
  const frame = crs === undefined ? lngLatFrame : { toLngLat: toLngLat(crsNamed(offered, 'filter-crs', crs)) };
  if (filter === undefined) return null;
  try {
    const types = filterTypesOf(collection);
    const parsed = language === 'cql2-json' ? readJson(filter, frame) : readText(filter, frame);
    return checkFilter(language === 'cql-text' ? readLiteralsLoosely(parsed, types) : parsed, types);
  } catch (error) {
    if (error instanceof Cql2Error) throw new AppError('invalid-parameter', `filter: ${error.message}`);
    throw error;
  }
}
