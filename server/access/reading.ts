// How does the database know who reads? Every read runs under a role that owns nothing, with the reader's limits set for its transaction.
import type { Reader } from '../../data/contract/access.ts';
import type { Database, Queryable } from '../db/database.ts';
import { enterReader } from '../db/reader-scope.ts';

/**
 * Runs `work` with a handle that sees what the reader may see and can write nothing (policies in migration 003). Only this handle may be used inside.
 * Rejects with what `work` or the database throws.
 */
export function readAs<Result>(database: Pick<Database, 'transaction'>, reader: Pick<Reader, 'areaCodes' | 'sectorCodes' | 'siteIds'>, work: (sql: Queryable) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    await enterReader(tx, reader);
    return work(tx);
  });
}
