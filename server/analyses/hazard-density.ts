// How many hazards per km² are there around each spot of the city's land?
import { DensityParameters, HazardDensity } from '../../data/contract/analyses.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { levelWeights } from '../../data/contract/hazards.ts';
import { hazardColumns } from '../tiles/hazard-columns.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../tiles/mercator.ts';
import { defineAnalysis, ringsOf } from './analysis.ts';
import { type DensityGrid, groundScaleAt } from './hazard-density.kernel.ts';

/** Cells per bandwidth: at five, the picture differs from a continuous kernel by under 1 %. */
const cellsPerBandwidth = 5;
/** Most cells of a raster: a larger city gets coarser cells rather than a slower answer. */
const maximumCells = 400_000;
const worldMetres = 2 * Math.PI * 6_378_137;

export const hazardDensity = defineAnalysis({
  id: 'hazard-density',
  zh: '隐患密度',
  en: 'Hazard density',
  method: 'hazard-density',
  inputs: ['hazards', 'areas'],
  parameters: DensityParameters,
  result: HazardDensity,
  async run({ index, today, scope, where, areas, cityBox, runKernel, signal }, selection, { weight, bandwidthMetres }) {
    const grid = gridOf(cityBox, bandwidthMetres);
    const shapes = await areas();
    const townships = shapes.filter((area) => area.parentCode !== null);
    const rings = (townships.length > 0 ? townships : shapes).flatMap((area) => ringsOf(area.geometry)).map((ring) => ring.map(([lng, lat]) => projected(lng, lat)));
    const points = weighedPoints();
    const result = await runKernel('hazard-density', { grid, rings, points, bandwidthMetres }, signal);
    // 16 bits over the range of the values: a step is 1/65535 of the maximum.
    const step = result.maximum / 65_535 || 1;
    const codes = new Uint16Array(result.values.length);
    for (let cell = 0; cell < codes.length; cell++) codes[cell] = Math.round((result.values[cell] ?? 0) / step);
    return {
      weight,
      bandwidthMetres,
      unit: 'km-2' as const,
      box: [lngAt(grid.west), latAt(grid.north - grid.rows * grid.cellMetres), lngAt(grid.west + grid.columns * grid.cellMetres), latAt(grid.north)] as Box,
      columns: grid.columns,
      rows: grid.rows,
      codes: Buffer.from(codes.buffer).toString('base64'),
      step,
      maximum: result.maximum,
      pointsInside: result.pointsInside,
      pointsOutside: result.pointsOutside,
    };

    function weighedPoints() {
      const hazards = index.points('hazards');
      const filter = index.filter('hazards', selection, today, scope, where('hazards'));
      const weightOfLevel = (stored: number): number => {
        const code = hazards.value('levelCode', stored) as string | null;
        if (weight === 'count') return 1;
        if (weight === 'major') return code === 'LV-M' ? 1 : 0;
        return levelWeights[code ?? ''] ?? 1;
      };
      const weights = Array.from({ length: 256 }, (_, stored) => weightOfLevel(stored));
      const count = hazards.count(filter);
      const columns = { x: new Float64Array(count), y: new Float64Array(count), weight: new Float32Array(count) };
      let filled = 0;
      hazards.scan(filter, null, (rows, list, passing) => {
        const { level } = hazardColumns(hazards, rows);
        for (let k = 0; k < passing; k++) {
          const row = list[k] ?? 0;
          const value = weights[level[row] ?? 0] ?? 1;
          // With `major` the others are not part of the question, so they are neither inside nor outside.
          if (value === 0) continue;
          columns.x[filled] = metresOfX(rows.x[row] ?? 0);
          columns.y[filled] = metresOfY(rows.y[row] ?? 0);
          columns.weight[filled] = value;
          filled += 1;
        }
      });
      return filled === count ? columns : { x: columns.x.slice(0, filled), y: columns.y.slice(0, filled), weight: columns.weight.slice(0, filled) };
    }
  },
});

/** Gives a grid over the box with cells of a fifth of the bandwidth on the ground, coarser when the city is very large. */
function gridOf([west, south, east, north]: Box, bandwidthMetres: number): DensityGrid {
  const [left, top] = projected(west, north);
  const [right, bottom] = projected(east, south);
  const scale = groundScaleAt((top + bottom) / 2);
  const wanted = bandwidthMetres / cellsPerBandwidth / scale;
  const cellMetres = Math.max(wanted, Math.sqrt(((right - left) * (top - bottom)) / maximumCells));
  return { west: left, north: top, cellMetres, columns: Math.ceil((right - left) / cellMetres), rows: Math.ceil((top - bottom) / cellMetres) };
}

const metresOfX = (step: number) => (step / worldSteps - 0.5) * worldMetres;
const metresOfY = (step: number) => (0.5 - step / worldSteps) * worldMetres;

function projected(lng: number, lat: number): [number, number] {
  return [metresOfX(stepOfLng(lng)), metresOfY(stepOfLat(lat))];
}

function lngAt(x: number): number {
  return (x / worldMetres) * 360;
}

function latAt(y: number): number {
  return (Math.atan(Math.sinh((2 * Math.PI * y) / worldMetres)) * 180) / Math.PI;
}
