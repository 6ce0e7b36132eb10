// Where does a longitude and latitude stand in the square of Web Mercator? Positions as unsigned 32-bit integers, 0.9 cm a step.
import type { Box } from '../../data/contract/geometry.ts';

/** Steps along one side of the world square. Tile z/x/y spans `worldSteps / 2^z` steps; y grows southward. */
export const worldSteps = 4_294_967_296;
const lastStep = worldSteps - 1;

/** Units along one side of a vector tile. */
export const tileExtent = 4096;

/** Highest zoom for which tiles are cut: 0.04 m a unit at zoom 18 on the equator. Clients stretch tiles of this zoom beyond it. */
export const maximumZoom = 18;

/** Gives the step of a longitude in degrees; outside −180..180 the edge of the world. */
export function stepOfLng(lng: number): number {
  return clamp(Math.floor(((lng + 180) / 360) * worldSteps));
}

/** Gives the step of a latitude in degrees, from the north; beyond ±85.0511° the edge of the square (EPSG:3857). */
export function stepOfLat(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return clamp(Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * worldSteps));
}

/** Gives the longitude in degrees of the middle of a step. */
export function lngOfStep(step: number): number {
  return ((step + 0.5) / worldSteps) * 360 - 180;
}

/** Gives the latitude in degrees of the middle of a step. */
export function latOfStep(step: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - (2 * (step + 0.5)) / worldSteps))) * 180) / Math.PI;
}

/** A rectangle of steps, edges included. */
export interface StepBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/** Gives the steps a tile covers. */
export function stepsOfTile(z: number, x: number, y: number): StepBox {
  const size = worldSteps / 2 ** z;
  return { minX: x * size, minY: y * size, maxX: x * size + size - 1, maxY: y * size + size - 1 };
}

/** Gives the steps of a box in degrees: one rectangle, or two when west > east (the box crosses the antimeridian). */
export function stepsOfBox([west, south, east, north]: Box): StepBox[] {
  const minY = stepOfLat(north);
  const maxY = stepOfLat(south);
  if (minY > maxY) return [];
  if (west <= east) return [{ minX: stepOfLng(west), minY, maxX: stepOfLng(east), maxY }];
  return [
    { minX: stepOfLng(west), minY, maxX: lastStep, maxY },
    { minX: 0, minY, maxX: stepOfLng(east), maxY },
  ];
}

/** True when z/x/y names a tile: whole numbers, zoom 0..maximumZoom, row and column 0..2^z − 1. */
export function isTile(z: number, x: number, y: number): boolean {
  if (!Number.isInteger(z) || z < 0 || z > maximumZoom) return false;
  const tiles = 2 ** z;
  return Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < tiles && y < tiles;
}

function clamp(step: number): number {
  return step < 0 ? 0 : step > lastStep ? lastStep : step;
}
