// From how many deaths, serious injuries or how much loss on is an accident of which grade, and who must be told within how long? Data with source and mark.
import type { VerificationMark } from './code-list.ts';

/** One grade holds from any one of its thresholds on ("以上" includes the number itself). */
export interface GradeThreshold {
  readonly gradeCode: string;
  readonly deaths: number;
  readonly seriousInjuries: number;
  readonly lossYuan: number;
  readonly source: string;
  readonly mark: VerificationMark;
  readonly validFrom: string;
  readonly validTo: string | null;
}

const gradeSource = '《生产安全事故报告和调查处理条例》第三条 (Regulation on Reporting and Investigating Work-Safety Accidents, art. 3)';
const inForce = { source: gradeSource, mark: 'V', validFrom: '2007-06-01', validTo: null } as const;

/** The gravest first. The last row is where an accident begins at all; below it an event is not graded. */
export const gradeThresholds: readonly GradeThreshold[] = [
  { gradeCode: 'AG-1', deaths: 30, seriousInjuries: 100, lossYuan: 100_000_000, ...inForce },
  { gradeCode: 'AG-2', deaths: 10, seriousInjuries: 50, lossYuan: 50_000_000, ...inForce },
  { gradeCode: 'AG-3', deaths: 3, seriousInjuries: 10, lossYuan: 10_000_000, ...inForce },
  { gradeCode: 'AG-4', deaths: 1, seriousInjuries: 1, lossYuan: 1, ...inForce },
];

/** One step of reporting upward: who tells whom within how many hours of having been told. */
export interface ReportingLevel {
  readonly id: 'unit' | 'county' | 'city' | 'province' | 'state';
  readonly zh: string;
  readonly en: string;
  readonly hours: number;
  /** Grades that must go on to this level. */
  readonly gradeCodes: readonly string[];
  readonly source: string;
  readonly mark: VerificationMark;
}

const reporting = '《生产安全事故报告和调查处理条例》第九条、第十一条：单位负责人1小时内报告，逐级上报每级不超过2小时 (the same Regulation, arts. 9 and 11)';
const reach = '同条例第十条：特别重大、重大报至国务院部门，较大报至省级，一般报至设区的市级 (art. 10, which grade goes how far)';

/** In order. How far a grade goes is art. 10, known but not read in the text here [K]. */
export const reportingLevels: readonly ReportingLevel[] = [
  { id: 'unit', zh: '事故单位报县级部门', en: 'Unit to the county level', hours: 1, gradeCodes: ['AG-0', 'AG-4', 'AG-3', 'AG-2', 'AG-1'], source: reporting, mark: 'V' },
  { id: 'county', zh: '县级报设区的市', en: 'County level to the prefecture', hours: 2, gradeCodes: ['AG-4', 'AG-3', 'AG-2', 'AG-1'], source: reporting, mark: 'V' },
  { id: 'city', zh: '设区的市报省级', en: 'Prefecture to the province', hours: 2, gradeCodes: ['AG-3', 'AG-2', 'AG-1'], source: reach, mark: 'K' },
  { id: 'province', zh: '省级报国务院部门', en: 'Province to the State Council', hours: 2, gradeCodes: ['AG-2', 'AG-1'], source: reach, mark: 'K' },
];
