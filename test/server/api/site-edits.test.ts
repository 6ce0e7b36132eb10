// Are sites entered, changed, moved, retired and brought back by the right people, with their history, and kept against the next import, on both homes?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { upsertSites } from '../../../server/commands/sites.ts';
import { enterprise } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { makePeople, type People } from './people.ts';

interface History {
  readonly site: { readonly geometry: { readonly coordinates: number[] }; readonly properties: Record<string, unknown> };
  readonly version: number;
  readonly retiredOn: string | null;
  readonly areaByRule: boolean;
  readonly held: string[];
  readonly may: string;
  readonly undo: { sequence: number; kind: string } | null;
  readonly obstacle: { en: string } | null;
  readonly events: { sequence: number; kind: string; actorName: string | null; reason: string | null; before: Record<string, unknown>; after: Record<string, unknown>; undoes: number | null }[];
}
const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  let people: People;
  const edit = (who: string | null, id: number, version: number, body: Record<string, unknown>) => people.ask(who, 'PATCH', `/sites/enterprises/${id}`, { expectedVersion: version, requestKey: people.key(), ...body });
  const act = (who: string, id: number, version: number, what: 'retire' | 'undo', body: Record<string, unknown> = {}) => people.ask(who, 'POST', `/sites/enterprises/${id}/${what}`, { expectedVersion: version, requestKey: people.key(), ...body });
  const history = async (who: string, id: number): Promise<History> => (await people.ask(who, 'GET', `/sites/enterprises/${id}/history`)).body as History;
  const idOf = async (code: string): Promise<number> => (await server.database.sql.unsafe<{ id: number }[]>('select id from sites where code = $1', [code]))[0]?.id ?? 0;
  const detail = (answer: { body: unknown }): string => (answer.body as { detail: string }).detail;

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    people = await makePeople(server, [
      ['office', 'office', {}], ['west', 'township', { areaCodes: ['W'] }], ['fire', 'department', { sectorCodes: ['SEC-FIRE'] }], ['firm', 'enterprise', { siteIds: [2] }], ['viewer', 'viewer', {}],
    ]);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('a site that is entered by hand has a code, the township of its place, an event and a place in the index; sent twice it is one', async () => {
    const wish = { values: { name: '新渔具厂', sectorCode: 'SEC-INDU', employees: 9 }, geometry: point(122.03, 37.06), requestKey: people.key() };
    const made = await people.ask('west', 'POST', '/sites/enterprises', wish);
    expect([made.status, detail(made)]).toEqual([201, undefined]);
    const { id, code } = made.body as { id: number; code: string };
    expect(code).toMatch(/^CS-20260410-\d{5}$/);
    expect((await people.ask('west', 'POST', '/sites/enterprises', wish)).body).toMatchObject({ id });
    const seen = await history('west', id);
    expect(seen).toMatchObject({ version: 1, areaByRule: true, may: 'edit', undo: { sequence: 1, kind: 'created' }, site: { properties: { name: '新渔具厂', areaCode: 'W', employees: 9, phone: null } } });
    expect(seen.events).toMatchObject([{ kind: 'created', actorName: '人员west', before: {}, after: { name: '新渔具厂', areaCode: 'W' } }]);
    const found = await people.ask('office', 'GET', `/collections/enterprises/items?code=${code}`);
    expect((found.body as { numberMatched: number }).numberMatched).toBe(1);
    await expect.poll(() => server.index.points('enterprises').length).toBe(41);
    const audit = await server.database.sql.unsafe<{ action: string }[]>('select action from audit where subject = $1', [`sites/enterprises/${id}`]);
    expect(audit.map(({ action }) => action)).toEqual(['site-created']);
  });

  it('what the layer does not take is refused and named; so are a taken code, a place or trade outside the reach, and who may not', async () => {
    const make = (who: string, values: Record<string, unknown>, geometry: unknown = point(122.03, 37.06)) => people.ask(who, 'POST', '/sites/enterprises', { values, geometry, requestKey: people.key() });
    const wrong = await make('office', { name: '', employees: -1, colour: 'red', sectorCode: 'SEC-NONE' });
    expect(wrong.status).toBe(400);
    for (const name of ['name', 'employees', 'colour', 'sectorCode']) expect(detail(wrong)).toContain(name);
    expect((await make('office', { name: '甲', code: 'e1' })).status).toBe(409);
    expect((await make('office', { name: '甲' }, { type: 'LineString', coordinates: [[122, 37], [122.1, 37]] })).status).toBe(400);
    expect((await make('west', { name: '甲' }, point(122.15, 37.05))).status).toBe(403);
    expect((await make('fire', { name: '甲', sectorCode: 'SEC-CHEM' })).status).toBe(403);
    expect((await make('west', { name: '甲', ammoniaTonnes: 3 })).status).toBe(403);
    for (const who of ['firm', 'viewer']) expect((await make(who, { name: '甲' })).status).toBe(403);
    const bowTie = await people.ask('office', 'POST', '/sites/construction-sites', { values: { name: '工地', projectKind: 'housing', startsOn: '2026-01-01', cranes: 1, pitDepthMetres: 2, workers: 3, stage: 'structure' }, geometry: { type: 'Polygon', coordinates: [[[122.01, 37.01], [122.02, 37.02], [122.02, 37.01], [122.01, 37.02], [122.01, 37.01]]] }, requestKey: people.key() });
    expect([bowTie.status, detail(bowTie)]).toEqual([400, expect.stringContaining('crosses itself')]);
  });

  it('a site that moves is given its township anew, its hazards stay tied and follow; undo brings both back, step by step', async () => {
    const id = await idOf('e1');
    const tied = (await server.database.sql.unsafe<{ n: number }[]>('select count(*)::int as n from hazards where site_id = $1::int', [id]))[0]?.n;
    expect(tied).toBeGreaterThan(0);
    expect((await edit('west', id, 0, { geometry: point(122.15, 37.05) })).status).toBe(403);
    expect((await edit('office', id, 0, { values: { name: '海洋食品甲厂' }, reason: '更名' })).body).toMatchObject({ version: 1, changed: ['name'] });
    expect((await edit('office', id, 0, { values: { name: '乙' } })).status).toBe(409);
    expect((await edit('office', id, 1, { geometry: point(122.15, 37.05) })).body).toMatchObject({ version: 2, changed: ['areaCode', 'geometry'] });
    const areas = await server.database.sql.unsafe<{ area: string; n: number }[]>('select area_code as area, count(*)::int as n from hazards where site_id = $1::int group by 1', [id]);
    expect([...areas]).toEqual([{ area: 'E', n: tied }]);
    expect((await history('office', id)).held.sort()).toEqual(['geometry', 'name']);
    expect((await act('office', id, 2, 'undo')).body).toMatchObject({ version: 3 });
    expect((await history('office', id)).site.properties['areaCode']).toBe('W');
    expect([...(await server.database.sql.unsafe<{ area: string }[]>('select distinct area_code as area from hazards where site_id = $1::int', [id]))]).toEqual([{ area: 'W' }]);
    expect((await history('office', id)).undo).toEqual({ sequence: 1, kind: 'edited' });
    expect((await act('office', id, 3, 'undo', { reason: '更名有误' })).status).toBe(200);
    const back = await history('office', id);
    expect(back).toMatchObject({ version: 4, held: [], undo: null, site: { properties: { name: '海洋食品1有限公司' } } });
    expect(back.events.map(({ kind, undoes }) => [kind, undoes])).toEqual([['undone', 1], ['undone', 2], ['edited', null], ['edited', null]]);
    expect((await act('office', id, 4, 'undo')).status).toBe(409);
  });

  it('an enterprise keeps its own phone and nothing else; a viewer sees who did nothing and the phone masked', async () => {
    const { version } = await history('firm', 2);
    expect((await edit('firm', 2, version, { values: { phone: '0631-7654321' } })).status).toBe(200);
    expect((await edit('firm', 2, version + 1, { values: { name: '改名' } })).status).toBe(403);
    expect((await edit('firm', 2, version + 1, { geometry: point(122.026, 37.01) })).status).toBe(403);
    expect((await edit('firm', 3, 0, { values: { phone: '1' } })).status).toBe(404);
    expect((await act('firm', 2, version + 1, 'retire', { reason: 'x' })).status).toBe(403);
    const seen = await history('viewer', 2);
    expect(seen.may).toBe('nothing');
    expect(seen.events[0]).toMatchObject({ actorName: null, after: { phone: expect.stringContaining('*') } });
    expect(JSON.stringify(seen)).not.toContain('7654321');
    expect((await edit('viewer', 2, version + 1, { values: { phone: '1' } })).status).toBe(403);
    expect((await act('firm', 2, version + 1, 'undo')).status).toBe(200);
  });

  it('a retired site leaves map and lists and keeps its hazards; open ones are named first; undo brings it back', async () => {
    const id = await idOf('e1');
    const { version } = await history('office', id);
    const refused = await act('office', id, version, 'retire', { reason: '已搬迁' });
    expect([refused.status, detail(refused)]).toEqual([409, expect.stringMatching(/expected \d+: h\d+/)]);
    const openHazards = Number(/expected (\d+)/.exec(detail(refused))?.[1]);
    const hazards = async (): Promise<number> => ((await people.ask('office', 'GET', '/collections/hazards/items?limit=1')).body as { numberMatched: number }).numberMatched;
    const before = await hazards();
    expect((await act('office', id, version, 'retire', { reason: '已搬迁', openHazards })).status).toBe(200);
    await expect.poll(async () => ((await people.ask('office', 'GET', '/collections/enterprises/items?code=e1')).body as { numberMatched: number }).numberMatched).toBe(0);
    expect((await people.ask('office', 'GET', `/collections/enterprises/items/${id}`)).status).toBe(404);
    expect((await people.ask('office', 'GET', `/sites/enterprises/${id}/summary`)).status).toBe(404);
    expect(((await people.ask('office', 'GET', `/search?q=${encodeURIComponent('海洋食品1有限')}`)).body as { results?: { id: number }[] }).results?.some((row) => row.id === id) ?? false).toBe(false);
    expect(await hazards()).toBe(before);
    expect((await people.ask('office', 'POST', '/hazards', { door: 'inspection', title: '通道被占', kindCode: 'HK-EXIT', siteId: id, requestKey: people.key() })).status).toBe(400);
    expect((await history('office', id)).retiredOn).toBe('2026-04-10');
    expect((await edit('office', id, version + 1, { values: { name: 'x' } })).status).toBe(409);
    const { steps } = (await people.ask('west', 'GET', '/sites/changes')).body as { steps: { siteId: number; kind: string; siteName: string }[] };
    expect(steps[0]).toMatchObject({ siteId: id, kind: 'retired', siteName: '海洋食品1有限公司' });
    expect((await act('office', id, version + 1, 'undo')).status).toBe(200);
    await expect.poll(async () => ((await people.ask('office', 'GET', '/collections/enterprises/items?code=e1')).body as { numberMatched: number }).numberMatched).toBe(1);
  });

  it('an entry that is undone goes, unless records hang on it', async () => {
    const { id } = (await people.ask('office', 'POST', '/sites/enterprises', { values: { name: '误录' }, geometry: point(122.04, 37.06), requestKey: people.key() })).body as { id: number };
    expect((await people.ask('office', 'POST', '/hazards', { door: 'inspection', title: '通道被占', kindCode: 'HK-EXIT', siteId: id, requestKey: people.key() })).status).toBe(201);
    const refused = await act('office', id, 1, 'undo');
    expect([refused.status, detail(refused)]).toEqual([409, expect.stringContaining('retire it instead')]);
    const other = (await people.ask('office', 'POST', '/sites/enterprises', { values: { name: '误录二' }, geometry: point(122.04, 37.06), requestKey: people.key() })).body as { id: number };
    expect((await act('office', other.id, 1, 'undo')).status).toBe(200);
    expect((await people.ask('office', 'GET', `/collections/enterprises/items/${other.id}`)).status).toBe(404);
  });

  it('an import keeps what was edited here until the register says something else of it, and says so in the history', async () => {
    const register = enterprise('held-1', 122.05, 37.05, { name: '登记名', address: '登记地址', attributes: { employees: 10, phone: '0631-1000000' } });
    await server.write((batch) => upsertSites(batch, [register]));
    const id = await idOf('held-1');
    await edit('office', id, 0, { values: { name: '更正名', employees: 12 }, geometry: point(122.06, 37.05) });
    const row = async () => (await history('office', id)).site;
    // The same file changes nothing; a row that changed elsewhere keeps the edits.
    await server.write(async (batch) => expect(await upsertSites(batch, [register])).toEqual({ taken: 0, changed: 0, unchanged: 1 }));
    await server.write((batch) => upsertSites(batch, [{ ...register, address: '新地址' }]));
    expect(await row()).toMatchObject({ geometry: { coordinates: [122.06, 37.05] }, properties: { name: '更正名', employees: 12, address: '新地址' } });
    await server.write(async (batch) => expect(await upsertSites(batch, [{ ...register, address: '新地址' }])).toEqual({ taken: 0, changed: 0, unchanged: 1 }));
    // The register itself speaks of the name: it prevails there, and only there.
    await server.write((batch) => upsertSites(batch, [{ ...register, address: '新地址', name: '登记新名' }]));
    const seen = await history('office', id);
    expect(seen.site).toMatchObject({ geometry: { coordinates: [122.06, 37.05] }, properties: { name: '登记新名', employees: 12 } });
    expect(seen.held.sort()).toEqual(['employees', 'geometry']);
    expect(seen.events.map(({ kind }) => kind)).toEqual(['imported', 'imported', 'edited']);
    expect(seen.events[0]).toMatchObject({ actorName: null, before: { name: '更正名' }, after: { name: '登记新名' } });
    expect(seen).toMatchObject({ undo: null, obstacle: { en: 'a later import has changed the same fields' } });
    expect((await act('office', id, seen.version, 'undo')).status).toBe(409);
    // A retired site stays retired whatever the file says.
    await act('office', id, seen.version, 'retire', { reason: '停产' });
    await server.write((batch) => upsertSites(batch, [{ ...register, name: '又改' }]));
    expect((await history('office', id)).retiredOn).toBe('2026-04-10');
    expect((await people.ask('office', 'GET', `/collections/enterprises/items/${id}`)).status).toBe(404);
  });

  it('the history is append-only and a refused change leaves nothing behind', async () => {
    for (const statement of ['delete from site_events', 'update site_events set reason = null', 'truncate site_events']) await expect(server.database.sql.unsafe(statement)).rejects.toThrow(/append-only/);
    const counts = () => server.database.sql.unsafe<{ version: number; events: number }[]>('select version::int as version, (select count(*) from site_events)::int as events from data_state');
    const before = await counts();
    const id = await idOf('e2');
    await edit('west', id, 0, { geometry: point(122.15, 37.05) });
    await edit('office', id, 7, { values: { name: 'x' } });
    expect([...(await counts())]).toEqual([...before]);
    // As it is already: no event either.
    expect((await edit('office', id, 0, { values: { address: null } })).body).toMatchObject({ version: 0, changed: [] });
    expect([...(await counts())]).toEqual([...before]);
  });
});
