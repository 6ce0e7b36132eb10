// Does the program live as its README says? Real process, real port: settings, refusals, signals, commands through a running server and without one.
import { execFile, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readCommandKey } from '../../server/live/command-key.ts';
import { freePort, startProduct, uncleanLines } from './product.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'anlan-process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a built program with settings of its own and gives what came of it. */
function attempt(program: string, settings: Record<string, string>, args: string[] = []): { code: number | null; text: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ANLAN_DATA_DIR: join(folder, 'refused'), ...settings }, timeout: 60_000 });
  return { code: status, text: stdout + stderr };
}

const enterprises = (count: number, name: string): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: Array.from({ length: count }, (_, k) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [122.4 + (k % 100) / 10_000, 37.1 + Math.floor(k / 100) / 10_000] }, properties: { code: `TEST-${k}`, name: `${name}${k}`, sectorCode: 'SEC-INDU' } })),
  });

describe('settings that cannot be', () => {
  it('end the program before it listens, with one line that names what was seen', () => {
    for (const [settings, words] of [
      [{ ANLAN_COLOUR: 'red' }, 'ANLAN_COLOUR'],
      [{ ANLAN_PORT: 'eighty' }, 'ANLAN_PORT'],
      [{ ANLAN_HOST: '0.0.0.0' }, 'ANLAN_HOST'],
      [{ ANLAN_DEMO_SCALE: '-1' }, 'ANLAN_DEMO_SCALE'],
    ] as [Record<string, string>, string][]) {
      const { code, text } = attempt('dist/server/main.js', settings);
      expect([settings, code]).toEqual([settings, 1]);
      expect(text).toContain(words);
      expect(text).not.toMatch(/^\s+at /m);
    }
  });

  it('a password in DATABASE_URL is printed nowhere', async () => {
    const product = await startProduct({ environment: { DATABASE_URL: 'postgres://anlan:geheim-9431@127.0.0.1:1/nothing' }, waitForReady: false });
    await expect.poll(() => product.log(), { timeout: 30_000 }).toContain('waiting for the served database');
    const health = (await (await fetch(`${product.url}/api/health`)).json()) as { status: string };
    expect(health.status).toBe('starting');
    expect(await product.stop()).toBe(0);
    expect(product.log()).not.toContain('geheim-9431');
    expect(product.log()).toContain('DATABASE_URL');
  });
});

describe('a running server', () => {
  it('is found by commands through its lock, takes imports live, refuses a second one, and ends cleanly on a signal', async () => {
    const product = await startProduct({ scale: 0.02, waitForReady: false });
    // It answers while the city loads.
    await expect.poll(async () => ((await (await fetch(`${product.url}/api/health`).catch(() => null))?.json()) as { status?: string } | undefined)?.status, { timeout: 30_000 }).toMatch(/starting|ready/);
    await expect.poll(async () => ((await (await fetch(`${product.url}/api/health`)).json()) as { status: string }).status, { timeout: 120_000, interval: 300 }).toBe('ready');
    const settings = { ANLAN_DATA_DIR: product.dataDirectory };
    const second = attempt('dist/server/main.js', { ...settings, ANLAN_PORT: String(await freePort()) });
    expect([second.code, second.text.includes(`process ${product.process.pid}`)]).toEqual([1, true]);

    // Rows that are not synthetic end the guest: from then on it is asked with the key of the data folder.
    const headers = { 'X-Anlan-Key': readCommandKey(product.dataDirectory) };
    const file = join(folder, 'enterprises.geojson');
    writeFileSync(file, enterprises(500, '试验'));
    const environment = { PATH: process.env['PATH'], HOME: process.env['HOME'], ...settings };
    const matched = async (): Promise<number> => ((await (await fetch(`${product.url}/api/collections/enterprises/items?limit=1&code=TEST-7`, { headers })).json()) as { numberMatched: number }).numberMatched;
    const version = async (): Promise<number> => ((await (await fetch(`${product.url}/api/health`)).json()) as { dataVersion: number }).dataVersion;
    const countsOf = async (): Promise<number> => ((await (await fetch(`${product.url}/api/analyses/layer-counts`, { headers })).json()) as { value: { layers: { collection: string; total: number }[] } }).value.layers.find((layer) => layer.collection === 'enterprises')?.total ?? 0;
    const [before, total] = [await version(), await countsOf()];
    expect(await matched()).toBe(0);
    const first = await run(process.execPath, ['dist/server/command-line.js', 'import', '--layer', 'enterprises', file], { env: environment });
    expect(first.stdout + first.stderr).toMatch(/500/);
    expect(await matched()).toBe(1);
    const stranger = await fetch(`${product.url}/api/collections/enterprises/items?limit=1`);
    expect([stranger.status, ((await stranger.json()) as { type: string }).type]).toEqual([401, expect.stringContaining('sign-in-required')]);
    const after = await version();
    expect(after).toBeGreaterThan(before);
    await expect.poll(countsOf).toBe(total + 500);
    // The same file again changes nothing.
    await run(process.execPath, ['dist/server/command-line.js', 'import', '--layer', 'enterprises', file], { env: environment });
    expect(await countsOf()).toBe(total + 500);
    expect(await version()).toBe(after);

    // A running request is finished before the end.
    const running = fetch(`${product.url}/api/collections/public-places/items?limit=10000`, { headers }).then(async (response) => ((await response.json()) as { features: unknown[] }).features.length);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const ended = once(product.process, 'exit');
    product.process.kill('SIGINT');
    expect(await running).toBeGreaterThan(100);
    expect(await ended).toEqual([0, null]);
    expect(existsSync(join(product.dataDirectory, 'lock.json'))).toBe(false);
    expect(uncleanLines(product.log())).toEqual([]);

    // Without a server the command opens the database itself, and a later start finds what it wrote.
    writeFileSync(file, enterprises(501, '试验'));
    const alone = await run(process.execPath, ['dist/server/command-line.js', 'import', '--layer', 'enterprises', file], { env: environment });
    expect(alone.stdout + alone.stderr).toMatch(/1/);
    const later = await startProduct({ dataDirectory: product.dataDirectory });
    expect(later.log()).toContain('No account exists yet');
    const again = { headers: { 'X-Anlan-Key': readCommandKey(product.dataDirectory) } };
    expect(((await (await fetch(`${later.url}/api/collections/enterprises/items?limit=1&code=TEST-500`, again)).json()) as { numberMatched: number }).numberMatched).toBe(1);
    expect(await later.stop()).toBe(0);
    expect(uncleanLines(later.log())).toEqual([]);
  }, 400_000);
});
