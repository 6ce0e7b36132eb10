// Which imports were made, and what became of them?
import type { ImportBatch, UndoSummary } from '../../data/contract/import-clinic.ts';
import type { Queryable } from '../db/database.ts';

/** Whose batches: null = everybody's. */
export interface BatchesOf {
  readonly kind: string;
  readonly id: string;
}

type Row = Omit<ImportBatch, 'undo' | 'taken' | 'changed' | 'unchanged' | 'refused'> & { readonly summary: Record<string, unknown>; readonly undo: UndoSummary | null };

const columns = `id, layer, file_name as "fileName", sha256, to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, actor_name as by, role, summary, undoable,
  to_char(undone_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "undoneAt", undone_by as "undoneBy", undo`;

function batchOf({ summary, ...row }: Row): ImportBatch {
  const count = (name: string): number => Number(summary[name] ?? 0);
  return { ...row, taken: count('taken'), changed: count('changed'), unchanged: count('unchanged'), refused: count('refused') };
}

/** Reads batches, the newest first; `id` null = all. Only those of `whose` when it is given. */
export async function readBatches(sql: Queryable, whose: BatchesOf | null, id: number | null, limit: number): Promise<ImportBatch[]> {
  const rows = await sql.unsafe<Row[]>(
    `select ${columns} from import_batches where ($1::text is null or (actor_kind = $1::text and actor_id = $2::text)) and ($3::text is null or id = $3::text::int) order by id desc limit $4::text::int`,
    [whose?.kind ?? null, whose?.id ?? null, id === null ? null : String(id), String(limit)],
  );
  return rows.map(batchOf);
}
