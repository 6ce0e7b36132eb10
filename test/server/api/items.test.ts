// Do items say what is asked of them: filters, derived properties, masks, pages, versions?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collections } from '../../../data/contract/collections.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { upsertSites } from '../../../server/commands/sites.ts';
import { enterprise, hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';
import { lateEvening, testNow } from './city-rows.ts';

interface Page {
  numberMatched: number;
  numberReturned: number;
  features: { id: number; properties: Record<string, string | number | boolean | null> }[];
  links: { rel: string; href: string }[];
}

describe.each(['served', 'embedded'] as const)('over the %s home', (home) => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApi(home);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });
  const page = async (path: string): Promise<Page> => {
    const { status, body } = await ask(`${server.root}/collections/${path}`);
    expect([path, status, status === 200 ? null : body]).toEqual([path, 200, null]);
    return body as Page;
  };
  const problem = async (path: string): Promise<{ status: number; code: string; detail: string }> => {
    const { status, headers, body } = await ask(`${server.root}/${path}`);
    expect(headers.get('Content-Type')).toBe('application/problem+json');
    const { code, detail, description } = body as { code: string; detail: string; description: string };
    expect(description).toBe(detail);
    return { status, code, detail };
  };

  it('whether a hazard is open or overdue follows from status, deadline and the day in the city', async () => {
    const { features } = await page('hazards/items?limit=1000');
    expect(features).toHaveLength(150);
    const open = ['ST-REPORTED', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW', 'ST-REOPENED'];
    for (const { properties } of features) {
      const dueOn = properties['dueOn'] as string | null;
      const days = dueOn !== null && ['ST-REPORTED', 'ST-RECTIFYING', 'ST-REOPENED'].includes(String(properties['statusCode'])) ? Math.max(0, (Date.parse('2026-04-10') - Date.parse(dueOn)) / 86_400_000) : 0;
      expect([properties['code'], properties['open'], properties['overdue'], properties['overdueDays']]).toEqual([properties['code'], open.includes(String(properties['statusCode'])), days > 0, days]);
    }
  });

  it('a deadline ends at midnight of the city: due today is not overdue at 23:59, and is a minute later', async () => {
    const dueToday = async (): Promise<number> => (await page('hazards/items?dueOn=2026-04-10&overdue=true')).numberMatched;
    server.setNow(lateEvening);
    expect(await dueToday()).toBe(0);
    server.setNow(lateEvening + 60_000);
    expect(await dueToday()).toBeGreaterThan(0);
    server.setNow(testNow);
  });

  it('property filters match what the rows say, alone and together', async () => {
    const { features: hazards } = await page('hazards/items?limit=1000');
    const { features: firms } = await page('enterprises/items?limit=1000');
    const overdue = hazards.filter(({ properties }) => properties['overdue'] === true);
    const cases: [string, number][] = [
      ['hazards/items?sectorCode=SEC-FIRE', hazards.filter(({ properties }) => properties['sectorCode'] === 'SEC-FIRE').length],
      ['hazards/items?statusCode=ST-CLOSED,ST-REOPENED', hazards.filter(({ properties }) => ['ST-CLOSED', 'ST-REOPENED'].includes(String(properties['statusCode']))).length],
      ['hazards/items?overdue=true', overdue.length],
      ['hazards/items?overdue=false', hazards.length - overdue.length],
      ['hazards/items?overdue=true&levelCode=LV-M', overdue.filter(({ properties }) => properties['levelCode'] === 'LV-M').length],
      ['hazards/items?overdueDaysMin=5', overdue.filter(({ properties }) => Number(properties['overdueDays']) >= 5).length],
      ['hazards/items?dueWithinDays=3', hazards.filter(({ properties }) => properties['open'] === true && ['2026-04-10', '2026-04-11', '2026-04-12', '2026-04-13'].includes(String(properties['dueOn']))).length],
      ['hazards/items?foundTo=2026-03-01', 75],
      ['hazards/items?foundFrom=2026-03-02', 75],
      ['hazards/items?foundAt=2026-03-01T15:59:30Z', 75],
      ['hazards/items?foundAt=2026-03-01T23:59:30%2B08:00&open=false', hazards.filter(({ properties }, k) => k % 2 === 0 && properties['open'] === false).length],
      ['hazards/items?siteLayer=enterprises&siteCode=e1', 38],
      ['enterprises/items?riskClass=1,2', firms.filter(({ properties }) => [1, 2].includes(Number(properties['riskClass']))).length],
      ['enterprises/items?employees=12', 2 + firms.filter(({ properties }) => properties['code'] === 'e12').length],
      ['enterprises/items?floorAreaSquareMetres=5.5', 1],
      ['enterprises/items?dustExplosive=true', 19],
      ['enterprises/items?establishedOn=2020-01-05,2020-01-06', 4],
      [`enterprises/items?name=${encodeURIComponent('甲,乙\'s "丙" 100%_厂')}`, 1],
      [`enterprises/items?name=${encodeURIComponent('甲')}`, 0],
      [`enterprises/items?address=${encodeURIComponent("O'Brien; drop table sites --")}`, 1],
      ['construction-sites/items?endsOn=2026-03-31', 1],
      ['vessels/items?certificateExpiresOn=2026-12-31', 1],
      ['vessels/items?speedKnots=7.3', 1],
      ['vessels/items?inPort=false', 1],
    ];
    for (const [path, expected] of cases) expect([path, (await page(path)).numberMatched]).toEqual([path, expected]);
    expect(overdue.length).toBeGreaterThan(10);
  });

  it('a value that cannot be, or a parameter a collection does not have, is refused by name', async () => {
    for (const [query, code] of [
      ['hazards/items?statusCode=ST-NONE', 'invalid-parameter'],
      ['hazards/items?statusCode=', 'invalid-parameter'],
      ['hazards/items?overdue=maybe', 'invalid-parameter'],
      ['hazards/items?overdueDaysMin=-1', 'invalid-parameter'],
      ['hazards/items?dueOn=2026-02-30', 'invalid-parameter'],
      ['hazards/items?foundAt=2026-03-01', 'invalid-parameter'],
      ['enterprises/items?employees=many', 'invalid-parameter'],
      ['enterprises/items?employees=1.5', 'invalid-parameter'],
      ['enterprises/items?riskClass=NaN', 'invalid-parameter'],
      ['gas-networks/items?featureKind=dragon', 'invalid-parameter'],
      ['enterprises/items?overdue=true', 'unknown-parameter'],
      ['hazards/items?after=5&offset=5', 'invalid-parameter'],
      ['hazards/items?offset=-1', 'invalid-parameter'],
    ]) {
      const { status, code: seen, detail } = await problem(`collections/${query}`);
      expect([query, status, seen]).toEqual([query, 400, code]);
      expect(detail).toContain(/\?(\w+)=/.exec(query ?? '')?.[1]);
    }
  });

  it('personal data leave masked, and no filter asks for them', async () => {
    const { features } = await page('enterprises/items?limit=1000');
    const [first] = features.filter(({ properties }) => properties['code'] === 'e1');
    expect([first?.properties['phone'], first?.properties['legalPerson']]).toEqual(['138****5678', '王**']);
    const [odd] = features.filter(({ properties }) => properties['code'] === 'e-comma');
    expect([odd?.properties['phone'], odd?.properties['legalPerson']]).toEqual(['王** 063*-***1234', '欧*']);
    for (const { properties } of (await page('hazards/items?limit=1000')).features) expect(properties['ownerName']).toBe('李*');
    for (const collection of collections) {
      for (const property of collection.properties.filter(({ personal }) => personal)) {
        expect((await problem(`collections/${collection.id}/items?${property.name}=x`)).code).toBe('unknown-parameter');
      }
    }
    const text = await (await fetch(`${server.root}/sites/enterprises/${first?.id}/summary`)).text();
    expect(text).not.toMatch(/王小明|李强|1380?1345678/);
  });

  it('a page after the one read stays right when rows come before it, and pages by number add up to the same', async () => {
    const { features } = await page('enterprises/items?limit=1000');
    const byNumber: number[] = [];
    for (let offset = 0; offset < features.length; offset += 8) byNumber.push(...(await page(`enterprises/items?limit=8&offset=${offset}`)).features.map(({ id }) => id));
    expect(byNumber).toEqual(features.map(({ id }) => id));
    const second = await page('enterprises/items?limit=8&offset=8');
    const next = second.links.find((link) => link.rel === 'next')?.href ?? '';
    expect(((await ask(next)).body as Page).features.map(({ id }) => id)).toEqual(byNumber.slice(16, 24));
    const filtered = await page('hazards/items?limit=5&sectorCode=SEC-FIRE&bbox=122,37,122.1,37.1');
    const onward = new URL(filtered.links.find((link) => link.rel === 'next')?.href ?? '');
    expect(Object.fromEntries(onward.searchParams)).toMatchObject({ sectorCode: 'SEC-FIRE', bbox: '122,37,122.1,37.1', limit: '5' });
  });

  it('what was read comes back as 304 without asking the database, until the collection changes', async () => {
    for (const path of ['collections', 'collections/enterprises', 'collections/enterprises/items?limit=3', 'collections/hazards/items?overdue=true', 'collections/hazards/tiles/WebMercatorQuad/10/398/859', 'collections/hazards/items/1', 'city', 'search?q=hy', 'analyses/hazard-counts']) {
      const first = await fetch(`${server.root}/${path}`, { headers: { 'Accept-Encoding': 'identity' } });
      await first.arrayBuffer();
      const tag = first.headers.get('ETag') ?? '';
      expect([path, first.status < 300, tag !== '', first.headers.get('Cache-Control')]).toEqual([path, true, true, 'no-cache']);
      const before = server.statements();
      const again = await fetch(`${server.root}/${path}`, { headers: { 'If-None-Match': tag } });
      expect([path, again.status, await again.text(), server.statements() - before, again.headers.get('ETag')]).toEqual([path, 304, '', 0, tag]);
    }
  });

  it('a write to one collection makes its answers new and leaves others as they were', async () => {
    const tagOf = async (path: string): Promise<string> => {
      const response = await fetch(`${server.root}/${path}`);
      await response.arrayBuffer();
      return response.headers.get('ETag') ?? '';
    };
    const paths = ['collections/hazards/items', 'collections/hazards/tiles/WebMercatorQuad/0/0/0', 'analyses/hazard-counts', 'collections/hazards', 'collections'];
    const others = ['collections/enterprises/items', 'collections/enterprises/tiles/WebMercatorQuad/0/0/0', 'collections/storms'];
    const before = await Promise.all([...paths, ...others].map(tagOf));
    const total = (await page('hazards/items')).numberMatched;
    await server.write((batch) => upsertHazards(batch, [hazard('h-new', 122.5, 37.05)]));
    const after = await Promise.all([...paths, ...others].map(tagOf));
    expect(paths.map((_, place) => before[place] === after[place])).toEqual(paths.map(() => false));
    expect(others.map((_, place) => before[paths.length + place] === after[paths.length + place])).toEqual(others.map(() => true));
    expect((await page('hazards/items')).numberMatched).toBe(total + 1);
    const { body } = await ask(`${server.root}/collections/hazards`);
    expect((body as { extent: { spatial: { bbox: number[][] } } }).extent.spatial.bbox[0]?.[2]).toBeGreaterThanOrEqual(122.5);
  });

  it('a site shows its most pressing hazards first and its last inspections', async () => {
    const [site] = (await page('enterprises/items?code=e1')).features;
    const { body } = await ask(`${server.root}/sites/enterprises/${site?.id}/summary`);
    const summary = body as { site: { properties: { code: string } }; hazards: { total: number; open: number; overdue: number; items: Page['features'] }; inspections: { total: number; items: Page['features'] } };
    const { features: own } = await page('hazards/items?limit=1000&siteLayer=enterprises&siteCode=e1');
    expect(summary.site.properties.code).toBe('e1');
    expect([summary.hazards.total, summary.hazards.open, summary.hazards.overdue]).toEqual([own.length, own.filter(({ properties }) => properties['open'] === true).length, own.filter(({ properties }) => properties['overdue'] === true).length]);
    expect(summary.hazards.items).toHaveLength(20);
    const keys = summary.hazards.items.map(({ properties }) => [properties['open'] === true ? 0 : 1, properties['levelCode'] === 'LV-M' ? 0 : 1, String(properties['dueOn'] ?? '9')].join());
    expect(keys).toEqual([...keys].sort());
    const started = summary.inspections.items.map(({ properties }) => String(properties['startedAt']));
    expect([summary.inspections.total, started.length, started]).toEqual([11, 10, [...started].sort().reverse()]);
    expect((await problem('sites/enterprises/999999/summary')).status).toBe(404);
    expect((await problem('sites/hazards/1/summary')).status).toBe(404);
  });

  it('a hazard tells its life in order, a storm its track', async () => {
    const { features } = await page('hazards/items?limit=3');
    const { body } = await ask(`${server.root}/hazards/${features[1]?.id}/events`);
    expect((body as { events: unknown[] }).events).toEqual([
      { sequence: 1, kind: 'reported', at: '2026-03-01T23:59:30+08:00', actorRole: 'enterprise', fromStatusCode: null, toStatusCode: 'ST-REPORTED', note: null, move: null, actorName: null, data: null },
      { sequence: 2, kind: 'moved', at: '2026-03-05T09:00:00+08:00', actorRole: 'department', fromStatusCode: 'ST-REPORTED', toStatusCode: 'ST-RECTIFYING', note: '转办', move: null, actorName: null, data: null },
    ]);
    expect((await problem('hazards/999999/events')).status).toBe(404);
    const { body: tracks } = await ask(`${server.root}/storms/points`);
    const { storms } = tracks as { storms: { code: string; points: { at: string; lng: number; radiiKilometres: unknown }[] }[] };
    expect(storms.map((storm) => [storm.code, storm.points.length])).toEqual([['s2', 4], ['s1', 2]]);
    expect(storms[1]?.points[1]).toMatchObject({ at: '2025-08-01T12:00:00Z', lng: 122.3, radiiKilometres: [{ thresholdMetresPerSecond: 17.5, quadrants: [120, 100, null, 80] }] });
  });

  it('search finds by part of a name, by code, by pinyin in full, in part and by initials, and follows changes', async () => {
    const find = async (q: string): Promise<{ name: string; collection: string; bbox: number[]; centre: number[] }[]> => ((await ask(`${server.root}/search?q=${encodeURIComponent(q)}`)).body as { hits: never[] }).hits;
    expect((await find('海洋食品7'))[0]).toMatchObject({ name: '海洋食品7有限公司', collection: 'enterprises' });
    for (const q of ['weihaizhonggong', 'whzg', 'weihai', 'weihzg', 'WHZG', '威海', '海重', 'e-twin', 'haizhong']) expect([q, (await find(q)).some((hit) => hit.name === '威海重工')]).toEqual([q, true]);
    // 重 also reads chong, in Chongqing: both are found.
    expect((await find('whcg')).map((hit) => hit.name)).toContain('威海重工');
    expect((await find('西镇'))[0]).toMatchObject({ collection: 'areas', bbox: [122, 37, 122.1, 37.1] });
    expect((await find('海洋')).length).toBe(20);
    for (const q of ['zzzz', '不存在的名字', "'; drop table sites --", '%', '_', '\\']) expect([q, (await find(q)).filter((hit) => !hit.name.includes(q))]).toEqual([q, []]);
    await server.write((batch) => upsertSites(batch, [enterprise('e-new', 122.01, 37.02, { name: '文登机械' }), enterprise('e-twin', 122.005, 37.01, { name: '荣成船厂' })]));
    expect((await find('wdjx'))[0]).toMatchObject({ name: '文登机械', centre: [122.01, 37.02] });
    expect((await find('whzg')).filter((hit) => hit.name === '威海重工')).toEqual([]);
    for (const query of ['search', 'search?q=', 'search?q=%20', `search?q=${'x'.repeat(61)}`, 'search?q=a&q=b']) expect([query, (await problem(query)).status]).toEqual([query, 400]);
  });
});
