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

/** Signs in by name and password; `twoFactor` true = a code must follow. Rejects with RequestError: 401 wrong name or password, 429 locked or too many tries. */
export const signIn = (userName: string, password: string): Promise<{ twoFactor: boolean }> => request('/session', { body: { userName, password } });

/** Ends a sign-in that waits for its second factor. Rejects with RequestError for a wrong or old code. */
export const giveSecondFactor = (code: string, kind: 'totp' | 'backup-code'): Promise<unknown> => request(`/auth/two-factor/verify-${kind}`, { body: { code } });

/** Gives the address of the identity provider, which leads back to `returnTo` (a path of ours). Rejects with RequestError. */
export const oidcAddress = async (returnTo: string): Promise<string> =>
  (await request<{ url: string }>('/auth/sign-in/social', { body: { provider: 'oidc', callbackURL: returnTo, errorCallbackURL: '/sign-in?problem=oidc' } })).url;

/** Makes the first account with the token of the server's first start. Rejects with RequestError: 403 another token, 409 an account exists. */
export const setUp = (first: { token: string; userName: string; name: string; password: string }): Promise<{ id: string }> => request('/setup', { body: first });

/** Ends the session. Rejects with RequestError. */
export const signOut = (): Promise<void> => request('/session', { method: 'DELETE' });

/** Changes one's own password; every session ends. Rejects with RequestError: 403 the present one is wrong. */
export const changePassword = (password: string, newPassword: string): Promise<void> => request('/session/password', { method: 'PUT', body: { password, newPassword } });

/** Begins a second factor: the address for an authenticator, and ten codes for the day it is lost. It counts only after a first good code. */
export const enrolTwoFactor = (password: string): Promise<{ totpURI: string; backupCodes: string[] }> => request('/auth/two-factor/enable', { body: { password } });
export const endTwoFactor = (password: string): Promise<unknown> => request('/auth/two-factor/disable', { body: { password } });
export const renewBackupCodes = (password: string): Promise<{ backupCodes: string[] }> => request('/auth/two-factor/generate-backup-codes', { body: { password } });
