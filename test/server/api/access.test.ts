// Who sees what? Every route as every role against a city that holds only their rows; then guests, sign-in, tokens, second factor, and the audit.
import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, everything, type Grant, permissions, readerOfGrant, type RoleId, roles } from '../../../data/contract/access.ts';
import type { GuestReason } from '../../../server/access/access.ts';
import { BulletinTally } from '../../../server/analyses/bulletin.kernel.ts';
import { accessOf, type ApiServer, startApi } from './api-server.ts';

const key = 'the key of this test';
const commandLine = { 'X-Anlan-Key': key, 'Content-Type': 'application/json' };
const own = { 'X-Anlan-Request': 'test', 'Content-Type': 'application/json' };
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` });
const free = { areaCodes: null, sectorCodes: null, siteIds: null };

async function send(server: ApiServer, method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<{ status: number; body: never; cookies: string[] }> {
  const response = await fetch(`${server.root}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never, cookies: response.headers.getSetCookie() };
}

async function makeToken(server: ApiServer, grant: Grant): Promise<string> {
  const { body, status } = await send(server, 'POST', '/tokens', commandLine, { name: grant.role, grant });
  expect(status).toBe(201);
  return (body as { token: string }).token;
}

interface Routes {
  readonly paths: Record<string, Record<string, unknown>>;
}

/** Everything a reader could ask with GET, with tiles of three depths, ids of every item there is, and the filters that could give something away. */
async function pathsToWalk(server: ApiServer): Promise<string[]> {
  const { body } = await send(server, 'GET', '/openapi', commandLine);
  const walked: string[] = [];
  for (const path of Object.keys((body as Routes).paths)) {
    if (/^\/(events|openapi|docs|jobs|basemaps|session|setup|auth|users|tokens|audit|health|base)|\/export$|\/bulletin\.(docx|xlsx)$/.test(path) || (body as Routes).paths[path]?.['get'] === undefined) continue;
    if (path.includes('{featureId}')) {
      const collection = path.split('/')[2] ?? '';
      const all = (await send(server, 'GET', `/collections/${collection}/items?limit=10000`, commandLine)).body as { features: { id: number }[] };
      walked.push(...all.features.map(({ id }) => path.replace('{featureId}', String(id))));
    } else if (path.includes('{tileRow}')) {
      for (const tile of ['8/99/214', '11/796/1718', '14/6370/13745']) walked.push(path.replace('{tileMatrixSetId}', 'WebMercatorQuad').replace('{tileMatrix}/{tileRow}/{tileCol}', tile));
    } else if (path === '/sites/{layer}/{id}/summary') for (let id = 1; id < 46; id++) walked.push(`/sites/enterprises/${id}/summary`);
    else if (path === '/hazards/{id}/events') for (let id = 1; id <= 150; id += 7) walked.push(`/hazards/${id}/events`);
    else if (path === '/hazards/{id}/evidence') for (let id = 2; id <= 150; id += 8) walked.push(`/hazards/${id}/evidence`);
    else if (path === '/bulletins/{id}') walked.push('/bulletins/1', '/bulletins/2');
    else if (path === '/evidence/{id}') for (let id = 1; id <= 75; id += 3) walked.push(`/evidence/${id}`);
    else if (path === '/sites/{layer}/{id}/history') for (let id = 1; id < 46; id++) walked.push(`/sites/enterprises/${id}/history`);
    else if (path === '/incidents/{id}') walked.push('/incidents/1');
    else if (path === '/inbox/{list}') walked.push(...['overdue', 'verify', 'review', 'due-soon', 'returned', 'rectify'].map((list) => `/inbox/${list}`));
    else if (path === '/data-quality/{check}') walked.push(...['no-clause', 'unknown-site', 'no-owner', 'site-piled', 'same-again', 'hazard-outside'].map((check) => `/data-quality/${check}`));
    else if (path === '/search') walked.push(...['隐患1', '海洋食品', 'e1', '威海', '工地', 'h12'].map((words) => `/search?q=${encodeURIComponent(words)}`));
    else if (path === '/analyses/area-counts') walked.push('/analyses/area-counts?area=W', '/analyses/area-counts?area=E', '/analyses/area-counts?bbox=122.0,37.0,122.2,37.1');
    else if (path.endsWith('/items')) walked.push(path, `${path}?limit=3`, `${path}?limit=5&offset=5`, `${path}?bbox=122,37,122.2,37.1`, `${path}?limit=2&datetime=2026-03-01T00:00:00Z/..`, `${path}?crs=${encodeURIComponent('http://www.opengis.net/def/crs/EPSG/0/4490')}&limit=4`, `${path}?areaCode=W`, `${path}?areaCode=E`);
    else if (path === '/ledger') walked.push(...['', '?view=overdue&sort=overdueDays', '?sort=code&limit=200', '?q=隐患1', '?view=my-review', '?view=again&open=true', '?handler=none&flags=FL-LISTED', '?bbox=122,37,122.2,37.1', '?asKnownOn=2026-04-01&limit=200', '?asKnownOn=2026-03-02'].map((query) => `/ledger${encodeURI(query)}`));
    else if (path === '/ledger/places') walked.push('/ledger/places?asKnownOn=2026-04-01');
    else if (path === '/ledger/handlers') walked.push(`/ledger/handlers?ids=${Array.from({ length: 150 }, (_, k) => k + 1).join(',')}`);
    else if (!path.includes('{')) walked.push(path);
  }
  for (const filter of ["sectorCode='SEC-FIRE'", 'overdueDays>3', "statusCode<>'ST-CLOSED'"]) walked.push(`/collections/hazards/items?filter=${encodeURIComponent(filter)}`, `/collections/hazards/tiles/WebMercatorQuad/8/99/214?filter=${encodeURIComponent(filter)}`);
  walked.push('/analyses/hazard-counts?groupBy=areaCode', '/analyses/layer-counts?bbox=122,37,122.1,37.1', '/collections/hazards/items?sortby=-foundAt', '/analyses/overdue-clusters?metres=2000');
  return walked;
}

/** An answer without what differs between two servers: ports, instants of writing, tags. */
async function answer(server: ApiServer, path: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(`${server.root}${path}`, { headers });
  const type = response.headers.get('Content-Type') ?? '';
  const bytes = Buffer.from(await response.arrayBuffer());
  const text = /json|html|text/.test(type) ? bytes.toString().replaceAll(server.url, '').replaceAll(/"(timeStamp|asOf|at|writtenAt|computedAt|instance|newest|updatedAt)": ?"[^"]*"/g, '"$1":""').replaceAll(/"(milliseconds|dataVersion|ageDays)": ?[\d.]+/g, '"$1":0') : bytes.toString('base64');
  return `${response.status} ${type} ${text}`;
}

// Which rows are whose, said once more in SQL of its own: the policies of the migration are not their own judge.
const loosen = `do $$ declare one record; begin
  for one in select conrelid::regclass as name, conname from pg_constraint where contype = 'f' and confrelid in ('sites'::regclass, 'hazards'::regclass) loop
    execute format('alter table %s drop constraint %I', one.name, one.conname);
  end loop; end $$;
  alter table hazard_events disable trigger user; alter table hazards disable trigger user; alter table bulletin_hazards disable trigger user;`;
/** A picture at every second hazard, each like the one of another hazard. */
const withEvidence = `insert into evidence (hazard_id, stage, attached_at, file_name, media_type, bytes, width, height, sha256, file_sha256, picture_hash, time_source, place, place_source, distance_metres,
    uploader_kind, uploader_id, uploader_name, uploader_role, received_at, request_key, findings)
  select id, 'found', now(), md5(id::text), 'image/jpeg', 1, 1, 1, repeat('0', 64), repeat('0', 64), id, 'none', geom, 'device', 3, 'user', 'u', '王小明', 'township', '2026-04-10', 'key-of-this-test-' || id,
    '[{"code": "reused", "value": 2, "limit": 6, "hazardCode": null}]' from hazards where id % 2 = 0 order by id;
  update evidence set hamming_distance = 2, reused_from = (select other.id from evidence other order by (other.id * 7919 + evidence.id * 31) % 1009 limit 1);`;
/** A published bulletin that names every hazard, and a draft that nobody of these may see. Its sums are the same in every city: they are of the whole one. */
const question = { cutOff: '2026-04-10T00:00:00.000+08:00', periodFrom: '2026-03-01', periodTo: '2026-04-09', since: '2026-03-01T00:00:00+08:00' };
const { lists: _lists, ...noFigures } = new BulletinTally(question).finish({ inspections: 0, premisesInspected: 0, incidents: 0, deaths: 0, injuries: 0 }, new Set());
const frozen = JSON.stringify({ ...question, cityName: '小城', cityNameEn: 'Little City', synthetic: true, ...noFigures, areaNames: {}, changes: null });
const withBulletin = `insert into bulletins (title, cut_off, period_from, period_to, made_by, made_by_name, made_at, facts, public_facts, facts_sha256, data_version, synthetic)
  select title, '2026-04-10', '2026-03-01', '2026-04-09', 'user:u', '王', '2026-04-10', '${frozen}', '${frozen}', repeat('0', 64), 1, true from (values ('published'), ('draft')) titles (title);
  insert into bulletin_hazards (bulletin_id, list, place, hazard_id, site_id, sector_code, area_code, entry)
  select 1, 'longest-overdue', row_number() over (order by id), id, site_id, sector_code, area_code,
    jsonb_build_object('hazardId', id, 'code', code, 'title', title, 'siteName', site_name, 'clauseId', clause_id, 'departmentCode', department_code, 'areaCode', area_code, 'sectorCode', sector_code,
      'statusCode', status_code, 'levelCode', level_code, 'dueOn', due_on, 'overdueDays', 1, 'isListed', false) from hazards order by id;
  update bulletins set number = '2026-1', audit_hash = repeat('1', 64), published_at = '2026-04-10', published_by_name = '王' where id = 1;`;
/** Where one text begins to differ from another. */
const around = (a: string, b: string): string => { let at = 0; while (a[at] === b[at]) at++; return a.slice(Math.max(0, at - 60), at + 80); };
const onlyHazardEvents = 'delete from hazard_events where hazard_id not in (select id from hazards); delete from bulletin_hazards where hazard_id not in (select id from hazards);';
const limited: { role: RoleId; grant: Omit<Grant, 'role'>; keep: string }[] = [
  {
    role: 'department',
    grant: { ...free, sectorCodes: ['SEC-FIRE'] },
    keep: `delete from sites where layer <> 'roads' and sector_code is not null and sector_code <> 'SEC-FIRE'; delete from hazards where sector_code <> 'SEC-FIRE'; delete from inspections where sector_code <> 'SEC-FIRE'; delete from incidents where sector_code <> 'SEC-FIRE'; delete from vessels;`,
  },
  {
    role: 'township',
    grant: { ...free, areaCodes: ['W'] },
    keep: ['sites', 'hazards', 'inspections', 'incidents', 'vessels'].map((table) => `delete from ${table} where area_code is distinct from 'W'${table === 'sites' ? " and layer <> 'roads'" : ''};`).join(' '),
  },
  {
    role: 'inspector',
    grant: { ...free, areaCodes: ['E'], sectorCodes: ['SEC-INDU', 'SEC-GAS'] },
    keep: `delete from sites where layer <> 'roads' and (area_code is distinct from 'E' or sector_code not in ('SEC-INDU', 'SEC-GAS')); ${['hazards', 'inspections', 'incidents'].map((table) => `delete from ${table} where area_code is distinct from 'E' or sector_code not in ('SEC-INDU', 'SEC-GAS');`).join(' ')} delete from vessels;`,
  },
  {
    role: 'enterprise',
    grant: { ...free, siteIds: [2] },
    keep: `delete from sites where id <> 2 and layer <> 'roads'; ${['hazards', 'inspections', 'incidents'].map((table) => `delete from ${table} where site_id is distinct from 2;`).join(' ')} delete from vessels;`,
  },
];

describe.each(['embedded', 'served'] as const)('%s: every route as every role', (home) => {
  let server: ApiServer;
  let paths: string[];
  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off', withEvidence + withBulletin);
    paths = await pathsToWalk(server);
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it.each(limited)('$role: no foreign row and no foreign count', async ({ role, grant, keep }) => {
    const token = await makeToken(server, { role, ...grant });
    const { personal, restricted } = readerOfGrant({ role, ...grant });
    // The other city holds their rows alone, and is asked by somebody without limits who sees attributes alike.
    const unlimited: Actor = { kind: 'token', id: '1', name: role, grant: { role, ...free }, reader: { ...everything, key: 'unlimited', personal, restricted } };
    const alone = await startApi(home, { access: accessOf(unlimited) }, null, `${withEvidence} ${withBulletin} ${loosen} ${keep} ${onlyHazardEvents}`);
    try {
      let differing = 0;
      for (const path of paths) {
        const [seen, expected] = await Promise.all([answer(server, path, bearer(token)), answer(alone, path, {})]);
        if (seen !== expected && differing++ < 5) expect.soft([path, around(seen, expected)]).toEqual([path, around(expected, seen)]);
      }
      expect(differing).toBe(0);
      expect(paths.length).toBeGreaterThan(400);
    } finally {
      await alone.stop();
    }
  }, 180_000);

  it('somebody of another scope is never given what was remembered for the one before', async () => {
    const [west, east] = [await makeToken(server, { role: 'township', ...free, areaCodes: ['W'] }), await makeToken(server, { role: 'township', ...free, areaCodes: ['E'] })];
    for (const path of ['/collections/hazards/items?limit=5', '/collections/hazards/tiles/WebMercatorQuad/8/99/214', '/analyses/layer-counts', '/collections/enterprises/items?bbox=122,37,122.2,37.1']) {
      const first = await fetch(`${server.root}${path}`, { headers: bearer(west) });
      await first.arrayBuffer();
      const tag = first.headers.get('ETag') ?? '';
      const second = await fetch(`${server.root}${path}`, { headers: { ...bearer(east), 'If-None-Match': tag } });
      await second.arrayBuffer();
      expect([path, second.status, second.headers.get('Vary')]).toEqual([path, 200, expect.stringContaining('Authorization')]);
      const again = await fetch(`${server.root}${path}`, { headers: { ...bearer(west), 'If-None-Match': tag } });
      expect([path, again.status]).toEqual([path, 304]);
    }
  });

  it('nobody without a session or token is told anything of the city', async () => {
    for (const path of paths.filter((path) => !/^\/(vocabularies|criteria|glossary|methods)/.test(path)).slice(0, 500)) {
      const { status } = await fetch(`${server.root}${path}`);
      expect([path, status]).toEqual([path, 401]);
    }
    for (const wrong of ['anlan_' + 'x'.repeat(43), 'nonsense', '']) expect((await fetch(`${server.root}/collections/hazards/items`, { headers: { Authorization: `Bearer ${wrong}` } })).status).toBe(401);
    expect((await fetch(`${server.root}/collections/hazards/items`, { headers: { 'X-Anlan-Key': 'wrong' } })).status).toBe(403);
  });

  it('personal data are masked and restricted attributes withheld unless the role may see them, in items, filters, queryables and tiles', async () => {
    await server.database.sql.unsafe(`update sites set attributes = attributes || '{"pressureCode": "high-a"}' where layer = 'gas-networks' and attributes->>'featureKind' = 'pipeline'`);
    for (const role of ['office', 'viewer', 'wall', 'security-admin', 'township'] as const) {
      const token = bearer(await makeToken(server, { role, ...free, areaCodes: role === 'township' ? ['W', 'E'] : null }));
      const { personal, restricted } = readerOfGrant({ role, ...free });
      const firm = (await send(server, 'GET', '/collections/enterprises/items?code=e1', token)).body as { features: { properties: Record<string, unknown> }[] };
      expect([role, firm.features[0]?.properties['phone']]).toEqual([role, personal ? '13801345678' : '138****5678']);
      expect([role, firm.features[0]?.properties['legalPerson'] === '王小明']).toEqual([role, personal]);
      const pipe = (await send(server, 'GET', '/collections/gas-networks/items?code=g2', token)).body as { features: { properties: Record<string, unknown> }[] };
      expect([role, pipe.features[0]?.properties['pressureCode'] ?? null]).toEqual([role, restricted ? 'high-a' : null]);
      const asked = await send(server, 'GET', '/collections/gas-networks/items?pressureCode=high-a', token);
      expect([role, asked.status >= 400]).toEqual([role, !restricted]);
      const said = (await send(server, 'GET', `/collections/gas-networks/items?filter=${encodeURIComponent("pressureCode='high-a'")}`, token)).status;
      expect([role, said]).toEqual([role, restricted ? 200 : 403]);
      const guess = await send(server, 'GET', `/collections/enterprises/items?filter=${encodeURIComponent("phone='13801345678'")}`, token);
      expect([role, guess.status === 200 && (guess.body as { numberMatched: number }).numberMatched > 0 && !personal]).toEqual([role, false]);
      const tile = Buffer.from(await (await fetch(`${server.root}/collections/gas-networks/tiles/WebMercatorQuad/11/796/1718`, { headers: token })).arrayBuffer());
      expect([role, tile.length > 0, tile.includes('pressureCode') && !restricted]).toEqual([role, true, false]);
    }
  });

  it('events tell a reader of their own rows alone, and the stream ends with the right to it', async () => {
    const { token, id } = (await send(server, 'POST', '/tokens', commandLine, { name: 'listener', grant: { role: 'township', ...free, areaCodes: ['W'] } })).body as { token: string; id: number };
    const stop = new AbortController();
    const response = await fetch(`${server.root}/events`, { headers: bearer(token), signal: stop.signal });
    const heard: string[] = [];
    const ended = (async () => {
      const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream() as never).getReader() as ReadableStreamDefaultReader<string>;
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return 'ended';
        heard.push(value);
      }
    })();
    const announce = (collection: string, ids: number[]): void => server.deps.changes.publish({ collection, dataVersion: server.deps.changes.dataVersion() + 1, at: '2026-04-10T04:00:00Z', upserted: ids, removed: [], origin: 'access-test' } as never);
    const [west, east] = await Promise.all(['W', 'E'].map(async (area) => ((await server.database.sql.unsafe<{ id: number }[]>('select id from hazards where area_code = $1 limit 1', [area]))[0]?.id ?? 0)));
    announce('hazards', [east ?? 0]);
    announce('hazards', [east ?? 0, west ?? 0]);
    await expect.poll(() => heard.join('')).toContain('event: change');
    expect(heard.join('')).toContain(`[${west}]`);
    expect(heard.join('')).not.toContain(`${east},`);
    expect(heard.join('').match(/event: change/g)).toHaveLength(1);
    await send(server, 'DELETE', `/tokens/${id}`, commandLine);
    expect(await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 12_000, 'still open'))])).toBe('ended');
    stop.abort();
  }, 30_000);

  it('an archive of a list holds the rows and attributes of the one who asked, and is nobody else\'s to fetch', async () => {
    const [west, east] = [await makeToken(server, { role: 'township', ...free, areaCodes: ['W'] }), await makeToken(server, { role: 'township', ...free, areaCodes: ['E'] })];
    const expected = (await send(server, 'GET', '/collections/hazards/items?limit=1', bearer(west))).body as { numberMatched: number };
    const response = await fetch(`${server.root}/collections/hazards/export?format=csv`, { headers: bearer(west) });
    expect(response.status).toBe(200);
    const archive = Buffer.from(await response.arrayBuffer());
    const { unzipSync } = await import('fflate');
    const files = unzipSync(new Uint8Array(archive));
    const csv = Object.entries(files).find(([name]) => name.endsWith('.csv'));
    expect(Buffer.from(csv?.[1] ?? []).toString().trim().split('\n').length - 1).toBe(expected.numberMatched);
    const other = await fetch(`${server.root}/collections/hazards/export?format=csv`, { headers: bearer(east) });
    expect(Buffer.from(await other.arrayBuffer()).equals(archive)).toBe(false);
  });

  it('every role may do what the table says, and nothing else', async () => {
    const attempts: { may: (typeof permissions)[number]['id']; method: string; path: string; body?: unknown }[] = [
      { may: 'users', method: 'GET', path: '/users' },
      { may: 'users', method: 'POST', path: '/users', body: { userName: 'x', name: 'x', password: 'x', grant: { role: 'viewer' } } },
      { may: 'users', method: 'PATCH', path: '/users/nobody', body: { name: 'x' } },
      { may: 'audit', method: 'GET', path: '/audit' },
      { may: 'audit', method: 'GET', path: '/audit/verify' },
      { may: 'informers', method: 'GET', path: '/hazards/1/informer' },
      { may: 'informers', method: 'POST', path: '/personal-data/search', body: { name: '无此人' } },
      { may: 'informers', method: 'POST', path: '/personal-data/erasure', body: { name: '无此人', reason: 'test' } },
      { may: 'system', method: 'POST', path: '/backups' },
      { may: 'audit', method: 'GET', path: '/audit/export?format=none' },
      { may: 'import', method: 'POST', path: '/imports/enterprises', body: {} },
      { may: 'report', method: 'POST', path: '/evidence', body: {} },
      { may: 'personal', method: 'GET', path: '/evidence/1' },
      { may: 'personal', method: 'GET', path: '/evidence/999999/picture' },
      { may: 'personal', method: 'GET', path: '/hazards/1/evidence' },
      { may: 'sites', method: 'POST', path: '/sites/enterprises/2/retire', body: { reason: 'x', expectedVersion: 99, requestKey: 'a-wish-of-this-test' } },
      { may: 'incidents', method: 'POST', path: '/incidents/1/void', body: { reason: 'x', expectedVersion: 99, requestKey: 'a-wish-of-this-test' } },
      { may: 'handover', method: 'GET', path: '/handovers/officials' },
    ];
    for (const { id, may, reach } of roles) {
      const grant: Grant = { role: id, areaCodes: reach === 'areas' ? ['W'] : null, sectorCodes: reach === 'sectors' ? ['SEC-FIRE'] : null, siteIds: reach === 'sites' ? [2] : null };
      const token = await makeToken(server, grant);
      for (const attempt of attempts) {
        const { status } = await send(server, attempt.method, attempt.path, { ...bearer(token), 'Content-Type': 'application/json' }, attempt.body);
        expect([id, attempt.method, attempt.path, status === 403]).toEqual([id, attempt.method, attempt.path, !(may as readonly string[]).includes(attempt.may)]);
      }
      expect((await send(server, 'GET', '/session', bearer(token))).body).toMatchObject({ kind: 'token', grant: { role: id }, permissions: expect.toSatisfy((list: string[]) => [...list].sort().join() === [...may].sort().join()) });
    }
  });
});

describe('guests', () => {
  it('may look, and nothing more, while every row is synthetic; then nobody may', async () => {
    let reason: GuestReason = 'synthetic';
    const server = await startApi('embedded', {}, () => reason);
    try {
      const firm = (await send(server, 'GET', '/collections/enterprises/items?code=e1', {})).body as { features: { properties: Record<string, unknown> }[] };
      expect(firm.features[0]?.properties['phone']).toBe('138****5678');
      expect((await send(server, 'GET', '/session', {})).body).toMatchObject({ kind: 'guest', permissions: ['read'], needsSetup: true, guest: { allowed: true } });
      for (const [method, path] of [['POST', '/imports/enterprises'], ['POST', '/tokens'], ['GET', '/users'], ['POST', '/users'], ['GET', '/audit']] as const) expect([path, (await send(server, method, path, own, method === 'POST' ? {} : undefined)).status]).toEqual([path, expect.toSatisfy((status: number) => status === 401 || status === 400)]);
      reason = 'real-data';
      expect((await send(server, 'GET', '/collections/enterprises/items', {})).status).toBe(401);
      expect((await send(server, 'GET', '/session', {})).body).toMatchObject({ kind: 'stranger', permissions: [], guest: { allowed: false, reason: 'real-data' } });
    } finally {
      await server.stop();
    }
  });
});

/** The code an authenticator shows (RFC 6238: SHA-1, 30 s, 6 digits). */
function timeCode(base32: string, at: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...base32.replaceAll('=', '')].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe.each(['embedded', 'served'] as const)('%s: signing in', (home) => {
  let server: ApiServer;
  const password = 'Harbour-2026-light';
  const jar = (cookies: string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ');
  const signIn = (userName: string, secret: string, headers: Record<string, string> = {}) => send(server, 'POST', '/session', { ...own, ...headers }, { userName, password: secret });
  const account = (userName: string, grant: Partial<Grant> & { role: RoleId }) => send(server, 'POST', '/users', commandLine, { userName, name: userName, password, grant: { ...free, ...grant } });
  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('the link of the start makes the first account once, a security administrator', async () => {
    const asked = { token: 'the link of this test', userName: 'first', name: '首位管理员', password };
    expect((await send(server, 'POST', '/setup', own, { ...asked, token: 'guessed' })).status).toBe(403);
    expect((await send(server, 'POST', '/setup', own, { ...asked, password: 'short' })).status).toBe(400);
    expect((await send(server, 'POST', '/setup', own, asked)).status).toBe(201);
    expect((await send(server, 'POST', '/setup', own, { ...asked, userName: 'second' })).status).toBe(409);
    const { status, cookies } = await signIn('First', password);
    expect(status).toBe(200);
    expect((await send(server, 'GET', '/session', { Cookie: jar(cookies) })).body).toMatchObject({ kind: 'user', userName: 'first', grant: { role: 'security-admin' }, needsSetup: false });
  });

  it('a session is an HttpOnly same-site cookie that is new with every sign-in, and signing out ends it', async () => {
    await account('sitter', { role: 'viewer' });
    const planted = 'anlan.session_token=planted.by-somebody-else';
    const { cookies } = await signIn('sitter', password, { Cookie: planted });
    const session = cookies.find((cookie) => cookie.startsWith('anlan.session_token='));
    expect(session).toMatch(/HttpOnly/i);
    expect(session).toMatch(/SameSite=Lax/i);
    expect(jar(cookies)).not.toContain('planted');
    const headers = { Cookie: jar(cookies) };
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', headers)).status).toBe(200);
    expect((await send(server, 'DELETE', '/session', { ...own, ...headers })).status).toBe(204);
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', headers)).status).toBe(401);
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', { Cookie: planted })).status).toBe(401);
  });

  it('a page of another origin can neither sign in nor write with somebody\'s cookies', async () => {
    const { cookies } = await signIn('sitter', password);
    for (const foreign of [{ Origin: 'http://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }] as Record<string, string>[]) {
      expect((await signIn('sitter', password, foreign)).status).toBe(403);
      for (const [method, path, body] of [['POST', '/tokens', { name: 'x' }], ['DELETE', '/session', undefined], ['PUT', '/session/password', { password, newPassword: 'Other-2026-light' }]] as const) expect([path, (await send(server, method, path, { ...own, ...foreign, Cookie: jar(cookies) }, body)).status]).toEqual([path, 403]);
    }
    const bare = await fetch(`${server.root}/tokens`, { method: 'POST', headers: { Cookie: jar(cookies), 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'x' }) });
    expect(bare.status).toBe(403);
  });

  it('five wrong passwords lock an account for a quarter of an hour, a right one too, and an administrator opens it', async () => {
    await account('locked', { role: 'viewer' });
    for (let k = 0; k < 5; k++) expect((await signIn('locked', 'Wrong-2026-light')).status).toBe(401);
    expect((await signIn('locked', password)).status).toBe(429);
    const { users } = (await send(server, 'GET', '/users', commandLine)).body as { users: { id: string; userName: string; locked: boolean }[] };
    const user = users.find(({ userName }) => userName === 'locked');
    expect(user?.locked).toBe(true);
    await server.database.sql.unsafe("update grants set locked_until = now() - interval '1 second' where user_id = $1", [user?.id ?? '']);
    expect((await signIn('locked', password)).status).toBe(200);
    for (const weak of ['short-1A', 'alllowercase-only', 'locked-A-2026']) expect([weak, (await send(server, 'PATCH', `/users/${user?.id}`, commandLine, { password: weak })).status]).toEqual([weak, 400]);
  });

  it('an unknown name and a wrong password are told alike', async () => {
    const [unknown, wrong] = [await signIn('nobody-here', password), await signIn('sitter', 'Wrong-2026-light')];
    expect([unknown.status, (unknown.body as { detail: string }).detail]).toEqual([wrong.status, (wrong.body as { detail: string }).detail]);
  });

  it('a second factor is asked for once it is on', async () => {
    await account('careful', { role: 'office' });
    const { cookies } = await signIn('careful', password);
    const enabled = (await send(server, 'POST', '/auth/two-factor/enable', { ...own, Cookie: jar(cookies) }, { password })).body as { totpURI: string };
    const secret = new URL(enabled.totpURI).searchParams.get('secret') ?? '';
    expect((await send(server, 'POST', '/auth/two-factor/verify-totp', { ...own, Cookie: jar(cookies) }, { code: timeCode(secret, Date.now()) })).status).toBe(200);
    const second = await signIn('careful', password);
    expect([second.status, second.body]).toEqual([200, { twoFactor: true }]);
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', { Cookie: jar(second.cookies) })).status).toBe(401);
    expect((await send(server, 'POST', '/auth/two-factor/verify-totp', { ...own, Cookie: jar(second.cookies) }, { code: '000000' })).status).toBe(401);
    const done = await send(server, 'POST', '/auth/two-factor/verify-totp', { ...own, Cookie: jar(second.cookies) }, { code: timeCode(secret, Date.now()) });
    expect(done.status).toBe(200);
    expect((await send(server, 'GET', '/session', { Cookie: jar(done.cookies) })).body).toMatchObject({ kind: 'user', userName: 'careful', twoFactor: true });
    // The rest of the library does not exist here: nobody makes their own account.
    for (const path of ['/auth/sign-up/email', '/auth/sign-in/email', '/auth/sign-in/username', '/auth/update-user', '/auth/list-sessions']) expect([path, (await send(server, 'POST', path, own, { email: 'a@b.c', password, name: 'x', username: 'careful' })).status]).toEqual([path, 404]);
  });

  it('rights that change or end count at once, for sessions and for the user\'s own tokens', async () => {
    await account('mover', { role: 'township', areaCodes: ['W'] });
    const { cookies } = await signIn('mover', password);
    const { token } = (await send(server, 'POST', '/tokens', { ...own, Cookie: jar(cookies) }, { name: 'QGIS' })).body as { token: string };
    expect((await send(server, 'POST', '/tokens', { ...own, Cookie: jar(cookies) }, { name: 'more', grant: { role: 'office' } })).status).toBe(403);
    const count = async (): Promise<number> => ((await send(server, 'GET', '/collections/hazards/items?limit=1', bearer(token))).body as { numberMatched: number }).numberMatched;
    const west = await count();
    const { users } = (await send(server, 'GET', '/users', commandLine)).body as { users: { id: string; userName: string }[] };
    const id = users.find(({ userName }) => userName === 'mover')?.id ?? '';
    await send(server, 'PATCH', `/users/${id}`, commandLine, { grant: { role: 'township', ...free, areaCodes: ['E'] } });
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', { Cookie: jar(cookies) })).status).toBe(401);
    expect(await count()).not.toBe(west);
    // The password of Basic is a token too: it is all that some programs can send.
    expect((await fetch(`${server.root}/collections/hazards/items?limit=1`, { headers: { Authorization: `Basic ${Buffer.from(`qgis:${token}`).toString('base64')}` } })).status).toBe(200);
    await send(server, 'PATCH', `/users/${id}`, commandLine, { disabled: true });
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', bearer(token))).status).toBe(401);
    expect((await signIn('mover', password)).status).toBe(401);
    await send(server, 'PATCH', `/users/${id}`, commandLine, { disabled: false });
    expect((await send(server, 'GET', '/collections/hazards/items?limit=1', bearer(token))).status).toBe(200);
  });

  it('a limited role must be told its limits, and nobody changes their own rights', async () => {
    expect((await send(server, 'POST', '/users', commandLine, { userName: 'vague', name: 'x', password, grant: { role: 'township' } })).status).toBe(400);
    const { cookies } = await signIn('first', password);
    const { users } = (await send(server, 'GET', '/users', { Cookie: jar(cookies) })).body as { users: { id: string; userName: string }[] };
    const self = users.find(({ userName }) => userName === 'first')?.id ?? '';
    expect((await send(server, 'PATCH', `/users/${self}`, { ...own, Cookie: jar(cookies) }, { grant: { role: 'office', ...free } })).status).toBe(403);
  });

  it('the audit leaves whole, in both formats, with a chain that can be walked elsewhere and no formula for a spreadsheet', async () => {
    const { token } = (await send(server, 'POST', '/tokens', commandLine, { name: '=1+1', grant: { role: 'audit-admin', ...free } })).body as { token: string };
    expect((await send(server, 'GET', '/audit?limit=1', bearer(token))).status).toBe(200);
    const response = await fetch(`${server.root}/audit/export?format=ndjson`, { headers: bearer(token) });
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('Content-Disposition')]).toEqual([200, 'application/x-ndjson', expect.stringMatching(/^attachment; filename="anlan-audit-\d{4}-\d\d-\d\d\.ndjson"$/)]);
    const lines = (await response.text()).trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, string>);
    const newest = (await send(server, 'GET', '/audit/verify', commandLine)).body as { entries: number; newestHash: string };
    expect([lines.length, lines.at(-1)?.['hash'], lines.at(-1)?.['action'], lines.at(-1)?.['actorName']]).toEqual([newest.entries, newest.newestHash, 'audit-exported', '=1+1']);
    let before = '0'.repeat(64);
    for (const { hash, previousHash, ...row } of lines) {
      const { sequence, at, actorKind, actorId, actorName, role, action, subject, address, detail } = row;
      const own = createHash('sha256').update(JSON.stringify([sequence, at, actorKind, actorId, actorName, role, action, subject, address, detail, previousHash])).digest('hex');
      expect([sequence, previousHash, own]).toEqual([sequence, before, hash]);
      before = hash ?? '';
    }
    const table = Buffer.from(await (await fetch(`${server.root}/audit/export`, { headers: bearer(token) })).arrayBuffer()).toString();
    expect(table.startsWith('\uFEFFsequence,at,')).toBe(true);
    expect(table.trimEnd().split('\r\n')).toHaveLength(lines.length + 2);
    expect(table).toContain(",'=1+1,");
    expect(table).not.toMatch(/(^|,)=/m);
  });

  it('the audit holds every deed, no secret, cannot be changed, and its verification finds what was changed, removed or cut off', async () => {
    const { entries } = (await send(server, 'GET', '/audit?limit=1000', commandLine)).body as { entries: { action: string; sequence: number; hash: string }[] };
    for (const action of ['account-made', 'account-changed', 'signed-in', 'sign-in-refused', 'locked', 'signed-out', 'token-made', 'second-factor-on']) expect(entries.map((entry) => entry.action)).toContain(action);
    expect(JSON.stringify(entries)).not.toMatch(/Harbour|Wrong-2026|anlan_[\w-]{43}/);
    const verdict = async (anchor = ''): Promise<{ intact: boolean; newestHash: string; faults: { kind: string; sequence: number }[] }> => (await send(server, 'GET', `/audit/verify${anchor === '' ? '' : `?anchor=${anchor}`}`, commandLine)).body;
    const whole = await verdict();
    expect(whole).toMatchObject({ intact: true, faults: [] });
    const { sql } = server.database;
    await expect(sql.unsafe("update audit set actor_name = 'somebody' where sequence = 3")).rejects.toThrow(/append-only/);
    await expect(sql.unsafe('delete from audit where sequence = 3')).rejects.toThrow(/append-only/);
    await expect(sql.unsafe('truncate audit')).rejects.toThrow(/append-only/);
    // Somebody who owns the database goes past the trigger.
    await sql.unsafe('alter table audit disable trigger audit_append_only');
    await sql.unsafe("update audit set actor_name = actor_name || '!' where sequence = 3");
    expect((await verdict()).faults).toEqual([{ kind: 'changed', sequence: 3, count: 1 }]);
    await sql.unsafe("update audit set actor_name = rtrim(actor_name, '!') where sequence = 3");
    await sql.unsafe('create table kept as select * from audit where sequence = 4; delete from audit where sequence = 4');
    expect((await verdict()).faults).toEqual([{ kind: 'removed', sequence: 4, count: 1 }]);
    await sql.unsafe('insert into audit select * from kept');
    expect(await verdict(whole.newestHash)).toMatchObject({ intact: true });
    await sql.unsafe('delete from audit where sequence >= (select max(sequence) - 1 from audit)');
    expect((await verdict()).intact).toBe(true);
    expect((await verdict(whole.newestHash)).faults.map(({ kind }) => kind)).toEqual(['truncated']);
  });
});

