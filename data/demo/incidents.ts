// Which accidents happened in a year? A few, at places that fit, and some of them where a hazard was known and not yet put right.
import type { IncidentRow } from '../contract/incidents.ts';
import { townships } from './areas.ts';
import { createDayChoice, instantOf, minutesPerDay } from './calendar.ts';
import type { Profile } from './firm-kinds.ts';
import { createRandom, type Random } from './random.ts';
import type { RecordedSite, SiteBlock } from './recorded-sites.ts';
import type { PlannedHazard, RecordBlock } from './records.ts';
import type { World } from './world.ts';

export const incidentCount = 26;
/** Of them, those where a hazard lay open: our design, so that the look back from accident to hazard has something to find. */
const warnedShare = 0.45;

const works = ['机械伤害致一人手部受伤', '叉车倒车碰撞致一人受伤', '登高检修坠落致一人受伤', '物料码放倒塌砸伤一人', '车间电气线路起火，无人员伤亡'] as const;
const crowds = ['电气线路起火，无人员伤亡', '顾客滑倒摔伤', '厨房油烟道起火，及时扑灭', '电动自行车充电起火，无人员伤亡'] as const;
const titles: Readonly<Partial<Record<Profile, readonly string[]>>> = {
  site: ['作业人员从脚手架坠落受伤', '钢筋笼吊装碰撞致一人受伤', '基坑边坡局部坍塌，无人员伤亡', '触电致一人受伤'], port: ['渔船作业人员落水后获救', '机舱起火，及时扑灭', '起网机绞伤一人手臂'], fishing: ['养殖作业人员落水后获救', '起网机绞伤一人手臂'],
  cold: ['氨机房阀门泄漏，两人送医观察', '冷库货架倒塌砸伤一人'], seafood: ['氨泄漏致两人不适送医', '污水池清理作业人员中毒送医', ...works], chemical: ['管线检修喷溅致一人灼伤', '反应釜冲料，无人员伤亡'], mine: ['浮石滚落砸伤一人', '装载机侧翻致一人受伤'],
  restaurant: ['液化气软管脱落爆燃致一人烧伤', ...crowds], road: ['弯道追尾致两人受伤', '货车侧翻，一人死亡'], transport: ['倒车碰撞致一人死亡', '装卸坠落致一人受伤'], 'gas-user': ['用户端燃气泄漏闪爆致一人烧伤'], pipeline: ['第三方施工挖断中压管道，停气抢修'],
  'gas-station': ['卸车软管渗漏，及时处置'], turbine: ['登塔人员滑落受伤'], offshore: ['人员转运时腿部挤伤'], medical: crowds, school: ['操场围栏倒伏擦伤学生'], care: ['厨房起火，及时扑灭'], market: crowds, shop: crowds, inn: crowds, leisure: crowds, highrise: crowds, dorm: crowds,
};

/** Gives at most 26 incidents, the n-th from the n-th block: the same at every scale that has the block. */
export function incidentRows(world: World, blocks: number, sitesOf: (block: number) => SiteBlock, recordsOf: (block: number) => RecordBlock): IncidentRow[] {
  const random = createRandom(world.seed, 'incidents');
  const chooseDay = createDayChoice(world.today);
  return Array.from({ length: Math.min(incidentCount, blocks) }, (_, index): IncidentRow => {
    random.seek(index);
    const warned = random.chance(warnedShare) ? openSpell(random, recordsOf(index).hazards, world.today) : undefined;
    const site = warned?.site ?? dangerousSite(random, sitesOf(index));
    const minute = warned?.minute ?? chooseDay(random, site.sectorCode, 'works') * minutesPerDay + random.integer(380, 1_310);
    const title = random.pick(titles[site.profile] ?? works);
    const deaths = title.includes('死亡') || (random.chance(0.28) && ['site', 'mine', 'port', 'chemical'].includes(site.profile)) ? 1 : 0;
    const injuries = title.includes('无人员伤亡') || title.includes('扑灭') || title.includes('处置') || title.includes('停气') || title.includes('获救') ? 0 : title.includes('两人') ? 2 : title.includes('一人死亡') ? random.integer(0, 1) : 1;
    return {
      code: `SG${String(index + 1).padStart(3, '0')}`, title: deaths > 0 && !title.includes('死亡') ? `${title}，经抢救无效死亡` : title, siteLayer: site.layer, siteCode: site.code, sectorCode: site.sectorCode, areaCode: townships[site.township]?.code ?? null,
      gradeCode: deaths > 0 ? 'AG-4' : 'AG-0', occurredAt: instantOf(minute), deaths, injuries: deaths > 0 && !title.includes('死亡') ? 0 : injuries, geometry: { type: 'Point', coordinates: [site.place[0], site.place[1]] }, synthetic: true,
    };
  });
}

/** A place and a minute at which a hazard of process or system was known and open; undefined when the block has none. */
function openSpell(random: Random, hazards: readonly PlannedHazard[], today: number): { site: RecordedSite; minute: number } | undefined {
  const candidates = hazards.filter(({ site, described, life }) => site !== null && described.depthCode !== 'DEP-1' && life.assigned);
  for (let attempt = 0; attempt < 40 && candidates.length > 0; attempt += 1) {
    const { site, foundMinute, life } = random.pick(candidates);
    const until = Math.min(life.rectifiedMinute ?? Number.POSITIVE_INFINITY, (today - 1) * minutesPerDay);
    if (site !== null && until - foundMinute > 8 * minutesPerDay) return { site, minute: Math.floor((foundMinute + (until - foundMinute) * random.between(0.3, 0.85)) / minutesPerDay) * minutesPerDay + random.integer(420, 1_250) };
  }
  return undefined;
}

/** The riskier of some: where people work with machines, heights, gas or the sea. */
function dangerousSite(random: Random, block: SiteBlock): RecordedSite {
  const drawn = Array.from({ length: 6 }, () => block.sites[block.choose(random)]).filter((site) => site !== undefined);
  const [first, ...rest] = drawn;
  if (first === undefined) throw new RangeError('seen a block without sites');
  return rest.reduce((worst, site) => (site.riskClass < worst.riskClass ? site : worst), first);
}
