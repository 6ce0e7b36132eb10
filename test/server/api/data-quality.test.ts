// Does each check of truth count what was planted and name its rows, within the reach of the one who asks, on both homes?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { qualityChecks } from '../../../data/contract/data-quality.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { upsertSites } from '../../../server/commands/sites.ts';
import { enterprise, hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { makePeople, type People } from './people.ts';

interface Answer { asOf: string; dataVersion: number; current: boolean; checks: { id: string; count: number; n: number }[]; freshness: { collection: string; rows: number; old: boolean; ageDays: number | null; limitDays: number | null }[] }

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  let people: People;
  const quality = async (who: string): Promise<Answer> => (await people.ask(who, 'GET', '/data-quality')).body as Answer;
  const counts = async (who: string): Promise<Record<string, number>> => Object.fromEntries((await quality(who)).checks.map(({ id, count }) => [id, count]));
  const codes = async (who: string, check: string): Promise<string[]> => ((await people.ask(who, 'GET', `/data-quality/${check}`)).body as { rows: { code: string }[] }).rows.map(({ code }) => code);
  const later = (): void => server.setNow(server.deps.now() + 6 * 60_000);

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    people = await makePeople(server, [['office', 'office', {}], ['west', 'township', { areaCodes: ['W'] }], ['east', 'township', { areaCodes: ['E'] }]]);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('what is planted is found: nobody’s, disputed, outside, piled, untied, unknown clause, merged into nothing, incomplete, twice', async () => {
    const before = await counts('office');
    await server.database.sql.unsafe(`insert into responsibilities (sector_code, department_code, area_code, role, source, valid_from) values ('SEC-CHEM', 'DEP-YJ', null, 'lead', 'test', '2020-01-01'), ('SEC-CHEM', 'DEP-GX', null, 'lead', 'test', '2020-01-01')`);
    await server.write(async (batch) => {
      await upsertSites(batch, [enterprise('q-none', 122.03, 37.03, { sectorCode: null }), enterprise('q-fire', 122.03, 37.031, { sectorCode: 'SEC-FIRE' }), enterprise('q-out', 110, 30, { areaCode: 'W' }), ...[0, 1, 2, 3, 4].map((k) => enterprise(`q-pile${k}`, 122.0333, 37.0333))]);
      await upsertHazards(batch, [
        hazard('q1', 122.03, 37.03, { siteLayer: 'enterprises', siteCode: 'nobody', clauseId: 'clause-that-is-none', areaCode: 'W' }),
        hazard('q2', 122.03, 37.03, { statusCode: 'ST-MERGED', areaCode: 'W' }),
        hazard('q3', 122.03, 37.03, { statusCode: 'ST-ASSIGNED', dueOn: null, areaCode: 'W' }),
        ...['q4', 'q5'].map((code) => hazard(code, 122.03, 37.03, { siteLayer: 'enterprises', siteCode: 'q-fire', kindCode: 'HK-TEMPEL', areaCode: 'W' })),
        hazard('q6', 100, 20, { areaCode: 'W' }),
      ]);
    });
    later();
    const after = await counts('office');
    const more = Object.fromEntries(Object.entries(after).map(([id, count]) => [id, count - (before[id] ?? 0)]).filter(([, count]) => count !== 0));
    expect(more).toMatchObject({ 'no-sector': 1, 'site-outside': 1, 'site-piled': 5, 'unknown-site': 1, 'unknown-clause': 1, 'merged-nowhere': 1, 'no-deadline': 1, 'no-owner': 1, 'no-measures': 1, 'same-again': 2, 'hazard-outside': 1 });
    const [chemical] = await server.database.sql.unsafe<{ n: number }[]>(`select count(*)::int as n from sites where sector_code = 'SEC-CHEM'`);
    expect(after['two-leads']).toBe(chemical?.n);
    // Of the fixture's duties only fire has a lead.
    expect(await codes('office', 'no-lead')).not.toContain('q-fire');
    expect(await codes('office', 'no-sector')).toContain('q-none');
    expect(await codes('office', 'site-piled')).toEqual(['q-pile0', 'q-pile1', 'q-pile2', 'q-pile3', 'q-pile4']);
    expect(await codes('office', 'same-again')).toEqual(expect.arrayContaining(['q4', 'q5']));
    expect(await codes('office', 'unknown-site')).toContain('q1');
  });

  it('every count is that of its rows, is never more than what it is a share of, and holds within the reach', async () => {
    later();
    const all = await quality('office');
    expect(all.checks.map(({ id }) => id)).toEqual(qualityChecks.map(({ id }) => id));
    for (const { id, count, n } of all.checks) {
      expect([id, count <= n]).toEqual([id, true]);
      if (count <= 50) expect([id, (await codes('office', id)).length]).toEqual([id, count]);
    }
    const pile = async (query: string) => people.ask('office', 'GET', `/data-quality/site-piled?${query}`);
    expect(((await pile('offset=1&limit=2')).body as { rows: { code: string }[] }).rows.map(({ code }) => code)).toEqual(['q-pile1', 'q-pile2']);
    for (const query of ['limit=0', 'limit=1001', 'offset=10001', 'limit=1e2', 'offset=-1']) expect([query, (await pile(query)).status]).toEqual([query, 400]);
    expect(await codes('west', 'no-sector')).toContain('q-none');
    expect(await codes('east', 'no-sector')).not.toContain('q-none');
    expect((await counts('east'))['unknown-site']).toBe((await codes('east', 'unknown-site')).length);
    expect((await people.ask('office', 'GET', '/data-quality/nothing')).status).toBe(404);
  });

  it('an answer says from what it is: kept while writes keep coming, no longer current then, and worked out anew after its time', async () => {
    later();
    await server.write((batch) => upsertSites(batch, [enterprise('q-newer', 122.032, 37.03)]));
    const first = await quality('office');
    expect(first.current).toBe(true);
    await server.write((batch) => upsertSites(batch, [enterprise('q-new', 122.031, 37.03, { sectorCode: null })]));
    const kept = await quality('office');
    expect(kept).toMatchObject({ asOf: first.asOf, dataVersion: first.dataVersion, current: false });
    later();
    const anew = await quality('office');
    expect(anew.current).toBe(true);
    expect(anew.dataVersion).toBeGreaterThan(first.dataVersion);
    const freshness = new Map(anew.freshness.map((row) => [row.collection, row]));
    // The last boat's position is of the day before the test's; the last inspection more than a week old.
    expect(freshness.get('inspections')).toMatchObject({ rows: 30, old: true, limitDays: 7 });
    expect(freshness.get('fishing-ports')).toMatchObject({ rows: 1, old: false });
  });
});
