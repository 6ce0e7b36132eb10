// What does it cost to build a road here, and which way is cheapest? A raster over land, hills and water, with searches over it.
import type { Geography } from './geography.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from './geography.ts';
import type { LngLat } from './land-features.ts';
import type { Terrain } from './terrain.ts';

const west = 122.1;
const south = 36.8;
const cellMetres = 120;
const stepLng = cellMetres / metresPerDegreeLng;
const stepLat = cellMetres / metresPerDegreeLat;
const columns = Math.ceil((122.74 - west) / stepLng);
const rows = Math.ceil((37.48 - south) / stepLat);
/** Cost of a cell of water against 1 for flat land: a bridge pays only where the way round is long. */
const waterCost = 26;
/** Added for a cell inside a park: roads go round it. */
const builtOnCost = 6;
/** Water further from land than this is never bridged, metres. */
const bridgeReachMetres = 330;
/** An existing road costs this share of open country, so that ways run together and part again. */
const sharedRoadShare = 0.34;

export interface RoadRaster {
  cellOf(place: LngLat): number;
  placeOf(cell: number): [number, number];
  /** Gives the cells from `start` to the nearest cell that `isGoal` accepts, both ends included; undefined when none can be reached for `maximumCost`. */
  findWay(start: number, isGoal: (cell: number) => boolean, target: LngLat | undefined, maximumCost: number): number[] | undefined;
  /** Marks a way as road of a rank (1 = greatest); a greater rank stays. */
  lay(way: readonly number[], rank: number): void;
  hasRoad(cell: number): boolean;
  /** Rank of the link between two neighbouring cells, 0 without a road. */
  rankBetween(first: number, second: number): number;
  /** Neighbours joined to a cell by a road. */
  linksOf(cell: number): number[];
  roadCells(): number[];
}

const directions = [1, columns + 1, columns, columns - 1, -1, -columns - 1, -columns, -columns + 1];

/** Gives an empty raster with the costs of the ground; `isBuiltOn` marks places that roads go round. Cells are numbered row by row from the south-west. */
export function createRoadRaster(geography: Geography, terrain: Terrain, isBuiltOn: (lng: number, lat: number) => boolean): RoadRaster {
  const cost = new Float32Array(columns * rows);
  const links = new Map<number, number>();
  const linkCount = new Uint8Array(columns * rows);
  for (let row = 1; row < rows - 1; row += 1) {
    for (let column = 1; column < columns - 1; column += 1) {
      const lng = west + (column + 0.5) * stepLng;
      const lat = south + (row + 0.5) * stepLat;
      const coast = geography.coastMetres(lng, lat);
      const index = row * columns + column;
      if (coast < -bridgeReachMetres) cost[index] = Number.POSITIVE_INFINITY;
      else if (coast < 25) cost[index] = waterCost;
      else cost[index] = 1 + terrain.heightMetres(lng, lat) / 38 + (coast < 160 ? 2.2 : 0) + (isBuiltOn(lng, lat) ? builtOnCost : 0);
    }
  }
  for (let column = 0; column < columns; column += 1) cost[column] = cost[(rows - 1) * columns + column] = Number.POSITIVE_INFINITY;
  for (let row = 0; row < rows; row += 1) cost[row * columns] = cost[row * columns + columns - 1] = Number.POSITIVE_INFINITY;
  const keyOf = (first: number, second: number): number => Math.min(first, second) * 8 + directions.indexOf(Math.abs(first - second));
  const reached = new Float64Array(columns * rows);
  const cameFrom = new Int32Array(columns * rows);
  const visit = new Int32Array(columns * rows);
  let visits = 0;
  return {
    cellOf: (place) => Math.floor((place[1] - south) / stepLat) * columns + Math.floor((place[0] - west) / stepLng),
    placeOf: (cell) => [west + ((cell % columns) + 0.5) * stepLng, south + (Math.floor(cell / columns) + 0.5) * stepLat],
    findWay: (start, isGoal, target, maximumCost) => {
      visits += 1;
      const targetColumn = target === undefined ? 0 : (target[0] - west) / stepLng;
      const targetRow = target === undefined ? 0 : (target[1] - south) / stepLat;
      // The least a step can cost is a shared road on flat land: the estimate never overshoots.
      const estimate = (cell: number): number =>
        target === undefined ? 0 : sharedRoadShare * Math.hypot((cell % columns) + 0.5 - targetColumn, Math.floor(cell / columns) + 0.5 - targetRow);
      const queue = createQueue();
      reached[start] = 0;
      visit[start] = visits;
      cameFrom[start] = -1;
      queue.push(start, estimate(start));
      for (let cell = queue.pop(); cell >= 0; cell = queue.pop()) {
        if (isGoal(cell)) {
          const way: number[] = [];
          for (let at = cell; at >= 0; at = cameFrom[at] ?? -1) way.push(at);
          return way.reverse();
        }
        const here = reached[cell] ?? 0;
        for (let side = 0; side < 8; side += 1) {
          const next = cell + (directions[side] ?? 0);
          const ground = ((cost[cell] ?? 0) + (cost[next] ?? 0)) / 2;
          if (!Number.isFinite(ground)) continue;
          const shared = (linkCount[cell] ?? 0) > 0 && (linkCount[next] ?? 0) > 0 && links.has(keyOf(cell, next));
          const total = here + (shared ? sharedRoadShare : ground) * (side % 2 === 0 ? 1 : Math.SQRT2);
          if (total > maximumCost || (visit[next] === visits && (reached[next] ?? 0) <= total)) continue;
          visit[next] = visits;
          reached[next] = total;
          cameFrom[next] = cell;
          queue.push(next, total + estimate(next));
        }
      }
      return undefined;
    },
    lay: (way, rank) => {
      for (let index = 0; index + 1 < way.length; index += 1) {
        const from = way[index] ?? 0;
        const to = way[index + 1] ?? 0;
        const key = keyOf(from, to);
        const known = links.get(key);
        if (known === undefined) {
          linkCount[from] = (linkCount[from] ?? 0) + 1;
          linkCount[to] = (linkCount[to] ?? 0) + 1;
        }
        links.set(key, Math.min(rank, known ?? rank));
      }
    },
    hasRoad: (cell) => (linkCount[cell] ?? 0) > 0,
    rankBetween: (first, second) => links.get(keyOf(first, second)) ?? 0,
    linksOf: (cell) => directions.map((direction) => cell + direction).filter((next) => (linkCount[next] ?? 0) > 0 && links.has(keyOf(cell, next))),
    roadCells: () => Array.from(linkCount.keys()).filter((cell) => (linkCount[cell] ?? 0) > 0),
  };
}

/** A heap of cells by cost; the same cell may wait twice, the cheaper comes first. */
function createQueue(): { push(cell: number, cost: number): void; pop(): number } {
  const cells: number[] = [];
  const costs: number[] = [];
  const swap = (first: number, second: number): void => {
    const cell = cells[first] ?? 0;
    const cost = costs[first] ?? 0;
    cells[first] = cells[second] ?? 0;
    costs[first] = costs[second] ?? 0;
    cells[second] = cell;
    costs[second] = cost;
  };
  return {
    push: (cell, cost) => {
      let index = cells.push(cell) - 1;
      costs.push(cost);
      while (index > 0 && (costs[(index - 1) >> 1] ?? 0) > cost) {
        swap(index, (index - 1) >> 1);
        index = (index - 1) >> 1;
      }
    },
    pop: () => {
      if (cells.length === 0) return -1;
      swap(0, cells.length - 1);
      const cell = cells.pop() ?? -1;
      costs.pop();
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        if (left >= cells.length) break;
        const least = left + 1 < cells.length && (costs[left + 1] ?? 0) < (costs[left] ?? 0) ? left + 1 : left;
        if ((costs[index] ?? 0) <= (costs[least] ?? 0)) break;
        swap(index, least);
        index = least;
      }
      return cell;
    },
  };
}
