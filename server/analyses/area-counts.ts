// What lies inside a township, a box or a drawn polygon, layer by layer?
import { area as polygonArea } from '@turf/turf';
import { AreaBody, AreaCounts, AreaParameters } from '../../data/contract/analyses.ts';
import type { Box } from '../../data/contract/geometry.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { narrowSelection } from '../../data/contract/selection-address.ts';
import { AppError } from '../errors.ts';
import type { CompiledFilter } from '../tiles/filter.ts';
import { hazardColumns, hazardMeaning } from '../tiles/hazard-columns.ts';
import { latOfStep, lngOfStep } from '../tiles/mercator.ts';
import type { PointIndex, VisitRows } from '../tiles/point-index.ts';
import { type AnalysisContext, defineAnalysis } from './analysis.ts';
import { addToTally, createTally } from '../tiles/hazard-tally.ts';

/** Most corners of a drawn polygon: a hand-drawn one has a few dozen. */
const maximumCorners = 2000;

export const areaCounts = defineAnalysis({
  id: 'area-counts',
  zh: '区域统计',
  en: 'Area counts',
  method: 'area-counts',
  inputs: ['*'],
  parameters: AreaParameters,
  body: AreaBody,
  result: AreaCounts,
  async run(context, selection, { area, box, polygon }) {
    if ([area, box, polygon].filter((given) => given !== undefined).length !== 1) {
      throw new AppError('invalid-parameter', 'seen none or several of area, box and polygon, expected exactly one');
    }
    if (area !== undefined) {
      const shapes = await context.areas();
      const shape = shapes.find((candidate) => candidate.code === area);
      if (shape === undefined) throw new AppError('not-found', `area: seen ${JSON.stringify(area)}, expected the code of an area`);
      // The city as a whole holds everything, objects at sea included; a township holds what is its own by code.
      const within = shape.parentCode === null ? selection : { ...selection, areaCode: [area] };
      return { areaSquareKilometres: shape.squareKilometres, ...countWithin(context, within, null, null) };
    }
    if (box !== undefined) {
      const [west, south, east, north] = box;
      const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]];
      return { areaSquareKilometres: polygonArea({ type: 'Polygon', coordinates: [ring] }) / 1e6, ...countWithin(context, selection, box, null) };
    }
    const rings = (polygon?.coordinates ?? []) as unknown as [number, number][][];
    if (rings.flat().length > maximumCorners) throw new AppError('invalid-body', `polygon: seen ${rings.flat().length} corners, expected at most ${maximumCorners}`);
    return { areaSquareKilometres: polygonArea({ type: 'Polygon', coordinates: rings }) / 1e6, ...countWithin(context, selection, boxOf(rings), rings) };
  },
});

/** Counts every layer asked for and tallies the hazards, when they are among them, in a box (null = everywhere), inside rings when given (even–odd rule). */
function countWithin({ index, collections, today, scope, where }: AnalysisContext, selection: Selection, box: Box | null, rings: [number, number][][] | null) {
  const tally = createTally();
  const layers = collections.map((collection) => {
    const fields = index.selectionFields(collection);
    const filter = index.filter(collection, narrowSelection(selection, fields), today, scope, where(collection));
    const points = index.points(collection);
    let count = 0;
    const meaning = collection === 'hazards' ? hazardMeaning(points) : null;
    // A layer that cannot answer for the township asked (no area column) would count the whole city: it counts nothing.
    if (selection.areaCode !== undefined && !fields.includes('areaCode')) return { collection, count };
    scanInside(points, filter, box, rings, (rows, list, passing) => {
      count += passing;
      if (meaning !== null) addToTally(tally, hazardColumns(points, rows), list.subarray(0, passing), meaning, today);
    });
    return { collection, count };
  });
  return { layers, hazards: tally.totals };
}

function scanInside(points: PointIndex, filter: CompiledFilter, box: Box | null, rings: [number, number][][] | null, visit: VisitRows): void {
  if (rings === null) {
    points.scan(filter, box, visit);
    return;
  }
  points.scan(filter, box, (rows, list, count) => {
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const row = list[k] ?? 0;
      if (!isInside(rings, lngOfStep(rows.x[row] ?? 0), latOfStep(rows.y[row] ?? 0))) continue;
      list[kept] = row;
      kept += 1;
    }
    if (kept > 0) visit(rows, list, kept);
  });
}

/** Even–odd rule over all rings, so that holes count as outside. */
function isInside(rings: readonly (readonly [number, number])[][], lng: number, lat: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [x1, y1] = ring[i - 1] ?? [0, 0];
      const [x2, y2] = ring[i] ?? [0, 0];
      if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
    }
  }
  return inside;
}

function boxOf(rings: readonly (readonly [number, number])[][]): Box {
  const box: Box = [180, 90, -180, -90];
  for (const [lng, lat] of rings.flat()) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}
