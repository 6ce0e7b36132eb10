// Does QGIS read our items and tiles as layers of its own, without a plugin and without a word of complaint?
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { collectionOf } from '../../../data/contract/collections.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'anlan-qgis-'));
let server: ApiServer;
beforeAll(async () => {
  server = await startApi('embedded');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface SeenByQgis {
  valid: boolean;
  tilesValid: boolean;
  fields: string[];
  /** QGIS numbers features from 1 in the order they come. */
  ids: number[];
  inBox: number;
  matching: number;
  features: { ink: number; errors: string[] };
  tiles: { ink: number; errors: string[] };
  complaints: string[];
}

const box = '122.0,37.0,122.05,37.05';
async function countOf(id: string, query: string): Promise<number> {
  return ((await ask(`${server.root}/collections/${id}/items?limit=1&${query}`)).body as { numberMatched: number }).numberMatched;
}

it.each([
  ['hazards', 'sectorCode', 'SEC-FIRE'],
  ['enterprises', 'sectorCode', 'SEC-FIRE'],
  ['gas-networks', 'featureKind', 'pipeline'],
])('%s: a features layer and a vector tile layer that draw the same place', async (id, name, value) => {
  const { stdout } = await run('/usr/bin/python3', ['test/fixtures/qgis-client.py', server.root, id, box, name, value, process.env.ANLAN_QGIS_PICTURES ?? ''], {
    env: { PATH: process.env.PATH, HOME: folder, NO_PROXY: '*', QT_QPA_PLATFORM: 'offscreen', XDG_RUNTIME_DIR: folder },
    maxBuffer: 64_000_000,
  });
  const seen = JSON.parse(stdout) as SeenByQgis;
  expect([seen.valid, seen.tilesValid, seen.complaints]).toEqual([true, true, []]);
  expect(seen.fields.toSorted()).toEqual(collectionOf(id)?.properties.map((property) => property.name).toSorted());
  const [total, matching] = [await countOf(id, ''), await countOf(id, `${name}=${value}`)];
  expect(seen.ids.length).toBe(total);
  expect(new Set(seen.ids).size).toBe(total);
  expect([matching > 0, seen.matching]).toEqual([true, matching]);
  expect(seen.inBox).toBe(await countOf(id, `bbox=${box}`));
  expect([seen.features.errors, seen.tiles.errors]).toEqual([[], []]);
  expect(seen.features.ink).toBeGreaterThan(0.001);
  // Both styles are QGIS's own and differ a little; the same marks in the same places ink alike.
  expect(seen.tiles.ink / seen.features.ink).toBeGreaterThan(0.4);
  expect(seen.tiles.ink / seen.features.ink).toBeLessThan(2.5);
  expect(server.complaints).toEqual([]);
});
