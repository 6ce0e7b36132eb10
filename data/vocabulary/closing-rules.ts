// How many days does each step of the closing procedure have, and from what? Data with source and mark; never constants in code.
import { type CodeList, entriesOf, type VerificationMark } from './code-list.ts';

/** One rule: a count of days, months or hours with its source and validity. */
export interface ClosingRule {
  readonly id: ClosingRuleId;
  readonly zh: string;
  readonly en: string;
  readonly value: number;
  readonly unit: 'working-days' | 'days' | 'hours' | 'months' | 'metres';
  readonly source: string;
  readonly mark: VerificationMark;
  readonly validFrom: string;
  readonly validTo: string | null;
}
export type ClosingRuleId =
  | 'verify'
  | 'accept'
  | 'review'
  | 'listing-publish'
  | 'listing-extension-ask'
  | 'extension-answer'
  | 'relapse'
  | 'due-general'
  | 'due-major'
  | 'due-longest-listed'
  | 'due-soon'
  | 'duplicate-distance'
  | 'duplicate-days';

const own = '安澜设计，供各地改定 (design of Anlan, for each city to set)';
const always = { validFrom: '2000-01-01', validTo: null } as const;

export const closingRules: readonly ClosingRule[] = [
  { id: 'verify', zh: '受理后核实定级', en: 'Verify and decide the level', value: 2, unit: 'working-days', source: own, mark: 'D', ...always },
  { id: 'accept', zh: '交办后签收，逾时视为签收', en: 'Take up the order; taken as taken up afterwards', value: 24, unit: 'hours', source: own, mark: 'D', ...always },
  { id: 'review', zh: '申请复查后组织复查', en: 'Review after it is asked for', value: 10, unit: 'days', source: '湖北重大隐患治理办法：申请后十日内现场审查 (Hubei: acceptance on site within ten days of the request)', mark: 'V2', ...always },
  { id: 'listing-publish', zh: '挂牌后公示', en: 'Make a listing public', value: 5, unit: 'working-days', source: '青岛市挂牌督办办法（2012）(Qingdao rule of 2012, a model)', mark: 'V2', ...always },
  { id: 'listing-extension-ask', zh: '挂牌隐患申请延期须早于期限', en: 'Ask for an extension of a listed hazard before its end', value: 20, unit: 'working-days', source: '青岛市挂牌督办办法（2012）(Qingdao rule of 2012, a model)', mark: 'V2', ...always },
  { id: 'extension-answer', zh: '延期申请答复', en: 'Answer a request for an extension', value: 10, unit: 'working-days', source: '青岛市挂牌督办办法（2012）(Qingdao rule of 2012, a model)', mark: 'V2', ...always },
  { id: 'relapse', zh: '同一单位同一条款再次出现计为复发', en: 'Same site and same clause again: a relapse', value: 12, unit: 'months', source: own, mark: 'D', ...always },
  { id: 'due-general', zh: '一般隐患默认整改期限', en: 'Usual deadline of a general hazard', value: 15, unit: 'days', source: '各地做法，15、30、90 日不等 (local practice: 15, 30 or 90 days)', mark: 'K', ...always },
  { id: 'due-major', zh: '重大隐患默认整改期限', en: 'Usual deadline of a major hazard', value: 90, unit: 'days', source: '各地做法，15、30、90 日不等 (local practice: 15, 30 or 90 days)', mark: 'K', ...always },
  { id: 'due-longest-listed', zh: '挂牌隐患最长期限', en: 'Longest deadline of a listed hazard', value: 12, unit: 'months', source: '青岛市挂牌督办办法（2012）(Qingdao rule of 2012, a model)', mark: 'V2', ...always },
  { id: 'due-soon', zh: '临期提示', en: 'Due soon', value: 7, unit: 'days', source: own, mark: 'D', ...always },
  { id: 'duplicate-distance', zh: '疑似重复：相距', en: 'Perhaps the same: within', value: 150, unit: 'metres', source: own, mark: 'D', ...always },
  { id: 'duplicate-days', zh: '疑似重复：发现时间相隔', en: 'Perhaps the same: found within', value: 30, unit: 'days', source: own, mark: 'D', ...always },
];

/** Gives the rule in force on a date (YYYY-MM-DD; the last row when several are). Throws RangeError when none is. */
export function closingRule(id: ClosingRuleId, date: string): ClosingRule {
  const rule = closingRules.findLast((row) => row.id === id && row.validFrom <= date && (row.validTo === null || row.validTo >= date));
  if (rule === undefined) throw new RangeError(`closing rule ${id}: seen ${date}, expected a date on which one is in force`);
  return rule;
}

/** The chase ladder (催办阶梯): each overdue hazard stands on one step, and never steps down. */
export const chaseSteps: CodeList = {
  id: 'chase-steps',
  zh: '催办阶梯',
  en: 'Chase ladder',
  entries: entriesOf([
    ['CH-REMIND', '提醒', 'Reminder', 'D', { noteZh: '临期或刚逾期，电话或消息提醒。', noteEn: 'Due soon or just overdue: a call or a message.' }],
    ['CH-URGE', '督促', 'Urging', 'D', { noteZh: '书面督办单。', noteEn: 'An urging order in writing.' }],
    ['CH-TALK', '约谈', 'Talk with the principal', 'D', { noteZh: '约谈主要负责人。', noteEn: 'The principal is summoned.' }],
    ['CH-LIST', '挂牌', 'Listing', 'D', { noteZh: '提请挂牌督办。', noteEn: 'Put up for supervision by listing.' }],
    ['CH-REPORT', '上报', 'Report upward', 'D', { noteZh: '报上级安委办或同级党委政府。', noteEn: 'Reported to the higher committee office or the government.' }],
  ]),
};

export const chaseChannels: CodeList = {
  id: 'chase-channels',
  zh: '催办方式',
  en: 'Way of chasing',
  entries: entriesOf([
    ['CW-PHONE', '电话', 'Telephone', 'D'],
    ['CW-MESSAGE', '短信或消息', 'Message', 'D'],
    ['CW-LETTER', '书面督办单', 'Letter', 'D'],
    ['CW-VISIT', '上门', 'Visit', 'D'],
    ['CW-MEETING', '会议或约谈', 'Meeting', 'D'],
  ]),
};

export const rejectionReasons: CodeList = {
  id: 'rejection-reasons',
  zh: '不予认定理由',
  en: 'Reason for not upholding',
  entries: entriesOf([
    ['RJ-UNTRUE', '现场核实不属实', 'Not true on site', 'D'],
    ['RJ-NOT-HAZARD', '不构成隐患', 'Not a hazard', 'D'],
    ['RJ-NOT-FOUND', '地点或对象无法查找', 'Place or object cannot be found', 'D'],
    ['RJ-ENTRY', '登记有误，作废', 'Entered by mistake, void', 'D'],
  ]),
};
