// Which roads join the townships, parks, ports, mines and villages? Ways over the ground, run together, smoothed, and cut at junctions.
import type { Position } from '../contract/geometry.ts';
import { townships } from './areas.ts';
import type { Geography } from './geography.ts';
import { localMetres, metresPerDegreeLat, metresPerDegreeLng, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import type { Park } from './parks.ts';
import { gateOf } from './parks.ts';
import type { Port } from './ports.ts';
import { createRandom } from './random.ts';
import { contains } from './rectangles.ts';
import type { RoadRaster } from './road-raster.ts';
import { createRoadRaster } from './road-raster.ts';
import type { Village } from './settlements.ts';
import type { Road } from './road.ts';
import { addStreets } from './streets.ts';
import type { Terrain } from './terrain.ts';


/** What a road must end at, with the exact place and the rank of the way to it. */
interface Stop {
  readonly place: LngLat;
  readonly rank: number;
}

/** Gives the road network: country roads joined at shared end vertices, then the streets of towns and villages. */
export function buildRoads(seed: number, geography: Geography, terrain: Terrain, villages: readonly Village[], parks: readonly Park[], ports: readonly Port[]): Road[] {
  // Asked for every cell of the raster: a glance at the distance first, the turned rectangle only when it is near.
  const grounds = parks.map(({ rectangle }) => ({ rectangle, reachDegrees: (Math.hypot(rectangle.alongMetres, rectangle.acrossMetres) / 2 + 30) / metresPerDegreeLng }));
  const raster = createRoadRaster(geography, terrain, (lng, lat) =>
    grounds.some(({ rectangle, reachDegrees }) => Math.abs(lat - rectangle.centre[1]) < reachDegrees && Math.abs(lng - rectangle.centre[0]) < reachDegrees && contains(rectangle, [lng, lat], 20)),
  );
  const seatOf = (park: Park): LngLat => townships[park.township]?.seat ?? park.rectangle.centre;
  const exact = new Map<number, LngLat>();
  const stopAt = (place: LngLat): number => {
    const cell = raster.cellOf(place);
    exact.set(cell, place);
    return cell;
  };
  for (const [from, to, rank] of seatLinks()) {
    const target = townships[to]?.seat ?? [0, 0];
    const goal = stopAt(target);
    const way = raster.findWay(stopAt(townships[from]?.seat ?? [0, 0]), (cell) => cell === goal, target, Number.POSITIVE_INFINITY);
    if (way !== undefined) raster.lay(way, rank);
  }
  const stops: Stop[] = [
    ...ports.map((port): Stop => ({ place: port.landing, rank: port.berths > 100 ? 2 : 3 })),
    ...parks.filter((park) => park.use !== 'village').map((park): Stop => ({ place: gateOf(park, seatOf(park)), rank: park.use === 'mine' ? 4 : 3 })),
    ...villages.map((village): Stop => ({ place: village.place, rank: 4 })),
    ...parks.filter((park) => park.use === 'village').map((park): Stop => ({ place: gateOf(park, villages[park.village]?.place ?? seatOf(park)), rank: 4 })),
  ];
  for (const stop of stops) {
    const start = stopAt(stop.place);
    if (raster.hasRoad(start)) continue;
    const way = raster.findWay(start, (cell) => raster.hasRoad(cell), undefined, 400);
    if (way !== undefined) raster.lay(way, stop.rank);
  }
  for (const place of cityExits) {
    const way = raster.findWay(stopAt(place), (cell) => raster.hasRoad(cell) && raster.linksOf(cell).some((next) => raster.rankBetween(cell, next) === 1), undefined, 400);
    if (way !== undefined) raster.lay(way, 1);
  }
  joinNeighbours(raster, villages, exact);
  const roads = traceRoads(raster, exact, createBends(seed, geography), geography);
  return [...roads, ...addStreets(seed, geography, villages, roads.length)];
}

/** Where the main roads leave the city for its inland neighbours, just inside the outline. */
const cityExits: readonly LngLat[] = [[122.2595, 37.229], [122.2115, 37.0125]];
/** The backbone, by cells: the road from the west to the city seat, down to the southern port and out again. */
const backbone: readonly (readonly [string, string])[] = [['C01', 'C02'], ['C02', 'C11'], ['C02', 'C03'], ['C03', 'C16'], ['C16', 'C15'], ['C15', 'C09'], ['C09', 'C05'], ['C05', 'C19']];

/** Shifts the steps of the raster by a slow wave, so that roads bend as the ground would make them; least near the coast. */
function createBends(seed: number, geography: Geography): (place: LngLat) => LngLat {
  const random = createRandom(seed, 'road-bends');
  const waves = Array.from({ length: 10 }, () => ({ east: random.between(-1, 1), north: random.between(-1, 1), length: random.between(700, 2_600), phase: random.between(0, 6.3) }));
  const wave = (place: LngLat, from: number): number =>
    waves.slice(from, from + 5).reduce((sum, { east, north, length, phase }) => sum + Math.sin(phase + (2 * Math.PI * (east * place[0] * metresPerDegreeLng + north * place[1] * metresPerDegreeLat)) / length), 0) / 5;
  return (place) => {
    const reach = 190 * Math.max(0, Math.min(1, (geography.coastMetres(place[0], place[1]) - 120) / 500));
    return roundPlace(offsetPlace(place, reach * wave(place, 0), reach * wave(place, 5)));
  };
}

/** Which seats are joined directly: the backbone, and pairs without a third seat in the circle between them (Gabriel graph). */
function seatLinks(): [number, number, number][] {
  const indexOf = (cell: string): number => townships.findIndex((township) => township.cell === cell);
  const links: [number, number, number][] = backbone.map(([from, to]) => [indexOf(from), indexOf(to), 1]);
  townships.forEach((first, from) => {
    townships.forEach((second, to) => {
      if (to <= from) return;
      const centre: LngLat = [(first.seat[0] + second.seat[0]) / 2, (first.seat[1] + second.seat[1]) / 2];
      const radius = localMetres(first.seat[0], first.seat[1], second.seat[0], second.seat[1]) / 2;
      const between = townships.some((other, index) => index !== from && index !== to && localMetres(other.seat[0], other.seat[1], centre[0], centre[1]) < radius * 0.92);
      if (between) return;
      const people = Math.min(first.population, second.population);
      links.push([from, to, people > 26_000 ? 2 : 3]);
    });
  });
  return links.sort((first, second) => first[2] - second[2]);
}

/** Joins villages that lie near each other but far apart by road, so that the country is a net and not only a tree. */
function joinNeighbours(raster: RoadRaster, villages: readonly Village[], exact: ReadonlyMap<number, LngLat>): void {
  villages.forEach((village, index) => {
    const near = villages
      .map((other, otherIndex) => ({ other, otherIndex, metres: localMetres(village.place[0], village.place[1], other.place[0], other.place[1]) }))
      .filter(({ otherIndex, metres }) => otherIndex > index && metres < 2_600)
      .sort((first, second) => first.metres - second.metres)[0];
    if (near === undefined || index % 3 === 0) return;
    const goal = raster.cellOf(near.other.place);
    const way = raster.findWay(raster.cellOf(village.place), (cell) => cell === goal, near.other.place, 130);
    if (way !== undefined && exact.has(goal)) raster.lay(way, 4);
  });
}

/** Walks the raster's links from junction to junction and gives each walk as a smooth line. */
function traceRoads(raster: RoadRaster, exact: ReadonlyMap<number, LngLat>, bend: (place: LngLat) => LngLat, geography: Geography): Road[] {
  const walked = new Set<string>();
  const roads: Road[] = [];
  const isNode = (cell: number): boolean => {
    const links = raster.linksOf(cell);
    const [first, second] = links;
    return links.length !== 2 || exact.has(cell) || first === undefined || second === undefined || raster.rankBetween(cell, first) !== raster.rankBetween(cell, second);
  };
  const placeOf = (cell: number): LngLat => exact.get(cell) ?? bend(raster.placeOf(cell));
  for (const start of raster.roadCells()) {
    if (!isNode(start)) continue;
    for (const first of raster.linksOf(start)) {
      const cells = [start];
      let previous = start;
      let here = first;
      while (!isNode(here)) {
        cells.push(here);
        const next = raster.linksOf(here).find((cell) => cell !== previous);
        if (next === undefined) break;
        previous = here;
        here = next;
      }
      cells.push(here);
      const key = `${Math.min(start, here)} ${Math.max(start, here)} ${Math.min(first, previous)} ${cells.length}`;
      if (walked.has(key) || here === start) continue;
      walked.add(key);
      const line = smoothLine(geography, cells.map(placeOf));
      const middle = line[Math.floor(line.length / 2)] ?? [0, 0];
      const township = geography.townshipAt(middle[0], middle[1]);
      const rank = raster.rankBetween(start, first);
      const number = roads.length + 1;
      roads.push({
        code: `DL${String(number).padStart(5, '0')}`,
        name: roadName(rank, placeOf(start), placeOf(here), number),
        rank,
        line,
        lengthMetres: Math.round(lengthOf(line)),
        township: township >= 0 ? township : geography.nearestTownship(middle[0], middle[1]).township,
        streetOf: -1,
      });
    }
  }
  return roads;
}

function roadName(rank: number, from: LngLat, to: LngLat, number: number): string {
  const seatNear = (place: LngLat): string =>
    townships.reduce((best, township) =>
      localMetres(township.seat[0], township.seat[1], place[0], place[1]) < localMetres(best.seat[0], best.seat[1], place[0], place[1]) ? township : best,
    ).shortName;
  const first = seatNear(from);
  const second = seatNear(to);
  const pair = first === second ? `${first}环` : `${first.slice(0, 1)}${second.slice(0, 1)}`;
  if (rank === 1) return `${pair}公路`;
  if (rank === 2) return `${pair}线`;
  return rank === 3 ? `${first}县道${String((number % 89) + 10)}` : `${first}村道${String((number % 389) + 10)}`;
}

/** Rounds the corners of a way (Chaikin, two rounds) unless that would put a land road into the water. */
function smoothLine(geography: Geography, places: readonly LngLat[]): Position[] {
  let line: Position[] = places.map((place) => [place[0], place[1]]);
  if (line.length > 2) {
    // Every other cell is enough: the steps of the raster fall away before the corners are rounded.
    line = line.filter((_, index) => index === 0 || index === line.length - 1 || index % 2 === 0);
    for (let round = 0; round < 2; round += 1) line = cutCorners(line);
  }
  const rounded = line.map((place) => roundPlace([place[0], place[1]]) as Position);
  const wetBefore = wetShare(geography, places);
  return wetShare(geography, rounded) > wetBefore ? places.map((place) => [place[0], place[1]]) : rounded;
}

/** Length in metres of the parts of a line that lie over water, sampled every 30 m. */
export function wetShare(geography: Geography, line: readonly LngLat[]): number {
  let wet = 0;
  for (let index = 0; index + 1 < line.length; index += 1) {
    const from = line[index] ?? [0, 0];
    const to = line[index + 1] ?? [0, 0];
    const metres = localMetres(from[0], from[1], to[0], to[1]);
    const steps = Math.max(1, Math.ceil(metres / 30));
    for (let step = 0; step < steps; step += 1) {
      const share = (step + 0.5) / steps;
      if (!geography.isLand(from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1]))) wet += metres / steps;
    }
  }
  return Math.round(wet);
}

function cutCorners(line: readonly Position[]): Position[] {
  const first = line[0];
  const last = line[line.length - 1];
  if (first === undefined || last === undefined) return [];
  const cut: Position[] = [first];
  for (let index = 0; index + 1 < line.length; index += 1) {
    const from = line[index] ?? first;
    const to = line[index + 1] ?? last;
    if (index > 0) cut.push([from[0] + 0.25 * (to[0] - from[0]), from[1] + 0.25 * (to[1] - from[1])]);
    if (index + 2 < line.length) cut.push([from[0] + 0.75 * (to[0] - from[0]), from[1] + 0.75 * (to[1] - from[1])]);
  }
  cut.push(last);
  return cut;
}

/** Gives the length of a line in metres. */
export function lengthOf(line: readonly LngLat[]): number {
  let metres = 0;
  for (let index = 0; index + 1 < line.length; index += 1) {
    const from = line[index] ?? [0, 0];
    const to = line[index + 1] ?? [0, 0];
    metres += localMetres(from[0], from[1], to[0], to[1]);
  }
  return metres;
}
