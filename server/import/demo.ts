// How does the synthetic city come to stand in an empty database? Noun by noun, each step counted.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Change } from '../../data/contract/changes.ts';
import { generateCity } from '../../data/demo/generate.ts';
import { storms } from '../../data/reference/storms.ts';
import { criteriaClauses, criteriaDocuments } from '../../data/vocabulary/criteria.ts';
import { withoutSlowIndexes } from '../commands/bulk.ts';
import { replaceCity } from '../commands/city.ts';
import { loadCriteria } from '../commands/criteria.ts';
import { upsertHazards } from '../commands/hazards.ts';
import { upsertIncidents } from '../commands/incidents.ts';
import { upsertInspections } from '../commands/inspections.ts';
import { upsertSites } from '../commands/sites.ts';
import { upsertStorms } from '../commands/storms.ts';
import { upsertVessels } from '../commands/vessels.ts';
import { type WriteBatch, write } from '../commands/write.ts';
import { connectDatabase, type DatabaseTarget } from '../db/database.ts';

/** The demo city's seed: change it and another city of the same kind appears. */
const seed = 20_230_601;

/** Nouns in the order in which they are written (what is named by others comes first), with the titles of their steps. */
export const demoTitles = {
  ground: { zh: '镇街与规则', en: 'Townships and rules' },
  sites: { zh: '企业、场所与设施', en: 'Enterprises, places and facilities' },
  vessels: { zh: '渔船', en: 'Fishing vessels' },
  hazards: { zh: '隐患', en: 'Hazards' },
  inspections: { zh: '检查', en: 'Inspections' },
  incidents: { zh: '事故', en: 'Incidents' },
  storms: { zh: '台风', en: 'Storms' },
} as const;
export type DemoStep = keyof typeof demoTitles;

/** What a worker needs to make the city. */
export interface DemoPayload {
  readonly target: DatabaseTarget;
  readonly origin: string;
  readonly sourcesDirectory: string;
  readonly scale: number;
  /** The city's day (days since 1970-01-01) on which the records end. */
  readonly today: number;
}

/** Rows of a step so far, rows in all where known; equal when the step is done. */
type Report = (done: number, total: number | null, step: DemoStep) => void;

/**
 * Generates the demo city and writes it in one transaction over a connection of its own, so that a first start that is broken off starts over from an empty
 * database. Gives the changes, to be published. Throws what the generator or the database throws; nothing is then written.
 */
export async function loadDemo({ target, origin, sourcesDirectory, scale, today }: DemoPayload, report: Report): Promise<Change[]> {
  const city = generateCity({
    seed,
    scale,
    today,
    coast: JSON.parse(gunzipSync(await readFile(join(sourcesDirectory, 'coast/dcw_land_shandong_box.geojson.gz'))).toString('utf8')) as never,
    townshipCells: JSON.parse(await readFile(join(sourcesDirectory, 'areas/township_cells.geojson'), 'utf8')) as never,
  });
  const database = connectDatabase(target);
  const changes: Change[] = [];
  try {
    await write(database, { announce: (change) => changes.push(change), origin }, async (batch) => {
      await replaceCity(batch, { city: city.city, areas: city.areas, seaRules: city.seaRules, responsibilities: city.responsibilities, campaigns: city.campaigns });
      await loadCriteria(batch, criteriaDocuments, criteriaClauses);
      report(city.areas.length, city.areas.length, 'ground');
      const load = async <Row>(step: DemoStep, batches: Iterable<readonly Row[]>, put: (batch: WriteBatch, rows: readonly Row[]) => Promise<unknown>): Promise<void> => {
        let done = 0;
        // While the database takes one batch, the next is generated.
        let running: Promise<unknown> = Promise.resolve();
        for (const rows of batches) {
          await running;
          report(done, city.totals[step] ?? null, step);
          running = put(batch, rows);
          running.catch(() => undefined);
          done += rows.length;
        }
        await running;
        report(done, done, step);
      };
      await withoutSlowIndexes(batch, 'sites', () => load('sites', city.sites(), upsertSites));
      await load('vessels', city.vessels(), upsertVessels);
      await withoutSlowIndexes(batch, 'hazards', () => load('hazards', city.hazards(), upsertHazards));
      await withoutSlowIndexes(batch, 'inspections', () => load('inspections', city.inspections(), upsertInspections));
      await load('incidents', city.incidents(), upsertIncidents);
      await load('storms', [storms], upsertStorms);
    });
  } finally {
    await database.close();
  }
  return changes;
}
