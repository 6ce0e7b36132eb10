// Does the embedded database survive what happens to machines: a killed process, a second process, a hung statement, a broken folder, a client that leaves?
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, describe, expect, it } from 'vitest';
import { type Database, type DatabaseState, openDatabase } from '../../../server/db/database.ts';
import { readLock, takeLock } from '../../../server/db/lock.ts';
import { isWhole, listSnapshots, writeSnapshot } from '../../../server/db/snapshots.ts';

const workerFile = `${process.cwd()}/dist/server/embedded-worker.js`;
const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'anlan-life-'));
  folders.push(folder);
  return folder;
};
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function open(dataDirectory: string, more: { workerFile?: string; deadlineMilliseconds?: number; onState?: (state: DatabaseState) => void; lines?: string[] } = {}): Promise<Database> {
  const log = pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => (more.lines?.push(chunk.toString()), done()) }));
  return openDatabase({ workerFile, ...more, dataDirectory, migrationsDirectory: 'server/db/migrations', templateDirectory: `${process.cwd()}/dist/templates`, log });
}

describe('a killed process', () => {
  it('loses no acknowledged row and leaves no half transaction, five times in a row', async () => {
    const folder = newFolder();
    const first = await open(folder);
    await first.sql`create table kept (number int primary key)`;
    await first.close();
    let acknowledged = 0;
    for (let round = 0; round < 5; round++) {
      const writer = spawn(process.execPath, ['test/fixtures/writer.mjs', workerFile, join(folder, 'database'), newFolder(), String(acknowledged + 1001 * round + 1)], { stdio: ['ignore', 'pipe', 'inherit'] });
      let said = '';
      writer.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
      });
      const ended = new Promise((resolve) => writer.once('exit', resolve));
      while (said.split('\n').length < 40) await new Promise((resolve) => setTimeout(resolve, 20));
      writer.kill('SIGKILL');
      await ended;
      const numbers = said.split('\n').slice(0, -1).map(Number);
      const again = await open(folder);
      const rows = await again.sql<{ number: number }[]>`select number from kept order by number`;
      const kept = new Set(rows.map((row) => row.number));
      expect(numbers.filter((number) => !kept.has(number) || !kept.has(number - 1))).toEqual([]);
      expect(rows.length % 2).toBe(0);
      acknowledged = Math.max(...kept);
      await again.close();
    }
    expect(acknowledged).toBeGreaterThan(200);
  }, 240_000);
});

describe('the lock of a data folder', () => {
  it('refuses a second living owner by its pid, and goes to the next when released', () => {
    const folder = newFolder();
    const lock = takeLock(folder);
    lock.announce('http://127.0.0.1:8080');
    expect(readLock(folder)).toMatchObject({ pid: process.pid, url: 'http://127.0.0.1:8080' });
    expect(() => takeLock(folder)).toThrow(`in use by process ${process.pid}`);
    lock.release();
    expect(readLock(folder)).toBeNull();
    takeLock(folder).release();
  });

  it('is taken over from a process that is dead, and from one of before the last start of the machine', () => {
    const folder = newFolder();
    const bootId = existsSync('/proc/sys/kernel/random/boot_id') ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : 'unknown';
    for (const owner of [{ pid: 4_194_303, bootId }, { pid: process.pid, bootId: 'another start' }, { pid: 1 }]) {
      writeFileSync(join(folder, 'lock.json'), JSON.stringify({ startedAt: '2026-01-01T00:00:00Z', url: null, ...owner }));
      expect(readLock(folder)).toBeNull();
      takeLock(folder).release();
    }
    writeFileSync(join(folder, 'lock.json'), 'half a li');
    takeLock(folder).release();
  });
});

describe('a hung statement', () => {
  it('is cut at the deadline; what was committed stays, and the next caller is served', async () => {
    const folder = newFolder();
    const states: DatabaseState[] = [];
    const lines: string[] = [];
    const database = await open(folder, { deadlineMilliseconds: 1500, onState: (state) => states.push(state), lines });
    await database.sql`create table kept (number int)`;
    await database.sql`insert into kept values (1)`;
    states.length = 0;
    await expect(database.sql`select count(*) from generate_series(1, 1000000000000)`).rejects.toThrow();
    let rows: { number: number }[] = [];
    await expect.poll(async () => {
      rows = await database.sql<{ number: number }[]>`select number from kept`.catch(() => []);
      return rows.length;
    }, { timeout: 30_000 }).toBe(1);
    expect(states).toEqual(['opening', 'open']);
    expect(lines.join('')).toContain('ran past the deadline');
    await database.sql`insert into kept values (2)`;
    await database.close();
  });
});

describe('snapshots', () => {
  it('a folder that will not open is set aside, and the last whole snapshot stands in; the log says so', async () => {
    const folder = newFolder();
    const database = await open(folder);
    await database.sql`create table kept (number int)`;
    await database.sql`insert into kept values (7)`;
    expect(database.snapshotAgeSeconds()).toBeNull();
    await database.snapshot();
    expect(database.snapshotAgeSeconds()).toBeLessThan(60);
    await database.sql`insert into kept values (8)`;
    await database.close();
    // A newer one that is not what was written: it must be passed over.
    const broken = await writeSnapshot(folder, new TextEncoder().encode('not a database'), Date.now() + 1000);
    writeFileSync(broken, 'cut off');
    expect(listSnapshots(folder).map(isWhole)).toEqual([false, true]);
    writeFileSync(join(folder, 'database', 'global', 'pg_control'), 'scrap');
    const lines: string[] = [];
    const again = await open(folder, { lines });
    expect(await again.sql`select number from kept`).toEqual([{ number: 7 }]);
    expect(readdirSync(folder).filter((name) => name.startsWith('database-set-aside-')).length).toBe(1);
    expect(lines.join('')).toContain('last snapshot restored');
    await again.close();
  });

  it('a program that is not whole leaves the data where they are and says what is missing', async () => {
    const folder = newFolder();
    mkdirSync(join(folder, 'database'));
    writeFileSync(join(folder, 'database', 'PG_VERSION'), '17');
    await expect(open(folder, { workerFile: join(newFolder(), 'embedded-worker.js') })).rejects.toThrow('seen no postgis.tar.gz beside the server');
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['database']));
    expect(readdirSync(folder).filter((name) => name.includes('set-aside'))).toEqual([]);
  });

  it('only the last three are kept', async () => {
    const folder = newFolder();
    for (let number = 1; number <= 5; number++) await writeSnapshot(folder, new Uint8Array([number]), number);
    expect(listSnapshots(folder).map(({ takenAt }) => takenAt)).toEqual([5, 4, 3]);
    expect(listSnapshots(folder).every(isWhole)).toBe(true);
    expect(readdirSync(join(folder, 'snapshots')).length).toBe(6);
  });
});

describe('a client that leaves', () => {
  it('in the middle of a transaction takes its changes with it and holds nobody up', async () => {
    const database = await open(newFolder());
    await database.sql`create table kept (number int)`;
    if (database.target.home !== 'embedded') throw new Error('expected the embedded home');
    const socket = connect(join(database.target.socketFolder, '.s.PGSQL.5432'));
    await new Promise((resolve) => socket.once('connect', resolve));
    const parameters = Buffer.from('user\0postgres\0database\0postgres\0\0');
    const start = Buffer.alloc(8);
    start.writeInt32BE(8 + parameters.length, 0);
    start.writeInt32BE(196_608, 4);
    const query = (text: string): Buffer => {
      const body = Buffer.from(`${text}\0`);
      const head = Buffer.from('Q\0\0\0\0');
      head.writeInt32BE(4 + body.length, 1);
      return Buffer.concat([head, body]);
    };
    let heard = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk]);
    });
    socket.write(Buffer.concat([start, parameters]));
    socket.write(query('begin; insert into kept values (1)'));
    await expect.poll(() => heard.toString('latin1')).toContain('INSERT');
    socket.destroy();
    expect(await database.sql`select count(*)::int as count from kept`).toEqual([{ count: 0 }]);
    await database.close();
  });
});

describe('a folder that cannot be written', () => {
  it('is a clear refusal', () => {
    const folder = newFolder();
    const inside = join(folder, 'sealed');
    mkdirSync(inside);
    chmodSync(inside, 0o500);
    // Root may write anywhere: there a file in the place of the folder stands for it.
    const target = process.getuid?.() === 0 ? join(folder, 'file') : inside;
    if (process.getuid?.() === 0) writeFileSync(target, '');
    expect(() => takeLock(target)).toThrow(/ANLAN_DATA_DIR/);
  });
});
