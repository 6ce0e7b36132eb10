// Which building sites has the demo city? Rectangles on dry, free ground: off the roads, out of the parks, apart from each other.
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import { townships } from './areas.ts';
import { brandName } from './firm-names.ts';
import { walk } from './frontages.ts';
import { metresPerDegreeLat, metresPerDegreeLng, offsetPlace, roundPlace } from './geography.ts';
import { createRandom, createWeightedChoice, type Random } from './random.ts';
import { probesOf, type Rectangle, rectanglesTouch } from './rectangles.ts';
import { polygonOf } from './reference-shapes.ts';
import { siteRow } from './site-row.ts';
import type { World } from './world.ts';

interface ProjectPlan {
  readonly kind: string;
  readonly share: number;
  readonly names: readonly string[];
  readonly long: readonly [number, number];
  readonly wide: readonly [number, number];
  readonly cranes: readonly [number, number];
  readonly pit: readonly [number, number];
  readonly workers: readonly [number, number];
  readonly days: readonly [number, number];
  /** Distance from the seat in built-up radii. */
  readonly reach: readonly [number, number];
}

/** 140 projects in all. */
const plans: readonly ProjectPlan[] = [
  { kind: '房屋建筑', share: 80, names: ['花园', '安置房', '学校', '综合楼', '公寓', '人才公寓', '医养中心', '商业综合体', '标准厂房', '冷库'], long: [60, 165], wide: [45, 120], cranes: [1, 6], pit: [3.5, 13], workers: [40, 320], days: [420, 980], reach: [0.25, 1.5] },
  { kind: '市政', share: 26, names: ['雨污管网改造', '道路提升', '泵站', '供热管网', '老旧燃气管道更新', '停车场'], long: [60, 150], wide: [14, 30], cranes: [0, 0], pit: [1.5, 6], workers: [12, 70], days: [150, 420], reach: [0.2, 1.2] },
  { kind: '交通', share: 12, names: ['大桥改建', '公路改扩建', '码头工程', '客运站'], long: [90, 190], wide: [28, 60], cranes: [0, 2], pit: [2, 8], workers: [30, 160], days: [360, 900], reach: [1.1, 3.2] },
  { kind: '水利', share: 12, names: ['水库除险加固', '河道治理', '海堤加固', '泵闸工程'], long: [80, 180], wide: [25, 60], cranes: [0, 1], pit: [2, 7], workers: [20, 110], days: [240, 620], reach: [1.2, 3.6] },
  { kind: '电力', share: 10, names: ['变电站', '升压站', '储能电站', '充电站'], long: [60, 120], wide: [45, 90], cranes: [0, 1], pit: [1.5, 5], workers: [18, 90], days: [210, 540], reach: [0.9, 2.8] },
];

/** Marks in cells of 12 m where roads run, so that "is a road here" is one look. */
function createRoadMarks(world: World): (lng: number, lat: number) => boolean {
  const cellMetres = 12;
  const marks = new Set<number>();
  const cellOf = (lng: number, lat: number): number => Math.floor(((lng - 122) * metresPerDegreeLng) / cellMetres) * 65_536 + Math.floor(((lat - 36.5) * metresPerDegreeLat) / cellMetres);
  for (const road of world.roads) walk(road.line, cellMetres * 0.75, (place) => marks.add(cellOf(place[0], place[1])));
  return (lng, lat) => marks.has(cellOf(lng, lat));
}

/** Gives the 140 building sites. Throws RangeError when the ground has no room for them. */
export function constructionRows(world: World, today: number): SiteRow[] {
  const random = createRandom(world.seed, 'construction');
  const hasRoad = createRoadMarks(world);
  const chooseTown = createWeightedChoice(townships.map((township) => township.population ** 0.8 * (township.kindCode === 'TWN-Q' ? 1.7 : 1)));
  const made: Rectangle[] = [];
  const rows: SiteRow[] = [];
  for (const plan of plans) {
    for (let count = 0, attempt = 0; count < plan.share; attempt += 1) {
      if (attempt > 20_000) throw new RangeError(`seen room for ${count} sites of the kind ${plan.kind}, expected ${plan.share}`);
      const township = chooseTown(random);
      const rectangle = tryRectangle(random, plan, township);
      if (!isFree(world, rectangle, township, made, hasRoad)) continue;
      made.push(rectangle);
      count += 1;
      rows.push(rowOf(random, plan, rectangle, township, rows.length + 1, today));
    }
  }
  return rows;
}

function tryRectangle(random: Random, plan: ProjectPlan, township: number): Rectangle {
  const { seat, builtUpMetres } = townships[township] ?? { seat: [0, 0] as const, builtUpMetres: 1_000 };
  const metres = builtUpMetres * random.between(plan.reach[0], plan.reach[1]);
  const bearing = random.between(0, 2 * Math.PI);
  const centre = roundPlace(offsetPlace(seat, metres * Math.cos(bearing), metres * Math.sin(bearing)));
  return { centre, alongMetres: random.between(plan.long[0], plan.long[1]), acrossMetres: random.between(plan.wide[0], plan.wide[1]), angle: random.between(-0.8, 0.8) };
}

function isFree(world: World, rectangle: Rectangle, township: number, made: readonly Rectangle[], hasRoad: (lng: number, lat: number) => boolean): boolean {
  const { geography, estate } = world;
  const [lng, lat] = rectangle.centre;
  if (geography.coastMetres(lng, lat) < 160 || geography.townshipAt(lng, lat) !== township) return false;
  const far = (other: Rectangle): boolean => Math.hypot((other.centre[0] - lng) * metresPerDegreeLng, (other.centre[1] - lat) * metresPerDegreeLat) > (other.alongMetres + other.acrossMetres + rectangle.alongMetres + rectangle.acrossMetres) / 2 + 30;
  if (made.some((other) => !far(other) && rectanglesTouch(other, rectangle, 25))) return false;
  if (estate.parks.some((park) => !far(park.rectangle) && rectanglesTouch(park.rectangle, rectangle, 15))) return false;
  return probesOf({ ...rectangle, alongMetres: rectangle.alongMetres + 12, acrossMetres: rectangle.acrossMetres + 12 }, 10).every(([east, north]) => !hasRoad(east, north) && geography.isLand(east, north));
}

function rowOf(random: Random, plan: ProjectPlan, rectangle: Rectangle, township: number, number: number, today: number): SiteRow {
  const days = random.integer(plan.days[0], plan.days[1]);
  const progress = random.between(0.03, 0.97);
  const startDay = today - Math.round(days * progress);
  const stage = progress < 0.28 ? '基础' : progress < 0.66 ? '主体' : progress < 0.9 ? '装修' : '收尾';
  const building = plan.kind === '房屋建筑';
  // Cranes stand while the frame grows; pits are open while the ground is worked.
  const cranes = stage === '主体' || (stage === '基础' && progress > 0.15) ? random.integer(plan.cranes[0], plan.cranes[1]) : 0;
  const pitDepthMetres = stage === '基础' || building ? Math.round(random.between(plan.pit[0], plan.pit[1]) * 10) / 10 : 0;
  const busy = stage === '主体' ? 1 : stage === '装修' ? 0.75 : stage === '基础' ? 0.6 : 0.25;
  const riskClass = pitDepthMetres >= 5 && stage === '基础' ? 1 : cranes >= 3 || pitDepthMetres >= 5 ? 2 : cranes > 0 || plan.kind === '交通' ? 2 : 3;
  const title = `${townships[township]?.shortName ?? ''}${building ? brandName(random) : ''}${random.pick(plan.names)}`;
  return siteRow({
    layer: 'construction-sites', code: `GD${String(number).padStart(4, '0')}`, name: `${title}${title.endsWith('工程') ? '' : '项目'}${random.pick(['', '', '一标段', '二标段', '三标段'])}`,
    sectorCode: 'SEC-CONS', placeTypeCode: 'PLC-SITE', township, riskClass, where: null, geometry: polygonOf(rectangle),
    attributes: {
      projectKind: plan.kind, builder: `${random.pick(['远拓', '筑澜', '海岳', '恒基石', '安衡', '鼎岸', '正立', '通汇'])}${building ? '建设' : plan.kind === '交通' ? '路桥' : plan.kind === '水利' ? '水利工程' : plan.kind === '电力' ? '电力工程' : '市政工程'}有限公司`,
      supervisor: random.chance(0.93) ? `${random.pick(['明鉴', '正衡', '公信达', '澜监'])}监理有限公司` : null, startsOn: dateOfDay(startDay), endsOn: dateOfDay(startDay + days),
      cranes, pitDepthMetres, workers: Math.max(6, Math.round(random.between(plan.workers[0], plan.workers[1]) * busy)), stage,
    },
  });
}

/** Gives the middle of a building site's polygon. */
export function middleOfRing(ring: readonly (readonly number[])[]): [number, number] {
  const corners = ring.slice(0, -1);
  const sum = corners.reduce<[number, number]>((total, corner) => [total[0] + (corner[0] ?? 0), total[1] + (corner[1] ?? 0)], [0, 0]);
  return roundPlace([sum[0] / Math.max(1, corners.length), sum[1] / Math.max(1, corners.length)]);
}
