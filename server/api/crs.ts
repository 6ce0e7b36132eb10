// In which coordinates does a client ask and want its answer? OGC API – Features Part 2: crs, bbox-crs, Content-Crs.
import { type Crs, crs84, crsOf } from '../../data/contract/crs.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';

/** Gives all CRS this server speaks: those of everywhere, and the city's own zone once the city is known. */
export function crsOffered(deps: Pick<AppDependencies, 'city'>): readonly Crs[] {
  return crsOf(deps.city()?.zoneEpsg ?? null);
}

/** Gives the CRS a parameter names; CRS84 when it is absent. Throws AppError `invalid-parameter` for one that is not offered. */
export function crsNamed(offered: readonly Crs[], parameter: string, uri: string | undefined): Crs {
  if (uri === undefined) return crs84;
  const found = offered.find((crs) => crs.uri === uri);
  if (found === undefined) throw new AppError('invalid-parameter', `${parameter}: seen ${JSON.stringify(uri.slice(0, 100))}, expected one of ${offered.map((crs) => crs.uri).join(', ')}`);
  return found;
}

/** A box as the database asks for it: boxes in degrees (two when it crosses the antimeridian), or one on the plane of a projection. */
export interface AskedBox {
  readonly boxes?: readonly Box[];
  readonly plane?: { readonly srid: number; readonly box: Box };
}

/**
 * Gives the box of four numbers in a CRS and its order of axes: lower corner, upper corner. Throws AppError `invalid-parameter` for degrees that are
 * none, a lower bound above the upper one, and metres that no projection reaches.
 */
export function readBox(numbers: readonly number[], crs: Crs): AskedBox {
  const [first = 0, second = 0, third = 0, fourth = 0] = numbers;
  const [west, south, east, north] = crs.northFirst ? [second, first, fourth, third] : [first, second, third, fourth];
  const refuse = (expected: string): AppError => new AppError('invalid-parameter', `bbox: seen ${JSON.stringify(numbers.join(','))}, expected ${expected}`);
  if (south > north) throw refuse('a lower bound not above the upper one');
  if (crs.projected) {
    if (west > east) throw refuse('a lower bound not above the upper one');
    if (numbers.some((number) => Math.abs(number) > 1e8)) throw refuse('metres of the projection');
    return { plane: { srid: crs.srid, box: [west, south, east, north] } };
  }
  if (Math.abs(west) > 180 || Math.abs(east) > 180 || Math.abs(south) > 90 || Math.abs(north) > 90) throw refuse(`longitudes −180..180 and latitudes −90..90, ${crs.northFirst ? 'latitude' : 'longitude'} first`);
  return {
    boxes: west <= east ? [[west, south, east, north]] : [
      [west, south, 180, north],
      [-180, south, east, north],
    ],
  };
}
