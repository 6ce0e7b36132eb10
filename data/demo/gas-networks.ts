// Where do the gas pipes of the demo city run, and what hangs on them? Pipelines along the roads by pressure, stations, regulators, valves, users.
import type { Position } from '../contract/geometry.ts';
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import { townships } from './areas.ts';
import { brandName } from './firm-names.ts';
import { pointAlong, walk } from './frontages.ts';
import { type GasOperator, cylinderOperators, pipeOperator } from './gas-operators.ts';
import { localMetres, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import { moveAside, sliceLine } from './lines.ts';
import { createRandom, createWeightedChoice, type Random } from './random.ts';
import type { Road } from './road.ts';
import { lengthOf, wetShare } from './roads.ts';
import { siteRow } from './site-row.ts';
import type { World } from './world.ts';

/** The whole network; the last class takes what the others could not lay. */
export const pipelineMetres = 500_000;

interface PressurePlan {
  readonly pressureCode: string;
  readonly ranks: readonly number[];
  readonly metres: number;
  readonly diameters: readonly [number, number];
  readonly material: string;
  readonly depthMetres: number;
  /** Laid outwards from here; null = outwards from every seat at once. */
  readonly from: LngLat | null;
}

/** From the pipe that enters the city in the west down to the lanes. Lengths are our design; pressures follow GB 50028's classes. */
const plans: readonly PressurePlan[] = [
  { pressureCode: 'high-a', ranks: [1], metres: 19_000, diameters: [450, 500], material: '钢管', depthMetres: 1.8, from: [122.2595, 37.229] },
  { pressureCode: 'high-b', ranks: [1], metres: 35_000, diameters: [400, 450], material: '钢管', depthMetres: 1.6, from: [122.4, 37.0655] },
  { pressureCode: 'sub-high-a', ranks: [1], metres: 40_000, diameters: [350, 400], material: '钢管', depthMetres: 1.5, from: [122.4035, 36.9165] },
  { pressureCode: 'sub-high-b', ranks: [1, 2], metres: 54_000, diameters: [300, 350], material: '钢管', depthMetres: 1.4, from: null },
  { pressureCode: 'medium-a', ranks: [5], metres: 148_000, diameters: [200, 315], material: 'PE管', depthMetres: 1.2, from: null },
  { pressureCode: 'medium-b', ranks: [6], metres: 122_000, diameters: [110, 200], material: 'PE管', depthMetres: 1, from: null },
  { pressureCode: 'low', ranks: [6], metres: Number.POSITIVE_INFINITY, diameters: [63, 110], material: 'PE管', depthMetres: 0.8, from: null },
];

interface Pipe {
  readonly code: string;
  readonly name: string;
  readonly line: readonly Position[];
  readonly metres: number;
  readonly township: number;
  readonly operator: GasOperator;
  readonly pressureCode: string;
  readonly row: SiteRow;
}

type Attributes = SiteRow['attributes'];
const blank: Attributes = { pressureCode: null, diameterMillimetres: null, material: null, depthMetres: null, lengthMetres: null, commissionedOn: null, userKind: null, lastHomeCheckOn: null, alarmFitted: null };

/** Gives all features of the gas network; `today` is the day from which ages and checks count back. */
export function gasRows(world: World, today: number): SiteRow[] {
  const pipes = layPipes(world, today);
  return [...pipes.map((pipe) => pipe.row), ...stationRows(world, today, pipes), ...userRows(world, today, pipes)];
}

function layPipes(world: World, today: number): Pipe[] {
  const random = createRandom(world.seed, 'gas-pipes');
  const taken = new Set<Road>();
  const pipes: Pipe[] = [];
  const reach = new Map(world.roads.map((road) => [road, distancesOf(road)]));
  let laid = 0;
  for (const plan of plans) {
    const target = Math.min(plan.metres, pipelineMetres - laid);
    const from = plan.from;
    const distance = (road: Road): number => (from === null ? (reach.get(road)?.seats ?? 0) : metresTo(road, from));
    const candidates = world.roads
      .filter((road) => plan.ranks.includes(road.rank) && !taken.has(road) && road.lengthMetres > 120 && (road.rank < 5 || road.streetOf >= 0))
      .map((road) => ({ road, distance: distance(road) }))
      .sort((a, b) => a.distance - b.distance);
    let metres = 0;
    for (const { road } of candidates) {
      if (metres >= target - 60) break;
      const side = moveAside(road.line, random.chance(0.5) ? 7 : -7);
      if (wetShare(world.geography, side) > 0) continue;
      const whole = lengthOf(side);
      const line = metres + whole > target ? sliceLine(side, 0, target - metres) : side;
      taken.add(road);
      const length = lengthOf(line);
      metres += length;
      pipes.push(pipeOf(random, plan, road, line, length, pipes.length + 1, today));
    }
    laid += metres;
  }
  return pipes;
}

function middleOf(road: Road): LngLat {
  return road.line[Math.floor(road.line.length / 2)] ?? [0, 0];
}

function metresTo(road: Road, place: LngLat): number {
  const middle = middleOf(road);
  return localMetres(middle[0], middle[1], place[0], place[1]);
}

/** Distance from the nearest seat in units of its built-up radius: towns of every size are served from the middle outwards. */
function distancesOf(road: Road): { seats: number } {
  return { seats: townships.reduce((least, township) => Math.min(least, metresTo(road, township.seat) / township.builtUpMetres), Number.POSITIVE_INFINITY) };
}

function pipeOf(random: Random, plan: PressurePlan, road: Road, line: readonly Position[], length: number, number: number, today: number): Pipe {
  const operator = pipeOperator(road.township);
  const ageDays = Math.round(300 + 8_200 * random.next() ** 1.4);
  // Mains older than twenty years are what the renewal programmes look for.
  const old = ageDays > 7_300 && plan.material === 'PE管';
  const code = `RG${String(number).padStart(4, '0')}`;
  const name = `${road.name}${pressureNames[plan.pressureCode] ?? ''}燃气管道`;
  const attributes: Attributes = {
    ...blank, featureKind: 'pipeline', operatorCode: operator.code, operatorName: operator.name, pressureCode: plan.pressureCode, diameterMillimetres: random.pick(plan.diameters),
    material: old ? random.pick(['钢管', '铸铁管']) : plan.material, depthMetres: Math.round((plan.depthMetres + random.between(-0.2, 0.3)) * 10) / 10, lengthMetres: Math.round(length), commissionedOn: dateOfDay(today - ageDays),
  };
  const high = plan.pressureCode.includes('high');
  const row = siteRow({
    layer: 'gas-networks', code, name, sectorCode: 'SEC-GAS', placeTypeCode: null, township: road.township, riskClass: high ? 2 : old ? 2 : plan.pressureCode === 'low' ? 4 : 3, where: road.name,
    geometry: { type: 'LineString', coordinates: line.map(([lng, lat]) => [lng, lat]) }, attributes,
  });
  return { code, name, line, metres: length, township: road.township, operator, pressureCode: plan.pressureCode, row };
}

const pressureNames: Readonly<Record<string, string>> = { 'high-a': '高压', 'high-b': '高压', 'sub-high-a': '次高压', 'sub-high-b': '次高压', 'medium-a': '中压', 'medium-b': '中压', low: '低压' };

/** Gives a place beside a pipe on dry land, or undefined when the water is too near. */
function beside(world: World, line: readonly LngLat[], metres: number, sideMetres: number, random: Random): Position | undefined {
  const at = pointAlong(line, metres);
  const bearing = random.between(0, 2 * Math.PI);
  const place = roundPlace(offsetPlace(at, sideMetres * Math.cos(bearing), sideMetres * Math.sin(bearing)));
  return world.geography.isLand(place[0], place[1]) ? place : undefined;
}

interface Point {
  readonly code: string;
  readonly name: string;
  readonly township: number;
  readonly place: Position;
  readonly operator: GasOperator;
  readonly riskClass: number;
  readonly placeTypeCode: string | null;
  readonly where: string | null;
  readonly attributes: Attributes;
}

function pointRow(point: Point): SiteRow {
  return siteRow({
    layer: 'gas-networks', code: point.code, name: point.name, sectorCode: 'SEC-GAS', placeTypeCode: point.placeTypeCode, township: point.township, riskClass: point.riskClass, where: point.where,
    geometry: { type: 'Point', coordinates: point.place }, attributes: { ...blank, operatorCode: point.operator.code, operatorName: point.operator.name, ...point.attributes },
  });
}

/** City gates, storage and filling stations, regulators and valves on the pipes; cylinder stations and shops in every township. */
function stationRows(world: World, today: number, pipes: readonly Pipe[]): SiteRow[] {
  const random = createRandom(world.seed, 'gas-stations');
  const rows: SiteRow[] = [];
  const put = (prefix: string, name: string, featureKind: string, pipe: Pipe, metres: number, side: number, riskClass: number, station: boolean): void => {
    const place = beside(world, pipe.line, metres, side, random);
    if (place === undefined) return;
    const code = `${prefix}${String(rows.length + 1).padStart(4, '0')}`;
    rows.push(pointRow({ code, name, township: pipe.township, place, operator: pipe.operator, riskClass, placeTypeCode: station ? 'PLC-GASST' : null, where: null, attributes: { featureKind, pressureCode: pipe.pressureCode, commissionedOn: dateOfDay(today - random.integer(300, 7_000)) } }));
  };
  const of = (...codes: string[]): Pipe[] => pipes.filter((pipe) => codes.includes(pipe.pressureCode));
  const named = (pipe: Pipe): string => townships[pipe.township]?.shortName ?? '';
  const every = (list: readonly Pipe[], count: number): Pipe[] => Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]).filter((pipe) => pipe !== undefined);
  every(of('high-a', 'high-b'), 3).forEach((pipe) => put('CZ', `${named(pipe)}天然气门站`, 'station', pipe, 40, 70, 1, true));
  every(of('sub-high-a'), 3).forEach((pipe) => put('CZ', `${named(pipe)}液化天然气储配站`, 'station', pipe, pipe.metres / 2, 90, 1, true));
  every(of('sub-high-b'), 6).forEach((pipe) => put('CZ', `${named(pipe)}天然气加气站`, 'station', pipe, pipe.metres / 2, 40, 2, true));
  every(of('high-b', 'sub-high-a', 'sub-high-b'), 28).forEach((pipe) => put('TY', `${named(pipe)}高中压调压站`, 'regulator', pipe, pipe.metres - 20, 25, 2, true));
  every(of('medium-a'), 140).forEach((pipe, index) => put('TY', `${pipe.name.replace(/中压燃气管道$/, '')}调压箱${index + 1}`, 'regulator', pipe, 15, 9, 3, false));
  for (const pipe of of('high-a', 'high-b', 'sub-high-a', 'sub-high-b')) {
    walk(pipe.line, 1_500, (at, number) => {
      if (number % 2 === 0 || pipe.metres > 3_000) put('FJ', `${named(pipe)}阀井`, 'valve', { ...pipe, line: [[at[0], at[1]], [at[0], at[1]]], metres: 0 }, 0, 3, 3, false);
    });
  }
  return [...rows, ...cylinderRows(world, today)];
}

/** Five filling stations in the open country, and shops for cylinders where people live. */
function cylinderRows(world: World, today: number): SiteRow[] {
  const random = createRandom(world.seed, 'gas-cylinders');
  const rows: SiteRow[] = [];
  const put = (name: string, operator: GasOperator, township: number, place: LngLat, riskClass: number, where: string | null): void => {
    rows.push(pointRow({ code: `YH${String(rows.length + 1).padStart(4, '0')}`, name, township, place: roundPlace(place), operator, riskClass, placeTypeCode: 'PLC-GASST', where, attributes: { featureKind: 'lpg-station', commissionedOn: dateOfDay(today - random.integer(400, 8_000)) } }));
  };
  for (const operator of cylinderOperators) {
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const { place, road } = world.frontages.onRoad(random);
      const township = world.geography.townshipAt(place[0], place[1]);
      const lonely = township >= 0 && townships.every((seat) => localMetres(seat.seat[0], seat.seat[1], place[0], place[1]) > seat.builtUpMetres + 300) && world.villages.every((village) => localMetres(village.place[0], village.place[1], place[0], place[1]) > village.radiusMetres + 150);
      if (!lonely || world.geography.coastMetres(place[0], place[1]) < 200) continue;
      put(`${operator.name.replace(/(供应)?有限公司$/, '')}储配站`, operator, township, place, 1, road.name);
      break;
    }
  }
  townships.forEach((township, index) => {
    const shops = township.population > 60_000 ? 4 : township.population > 30_000 ? 2 : 1;
    for (let shop = 0; shop < shops; shop += 1) {
      const front = world.frontages.inTown(random, index);
      put(`${township.shortName}${front.street}液化气供应站`, random.pick(cylinderOperators), index, front.place, 2, `${front.street}${front.number}号`);
    }
  });
  return rows;
}

const userPlan = [
  { kind: '居民', count: 340, pressures: ['low', 'medium-b'], alarm: 0.46, checkedDays: 720, risk: 3 },
  { kind: '商业', count: 260, pressures: ['low', 'medium-b', 'medium-a'], alarm: 0.79, checkedDays: 365, risk: 2 },
  { kind: '公共机构', count: 76, pressures: ['medium-b', 'medium-a'], alarm: 0.94, checkedDays: 365, risk: 2 },
] as const;

/** Users: groups of homes, trade and public bodies along the distribution pipes, factories in the parks. */
function userRows(world: World, today: number, pipes: readonly Pipe[]): SiteRow[] {
  const random = createRandom(world.seed, 'gas-users');
  const rows: SiteRow[] = [];
  const put = (kind: string, name: string, township: number, place: Position, operator: GasOperator, pressureCode: string, alarm: number, checkedDays: number, riskClass: number): void => {
    const luck = random.next();
    // Most are looked at once a cycle; some are long overdue, some were never seen.
    const lastHomeCheckOn = luck < 0.07 ? null : dateOfDay(today - Math.round(luck < 0.18 ? checkedDays * random.between(1.1, 3) : checkedDays * random.between(0.01, 1)));
    rows.push(pointRow({ code: `YHU${String(rows.length + 1).padStart(4, '0')}`, name, township, place, operator, riskClass, placeTypeCode: null, where: null, attributes: { featureKind: 'user', pressureCode, userKind: kind, lastHomeCheckOn, alarmFitted: random.chance(alarm) } }));
  };
  for (const plan of userPlan) {
    const served = pipes.filter((pipe) => (plan.pressures as readonly string[]).includes(pipe.pressureCode));
    const choose = createWeightedChoice(served.map((pipe) => pipe.metres));
    for (let made = 0, attempt = 0; made < plan.count && attempt < plan.count * 4; attempt += 1) {
      const pipe = served[choose(random)];
      const place = pipe === undefined ? undefined : beside(world, pipe.line, random.next() * pipe.metres, random.between(14, 30), random);
      if (pipe === undefined || place === undefined) continue;
      const street = pipe.name.replace(/[中低]压燃气管道$/, '');
      const number = random.integer(1, 180);
      const name = plan.kind === '居民' ? `${street}${number}号居民用户（${random.integer(2, 48) * 12}户）` : plan.kind === '商业' ? `${brandName(random)}${random.pick(['酒店', '饭庄', '食堂', '洗衣房', '面包房', '烧烤', '浴池'])}（${street}）` : `${street}${random.pick(['小学食堂', '敬老院', '卫生院', '机关食堂', '幼儿园'])}`;
      put(plan.kind, name, pipe.township, place, pipe.operator, pipe.pressureCode, plan.alarm, plan.checkedDays, plan.risk);
      made += 1;
    }
  }
  const parks = world.estate.parks.filter((park) => !['mine', 'village', 'logistics'].includes(park.use));
  const halls = world.estate.buildings.filter((building) => building.use === '厂房' && parks.includes(world.estate.parks[building.park] ?? parks[0]!));
  const step = Math.max(1, Math.floor(halls.length / 112));
  for (let index = 0; index < halls.length && rows.length < 788; index += step) {
    const hall = halls[index];
    const park = world.estate.parks[hall?.park ?? 0];
    if (hall === undefined || park === undefined) continue;
    put('工业', `${park.name}${brandName(random)}工业用户`, park.township, roundPlace(hall.rectangle.centre), pipeOperator(park.township), 'medium-a', 0.96, 365, 2);
  }
  return rows;
}
