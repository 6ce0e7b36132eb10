// When is a hazard of a town-gas operator a major one? The criteria of 2023, restated.
import { clausesOf } from './criteria-clause.ts';

/** Addressed to operators. A restaurant without gas alarm breaks the Work Safety Law, art. 36, but is no clause here by itself. */
export const gasClauses = clausesOf('RQ', 'RQ', ['SEC-GAS'], [
  ['4-1', '第四条第一项', '无燃气经营许可证从事经营。', 'Gas business without a licence.', ['HK-LICENCE', 'HK-LPGILL'], 'V'],
  ['4-2', '第四条第二项', '未建立安全风险分级管控制度。', 'No risk-grading system.', ['HK-SYS'], 'V'],
  ['4-3', '第四条第三项', '未建立隐患排查治理制度。', 'No hazard-search system.', ['HK-SYS'], 'V'],
  ['4-4', '第四条第四项', '未制定事故应急预案。', 'No emergency plan.', ['HK-DRILL'], 'V'],
  ['4-5', '第四条第五项', '未建立用户燃气设施定期安检制度。', 'No system of regular checks at users.', ['HK-GASHOME', 'HK-SYS'], 'V'],
  ['5-1', '第五条第一项（厂站）', '储罐无压力、罐容或液位监测，或不能超限报警。', 'Tank without pressure, volume or level monitor, or without over-limit alarm.', ['HK-GASPIPE', 'HK-DEVICE'], 'V'],
  ['5-2', '第五条第二项（厂站）', '站内设备、管道无超压自动切断和放散装置。', 'Station equipment or pipes without automatic cut-off and relief.', ['HK-GASPIPE', 'HK-DEVICE'], 'V'],
  ['5-3', '第五条第三项（厂站）', '压缩天然气、液化天然气、液化石油气装卸系统无防拉脱保护。', 'Loading of compressed or liquefied natural gas or LPG without pull-away protection.', ['HK-GASPIPE', 'HK-DEVICE'], 'K'],
  ['5-4', '第五条（厂站）', '爆炸危险环境的电气、仪表不防爆。', 'Electrics in explosive areas not explosion-proof.', ['HK-ELEC', 'HK-GASPIPE'], 'K'],
  ['5-5', '第五条（厂站）', '可能达到爆炸下限20%的区域未设固定式报警。', 'No fixed detector where 20 % of the lower explosive limit may be reached.', ['HK-GASDET'], 'K'],
  ['6-1', '第六条（管道、调压）', '中压及以上管道保护范围内有建（构）筑物占压。', 'Structure built over a medium or higher pressure pipe inside its protection range.', ['HK-GASPIPE', 'HK-STRUCT'], 'K'],
  ['6-2', '第六条（管道、调压）', '燃气管道敷设在排水、供热、电缆等沟内而无防护。', 'Gas pipe laid in a drain, heat or cable duct without protection.', ['HK-GASPIPE'], 'K'],
  ['6-3', '第六条（管道、调压）', '调压装置无出口超压保护。', 'Regulator without over-pressure protection at its outlet.', ['HK-GASPIPE', 'HK-DEVICE'], 'K'],
  ['7-1', '第七条（气瓶）', '充装非自有气瓶。', 'Filling cylinders that belong to others.', ['HK-LPGILL'], 'K'],
  ['7-2', '第七条（气瓶）', '销售无充装许可单位充装的瓶装燃气。', 'Selling gas filled by a unit without filling permit.', ['HK-LPGILL'], 'K'],
  ['7-3', '第七条（气瓶）', '销售充装单位在非自有气瓶内充装的瓶装燃气。', 'Selling gas that was filled into cylinders not the filler’s own.', ['HK-LPGILL'], 'K'],
  ['8', '第八条', '供应无警示气味的燃气。', 'Supplying gas without warning odour.', ['HK-GASUSE'], 'K'],
  ['9-1', '第九条（安检告知）', '安检发现地下室、半地下室使用相对密度不小于0.75的燃气而未书面告知。', 'User check finds gas of relative density 0.75 or more in a basement and the operator gives no written notice.', ['HK-GASHOME', 'HK-GASUSE'], 'V'],
  ['9-2', '第九条（安检告知）', '安检发现立管、引入管设在卫生间内而未书面告知。', 'User check finds a riser or inlet pipe in a toilet and the operator gives no written notice.', ['HK-GASHOME', 'HK-GASPIPE'], 'V'],
  ['9-3', '第九条（安检告知）', '安检发现卧室、客房等敷设管道、安装燃具而未书面告知。', 'User check finds pipes or appliances in bedrooms or guest rooms and the operator gives no written notice.', ['HK-GASHOME', 'HK-GASUSE'], 'V'],
  ['9-4', '第九条（安检告知）', '安检发现使用明令淘汰的燃具、连接管而未书面告知。', 'User check finds banned appliances or hoses and the operator gives no written notice.', ['HK-GASHOME', 'HK-GASUSE'], 'V'],
  ['10', '第十条', '其他严重违规、可能导致群死群伤的情形。', 'Other serious violations that may kill or injure many.', ['HK-RECKLESS'], 'K'],
]);
