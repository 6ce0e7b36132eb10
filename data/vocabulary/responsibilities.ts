// Who answers for a sector unless a city says otherwise? Department ↔ sector as data: the default table behind the responsibility rows.
import type { VerificationMark } from './code-list.ts';

/** One default duty for the whole city; a township's own rule, when there is one, comes with `areaCode` in the database. */
export interface DefaultResponsibility {
  readonly sectorCode: string;
  readonly departmentCode: string;
  /** One lead for each sector; any number of joint departments. */
  readonly role: 'lead' | 'joint';
  readonly mark: VerificationMark;
  readonly source: string;
}

const speech = '2023行动动员部署讲话 (mobilisation speech, special campaign 2023)';
const design = '默认设置，可按本市“三定”调整 (default, adjust to the city’s own allocation of duties)';
const alcohol = '山东2022年醇基燃料职责分工（二手资料）(Shandong 2022, alcohol-based fuel, second-hand)';

/** Sector, lead with its mark, joint departments with theirs. */
type Duty = readonly [sectorCode: string, lead: string, leadMark: VerificationMark, joint?: readonly (readonly [departmentCode: string, mark: VerificationMark])[]];

const duties: readonly Duty[] = [
  ['SEC-MINE', 'DEP-YJ', 'SEED', [['DEP-ZG', 'SEED']]],
  ['SEC-CHEM', 'DEP-YJ', 'D'],
  ['SEC-ROAD', 'DEP-JT', 'SEED', [['DEP-GA', 'SEED'], ['DEP-GL', 'D']]],
  ['SEC-WATER', 'DEP-HS', 'D', [['DEP-JT', 'D']]],
  ['SEC-CONS', 'DEP-ZJ', 'SEED', [['DEP-JT', 'SEED'], ['DEP-SL', 'SEED'], ['DEP-GL', 'SEED']]],
  ['SEC-FIRE', 'DEP-XF', 'D', [['DEP-GA', 'D']]],
  ['SEC-GAS', 'DEP-ZF', 'SEED', [['DEP-GA', 'SEED'], ['DEP-JT', 'SEED']]],
  ['SEC-FISH', 'DEP-HY', 'D', [['DEP-HJ', 'D'], ['DEP-HS', 'D']]],
  ['SEC-INDU', 'DEP-YJ', 'D', [['DEP-GX', 'D']]],
  ['SEC-ENER', 'DEP-FG', 'SEED', [['DEP-QN', 'SEED']]],
  ['SEC-OWF', 'DEP-FG', 'SEED', [['DEP-QN', 'SEED'], ['DEP-HS', 'D'], ['DEP-HY', 'D']]],
  ['SEC-ALCO', 'DEP-SW', 'V2', [['DEP-YJ', 'V2'], ['DEP-GA', 'V2'], ['DEP-SC', 'V2'], ['DEP-JT', 'V2'], ['DEP-HB', 'V2'], ['DEP-XF', 'V2']]],
  ['SEC-TOUR', 'DEP-WL', 'D'],
  ['SEC-MED', 'DEP-WJ', 'D'],
  ['SEC-CARE', 'DEP-MZ', 'D'],
  ['SEC-EDU', 'DEP-JY', 'D'],
  ['SEC-COMM', 'DEP-SW', 'D'],
  ['SEC-SPEQ', 'DEP-SC', 'D'],
  ['SEC-POWER', 'DEP-FG', 'D'],
  ['SEC-HYDRO', 'DEP-SL', 'D'],
  ['SEC-OTH', 'DEP-AWB', 'D'],
];

const sourceOf = (mark: VerificationMark): string => (mark === 'SEED' ? speech : mark === 'V2' ? alcohol : design);

/** All default duties, sector by sector, the lead first. The speech names departments in turn; which of several named ones leads is our reading. */
export const defaultResponsibilities: readonly DefaultResponsibility[] = duties.flatMap(([sectorCode, lead, leadMark, joint]): DefaultResponsibility[] => [
  { sectorCode, departmentCode: lead, role: 'lead', mark: leadMark, source: sourceOf(leadMark) },
  ...(joint ?? []).map(([departmentCode, mark]): DefaultResponsibility => ({ sectorCode, departmentCode, role: 'joint', mark, source: sourceOf(mark) })),
]);
