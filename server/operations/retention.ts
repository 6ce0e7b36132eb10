// Which personal data have been kept long enough? They go every night, and the audit says how many.
import { eraseOverdue } from '../commands/personal-data.ts';
import { write, type WriteOptions } from '../commands/write.ts';
import type { Database } from '../db/database.ts';
import { recordDeed } from '../access/audit.ts';

/** Erases by the table of personal data as of `today` (YYYY-MM-DD) and records it. Gives how many records of each rule. Rejects with what the database throws; nothing is erased then. */
export function applyRetention(database: Pick<Database, 'home' | 'transaction'>, options: WriteOptions, today: string): Promise<Record<string, number>> {
  return write(database, options, async (batch) => {
    const erased = await eraseOverdue(batch, today);
    if (Object.keys(erased).length > 0) await recordDeed(batch.tx, { kind: 'command-line', id: '', name: 'upkeep', role: 'system-admin' }, { action: 'personal-data-erased', subject: 'retention', address: '', detail: { today, erased } });
    return erased;
  });
}
