// What does an attacker get? Each threat that README.md names, tried against the real app over a port: as a signed-in user with cookies, as a token, as a stranger.
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createAccess } from '../../../server/access/access.ts';
import { createSignIn, readSecret } from '../../../server/access/sign-in.ts';
import { upsertSites } from '../../../server/commands/sites.ts';
import { createApp } from '../../../server/api/app.ts';
import { cellOf } from '../../../server/exports/csv.ts';
import { enterprise } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';

// Counted, not replaced: whether an unknown name costs the same work as a known one.
const hashed = vi.hoisted(() => ({ count: 0 }));
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const counted = <Work extends (...given: never[]) => unknown>(work: Work): Work => ((...given: never[]) => ((hashed.count += 1), work(...given))) as Work;
  return { ...real, hash: counted(real.hash), verify: counted(real.verify) };
});

const key = 'the key of this test';
const commandLine = { 'X-Anlan-Key': key, 'Content-Type': 'application/json' };
const own = { 'X-Anlan-Request': 'test', 'Content-Type': 'application/json' };
const password = 'Harbour-2026-light';
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
const jar = (cookies: readonly string[]): string => cookies.map((cookie) => cookie.split(';')[0]).join('; ');

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}
async function send(server: ApiServer, method: string, path: string, headers: Record<string, string> = {}, body?: unknown): Promise<Answer> {
  const response = await fetch(`${server.url}${path}`, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }) });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Sends lines to the port as they are and gives what comes back as text. */
function sendLines(server: ApiServer, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
    let text = '';
    socket.on('data', (part) => (text += part.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
    socket.setTimeout(10_000, () => socket.destroy());
  });
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: { readonly type?: string } }[];
}
type Paths = Record<string, Record<string, Operation>>;
const pathsOf = async (server: ApiServer): Promise<Paths> => (JSON.parse((await send(server, 'GET', '/api/openapi', commandLine)).text) as { paths: Paths }).paths;
const filled = (path: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => ({ tileMatrixSetId: 'WebMercatorQuad', tileMatrix: '8', tileRow: '99', tileCol: '214', listId: 'sectors', layer: 'enterprises', z: '8', x: '214', y: '99' })[name] ?? '1');
async function signIn(server: ApiServer, userName: string, secret = password, headers: Record<string, string> = {}): Promise<{ status: number; cookies: string[] }> {
  const { status, headers: answered } = await send(server, 'POST', '/api/session', { ...own, ...headers }, { userName, password: secret });
  return { status, cookies: answered.getSetCookie() };
}
async function account(server: ApiServer, userName: string, grant: object): Promise<string> {
  const { status, text } = await send(server, 'POST', '/api/users', commandLine, { userName, name: userName, password, grant: { ...free, ...grant } });
  expect(status).toBe(201);
  return (JSON.parse(text) as { id: string }).id;
}
async function tokenFor(server: ApiServer, grant: object): Promise<string> {
  return (JSON.parse((await send(server, 'POST', '/api/tokens', commandLine, { name: 'proof', grant: { ...free, ...grant } })).text) as { token: string }).token;
}
/** Everything that a write could have changed, as one text. */
async function fingerprint(server: ApiServer): Promise<string> {
  const tables = await server.database.sql.unsafe<{ name: string }[]>("select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('audit', 'sessions', 'spatial_ref_sys') order by 1");
  const counts = await Promise.all(tables.map(async ({ name }) => [name, (await server.database.sql.unsafe<{ sum: string }[]>(`select md5(coalesce(string_agg(md5(one::text), '' order by md5(one::text)), '')) as sum from ${name} as one`))[0]?.sum]));
  return JSON.stringify(counts);
}

let server: ApiServer;
let cookie: string;
let west: string;
const lines: string[] = [];
beforeAll(async () => {
  server = await startApi('served', { log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }) }, () => 'guest-off');
  await account(server, 'officer', { role: 'office' });
  await account(server, 'keeper', { role: 'security-admin' });
  cookie = jar((await signIn(server, 'officer')).cookies);
  west = await tokenFor(server, { role: 'township', areaCodes: ['W'] });
});
afterAll(async () => {
  expect(server.complaints).toEqual([]);
  await server.stop();
});

describe('cross-site request forgery', () => {
  it('no write takes the cookies of a signed-in user from a page of another origin, without our header, or as a form', async () => {
    const paths = await pathsOf(server);
    const before = await fingerprint(server);
    const keeper = jar((await signIn(server, 'keeper')).cookies);
    const foreign: Record<string, string>[] = [
      { Origin: 'https://evil.example', 'X-Anlan-Request': '1', 'Content-Type': 'application/json' },
      { Origin: 'null', 'X-Anlan-Request': '1', 'Content-Type': 'application/json' },
      { Origin: server.url.replace('127.0.0.1', 'localhost'), 'X-Anlan-Request': '1', 'Content-Type': 'application/json' },
      { Origin: server.url.replace('http:', 'https:'), 'X-Anlan-Request': '1', 'Content-Type': 'application/json' },
      { 'Sec-Fetch-Site': 'cross-site', 'X-Anlan-Request': '1', 'Content-Type': 'application/json' },
      { 'Sec-Fetch-Site': 'same-site', 'X-Anlan-Request': '1', 'Content-Type': 'application/json' },
      { 'Content-Type': 'application/json' },
      // What a form of another page can send without asking first.
      { Origin: 'https://evil.example', 'Content-Type': 'text/plain' },
      { Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' },
      { Origin: 'https://evil.example', 'Content-Type': 'multipart/form-data; boundary=x' },
    ];
    const bodies: Record<string, unknown> = {
      '/users': { userName: 'planted', name: 'x', password: 'Planted-2026-x', grant: { role: 'office', ...free } },
      '/users/{id}': { name: 'changed' },
      '/tokens': { name: 'planted' },
      '/session': { userName: 'officer', password },
      '/session/password': { password, newPassword: 'Planted-2026-x' },
      '/imports/{layer}': { type: 'FeatureCollection', features: [] },
    };
    let tried = 0;
    for (const [path, operations] of Object.entries(paths)) {
      for (const method of Object.keys(operations).filter((name) => !['get', 'parameters'].includes(name))) {
        // Pure questions: they write nothing, whoever asks.
        if (path.startsWith('/analyses/')) continue;
        for (const headers of foreign) {
          const { status } = await send(server, method.toUpperCase(), `/api${filled(path)}`, { Cookie: keeper, ...headers }, method === 'delete' ? undefined : (bodies[path] ?? {}));
          tried += 1;
          expect([method, path, headers, [400, 403, 404, 415].includes(status)]).toEqual([method, path, headers, true]);
          // With a body that would be taken, nothing but the origin speaks against it.
          if (bodies[path] !== undefined && headers['Content-Type'] === 'application/json') expect([method, path, headers, status]).toEqual([method, path, headers, 403]);
        }
      }
    }
    for (const path of ['/api/auth/two-factor/enable', '/api/auth/two-factor/disable']) for (const headers of foreign) expect([path, headers, (await send(server, 'POST', path, { Cookie: keeper, ...headers }, { password })).status]).toEqual([path, headers, 403]);
    expect(tried).toBeGreaterThan(60);
    expect(await fingerprint(server)).toBe(before);
    // The session was not ended from outside either.
    expect((await send(server, 'GET', '/api/users', { Cookie: keeper })).status).toBe(200);
  });

  it('no GET writes, and no header or parameter turns one method into another', async () => {
    const before = await fingerprint(server);
    const paths = await pathsOf(server);
    const { text } = await send(server, 'GET', '/api/users', commandLine);
    const id = (JSON.parse(text) as { users: { id: string }[] }).users[0]?.id ?? '';
    for (const override of ['DELETE', 'PATCH', 'POST', 'PUT']) {
      for (const headers of [{ 'X-HTTP-Method-Override': override }, { 'X-HTTP-Method': override }, { 'X-Method-Override': override }] as Record<string, string>[]) {
        for (const path of ['/api/tokens', `/api/users/${id}`, '/api/session', '/api/jobs/1']) {
          const get = await send(server, 'GET', path, { ...commandLine, ...headers });
          const post = await send(server, 'POST', path, { ...commandLine, ...headers }, {});
          const plain = [await send(server, 'GET', path, commandLine), await send(server, 'POST', path, commandLine, {})];
          expect([path, override, get.status, post.status]).toEqual([path, override, ...plain.map(({ status }) => status)]);
        }
      }
    }
    for (const [path, { get }] of Object.entries(paths)) if (get !== undefined && path !== '/events' && !path.endsWith('/export')) await send(server, 'GET', `/api${filled(path)}?_method=DELETE`, { Cookie: cookie });
    expect(await fingerprint(server)).toBe(before);
  });
});

/** Strings that have broken other programs: SQL, CQL2, paths, encodings, templates, sizes. */
const corpus = [
  "' or 1=1 --", "'; drop table hazards; --", "1' union select password from credentials --", '1); select pg_sleep(5); --', "\\'; select 1; --", '" or ""="', "$1", "$$;select 1;$$", '%27%20or%201=1', "area_code='E'", "areaCode='E' or 1=1", "1=1) or (1=1",
  'casei(name) like casei(\'%\')', "S_INTERSECTS(geom,BBOX(-180,-90,180,90))", '{"op":"or","args":[true,{"op":"=","args":[1,1]}]}', '{"$ne":null}', '[object Object]', '__proto__', 'constructor', 'toString',
  '../../../../etc/passwd', '..\\..\\windows\\win.ini', '%2e%2e%2f%2e%2e%2f', '\0', 'a\0b', '\u202e', '\ud800', '٣', '１', 'é'.repeat(500), 'x'.repeat(5000), '('.repeat(2000), '9'.repeat(400), '-1', '1e999', 'NaN', '0x10', '${7*7}', '{{7*7}}', '<script>alert(1)</script>', 'javascript:alert(1)', '\r\nSet-Cookie: planted=1', '%', '%_', '*', '',
];

describe('SQL and filter injection', () => {
  it('every parameter of every GET, fed with hostile strings, gives a 4xx or an honest answer with no foreign row, and the database stays as it was', { timeout: 900_000 }, async () => {
    const paths = await pathsOf(server);
    // A token notes the day on which it was used first.
    await send(server, 'GET', '/api/session', { Authorization: `Bearer ${west}` });
    const before = await fingerprint(server);
    const transactions = async (): Promise<number> => {
      const [row] = await server.database.sql.unsafe<{ count: number }[]>('select (xact_commit + xact_rollback)::int as count from pg_stat_database where datname = current_database()');
      return row?.count ?? 0;
    };
    const begun = await transactions();
    let asked = 0;
    let turn = 0;
    const wrong: string[] = [];
    const check = async (path: string): Promise<void> => {
      const { status, headers, text } = await send(server, 'GET', path, { Authorization: `Bearer ${west}` });
      asked += 1;
      const type = headers.get('Content-Type') ?? '';
      const problems: string[] = [];
      if (status >= 500) problems.push(`status ${status}`);
      if (status >= 400 && type !== 'application/problem+json') problems.push(`type ${type}`);
      if (status >= 400 && /select |pg_|node_modules|syntax error|\/work\/|at \w+ \(/i.test(corpus.reduce((rest, hostile) => (hostile === '' ? rest : rest.replaceAll(hostile, '')), (JSON.parse(text) as { detail: string }).detail.replaceAll(/seen "[^]*?", expected/g, '')))) problems.push(text);
      if (headers.get('X-Content-Type-Options') !== 'nosniff' || headers.get('Content-Security-Policy') === null) problems.push('no nosniff or policy');
      if (headers.get('Set-Cookie') !== null) problems.push('a cookie');
      if (status >= 300 && status < 400) problems.push(`redirect to ${headers.get('Location')}`);
      if (status === 200 && /json/.test(type)) {
        const answer = JSON.parse(text) as { features?: { properties: Record<string, unknown> }[] };
        for (const { properties } of Array.isArray(answer.features) ? answer.features : []) if ('areaCode' in properties && !path.startsWith('/api/collections/roads') && properties['areaCode'] !== 'W' && !path.startsWith('/api/collections/areas')) problems.push(`a row of ${String(properties['areaCode'])}`);
      }
      if (problems.length > 0 && wrong.length < 20) wrong.push(`${path.slice(0, 200)}: ${problems.join('; ').slice(0, 300)}`);
    };
    const next = (): string => corpus[turn++ % corpus.length] as string;
    const encode = (value: string): string => encodeURIComponent(value.replaceAll(/[\ud800-\udfff]/g, '\ufffd'));
    const jobs: string[] = [];
    for (const [path, { get }] of Object.entries(paths)) {
      if (get === undefined || path === '/events') continue;
      const isExport = path.endsWith('/export');
      for (const parameter of get.parameters ?? []) {
        if (parameter.in === 'query') for (let k = 0; k < (isExport ? 1 : 5); k++) jobs.push(`/api${filled(path)}?${encodeURIComponent(parameter.name)}=${encode(next())}`);
        if (parameter.in === 'path') for (let k = 0; k < 12; k++) jobs.push(`/api${path.replace(`{${parameter.name}}`, encode(next()))}`.replace(/\{(\w+)\}/g, (all) => filled(all)));
      }
    }
    // The filter language has every string in every place; lone surrogates and broken percent signs go as they are.
    for (const text of corpus) for (const collection of ['hazards', 'enterprises', 'vessels']) for (const language of ['cql2-text', 'cql2-json']) jobs.push(`/api/collections/${collection}/items?filter-lang=${language}&filter=${encode(text)}`, `/api/collections/${collection}/items?filter-lang=${language}&filter=${encode(`areaCode='W' or title='${text}'`)}`);
    for (const text of ['%', '%zz', '%ED%A0%80', '%c0%ae', '%u0027', '+', '&&', '=']) jobs.push(`/api/search?q=${text}`, `/api/collections/hazards/items?title=${text}`, `/api/collections/${text}/items`, `/api/vocabularies/${text}`);
    for (const filter of ["areaCode='E'", "areaCode<>'W'", 'NOT (1=0)', "areaCode='W' OR areaCode='E'", "title LIKE '%'"]) jobs.push(`/api/collections/hazards/items?limit=1000&filter=${encode(filter)}`);
    let place = 0;
    await Promise.all(Array.from({ length: 6 }, async () => { while (place < jobs.length) await check(jobs[place++] as string); }));
    expect(wrong).toEqual([]);
    expect(asked).toBeGreaterThan(2000);
    // Statistics of the database arrive late; a question costs a few transactions, never hundreds.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    expect((await transactions()) - begun).toBeLessThan(asked * 4);
    expect(await fingerprint(server)).toBe(before);
  });

  it('hostile bodies are refused by name and change nothing', async () => {
    const before = await fingerprint(server);
    for (const body of ['', '{', '[]', 'null', '"x"', '{"userName":{"$ne":null},"password":{"$ne":null}}', '{"userName":["officer"],"password":"x"}', `{"userName":"officer","password":"${'x'.repeat(500)}"}`, '{"__proto__":{"role":"office"},"userName":"officer","password":"x"}', '{"userName":"officer","password":"x","grant":{"role":"office"}}', `${'['.repeat(100_000)}${']'.repeat(100_000)}`]) {
      const { status } = await send(server, 'POST', '/api/session', own, body);
      expect([body.slice(0, 60), [400, 401].includes(status)]).toEqual([body.slice(0, 60), true]);
    }
    for (const name of corpus) {
      const { status } = await send(server, 'POST', '/api/users', commandLine, { userName: name, name: 'x', password, grant: { role: 'viewer', ...free } });
      expect([name.slice(0, 40), status >= 400 && status < 500]).toEqual([name.slice(0, 40), !['constructor', 'toString', '__proto__', 'NaN', '0x10', '1e999', '-1', '９'].includes(name) && !/^[\p{L}\p{N}._-]{2,40}$/u.test(name)]);
    }
    const made = await server.database.sql.unsafe<{ id: string }[]>("delete from users where username not in ('officer', 'keeper') returning id");
    expect(made.length).toBeLessThan(8);
    expect(await fingerprint(server)).toBe(before);
  });
});

describe('path traversal', () => {
  it('neither files of the page nor any parameter of a path reach beside the folder', { timeout: 300_000 }, async () => {
    const secret = 'nobody-may-read-this';
    const folder = server.directory;
    // Beside the folder of the page, under a name that begins like it, and hidden inside it.
    for (const file of [`${folder}-beside/leak.txt`, join(dirname(folder), 'leak.txt'), join(folder, '.hidden.txt'), join(folder, '.git', 'config.txt')]) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, secret);
    }
    const name = folder.slice(folder.lastIndexOf('/') + 1);
    // The file beside the folder by its whole path, plain and with its slashes written as codes.
    const leak = join(dirname(folder), 'leak.txt');
    const hidden = leak.replaceAll('/', '%2f');
    const roads = ['../leak.txt', '..%2fleak.txt', '%2e%2e/leak.txt', '%2e%2e%2fleak.txt', '..%5cleak.txt', '..\\leak.txt', '%252e%252e%252fleak.txt', '....//leak.txt', '..;/leak.txt', '.%00./leak.txt', '%c0%ae%c0%ae/leak.txt', '%uff0e%uff0e/leak.txt', `../${name}-beside/leak.txt`, `%2e%2e%2f${name}-beside%2fleak.txt`, `..%2f..%2f..%2f..%2f..${hidden}`, leak, `/${leak}`, `file:%2f%2f${hidden}`, 'leak.txt%00.js', `${'a/../'.repeat(300)}../leak.txt`, `${'%2e%2e%2f'.repeat(500)}${hidden.slice(3)}`, '.hidden.txt', '.git/config.txt', '%2egit/config.txt'];
    const before = ['/', '/assets/', '/assets/x/', '/api/', '/api/docs/', '/api/vocabularies/', '/api/problems/', '/api/jobs/', '/api/basemaps/', '/api/collections/hazards/', '/api/base/tiles/8/214/'];
    for (const road of roads) {
      for (const start of before) {
        const answer = await sendLines(server, [`GET ${start}${road} HTTP/1.1`, 'Host: 127.0.0.1', `Cookie: ${cookie}`, 'Connection: close']);
        const status = Number(answer.split(' ')[1]);
        expect([start, road.slice(0, 60), status < 500, answer.includes(secret)]).toEqual([start, road.slice(0, 60), true, false]);
      }
    }
    const paths = await pathsOf(server);
    for (const [path, { get }] of Object.entries(paths)) {
      if (get === undefined || !path.includes('{')) continue;
      for (const road of roads.slice(0, 20)) {
        const answer = await sendLines(server, [`GET /api${path.replace(/\{\w+\}(?!.*\{)/, road.replaceAll('\\', '%5c')).replace(/\{(\w+)\}/g, (all) => filled(all))} HTTP/1.1`, 'Host: 127.0.0.1', `X-Anlan-Key: ${key}`, 'Connection: close']);
        const status = Number(answer.split(' ')[1]);
        expect([path, road.slice(0, 60), status < 500, answer.includes(secret)]).toEqual([path, road.slice(0, 60), true, false]);
      }
    }
  });
});

describe('DNS rebinding', () => {
  it('a foreign Host is refused by every route and for every method, however it is said', async () => {
    const paths = await pathsOf(server);
    const gets = Object.entries(paths).flatMap(([path, { get }]) => (get === undefined ? [] : [`/api${filled(path)}`]));
    for (const path of ['/', '/icon.svg', '/anything', ...gets]) {
      const answer = await sendLines(server, [`GET ${path} HTTP/1.1`, 'Host: evil.example', `X-Anlan-Key: ${key}`, 'Connection: close']);
      expect([path, answer.split(' ')[1]]).toEqual([path, '403']);
    }
    for (const head of [
      ['POST /api/session HTTP/1.1', 'Host: evil.example:8080', 'X-Anlan-Request: 1', 'Content-Length: 0'],
      ['GET /api/collections HTTP/1.1', 'Host: 127.0.0.1.evil.example'],
      ['GET /api/collections HTTP/1.1', 'Host: evil.example', 'X-Forwarded-Host: 127.0.0.1'],
      ['GET /api/collections HTTP/1.1', 'Host: evil.example', 'Forwarded: host=localhost'],
      ['GET /api/collections HTTP/1.1', 'Host: localhost@evil.example'],
      ['GET /api/collections HTTP/1.1', 'Host: [::1].evil.example'],
      ['GET /api/collections HTTP/1.0'],
      ['GET /api/collections HTTP/1.1', 'Host: 127.0.0.1', 'Host: evil.example'],
    ]) {
      const answer = await sendLines(server, [...head, `Authorization: Bearer ${west}`, 'Connection: close']);
      expect([head, ['400', '403'].includes(answer.split(' ')[1] ?? '')]).toEqual([head, true]);
    }
    // An address beside the Host must name the same; headers of proxies do not change what links say.
    expect((await sendLines(server, ['GET http://evil.example/api HTTP/1.1', 'Host: 127.0.0.1', `Authorization: Bearer ${west}`, 'Connection: close'])).split(' ')[1]).toBe('403');
    expect((await sendLines(server, ['GET http://127.0.0.1:1/api HTTP/1.1', 'Host: 127.0.0.1:1', `Authorization: Bearer ${west}`, 'Connection: close'])).split(' ')[1]).toBe('200');
    expect(await sendLines(server, ['GET /api HTTP/1.1', 'Host: 127.0.0.1', 'X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: https', `Authorization: Bearer ${west}`, 'Connection: close'])).not.toContain('evil.example');
  });
});

describe('sign-in', () => {
  it('an unknown name costs the same work as a wrong password: one hash each', async () => {
    const costOf = async (userName: string): Promise<number> => {
      const before = hashed.count;
      expect((await signIn(server, userName, 'Wrong-2026-light')).status).toBe(401);
      return hashed.count - before;
    };
    expect([await costOf('nobody-at-all'), await costOf('officer')]).toEqual([1, 1]);
    const times = { unknown: [] as number[], wrong: [] as number[] };
    for (let k = 0; k < 3; k++) {
      for (const [kind, userName] of [['unknown', `nobody-${k}`], ['wrong', 'officer']] as const) {
        const began = performance.now();
        await signIn(server, userName, 'Wrong-2026-light');
        times[kind].push(performance.now() - began);
      }
    }
    console.log(`sign-in that fails: unknown name ${Math.min(...times.unknown).toFixed(0)} ms, wrong password ${Math.min(...times.wrong).toFixed(0)} ms`);
    await server.database.sql.unsafe('update grants set failures = 0, locked_until = null');
  });

  it('one address may fail thirty times in a quarter of an hour; what succeeds is not counted; behind a proxy of the operator each address counts for itself', { timeout: 240_000 }, async () => {
    const many = await startApi('embedded', { publicUrl: 'https://anlan.example', proxies: [] }, () => 'guest-off');
    try {
      await account(many, 'worker', { role: 'viewer' });
      const from = (address: string) => ({ 'X-Forwarded-For': `1.2.3.4, ${address}` });
      for (let k = 0; k < 32; k++) expect((await signIn(many, 'worker', password, from('10.0.0.7'))).status).toBe(200);
      const statuses: number[] = [];
      for (let k = 0; k < 32; k++) statuses.push((await signIn(many, `guess-${k}`, 'Wrong-2026-light', from('10.0.0.8'))).status);
      expect(statuses).toEqual([...Array.from({ length: 30 }, () => 401), 429, 429]);
      expect((await signIn(many, 'worker', password, from('10.0.0.8'))).status).toBe(429);
      expect((await signIn(many, 'worker', password, from('10.0.0.7'))).status).toBe(200);
    } finally {
      await many.stop();
    }
    // Without one the header is anybody's word, and is not heard.
    const direct = await startApi('embedded', {}, () => 'guest-off');
    try {
      for (let k = 0; k < 30; k++) await signIn(direct, `guess-${k}`, 'Wrong-2026-light', { 'X-Forwarded-For': `10.0.0.${k}` });
      expect((await signIn(direct, 'guess', 'Wrong-2026-light', { 'X-Forwarded-For': '10.0.1.1' })).status).toBe(429);
    } finally {
      await direct.stop();
    }
  });

  it('a session is new with every sign-in, is never one that was planted, and ends with sign-out and with a new password', async () => {
    await account(server, 'mover', { role: 'viewer' });
    const first = await signIn(server, 'mover');
    // An attacker's own valid session, planted in the browser of somebody else, is not what they are signed in with.
    const second = await signIn(server, 'mover', password, { Cookie: jar(first.cookies) });
    expect(jar(second.cookies)).not.toBe(jar(first.cookies));
    const planted = await signIn(server, 'mover', password, { Cookie: 'anlan.session_token=aaaa.bbbb; anlan.session_token=cccc.dddd' });
    expect(jar(planted.cookies)).not.toMatch(/aaaa|cccc/);
    const alive = async (cookies: string[]): Promise<boolean> => (await send(server, 'GET', '/api/collections/hazards/items?limit=1', { Cookie: jar(cookies) })).status === 200;
    expect([await alive(second.cookies), await alive(planted.cookies)]).toEqual([true, true]);
    expect((await send(server, 'DELETE', '/api/session', { ...own, Cookie: jar(second.cookies) })).status).toBe(204);
    expect([await alive(second.cookies), await alive(planted.cookies)]).toEqual([false, true]);
    const changed = await send(server, 'PUT', '/api/session/password', { ...own, Cookie: jar(planted.cookies) }, { password, newPassword: 'Another-2026-light' });
    expect(changed.status).toBe(204);
    expect(await alive(planted.cookies)).toBe(false);
    // A cookie changed by one letter is nobody's.
    const third = await signIn(server, 'mover', 'Another-2026-light');
    const tampered = jar(third.cookies).replace(/(session_token=.)(.)/, (_, head: string, letter: string) => `${head}${letter === 'a' ? 'b' : 'a'}`);
    expect([await alive(third.cookies), (await send(server, 'GET', '/api/collections/hazards/items?limit=1', { Cookie: tampered })).status]).toEqual([true, 401]);
  });

  it('cookies are out of reach of scripts and other sites, and travel over https alone where there is https', async () => {
    const { cookies } = await signIn(server, 'keeper');
    const secure = createSignIn(server.database.sql, { baseUrl: 'https://anlan.example', secret: await readSecret(server.database.sql), idleSeconds: 1800, oidc: null });
    const response = await secure.api.signInUsername({ body: { username: 'keeper', password }, asResponse: true });
    for (const set of [...cookies, ...response.headers.getSetCookie()]) expect(set).toMatch(/(?=.*HttpOnly)(?=.*SameSite=Lax)(?=.*Path=\/)(?!.*Domain=)/i);
    const over = response.headers.getSetCookie();
    expect(over.length).toBeGreaterThan(0);
    for (const set of over) expect(set).toMatch(/^__Secure-anlan\..*Secure/);
  });

  it('no address of ours sends a browser elsewhere', async () => {
    for (const path of ['//evil.example', '/\\evil.example', '/%2f%2fevil.example', '/?redirect=https://evil.example', '/api/session?callbackURL=https://evil.example', '/api/auth/sign-in/social?callbackURL=https://evil.example', '/api/auth/callback/oidc?state=x&error=y&error_description=https://evil.example', '/api/?next=//evil.example', '/api/auth/error?callbackURL=https://evil.example', '/api/auth/sign-out?callbackURL=https://evil.example']) {
      const answer = await sendLines(server, [`GET ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'Connection: close']);
      const status = Number(answer.split(' ')[1]);
      expect([path, /^location:.*evil/im.test(answer), status < 500]).toEqual([path, false, true]);
    }
  });

  it('the sign-in by a provider of identities leads to the provider and back to us, never to where somebody else wants', async () => {
    // A provider that vouches for whoever `vouched` says, with an id token signed as it should be.
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    let [vouched, nonce] = ['officer', ''];
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const provider = createServer((request, response) => {
      const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
      const claims = { iss: issuer, aud: 'anlan', sub: `subject of ${vouched}`, preferred_username: vouched, name: 'Somebody', email: 'somebody@city.example', nonce, iat: Math.floor(Date.now() / 1000), exp: Math.floor(Date.now() / 1000) + 60 };
      const said = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`;
      const answers: Record<string, unknown> = {
        '/jwks': { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] },
        '/token': { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token: `${said}.${sign('RSA-SHA256', Buffer.from(said), privateKey).toString('base64url')}` },
        '/userinfo': claims,
      };
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify(answers[request.url ?? ''] ?? { issuer, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, userinfo_endpoint: `${issuer}/userinfo`, jwks_uri: `${issuer}/jwks`, id_token_signing_alg_values_supported: ['RS256'] }));
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
    const library = createSignIn(server.database.sql, { baseUrl: server.url, secret: await readSecret(server.database.sql), idleSeconds: 1800, oidc: { discoveryUrl: `${issuer}/.well-known/openid-configuration`, clientId: 'anlan', clientSecret: 'provider-secret' } });
    const access = createAccess({ database: () => server.database, signIn: () => library, isCommandLine: () => false, guestReason: () => 'guest-off', now: Date.now });
    const app = createApp({ ...server.deps, access, oidc: true });
    const ask = async (body: object, headers: Record<string, string> = {}): Promise<{ status: number; text: string }> => {
      const response = await app.request(`${server.url}/api/auth/sign-in/social`, { method: 'POST', headers: { ...own, Host: new URL(server.url).host, Origin: server.url, ...headers }, body: JSON.stringify({ provider: 'oidc', ...body }) });
      return { status: response.status, text: await response.text() };
    };
    for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)', `${server.url}.evil.example/`, `${server.url}@evil.example/`]) {
      expect([elsewhere, (await ask({ callbackURL: elsewhere })).status]).toEqual([elsewhere, 403]);
      expect([elsewhere, (await ask({ callbackURL: '/', errorCallbackURL: elsewhere })).status]).toEqual([elsewhere, 403]);
    }
    expect((await ask({ callbackURL: '/' }, { Origin: 'https://evil.example' })).status).toBe(403);
    const { status, text } = await ask({ callbackURL: '/ledger', errorCallbackURL: '/sign-in?problem=oidc' });
    expect([status, text]).toEqual([200, expect.stringContaining(`${issuer}/authorize?`)]);
    const address = new URL((JSON.parse(text) as { url: string }).url);
    expect([address.origin, address.searchParams.get('redirect_uri'), address.searchParams.get('code_challenge_method'), (address.searchParams.get('state') ?? '').length > 20]).toEqual([issuer, `${server.url}/api/auth/callback/oidc`, 'S256', true]);
    expect(text).not.toContain('provider-secret');
    // A return that nobody set out for ends on our own page.
    const back = await app.request(`${server.url}/api/auth/callback/oidc?code=x&state=forged`, { headers: { Host: new URL(server.url).host } });
    expect([back.status, new URL(back.headers.get('Location') ?? '/', server.url).origin, back.headers.getSetCookie().some((set) => /session_token=[^;]/.test(set))]).toEqual([302, server.url, false]);
    // Whom it vouches for by the user name of an account comes in as that account and stands in the audit; a stranger and a closed account do not.
    const comeBackAs = async (userName: string): Promise<{ location: string; cookies: string[] }> => {
      const out = await app.request(`${server.url}/api/auth/sign-in/social`, { method: 'POST', headers: { ...own, Host: new URL(server.url).host, Origin: server.url }, body: JSON.stringify({ provider: 'oidc', callbackURL: '/ledger', errorCallbackURL: '/sign-in?problem=oidc' }) });
      const to = new URL(((await out.json()) as { url: string }).url);
      [vouched, nonce] = [userName, to.searchParams.get('nonce') ?? ''];
      const answer = await app.request(`${server.url}/api/auth/callback/oidc?code=good&state=${encodeURIComponent(to.searchParams.get('state') ?? '')}`, { headers: { Host: new URL(server.url).host, Cookie: jar(out.headers.getSetCookie()) } });
      return { location: answer.headers.get('Location') ?? '', cookies: answer.headers.getSetCookie().filter((set) => /session_token=[^;]/.test(set)) };
    };
    for (const userName of ['Officer', 'officer']) {
      const { location, cookies } = await comeBackAs(userName);
      expect([userName, new URL(location, server.url).pathname, cookies.length]).toEqual([userName, '/ledger', 1]);
      const session = await app.request(`${server.url}/api/session`, { headers: { Host: new URL(server.url).host, Cookie: jar(cookies) } });
      expect(await session.json()).toMatchObject({ kind: 'user', userName: 'officer' });
    }
    expect(await server.database.sql.unsafe("select actor_name as name, detail from audit where action = 'signed-in' and detail->>'by' = 'identity provider'")).toHaveLength(2);
    for (const stranger of ['nobody-here', '', "officer'--"]) {
      const { location, cookies } = await comeBackAs(stranger);
      expect([stranger, new URL(location, server.url).pathname, cookies]).toEqual([stranger, '/sign-in', []]);
    }
    await server.database.sql.unsafe("update grants set disabled = true where user_id = (select id from users where username = 'officer')");
    access.forget();
    const closed = await comeBackAs('officer');
    expect([closed.location, closed.cookies]).toEqual(['/sign-in?problem=oidc', []]);
    await server.database.sql.unsafe("update grants set disabled = false where user_id = (select id from users where username = 'officer')");
    provider.close();
  });
});

describe('sizes', () => {
  it('a body that is too long is refused whether it says its length or not, before anybody is asked who sends it', async () => {
    /** Null: the line was closed before all was sent, after the refusal. */
    const chunked = (path: string): Promise<Response | null> => fetch(`${server.url}${path}`, { method: 'POST', headers: own, body: new ReadableStream({ start: (controller) => { for (let k = 0; k < 20; k++) controller.enqueue(new TextEncoder().encode('x'.repeat(100_000))); controller.close(); } }), duplex: 'half' } as RequestInit).catch(() => null);
    for (const path of ['/api/session', '/api/setup', '/api/users', '/api/tokens', '/api/auth/two-factor/enable', '/api/auth/two-factor/verify-totp']) {
      const isOpen = /session|setup|auth/.test(path);
      const said = await sendLines(server, [`POST ${path} HTTP/1.1`, 'Host: 127.0.0.1', 'X-Anlan-Request: 1', 'Content-Type: application/json', 'Content-Length: 1100000', 'Connection: close']);
      expect([path, said.split(' ')[1]]).toEqual([path, isOpen ? '413' : '401']);
      const unsaid = await chunked(path);
      await unsaid?.arrayBuffer();
      if (unsaid !== null) expect([path, unsaid.status]).toEqual([path, isOpen ? 413 : 401]);
    }
    expect((await sendLines(server, ['GET /api HTTP/1.1', 'Host: 127.0.0.1', `X-Long: ${'x'.repeat(20_000)}`, 'Connection: close'])).split(' ')[1]).toBe('431');
    expect((await sendLines(server, ['GET /api HTTP/1.1', 'Host: 127.0.0.1', ...Array.from({ length: 3000 }, (_, k) => `X-${k}: 1`), 'Connection: close'])).split(' ')[1]).toMatch(/431|400/);
    // Two lengths, or a length and chunks: what a proxy and we might read differently is not read at all.
    expect((await sendLines(server, ['POST /api/session HTTP/1.1', 'Host: 127.0.0.1', 'Content-Length: 5', 'Content-Length: 6', 'Connection: close', '', 'hello'])).split(' ')[1]).toBe('400');
    expect((await sendLines(server, ['POST /api/session HTTP/1.1', 'Host: 127.0.0.1', 'Content-Length: 5', 'Transfer-Encoding: chunked', 'Connection: close', '', '0', '', ''])).split(' ')[1]).toBe('400');
  });
});

describe('what leaves the house', () => {
  it('a name that is a formula or a script is harmless in the table of an archive and on the pages of the API', async () => {
    const [formula, script] = ['=HYPERLINK("http://evil.example";"x")', '<script>alert(1)</script><img src=x onerror=alert(1)>'];
    await server.write((batch) => upsertSites(batch, [enterprise('f-1', 122.05, 37.05, { name: formula }), enterprise('f-2', 122.06, 37.05, { name: script })]));
    const { unzipSync } = await import('fflate');
    const response = await fetch(`${server.root}/collections/enterprises/export?format=csv&filter=${encodeURIComponent("code in ('f-1','f-2')")}`, { headers: commandLine });
    expect([response.status, response.headers.get('Content-Type'), response.headers.get('X-Content-Type-Options')]).toEqual([200, 'application/zip', 'nosniff']);
    const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
    for (const [name, bytes] of Object.entries(files)) if (name.endsWith('.csv')) for (const cell of Buffer.from(bytes).toString().split(/\r\n|,|;|\t/)) expect([name, /^"?[=+\-@＝＋－＠](?![\d.])/.test(cell.replace(/^\uFEFF/, ''))]).toEqual([name, false]);
    expect(Buffer.from(Object.entries(files).find(([name]) => name.includes('enterprises'))?.[1] ?? []).toString()).toContain(`"'=HYPERLINK(""http://evil.example"";""x"")"`);
    for (const cell of ['=1+1', '+1+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1', '＠x', '=cmd|\' /C calc\'!A0']) expect([cell, /^"?'/.test(cellOf(cell))]).toEqual([cell, true]);
    for (const cell of ['甲;=1+1', '甲\t=1+1', '甲,=1+1']) expect(cellOf(cell)).toBe(`"${cell}"`);
    for (const [cell, whole] of [['-12.5', '-12.5'], ['+8613800000000', '+8613800000000'], ['甲=乙', '甲=乙']] as const) expect(cellOf(cell)).toBe(whole);
    const [{ id }] = (await server.database.sql.unsafe<{ id: number }[]>("select id from sites where code = 'f-2'")) as unknown as [{ id: number }];
    for (const path of [`/api/collections/enterprises/items/${id}`, `/api/collections/enterprises/items?code=f-2`, `/api/collections/enterprises/items?code=${encodeURIComponent(script)}`, `/api/collections/${encodeURIComponent(script)}`]) {
      const page = await send(server, 'GET', path, { ...commandLine, Accept: 'text/html' });
      expect([path, /<script>alert|<img src=x/.test(page.text) && page.headers.get('Content-Type')?.startsWith('text/html')]).toEqual([path, false]);
    }
    const page = await send(server, 'GET', `/api/collections/enterprises/items/${id}`, { ...commandLine, Accept: 'text/html' });
    expect([page.headers.get('Content-Type'), /<meta charset="utf-8">/i.test(page.text), page.text.includes('&lt;script&gt;alert(1)')]).toEqual(['text/html', true, true]);
  });
});

describe('the log', () => {
  it('holds no password, token, cookie, key or link, whatever fails with one', { timeout: 240_000 }, async () => {
    const written: string[] = [];
    const [stdout, stderr] = [process.stdout.write, process.stderr.write];
    const secrets = { password: 'Sup3r-Secret-Passw0rd', token: `anlan_${'s'.repeat(43)}`, cookie: 'c00kie-secret-value', query: 'query-secret-value', key: 'key-secret-value', setup: 'setup-secret-value', code: '918273' };
    const good = await tokenFor(server, { role: 'office' });
    const officer = jar((await signIn(server, 'officer')).cookies);
    const catching = ((part: string | Uint8Array) => (written.push(String(part)), true)) as typeof process.stdout.write;
    process.stdout.write = catching;
    process.stderr.write = catching;
    try {
      const heads: Record<string, string>[] = [{ Authorization: `Bearer ${secrets.token}` }, { Authorization: `Basic ${Buffer.from(`x:${secrets.token}`).toString('base64')}` }, { Cookie: `anlan.session_token=${secrets.cookie}` }, { 'X-Anlan-Key': secrets.key }, { Authorization: `Bearer ${good}` }, { Cookie: officer }];
      const everything = async (): Promise<number[]> => {
        const statuses: number[] = [];
        for (const headers of heads) {
          for (const path of ['/api/collections/hazards/items?limit=1', `/api/collections/hazards/items?title=${secrets.query}`, `/api/hazards/1/events?token=${secrets.token}`, '/api/hazards/1/events', `/api/search?q=${secrets.query}`, '/api/tokens', `/api/collections/hazards/items?filter=${encodeURIComponent(`title='${secrets.query}'`)}`]) statuses.push((await send(server, 'GET', path, headers)).status);
          for (const [path, body] of [['/api/session', { userName: 'officer', password: secrets.password }], ['/api/setup', { token: secrets.setup, userName: 'x-y', name: 'x', password: secrets.password }], ['/api/session/password', { password: secrets.password, newPassword: secrets.password }], ['/api/users', { userName: 'leaky', name: 'x', password: secrets.password, grant: { role: 'viewer' } }], ['/api/auth/two-factor/enable', { password: secrets.password }], ['/api/auth/two-factor/verify-totp', { code: secrets.code }], ['/api/session', `{"password":"${secrets.password}`]] as const) statuses.push((await send(server, 'POST', path, { ...headers, ...own }, body)).status);
        }
        return statuses;
      };
      await everything();
      // The same while the database fails under it: errors of statements are logged, what stands in them is not.
      const { sql } = server.database;
      const broken = ['sessions', 'access_tokens', 'grants', 'credentials', 'hazard_events', 'two_factors'];
      for (const table of broken) await sql.unsafe(`alter table ${table} rename to broken_${table}`);
      server.deps.access.forget();
      const statuses = await everything();
      for (const table of broken) await sql.unsafe(`alter table broken_${table} rename to ${table}`);
      server.deps.access.forget();
      expect(statuses).toContain(500);
    } finally {
      process.stdout.write = stdout;
      process.stderr.write = stderr;
    }
    const all = [...lines, ...written].join('');
    expect(lines.some((line) => line.includes('request failed'))).toBe(true);
    for (const [name, secret] of [...Object.entries(secrets), ['token that holds', good], ['session that holds', officer.split('=')[1] ?? ''], ['key of the command line', key], ['password', password]]) {
      for (const form of [secret as string, encodeURIComponent(secret as string), decodeURIComponent(secret as string), Buffer.from(`x:${secret as string}`).toString('base64')]) expect([name, all.includes(form)]).toEqual([name, false]);
    }
  });
});
