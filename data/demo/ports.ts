// Where can a fishing port lie? In the bays that the real coast offers: water near land, closed on most sides, open on one.
import type { SiteRow } from '../contract/sites.ts';
import { cityName, townships } from './areas.ts';
import type { Geography } from './geography.ts';
import { localMetres, offsetPlace, roundPlace } from './geography.ts';
import type { LngLat } from './land-features.ts';
import { portNames } from './place-names.ts';
import { createRandom } from './random.ts';
import type { Village } from './settlements.ts';

export interface Port {
  readonly code: string;
  readonly name: string;
  readonly township: number;
  /** In the water of the basin. */
  readonly place: LngLat;
  /** On the land beside it, where the road ends. */
  readonly landing: LngLat;
  readonly gradeCode: string;
  readonly berths: number;
  readonly depthMetres: number;
  readonly shelteredHectares: number;
  readonly shelterWindForce: number;
  readonly opensTowardsDegrees: number;
}

/** Grades from the largest port down; berths are what a port of that grade gets here. Our design, near DOMAIN-size ports. */
const gradePlan = [
  { gradeCode: 'central', title: '中心渔港', count: 1, berths: [210, 240], depth: [7, 9], hectares: [42, 60], force: 12 },
  { gradeCode: 'grade-1', title: '一级渔港', count: 3, berths: [110, 150], depth: [5.5, 7.5], hectares: [22, 36], force: 11 },
  { gradeCode: 'grade-2', title: '二级渔港', count: 5, berths: [65, 95], depth: [4, 6], hectares: [9, 20], force: 10 },
  { gradeCode: 'grade-3', title: '三级渔港', count: 7, berths: [35, 60], depth: [2.6, 4.2], hectares: [3, 8], force: 8 },
] as const;
const portSpacingMetres = 3_600;
const rayCount = 32;
/** A bay wider than this protects nobody. */
const fetchMetres = 2_600;

interface Bay {
  place: LngLat;
  closed: number;
  opensTowardsDegrees: number;
  rank: number;
}

/** Gives the 16 fishing ports, largest first. Throws RangeError when the coast has fewer bays than that. */
export function buildPorts(seed: number, geography: Geography, villages: readonly Village[]): Port[] {
  const random = createRandom(seed, 'ports');
  const people = [
    ...townships.map((township) => ({ place: township.seat, population: township.population * township.urbanShare })),
    ...villages.map((village) => ({ place: village.place, population: village.population })),
  ];
  const bays: Bay[] = [];
  for (let attempt = 0; attempt < 60_000; attempt += 1) {
    const place = roundPlace([random.between(122.14, 122.71), random.between(36.82, 37.46)]);
    const coast = geography.coastMetres(place[0], place[1]);
    if (coast > -90 || coast < -230 || geography.isLand(place[0], place[1])) continue;
    const bay = lookAround(geography, place);
    if (bay.closed < 0.55 || bay.closed > 0.9) continue;
    let near = 0;
    for (const group of people) near += group.population * Math.exp(-localMetres(place[0], place[1], group.place[0], group.place[1]) / 1_600);
    if (near < 350) continue;
    // Shelter and people nearby make a port; neither alone does.
    bays.push({ ...bay, rank: (bay.closed - 0.35) * Math.log(near) });
  }
  bays.sort((first, second) => second.rank - first.rank);
  const chosen: { bay: Bay; landing: LngLat; township: number }[] = [];
  for (const bay of bays) {
    if (chosen.length === 16) break;
    if (chosen.some((port) => localMetres(port.bay.place[0], port.bay.place[1], bay.place[0], bay.place[1]) < portSpacingMetres)) continue;
    const landing = findLanding(geography, bay.place);
    const township = landing === undefined ? -1 : geography.townshipAt(landing[0], landing[1]);
    if (landing !== undefined && township >= 0 && geography.nearestTownship(bay.place[0], bay.place[1]).township === township) {
      chosen.push({ bay, landing, township });
    }
  }
  if (chosen.length < 16) throw new RangeError(`seen ${chosen.length} bays fit for a port, expected at least 16`);
  const plan = gradePlan.flatMap((grade) => Array.from({ length: grade.count }, () => grade));
  return chosen.map(({ bay, landing, township }, index) => {
    const grade = plan[index] ?? gradePlan[3];
    return {
      code: `YG${String(index + 1).padStart(2, '0')}`,
      name: `${portNames[index % portNames.length] ?? ''}${grade.title}`,
      township,
      place: bay.place,
      landing,
      gradeCode: grade.gradeCode,
      berths: random.integer(grade.berths[0], grade.berths[1]),
      depthMetres: Math.round(random.between(grade.depth[0], grade.depth[1]) * 10) / 10,
      shelteredHectares: Math.round(random.between(grade.hectares[0], grade.hectares[1]) * 10) / 10,
      shelterWindForce: grade.force,
      opensTowardsDegrees: Math.round(bay.opensTowardsDegrees),
    };
  });
}

function lookAround(geography: Geography, place: LngLat): Bay {
  let closed = 0;
  let east = 0;
  let north = 0;
  for (let ray = 0; ray < rayCount; ray += 1) {
    const angle = (2 * Math.PI * ray) / rayCount;
    let metres = 90;
    for (let step = 0; step < 60 && metres < fetchMetres; step += 1) {
      const at = offsetPlace(place, metres * Math.sin(angle), metres * Math.cos(angle));
      const water = -geography.coastMetres(at[0], at[1]);
      if (water <= 0) break;
      metres += Math.max(50, water * 0.9);
    }
    if (metres < fetchMetres) closed += 1;
    else {
      east += Math.sin(angle);
      north += Math.cos(angle);
    }
  }
  return { place, closed: closed / rayCount, opensTowardsDegrees: ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360, rank: 0 };
}

/** Gives the nearest place 60 to 160 m inland, or undefined when there is none within 900 m. */
function findLanding(geography: Geography, place: LngLat): LngLat | undefined {
  for (let metres = 120; metres <= 900; metres += 40) {
    for (let ray = 0; ray < 24; ray += 1) {
      const angle = (2 * Math.PI * ray) / 24;
      const at = roundPlace(offsetPlace(place, metres * Math.sin(angle), metres * Math.cos(angle)));
      const coast = geography.coastMetres(at[0], at[1]);
      if (coast > 60 && coast < 200 && geography.isLand(at[0], at[1])) return at;
    }
  }
  return undefined;
}

/** Gives the rows of the layer fishing-ports. */
export function portRows(ports: readonly Port[]): SiteRow[] {
  return ports.map((port) => {
    const township = townships[port.township];
    return {
      layer: 'fishing-ports',
      code: port.code,
      name: port.name,
      sectorCode: 'SEC-FISH',
      placeTypeCode: 'PLC-PORT',
      departmentCode: 'DEP-HY',
      areaCode: township?.code ?? null,
      address: `${cityName}${township?.name ?? ''}${port.name}`,
      riskClass: port.berths > 100 ? 2 : 3,
      attributes: {
        gradeCode: port.gradeCode,
        berths: port.berths,
        shelteredHectares: port.shelteredHectares,
        depthMetres: port.depthMetres,
        shelterWindForce: port.shelterWindForce,
        opensTowardsDegrees: port.opensTowardsDegrees,
      },
      geometry: { type: 'Point', coordinates: [port.place[0], port.place[1]] },
      synthetic: true,
    };
  });
}
