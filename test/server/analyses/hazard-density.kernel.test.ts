// Does the density keep its unit, its mass and its coast?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeDensity, type DensityGrid, groundScaleAt, rasteriseMask } from '../../../server/analyses/hazard-density.kernel.ts';

const grid: DensityGrid = { west: 13_600_000, north: 4_460_000, cellMetres: 200, columns: 120, rows: 100 };
const everywhere = new Uint8Array(grid.columns * grid.rows).fill(1);
const groundCellSquareKilometres = (grid.cellMetres * groundScaleAt(grid.north - 50 * grid.cellMetres)) ** 2 / 1e6;

function pointsAt(places: [number, number][], weight = 1) {
  return {
    x: Float64Array.from(places, ([column]) => grid.west + (column + 0.5) * grid.cellMetres),
    y: Float64Array.from(places, ([, row]) => grid.north - (row + 0.5) * grid.cellMetres),
    weight: new Float32Array(places.length).fill(weight),
  };
}

describe('hazard density', () => {
  it('integrates to the number of hazards when the kernel lies inside the mask', () => {
    const result = computeDensity(grid, everywhere, pointsAt([[60, 50], [55, 45], [62, 52]]), 800);
    const mass = result.values.reduce((sum, value) => sum + value * groundCellSquareKilometres, 0);
    expect(mass).toBeCloseTo(3, 1);
    expect(result.pointsInside).toBe(3);
    expect(result.pointsOutside).toBe(0);
  });

  it('has the peak of a Gaussian: one hazard gives 1 / (2πσ²) per km²', () => {
    const result = computeDensity(grid, everywhere, pointsAt([[60, 50]]), 1000);
    expect(result.maximum).toBeCloseTo(1 / (2 * Math.PI), 2);
  });

  it('is zero outside the mask and says how many hazards it left out', () => {
    const mask = everywhere.slice().fill(0, 0, grid.columns * 50);
    const result = computeDensity(grid, mask, pointsAt([[60, 20], [60, 60]]), 800);
    expect(result.pointsOutside).toBe(1);
    expect(result.values.slice(0, grid.columns * 50).every((value) => value === 0)).toBe(true);
  });

  it('does not make a coast look safer: an even spread stays even up to the edge', () => {
    const mask = everywhere.slice().fill(0, 0, grid.columns * 50);
    const places: [number, number][] = [];
    for (let row = 50; row < 100; row++) for (let column = 0; column < 120; column++) places.push([column, row]);
    const result = computeDensity(grid, mask, pointsAt(places), 800);
    const expected = 1 / groundCellSquareKilometres;
    expect(result.values[60 + 50 * grid.columns]).toBeCloseTo(expected, 1);
    expect(result.values[60 + 75 * grid.columns]).toBeCloseTo(expected, 1);
  });

  it('doubles when every weight doubles, and the order of points does not matter', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 119 }), fc.integer({ min: 0, max: 99 })), { maxLength: 40 }), (places) => {
        const once = computeDensity(grid, everywhere, pointsAt(places), 600);
        const twice = computeDensity(grid, everywhere, pointsAt(places.toReversed(), 2), 600);
        expect(twice.maximum).toBeCloseTo(once.maximum * 2, 3);
      }),
      { numRuns: 25 },
    );
  });

  it('rasterises a ring with a hole by cell centres', () => {
    const square = (from: number, to: number): [number, number][] => [
      [grid.west + from * 200, grid.north - from * 200],
      [grid.west + to * 200, grid.north - from * 200],
      [grid.west + to * 200, grid.north - to * 200],
      [grid.west + from * 200, grid.north - to * 200],
      [grid.west + from * 200, grid.north - from * 200],
    ];
    const mask = rasteriseMask(grid, [square(10, 40), square(20, 30)]);
    expect(mask.reduce((sum, value) => sum + value, 0)).toBe(30 * 30 - 10 * 10);
    expect(mask[15 * grid.columns + 15]).toBe(1);
    expect(mask[25 * grid.columns + 25]).toBe(0);
  });

  it('gives zeros for no points and refuses a bandwidth of zero', () => {
    expect(computeDensity(grid, everywhere, pointsAt([]), 800).maximum).toBe(0);
    expect(() => computeDensity(grid, everywhere, pointsAt([]), 0)).toThrow(/bandwidthMetres: seen 0/);
  });
});
