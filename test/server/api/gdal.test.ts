// Does GDAL, the reader most others build on, list, count, page and filter every collection?
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collections } from '../../../data/contract/collections.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

const run = promisify(execFile);
let server: ApiServer;
beforeAll(async () => {
  server = await startApi('served');
});
afterAll(() => server.stop());

/** Runs ogrinfo with the server as its data source; gives what it prints and the addresses it asked. Rejects when it fails or complains. */
async function ogrinfo(...options: string[]): Promise<{ text: string; asked: string[] }> {
  const layer = options.slice(-1).filter((name) => name !== '');
  const { stdout, stderr } = await run('ogrinfo', ['-ro', ...options.slice(0, -1), `OAPIF:${server.root}`, ...layer], {
    env: { PATH: process.env.PATH, NO_PROXY: '*', CPL_DEBUG: 'HTTP' },
    maxBuffer: 64_000_000,
  });
  if (/^(ERROR|Warning)/m.test(stderr)) throw new Error(stderr);
  return { text: stdout, asked: [...stderr.matchAll(/Fetch\((.+)\)/g)].map((match) => match[1] ?? '') };
}
const countOf = (text: string): number => Number(/Feature Count: (\d+)/.exec(text)?.[1] ?? Number.NaN);
const featuresOf = (text: string): number[] => [...text.matchAll(/^OGRFeature\(.+\):(\d+)/gm)].map((match) => Number(match[1]));
async function totalOf(id: string, query = ''): Promise<number> {
  return ((await ask(`${server.root}/collections/${id}/items?limit=1${query}`)).body as { numberMatched: number }).numberMatched;
}

it('lists every collection', async () => {
  const { text } = await ogrinfo('');
  for (const { id } of collections) expect(text).toMatch(new RegExp(`^\\d+: .*${id}|^\\d+: ${id}`, 'm'));
});

describe.each(collections.map(({ id }) => id))('%s', (id) => {
  it('counts what the API counts, knows its extent, and pages through all of it', async () => {
    const total = await totalOf(id);
    const { text: summary } = await ogrinfo('-so', id);
    expect(countOf(summary)).toBe(total);
    if (total > 0) expect(summary).toMatch(/Extent: \(/);
    // Ten features a page unless told: pages, not one answer.
    const { text, asked } = await ogrinfo('-al', '-q', '-geom=NO', id);
    const features = featuresOf(text);
    expect(features.length).toBe(total);
    expect(new Set(features).size).toBe(total);
    expect(asked.filter((address) => address.includes('/items')).length).toBeGreaterThanOrEqual(Math.ceil(total / 10));
  });
});

it('filters by a property on the server', async () => {
  for (const [id, where, query] of [
    ['hazards', "sectorCode = 'SEC-FIRE'", '&sectorCode=SEC-FIRE'],
    ['hazards', 'overdueDays = 8', '&overdueDays=8'],
    ['hazards', "sectorCode = 'SEC-FIRE' AND levelCode = 'LV-M'", '&sectorCode=SEC-FIRE&levelCode=LV-M'],
    ['enterprises', "name = '甲,乙''s \"丙\" 100%_厂'", `&name=${encodeURIComponent('甲,乙\'s "丙" 100%_厂')}`],
    ['hazards', 'overdue = 1', '&overdue=true'],
    ['enterprises', 'employees = 12', '&employees=12'],
    ['gas-networks', "featureKind = 'pipeline'", '&featureKind=pipeline'],
    ['vessels', "homePortCode = 'p1'", '&homePortCode=p1'],
    ['hazards', "sectorCode = 'SEC-FIRE' AND overdueDays > 3", `&filter=${encodeURIComponent("sectorCode = 'SEC-FIRE' AND overdueDays > 3")}`],
    ['hazards', "title LIKE '隐患1%'", `&filter=${encodeURIComponent("title LIKE '隐患1%'")}`],
    ['hazards', "title ILIKE '%患_'", `&filter=${encodeURIComponent("CASEI(title) LIKE CASEI('%患_')")}`],
    ['hazards', "levelCode <> 'LV-G'", `&filter=${encodeURIComponent("levelCode <> 'LV-G'")}`],
    ['hazards', "NOT (levelCode = 'LV-G') AND dueOn > '2026/04/05'", `&filter=${encodeURIComponent("levelCode <> 'LV-G' AND dueOn > DATE('2026-04-05')")}`],
    ['hazards', "foundAt >= '2026/03/10 00:00:00+00' AND open = 1", `&filter=${encodeURIComponent("foundAt >= TIMESTAMP('2026-03-10T00:00:00Z') AND open")}`],
    ['enterprises', 'riskClass IS NULL OR employees >= 30', `&filter=${encodeURIComponent('riskClass IS NULL OR employees >= 30')}`],
    ['enterprises', 'floorAreaSquareMetres < 3.5 AND dustExplosive = 1', `&filter=${encodeURIComponent('floorAreaSquareMetres < 3.5 AND dustExplosive')}`],
  ] as const) {
    const [expected, total] = [await totalOf(id, query), await totalOf(id)];
    expect([where, expected > 0 && expected < total]).toEqual([where, true]);
    const { text, asked } = await ogrinfo('-al', '-q', '-geom=NO', '-where', where, id);
    expect([where, featuresOf(text).length]).toEqual([where, expected]);
    // The server did the work: the filter stands in the addresses asked, and no more items came than pass.
    const [name = ''] = /(?!NOT )\b[a-z]\w+/.exec(where) ?? [];
    const filters = asked.flatMap((address) => new URL(address).searchParams.get('filter') ?? []);
    expect([where, filters.length > 0 && filters.every((filter) => filter.includes(name))]).toEqual([where, true]);
    expect([where, countOf((await ogrinfo('-so', '-where', where, id)).text)]).toEqual([where, expected]);
  }
});

it('reads one feature by its id, a box and a time', async () => {
  const [first] = ((await ask(`${server.root}/collections/hazards/items?limit=1`)).body as { features: { id: number }[] }).features;
  expect(featuresOf((await ogrinfo('-q', '-fid', String(first?.id), 'hazards')).text)).toEqual([first?.id]);
  const inBox = await totalOf('hazards', '&bbox=122.0,37.0,122.05,37.05');
  expect(countOf((await ogrinfo('-so', '-spat', '122.0', '37.0', '122.05', '37.05', 'hazards')).text)).toBe(inBox);
  const since = await totalOf('hazards', '&datetime=2026-03-10T00:00:00Z/..');
  expect(featuresOf((await ogrinfo('-al', '-q', '-geom=NO', '-where', "foundAt >= '2026/03/10 00:00:00+00'", 'hazards')).text).length).toBe(since);
});
