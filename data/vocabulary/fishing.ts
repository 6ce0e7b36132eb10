// How are fishing ports graded, and how do vessels fish?
import { type CodeList, entriesOf } from './code-list.ts';

export const portGrades: CodeList = {
  id: 'port-grades',
  zh: '渔港等级',
  en: 'Port grade',
  entries: entriesOf([
    ['central', '中心渔港', 'Central fishing port', 'V2', { noteZh: '参考口径（待核）：避风水域约40公顷以上，可容渔船800艘以上。', noteEn: 'Reference (to be verified): about 40 ha of sheltered water or more, room for 800 vessels or more.' }],
    ['grade-1', '一级渔港', 'Grade 1 fishing port', 'V2', { noteZh: '参考口径（待核）：可容渔船600艘以上。', noteEn: 'Reference (to be verified): room for 600 vessels or more.' }],
    ['grade-2', '二级渔港', 'Grade 2 fishing port', 'V2'],
    ['grade-3', '三级渔港', 'Grade 3 fishing port', 'V2'],
    ['berth', '停泊点', 'Mooring place', 'D', { noteZh: '未评定等级的自然港湾、停泊点。', noteEn: 'Natural bay or mooring without a grade.' }],
  ]),
};

/** Ban cover as in the notice of 2023 (second-hand copies): all gear rests except hooks; auxiliary boats that serve fishing boats rest too. */
export const vesselWorkTypes: CodeList = {
  id: 'vessel-work-types',
  zh: '作业类型',
  en: 'Work type',
  entries: entriesOf([
    ['trawl', '拖网', 'Trawl', 'V2'],
    ['gillnet', '刺网', 'Gillnet', 'V2'],
    ['stow-net', '张网', 'Stow net', 'V2', { noteZh: '定置作业，休渔期不少于三个月，结束时间由省定。', noteEn: 'Fixed gear: rests at least three months, the end is set by the province.' }],
    ['purse-seine', '围网', 'Purse seine', 'V2'],
    ['pot', '笼壶', 'Pots and traps', 'V2'],
    ['hook', '钓具', 'Hook and line', 'V2', { noteZh: '不在伏季休渔范围内，但进出港须报告。', noteEn: 'Not covered by the summer ban, but must report entry and exit.' }],
    ['auxiliary', '捕捞辅助船', 'Fishing auxiliary vessel', 'V2', { noteZh: '为捕捞渔船服务的，同步休渔。', noteEn: 'Rests together with the fishing vessels it serves.' }],
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
