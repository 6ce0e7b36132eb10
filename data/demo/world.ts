// On what ground does everything else stand? Land, relief, villages, ports, parks and roads of one seed, made once and shared.
import type { Geography } from './geography.ts';
import { createGeography } from './geography.ts';
import type { Frontages } from './frontages.ts';
import { createFrontages } from './frontages.ts';
import type { LandFeatures } from './land-features.ts';
import type { Estate } from './parks.ts';
import { buildEstate } from './parks.ts';
import type { Port } from './ports.ts';
import { buildPorts } from './ports.ts';
import type { Road } from './road.ts';
import { buildRoads } from './roads.ts';
import type { Village } from './settlements.ts';
import { buildVillages } from './settlements.ts';
import type { Terrain } from './terrain.ts';
import { createTerrain } from './terrain.ts';

export interface World {
  readonly seed: number;
  /** Multiplies enterprises, public places, hazards and inspections. */
  readonly scale: number;
  /** The city's day (days since 1970-01-01) on which the year of records ends. */
  readonly today: number;
  readonly geography: Geography;
  readonly terrain: Terrain;
  readonly villages: readonly Village[];
  readonly ports: readonly Port[];
  readonly estate: Estate;
  readonly roads: readonly Road[];
  readonly frontages: Frontages;
}

/** Makes the ground of a city. Takes one to two seconds; nothing in it depends on `scale` or `today`. */
export function createWorld(seed: number, scale: number, today: number, coast: LandFeatures, townshipCells: LandFeatures): World {
  const geography = createGeography(coast, townshipCells);
  const terrain = createTerrain(seed, geography);
  const villages = buildVillages(seed, geography, terrain);
  const ports = buildPorts(seed, geography, villages);
  const estate = buildEstate(seed, geography, terrain, villages, ports);
  const roads = buildRoads(seed, geography, terrain, villages, estate.parks, ports);
  return { seed, scale, today, geography, terrain, villages, ports, estate, roads, frontages: createFrontages(geography, roads, villages) };
}
