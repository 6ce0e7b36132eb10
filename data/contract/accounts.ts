// What is told of accounts, tokens and the session? Shared by server and web.
import { z } from 'zod';
import { Grant } from './access.ts';

export const AccountSummary = z.object({
  id: z.string(),
  userName: z.string(),
  name: z.string(),
  grant: Grant,
  disabled: z.boolean(),
  locked: z.boolean(),
  twoFactor: z.boolean(),
  createdAt: z.string(),
  /** Last sign of a session; null when there is none. */
  seenAt: z.string().nullable(),
});
export type AccountSummary = z.infer<typeof AccountSummary>;

export const TokenSummary = z.object({
  id: z.int(),
  name: z.string(),
  grant: Grant,
  /** User it belongs to; null for one that stands alone (walls, scripts of the office). */
  userId: z.string().nullable(),
  createdAt: z.string(),
  /** Null = never (walls). */
  expiresAt: z.string().nullable(),
  lastUsedOn: z.string().nullable(),
  revoked: z.boolean(),
});
export type TokenSummary = z.infer<typeof TokenSummary>;

/** Who this session is, and what it may do. `guest` = anyone may look; `reason` says why or why not. */
export const Session = z.object({
  /** Of the account, so that what was written for one person is not sent as another (header X-Anlan-Account); null when nobody's account asks. */
  id: z.string().nullable(),
  kind: z.enum(['guest', 'user', 'token', 'command-line', 'stranger']),
  name: z.string(),
  userName: z.string().nullable(),
  grant: Grant.nullable(),
  permissions: z.array(z.string()),
  twoFactor: z.boolean(),
  guest: z.object({ allowed: z.boolean(), reason: z.enum(['synthetic', 'real-data', 'demo-off', 'guest-off', 'not-loopback']) }),
  /** True when no account exists yet. */
  needsSetup: z.boolean(),
  oidc: z.boolean(),
});
export type Session = z.infer<typeof Session>;
