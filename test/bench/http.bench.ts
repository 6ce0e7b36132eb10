// How fast does the built product answer over its port, and does it stay awake while it works? Beside a bare "hello" of the same framework, in turn.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort, type Product, startProduct } from '../e2e/product.ts';
import { seeded } from '../server/tiles/sample.ts';
import { figuresOf, printFigure, printFigures, printMachine } from './measure.ts';

const run = promisify(execFile);
/** The part of autocannon that is used; the package carries no types. */
type Autocannon = (options: { url: string; headers: Record<string, string>; connections: number; duration: number }) => Promise<{ requests: { average: number }; errors: number }>;
// @ts-expect-error the package carries no types
const { default: autocannon } = (await import('autocannon')) as { default: Autocannon };
const folder = mkdtempSync(join(tmpdir(), 'anlan-bench-'));
const rounds = 5;
const secondsEach = 3;
const connections = 16;
const imported = 100_000;

/** The least a server of this framework can do: one route, one word. */
const helloServer = `import { serve } from '@hono/node-server'; import { Hono } from 'hono';
serve({ fetch: new Hono().get('/hello', (c) => c.text('hello')).fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () => console.log('up'));`;

describe('the product over its port', () => {
  let product: Product;
  let hello: ChildProcess;
  let helloUrl: string;
  beforeAll(async () => {
    printMachine();
    const start = performance.now();
    product = await startProduct({ scale: 1 });
    printFigure('first start to ready, scale 1, dependencies installed', `${((performance.now() - start) / 1000).toFixed(1)} s`, '≤ 25 s');
    await product.stop({ keepData: true });
    const again = performance.now();
    product = await startProduct({ scale: 1, dataDirectory: product.dataDirectory });
    printFigure('second start to ready', `${((performance.now() - again) / 1000).toFixed(1)} s`, '≤ 6 s');
    const port = await freePort();
    hello = spawn(process.execPath, ['--input-type=module', '-e', helloServer], { env: { ...process.env, PORT: String(port) }, stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => hello.stdout?.once('data', resolve));
    helloUrl = `http://127.0.0.1:${port}/hello`;
  }, 400_000);
  afterAll(async () => {
    hello.kill();
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints small tiles and 304s against the bare hello', async () => {
    const [z, lng, lat] = [16, 122.44, 37.17];
    const sine = Math.sin((lat * Math.PI) / 180);
    const [x, y] = [Math.floor(((lng + 180) / 360) * 2 ** z), Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z)];
    const tile = `${product.url}/api/collections/hazards/tiles/WebMercatorQuad/${z}/${y}/${x}`;
    const first = await fetch(tile);
    const tag = first.headers.get('etag') ?? '';
    printFigure('the small tile', `${(await first.arrayBuffer()).byteLength} bytes`);
    expect((await fetch(tile, { headers: { 'If-None-Match': tag } })).status).toBe(304);
    const rates: Record<string, number[]> = { hello: [], tile: [], 'filtered tile': [], '304': [], 'items, 10 a page': [] };
    const targets: [string, string, Record<string, string>][] = [
      ['hello', helloUrl, {}],
      ['tile', tile, {}],
      ['filtered tile', `${tile}?overdue=true&sectorCode=SEC-INDU`, {}],
      ['304', tile, { 'If-None-Match': tag }],
      ['items, 10 a page', `${product.url}/api/collections/hazards/items?limit=10&bbox=122.40,37.10,122.44,37.14`, {}],
    ];
    for (let round = 0; round < rounds; round++) {
      for (const [name, url, headers] of targets) {
        const result = await autocannon({ url, headers, connections, duration: secondsEach });
        // The first round warms both servers.
        if (round > 0) rates[name]?.push(result.requests.average);
        expect(result.errors).toBe(0);
      }
    }
    const base = figuresOf(rates['hello'] ?? []).median;
    for (const [name, list] of Object.entries(rates)) {
      const { median, min } = figuresOf(list);
      printFigure(`${name}, requests a second`, `${median.toFixed(0)} (min ${min.toFixed(0)}), ${(median / base).toFixed(2)} of hello`, name === 'tile' ? '≥ 0.5' : name === '304' ? '≥ 0.7' : '');
    }
  }, 400_000);

  it('prints how soon health answers while 100,000 rows come in and while an analysis runs', async () => {
    const file = join(folder, 'points.geojsonl');
    const random = seeded(7);
    const out = createWriteStream(file);
    for (let k = 0; k < imported; k++) {
      const line = { type: 'Feature', geometry: { type: 'Point', coordinates: [122.25 + random() * 0.2, 37 + random() * 0.2].map((degrees) => Math.round(degrees * 1e6) / 1e6) }, properties: { code: `BENCH-${k}`, name: `试验企业${k}`, sectorCode: 'SEC-INDU' } };
      if (!out.write(`${JSON.stringify(line)}\n`)) await new Promise((resolve) => out.once('drain', () => resolve(undefined)));
    }
    await new Promise<void>((resolve) => out.end(() => resolve()));
    const askUntil = async (done: () => boolean): Promise<number[]> => {
      const times: number[] = [];
      while (!done()) {
        const start = performance.now();
        await (await fetch(`${product.url}/api/health`)).text();
        times.push(performance.now() - start);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      return times;
    };
    let ended = false;
    const quiet = performance.now() + 2000;
    printFigures('health, nothing else going on', figuresOf(await askUntil(() => performance.now() > quiet)), '≤ 10 ms');
    const start = performance.now();
    let said = '';
    const importing = run(process.execPath, ['dist/server/command-line.js', 'import', '--layer', 'enterprises', file], { env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ANLAN_DATA_DIR: product.dataDirectory } })
      .then(({ stdout }) => (said = stdout))
      .finally(() => (ended = true));
    const times = await askUntil(() => ended);
    await importing;
    printFigure('import of 100,000 GeoJSON points', `${((performance.now() - start) / 1000).toFixed(1)} s`, '≤ 10 s');
    expect(said).toContain('100');
    printFigures('health during the import', figuresOf(times), '≤ 10 ms');
    ended = false;
    const analysing = (async () => {
      for (let metres = 400; metres < 460; metres += 3) await (await fetch(`${product.url}/api/analyses/overdue-clusters?distanceMetres=${metres}`)).text();
      ended = true;
    })();
    const during = await askUntil(() => ended);
    await analysing;
    printFigures('health during analyses', figuresOf(during), '≤ 10 ms');
  }, 400_000);
});
