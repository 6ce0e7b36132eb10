// What becomes of the server when its PostgreSQL is away? It waits, says why once, and goes on when it is back.
import { Writable } from 'node:stream';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseState, openDatabase } from '../../../server/db/database.ts';
import { openServed } from '../../../server/db/served.ts';
import { type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';

describe('a served PostgreSQL', () => {
  let served: ServedPostgres;
  beforeAll(async () => {
    served = await startServedPostgres();
  });
  afterAll(() => served.stop());
  const optionsWith = (lines: string[], states: DatabaseState[]) => ({
    databaseUrl: served.url,
    dataDirectory: served.directory,
    migrationsDirectory: 'server/db/migrations',
    workerFile: 'unused',
    log: pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) })),
    onState: (state: DatabaseState) => states.push(state),
  });

  it('that is down at the start is waited for, with one line in the log and no address in it', async () => {
    served.halt();
    const [lines, states]: [string[], DatabaseState[]] = [[], []];
    const opening = openDatabase(optionsWith(lines, states));
    await expect.poll(() => states, { timeout: 10_000 }).toEqual(['waiting']);
    await new Promise((resolve) => setTimeout(resolve, 4500));
    expect(lines.filter((line) => line.includes('waiting for the served database')).length).toBe(1);
    expect(lines.join('')).not.toContain(served.directory);
    await served.start();
    const database = await opening;
    expect(states.at(-1)).toBe('open');
    expect(await database.sql`select 1 as one`).toEqual([{ one: 1 }]);
    await database.close();
  });

  it('that is restarted in mid-service is waited for: statements fail for a while, then work again, and rows are there', async () => {
    const [lines, states]: [string[], DatabaseState[]] = [[], []];
    const database = await openDatabase(optionsWith(lines, states));
    await database.sql`create table kept (number int)`;
    await database.sql`insert into kept values (3)`;
    served.halt();
    await expect(database.sql`select number from kept`).rejects.toThrow();
    await expect.poll(() => states.at(-1), { timeout: 15_000 }).toBe('waiting');
    await served.start();
    await expect.poll(() => states.at(-1), { timeout: 15_000 }).toBe('open');
    expect(await database.sql`select number from kept`).toEqual([{ number: 3 }]);
    await database.close();
  });

  it('that cannot be used says so in one line; an end asked for ends the waiting', async () => {
    const lines: string[] = [];
    const stop = new AbortController();
    const log = pino({ level: 'info' }, new Writable({ write: (chunk: Buffer, _encoding, done) => (lines.push(chunk.toString()), done()) }));
    const waiting = openServed(served.url.replace('/postgres?', '/no-such-database?'), { log, setState: () => undefined, signal: stop.signal, pauseMilliseconds: 50 });
    await expect.poll(() => lines.join(''), { timeout: 10_000 }).toContain('3D000');
    stop.abort();
    await expect(waiting).rejects.toThrow();
    await expect(openServed('not an address', { log, setState: () => undefined, signal: stop.signal })).rejects.toThrow();
  });
});
