// Does the one archive run where there is only Node: no npm, no network, nothing of this tree? And does the unit for systemd hold what it says?
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Health } from '../../../data/contract/health.ts';
import { packProgram, platformName } from '../../../server/operations/pack.ts';
import { freePort, uncleanLines } from '../../e2e/product.ts';

const folder = mkdtempSync(join(tmpdir(), 'anlan-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the archive', () => {
  it('starts from its own folder with Node alone, serves map, page and exports, is asked and backed up by its own script, and ends cleanly', async () => {
    const packed = await packProgram({ root: process.cwd(), version: '9.9.9', target: folder });
    process.stdout.write(`pack: ${(packed.bytes / 1e6).toFixed(1)} MB, ${packed.files} files, ${packed.packages} packages, ${packed.platform}\n`);
    expect(basename(packed.file)).toBe(`anlan-9.9.9-${platformName()}.tar.gz`);
    expect(packed.bytes).toBeLessThan(80_000_000);
    execFileSync('tar', ['xf', packed.file, '-C', folder]);
    const home = join(folder, `anlan-9.9.9-${platformName()}`);
    expect(readdirSync(home).sort()).toEqual(['LICENSE', 'README.md', 'anlan', 'anlan.service', 'data', 'dist', 'node_modules', 'package.json', 'server']);
    // Nothing that only builds, tests or describes.
    for (const name of ['vite', 'vitest', 'typescript', 'react', 'antd', 'maplibre-gl', 'playwright-core']) expect([name, existsSync(join(home, 'node_modules', name))]).toEqual([name, false]);
    const files = readdirSync(home, { recursive: true }) as string[];
    expect(files.filter((file) => /\.(map|d\.ts)$/.test(file))).toEqual([]);

    // A path that holds Node and what the script of the shell needs, and nothing else.
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    for (const tool of ['dirname', 'env']) symlinkSync(execFileSync('which', [tool], { encoding: 'utf8' }).trim(), join(bin, tool));
    const port = await freePort();
    const environment = { PATH: bin, ANLAN_PORT: String(port), ANLAN_DATA_DIR: join(folder, 'data'), ANLAN_DEMO_SCALE: '0.02' };
    const child = spawn(join(home, 'anlan'), ['start'], { env: environment, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let log = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    const url = `http://127.0.0.1:${port}`;
    try {
      const status = async (): Promise<string> => {
        if (child.exitCode !== null) throw new Error(`it ended: ${log}`);
        return fetch(`${url}/api/health`).then(async (answer) => Health.parse(await answer.json()).status, () => 'away');
      };
      await expect.poll(status, { timeout: 240_000, interval: 200 }).toBe('ready');
      expect(await (await fetch(url)).text()).toContain('<script');
      for (const path of ['/api/collections/hazards/items?limit=3', '/api/collections/hazards/export?format=fgb', '/api/collections/enterprises/export?format=gpkg', '/api/docs/reference.js', '/api/analyses/overdue-clusters', '/api/search?q=a']) {
        const answer = await fetch(`${url}${path}`);
        expect([path, answer.status, (await answer.arrayBuffer()).byteLength > 50]).toEqual([path, 200, true]);
      }
      const backup = spawnSync(join(home, 'anlan'), ['backup', join(folder, 'saved.tar')], { env: environment, cwd: folder, encoding: 'utf8' });
      expect([backup.status, backup.stderr]).toEqual([0, '']);
      expect(backup.stdout).toMatch(/saved\.tar: [\d.]+ MB/);
    } finally {
      child.kill('SIGTERM');
    }
    expect(await ended).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
    const upgraded = spawnSync(join(home, 'anlan'), ['upgrade'], { env: environment, cwd: folder, encoding: 'utf8' });
    expect([upgraded.status, upgraded.stdout, upgraded.stderr]).toEqual([0, expect.stringContaining('the audit verifies'), '']);
    const lost = spawnSync(join(home, 'anlan'), ['user', 'list'], { env: { ...environment, PATH: '/nowhere' }, encoding: 'utf8' });
    expect([lost.status, lost.stderr]).toEqual([1, expect.stringContaining('no node in the path')]);
  }, 400_000);
});

describe('the unit for systemd', () => {
  const unit = readFileSync('server/operations/anlan.service', 'utf8');

  it('gives the program its own user and folder, and nothing else to write or to become', () => {
    const lines = unit.split('\n');
    for (const line of ['User=anlan', 'NoNewPrivileges=yes', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateTmp=yes', 'PrivateDevices=yes', 'CapabilityBoundingSet=', 'StateDirectory=anlan', 'StateDirectoryMode=0700', 'UMask=0077', 'Restart=on-failure', 'Environment=ANLAN_DATA_DIR=/var/lib/anlan']) expect(lines).toContain(line);
    // The engine compiles as it runs; a longer stop than the grace of requests, jobs and snapshot.
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute/m);
    expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(30);
  });

  it.runIf(existsSync('/usr/bin/systemd-analyze'))('passes the checks of systemd itself, with little exposure', () => {
    const verified = spawnSync('systemd-analyze', ['verify', 'server/operations/anlan.service'], { encoding: 'utf8' });
    expect([verified.status, verified.stderr.split('\n').filter((line) => line.includes('anlan.service'))]).toEqual([0, []]);
    const judged = spawnSync('systemd-analyze', ['security', '--offline=yes', 'server/operations/anlan.service'], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
    expect(Number(/Overall exposure level for anlan\.service: ([\d.]+)/.exec(judged.stdout)?.[1])).toBeLessThan(2.5);
  });
});
