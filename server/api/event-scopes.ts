// Which part of a change may each reader hear of? Rows of others are left out, and nothing that a reader may not see is named.
import type { Reader } from '../../data/contract/access.ts';
import type { Change } from '../../data/contract/changes.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import type { IndexScope } from '../tiles/filter.ts';
import type { AppDependencies } from './dependencies.ts';
import type { Scopes } from './readers.ts';

/**
 * Gives the function by which a feed asks what each of some readers may hear of changes; `since` = the data version they knew. Rows are looked up once for all readers,
 * then only those rows are tested for each. What cannot be told row by row (too many, removed, moved out of somebody's scope, not in the index) names no row: whoever
 * hears it asks anew and is answered with what is theirs.
 */
export function shownChanges(deps: AppDependencies, scopes: Scopes) {
  return async (changes: readonly Change[], readers: readonly Reader[], since: number): Promise<ReadonlyMap<string, readonly Change[]>> => {
    const shown = new Map<string, Change[]>();
    const limited: { reader: Reader; scope: IndexScope | null; list: Change[] }[] = [];
    for (const reader of readers) {
      const list: Change[] = [];
      shown.set(reader.key, list);
      if (reader.areaCodes === null && reader.sectorCodes === null && reader.siteIds === null) list.push(...changes);
      // What was theirs is not known while the database is away.
      else limited.push({ reader, scope: await scopes.of(reader).catch(() => null), list });
    }
    if (limited.length === 0) return shown;
    // From here on nothing is awaited: places of rows hold only until the index changes.
    const index = deps.index();
    const today = dayOfInstant(deps.now());
    for (const change of changes) {
      const { collection, upserted, removed } = change;
      const isNamed = upserted !== 'all' && removed.length === 0 && index?.has(collection) === true && index.movedAt(collection) <= since;
      const numbers = isNamed ? index.points(collection).numbersOf(upserted) : null;
      for (const { scope, list } of limited) {
        if (index === null || numbers === null || scope === null) {
          list.push({ ...change, upserted: 'all', removed: [] });
          continue;
        }
        const own = index.points(collection).idsPassing(numbers, index.filter(collection, {}, today, scope));
        if (own.length > 0) list.push({ ...change, upserted: own });
      }
    }
    return shown;
  };
}
