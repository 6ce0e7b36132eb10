// Does a position lie in a polygon? Slabs between its corners, each with its edges in order, so that a million positions take a tenth of a second.
import type { Position } from '../../data/contract/geometry.ts';
import { AppError } from '../errors.ts';
import { latOfStep, lngOfStep, stepOfLat, stepOfLng, type StepBox } from './mercator.ts';

/** Most corners of a polygon in a filter of tiles: slabs times edges stay below a million numbers. */
const mostCorners = 500;

interface Edge {
  readonly lng: number;
  readonly lat: number;
  /** Degrees of longitude for each degree of latitude. */
  readonly slope: number;
  readonly top: number;
}

/** The edges that cross a slab from side to side, west to east. */
interface Slab {
  readonly edges: readonly Edge[];
}

/** Polygons made ready. Edges are straight in longitude and latitude, as they are in the database. */
export class PolygonSteps {
  private readonly box: StepBox;
  /** Latitudes of all corners, ascending; slab k lies between number k and k + 1. */
  private readonly lats: Float64Array;
  private readonly slabs: readonly Slab[];

  /** `rings` = all rings of one or several polygons: what lies inside an odd number of them is in. Throws AppError `invalid-parameter` for more than 500 corners or rings that cross. */
  constructor(rings: readonly (readonly Position[])[]) {
    const corners = rings.flat();
    if (corners.length > mostCorners) throw new AppError('invalid-parameter', `filter: seen a polygon of ${corners.length} positions, expected at most ${mostCorners} in a filter of tiles`);
    const [lngs, lats] = [corners.map(([lng]) => lng), corners.map(([, lat]) => lat)];
    this.box = { minX: stepOfLng(Math.min(...lngs)), maxX: stepOfLng(Math.max(...lngs)), minY: stepOfLat(Math.max(...lats)), maxY: stepOfLat(Math.min(...lats)) };
    this.lats = Float64Array.from(new Set(lats)).sort();
    const edges = rings.flatMap((ring) => ring.slice(1).flatMap((end, k) => edgeOf(ring[k] as Position, end)));
    this.slabs = Array.from({ length: Math.max(0, this.lats.length - 1) }, (_, k) => slabOf(edges, this.lats[k] as number, this.lats[k + 1] as number));
  }

  /** Says whether the middle of a step of Web Mercator lies inside. */
  holds(x: number, y: number): boolean {
    const { minX, minY, maxX, maxY } = this.box;
    if (x < minX || x > maxX || y < minY || y > maxY) return false;
    const lat = latOfStep(y);
    const slab = this.slabs[this.slabAt(lat)];
    if (slab === undefined) return false;
    const lng = lngOfStep(x);
    const { edges } = slab;
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lngAt(edges[middle] as Edge, lat) <= lng) low = middle + 1;
      else high = middle;
    }
    return low % 2 === 1;
  }

  /** Gives the number of the slab of a latitude; −1 or the number of slabs when there is none. */
  private slabAt(lat: number): number {
    const { lats } = this;
    let [low, high] = [0, lats.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lats[middle] as number) <= lat) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

function edgeOf(a: Position, b: Position): Edge[] {
  if (a[1] === b[1]) return [];
  const [south, north] = a[1] < b[1] ? [a, b] : [b, a];
  return [{ lng: south[0], lat: south[1], slope: (north[0] - south[0]) / (north[1] - south[1]), top: north[1] }];
}

const lngAt = (edge: Edge, lat: number): number => edge.lng + (lat - edge.lat) * edge.slope;

function slabOf(edges: readonly Edge[], south: number, north: number): Slab {
  const middle = (south + north) / 2;
  const crossing = edges.filter((edge) => edge.lat <= south && edge.top >= north).map((edge) => ({ edge, at: lngAt(edge, middle) }));
  const ordered = crossing.sort((a, b) => a.at - b.at).map(({ edge }) => edge);
  for (const [k, edge] of ordered.entries()) {
    const before = ordered[k - 1];
    if (before === undefined) continue;
    // Edges that cross have another order at one side; a billionth of a degree is rounding.
    if ([south, north].some((lat) => lngAt(before, lat) > lngAt(edge, lat) + 1e-9)) throw new AppError('invalid-parameter', 'filter: seen a polygon whose sides cross, expected one whose sides do not in a filter of tiles');
  }
  return { edges: ordered };
}
