// Which demo city do the tests look at? The product's own seed on a fixed day, made from the files the product uses.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { dayOfDate } from '../../../data/contract/units.ts';
import { type DemoCity, generateCity, settleCity } from '../../../data/demo/generate.ts';
import type { LandFeatures } from '../../../data/demo/land-features.ts';
import { createWorld, type World } from '../../../data/demo/world.ts';

export const demoSeed = 20_230_601;
/** A Tuesday in November: the summer rest is over, the year of records holds one Spring Festival and one typhoon season. */
export const demoToday = dayOfDate('2026-11-24');

function source<Value>(path: string): Value {
  const bytes = readFileSync(new URL(`../../../data/sources/${path}`, import.meta.url));
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Value;
}

const coast = source<LandFeatures>('coast/dcw_land_shandong_box.geojson.gz');
const townshipCells = source<LandFeatures>('areas/township_cells.geojson');

/** Gives the ground of the tests' seed at scale 1. */
export function demoWorld(): World {
  return createWorld(demoSeed, 1, demoToday, coast, townshipCells);
}

/** Gives the city on a ground, at another scale or day when given: much sooner than a new ground. */
export function cityOn(world: World, scale = 1, today = demoToday): DemoCity {
  return settleCity({ ...world, scale, today }, townshipCells);
}

/** Gives a whole city from nothing, as the product makes it. */
export function newCity(scale: number, seed = demoSeed): DemoCity {
  return generateCity({ seed, scale, today: demoToday, coast, townshipCells });
}
