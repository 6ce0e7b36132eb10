// When is a hazard of road transport or of a road in service a major one? The transport criteria of 2023, restated.
import { clausesOf } from './criteria-clause.ts';

const transport = clausesOf('DY', 'DY', ['SEC-ROAD'], [
  ['3-1', '第三条', '无经营许可，或超许可范围经营。', 'No licence, or business beyond it.', ['HK-LICENCE'], 'V'],
  ['3-2', '第三条', '使用报废、擅自改装或技术状况不合格的车辆营运。', 'Scrapped, altered or unfit vehicles in service.', ['HK-VEH4', 'HK-OLDEQ'], 'V'],
  ['3-3', '第三条', '“三超一疲劳”长期不纠正，或一次记10分以上的驾驶员仍在驾驶。', 'Speeding, overload, overcrowding and fatigue long uncorrected, or a driver with a single record of 10 points or more still driving.', ['HK-VEH1'], 'V'],
  ['3-4', '第三条', '台风橙色及以上，或暴雨、暴雪、冰雹、大雾、沙尘暴、大风、道路结冰红色，或地质灾害红色预警期间，不执行停运指令或本单位预案。', 'While typhoon orange or above, or a red warning for rain, snow, hail, fog, dust, wind, ice or geological disaster is in force, the stop order or the own plan is ignored.', ['HK-NOSTOP'], 'V'],
  ['3-5', '第三条', '其他重大事故隐患。', 'Other major hazards.', ['HK-RECKLESS'], 'V'],
  ['4-1', '第四条第一项', '800公里以上班线未经安全评估，或凌晨2时至5时未停车休息。仅适用于此类班线。', 'Coach lines of 800 km or more without assessment, or not stopping between 02:00 and 05:00. Applies to such lines only.', ['HK-VEH1'], 'V'],
]);

/** Item numbers are ours. */
const inService = clausesOf('GL', 'GL', ['SEC-ROAD'], [
  ['1', '桥梁', '五类桥梁未及时实施加固改造，且未封闭交通。', 'Class-5 bridge neither under repair nor closed.', ['HK-BRIDGE'], 'V'],
  ['2', '隧道', '五类隧道未及时处治，且未封闭交通。', 'Class-5 tunnel neither under repair nor closed.', ['HK-BRIDGE'], 'V'],
  ['3', '重点路段', '路侧净区内有高铁、高压铁塔、危险品库等而未设防护设施。', 'High-speed railway, pylon or dangerous store within the clear zone without protection.', ['HK-BRIDGE', 'HK-VEH2'], 'V'],
  ['4', '桥梁', '跨越水源保护区的桥梁、缆索体系桥梁等存在列明的情形（以原文为准）。', 'Situations named for bridges over water sources and for cable bridges (see the original).', ['HK-BRIDGE'], 'V'],
]);

export const roadClauses = [...transport, ...inService];
