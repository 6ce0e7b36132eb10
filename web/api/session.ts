// Who is at this page, and what may they do? The session as the server tells it, and the acts that begin and end one.
import { queryOptions } from '@tanstack/react-query';
import type { Permission } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import { request } from './client.ts';

/** Gives the query of the session. While the server starts it is asked again every second; after that only on purpose, because asking keeps a session alive. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => request<Session>('/session', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchInterval: (query) => (query.state.data === undefined ? 1000 : false),
  });

/** Gives whether a session may do something; false while it is not known. */
export function may(session: Session | undefined, permission: Permission): boolean {
  return session?.permissions.includes(permission) ?? false;
}

/** Ends the session. Rejects with RequestError. */
export const signOut = (): Promise<void> => request('/session', { method: 'DELETE' });
