// How do a hundred thousand rows go in fast? Without the indexes of places and names, which are built anew at the end in a fifth of the time.
import type { WriteBatch } from './write.ts';

/**
 * Runs `work` without the spatial index of `table` and that of its names, and builds them again inside the same transaction, so that nobody ever sees the table
 * without them. Only on the embedded home: a served database would hold back its readers for that long; there `work` runs with them. Worth it from some
 * 20,000 rows on (measured embedded: 28 µs a row for each index kept, 5 µs for each built). Throws what `work` throws; the transaction then takes the
 * indexes back.
 */
export async function withoutSlowIndexes<Result>({ home, tx }: WriteBatch, table: 'sites' | 'hazards' | 'inspections' | 'incidents' | 'vessels', work: () => Promise<Result>): Promise<Result> {
  const indexes = [`${table}_geom`, `${table}_name`];
  const kept = home === 'served' ? [] : await tx.unsafe<{ indexname: string; indexdef: string }[]>('select indexname, indexdef from pg_indexes where schemaname = current_schema() and indexname in ($1::text, $2::text)', indexes);
  for (const { indexname } of kept) await tx.unsafe(`drop index ${indexname}`);
  const result = await work();
  for (const { indexdef } of kept) await tx.unsafe(indexdef);
  return result;
}
