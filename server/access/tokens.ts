// Which tokens open the API to scripts, QGIS and walls? Random words shown once; only their digests are kept.
import { createHash, randomBytes } from 'node:crypto';
import type { Actor, Grant, RoleId } from '../../data/contract/access.ts';
import type { TokenSummary } from '../../data/contract/accounts.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { actorFor, grantOf } from './accounts.ts';
import { recordDeed } from './audit.ts';

/** Tells a token from a password, for people and for secret scanners. */
const prefix = 'anlan_';
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Gives whether a text has the form of a token. */
export function isToken(text: string): boolean {
  return /^anlan_[\w-]{43}$/.test(text);
}

/** Makes a token; the text is given back once and never again. `expiresAt` null = never, which is for walls alone. */
export async function createToken(database: Pick<Database, 'transaction'>, by: Actor, address: string, token: { name: string; grant: Grant; userId: string | null; expiresAt: string | null }): Promise<{ id: number; token: string }> {
  const { name, grant, userId, expiresAt } = token;
  if (expiresAt === null && grant.role !== 'wall') throw new AppError('invalid-body', 'expiresAt: seen none, expected an instant: only tokens of walls never end');
  const text = prefix + randomBytes(32).toString('base64url');
  return database.transaction(async (tx) => {
    const [row] = await tx.unsafe<{ id: number }[]>(
      `insert into access_tokens (name, sha256, user_id, role, area_codes, sector_codes, site_ids, expires_at) values ($1, $2, $3, $4, $5::text[], $6::text[], $7::int[], $8::timestamptz) returning id`,
      [name, digest(text), userId, grant.role, grant.areaCodes as never, grant.sectorCodes as never, grant.siteIds as never, expiresAt],
    );
    if (row === undefined) throw new Error('the token was not written');
    await recordDeed(tx, actorFor(by), { action: 'token-made', subject: `tokens/${row.id}`, address, detail: { name, grant, expiresAt } });
    return { id: row.id, token: text };
  });
}

/** Gives id, name and grant of a token that holds; null for one that is unknown, revoked, over, or whose owner is disabled. A user's token may what its user may now. Notes the day it was used. */
export async function readToken(sql: Queryable, text: string): Promise<{ id: number; name: string; grant: Grant; userId: string | null } | null> {
  if (!isToken(text)) return null;
  const [row] = await sql.unsafe<{ id: number; name: string; role: string; areaCodes: string[] | null; sectorCodes: string[] | null; siteIds: number[] | null; userId: string | null; usedToday: boolean }[]>(
    `select id, name, given.role, given.area_codes as "areaCodes", given.sector_codes as "sectorCodes", given.site_ids as "siteIds", access_tokens.user_id as "userId",
       coalesce(last_used_on = current_date, false) as "usedToday"
     from access_tokens
     left join grants on grants.user_id = access_tokens.user_id
     cross join lateral (
       select access_tokens.role, access_tokens.area_codes, access_tokens.sector_codes, access_tokens.site_ids where access_tokens.user_id is null
       union all select grants.role, grants.area_codes, grants.sector_codes, grants.site_ids where grants.user_id is not null
     ) as given
     where sha256 = $1 and revoked_at is null and (expires_at is null or expires_at > now()) and not coalesce(disabled, false)`,
    [digest(text)],
  );
  if (row === undefined) return null;
  if (!row.usedToday) await sql.unsafe('update access_tokens set last_used_on = current_date where id = $1', [row.id]);
  return { id: row.id, name: row.name, grant: grantOf(row), userId: row.userId };
}

/** Gives tokens, the newest first: all, or those of one user. */
export async function listTokens(sql: Queryable, userId: string | null): Promise<TokenSummary[]> {
  const instant = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')`;
  const rows = await sql.unsafe<(Omit<TokenSummary, 'grant'> & { role: string; areaCodes: string[] | null; sectorCodes: string[] | null; siteIds: number[] | null })[]>(
    `select id, name, user_id as "userId", role, area_codes as "areaCodes", sector_codes as "sectorCodes", site_ids as "siteIds", ${instant('created_at')} as "createdAt", ${instant('expires_at')} as "expiresAt",
       last_used_on as "lastUsedOn", revoked_at is not null as revoked
     from access_tokens where $1::text is null or user_id = $1 order by id desc limit 1000`,
    [userId],
  );
  return rows.map(({ role, areaCodes, sectorCodes, siteIds, ...row }) => ({ ...row, grant: { role: role as RoleId, areaCodes, sectorCodes, siteIds } }));
}

/** Ends a token for good; `userId` not null = only one of that user. Throws AppError `not-found`. */
export async function revokeToken(database: Pick<Database, 'transaction'>, by: Actor, address: string, id: number, userId: string | null): Promise<void> {
  await database.transaction(async (tx) => {
    const [row] = await tx.unsafe<{ name: string }[]>('update access_tokens set revoked_at = now() where id = $1 and revoked_at is null and ($2::text is null or user_id = $2) returning name', [id, userId]);
    if (row === undefined) throw new AppError('not-found', 'token: expected the id of a token that holds');
    await recordDeed(tx, actorFor(by), { action: 'token-revoked', subject: `tokens/${id}`, address, detail: { name: row.name } });
  });
}
