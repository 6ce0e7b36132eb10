// How does the database know who reads? Every read runs under a role that owns nothing, with the reader's limits set for its transaction.
import type { Reader } from '../../data/contract/access.ts';
import type { Database, Queryable } from '../db/database.ts';

const list = (values: readonly (string | number)[] | null): string => (values === null ? '*' : values.join(','));

/**
 * Runs `work` with a handle that sees what the reader may see and can write nothing (policies in migration 003). Only this handle may be used inside.
 * Rejects with what `work` or the database throws.
 */
export function readAs<Result>(database: Pick<Database, 'transaction'>, { areaCodes, sectorCodes, siteIds }: Pick<Reader, 'areaCodes' | 'sectorCodes' | 'siteIds'>, work: (sql: Queryable) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    // Local to this transaction: the next one of the same connection begins closed.
    await tx.unsafe(
      "select set_config('anlan.areas', $1, true), set_config('anlan.sectors', $2, true), set_config('anlan.sites', $3, true), set_config('role', 'anlan_reader', true)",
      [list(areaCodes), list(sectorCodes), list(siteIds)],
    );
    return work(tx);
  });
}
