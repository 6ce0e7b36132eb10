// Where are the industrial parks, and how are they cut into parcels and buildings? Also the rented yards of the villages.
import type { Geography } from './geography.ts';
import { localMetres, offsetPlace, roundPlace } from './geography.ts';
import { townships } from './areas.ts';
import type { LngLat } from './land-features.ts';
import { hillNames, parkNames } from './place-names.ts';
import type { Random } from './random.ts';
import { createRandom } from './random.ts';
import type { Rectangle } from './rectangles.ts';
import { contains, innerRectangle, placeInside, probesOf, rectanglesTouch } from './rectangles.ts';
import type { Port } from './ports.ts';
import type { Village } from './settlements.ts';
import type { Terrain } from './terrain.ts';

/** What a park is for; decides which firms move in. */
export type ParkUse = 'chemical' | 'seafood' | 'cold' | 'shipyard' | 'machinery' | 'general' | 'stone' | 'textile' | 'logistics' | 'village' | 'mine';

export interface Park {
  readonly code: string;
  readonly name: string;
  readonly use: ParkUse;
  readonly kind: string;
  readonly township: number;
  readonly rectangle: Rectangle;
  /** Index into villages for a village yard, else −1. */
  readonly village: number;
}

export interface Parcel {
  readonly code: string;
  readonly park: number;
  readonly rectangle: Rectangle;
}

export interface Building {
  readonly code: string;
  readonly parcel: number;
  readonly park: number;
  readonly rectangle: Rectangle;
  readonly storeys: number;
  readonly use: string;
  /** True when floors and rooms are let to several firms. */
  readonly tenanted: boolean;
}

export interface Estate {
  readonly parks: readonly Park[];
  readonly parcels: readonly Parcel[];
  readonly buildings: readonly Building[];
}

type ParkLine = readonly [cell: string, use: ParkUse, kind: string, hectares: number, fromSeatMetres: number];

/** The parks of the city: township cell, use, kind, size, rough distance from the seat. All invented. */
const parkLines: readonly ParkLine[] = [
  ['C18', 'chemical', '化工园区', 150, 2_000], ['C16', 'general', '综合产业园', 210, 1_900], ['C15', 'seafood', '海洋食品产业园', 96, 1_700],
  ['C11', 'machinery', '装备制造园', 130, 2_300], ['C02', 'general', '高新产业园', 110, 3_300], ['C05', 'seafood', '水产加工区', 64, 1_900],
  ['C06', 'shipyard', '船舶修造园', 58, 2_400], ['C07', 'seafood', '海产品加工园', 62, 2_000], ['C09', 'machinery', '汽配产业园', 84, 2_100],
  ['C03', 'cold', '冷链物流园', 66, 2_000], ['C17', 'stone', '石材产业园', 74, 2_100], ['C10', 'stone', '石材集中加工区', 56, 1_900],
  ['C19', 'seafood', '食品工业园', 54, 1_900], ['C13', 'seafood', '海藻加工园', 48, 2_100], ['C11', 'textile', '纺织服装园', 52, 2_700],
  ['C01', 'general', '工业集聚区', 30, 1_300], ['C04', 'general', '工业集聚区', 32, 1_400], ['C08', 'general', '工业集聚区', 28, 1_400],
  ['C12', 'general', '工业集聚区', 26, 1_300], ['C14', 'textile', '轻工产业园', 34, 2_000], ['C02', 'logistics', '物流园', 58, 3_700],
  ['C18', 'shipyard', '修造船基地', 44, 2_600], ['C16', 'cold', '保税冷链园', 46, 2_900], ['C15', 'logistics', '临港物流园', 36, 2_300],
  ['C05', 'machinery', '机械加工园', 40, 2_500], ['C09', 'textile', '渔网绳缆园', 30, 2_500],
];
const mineCount = 22;
const villageYards = 64;

/** Gives parks, mines and village yards with their parcels and buildings, all on land and apart from each other. */
export function buildEstate(seed: number, geography: Geography, terrain: Terrain, villages: readonly Village[], ports: readonly Port[]): Estate {
  const random = createRandom(seed, 'parks');
  const parks: Park[] = [];
  const isFree = (rectangle: Rectangle, shoreMetres: number, gapMetres: number): boolean =>
    probesOf(rectangle, 90).every(([lng, lat]) => geography.coastMetres(lng, lat) > shoreMetres && geography.isLand(lng, lat)) &&
    !parks.some((park) => rectanglesTouch(park.rectangle, rectangle, gapMetres));
  const addPark = (use: ParkUse, kind: string, name: string, rectangle: Rectangle, village: number): void => {
    const township = geography.townshipAt(rectangle.centre[0], rectangle.centre[1]);
    const prefix = use === 'mine' ? 'KS' : use === 'village' ? 'CY' : 'YQ';
    const number = parks.filter((park) => park.code.startsWith(prefix)).length + 1;
    parks.push({ code: `${prefix}${String(number).padStart(2, '0')}`, name, use, kind, township, rectangle, village });
  };
  parkLines.forEach(([cell, use, kind, hectares, fromSeatMetres], index) => {
    const township = townships.findIndex((candidate) => candidate.cell === cell);
    const seat = townships[township]?.seat ?? [0, 0];
    const port = ports.find((candidate) => candidate.township === township);
    for (let attempt = 0; attempt < 600; attempt += 1) {
      const shape = random.between(1.1, 1.9);
      const size = hectares * (attempt < 300 ? 1 : 0.6) * 10_000;
      const angle = random.between(-0.7, 0.7);
      const bearing = random.between(0, 2 * Math.PI);
      const metres = fromSeatMetres * (1 + attempt / 500) * random.between(0.85, 1.25) + Math.sqrt(size) / 3;
      const seaside = port !== undefined && (use === 'seafood' || use === 'shipyard') && attempt < 250;
      const from = seaside ? port.landing : seat;
      const centre = roundPlace(offsetPlace(from, (seaside ? metres / 2 : metres) * Math.sin(bearing), (seaside ? metres / 2 : metres) * Math.cos(bearing)));
      const rectangle: Rectangle = { centre, alongMetres: Math.sqrt(size * shape), acrossMetres: Math.sqrt(size / shape), angle };
      if (geography.townshipAt(centre[0], centre[1]) !== township || terrain.heightMetres(centre[0], centre[1]) > 45) continue;
      if (townships.some((other) => localMetres(other.seat[0], other.seat[1], centre[0], centre[1]) < other.builtUpMetres * 0.75 + Math.sqrt(size) * 0.55)) continue;
      if (villages.some((village) => contains(rectangle, village.place, village.radiusMetres * 0.9 + 40))) continue;
      if (!isFree(rectangle, use === 'shipyard' ? 60 : 140, 120)) continue;
      addPark(use, kind, `${parkNames[index] ?? ''}${kind}`, rectangle, -1);
      break;
    }
  });
  for (let attempt = 0, made = 0; attempt < 6_000 && made < mineCount; attempt += 1) {
    const centre = roundPlace([random.between(122.15, 122.69), random.between(36.84, 37.42)]);
    const side = random.between(190, 430);
    const rectangle: Rectangle = { centre, alongMetres: side * 1.3, acrossMetres: side, angle: random.between(-0.8, 0.8) };
    if (geography.townshipAt(centre[0], centre[1]) < 0 || terrain.heightMetres(centre[0], centre[1]) < 70) continue;
    if (villages.some((village) => localMetres(village.place[0], village.place[1], centre[0], centre[1]) < 550) || !isFree(rectangle, 500, 900)) continue;
    addPark('mine', '矿区', `${hillNames[made % hillNames.length] ?? ''}矿区`, rectangle, -1);
    made += 1;
  }
  const chosen = villages.map((village, index) => ({ village, index, wish: random.next() * Math.sqrt(village.population) })).sort((a, b) => b.wish - a.wish);
  for (const { village, index } of chosen.slice(0, villageYards)) {
    for (let attempt = 0; attempt < 60; attempt += 1) {
      const bearing = random.between(0, 2 * Math.PI);
      const along = random.between(110, 260);
      const rectangle: Rectangle = { centre: villageEdge(village, bearing, along), alongMetres: along, acrossMetres: random.between(80, 170), angle: random.between(-0.8, 0.8) };
      if (geography.townshipAt(rectangle.centre[0], rectangle.centre[1]) !== village.township || !isFree(rectangle, 90, 40)) continue;
      addPark('village', '村级工业点', `${village.name}村工业点`, rectangle, index);
      break;
    }
  }
  return { parks, ...cutParks(random, parks) };
}

function villageEdge(village: Village, bearing: number, along: number): [number, number] {
  const metres = village.radiusMetres * 0.75 + along * 0.6;
  return roundPlace(offsetPlace(village.place, metres * Math.sin(bearing), metres * Math.cos(bearing)));
}

/** Gives the gate of a park: the middle of the side that faces `towards`, where the road ends. */
export function gateOf(park: Park, towards: LngLat): [number, number] {
  const { alongMetres, acrossMetres } = park.rectangle;
  const sides = [[alongMetres / 2 + 8, 0], [-alongMetres / 2 - 8, 0], [0, acrossMetres / 2 + 8], [0, -acrossMetres / 2 - 8]] as const;
  const gates = sides.map(([along, across]) => placeInside(park.rectangle, along, across));
  return gates.reduce((best, gate) => (localMetres(gate[0], gate[1], towards[0], towards[1]) < localMetres(best[0], best[1], towards[0], towards[1]) ? gate : best));
}

/** Cuts each park into parcels between lanes, and sets buildings on the parcels. */
function cutParks(random: Random, parks: readonly Park[]): { parcels: Parcel[]; buildings: Building[] } {
  const parcels: Parcel[] = [];
  const buildings: Building[] = [];
  parks.forEach((park, parkIndex) => {
    const wish = parcelSize[park.use];
    const columns = Math.max(1, Math.round(park.rectangle.alongMetres / wish.along));
    const rows = Math.max(1, Math.round(park.rectangle.acrossMetres / wish.across));
    const along = park.rectangle.alongMetres / columns;
    const across = park.rectangle.acrossMetres / rows;
    for (let column = 0; column < columns; column += 1) {
      for (let row = 0; row < rows; row += 1) {
        // Some plots are still empty: a park is never full.
        if (columns * rows > 4 && random.chance(0.09)) continue;
        const lane = row % 2 === 0 ? wish.lane / 2 : -wish.lane / 2;
        const rectangle = innerRectangle(park.rectangle, (column + 0.5) * along - park.rectangle.alongMetres / 2, (row + 0.5) * across - park.rectangle.acrossMetres / 2 - lane / 2, along - 10, across - wish.lane / 2 - 8);
        parcels.push({ code: `ZD${String(parcels.length + 1).padStart(5, '0')}`, park: parkIndex, rectangle });
        if (park.use !== 'mine') addBuildings(random, park, parkIndex, parcels.length - 1, rectangle, buildings);
      }
    }
  });
  return { parcels, buildings };
}

/** Wished parcel size in metres by use, and the width of the lane between rows. */
const parcelSize: Record<ParkUse, { along: number; across: number; lane: number }> = {
  chemical: { along: 260, across: 210, lane: 26 }, seafood: { along: 150, across: 120, lane: 20 }, cold: { along: 170, across: 130, lane: 22 },
  shipyard: { along: 240, across: 170, lane: 20 }, machinery: { along: 180, across: 140, lane: 22 }, general: { along: 150, across: 125, lane: 20 },
  stone: { along: 130, across: 110, lane: 16 }, textile: { along: 130, across: 110, lane: 18 }, logistics: { along: 220, across: 150, lane: 26 },
  village: { along: 120, across: 90, lane: 8 }, mine: { along: 600, across: 600, lane: 0 },
};

/** Shares of let buildings by use: what makes a factory within a factory. Our design. */
const tenantedShare: Partial<Record<ParkUse, number>> = { village: 0.72, general: 0.3, textile: 0.45, stone: 0.25, seafood: 0.22, machinery: 0.2 };

function addBuildings(random: Random, park: Park, parkIndex: number, parcelIndex: number, parcel: Rectangle, buildings: Building[]): void {
  const halls = parcel.acrossMetres < 70 ? random.integer(1, 2) : random.integer(1, park.use === 'logistics' ? 2 : 3);
  const depth = (parcel.acrossMetres - 14) / halls;
  for (let hall = 0; hall < halls; hall += 1) {
    const width = (parcel.alongMetres - 16) * random.between(0.55, 0.94);
    const across = Math.min(depth - 9, random.between(16, park.use === 'logistics' || park.use === 'shipyard' ? 60 : 42));
    if (across < 9 || width < 14) continue;
    const shift = ((parcel.alongMetres - 16 - width) / 2) * random.between(-1, 1);
    const rectangle = innerRectangle(parcel, shift, (hall + 0.5) * depth - (parcel.acrossMetres - 14) / 2, width, across);
    const tall = ['textile', 'general', 'machinery'].includes(park.use) && random.chance(0.3);
    buildings.push({
      code: `JZ${String(buildings.length + 1).padStart(5, '0')}`,
      parcel: parcelIndex,
      park: parkIndex,
      rectangle,
      storeys: tall ? random.integer(3, 6) : park.use === 'village' ? random.integer(1, 3) : random.integer(1, 2),
      use: park.use === 'cold' ? '冷库' : park.use === 'logistics' ? '仓库' : hall === halls - 1 && halls > 1 && random.chance(0.2) ? '办公' : '厂房',
      tenanted: random.chance(tenantedShare[park.use] ?? 0.1),
    });
  }
}
