// How do a hazard's state and its events come from the database and go back together?
import type { TransactionSql } from 'postgres';
import type { Actor } from '../../data/contract/access.ts';
import { advance, type HazardLife, type LifeEvent } from '../../data/contract/closing-life.ts';
import { moveOf } from '../../data/contract/closing.ts';
import { instantOf } from '../../data/contract/closing-plan.ts';
import lockText from './lock-hazard.sql?raw';
import writeText from './write-life.sql?raw';
import type { WriteBatch } from './write.ts';

/** A hazard under way: its state, and what the procedure needs beside it. */
export interface LockedHazard {
  readonly id: number;
  readonly code: string;
  readonly siteId: number | null;
  readonly areaCode: string | null;
  readonly life: HazardLife;
  /** The event that takes down how it stood when it was first moved here; null when that has been done. */
  readonly record: LifeEvent | null;
}

/** Who stands behind an event, as it is stored. */
export interface EventActor {
  readonly role: string;
  readonly name: string | null;
}

/** Gives who stands behind an event of an actor: people by their own names, not by those they sign in with. */
export async function eventActorOf(tx: TransactionSql, { userId, name, grant }: Actor): Promise<EventActor> {
  const [user] = userId === undefined ? [] : await tx.unsafe<{ name: string }[]>('select name from users where id = $1', [userId]);
  return { role: grant.role, name: user?.name ?? name };
}

type Row = Omit<HazardLife, 'flags' | 'sequence'> & { id: number; code: string; life: string | null; siteId: number | null; areaCode: string | null; synthetic: boolean; flags: string | null; last: number };

/** Reads a hazard and keeps others from moving it until the transaction ends; null when there is none. `now` in milliseconds. */
export async function lockHazard(tx: TransactionSql, id: number, now: number): Promise<LockedHazard | null> {
  const [row] = await tx.unsafe<Row[]>(lockText, [id]);
  if (row === undefined) return null;
  const { id: _id, code, life: stored, siteId, areaCode, synthetic: _synthetic, flags, last, ...state } = row;
  if (stored !== null) return { id, code, siteId, areaCode, life: JSON.parse(stored) as HazardLife, record: null };
  // How an import left it is taken down once, so that its later life replays from its events alone.
  const record: LifeEvent = { sequence: last + 1, kind: 'record', at: instantOf(now), by: 'import:', fromStatusCode: state.statusCode, toStatusCode: state.statusCode, data: { ...state, flags: flags === null ? [] : flags.split(' '), finder: 'import:', rectifier: state.rectifiedAt === null ? null : 'import:' } };
  return { id, code, siteId, areaCode, life: advance(null, record), record };
}

/** Gives the state of a hazard that was never moved here, from its item and the columns beside it. Only for showing what may be done: moving takes it from the locked row. */
export function bareLife(item: Readonly<Record<string, unknown>>, row: { readonly flags: string | null; readonly sequence: number }): HazardLife {
  const { flags, sequence, ...columns } = row;
  const data = { ...item, ...columns, flags: flags === null ? [] : flags.split(' '), finder: 'import:', rectifier: typeof item['rectifiedAt'] === 'string' ? 'import:' : null };
  return advance(null, { sequence, kind: 'record', at: '', by: 'import:', fromStatusCode: null, toStatusCode: String(item['statusCode']), data });
}

/** Kinds of events as older readers know them: what a step did to the status, the deadline or the flags. */
function kindOf(event: LifeEvent): 'reported' | 'moved' | 'noted' | 'extended' | 'flagged' {
  if (event.kind === 'report') return 'reported';
  if (event.fromStatusCode !== event.toStatusCode) return 'moved';
  if (event.kind === 'grant-extension') return 'extended';
  const move = moveOf(event.kind);
  return move?.sets !== undefined || move?.clears !== undefined ? 'flagged' : 'noted';
}

/** What an event says in one line, for lists of steps. */
function noteOf({ kind, data }: LifeEvent): string | null {
  if (kind === 'record') return null;
  const said = ['reason', 'opinion', 'rectification', 'note', 'remainder', 'chaseAnswer'].map((name) => data[name]).find((value) => typeof value === 'string');
  const text = [moveOf(kind)?.zh, said].filter((part) => part !== undefined).join('：');
  return text === '' ? null : text;
}

/** Appends events and draws the columns of the hazard from its state, in one go. `requestKey` goes with the last event. */
export async function writeLife(batch: WriteBatch, id: number, life: HazardLife, events: readonly (LifeEvent & { readonly actor: EventActor })[], requestKey: string | null): Promise<void> {
  for (const [place, event] of events.entries()) {
    await batch.tx.unsafe(
      `insert into hazard_events (hazard_id, sequence, kind, move, at, recorded_at, actor_role, actor, actor_name, from_status_code, to_status_code, note, data, request_key)
       values ($1::int, $2::int, $3, $4, $5::timestamptz, $5::timestamptz, $6, $7, $8, $9, $10, $11, $12::text::jsonb, $13)`,
      [id, event.sequence, kindOf(event), event.kind, event.at, event.actor.role, event.by, event.actor.name, event.fromStatusCode, event.toStatusCode, noteOf(event), JSON.stringify(event.data), place === events.length - 1 ? requestKey : null],
    );
  }
  await batch.tx.unsafe(writeText, [id, JSON.stringify(life)]);
  batch.note('hazards', [id]);
}
