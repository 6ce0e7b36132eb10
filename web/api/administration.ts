// What do the administrators ask and change? Accounts, tokens, the audit and the table of responsibilities.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Grant } from '../../data/contract/access.ts';
import type { AccountSummary, TokenSummary } from '../../data/contract/accounts.ts';
import type { AuditEntry, AuditVerdict } from '../../data/contract/audit.ts';
import type { Responsibility } from '../../data/contract/responsibilities.ts';
import { addressOf, request } from './client.ts';
import { dataKey } from './queries.ts';

const accessKey = 'access';

export const usersQuery = () => queryOptions({ queryKey: [accessKey, 'users'], queryFn: ({ signal }) => request<{ users: AccountSummary[] }>('/users', { signal }) });

export interface NewUser {
  readonly userName: string;
  readonly name: string;
  readonly password: string;
  readonly grant: Grant;
}
/** Makes an account. Rejects with RequestError: 409 the name is taken. */
export const makeUser = (user: NewUser): Promise<{ id: string }> => request('/users', { body: user });

/** Changes an account; its sessions end when its rights or password change. Rejects with RequestError. */
export const changeUser = (id: string, change: { name?: string; grant?: Grant; disabled?: boolean; password?: string }): Promise<void> => request(`/users/${encodeURIComponent(id)}`, { method: 'PATCH', body: change });

/** Gives the query of tokens: all of them for a security administrator, else one's own. */
export const tokensQuery = () => queryOptions({ queryKey: [accessKey, 'tokens'], queryFn: ({ signal }) => request<{ tokens: TokenSummary[] }>('/tokens', { signal }) });

/** Makes a token; its text is in this answer and nowhere else. Without a grant it carries one's own rights. Rejects with RequestError. */
export const makeToken = (token: { name: string; grant?: Grant; expiresAt?: string | null }): Promise<{ id: number; token: string }> => request('/tokens', { body: token });
export const revokeToken = (id: number): Promise<void> => request(`/tokens/${id}`, { method: 'DELETE' });

/** Entries on one page of the audit. */
export const auditPageRows = 50;
export interface AuditAsked {
  readonly actor: string;
  readonly subject: string;
  /** Older than this sequence number; null = the newest. */
  readonly before: number | null;
}

/** Gives the query of one page of the audit, newest first. Reading it is a deed of its own, so it is not asked again by itself. */
export const auditQuery = ({ actor, subject, before }: AuditAsked) =>
  queryOptions({
    queryKey: [accessKey, 'audit', actor, subject, before],
    queryFn: ({ signal }) => request<{ entries: AuditEntry[] }>('/audit', { query: { actor: actor === '' ? null : actor, subject: subject === '' ? null : subject, before, limit: auditPageRows }, signal }),
    placeholderData: keepPreviousData,
    refetchOnReconnect: false,
  });

/** Walks the whole chain of the audit; `anchor` = a hash seen outside, '' for none. Rejects with RequestError. */
export const verifyAudit = (anchor: string): Promise<AuditVerdict> => request('/audit/verify', { query: { anchor: anchor === '' ? null : anchor } });

/** Gives where the whole audit is downloaded. */
export const auditExportAddress = (format: 'csv' | 'ndjson'): string => addressOf('/audit/export', { format });

export const responsibilitiesQuery = () => queryOptions({ queryKey: [dataKey, 'responsibilities'], queryFn: ({ signal }) => request<{ responsibilities: Responsibility[] }>('/responsibilities', { signal }) });
