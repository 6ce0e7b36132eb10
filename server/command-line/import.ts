// How does a file get into a layer from the command line? Through the running server when there is one.
import { randomBytes } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { ImportSummary } from '../../data/contract/imports.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { type Config, readConfig } from '../config.ts';
import type { Database } from '../db/database.ts';
import { takeLock } from '../db/lock.ts';
import { AppError } from '../errors.ts';
import { clinicLayerIds } from '../import/clinic/clinic-layers.ts';
import { isForClinic } from '../import/clinic/command.ts';
import { importLayerIds } from '../import/layers.ts';
import { type ImportOptions, importFile, readImportOptions } from '../import/uploads.ts';
import { askThere, runningServer } from './asking.ts';
import { toClinic } from './clinic.ts';
import { type Ask, type Command, exitCodes, Misuse, openHere, type Surroundings } from './command.ts';

const usage = `anlan import --layer LAYER [options] FILE        (npm run import -- … is the same)
anlan import-check --layer LAYER [options] FILE  shows what is proposed and found, and writes nothing
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

export const importCommand: Command = { name: 'import', summary: 'read a file into a layer', usage, run: (words, surroundings) => importFrom(words, surroundings, false) };

export const importCheckCommand: Command = { name: 'import-check', summary: 'look at a file and check it, writing nothing', usage, run: (words, surroundings) => importFrom(words, surroundings, true) };

async function importFrom(words: readonly string[], surroundings: Surroundings, dry: boolean): Promise<number> {
  const { layer, path, options, crs } = readWords(words);
  const config = readConfig();
  if (dry || crs !== undefined || (options.reader === undefined && clinicLayerIds.includes(layer) && isForClinic(path, options.name ?? path))) {
    const summary = await toClinic(config, surroundings, { layer, path, name: options.name ?? basename(path), map: options.map, set: options.set, crs, repeats: options.repeats, strict: options.strict === 'true', dry, print: (line) => void process.stdout.write(`${line}\n`) });
    return summary === null ? exitCodes.partly : tell(summary);
  }
  const folder = mkdtempSync(join(tmpdir(), 'anlan-import-'));
  try {
    const file = layer === 'areas' ? joinCity(path, folder) : path;
    const request = readImportOptions(layer, file, options);
    const url = runningServer(config);
    return tell(url === null ? await importHere(config, surroundings, request) : await importThere(askThere(url, config.dataDirectory), layer, file, options));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

async function importHere(config: Config, surroundings: Surroundings, request: Parameters<typeof importFile>[0]['request']): Promise<ImportSummary> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  let database: Database | null = null;
  try {
    database = await openHere(config, surroundings);
    const { summary } = await importFile({ request, target: database.target, origin: randomBytes(8).toString('hex') }, showProgress);
    await database.snapshot();
    return summary;
  } finally {
    await database?.close();
    lock.release();
  }
}

async function importThere(ask: Ask, layer: string, file: string, options: ImportOptions): Promise<ImportSummary> {
  const query = new URLSearchParams(Object.entries(options).filter((pair): pair is [string, string] => pair[1] !== undefined));
  const answer = await ask('POST', `/api/imports/${encodeURIComponent(layer)}?${query.toString()}`, { type: 'application/geo+json', stream: createReadStream(file) });
  return ImportSummary.parse((await waitForJob(ask, JobRecord.parse(await answer.json()), showProgress)).result);
}

/** Waits until a job has ended well. Rejects with AppError saying how else it ended. */
export async function waitForJob(ask: Ask, first: JobRecord, show: (done: number, total: number) => void): Promise<JobRecord> {
  let job = first;
  while (job.state === 'waiting' || job.state === 'running') {
    show(job.done ?? 0, job.total ?? 0);
    await new Promise((done) => setTimeout(done, 200));
    job = JobRecord.parse(await (await ask('GET', `/api/jobs/${job.id}`)).json());
  }
  if (job.state !== 'done') throw new AppError('invalid-body', job.problem?.detail ?? `the job was ${job.state}`);
  return job;
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
  if (refused === 0) return exitCodes.done;
  return taken + changed + unchanged > 0 ? exitCodes.partly : exitCodes.failed;
}
