// Where does a test get its city from? From a copy of a database that was migrated and filled once: the little city of the API's tests in either home, the demo city of the product.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { write } from '../server/commands/write.ts';
import { openDatabase } from '../server/db/database.ts';
import { type Product, startProduct } from './e2e/product.ts';
import { clusterFolder, copyFolder, startServedPostgres } from './served-postgres.ts';
import { writeTestCity } from './server/api/city-rows.ts';

const snapshots = 'dist/test-snapshots';
/** What decides about the rows: everything that makes, migrates or writes them. */
const sources = ['server', 'data/contract', 'data/demo', 'data/vocabulary', 'test/fixtures/little-city.ts', 'test/server/api/city-rows.ts'];
/** Share of the demo city that the browser's tests look at. */
const demoScale = 0.02;
export const testDatabase = { migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js` };

/** Gives the folder of the snapshots of this tree: `embedded` and `product` are data directories, `served` a cluster. */
function folderOfTree(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    const files = /\.\w+$/.test(source) ? [source] : readdirSync(source, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
    for (const file of files) hash.update(`${file}\0`).update(readFileSync(file));
  }
  return join(snapshots, hash.digest('hex').slice(0, 16));
}

async function fill(dataDirectory: string, databaseUrl?: string): Promise<void> {
  const database = await openDatabase({ ...testDatabase, log: pino({ level: 'silent' }), dataDirectory, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  await write(database, { announce: () => undefined, origin: 'city-snapshot' }, writeTestCity);
  await database.close();
}

async function fillServed(folder: string): Promise<void> {
  const served = await startServedPostgres();
  try {
    await fill(join(folder, 'unused'), served.url);
    served.halt();
    copyFolder(clusterFolder(served), join(folder, 'served'));
  } finally {
    served.stop();
  }
}

async function fillProduct(dataDirectory: string): Promise<void> {
  const product = await startProduct({ scale: demoScale, dataDirectory, readyWithinSeconds: 400 });
  await product.stop({ keepData: true });
}

/** Starts the product over a copy of the demo city, as somebody who comes back to it. */
export async function startPreparedProduct(environment: Record<string, string> = {}): Promise<Product> {
  const snapshot = citySnapshot('product');
  if (snapshot === null) throw new Error('no demo city was prepared, expected the one of test/global-setup.ts');
  const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-product-'));
  copyFolder(`${snapshot}/.`, dataDirectory);
  return startProduct({ dataDirectory, environment: { ANLAN_DEMO_SCALE: String(demoScale), ...environment } });
}

/** Makes the snapshots of this tree unless they are there; older ones go. Runs before all tests. */
export async function prepareCitySnapshots(): Promise<void> {
  const folder = folderOfTree();
  if (existsSync(folder)) return;
  rmSync(snapshots, { recursive: true, force: true });
  mkdirSync(snapshots, { recursive: true });
  const part = mkdtempSync(join(snapshots, 'part-'));
  // Owned by another user than ours: they must be able to walk in.
  chmodSync(part, 0o755);
  await Promise.all([fill(join(part, 'embedded')), fillServed(part), fillProduct(join(part, 'product'))]);
  renameSync(part, folder);
}

/** Gives the path of a snapshot; null when none was prepared, as under `npm run bench`. */
export function citySnapshot(kind: 'embedded' | 'served' | 'product'): string | null {
  const path = join(folderOfTree(), kind);
  return existsSync(path) ? path : null;
}
