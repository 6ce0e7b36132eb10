// Does a tile show what is there, no more and no less? Tiles, counts, picks and patches against brute force.
import { VectorTile } from '@mapbox/vector-tile';
import type { VectorTileFeature } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { describe, expect, it } from 'vitest';
import type { Selection } from '../../../data/contract/selection.ts';
import { distanceMetres } from '../../../data/contract/units.ts';
import { overdueDaysOf } from '../../../data/contract/hazards.ts';
import { LayerWriter } from '../../../server/tiles/encode.ts';
import { compileFilter } from '../../../server/tiles/filter.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../../../server/tiles/mercator.ts';
import { PointIndex } from '../../../server/tiles/point-index.ts';
import { tileLimits } from '../../../server/tiles/point-tile.ts';
import { runAtOnce } from '../../../server/tiles/turns.ts';
import { anySelection, bufferOf, columnsOf, hazardIndex, passes, sampleHazards, today } from './sample.ts';
import type { SampleHazard } from './sample.ts';

const columns = columnsOf('hazards');
const writer = new LayerWriter();

function bytesOf(index: PointIndex, z: number, x: number, y: number, selection: Selection = {}, buffer = 0): Uint8Array | null {
  index.writeTile(writer, () => writer.start('hazards'), z, x, y, compileFilter('hazards', index.columns, selection, today, null), buffer);
  return writer.finish();
}

function featuresOf(bytes: Uint8Array | null): VectorTileFeature[] {
  if (bytes === null) return [];
  const layer = new VectorTile(new PbfReader(bytes)).layers['hazards'];
  return Array.from({ length: layer?.length ?? 0 }, (_, k) => layer?.feature(k) as VectorTileFeature);
}

/** Where a hazard falls in the units of a tile. */
function unitsOf(hazard: { lng: number; lat: number }, z: number, x: number, y: number): [number, number] {
  const unit = worldSteps / 2 ** z / 4096;
  return [Math.floor(stepOfLng(hazard.lng) / unit) - x * 4096, Math.floor(stepOfLat(hazard.lat) / unit) - y * 4096];
}

/** All tiles of a zoom that hold one of the hazards. */
function tilesOf(hazards: readonly SampleHazard[], z: number): [number, number][] {
  const size = worldSteps / 2 ** z;
  const names = new Set(hazards.map((hazard) => `${Math.floor(stepOfLng(hazard.lng) / size)} ${Math.floor(stepOfLat(hazard.lat) / size)}`));
  return [...names].map((name) => name.split(' ').map(Number) as [number, number]);
}

const small = sampleHazards(2500, 21);
const smallIndex = hazardIndex(small, columns);
const large = sampleHazards(25_000, 22);
const largeIndex = hazardIndex(large, columns);

describe('point tiles', () => {
  it('carry exactly the features of their place that pass, with their properties', () => {
    fc.assert(
      fc.property(anySelection, fc.integer({ min: 0, max: 18 }), fc.nat({ max: small.length - 1 }), (selection, z, near) => {
        const size = worldSteps / 2 ** z;
        const at = small[near] as SampleHazard;
        const [x, y] = [Math.floor(stepOfLng(at.lng) / size), Math.floor(stepOfLat(at.lat) / size)];
        const expected = small.filter((hazard) => {
          const [px, py] = unitsOf(hazard, z, x, y);
          return px >= 0 && py >= 0 && px < 4096 && py < 4096 && passes(hazard, selection, null);
        });
        const features = featuresOf(bytesOf(smallIndex, z, x, y, selection));
        const byId = new Map(features.map((feature) => [feature.id, feature]));
        expect([...byId.keys()].sort((a, b) => Number(a) - Number(b))).toEqual(expected.map((hazard) => hazard.id));
        for (const hazard of expected) {
          const feature = byId.get(hazard.id);
          const overdueDays = overdueDaysOf(hazard.statusCode, hazard.dueDay, today);
          expect({ ...feature?.properties }).toEqual({
            levelCode: hazard.levelCode,
            statusCode: hazard.statusCode,
            sectorCode: hazard.sectorCode,
            ...(overdueDays > 0 ? { overdueDays } : {}),
          });
          const point = feature?.loadGeometry()[0]?.[0];
          expect([point?.x, point?.y]).toEqual(unitsOf(hazard, z, x, y));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('bring along the points just outside when a buffer is asked for', () => {
    for (const z of [11, 13]) {
      for (const [x, y] of tilesOf(small, z)) {
        const ids = featuresOf(bytesOf(smallIndex, z, x, y, {}, 64)).map((feature) => Number(feature.id)).sort((a, b) => a - b);
        const expected = small.filter((hazard) => unitsOf(hazard, z, x, y).every((unit) => unit >= -64 && unit < 4160)).map((hazard) => hazard.id);
        expect(ids).toEqual(expected);
      }
    }
  });

  it('are null where nothing is', () => {
    expect(bytesOf(smallIndex, 12, 0, 0)).toBeNull();
    expect(bytesOf(hazardIndex([], columns), 0, 0, 0, {}, 64)).toBeNull();
    expect(bytesOf(smallIndex, 0, 0, 0, { areaCode: ['NOWHERE'] })).toBeNull();
  });
});

describe('cell tiles', () => {
  it('stand in for crowded tiles, and the counts of all tiles of a zoom add up to the number that pass', () => {
    for (const selection of [{}, { overdue: true }, { open: true, levelCode: ['LV-G'] }] as Selection[]) {
      const expected = large.filter((hazard) => passes(hazard, selection, null));
      for (const z of [0, 5, 9, 10, 11, 13]) {
        let [sum, major, overdue, longest] = [0, 0, 0, 0];
        for (const [x, y] of tilesOf(large, z)) {
          for (const feature of featuresOf(bytesOf(largeIndex, z, x, y, selection))) {
            const { properties } = feature;
            const isCell = properties['count'] !== undefined;
            expect(isCell).toBe(feature.id === undefined);
            sum += Number(properties['count'] ?? 1);
            major += isCell ? Number(properties['major'] ?? 0) : Number(properties['levelCode'] === 'LV-M');
            overdue += isCell ? Number(properties['overdue'] ?? 0) : Number(properties['overdueDays'] !== undefined);
            longest = Math.max(longest, Number(properties['overdueDaysMax'] ?? properties['overdueDays'] ?? 0));
            const point = feature.loadGeometry()[0]?.[0] ?? { x: -1, y: -1 };
            expect(point.x >= 0 && point.y >= 0 && point.x < 4096 && point.y < 4096).toBe(true);
          }
        }
        const days = expected.map((hazard) => overdueDaysOf(hazard.statusCode, hazard.dueDay, today));
        expect([z, sum, major, overdue, longest]).toEqual([
          z,
          expected.length,
          expected.filter((hazard) => hazard.levelCode === 'LV-M').length,
          days.filter((count) => count > 0).length,
          Math.max(0, ...days),
        ]);
      }
    }
  });

  it('stand at the mean of their points, inside the cell', () => {
    const cells = featuresOf(bytesOf(largeIndex, 8, 215, 99));
    const byCell = new Map<string, { count: number; x: number; y: number }>();
    for (const hazard of large) {
      const unit = worldSteps / 2 ** 8 / 4096;
      const [ux, uy] = [stepOfLng(hazard.lng) / unit - 215 * 4096, stepOfLat(hazard.lat) / unit - 99 * 4096];
      if (ux < 0 || uy < 0 || ux >= 4096 || uy >= 4096) continue;
      const name = `${Math.floor(ux / 64)} ${Math.floor(uy / 64)}`;
      const cell = byCell.get(name) ?? { count: 0, x: 0, y: 0 };
      byCell.set(name, { count: cell.count + 1, x: cell.x + ux, y: cell.y + uy });
    }
    expect(cells.length).toBe(byCell.size);
    expect(cells.length).toBeGreaterThan(5);
    for (const feature of cells) {
      const point = feature.loadGeometry()[0]?.[0] ?? { x: 0, y: 0 };
      const cell = byCell.get(`${Math.floor(point.x / 64)} ${Math.floor(point.y / 64)}`);
      expect(cell?.count).toBe(feature.properties['count']);
      expect(Math.abs((cell?.x ?? 0) / (cell?.count ?? 1) - point.x)).toBeLessThanOrEqual(1);
      expect(Math.abs((cell?.y ?? 0) / (cell?.count ?? 1) - point.y)).toBeLessThanOrEqual(1);
    }
  });

  it('keep every tile below the limits, also when thousands stand on one spot', () => {
    const crowd = Array.from({ length: 30_000 }, (_, k) => ({ ...(large[k % large.length] as SampleHazard), id: k + 1, lng: 122.4, lat: 37.1 }));
    const index = hazardIndex([...crowd, ...sampleHazards(300, 5).map((hazard) => ({ ...hazard, id: hazard.id + 40_000 }))], columns);
    for (const z of [0, 9, 14, 18]) {
      const size = worldSteps / 2 ** z;
      const bytes = bytesOf(index, z, Math.floor(stepOfLng(122.4) / size), Math.floor(stepOfLat(37.1) / size), {}, 64);
      const features = featuresOf(bytes);
      expect(bytes?.length).toBeLessThanOrEqual(tileLimits.bytes);
      expect(features.reduce((sum, feature) => sum + Number(feature.properties['count'] ?? 1), 0)).toBeGreaterThanOrEqual(30_000);
    }
    // A rim too crowded to come along stays away; the tile itself is whole.
    const size = worldSteps / 2 ** 12;
    const [x, y] = [Math.floor(stepOfLng(122.4) / size), Math.floor(stepOfLat(37.1) / size)];
    for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]] as const) expect(bytesOf(index, 12, x + dx, y + dy, {}, 64)?.length ?? 0).toBeLessThanOrEqual(tileLimits.bytes);
  });
});

describe('counts and picks', () => {
  it('count what lies in a box', () => {
    fc.assert(
      fc.property(anySelection, fc.double({ min: 122.1, max: 122.7, noNaN: true }), fc.double({ min: 36.7, max: 37.4, noNaN: true }), fc.double({ min: 0, max: 0.3, noNaN: true }), (selection, west, south, side) => {
        const box: [number, number, number, number] = [west, south, west + side, south + side];
        const expected = large.filter((hazard) => passes(hazard, selection, null) && hazard.lng >= west && hazard.lng <= box[2] && hazard.lat >= south && hazard.lat <= box[3]).length;
        expect(Math.abs(largeIndex.count(compileFilter('hazards', columns, selection, today, null), box) - expected)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
    expect(largeIndex.count(compileFilter('hazards', columns, {}, today, null))).toBe(large.length);
  });

  it('pick all features on one coordinate, and the nearest first within a radius', () => {
    const filter = compileFilter('hazards', columns, {}, today, null);
    const twin = small.find((hazard) => small.some((other) => other.id !== hazard.id && other.lng === hazard.lng && other.lat === hazard.lat)) as SampleHazard;
    expect(smallIndex.at(twin.lng, twin.lat, 0, filter)).toEqual(small.filter((hazard) => hazard.lng === twin.lng && hazard.lat === twin.lat).map((hazard) => hazard.id));
    const metres = (hazard: SampleHazard): number => distanceMetres(twin.lng, twin.lat, hazard.lng, hazard.lat);
    const expected = small.filter((hazard) => metres(hazard) <= 800).map((hazard) => hazard.id);
    const picked = smallIndex.at(twin.lng, twin.lat, 800, filter);
    expect([...picked].sort((a, b) => a - b)).toEqual(expected);
    const far = picked.map((id) => metres(small[id - 1] as SampleHazard));
    for (let k = 1; k < far.length; k++) expect((far[k] as number) - (far[k - 1] as number)).toBeGreaterThan(-0.05);
    expect(smallIndex.at(twin.lng, twin.lat, 800, filter, 2)).toEqual(picked.slice(0, 2));
  });

  it('know the box of everything', () => {
    const [west, south, east, north] = smallIndex.box(compileFilter('hazards', columns, {}, today, null)) ?? [0, 0, 0, 0];
    expect(west).toBeCloseTo(Math.min(...small.map((hazard) => hazard.lng)), 6);
    expect(south).toBeCloseTo(Math.min(...small.map((hazard) => hazard.lat)), 6);
    expect(east).toBeCloseTo(Math.max(...small.map((hazard) => hazard.lng)), 6);
    expect(north).toBeCloseTo(Math.max(...small.map((hazard) => hazard.lat)), 6);
    expect(hazardIndex([], columns).box(compileFilter('hazards', columns, {}, today, null))).toBeNull();
  });
});

describe('building and patching', () => {
  it('the order of the input does not matter', () => {
    const shuffled = [...small].sort((a, b) => ((a.id * 7919) % 2503) - ((b.id * 7919) % 2503));
    const other = hazardIndex(shuffled, columns);
    for (const [z, x, y] of [[0, 0, 0], [9, 430, 199], [11, 1720, 797]] as const) expect(bytesOf(other, z, x, y, {}, 64)).toEqual(bytesOf(smallIndex, z, x, y, {}, 64));
  });

  it('a patched index answers like one built anew, patch after patch', () => {
    const rows = new Map(sampleHazards(12_000, 31).map((hazard) => [hazard.id, hazard]));
    const index = hazardIndex([...rows.values()], columns);
    const incoming = sampleHazards(9000, 32);
    for (const [step, size] of [40, 1, 700, 5000, 300].entries()) {
      const upserts = incoming.splice(0, size).map((hazard, k) => ({ ...hazard, id: k % 2 === 0 ? 1 + ((k * 13 + step) % 12_000) : 20_000 + step * 10_000 + k }));
      const unique = [...new Map(upserts.map((hazard) => [hazard.id, hazard])).values()];
      const removed = [...rows.keys()].filter((id) => id % 97 === step && !unique.some((hazard) => hazard.id === id));
      const commit = runAtOnce(index.preparePatch(bufferOf(columns, unique), [...removed, 999_999]));
      commit();
      if (step % 2 === 1) runAtOnce(index.merge());
      for (const hazard of unique) rows.set(hazard.id, hazard);
      for (const id of removed) rows.delete(id);
      const rebuilt = hazardIndex([...rows.values()], columns);
      expect(index.length).toBe(rows.size);
      expect(index.box(compileFilter('hazards', columns, {}, today, null))).toEqual(rebuilt.box(compileFilter('hazards', columns, {}, today, null)));
      for (const selection of [{}, { overdue: true }] as Selection[]) {
        for (const [z, x, y] of [[0, 0, 0], [10, 860, 398], [12, 3440, 1594]] as const) {
          const sorted = (from: PointIndex): string[] => featuresOf(bytesOf(from, z, x, y, selection, 64)).map((feature) => JSON.stringify([feature.id, feature.loadGeometry(), Object.entries(feature.properties).sort()])).sort();
          expect(sorted(index)).toEqual(sorted(rebuilt));
        }
      }
    }
  });

  it('needs at most 40 bytes a hazard', () => {
    expect(largeIndex.bytesPerPoint).toBeLessThanOrEqual(40);
    expect(hazardIndex([], columns).bytesPerPoint).toBe(0);
  });

  it('refuses rows whose columns do not fit together, or without a position', () => {
    const buffer = bufferOf(columns, []);
    const places = new Float64Array([122, 37]);
    expect(() => buffer.append({ count: 2, id: '1\u001f2', places, columns: {} })).toThrow(/places: seen 1, expected 2/);
    expect(() => buffer.append({ count: 1, id: '1', places: new Float64Array([Number.NaN, 3]), columns: {} })).toThrow(/places: seen NaN 3/);
    expect(() => buffer.append({ count: 1, id: '1\u001f2', places, columns: {} })).toThrow(/id: seen more than 1/);
    expect(() => buffer.append({ count: 1, id: 'x', places, columns: {} })).toThrow(/id: seen "x"/);
    expect(() => buffer.append({ count: 1, id: '1', places, columns: { levelCode: 'LV-G\u001fLV-G' } })).toThrow(/levelCode: seen more than 1/);
    expect(buffer.length).toBe(0);
  });
});
