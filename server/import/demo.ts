// How does the synthetic city come to stand in an empty database? Noun by noun, each step counted.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { generateCity } from '../../data/demo/generate.ts';
import { storms } from '../../data/reference/storms.ts';
import { criteriaClauses, criteriaDocuments } from '../../data/vocabulary/criteria.ts';
import { replaceCity } from '../commands/city.ts';
import { loadCriteria } from '../commands/criteria.ts';
import { upsertHazards } from '../commands/hazards.ts';
import { upsertIncidents } from '../commands/incidents.ts';
import { upsertInspections } from '../commands/inspections.ts';
import { upsertSites } from '../commands/sites.ts';
import { upsertStorms } from '../commands/storms.ts';
import { upsertVessels } from '../commands/vessels.ts';
import { type WriteBatch, write, type WriteOptions } from '../commands/write.ts';
import type { Database } from '../db/database.ts';

/** The demo city's seed: change it and another city of the same kind appears. */
const seed = 20_230_601;

/** Nouns in the order in which they are written: what is named by others comes first. */
export const demoSteps = ['ground', 'sites', 'vessels', 'hazards', 'inspections', 'incidents', 'storms'] as const;
export type DemoStep = (typeof demoSteps)[number];

export interface DemoOptions {
  readonly sourcesDirectory: string;
  readonly scale: number;
  /** The city's day (days since 1970-01-01) on which the records end. */
  readonly today: number;
  readonly write: WriteOptions;
  /** `done` rows of a noun so far, `total` when known; `finished` once it is written. */
  readonly onStep: (step: DemoStep, done: number, total: number | null, finished: boolean) => void;
}

/** Generates the demo city and writes it, one transaction for each noun, so that a first start that is broken off starts over from an empty city. */
export async function loadDemoCity(database: Database, options: DemoOptions): Promise<void> {
  const city = generateCity({
    seed,
    scale: options.scale,
    today: options.today,
    coast: JSON.parse(gunzipSync(await readFile(join(options.sourcesDirectory, 'coast/dcw_land_shandong_box.geojson.gz'))).toString('utf8')) as never,
    townshipCells: JSON.parse(await readFile(join(options.sourcesDirectory, 'areas/township_cells.geojson'), 'utf8')) as never,
  });
  await write(database, options.write, async (batch) => {
    await replaceCity(batch, { city: city.city, areas: city.areas, seaRules: city.seaRules, responsibilities: city.responsibilities, campaigns: city.campaigns });
    await loadCriteria(batch, criteriaDocuments, criteriaClauses);
  });
  options.onStep('ground', city.areas.length, city.areas.length, true);
  const load = async <Row>(step: DemoStep, batches: Iterable<readonly Row[]>, put: (batch: WriteBatch, rows: readonly Row[]) => Promise<unknown>): Promise<void> => {
    let done = 0;
    await write(database, options.write, async (batch) => {
      for (const rows of batches) {
        await put(batch, rows);
        done += rows.length;
        options.onStep(step, done, city.totals[step] ?? null, false);
        // Between two batches the server answers those who wait for the page.
        await new Promise((resolve) => setImmediate(resolve));
      }
    });
    options.onStep(step, done, done, true);
  };
  await load('sites', city.sites(), upsertSites);
  await load('vessels', city.vessels(), upsertVessels);
  await load('hazards', city.hazards(), upsertHazards);
  await load('inspections', city.inspections(), upsertInspections);
  await load('incidents', city.incidents(), upsertIncidents);
  await load('storms', [storms], upsertStorms);
}
