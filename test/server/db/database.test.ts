// Do both homes pass the one suite?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, openDatabase } from '../../../server/db/database.ts';
import { type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';
import { testDatabase } from '../../suites/database.ts';

const log = pino({ level: 'silent' });
const common = { migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, log };

describe('embedded home', () => {
  let database: Database;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-db-'));
  beforeAll(async () => {
    database = await openDatabase({ ...common, dataDirectory });
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  testDatabase(
    () => database,
    () => database,
  );
});

describe('served home', () => {
  let served: ServedPostgres;
  let first: Database;
  let second: Database;
  beforeAll(async () => {
    served = await startServedPostgres();
    // Two processes that start at once: the advisory lock lets one of them migrate.
    [first, second] = await Promise.all([
      openDatabase({ ...common, dataDirectory: served.directory, databaseUrl: served.url }),
      openDatabase({ ...common, dataDirectory: served.directory, databaseUrl: served.url }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([first.close(), second.close()]);
    served.stop();
  });
  testDatabase(
    () => first,
    () => second,
  );
});
