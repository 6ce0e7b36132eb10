// How dangerous does a place stand by itself? Risk is not a hazard: it is the standing danger, a hazard is a broken control.
import { type CodeList, entriesOf } from './code-list.ts';

export const riskClasses: CodeList = {
  id: 'risk-classes',
  zh: '风险等级',
  en: 'Risk class',
  entries: entriesOf([
    ['1', 'Ⅰ 重大风险（红）', 'I major (red)', 'V2'],
    ['2', 'Ⅱ 较大风险（橙）', 'II considerable (orange)', 'V2'],
    ['3', 'Ⅲ 一般风险（黄）', 'III ordinary (yellow)', 'V2'],
    ['4', 'Ⅳ 低风险（蓝）', 'IV low (blue)', 'V2'],
  ]),
};
