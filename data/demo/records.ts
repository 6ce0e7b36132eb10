// What was found and looked at in a year? Hazards and inspections of the supervised sites, each from its own stream.
import type { HazardEventRow, HazardRow } from '../contract/hazards.ts';
import type { InspectionRow } from '../contract/inspections.ts';
import { dateOfDay } from '../contract/units.ts';
import { createRandom, type Random } from './random.ts';
import { leadDepartment } from './rules.ts';

/** A site as records need it. */
export interface RecordedSite {
  readonly layer: string;
  readonly code: string;
  readonly name: string;
  readonly sectorCode: string;
  readonly areaCode: string;
  readonly place: readonly [number, number];
  /** Multiplies the share of overdue hazards: the planted piles. */
  readonly neglect: number;
}

export const hazardsPerScale = 24_000;
export const inspectionsPerScale = 31_000;
const batchRows = 4000;

const kinds: readonly (readonly [code: string, depth: string, element: string, texts: readonly string[]])[] = [
  ['HK-EXTG', 'DEP-1', 'A-O', ['灭火器压力不足，指针在红区', '灭火器配备数量少于要求', '灭火器箱前堆放杂物，取用不便']],
  ['HK-EXIT', 'DEP-1', 'A-E', ['疏散通道堆放货物，净宽不足', '安全出口在营业时间上锁', '二层安全出口被隔断封堵']],
  ['HK-ELEC', 'DEP-1', 'A-O', ['配电箱未张贴警示标识，门未关闭', '电线绝缘层破损，接头裸露', '插座串接，线路发热']],
  ['HK-SIGN', 'DEP-1', 'A-M', ['安全警示标志褪色缺失', '应急照明灯不亮', '疏散指示标志被遮挡']],
  ['HK-RECORD', 'DEP-1', 'A-M', ['安全检查台账记录不完整', '特种设备检验报告未存档', '劳保用品发放记录缺失']],
  ['HK-TEMPEL', 'DEP-2', 'A-O', ['临时用电未审批，私拉乱接', '临时电缆直接拖地穿越通道']],
  ['HK-PPE', 'DEP-2', 'A-P', ['作业人员未佩戴安全帽', '打磨岗位未佩戴防尘口罩']],
  ['HK-HOTPERMIT', 'DEP-2', 'A-M', ['动火作业未办理审批票', '动火点周边可燃物未清理，无人监护']],
  ['HK-CERT', 'DEP-2', 'A-M', ['电焊工未持特种作业证上岗', '叉车司机证件过期']],
  ['HK-TRAIN', 'DEP-3', 'A-M', ['新入职员工未完成三级安全教育', '年度培训计划未落实']],
  ['HK-SYS', 'DEP-3', 'A-M', ['未建立全员安全生产责任制', '外包单位未签订安全管理协议']],
  ['HK-DRILL', 'DEP-3', 'A-M', ['一年内未组织应急演练', '应急预案未修订备案']],
];
const majors: readonly (readonly [clause: string, kind: string, text: string])[] = [
  ['GM-3-1', 'HK-LEASE', '对承租单位未统一协调管理，未定期进行安全检查'],
  ['GM-3-2', 'HK-CERT', '特种作业人员未按规定持证上岗'],
];

/** Gives the hazards in batches; the n-th hazard is the same at every scale. */
export function* generateHazards(seed: number, scale: number, today: number, sites: readonly RecordedSite[]): Generator<HazardRow[]> {
  const random = createRandom(seed, 'hazards');
  const count = Math.round(hazardsPerScale * scale);
  for (let from = 0; from < count; from += batchRows) {
    yield Array.from({ length: Math.min(batchRows, count - from) }, (_, k) => hazardOf(random, from + k, today, sites));
  }
}

function hazardOf(random: Random, index: number, today: number, sites: readonly RecordedSite[]): HazardRow {
  random.seek(index);
  const site = random.pick(sites);
  const major = random.chance(0.004);
  const [kindCode, depthCode, elementCode, texts] = random.pick(kinds);
  const [clauseId, majorKind, majorText] = random.pick(majors);
  const foundDay = today - Math.floor(365 * random.next() ** 1.15);
  const allowed = major ? random.pick([30, 60, 90]) : random.pick([1, 3, 7, 7, 15, 15, 30]);
  const dueDay = foundDay + allowed;
  const taken = Math.max(0, Math.round(random.normal(allowed * 0.75, allowed * 0.3)));
  const late = random.chance(0.035 * site.neglect);
  const rectifiedDay = late ? dueDay + 200 + random.integer(0, 200) : foundDay + taken;
  const closedDay = rectifiedDay + random.integer(0, 5);
  const statusCode = closedDay <= today ? 'ST-CLOSED' : rectifiedDay <= today ? 'ST-AWAIT_REVIEW' : today - foundDay < 2 ? 'ST-REPORTED' : 'ST-RECTIFYING';
  const at = (day: number, hour: number) => `${dateOfDay(day)}T${String(hour).padStart(2, '0')}:${String(random.integer(0, 59)).padStart(2, '0')}:00+08:00`;
  const foundAt = at(foundDay, random.integer(8, 17));
  const sourceCode = random.pick(['SRC-ENT', 'SRC-ENT', 'SRC-ENT', 'SRC-INS-DEPT', 'SRC-INS-TOWN', 'SRC-INS-TOWN', 'SRC-INS-CROSS', 'SRC-PUB']);
  const rectifiedAt = rectifiedDay <= today ? at(rectifiedDay, 16) : null;
  const closedAt = closedDay <= today ? at(closedDay, 17) : null;
  const step = (sequence: number, kind: HazardEventRow['kind'], when: string, actorRole: string, fromStatusCode: string | null, toStatusCode: string): HazardEventRow => ({ sequence, kind, at: when, actorRole, fromStatusCode, toStatusCode, note: null });
  const events = [step(1, 'reported', foundAt, sourceCode.startsWith('SRC-INS') ? 'inspector' : sourceCode === 'SRC-PUB' ? 'public' : 'enterprise', null, 'ST-REPORTED')];
  if (statusCode !== 'ST-REPORTED') events.push(step(2, 'moved', foundAt, 'department', 'ST-REPORTED', 'ST-RECTIFYING'));
  if (rectifiedAt !== null) events.push(step(3, 'moved', rectifiedAt, 'enterprise', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW'));
  if (closedAt !== null) events.push(step(4, 'moved', closedAt, 'inspector', 'ST-AWAIT_REVIEW', 'ST-CLOSED'));
  return {
    code: `YH${String(index + 1).padStart(7, '0')}`,
    title: major ? majorText : random.pick(texts),
    siteLayer: site.layer,
    siteCode: site.code,
    siteName: site.name,
    sectorCode: site.sectorCode,
    departmentCode: leadDepartment(site.sectorCode),
    areaCode: site.areaCode,
    sourceCode,
    levelCode: major ? 'LV-M' : 'LV-G',
    statusCode,
    kindCode: major ? majorKind : kindCode,
    elementCode,
    depthCode: major ? 'DEP-3' : depthCode,
    clauseId: major ? clauseId : null,
    ownerName: null,
    measures: statusCode === 'ST-REPORTED' ? null : '明确责任人，限期整改，整改完成后申请复查',
    foundAt,
    dueOn: dateOfDay(dueDay),
    rectifiedAt,
    closedAt,
    geometry: { type: 'Point', coordinates: [...site.place] },
    events,
    synthetic: true,
  };
}

/** Gives the inspections in batches; the n-th inspection is the same at every scale. */
export function* generateInspections(seed: number, scale: number, today: number, sites: readonly RecordedSite[]): Generator<InspectionRow[]> {
  const random = createRandom(seed, 'inspections');
  const count = Math.round(inspectionsPerScale * scale);
  for (let from = 0; from < count; from += batchRows) {
    yield Array.from({ length: Math.min(batchRows, count - from) }, (_, k): InspectionRow => {
      random.seek(from + k);
      const site = random.pick(sites);
      const found = random.chance(0.4) ? 0 : random.integer(1, 5);
      return {
        code: `JC${String(from + k + 1).padStart(7, '0')}`,
        siteLayer: site.layer,
        siteCode: site.code,
        siteName: site.name,
        modeCode: random.pick(['INS-ROUTINE', 'INS-ROUTINE', 'INS-SPECIAL', 'INS-4N2Z', 'INS-CROSS', 'INS-REVIEW', 'INS-JOINT']),
        sectorCode: site.sectorCode,
        departmentCode: leadDepartment(site.sectorCode),
        areaCode: site.areaCode,
        startedAt: `${dateOfDay(today - random.integer(0, 364))}T${String(random.integer(8, 16)).padStart(2, '0')}:30:00+08:00`,
        minutesOnSite: random.integer(15, 140),
        inspectors: random.integer(2, 5),
        withExpert: random.chance(0.15),
        hazardsFound: found,
        majorsFound: found > 0 && random.chance(0.01) ? 1 : 0,
        geometry: { type: 'Point', coordinates: [...site.place] },
        synthetic: true,
      };
    });
  }
}
