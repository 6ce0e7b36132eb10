// How is a view of the ledger kept and thrown away? By its owner alone.
import type { TransactionSql } from 'postgres';
import { mostSavedViews, type NewSavedView } from '../../data/contract/saved-views.ts';
import { AppError } from '../errors.ts';

/** Keeps a view; one of the same name is replaced. Gives its id. Throws AppError `conflict` when there are too many. */
export async function saveView(tx: TransactionSql, userId: string, { name, query }: NewSavedView): Promise<number> {
  // One at a time for each person: else two could both find room for the last.
  await tx.unsafe('select id from users where id = $1 for update', [userId]);
  const [known] = await tx.unsafe<{ others: number }[]>('select count(*)::int as others from saved_views where user_id = $1 and name <> $2', [userId, name]);
  if ((known?.others ?? 0) >= mostSavedViews) throw new AppError('conflict', `views: seen ${known?.others}, expected at most ${mostSavedViews}: delete one first / 保存的视图已满`);
  const [row] = await tx.unsafe<{ id: number }[]>('insert into saved_views (user_id, name, query) values ($1, $2, $3) on conflict (user_id, name) do update set query = excluded.query returning id', [userId, name, query]);
  if (row === undefined) throw new Error('saved_views gave no id');
  return row.id;
}

/** Throws a view away. Throws AppError `not-found` for one that is not the owner's. */
export async function deleteView(tx: TransactionSql, userId: string, id: number): Promise<void> {
  const gone = await tx.unsafe<{ id: number }[]>('delete from saved_views where user_id = $1 and id = $2::int returning id', [userId, id]);
  if (gone.length === 0) throw new AppError('not-found', `view: seen ${id}, expected the id of a view of your own`);
}
