// Where do the turbines of the demo city stand? Two farms in rows at sea, three on the ridges: 230 turbines.
import type { Position } from '../contract/geometry.ts';
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import { townships } from './areas.ts';
import { localMetres, offsetPlace, roundPlace } from './geography.ts';
import { outlineOf } from './lines.ts';
import { createRandom } from './random.ts';
import { contains } from './rectangles.ts';
import { siteRow } from './site-row.ts';
import type { World } from './world.ts';

interface FarmPlan {
  readonly code: string;
  readonly name: string;
  readonly near: readonly [number, number];
  readonly offshore: boolean;
  readonly turbines: number;
  readonly gapMetres: number;
  readonly megawatts: number;
  readonly hubMetres: number;
  readonly stage: 'construction' | 'operation';
  /** Days before the city's day on which the first turbine ran. */
  readonly ageDays: number;
}

/** All invented; 72 + 56 at sea and 38 + 34 + 30 on land are 230. */
const plans: readonly FarmPlan[] = [
  { code: 'FD1', name: '澜外海上风电场', near: [122.635, 36.835], offshore: true, turbines: 72, gapMetres: 780, megawatts: 6.5, hubMetres: 110, stage: 'operation', ageDays: 1_240 },
  { code: 'FD2', name: '鸥外海上风电场', near: [122.672, 37.205], offshore: true, turbines: 56, gapMetres: 820, megawatts: 8.5, hubMetres: 125, stage: 'construction', ageDays: 260 },
  { code: 'FD3', name: '槐岭风电场', near: [122.3, 37.2], offshore: false, turbines: 38, gapMetres: 400, megawatts: 2.5, hubMetres: 85, stage: 'operation', ageDays: 3_400 },
  { code: 'FD4', name: '砚川风电场', near: [122.262, 37.045], offshore: false, turbines: 34, gapMetres: 380, megawatts: 2, hubMetres: 80, stage: 'operation', ageDays: 4_600 },
  { code: 'FD5', name: '橡岭风电场', near: [122.44, 37.3], offshore: false, turbines: 30, gapMetres: 420, megawatts: 3.2, hubMetres: 100, stage: 'operation', ageDays: 2_100 },
];

/** Turbines at sea keep this far from land, those on land this far from houses; metres, our design. */
const seaRoomMetres = 2_200;
const houseRoomMetres = 330;

/** Gives five farm outlines and 230 turbines. Throws RangeError when a farm finds too little room. */
export function windRows(world: World, today: number): SiteRow[] {
  return plans.flatMap((plan) => {
    const places = plan.offshore ? rowsAtSea(world, plan) : ridges(world, plan);
    if (places.length < plan.turbines) throw new RangeError(`seen room for ${places.length} turbines of ${plan.name}, expected ${plan.turbines}`);
    const random = createRandom(world.seed, `wind-${plan.code}`);
    const { township } = world.geography.nearestTownship(plan.near[0], plan.near[1]);
    const shared = { sectorCode: plan.offshore ? 'SEC-OWF' : 'SEC-ENER', placeTypeCode: plan.offshore ? 'PLC-OWF' : 'PLC-WIND', layer: 'wind-farms', where: plan.offshore ? null : '山脊' };
    const depthAt = (place: Position): number | null => (plan.offshore ? Math.round(Math.min(38, 14 - world.geography.coastMetres(place[0], place[1]) / 620) * 10) / 10 : null);
    const attributes = { farmCode: plan.code, farmName: plan.name, offshore: plan.offshore };
    const turbines = places.map((place, index): SiteRow => {
      // A farm under construction is built row by row: what stands furthest down the list is not yet there.
      const waiting = plan.stage === 'construction' && index >= plan.turbines * 0.55;
      const stage = waiting ? 'construction' : random.chance(0.04) ? 'maintenance' : 'operation';
      const land = world.geography.townshipAt(place[0], place[1]);
      return siteRow({
        ...shared, code: `${plan.code}-${String(index + 1).padStart(2, '0')}`, name: `${plan.name}${index + 1}号风机`, township: plan.offshore || land < 0 ? township : land, riskClass: waiting ? 2 : 3,
        geometry: { type: 'Point', coordinates: place },
        attributes: { ...attributes, featureKind: 'turbine', stage, ratedMegawatts: plan.megawatts, hubHeightMetres: plan.hubMetres, waterDepthMetres: depthAt(place), peopleOffshore: null, commissionedOn: waiting ? null : dateOfDay(today - plan.ageDays + Math.round((index / plan.turbines) * Math.min(180, plan.ageDays - 20))) },
      });
    });
    const farm = siteRow({
      ...shared, code: plan.code, name: plan.name, township, riskClass: plan.offshore ? 1 : 3, geometry: { type: 'Polygon', coordinates: [outlineOf(places, plan.offshore ? 420 : 260)] },
      attributes: { ...attributes, featureKind: 'farm', stage: plan.stage, ratedMegawatts: Math.round(plan.megawatts * plan.turbines * 10) / 10, hubHeightMetres: null, waterDepthMetres: null, peopleOffshore: plan.offshore ? (plan.stage === 'construction' ? 96 : 18) : null, commissionedOn: plan.stage === 'construction' ? null : dateOfDay(today - plan.ageDays) },
    });
    return [farm, ...turbines];
  });
}

/** Rows turned a little to the north-east wind, every turbine well away from land. */
function rowsAtSea(world: World, plan: FarmPlan): Position[] {
  const places: Position[] = [];
  const columns = Math.ceil(Math.sqrt(plan.turbines * 1.15));
  const angle = 0.24;
  for (let row = 0; row < columns * 2 && places.length < plan.turbines; row += 1) {
    for (let column = 0; column < columns && places.length < plan.turbines; column += 1) {
      const east = (column - (columns - 1) / 2) * plan.gapMetres + (row % 2) * plan.gapMetres * 0.5;
      const north = (row - (plan.turbines / columns - 1) / 2) * plan.gapMetres;
      const place = roundPlace(offsetPlace(plan.near, east * Math.cos(angle) - north * Math.sin(angle), east * Math.sin(angle) + north * Math.cos(angle)));
      if (!world.geography.isLand(place[0], place[1]) && world.geography.coastMetres(place[0], place[1]) < -seaRoomMetres) places.push(place);
    }
  }
  return places;
}

/** The highest free places round the farm's middle, kept apart from each other, houses and parks; numbered from west to east. */
function ridges(world: World, plan: FarmPlan): Position[] {
  const random = createRandom(world.seed, `ridges-${plan.code}`);
  const candidates = Array.from({ length: 2_600 }, () => {
    const metres = 6_200 * Math.sqrt(random.next());
    const bearing = random.between(0, 2 * Math.PI);
    const place = roundPlace(offsetPlace(plan.near, metres * Math.cos(bearing), metres * Math.sin(bearing)));
    return { place, height: world.terrain.heightMetres(place[0], place[1]) - metres / 90 };
  }).sort((a, b) => b.height - a.height);
  const chosen: Position[] = [];
  for (const { place } of candidates) {
    if (chosen.length === plan.turbines) break;
    const [lng, lat] = place;
    if (!world.geography.isLand(lng, lat) || world.geography.coastMetres(lng, lat) < 300 || world.geography.townshipAt(lng, lat) < 0) continue;
    if (chosen.some((other) => localMetres(other[0], other[1], lng, lat) < plan.gapMetres)) continue;
    if (townships.some((township) => localMetres(township.seat[0], township.seat[1], lng, lat) < township.builtUpMetres + houseRoomMetres)) continue;
    if (world.villages.some((village) => localMetres(village.place[0], village.place[1], lng, lat) < village.radiusMetres + houseRoomMetres)) continue;
    if (world.estate.parks.some((park) => contains(park.rectangle, place, 90))) continue;
    chosen.push(place);
  }
  return chosen.sort((a, b) => a[0] - b[0]);
}
