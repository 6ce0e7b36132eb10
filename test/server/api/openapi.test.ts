// Is the description valid OpenAPI 3.0, complete and true? And can a person read it, with nothing from elsewhere?
import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collections } from '../../../data/contract/collections.ts';
import { startBrowser, visit } from '../../e2e/browser.ts';
import { scenePicture } from '../../fixtures/pictures.ts';
import type { OpenApiDocument } from '../../suites/ogc-client.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

let server: ApiServer;
let document: OpenApiDocument;
beforeAll(async () => {
  server = await startApi('served');
  document = (await ask(`${server.root}/openapi`)).body as OpenApiDocument;
});
afterAll(() => server.stop());

it('is valid against the schema of OpenAPI 3.0', async () => {
  const result = await new Validator().validate(structuredClone(document) as never);
  expect(result.errors ?? []).toEqual([]);
  expect(result.valid).toBe(true);
  expect(document.openapi).toMatch(/^3\.0\./);
});

it('uses no word of OpenAPI 3.1', () => {
  const wrong: string[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (['$schema', 'const', '$defs', 'prefixItems', 'examples'].includes(key) && !path.endsWith('/properties')) wrong.push(`${path}/${key}`);
      if (key === 'type' && Array.isArray(value)) wrong.push(`${path}/type list`);
      if (key.startsWith('exclusive') && typeof value === 'number') wrong.push(`${path}/${key} number`);
      if (['zh', 'en', 'codeList', 'personal'].includes(key) && typeof value !== 'object') wrong.push(`${path}/${key}`);
      walk(value, `${path}/${key}`);
    }
  };
  walk(document, '');
  expect(wrong).toEqual([]);
});

it('names the server absolutely, as the client asked for it', () => {
  expect(document.servers).toEqual([{ url: server.root }]);
});

it('every GET it describes answers, in the type it says', async () => {
  const example: Record<string, string> = { tileMatrixSetId: 'WebMercatorQuad', tileMatrix: '0', tileRow: '0', tileCol: '0', listId: 'sectors', code: 'not-found', layer: 'enterprises', z: '8', x: '214', y: '99', list: 'verify', check: 'no-clause' };
  const has = new Map<string, number>();
  for (const { id } of collections) {
    const page = (await ask(`${server.root}/collections/${id}/items?limit=1`)).body as { features: { id: number }[] };
    const first = page.features[0]?.id;
    if (first !== undefined) has.set(id, first);
  }
  // A job is followed by whoever began it, here as everywhere below.
  const job = await fetch(`${server.root}/imports/enterprises`, { method: 'POST', headers: { 'X-Anlan-Request': 'test', 'Content-Type': 'application/geo+json' }, body: '{}' });
  const { id: jobId } = (await job.json()) as { id: string };
  // A file that went all the way through the clinic, so that every page of it is there.
  const commandLine = { 'X-Anlan-Key': 'the key of this test' };
  const step = async (path: string, init: RequestInit): Promise<{ session: { id: string }; job: { id: string } }> => {
    const begun = (await (await fetch(`${server.root}${path}`, { method: 'POST', ...init })).json()) as { session: { id: string }; job: { id: string } };
    await expect.poll(async () => ((await (await fetch(`${server.root}/jobs/${begun.job.id}`, { headers: commandLine })).json()) as { state: string }).state, { timeout: 30_000 }).toBe('done');
    return begun;
  };
  const { session } = await step('/import-clinic?layer=enterprises&name=a.csv', { headers: commandLine, body: '编号,名称,经度,纬度\nz1,甲,122.05,37.05' });
  await step(`/import-clinic/${session.id}/dry-run`, { headers: { ...commandLine, 'Content-Type': 'application/json' }, body: JSON.stringify({ mapping: { code: 'A', name: 'B' }, place: { kind: 'columns', first: 'C', second: 'D' }, crs: 'wgs84' }) });
  await step(`/import-clinic/${session.id}/commit`, { headers: commandLine });
  const { batches } = (await (await fetch(`${server.root}/import-batches`, { headers: commandLine })).json()) as { batches: { id: number }[] };
  // One picture, which its sender may look at.
  const picture = await fetch(`${server.root}/evidence?requestKey=key-of-this-test`, { method: 'POST', headers: { 'X-Anlan-Request': 'test', 'Content-Type': 'image/jpeg' }, body: (await scenePicture(1)) as never });
  const { id: evidenceId } = (await picture.json()) as { id: number };
  // One bulletin, a draft, which the office may see.
  const begun = await fetch(`${server.root}/bulletins`, { method: 'POST', headers: { 'X-Anlan-Request': 'test', 'Content-Type': 'application/json' }, body: JSON.stringify({ title: '通报', cutOff: '2026-04-10T00:00:00+08:00', periodFrom: '2026-03-01', periodTo: '2026-04-09' }) });
  expect(begun.status).toBe(202);
  const { id: bulletinJob } = (await begun.json()) as { id: string };
  let bulletin: { state: string; result: unknown } = { state: 'waiting', result: null };
  while (['waiting', 'running'].includes(bulletin.state)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    bulletin = (await ask(`${server.root}/jobs/${bulletinJob}`)).body as typeof bulletin;
  }
  const { bulletinId } = bulletin.result as { bulletinId: number };
  let asked = 0;
  for (const [path, { get }] of Object.entries(document.paths)) {
    // An event stream does not end, and this server has no basemaps of an operator (basemaps.test.ts asks for theirs).
    if (get === undefined || path === '/events' || path.startsWith('/basemaps/')) continue;
    const collection = /^\/collections\/([\w-]+)/.exec(path)?.[1] ?? '';
    if (path.includes('{featureId}') && !has.has(collection)) continue;
    const ids: Record<string, string> = { ...example, featureId: String(has.get(collection)), id: path.startsWith('/jobs') ? jobId : path.startsWith('/bulletins') ? String(bulletinId) : path.startsWith('/evidence') ? String(evidenceId) : path.startsWith('/import-clinic') ? session.id : path.startsWith('/import-batches') ? String(batches[0]?.id) : String(has.get(path.startsWith('/hazards') ? 'hazards' : path.startsWith('/incidents') ? 'incidents' : 'enterprises')) };
    const query = { '/search': '?q=a', '/analyses/area-counts': '?area=W', '/ledger/places': '?asKnownOn=2026-04-01', '/ledger/handlers': '?ids=1,2' }[path] ?? '';
    const address = `${server.root}${path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? name)}${query}`;
    // The pages of the administrators are theirs alone; the command line may all of it.
    const response = await fetch(address, /^\/(users|tokens|audit|import-)/.test(path) ? { headers: { 'X-Anlan-Key': 'the key of this test' } } : {});
    await response.arrayBuffer();
    asked += 1;
    expect([path, [200, 204].includes(response.status)]).toEqual([path, true]);
    if (response.status === 200) expect([path, Object.keys(get.responses['200']?.content ?? {})]).toEqual([path, expect.arrayContaining([response.headers.get('Content-Type')])]);
  }
  expect(asked).toBeGreaterThan(100);
});

it('every link leads somewhere, and to the type it states', async () => {
  const seen = new Set<string>();
  const follow = async (address: string, type: string | undefined, depth: number): Promise<void> => {
    if (seen.has(`${address} ${type}`)) return;
    seen.add(`${address} ${type}`);
    const response = await fetch(address, type === undefined ? {} : { headers: { Accept: type } });
    const text = await response.text();
    expect([address, response.status, response.headers.get('Content-Type')?.split(';')[0]]).toEqual([address, 200, type?.split(';')[0] ?? response.headers.get('Content-Type')?.split(';')[0]]);
    if (depth === 0 || !/json/.test(response.headers.get('Content-Type') ?? '') || address.endsWith('/openapi')) return;
    const links: { href: string; type?: string; templated?: boolean }[] = [];
    const collect = (node: unknown): void => {
      if (Array.isArray(node)) node.forEach(collect);
      else if (typeof node === 'object' && node !== null) {
        if ('href' in node && 'rel' in node) links.push(node as { href: string });
        Object.values(node).forEach(collect);
      }
    };
    collect(JSON.parse(text));
    for (const link of links) if (link.templated !== true) await follow(link.href, link.type, depth - 1);
  };
  await follow(server.root, 'application/json', 3);
  expect(seen.size).toBeGreaterThan(50);
});

it('the reference page shows the operations in a browser, asks no other machine and breaks no rule of the policy', async () => {
  const browser = await startBrowser();
  try {
    const { page, strangers, complaints } = await visit(browser, `${server.root}/docs`);
    await page.getByText('Landing page').first().waitFor({ timeout: 60_000 });
    await page.waitForTimeout(500);
    expect(strangers).toEqual([]);
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
  }
});
