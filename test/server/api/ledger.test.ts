// Does a walk through the ledger meet every row once, in order, in both directions, whoever asks and whatever is written meanwhile? On both homes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grant, RoleId } from '../../../data/contract/access.ts';
import { ledgerSorts, ledgerViews } from '../../../data/contract/ledger.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';

const commandLine = { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
const five = { ownerName: '张厂长', dueOn: '2026-05-30', measures: '清理并划线', interimControl: '专人看守', fundsYuan: 20_000, contingencyPlan: '已修订' };

interface Row {
  readonly id: number;
  readonly code: string;
  readonly statusCode: string;
  readonly dueOn: string | null;
  readonly [name: string]: unknown;
}
interface Page {
  readonly rows: Row[];
  readonly next: string | null;
  readonly previous: string | null;
  readonly matched: { count: number; exact: boolean } | null;
  readonly asKnownOn: string | null;
}

/** Order and conditions of each kind, said once more in SQL of its own. */
const keys: Readonly<Record<string, string>> = {
  dueOn: "coalesce(due_on::text, '9999-12-31')",
  foundAt: 'found_at',
  level: "array_position(array['LV-G', 'LV-L', 'LV-M'], level_code)",
  overdueDays: "case when due_on is null or status_code not in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED', 'ST-REOPENED') then -1000000 else date '2026-04-10' - due_on end",
  updatedAt: 'updated_at',
  code: 'code collate "C"',
};
const late = "due_on < '2026-04-10' and status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED', 'ST-REOPENED')";
const open = "status_code not in ('ST-CLOSED', 'ST-REJECTED', 'ST-MERGED', 'ST-TRANSFERRED')";
const filters: readonly [query: string, condition: string][] = [
  ['', 'true'],
  ['sectorCode=SEC-FIRE&open=true', `sector_code = 'SEC-FIRE' and ${open}`],
  ['overdue=true', late],
  ['overdue=false&areaCode=W', `not coalesce(${late}, false) and area_code = 'W'`],
  ['overdueDaysMin=4', `${late} and due_on <= date '2026-04-10' - 4`],
  ['dueWithinDays=5', `${open} and due_on between '2026-04-10' and '2026-04-15'`],
  ['foundFrom=2026-03-03&foundTo=2026-03-10', "found_at >= '2026-03-03 00:00+08' and found_at < '2026-03-11 00:00+08'"],
  ['statusCode=ST-CLOSED,ST-REOPENED&levelCode=LV-M', "status_code in ('ST-CLOSED', 'ST-REOPENED') and level_code = 'LV-M'"],
  ['flags=FL-LISTED,FL-PUBLIC', "(flags like '%FL-LISTED%' or flags like '%FL-PUBLIC%')"],
  ['handler=none&siteLayer=enterprises', "handler_id is null and site_layer = 'enterprises'"],
  ['q=隐患1', "title like '%隐患1%'"],
  ['q=H1', "(title || site_name || code) ilike '%h1%' or code ilike '%h1%'"],
  ['bbox=122.04,37.02,122.12,37.06', 'ST_X(geom) between 122.04 and 122.12 and ST_Y(geom) between 37.02 and 37.06'],
  ['view=overdue', late],
  ['view=due-7&sectorCode=SEC-INDU', `${open} and due_on between '2026-04-10' and '2026-04-17' and sector_code = 'SEC-INDU'`],
  ['view=major-unlisted', `${open} and level_code = 'LV-M' and coalesce(flags, '') not like '%FL-LISTED%'`],
  ['view=listed', `${open} and flags like '%FL-LISTED%'`],
  ['view=again', "(status_code = 'ST-REOPENED' or relapse_of_id is not null)"],
];

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  const cookies = new Map<string, string>();
  const ids = new Map<string, string>();
  let wishes = 0;
  const key = (): string => `wish-of-the-ledger-${++wishes}`;

  async function ask(who: string | null, method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> {
    const headers = who === null ? commandLine : { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test', Cookie: cookies.get(who) ?? '' };
    const response = await fetch(`${server.root}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    if (who !== null && path === '/session') cookies.set(who, response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
  }
  async function page(who: string, query: string): Promise<Page> {
    const { status, body } = await ask(who, 'GET', `/ledger?${query}`);
    expect([query, status, body]).toEqual([query, 200, expect.anything()]);
    return body;
  }
  /** All rows of a walk, page by page, forwards or backwards; `between` happens between two pages. */
  async function walk(who: string, query: string, backwards = false, between: (turn: number) => Promise<unknown> = () => Promise.resolve()): Promise<Row[]> {
    let cursor: string | null = null;
    let rows: Row[] = [];
    // Backwards: from the end, which a cursor behind everything stands for.
    if (backwards) {
      let last = await page(who, query);
      while (last.next !== null) last = await page(who, `${query}&after=${last.next}`);
      rows = last.rows;
      cursor = last.previous;
    }
    for (let turn = 0; ; turn++) {
      if (backwards && cursor === null) return rows;
      const got: Page = await page(who, `${query}${cursor === null ? '' : `&${backwards ? 'before' : 'after'}=${cursor}`}`);
      rows = backwards ? [...got.rows, ...rows] : [...rows, ...got.rows];
      cursor = backwards ? got.previous : got.next;
      if (cursor === null) return rows;
      await between(turn);
    }
  }
  const plain = async (sort: string, direction: 'ascending' | 'descending', condition: string, scope = 'true'): Promise<number[]> => {
    const way = direction === 'ascending' ? 'asc' : 'desc';
    return (await server.database.sql.unsafe<{ id: number }[]>(`select id from hazards where (${condition}) and ${scope} order by ${keys[sort]} ${way}, id ${way}`)).map(({ id }) => id);
  };
  const readers: readonly [who: string, scope: string][] = [
    ['office', 'true'],
    ['fire', "(sector_code = 'SEC-FIRE' or transfer_sector_code = 'SEC-FIRE')"],
    ['west', "area_code = 'W'"],
    ['firm', 'site_id = 2'],
  ];

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    const grants: [string, RoleId, Partial<Grant>][] = [['office', 'office', {}], ['fire', 'department', { sectorCodes: ['SEC-FIRE'] }], ['industry', 'department', { sectorCodes: ['SEC-INDU', 'SEC-CHEM'] }], ['west', 'township', { areaCodes: ['W'] }], ['port', 'township', { areaCodes: ['W', 'E'], sectorCodes: ['SEC-FIRE', 'SEC-FISH'] }], ['inspector', 'inspector', { areaCodes: ['W'] }], ['firm', 'enterprise', { siteIds: [2] }], ['viewer', 'viewer', {}]];
    for (const [name, role, limits] of grants) {
      const made = await ask(null, 'POST', '/users', { userName: `user-${name}`, name: `人员${name}`, password: 'Xiaodao-2026-Qing', grant: { role, ...free, ...limits } });
      ids.set(name, (made.body as { id: string }).id);
      await ask(name, 'POST', '/session', { userName: `user-${name}`, password: 'Xiaodao-2026-Qing' });
    }
    await server.database.sql.unsafe(`update hazards set flags = case when id % 2 = 0 then 'FL-LISTED' else 'FL-LISTED FL-PUBLIC' end where id % 8 = 0`);
    await server.database.sql.unsafe(`update hazards set flags = 'FL-SUSPENDED' where id % 8 = 4`);
    await server.database.sql.unsafe(`update hazards set updated_at = now() - make_interval(secs => id % 11)`);
    await server.database.sql.unsafe(`update hazards set relapse_of_id = id - 1 where id % 13 = 0`);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it.each(readers)('%s: a walk in either direction meets each row once, in the order of plain SQL, in every sort, filter and view', async (who, scope) => {
    let walked = 0;
    for (const [place, [query, condition]] of filters.entries()) {
      // Every filter in two sorts, every sort with several filters.
      for (const sort of [ledgerSorts[place % 6], ledgerSorts[(place + 2) % 6]]) {
        const direction = place % 2 === 0 ? 'ascending' : 'descending';
        const expected = await plain(sort?.id ?? '', direction, condition, scope);
        const asked = `${query}${query === '' ? '' : '&'}sort=${sort?.id}&direction=${direction}&limit=${7 + place}`;
        const told = [who, asked];
        expect([...told, (await walk(who, asked)).map(({ id }) => id)]).toEqual([...told, expected]);
        expect([...told, 'back', (await walk(who, asked, true)).map(({ id }) => id)]).toEqual([...told, 'back', expected]);
        expect([...told, (await page(who, asked)).matched]).toEqual([...told, { count: expected.length, exact: true }]);
        walked += expected.length;
      }
    }
    expect(walked).toBeGreaterThan(who === 'firm' ? 30 : 300);
  });

  it('rows that come, go and change while somebody walks: each row that was there all the time is met once', async () => {
    for (const sort of ['dueOn', 'foundAt', 'overdueDays', 'code'] as const) {
      const before = new Set(await plain(sort, 'ascending', 'true'));
      let made = 0;
      const rows = await walk('office', `sort=${sort}&direction=ascending&limit=12`, false, async (turn) => {
        await server.write((batch) => upsertHazards(batch, Array.from({ length: 3 }, (_, k) => hazard(`new-${sort}-${turn}-${k}`, 122.05, 37.02, { dueOn: `2026-04-${10 + ((turn * 7 + k) % 19)}`, foundAt: '2026-03-05T10:00:00+08:00' }))));
        made += 3;
      });
      const met = rows.map(({ id }) => id);
      expect(new Set(met).size).toBe(met.length);
      expect([...before].every((id) => met.includes(id))).toBe(true);
      expect(made).toBeGreaterThan(20);
    }
  });

  it('a written row stands on the page at once, though memory follows a moment later', async () => {
    for (let turn = 0; turn < 8; turn++) {
      const code = `first-${turn}`;
      // Straight through the command, not waiting for the index.
      await server.deps.write((batch) => upsertHazards(batch, [hazard(code, 122.05, 37.02, { dueOn: '2020-01-01', foundAt: '2026-03-05T10:00:00+08:00' })]));
      const rows = await Promise.all(['sort=dueOn&limit=40', 'view=overdue&limit=40', 'sort=foundAt&direction=descending&limit=200'].map((query) => page('office', query)));
      for (const got of rows) expect(got.rows.map((row) => row.code)).toContain(code);
    }
  });

  it('what waits for me is what the procedure lets me do next', async () => {
    const report = async (who: string, more: Record<string, unknown> = {}): Promise<number> => ((await ask(who, 'POST', '/hazards', { door: 'inspection', title: '疏散通道被货物占用', kindCode: 'HK-EXIT', siteId: 2, sectorCode: 'SEC-INDU', requestKey: key(), ...more })).body as { id: number }).id;
    const move = async (who: string, id: number, name: string, values: Record<string, unknown> = {}): Promise<void> => expect([name, (await ask(who, 'POST', `/hazards/${id}/moves`, { move: name, values })).status]).toEqual([name, 200]);
    const reviews = async (who: string): Promise<Set<number>> => new Set((await walk(who, 'view=my-review&limit=100')).map(({ id }) => id));
    const [asked, offered, reported] = [await report('inspector'), await report('inspector'), await report('west')];
    await move('industry', asked, 'assign', { levelCode: 'LV-G', ...five });
    await move('firm', asked, 'ask-extension', { newDueOn: '2026-06-30', reason: '等待设备到货' });
    await move('industry', offered, 'offer-transfer', { toSectorCode: 'SEC-FIRE', toDepartmentCode: 'DEP-XF', reason: '属消防' });
    expect([await reviews('industry'), await reviews('industry')].every((set) => set.has(asked) && set.has(reported) && !set.has(offered))).toBe(true);
    const fire = await reviews('fire');
    expect([fire.has(offered), fire.has(asked)]).toEqual([true, false]);
    expect((await reviews('port')).size).toBeGreaterThan(0);
    expect((await reviews('firm')).size).toBe(0);
    expect((await reviews('viewer')).size).toBe(0);
    expect([...(await reviews('inspector'))].length).toBeGreaterThan(0);
    const row = (await page('fire', 'q=疏散通道&limit=50')).rows.find(({ id }) => id === offered);
    expect(row).toMatchObject({ waitsFor: 'receiver', statusCode: 'ST-VERIFYING' });
    expect((await page('industry', 'q=疏散通道&limit=50')).rows.find(({ id }) => id === asked)).toMatchObject({ waitsFor: 'decider', extensionDueOn: '2026-06-30' });
    // Mine: what was given to me, and in a scope what nobody has.
    await move('west', asked, 'hand-over', { handler: ids.get('inspector') });
    expect((await page('inspector', 'view=mine')).rows.map(({ id }) => id)).toEqual([asked]);
    expect((await page('inspector', 'view=mine')).rows[0]?.['handler']).toMatchObject({ isMe: true });
    const mine = (await walk('industry', 'view=mine&limit=150')).map(({ id }) => id);
    expect([mine.includes(asked), mine.includes(offered)]).toEqual([false, true]);
    expect((await page('industry', 'view=mine')).matched).toEqual({ count: mine.length, exact: true });
    const counts = (await ask('industry', 'GET', '/ledger/counts')).body as { views: { id: string; count: number; exact: boolean }[] };
    expect(counts.views.map(({ id }) => id)).toEqual(ledgerViews.map(({ id }) => id));
    for (const { id, count, exact } of counts.views) expect([id, count, exact]).toEqual([id, (await walk('industry', `view=${id}&limit=200`)).length, true]);
    // A viewer is shown a name of somebody else masked.
    expect((await page('viewer', 'handler=none&limit=5')).rows.length).toBe(5);
    expect((await page('viewer', 'q=疏散通道&limit=50')).rows.find(({ id }) => id === asked)?.['handler']).toEqual({ name: `人${'*'.repeat('员inspector'.length)}`, isMe: false });
  });

  it('what was known on a day: status and deadline as the steps recorded by then say, and nothing that came later', async () => {
    const at = (day: number, hour = 10): number => Date.parse(`2026-04-${day}T${hour}:00:00+08:00`);
    const now = server.deps.now();
    server.setNow(at(11));
    const { id } = (await ask('inspector', 'POST', '/hazards', { door: 'inspection', title: '配电箱无防护', kindCode: 'HK-ELEC', siteId: 2, sectorCode: 'SEC-INDU', requestKey: key() })).body as { id: number };
    server.setNow(at(13));
    await ask('industry', 'POST', `/hazards/${id}/moves`, { move: 'assign', values: { levelCode: 'LV-G', ...five } });
    server.setNow(at(15, 23));
    await ask('firm', 'POST', `/hazards/${id}/moves`, { move: 'start', values: {} });
    server.setNow(at(18));
    const known = async (day: string, who = 'office'): Promise<Row | undefined> => (await walk(who, `asKnownOn=${day}&limit=100`)).find((row) => row.id === id);
    expect(await known('2026-04-10')).toBeUndefined();
    expect(await known('2026-04-11')).toMatchObject({ statusCode: 'ST-VERIFYING', dueOn: null, dueKnown: true, replayed: true });
    expect(await known('2026-04-14')).toMatchObject({ statusCode: 'ST-ASSIGNED', dueOn: '2026-05-30', dueKnown: true });
    expect(await known('2026-04-15')).toMatchObject({ statusCode: 'ST-RECTIFYING' });
    expect(await known('2026-04-15', 'fire')).toBeUndefined();
    // Imported rows tell their status by their steps, and their deadline is said not to be known.
    const imported = (await page('office', 'asKnownOn=2026-04-18&limit=200')).rows.find((row) => row['replayed'] === false);
    expect(imported).toMatchObject({ dueOn: null, dueKnown: false });
    // In both directions, like every page; and the same places on the map.
    const forwards = (await walk('office', 'asKnownOn=2026-04-18&limit=9&open=true')).map((row) => row.id);
    expect((await walk('office', 'asKnownOn=2026-04-18&limit=9&open=true', true)).map((row) => row.id)).toEqual(forwards);
    const places = (await ask('office', 'GET', '/ledger/places?asKnownOn=2026-04-18&open=true')).body as { features: { id: number }[]; truncated: boolean };
    expect([places.features.map((feature) => feature.id), places.truncated]).toEqual([forwards, false]);
    for (const query of ['asKnownOn=2026-05-01', 'asKnownOn=yesterday', 'asKnownOn=2026-04-11&overdue=true', 'asKnownOn=2026-04-11&sort=dueOn', 'asKnownOn=2026-04-11&q=x']) expect([query, (await ask('office', 'GET', `/ledger?${query}`)).status]).toEqual([query, 400]);
    server.setNow(now);
  });

  it('views are kept for their owner alone; the same name replaces one', async () => {
    const view = { name: '消防逾期', query: 'view=overdue&sectorCode=SEC-FIRE&sort=overdueDays' };
    const made = await ask('fire', 'POST', '/ledger/views', view);
    expect(made.status).toBe(201);
    const { id } = made.body as { id: number };
    expect(((await ask('fire', 'POST', '/ledger/views', { ...view, query: 'view=listed' })).body as { id: number }).id).toBe(id);
    expect((await ask('fire', 'GET', '/ledger/views')).body).toEqual({ views: [{ id, name: '消防逾期', query: 'view=listed' }] });
    expect((await ask('office', 'GET', '/ledger/views')).body).toEqual({ views: [] });
    expect((await ask('office', 'DELETE', `/ledger/views/${id}`)).status).toBe(404);
    expect((await ask('fire', 'POST', '/ledger/views', { name: 'x', query: 'evil=1' })).status).toBe(400);
    expect((await ask(null, 'POST', '/ledger/views', view)).status).toBe(401);
    expect((await ask('fire', 'DELETE', `/ledger/views/${id}`)).status).toBe(204);
    expect((await ask('fire', 'GET', '/ledger/views')).body).toEqual({ views: [] });
  });

  it('a parameter that says nothing sensible is refused by name, and a cursor of another order too', async () => {
    const { next } = await page('office', 'sort=dueOn&limit=3');
    for (const query of ['view=x', 'sort=title', 'direction=up', 'limit=0', 'limit=900', 'flags=FL-OVERDUE', 'handler=you', 'q=', `q=${'x'.repeat(61)}`, 'bbox=1,2,3', 'riskClass=1', 'levelCode=LV-X', 'after=x', `after=${next}&sort=code`, `after=${next}&before=${next}`, `after=${Buffer.from('["dueOn","2026-02-31",5]').toString('base64url')}`]) {
      const { status, body } = await ask('office', 'GET', `/ledger?${query}`);
      expect([query, status, (body as { detail: string }).detail]).toEqual([query, 400, expect.stringContaining(query.includes('after=') && query.includes('before=') ? 'after' : (query.split('=')[0] ?? ''))]);
    }
  });
});
