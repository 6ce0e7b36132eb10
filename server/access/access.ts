// Who is behind a request? Sessions, tokens, the command line and the guest, found out once and remembered for seconds.
import { createHash } from 'node:crypto';
import { type Actor, everything, type Grant, guest, readerOfGrant } from '../../data/contract/access.ts';
import type { Session } from '../../data/contract/accounts.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { readGrant } from './accounts.ts';
import type { SignIn } from './sign-in.ts';
import { readToken } from './tokens.ts';

/** What a request carries that may say who asks. */
export interface Credentials {
  readonly authorization?: string | undefined;
  readonly cookie?: string | undefined;
  /** Key of the data folder (X-Anlan-Key). */
  readonly key?: string | undefined;
  /** True: nobody's hand is behind it (an open stream), so the session's idle time runs on. */
  readonly passive?: boolean;
}

/** Who asks (null = a stranger where no guest is let in), and cookies to renew. */
export interface Identity {
  readonly actor: Actor | null;
  readonly cookies: readonly string[];
}

export type GuestReason = Session['guest']['reason'];

export interface Access {
  /** Gives who asks. Rejects with AppError `sign-in-required` for a token or key that does not hold; a session that is over is a stranger's. */
  identify(credentials: Credentials): Promise<Identity>;
  /** Gives the same at once, from memory; null when it is not there. */
  known(credentials: Credentials): Actor | null;
  /** Whether anyone may look, and why or why not. */
  guest(): { allowed: boolean; reason: GuestReason };
  /** The sign-in library; throws AppError `starting` before the database is open. */
  signIn(): SignIn;
  /** Forgets who everybody was: after a change of accounts or tokens. */
  forget(): void;
}

export interface AccessOptions {
  readonly database: () => Database | null;
  readonly signIn: () => SignIn | null;
  readonly isCommandLine: (key: string | undefined) => boolean;
  readonly guestReason: () => GuestReason;
  readonly now: () => number;
}

/** So long what a session or token may do is taken as it was; a change made by this process counts at once. */
const keptMilliseconds = 10_000;
/** While the database is away what was known so lately goes on. */
const keptWhileAwayMilliseconds = 600_000;
const mostKept = 5000;

/** The command line of this machine reads and writes everything: whoever may read the data folder could do so anyway. */
const commandLineGrant: Grant = { role: 'office', areaCodes: null, sectorCodes: null, siteIds: null };
const commandLine: Actor = { kind: 'command-line', id: '', name: 'command-line', grant: commandLineGrant, reader: everything };

/** Gives the access of one server. */
export function createAccess({ database, signIn, isCommandLine, guestReason, now }: AccessOptions): Access {
  const kept = new Map<string, { actor: Actor | null; at: number }>();
  const isAway = (): boolean => database()?.state() !== 'open';
  const remembered = (key: string): { actor: Actor | null } | undefined => {
    const found = kept.get(key);
    return found !== undefined && now() - found.at < (isAway() ? keptWhileAwayMilliseconds : keptMilliseconds) ? found : undefined;
  };
  const remember = (key: string, actor: Actor | null): void => {
    kept.delete(key);
    kept.set(key, { actor, at: now() });
    const oldest = kept.size > mostKept ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
  };
  const anyone = (): Actor | null => (guestReason() === 'synthetic' ? guest : null);
  const openDatabase = (): Database => {
    const open = database();
    if (open === null) throw new AppError('starting', 'the server is starting: ask /api/health');
    return open;
  };

  const ofToken = async (token: string): Promise<Actor | null> => {
    const found = await readToken(openDatabase().sql, token);
    return found === null ? null : { kind: 'token', id: String(found.id), name: found.name, ...(found.userId === null ? {} : { userId: found.userId }), grant: found.grant, reader: readerOfGrant(found.grant) };
  };
  const ofSession = async (cookie: string, passive: boolean): Promise<Identity> => {
    const library = signIn();
    if (library === null) return { actor: null, cookies: [] };
    const { headers, response } = await library.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: passive }, returnHeaders: true });
    if (response === null) return { actor: null, cookies: [] };
    const found = await readGrant(openDatabase().sql, response.user.id);
    if (found === null) return { actor: null, cookies: [] };
    return { actor: { kind: 'user', id: response.user.id, userId: response.user.id, name: found.name, grant: found.grant, reader: readerOfGrant(found.grant) }, cookies: headers.getSetCookie() };
  };

  return {
    async identify({ authorization, cookie, key, passive = false }) {
      if (key !== undefined) {
        if (!isCommandLine(key)) throw new AppError('not-permitted', 'header X-Anlan-Key: expected the key in the data folder of the running server');
        return { actor: commandLine, cookies: [] };
      }
      if (authorization !== undefined) {
        const token = tokenOf(authorization);
        const known = token === null ? { actor: null } : remembered(keyOf(token));
        const actor = known === undefined ? await ofToken(token ?? '') : known.actor;
        if (known === undefined) remember(keyOf(token ?? ''), actor);
        if (actor === null) throw new AppError('sign-in-required', 'Authorization: seen a token that is unknown, over or revoked, expected Bearer with one that holds');
        return { actor, cookies: [] };
      }
      const session = sessionOf(cookie);
      if (session === null) return { actor: anyone(), cookies: [] };
      const known = remembered(keyOf(session));
      if (known !== undefined) return { actor: known.actor ?? anyone(), cookies: [] };
      const identity = await ofSession(cookie ?? '', passive);
      remember(keyOf(session), identity.actor);
      return { ...identity, actor: identity.actor ?? anyone() };
    },
    known({ authorization, cookie, key }) {
      if (key !== undefined) return null;
      const secret = authorization === undefined ? sessionOf(cookie) : tokenOf(authorization);
      if (secret === null) return authorization === undefined ? anyone() : null;
      return remembered(keyOf(secret))?.actor ?? null;
    },
    guest: () => ({ allowed: guestReason() === 'synthetic', reason: guestReason() }),
    signIn() {
      const library = signIn();
      if (library === null) throw new AppError('starting', 'the server is starting: ask /api/health');
      return library;
    },
    forget: () => kept.clear(),
  };
}

/** Secrets are not kept in memory as they are. */
function keyOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Gives the token of an Authorization header: Bearer, or the password of Basic, which is all that some programs can send. */
function tokenOf(authorization: string): string | null {
  const [, scheme, value = ''] = /^(\w+)\s+(\S+)$/.exec(authorization.trim()) ?? [];
  if (scheme?.toLowerCase() === 'bearer') return value;
  if (scheme?.toLowerCase() !== 'basic') return null;
  const text = Buffer.from(value, 'base64').toString();
  return text.slice(text.indexOf(':') + 1);
}

function sessionOf(cookie: string | undefined): string | null {
  return /(?:^|;\s*)(?:__Secure-)?anlan\.session_token=([^;]+)/.exec(cookie ?? '')?.[1] ?? null;
}
