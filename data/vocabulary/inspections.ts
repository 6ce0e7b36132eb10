// How was a place inspected, and what did the inspectors order?
import { type CodeList, entriesOf } from './code-list.ts';

export const inspectionModes: CodeList = {
  id: 'inspection-modes',
  zh: '检查方式',
  en: 'Inspection mode',
  entries: entriesOf([
    ['INS-ROUTINE', '例行检查', 'Routine', 'D'],
    ['INS-SPECIAL', '专项检查', 'Special campaign', 'D'],
    ['INS-4N2Z', '四不两直', 'Unannounced, straight to the site', 'SEED', { noteZh: '不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场。', noteEn: 'No notice, no greeting, no report, no escort; straight to the grass roots and to the site.' }],
    ['INS-COVERT', '暗访', 'Covert visit', 'SEED'],
    ['INS-OPEN', '明查', 'Open check', 'SEED'],
    ['INS-JOINT', '联合执法', 'Joint enforcement', 'SEED'],
    ['INS-CROSS', '交叉互检', 'Cross-check', 'SEED'],
    ['INS-REMOTE', '互联网+监管', 'Remote supervision', 'SEED'],
    ['INS-REPORT', '举报核查', 'Verification of a public report', 'D'],
    ['INS-REVIEW', '复查', 'Review', 'D'],
    ['INS-LEAD', '领导带队检查', 'Led by a leader', 'SEED'],
    ['INS-SELF', '企业自查', 'Self-check by the enterprise', 'SEED'],
  ]),
};

export const enforcementMeasures: CodeList = {
  id: 'enforcement-measures',
  zh: '执法措施',
  en: 'Enforcement measure',
  entries: entriesOf([
    ['ENF-NOW', '责令立即排除', 'Remove at once', 'V', { source: '安全生产法 第65条' }],
    ['ENF-LIMIT', '责令限期整改', 'Rectify within a time limit', 'V', { source: '安全生产法 第65、102条' }],
    ['ENF-EVAC', '撤出作业人员', 'Withdraw workers', 'V', { source: '安全生产法 第65条' }],
    ['ENF-STOP', '暂时停产停业、停止使用', 'Suspend production or use', 'V', { source: '安全生产法 第65、70条' }],
    ['ENF-SEAL', '查封扣押', 'Seal or seize', 'V', { source: '安全生产法 第65条' }],
    ['ENF-TEMPSEAL', '消防临时查封', 'Temporary fire seal', 'V', { source: '消防法 第54条' }],
    ['ENF-CUT', '停止供电、停供民爆物品', 'Cut power or explosives supply', 'V', { source: '安全生产法 第70条' }],
    ['ENF-FINE', '罚款', 'Fine', 'V', { source: '安全生产法 第102条' }],
    ['ENF-WARN', '警告、通报批评', 'Warning or public criticism', 'V', { source: '行政处罚法 第9条' }],
    ['ENF-LIC', '暂扣、降级、吊销许可', 'Suspend, downgrade or revoke a licence', 'V', { source: '行政处罚法 第9条' }],
    ['ENF-CLOSE', '责令关闭', 'Order to close', 'V', { source: '行政处罚法 第9条' }],
    ['ENF-DET', '行政拘留', 'Administrative detention', 'V', { source: '行政处罚法 第9条' }],
    ['ENF-TALK', '约谈', 'Formal talk', 'D'],
    ['ENF-LIST', '挂牌督办', 'Supervision by listing', 'V2'],
    ['ENF-CRIM', '移送司法', 'Referral for prosecution', 'V'],
    ['ENF-PIL', '公益诉讼线索移送', 'Referral for public-interest action', 'V', { source: '安全生产法 第74条' }],
  ]),
};
