// How long does loading a million hazards take from each home, and how do tiles from memory compare with ST_AsMVT on the same rows?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { dateOfDay } from '../../data/contract/units.ts';
import type { Database } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/database.ts';
import { loadTileIndex } from '../../server/tiles/load.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../../server/tiles/mercator.ts';
import type { TileIndex } from '../../server/tiles/tile-index.ts';
import type { SampleHazard } from '../server/tiles/sample.ts';
import { sampleHazards, seeded, today } from '../server/tiles/sample.ts';
import { startServedPostgres } from '../served-postgres.ts';
import { measurePair, printFigure, printFigures, printMachine } from './measure.ts';
import cellsText from './tile-cells.sql?raw';
import mvtText from './tile-mvt.sql?raw';

const points = 1_000_000;
const common = { migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, log: pino({ level: 'silent' }) };

/** Puts the sample into the hazards of a fresh database. */
async function fill(database: Database, hazards: readonly SampleHazard[]): Promise<void> {
  const { sql } = database;
  await sql.unsafe(`insert into areas (code, kind_code, name, geom, seat, synthetic)
    select 'A' || k, 'TWN-Z', 'A' || k, st_makeenvelope(122 + k * 0.01, 36.7, 122.01 + k * 0.01, 36.8, 4326), st_setsrid(st_makepoint(122.005 + k * 0.01, 36.75), 4326), true from generate_series(1, 19) k`);
  const names = ['id', 'lng', 'lat', 'areaCode', 'levelCode', 'statusCode', 'sectorCode', 'departmentCode', 'sourceCode', 'kindCode', 'siteLayer', 'found', 'due', 'closed'] as const;
  for (let from = 0; from < hazards.length; from += 10_000) {
    const rows = hazards.slice(from, from + 10_000).map((hazard) => ({
      ...hazard,
      found: `${dateOfDay(hazard.foundDay)}T12:00:00+08:00`,
      due: hazard.dueDay === null ? null : dateOfDay(hazard.dueDay),
      closed: hazard.closedDay === null ? null : `${dateOfDay(hazard.closedDay)}T12:00:00+08:00`,
    }));
    const columns = names.map((name) => rows.map((row) => row[name] ?? '').join('\u001f'));
    await sql.unsafe(
      `insert into hazards (id, code, title, geom, area_code, level_code, clause_id, status_code, sector_code, department_code, source_code, kind_code, site_layer, found_at, due_on, closed_at, content_hash, synthetic)
       overriding system value
       select id::int, 'H' || id, '隐患 ' || id, st_setsrid(st_makepoint(lng::float8, lat::float8), 4326), nullif(area, ''), level, case when level = 'LV-M' then 'clause' end, status, sector, department, source, kind,
         nullif(layer, ''), found::timestamptz, nullif(due, '')::date, nullif(closed, '')::timestamptz, md5(id), true
       from unnest(${names.map((_, k) => `string_to_array($${k + 1}::text, e'\\x1f')`).join(', ')})
         as row (id, lng, lat, area, level, status, sector, department, source, kind, layer, found, due, closed)`,
      columns,
    );
  }
  await sql.unsafe('analyze hazards');
}

/** Loads the index, noting the longest time the event loop was held meanwhile. */
async function load(database: Database, home: string): Promise<TileIndex> {
  let longest = 0;
  let last = performance.now();
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last - 5);
    last = performance.now();
  }, 5);
  const start = performance.now();
  const index = await loadTileIndex(database.sql, () => 1);
  printFigure(`index of ${points} hazards loaded from the ${home} home`, `${((performance.now() - start) / 1000).toFixed(2)} s`, home === 'embedded' ? '≤ 10 s' : '');
  clearInterval(timer);
  printFigure('  longest the event loop was held meanwhile', `${longest.toFixed(0)} ms`);
  printFigure('  memory a hazard', `${index.points('hazards').bytesPerPoint.toFixed(1)} bytes`, '≤ 40');
  expect(index.points('hazards').length).toBe(points);
  return index;
}

describe('a million hazards', () => {
  const hazards = sampleHazards(points, 1);

  it('load from the embedded home', async () => {
    printMachine();
    const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-bench-'));
    const database = await openDatabase({ ...common, dataDirectory });
    try {
      await fill(database, hazards);
      await load(database, 'embedded');
    } finally {
      await database.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });

  it('load from the served home; tiles against ST_AsMVT', async () => {
    const served = await startServedPostgres();
    const database = await openDatabase({ ...common, dataDirectory: served.directory, databaseUrl: served.url });
    try {
      await fill(database, hazards);
      const index = await load(database, 'served');
      // A client of its own, so that the settings are certain; texts, because the client drops a setting of 0.
      const sql = postgres({ host: served.directory, user: 'anlan', database: 'postgres', max: 1, connection: { max_parallel_workers_per_gather: '0', jit: 'off' } as unknown as Record<string, string> });
      await sql.unsafe('create table bench_points as select id, level_code, status_code, sector_code, due_on, st_transform(geom, 3857)::geometry(Point, 3857) as geom from hazards');
      await sql.unsafe('create index on bench_points using gist (geom)');
      await sql.unsafe('cluster bench_points using bench_points_geom_idx');
      await sql.unsafe('vacuum analyze bench_points');
      const [settings] = await sql.unsafe<{ workers: string; jit: string }[]>("select current_setting('max_parallel_workers_per_gather') as workers, current_setting('jit') as jit");
      expect(settings).toEqual({ workers: '0', jit: 'off' });

      type Tile = readonly [number, number, number];
      const own = ([z, x, y]: Tile): number => index.tile('hazards', z, x, y, index.filter('hazards', { overdue: true }, today))?.length ?? 0;
      const ask = (text: string) => async ([z, x, y]: Tile): Promise<number> => {
        const [row] = await sql.unsafe<{ tile: Uint8Array }[]>(text, [z, x, y, today]);
        return row?.tile.length ?? 0;
      };
      const random = seeded(3);
      const around = (z: number, count: number): Tile[] =>
        Array.from({ length: count }, () => {
          const place = hazards[Math.floor(random() * points)] as SampleHazard;
          const size = worldSteps / 2 ** z;
          return [z, Math.floor(stepOfLng(place.lng) / size), Math.floor(stepOfLat(place.lat) / size)] as const;
        });
      const low = around(7, 12).map(() => around(7, 1)[0] as Tile);
      for (const [title, tiles, text, goal] of [
        ['whole city (z 7), ST_AsMVT of every point', low, mvtText, '≥ 20'],
        ['whole city (z 7), the same cells by SQL', low, cellsText, ''],
        ['district (z 10), ST_AsMVT of every point', around(10, 30), mvtText, '≥ 20'],
        ['quarter (z 13), ST_AsMVT', around(13, 100), mvtText, ''],
        ['street (z 16), ST_AsMVT', around(16, 300), mvtText, '≥ 3'],
        ['block (z 17), ST_AsMVT', around(17, 300), mvtText, '≥ 3'],
      ] as const) {
        const { first, second, ratio } = await measurePair(tiles, own, ask(text));
        printFigures(`${title}: from memory`, first);
        printFigures(`${title}: by the database`, second);
        printFigure('  times faster from memory (medians)', ratio.toFixed(1), goal);
        const [a, b] = [own(tiles[0] as Tile), await ask(text)(tiles[0] as Tile)];
        printFigure('  bytes of the first tile', `${a} from memory, ${b} by the database`);
      }
      await sql.end();
    } finally {
      await database.close();
      served.stop();
    }
  });
});
