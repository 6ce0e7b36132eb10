// How does an officer's open work become another's in one act? Each hazard by the `hand-over` move of the table, all in one transaction, what cannot go staying behind.
import type { Actor } from '../../data/contract/access.ts';
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import { type HandedHazard, type HandoverWish, mostHandedOver } from '../../data/contract/inbox.ts';
import { AppError } from '../errors.ts';
import { eventActorOf } from './hazard-life.ts';
import { moveHazard, type MoveOutcome } from './move-hazard.ts';
import type { WriteBatch } from './write.ts';

export interface HandoverOutcome {
  readonly id: number | null;
  readonly moved: number;
  /** Open hazards of the officer beyond those of this act. */
  readonly left: number;
  readonly hazards: HandedHazard[];
}

/** Takes one hazard's step back without giving up the others. */
class Staying extends Error {}

/**
 * Hands over inside the caller's transaction. A receiver whose reach does not hold a hazard leaves it where it is, and the answer says so. `told` is called for each that went.
 * Throws AppError `invalid-body` for an unknown officer or one to themselves.
 */
export async function handOver(batch: WriteBatch, actor: Actor, wish: HandoverWish, now: number, told: (batch: WriteBatch, outcome: MoveOutcome) => Promise<void>): Promise<HandoverOutcome> {
  const { tx } = batch;
  if (wish.fromUser === wish.toUser) throw new AppError('invalid-body', 'toUser: seen the same person, expected another / 接收人不能是本人');
  const [known] = await tx.unsafe<{ id: number; moved: number }[]>('select id, hazards as moved from handovers where request_key = $1', [wish.requestKey]);
  if (known !== undefined) return { ...known, left: 0, hazards: [] };
  const names = new Map((await tx.unsafe<{ id: string; name: string; disabled: boolean }[]>('select users.id, name, coalesce(disabled, false) as disabled from users left join grants on user_id = users.id where users.id in ($1, $2)', [wish.fromUser, wish.toUser])).map((user) => [user.id, user]));
  const [from, to] = [names.get(wish.fromUser), names.get(wish.toUser)];
  if (from === undefined) throw new AppError('invalid-body', 'fromUser: expected the id of an account');
  if (to === undefined || to.disabled) throw new AppError('invalid-body', 'toUser: expected the id of an account in use / 接收人须是在用账号');
  const rows = await tx.unsafe<Omit<HandedHazard, 'missing'>[]>(
    `select id, code, title, level_code as "levelCode", status_code as "statusCode", area_code as "areaCode", sector_code as "sectorCode", due_on::text as "dueOn" from hazards
     where handler_id = $1 and status_code = any (string_to_array($2::text, ',')) order by due_on nulls last, id limit $3::int`,
    [wish.fromUser, openStatusCodes.join(','), mostHandedOver + 1],
  );
  const [total] = await tx.unsafe<{ count: number }[]>(`select count(*)::int as count from hazards where handler_id = $1 and status_code = any (string_to_array($2::text, ','))`, [wish.fromUser, openStatusCodes.join(',')]);
  const hazards: HandedHazard[] = [];
  for (const row of rows.slice(0, mostHandedOver)) {
    let missing: HandedHazard['missing'] = [];
    try {
      await tx.savepoint(async (inner) => {
        const own: WriteBatch = { ...batch, tx: inner };
        const outcome = await moveHazard(own, actor, row.id, { move: 'hand-over', values: { handler: wish.toUser, note: wish.reason }, expectedSequence: null, requestKey: null }, now);
        missing = outcome.missing.map(({ id, zh, en }) => ({ id, zh, en }));
        if (missing.length > 0) throw new Staying();
        if (!wish.preview) await told(own, outcome);
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalid-body') missing = [{ id: 'reach', zh: '接收人的范围不含该隐患', en: 'outside the reach of the receiver' }];
      else if (!(error instanceof Staying)) throw error;
    }
    hazards.push({ ...row, missing });
  }
  const gone = hazards.filter(({ missing }) => missing.length === 0);
  const left = (total?.count ?? 0) - gone.length;
  if (wish.preview || gone.length === 0) return { id: null, moved: gone.length, left, hazards };
  const [made] = await tx.unsafe<{ id: number }[]>(
    `insert into handovers (from_user, from_name, to_user, to_name, reason, by_name, recorded_at, hazards, hazard_ids, request_key)
     values ($1, $2, $3, $4, $5, $6, $7::timestamptz, $8::int, string_to_array($9::text, ',')::int[], $10) returning id`,
    [wish.fromUser, from.name, wish.toUser, to.name, wish.reason, (await eventActorOf(tx, actor)).name, new Date(now).toISOString(), gone.length, gone.map(({ id }) => id).join(','), wish.requestKey],
  );
  return { id: made?.id ?? null, moved: gone.length, left, hazards };
}

/** Takes down that the receiver has seen it. Throws AppError `not-found` for one that is not theirs. */
export async function seeHandover({ tx }: Pick<WriteBatch, 'tx'>, userId: string, id: number, now: number): Promise<void> {
  const rows = await tx.unsafe<{ id: number }[]>('update handovers set seen_at = coalesce(seen_at, $3::timestamptz) where id = $1::int and to_user = $2 returning id', [id, userId, new Date(now).toISOString()]);
  if (rows.length === 0) throw new AppError('not-found', `handover: seen ${id}, expected one that was given to you`);
}
