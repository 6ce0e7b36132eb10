// Is the index loaded and patched alike from both homes of the database?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Database } from '../../../server/db/database.ts';
import { openDatabase } from '../../../server/db/database.ts';
import type { ServedPostgres } from '../../served-postgres.ts';
import { startServedPostgres } from '../../served-postgres.ts';
import { testTileLoading } from '../../suites/tile-loading.ts';

const common = { migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, log: pino({ level: 'silent' }) };

describe('from the embedded home', () => {
  let database: Database;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-tiles-'));
  beforeAll(async () => {
    database = await openDatabase({ ...common, dataDirectory });
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  testTileLoading(() => database);
});

describe('from the served home', () => {
  let served: ServedPostgres;
  let database: Database;
  beforeAll(async () => {
    served = await startServedPostgres();
    database = await openDatabase({ ...common, dataDirectory: served.directory, databaseUrl: served.url });
  });
  afterAll(async () => {
    await database.close();
    served.stop();
  });
  testTileLoading(() => database);
});
