// Is the server there, and what has it just changed? The one listener of a page: health, start steps and live changes.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { listenToServer } from '../api/live.ts';
import { dataKey, healthQuery } from '../api/queries.ts';
import { sessionQuery } from '../api/session.ts';
import { firstLink, isReady, linkAfter, type LinkState } from '../state/link.ts';

/** Gives the state of the link, and makes answers stale when the data change. A stranger is told of no changes, so none are listened for. */
export function useServerLink(): LinkState {
  const client = useQueryClient();
  const [link, tell] = useReducer(linkAfter, firstLink);
  const health = useQuery(healthQuery(isReady(link) ? 15_000 : 1000));
  // Nobody can be known before the database is open.
  const listens = useQuery({ ...sessionQuery(), enabled: isReady(link) }).data?.kind !== 'stranger';
  useEffect(() => {
    if (health.data !== undefined) tell({ kind: 'health', health: health.data });
  }, [health.data]);
  useEffect(() => {
    if (health.isError) tell({ kind: 'health-failed', at: Date.now() });
  }, [health.isError, health.errorUpdateCount]);
  useEffect(() => {
    if (!listens) return undefined;
    return listenToServer({
      onChanges: (changes) => {
        for (const { dataVersion, at } of changes) tell({ kind: 'change', dataVersion, at });
        return client.invalidateQueries({ queryKey: [dataKey] });
      },
      onVersion: (dataVersion) => {
        // What was read before the stream opened may be older than what it tells from now on.
        const known = client.getQueryData(healthQuery(false).queryKey);
        if (known !== undefined && known.dataVersion < dataVersion) void client.invalidateQueries();
      },
      onSteps: (steps) => tell({ kind: 'steps', steps }),
      onLink: (open) => tell({ kind: 'stream', open, at: Date.now() }),
    });
  }, [client, listens]);
  return link;
}
