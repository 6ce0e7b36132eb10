// Which major hazards are found where? Each row names clauses of the criteria library; the first one in force for the sector on that day is cited.
import type { Profile } from './firm-kinds.ts';

export interface MajorFinding {
  /** Ids of `criteriaClauses`, tried in order. */
  readonly clauseIds: readonly string[];
  readonly kindCode: string;
  readonly elementCode: string;
  readonly depthCode: string;
  readonly profiles: readonly Profile[];
  readonly text: string;
  /** Measures that fit, besides stopping the work. */
  readonly measures: string;
}

type Line = readonly [clauses: string, kind: string, element: string, depth: number, profiles: string, text: string, measures: string];

const factory = 'machinery stone textile plastic wood cement food casting seafood cold ship';

const lines: readonly Line[] = [
  ['GM-3-1', 'HK-LEASE', 'A-M', 3, factory, '出租厂房内多家承租单位，未统一协调管理，未定期进行安全检查', '签订安全管理协议，明确统一管理人，建立定期检查制度'],
  ['GM-3-1', 'HK-OUTS', 'A-M', 3, `${factory} shop market restaurant`, '外包检修队伍现场作业，发包单位未统一协调管理、未检查', '停止外包作业，核验资质并签订协议后复工'],
  ['GM-3-2', 'HK-CERT', 'A-M', 2, `${factory} market shop`, '熔化焊接与热切割作业人员未取得特种作业操作证上岗', '停止作业，更换持证人员，组织取证培训'],
  ['GM-11-3', 'HK-DUST', 'A-O', 2, 'wood casting machinery food', '干式除尘系统未采取泄爆、惰化、抑爆等任何控爆措施', '停用除尘系统，委托设计改造并验收'],
  ['GM-11-6', 'HK-DUST', 'A-O', 2, 'wood', '木质粉尘干式除尘器未设置锁气卸灰装置', '停用除尘器，加装锁气卸灰装置'],
  ['GM-11-10', 'HK-DUST', 'A-M', 2, 'wood casting food machinery', '未落实粉尘清理制度，作业现场及管道严重积尘', '全面停产清灰，建立班次清扫制度'],
  ['GM-12-1', 'HK-NH3', 'A-O', 2, 'seafood cold', '加工分割间采用氨直接蒸发空调制冷', '停用直接蒸发空调，改造为间接制冷'],
  ['GM-12-2', 'HK-NH3', 'A-O', 2, 'seafood cold', '快速冻结装置未设在单独作业间，同间作业人员超过9人', '设置实体隔墙，限定作业人数'],
  ['GM-13-1', 'HK-CONF', 'A-M', 3, 'seafood food cement ship casting textile', '未辨识污水处理站有限空间，无台账且未设警示标志', '辨识建账，设置警示标志并上锁'],
  ['GM-13-2', 'HK-CONF', 'A-P', 2, 'seafood food cement ship casting', '腌渍池清理作业未审批，未执行“先通风、再检测、后作业”，无人监护', '立即停止作业，配备检测通风器材，专项培训'],
  ['GM-7-8', 'HK-GASDET', 'A-O', 2, 'machinery ship casting', '喷漆房未设置固定式可燃气体浓度监测报警装置', '停用喷漆房，安装报警并与风机联锁'],
  ['GM-7-2', 'HK-DEVICE', 'A-O', 2, 'casting', '铸造熔炼炉炉底未设置紧急排放和应急储存设施', '停炉改造，增设事故坑'],
  ['GM-8-1', 'HK-DEVICE', 'A-O', 2, 'food', '油炸设备未设置料温超温自动切断热源保护', '停用设备，加装独立超温切断装置'],
  ['GM-6-2', 'HK-CONF', 'A-P', 2, 'cement', '人工清理水泥筒仓未采取防坠落、防坍塌措施', '停止清库，编制方案并配备专业队伍'],
  ['HZ25-5 HZ17-10', 'HK-3IN1', 'A-E', 2, `${factory}`, '车间内设置员工集体宿舍，隔墙采用可燃夹芯板', '立即清退住宿人员，拆除可燃隔断'],
  ['CH-2', 'HK-CERT', 'A-M', 2, 'chemical fuel', '危险化工工艺操作人员未取得特种作业操作证', '停止相关岗位作业，持证后恢复'],
  ['CH-4', 'HK-DEVICE', 'A-O', 2, 'chemical', '重点监管危险化工工艺紧急停车系统未投入使用', '停车检修，系统调试验收后开车'],
  ['CH-5', 'HK-DEVICE', 'A-O', 2, 'chemical', '构成重大危险源的罐区未配备紧急切断设施', '罐区降量停用，加装紧急切断阀'],
  ['CH-12', 'HK-GASDET', 'A-O', 2, 'chemical fuel', '泄漏可燃气体场所未按规定设置检测报警装置', '停用该单元，补装报警并检定'],
  ['CH-15', 'HK-DEVICE', 'A-O', 2, 'chemical', '反应釜安全阀根部阀关闭，安全附件未正常投用', '立即恢复投用，建立铅封巡检制度'],
  ['CH-18', 'HK-CHEMOP', 'A-M', 3, 'chemical fuel', '动火作业未办理审批，特殊作业管理制度未执行', '停止一切特殊作业，开展全员再培训'],
  ['CH-20', 'HK-STORE', 'A-O', 2, 'chemical', '危险化学品超量、超品种储存，禁忌物混放', '清运超量物料，分区分类储存'],
  ['MN-O-3', 'HK-SLOPE', 'A-P', 2, 'mine', '未采用自上而下的台阶式开采，存在掏底开采', '停止开采，重新形成台阶'],
  ['MN-O-4', 'HK-SLOPE', 'A-E', 2, 'mine', '工作帮坡角大于设计值，局部形成伞檐', '停止坡底作业，削坡减载'],
  ['MN-O-8', 'HK-SLOPE', 'A-E', 2, 'mine', '边坡出现张裂缝和滑移迹象', '撤出人员设备，封闭区域，专家论证治理'],
  ['HC-4-4', 'HK-SYS', 'A-M', 3, 'site', '超过一定规模的危大工程专项方案未经专家论证即施工', '停工，补充论证后复工'],
  ['HC-5-2', 'HK-PIT', 'A-O', 2, 'site', '深基坑超挖，未按方案分层支护', '停止开挖，回填反压并加固'],
  ['HC-5-4', 'HK-PIT', 'A-E', 2, 'site', '基坑周边地表开裂、支护渗漏，未及时处理', '撤离坑内人员，注浆堵漏并加密监测'],
  ['HC-7-2', 'HK-PIT', 'A-O', 2, 'site', '外脚手架连墙件整层缺失', '停用脚手架，补设连墙件并验收'],
  ['HC-8-1', 'HK-LIFT', 'A-O', 2, 'site', '塔式起重机未经验收合格并办理使用登记即投入使用', '停用塔吊，检测验收并登记'],
  ['HC-8-5', 'HK-LIFT', 'A-O', 2, 'site', '施工升降机安全装置失效仍在使用', '停用升降机，更换防坠安全器'],
  ['HC-9-3', 'HK-EDGE', 'A-O', 2, 'site', '悬挑式操作平台支承点设在脚手架上，未可靠拉结', '拆除平台，重新设计安装'],
  ['HC-11-1', 'HK-CONF', 'A-P', 2, 'site', '污水井内作业未审批，未先通风、再检测', '停止作业，配备器材并培训'],
  ['RQ-5-1', 'HK-GASPIPE', 'A-O', 2, 'gas-station', '储罐液位远传失效，无超限报警功能', '储罐停用，更换液位计并联调'],
  ['RQ-5-5', 'HK-GASDET', 'A-O', 2, 'gas-station', '瓶库未设置固定式可燃气体浓度报警装置', '停止经营，安装报警后复核'],
  ['RQ-6-1', 'HK-GASPIPE', 'A-E', 2, 'pipeline', '中压燃气管道保护范围内被建筑物占压', '降压运行，限期拆除或改线'],
  ['RQ-6-2', 'HK-GASPIPE', 'A-O', 2, 'pipeline', '燃气管道穿越雨水箱涵，未采取防护措施', '加强巡检监测，改线迁出箱涵'],
  ['RQ-6-3', 'HK-GASPIPE', 'A-O', 2, 'gas-station', '调压装置未设置出口超压保护', '切换备用路，加装切断放散装置'],
  ['RQ-7-1', 'HK-LPGILL', 'A-P', 3, 'gas-station', '违规充装非自有气瓶', '停止充装，气瓶封存，依法查处'],
  ['RQ-9-4', 'HK-GASHOME', 'A-M', 2, 'gas-user', '安检发现使用国家明令淘汰的燃具和软管，未书面告知', '书面告知并停气，更换后恢复'],
  ['RQ-9-1', 'HK-GASHOME', 'A-M', 2, 'gas-user', '安检发现地下室使用液化石油气，未书面告知', '立即停气，移除气瓶'],
  ['YC-2', 'HK-SHIP', 'A-O', 2, 'port', '救生筏超期未检，不能正常使用', '停航，更换救生筏并检验'],
  ['YC-3', 'HK-CREW', 'A-M', 2, 'port', '职务船员少于最低配员要求', '停航，配齐职务船员'],
  ['YC-4', 'HK-TRACK', 'A-P', 2, 'port', '出海期间擅自关闭北斗、AIS设备', '返港接受处罚，恢复设备并锁定'],
  ['YC-5', 'HK-OVERWIND', 'A-P', 2, 'port', '超核定抗风等级冒险作业', '立即返港，停航整顿'],
  ['YC-7', 'HK-OVERLOAD', 'A-P', 2, 'port', '在船人数超过核定载员', '返港清退超员人员'],
  ['DY-3-1', 'HK-LICENCE', 'A-M', 3, 'transport', '未取得危险货物道路运输许可从事运输', '停止运输，依法查处'],
  ['DY-3-2', 'HK-VEH4', 'A-O', 2, 'transport', '使用擅自改装罐体的车辆从事营运', '车辆停运，恢复原状并检验'],
  ['DY-3-3', 'HK-VEH1', 'A-P', 2, 'transport', '车辆动态监控长期超速、疲劳驾驶未纠正', '驾驶员停岗，完善动态监控'],
  ['GL-3', 'HK-VEH2', 'A-E', 2, 'road', '路侧净区内有高压铁塔，未设置防护设施', '设置临时限速和防撞设施，实施护栏工程'],
  ['HZ25-5 HZ17-5', 'HK-EXIT', 'A-E', 2, 'market leisure shop inn restaurant', '营业场所安全出口数量不足，疏散总宽度不符合规定', '停止营业，增设安全出口并验收'],
  ['HZ25-5 HZ17-6', 'HK-FIREEQ', 'A-O', 2, 'market leisure inn', '未按规定设置自动喷水灭火系统和火灾自动报警系统', '停止营业，增设消防设施'],
  ['HZ25-6 HZ17-C', 'HK-FIREEQ', 'A-O', 2, 'highrise dorm market medical school care leisure', '消防水系统瘫痪且疏散通道被占用，综合判定为重大火灾隐患', '维修消防系统，专人值守，清理通道'],
  ['HZ25-5 HZ17-9', 'HK-STRUCT', 'A-E', 2, 'care school', '老年人（儿童）活动用房设置楼层不符合规定', '停用该楼层，调整至规定楼层'],
  ['HZ25-5 HZ17-8', 'HK-STORE', 'A-O', 2, 'market medical leisure', '人员密集场所内违规储存易燃易爆危险品', '立即清运，查清来源'],
  ['HZ25-6 HZ17-C', 'HK-INSUL', 'A-O', 2, 'medical highrise market', '改造施工使用易燃保温材料，且与使用区未分隔', '停止施工，更换材料，设置实体分隔'],
];

/** All major findings. */
export const majorFindings: readonly MajorFinding[] = lines.map(([clauses, kindCode, elementCode, depth, profiles, text, measures]) => ({
  clauseIds: clauses.split(' '), kindCode, elementCode, depthCode: `DEP-${depth}`, profiles: profiles.split(' ') as Profile[], text, measures,
}));

/** Share of a profile's hazards that are major. About 0.4 % of all hazards were, nationally, in June 2023 (1 in 242); dangerous trades have more. Our design. */
export const majorShares: Readonly<Partial<Record<Profile, number>>> = {
  chemical: 0.026, fuel: 0.008, mine: 0.04, cold: 0.022, seafood: 0.012, ship: 0.008, wood: 0.015, casting: 0.014, cement: 0.006, machinery: 0.005, food: 0.006, stone: 0.003, textile: 0.004, plastic: 0.004,
  transport: 0.008, site: 0.014, pipeline: 0.018, 'gas-station': 0.018, 'gas-user': 0.008, port: 0.009, road: 0.008, market: 0.008, leisure: 0.005, highrise: 0.007, medical: 0.004, school: 0.003, care: 0.007,
  dorm: 0.006, inn: 0.002, restaurant: 0.001, shop: 0.0006,
};
