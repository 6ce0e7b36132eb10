// Is a filter the same at items, tiles and analyses, and mixed with the desk's own?
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stepOfLat, stepOfLng, worldSteps } from '../../../server/tiles/mercator.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

let server: ApiServer;
beforeAll(async () => {
  server = await startApi('served');
});
afterAll(async () => {
  expect(server.complaints).toEqual([]);
  await server.stop();
});

const encoded = (filter: string): string => `filter=${encodeURIComponent(filter)}`;
async function itemIds(id: string, query: string): Promise<number[]> {
  const { body } = await ask(`${server.root}/collections/${id}/items?limit=1000&${query}`);
  return (body as { features: { id: number }[] }).features.map((feature) => feature.id);
}
const zoom = 13;
const span = (from: number, to: number): number[] => Array.from({ length: Math.floor(to) - Math.floor(from) + 1 }, (_, k) => Math.floor(from) + k);
const side = worldSteps / 2 ** zoom;
/** Ids of the points in all tiles of the little city. */
async function tileIds(path: string, layer: string, query: string): Promise<number[]> {
  const ids = new Set<number>();
  for (const col of span(stepOfLng(121.99) / side, stepOfLng(122.21) / side)) {
    for (const row of span(stepOfLat(37.11) / side, stepOfLat(36.99) / side)) {
      const response = await fetch(`${server.root}${path}/tiles/WebMercatorQuad/${zoom}/${row}/${col}?${query}`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (response.status === 204 || response.status === 404) continue;
      expect([response.status, new TextDecoder().decode(response.status === 200 ? new Uint8Array() : bytes)]).toEqual([200, '']);
      const found = new VectorTile(new PbfReader(bytes)).layers[layer];
      for (let k = 0; k < (found?.length ?? 0); k++) ids.add(found?.feature(k).id as number);
    }
  }
  return [...ids].sort((a, b) => a - b);
}
async function refusal(path: string): Promise<{ status: number; detail: string }> {
  const { status, body } = await ask(`${server.root}/${path}`);
  return { status, detail: (body as { detail: string }).detail };
}

const filters = [
  "sectorCode = 'SEC-FIRE' AND overdue",
  "sectorCode = 'SEC-FIRE' OR overdueDays BETWEEN 1 AND 8",
  "NOT (statusCode IN ('ST-CLOSED', 'ST-REPORTED') OR dueOn > DATE('2026-04-12'))",
  "foundAt = DATE('2026-03-01')",
  "siteLayer IS NULL AND levelCode LIKE 'LV-_'",
  'S_INTERSECTS(geometry, BBOX(122.0101, 37.0101, 122.1101, 37.0601)) AND open',
  'S_DISJOINT(POLYGON((122.0101 37.0101, 122.1101 37.0101, 122.1101 37.0601, 122.0101 37.0101)), geometry)',
];

it.each(filters)('items, tiles and counts agree: %s', async (filter) => {
  const ids = await itemIds('hazards', encoded(filter));
  expect(ids.length).toBeGreaterThan(0);
  expect(ids.length).toBeLessThan(150);
  expect(await tileIds('/collections/hazards', 'hazards', encoded(filter))).toEqual(ids);
  expect(await tileIds('', 'hazards', `collections=hazards&${encoded(filter)}`)).toEqual(ids);
  const { body } = await ask(`${server.root}/analyses/hazard-counts?${encoded(filter)}`);
  expect((body as { value: { totals: object } }).value.totals).toMatchObject({ total: ids.length });
  for (const path of ['layer-counts?', 'area-counts?box=121.9,36.9,122.3,37.2&']) {
    const counts = await ask(`${server.root}/analyses/${path}collections=hazards&${encoded(filter)}`);
    const { layers } = (counts.body as { value: { layers: { collection: string; count?: number; total?: number }[] } }).value;
    expect([path, layers.map(({ collection, count, total }) => [collection, count ?? total])]).toEqual([path, [['hazards', ids.length]]]);
  }
});

it('counts of several layers take a filter of what they have in common, and refuse one of what they have not', async () => {
  const { body } = await ask(`${server.root}/analyses/layer-counts?collections=hazards,enterprises&${encoded("sectorCode = 'SEC-FIRE'")}`);
  const { layers } = (body as { value: { layers: { collection: string; total: number }[] } }).value;
  expect(layers).toEqual([
    expect.objectContaining({ collection: 'hazards', total: (await itemIds('hazards', 'sectorCode=SEC-FIRE')).length }),
    expect.objectContaining({ collection: 'enterprises', total: (await itemIds('enterprises', 'sectorCode=SEC-FIRE')).length }),
  ]);
  expect(await refusal(`analyses/layer-counts?collections=hazards,enterprises&${encoded('overdueDays > 3')}`)).toMatchObject({ status: 400, detail: expect.stringContaining('overdueDays') });
  expect(await refusal('analyses/layer-counts?collections=hazards,nothing')).toMatchObject({ status: 400, detail: expect.stringContaining('nothing') });
});

it('a filter holds together with the desk’s own, at items, tiles and analyses', async () => {
  const query = `sectorCode=SEC-FIRE&overdueDaysMin=3&${encoded("levelCode = 'LV-G'")}`;
  const ids = await itemIds('hazards', query);
  expect(ids).toEqual(await itemIds('hazards', encoded("sectorCode = 'SEC-FIRE' AND overdueDays >= 3 AND levelCode = 'LV-G'")));
  expect(ids.length).toBeGreaterThan(0);
  expect(await tileIds('/collections/hazards', 'hazards', query)).toEqual(ids);
  const { body } = await ask(`${server.root}/analyses/hazard-counts?${query}`);
  expect((body as { value: { totals: object } }).value.totals).toMatchObject({ total: ids.length });
  const clusters = await ask(`${server.root}/analyses/overdue-clusters?distanceMetres=5000&minimumMembers=2&${query}`);
  expect((clusters.body as { value: { considered: number } }).value.considered).toBe(ids.length);
});

it('CQL2 JSON and another CRS are read at tiles too', async () => {
  const json = JSON.stringify({ op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [37.0101, 122.0101, 37.0601, 122.1101] }] });
  const query = `filter=${encodeURIComponent(json)}&filter-lang=cql2-json&filter-crs=http://www.opengis.net/def/crs/EPSG/0/4326`;
  expect(await tileIds('/collections/hazards', 'hazards', query)).toEqual(await itemIds('hazards', 'bbox=122.0101,37.0101,122.1101,37.0601'));
});

it('what tiles and analyses cannot answer is refused by name, at once', async () => {
  const tile = 'collections/hazards/tiles/WebMercatorQuad/13/3176/6868';
  expect(await refusal(`${tile}?${encoded("title = 'x'")}`)).toMatchObject({ status: 400, detail: expect.stringMatching(/property title, which is not available in tiles/) as unknown });
  expect(await refusal(`${tile}?${encoded("titel = 'x'")}`)).toMatchObject({ status: 400, detail: expect.stringMatching(/for example title/) as unknown });
  // Of several layers none may be left unfiltered.
  expect(await refusal(`tiles/WebMercatorQuad/13/3176/6868?${encoded('overdue')}`)).toMatchObject({ status: 400 });
  expect(await refusal(`analyses/layer-counts?${encoded('overdue')}`)).toMatchObject({ status: 400, detail: expect.stringMatching(/overdue/) as unknown });
  expect(await refusal(`analyses/hazard-counts?${encoded('THIS IS NOT A FILTER')}`)).toMatchObject({ status: 400 });
  expect(await refusal(`analyses/hazard-counts?${encoded("ownerName = '李强'")}`)).toMatchObject({ status: 400 });
});

it('an answer to a filter is known again by its tag', async () => {
  const address = `${server.root}/collections/hazards/items?${encoded('overdue')}`;
  const first = await fetch(address);
  const tag = first.headers.get('ETag') ?? '';
  await first.arrayBuffer();
  expect((await fetch(address, { headers: { 'If-None-Match': tag } })).status).toBe(304);
});
