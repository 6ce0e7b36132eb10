// Is what reaches into the view counted, and nothing else? Compared with turf on random lines and polygons.
import { bboxPolygon, booleanIntersects } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, Geometry } from '../../../data/contract/geometry.ts';
import { meetsBox } from '../../../server/tiles/meets.ts';

const degree = fc.integer({ min: -50, max: 50 }).map((value) => value / 7);
const place = fc.tuple(degree, degree);
const box = fc.tuple(degree, degree, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 })).map(([west, south, wide, high]): Box => [west + 0.011, south + 0.013, west + wide / 5, south + high / 5]);
const line = fc.array(place, { minLength: 2, maxLength: 6 }).map((coordinates): Geometry => ({ type: 'LineString', coordinates }));
const triangle = fc
  .tuple(place, place, place)
  .filter(([a, b, c]) => Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) > 0.01)
  .map(([a, b, c]): Geometry => ({ type: 'Polygon', coordinates: [[a, b, c, a]] }));

describe('a shape and a box', () => {
  it('meet when turf says so', () => {
    fc.assert(
      fc.property(fc.oneof(line, triangle), box, (geometry, view) => {
        expect(meetsBox(geometry, view)).toBe(booleanIntersects(geometry as never, bboxPolygon([...view])));
      }),
      { numRuns: 2000 },
    );
  });

  it('meet when the box lies wholly inside a polygon, not when it lies in its hole', () => {
    const square = (size: number) => [[-size, -size], [size, -size], [size, size], [-size, size], [-size, -size]] as [number, number][];
    expect(meetsBox({ type: 'Polygon', coordinates: [square(10)] }, [-1, -1, 1, 1])).toBe(true);
    expect(meetsBox({ type: 'Polygon', coordinates: [square(10), square(5)] }, [-1, -1, 1, 1])).toBe(false);
    expect(meetsBox({ type: 'MultiPolygon', coordinates: [[square(10), square(5)], [square(2)]] }, [-1, -1, 1, 1])).toBe(true);
  });
});
