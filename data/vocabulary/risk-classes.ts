// How dangerous does a place stand by itself? Risk is not a hazard: it is the standing danger, a hazard is a broken control.
import { type CodeList, entriesOf } from './code-list.ts';

/** Codes are the integers 1..4 that sites carry as `riskClass`. Score bounds are the widespread LEC table (D = L × E × C): cut-offs vary, to be verified. */
export const riskClasses: CodeList = {
  id: 'risk-classes',
  zh: '风险等级',
  en: 'Risk class',
  entries: entriesOf([
    ['1', 'Ⅰ级 重大风险（红）', 'I major (red)', 'V2', { noteZh: 'LEC法参考值：D ≥ 320。', noteEn: 'LEC reference: D ≥ 320.' }],
    ['2', 'Ⅱ级 较大风险（橙）', 'II considerable (orange)', 'V2', { noteZh: 'LEC法参考值：160 ≤ D < 320。', noteEn: 'LEC reference: 160 ≤ D < 320.' }],
    ['3', 'Ⅲ级 一般风险（黄）', 'III moderate (yellow)', 'V2', { noteZh: 'LEC法参考值：70 ≤ D < 160。', noteEn: 'LEC reference: 70 ≤ D < 160.' }],
    ['4', 'Ⅳ级 低风险（蓝）', 'IV low (blue)', 'V2', { noteZh: 'LEC法参考值：D < 70。', noteEn: 'LEC reference: D < 70.' }],
  ]),
};
