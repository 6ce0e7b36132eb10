// Can any order of moves by anybody close a hazard without a second person's look, or move a clock without a decision?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roles } from '../../../data/contract/access.ts';
import { doorOf, doors, guards, type Move, moveFields, type MoveFieldId, moveOf, moves } from '../../../data/contract/closing.ts';
import { type MoveFacts, type Mover, missingFor } from '../../../data/contract/closing-guards.ts';
import { advance, type HazardLife, type LifeEvent, replay } from '../../../data/contract/closing-life.ts';
import { instantOf, planMove, readValues, verifyDueOn } from '../../../data/contract/closing-plan.ts';
import { dateOfDay, dayOfInstant } from '../../../data/contract/units.ts';
import { labelOf, codeLists } from '../../../data/vocabulary/code-lists.ts';
import { hazardStatuses } from '../../../data/vocabulary/hazards.ts';

const start = Date.parse('2026-03-02T09:00:00+08:00');
const hour = 3_600_000;

/** A report by the person, as the command writes it. */
function reported(by: string, sourceCode: string, levelCode: string, at = start): LifeEvent {
  const door = doors.find(({ id }) => id === doorOf(sourceCode));
  return {
    sequence: 1,
    kind: 'report',
    at: instantOf(at),
    by,
    fromStatusCode: null,
    toStatusCode: door?.first ?? 'ST-REPORTED',
    data: { title: '配电箱旁堆放纸箱', kindCode: 'HK-ELEC', levelCode, clauseId: levelCode === 'LV-M' ? 'GM-3-1' : null, sourceCode, sectorCode: 'SEC-INDU', departmentCode: 'DEP-YJ', foundAt: instantOf(at), verifyDueOn: verifyDueOn(at) },
  };
}

const person = (role: Mover['role'], number: number): Mover => ({ key: `user:${role}-${number}`, role, person: true, sectorCodes: role === 'department' ? ['SEC-INDU', 'SEC-GAS'] : null });
const facts = (now: number, more: Partial<MoveFacts> = {}): MoveFacts => ({ now, clause: { validFrom: '2023-05-15', validTo: null }, evidence: [{ onSite: true }], target: { statusCode: 'ST-RECTIFYING' }, ...more });
const full: Partial<Record<MoveFieldId, unknown>> = {
  levelCode: 'LV-M', clauseId: 'GM-3-1', ownerName: '王主任', dueOn: '2026-06-30', measures: '拆除隔断', interimControl: '停用', fundsYuan: 50_000, contingencyPlan: '已备案', verification: '属实', answer: '已电话答复',
  reasonCode: 'RJ-UNTRUE', reason: '如文', intoHazard: 7, toSectorCode: 'SEC-GAS', toDepartmentCode: 'DEP-ZF', receivingUnit: '外市', receipt: '〔2026〕1号', rectification: '已拆除', request: '申请复查', evidence: [1],
  opinion: '合格', restartConsent: '同意', newDueOn: '2026-07-31', chaseStep: 'CH-URGE', chaseWay: 'CW-PHONE', supervisor: '市安委会', notice: '〔2026〕3号', remainder: '二层未拆', handler: 'user:x', note: '备注', title: '新描述',
};
const valuesFor = (move: Move, changed: Partial<Record<MoveFieldId, unknown>> = {}) => Object.fromEntries(Object.keys(move.fields).map((name) => [name, name in changed ? changed[name as MoveFieldId] : full[name as MoveFieldId]]));

function go(life: HazardLife, id: string, mover: Mover, now: number, changed: Partial<Record<MoveFieldId, unknown>> = {}, more: Partial<MoveFacts> = {}): HazardLife {
  const move = moveOf(id);
  if (move === undefined) throw new Error(`no move ${id}`);
  const { event, missing } = planMove(life, move, mover, facts(now, more), valuesFor(move, changed));
  if (event === null) throw new Error(missing.map(({ id: what }) => what).join(','));
  return advance(life, event);
}

describe('the transition table', () => {
  it('names only statuses, roles, fields, guards, flags and code lists that exist, each in both languages', () => {
    const statuses = new Set(hazardStatuses.entries.map(({ code }) => code));
    const roleIds = new Set<string>([...roles.map(({ id }) => id), 'system']);
    const lists = new Set(codeLists.map(({ id }) => id));
    for (const move of moves as readonly Move[]) {
      expect([...move.from, ...(move.to === null ? [] : [move.to])].filter((code) => !statuses.has(code)), move.id).toEqual([]);
      expect(move.roles.filter((role) => !roleIds.has(role)), move.id).toEqual([]);
      expect(Object.keys(move.fields).filter((name) => !(name in moveFields)), move.id).toEqual([]);
      expect(move.guards.filter((guard) => !(guard in guards)), move.id).toEqual([]);
      for (const flag of [...(move.sets === undefined ? [] : [move.sets]), ...(move.clears ?? [])]) expect(labelOf('hazard-flags', flag, 'zh'), flag).not.toBe(flag);
    }
    for (const { form } of Object.values(moveFields)) if (form.startsWith('code:')) expect(lists.has(form.slice(5)), form).toBe(true);
    const used = new Set((moves as readonly Move[]).flatMap(({ guards: names }) => names));
    expect(Object.keys(guards).filter((name) => !used.has(name as never))).toEqual([]);
  });

  it('gives the enterprise nothing that verifies, decides, reviews, signs or closes', () => {
    expect((moves as readonly Move[]).filter(({ roles: who }) => who.includes('enterprise')).map(({ id }) => id)).toEqual(['start', 'submit', 'ask-extension', 'comment']);
  });

  it('every door leads to verification before anything else', () => {
    expect(doors.map(({ id, first }) => [id, first])).toEqual([['enterprise', 'ST-REPORTED'], ['inspection', 'ST-VERIFYING'], ['public', 'ST-REPORTED']]);
    expect(['SRC-ENT', 'SRC-INS-CROSS', 'SRC-INS', 'SRC-PUB', 'SRC-MEDIA', 'SRC-EXPERT', 'SRC-NEW'].map(doorOf)).toEqual(['enterprise', 'inspection', 'inspection', 'public', 'public', 'inspection', 'public']);
  });
});

describe('a hazard', () => {
  const [firm, finder, reviewer, department, otherDepartment, office, otherOffice] = [person('enterprise', 1), person('inspector', 1), person('inspector', 2), person('department', 1), person('department', 2), person('office', 1), person('office', 2)];
  const found = advance(null, reported(finder.key, 'SRC-INS-DEPT', 'LV-M'));
  const assigned = go(found, 'assign', department, start + hour);
  const waiting = go(go(assigned, 'start', firm, start + 2 * hour), 'submit', firm, start + 3 * hour);

  it('that is major closes by review, department and office, three people of whom none rectified it', () => {
    const passed = go(waiting, 'pass', reviewer, start + 4 * hour);
    expect(() => go(passed, 'sign-office', office, start + 5 * hour)).toThrow('department-signed');
    const signed = go(passed, 'sign-department', otherDepartment, start + 5 * hour);
    const closed = go(signed, 'sign-office', office, start + 6 * hour);
    expect(closed).toMatchObject({ statusCode: 'ST-CLOSED', signOffs: [{ role: 'review', by: reviewer.key }, { role: 'department' }, { role: 'office' }] });
  });

  it.each([
    ['close', reviewer, 'is-general'],
    ['pass', firm, 'enterprise'],
    ['pass', finder, 'not-finder'],
    ['sign-department', department, 'reviewed'],
    ['sign-office', office, 'reviewed,department-signed'],
  ])('that is major refuses %s by %o: %s', (id, who, missing) => {
    expect(() => go(waiting, id, who as Mover, start + 4 * hour)).toThrow(missing);
  });

  it('is not signed twice by one person, nor by who reported it rectified', () => {
    const byDepartment = go(go(assigned, 'start', firm, start + 2 * hour), 'submit', department, start + 3 * hour);
    const passed = go(byDepartment, 'pass', reviewer, start + 4 * hour);
    expect(() => go(passed, 'sign-department', department, start + 5 * hour)).toThrow('not-rectifier');
    expect(() => go(go(waiting, 'pass', department, start + 4 * hour), 'sign-department', department, start + 5 * hour)).toThrow('not-signed');
  });

  it('does not close on a photo without a place near the site', () => {
    expect(() => go(waiting, 'pass', reviewer, start + 4 * hour, {}, { evidence: [{ onSite: false }] })).toThrow('photo-on-site');
    expect(() => go(waiting, 'pass', reviewer, start + 4 * hour, { evidence: [] }, { evidence: [] })).toThrow('evidence,photo-on-site');
  });

  it('is not decided to be major by a clause that was not in force on the day it was found, save with an expert record', () => {
    const old = { clause: { validFrom: '2027-01-01', validTo: null } };
    expect(() => go(found, 'assign', department, start + hour, { expertRecord: null }, old)).toThrow('clause-in-force');
    expect(() => go(found, 'assign', department, start + hour, { expertRecord: null }, { clause: null })).toThrow('clause-in-force');
    expect(go(found, 'assign', department, start + hour, { expertRecord: '专家组〔2026〕2号' }, old).levelCode).toBe('LV-M');
  });

  it('that is major is not assigned without measures, funds, deadline, person and plan, each named', () => {
    expect(() => go(found, 'assign', department, start + hour, { measures: '', fundsYuan: null, dueOn: '', ownerName: ' ', contingencyPlan: '' })).toThrow('ownerName,dueOn,measures,fundsYuan,contingencyPlan');
  });

  it('is not talked down from major to general without an expert record', () => {
    expect(() => go(found, 'assign', department, start + hour, { levelCode: 'LV-G', expertRecord: '' })).toThrow('downgrade-founded');
  });

  it('from the public is assigned or turned down only when it was checked on site and answered', () => {
    const tip = go(advance(null, reported(office.key, 'SRC-PUB', 'LV-G')), 'accept', department, start + hour);
    expect(() => go(tip, 'assign', department, start + hour, { levelCode: 'LV-G', verification: '', answer: '' })).toThrow('verification,answer');
    expect(() => go(tip, 'reject', department, start + hour, { verification: '' })).toThrow('verification');
  });

  it('keeps its deadline when its text is edited, when it is returned, and while an extension is only asked for', () => {
    const working = go(assigned, 'start', firm, start + 2 * hour);
    expect(go(working, 'edit', department, start + 3 * hour, { title: '改了描述' }).dueOn).toBe('2026-06-30');
    expect(go(waiting, 'return', reviewer, start + 4 * hour)).toMatchObject({ dueOn: '2026-06-30', rectifiedAt: null, statusCode: 'ST-RETURNED' });
    const asked = go(working, 'ask-extension', firm, start + 3 * hour);
    expect(asked).toMatchObject({ dueOn: '2026-06-30', flags: ['FL-EXT_PENDING'] });
    expect(go(asked, 'grant-extension', department, start + 4 * hour)).toMatchObject({ dueOn: '2026-07-31', flags: ['FL-EXT_OK'] });
    expect(go(asked, 'refuse-extension', department, start + 4 * hour)).toMatchObject({ dueOn: '2026-06-30', flags: ['FL-EXT_NO'] });
    const byDepartment = go(working, 'ask-extension', department, start + 3 * hour);
    expect(() => go(byDepartment, 'grant-extension', department, start + 4 * hour)).toThrow('not-asker');
  });

  it('that is listed asks for more time twenty working days before the end, or not at all', () => {
    const listed = go(go(assigned, 'start', firm, start + 2 * hour), 'list', office, start + 3 * hour);
    const late = Date.parse('2026-06-03T09:00:00+08:00');
    expect(() => go(listed, 'ask-extension', firm, late)).toThrow('asked-in-time');
    expect(go(listed, 'ask-extension', firm, Date.parse('2026-05-20T09:00:00+08:00')).flags).toEqual(['FL-EXT_PENDING', 'FL-LISTED']);
    expect(() => go(listed, 'ask-extension', firm, start + 4 * hour, { newDueOn: '2027-03-03' })).toThrow('listed-longest');
  });

  it('that was stopped restarts only upon examination and consent', () => {
    const stopped = go(waiting, 'suspend', department, start + 4 * hour);
    const signed = go(go(stopped, 'pass', reviewer, start + 5 * hour), 'sign-department', otherDepartment, start + 6 * hour);
    expect(() => go(signed, 'sign-office', office, start + 7 * hour, { restartConsent: '' })).toThrow('restartConsent');
    expect(go(signed, 'sign-office', office, start + 7 * hour).flags).toEqual([]);
  });

  it('is taken as taken up a day after it was assigned, not before', () => {
    const system: Mover = { key: 'system:', role: 'system', person: false, sectorCodes: null };
    expect(() => go(assigned, 'start-by-default', system, start + 24 * hour)).toThrow('day-passed');
    expect(go(assigned, 'start-by-default', system, start + 26 * hour).statusCode).toBe('ST-RECTIFYING');
  });

  it('climbs the ladder of chasing and never steps down', () => {
    const working = go(assigned, 'start', firm, start + 2 * hour);
    expect(() => go(working, 'chase', department, start + 3 * hour)).toThrow('overdue-or-soon');
    const late = Date.parse('2026-07-05T09:00:00+08:00');
    const urged = go(working, 'chase', department, late);
    expect(() => go(urged, 'chase', department, late, { chaseStep: 'CH-REMIND' })).toThrow('never-down');
    expect(go(urged, 'chase', department, late, { chaseStep: 'CH-TALK' }).chase).toMatchObject({ step: 'CH-TALK', times: 2 });
  });

  it('is not reviewed, signed or given more time by a script', () => {
    const script: Mover = { ...reviewer, person: false };
    expect(() => go(waiting, 'pass', script, start + 4 * hour)).toThrow('is-person');
    expect(go(waiting, 'return', script, start + 4 * hour).statusCode).toBe('ST-RETURNED');
  });

  it('goes to another trade only when the other side accepts', () => {
    const offered = go(found, 'offer-transfer', department, start + hour);
    expect(offered).toMatchObject({ departmentCode: 'DEP-YJ', transfer: { toDepartmentCode: 'DEP-ZF' } });
    expect(() => go(offered, 'assign', department, start + hour)).toThrow('no-transfer-offered');
    expect(() => go(offered, 'accept-transfer', { ...otherDepartment, sectorCodes: ['SEC-FIRE'] }, start + hour)).toThrow('is-receiver');
    expect(go(offered, 'accept-transfer', otherDepartment, start + 2 * hour)).toMatchObject({ sectorCode: 'SEC-GAS', departmentCode: 'DEP-ZF', transfer: null });
    expect(go(offered, 'decline-transfer', otherOffice, start + 2 * hour)).toMatchObject({ departmentCode: 'DEP-YJ', transfer: null });
  });

  it('tells what cannot be read by field, with what was seen and expected', () => {
    const assign = moveOf('assign') as Move;
    const { faults } = readValues(assign, { dueOn: '2026-02-30', fundsYuan: '一万', levelCode: 'LV-X', ownerName: 'x'.repeat(121), nonsense: 1, measures: 'a\u0000b' });
    expect(faults.map(({ id }) => id).sort()).toEqual(['dueOn', 'fundsYuan', 'levelCode', 'measures', 'nonsense', 'ownerName']);
  });
});

describe('whatever anybody tries, in any order', () => {
  const people = (['enterprise', 'inspector', 'department', 'township', 'office', 'viewer', 'system-admin'] as const).flatMap((role) => [1, 2].map((number) => person(role, number)));
  const step = fc.record({
    move: fc.constantFrom(...(moves as readonly Move[])),
    mover: fc.constantFrom(...people, { key: 'system:', role: 'system', person: false, sectorCodes: null } as Mover),
    hours: fc.integer({ min: 0, max: 400 }),
    levelCode: fc.constantFrom('LV-G', 'LV-M', 'LV-M'),
    due: fc.integer({ min: -2, max: 90 }),
    onSite: fc.boolean(),
    dropped: fc.option(fc.constantFrom(...(Object.keys(moveFields) as MoveFieldId[])), { freq: 5, nil: null }),
  });
  const walk = fc.record({
    // Four steps in five follow the usual road, so that walks come far; the fifth is anything.
    steps: fc.array(fc.record({ step, guided: fc.integer({ min: 0, max: 4 }).map((draw) => draw > 0) }), { minLength: 5, maxLength: 60 }),
    sourceCode: fc.constantFrom('SRC-ENT', 'SRC-INS-DEPT', 'SRC-PUB'),
    levelCode: fc.constantFrom('LV-G', 'LV-M'),
    finder: fc.constantFrom(...people),
  });
  const road: Readonly<Record<string, readonly string[]>> = { 'ST-REPORTED': ['accept'], 'ST-VERIFYING': ['assign'], 'ST-ASSIGNED': ['start'], 'ST-RECTIFYING': ['submit', 'ask-extension', 'grant-extension'], 'ST-AWAIT_REVIEW': ['close', 'pass', 'sign-department', 'sign-office', 'return'], 'ST-RETURNED': ['start'], 'ST-REOPENED': ['assign'], 'ST-CLOSED': ['reopen'] };

  it('no path closes without a passed re-check by another person, no clock moves but by a recorded decision, and replay equals state', () => {
    let closed = 0;
    let majors = 0;
    let extended = 0;
    fc.assert(
      fc.property(walk, ({ steps, sourceCode, levelCode, finder }) => {
        const events: LifeEvent[] = [reported(finder.key, sourceCode, levelCode)];
        let life = advance(null, events[0] as LifeEvent);
        let now = start;
        for (const { step: wanted, guided } of steps) {
          now += wanted.hours * hour;
          const usual = road[life.statusCode] ?? [];
          const move = guided && usual.length > 0 ? (moveOf(usual[wanted.hours % usual.length] as string) as Move) : wanted.move;
          const mover = guided ? (people.filter(({ role }) => (move.roles as readonly string[]).includes(role))[(wanted.hours >> 3) % 2] ?? wanted.mover) : wanted.mover;
          const values = valuesFor(move, { levelCode: wanted.levelCode, dueOn: dateOfDay(dayOfInstant(now) + wanted.due), newDueOn: dateOfDay(dayOfInstant(now) + wanted.due + 30), ...(wanted.dropped === null || guided ? {} : { [wanted.dropped]: null }) });
          const { event, missing } = planMove(life, move, mover, facts(now, { evidence: Array.isArray(values['evidence']) ? [{ onSite: guided || wanted.onSite }] : [] }), values);
          if (event === null) {
            if (missing.length === 0) throw new Error(`${move.id} is refused without a reason`);
            continue;
          }
          const before = life;
          life = advance(life, event);
          events.push(event);
          // Plain checks: an assertion library costs more than the walk.
          const must = (holds: boolean, words: string): void => {
            if (!holds) throw new Error(`${event.kind} by ${mover.key}: ${words}`);
          };
          must(life.dueOn === before.dueOn || ['assign', 'grant-extension', 'reopen'].includes(event.kind), 'the deadline moved without a decision');
          if (event.kind === 'grant-extension') {
            extended += 1;
            must(before.extension?.by !== mover.key, 'who asked has decided');
          }
          must(missingFor(before, move, mover, facts(now), null).length === 0, 'the button was off');
          if (life.statusCode === 'ST-CLOSED' && before.statusCode !== 'ST-CLOSED') {
            closed += 1;
            const review = life.signOffs.find(({ role }) => role === 'review');
            must(review !== undefined && review.by !== life.rectifier, 'closed without the look of a second person');
            must(life.signOffs.every(({ by }) => !by.startsWith('user:enterprise') && by !== life.rectifier), 'the enterprise or the rectifier has signed');
            if (life.levelCode === 'LV-M') {
              majors += 1;
              must(life.signOffs.map(({ role }) => role).join() === 'review,department,office', 'signatures are missing');
              must(new Set(life.signOffs.map(({ by }) => by)).size === 3, 'one person has signed twice');
              must(review?.by !== life.finder, 'the finder has reviewed');
              must(![life.measures, life.fundsYuan, life.dueOn, life.ownerName, life.contingencyPlan].includes(null), 'one of the five is missing');
            }
          }
          must((life.closedAt === null) === (life.statusCode !== 'ST-CLOSED'), 'status and date of closing differ');
        }
        expect(replay(events)).toEqual(life);
        // As they lie in the database and come back.
        expect(replay(JSON.parse(JSON.stringify(events)) as LifeEvent[])).toEqual(life);
      }),
      { numRuns: 3000 },
    );
    // The walks do come far enough to prove something.
    expect(closed).toBeGreaterThan(100);
    expect(majors).toBeGreaterThan(20);
    expect(extended).toBeGreaterThan(150);
  });
});
