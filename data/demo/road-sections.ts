// Which stretches of road are listed as hazardous? Where the road itself bends, drops, meets another, or runs by the water or through a village.
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import { localMetres } from './geography.ts';
import type { LngLat } from './land-features.ts';
import { sharpestTurnDegrees, sliceLine } from './lines.ts';
import { createRandom, createWeightedChoice, type Random } from './random.ts';
import type { Road } from './road.ts';
import { lengthOf, wetShare } from './roads.ts';
import { siteRow } from './site-row.ts';
import type { World } from './world.ts';

export const sectionCount = 60;
/** Two listed stretches lie at least this far apart. */
const spacingMetres = 900;

/** Gives the 60 listed stretches: each follows its road vertex by vertex. Throws RangeError when the roads have too few. */
export function sectionRows(world: World, today: number): SiteRow[] {
  const random = createRandom(world.seed, 'sections');
  const roads = world.roads.filter((road) => road.rank <= 4 && road.lengthMetres > 700);
  const choose = createWeightedChoice(roads.map((road) => road.lengthMetres * (road.rank <= 2 ? 1.8 : 1)));
  const middles: LngLat[] = [];
  const rows: SiteRow[] = [];
  for (let attempt = 0; rows.length < sectionCount; attempt += 1) {
    if (attempt > 12_000) throw new RangeError(`seen ${rows.length} stretches of road apart from each other, expected ${sectionCount}`);
    const road = roads[choose(random)];
    if (road === undefined) continue;
    const length = random.between(220, Math.min(900, road.lengthMetres * 0.8));
    const start = random.chance(0.1) ? 0 : random.between(0, road.lengthMetres - length);
    const line = sliceLine(road.line, start, start + length);
    const middle = line[Math.floor(line.length / 2)] ?? [0, 0];
    if (middles.some((other) => localMetres(other[0], other[1], middle[0], middle[1]) < spacingMetres)) continue;
    // Bridges are listed by themselves, not as stretches of road.
    if (wetShare(world.geography, line) > 0 || line.some(([lng, lat]) => !world.geography.isLand(lng, lat))) continue;
    const reason = reasonFor(world, random, road, line, start);
    if (reason === undefined) continue;
    middles.push(middle);
    rows.push(rowOf(random, road, line, reason, rows.length + 1, today));
  }
  return rows;
}

const shortNames: Readonly<Record<string, string>> = {
  急弯视距不足: '急弯', '长下坡、坡陡': '长下坡', 临水临崖无护栏: '临水', 穿村路段人车混行: '穿村', '平交路口视线受阻、无信号控制': '平交路口', '大货车集中、路面破损': '货运',
};

/** What is wrong with a stretch, read from its own shape and surroundings; undefined where nothing is. */
function reasonFor(world: World, random: Random, road: Road, line: readonly LngLat[], start: number): string | undefined {
  const heights = line.map((place) => world.terrain.heightMetres(place[0], place[1]));
  const fall = Math.max(...heights) - Math.min(...heights);
  const shore = Math.min(...line.map((place) => Math.abs(world.geography.coastMetres(place[0], place[1]))));
  const [lng, lat] = line[Math.floor(line.length / 2)] ?? [0, 0];
  const houses = world.villages.some((village) => localMetres(village.place[0], village.place[1], lng, lat) < village.radiusMetres);
  const reasons = [
    ...(sharpestTurnDegrees(line) > 27 ? ['急弯视距不足'] : []),
    ...(fall > 22 ? ['长下坡、坡陡'] : []),
    ...(shore < 120 ? ['临水临崖无护栏'] : []),
    ...(houses ? ['穿村路段人车混行'] : []),
    ...(start === 0 ? ['平交路口视线受阻、无信号控制'] : []),
    ...(road.rank <= 2 && random.chance(0.2) ? ['大货车集中、路面破损'] : []),
  ];
  return reasons.length === 0 ? undefined : random.pick(reasons);
}

function rowOf(random: Random, road: Road, line: [number, number, ...number[]][], reason: string, number: number, today: number): SiteRow {
  const busy = road.rank <= 2 ? 1.8 : 1;
  const crashes = Math.max(1, Math.round(Math.exp(random.normal(1.1, 0.7)) * busy));
  const deaths = crashes > 5 && random.chance(0.5) ? random.integer(1, 3) : random.chance(0.12) ? 1 : 0;
  const listedDay = today - random.integer(30, 900);
  const treatedDay = random.chance(0.18) ? listedDay + random.integer(60, 300) : null;
  return siteRow({
    layer: 'road-sections', code: `LD${String(number).padStart(3, '0')}`, name: `${road.name}${shortNames[reason] ?? ''}隐患路段`, sectorCode: 'SEC-ROAD', placeTypeCode: 'PLC-ROADSEG', township: road.township,
    riskClass: deaths >= 2 ? 1 : deaths > 0 || crashes > 6 ? 2 : 3, where: road.name, geometry: { type: 'LineString', coordinates: line },
    attributes: { roadCode: road.code, reason, lengthMetres: Math.round(lengthOf(line)), crashesThreeYears: crashes, deathsThreeYears: deaths, listedOn: dateOfDay(listedDay), treatedOn: treatedDay !== null && treatedDay < today ? dateOfDay(treatedDay) : null },
  });
}
