// What do open pages cost, and how soon do they hear? The API with and without 200 open event streams in turn, and the time from a write to its event.
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Product, startProduct } from '../e2e/product.ts';
import { figuresOf, printFigure, printFigures, printMachine } from './measure.ts';

/** The part of autocannon that is used; the package carries no types. */
type Autocannon = (options: { url: string; headers: Record<string, string>; connections: number; duration: number }) => Promise<{ requests: { average: number; total: number }; errors: number }>;
// @ts-expect-error the package carries no types
const { default: autocannon } = (await import('autocannon')) as { default: Autocannon };
const rounds = 7;
const secondsEach = 2;
const streams = 200;
/** 20 tokens: one may hold 20 streams; five kinds of readers among them. */
const tokensMade = 20;

describe('live updates', () => {
  let product: Product;
  let tokens: string[];
  const commandLine = (type = 'application/json'): Record<string, string> => ({ 'X-Anlan-Key': readFileSync(join(product.dataDirectory, 'command.key'), 'utf8'), 'Content-Type': type });
  beforeAll(async () => {
    printMachine();
    product = await startProduct({ scale: 0.2, readyWithinSeconds: 380 });
    const areas = ((await (await fetch(`${product.url}/api/collections/areas/items?limit=100`)).json()) as { features: { properties: { code: string } }[] }).features.map(({ properties }) => properties.code);
    const grants = [{ role: 'viewer' }, { role: 'office' }, { role: 'township', areaCodes: [areas[1]] }, { role: 'township', areaCodes: [areas[2]] }, { role: 'department', sectorCodes: ['SEC-INDU'] }];
    tokens = [];
    for (let k = 0; k < tokensMade; k++) {
      const response = await fetch(`${product.url}/api/tokens`, { method: 'POST', headers: commandLine(), body: JSON.stringify({ name: `bench ${k}`, grant: { areaCodes: null, sectorCodes: null, siteIds: null, ...grants[k % grants.length] } }) });
      tokens.push(((await response.json()) as { token: string }).token);
    }
  }, 400_000);
  afterAll(async () => {
    await product.stop();
  }, 120_000);

  /** Processor time the server has used so far, ms: other programs on the machine do not disturb it (Linux counts in hundredths of a second). */
  const serverTime = (): number => {
    const fields = readFileSync(`/proc/${product.process.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  };

  /** Opens streams; `hear` gets every text that comes. */
  async function open(count: number, hear: (text: string, stream: number) => void = () => undefined): Promise<() => void> {
    const requests = await Promise.all(
      Array.from({ length: count }, (_, k) =>
        new Promise<ReturnType<typeof request>>((resolve, reject) => {
          const made = request(`${product.url}/api/events`, { agent: false, headers: { Authorization: `Bearer ${tokens[k % tokens.length]}` } }, (response) => {
            if (response.statusCode !== 200) reject(new Error(`stream ${k}: ${response.statusCode}`));
            response.on('data', (part: Buffer) => hear(part.toString(), k));
            response.on('error', () => undefined);
            resolve(made);
          });
          made.on('error', () => undefined);
          made.end();
        }),
      ),
    );
    return () => requests.forEach((one) => one.destroy());
  }

  async function write(features: readonly object[]): Promise<void> {
    const begun = await fetch(`${product.url}/api/imports/enterprises?name=bench.geojsonl`, { method: 'POST', headers: commandLine('application/geo+json'), body: features.map((one) => JSON.stringify(one)).join('\n') });
    const { id } = (await begun.json()) as { id: string };
    for (;;) {
      const { state } = (await (await fetch(`${product.url}/api/jobs/${id}`, { headers: commandLine() })).json()) as { state: string };
      if (state === 'done') return;
      expect(state).not.toBe('failed');
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
  const firm = (code: string, name: string): object => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [122.3, 37.2] }, properties: { code, name, sectorCode: 'SEC-INDU', synthetic: true } });

  it('prints the throughput of the API without and with 200 open streams', async () => {
    const targets: [string, string][] = [
      ['items by box', '/api/collections/hazards/items?limit=10&bbox=122.40,37.10,122.44,37.14'],
      ['items by filter', '/api/collections/hazards/items?limit=10&filter=overdueDays%3E30'],
      ['counts', '/api/analyses/layer-counts?box=122.3,37.1,122.6,37.3'],
      ['health', '/api/health'],
    ];
    const rates: Record<string, [number[], number[]]> = Object.fromEntries(targets.map(([name]) => [name, [[], []]]));
    const costs: typeof rates = structuredClone(rates);
    for (let round = 0; round < rounds; round++) {
      // Each goes first in every other round.
      for (const withStreams of round % 2 === 0 ? [0, 1] : [1, 0]) {
        const close = withStreams === 1 ? await open(streams) : () => undefined;
        for (const [name, path] of targets) {
          const began = serverTime();
          const { requests, errors } = await autocannon({ url: `${product.url}${path}`, headers: { Authorization: `Bearer ${tokens[0]}` }, connections: 8, duration: secondsEach });
          expect(errors).toBe(0);
          if (round === 0) continue;
          rates[name]?.[withStreams]?.push(requests.average);
          costs[name]?.[withStreams]?.push((serverTime() - began) / requests.total);
        }
        close();
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
    for (const [name, [without, withThem]] of Object.entries(rates)) {
      const [a, b] = [figuresOf(without).median, figuresOf(withThem).median];
      printFigure(`${name}: requests a second without, with ${streams} streams`, `${a.toFixed(0)}, ${b.toFixed(0)}: ratio ${(b / a).toFixed(3)}`, '≥ 0.9');
    }
    for (const [name, [without, withThem]] of Object.entries(costs)) {
      const [a, b] = [figuresOf(without).median, figuresOf(withThem).median];
      printFigure(`${name}: processor time of the server for one request`, `${a.toFixed(3)} ms, ${b.toFixed(3)} ms: ratio ${(a / b).toFixed(3)}`, '≥ 0.9');
    }
  }, 400_000);

  it('prints the time from a write to its event on 200 streams', async () => {
    const times: number[] = [];
    let events = 0;
    const close = await open(streams, (text) => {
      const now = Date.now();
      for (const [, data] of text.matchAll(/event: change\ndata: (.*)/g)) {
        events += 1;
        times.push(now - Date.parse((JSON.parse(data ?? '') as { at: string }).at));
      }
    });
    for (let k = 0; k < 25; k++) {
      await write([firm(`BENCH-${k % 5}`, `试验${k}`)]);
      await new Promise((resolve) => setTimeout(resolve, 350));
    }
    const sorted = [...times].sort((a, b) => a - b);
    printFigures('from the instant of a write to its event', figuresOf(times), '≤ 2000 ms');
    printFigure('p50, p95', `${sorted[Math.floor(sorted.length * 0.5)]} ms, ${sorted[Math.floor(sorted.length * 0.95)]} ms of ${events} events`);
    events = 0;
    await write(Array.from({ length: 20_000 }, (_, k) => firm(`BULK-${k}`, `批量${k}`)));
    await expect.poll(() => events, { timeout: 120_000 }).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    printFigure('events a page hears of an import of 20,000 rows', (events / streams).toFixed(1), '≤ 5');
    close();
  }, 400_000);
});
