// How does the server live? config → lock → listen → database → city → index → ready, and a graceful end.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import pino, { type Logger } from 'pino';
import type { City } from '../data/contract/city.ts';
import { dayOfInstant } from '../data/contract/units.ts';
import { criteriaClauses, criteriaDocuments } from '../data/vocabulary/criteria.ts';
import { createAccess, type GuestReason } from './access/access.ts';
import { hasAccounts } from './access/accounts.ts';
import { guestSentences } from './access/guest-sentences.ts';
import { createSignIn, readSecret, type SignIn } from './access/sign-in.ts';
import type { RunKernel } from './analyses/analysis.ts';
import { AnswerMemory } from './api/answer-memory.ts';
import { createApp } from './api/app.ts';
import { type AppDependencies, databaseOf } from './api/dependencies.ts';
import { onlyThroughProxy } from './api/proxies.ts';
import { tileMaker } from './api/tiles.ts';
import { noBasemaps, readBasemaps } from './basemaps/basemaps.ts';
import { loadCriteria } from './commands/criteria.ts';
import { write } from './commands/write.ts';
import { type Config, ConfigError, describeConfig, isLoopback, readConfig } from './config.ts';
import { type Database, type DatabaseState, openDatabase } from './db/database.ts';
import { takeLock } from './db/lock.ts';
import { AppError } from './errors.ts';
import { createDownloads } from './exports/downloads.ts';
import { createClinic } from './import/clinic/sessions.ts';
import { sweepEvidence } from './files/evidence-sweep.ts';
import { type DemoPayload, demoTitles } from './import/demo.ts';
import { createUploads } from './import/uploads.ts';
import { createWorkerPool, type WorkerPool } from './jobs/pool.ts';
import { createJobRecords } from './jobs/records.ts';
import { channelsOf } from './live/channels.ts';
import { type Change, type ChangeStream, createChangeStream } from './live/changes.ts';
import { followRequests } from './live/closing.ts';
import { createCommandKey } from './live/command-key.ts';
import { onceMore } from './live/once-more.ts';
import { followOthers } from './live/relay.ts';
import { startNotifications } from './live/notifications.ts';
import { createStartSteps, type StartSteps } from './live/start-steps.ts';
import { type BackupPayload, nextBackupFile } from './operations/backup-job.ts';
import { startUpkeep } from './operations/upkeep.ts';
import { readCity, readDataState } from './queries/city.ts';
import { readHazardNews } from './queries/hazard-news.ts';
import { type BaseTiles, loadBaseTiles } from './tiles/base.ts';
import { loadTileIndex, patchTileIndex } from './tiles/load.ts';
import type { TileIndex } from './tiles/tile-index.ts';

const serverDirectory = dirname(fileURLToPath(import.meta.url));
const root = resolve(serverDirectory, '../..');
/** Running requests, then running jobs, get this long each to finish after a signal. */
const graceMilliseconds = 8000;

/** What the server has so far; nothing before it is there. */
interface Parts {
  database: Database | null;
  databaseState: DatabaseState;
  index: TileIndex | null;
  base: BaseTiles | null;
  city: City | null;
  /** False from the first row on that is not made up; null before the database is open. */
  synthetic: boolean | null;
  signIn: SignIn | null;
  /** Where browsers reach this server; '' before it listens. */
  url: string;
}

async function main(): Promise<void> {
  const config = readConfig();
  for (const line of describeConfig(config)) process.stdout.write(`${line}\n`);
  const log = pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime });
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const basemaps = config.basemapsFile === null ? noBasemaps : await readBasemaps(config.basemapsFile);
  const lock = takeLock(config.dataDirectory);
  const key = createCommandKey(config.dataDirectory);

  const parts: Parts = { database: null, databaseState: 'opening', index: null, base: null, city: null, synthetic: null, signIn: null, url: '' };
  const origin = randomBytes(8).toString('hex');
  const changes = createChangeStream((error) => log.error({ err: error }, 'a listener of changes failed'));
  const steps = createStartSteps();
  const workerFile = join(serverDirectory, 'job-worker.js');
  // Lanes of their own: what somebody waits for never stands behind a long import.
  const kernels = createWorkerPool(workerFile, 1);
  const longWork = createWorkerPool(workerFile, 1);
  const documents = createWorkerPool(workerFile, 1);
  const jobs = createJobRecords((error) => log.error({ err: error }, 'a job failed'));
  const stop = new AbortController();
  const target = () => {
    if (parts.database === null || parts.index === null) throw new AppError('starting', 'the server is starting: ask /api/health');
    return parts.database.target;
  };
  const exportItems = createDownloads({ folder: join(config.dataDirectory, 'exports'), target, run: documents.run });
  const startImport = createUploads({
    folder: join(config.dataDirectory, 'uploads'),
    origin,
    target,
    publish: changes.publish,
    begin: jobs.begin,
    run: longWork.run,
  });

  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const startBackup = () => jobs.begin('backup', 'backup', ({ progress, signal }) => {
    const payload: BackupPayload = { target: target(), dataDirectory: config.dataDirectory, file: nextBackupFile(config.dataDirectory, Date.now()), version, now: Date.now() };
    return longWork.run('backup', payload, { signal, onProgress: progress });
  });
  const clinic = createClinic({ folder: join(config.dataDirectory, 'clinic'), origin, target, publish: changes.publish, begin: jobs.begin, job: jobs.get, run: longWork.run, now: Date.now });
  // Files of people lie here for a day and no longer, whether somebody comes or not.
  clinic.sweep();
  setInterval(clinic.sweep, 3_600_000).unref();

  const guestReason = (): GuestReason => {
    if (!config.guest) return 'guest-off';
    if (!config.demoAsked) return 'demo-off';
    if (!isLoopback(config.host) || config.publicUrl !== null) return 'not-loopback';
    // Before the database is open there is nothing to see.
    return parts.synthetic === false ? 'real-data' : 'synthetic';
  };
  const setupToken = randomBytes(24).toString('base64url');
  const access = createAccess({ database: () => parts.database, signIn: () => parts.signIn, isCommandLine: key.isCommandLine, guestReason, now: Date.now });
  const deps: AppDependencies = {
    access,
    publicUrl: config.publicUrl,
    proxies: config.proxies,
    oidc: config.oidc !== null,
    isSetupToken: (token) => timingSafeEqual(createHash('sha256').update(token).digest(), createHash('sha256').update(setupToken).digest()),
    database: () => parts.database,
    index: () => parts.index,
    base: () => parts.base,
    city: () => parts.city,
    basemaps,
    changes,
    startSteps: steps.list,
    onStep: steps.subscribe,
    runKernel: ((kind, payload, signal) => kernels.run(kind, payload, { signal })) as RunKernel,
    jobs,
    startImport,
    clinic,
    exportItems,
    runDocument: documents.run,
    runLong: longWork.run,
    write: (work) => write(databaseOf(deps), { announce: changes.publish, origin }, work),
    evidenceFolder: join(config.dataDirectory, 'evidence'),
    startBackup,
    isCommandLine: key.isCommandLine,
    log,
    now: Date.now,
    webDirectory: join(root, 'dist/web'),
    version,
    databaseHome: config.databaseUrl === null ? 'embedded' : 'served',
    messages: () => (parts.databaseState === 'waiting' ? ['数据库暂时无法访问，正在重试。 The database is away; the server keeps trying.'] : []),
  };
  const app = createApp(deps);
  // While the database is away tiles say since when they are stale: nothing is remembered then.
  const memory = new AnswerMemory((collection) => (parts.index === null || parts.databaseState !== 'open' || !parts.index.has(collection) ? null : `${parts.index.edition(collection)} ${dayOfInstant(Date.now())}`), (credentials) => access.known(credentials)?.reader ?? null, tileMaker(deps));
  const answer = memory.after(app.fetch as never);
  const publicHost = config.publicUrl?.startsWith('https:') === true && config.tls === null ? new URL(config.publicUrl).host : null;
  // Behind an https proxy the links of answers must say https too.
  const fetchPublic: typeof answer = (request, environment) => answer(publicHost !== null && request.headers.get('Host')?.toLowerCase() === publicHost ? new Request(request.url.replace(/^http:/, 'https:'), request) : request, environment);
  const tls = config.tls === null ? null : { cert: readFileSync(config.tls.certificate), key: readFileSync(config.tls.key) };
  const heard = (listener: RequestListener) => (config.proxies === null || config.publicUrl === null ? memory.before(listener) : onlyThroughProxy(memory.before(listener), config.proxies, config.publicUrl));
  // Idle lines are kept longer than proxies keep theirs (60 s): a line must not close under a request that has just left.
  const create = (options: ServerOptions, listener: RequestListener) => (tls === null ? createServer({ ...options, keepAliveTimeout: 65_000 }, heard(listener)) : createSecureServer({ ...options, ...tls, keepAliveTimeout: 65_000 }, heard(listener)));
  const server = serve({ fetch: publicHost === null ? answer : fetchPublic, createServer: create as typeof createServer, hostname: config.host, port: config.port }, ({ port }) => {
    const url = `${tls === null ? 'http' : 'https'}://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`;
    parts.url = config.publicUrl ?? url;
    lock.announce(url);
    process.stdout.write(`Anlan 安澜: ${parts.url}\n`);
  }) as Server;
  const requests = followRequests(server);

  let ending = false;
  const end = async (reason: string, code: number): Promise<void> => {
    ending = true;
    log.info({ reason }, 'stopping');
    stop.abort();
    const { database } = parts;
    await requests.finish(graceMilliseconds);
    await Promise.race([jobs.settle(), new Promise((done) => setTimeout(done, graceMilliseconds))]);
    await Promise.all([kernels, longWork, documents].map((pool) => pool.close()));
    if (parts.index !== null) await database?.snapshot().catch((error: unknown) => log.error({ err: error }, 'no snapshot could be taken'));
    await basemaps.close();
    await database?.close().catch((error: unknown) => log.error({ err: error }, 'the database did not close'));
    key.remove();
    lock.release();
    log.info('stopped');
    process.exit(code);
  };
  const onSignal = (signal: string): void => {
    if (ending) {
      lock.release();
      process.exit(1);
    }
    void end(signal, 0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  server.on('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(error.code === 'EADDRINUSE' ? `port ${config.port} is in use: stop the other program or set ANLAN_PORT\n` : `${error.message}\n`);
    key.remove();
    lock.release();
    process.exit(1);
  });

  try {
    await start({ config, guestReason, setupToken, log, parts, changes, steps, longWork, origin, signal: stop.signal });
  } catch (error) {
    if (ending) return;
    log.fatal({ err: error }, 'the server could not start');
    steps.fail();
    await end('failure', 1);
  }
}

interface Start {
  readonly guestReason: () => GuestReason;
  readonly setupToken: string;
  readonly config: Config;
  readonly log: Logger;
  readonly parts: Parts;
  readonly changes: ChangeStream;
  readonly steps: StartSteps;
  readonly longWork: WorkerPool;
  readonly origin: string;
  readonly signal: AbortSignal;
}

/** Brings the parts up one after the other while the server already answers. */
async function start({ config, guestReason, setupToken, log, parts, changes, steps, longWork, origin, signal }: Start): Promise<void> {
  const sourcesDirectory = join(root, 'data/sources');
  const base = steps.run('base', '底图', 'Base map', async () => {
    parts.base = await loadBaseTiles(sourcesDirectory);
  });
  const database = await steps.run('database', config.databaseUrl === null ? '内置数据库' : '数据库', config.databaseUrl === null ? 'Embedded database' : 'Database', () =>
    openDatabase({
      databaseUrl: config.databaseUrl ?? undefined,
      dataDirectory: config.dataDirectory,
      migrationsDirectory: join(root, 'server/db/migrations'),
      workerFile: join(serverDirectory, 'embedded-worker.js'),
      templateDirectory: join(root, 'dist/templates'),
      log,
      signal,
      onState: (state) => {
        parts.databaseState = state;
      },
    }),
  );
  parts.database = database;
  await base;
  const state = await readDataState(database.sql);
  parts.synthetic = state.synthetic;
  const baseUrl = parts.url === '' ? `http://${config.host}:${config.port}` : parts.url;
  parts.signIn = createSignIn(database.sql, { baseUrl, secret: await readSecret(database.sql), idleSeconds: config.idleMinutes * 60, oidc: config.oidc });
  changes.start(state.version, state.at);
  // The library of criteria stands in every city, the demo's or one's own: without it no hazard is a major one.
  await write(database, { announce: changes.publish, origin }, (batch) => loadCriteria(batch, criteriaDocuments, criteriaClauses));
  await followOthers({ database, origin, stream: changes, onError: (error) => log.error({ err: error }, 'a notification could not be read') });
  if (state.empty && config.demo) {
    for (const [step, { zh, en }] of Object.entries(demoTitles)) steps.announce(`demo-${step}`, zh, en);
    const payload: DemoPayload = { target: database.target, origin, sourcesDirectory, scale: config.demoScale, today: dayOfInstant(Date.now()) };
    const written = (await longWork.run('demo', payload, { signal, onProgress: (done, total, step) => steps.progress(`demo-${step}`, done, total, done === total) })) as Change[];
    for (const change of written) changes.publish(change);
  }
  parts.city = await readCity(database.sql);

  // Whether the data are synthetic, the box and the name: read once more after the last of many changes, not after each.
  const readAgain = onceMore(async () => {
    parts.synthetic = (await readDataState(database.sql)).synthetic;
    parts.city = await readCity(database.sql);
  }, (error) => log.error({ err: error }, 'the city or whether the data are synthetic could not be read'));
  // Changes that come while the index is being read are applied after it: twice does no harm.
  const early: Change[] = [];
  changes.subscribe((change) => {
    if (parts.index === null) early.push(change);
    else void patchTileIndex(database.sql, parts.index, change).catch((error: unknown) => log.error({ err: error, collection: change.collection }, 'a change did not reach the index'));
    readAgain();
  });
  const loaded = await steps.run('index', '地图索引', 'Map index', () => loadTileIndex(database.sql, changes.dataVersion, (_collection, rows) => steps.progress('index', rows, null, false)));
  for (const change of early.splice(0)) await patchTileIndex(database.sql, loaded, change);
  parts.index = loaded;
  void sweepEvidence(database, join(config.dataDirectory, 'evidence'), log, Date.now()).catch((error: unknown) => log.error({ err: error }, 'the pictures were not swept'));
  log.info({ database: database.home, dataVersion: changes.dataVersion() }, 'ready');
  process.stdout.write(`${guestSentences[guestReason()]}\n`);
  if (!(await hasAccounts(database.sql))) process.stdout.write(`No account exists yet. Make the first one, a security administrator, once: ${parts.url}/?setup=1#${setupToken}\n`);
  startNotifications({ channels: channelsOf(config), changes, describeHazards: (ids) => readHazardNews(database.sql, ids), log, signal });
  const upkeep = startUpkeep({ database, writing: { announce: changes.publish, origin }, log, signal, now: Date.now });
  if (database.home === 'served') return;
  process.stdout.write('The embedded database survives a crash but not a power cut: set DATABASE_URL to a served PostgreSQL where every write must survive one.\n');
  if (database.snapshotAgeSeconds() === null) await upkeep();
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof AppError;
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
});
