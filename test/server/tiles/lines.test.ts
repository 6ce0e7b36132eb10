// Are lines and polygons at every zoom, as outline or as point, filtered like points and never too many?
import { VectorTile } from '@mapbox/vector-tile';
import type { VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { Box, Geometry } from '../../../data/contract/geometry.ts';
import type { Selection } from '../../../data/contract/selection.ts';
import { gasFeatureKinds, gasPressures } from '../../../data/vocabulary/gas.ts';
import { meetsBox } from '../../../server/tiles/meets.ts';
import { outlineZoomOf } from '../../../server/tiles/lines.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../../../server/tiles/mercator.ts';
import { tileLimits } from '../../../server/tiles/point-tile.ts';
import { TileIndex } from '../../../server/tiles/tile-index.ts';
import { runAtOnce } from '../../../server/tiles/turns.ts';
import { areaScope, pack, seeded, today } from './sample.ts';

interface Feature {
  id: number;
  lng: number;
  lat: number;
  geometry: Geometry;
  properties: Record<string, string | number | null>;
}

const kinds = gasFeatureKinds.entries.map((entry) => entry.code);
const pressures = gasPressures.entries.map((entry) => entry.code);

/** Pipelines of all lengths, and stations. */
function network(count: number, seed: number): Feature[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, k) => {
    const [lng, lat] = [122.2 + random() * 0.4, 36.9 + random() * 0.4];
    const length = 10 ** (-4 + random() * 3);
    const properties = { areaCode: `A${k % 5}`, featureKind: kinds[k % kinds.length] ?? null, pressureCode: k % 3 === 0 ? null : (pressures[k % pressures.length] ?? null), operatorCode: `OP-${k % 11}` };
    const geometry: Geometry =
      k % 4 === 0
        ? { type: 'Point', coordinates: [lng, lat] }
        : { type: 'LineString', coordinates: [[lng, lat], [lng + length * 0.4, lat + length * 0.3], [lng + length, lat + length * 0.1]] };
    return { id: k + 1, lng, lat, geometry, properties };
  });
}

function incoming(index: TileIndex, collection: string, features: readonly Feature[]) {
  const buffer = index.buffer(collection, features.length);
  const rows = features.map(({ id, lng, lat, geometry, properties }) => ({ id, lng, lat, ...properties, outlineFrom: outlineZoomOf(geometry) }));
  if (rows.length > 0) buffer.append(pack(rows));
  return { buffer, geometries: new Map(features.filter(({ geometry }) => geometry.type !== 'Point').map(({ id, geometry }) => [id, geometry])) };
}

function indexOf(collection: string, features: readonly Feature[]): TileIndex {
  const index = new TileIndex();
  runAtOnce(index.replace(collection, incoming(index, collection, features), 1));
  return index;
}

function tileFeatures(index: TileIndex, collection: string, z: number, x: number, y: number, selection: Selection = {}, scope: readonly string[] | null = null): VectorTileFeature[] {
  const bytes = index.tile(collection, z, x, y, index.filter(collection, selection, today, areaScope(scope)));
  expect(bytes?.length ?? 0).toBeLessThanOrEqual(tileLimits.bytes);
  const layer = bytes === null ? undefined : new VectorTile(new PbfReader(bytes)).layers[collection];
  return Array.from({ length: layer?.length ?? 0 }, (_, k) => layer?.feature(k) as VectorTileFeature);
}

function cityTiles(z: number, step = worldSteps / 2 ** z): [number, number][] {
  const tiles: [number, number][] = [];
  for (let x = Math.floor(stepOfLng(122.1) / step); x <= Math.floor(stepOfLng(122.8) / step); x++) {
    for (let y = Math.floor(stepOfLat(37.5) / step); y <= Math.floor(stepOfLat(36.8) / step); y++) tiles.push([x, y]);
  }
  return tiles;
}

const pipes = network(600, 4);
const gas = indexOf('gas-networks', pipes);

describe('lines', () => {
  it('are all there at every zoom: as outline when long enough to see, else as a point', () => {
    for (const z of [4, 8, 10, 12, 13]) {
      const seen = new Map<number, Set<number>>();
      for (const [x, y] of cityTiles(z)) for (const feature of tileFeatures(gas, 'gas-networks', z, x, y)) seen.set(Number(feature.id), (seen.get(Number(feature.id)) ?? new Set()).add(feature.type));
      expect([z, seen.size]).toEqual([z, pipes.length]);
      for (const { id, geometry } of pipes) {
        const from = outlineZoomOf(geometry);
        expect([id, ...(seen.get(id) ?? [])]).toEqual([id, from === null || from > z ? 1 : 2]);
      }
    }
  });

  it('carry their properties and pass the same filters and scopes as points', () => {
    const selection: Selection = { pressureCode: pressures.slice(0, 1), featureKind: kinds.slice(0, 2) };
    const expected = pipes.filter(({ properties }) => properties['pressureCode'] === pressures[0] && kinds.slice(0, 2).includes(String(properties['featureKind'])) && properties['areaCode'] !== 'A4');
    const seen = new Map<number, Record<string, unknown>>();
    for (const [x, y] of cityTiles(12)) {
      for (const feature of tileFeatures(gas, 'gas-networks', 12, x, y, selection, ['A0', 'A1', 'A2', 'A3'])) seen.set(Number(feature.id), { ...feature.properties });
    }
    expect([...seen.keys()].sort((a, b) => a - b)).toEqual(expected.map(({ id }) => id));
    expect(expected.length).toBeGreaterThan(5);
    for (const { id, properties } of expected) {
      const { areaCode: _area, ...shown } = properties;
      expect(seen.get(id)).toEqual(shown);
    }
    expect(gas.points('gas-networks').count(gas.filter('gas-networks', selection, today, null))).toBe(
      pipes.filter(({ properties }) => properties['pressureCode'] === pressures[0] && kinds.slice(0, 2).includes(String(properties['featureKind']))).length,
    );
  });

  it('follow changes: put in, moved, turned into a point, taken out', () => {
    const index = indexOf('gas-networks', pipes);
    const moved: Feature = { ...(pipes[1] as Feature), lng: 122.7, lat: 37.4, geometry: { type: 'LineString', coordinates: [[122.7, 37.4], [122.75, 37.45]] } };
    const turned: Feature = { ...(pipes[2] as Feature), geometry: { type: 'Point', coordinates: [(pipes[2] as Feature).lng, (pipes[2] as Feature).lat] } };
    const added: Feature = { ...(pipes[3] as Feature), id: 9001 };
    runAtOnce(index.patch('gas-networks', incoming(index, 'gas-networks', [moved, turned, added]), [1, 6], 7));
    const rebuilt = indexOf('gas-networks', [...pipes.filter(({ id }) => ![1, 2, 3, 6].includes(id)), moved, turned, added]);
    expect(index.version('gas-networks')).toBe(7);
    expect(index.box('gas-networks')).toEqual(rebuilt.box('gas-networks'));
    for (const z of [9, 12]) {
      for (const [x, y] of cityTiles(z)) {
        const text = (from: TileIndex): string[] => tileFeatures(from, 'gas-networks', z, x, y).map((feature) => JSON.stringify([feature.id, feature.type, feature.loadGeometry(), Object.entries(feature.properties).sort()])).sort();
        expect(text(index)).toEqual(text(rebuilt));
      }
    }
  });
});

describe('polygons', () => {
  const side = (metres: number): number => metres / 111_000;
  const block = (id: number, lng: number, lat: number, metres: number): Feature => ({
    id,
    lng: lng + side(metres) / 2,
    lat: lat + side(metres) / 2,
    geometry: { type: 'Polygon', coordinates: [[[lng, lat], [lng + side(metres), lat], [lng + side(metres), lat + side(metres)], [lng, lat + side(metres)], [lng, lat]]] },
    properties: { areaCode: 'A1', storeys: 3, buildingUse: 'workshop' },
  });

  it('become outlines from about six pixels on', () => {
    // 0.00108° of longitude and latitude are 120 m by 151 m of Web Mercator at 37° N: √area is 56 units at zoom 12, 28 at zoom 11.
    expect(outlineZoomOf(block(1, 122.4, 37.1, 120).geometry)).toBe(12);
    expect(outlineZoomOf({ type: 'Point', coordinates: [122, 37] })).toBeNull();
    expect(outlineZoomOf(block(1, 122.4, 37.1, 0.01).geometry)).toBe(18);
  });

  it('stay within the limits of a tile however many there are, the largest first', () => {
    const random = seeded(5);
    const crowd = Array.from({ length: 9000 }, (_, k) => block(k + 1, 122.4 + random() * 0.02, 37.1 + random() * 0.02, k === 0 ? 900 : 15 + random() * 60));
    const index = indexOf('buildings', crowd);
    for (const z of [8, 13, 14, 15, 16]) {
      const step = worldSteps / 2 ** z;
      const features = tileFeatures(index, 'buildings', z, Math.floor(stepOfLng(122.41) / step), Math.floor(stepOfLat(37.11) / step));
      expect(features.length).toBeGreaterThan(0);
      expect(features.length).toBeLessThanOrEqual(tileLimits.points * 2);
    }
    const bytes = index.tile('buildings', 13, Math.floor(stepOfLng(122.41) / (worldSteps / 8192)), Math.floor(stepOfLat(37.11) / (worldSteps / 8192)), index.filter('buildings', {}, today));
    expect(bytes?.length).toBeGreaterThan(0);
  });

  it('borders of areas are public: every scope shows them', () => {
    const areas = [1, 2, 3].map((k) => ({ ...block(k, 122.2 + k * 0.1, 37.1, 6000), properties: { areaCode: `A${k}`, name: `镇${k}`, nameEn: null, parentCode: 'C', kindCode: null } }));
    const index = indexOf('areas', areas);
    const [x, y] = [Math.floor(stepOfLng(122.4) / (worldSteps / 256)), Math.floor(stepOfLat(37.1) / (worldSteps / 256))];
    expect(tileFeatures(index, 'areas', 8, x, y).map((feature) => ({ ...feature.properties }))).toEqual(areas.map(({ properties }) => ({ areaCode: properties.areaCode, name: properties.name, parentCode: 'C' })));
    expect(tileFeatures(index, 'areas', 8, x, y, {}, ['A2']).map((feature) => feature.id)).toEqual([1, 2, 3]);
    const limits = index.limits('areas', 12);
    expect(limits).toEqual({
      minTileCol: Math.floor(stepOfLng(122.3) / (worldSteps / 4096)),
      maxTileCol: Math.floor(stepOfLng(122.5 + side(6000)) / (worldSteps / 4096)),
      minTileRow: Math.floor(stepOfLat(37.1 + side(6000)) / (worldSteps / 4096)),
      maxTileRow: Math.floor(stepOfLat(37.1) / (worldSteps / 4096)),
    });
    expect(index.limits('storms', 3)).toBeNull();
  });
});

describe('tile index', () => {
  it('refuses unknown collections, tiles and filters with a plain message', () => {
    const index = new TileIndex();
    expect(() => index.tile('hazards', 3, 8, 0, index.filter('hazards', {}, today))).toThrow(/seen 3\/0\/8/);
    expect(() => index.tile('hazards', 40, 0, 0, index.filter('hazards', {}, today))).toThrow(/expected an existing tile/);
    expect(() => index.points('dragons')).toThrow(/dragons/);
    expect(() => index.filter('storms', { overdue: true }, today)).toThrow(/overdue/);
    expect(index.tile('hazards', 0, 0, 0, index.filter('hazards', {}, today))).toBeNull();
  });

  it('tags change with version, day, filter and scope', () => {
    const index = new TileIndex();
    const tag = (scope: readonly string[] | null, day = today): string => index.tag('hazards', index.filter('hazards', { open: true }, day, areaScope(scope)));
    const first = tag(null);
    expect(new Set([first, tag([]), tag(['A1']), tag(null, today + 1)]).size).toBe(4);
    runAtOnce(index.patch('hazards', { buffer: index.buffer('hazards'), geometries: new Map() }, [], 12));
    expect(tag(null)).not.toBe(first);
    expect(first).toMatch(/^[\x21\x23-\x7e]+$/);
  });

  it('names the fields of its tiles and the filters each collection answers', () => {
    const index = new TileIndex();
    expect(Object.keys(index.fields('hazards'))).toEqual(['levelCode', 'statusCode', 'sectorCode', 'overdueDays', 'count', 'major', 'overdue', 'overdueDaysMax']);
    expect(index.fields('vessels')).toMatchObject({ inPort: 'Boolean', courseDegrees: 'Number', workTypeCode: 'String' });
    expect(index.selectionFields('enterprises')).toEqual(['sectorCode', 'departmentCode', 'areaCode', 'placeTypeCode', 'riskClass']);
    expect(index.selectionFields('hazards')).toContain('dueWithinDays');
  });

  it('a filter naming an area unknown so far finds it once it comes', () => {
    const index = new TileIndex();
    const count = (): number => index.points('areas').count(index.filter('areas', { areaCode: ['A9'] }, today));
    expect(count()).toBe(0);
    runAtOnce(index.patch('areas', incoming(index, 'areas', [{ id: 1, lng: 122, lat: 37, geometry: { type: 'Point', coordinates: [122, 37] }, properties: { areaCode: 'A9', name: '九' } }]), [], 2));
    expect(count()).toBe(1);
  });

  it('runs changes in the order asked, and goes on after a failed one', async () => {
    const index = new TileIndex();
    const order: number[] = [];
    const slow = index.inTurn(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(1);
      throw new Error('gone');
    });
    const next = index.inTurn(async () => void order.push(2));
    await expect(slow).rejects.toThrow('gone');
    await next;
    expect(order).toEqual([1, 2]);
  });

  it('are counted where they reach into, each once, points beside them', () => {
    const features = network(600, 11);
    const index = indexOf('gas-networks', features);
    const box: Box = [122.31, 37.02, 122.42, 37.13];
    for (const selection of [{}, { featureKind: kinds.slice(0, 2) }] as Selection[]) {
      const wanted = features.filter((feature) => selection.featureKind?.includes(String(feature.properties['featureKind'])) ?? true);
      const expected = wanted.filter(({ geometry, lng, lat }) => meetsBox(geometry, box) || (lng >= box[0] && lng <= box[2] && lat >= box[1] && lat <= box[3]));
      const filter = index.filter('gas-networks', selection, today);
      expect(index.countIn('gas-networks', filter, box)).toBe(expected.length);
      expect(index.countIn('gas-networks', filter)).toBe(wanted.length);
      expect(expected.length).toBeGreaterThan(10);
    }
  });
});
