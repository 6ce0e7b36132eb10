// How does one hazard move on? Looked up as the mover sees it, locked, asked of the table, written whole with its event.
import { type Actor, personKeyOf } from '../../data/contract/access.ts';
import type { Mover, MoveFacts } from '../../data/contract/closing-guards.ts';
import { type Missing, missingFor } from '../../data/contract/closing-guards.ts';
import { advance, type LifeEvent } from '../../data/contract/closing-life.ts';
import { instantOf, planMove } from '../../data/contract/closing-plan.ts';
import { type Move, moveOf, moves } from '../../data/contract/closing.ts';
import type { EvidenceStage } from '../../data/contract/evidence.ts';
import { readWithin } from '../db/reader-scope.ts';
import { AppError } from '../errors.ts';
import { attachEvidence } from './evidence.ts';
import { type EventActor, eventActorOf, type LockedHazard, lockHazard, writeLife } from './hazard-life.ts';
import { clauseFact, earlierHazard, evidenceFacts, targetFact } from './move-facts.ts';
import { splitOff } from './split-hazard.ts';
import type { WriteBatch } from './write.ts';

export interface MoveRequest {
  readonly move: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** The number of the last event the mover saw; null = whatever it is. */
  readonly expectedSequence: number | null;
  /** Names one wish: sent twice it happens once. */
  readonly requestKey: string | null;
}

/** What came of a move. `missing` not empty = it was not made. */
export interface MoveOutcome {
  readonly hazardId: number;
  readonly code: string;
  readonly sequence: number;
  readonly statusCode: string;
  readonly missing: readonly Missing[];
  /** The hazard that a split made. */
  readonly splitId: number | null;
}

/** Gives who moves, as the table asks. */
export function moverOf(actor: Actor): Mover {
  return { key: personKeyOf(actor), role: actor.grant.role, person: actor.userId !== undefined, sectorCodes: actor.grant.sectorCodes };
}

const stages: Readonly<Record<string, EvidenceStage>> = { submit: 'rectified', close: 'reviewed', pass: 'reviewed', return: 'reviewed', reopen: 'found', comment: 'found' };

/**
 * Makes one move of one hazard inside the caller's transaction. What is missing is given back, and then nothing was written.
 * Throws AppError `not-found` for a hazard the mover does not see, `invalid-body` for an unknown move, `conflict` when the hazard has moved on since the mover looked.
 */
export async function moveHazard(batch: WriteBatch, actor: Actor, hazardId: number, request: MoveRequest, now: number): Promise<MoveOutcome> {
  const { tx } = batch;
  const move = moveOf(request.move);
  if (move === undefined) throw new AppError('invalid-body', `move: seen ${JSON.stringify(request.move.slice(0, 40))}, expected one of ${moves.map(({ id }) => id).join(', ')}`);
  await readWithin(tx, actor.reader, async () => {
    const [seen] = await tx.unsafe<{ id: number }[]>('select id from hazards where id = $1::int', [hazardId]);
    if (seen === undefined) throw new AppError('not-found', `hazard: seen ${hazardId}, expected the id of a hazard`);
  });
  const hazard = await lockHazard(tx, hazardId, now);
  if (hazard === null) throw new AppError('not-found', `hazard: seen ${hazardId}, expected the id of a hazard`);
  const before: MoveOutcome = { hazardId, code: hazard.code, sequence: hazard.life.sequence - (hazard.record === null ? 0 : 1), statusCode: hazard.life.statusCode, missing: [], splitId: null };
  if (request.requestKey !== null && (await isDone(tx, hazardId, request.requestKey))) return before;
  if (request.expectedSequence !== null && request.expectedSequence !== before.sequence) {
    throw new AppError('conflict', `expectedSequence: seen ${request.expectedSequence}, expected ${before.sequence}: somebody has moved this hazard since / 该隐患已有新的进展，请刷新后再办`);
  }
  const mover = moverOf(actor);
  const blocked = missingFor(hazard.life, move, mover, { now }, null);
  if (blocked.length > 0) return { ...before, missing: blocked };
  const facts = await factsFor(batch, actor, hazard, move, request.values, now);
  const planned = planMove(hazard.life, move, mover, facts, request.values, await extrasFor(batch, hazard, move, request.values));
  if (planned.event === null) return { ...before, missing: planned.missing };
  const event = planned.event;
  const life = advance(hazard.life, event);
  const who = await eventActorOf(tx, actor);
  const split = move.id === 'split' ? await splitOff(batch, hazard, event, who, now) : null;
  await writeLife(batch, hazardId, life, [...(hazard.record === null ? [] : [{ ...hazard.record, actor: { role: 'import', name: null } }]), { ...event, actor: who }], request.requestKey);
  if (move.id === 'assign') await tellRelapse(batch, hazard, life.relapseOf, now);
  return { ...before, sequence: life.sequence, statusCode: life.statusCode, splitId: split };
}

async function isDone(tx: WriteBatch['tx'], hazardId: number, requestKey: string): Promise<boolean> {
  const [row] = await tx.unsafe<{ hazardId: number }[]>('select hazard_id as "hazardId" from hazard_events where request_key = $1', [requestKey]);
  if (row !== undefined && row.hazardId !== hazardId) throw new AppError('conflict', 'requestKey: seen one of another hazard, expected one made for this wish');
  return row !== undefined;
}

async function factsFor(batch: WriteBatch, actor: Actor, hazard: LockedHazard, move: Move, values: MoveRequest['values'], now: number): Promise<MoveFacts> {
  const { tx } = batch;
  const clauseId = typeof values['clauseId'] === 'string' ? values['clauseId'] : hazard.life.clauseId;
  const target = values['intoHazard'];
  const given = values['evidence'];
  const ids = Array.isArray(given) ? given.filter((id): id is number => Number.isSafeInteger(id)) : [];
  // Attached first, so that the guard judges what will stand; a move that is refused rolls it back with everything else.
  const attached = 'evidence' in move.fields ? await attachEvidence(batch, hazard.id, ids, stages[move.id] ?? 'found', actor) : [];
  return {
    now,
    clause: move.id === 'assign' && clauseId !== null ? await clauseFact(tx, clauseId) : null,
    evidence: await evidenceFacts(tx, attached),
    target: move.id === 'merge' && typeof target === 'number' && Number.isSafeInteger(target) ? await readWithin(tx, actor.reader, () => targetFact(tx, hazard.id, target)) : null,
  };
}

/** Facts that are written into the event: the name of a handler, the earlier hazard of a relapse. */
async function extrasFor(batch: WriteBatch, hazard: LockedHazard, move: Move, values: MoveRequest['values']): Promise<Record<string, unknown>> {
  if (move.id === 'hand-over') return { handlerName: await nameOfHandler(batch, hazard, String(values['handler'] ?? '')) };
  if (move.id !== 'assign') return {};
  const clauseId = typeof values['clauseId'] === 'string' && values['clauseId'] !== '' ? values['clauseId'] : hazard.life.clauseId;
  const earlier = await earlierHazard(batch.tx, hazard.id, hazard.siteId, { ...hazard.life, clauseId });
  return earlier === null ? {} : { relapseOf: earlier.id };
}

/** A handler must be an account that is not disabled and whose grant reaches the hazard. */
async function nameOfHandler({ tx }: WriteBatch, { life, areaCode }: LockedHazard, userId: string): Promise<string> {
  const [row] = await tx.unsafe<{ name: string }[]>(
    `select users.name from users join grants on grants.user_id = users.id
     where users.id = $1 and not disabled and role in ('office', 'department', 'township', 'inspector')
       and (area_codes is null or $2::text = any (area_codes)) and (sector_codes is null or $3::text = any (sector_codes))`,
    [userId, areaCode, life.sectorCode],
  );
  if (row === undefined) throw new AppError('invalid-body', 'handler: expected the account of an official whose area and sector reach this hazard / 承办人须是管辖该隐患的在用账号');
  return row.name;
}

/** The earlier hazard of a relapse is told of it: the question is open again. */
async function tellRelapse(batch: WriteBatch, { id, code }: LockedHazard, earlierId: number | null, now: number): Promise<void> {
  if (earlierId === null) return;
  const earlier = await lockHazard(batch.tx, earlierId, now);
  const comment = moveOf('comment');
  if (earlier === null || comment === undefined) return;
  const system: Mover = { key: 'system:', role: 'system', person: false, sectorCodes: null };
  const { event } = planMove(earlier.life, comment, system, { now }, { note: `同一场所同一条款再次发现隐患 ${code}，请研判是否重开` }, { relapse: id });
  if (event === null) return;
  const events: (LifeEvent & { actor: EventActor })[] = [...(earlier.record === null ? [] : [{ ...earlier.record, actor: { role: 'import', name: null } }]), { ...event, at: instantOf(now), actor: { role: 'system', name: null } }];
  await writeLife(batch, earlierId, advance(earlier.life, event), events, null);
}
