// Does a filter mean in SQL what its words mean, on both homes?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase, type Database } from '../../../server/db/database.ts';
import { type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';
import { testFilters } from '../../suites/cql2.ts';

const common = { migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, log: pino({ level: 'silent' }) };

describe.each(['embedded', 'served'] as const)('on the %s home', (home) => {
  let served: ServedPostgres | null = null;
  let database: Database;
  const directory = mkdtempSync(join(tmpdir(), 'anlan-cql2-'));
  beforeAll(async () => {
    served = home === 'served' ? await startServedPostgres() : null;
    database = await openDatabase({ ...common, dataDirectory: directory, ...(served === null ? {} : { databaseUrl: served.url }) });
  });
  afterAll(async () => {
    await database.close();
    served?.stop();
    rmSync(directory, { recursive: true, force: true });
  });
  testFilters(() => database);
});
