// Does a process that is killed in the middle of an import leave either the whole batch or nothing of it?
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, expect, it } from 'vitest';
import { openDatabase } from '../../../server/db/database.ts';
import { csvText } from '../../fixtures/imports/files.ts';

const folder = mkdtempSync(join(tmpdir(), 'anlan-clinic-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const rows = 4000;
const file = (round: number): string => {
  const path = join(folder, `${round}.csv`);
  writeFileSync(path, csvText([['编号', '企业名称', '经度', '纬度'], ...Array.from({ length: rows }, (_, k) => [`R${round}-${k}`, `厂${k}`, 122 + k / 100_000, 37 + k / 100_000])]));
  return path;
};

const open = () => openDatabase({ dataDirectory: join(folder, 'data'), migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, templateDirectory: `${process.cwd()}/dist/templates`, log: pino({ level: 'silent' }) });

it('kill -9 at any moment after the check began leaves no half batch, and what was said to be done is there', async () => {
  // The tables are there before the first import: making them is not what is tested.
  mkdirSync(join(folder, 'data'));
  await (await open()).close();
  let acknowledged = 0;
  for (const [round, wait] of [0, 300, 900, 120_000].entries()) {
    const command = spawn(process.execPath, ['dist/server/command-line.js', 'import', '--layer', 'enterprises', '--crs', 'wgs84', file(round)], { env: { ...process.env, ANLAN_DATA_DIR: join(folder, 'data') }, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    command.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const ended = new Promise((resolve) => command.once('exit', resolve));
    try {
      await expect.poll(() => said, { timeout: 120_000 }).toContain('place ←');
      await Promise.race([ended, new Promise((done) => setTimeout(done, wait))]);
    } finally {
      command.kill('SIGKILL');
      await ended;
    }
    if (said.includes('batch ')) acknowledged++;
    const database = await open();
    const [found] = await database.sql.unsafe<{ batches: number; sites: number; remembered: number; deeds: number }[]>("select (select count(*) from import_batches)::int as batches, (select count(*) from sites)::int as sites, (select count(*) from import_batch_rows)::int as remembered, (select count(*) from audit where action = 'import')::int as deeds");
    await database.close();
    expect(found).toEqual({ batches: found?.batches, sites: rows * (found?.batches ?? -1), remembered: rows * (found?.batches ?? -1), deeds: found?.batches });
    expect(found?.batches).toBeGreaterThanOrEqual(acknowledged);
  }
  // The last round ran to its end.
  expect(acknowledged).toBeGreaterThan(0);
}, 600_000);
