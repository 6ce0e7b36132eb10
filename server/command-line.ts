// What can be asked from the command line? Imports, through the running server when there is one, and the database template of a build.
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { ImportSummary } from '../data/contract/imports.ts';
import { JobRecord } from '../data/contract/jobs.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { type Database, openDatabase } from './db/database.ts';
import { readLock, takeLock } from './db/lock.ts';
import { AppError } from './errors.ts';
import { everything } from '../data/contract/access.ts';
import type { ClinicSession } from '../data/contract/import-clinic.ts';
import { recordDeed } from './access/audit.ts';
import { clinicLayerIds } from './import/clinic/clinic-layers.ts';
import { type ClinicOrder, isForClinic, sendThrough } from './import/clinic/command.ts';
import type { RecordBatch } from './import/clinic/commit.ts';
import { remoteClinic } from './import/clinic/remote.ts';
import { type ClinicCaller, createClinic } from './import/clinic/sessions.ts';
import { clinicTask } from './import/clinic/tasks.ts';
import { importLayerIds } from './import/layers.ts';
import { createJobRecords } from './jobs/records.ts';
import { type ImportOptions, importFile, readImportOptions } from './import/uploads.ts';
import { readCommandKey } from './live/command-key.ts';

const serverDirectory = dirname(fileURLToPath(import.meta.url));
const root = resolve(serverDirectory, '../..');
const templateDirectory = join(root, 'dist/templates');

const usage = `npm run import -- --layer LAYER [options] FILE
npm run anlan -- import-check --layer LAYER [options] FILE     shows what is proposed and found, and writes nothing
  LAYER            ${importLayerIds.join(' ')}
  FILE             XLSX, CSV with any headings, GeoJSON, a zipped shapefile, GeoPackage, KML; GeoJSON and CSV with code, lng and lat
                   are read as a stream of any size, gzip or not;
                   areas: your own city.json; storms: a JTWC best-track CSV
  --map a=b,c=d    contract name = name in the file (@id = id of the feature, @line = its number)
  --set a=v,c=w    value for rows that have none
  --strict         one refused row and nothing is written
  --repeats last   a code that comes twice: the last row wins (else the later one is refused)
  --crs SYSTEM     wgs84, gcj02, bd09, EPSG:4513 to 4554, with ,swapped: when the evidence does not tell
  --reader NAME    geojson, csv, jtwc-csv, city: when the name of the file does not tell
Goes through the running server of this data folder, else opens the database itself.
Ends with 0 when all rows were taken, 3 when some were refused, 1 when nothing was written, 2 when asked wrongly.`;

/** The import was asked for wrongly. */
class Misuse extends Error {}

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  if (command === 'template') return makeTemplate();
  if (command === 'help' || command === '--help' || rest.includes('--help')) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  if (command !== 'import' && command !== 'import-check') throw new Misuse(`command: seen ${JSON.stringify(command ?? '')}, expected import or import-check`);
  const { layer, path, options, crs } = readWords(rest);
  const config = readConfig();
  const dry = command === 'import-check';
  if (dry || crs !== undefined || (options.reader === undefined && clinicLayerIds.includes(layer) && isForClinic(path, options.name ?? path))) {
    return toClinic(config, { layer, path, name: options.name ?? basename(path), map: options.map, set: options.set, crs, repeats: options.repeats, strict: options.strict === 'true', dry, print: (line) => void process.stdout.write(`${line}\n`) });
  }
  const folder = mkdtempSync(join(tmpdir(), 'anlan-import-'));
  try {
    const file = layer === 'areas' ? joinCity(path, folder) : path;
    const request = readImportOptions(layer, file, options);
    const owner = readLock(config.dataDirectory);
    if (owner !== null && owner.url === null) throw new AppError('starting', `process ${owner.pid} uses the data folder but does not answer yet: try again in a moment`);
    const summary = owner?.url === undefined || owner.url === null ? await importHere(config, request) : await importThere(config, owner.url, layer, file, options);
    return tell(summary);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Sends a file through the clinic and gives the exit code. */
async function toClinic(config: Config, order: ClinicOrder): Promise<number> {
  const owner = readLock(config.dataDirectory);
  if (owner !== null && owner.url === null) throw new AppError('starting', `process ${owner.pid} uses the data folder but does not answer yet: try again in a moment`);
  if (owner !== null && owner.url !== null) return tellClinic(await sendThrough(remoteClinic(owner.url, { 'X-Anlan-Key': readCommandKey(config.dataDirectory) }, () => undefined), order));
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  let database: Database | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'anlan-clinic-'));
  try {
    const opened = await open(config);
    database = opened;
    const jobs = createJobRecords((error) => process.stderr.write(`${(error as Error).stack ?? String(error)}\n`));
    const record: RecordBatch = (tx, { kind, id, name, role }, address, deed) => recordDeed(tx, { kind: kind as 'command-line', id, name, role }, { ...deed, address });
    const clinic = createClinic({ folder, origin: randomBytes(8).toString('hex'), target: () => opened.target, publish: () => undefined, begin: jobs.begin, job: jobs.get, now: Date.now, run: (kind, payload, { onProgress }) => clinicTask(kind, payload, record, onProgress) });
    const caller: ClinicCaller = { actor: { kind: 'command-line', id: '', name: 'command-line', grant: { role: 'office', areaCodes: null, sectorCodes: null, siteIds: null }, reader: everything }, address: '' };
    const settled = async (begun: { session: ClinicSession }): Promise<ClinicSession> => {
      await jobs.settle();
      return clinic.get(caller, begun.session.id);
    };
    const summary = await sendThrough({
      create: async (layer, name, path) => settled(await clinic.create(caller, layer, name, Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>)),
      check: (id, plan) => settled(clinic.check(caller, id, plan)),
      commit: (id) => settled(clinic.commit(caller, id)),
      findings: async (id, group) => (await clinic.findings(caller, id, group, 0, 500)).rows,
      remove: async (id) => clinic.remove(caller, id),
    }, order);
    if (!order.dry) await opened.snapshot();
    return tellClinic(summary);
  } finally {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}

function tellClinic(summary: Awaited<ReturnType<typeof sendThrough>>): number {
  return summary === null ? 3 : tell(summary);
}

function readWords(words: readonly string[]): { layer: string; path: string; options: ImportOptions; crs: string | undefined } {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { layer: { type: 'string' }, reader: { type: 'string' }, map: { type: 'string' }, set: { type: 'string' }, repeats: { type: 'string' }, crs: { type: 'string' }, strict: { type: 'boolean' } },
  });
  const [path, more] = positionals;
  if (values.layer === undefined) throw new Misuse('--layer: seen none, expected a layer');
  if (path === undefined || more !== undefined) throw new Misuse(`FILE: seen ${positionals.length} files, expected one`);
  if (!existsSync(path)) throw new Misuse(`FILE: seen ${path}, expected a file that exists`);
  const { layer, strict, crs, ...others } = values;
  return { layer, path, crs, options: { name: basename(path), ...others, ...(strict === true ? { strict: 'true' } : {}) } };
}

/** Puts the areas that city.json names into it, so that one file travels. */
function joinCity(path: string, folder: string): string {
  const city = JSON.parse(readFileSync(path, 'utf8')) as { areas?: unknown };
  const name = city.areas ?? 'areas.geojson';
  if (typeof name !== 'string') return path;
  const areas = join(dirname(path), name);
  if (!existsSync(areas)) throw new Misuse(`areas: seen ${name}, expected a file beside ${basename(path)}`);
  const joined = join(folder, 'city.json');
  writeFileSync(joined, JSON.stringify({ ...city, areas: JSON.parse(readFileSync(areas, 'utf8')) as unknown }));
  return joined;
}

async function importHere(config: Config, request: Parameters<typeof importFile>[0]['request']): Promise<ImportSummary> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  let database: Database | null = null;
  try {
    database = await open(config);
    const { summary } = await importFile({ request, target: database.target, origin: randomBytes(8).toString('hex') }, showProgress);
    await database.snapshot();
    return summary;
  } finally {
    await database?.close();
    lock.release();
  }
}

function open(config: Pick<Config, 'databaseUrl' | 'dataDirectory'>): Promise<Database> {
  return openDatabase({
    databaseUrl: config.databaseUrl ?? undefined,
    dataDirectory: config.dataDirectory,
    migrationsDirectory: join(root, 'server/db/migrations'),
    workerFile: join(serverDirectory, 'embedded-worker.js'),
    templateDirectory,
    log: pino({ level: 'warn', base: null }, pino.destination(2)),
  });
}

async function importThere(config: Config, url: string, layer: string, file: string, options: ImportOptions): Promise<ImportSummary> {
  const headers = { 'X-Anlan-Key': readCommandKey(config.dataDirectory) };
  const query = new URLSearchParams(Object.entries(options).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const response = await fetch(`${url}/api/imports/${encodeURIComponent(layer)}?${query.toString()}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/geo+json' },
    body: Readable.toWeb(createReadStream(file)) as never,
    duplex: 'half',
  } as RequestInit);
  if (!response.ok) throw await problemOf(response);
  let job = JobRecord.parse(await response.json());
  while (job.state === 'waiting' || job.state === 'running') {
    showProgress(job.done ?? 0, job.total ?? 0);
    await new Promise((done) => setTimeout(done, 200));
    const asked = await fetch(`${url}/api/jobs/${job.id}`, { headers });
    if (!asked.ok) throw await problemOf(asked);
    job = JobRecord.parse(await asked.json());
  }
  if (job.state !== 'done') throw new AppError('invalid-body', job.problem?.detail ?? `the import was ${job.state}`);
  return ImportSummary.parse(job.result);
}

async function problemOf(response: Response): Promise<AppError> {
  const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
  return new AppError('internal', detail ?? `the server answered with status ${response.status}`);
}

function showProgress(done: number, total: number): void {
  if (process.stderr.isTTY && total > 0) process.stderr.write(`\r${(done / 1e6).toFixed(1)} of ${(total / 1e6).toFixed(1)} MB read `);
}

/** Prints the summary and gives the exit code. */
function tell(summary: Omit<ImportSummary, 'dataVersion' | 'sha256'> & { readonly dataVersion?: number }): number {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const { taken, changed, unchanged, refused, issues, issueCount } = summary;
  process.stdout.write(`${summary.layer}: ${taken} taken, ${changed} changed, ${unchanged} unchanged, ${refused} refused${summary.dataVersion === undefined ? '' : `; data version ${summary.dataVersion}`}\n`);
  const shown = issues.slice(0, 20);
  for (const issue of shown) process.stdout.write(`  ${issue.severity} at ${issue.line}${issue.field === null ? '' : `, ${issue.field}`}: seen ${issue.seen}, expected ${issue.expected}\n`);
  if (issueCount > shown.length) process.stdout.write(`  and ${issueCount - shown.length} more\n`);
  if (refused === 0) return 0;
  return taken + changed + unchanged > 0 ? 3 : 1;
}

/** Makes the packed, migrated database that new data folders start from; part of a build. Quick when it is there. */
async function makeTemplate(): Promise<number> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-template-'));
  try {
    const before = existsSync(templateDirectory) ? readdirSync(templateDirectory) : [];
    await (await open({ databaseUrl: null, dataDirectory })).close();
    const after = readdirSync(templateDirectory);
    // A new one makes the old ones useless.
    if (after.length > before.length) for (const name of before) rmSync(join(templateDirectory, name), { force: true });
    return 0;
  } finally {
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const misuse = error instanceof Misuse || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true;
    const expected = misuse || error instanceof AppError || error instanceof ConfigError;
    process.stderr.write(`${expected ? (error as Error).message : ((error as Error).stack ?? String(error))}\n${misuse ? `${usage}\n` : ''}`);
    process.exitCode = misuse ? 2 : 1;
  },
);
