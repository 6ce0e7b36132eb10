// Are incidents entered, graded by law, reported up, corrected and voided as events, counted beside the year before, and tied to what was known, on both homes?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upsertIncidents } from '../../../server/commands/incidents.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { makePeople, type People } from './people.ts';

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  let people: People;
  const at = '2026-04-10T09:00:00+08:00';
  const enter = (who: string, more: Record<string, unknown> = {}) => people.ask(who, 'POST', '/incidents', { title: '叉车伤人', siteId: 2, occurredAt: at, deaths: 0, seriousInjuries: 1, injuries: 1, lossYuan: null, requestKey: people.key(), ...more });
  const change = (who: string, method: string, path: string, body: Record<string, unknown>) => people.ask(who, method, `/incidents/${path}`, { requestKey: people.key(), ...body });
  const page = async (who: string, id: number) => (await people.ask(who, 'GET', `/incidents/${id}`)).body as { incident: Record<string, unknown>; steps: Record<string, unknown>[]; before: Record<string, unknown> & { hazards: { code: string }[] } };
  const series = async () => (await people.ask('office', 'GET', '/incidents/series')).body as { n: number; months: { month: string; incidents: number; incidentsBefore: number; deaths: number }[] };

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    people = await makePeople(server, [['office', 'office', {}], ['east', 'township', { areaCodes: ['E'] }], ['firm', 'enterprise', { siteIds: [2] }], ['viewer', 'viewer', {}]]);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('a quick entry takes trade and township from its site and its grade from the figures; sent twice it is one', async () => {
    const wish = { requestKey: people.key() };
    const made = await enter('office', wish);
    expect(made).toMatchObject({ status: 201, body: { code: expect.stringMatching(/^SG-20260410-\d{4}$/), gradeCode: 'AG-4' } });
    expect(await enter('office', wish)).toMatchObject({ status: 200, body: { id: (made.body as { id: number }).id } });
    const { incident, steps } = await page('office', (made.body as { id: number }).id);
    expect(incident).toMatchObject({ siteName: '海洋食品1有限公司', areaCode: 'W', sectorCode: 'SEC-FIRE', seriousInjuries: 1, told: null, knownAt: at });
    expect(steps).toMatchObject([{ kind: 'entered', actorName: '人员office' }]);
    expect((await page('viewer', (made.body as { id: number }).id)).steps).toMatchObject([{ actorName: null }]);
  });

  it('what cannot be is refused: a time to come, fewer injured than seriously injured, no place, a foreign place, who may not', async () => {
    for (const more of [{ occurredAt: '2026-04-11T09:00:00+08:00' }, { injuries: 0 }, { siteId: undefined }, { knownAt: '2026-04-10T08:00:00+08:00' }, { siteId: 999_999 }]) expect([more, (await enter('office', more)).status]).toEqual([more, 400]);
    expect((await enter('east')).status).toBe(400);
    expect((await enter('east', { siteId: undefined, place: { lng: 122.05, lat: 37.05 } })).status).toBe(403);
    for (const who of ['firm', 'viewer']) expect((await enter(who)).status).toBe(403);
  });

  it('levels are told, figures corrected with a reason, the grade following; the old ones stand in the steps', async () => {
    const { id } = (await enter('office')).body as { id: number };
    expect((await change('office', 'POST', `${id}/reports`, { level: 'unit', at: '2026-04-10T09:40:00+08:00', expectedVersion: 1 })).status).toBe(200);
    expect((await change('office', 'PATCH', String(id), { values: { deaths: 3 }, reason: '经抢救无效', expectedVersion: 1 })).status).toBe(409);
    expect((await change('office', 'PATCH', String(id), { values: { deaths: 3 }, reason: '经抢救无效', expectedVersion: 2 })).body).toMatchObject({ version: 3, gradeCode: 'AG-3' });
    expect((await change('office', 'PATCH', String(id), { values: { deaths: 3 }, reason: '无变化', expectedVersion: 3 })).status).toBe(400);
    const { incident, steps } = await page('office', id);
    expect(incident).toMatchObject({ deaths: 3, gradeCode: 'AG-3', told: { unit: '2026-04-10T09:40:00+08:00' } });
    expect(steps[2]).toMatchObject({ kind: 'corrected', reason: '经抢救无效', before: { deaths: 0, gradeCode: 'AG-4' }, after: { deaths: 3, gradeCode: 'AG-3' } });
    await expect(server.database.sql.unsafe('delete from incident_events')).rejects.toThrow(/append-only/);
  });

  it('a void entry leaves every count and list, and stays in the ledger with its reason for who asks', async () => {
    const { id } = (await enter('office', { title: '误报一起', deaths: 1 })).body as { id: number };
    const before = await series();
    expect((await change('office', 'POST', `${id}/void`, { reason: '', expectedVersion: 1 })).status).toBe(400);
    expect((await change('office', 'POST', `${id}/void`, { reason: '经核实非生产安全事故', expectedVersion: 1 })).status).toBe(200);
    expect((await series()).n).toBe(before.n - 1);
    const list = async (query: string) => ((await people.ask('office', 'GET', `/incidents?q=${encodeURIComponent('误报')}${query}`)).body as { incidents: { voided: boolean }[] }).incidents;
    expect(await list('')).toEqual([]);
    expect(await list('&void=with')).toMatchObject([{ voided: true }]);
    expect((await people.ask('office', 'GET', `/collections/incidents/items/${id}`)).status).toBe(404);
    expect((await change('office', 'PATCH', String(id), { values: { deaths: 0 }, reason: 'x', expectedVersion: 2 })).status).toBe(409);
  });

  it('each month stands beside the same one of the year before, by the city’s calendar', async () => {
    const row = (code: string, occurredAt: string) => ({ code, title: code, siteLayer: null, siteCode: null, sectorCode: 'SEC-INDU', areaCode: null, gradeCode: 'AG-0', occurredAt, deaths: 0, injuries: 1, geometry: { type: 'Point' as const, coordinates: [122.05, 37.05] as [number, number] }, synthetic: true });
    // Half past midnight in the city is the day before in Greenwich.
    await server.write((batch) => upsertIncidents(batch, [row('y1', '2025-04-01T00:30:00+08:00'), row('y2', '2025-03-31T23:30:00+08:00')]));
    const { months } = await series();
    expect(months).toHaveLength(24);
    expect(months.at(-1)).toMatchObject({ month: '2026-04', incidentsBefore: 1 });
    expect(months.at(-2)).toMatchObject({ month: '2026-03', incidentsBefore: 1 });
    const east = (await people.ask('east', 'GET', '/incidents/series')).body as { n: number };
    expect(east.n).toBe(0);
  });

  it('this year to date stands beside the year before to the same date, whole days, in the same township, trade and grade; a year’s list holds that year', async () => {
    const row = (code: string, occurredAt: string, injuries: number) => ({ code, title: `同期${code}`, siteLayer: null, siteCode: null, sectorCode: 'SEC-FISH', areaCode: null, gradeCode: 'AG-0', occurredAt, deaths: 0, injuries, geometry: { type: 'Point' as const, coordinates: [122.05, 37.05] as [number, number] }, synthetic: true });
    // The day is 2026-04-10: the last minute of the same date counts, the first of the next one does not; nor does the last minute of the year before that.
    await server.write((batch) => upsertIncidents(batch, [row('z1', '2025-04-10T23:59:00+08:00', 2), row('z2', '2025-04-11T00:00:00+08:00', 4), row('z3', '2024-12-31T23:59:00+08:00', 8), row('z4', '2026-01-01T00:00:00+08:00', 16)]));
    type Compared = { yearToDate: Record<string, unknown>; yearBefore: Record<string, unknown> };
    const fishing = (await people.ask('office', 'GET', '/incidents/series?sectorCode=SEC-FISH')).body as Compared;
    expect(fishing).toMatchObject({ yearToDate: { from: '2026-01-01', to: '2026-04-10', incidents: 1, injuries: 16, graded: 0, deaths: 0 }, yearBefore: { from: '2025-01-01', to: '2025-04-10', incidents: 1, injuries: 2 } });
    const whole = (await people.ask('office', 'GET', '/incidents/series')).body as Compared;
    expect(whole.yearToDate['incidents']).toBeGreaterThan(1);
    const graded = (await people.ask('office', 'GET', '/incidents/series?sectorCode=SEC-FISH&gradeCode=AG-1,AG-2,AG-3,AG-4')).body as Compared;
    expect(graded).toMatchObject({ yearToDate: { incidents: 0 }, yearBefore: { incidents: 0 } });
    const codes = async (year: string) => ((await people.ask('office', 'GET', `/incidents?sectorCode=SEC-FISH&year=${year}`)).body as { incidents: { code: string }[] }).incidents.map(({ code }) => code);
    expect([await codes('2024'), await codes('2025'), await codes('2026')]).toEqual([['z3'], ['z2', 'z1'], ['z4']]);
    expect((await people.ask('office', 'GET', '/incidents?year=26')).status).toBe(400);
    // The other tests count incidents of this trade no more than of any other; they are gone again for them.
    await server.database.sql.unsafe(`delete from incidents where code in ('z1', 'z2', 'z3', 'z4')`);
  });

  it('says what was known of the place when it happened: the last inspection and the hazards that stood open', async () => {
    const { id } = (await enter('office', { occurredAt: '2026-03-15T10:00:00+08:00' })).body as { id: number };
    const { before } = await page('office', id);
    const [expected] = await server.database.sql.unsafe<{ n: number }[]>(`select count(*)::int as n from hazards where site_id = 2 and found_at <= '2026-03-15T10:00:00+08:00' and (closed_at is null or closed_at > '2026-03-15T10:00:00+08:00')`);
    expect(before).toMatchObject({ site: true, openHazards: expected?.n, inspection: { days: expect.any(Number) } });
    expect(before.hazards.length).toBe(Math.min(10, expected?.n ?? 0));
    expect((await page('office', 1)).incident['code']).toBe('x1');
  });

  it('what was corrected here no file changes', async () => {
    expect((await change('office', 'PATCH', '1', { values: { deaths: 1 }, reason: '核实', expectedVersion: 0 })).body).toMatchObject({ gradeCode: 'AG-4' });
    await server.write((batch) => upsertIncidents(batch, [{ code: 'x1', title: '改名', siteLayer: 'enterprises', siteCode: 'e1', sectorCode: 'SEC-INDU', areaCode: null, gradeCode: 'AG-0', occurredAt: '2026-02-14T10:00:00+08:00', deaths: 0, injuries: 1, geometry: { type: 'Point', coordinates: [122.025, 37.01] }, synthetic: true }]));
    expect((await page('office', 1)).incident).toMatchObject({ title: '机械伤害', deaths: 1 });
  });
});
