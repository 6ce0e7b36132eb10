// What happens to requests that are wrong, hostile or odd? Never a 5xx, never slow, never a word too much.
import { request as httpRequest } from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Problem } from '../../../data/contract/problem.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApi('served');
});
afterAll(async () => {
  expect(server.complaints).toEqual([]);
  await server.stop();
});

/** A request as it is: no client in between that would mend it. */
function raw(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<{ status: number; headers: Record<string, string | string[] | undefined>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(server.url);
    const request = httpRequest({ host: '127.0.0.1', port, path, method: options.method ?? 'GET', headers: options.headers ?? {}, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(options.body);
  });
}

it('hostile queries end as 4xx or as an honest answer, soon, with a problem that gives nothing away', async () => {
  const long = 'x'.repeat(5000);
  const paths = [
    'collections/hazards/items?bbox=NaN,NaN,NaN,NaN',
    'collections/hazards/items?bbox=1e999,0,1,1',
    'collections/hazards/items?bbox=,,,',
    `collections/enterprises/items?name=${encodeURIComponent("'; drop table hazards; --")}`,
    `collections/enterprises/items?name=${encodeURIComponent("' or 1=1 --")}`,
    'collections/enterprises/items?name=%00',
    'collections/enterprises/items?name=a%00b',
    'collections/enterprises/items?name=%ED%A0%80',
    'collections/enterprises/items?name=%zz',
    `collections/enterprises/items?name=${long}`,
    `collections/enterprises/items?name=${'('.repeat(3000)}`,
    `collections/enterprises/items?code=${Array.from({ length: 900 }, (_, k) => `c${k}`).join(',')}`,
    `collections/enterprises/items?employees=${'9'.repeat(400)}`,
    'collections/enterprises/items?employees=99999999999999999999',
    'collections/enterprises/items?employees=1e308',
    'collections/hazards/items?overdueDays=1e30',
    'collections/hazards/items?datetime=9999-12-31T23:59:60Z',
    'collections/hazards/items?datetime=0000-01-01T00:00:00Z',
    'collections/hazards/items?datetime=9999-12-31/..',
    'collections/hazards/items?limit=9999999999999999999999',
    'collections/hazards/items?after=99999999999',
    'collections/hazards/items?offset=99999999',
    'collections/hazards/items?dueWithinDays=99999',
    'collections/hazards/items?__proto__=1',
    'collections/hazards/items?constructor=1',
    'collections/constructor/items',
    'collections/__proto__',
    'collections/hazards/items/%00',
    'collections/hazards/items/1%27%20or%201=1',
    'collections/hazards/tiles/WebMercatorQuad/10/1e3/5',
    'collections/hazards/tiles/WebMercatorQuad/0/0/0?sectorCode=%27',
    'collections/hazards/tiles/WebMercatorQuad/0/0/0?bufferUnits=5',
    'tiles/WebMercatorQuad/0/0/0?collections=',
    `tiles/WebMercatorQuad/0/0/0?collections=${'hazards,'.repeat(300)}hazards`,
    'base/tiles/5/-1/0',
    'base/tiles/30/0/0',
    `search?q=${encodeURIComponent('a'.repeat(60))}`,
    `search?q=${'%E9'.repeat(30)}`,
    'vocabularies/..%2f..%2fetc%2fpasswd',
    'problems/constructor',
    'analyses/overdue-clusters?distanceMetres=-5',
    'analyses/overdue-clusters?minimumMembers=NaN',
    'analyses/hazard-density?bandwidthMetres=1e9',
    'analyses/layer-counts?box=1,2,3',
    'analyses/area-counts?area=nowhere',
    'analyses/no-such',
    'jobs/no-such',
    'sites/enterprises/abc/summary',
    '..%2f..%2fpackage.json',
  ];
  for (const path of paths) {
    const began = performance.now();
    const { status, headers, body } = await raw(`/api/${path}`);
    expect([path, status >= 200 && status < 500, performance.now() - began < 2000]).toEqual([path, true, true]);
    if (status < 400) continue;
    expect([path, headers['content-type']]).toEqual([path, 'application/problem+json']);
    const problem = Problem.parse(JSON.parse(body.toString()));
    expect([path, problem.status, problem.description]).toEqual([path, status, problem.detail]);
    expect(problem.detail.length).toBeLessThan(1000);
    expect(problem.detail).not.toMatch(/select |node_modules|\/work\/|\/home\/|at \w+ \(|postgres/i);
  }
  expect((await ask(`${server.root}/collections/hazards/items?limit=1`)).status).toBe(200);
});

it('an over-long address is 414, one that Node itself does not read 431', async () => {
  expect((await raw(`/api/search?q=${'x'.repeat(9000)}`)).status).toBe(414);
  expect((await raw(`/api/search?q=${'x'.repeat(40_000)}`)).status).toBe(431);
});

it('a path nobody answers is 404, a method it does not know 405 with those it does', async () => {
  expect((await raw('/api/nothing')).status).toBe(404);
  expect((await raw('/api/nothing', { method: 'POST' })).status).toBe(404);
  for (const [path, method, allow] of [
    ['/api', 'POST', 'GET, HEAD'],
    ['/api/collections', 'DELETE', 'GET, HEAD'],
    ['/api/collections/hazards/items', 'PUT', 'GET, HEAD'],
    ['/api/collections/hazards/items/1', 'PATCH', 'GET, HEAD'],
    ['/api/analyses/area-counts', 'PUT', 'GET, HEAD, POST'],
    ['/api/imports/enterprises', 'GET', 'POST'],
    ['/api/jobs/1', 'POST', 'DELETE, GET, HEAD'],
  ] as const) {
    const { status, headers, body } = await raw(path, { method });
    expect([path, method, status, String(headers['allow']).split(', ').sort().join(', ')]).toEqual([path, method, 405, allow]);
    expect(Problem.parse(JSON.parse(body.toString())).code).toBe('method-not-allowed');
  }
});

it('HEAD answers as GET without a body, everywhere', async () => {
  for (const path of ['/api', '/api/openapi', '/api/collections', '/api/collections/hazards/items?limit=2', '/api/collections/hazards/items/1', '/api/collections/hazards/tiles/WebMercatorQuad/0/0/0', '/api/health', '/api/events', '/', '/api/nothing']) {
    const [head, full] = [await raw(path, { method: 'HEAD' }), path === '/api/events' ? null : await raw(path)];
    expect([path, head.body.length]).toEqual([path, 0]);
    if (full !== null) expect([path, head.status, head.headers['content-type'], head.headers['etag']]).toEqual([path, full.status, full.headers['content-type'], full.headers['etag']]);
  }
});

it('the type is the one the client prefers among those there are; none of them is 406', async () => {
  const typeOf = async (path: string, accept: string): Promise<string> => {
    const { status, headers } = await raw(path, { headers: { Accept: accept } });
    return `${status} ${headers['content-type']}`;
  };
  const items = '/api/collections/hazards/items?limit=1';
  expect(await typeOf(items, 'application/geo+json')).toBe('200 application/geo+json');
  expect(await typeOf(items, '*/*')).toBe('200 application/geo+json');
  expect(await typeOf(items, 'application/json')).toBe('200 application/json');
  expect(await typeOf(items, 'application/json;q=0.2, application/geo+json;q=0.1')).toBe('200 application/json');
  expect(await typeOf(items, 'application/*;q=0.5, application/geo+json;q=0')).toBe('200 application/json');
  // A browser prefers the page where there is one, and takes anything in the end.
  expect(await typeOf('/api', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe('200 text/html');
  expect(await typeOf('/api/vocabularies', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')).toBe('200 application/json');
  expect(await typeOf('/api/openapi', 'application/json')).toBe('200 application/json');
  expect(await typeOf('/api/collections/hazards/tiles/WebMercatorQuad', 'application/vnd.mapbox.tile+json')).toBe('200 application/vnd.mapbox.tile+json');
  expect(await typeOf('/api/collections/hazards/tiles/WebMercatorQuad?f=tilejson', 'application/json')).toBe('200 application/vnd.mapbox.tile+json');
  for (const path of ['/api', '/api/collections', items, '/api/collections/hazards/tiles/WebMercatorQuad/0/0/0']) expect([path, await typeOf(path, 'image/png')]).toEqual([path, '406 application/problem+json']);
  expect(await typeOf('/api?f=xml', '*/*')).toBe('400 application/problem+json');
  const { headers } = await raw(items);
  expect(String(headers['vary'])).toMatch(/Accept.*Accept-Encoding/);
});

it('answers travel compressed when asked, and are the same inside', async () => {
  for (const path of ['/api/collections/hazards/items?limit=100', '/api/vocabularies', '/api/collections/hazards/tiles/WebMercatorQuad/0/0/0', '/', '/api/docs/reference.js']) {
    const plain = await raw(path);
    expect([path, plain.headers['content-encoding'], String(plain.headers['vary']).includes('Accept-Encoding')]).toEqual([path, undefined, true]);
    for (const [accept, encoding, unpack] of [['gzip', 'gzip', gunzipSync], ['gzip, br', 'br', brotliDecompressSync], ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync]] as const) {
      const packed = await raw(path, { headers: { 'Accept-Encoding': accept } });
      expect([path, accept, packed.status, packed.headers['content-encoding']]).toEqual([path, accept, 200, encoding]);
      expect(packed.body.length).toBeLessThan(plain.body.length);
      expect(unpack(packed.body).equals(plain.body)).toBe(true);
    }
  }
  expect((await raw('/api/collections/hazards/items?limit=1', { headers: { 'Accept-Encoding': 'identity' } })).headers['content-encoding']).toBeUndefined();
});

it('every answer forbids the browser to load from elsewhere, guess types or be framed', async () => {
  for (const path of ['/', '/api', '/api/nothing', '/api/docs', '/api/collections/hazards/tiles/WebMercatorQuad/0/0/0', '/api/health', '/nothing.js']) {
    const { headers } = await raw(path);
    const policy = String(headers['content-security-policy']);
    for (const rule of ["default-src 'self'", "script-src 'self'", "worker-src 'self' blob:", "img-src 'self' data: blob:", "style-src 'self' 'unsafe-inline'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"]) expect([path, policy.split('; ')]).toEqual([path, expect.arrayContaining([rule])]);
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
    expect([headers['x-content-type-options'], headers['referrer-policy']]).toEqual(['nosniff', 'no-referrer']);
  }
});

it('a name that merely points to this machine is refused: DNS rebinding', async () => {
  for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.5', 'localhost:99999999']) expect([host, (await raw('/api/health', { headers: { Host: host } })).status >= 400]).toEqual([host, true]);
  for (const host of ['localhost:8080', '127.0.0.1', '[::1]:8080', 'LOCALHOST']) expect([host, (await raw('/api/health', { headers: { Host: host } })).status]).toEqual([host, 200]);
  const { body } = await raw('/api', { headers: { Host: 'localhost:1234' } });
  expect((JSON.parse(body.toString()) as { links: { href: string }[] }).links.every(({ href }) => href.startsWith('http://localhost:1234/api'))).toBe(true);
});

it('other origins may read and may not write', async () => {
  const read = await raw('/api/collections', { headers: { Origin: 'https://elsewhere.example' } });
  expect([read.status, read.headers['access-control-allow-origin'], read.headers['access-control-allow-credentials']]).toEqual([200, '*', undefined]);
  const preflight = await raw('/api/imports/enterprises', { method: 'OPTIONS', headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'x-anlan-request' } });
  expect([preflight.status, preflight.headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD']);
  expect(String(preflight.headers['access-control-allow-headers'])).not.toMatch(/anlan|content-type/i);
  const body = '{"type":"FeatureCollection","features":[]}';
  const send = async (headers: Record<string, string>): Promise<number> => (await raw('/api/imports/enterprises?name=a.geojson', { method: 'POST', headers: { 'Content-Type': 'application/geo+json', ...headers }, body })).status;
  const own = server.url;
  expect(await send({})).toBe(403);
  expect(await send({ Origin: 'https://elsewhere.example', 'X-Anlan-Request': '1' })).toBe(403);
  expect(await send({ Origin: 'null', 'X-Anlan-Request': '1' })).toBe(403);
  expect(await send({ 'Sec-Fetch-Site': 'cross-site', 'X-Anlan-Request': '1' })).toBe(403);
  expect(await send({ 'X-Anlan-Key': 'a guess', 'X-Anlan-Request': '1' })).toBe(403);
  expect(await send({ Origin: own.replace('127.0.0.1', 'localhost'), 'X-Anlan-Request': '1' })).toBe(403);
  expect((await raw('/api/jobs/1', { method: 'DELETE' })).status).toBe(403);
  const host = new URL(own).host;
  expect(await send({ Host: host, Origin: own, 'Sec-Fetch-Site': 'same-origin', 'X-Anlan-Request': '1' })).toBe(202);
  expect(await send({ 'X-Anlan-Key': 'the key of this test' })).toBe(202);
});

it('an import answers with the job, and refuses another type, a parameter it does not know, too much', async () => {
  const headers = { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/geo+json' };
  const begun = await raw('/api/imports/enterprises?name=firms.geojson', { method: 'POST', headers, body: '{"type":"FeatureCollection","features":[]}' });
  const job = JSON.parse(begun.body.toString()) as { id: string; kind: string; title: string };
  expect([begun.status, begun.headers['location'], job.kind, job.title]).toEqual([202, `/api/jobs/${job.id}`, 'import', 'enterprises firms.geojson']);
  const seen = await ask(`${server.root}/jobs/${job.id}`, { headers });
  expect(seen.body).toMatchObject({ id: job.id });
  expect((await raw('/api/imports/enterprises', { method: 'POST', headers: { ...headers, 'Content-Type': 'application/pdf' }, body: 'x' })).status).toBe(415);
  expect((await raw('/api/imports/enterprises?colour=red', { method: 'POST', headers, body: 'x' })).status).toBe(400);
  expect((await raw('/api/imports/enterprises', { method: 'POST', headers: { ...headers, 'Content-Length': '3000000000' } })).status).toBe(413);
  const polygon = `{"polygon":{"type":"Polygon","coordinates":[[${'[122,37],'.repeat(150_000)}[122,37]]]}}`;
  expect((await raw('/api/analyses/area-counts', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: polygon })).status).toBe(413);
  expect((await raw('/api/analyses/area-counts', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"polygon":' })).status).toBe(400);
  expect((await raw('/api/analyses/area-counts', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: '{}' })).status).toBe(415);
});

it('files of the page are given out, nothing beside them', async () => {
  const page = await raw('/');
  expect([page.status, page.headers['content-type'], page.headers['cache-control']]).toEqual([200, 'text/html; charset=utf-8', 'no-cache']);
  expect((await raw('/anything/the/page/routes')).body.equals(page.body)).toBe(true);
  expect((await raw('/', { headers: { 'If-None-Match': String(page.headers['etag']) } })).status).toBe(304);
  for (const path of ['/../package.json', '/%2e%2e/package.json', '/..%2fpackage.json', '/index.html%00.js', '/missing.js', '/%zz.js', '/.env']) expect([path, (await raw(path)).status === 200 && !(await raw(path)).body.equals(page.body)]).toEqual([path, false]);
});
