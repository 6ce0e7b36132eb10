// How does somebody sign in? The sign-in library over the house's own client: names and passwords, one-time codes, and a provider when one is configured.
import { randomBytes } from 'node:crypto';
import { betterAuth, type BetterAuthOptions } from 'better-auth';
import { genericOAuth, twoFactor, username } from 'better-auth/plugins';
import { Kysely, type KyselyPlugin } from 'kysely';
import { PostgresJSDialect } from 'kysely-postgres-js';
import type postgres from 'postgres';
import { hashPassword, verifyPassword } from './passwords.ts';

/** A provider of identities (OpenID Connect); off unless configured. */
export interface OidcProvider {
  /** Address of its description, …/.well-known/openid-configuration. */
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface SignInOptions {
  /** Where browsers reach this server: scheme, host and port. */
  readonly baseUrl: string;
  /** Signs cookies. */
  readonly secret: string;
  /** A session that asks nothing for so long ends. */
  readonly idleSeconds: number;
  readonly oidc: OidcProvider | null;
}

/** Our client gives timestamps as texts; the library compares dates. */
const datesFromTexts: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: ({ result }) =>
    Promise.resolve({
      ...result,
      rows: result.rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'string' && /(At|Until)$/.test(name) ? new Date(value) : value]))),
    }),
};

/** Gives the library over a database. It opens no connection of its own. */
export function createSignIn(sql: postgres.Sql, { baseUrl, secret, idleSeconds, oidc }: SignInOptions) {
  const options = {
    appName: 'Anlan',
    baseURL: baseUrl,
    basePath: '/api/auth',
    trustedOrigins: loopbackNamesOf(baseUrl),
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: new Kysely<never>({ dialect: new PostgresJSDialect({ postgres: sql }), plugins: [datesFromTexts] }), type: 'postgres' as const },
    // Limits are ours (accounts.ts): they know the account, not only the address.
    rateLimit: { enabled: false },
    user: { modelName: 'users' },
    session: { modelName: 'sessions', expiresIn: idleSeconds, updateAge: Math.min(60, Math.floor(idleSeconds / 4)), storeSessionInDatabase: true },
    // Whoever the configured provider vouches for by their user name is that account; nobody else comes in by it, and no account is made.
    account: { modelName: 'credentials', accountLinking: { enabled: true, trustedProviders: ['oidc'], requireLocalEmailVerified: false } },
    verification: { modelName: 'verifications' },
    emailAndPassword: { enabled: true, autoSignIn: false, minPasswordLength: 10, maxPasswordLength: 200, password: { hash: hashPassword, verify: verifyPassword } },
    // Said, not left to the library, which drops both checks where NODE_ENV is "test": return addresses are checked by it, who asks by the API (writes.ts).
    advanced: { disableOriginCheck: false, disableCSRFCheck: true, cookiePrefix: 'anlan', useSecureCookies: baseUrl.startsWith('https:'), defaultCookieAttributes: { sameSite: 'lax' as const, httpOnly: true } },
    plugins: [
      username({ minUsernameLength: 2, maxUsernameLength: 40, usernameValidator: (name) => /^[\p{L}\p{N}._-]+$/u.test(name) }),
      twoFactor({ issuer: 'Anlan 安澜', schema: { twoFactor: { modelName: 'two_factors' } } }),
      ...(oidc === null ? [] : [genericOAuth({ config: [{ providerId: 'oidc', discoveryUrl: oidc.discoveryUrl, clientId: oidc.clientId, clientSecret: oidc.clientSecret, scopes: ['openid', 'profile'], pkce: true, disableSignUp: true, mapProfileToUser: ({ preferred_username: userName }) => ({ email: mailboxOf(typeof userName === 'string' ? userName : ''), emailVerified: true }) }] })]),
    ],
  } satisfies BetterAuthOptions;
  return betterAuth(options);
}
export type SignIn = ReturnType<typeof createSignIn>;

/** The library knows an account by a mailbox; ours have none, so each user name stands for one that cannot exist. '' = nobody's. */
export const mailboxOf = (userName: string): string => `${Buffer.from(userName.toLowerCase()).toString('hex')}@accounts.invalid`;

/** A loopback server is reached by several names; they are one origin here, as checkOrigin of the API sees to the rest. */
function loopbackNamesOf(baseUrl: string): string[] {
  const { protocol, hostname, port } = new URL(baseUrl);
  if (!/^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname)) return [];
  return ['localhost', '127.0.0.1', '[::1]'].map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`);
}

/** Gives the secret that signs the cookies of this database, made at the first call. */
export async function readSecret(sql: postgres.Sql): Promise<string> {
  await sql.unsafe('insert into access_secret (secret) values ($1) on conflict do nothing', [randomBytes(32).toString('base64url')]);
  const [row] = await sql.unsafe<{ secret: string }[]>('select secret from access_secret');
  if (row === undefined) throw new Error('access_secret has no row');
  return row.secret;
}
