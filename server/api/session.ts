// Who am I, and how do I sign in or out? The session, the first administrator, and the parts of the sign-in library that pages need.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { type Actor, permissions, roleOf } from '../../data/contract/access.ts';
import { Session } from '../../data/contract/accounts.ts';
import { actorFor, changeAccount, checkLock, countSignIn, createAccount, hasAccounts } from '../access/accounts.ts';
import { recordAlone } from '../access/audit.ts';
import { verifyPassword } from '../access/passwords.ts';
import { AppError } from '../errors.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { answerOf, bodyOf, createRouter, noStore, refusals } from './route.ts';
import { addressOfClient } from './readers.ts';
import { checkOrigin } from './writes.ts';

export { addressOfClient } from './readers.ts';

const SessionAnswer = z.object(Session.shape).openapi('Session');
const Credentials = z.strictObject({ userName: z.string().min(1).max(80), password: z.string().min(1).max(200) });
const Setup = z.strictObject({ token: z.string().max(200), userName: z.string().max(80), name: z.string().min(1).max(80), password: z.string().max(200) });

/** Paths of the library under /api/auth that are answered; all others do not exist here: accounts are made by an administrator. */
const libraryPaths = /^\/api\/auth\/(two-factor\/(enable|disable|get-totp-uri|verify-totp|verify-backup-code|generate-backup-codes)|sign-in\/social|callback\/oidc)$/;
/** What somebody changes about their second factor, by the last part of the library's path, as the audit names it. */
const secondFactorDeeds: Readonly<Record<string, string>> = { 'verify-totp': 'second-factor-on', disable: 'second-factor-off', 'generate-backup-codes': 'backup-codes-renewed' };
/** Sign-ins that failed from one address in so many seconds, whatever the name. */
const tries = { points: 30, duration: 900 };

/** Routes /session, /setup and what of /auth is open. */
export function sessionRoutes(deps: AppDependencies) {
  const tags = ['Access'];
  const limiter = new RateLimiterMemory(tries);
  let anyAccounts = false;

  const describe = async (context: Context): Promise<z.infer<typeof SessionAnswer>> => {
    const actor = context.get('actor') as Actor | undefined;
    const { sql } = databaseOf(deps);
    anyAccounts ||= await hasAccounts(sql);
    const [user] = actor?.kind === 'user' ? await sql.unsafe<{ username: string; name: string; twoFactor: boolean }[]>('select username, name, coalesce("twoFactorEnabled", false) as "twoFactor" from users where id = $1', [actor.id]) : [];
    return {
      id: actor?.kind === 'user' ? actor.id : null,
      kind: actor?.kind ?? 'stranger',
      name: user?.name ?? actor?.name ?? '',
      userName: user?.username ?? null,
      grant: actor?.grant ?? null,
      permissions: actor === undefined ? [] : permissions.flatMap(({ id }) => (roleOf(actor.grant.role).may.includes(id) ? [id] : [])),
      twoFactor: user?.twoFactor ?? false,
      guest: deps.access.guest(),
      needsSetup: !anyAccounts,
      oidc: deps.oidc,
    };
  };

  const routes = createRouter()
    .openapi(
      createRoute({ method: 'get', path: '/session', operationId: 'getSession', summary: 'Who asks, and what they may do', tags, middleware: [offers(json)], request: { query: noParameters }, responses: { 200: answerOf(SessionAnswer, 'The session'), ...refusals } }),
      async (context) => context.json(await describe(context), 200, noStore),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/session',
        operationId: 'signIn',
        summary: 'Sign in by name and password',
        description: 'Sets a session cookie. When the account has a second factor the answer says so, and POST /auth/two-factor/verify-totp with the code ends the sign-in.',
        tags,
        request: { query: noParameters, body: bodyOf(Credentials) },
        responses: { 200: answerOf(z.object({ twoFactor: z.boolean() }), 'Signed in, or waiting for the second factor'), 429: { ...refusals[400], description: 'Too many tries: the account or the address is locked' }, ...refusals },
      }),
      async (context) => {
        checkOrigin(context);
        const { userName, password } = context.req.valid('json');
        const database = databaseOf(deps);
        const address = addressOfClient(context);
        await limiter.consume(address).catch(() => {
          throw new AppError('too-many-requests', 'sign-in: seen too many tries from this address, expected a wait of some minutes');
        });
        await checkLock(database.sql, userName);
        const response = await deps.access.signIn().api.signInUsername({ body: { username: userName.toLowerCase(), password }, headers: context.req.raw.headers, asResponse: true });
        const body = (await response.json().catch(() => null)) as { twoFactorRedirect?: boolean } | null;
        const isDisabled = response.ok && (await isAccountDisabled(deps, userName));
        await countSignIn(database, userName, response.ok && !isDisabled, address);
        // One sentence for an unknown name and a wrong password: which of them it was is nobody's business.
        if (!response.ok || isDisabled) throw new AppError('sign-in-required', 'sign-in: expected a known name with its password / 用户名或密码不正确');
        // Only what fails counts: a whole office may come from one address in the morning.
        await limiter.reward(address);
        for (const cookie of response.headers.getSetCookie()) context.header('Set-Cookie', cookie, { append: true });
        return context.json({ twoFactor: body?.twoFactorRedirect === true }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ method: 'delete', path: '/session', operationId: 'signOut', summary: 'Sign out', tags, request: { query: noParameters }, responses: { 204: { description: 'The session is over' }, ...refusals } }),
      async (context) => {
        checkOrigin(context);
        const actor = context.get('actor') as Actor | undefined;
        const response = await deps.access.signIn().api.signOut({ headers: context.req.raw.headers, asResponse: true });
        for (const cookie of response.headers.getSetCookie()) context.header('Set-Cookie', cookie, { append: true });
        deps.access.forget();
        if (actor?.kind === 'user') await recordAlone(databaseOf(deps), actorFor(actor), { action: 'signed-out', subject: 'session', address: addressOfClient(context) });
        return context.body(null, 204) as never;
      },
    )
    .openapi(
      createRoute({
        method: 'put',
        path: '/session/password',
        operationId: 'changeOwnPassword',
        summary: 'Change your own password; your other sessions end',
        tags,
        request: { query: noParameters, body: bodyOf(z.strictObject({ password: z.string().max(200), newPassword: z.string().max(200) })) },
        responses: { 204: { description: 'Changed; sign in anew' }, ...refusals },
      }),
      async (context) => {
        checkOrigin(context);
        const actor = context.get('actor') as Actor | undefined;
        if (actor?.kind !== 'user') throw new AppError('sign-in-required', 'seen no session, expected one');
        const { password, newPassword } = context.req.valid('json');
        await limiter.consume(`password ${actor.id}`).catch(() => {
          throw new AppError('too-many-requests', 'password: seen too many tries, expected a wait of some minutes');
        });
        const database = databaseOf(deps);
        const [kept] = await database.sql.unsafe<{ password: string }[]>(`select password from credentials where "userId" = $1 and "providerId" = 'credential'`, [actor.id]);
        if (kept === undefined || !(await verifyPassword({ hash: kept.password, password }))) throw new AppError('not-permitted', 'password: expected your present one / 原密码不正确');
        await changeAccount(database, actor, addressOfClient(context), actor.id, { password: newPassword });
        deps.access.forget();
        return context.body(null, 204) as never;
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/setup',
        operationId: 'setUp',
        summary: 'Make the first account, a security administrator, with the one-time link of the start',
        tags,
        request: { query: noParameters, body: bodyOf(Setup) },
        responses: { 201: answerOf(z.object({ id: z.string() }), 'The account'), 409: { ...refusals[400], description: 'An account exists already' }, ...refusals },
      }),
      async (context) => {
        checkOrigin(context);
        const { token, userName, name, password } = context.req.valid('json');
        const database = databaseOf(deps);
        await limiter.consume(`setup ${addressOfClient(context)}`).catch(() => {
          throw new AppError('too-many-requests', 'setup: seen too many tries, expected a wait of some minutes');
        });
        if (await hasAccounts(database.sql)) throw new AppError('conflict', 'setup: seen an account already, expected none; a security administrator makes the others');
        if (!deps.isSetupToken(token)) throw new AppError('not-permitted', 'token: expected the one of the link that the server printed when it started');
        const grant = { role: 'security-admin', areaCodes: null, sectorCodes: null, siteIds: null } as const;
        const by: Actor = { kind: 'command-line', id: '', name: 'setup', grant, reader: { key: 'setup', areaCodes: [], sectorCodes: [], siteIds: [], personal: false, restricted: false } };
        const id = await createAccount(database, deps.access.signIn(), by, addressOfClient(context), { userName, name, password, grant });
        return context.json({ id }, 201, noStore);
      },
    );
  // Forwarded to the library as they are, with its cookies.
  routes.on(['GET', 'POST'], '/auth/*', async (context) => {
    if (!libraryPaths.test(context.req.path)) throw new AppError('not-found', `path: seen ${JSON.stringify(context.req.path.slice(0, 100))}, expected one that /api/openapi names`);
    if (context.req.method === 'POST') checkOrigin(context);
    databaseOf(deps);
    const response = await deps.access.signIn().handler(context.req.raw);
    deps.access.forget();
    // Whoever is signed in already proves a code only to switch the second factor on.
    const actor = context.get('actor') as Actor | undefined;
    const action = secondFactorDeeds[context.req.path.split('/').at(-1) ?? ''];
    if (response.ok && actor?.kind === 'user' && action !== undefined) await recordAlone(databaseOf(deps), actorFor(actor), { action, subject: 'session', address: addressOfClient(context) });
    if (context.req.path.endsWith('/callback/oidc')) {
      const set = response.headers.getSetCookie();
      if (set.some((cookie) => /session_token=[^;]/.test(cookie))) {
        const { actor: came } = await deps.access.identify({ cookie: set.map((cookie) => cookie.split(';')[0]).join('; ') });
        // The provider let somebody in whose account is closed here: they are sent away without the session.
        if (came?.kind !== 'user') return context.redirect('/sign-in?problem=oidc');
        await recordAlone(databaseOf(deps), actorFor(came), { action: 'signed-in', subject: 'session', address: addressOfClient(context), detail: { by: 'identity provider' } });
      }
    }
    return new Response(response.body, response);
  });
  return routes;
}

async function isAccountDisabled(deps: AppDependencies, userName: string): Promise<boolean> {
  const [row] = await databaseOf(deps).sql.unsafe<{ disabled: boolean }[]>('select disabled from grants join users on id = user_id where username = $1', [userName.toLowerCase()]);
  return row?.disabled ?? true;
}
