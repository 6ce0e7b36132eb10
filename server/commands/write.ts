// How does one write become whole or absent, counted by the data version, and announced once it holds?
import type { TransactionSql } from 'postgres';
import { type Change, changeChannel, type ChangeNotification } from '../../data/contract/changes.ts';
import type { Database } from '../db/database.ts';

/** What a write did with its rows. `unchanged` rows were not touched. */
export interface WriteCounts {
  taken: number;
  changed: number;
  unchanged: number;
}

/** One write under way. Commands get it, use only its `tx`, and note what they touched. */
export interface WriteBatch {
  readonly home: Database['home'];
  readonly tx: TransactionSql;
  /** Notes ids of new or changed rows of a collection, and of removed ones. */
  note(collection: string, upserted: readonly number[], removed?: readonly number[]): void;
  /** Notes that a row came in that is not made up: the data are no longer synthetic only. */
  noteReal(): void;
}

export interface WriteOptions {
  /** Told after the commit, one change for each collection touched. */
  readonly announce: (change: Change) => void;
  /** Names this process among those on one served database, so that it does not hear its own notifications. */
  readonly origin: string;
}

/** More ids than this are announced as `all`: reading the collection anew is then the cheaper way. */
const mostNamedIds = 150_000;
/** A notification holds at most 8000 bytes (PostgreSQL, NOTIFY): about this many ids are safe. */
const mostNotifiedIds = 500;

/**
 * Runs `work` in one transaction. When it noted anything, the data version goes up by one inside the same transaction, other processes are notified
 * at its commit (one NOTIFY for the whole write) and `announce` is called after it. Throws what `work` or the database throws; nothing is then written.
 */
export async function write<Result>(database: Pick<Database, 'home' | 'transaction'>, options: WriteOptions, work: (batch: WriteBatch) => Promise<Result>): Promise<Result> {
  const { result, changes } = await database.transaction(async (tx) => {
    const touched = new Map<string, { upserted: number[] | 'all'; removed: number[] }>();
    let real = false;
    const batch: WriteBatch = {
      home: database.home,
      tx,
      note(collection, upserted, removed = []) {
        if (upserted.length === 0 && removed.length === 0) return;
        const known = touched.get(collection) ?? { upserted: [], removed: [] };
        if (known.upserted !== 'all') {
          for (const id of upserted) known.upserted.push(id);
          if (known.upserted.length > mostNamedIds) known.upserted = 'all';
        }
        for (const id of removed) known.removed.push(id);
        touched.set(collection, known);
      },
      noteReal() {
        real = true;
      },
    };
    const result = await work(batch);
    return { result, changes: touched.size === 0 ? [] : await countWrite(tx, touched, real, database.home === 'served' ? options.origin : null) };
  });
  for (const change of changes) options.announce(change);
  return result;
}

/** Raises the version and notifies other processes. Last in the transaction, so that the one row everybody updates is locked for a moment only. */
async function countWrite(
  tx: TransactionSql,
  touched: ReadonlyMap<string, { upserted: number[] | 'all'; removed: number[] }>,
  real: boolean,
  notifyAs: string | null,
): Promise<Change[]> {
  const [state] = await tx.unsafe<{ version: number; at: string }[]>(
    `update data_state set version = version + 1, written_at = clock_timestamp(), synthetic_only = synthetic_only and not $1::boolean
     returning version::float8 as version, to_char(written_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
    [real],
  );
  if (state === undefined) throw new Error('data_state has no row');
  const changes = [...touched].map(([collection, ids]): Change => ({ collection, ...ids, dataVersion: Number(state.version), at: state.at }));
  if (notifyAs !== null) {
    const brief = changes.map((change): Change => ({ ...change, upserted: isBrief(change) ? change.upserted : 'all', removed: isBrief(change) ? change.removed : [] }));
    const share = brief.reduce((sum, { upserted, removed }) => sum + (upserted === 'all' ? 0 : upserted.length) + removed.length, 0);
    const told: Change[] = share <= mostNotifiedIds ? brief : brief.map((change) => ({ ...change, upserted: 'all', removed: [] }));
    await tx.unsafe('select pg_notify($1::text, $2::text)', [changeChannel, JSON.stringify({ origin: notifyAs, changes: told } satisfies ChangeNotification)]);
  }
  return changes;
}

function isBrief({ upserted, removed }: Change): boolean {
  return upserted !== 'all' && upserted.length + removed.length <= mostNotifiedIds;
}

/** One row of counts and packed ids, as every upsert statement of this room answers. */
interface Upserted {
  taken: number;
  changed: number;
  unchanged: number;
  ids: string | null;
}

/** Runs an upsert statement (its text ends in the columns taken, changed, unchanged, ids) and notes the ids under `collection`. */
export async function runUpsert(batch: WriteBatch, collection: string, text: string, parameters: readonly string[]): Promise<WriteCounts & { ids: number[] }> {
  const [row] = await batch.tx.unsafe<Upserted[]>(text, [...parameters]);
  // A statement of aggregates answers one row; none means the database dropped an error on the way (embedded GEOS errors vanish).
  if (row === undefined) throw new Error(`the write of ${collection} gave no answer`);
  const ids = row.ids === null || row.ids === '' ? [] : row.ids.split(',').map(Number);
  batch.note(collection, ids);
  return { taken: row.taken, changed: row.changed, unchanged: row.unchanged, ids };
}

/** Adds the counts of one batch of rows to a sum. */
export function addCounts(sum: WriteCounts, more: WriteCounts): void {
  sum.taken += more.taken;
  sum.changed += more.changed;
  sum.unchanged += more.unchanged;
}
