// How does a hazard come into the ledger? By one of three doors, each with its gate, seen by its reporter, and once however often it is sent.
import { type Actor, personKeyOf } from '../../data/contract/access.ts';
import { doorOf, doors } from '../../data/contract/closing.ts';
import { advance, type LifeEvent } from '../../data/contract/closing-life.ts';
import { instantOf, verifyDueOn } from '../../data/contract/closing-plan.ts';
import type { HazardReport } from '../../data/contract/hazard-report.ts';
import { readWithin } from '../db/reader-scope.ts';
import { AppError } from '../errors.ts';
import { attachEvidence } from './evidence.ts';
import { eventActorOf, writeLife } from './hazard-life.ts';
import { recordInformer } from './informers.ts';
import { clauseFact } from './move-facts.ts';
import text from './report-hazard.sql?raw';
import { nextCode } from './split-hazard.ts';
import type { WriteBatch } from './write.ts';

/** Clocks of phones run ahead. */
const aheadMilliseconds = 10 * 60_000;
const oldestMilliseconds = 366 * 86_400_000;

/**
 * Enters a hazard. `isNew` false = the same report was sent before. Throws AppError `not-permitted` for a door the role may not use or a place outside the reporter's reach,
 * `invalid-body` for what cannot be: no site and no place, a site that is not seen, a source of another door, a time to come, a major hazard without a clause in force.
 */
export async function reportHazard(batch: WriteBatch, actor: Actor, report: HazardReport, now: number): Promise<{ id: number; code: string; isNew: boolean }> {
  const { tx } = batch;
  const door = doors.find(({ id }) => id === report.door);
  const role = actor.grant.role;
  if (door === undefined || !(door.roles as readonly string[]).includes(role)) throw new AppError('not-permitted', `door: seen ${report.door} by ${role}, expected ${doors.filter(({ roles }) => (roles as readonly string[]).includes(role)).map(({ id }) => id).join(' or ') || 'another role'}`);
  const sourceCode = report.sourceCode ?? door.sources[0];
  if (doorOf(sourceCode) !== report.door) throw new AppError('invalid-body', `sourceCode: seen ${sourceCode}, expected one of the door ${report.door}`);
  if (report.informer !== undefined && report.door !== 'public') throw new AppError('invalid-body', `informer: seen one at the door ${report.door}, expected one at the public door only`);
  if (report.siteId === undefined && report.place === undefined) throw new AppError('invalid-body', 'place: seen neither siteId nor place, expected one of them');
  const [known] = await tx.unsafe<{ id: number; code: string }[]>('select hazards.id, code from hazard_events join hazards on hazards.id = hazard_id where request_key = $1', [report.requestKey]);
  if (known !== undefined) return { ...known, isNew: false };
  const found = report.foundAt === undefined ? now : Date.parse(report.foundAt);
  if (found > now + aheadMilliseconds || found < now - oldestMilliseconds) throw new AppError('invalid-body', `foundAt: seen ${report.foundAt ?? ''}, expected a time within the last year, not in the future`);
  const { siteId } = report;
  if (siteId !== undefined) {
    const [site] = await readWithin(tx, actor.reader, () => tx.unsafe<{ id: number }[]>('select id from sites where id = $1::int', [siteId]));
    if (site === undefined) throw new AppError('invalid-body', `siteId: seen ${siteId}, expected the id of a site within your reach`);
  } else if (role === 'enterprise') throw new AppError('invalid-body', 'siteId: seen none, expected one of the enterprise’s own sites');
  await checkLevel(batch, report, found);
  const code = await nextCode(batch, now);
  const foundAt = instantOf(Math.min(found, now));
  const { lng = null, lat = null, accuracyMetres = null } = report.place ?? {};
  const [row] = await tx.unsafe<{ id: number; sectorCode: string; departmentCode: string }[]>(text, [code, report.title, siteId ?? null, lng, lat, report.sectorCode ?? null, sourceCode, report.levelCode, door.first, report.kindCode, report.clauseId ?? null, foundAt, accuracyMetres]);
  if (row === undefined) throw new AppError('invalid-body', 'site: expected one that is known, in a city that is set up');
  const [seen] = await readWithin(tx, actor.reader, () => tx.unsafe<{ id: number }[]>('select id from hazards where id = $1::int', [row.id]));
  if (seen === undefined) throw new AppError('not-permitted', 'place: seen one outside your areas or trades, expected one within; ask the committee office to enter it / 地点或行业不在您的管辖范围内，请报安委办登记');
  const event: LifeEvent = {
    sequence: 1,
    kind: 'report',
    at: instantOf(now),
    by: personKeyOf(actor),
    fromStatusCode: null,
    toStatusCode: door.first,
    data: { title: report.title, kindCode: report.kindCode, levelCode: report.levelCode, clauseId: report.clauseId ?? null, sourceCode, sectorCode: row.sectorCode, departmentCode: row.departmentCode, foundAt, verifyDueOn: verifyDueOn(now) },
  };
  await writeLife(batch, row.id, advance(null, event), [{ ...event, actor: await eventActorOf(tx, actor) }], report.requestKey);
  if (report.informer !== undefined) await recordInformer(batch, row.id, report.informer);
  if (report.evidence.length > 0) await attachEvidence(batch, row.id, report.evidence, 'found', actor);
  return { id: row.id, code, isNew: true };
}

async function checkLevel({ tx }: WriteBatch, { levelCode, clauseId }: HazardReport, found: number): Promise<void> {
  if (clauseId === undefined) {
    if (levelCode === 'LV-M') throw new AppError('invalid-body', 'clauseId: seen none, expected the clause by which it is a major hazard / 重大隐患须填写判定条款');
    return;
  }
  const clause = await clauseFact(tx, clauseId);
  const date = instantOf(found).slice(0, 10);
  if (clause === null || (clause.validFrom !== null && clause.validFrom > date) || (clause.validTo !== null && clause.validTo < date)) throw new AppError('invalid-body', `clauseId: seen ${JSON.stringify(clauseId.slice(0, 40))}, expected a clause in force on ${date}`);
}
