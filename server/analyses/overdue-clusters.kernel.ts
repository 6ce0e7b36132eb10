// Where do overdue hazards pile up? Density-based grouping (DBSCAN) of weighted places, independent of input order.
import { earthRadiusMetres } from '../../data/contract/units.ts';

/** Overdue hazards as columns of equal length. Degrees WGS84; `codes` are small integers whose meaning the caller knows. */
export interface OverdueColumns {
  readonly ids: Uint32Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly overdueDays: Int32Array;
  readonly major: Uint8Array;
  readonly sector: Uint8Array;
  readonly department: Uint8Array;
  readonly area: Uint16Array;
}

export interface ClusterOptions {
  /** Two places closer than this are neighbours; metres, > 0. */
  readonly distanceMetres: number;
  /** Hazards (not places) that a neighbourhood needs to be a core; ≥ 2. */
  readonly minimumMembers: number;
}

/** One group. `sector`, `department` and `area` are the most frequent codes among the members, ties to the smaller code. */
export interface OverdueCluster {
  /** Smallest member id: stable as long as that hazard stays in the group. */
  readonly id: number;
  readonly memberIds: number[];
  readonly members: number;
  /** Distinct coordinates among the members. */
  readonly places: number;
  readonly majors: number;
  readonly oldestOverdueDays: number;
  readonly medianOverdueDays: number;
  /** Members overdue for up to 30, 31 to 90 and more than 90 days. */
  readonly overdueAges: [number, number, number];
  readonly sector: number;
  readonly sectorMembers: number;
  readonly department: number;
  readonly area: number;
  /** Mean of the members' positions. */
  readonly centre: [number, number];
  /** Closed ring, counter-clockwise: convex hull of the members grown by a sixth of the distance, so that one place is still a shape. */
  readonly hull: [number, number][];
}

/**
 * Groups overdue hazards. DBSCAN (Ester et al. 1996) with two changes: identical coordinates are one weighted place, because thousands on
 * one point make the method quadratic; a border place joins the cluster of its nearest core (ties: the smaller cluster id), so that the
 * result does not depend on the order of input. Gives clusters ordered by members, then oldest overdue, then id; empty input gives none.
 * Distances are metres on a local equirectangular plane about the mean latitude of each pair (error below 0.1 % under 50 km).
 */
export function findOverdueClusters(columns: OverdueColumns, options: ClusterOptions): OverdueCluster[] {
  if (!(options.distanceMetres > 0)) throw new RangeError(`distanceMetres: seen ${options.distanceMetres}, expected a number above 0`);
  if (!(options.minimumMembers >= 2)) throw new RangeError(`minimumMembers: seen ${options.minimumMembers}, expected 2 or more`);
  const places = collapsePlaces(columns);
  const neighbours = neighbourSearch(places, options.distanceMetres);
  const core = new Uint8Array(places.length);
  for (let place = 0; place < places.length; place++) {
    let weight = 0;
    neighbours(place, (other) => {
      weight += places.rows[other]?.length ?? 0;
    });
    core[place] = weight >= options.minimumMembers ? 1 : 0;
  }
  const clusterOfPlace = joinPlaces(places, core, neighbours);
  const placesOfCluster = new Map<number, number[][]>();
  for (let place = 0; place < places.length; place++) {
    const cluster = clusterOfPlace[place] ?? -1;
    if (cluster < 0) continue;
    const members = placesOfCluster.get(cluster) ?? [];
    members.push(places.rows[place] ?? []);
    placesOfCluster.set(cluster, members);
  }
  return [...placesOfCluster.values()]
    .map((members) => describeCluster(columns, members, options.distanceMetres / 6))
    .sort((a, b) => b.members - a.members || b.oldestOverdueDays - a.oldestOverdueDays || a.id - b.id);
}

interface Places {
  readonly length: number;
  readonly lng: number[];
  readonly lat: number[];
  readonly rows: number[][];
}

/** Collapses rows on one coordinate, in an order that depends on the coordinates only. */
function collapsePlaces(columns: OverdueColumns): Places {
  const order = Array.from(columns.ids.keys()).sort(
    (a, b) =>
      (columns.lng[a] ?? 0) - (columns.lng[b] ?? 0) ||
      (columns.lat[a] ?? 0) - (columns.lat[b] ?? 0) ||
      (columns.ids[a] ?? 0) - (columns.ids[b] ?? 0),
  );
  const places: Places & { length: number } = { length: 0, lng: [], lat: [], rows: [] };
  for (const row of order) {
    const lng = columns.lng[row] ?? 0;
    const lat = columns.lat[row] ?? 0;
    const last = places.length - 1;
    if (last >= 0 && places.lng[last] === lng && places.lat[last] === lat) {
      places.rows[last]?.push(row);
    } else {
      places.lng.push(lng);
      places.lat.push(lat);
      places.rows.push([row]);
      places.length += 1;
    }
  }
  return places;
}

type VisitNeighbours = (place: number, visit: (other: number, squaredMetres: number) => void) => void;

/** Gives a search over a grid of one distance per cell: it visits every place within the distance, the place itself included. */
function neighbourSearch(places: Places, metres: number): VisitNeighbours {
  const radians = Math.PI / 180;
  const maximumLat = places.lat.reduce((most, lat) => Math.max(most, Math.abs(lat)), 0);
  // Columns are sized at the highest latitude, where a degree of longitude is shortest: no neighbour is more than one cell away.
  const cellLat = metres / (earthRadiusMetres * radians);
  const cellLng = cellLat / Math.max(0.01, Math.cos(Math.min(89, maximumLat + cellLat) * radians));
  const cells = new Map<string, number[]>();
  const column = (place: number) => Math.floor((places.lng[place] ?? 0) / cellLng);
  const row = (place: number) => Math.floor((places.lat[place] ?? 0) / cellLat);
  for (let place = 0; place < places.length; place++) {
    const key = `${column(place)} ${row(place)}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [place]);
    else cell.push(place);
  }
  const limit = metres * metres;
  return (place, visit) => {
    const lng = places.lng[place] ?? 0;
    const lat = places.lat[place] ?? 0;
    for (let x = column(place) - 1; x <= column(place) + 1; x++) {
      for (let y = row(place) - 1; y <= row(place) + 1; y++) {
        for (const other of cells.get(`${x} ${y}`) ?? []) {
          const otherLat = places.lat[other] ?? 0;
          const east = ((places.lng[other] ?? 0) - lng) * radians * Math.cos(((lat + otherLat) / 2) * radians);
          const north = (otherLat - lat) * radians;
          const squared = (east * east + north * north) * earthRadiusMetres * earthRadiusMetres;
          if (squared <= limit) visit(other, squared);
        }
      }
    }
  };
}

/** Joins cores that are neighbours, then gives each border place to its nearest core. −1 = noise. */
function joinPlaces(places: Places, core: Uint8Array, neighbours: VisitNeighbours): Int32Array {
  const parent = Int32Array.from(places.rows.keys());
  const rootOf = (place: number): number => {
    let root = place;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root] ?? root] ?? root;
      root = parent[root] ?? root;
    }
    return root;
  };
  for (let place = 0; place < places.length; place++) {
    if (core[place] !== 1) continue;
    neighbours(place, (other) => {
      if (core[other] !== 1) return;
      const a = rootOf(place);
      const b = rootOf(other);
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    });
  }
  const cluster = new Int32Array(places.length).fill(-1);
  for (let place = 0; place < places.length; place++) {
    if (core[place] === 1) {
      cluster[place] = rootOf(place);
      continue;
    }
    let nearest = Number.POSITIVE_INFINITY;
    neighbours(place, (other, squared) => {
      if (core[other] !== 1) return;
      const root = rootOf(other);
      if (squared < nearest || (squared === nearest && root < (cluster[place] ?? 0))) {
        nearest = squared;
        cluster[place] = root;
      }
    });
  }
  return cluster;
}

/** `places` holds the rows of each distinct coordinate of the cluster. */
function describeCluster(columns: OverdueColumns, places: number[][], growMetres: number): OverdueCluster {
  const rows = places.flat();
  const memberIds = rows.map((row) => columns.ids[row] ?? 0).sort((a, b) => a - b);
  const days = rows.map((row) => columns.overdueDays[row] ?? 0).sort((a, b) => a - b);
  const sector = mostFrequent(rows, columns.sector);
  return {
    id: memberIds[0] ?? 0,
    memberIds,
    members: rows.length,
    places: places.length,
    majors: rows.reduce((sum, row) => sum + (columns.major[row] ?? 0), 0),
    oldestOverdueDays: days.at(-1) ?? 0,
    medianOverdueDays: days[Math.floor((days.length - 1) / 2)] ?? 0,
    overdueAges: [days.filter((day) => day <= 30).length, days.filter((day) => day > 30 && day <= 90).length, days.filter((day) => day > 90).length],
    sector: sector.code,
    sectorMembers: sector.count,
    department: mostFrequent(rows, columns.department).code,
    area: mostFrequent(rows, columns.area).code,
    centre: [meanOf(rows, columns.lng), meanOf(rows, columns.lat)],
    hull: hullOf(
      places.map((members) => members[0] ?? 0),
      columns,
      growMetres,
    ),
  };
}

function meanOf(rows: number[], values: Float64Array): number {
  // Sorted first: floating-point sums depend on order, and the result must not depend on the order of input.
  const sorted = rows.map((row) => values[row] ?? 0).sort((a, b) => a - b);
  return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
}

function mostFrequent(rows: number[], codes: Uint8Array | Uint16Array): { code: number; count: number } {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(codes[row] ?? 0, (counts.get(codes[row] ?? 0) ?? 0) + 1);
  let best = { code: 0, count: 0 };
  for (const [code, count] of counts) {
    if (count > best.count || (count === best.count && code < best.code)) best = { code, count };
  }
  return best;
}

/** Convex hull (Andrew's monotone chain) of the places (one row each), each grown to a 16-gon of `growMetres`. */
function hullOf(rows: number[], columns: OverdueColumns, growMetres: number): [number, number][] {
  const radians = Math.PI / 180;
  const grown: [number, number][] = [];
  for (const row of rows) {
    const lng = columns.lng[row] ?? 0;
    const lat = columns.lat[row] ?? 0;
    const dLat = growMetres / (earthRadiusMetres * radians);
    const dLng = dLat / Math.cos(lat * radians);
    for (let step = 0; step < 16; step++) {
      const angle = (step * Math.PI) / 8;
      grown.push([lng + dLng * Math.cos(angle), lat + dLat * Math.sin(angle)]);
    }
  }
  grown.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const turn = (o: [number, number], a: [number, number], b: [number, number]) =>
    (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  const half = (points: [number, number][]): [number, number][] => {
    const chain: [number, number][] = [];
    for (const point of points) {
      while (chain.length >= 2) {
        const last = chain[chain.length - 1];
        const before = chain[chain.length - 2];
        if (last === undefined || before === undefined || turn(before, last, point) > 0) break;
        chain.pop();
      }
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const ring = [...half(grown), ...half(grown.toReversed())];
  const first = ring[0];
  return first === undefined ? [] : [...ring, first];
}
