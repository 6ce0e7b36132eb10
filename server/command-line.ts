// What can be asked from the command line? Imports, through the running server when there is one.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { ImportSummary } from '../data/contract/imports.ts';
import { JobRecord } from '../data/contract/jobs.ts';
import { readConfig } from './config.ts';
import { readLock } from './db/lock.ts';

const usage = `usage: npm run import -- --layer LAYER FILE
  LAYER  enterprises, gas-networks, construction-sites, wind-farms, fishing-ports, public-places, road-sections, industrial-parks, parcels, buildings, roads
  FILE   GeoJSON FeatureCollection, or one feature on each line
The server must be running (npm start): the import goes through it, so that the map follows.`;

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words;
  const layerAt = rest.indexOf('--layer');
  const layer = layerAt >= 0 ? rest[layerAt + 1] : undefined;
  const file = rest.filter((_, place) => layerAt < 0 || (place !== layerAt && place !== layerAt + 1))[0];
  if (command !== 'import' || layer === undefined || file === undefined) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  if (!existsSync(file)) {
    process.stderr.write(`file: seen ${file}, expected a file that exists\n`);
    return 2;
  }
  const config = readConfig();
  const owner = readLock(config.dataDirectory);
  if (owner?.url === undefined || owner.url === null) {
    process.stderr.write('seen no running server on this data folder, expected one: start it with npm start\n');
    return 1;
  }
  const headers = { 'X-Anlan-Key': readFileSync(join(config.dataDirectory, 'command.key'), 'utf8') };
  const response = await fetch(`${owner.url}/api/imports/${encodeURIComponent(layer)}?name=${encodeURIComponent(basename(file))}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/geo+json' },
    body: Readable.toWeb(createReadStream(file)) as never,
    duplex: 'half',
  } as RequestInit);
  if (!response.ok) {
    process.stderr.write(`${((await response.json()) as { detail?: string }).detail ?? `status ${response.status}`}\n`);
    return 1;
  }
  let job = JobRecord.parse(await response.json());
  while (job.state === 'waiting' || job.state === 'running') {
    process.stderr.write(`\r${job.state} ${job.done ?? 0}${job.total === null ? '' : ` of ${job.total}`}    `);
    await new Promise((done) => setTimeout(done, 300));
    job = JobRecord.parse(await (await fetch(`${owner.url}/api/jobs/${job.id}`, { headers })).json());
  }
  process.stderr.write('\r');
  if (job.state !== 'done') {
    process.stderr.write(`import ${job.state}: ${job.problem?.detail ?? ''}\n`);
    return 1;
  }
  const summary = ImportSummary.parse(job.result);
  process.stdout.write(`taken ${summary.taken}, changed ${summary.changed}, unchanged ${summary.unchanged}, refused ${summary.refused}, remarks and errors ${summary.issueCount}\n`);
  for (const issue of summary.issues.slice(0, 20)) process.stdout.write(`  feature ${issue.line}, ${issue.field ?? 'whole'}: seen ${issue.seen}, expected ${issue.expected}\n`);
  return summary.refused > 0 && summary.taken + summary.changed + summary.unchanged === 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
