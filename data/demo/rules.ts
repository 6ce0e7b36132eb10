// Who answers for what, and under which campaign? Responsibilities, the sea rules and the campaigns of the demo city.
import type { ResponsibilityRow, SeaRuleRow } from '../contract/areas.ts';
import type { CampaignRow } from '../contract/campaigns.ts';
import { dateOfDay } from '../contract/units.ts';
import { townships } from './areas.ts';

const source = '演示城市职责清单（虚构）';
const validFrom = '2020-01-01';

/** Sector, lead department, joint departments. Gas belongs to integrated enforcement here: department and sector are data. */
const duties: readonly (readonly [string, string, ...string[]])[] = [
  ['SEC-MINE', 'DEP-YJ', 'DEP-ZG', 'DEP-GA'],
  ['SEC-CHEM', 'DEP-YJ', 'DEP-HB', 'DEP-GX'],
  ['SEC-ROAD', 'DEP-JT', 'DEP-GA', 'DEP-GL'],
  ['SEC-WATER', 'DEP-HS', 'DEP-JT'],
  ['SEC-CONS', 'DEP-ZJ', 'DEP-JT', 'DEP-SL', 'DEP-GL'],
  ['SEC-FIRE', 'DEP-XF', 'DEP-GA'],
  ['SEC-GAS', 'DEP-ZF', 'DEP-SC', 'DEP-ZJ'],
  ['SEC-FISH', 'DEP-HY', 'DEP-HS', 'DEP-HJ'],
  ['SEC-INDU', 'DEP-YJ', 'DEP-GX'],
  ['SEC-ENER', 'DEP-QN', 'DEP-FG'],
  ['SEC-OWF', 'DEP-QN', 'DEP-HS', 'DEP-HY'],
  ['SEC-ALCO', 'DEP-SW', 'DEP-YJ', 'DEP-SC'],
  ['SEC-TOUR', 'DEP-WL'],
  ['SEC-MED', 'DEP-WJ'],
  ['SEC-CARE', 'DEP-MZ'],
  ['SEC-EDU', 'DEP-JY'],
  ['SEC-COMM', 'DEP-SW', 'DEP-XF'],
  ['SEC-SPEQ', 'DEP-SC'],
  ['SEC-POWER', 'DEP-FG'],
  ['SEC-HYDRO', 'DEP-SL'],
  ['SEC-OTH', 'DEP-AWB'],
];

const leads = new Map(duties.map(([sector, lead]) => [sector, lead]));
const joints = new Map(duties.map(([sector, , ...joint]) => [sector, joint]));

/** Gives the department that leads a sector; the committee office for a sector without one. */
export function leadDepartment(sectorCode: string): string {
  return leads.get(sectorCode) ?? 'DEP-AWB';
}

/** Gives the departments that share a sector, besides the lead. */
export function jointDepartments(sectorCode: string): readonly string[] {
  return joints.get(sectorCode) ?? [];
}

/** Gives the responsibility rows: for the whole city, and for zones that have their own hand in industry. */
export function buildResponsibilities(): ResponsibilityRow[] {
  const rows = duties.flatMap(([sectorCode, lead, ...joint]): ResponsibilityRow[] => [
    { sectorCode, departmentCode: lead, areaCode: null, role: 'lead', source, validFrom, validTo: null },
    ...joint.map((departmentCode): ResponsibilityRow => ({ sectorCode, departmentCode, areaCode: null, role: 'joint', source, validFrom, validTo: null })),
  ]);
  const zones = townships.filter((township) => township.kindCode === 'TWN-Q');
  return [...rows, ...zones.map((zone): ResponsibilityRow => ({ sectorCode: 'SEC-INDU', departmentCode: 'DEP-GX', areaCode: zone.code, role: 'lead', source, validFrom, validTo: null }))];
}

/**
 * Gives the sea rules, tried in order: a vessel belongs to the township of its home port; everything else at sea to the township whose
 * land is nearest. Nothing belongs to nobody.
 */
export function buildSeaRules(): SeaRuleRow[] {
  const seaSource = '演示城市海上属地责任规则（虚构）';
  return [
    { priority: 1, method: 'home-port', areaCode: null, maximumMetres: null, geometry: null, source: seaSource, validFrom, validTo: null },
    { priority: 2, method: 'nearest-land', areaCode: null, maximumMetres: 150_000, geometry: null, source: seaSource, validFrom, validTo: null },
  ];
}

/** A wave of inspections: a campaign, or a season's push without one. Days are counted back from `today`. */
export interface Wave {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly basis: string;
  readonly fromDaysAgo: number;
  readonly toDaysAgo: number;
  /** Sectors it looks at; empty = all. */
  readonly sectorCodes: readonly string[];
  /** How much more is inspected while it lasts. */
  readonly strength: number;
}

/** The campaigns of the demo city. The first is the one the map steers; the others are earlier or smaller pushes. */
export const waves: readonly Wave[] = [
  { code: 'CMP-MAJOR', name: '重大事故隐患专项排查整治行动', nameEn: 'Special campaign on major accident hazards', basis: '市安委会总体方案（虚构）', fromDaysAgo: 196, toDaysAgo: -60, sectorCodes: [], strength: 1.45 },
  { code: 'CMP-CHECK', name: '“查问题除隐患防事故”专项行动', nameEn: 'Campaign "find problems, remove hazards, prevent accidents"', basis: '市安委办通知（虚构）', fromDaysAgo: 352, toDaysAgo: 214, sectorCodes: [], strength: 1.1 },
  { code: 'CMP-FISH', name: '伏休转开捕渔船安全专项检查', nameEn: 'Fishing vessel check before the season', basis: '渔业主管部门通知（虚构）', fromDaysAgo: 118, toDaysAgo: 84, sectorCodes: ['SEC-FISH', 'SEC-WATER'], strength: 2.6 },
  { code: 'CMP-GAS', name: '城镇燃气安全专项整治', nameEn: 'Town gas campaign', basis: '综合行政执法部门方案（虚构）', fromDaysAgo: 150, toDaysAgo: 30, sectorCodes: ['SEC-GAS', 'SEC-ALCO', 'SEC-COMM'], strength: 1.7 },
  { code: 'CMP-RENT', name: '分租式厂房、厂中厂专项排查', nameEn: 'Rented factories and factories within factories', basis: '市安委办通知（虚构）', fromDaysAgo: 92, toDaysAgo: 36, sectorCodes: ['SEC-INDU', 'SEC-FIRE'], strength: 1.8 },
  { code: 'CMP-FIRE', name: '岁末年初消防安全检查', nameEn: 'Year-end fire safety check', basis: '消防救援大队方案（虚构）', fromDaysAgo: 330, toDaysAgo: 272, sectorCodes: ['SEC-FIRE', 'SEC-COMM', 'SEC-MED', 'SEC-CARE', 'SEC-EDU', 'SEC-TOUR'], strength: 1.6 },
];

/** Gives the campaign rows for a day. */
export function buildCampaigns(today: number): CampaignRow[] {
  return waves.map((wave) => ({ code: wave.code, name: wave.name, nameEn: wave.nameEn, startsOn: dateOfDay(today - wave.fromDaysAgo), endsOn: dateOfDay(today - wave.toDaysAgo), basis: wave.basis }));
}
