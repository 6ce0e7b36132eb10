// Do the commands write the same in both homes?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Database, openDatabase } from '../../../server/db/database.ts';
import { type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';
import { testCommands } from '../../suites/commands.ts';

const common = {
  migrationsDirectory: 'server/db/migrations',
  workerFile: `${process.cwd()}/dist/server/embedded-worker.js`,
  templateDirectory: `${process.cwd()}/dist/templates`,
  log: pino({ level: 'silent' }),
};

describe('commands, embedded', () => {
  let database: Database;
  const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-commands-'));
  beforeAll(async () => {
    database = await openDatabase({ ...common, dataDirectory });
  });
  afterAll(async () => {
    await database.close();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
  testCommands(() => database);
});

describe('commands, served', () => {
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
  testCommands(() => database);
});
