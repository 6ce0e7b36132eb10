// Does everything come back from a backup, whatever home it was in, and does an upgrade lose nothing?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase } from '../../../server/db/database.ts';
import { type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';
import { type Home, migrationsDirectory, testOperations } from '../../suites/operations.ts';

const folders: string[] = [];
let served: ServedPostgres;
const common = { migrationsDirectory, workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, templateDirectory: `${process.cwd()}/dist/templates`, log: pino({ level: 'silent' }) };

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'anlan-operations-'));
  folders.push(folder);
  return folder;
}

async function embedded(): Promise<Home> {
  const dataDirectory = newFolder();
  return { dataDirectory, database: await openDatabase({ ...common, dataDirectory }) };
}

/** A database of its own in the one cluster. */
async function inServed(): Promise<Home> {
  const dataDirectory = newFolder();
  const name = `d${folders.length}`;
  const keeper = await openDatabase({ ...common, dataDirectory, databaseUrl: served.url, schema: 'as-is' });
  await keeper.sql.unsafe(`create database ${name}`);
  await keeper.close();
  return { dataDirectory, database: await openDatabase({ ...common, dataDirectory, databaseUrl: served.url.replace('/postgres?', `/${name}?`) }) };
}

beforeAll(async () => {
  served = await startServedPostgres();
});
afterAll(() => {
  served.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('embedded', () => testOperations(embedded, inServed));
describe('served', () => testOperations(inServed, embedded));
