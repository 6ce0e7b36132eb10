// After how many days is a source too old to be called true, and how many objects on one spot are too many? Figures of our design, as data.
import type { VerificationMark } from './code-list.ts';

/** The longest age of what a source last said, days. */
export interface FreshnessLimit {
  readonly collection: string;
  readonly days: number;
  readonly zh: string;
  readonly en: string;
  readonly mark: VerificationMark;
}

/** [D]: no rule text gives these; each city sets its own. A source without a row here has no limit. */
export const freshnessLimits: readonly FreshnessLimit[] = [
  { collection: 'hazards', days: 1, zh: '台账每日更新', en: 'The ledger moves every day', mark: 'D' },
  { collection: 'inspections', days: 7, zh: '检查每周都有', en: 'There are inspections every week', mark: 'D' },
  { collection: 'incidents', days: 35, zh: '事故按月报', en: 'Incidents are reported monthly', mark: 'D' },
  { collection: 'vessels', days: 1, zh: '船位每日应有', en: 'Positions come every day', mark: 'D' },
  { collection: 'enterprises', days: 92, zh: '企业名录每季核对', en: 'The register is checked each quarter', mark: 'D' },
  { collection: 'gas-networks', days: 184, zh: '管网每半年核对', en: 'Networks are checked twice a year', mark: 'D' },
  { collection: 'construction-sites', days: 31, zh: '工地每月核对', en: 'Works are checked monthly', mark: 'D' },
  { collection: 'wind-farms', days: 184, zh: '风电场每半年核对', en: 'Wind farms are checked twice a year', mark: 'D' },
  { collection: 'fishing-ports', days: 366, zh: '渔港每年核对', en: 'Ports are checked yearly', mark: 'D' },
  { collection: 'public-places', days: 92, zh: '公共场所每季核对', en: 'Places are checked each quarter', mark: 'D' },
  { collection: 'road-sections', days: 92, zh: '隐患路段每季核对', en: 'Sections are checked each quarter', mark: 'D' },
];

export const piledRule = { value: 5, unit: '1', zh: '同一坐标上的对象数', en: 'Objects on one coordinate', mark: 'D' as VerificationMark };
