// Does the closing procedure hold over HTTP, for several people at once, on both homes?
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grant, RoleId } from '../../../data/contract/access.ts';
import { type LifeEvent, replay } from '../../../data/contract/closing-life.ts';
import { informerChannels } from '../../../data/vocabulary/informers.ts';
import { takeUpByDefault } from '../../../server/commands/default-moves.ts';
import { loadCriteria } from '../../../server/commands/criteria.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { criteriaClauses, criteriaDocuments } from '../../../data/vocabulary/criteria.ts';
import { hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';

const commandLine = { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
/** Place of site e1, the second enterprise. */
const place = { lng: 122.025, lat: 37.01 };

interface Page {
  readonly sequence: number;
  readonly flags: string[];
  readonly item: { readonly properties: Record<string, unknown> };
  readonly moves: { id: string; on: boolean; missing: { id: string }[] }[];
  readonly related: { kinship: string; code: string; id: number }[];
  readonly signOffs: { role: string }[];
}

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  const cookies = new Map<string, string>();
  const ids = new Map<string, string>();
  let wishes = 0;
  const key = (): string => `wish-of-this-test-${++wishes}`;

  async function ask(who: string | null, method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> {
    const headers = who === null ? commandLine : { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test', Cookie: cookies.get(who) ?? '' };
    const response = await fetch(`${server.root}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (who !== null && path === '/session') cookies.set(who, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
  }
  const report = (who: string, more: Record<string, unknown> = {}) => ask(who, 'POST', '/hazards', { door: 'inspection', title: '疏散通道被货物占用', kindCode: 'HK-EXIT', siteId: 2, requestKey: key(), ...more });
  const move = (who: string, id: number, name: string, values: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => ask(who, 'POST', `/hazards/${id}/moves`, { move: name, values, ...more });
  const page = async (who: string, id: number): Promise<Page> => (await ask(who, 'GET', `/hazards/${id}`)).body as Page;
  let shade = 0;
  /** A photo of stripes that no other is like, with or without a place. */
  async function photo(who: string, at: { lng: number; lat: number } | null = place): Promise<number> {
    const seed = ++shade;
    const pixels = Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, k) => ((k * 2_654_435_761 * seed) >>> (11 + (seed % 7))) & 255));
    const bytes = await sharp(pixels, { raw: { width: 64, height: 64, channels: 3 } }).resize(640, 480, { kernel: 'nearest' }).jpeg().toBuffer();
    const query = new URLSearchParams({ requestKey: key(), takenAt: new Date(server.deps.now() - 60_000).toISOString(), ...(at === null ? {} : { lng: String(at.lng), lat: String(at.lat), accuracyMetres: '10' }) });
    const response = await fetch(`${server.root}/evidence?${query}`, { method: 'POST', headers: { 'Content-Type': 'image/jpeg', 'X-Anlan-Request': 'test', Cookie: cookies.get(who) ?? '' }, body: bytes as never });
    const row = (await response.json()) as { id: number; detail?: string };
    expect(response.status, row.detail).toBeLessThan(300);
    return row.id;
  }
  const five = { ownerName: '张厂长', dueOn: '2026-05-30', measures: '清理并划线', interimControl: '专人看守', fundsYuan: 20_000, contingencyPlan: '已修订' };

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    await server.write((batch) => loadCriteria(batch, criteriaDocuments, criteriaClauses));
    const grants: [string, RoleId, Partial<Grant>][] = [
      ['office', 'office', {}], ['office2', 'office', {}], ['department', 'department', { sectorCodes: ['SEC-INDU', 'SEC-FIRE', 'SEC-CHEM'] }], ['department2', 'department', { sectorCodes: ['SEC-INDU', 'SEC-FIRE', 'SEC-CHEM'] }],
      ['gas', 'department', { sectorCodes: ['SEC-GAS'] }], ['west', 'township', { areaCodes: ['W'] }], ['east', 'township', { areaCodes: ['E'] }], ['inspector', 'inspector', { areaCodes: ['W'] }], ['inspector2', 'inspector', { areaCodes: ['W'] }],
      ['firm', 'enterprise', { siteIds: [2] }], ['viewer', 'viewer', {}],
    ];
    for (const [name, role, limits] of grants) {
      const made = await ask(null, 'POST', '/users', { userName: `user-${name}`, name: `人员${name}`, password: 'Xiaodao-2026-Qing', grant: { role, ...free, ...limits } });
      ids.set(name, (made.body as { id: string }).id);
      await ask(name, 'POST', '/session', { userName: `user-${name}`, password: 'Xiaodao-2026-Qing' });
    }
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('a general hazard goes its way: found, assigned, put right, looked at by another person, closed; every step in its life and in the audit', async () => {
    const found = await report('inspector');
    expect(found.status).toBe(201);
    const { id, code } = found.body as { id: number; code: string };
    expect(code).toMatch(/^YH-20260410-\d{5}$/);
    expect((await page('department', id)).item.properties).toMatchObject({ statusCode: 'ST-VERIFYING', areaCode: 'W', siteName: '海洋食品1有限公司', sourceCode: 'SRC-INS' });
    expect((await move('department', id, 'assign', { levelCode: 'LV-G', ...five })).status).toBe(200);
    expect((await move('firm', id, 'start')).status).toBe(200);
    const bare = await move('firm', id, 'submit', { rectification: '已清理' });
    expect(bare.status).toBe(409);
    expect((bare.body as { missing: { id: string }[] }).missing.map(({ id: what }) => what)).toEqual(['evidence', 'photo-given']);
    expect((await move('firm', id, 'submit', { rectification: '已清理', evidence: [await photo('firm')] })).status).toBe(200);
    // No second look yet, and the firm cannot give it.
    expect((await move('firm', id, 'close', { opinion: '合格' })).status).toBe(409);
    const unplaced = await move('inspector2', id, 'close', { opinion: '合格', evidence: [await photo('inspector2', null)] });
    expect((unplaced.body as { missing: { id: string }[] }).missing.map(({ id: what }) => what)).toEqual(['photo-on-site']);
    const far = await move('inspector2', id, 'close', { opinion: '合格', evidence: [await photo('inspector2', { lng: 122.09, lat: 37.06 })] });
    expect((far.body as { missing: { id: string }[] }).missing.map(({ id: what }) => what)).toEqual(['photo-on-site']);
    const closed = await move('inspector2', id, 'close', { opinion: '现场复查合格', evidence: [await photo('inspector2')] });
    expect(closed.body).toMatchObject({ statusCode: 'ST-CLOSED', sequence: 5 });
    const { events } = (await ask('office', 'GET', `/hazards/${id}/events`)).body as { events: { move: string; actorName: string | null; data: Record<string, unknown> }[] };
    expect(events.map(({ move: name }) => name)).toEqual(['report', 'assign', 'start', 'submit', 'close']);
    expect(events[1]).toMatchObject({ actorName: '人员department', data: { dueOn: '2026-05-30', ownerName: '张厂长' } });
    // A viewer sees the steps, not the people.
    const seen = (await ask('viewer', 'GET', `/hazards/${id}/events`)).body as { events: { actorName: string | null; data: Record<string, unknown> }[] };
    expect(seen.events.every(({ actorName }) => actorName === null)).toBe(true);
    expect(JSON.stringify(seen)).not.toContain('张厂长');
    const audit = await server.database.sql.unsafe<{ action: string }[]>('select action from audit where subject = $1 order by sequence', [`hazards/${id}`]);
    expect(audit.map(({ action }) => action)).toEqual(['hazard-reported', 'hazard-moved', 'hazard-moved', 'hazard-moved', 'hazard-moved']);
    expect(server.index.version('hazards')).toBeGreaterThan(0);
  });

  it('a major hazard is closed by three people; what stands in the state is what its events replay to', async () => {
    const [clause] = await server.database.sql.unsafe<{ id: string }[]>(`select criteria_clauses.id from criteria_clauses join criteria_documents d on d.id = document_id where (valid_from is null or valid_from <= '2026-04-10') and (valid_to is null or valid_to > '2026-04-10') limit 1`);
    expect(clause).toBeDefined();
    const refused = await report('inspector', { levelCode: 'LV-M' });
    expect(refused.status).toBe(400);
    const { id } = (await report('inspector', { levelCode: 'LV-M', clauseId: clause?.id })).body as { id: number };
    const thin = await move('department', id, 'assign', { levelCode: 'LV-M', ownerName: '张', dueOn: '2026-06-30', measures: '改造' });
    expect((thin.body as { missing: { id: string }[] }).missing.map(({ id: what }) => what)).toEqual(['interimControl', 'fundsYuan', 'contingencyPlan']);
    expect((await move('department', id, 'assign', { levelCode: 'LV-M', ...five })).status).toBe(200);
    expect((await move('office', id, 'list', { supervisor: '市安委会', notice: '〔2026〕3号' })).status).toBe(200);
    await move('firm', id, 'start');
    expect((await move('firm', id, 'submit', { rectification: '已改造', request: '请复查', evidence: [await photo('firm')] })).status).toBe(200);
    expect(((await move('inspector', id, 'pass', { opinion: '合格', evidence: [await photo('inspector')] })).body as { missing: { id: string }[] }).missing[0]?.id).toBe('not-finder');
    expect((await move('inspector2', id, 'pass', { opinion: '合格', evidence: [await photo('inspector2')] })).status).toBe(200);
    expect((await move('office', id, 'sign-office', { opinion: '同意' })).status).toBe(409);
    expect((await page('office', id)).moves.find(({ id: name }) => name === 'sign-office')).toMatchObject({ on: false, missing: [{ id: 'department-signed' }] });
    expect((await move('department2', id, 'sign-department', { opinion: '同意' })).status).toBe(200);
    expect((await move('office', id, 'sign-office', { opinion: '同意销号' })).body).toMatchObject({ statusCode: 'ST-CLOSED' });
    expect((await page('office', id)).signOffs.map(({ role }) => role)).toEqual(['review', 'department', 'office']);
    const rows = await server.database.sql.unsafe<{ event: string; life: string }[]>(
      `select json_build_object('sequence', sequence, 'kind', move, 'at', to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'by', actor, 'fromStatusCode', from_status_code, 'toStatusCode', to_status_code, 'data', data)::text as event,
         (select life::text from hazards where id = hazard_id) as life from hazard_events where hazard_id = $1::int order by sequence`,
      [id],
    );
    expect(replay(rows.map(({ event }) => JSON.parse(event) as LifeEvent))).toEqual(JSON.parse(rows[0]?.life ?? '') as unknown);
  });

  it('a person cannot be two by a token of their own, and a script that stands alone cannot review', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    await move('department', id, 'assign', { levelCode: 'LV-G', ...five });
    await move('firm', id, 'start');
    await move('department', id, 'submit', { rectification: '代报', evidence: [await photo('department')] });
    const own = (await ask('department', 'POST', '/tokens', { name: 'mine', expiresAt: '2027-01-01T00:00:00Z' })).body as { token: string };
    const script = (await ask(null, 'POST', '/tokens', { name: 'script', grant: { role: 'office', ...free }, expiresAt: '2027-01-01T00:00:00Z' })).body as { token: string };
    const close = async (token: string): Promise<string[]> => {
      const response = await fetch(`${server.root}/hazards/${id}/moves`, { method: 'POST', headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: JSON.stringify({ move: 'close', values: { opinion: '合格' } }) });
      return ((await response.json()) as { missing: { id: string }[] }).missing.map(({ id: what }) => what);
    };
    expect(await close(own.token)).toEqual(['not-rectifier']);
    expect(await close(script.token)).toEqual(['is-person']);
  });

  it('nobody moves or sees what lies outside their reach', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    expect((await ask('east', 'GET', `/hazards/${id}`)).status).toBe(404);
    expect((await move('east', id, 'reject', { reasonCode: 'RJ-UNTRUE', reason: 'x' })).status).toBe(404);
    expect((await move('gas', id, 'offer-transfer', {})).status).toBe(404);
    expect((await move('viewer', id, 'comment', { note: 'x' })).status).toBe(403);
    // Nor reports there.
    expect((await report('east')).status).toBe(400);
    expect((await report('east', { siteId: undefined, place })).status).toBe(403);
    expect((await report('firm')).status).toBe(403);
    expect((await report('firm', { door: 'enterprise', siteId: 3 })).status).toBe(400);
    const own = await report('firm', { door: 'enterprise' });
    expect(own.status).toBe(201);
    expect((await page('firm', (own.body as { id: number }).id)).item.properties['statusCode']).toBe('ST-REPORTED');
  });

  it('a wish that is sent twice happens once, and one on an old view of the hazard is refused', async () => {
    const wish = key();
    const [first, second] = [await report('inspector', { requestKey: wish }), await report('inspector', { requestKey: wish })];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(first.body).toEqual(second.body);
    const { id } = first.body as { id: number };
    const requestKey = key();
    const answers = await Promise.all([1, 2, 3].map(() => move('department', id, 'assign', { levelCode: 'LV-G', ...five }, { requestKey })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await page('department', id)).sequence).toBe(2);
    const stale = await move('firm', id, 'start', {}, { expectedSequence: 1 });
    expect(stale.status).toBe(409);
    expect((stale.body as { detail: string }).detail).toContain('expected 2');
    // Two who act at once: one of them wins, the other is told.
    const race = await Promise.all(['firm', 'office'].map((who) => (who === 'firm' ? move(who, id, 'start', {}, { expectedSequence: 2 }) : move(who, id, 'merge', { intoHazard: 1, reason: '重复' }, { expectedSequence: 2 }))));
    expect(race.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('what one person wrote is not sent under the session of another', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    const session = (await (await fetch(`${server.root}/session`, { headers: { Cookie: cookies.get('department') ?? '' } })).json()) as { id: string };
    expect(session.id).toBe(ids.get('department'));
    const as = (account: string | undefined) => fetch(`${server.root}/hazards/${id}/moves`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test', 'X-Anlan-Account': account ?? '', Cookie: cookies.get('department') ?? '' }, body: JSON.stringify({ move: 'comment', values: { note: '离线时写下' } }) });
    const other = await as(ids.get('office'));
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([412, 'other-account']);
    expect((await as(session.id)).status).toBe(200);
  });

  it('a refused move leaves nothing behind: no event, no attached photo, no version', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    await move('department', id, 'assign', { levelCode: 'LV-G', ...five });
    await move('firm', id, 'start');
    const picture = await photo('firm');
    const before = await server.database.sql.unsafe<{ version: number; events: number }[]>('select version::int as version, (select count(*) from hazard_events)::int as events from data_state');
    expect((await move('firm', id, 'submit', { rectification: '', evidence: [picture] })).status).toBe(409);
    const after = await server.database.sql.unsafe<{ version: number; events: number }[]>('select version::int as version, (select count(*) from hazard_events)::int as events from data_state');
    expect([...after]).toEqual([...before]);
    expect([...(await server.database.sql.unsafe('select hazard_id from evidence where id = $1::int', [picture]))]).toEqual([{ hazard_id: null }]);
  });

  it('many are moved at once: a preview writes nothing and says the same as the act', async () => {
    const made = await Promise.all([1, 2, 3].map(async () => ((await report('inspector')).body as { id: number }).id));
    const wanted = [...made, 3];
    const values = { levelCode: 'LV-G', ...five };
    const preview = (await ask('department', 'POST', '/hazards/moves', { move: 'assign', values, ids: wanted })).body as { moved: number; results: { missing: { id: string }[] }[] };
    expect(preview).toMatchObject({ preview: true, moved: 3 });
    expect((await page('department', made[0] ?? 0)).sequence).toBe(1);
    const act = (await ask('department', 'POST', '/hazards/moves', { move: 'assign', values, ids: wanted, preview: false, requestKey: key() })).body as typeof preview;
    expect(act.results.map(({ missing }) => missing)).toEqual(preview.results.map(({ missing }) => missing));
    expect(await Promise.all(made.map(async (id) => (await page('department', id)).item.properties['statusCode']))).toEqual(['ST-ASSIGNED', 'ST-ASSIGNED', 'ST-ASSIGNED']);
  });

  it('what is left of a rectification in part becomes a hazard of its own with the same deadline', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    await move('department', id, 'assign', { levelCode: 'LV-G', ...five });
    await move('firm', id, 'start');
    const { splitId } = (await move('department', id, 'split', { remainder: '二层东侧通道仍被占用', reason: '一层已清理' })).body as { splitId: number };
    const rest = await page('department', splitId);
    expect(rest.item.properties).toMatchObject({ statusCode: 'ST-RECTIFYING', dueOn: '2026-05-30', title: '二层东侧通道仍被占用' });
    expect(rest.related.filter(({ kinship }) => kinship === 'parent').map(({ id: parent }) => parent)).toEqual([id]);
    expect((await page('department', id)).related.filter(({ kinship }) => kinship === 'child').map(({ id: child }) => child)).toEqual([splitId]);
  });

  it('the same report by another door is proposed as a duplicate and merged, never dropped; a hazard is not merged into itself or into one that is merged', async () => {
    const [one, two] = [(await report('inspector', { title: '三号仓库卷帘门下堆放泡沫箱，堵塞安全出口' })).body as { id: number }, (await report('office', { door: 'public', title: '群众反映三号仓库卷帘门被泡沫箱堵塞' })).body as { id: number }];
    expect((await page('office', two.id)).related.filter(({ kinship }) => kinship === 'near').map(({ id }) => id)).toContain(one.id);
    expect((await move('office', two.id, 'merge', { intoHazard: two.id, reason: '重复' })).status).toBe(409);
    expect((await move('office', two.id, 'merge', { intoHazard: one.id, reason: '同一问题' })).body).toMatchObject({ statusCode: 'ST-MERGED' });
    expect((await move('office', one.id, 'merge', { intoHazard: two.id, reason: '反向' })).status).toBe(409);
    expect((await page('office', one.id)).related.map(({ kinship, id }) => [kinship, id])).toContainEqual(['merged', two.id]);
  });

  it('a hazard of the same site and kind within a year of the closing of one is a relapse, and the old one is told', async () => {
    const kindCode = 'HK-TEMPEL';
    const walk = async (): Promise<number> => {
      const { id } = (await report('inspector', { kindCode, title: '配电室临时接线' })).body as { id: number };
      expect((await move('department', id, 'assign', { levelCode: 'LV-G', ...five })).status).toBe(200);
      return id;
    };
    const first = await walk();
    await move('firm', first, 'start');
    await move('firm', first, 'submit', { rectification: '已拆除', evidence: [await photo('firm')] });
    expect((await move('inspector2', first, 'close', { opinion: '合格', evidence: [await photo('inspector2')] })).status).toBe(200);
    server.setNow(server.deps.now() + 3_600_000);
    const second = await walk();
    expect((await page('office', second)).related.map(({ kinship, id }) => [kinship, id])).toContainEqual(['relapse-of', first]);
    const { events } = (await ask('office', 'GET', `/hazards/${first}/events`)).body as { events: { move: string; actorRole: string; note: string }[] };
    expect(events.at(-1)).toMatchObject({ move: 'comment', actorRole: 'system' });
    expect((await move('inspector', first, 'reopen', { reason: '复发' })).body).toMatchObject({ statusCode: 'ST-REOPENED' });
  });

  it('another trade is offered a hazard, sees it, and takes it over', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    expect((await move('department', id, 'offer-transfer', { toSectorCode: 'SEC-GAS', toDepartmentCode: 'DEP-ZF', reason: '属燃气设施' })).status).toBe(200);
    expect((await ask('gas', 'GET', `/hazards/${id}`)).status).toBe(200);
    expect((await move('gas', id, 'accept-transfer')).status).toBe(200);
    expect((await page('gas', id)).item.properties).toMatchObject({ sectorCode: 'SEC-GAS', departmentCode: 'DEP-ZF' });
    expect((await ask('department', 'GET', `/hazards/${id}`)).status).toBe(404);
  });

  it('is given to a handler whose account reaches it, and to nobody else', async () => {
    const { id } = (await report('inspector')).body as { id: number };
    const { handlers } = (await ask('office', 'GET', `/hazards/${id}/handlers`)).body as { handlers: Record<string, string>[] };
    expect(handlers.map(({ name }) => name).sort()).toEqual(['department', 'department2', 'inspector', 'inspector2', 'office', 'office2', 'west'].map((name) => `人员${name}`).sort());
    expect(Object.keys(handlers[0] ?? {}).sort()).toEqual(['id', 'name', 'role']);
    expect((await ask('east', 'GET', `/hazards/${id}/handlers`)).status).toBe(404);
    expect((await ask('viewer', 'GET', `/hazards/${id}/handlers`)).status).toBe(403);
    expect((await move('office', id, 'hand-over', { handler: ids.get('east') ?? '' })).status).toBe(400);
    expect((await move('office', id, 'hand-over', { handler: ids.get('inspector2') ?? '' })).status).toBe(200);
    expect(await page('office', id)).toMatchObject({ handler: { name: '人员inspector2' } });
  });

  it('an order nobody takes up counts as taken up after a day; a tip keeps who gave it apart, for the office alone', async () => {
    const tip = await report('office', { door: 'public', informer: { name: '赵某', phone: '13900001111', channelCode: informerChannels.entries[0]?.code, consent: true } });
    expect(tip.status).toBe(201);
    const { id } = tip.body as { id: number };
    expect(await ask('department', 'GET', `/hazards/${id}/informer`)).toMatchObject({ status: 403 });
    expect(JSON.stringify((await ask('office', 'GET', `/hazards/${id}/informer`)).body)).toContain('赵某');
    expect(JSON.stringify([await page('office', id), (await ask('office', 'GET', `/hazards/${id}/events`)).body])).not.toContain('赵某');
    expect((await report('inspector', { informer: { name: null, phone: null, channelCode: informerChannels.entries[0]?.code, consent: false } })).status).toBe(400);
    await move('department', id, 'accept');
    expect((await move('department', id, 'assign', { levelCode: 'LV-G', ...five, verification: '属实', answer: '已答复' })).status).toBe(200);
    const early = server.deps.now() + 23 * 3_600_000;
    await server.write((batch) => takeUpByDefault(batch, early));
    expect((await page('office', id)).item.properties['statusCode']).toBe('ST-ASSIGNED');
    await server.write((batch) => takeUpByDefault(batch, early + 3 * 3_600_000));
    expect((await page('office', id)).item.properties['statusCode']).toBe('ST-RECTIFYING');
  });

  it('a hazard that an import brought is taken down as it stood and lives on; from then on no file moves it', async () => {
    const [row] = await server.database.sql.unsafe<{ id: number; sequence: number }[]>(`select id, (select max(sequence) from hazard_events where hazard_id = hazards.id) as sequence from hazards where code = 'h1'`);
    const id = row?.id ?? 0;
    expect((await page('office', id)).item.properties['statusCode']).toBe('ST-RECTIFYING');
    expect((await move('office', id, 'submit', { rectification: '已整改', evidence: [await photo('office', null)] })).status).toBe(200);
    const { events } = (await ask('office', 'GET', `/hazards/${id}/events`)).body as { events: { sequence: number; move: string | null }[] };
    expect(events.map(({ move: name }) => name)).toEqual([null, null, 'record', 'submit']);
    await server.write(async (batch) => {
      const held = await upsertHazards(batch, [hazard('h1', 122, 37, { title: '文件里的新标题', statusCode: 'ST-CLOSED' })]);
      expect(held).toMatchObject({ held: ['h1'], changed: 0, unchanged: 1 });
    });
    expect((await page('office', id)).item.properties).toMatchObject({ statusCode: 'ST-AWAIT_REVIEW', title: '隐患1' });
  });
});
