// Which boats has the demo city, and where were they last? Berthed in the water of their home port, or out on the fishing grounds.
import type { Position } from '../contract/geometry.ts';
import { dateOfDay } from '../contract/units.ts';
import type { VesselRow } from '../contract/vessels.ts';
import { townships } from './areas.ts';
import { instantOf } from './calendar.ts';
import { knownBox, localMetres, offsetPlace, roundPlace } from './geography.ts';
import type { Port } from './ports.ts';
import { createRandom, createWeightedChoice, type Random } from './random.ts';
import type { World } from './world.ts';

export const vesselCount = 1_100;

interface WorkPlan {
  readonly code: string;
  readonly share: number;
  readonly length: readonly [number, number];
  /** Hands beyond what the length asks for. */
  readonly crew: number;
  /** Metres from the port it works in. */
  readonly reach: readonly [number, number];
  readonly knots: readonly [number, number];
  /** True when the summer rest binds it; hooks, farming and leisure boats go out. */
  readonly rests: boolean;
  readonly prefix: string;
}

const plans: readonly WorkPlan[] = [
  { code: 'trawl', share: 20, length: [18, 38], crew: 1, reach: [12_000, 46_000], knots: [2.5, 4.6], rests: true, prefix: '澜渔' },
  { code: 'gillnet', share: 26, length: [8, 26], crew: 0, reach: [6_000, 34_000], knots: [0.2, 3], rests: true, prefix: '澜渔' },
  { code: 'stow-net', share: 12, length: [8, 20], crew: 0, reach: [4_000, 18_000], knots: [0, 1.2], rests: true, prefix: '澜渔' },
  { code: 'purse-seine', share: 4, length: [25, 44], crew: 5, reach: [15_000, 46_000], knots: [1, 7], rests: true, prefix: '澜渔' },
  { code: 'pot', share: 12, length: [8, 24], crew: 0, reach: [3_500, 24_000], knots: [0.5, 5], rests: true, prefix: '澜渔' },
  { code: 'hook', share: 8, length: [7, 22], crew: 0, reach: [4_000, 28_000], knots: [0, 4], rests: false, prefix: '澜渔' },
  { code: 'auxiliary', share: 6, length: [20, 42], crew: -2, reach: [10_000, 40_000], knots: [4, 10], rests: true, prefix: '澜渔运' },
  { code: 'farming', share: 10, length: [6, 14], crew: -1, reach: [1_600, 6_000], knots: [0, 4], rests: false, prefix: '澜渔养' },
  { code: 'leisure', share: 2, length: [9, 16], crew: 4, reach: [1_800, 7_000], knots: [0, 8], rests: false, prefix: '澜渔休' },
];
/** Boats at sea keep this far from land. */
const seaRoomMetres = 500;

/** Gives 1,100 boats as last seen before `today` (the city's day). */
export function vesselRows(world: World, today: number): VesselRow[] {
  const random = createRandom(world.seed, 'vessels');
  const chooseWork = createWeightedChoice(plans.map((plan) => plan.share));
  const free = world.ports.flatMap((port, index) => Array.from({ length: port.berths }, () => index));
  const spots = world.ports.map((port) => berthSpots(world, port));
  const used = world.ports.map(() => 0);
  const outShare = shareAtSea(today);
  return Array.from({ length: vesselCount }, (_, index): VesselRow => {
    const plan = plans[chooseWork(random)] ?? plans[0];
    if (plan === undefined) throw new RangeError('expected work types');
    const length = Math.round((plan.length[0] + (plan.length[1] - plan.length[0]) * random.next() ** 1.35) * 10) / 10;
    const home = takeBerth(random, free, world.ports, length);
    const port = world.ports[home];
    if (port === undefined) throw new RangeError('expected ports with room for every boat');
    const spot = spots[home]?.[used[home] ?? 0];
    used[home] = (used[home] ?? 0) + 1;
    const out = random.chance(outShare[plan.rests ? 'resting' : 'free']);
    const place = (out ? atSea(world, random, port, plan) : undefined) ?? spot?.place ?? port.place;
    const inPort = !out || place === spot?.place || place === port.place;
    const capacity = Math.max(2, Math.round(0.36 * length + plan.crew + random.normal(0, 0.8)));
    return {
      code: `YC${String(index + 1).padStart(5, '0')}`, name: `${plan.prefix}${String(60_001 + index)}`,
      // Maritime identification digits 400 are given to no country: no real vessel can have such a number.
      mmsi: length >= 12 || random.chance(0.4) ? `400${String(100_000 + index * 7)}` : null,
      homePortCode: port.code, areaCode: townships[port.township]?.code ?? null, lengthMetres: length,
      powerKilowatts: Math.round(0.9 * length ** 1.75 * Math.exp(random.normal(0, 0.16)) * 10) / 10,
      materialCode: plan.code === 'leisure' || (length < 15 && random.chance(0.45)) ? 'frp' : random.chance(Math.min(0.98, Math.max(0.03, (length - 13) / 12))) ? 'steel' : 'wood',
      workTypeCode: plan.code, crewCapacity: capacity, crewOnBoard: inPort ? (random.chance(0.16) ? random.integer(1, 2) : 0) : crewAtSea(random, capacity),
      windForceRating: Math.max(5, Math.min(10, Math.round(4.6 + length / 7.4 + random.normal(0, 0.35)))),
      certificateExpiresOn: dateOfDay(today + (random.chance(0.03) ? -random.integer(1, 90) : random.integer(5, 1_460))),
      // Most were heard within the hour before midnight; a few have been silent for a day and more.
      positionAt: instantOf(today * 1_440 - (random.chance(0.03) ? random.integer(1_500, 4_300) : random.integer(1, 55)), random.integer(0, 59)),
      speedKnots: inPort ? 0 : Math.round((random.chance(0.25) ? random.between(6, 9.5) : random.between(plan.knots[0], plan.knots[1])) * 10) / 10,
      courseDegrees: inPort ? Math.round((port.opensTowardsDegrees + (random.chance(0.5) ? 0 : 180)) % 360) : random.integer(0, 359), inPort,
      geometry: { type: 'Point', coordinates: [place[0], place[1]] }, synthetic: true,
    };
  });
}

/** Usually nearly all hands; now and then one too many. */
function crewAtSea(random: Random, capacity: number): number {
  return random.chance(0.008) ? capacity + random.integer(1, 2) : Math.max(1, Math.round(capacity * random.between(0.65, 1)));
}

/**
 * Share of boats at sea by season. The summer rest of the Yellow Sea north of 35° N runs from 1 May to 1 September, 12:00
 * (notice of the Ministry of Agriculture and Rural Affairs, 2023); winter gales keep small boats in.
 */
function shareAtSea(today: number): { resting: number; free: number } {
  const monthDay = dateOfDay(today - 1).slice(5);
  if (monthDay >= '05-01' && monthDay < '09-01') return { resting: 0.006, free: 0.42 };
  if (monthDay >= '12-15' || monthDay < '02-25') return { resting: 0.2, free: 0.18 };
  return { resting: 0.42, free: 0.4 };
}

/** Takes a berth at random; a boat that draws too much for a shallow port looks again. */
function takeBerth(random: Random, free: number[], ports: readonly Port[], length: number): number {
  let slot = 0;
  for (let attempt = 0; attempt < 12; attempt += 1) {
    slot = random.integer(0, free.length - 1);
    if ((ports[free[slot] ?? 0]?.depthMetres ?? 0) > 0.6 + length / 9) break;
  }
  const port = free[slot] ?? 0;
  free[slot] = free[free.length - 1] ?? port;
  free.pop();
  return port;
}

interface Spot {
  readonly place: Position;
  readonly quay: number;
}

/** Rafts of boats in the basin: places in water that is reached from the port's own without crossing land, nearest the landing first. */
function berthSpots(world: World, port: Port): Spot[] {
  const angle = (port.opensTowardsDegrees * Math.PI) / 180;
  const spots: Spot[] = [];
  for (let across = -420; across <= 420; across += 13) {
    for (let along = -420; along <= 420; along += 42) {
      const place = roundPlace(offsetPlace(port.place, along * Math.sin(angle) + across * Math.cos(angle), along * Math.cos(angle) - across * Math.sin(angle)));
      if (world.geography.isLand(place[0], place[1]) || crossesLand(world, port.place, place)) continue;
      const shore = world.geography.coastMetres(place[0], place[1]);
      if (shore < -330) continue;
      spots.push({ place, quay: localMetres(place[0], place[1], port.landing[0], port.landing[1]) + localMetres(place[0], place[1], port.place[0], port.place[1]) });
    }
  }
  return spots.sort((a, b) => a.quay - b.quay);
}

function crossesLand(world: World, from: readonly number[], to: readonly number[]): boolean {
  for (let step = 1; step < 12; step += 1) {
    const share = step / 12;
    if (world.geography.isLand((from[0] ?? 0) + share * ((to[0] ?? 0) - (from[0] ?? 0)), (from[1] ?? 0) + share * ((to[1] ?? 0) - (from[1] ?? 0)))) return true;
  }
  return false;
}

/** A place on the open water within the boat's reach, or undefined after forty tries. */
function atSea(world: World, random: Random, port: Port, plan: WorkPlan): Position | undefined {
  const [west, south, east, north] = knownBox;
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const metres = plan.reach[0] + (plan.reach[1] - plan.reach[0]) * random.next();
    // Boats work off the mouth of their port more than along the coast behind it.
    const bearing = (port.opensTowardsDegrees * Math.PI) / 180 + random.normal(0, 0.8);
    const place = roundPlace(offsetPlace(port.place, metres * Math.sin(bearing), metres * Math.cos(bearing)));
    if (place[0] < west + 0.01 || place[0] > east - 0.01 || place[1] < south + 0.01 || place[1] > north - 0.01) continue;
    if (!world.geography.isLand(place[0], place[1]) && world.geography.coastMetres(place[0], place[1]) < -seaRoomMetres) return place;
  }
  return undefined;
}
