// Where along the streets can a shop or an office stand, and which number has it? House fronts of every town street, thickest in the centre.
import { townships } from './areas.ts';
import type { Geography } from './geography.ts';
import { localMetres, metresPerDegreeLat, metresPerDegreeLng, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import type { Random } from './random.ts';
import { createWeightedChoice } from './random.ts';
import type { Road } from './road.ts';
import type { Village } from './settlements.ts';

export interface Front {
  readonly place: LngLat;
  readonly street: string;
  readonly number: number;
}

export interface Frontages {
  /** Gives a house front in the town of a township. */
  inTown(random: Random, township: number): Front;
  /** Gives a place among the houses of a village. */
  inVillage(random: Random, village: number): LngLat;
  /** Gives a place beside a road between towns, with the road's name. */
  onRoad(random: Random): { place: LngLat; road: Road };
}

const frontStepMetres = 34;

/** Collects the fronts of all town streets; every place given lies on land. */
export function createFrontages(geography: Geography, roads: readonly Road[], villages: readonly Village[]): Frontages {
  const fronts: Front[][] = townships.map(() => []);
  const weights: number[][] = townships.map(() => []);
  for (const road of roads) {
    if (road.streetOf < 0) continue;
    const seat = townships[road.streetOf]?.seat ?? [0, 0];
    const reach = townships[road.streetOf]?.builtUpMetres ?? 1_000;
    walk(road.line, frontStepMetres, (place, number, angle) => {
      for (const side of [1, -1]) {
        const set = offsetPlace(place, -side * 22 * Math.sin(angle), side * 22 * Math.cos(angle));
        if (geography.coastMetres(set[0], set[1]) < 45) continue;
        fronts[road.streetOf]?.push({ place: roundPlace(set), street: road.name, number: number * 2 + (side > 0 ? 1 : 2) });
        weights[road.streetOf]?.push((road.rank === 5 ? 2.2 : 1) * Math.exp(-localMetres(set[0], set[1], seat[0], seat[1]) / (reach * 0.52)));
      }
    });
  }
  const choices = weights.map((list) => createWeightedChoice(list));
  const openRoads = roads.filter((road) => road.rank <= 3 && road.lengthMetres > 300);
  const chooseRoad = createWeightedChoice(openRoads.map((road) => road.lengthMetres));
  const dry = (place: LngLat, fallback: LngLat): LngLat => (geography.isLand(place[0], place[1]) ? roundPlace(place) : fallback);
  return {
    inTown: (random, township) => {
      const front = fronts[township]?.[choices[township]?.(random) ?? 0];
      if (front === undefined) throw new RangeError(`seen no streets in township ${township}`);
      const near = offsetPlace(front.place, random.between(-9, 9), random.between(-9, 9));
      return { ...front, place: dry(near, front.place) };
    },
    inVillage: (random, village) => {
      const home = villages[village];
      if (home === undefined) throw new RangeError(`seen village ${village}, expected one of ${villages.length}`);
      const metres = home.radiusMetres * Math.sqrt(random.next()) * 0.95;
      const bearing = random.between(0, 2 * Math.PI);
      return dry(offsetPlace(home.place, metres * Math.sin(bearing), metres * Math.cos(bearing)), home.place);
    },
    onRoad: (random) => {
      const road = openRoads[chooseRoad(random)] ?? openRoads[0];
      if (road === undefined) throw new RangeError('seen no roads between towns');
      const place = pointAlong(road.line, random.next() * road.lengthMetres);
      const side = random.chance(0.5) ? 1 : -1;
      const set = offsetPlace(place, side * random.between(18, 40), side * random.between(18, 40));
      return { place: geography.isLand(set[0], set[1]) ? roundPlace(set) : roundPlace(place), road };
    },
  };
}

/** Calls `visit` every `stepMetres` along a line with the place, its number from 0 and the direction in radians from east. */
export function walk(line: readonly LngLat[], stepMetres: number, visit: (place: LngLat, number: number, angle: number) => void): void {
  let rest = stepMetres / 2;
  let number = 0;
  for (let index = 0; index + 1 < line.length; index += 1) {
    const from = line[index] ?? [0, 0];
    const to = line[index + 1] ?? [0, 0];
    const metres = localMetres(from[0], from[1], to[0], to[1]);
    const angle = Math.atan2((to[1] - from[1]) * metresPerDegreeLat, (to[0] - from[0]) * metresPerDegreeLng);
    for (; rest < metres; rest += stepMetres, number += 1) {
      visit([from[0] + (rest / metres) * (to[0] - from[0]), from[1] + (rest / metres) * (to[1] - from[1])], number, angle);
    }
    rest -= metres;
  }
}

/** Gives the place `metres` along a line; before the start or past the end, the end nearest. */
export function pointAlong(line: readonly LngLat[], metres: number): LngLat {
  let rest = Math.max(0, metres);
  for (let index = 0; index + 1 < line.length; index += 1) {
    const from = line[index] ?? [0, 0];
    const to = line[index + 1] ?? [0, 0];
    const length = localMetres(from[0], from[1], to[0], to[1]);
    if (rest <= length && length > 0) return [from[0] + (rest / length) * (to[0] - from[0]), from[1] + (rest / length) * (to[1] - from[1])];
    rest -= length;
  }
  return line[line.length - 1] ?? [0, 0];
}
