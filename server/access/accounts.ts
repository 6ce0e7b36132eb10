// Which accounts are there, and what is each given? Made, changed and locked here; every change stands in the audit with its deed.
import type { TransactionSql } from 'postgres';
import { type Actor, Grant, passwordFault, roleOf, type RoleId } from '../../data/contract/access.ts';
import type { AccountSummary } from '../../data/contract/accounts.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { recordDeed } from './audit.ts';
import { hashPassword } from './passwords.ts';
import { mailboxOf, type SignIn } from './sign-in.ts';

/** Wrong passwords in a row until an account is locked, and for how long. */
export const lockAfter = 5;
const lockMinutes = 15;

/** A row of grants as the database gives it. */
interface GrantRow {
  readonly role: string;
  readonly areaCodes: string[] | null;
  readonly sectorCodes: string[] | null;
  readonly siteIds: number[] | null;
}
const grantColumns = 'role, area_codes as "areaCodes", sector_codes as "sectorCodes", site_ids as "siteIds"';

/** Gives a stored grant. Throws AppError `not-permitted` for one this program does not know: closed is the safe side. */
export function grantOf({ role, areaCodes, sectorCodes, siteIds }: GrantRow): Grant {
  const parsed = Grant.safeParse({ role, areaCodes, sectorCodes, siteIds });
  if (!parsed.success) throw new AppError('not-permitted', `grant: seen the role ${JSON.stringify(role.slice(0, 40))} with limits that do not fit, expected one that a security administrator gave`);
  return parsed.data;
}

/** Gives the grant and name of a user; null for an unknown or disabled one. */
export async function readGrant(sql: Queryable, userId: string): Promise<{ name: string; grant: Grant } | null> {
  const [row] = await sql.unsafe<(GrantRow & { name: string })[]>(`select coalesce("displayUsername", username, name) as name, ${grantColumns} from grants join users on id = user_id where user_id = $1 and not disabled`, [userId]);
  return row === undefined ? null : { name: row.name, grant: grantOf(row) };
}

/** Gives all accounts by name. */
export async function listAccounts(sql: Queryable): Promise<AccountSummary[]> {
  const rows = await sql.unsafe<(GrantRow & Omit<AccountSummary, 'grant'>)[]>(
    `select id, username as "userName", name, ${grantColumns}, disabled, coalesce(locked_until > now(), false) as locked, coalesce("twoFactorEnabled", false) as "twoFactor",
       to_char("createdAt" at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as "createdAt",
       (select to_char(max(sessions."updatedAt") at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') from sessions where sessions."userId" = users.id) as "seenAt"
     from users join grants on user_id = id order by username collate "C"`,
  );
  return rows.map(({ role, areaCodes, sectorCodes, siteIds, ...row }) => ({ ...row, grant: { role: role as RoleId, areaCodes, sectorCodes, siteIds } }));
}

/** True when at least one account exists. */
export async function hasAccounts(sql: Queryable): Promise<boolean> {
  const [row] = await sql.unsafe<{ any: boolean }[]>('select exists (select from users) as any');
  return row?.any ?? false;
}

export interface NewAccount {
  readonly userName: string;
  readonly name: string;
  readonly password: string;
  readonly grant: Grant;
}

function checkPassword(password: string, userName: string): void {
  const fault = passwordFault(password, userName);
  // The password itself is never repeated.
  if (fault !== null) throw new AppError('invalid-body', `password: ${fault.en} / ${fault.zh}`);
}

/** Makes an account. Throws AppError `invalid-body` for a weak password or a name that may not be, `conflict` for one that is taken. */
export async function createAccount(database: Database, signIn: SignIn, by: Actor, address: string, { userName, name, password, grant }: NewAccount): Promise<string> {
  checkPassword(password, userName);
  if (!/^[\p{L}\p{N}._-]{2,40}$/u.test(userName)) throw new AppError('invalid-body', 'userName: expected 2 to 40 letters, digits, dots, - or _');
  const [taken] = await database.sql.unsafe('select id from users where username = $1', [userName.toLowerCase()]);
  if (taken !== undefined) throw new AppError('conflict', `userName: seen ${JSON.stringify(userName)}, expected a name that nobody has`);
  // Through the library, so that what it stores is what it will read.
  const made = await signIn.api.signUpEmail({ body: { email: mailboxOf(userName), name, password, username: userName } });
  await database.transaction(async (tx) => {
    await writeGrant(tx, made.user.id, grant);
    await recordDeed(tx, actorFor(by), { action: 'account-made', subject: `users/${userName}`, address, detail: { grant } });
  });
  return made.user.id;
}

export interface AccountChange {
  readonly name?: string | undefined;
  readonly grant?: Grant | undefined;
  readonly disabled?: boolean | undefined;
  readonly password?: string | undefined;
}

/** Changes an account; its sessions end when its rights or its password change. Throws AppError `not-found`, `invalid-body`, or `not-permitted` for one's own rights. */
export async function changeAccount(database: Database, by: Actor, address: string, userId: string, { name, grant, disabled, password }: AccountChange): Promise<void> {
  if (by.id === userId && (grant !== undefined || disabled !== undefined)) throw new AppError('not-permitted', 'seen a change of your own rights, expected somebody else to decide on them');
  await database.transaction(async (tx) => {
    const [user] = await tx.unsafe<{ username: string }[]>('select username from users where id = $1 for update', [userId]);
    if (user === undefined) throw new AppError('not-found', 'user: expected the id of an account');
    if (name !== undefined) await tx.unsafe('update users set name = $2, "updatedAt" = now() where id = $1', [userId, name]);
    if (grant !== undefined) await writeGrant(tx, userId, grant);
    if (disabled !== undefined) await tx.unsafe('update grants set disabled = $2 where user_id = $1', [userId, disabled]);
    if (password !== undefined) {
      checkPassword(password, user.username);
      await tx.unsafe(`update credentials set password = $2, "updatedAt" = now() where "userId" = $1 and "providerId" = 'credential'`, [userId, await hashPassword(password)]);
      await tx.unsafe('update grants set failures = 0, locked_until = null where user_id = $1', [userId]);
    }
    if (grant !== undefined || disabled === true || password !== undefined) await tx.unsafe('delete from sessions where "userId" = $1', [userId]);
    const detail = { ...(name === undefined ? {} : { name }), ...(grant === undefined ? {} : { grant }), ...(disabled === undefined ? {} : { disabled }), ...(password === undefined ? {} : { password: 'changed' }) };
    await recordDeed(tx, actorFor(by), { action: 'account-changed', subject: `users/${user.username}`, address, detail });
  });
}

async function writeGrant(tx: TransactionSql, userId: string, { role, areaCodes, sectorCodes, siteIds }: Grant): Promise<void> {
  roleOf(role);
  await tx.unsafe(
    `insert into grants (user_id, role, area_codes, sector_codes, site_ids) values ($1, $2, $3::text[], $4::text[], $5::int[])
     on conflict (user_id) do update set role = excluded.role, area_codes = excluded.area_codes, sector_codes = excluded.sector_codes, site_ids = excluded.site_ids`,
    [userId, role, areaCodes as never, sectorCodes as never, siteIds as never],
  );
}

/** Throws AppError `too-many-requests` while an account is locked. An unknown name answers as one that is not. */
export async function checkLock(sql: Queryable, userName: string): Promise<void> {
  const [row] = await sql.unsafe<{ minutes: number }[]>(
    'select ceil(extract(epoch from locked_until - now()) / 60)::int as minutes from grants join users on id = user_id where username = $1 and locked_until > now()',
    [userName.toLowerCase()],
  );
  if (row !== undefined) throw new AppError('too-many-requests', `account: seen ${lockAfter} wrong passwords in a row, expected a wait of ${row.minutes} more minutes / 连续输错密码，请 ${row.minutes} 分钟后再试`);
}

/** Counts a sign-in: a good one clears the count, the fifth bad one in a row locks the account. Both stand in the audit. */
export async function countSignIn(database: Pick<Database, 'transaction'>, userName: string, isGood: boolean, address: string): Promise<void> {
  await database.transaction(async (tx) => {
    const [user] = await tx.unsafe<{ id: string; role: string; failures: number }[]>('select id, role, failures from grants join users on id = user_id where username = $1 for update', [userName.toLowerCase()]);
    const locks = !isGood && user !== undefined && user.failures + 1 >= lockAfter;
    if (user !== undefined && isGood) await tx.unsafe('update grants set failures = 0, locked_until = null where user_id = $1', [user.id]);
    else if (user !== undefined && locks) await tx.unsafe(`update grants set failures = 0, locked_until = now() + interval '${lockMinutes} minutes' where user_id = $1`, [user.id]);
    else if (user !== undefined) await tx.unsafe('update grants set failures = failures + 1 where user_id = $1', [user.id]);
    // A name that nobody has may be a password typed into the wrong field: it is not kept.
    const known = user === undefined ? { id: '', name: 'unknown', role: '' } : { id: user.id, name: userName.toLowerCase(), role: user.role };
    await recordDeed(tx, { kind: 'user', ...known }, { action: isGood ? 'signed-in' : locks ? 'locked' : 'sign-in-refused', subject: 'session', address });
  });
}

/** Gives an actor as the audit names it. */
export function actorFor(actor: Actor): { kind: Actor['kind']; id: string; name: string; role: string } {
  return { kind: actor.kind, id: actor.id, name: actor.name, role: actor.grant.role };
}

