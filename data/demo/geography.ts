// Is a place on land or at sea, how far is the coast, and which township answers for it?
import type { LandFeatures, LngLat } from './land-features.ts';
import { ringsOf } from './land-features.ts';
import { townships } from './areas.ts';

/** Metres of one degree of latitude, and of longitude at 37.1° N (WGS84): local lengths in the demo box are right to 0.5 %. */
export const metresPerDegreeLat = 110_985;
export const metresPerDegreeLng = 88_900;

/** The window the generator knows: the demo box with a margin of sea. West, south, east, north. */
export const knownBox = [122.02, 36.5, 123.1, 37.6] as const;
/** The part of it that has a raster of distances to the coast. */
const rasterBox = [122.1, 36.7, 122.8, 37.5] as const;
const bandDegrees = 0.001;
const cellMetres = 80;
/** Given for distances outside the raster: nothing there is near the city's coast. */
const farMetres = 50_000;

export interface Geography {
  /** True on land; false at sea or outside the known window. */
  isLand(lng: number, lat: number): boolean;
  /** Metres to the coast, positive on land, negative at sea; read from a raster of 80 m, so right to about 60 m; ±50 km outside the raster. */
  coastMetres(lng: number, lat: number): number;
  /** Index into `townships` of the cell that holds a place on land, or −1. */
  townshipAt(lng: number, lat: number): number;
  /** Index of the township whose land is nearest, with the distance in metres (0 inside): the sea rule `nearest-land`. */
  nearestTownship(lng: number, lat: number): { township: number; metres: number };
  /** Vertices of the coastline of the townships, for those who look for bays. */
  readonly coastline: readonly LngLat[];
}

/** Answers whether a place lies inside rings, by crossing counts in bands of latitude. */
interface RingIndex {
  contains(lng: number, lat: number): boolean;
  /** Longitudes at which the parallel of `lat` crosses the rings inside the window, west to east. */
  crossings(lat: number): number[];
}

/** Builds a geography from the coast and the township cells of data/sources. About a second's tenth for 72,000 vertices. */
export function createGeography(coast: LandFeatures, townshipCells: LandFeatures): Geography {
  const land = createRingIndex(coast.features.flatMap((feature) => ringsOf(feature)));
  const cells = townships.map((township) => {
    const feature = townshipCells.features.find((candidate) => candidate.properties?.['cell'] === township.cell);
    return feature === undefined ? [] : ringsOf(feature);
  });
  const cellIndexes = cells.map((rings) => ({ box: boxOf(rings), index: createRingIndex(rings) }));
  const raster = createCoastRaster(land);
  const townshipAt = (lng: number, lat: number): number => {
    for (let index = 0; index < cellIndexes.length; index += 1) {
      const cell = cellIndexes[index];
      if (cell === undefined) continue;
      const [west, south, east, north] = cell.box;
      if (lng >= west && lng <= east && lat >= south && lat <= north && cell.index.contains(lng, lat)) return index;
    }
    return -1;
  };
  return {
    isLand: (lng, lat) => {
      const metres = raster(lng, lat);
      return Math.abs(metres) > 3 * cellMetres ? metres > 0 : land.contains(lng, lat);
    },
    coastMetres: raster,
    townshipAt,
    nearestTownship: (lng, lat) => {
      const inside = townshipAt(lng, lat);
      if (inside >= 0) return { township: inside, metres: 0 };
      let township = 0;
      let least = Number.POSITIVE_INFINITY;
      cells.forEach((rings, index) => {
        for (const ring of rings) {
          const metres = metresToRing(ring, lng, lat);
          if (metres < least) [least, township] = [metres, index];
        }
      });
      return { township, metres: least };
    },
    coastline: cells.flat(2),
  };
}

/** Gives metres between two places in the demo box, on a local plane (see metresPerDegreeLng). */
export function localMetres(lngA: number, latA: number, lngB: number, latB: number): number {
  return Math.hypot((lngA - lngB) * metresPerDegreeLng, (latA - latB) * metresPerDegreeLat);
}

/** Gives the place `eastMetres` and `northMetres` away. */
export function offsetPlace(from: LngLat, eastMetres: number, northMetres: number): [number, number] {
  return [from[0] + eastMetres / metresPerDegreeLng, from[1] + northMetres / metresPerDegreeLat];
}

/** Gives a coordinate rounded to 6 decimals (0.1 m), as all demo coordinates are written. */
export function roundPlace(place: LngLat): [number, number] {
  return [Math.round(place[0] * 1e6) / 1e6, Math.round(place[1] * 1e6) / 1e6];
}

function boxOf(rings: readonly (readonly LngLat[])[]): [number, number, number, number] {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  for (const [lng, lat] of rings.flat()) {
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

function createRingIndex(rings: readonly (readonly LngLat[])[]): RingIndex {
  const [west, south, , north] = knownBox;
  const bands: number[][] = Array.from({ length: Math.ceil((north - south) / bandDegrees) }, () => []);
  for (const ring of rings) {
    for (let index = 0; index + 1 < ring.length; index += 1) {
      const from = ring[index];
      const to = ring[index + 1];
      if (from === undefined || to === undefined) continue;
      const low = Math.min(from[1], to[1]);
      const high = Math.max(from[1], to[1]);
      // The ray runs east: an edge wholly west of the window is never crossed.
      if (low === high || Math.max(from[0], to[0]) < west || high < south || low > north) continue;
      const last = Math.min(bands.length - 1, Math.floor((high - south) / bandDegrees));
      for (let band = Math.max(0, Math.floor((low - south) / bandDegrees)); band <= last; band += 1) {
        bands[band]?.push(from[0], from[1], to[0], to[1]);
      }
    }
  }
  const packed = bands.map((band) => Float64Array.from(band));
  const crossings = (lat: number): number[] => {
    const band = packed[Math.floor((lat - south) / bandDegrees)] ?? new Float64Array();
    const found: number[] = [];
    for (let index = 0; index < band.length; index += 4) {
      const latA = band[index + 1] ?? 0;
      const latB = band[index + 3] ?? 0;
      if (latA > lat === latB > lat) continue;
      const lngA = band[index] ?? 0;
      found.push(lngA + ((lat - latA) / (latB - latA)) * ((band[index + 2] ?? 0) - lngA));
    }
    return found.sort((first, second) => first - second);
  };
  return {
    crossings,
    contains: (lng, lat) => {
      const band = packed[Math.floor((lat - south) / bandDegrees)];
      if (band === undefined || lng < west) return false;
      let inside = false;
      for (let index = 0; index < band.length; index += 4) {
        const latA = band[index + 1] ?? 0;
        const latB = band[index + 3] ?? 0;
        if (latA > lat === latB > lat) continue;
        const lngA = band[index] ?? 0;
        if (lng < lngA + ((lat - latA) / (latB - latA)) * ((band[index + 2] ?? 0) - lngA)) inside = !inside;
      }
      return inside;
    },
  };
}

/** Signed distance to the coast on a raster, by two chamfer sweeps (weights 3 and 4, error under 8 %). */
function createCoastRaster(land: RingIndex): (lng: number, lat: number) => number {
  const [west, south, east, north] = rasterBox;
  const columns = Math.ceil(((east - west) * metresPerDegreeLng) / cellMetres);
  const rows = Math.ceil(((north - south) * metresPerDegreeLat) / cellMetres);
  const stepLng = cellMetres / metresPerDegreeLng;
  const stepLat = cellMetres / metresPerDegreeLat;
  const isLand = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    const crossings = land.crossings(south + (row + 0.5) * stepLat);
    // Counted from the east: the window's eastern edge lies in open sea, its western edge may not.
    for (let index = crossings.length - 1; index >= 0; index -= 2) {
      const from = Math.ceil(((crossings[index - 1] ?? west) - west) / stepLng - 0.5);
      const to = Math.ceil(((crossings[index] ?? west) - west) / stepLng - 0.5);
      isLand.fill(1, row * columns + Math.max(0, from), row * columns + Math.max(0, Math.min(columns, to)));
    }
  }
  const signed = new Float32Array(columns * rows);
  for (const side of [1, 0]) {
    const distance = chamfer(isLand, side, columns, rows);
    for (let index = 0; index < signed.length; index += 1) {
      if (isLand[index] === side) signed[index] = (((distance[index] ?? 0) - 1.5) / 3) * cellMetres * (side === 1 ? 1 : -1);
    }
  }
  return (lng, lat) => {
    const column = Math.floor((lng - west) / stepLng);
    const row = Math.floor((lat - south) / stepLat);
    if (column < 0 || row < 0 || column >= columns || row >= rows) return land.contains(lng, lat) ? farMetres : -farMetres;
    return signed[row * columns + column] ?? -farMetres;
  };
}

/** Distance of every cell of `side` to the nearest cell of the other side, in thirds of a cell. */
function chamfer(isLand: Uint8Array, side: number, columns: number, rows: number): Int32Array {
  const far = 1 << 28;
  const distance = Int32Array.from(isLand, (value) => (value === side ? far : 0));
  for (const back of [-1, 1]) {
    const firstRow = back < 0 ? 0 : rows - 1;
    const firstColumn = back < 0 ? 0 : columns - 1;
    for (let row = firstRow; row >= 0 && row < rows; row -= back) {
      const hasRow = row !== firstRow;
      for (let column = firstColumn; column >= 0 && column < columns; column -= back) {
        const index = row * columns + column;
        let least = distance[index] ?? 0;
        if (least === 0) continue;
        if (column !== firstColumn) least = Math.min(least, (distance[index + back] ?? far) + 3);
        if (hasRow) {
          const above = index + back * columns;
          least = Math.min(least, (distance[above] ?? far) + 3);
          if (column > 0) least = Math.min(least, (distance[above - 1] ?? far) + 4);
          if (column < columns - 1) least = Math.min(least, (distance[above + 1] ?? far) + 4);
        }
        distance[index] = least;
      }
    }
  }
  return distance;
}

function metresToRing(ring: readonly LngLat[], lng: number, lat: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index + 1 < ring.length; index += 1) {
    const from = ring[index];
    const to = ring[index + 1];
    if (from === undefined || to === undefined) continue;
    const x = (from[0] - lng) * metresPerDegreeLng;
    const y = (from[1] - lat) * metresPerDegreeLat;
    const dx = (to[0] - from[0]) * metresPerDegreeLng;
    const dy = (to[1] - from[1]) * metresPerDegreeLat;
    const length = dx * dx + dy * dy;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length));
    least = Math.min(least, (x + along * dx) ** 2 + (y + along * dy) ** 2);
  }
  return Math.sqrt(least);
}
