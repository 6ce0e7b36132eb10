// What is a hazard (隐患), and what has happened to it?
import { z } from 'zod';
import { departments } from '../vocabulary/departments.ts';
import {
  hazardDepths,
  hazardElements,
  hazardKinds,
  hazardLevels,
  hazardSources,
  hazardStatuses,
} from '../vocabulary/hazards.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { codeOf, field } from './code.ts';
import { Point } from './geometry.ts';

export { openStatusCodes, overdueDaysOf, overdueStatusCodes } from './hazard-deadlines.ts';

export const HazardFields = z.object({
  code: field(z.string().min(1).max(64), { zh: '隐患编号', en: 'Hazard number' }),
  title: field(z.string().min(1).max(300), { zh: '隐患描述', en: 'Description' }),
  siteLayer: field(z.string().nullable(), { zh: '所属图层', en: 'Site layer' }),
  siteCode: field(z.string().nullable(), { zh: '所属单位编码', en: 'Site code' }),
  siteName: field(z.string().nullable(), { zh: '所属单位', en: 'Site' }),
  sectorCode: field(codeOf(sectors), { zh: '行业领域', en: 'Sector', codeList: 'sectors' }),
  departmentCode: field(codeOf(departments), { zh: '主管部门', en: 'Department', codeList: 'departments' }),
  areaCode: field(z.string().max(32).nullable(), { zh: '属地镇街', en: 'Township' }),
  sourceCode: field(codeOf(hazardSources), { zh: '来源', en: 'Source', codeList: 'hazard-sources' }),
  levelCode: field(codeOf(hazardLevels), { zh: '等级', en: 'Level', codeList: 'hazard-levels' }),
  statusCode: field(codeOf(hazardStatuses), { zh: '状态', en: 'Status', codeList: 'hazard-statuses' }),
  kindCode: field(codeOf(hazardKinds), { zh: '隐患类别', en: 'Kind', codeList: 'hazard-kinds' }),
  elementCode: field(codeOf(hazardElements).nullable(), { zh: '要素', en: 'Element', codeList: 'hazard-elements' }),
  depthCode: field(codeOf(hazardDepths).nullable(), { zh: '深度', en: 'Depth', codeList: 'hazard-depths' }),
  /** `criteria_clauses.id`; required for a major hazard (DOMAIN §2.4). */
  clauseId: field(z.string().max(40).nullable(), { zh: '判定条款', en: 'Criteria clause' }),
  ownerName: field(z.string().max(120).nullable(), { zh: '整改责任人', en: 'Owner', personal: true }),
  measures: field(z.string().max(500).nullable(), { zh: '整改措施', en: 'Measures' }),
  interimControl: field(z.string().max(2000).nullable(), { zh: '临时管控措施', en: 'Interim control' }),
  /** Yuan set aside. With measures, deadline, owner and plan one of the five that a major hazard needs before work starts (五到位). */
  fundsYuan: field(z.number().min(0).max(10_000_000_000).nullable(), { zh: '整改资金', en: 'Funds', unit: 'CNY' }),
  contingencyPlan: field(z.string().max(2000).nullable(), { zh: '应急预案', en: 'Contingency plan' }),
  /** Stands in for a clause where experts decided that a hazard is a major one. */
  expertRecord: field(z.string().max(2000).nullable(), { zh: '专家论证记录', en: 'Expert record' }),
  foundAt: field(z.iso.datetime({ offset: true }), { zh: '发现时间', en: 'Found at' }),
  /** Last day on which it may be put right; the deadline ends at 24:00 Asia/Shanghai. */
  dueOn: field(z.iso.date().nullable(), { zh: '整改期限', en: 'Due on' }),
  rectifiedAt: field(z.iso.datetime({ offset: true }).nullable(), { zh: '整改完成', en: 'Rectified at' }),
  closedAt: field(z.iso.datetime({ offset: true }).nullable(), { zh: '销号时间', en: 'Closed at' }),
  /** Codes of `hazard-flags` that hold, in order, with a space between; null = none. Being overdue is worked out, never kept. */
  flags: field(z.string().max(200).regex(/^FL-[A-Z_]+( FL-[A-Z_]+)*$/, { error: 'expected codes of the list hazard-flags with a space between' }).nullable(), { zh: '标记', en: 'Flags' }),
});

/** One step in a hazard's life. Append-only; `sequence` counts from 1. */
export interface HazardEventRow {
  sequence: number;
  kind: 'reported' | 'moved' | 'noted' | 'extended' | 'flagged';
  at: string;
  actorRole: string;
  fromStatusCode: string | null;
  toStatusCode: string | null;
  note: string | null;
}

/** A hazard as it enters the database. A hazard is tied to a site (`siteLayer` + `siteCode`) or to a bare place. */
export interface HazardRow extends z.infer<typeof HazardFields> {
  geometry: z.infer<typeof Point>;
  events: HazardEventRow[];
  synthetic: boolean;
}

/** Weight of a hazard in weighted density: a major hazard counts ten general ones. Our design figure, shown in the legend. */
export const levelWeights: Readonly<Record<string, number>> = { 'LV-G': 1, 'LV-L': 3, 'LV-M': 10 };
