// When is a hazard in a non-coal mine a major one? The criteria of 2022 for underground mines, open pits and tailings ponds, restated.
import { clausesOf } from './criteria-clause.ts';

const underground = '金属非金属地下矿山';
const openPit = '金属非金属露天矿山';
const tailings = '尾矿库';

/** Item numbers are ours: the copies read were excerpts and the exact counts were not verified. */
export const mineClauses = clausesOf('MN', 'MN', ['SEC-MINE'], [
  ['U-1', underground, '安全出口数量不足、不通畅或不合要求（独立直达地表的少于2个、间距小于30米，或矿体一翼超过1000米而无端部出口）。', 'Too few, blocked or unsuitable exits: fewer than two independent ones to the surface, under 30 m apart, or a wing over 1,000 m without one.', ['HK-EXIT', 'HK-MINE2'], 'V'],
  ['U-2', underground, '使用明令禁止的设备、材料、工艺。', 'Banned equipment, material or technique in use.', ['HK-OLDEQ'], 'V'],
  ['U-3', underground, '不同矿权主体的井巷相互贯通。', 'Workings of different owners joined.', ['HK-MINE2'], 'V'],
  ['U-4', underground, '图纸缺失、造假或未按期更新（生产矿山3个月、建设矿山1个月）。', 'Drawings missing, false or not updated in time (3 months in production, 1 month in construction).', ['HK-RECORD', 'HK-SYS'], 'V'],
  ['U-5', underground, '露天转地下开采未按设计采取防排水措施或留设隔离矿柱。', 'Open pit turned underground without the designed drainage or pillars.', ['HK-MINE2'], 'V'],
  ['U-6', underground, '地表水体防护不足，或井口标高未高出历史最高洪水位1米以上。', 'Surface water not kept out, or portal less than 1 m above the highest flood level.', ['HK-MINE2'], 'V2'],
  ['U-7', underground, '排水系统、防水门、探放水措施不落实。', 'Drainage, water-proof doors or probing ahead not in place.', ['HK-MINE2', 'HK-DEVICE'], 'V2'],
  ['U-8', underground, '有自燃发火危险的矿山未采取防灭火措施。', 'Mine prone to spontaneous fire without measures against it.', ['HK-MINE2', 'HK-FIREEQ'], 'V2'],
  ['U-9', underground, '未建立机械通风系统，或通风不合要求。', 'No mechanical ventilation, or ventilation at fault.', ['HK-MINE2', 'HK-DEVICE'], 'V2'],
  ['U-10', underground, '未配气体检测报警仪、自救器，或人员不会使用。', 'No gas detectors or self-rescuers, or people cannot use them.', ['HK-GASDET', 'HK-PPE'], 'V2'],
  ['U-11', underground, '监测监控系统不正常运行，或数据造假。', 'Monitoring off, or its data forged.', ['HK-DEVICE', 'HK-RECORD'], 'V2'],
  ['U-12', underground, '提升罐笼等一次乘载超过25人或超过核定人数。', 'Hoist or cage carrying more than 25 people or above its limit.', ['HK-LIFT', 'HK-MINE2'], 'V2'],
  ['U-13', underground, '有地压灾害的矿山未配备专门机构或人员。', 'No staff for ground pressure where it is a danger.', ['HK-MINE2', 'HK-SYS'], 'V2'],
  ['U-14', underground, '建设项目未经验收即投入生产。', 'Building project producing before acceptance.', ['HK-LICENCE', 'HK-RUSH'], 'V2'],

  ['O-1', openPit, '地下转露天开采前未探明采空区、溶洞。', 'Voids and caves not explored before pit mining.', ['HK-SLOPE'], 'V'],
  ['O-2', openPit, '使用明令禁止的设备、材料、工艺。', 'Banned equipment, material or technique in use.', ['HK-OLDEQ'], 'V'],
  ['O-3', openPit, '未采用自上而下的台阶式开采。', 'Not mined from the top down in benches.', ['HK-SLOPE', 'HK-RECKLESS'], 'V'],
  ['O-4', openPit, '工作帮坡角大于设计值，或最终台阶高度超过设计值。', 'Working slope steeper, or final bench higher, than designed.', ['HK-SLOPE'], 'V'],
  ['O-5', openPit, '开采或破坏设计留设的矿柱、岩柱、挂帮矿体。', 'Pillars or hanging ore that the design keeps are mined or broken.', ['HK-SLOPE', 'HK-MINE3'], 'V'],
  ['O-6', openPit, '未按要求对边坡、排土场进行稳定性分析。', 'Stability of slope or dump not analysed.', ['HK-SLOPE', 'HK-SYS'], 'V'],
  ['O-7', openPit, '高度200米及以上的边坡未在线监测、排土场未建监测系统，或监测关闭、造假。', 'Slope of 200 m or more without online monitoring, dump of 200 m or more without a system, or monitoring off or forged.', ['HK-SLOPE', 'HK-DEVICE'], 'V'],
  ['O-8', openPit, '边坡出现滑移迹象。', 'Slope shows signs of sliding.', ['HK-SLOPE'], 'V'],
  ['O-9', openPit, '凹陷露天矿未建设防洪、排洪设施。', 'Deep pit without flood works.', ['HK-SLOPE'], 'V2'],

  ['T-1', tailings, '在库区或坝体违规采挖、爆破。', 'Digging or blasting in the pond or on the dam against the rules.', ['HK-SLOPE', 'HK-MINE3'], 'V2'],
  ['T-2', tailings, '堆积坝外坡陡于设计坡比。', 'Dam slope steeper than designed.', ['HK-SLOPE'], 'V2'],
  ['T-3', tailings, '坝高或库容超过设计值。', 'Dam height or storage above design.', ['HK-SLOPE'], 'V2'],
  ['T-4', tailings, '浸润线抬升至控制线以上。', 'Phreatic line rising beyond its limit.', ['HK-SLOPE'], 'K'],
  ['T-5', tailings, '排洪系统损坏。', 'Drainage damaged.', ['HK-SLOPE'], 'K'],
]);
