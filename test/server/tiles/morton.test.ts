// Does Morton order put every tile into one stretch, and does no box lose a point?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latOfStep, lngOfStep, stepOfLat, stepOfLng, stepsOfBox, stepsOfTile, worldSteps } from '../../../server/tiles/mercator.ts';
import { isBefore, lowerBound, mortonOrder, upperBound, visitBox } from '../../../server/tiles/morton.ts';
import { runAtOnce } from '../../../server/tiles/turns.ts';
import { seeded } from './sample.ts';

/** The interleaved key written out in full: slow, and surely right. */
function keyOf(x: number, y: number): bigint {
  let key = 0n;
  for (let bit = 0n; bit < 32n; bit++) key |= (((BigInt(x) >> bit) & 1n) << (2n * bit)) | (((BigInt(y) >> bit) & 1n) << (2n * bit + 1n));
  return key;
}

const step = fc.oneof(fc.integer({ min: 0, max: worldSteps - 1 }), fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1));
const place = fc.tuple(step, step);

function positionsOf(places: readonly (readonly [number, number])[]): { x: Uint32Array; y: Uint32Array } {
  const x = Uint32Array.from(places, ([px]) => px);
  const y = Uint32Array.from(places, ([, py]) => py);
  const order = runAtOnce(mortonOrder(x, y, Uint32Array.from(places, (_, index) => index + 1)));
  return { x: order.map((index) => x[index] as number), y: order.map((index) => y[index] as number) };
}

describe('morton order', () => {
  it('compares two positions as their interleaved keys compare', () => {
    fc.assert(
      fc.property(place, place, ([ax, ay], [bx, by]) => {
        expect(isBefore(ax, ay, bx, by)).toBe(keyOf(ax, ay) < keyOf(bx, by));
      }),
    );
  });

  it('sorts large inputs exactly as it sorts small ones: by key, equal positions by id', () => {
    const random = seeded(7);
    const length = 20_000;
    const x = Uint32Array.from({ length }, () => random() * (random() < 0.5 ? 300 : worldSteps));
    const y = Uint32Array.from({ length }, () => random() * (random() < 0.5 ? 300 : worldSteps));
    const id = Uint32Array.from({ length }, (_, index) => length - index);
    const keys = Array.from({ length }, (_, index) => keyOf(x[index] as number, y[index] as number));
    const expected = Array.from({ length }, (_, index) => index).sort((a, b) => {
      const [ka, kb] = [keys[a] as bigint, keys[b] as bigint];
      return ka < kb ? -1 : ka > kb ? 1 : (id[a] as number) - (id[b] as number);
    });
    expect(Array.from(runAtOnce(mortonOrder(x, y, id)))).toEqual(expected);
  });

  it('holds the points of any tile in one stretch', () => {
    fc.assert(
      fc.property(fc.array(place, { maxLength: 60 }), fc.integer({ min: 0, max: 18 }), place, (places, z, [tx, ty]) => {
        const positions = positionsOf(places);
        const size = worldSteps / 2 ** z;
        const tile = stepsOfTile(z, Math.floor(tx / size), Math.floor(ty / size));
        const from = lowerBound(positions, 0, places.length, tile.minX, tile.minY);
        const to = upperBound(positions, from, places.length, tile.maxX, tile.maxY);
        const inside = (k: number): boolean =>
          (positions.x[k] as number) >= tile.minX && (positions.x[k] as number) <= tile.maxX && (positions.y[k] as number) >= tile.minY && (positions.y[k] as number) <= tile.maxY;
        expect(Array.from({ length: places.length }, (_, k) => inside(k))).toEqual(Array.from({ length: places.length }, (_, k) => k >= from && k < to));
      }),
    );
  });

  it('visits every point of a box once, and says "inside" only of stretches that are', () => {
    const crowd = seeded(3);
    const places = Array.from({ length: 5000 }, () => [2 ** 31 + Math.floor(crowd() * 2000 - 1000), 2 ** 31 + Math.floor(crowd() * 2000 - 1000)] as const);
    const positions = positionsOf(places);
    const near = fc.integer({ min: 2 ** 31 - 1100, max: 2 ** 31 + 1100 });
    fc.assert(
      fc.property(near, near, near, near, (a, b, c, d) => {
        const box = { minX: Math.min(a, b), maxX: Math.max(a, b), minY: Math.min(c, d), maxY: Math.max(c, d) };
        const seen: number[] = [];
        const holds = (k: number): boolean =>
          (positions.x[k] as number) >= box.minX && (positions.x[k] as number) <= box.maxX && (positions.y[k] as number) >= box.minY && (positions.y[k] as number) <= box.maxY;
        visitBox(positions, box, (from, to, inside) => {
          for (let k = from; k < to; k++) {
            if (inside) expect(holds(k)).toBe(true);
            if (holds(k)) seen.push(k);
          }
        });
        expect(seen).toEqual(Array.from({ length: 5000 }, (_, k) => k).filter(holds));
      }),
      { numRuns: 40 },
    );
  });
});

describe('steps', () => {
  it('stand within half a step of the position they came from', () => {
    fc.assert(
      fc.property(fc.double({ min: -180, max: 179.999, noNaN: true }), fc.double({ min: -85, max: 85, noNaN: true }), (lng, lat) => {
        expect(Math.abs(lngOfStep(stepOfLng(lng)) - lng)).toBeLessThan(1e-7);
        expect(Math.abs(latOfStep(stepOfLat(lat)) - lat)).toBeLessThan(1e-7);
      }),
    );
  });

  it('place known corners as WebMercatorQuad does', () => {
    expect([stepOfLng(-180), stepOfLng(180), stepOfLng(0)]).toEqual([0, worldSteps - 1, 2 ** 31]);
    expect([stepOfLat(90), stepOfLat(-90)]).toEqual([0, worldSteps - 1]);
    expect(stepOfLat(85.0511287)).toBeLessThan(40);
    // 122.4° E, 37.1° N: n·(λ+180)/360 = 430.08 and n·(1 − asinh(tan φ)/π)/2 = 199.3 with n = 2⁹.
    expect(Math.floor(stepOfLng(122.4) / (worldSteps / 512))).toBe(430);
    expect(Math.floor(stepOfLat(37.1) / (worldSteps / 512))).toBe(199);
  });

  it('split a box that crosses the antimeridian into two', () => {
    const [first, second] = stepsOfBox([170, -10, -170, 10]);
    expect(first?.maxX).toBe(worldSteps - 1);
    expect(second?.minX).toBe(0);
    expect(stepsOfBox([0, 10, 1, -10])).toEqual([]);
  });
});
