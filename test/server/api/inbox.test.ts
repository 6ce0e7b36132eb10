// Does each person see what waits for them and nothing of others, and does an officer's work go over in one act, on both homes?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { makePeople, type People } from './people.ts';

interface Answer { today: string; waiting: number; late: number; given: { id: number; toName: string; hazards: number }[]; lists: { id: string; count: number; late: number; rows: { id: number; dueOn: string | null }[] }[]; handovers: { id: number; fromName: string; hazards: number; reason: string }[] }

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  let people: People;
  const inbox = async (who: string): Promise<Answer> => (await people.ask(who, 'GET', '/inbox')).body as Answer;
  const ids = async (who: string, list: string): Promise<number[]> => (((await people.ask(who, 'GET', `/inbox/${list}`)).body as { rows: { id: number }[] }).rows ?? []).map(({ id }) => id);
  const count = (answer: Answer, id: string): number | undefined => answer.lists.find((list) => list.id === id)?.count;
  const report = async (who: string, more: Record<string, unknown> = {}): Promise<number> => ((await people.ask(who, 'POST', '/hazards', { door: 'inspection', title: '通道被占', kindCode: 'HK-EXIT', siteId: 2, requestKey: people.key(), ...more })).body as { id: number }).id;
  const move = (who: string, id: number, name: string, values: Record<string, unknown> = {}) => people.ask(who, 'POST', `/hazards/${id}/moves`, { move: name, values });
  const five = { levelCode: 'LV-G', ownerName: '张厂长', dueOn: '2026-04-14', measures: '清理' };
  const wish = (more: Record<string, unknown> = {}) => ({ fromUser: people.id('inspector'), toUser: people.id('inspector2'), reason: '岗位调整', requestKey: people.key(), ...more });

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    people = await makePeople(server, [
      ['office', 'office', {}], ['fire', 'department', { sectorCodes: ['SEC-FIRE'] }], ['gas', 'department', { sectorCodes: ['SEC-GAS'] }], ['west', 'township', { areaCodes: ['W'] }], ['east', 'township', { areaCodes: ['E'] }],
      ['inspector', 'inspector', { areaCodes: ['W', 'E'] }], ['inspector2', 'inspector', { areaCodes: ['W'] }], ['firm', 'enterprise', { siteIds: [2] }], ['viewer', 'viewer', {}], ['keys', 'security-admin', {}], ['keeper', 'system-admin', {}],
    ]);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('counts equal those of the ledger in the reach of the one who asks', async () => {
    for (const [who, query] of [['office', ''], ['west', '&areaCode=W'], ['east', '&areaCode=E'], ['fire', '&sectorCode=SEC-FIRE']] as const) {
      const answer = await inbox(who);
      const items = async (filter: string) => ((await people.ask('office', 'GET', `/collections/hazards/items?limit=1${query}${filter}`)).body as { numberMatched: number }).numberMatched;
      expect([who, count(answer, 'overdue')]).toEqual([who, await items('&overdue=true')]);
      expect([who, count(answer, 'verify')]).toEqual([who, await items('&statusCode=ST-REPORTED,ST-VERIFYING')]);
    }
    expect((await inbox('viewer')).lists).toEqual([]);
    expect((await inbox('keeper')).lists.map(({ id }) => id)).toEqual(['broken']);
    expect((await inbox('east')).lists.map(({ id }) => id)).not.toContain('sign');
    expect((await people.ask('viewer', 'GET', '/inbox/verify')).body).toMatchObject({ count: 0, rows: [] });
    expect((await people.ask('office', 'GET', '/inbox/nothing')).status).toBe(404);
  });

  it('a hazard that stands in several lists is counted once, and is late once it is past the day of any of them', async () => {
    for (const who of ['office', 'west', 'fire', 'inspector', 'firm', 'viewer', 'keeper']) {
      const answer = await inbox(who);
      const [every, late] = [new Set<number>(), new Set<number>()];
      for (const { id, count: total } of answer.lists) {
        for (let offset = 0; offset < total; offset += 50) {
          const { rows } = (await people.ask(who, 'GET', `/inbox/${id}?offset=${offset}`)).body as { rows: { id: number; dueOn: string | null }[] };
          for (const row of rows) {
            every.add(row.id);
            if (id !== 'publish' && row.dueOn !== null && row.dueOn < answer.today) late.add(row.id);
          }
        }
      }
      expect([who, answer.waiting, answer.late]).toEqual([who, every.size, late.size]);
    }
    expect((await inbox('office')).waiting).toBeGreaterThan(0);
  });

  it('what is reported waits to be verified, what is assigned waits at the firm, what is asked for review waits for others than who reported it done', async () => {
    const id = await report('inspector');
    expect(await ids('west', 'verify')).toContain(id);
    expect(await ids('east', 'verify')).not.toContain(id);
    await move('west', id, 'assign', five);
    expect(await ids('west', 'verify')).not.toContain(id);
    expect(await ids('firm', 'to-start')).toContain(id);
    expect(await ids('west', 'due-soon')).toContain(id);
    expect((await inbox('firm')).lists.find((list) => list.id === 'to-start')?.rows.find((row) => row.id === id)).toMatchObject({ dueOn: '2026-04-14' });
    await move('firm', id, 'start');
    expect(await ids('firm', 'rectify')).toContain(id);
    // The township says it is done: others review, not they.
    await server.database.sql.unsafe(`update hazards set life = jsonb_set(jsonb_set(life, '{rectifier}', to_jsonb($2::text)), '{statusCode}', '"ST-AWAIT_REVIEW"'), status_code = 'ST-AWAIT_REVIEW' where id = $1::int`, [id, `user:${people.id('west')}`]);
    expect(await ids('west', 'review')).not.toContain(id);
    expect(await ids('inspector2', 'review')).toContain(id);
    expect(await ids('firm', 'review')).toEqual([]);
  });

  it('an extension asked for waits for whoever did not ask, an offered transfer for the trade it is offered to', async () => {
    const id = await report('inspector');
    await move('west', id, 'assign', five);
    expect((await move('firm', id, 'ask-extension', { newDueOn: '2026-05-14', reason: '待料' })).status).toBe(200);
    expect(await ids('west', 'extension')).toContain(id);
    expect(await ids('east', 'extension')).not.toContain(id);
    const other = await report('inspector');
    expect((await move('west', other, 'offer-transfer', { toSectorCode: 'SEC-GAS', toDepartmentCode: 'DEP-ZJ', reason: '燃气' })).status).toBe(200);
    expect(await ids('gas', 'transfer')).toContain(other);
    expect(await ids('fire', 'transfer')).not.toContain(other);
    expect(await ids('west', 'verify')).not.toContain(other);
  });

  it('an answer follows the data: it is worked out anew after a write and remembered between two', async () => {
    const before = count(await inbox('office'), 'verify') ?? 0;
    const statements = server.statements();
    await inbox('office');
    const again = server.statements() - statements;
    await report('office');
    expect(count(await inbox('office'), 'verify')).toBe(before + 1);
    expect(again).toBeLessThan(6);
  });

  it('work is handed over in one act: a preview writes nothing and says the same, what the receiver cannot reach stays and is named', async () => {
    await server.write((batch) => upsertHazards(batch, [hazard('east-1', 122.15, 37.05, { areaCode: 'E', statusCode: 'ST-VERIFYING' })]));
    const [eastern] = await server.database.sql.unsafe<{ id: number }[]>(`select id from hazards where code = 'east-1'`);
    const mine = [await report('inspector'), await report('inspector')];
    for (const id of [...mine, eastern?.id ?? 0]) expect((await move('office', id, 'hand-over', { handler: people.id('inspector') })).status).toBe(200);
    expect((await ids('inspector', 'mine')).sort()).toEqual([...mine, eastern?.id ?? 0].sort());
    const preview = (await people.ask('office', 'POST', '/handovers', wish())).body as { moved: number; left: number; hazards: { id: number; missing: { id: string }[] }[] };
    expect(preview).toMatchObject({ id: null, preview: true, moved: 2, left: 1 });
    expect(preview.hazards.find(({ id }) => id === eastern?.id)?.missing.map(({ id }) => id)).toEqual(['reach']);
    expect((await ids('inspector', 'mine')).length).toBe(3);
    for (const who of ['west', 'viewer', 'inspector']) expect((await people.ask(who, 'POST', '/handovers', wish())).status).toBe(403);
    expect((await people.ask('keys', 'POST', '/handovers', wish({ toUser: people.id('inspector') }))).status).toBe(400);
    const act = wish({ preview: false });
    const done = (await people.ask('keys', 'POST', '/handovers', act)).body as { id: number; moved: number };
    expect(done).toMatchObject({ moved: 2, left: 1 });
    expect((await people.ask('keys', 'POST', '/handovers', act)).body).toMatchObject({ id: done.id, moved: 2 });
    expect(await ids('inspector', 'mine')).toEqual([eastern?.id]);
    expect((await ids('inspector2', 'mine')).sort()).toEqual([...mine].sort());
    const received = (await inbox('inspector2')).handovers;
    expect(received).toMatchObject([{ id: done.id, fromName: '人员inspector', hazards: 2, reason: '岗位调整' }]);
    expect((await inbox('inspector')).handovers).toEqual([]);
    // The one who gave is told as well, for some days.
    expect((await inbox('inspector')).given).toMatchObject([{ id: done.id, toName: '人员inspector2', hazards: 2 }]);
    expect(received.length).toBe(1);
    expect((await inbox('inspector2')).given).toEqual([]);
    expect((await people.ask('inspector', 'POST', `/handovers/${done.id}/seen`)).status).toBe(404);
    expect((await people.ask('inspector2', 'POST', `/handovers/${done.id}/seen`)).status).toBe(204);
    expect((await inbox('inspector2')).handovers).toEqual([]);
    const { events } = (await people.ask('office', 'GET', `/hazards/${mine[0]}/events`)).body as { events: { move: string; data: { note?: string } }[] };
    expect(events.at(-1)).toMatchObject({ move: 'hand-over', data: { note: '岗位调整' } });
    const audit = await server.database.sql.unsafe<{ action: string }[]>('select action from audit where subject = $1', [`users/${people.id('inspector')}`]);
    expect(audit.map(({ action }) => action)).toContain('work-handed-over');
    const { officials } = (await people.ask('keys', 'GET', '/handovers/officials')).body as { officials: { id: string; open: number; areaCodes: string[] | null; sectorCodes: string[] | null }[] };
    expect(officials.find(({ id }) => id === people.id('inspector'))).toMatchObject({ areaCodes: ['W', 'E'], sectorCodes: null });
    expect(officials.find(({ id }) => id === people.id('inspector2'))?.open).toBe(2);
    expect((await people.ask('west', 'GET', '/handovers/officials')).status).toBe(403);
  });
});
