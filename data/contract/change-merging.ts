// How do many small changes become few that say the same? Used where they are told, where the index follows them, and by the page.
import type { Change } from './changes.ts';

/** Collection of a change that says: everything may have changed. */
export const everyCollection = '*';

/**
 * Gives one change for each collection, in the order of their first appearance, with the newest version and instant. The last word on an id counts: one that
 * was removed and written again is upserted. Where more than `mostIds` ids come together, or one change names none, it is `all` and nothing is named.
 */
export function mergeChanges(changes: readonly Change[], mostIds: number): Change[] {
  const merged = new Map<string, { last: Change; ids: Map<number, boolean> | 'all' }>();
  for (const change of changes) {
    const known = merged.get(change.collection) ?? { last: change, ids: new Map<number, boolean>() };
    if (change.dataVersion >= known.last.dataVersion) known.last = change;
    if (change.upserted === 'all' || (known.ids !== 'all' && known.ids.size + change.upserted.length + change.removed.length > 2 * mostIds)) known.ids = 'all';
    if (known.ids !== 'all' && change.upserted !== 'all') {
      for (const id of change.upserted) known.ids.set(id, true);
      for (const id of change.removed) known.ids.set(id, false);
      if (known.ids.size > mostIds) known.ids = 'all';
    }
    merged.set(change.collection, known);
  }
  return [...merged].map(([collection, { last: { dataVersion, at }, ids }]) => {
    const named = (isThere: boolean): number[] => (ids === 'all' ? [] : [...ids].flatMap(([id, there]) => (there === isThere ? [id] : [])));
    return { collection, upserted: ids === 'all' ? 'all' : named(true), removed: named(false), dataVersion, at };
  });
}
