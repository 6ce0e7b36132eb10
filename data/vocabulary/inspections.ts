// How was a place inspected, and what did the inspectors order?
import { type CodeList, entriesOf } from './code-list.ts';

export const inspectionModes: CodeList = {
  id: 'inspection-modes',
  zh: '检查方式',
  en: 'Inspection mode',
  entries: entriesOf([
    ['INS-ROUTINE', '例行检查', 'Routine inspection', 'D'],
    ['INS-SPECIAL', '专项检查', 'Special inspection', 'D'],
    ['INS-4N2Z', '四不两直', 'Unannounced, straight to the site', 'SEED', { noteZh: '不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场。', noteEn: 'No notice, no greeting, no briefing, no escort; straight to the front line and straight to the site.', source: '国务院办公厅通知转载件（二手资料，后半句待核）/ reprint of a State Council Office notice, second half to be verified' }],
    ['INS-COVERT', '暗访', 'Covert visit', 'SEED'],
    ['INS-OPEN', '明查', 'Announced inspection', 'SEED'],
    ['INS-JOINT', '联合执法', 'Joint enforcement', 'SEED'],
    ['INS-CROSS', '交叉互检', 'Cross-check', 'SEED', { noteZh: '由其他镇街或部门复看同一单位，可用来估计漏查。', noteEn: 'Another township or department looks at the same unit again; this can measure what was missed.' }],
    ['INS-REMOTE', '互联网+监管', 'Remote supervision', 'SEED'],
    ['INS-REPORT', '举报核查', 'Verification of a public report', 'D'],
    ['INS-REVIEW', '复查', 'Review', 'D'],
    ['INS-LEAD', '领导带队检查', 'Inspection led by a leader', 'SEED'],
    ['INS-SELF', '企业自查', 'Self-check by the enterprise', 'SEED'],
  ]),
};

const worksafety = (articlesZh: string, articlesEn: string) => `《安全生产法》${articlesZh} (Work Safety Law, ${articlesEn})`;
const penaltyKinds = '《行政处罚法》第九条 (Administrative Penalty Law, art. 9)';
const criminalInterpretation = '两高《关于办理危害生产安全刑事案件适用法律若干问题的解释（二）》 (Supreme Court and Procuratorate, Interpretation II on crimes against work safety, 2022)';

export const enforcementMeasures: CodeList = {
  id: 'enforcement-measures',
  zh: '执法措施',
  en: 'Enforcement measure',
  entries: entriesOf([
    ['ENF-NOW', '责令立即排除', 'Order to remove at once', 'V', { source: worksafety('第六十五条', 'art. 65') }],
    ['ENF-LIMIT', '责令限期整改', 'Order to rectify within a time limit', 'V', { source: worksafety('第六十五条、第一百零二条', 'arts 65 and 102') }],
    ['ENF-EVAC', '责令撤出作业人员', 'Order to withdraw workers', 'V', { source: worksafety('第六十五条', 'art. 65') }],
    ['ENF-STOP', '责令暂时停产停业、停止使用', 'Order to suspend production or use', 'V', { noteZh: '重大事故隐患排除后，经审查同意方可恢复。', noteEn: 'After a major hazard, production may restart only once examined and agreed.', source: worksafety('第六十五条、第七十条', 'arts 65 and 70') }],
    ['ENF-SEAL', '查封、扣押', 'Seal or seize', 'V', { source: worksafety('第六十五条第四项', 'art. 65(4)') }],
    ['ENF-TEMPSEAL', '消防临时查封', 'Temporary fire-safety seal', 'V', { source: '《消防法》第五十四条 (Fire Protection Law, art. 54)' }],
    ['ENF-CUT', '停止供电、停止供应民用爆炸物品', 'Cut power or explosives supply', 'V', { noteZh: '停止供电应提前24小时通知，紧急情形除外。', noteEn: 'A power cut needs 24 hours’ notice, except in an emergency.', source: worksafety('第七十条', 'art. 70') }],
    ['ENF-FINE', '罚款', 'Fine', 'V', { noteZh: '未消除隐患的，处五万元以下罚款；拒不执行的，责令停产停业整顿，对有关责任人员处五万至十万元罚款。', noteEn: 'Hazard not removed: up to 50,000 yuan; refusal: stop of production and 50,000 to 100,000 yuan on those responsible.', source: worksafety('第一百零二条', 'art. 102') }],
    ['ENF-WARN', '警告、通报批评', 'Warning or public criticism', 'V', { source: penaltyKinds }],
    ['ENF-LIC', '暂扣许可证件、降低资质等级、吊销许可证件', 'Suspend, downgrade or revoke a licence', 'V', { source: penaltyKinds }],
    ['ENF-CLOSE', '责令关闭', 'Order to close down', 'V', { source: penaltyKinds }],
    ['ENF-DET', '行政拘留', 'Administrative detention', 'V', { source: penaltyKinds }],
    ['ENF-TALK', '约谈', 'Formal talk', 'D'],
    ['ENF-LIST', '挂牌督办', 'Supervision by listing', 'V2', { source: '青岛2012、福建、湖北等地办法（二手资料）/ rules of Qingdao 2012, Fujian, Hubei, second-hand' }],
    ['ENF-CRIM', '移送追究刑事责任', 'Referral for prosecution', 'V', { noteZh: '例如明知存在重大事故隐患仍冒险组织作业，或拒不执行停产停业决定。', noteEn: 'For example organising work while knowing of a major hazard, or refusing an order to stop.', source: criminalInterpretation }],
    ['ENF-PIL', '移送公益诉讼线索', 'Referral for public-interest action', 'V', { source: worksafety('第七十四条', 'art. 74') }],
  ]),
};
