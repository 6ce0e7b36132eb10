// Who has an account or a token, and what does the audit say? For the administrators whose business each is.
import { createRoute, z } from '@hono/zod-openapi';
import { Grant, mayRole, permissions, roles } from '../../data/contract/access.ts';
import { AccountSummary, TokenSummary } from '../../data/contract/accounts.ts';
import { AuditEntry, AuditVerdict } from '../../data/contract/audit.ts';
import { actorFor, changeAccount, createAccount, listAccounts } from '../access/accounts.ts';
import { readAudit, recordAlone, verifyAudit } from '../access/audit.ts';
import { createToken, listTokens, revokeToken } from '../access/tokens.ts';
import { AppError } from '../errors.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { actorOf, addressOfClient, checkPermission } from './readers.ts';
import { answerOf, bodyOf, createRouter, noStore, refusals } from './route.ts';
import { checkWrite } from './writes.ts';

// Made anew: a schema made before the OpenAPI extension was loaded does not know it.
const GrantBody = z.strictObject(Grant.shape).openapi('Grant', { description: 'Role and limits; null = not limited in that way. A role of limited reach must say to what.' });
const Account = z.object(AccountSummary.shape).extend({ grant: GrantBody }).openapi('Account');
const Token = z.object(TokenSummary.shape).extend({ grant: GrantBody }).openapi('Token');
const Name = z.string().trim().min(1).max(80);
const NewAccount = z.strictObject({ userName: Name, name: Name, password: z.string().max(200), grant: GrantBody });
const AccountPatch = z.strictObject({ name: Name, grant: GrantBody, disabled: z.boolean(), password: z.string().max(200) }).partial();
const NewToken = z.strictObject({ name: Name, grant: GrantBody.optional(), expiresAt: z.iso.datetime({ offset: true }).nullable().default(null) });
const Roles = z.object({
  permissions: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string() })),
  roles: z.array(z.object({ id: z.string(), zh: z.string(), en: z.string(), reach: z.string(), may: z.array(z.string()) })),
});
const pathId = (type: 'integer' | 'string') => z.object({ id: z.string().openapi({ type, param: { name: 'id', in: 'path' } }) });
const optional = (name: string, description: string, type: 'string' | 'integer' = 'string') => z.string().max(200).optional().openapi({ type, param: { name, in: 'query', description } });
const AuditAsked = z.strictObject({ before: optional('before', 'Older than this sequence number', 'integer'), actor: optional('actor', 'Name or id of who did it'), subject: optional('subject', 'Record it was done to'), limit: optional('limit', 'At most so many, 1 to 1000', 'integer') });
const wholeNumber = (text: string | undefined, name: string, low: number, high: number, usual: number): number => {
  const value = text === undefined ? usual : /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw new AppError('invalid-parameter', `${name}: seen ${JSON.stringify((text ?? '').slice(0, 40))}, expected a whole number from ${low} to ${high}`);
  return value;
};

/** Gives a grant that says all it must. Throws AppError `invalid-body`. */
function readGrant(given: unknown): Grant {
  const parsed = Grant.safeParse(given);
  if (!parsed.success) throw new AppError('invalid-body', parsed.error.issues.map((issue) => `grant.${issue.path.join('.')}: ${issue.message}`).join('; '));
  return parsed.data;
}

/** Routes /roles, /users, /tokens and /audit. */
export function administrationRoutes(deps: AppDependencies) {
  const tags = ['Access'];
  const common = { tags, middleware: [offers(json)] };
  return createRouter()
    .openapi(
      createRoute({ ...common, method: 'get', path: '/roles', operationId: 'getRoles', summary: 'The table of roles and what each may do', request: { query: noParameters }, responses: { 200: answerOf(Roles, 'Roles and permissions'), ...refusals } }),
      (context) => context.json({ permissions: [...permissions], roles: roles.map((role) => ({ ...role, may: [...role.may] })) }, 200, noStore),
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/users', operationId: 'getUsers', summary: 'All accounts', request: { query: noParameters }, responses: { 200: answerOf(z.object({ users: z.array(Account) }), 'Accounts by name'), ...refusals } }),
      async (context) => {
        checkPermission(context, 'users');
        return context.json({ users: await listAccounts(databaseOf(deps).sql) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'post', path: '/users', operationId: 'makeUser', summary: 'Make an account', request: { query: noParameters, body: bodyOf(NewAccount) }, responses: { 201: answerOf(z.object({ id: z.string() }), 'The account'), 409: { ...refusals[400], description: 'The name is taken' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const by = checkPermission(context, 'users');
        const { grant, ...account } = context.req.valid('json');
        const id = await createAccount(databaseOf(deps), deps.access.signIn(), by, addressOfClient(context), { ...account, grant: readGrant(grant) });
        return context.json({ id }, 201, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'patch', path: '/users/{id}', operationId: 'changeUser', summary: 'Change name, rights or password of an account, or close it', request: { query: noParameters, params: pathId('string'), body: bodyOf(AccountPatch) }, responses: { 204: { description: 'Changed' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const by = checkPermission(context, 'users');
        const { grant, ...change } = context.req.valid('json');
        await changeAccount(databaseOf(deps), by, addressOfClient(context), context.req.valid('param').id, { ...change, ...(grant === undefined ? {} : { grant: readGrant(grant) }) });
        deps.access.forget();
        return context.body(null, 204) as never;
      },
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/tokens', operationId: 'getTokens', summary: 'Tokens: all of them for a security administrator, else your own', request: { query: noParameters }, responses: { 200: answerOf(z.object({ tokens: z.array(Token) }), 'Tokens, the newest first'), ...refusals } }),
      async (context) => {
        const actor = actorOf(context);
        if (actor.kind === 'guest') throw new AppError('sign-in-required', 'seen a guest, expected somebody who is signed in');
        const sees = actor.kind === 'command-line' || mayRole(actor.grant.role, 'users');
        return context.json({ tokens: await listTokens(databaseOf(deps).sql, sees ? null : actor.id) }, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        ...common,
        method: 'post',
        path: '/tokens',
        operationId: 'makeToken',
        summary: 'Make a token for a script, QGIS or a wall; its text is shown once',
        description: 'Without a grant it carries your own rights and ends after a year at most. A security administrator may give any grant, the office that of a wall.',
        request: { query: noParameters, body: bodyOf(NewToken) },
        responses: { 201: answerOf(z.object({ id: z.int(), token: z.string() }), 'The token'), ...refusals },
      }),
      async (context) => {
        checkWrite(deps, context);
        const actor = actorOf(context);
        if (actor.kind === 'guest' || actor.kind === 'token') throw new AppError('sign-in-required', `seen a ${actor.kind}, expected somebody who is signed in`);
        const { name, grant, expiresAt } = context.req.valid('json');
        const mayAny = actor.kind === 'command-line' || mayRole(actor.grant.role, 'users');
        if (grant !== undefined && !mayAny && !(grant.role === 'wall' && mayRole(actor.grant.role, 'wall'))) throw new AppError('not-permitted', `grant: seen the role ${grant.role}, expected none: a token carries your own rights`);
        const given = grant === undefined ? actor.grant : readGrant(grant);
        const year = new Date(deps.now() + 365 * 86_400_000).toISOString();
        const ends = given.role === 'wall' ? expiresAt : (expiresAt ?? year);
        const made = await createToken(databaseOf(deps), actor, addressOfClient(context), { name, grant: given, userId: grant === undefined && actor.kind === 'user' ? actor.id : null, expiresAt: ends });
        return context.json(made, 201, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'delete', path: '/tokens/{id}', operationId: 'revokeToken', summary: 'End a token for good', request: { query: noParameters, params: pathId('integer') }, responses: { 204: { description: 'It holds no more' }, ...refusals } }),
      async (context) => {
        checkWrite(deps, context);
        const actor = actorOf(context);
        if (actor.kind === 'guest' || actor.kind === 'token') throw new AppError('sign-in-required', `seen a ${actor.kind}, expected somebody who is signed in`);
        const mayAny = actor.kind === 'command-line' || mayRole(actor.grant.role, 'users');
        await revokeToken(databaseOf(deps), actor, addressOfClient(context), wholeNumber(context.req.valid('param').id, 'id', 1, 2 ** 31 - 1, 0), mayAny ? null : actor.id);
        deps.access.forget();
        return context.body(null, 204) as never;
      },
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/audit', operationId: 'getAudit', summary: 'Who did what to which record from where, the newest first', request: { query: AuditAsked }, responses: { 200: answerOf(z.object({ entries: z.array(z.object(AuditEntry.shape)) }), 'Entries'), ...refusals } }),
      async (context) => {
        const actor = checkPermission(context, 'audit');
        const { before, actor: who, subject, limit } = context.req.valid('query');
        const database = databaseOf(deps);
        const entries = await readAudit(database.sql, { before: before === undefined ? undefined : wholeNumber(before, 'before', 1, Number.MAX_SAFE_INTEGER, 1), actor: who, subject, limit: wholeNumber(limit, 'limit', 1, 1000, 200) });
        // Reading the audit is a deed too; walking on through its pages is one deed.
        if (before === undefined) await recordAlone(database, actorFor(actor), { action: 'audit-read', subject: 'audit', address: addressOfClient(context), detail: { actor: who ?? null, subject: subject ?? null } });
        return context.json({ entries }, 200, noStore);
      },
    )
    .openapi(
      createRoute({ ...common, method: 'get', path: '/audit/verify', operationId: 'verifyAudit', summary: 'Walk the chain of the audit: was a row changed, removed or cut off?', request: { query: z.strictObject({ anchor: optional('anchor', 'A hash seen outside, on a bulletin for instance: it must still be in the chain') }) }, responses: { 200: answerOf(z.object(AuditVerdict.shape), 'The verdict'), ...refusals } }),
      async (context) => {
        checkPermission(context, 'audit');
        const { anchor } = context.req.valid('query');
        if (anchor !== undefined && !/^[0-9a-f]{64}$/.test(anchor)) throw new AppError('invalid-parameter', 'anchor: expected 64 hexadecimal digits');
        return context.json(await verifyAudit(databaseOf(deps).sql, anchor ?? null), 200, noStore);
      },
    );
}
