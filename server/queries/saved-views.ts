// Which views of the ledger has somebody kept?
import type { SavedView } from '../../data/contract/saved-views.ts';
import type { Queryable } from '../db/database.ts';

/** Gives the views of one account, by name. */
export async function readSavedViews(sql: Queryable, userId: string): Promise<SavedView[]> {
  return [...(await sql.unsafe<SavedView[]>('select id, name, query from saved_views where user_id = $1 order by name collate "C", id', [userId]))].map(({ id, name, query }) => ({ id, name, query }));
}
