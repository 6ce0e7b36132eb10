// How does the server live? config → lock → listen → database → city → index → ready, and a graceful end.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import pino from 'pino';
import type { City } from '../data/contract/city.ts';
import { dayOfInstant } from '../data/contract/units.ts';
import type { RunKernel } from './analyses/analysis.ts';
import { createApp } from './api/app.ts';
import { ConfigError, describeConfig, readConfig } from './config.ts';
import { type Database, openDatabase } from './db/database.ts';
import { takeLock } from './db/lock.ts';
import { AppError } from './errors.ts';
import { demoSteps, loadDemoCity } from './import/demo.ts';
import { siteLayerOf } from './import/checks.ts';
import type { ReadResult } from './import/geojson.ts';
import { runImport } from './import/run.ts';
import { createWorkerPool } from './jobs/pool.ts';
import { createJobRecords } from './jobs/records.ts';
import { createChangeStream } from './live/changes.ts';
import { createStartSteps } from './live/start-steps.ts';
import { readCity, readDataState } from './queries/city.ts';
import { type BaseTiles, loadBaseTiles } from './tiles/base.ts';
import { loadTileIndex, patchTileIndex } from './tiles/load.ts';
import type { TileIndex } from './tiles/tile-index.ts';

const serverDirectory = dirname(fileURLToPath(import.meta.url));
const root = resolve(serverDirectory, '../..');
const nightly = 24 * 3_600_000;
/** Running requests get this long to finish after a signal. */
const graceMilliseconds = 8000;

async function main(): Promise<void> {
  const log = pino({ level: 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const config = readConfig();
  for (const line of describeConfig(config)) process.stdout.write(`${line}\n`);
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  const key = randomBytes(24).toString('hex');
  writeFileSync(join(config.dataDirectory, 'command.key'), key, { mode: 0o600 });

  const origin = randomBytes(8).toString('hex');
  const changes = createChangeStream((error) => log.error({ err: error }, 'a listener of changes failed'));
  const steps = createStartSteps();
  const pool = createWorkerPool(join(serverDirectory, 'job-worker.js'), 1);
  const jobs = createJobRecords((error) => log.error({ err: error }, 'a job failed'));
  const stop = new AbortController();
  const version = (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version;
  let database: Database | null = null;
  let index: TileIndex | null = null;
  let base: BaseTiles | null = null;
  let city: City | null = null;

  const startImport = async (layer: string, body: ReadableStream<Uint8Array>, fileName: string) => {
    const open = database;
    if (open === null) throw new AppError('starting', 'the server is starting: ask /api/health');
    if (siteLayerOf(layer) === undefined) throw new AppError('not-found', `layer: seen ${JSON.stringify(layer.slice(0, 60))}, expected a layer of sites`);
    const folder = join(config.dataDirectory, 'uploads');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${randomBytes(8).toString('hex')}.geojson`);
    await pipeline(Readable.fromWeb(body as never), createWriteStream(file, { mode: 0o600 }));
    return jobs.begin('import', `${layer} ${fileName}`, async ({ progress, signal }) => {
      try {
        return await runImport(
          { layer, file, fileName, mapping: { map: {}, set: {} } },
          {
            database: open,
            write: { announce: changes.publish, origin },
            read: (request, onProgress, abort) => pool.run('read-features', request, { onProgress, signal: abort }) as Promise<ReadResult>,
            dataVersion: changes.dataVersion,
          },
          progress,
          signal,
        );
      } finally {
        rmSync(file, { force: true });
      }
    });
  };

  const app = createApp({
    database: () => database,
    index: () => index,
    base: () => base,
    city: () => city,
    changes,
    startSteps: steps.list,
    onStep: steps.subscribe,
    runKernel: ((kind, payload, signal) => pool.run(kind, payload, { signal })) as RunKernel,
    jobs,
    startImport,
    isCommandLine: (given) => given !== undefined && given.length === key.length && timingSafeEqual(Buffer.from(given), Buffer.from(key)),
    log,
    now: Date.now,
    webDirectory: join(root, 'dist/web'),
    version,
    databaseHome: config.databaseUrl === null ? 'embedded' : 'served',
    messages: () => (database?.state() === 'waiting' ? ['数据库暂时无法访问，正在重试 The database is away; trying again'] : []),
  });
  const server = serve({ fetch: app.fetch, hostname: config.host, port: config.port }, (address) => {
    const url = `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${address.port}`;
    lock.announce(url);
    process.stdout.write(`Anlan 安澜: ${url}\n`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(error.code === 'EADDRINUSE' ? `port ${config.port} is in use: stop the other program or set ANLAN_PORT\n` : `${error.message}\n`);
    lock.release();
    process.exit(1);
  });

  let ending = false;
  const end = async (signal: string): Promise<void> => {
    if (ending) process.exit(1);
    ending = true;
    log.info({ signal }, 'stopping');
    stop.abort();
    server.close();
    const force = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), 500);
    await Promise.race([jobs.settle(), new Promise((done) => setTimeout(done, graceMilliseconds))]);
    clearTimeout(force);
    if ('closeAllConnections' in server) server.closeAllConnections();
    try {
      if (database?.home === 'embedded' && index !== null) await database.snapshot();
    } catch (error) {
      log.error({ err: error }, 'no snapshot could be taken');
    }
    await database?.close().catch((error: unknown) => log.error({ err: error }, 'the database did not close'));
    await pool.close();
    rmSync(join(config.dataDirectory, 'command.key'), { force: true });
    lock.release();
    process.exit(0);
  };
  process.on('SIGINT', () => void end('SIGINT'));
  process.on('SIGTERM', () => void end('SIGTERM'));

  try {
    await steps.run('base', '底图', 'Base map', async () => {
      base = await loadBaseTiles(join(root, 'data/sources'));
    });
    const opened = await steps.run('database', config.databaseUrl === null ? '内置数据库' : '数据库', config.databaseUrl === null ? 'Embedded database' : 'Database', () =>
      openDatabase({
        databaseUrl: config.databaseUrl ?? undefined,
        dataDirectory: config.dataDirectory,
        migrationsDirectory: join(root, 'server/db/migrations'),
        workerFile: join(serverDirectory, 'embedded-worker.js'),
        log,
        signal: stop.signal,
      }),
    );
    database = opened;
    const state = await readDataState(opened.sql);
    changes.start(state.version, state.at);
    if (state.empty && config.demo) {
      for (const step of demoSteps) steps.announce(`demo-${step}`, demoTitles[step][0], demoTitles[step][1]);
      await loadDemoCity(opened, {
        sourcesDirectory: join(root, 'data/sources'),
        scale: config.demoScale,
        today: dayOfInstant(Date.now()),
        write: { announce: changes.publish, origin },
        onStep: (step, done, total, finished) => steps.progress(`demo-${step}`, done, total, finished),
      });
    }
    city = await readCity(opened.sql);
    // Changes that come while the index is being read are applied after it: twice does no harm.
    const early: Parameters<typeof patchTileIndex>[2][] = [];
    changes.subscribe((change) => {
      if (index === null) early.push(change);
      else void patchTileIndex(opened.sql, index, change).catch((error: unknown) => log.error({ err: error }, 'a change did not reach the index'));
      if (change.collection === 'city') void readCity(opened.sql).then((read) => (city = read));
    });
    const loaded = await steps.run('index', '地图索引', 'Map index', () =>
      loadTileIndex(opened.sql, changes.dataVersion, (collection, rows, done) => steps.progress('index', rows, null, false, done ? undefined : collection)),
    );
    for (const change of early) await patchTileIndex(opened.sql, loaded, change);
    index = loaded;
    log.info({ database: opened.home, dataVersion: changes.dataVersion() }, 'ready');
    if (opened.home === 'embedded') {
      process.stdout.write('The embedded database survives a crash, not a power cut: set DATABASE_URL to a served PostgreSQL where every write must survive one.\n');
      if (opened.snapshotAgeSeconds() === null) await opened.snapshot();
      setInterval(() => void opened.snapshot().catch((error: unknown) => log.error({ err: error }, 'no snapshot could be taken')), nightly).unref();
    }
  } catch (error) {
    if (ending) return;
    log.fatal({ err: error }, 'the server could not start');
    steps.fail();
    await end('failure').catch(() => undefined);
    process.exitCode = 1;
  }
}

const demoTitles: Record<(typeof demoSteps)[number], [string, string]> = {
  ground: ['镇街与规则', 'Townships and rules'],
  sites: ['企业、场所与设施', 'Enterprises, places and facilities'],
  vessels: ['渔船', 'Fishing vessels'],
  hazards: ['隐患', 'Hazards'],
  inspections: ['检查', 'Inspections'],
  incidents: ['事故', 'Incidents'],
  storms: ['台风', 'Storms'],
};

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof AppError;
  process.stderr.write(`${expected ? error.message : ((error as Error).stack ?? String(error))}\n`);
  process.exit(1);
});
