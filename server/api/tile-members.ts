// Which collections stand in a set of tiles, where do they lie, and by what may they be filtered?
import { type Collection, collectionOf, collections } from '../../data/contract/collections.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { selectionFromParameters } from '../../data/contract/selection.ts';
import type { Crs } from '../../data/contract/crs.ts';
import { narrowSelection, type SelectionField, selectionFields } from '../../data/contract/selection-address.ts';
import { AppError } from '../errors.ts';
import { type CompiledFilter, filterableFields, type Scope } from '../tiles/filter.ts';
import { readFilter } from './filters.ts';
import { tiledCollections } from '../tiles/tiled-collections.ts';
import type { TileIndex, TileRange } from '../tiles/tile-index.ts';

/** Collections that have tiles, in the order in which they are listed. */
export const tiled: readonly Collection[] = collections.filter((collection) => collection.tiles);

/** A set of tiles: one collection, or several joined in every tile. `path` = where it lies under the landing page. */
export interface TileSource {
  readonly path: string;
  readonly members: readonly Collection[];
  /** True for the data set as a whole, whose members each take of a filter what they have. */
  readonly joined: boolean;
}

/** Gives the tiles of one collection. */
export function sourceOf(collection: Collection): TileSource {
  return { path: `/collections/${collection.id}/tiles`, members: [collection], joined: false };
}

/** Gives the tiles of the data set: all collections, or those named. Throws AppError `invalid-parameter` for one that has none. */
export function joinedSource(named: readonly string[] | undefined): TileSource {
  const members = named === undefined ? tiled : [...new Set(named)].map((id) => {
    const collection = collectionOf(id);
    if (collection === undefined || !collection.tiles) throw new AppError('invalid-parameter', `collections: seen ${JSON.stringify(id.slice(0, 60))}, expected some of ${tiled.map((known) => known.id).join(', ')}`);
    return collection;
  });
  return { path: '/tiles', members, joined: true };
}

/** Gives the fields of the selection that tiles of a source can be filtered by. */
export function filtersOf(source: TileSource): SelectionField[] {
  if (source.joined) return [...selectionFields];
  const spec = tiledCollections.find((candidate) => candidate.id === source.members[0]?.id);
  return spec === undefined ? [] : filterableFields(spec.columns, selectionFields);
}

/**
 * Gives each member with its compiled filter. `today` = the city's day number. Throws SelectionError for values that cannot be read, and AppError
 * `invalid-parameter` when a CQL2 filter asks a member for what it does not have: unlike a selection it is never taken in part.
 */
export function compileFilters(index: TileIndex, source: TileSource, parameters: Readonly<Record<string, string | undefined>>, today: number, offered: readonly Crs[], scope: Scope): { id: string; filter: CompiledFilter }[] {
  const { selection, rest } = selectionFromParameters(parameters);
  return source.members.map((member) => ({
    id: member.id,
    filter: index.filter(member.id, source.joined ? narrowSelection(selection, index.selectionFields(member.id)) : selection, today, scope, readFilter(member, rest, offered)),
  }));
}

/** Gives the box of what a scope may see of all members in degrees, null when that is nothing. */
export function boxOf(index: TileIndex, source: TileSource, scope: Scope): Box | null {
  const boxes = source.members.map(({ id }) => index.box(id, scope)).filter((box) => box !== null);
  if (boxes.length === 0) return null;
  return [0, 1, 2, 3].map((side) => Math[side < 2 ? 'min' : 'max'](...boxes.map((box) => box[side] ?? 0))) as Box;
}

/** Gives the range of tiles of a zoom outside of which no member has a feature that a scope may see; the whole zoom when all are empty, for nothing is known then. */
export function rangeOf(index: TileIndex, source: TileSource, z: number, scope: Scope): TileRange {
  const ranges = source.members.map(({ id }) => index.limits(id, z, scope)).filter((range) => range !== null);
  const last = 2 ** z - 1;
  if (ranges.length === 0) return { minTileRow: 0, maxTileRow: last, minTileCol: 0, maxTileCol: last };
  return {
    minTileRow: Math.min(...ranges.map((range) => range.minTileRow)),
    maxTileRow: Math.max(...ranges.map((range) => range.maxTileRow)),
    minTileCol: Math.min(...ranges.map((range) => range.minTileCol)),
    maxTileCol: Math.max(...ranges.map((range) => range.maxTileCol)),
  };
}
