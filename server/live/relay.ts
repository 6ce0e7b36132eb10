// What did other processes write into the same served database? Heard by LISTEN and told on our own stream.
import { type Change, changeChannel, ChangeNotification } from '../../data/contract/changes.ts';
import { collections } from '../../data/contract/collections.ts';
import type { Database } from '../db/database.ts';
import type { ChangeStream } from './changes.ts';

export interface RelayOptions {
  readonly database: Database;
  /** Our own name in notifications (WriteOptions.origin): what we wrote was told already. */
  readonly origin: string;
  readonly stream: ChangeStream;
  readonly onError: (error: unknown) => void;
}

/**
 * Follows the writes of other processes until the function given back is called. After the connection was lost, whatever was missed is told as `all` of
 * every collection. Does nothing on an embedded database, which has one process. Rejects when the first LISTEN fails.
 */
export async function followOthers({ database, origin, stream, onError }: RelayOptions): Promise<() => Promise<void>> {
  if (database.home === 'embedded') return () => Promise.resolve();
  const hear = (payload: string): void => {
    try {
      const { origin: from, changes } = ChangeNotification.parse(JSON.parse(payload));
      if (from !== origin) for (const change of changes) stream.publish(change);
    } catch (error) {
      onError(error);
    }
  };
  const catchUp = async (): Promise<void> => {
    const [state] = await database.sql<{ version: number; at: string | null }[]>`select version::float8 as version, written_at as at from data_state`;
    const version = Number(state?.version ?? 0);
    // Our own writes may have gone on while the line was down: newer than what was missed.
    if (version <= stream.wholeVersion()) return;
    const at = state?.at ?? new Date().toISOString();
    for (const collection of [...collections.map((known) => known.id), 'city']) {
      stream.publish({ collection, upserted: 'all', removed: [], dataVersion: version, at } satisfies Change);
    }
    stream.start(version, at);
  };
  const listening = await database.sql.listen(changeChannel, hear, () => void catchUp().catch(onError));
  return () => listening.unlisten();
}
