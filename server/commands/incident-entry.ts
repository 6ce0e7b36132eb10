// How does an incident come in by hand, and how is what was said of it corrected? Nothing is deleted: each step is an event with its reason.
import { type Actor, personKeyOf } from '../../data/contract/access.ts';
import { gradeOf, type IncidentCorrection, type IncidentEntry, type IncidentReportUp, type IncidentVoid } from '../../data/contract/incident-entry.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { readWithin, seeGone } from '../db/reader-scope.ts';
import { AppError } from '../errors.ts';
import createText from './create-incident.sql?raw';
import { eventActorOf } from './hazard-life.ts';
import lockText from './lock-incident.sql?raw';
import writeText from './write-incident.sql?raw';
import type { WriteBatch } from './write.ts';

export interface IncidentOutcome {
  readonly id: number;
  readonly code: string;
  readonly version: number;
  readonly gradeCode: string;
}

interface State {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly sectorCode: string;
  readonly gradeCode: string;
  readonly deaths: number;
  readonly seriousInjuries: number;
  readonly injuries: number;
  readonly lossYuan: number | null;
  readonly account: string;
  readonly occurredAt: string;
  readonly knownAt: string;
  readonly lng: number;
  readonly lat: number;
  readonly siteId: number | null;
  readonly version: number;
  readonly voided: boolean;
}

/** Clocks of phones run ahead. */
const aheadMilliseconds = 10 * 60_000;
const dateOf = (instant: string): string => dateOfDay(dayOfInstant(Date.parse(instant)));

/** Throws AppError `invalid-body` for figures and times that cannot be. */
function checkSense(given: { occurredAt: string; knownAt: string; seriousInjuries: number; injuries: number }, now: number): void {
  if (Date.parse(given.occurredAt) > now + aheadMilliseconds) throw new AppError('invalid-body', `occurredAt: seen ${given.occurredAt}, expected a time that is not to come / 发生时间不能晚于现在`);
  if (Date.parse(given.knownAt) < Date.parse(given.occurredAt) || Date.parse(given.knownAt) > now + aheadMilliseconds) throw new AppError('invalid-body', `knownAt: seen ${given.knownAt}, expected a time from ${given.occurredAt} to now / 获知时间须在发生之后、现在之前`);
  if (given.seriousInjuries > given.injuries) throw new AppError('invalid-body', `injuries: seen ${given.injuries}, expected at least the ${given.seriousInjuries} serious ones / 受伤人数须包含重伤人数`);
}

/** Enters an incident. `isNew` false = the same entry was sent before. Throws AppError `invalid-body`, `not-permitted` for a place or trade outside the reach. */
export async function enterIncident(batch: WriteBatch, actor: Actor, entry: IncidentEntry, now: number): Promise<IncidentOutcome & { readonly isNew: boolean }> {
  const { tx } = batch;
  const known = await doneBefore(batch, entry.requestKey);
  if (known !== null) return { ...known, isNew: false };
  if (entry.siteId === undefined && entry.place === undefined) throw new AppError('invalid-body', 'place: seen neither siteId nor place, expected one of them');
  const knownAt = entry.knownAt ?? entry.occurredAt;
  checkSense({ ...entry, knownAt }, now);
  const { siteId } = entry;
  if (siteId !== undefined) {
    const [site] = await readWithin(tx, actor.reader, () => tx.unsafe<{ id: number }[]>('select id from sites where id = $1::int', [siteId]));
    if (site === undefined) throw new AppError('invalid-body', `siteId: seen ${siteId}, expected the id of a site within your reach`);
  }
  const gradeCode = gradeOf(entry, dateOf(entry.occurredAt));
  const [number] = await tx.unsafe<{ number: string }[]>("select lpad(nextval('incident_numbers')::text, 4, '0') as number");
  const code = `SG-${dateOf(entry.occurredAt).replaceAll('-', '')}-${number?.number ?? ''}`;
  const [row] = await tx.unsafe<{ id: number; synthetic: boolean }[]>(createText, [code, entry.title, siteId ?? null, entry.place?.lng ?? null, entry.place?.lat ?? null, entry.sectorCode ?? null, gradeCode, entry.occurredAt, knownAt, entry.deaths, entry.seriousInjuries, entry.injuries, entry.lossYuan, entry.account]);
  if (row === undefined) throw new AppError('invalid-body', 'site: expected one that is known, in a city that is set up');
  await checkReach(batch, actor, row.id);
  if (!row.synthetic) batch.noteReal();
  const { requestKey, ...said } = entry;
  await append(batch, actor, row.id, 1, 'entered', entry.occurredAt, null, {}, { ...said, knownAt, gradeCode }, requestKey, now);
  batch.note('incidents', [row.id]);
  return { id: row.id, code, version: 1, gradeCode, isNew: true };
}

/** Says something of an incident anew, with the reason; the grade follows. Throws `not-found`, `conflict` when it has changed since or is void, `invalid-body`. */
export async function correctIncident(batch: WriteBatch, actor: Actor, id: number, wish: IncidentCorrection, now: number): Promise<IncidentOutcome> {
  const known = await doneBefore(batch, wish.requestKey);
  if (known !== null) return known;
  const state = await lockSeen(batch, actor, id, wish.expectedVersion);
  const next = { ...state, ...wish.values, ...(wish.place ?? {}) };
  checkSense(next, now);
  const graded = { ...next, gradeCode: gradeOf(next, dateOf(next.occurredAt)) };
  const names = (Object.keys(graded) as (keyof State)[]).filter((name) => graded[name] !== state[name]);
  if (names.length === 0) throw new AppError('invalid-body', 'values: seen nothing new, expected at least one figure or word that differs / 没有需要更正的内容');
  const pick = (from: State): Record<string, unknown> => Object.fromEntries(names.map((name) => [name, from[name]]));
  return write(batch, actor, graded, null, 'corrected', new Date(now).toISOString(), wish.reason, pick(state), pick(graded), wish.requestKey, now);
}

/** Takes down that a level was told. Throws as correctIncident. */
export async function reportIncidentUp(batch: WriteBatch, actor: Actor, id: number, wish: IncidentReportUp, now: number): Promise<IncidentOutcome> {
  const known = await doneBefore(batch, wish.requestKey);
  if (known !== null) return known;
  const state = await lockSeen(batch, actor, id, wish.expectedVersion);
  if (Date.parse(wish.at) < Date.parse(state.occurredAt) || Date.parse(wish.at) > now + aheadMilliseconds) throw new AppError('invalid-body', `at: seen ${wish.at}, expected a time from ${state.occurredAt} to now`);
  return write(batch, actor, state, null, 'reported-up', wish.at, wish.note === '' ? null : wish.note, {}, { level: wish.level }, wish.requestKey, now);
}

/** Voids an entry: it leaves every count and stays in the ledger with its reason. Throws as correctIncident. */
export async function voidIncident(batch: WriteBatch, actor: Actor, id: number, wish: IncidentVoid, now: number): Promise<IncidentOutcome> {
  const known = await doneBefore(batch, wish.requestKey);
  if (known !== null) return known;
  const state = await lockSeen(batch, actor, id, wish.expectedVersion);
  return write(batch, actor, state, now, 'voided', new Date(now).toISOString(), wish.reason, {}, {}, wish.requestKey, now);
}

async function write(batch: WriteBatch, actor: Actor, next: State, voidedAt: number | null, kind: string, at: string, reason: string | null, before: object, after: object, requestKey: string, now: number): Promise<IncidentOutcome> {
  const version = next.version + 1;
  await batch.tx.unsafe(writeText, [next.id, version, next.title, next.sectorCode, next.gradeCode, next.occurredAt, next.knownAt, next.deaths, next.seriousInjuries, next.injuries, next.lossYuan, next.account, next.lng, next.lat, voidedAt === null ? null : new Date(voidedAt).toISOString()]);
  await append(batch, actor, next.id, version, kind, at, reason, before, after, requestKey, now);
  await checkReach(batch, actor, next.id);
  if (voidedAt === null) batch.note('incidents', [next.id]);
  else batch.note('incidents', [], [next.id]);
  return { id: next.id, code: next.code, version, gradeCode: next.gradeCode };
}

async function append({ tx }: WriteBatch, actor: Actor, id: number, sequence: number, kind: string, at: string, reason: string | null, before: object, after: object, requestKey: string, now: number): Promise<void> {
  const { role, name } = await eventActorOf(tx, actor);
  await tx.unsafe(
    `insert into incident_events (incident_id, sequence, kind, at, recorded_at, actor_role, actor, actor_name, reason, before, after, request_key)
     values ($1::int, $2::int, $3, $4::timestamptz, $5::timestamptz, $6, $7, $8, $9, $10::text::jsonb, $11::text::jsonb, $12)`,
    [id, sequence, kind, at, new Date(now).toISOString(), role, personKeyOf(actor), name, reason, JSON.stringify(before), JSON.stringify(after), requestKey],
  );
}

async function checkReach({ tx }: WriteBatch, actor: Actor, id: number): Promise<void> {
  await readWithin(tx, actor.reader, async () => {
    await seeGone(tx);
    const [seen] = await tx.unsafe<{ id: number }[]>('select id from incidents where id = $1::int', [id]);
    if (seen === undefined) throw new AppError('not-permitted', 'place: seen one outside your areas or trades, expected one within; ask the committee office / 地点或行业不在您的管辖范围内，请报安委办登记');
  });
}

async function lockSeen(batch: WriteBatch, actor: Actor, id: number, expectedVersion: number): Promise<State> {
  const { tx } = batch;
  const missing = (): AppError => new AppError('not-found', `incident: seen ${id}, expected the id of an incident`);
  await readWithin(tx, actor.reader, async () => {
    await seeGone(tx);
    const [seen] = await tx.unsafe<{ id: number }[]>('select id from incidents where id = $1::int', [id]);
    if (seen === undefined) throw missing();
  });
  const [state] = await tx.unsafe<State[]>(lockText, [id]);
  if (state === undefined) throw missing();
  if (state.voided) throw new AppError('conflict', 'incident: seen a void one, expected one that stands / 该事故已作废');
  if (state.version !== expectedVersion) throw new AppError('conflict', `expectedVersion: seen ${expectedVersion}, expected ${state.version}: somebody has changed this incident since / 已有他人更正，请刷新后再办`);
  return state;
}

async function doneBefore({ tx }: WriteBatch, requestKey: string): Promise<IncidentOutcome | null> {
  const [row] = await tx.unsafe<IncidentOutcome[]>('select incidents.id, code, version, grade_code as "gradeCode" from incident_events join incidents on incidents.id = incident_id where request_key = $1', [requestKey]);
  return row ?? null;
}
