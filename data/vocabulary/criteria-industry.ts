// When is a hazard in industry and trade a major one? Order No. 10 of the Ministry of Emergency Management, restated.
import { clausesOf } from './criteria-clause.ts';

const withCommerce = ['SEC-INDU', 'SEC-COMM'];

/** 64 situations: 3 of management, 47 by trade, 14 special. There is no article of its own for commerce: articles 3 and, where they fit, 11 to 13 apply. */
export const industryClauses = clausesOf('GM', 'GM', ['SEC-INDU'], [
  ['3-1', '第三条', '未统一协调管理承包单位、承租单位的安全生产，或者未对其定期检查。', 'Contractors and tenants are not coordinated as one, or are not checked regularly.', ['HK-OUTS', 'HK-LEASE'], 'V', withCommerce],
  ['3-2', '第三条', '特种作业人员未取得资格证即上岗。', 'Special-operation workers at work without a certificate.', ['HK-CERT', 'HK-WELD'], 'V', withCommerce],
  ['3-3', '第三条', '金属冶炼企业的主要负责人、安全管理人员未经考核合格。', 'Principal or safety managers of a metal smelter not assessed as competent.', ['HK-CERT', 'HK-TRAIN'], 'V'],

  ['4-1', '第四条（冶金）', '会议室、休息室、操作室、更衣室等人员聚集场所或钢铁水罐冷（热）修工位设在熔融金属吊运跨内。', 'Meeting, rest, control or changing rooms, or ladle-repair stands, inside the molten-metal lifting span.', ['HK-DIST'], 'V'],
  ['4-2', '第四条（冶金）', '熔融金属可能泄漏、喷溅的区域有积水。', 'Standing water where molten metal may leak or splash.', ['HK-SYS'], 'V'],
  ['4-3', '第四条（冶金）', '连铸、模铸未配备应急钢包或事故坑。', 'Continuous or mould casting without an emergency ladle or pit.', ['HK-DEVICE'], 'V'],
  ['4-4', '第四条（冶金）', '炼钢炉水冷部件的出水温度、进出水流量差未监测报警，或未联锁。', 'Water-cooled parts of a steel furnace without outlet-temperature and flow-difference alarm or interlock.', ['HK-DEVICE'], 'K'],
  ['4-5', '第四条（冶金）', '高炉炉顶压力超过设计值，或炉顶放散未联锁。', 'Blast-furnace top pressure above design, or its relief not interlocked.', ['HK-DEVICE'], 'K'],
  ['4-6', '第四条（冶金）', '煤气设施附近缺少一氧化碳监测报警，人员聚集场所距离不足。', 'No carbon-monoxide detection near coal-gas facilities, or rooms with people too close to them.', ['HK-GASDET', 'HK-DIST'], 'K'],
  ['4-7', '第四条（冶金）', '加热炉、煤气柜、除尘器等的煤气管道未设可靠隔断装置。', 'No reliable isolating device on gas lines to furnaces, gas holders or dust collectors.', ['HK-DEVICE'], 'K'],
  ['4-8', '第四条（冶金）', '煤气管线水封式排水器封堵压力低于30千帕，或多条管道共用排水器。', 'Water-seal drainer of a gas line holds less than 30 kPa, or is shared between lines.', ['HK-DEVICE'], 'K'],

  ['5-1', '第五条（有色）', '人员聚集场所设在熔融金属吊运跨内。', 'Rooms with people inside the molten-metal lifting span.', ['HK-DIST'], 'K'],
  ['5-2', '第五条（有色）', '熔融金属可能泄漏、喷溅的区域有积水。', 'Standing water where molten metal may leak or splash.', ['HK-SYS'], 'K'],
  ['5-3', '第五条（有色）', '铸造环节未设紧急排放和应急储存设施。', 'Casting without emergency drain and holding pits.', ['HK-DEVICE'], 'K'],
  ['5-4', '第五条（有色）', '水冷的冶炼炉窑等未设应急水源。', 'Water-cooled furnaces without an emergency water supply.', ['HK-DEVICE'], 'K'],
  ['5-5', '第五条（有色）', '水冷部件的温度、流量未监测报警。', 'No temperature or flow alarm on the cooling of furnace parts.', ['HK-DEVICE'], 'K'],
  ['5-6', '第五条（有色）', '铝深井铸造结晶器冷却水未监测报警，或未联锁。', 'Deep-well aluminium casting: cooling water of the mould without alarm and interlock.', ['HK-DEVICE'], 'K'],
  ['5-7', '第五条（有色）', '铝深井铸造流槽未设液位报警，或固定式炉铝液出口未设机械锁紧。', 'Deep-well aluminium casting: launder without level alarm, or tap hole without mechanical lock.', ['HK-DEVICE'], 'K'],
  ['5-8', '第五条（有色）', '铝深井铸造未设快速切断和紧急排放。', 'Deep-well aluminium casting: no quick cut-off and emergency drain.', ['HK-DEVICE'], 'K'],
  ['5-9', '第五条（有色）', '铝深井铸造机升降系统不符合要求。', 'Deep-well aluminium casting: the lifting system does not meet the rule.', ['HK-LIFT'], 'K'],
  ['5-10', '第五条（有色）', '可能泄漏一氧化碳等有毒气体的场所未设监测报警。', 'No detection where carbon monoxide or other toxic gas may leak.', ['HK-GASDET'], 'K'],
  ['5-11', '第五条（有色）', '燃气总管未设压力监测报警，或未与紧急自动切断联锁。', 'Gas main without pressure alarm linked to automatic cut-off.', ['HK-DEVICE', 'HK-GASUSE'], 'K'],
  ['5-12', '第五条（有色）', '煤气管线水封式排水器不符合要求。', 'Water-seal drainers of gas lines do not meet the rule.', ['HK-DEVICE'], 'K'],

  ['6-1', '第六条（建材）', '煤磨袋式收尘器、煤粉仓未设温度和一氧化碳监测报警，或未设气体灭火。', 'Coal-mill bag filter or coal-dust bin without temperature and carbon-monoxide alarm, or without gas extinguishing.', ['HK-DUST', 'HK-GASDET'], 'V'],
  ['6-2', '第六条（建材）', '人工清理筒型库未采取防坠落、防坍塌措施。', 'Silo cleaned by hand without measures against falls and collapse.', ['HK-CONF', 'HK-RECKLESS'], 'V'],
  ['6-3', '第六条（建材）', '电石渣库未设可燃气体监测报警，或未与通风联锁。', 'Carbide-slag store without combustible-gas detection interlocked with ventilation.', ['HK-GASDET'], 'V'],
  ['6-4', '第六条（建材）', '进入筒型库、焙烧窑、预热器、磨机、破碎机等作业未可靠隔离、切断。', 'Entering a silo, kiln, cyclone, mill or crusher without isolation.', ['HK-CONF', 'HK-CHEMOP'], 'V'],
  ['6-5', '第六条（建材）', '预混燃气窑炉的燃气总管未设压力报警，或未与切断联锁。', 'Gas main of a premix kiln without pressure alarm linked to cut-off.', ['HK-DEVICE', 'HK-GASUSE'], 'V'],
  ['6-6', '第六条（建材）', '制氢站、氮氢保护气体配气间、燃气配气间未设可燃气体监测报警。', 'Hydrogen, protective-gas or fuel-gas rooms without detection.', ['HK-GASDET'], 'V'],
  ['6-7', '第六条（建材）', '电熔制品电炉的水冷设备失效。', 'Cooling of an electric melting furnace has failed.', ['HK-DEVICE', 'HK-OLDEQ'], 'V'],
  ['6-8', '第六条（建材）', '玻璃窑炉、锡槽等设备的冷却系统未设监测报警。', 'Cooling of a glass furnace or tin bath without alarm.', ['HK-DEVICE'], 'V'],

  ['7-1', '第七条（机械）', '人员聚集场所设在熔融金属吊运跨内。', 'Rooms with people inside the molten-metal lifting span.', ['HK-DIST'], 'V'],
  ['7-2', '第七条（机械）', '铸造熔炼炉未设紧急排放和应急储存设施。', 'Foundry furnace without emergency drain and pit.', ['HK-DEVICE'], 'V'],
  ['7-3', '第七条（机械）', '熔融金属可能泄漏、喷溅的区域有积水。', 'Standing water where molten metal may leak or splash.', ['HK-SYS'], 'K'],
  ['7-4', '第七条（机械）', '熔炼炉冷却水未设监测报警。', 'Cooling water of a melting furnace without alarm.', ['HK-DEVICE'], 'K'],
  ['7-5', '第七条（机械）', '燃气炉窑未设泄漏报警或熄火保护。', 'Gas-fired furnace without leak alarm or flame-out protection.', ['HK-GASUSE', 'HK-GASDET'], 'K'],
  ['7-6', '第七条（机械）', '燃气总管未设压力报警，或未与紧急切断联锁。', 'Gas main without pressure alarm linked to cut-off.', ['HK-DEVICE', 'HK-GASUSE'], 'K'],
  ['7-7', '第七条（机械）', '使用易燃有机溶剂清洗，可燃蒸气可能在坑池内积聚。', 'Cleaning with flammable solvent where vapour may gather in pits.', ['HK-GASDET', 'HK-RECKLESS'], 'K'],
  ['7-8', '第七条（机械）', '非水性漆的调漆间、喷漆室未设可燃气体报警或通风。', 'Mixing rooms or spray booths for non-water paint without detection or ventilation.', ['HK-GASDET'], 'K'],

  ['8-1', '第八条（轻工）', '食品烘制、油炸设备未设超温自动切断。', 'Food baking or frying without over-temperature cut-off.', ['HK-DEVICE'], 'K'],
  ['8-2', '第八条（轻工）', '白酒储存、勾兑、灌装场所未设乙醇蒸气监测报警，或未与通风联锁。', 'Liquor storing, blending or filling without ethanol-vapour detection linked to ventilation.', ['HK-GASDET'], 'K'],
  ['8-3', '第八条（轻工）', '纸浆制造、造纸企业用蒸气、明火加热液氯钢瓶。', 'Pulp or paper mill heating chlorine cylinders with steam or flame.', ['HK-RECKLESS'], 'K'],
  ['8-4', '第八条（轻工）', '日用玻璃、陶瓷窑炉的燃气总管未设压力报警，或未与切断联锁。', 'Household glass or ceramics: gas main without pressure alarm linked to cut-off.', ['HK-DEVICE', 'HK-GASUSE'], 'K'],
  ['8-5', '第八条（轻工）', '日用玻璃窑炉炉体开裂或冷却失效。', 'Household glass furnace with a cracked shell or cooling lost.', ['HK-OLDEQ'], 'K'],
  ['8-6', '第八条（轻工）', '非水性漆的调漆、喷漆场所未设可燃气体报警或通风。', 'Mixing or spraying of non-water paint without detection or ventilation.', ['HK-GASDET'], 'K'],
  ['8-7', '第八条（轻工）', '锂离子电池储存场所未将故障电池隔离存放。', 'Lithium-ion cell store that does not isolate faulty cells.', ['HK-STORE'], 'K'],

  ['9-1', '第九条（纺织）', '烧毛、热定型等加热设备未设熄火保护或自动切断。', 'Singeing or heat-setting without flame-out protection or cut-off.', ['HK-DEVICE', 'HK-GASUSE'], 'K'],
  ['9-2', '第九条（纺织）', '保险粉、双氧水等禁忌物料混存，或储存受潮。', 'Sodium dithionite, peroxide and other incompatible goods stored together or damp.', ['HK-STORE'], 'K'],
  ['10-1', '第十条（烟草）', '熏蒸杀虫未对气体浓度进行管控。', 'Fumigation without control of the gas.', ['HK-GASDET', 'HK-CONF'], 'K'],
  ['10-2', '第十条（烟草）', '膨胀烟丝、二氧化碳生产线未落实气体安全管控。', 'Tobacco expansion or carbon-dioxide line without gas control.', ['HK-GASDET', 'HK-DEVICE'], 'K'],

  ['11-1', '第十一条（粉尘涉爆）', '粉尘爆炸危险场所设在非框架结构的多层建筑内，或内设宿舍、办公室、休息室等。', 'Dust-explosion area in a multi-storey non-frame building, or with dormitory, office or rest room inside.', ['HK-DUST', 'HK-STRUCT'], 'V', withCommerce],
  ['11-2', '第十一条（粉尘涉爆）', '不同类别粉尘、粉尘与可燃气体，或不同建筑、防火分区共用一套除尘系统。', 'Different dusts, dust with gas, or different buildings or fire zones share one dust system.', ['HK-DUST'], 'V', withCommerce],
  ['11-3', '第十一条（粉尘涉爆）', '干式除尘系统未采取泄爆、惰化、抑爆等任一控爆措施。', 'Dry dust system without any explosion control such as venting, inerting or suppression.', ['HK-DUST'], 'V', withCommerce],
  ['11-4', '第十一条（粉尘涉爆）', '铝镁等金属粉尘正压除尘，或其他粉尘正压吹送而无火花探测消除措施。', 'Aluminium or magnesium dust under positive pressure, or other dust blown by positive pressure without spark control.', ['HK-DUST'], 'V', withCommerce],
  ['11-5', '第十一条（粉尘涉爆）', '除尘系统采用重力沉降室或以砖混巷道作风道。', 'Gravity settling room or brick duct used in a dust system.', ['HK-DUST'], 'V', withCommerce],
  ['11-6', '第十一条（粉尘涉爆）', '铝镁等金属粉尘、木质粉尘的干式除尘器未设锁气卸灰装置。', 'Dry collector for aluminium, magnesium or wood dust without lock valve.', ['HK-DUST'], 'K', withCommerce],
  ['11-7', '第十一条（粉尘涉爆）', '20区未使用防爆电气设备。', 'Electrics in zone 20 not explosion-proof.', ['HK-DUST', 'HK-ELEC'], 'K', withCommerce],
  ['11-8', '第十一条（粉尘涉爆）', '粉碎研磨前未除铁、除石，或砂光机风管未设火花探测消除。', 'No removal of iron or stone before grinding, or no spark detection on sander ducts.', ['HK-DUST'], 'K', withCommerce],
  ['11-9', '第十一条（粉尘涉爆）', '遇湿自燃金属粉尘的收集、储存未采取通风、防潮措施。', 'Store of wet-reactive metal dust without ventilation and damp proofing.', ['HK-DUST', 'HK-STORE'], 'K', withCommerce],
  ['11-10', '第十一条（粉尘涉爆）', '未落实粉尘清理制度，现场严重积尘。', 'No cleaning system, thick dust on site.', ['HK-DUST'], 'K', withCommerce],

  ['12-1', '第十二条（液氨制冷）', '包装、分割、产品整理等人员密集场所采用氨直接蒸发空调制冷。', 'Packing, cutting or sorting rooms cooled by direct ammonia evaporation.', ['HK-NH3'], 'K', withCommerce],
  ['12-2', '第十二条（液氨制冷）', '快速冻结装置未设在单独作业间，或作业间内人数超过9人。', 'Quick freezer not in a room of its own, or more than nine people in that room.', ['HK-NH3'], 'K', withCommerce],
  ['13-1', '第十三条（有限空间）', '未辨识有限空间、未建立台账，且未设警示标志。', 'Confined spaces not identified, no ledger, and no warning sign.', ['HK-CONF', 'HK-SIGN'], 'K', withCommerce],
  ['13-2', '第十三条（有限空间）', '有限空间作业未审批，未执行“先通风、再检测、后作业”，或无人监护。', 'Confined-space work without approval, without ventilating and testing first, or without an attendant.', ['HK-CONF'], 'K', withCommerce],
]);
