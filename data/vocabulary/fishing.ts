// How are fishing ports graded, and how do vessels fish?
import { type CodeList, entriesOf } from './code-list.ts';

export const portGrades: CodeList = {
  id: 'port-grades',
  zh: '渔港等级',
  en: 'Port grade',
  entries: entriesOf([
    ['central', '中心渔港', 'Central fishing port', 'V2'],
    ['grade-1', '一级渔港', 'Grade 1', 'V2'],
    ['grade-2', '二级渔港', 'Grade 2', 'V2'],
    ['grade-3', '三级渔港', 'Grade 3', 'V2'],
    ['berth', '停泊点', 'Mooring place', 'D'],
  ]),
};

export const vesselWorkTypes: CodeList = {
  id: 'vessel-work-types',
  zh: '作业类型',
  en: 'Work type',
  entries: entriesOf([
    ['trawl', '拖网', 'Trawl', 'V2'],
    ['gillnet', '刺网', 'Gillnet', 'V2'],
    ['stow-net', '张网', 'Stow net', 'V2'],
    ['purse-seine', '围网', 'Purse seine', 'V2'],
    ['pot', '笼壶', 'Pots and traps', 'V2'],
    ['hook', '钓具', 'Hook and line', 'V2'],
    ['auxiliary', '捕捞辅助船', 'Fishing support vessel', 'V2'],
    ['farming', '养殖渔船', 'Aquaculture vessel', 'D'],
    ['leisure', '休闲渔船', 'Leisure fishing vessel', 'D'],
  ]),
};

export const vesselMaterials: CodeList = {
  id: 'vessel-materials',
  zh: '船体材质',
  en: 'Hull material',
  entries: entriesOf([
    ['steel', '钢质', 'Steel', 'D'],
    ['wood', '木质', 'Wood', 'D'],
    ['frp', '玻璃钢', 'Fibreglass', 'D'],
  ]),
};
