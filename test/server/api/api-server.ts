// How does a test ask the API as a stranger would? A real database, the real index, a real port.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type ServerOptions } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import pino from 'pino';
import { type Actor, everything } from '../../../data/contract/access.ts';
import { type Access, createAccess, type GuestReason } from '../../../server/access/access.ts';
import { createSignIn, readSecret } from '../../../server/access/sign-in.ts';
import { makeBulletin } from '../../../server/analyses/bulletin.ts';
import { type KernelKind, kernels } from '../../../server/analyses/kernels.ts';
import type { RunKernel } from '../../../server/analyses/analysis.ts';
import { AnswerMemory } from '../../../server/api/answer-memory.ts';
import { type AppDependencies, createApp } from '../../../server/api/app.ts';
import { noBasemaps } from '../../../server/basemaps/basemaps.ts';
import { tileMaker } from '../../../server/api/tiles.ts';
import { type WriteBatch, write } from '../../../server/commands/write.ts';
import { type Database, openDatabase } from '../../../server/db/database.ts';
import { bulletinDocx } from '../../../server/exports/bulletin-docx.ts';
import { bulletinXlsx } from '../../../server/exports/bulletin-xlsx.ts';
import { createDownloads } from '../../../server/exports/downloads.ts';
import { exportItems } from '../../../server/exports/export.ts';
import { createClinic } from '../../../server/import/clinic/sessions.ts';
import { runClinicTask } from './clinic-tasks.ts';
import { createJobRecords } from '../../../server/jobs/records.ts';
import { createChangeStream } from '../../../server/live/changes.ts';
import { dayOfInstant } from '../../../data/contract/units.ts';
import { followOthers } from '../../../server/live/relay.ts';
import { backUp, nextBackupFile } from '../../../server/operations/backup-job.ts';
import { createStartSteps } from '../../../server/live/start-steps.ts';
import { readCity, readDataState } from '../../../server/queries/city.ts';
import { loadBaseTiles } from '../../../server/tiles/base.ts';
import { loadTileIndex, patchTileIndex } from '../../../server/tiles/load.ts';
import type { TileIndex } from '../../../server/tiles/tile-index.ts';
import type { City } from '../../../data/contract/city.ts';
import { citySnapshot, testDatabase } from '../../snapshots.ts';
import { copyFolder, type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';
import { testNow, writeTestCity } from './city-rows.ts';

export interface ApiServer {
  /** Without a slash at the end. */
  readonly url: string;
  /** Landing page. */
  readonly root: string;
  readonly database: Database;
  readonly served: ServedPostgres | null;
  readonly index: TileIndex;
  /** Lines of the log, parsed, from level warn up. */
  readonly complaints: { level: number; msg: string }[];
  /** Statements sent to the database so far. */
  statements(): number;
  setNow(now: number): void;
  /** Writes, announces, and waits until the index has it. */
  write(work: (batch: WriteBatch) => Promise<unknown>): Promise<void>;
  readonly deps: AppDependencies;
  /** Folder of its database and of archives being made. */
  readonly directory: string;
  stop(): Promise<void>;
}

/** Sees every row and every restricted attribute, personal data masked: what a test asks when it is not about who asks. */
const tester: Actor = { kind: 'user', id: 'tester', name: 'tester', grant: { role: 'office', areaCodes: null, sectorCodes: null, siteIds: null }, reader: { ...everything, key: 'tester', personal: false } };
/** Gives an access to which everybody is the same one. */
export function accessOf(actor: Actor): Access {
  return { identify: ({ key }) => Promise.resolve({ actor: key === 'the key of this test' ? { ...actor, kind: 'command-line' } : actor, cookies: [] }), known: () => actor, guest: () => ({ allowed: false, reason: 'guest-off' }), signIn: () => { throw new Error('no sign-in here'); }, forget: () => undefined };
}

/**
 * Starts the API over a database of either home with the rows of city-rows.ts. `changed` overrides dependencies. With `guestReason` the real access stands in front
 * of it, and the answer of `guestReason` says whether anyone may look. `trim` is SQL that takes rows out before anything is read. `beside` = a served server
 * whose database this one shares, as another process would.
 */
export async function startApi(home: 'embedded' | 'served', changed: Partial<AppDependencies> = {}, guestReason: (() => GuestReason) | null = null, trim: string | null = null, beside: ApiServer | null = null): Promise<ApiServer> {
  const directory = mkdtempSync(join(tmpdir(), 'anlan-api-'));
  const complaints: { level: number; msg: string }[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => complaints.push(JSON.parse(line) as { level: number; msg: string }) });
  const snapshot = beside === null ? citySnapshot(home) : null;
  const served = beside !== null ? beside.served : home === 'served' ? await startServedPostgres(snapshot) : null;
  if (home === 'embedded' && snapshot !== null) copyFolder(`${snapshot}/.`, directory);
  const database = await openDatabase({ ...testDatabase, log: pino({ level: 'silent' }), dataDirectory: directory, ...(served === null ? {} : { databaseUrl: served.url }) });
  const changes = createChangeStream((error) => log.error({ err: error }, 'a listener failed'));
  const state = await readDataState(database.sql);
  changes.start(state.version, state.at);
  const announcing = { announce: changes.publish, origin: `api-test-${directory}` };
  const unfollow = await followOthers({ database, origin: announcing.origin, stream: changes, onError: (error) => log.error({ err: error }, 'a notification could not be read') });
  if (beside === null && snapshot === null) await write(database, announcing, writeTestCity);
  if (trim !== null) await database.sql.unsafe(trim);
  const city: City | null = await readCity(database.sql);
  const index = await loadTileIndex(database.sql, changes.dataVersion);
  let patched: Promise<unknown> = Promise.resolve();
  changes.subscribe((change) => (patched = patchTileIndex(database.sql, index, change)));
  const base = await loadBaseTiles('data/sources');
  writeFileSync(join(directory, 'index.html'), `<!doctype html><title>Anlan</title>${'<p>一张图</p>'.repeat(200)}`);
  copyFileSync('web/public/icon.svg', join(directory, 'icon.svg'));
  const jobs = createJobRecords((error) => log.error({ err: error }, 'a job failed'));
  const steps = createStartSteps();
  let now = testNow;
  let statements = 0;
  const counting: Database = { ...database, sql: new Proxy(database.sql, {
    apply: (target, self, given) => {
      statements += 1;
      return Reflect.apply(target as unknown as (...values: unknown[]) => unknown, self, given);
    },
    get: (target, name, receiver) => {
      if (name === 'unsafe') statements += 1;
      return Reflect.get(target, name, receiver) as unknown;
    },
  }) };
  const isCommandLine = (key: string | undefined): boolean => key === 'the key of this test';
  const signIn = guestReason === null ? null : createSignIn(database.sql, { baseUrl: 'http://127.0.0.1', secret: await readSecret(database.sql), idleSeconds: 1800, oidc: null });
  const deps: AppDependencies = {
    access: guestReason === null ? accessOf(tester) : createAccess({ database: () => database, signIn: () => signIn, isCommandLine, guestReason, now: () => Date.now() }),
    publicUrl: null,
    proxies: null,
    oidc: false,
    isSetupToken: (token) => token === 'the link of this test',
    database: () => counting,
    index: () => index,
    base: () => base,
    city: () => city,
    basemaps: noBasemaps,
    changes,
    startSteps: steps.list,
    onStep: steps.subscribe,
    runKernel: (async (kind: KernelKind, payload: never) => kernels[kind](payload)) as RunKernel,
    jobs,
    startImport: async (layer, body, { name = '' }) => {
      let bytes = 0;
      for await (const chunk of body) bytes += chunk.byteLength;
      return jobs.begin('import', `${layer} ${name}`, () => Promise.resolve({ bytes }));
    },
    clinic: createClinic({ folder: join(directory, 'clinic'), origin: 'api-test', target: () => database.target, publish: changes.publish, begin: jobs.begin, job: jobs.get, run: runClinicTask, now: () => Date.now() }),
    exportItems: createDownloads({ folder: join(directory, 'exports'), target: () => database.target, run: (_kind, payload) => exportItems(payload, () => undefined) }),
    runDocument: (kind, payload) => (kind === 'bulletin-docx' ? bulletinDocx : bulletinXlsx)(payload as never),
    runLong: (_kind, payload, { onProgress } = {}) => makeBulletin(payload as never, (done, total) => onProgress?.(done, total, '')),
    evidenceFolder: join(directory, 'evidence'),
    startBackup: () => jobs.begin('backup', 'backup', () => backUp({ target: database.target, dataDirectory: directory, file: nextBackupFile(directory, Date.now()), version: '0.0.0-test', now }, () => undefined)),
    write: (work) => write(database, announcing, work),
    isCommandLine,
    log,
    now: () => now,
    webDirectory: directory,
    version: '0.0.0-test',
    databaseHome: home,
    messages: () => [],
    ...changed,
  };
  const app = createApp(deps);
  const memory = new AnswerMemory((collection) => (deps.index() === null || deps.database()?.state() !== 'open' || !index.has(collection) ? null : `${index.edition(collection)} ${dayOfInstant(now)}`), (credentials) => deps.access.known(credentials)?.reader ?? null, tileMaker(deps));
  const server = serve({ fetch: memory.after(app.fetch as never), createServer: ((options: ServerOptions, listener: RequestListener) => createServer(options, memory.before(listener))) as typeof createServer, hostname: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    root: `${url}/api`,
    database,
    served,
    index,
    directory,
    complaints,
    statements: () => statements,
    setNow: (next) => {
      now = next;
    },
    write: async (work) => {
      await write(database, announcing, work);
      await patched;
    },
    deps,
    stop: async () => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await jobs.settle();
      await unfollow();
      await database.close();
      if (beside === null) served?.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** Gives status, headers and parsed JSON of a request. */
export async function ask(url: string, init?: RequestInit): Promise<{ status: number; headers: Headers; body: never }> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? null : JSON.parse(text)) as never };
}
