// Do a storm's wind fields reach as far as the radii say, in each quadrant?
import { describe, expect, it } from 'vitest';
import { distanceMetres } from '../../../data/contract/units.ts';
import { placeFrom, windFieldsOf } from '../../../web/map/storm-winds.ts';

const point = {
  at: '2019-08-11T06:00:00Z', lng: 121, lat: 36, kind: 'analysed' as const, classCode: 'TS', windMetresPerSecond: 23, pressureHectopascals: 980,
  radiiKilometres: [
    { thresholdMetresPerSecond: 25.7, quadrants: [100, null, null, 50] as [number | null, number | null, number | null, number | null] },
    { thresholdMetresPerSecond: 17.5, quadrants: [300, 250, 200, 150] as [number | null, number | null, number | null, number | null] },
    { thresholdMetresPerSecond: 32.9, quadrants: [null, null, null, null] as [number | null, number | null, number | null, number | null] },
  ],
};

describe('wind fields of a storm', () => {
  it('come weakest first, closed, without thresholds that have no radius', () => {
    const fields = windFieldsOf(point);
    expect(fields.map((field) => field.thresholdMetresPerSecond)).toEqual([17.5, 25.7]);
    for (const { ring } of fields) expect(ring[0]).toEqual(ring.at(-1));
  });

  it('reach as far as their quadrant says: north-east, south-east, south-west, north-west', () => {
    const ring = windFieldsOf(point)[0]?.ring ?? [];
    for (const [quadrant, kilometres] of [300, 250, 200, 150].entries()) {
      const middle = ring[quadrant * 19 + 9] ?? [0, 0];
      expect(distanceMetres(point.lng, point.lat, middle[0], middle[1]) / 1000).toBeCloseTo(kilometres, 3);
      expect(Math.sign(middle[0] - point.lng)).toBe(quadrant < 2 ? 1 : -1);
      expect(Math.sign(middle[1] - point.lat)).toBe(quadrant === 0 || quadrant === 3 ? 1 : -1);
    }
  });

  it('a quadrant without a radius shrinks to the centre', () => {
    const ring = windFieldsOf(point)[1]?.ring ?? [];
    const [lng, lat] = ring[19 + 9] ?? [0, 0];
    expect(lng).toBeCloseTo(121, 9);
    expect(lat).toBeCloseTo(36, 9);
  });

  it('a place at a distance and a bearing lies there', () => {
    const [lng, lat] = placeFrom(122, 37, 90, 10_000);
    expect(distanceMetres(122, 37, lng, lat)).toBeCloseTo(10_000, 3);
    expect(lng).toBeGreaterThan(122);
    expect(Math.abs(lat - 37)).toBeLessThan(0.001);
  });
});
