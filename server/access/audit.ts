// Who did what to which record from where? Rows in a chain: each holds the hash of the one before, so that none can be changed or taken out unseen.
import { createHash } from 'node:crypto';
import type { TransactionSql } from 'postgres';
import type { Actor } from '../../data/contract/access.ts';
import type { AuditEntry, AuditFault, AuditVerdict } from '../../data/contract/audit.ts';
import type { Database, Queryable } from '../db/database.ts';

/** What somebody did. `subject` names the record (`hazards/12`), `address` where the request came from. */
export interface Deed {
  readonly action: string;
  readonly subject: string;
  readonly address: string;
  /** Further facts; never a password, a token or personal data. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Any number: all writers of the audit ask for the same one, so that the chain never forks. */
const advisoryLock = 4_550_002;
/** Hash before the first row. */
export const auditOrigin = '0'.repeat(64);
/** Rows walked at once by a verification. */
const pageRows = 5000;

const columns = `sequence::float8 as sequence, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName",
  role, action, subject, address, detail::text as detail, previous_hash as "previousHash", hash`;

/** An entry with the hash before it; `detail` is the very text that was hashed, so that the chain can be walked anywhere. */
export type AuditRow = Omit<AuditEntry, 'detail'> & { readonly detail: string; readonly previousHash: string };

/** Gives the hash of a row. Every column counts; JSON of a list leaves no doubt where one ends. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { sequence, at, actorKind, actorId, actorName, role, action, subject, address, detail, previousHash } = row;
  return createHash('sha256').update(JSON.stringify([sequence, at, actorKind, actorId, actorName, role, action, subject, address, detail, previousHash])).digest('hex');
}

/** Adds a row inside the transaction of the deed itself, so that there is never the one without the other. Call it last: writers stand in line from here to the commit. */
export async function recordDeed(tx: TransactionSql, actor: Pick<Actor, 'kind' | 'id' | 'name'> & { readonly role: string }, deed: Deed): Promise<void> {
  await tx.unsafe('select pg_advisory_xact_lock($1::bigint)', [advisoryLock]);
  const [last] = await tx.unsafe<{ sequence: number; hash: string }[]>('select sequence::float8 as sequence, hash from audit order by sequence desc limit 1');
  // jsonb writes its text in its own way: what is hashed is what will be read.
  const [now] = await tx.unsafe<{ at: string; detail: string }[]>(
    `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, ($1::text)::jsonb::text as detail`,
    [JSON.stringify(deed.detail ?? {})],
  );
  const row = {
    sequence: (last?.sequence ?? 0) + 1,
    at: now?.at ?? '',
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    role: actor.role,
    action: deed.action,
    subject: deed.subject,
    address: deed.address,
    detail: now?.detail ?? '{}',
    previousHash: last?.hash ?? auditOrigin,
  };
  await tx.unsafe(
    `insert into audit (sequence, at, actor_kind, actor_id, actor_name, role, action, subject, address, detail, previous_hash, hash)
     values ($1::text::bigint, $2::timestamptz, $3, $4, $5, $6, $7, $8, $9, ($10::text)::jsonb, $11, $12)`,
    [String(row.sequence), row.at, row.actorKind, row.actorId, row.actorName, row.role, row.action, row.subject, row.address, row.detail, row.previousHash, hashOf(row)],
  );
}

/** Adds a row in a transaction of its own, for deeds that write nothing else. */
export function recordAlone(database: Pick<Database, 'transaction'>, actor: Pick<Actor, 'kind' | 'id' | 'name'> & { readonly role: string }, deed: Deed): Promise<void> {
  return database.transaction((tx) => recordDeed(tx, actor, deed));
}

/** What to look for in the audit; everything given must hold. */
export interface AuditQuery {
  readonly before?: number | undefined;
  readonly actor?: string | undefined;
  readonly subject?: string | undefined;
  readonly limit: number;
}

/** Gives entries, newest first, at most `limit`, older than sequence `before`. */
export async function readAudit(sql: Queryable, { before, actor, subject, limit }: AuditQuery): Promise<AuditEntry[]> {
  const rows = await sql.unsafe<AuditRow[]>(
    `select ${columns} from audit
     where ($1::text is null or sequence < $1::text::bigint) and ($2::text is null or actor_name = $2::text or actor_id = $2::text) and ($3::text is null or subject = $3::text)
     order by sequence desc limit $4::int`,
    [before === undefined ? null : String(before), actor ?? null, subject ?? null, limit],
  );
  return rows.map(({ previousHash: _previous, ...row }) => ({ ...row, detail: JSON.parse(row.detail) as Record<string, unknown> }));
}

/** Gives all entries there are at the start of the walk, the oldest first, in pages; what is written meanwhile is left for the next walk. */
export async function* walkAudit(sql: Queryable): AsyncGenerator<AuditRow[], undefined> {
  const [end] = await sql.unsafe<{ sequence: number }[]>('select coalesce(max(sequence), 0)::float8 as sequence from audit');
  for (let last = 0; ; ) {
    const rows = await sql.unsafe<AuditRow[]>(`select ${columns} from audit where sequence > $1::text::bigint and sequence <= $2::text::bigint order by sequence limit ${pageRows}`, [String(last), String(end?.sequence ?? 0)]);
    const newest = rows.at(-1);
    if (newest === undefined) return;
    last = newest.sequence;
    yield [...rows];
  }
}

/**
 * Walks the whole chain. Finds a changed row (its hash does not fit), a removed one (a gap, or a hash before that is another), and, when `anchor` is given, that the
 * end was cut off: an anchor is a hash seen outside, on a bulletin for instance, and must still be in the chain.
 */
export async function verifyAudit(sql: Queryable, anchor: string | null = null): Promise<AuditVerdict> {
  const faults: AuditFault[] = [];
  let last = { sequence: 0, hash: auditOrigin };
  let isAnchored = anchor === null || anchor === auditOrigin;
  for (;;) {
    const rows = await sql.unsafe<AuditRow[]>(`select ${columns} from audit where sequence > $1::text::bigint order by sequence limit ${pageRows}`, [String(last.sequence)]);
    for (const row of rows) {
      if (row.sequence !== last.sequence + 1) faults.push({ kind: 'removed', sequence: last.sequence + 1, count: row.sequence - last.sequence - 1 });
      else if (row.previousHash !== last.hash) faults.push({ kind: 'changed', sequence: last.sequence, count: 1 });
      if (hashOf(row) !== row.hash) faults.push({ kind: 'changed', sequence: row.sequence, count: 1 });
      if (row.hash === anchor) isAnchored = true;
      last = { sequence: row.sequence, hash: row.hash };
    }
    if (rows.length < pageRows) break;
  }
  if (!isAnchored) faults.push({ kind: 'truncated', sequence: last.sequence + 1, count: 0 });
  return { entries: last.sequence, newestHash: last.hash, intact: faults.length === 0, faults: faults.slice(0, 100) };
}
