// When is a hazard on the water a major one? Fishing vessels, passenger transport and inland vessels, restated.
import { clausesOf } from './criteria-clause.ts';

/** Applies only to vessels with an approved crew of ten or more. Clauses 4, 5 and 8 can be suggested from positions, ratings and orders, 7 from crew reports. */
const fishing = clausesOf('YC', 'YC', ['SEC-FISH'], [
  ['1', '第一项', '擅自改变船舶结构、主尺度或作业类型。', 'Structure, main size or work type changed without approval.', ['HK-SHIP'], 'V'],
  ['2', '第二项', '救生、消防设备或号灯不能正常使用。', 'Life-saving gear, fire gear or lights not usable.', ['HK-SHIP', 'HK-FIREEQ'], 'V'],
  ['3', '第三项', '职务船员低于最低配员要求。', 'Officers below minimum manning.', ['HK-CREW'], 'V'],
  ['4', '第四项', '关闭、屏蔽、拆卸北斗、远洋船位监测或AIS等设备，或篡改、隐瞒、销毁数据。', 'Beidou, VMS or AIS switched off, blocked or removed, or its data altered.', ['HK-TRACK'], 'V'],
  ['5', '第五项', '超核定航区、超抗风等级或超载航行、作业。', 'Beyond the approved area or wind rating, or overloaded.', ['HK-OVERWIND', 'HK-OVERLOAD'], 'V'],
  ['6', '第六项', '检验证书或国籍证书失效后出海。', 'At sea with an expired inspection or nationality certificate.', ['HK-SHIP', 'HK-NIGHTFISH'], 'V'],
  ['7', '第七项', '在船人数超过核定载员，或擅自载客。', 'More people than approved, or passengers carried without approval.', ['HK-OVERLOAD'], 'V'],
  ['8', '第八项', '台风等灾害期间拒不执行停航、撤离、转移指令，或不及时离开危险水域。', 'In a typhoon or other disaster, not obeying orders to stop, leave or move, or not leaving dangerous waters in time.', ['HK-NOSTOP', 'HK-OVERWIND'], 'V'],
]);

/** The guide names six aspects. */
const passenger = clausesOf('KY', 'KY', ['SEC-WATER'], [
  ['1', '第一方面', '客船结构、设备严重缺陷（擅自改建、改后不适航、损坏未修、应急设备失效等）。', 'Passenger vessel with serious defects: unapproved rebuild, unfit after refit, damage unrepaired, emergency gear failed.', ['HK-SHIP'], 'V'],
  ['2', '第二方面', '船员缺员或不能胜任。', 'Crew missing or not able.', ['HK-CREW'], 'V'],
  ['3', '第三方面', '客运码头重要设备、应急设备严重缺陷。', 'Key or emergency equipment of a terminal seriously defective.', ['HK-DEVICE'], 'V'],
  ['4', '第四方面', '违法经营、违规作业。', 'Illegal operation.', ['HK-LICENCE', 'HK-OVERLOAD'], 'V'],
  ['5', '第五方面', '安全管理严重失效。', 'Serious failure of management.', ['HK-SYS'], 'V'],
  ['6', '第六方面', '其他重大事故隐患。', 'Other major hazards.', ['HK-RECKLESS'], 'V'],
]);

/** Inland vessels only: passenger and dangerous-goods vessels, and others of 300 GT and above. */
const inland = clausesOf('NH', 'NH', ['SEC-WATER'], [
  ['4-1', '第四条第一项', '船长、轮机长不满足最低安全配员要求。', 'Master or chief engineer below minimum manning.', ['HK-CREW'], 'V'],
  ['4-2', '第四条第二项', '低闪点燃料动力船舶船员无特殊培训合格证。', 'Crew of a low-flash-fuel vessel without the special certificate.', ['HK-CERT'], 'V'],
  ['4-3', '第四条第三项', '检验证书、符合证明、安全管理证书无效。', 'Inspection, compliance or safety-management certificates not valid.', ['HK-SHIP'], 'V'],
  ['4-4', '第四条第四项', '超核定航区航行。', 'Sailing beyond the approved area.', ['HK-RECKLESS'], 'V'],
  ['4-5', '第四条第五项', '严重超载重线载货，或超定额载客。', 'Cargo seriously over the load line, or passengers over the limit.', ['HK-OVERLOAD'], 'V'],
  ['4-6', '第四条第六项', '无视禁航、限航要求冒险航行。', 'Sailing in disregard of a navigation ban.', ['HK-NOSTOP', 'HK-RECKLESS'], 'V'],
  ['4-7', '第四条第七项', '主机车令系统、应急停车装置等故障。', 'Main-engine order or emergency-stop system at fault.', ['HK-SHIP', 'HK-DEVICE'], 'V'],
]);

export const waterClauses = [...fishing, ...passenger, ...inland];
