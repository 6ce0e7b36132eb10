// How is a hazard of a kind put right? One sentence for each kind, as an officer would order it.
const measures: Readonly<Record<string, string>> = {
  'HK-EXTG': '更换或补充灭火器，建立月检卡', 'HK-EXIT': '立即清理，保持疏散通道和安全出口畅通', 'HK-FIREEQ': '委托维保单位修复，恢复正常运行并留存测试记录', 'HK-SIGN': '补设、更换标识标牌',
  'HK-ELEC': '由持证电工整改线路，穿管保护并复测', 'HK-RECORD': '补全台账，明确专人管理', 'HK-TRAIN': '补训并考核合格后上岗', 'HK-SYS': '修订制度，责任落实到岗到人',
  'HK-DRILL': '修订预案并组织演练，评估改进', 'HK-HOTPERMIT': '停止作业，补办审批，清理可燃物并设监护', 'HK-WELD': '停止作业，落实动火防护措施', 'HK-CERT': '停止上岗，取证或复审后恢复',
  'HK-OUTS': '签订安全管理协议，落实统一协调管理', 'HK-RECKLESS': '立即制止，教育并考核责任人', 'HK-PPE': '配发并监督正确佩戴', 'HK-DEVICE': '停用设备，恢复安全装置并测试', 'HK-LIFT': '停用检修，检验合格后使用',
  'HK-OLDEQ': '停用老旧设备，维修或更换', 'HK-STORE': '分类分区存放，清运超量物料', 'HK-DUST': '停机清灰，完善除尘和控爆措施', 'HK-CONF': '设置警示、配备检测通风器材，严格审批', 'HK-NH3': '检修制冷系统，校验报警器并联动风机',
  'HK-INSUL': '拆除可燃材料，更换为不燃材料', 'HK-CHEMOP': '重新办理票证，开展特殊作业专项培训', 'HK-GASDET': '安装或检定报警装置，确保联动切断', 'HK-GASUSE': '更换软管灶具，规范用气', 'HK-LICENCE': '停止经营，依法取得许可',
  'HK-GASPIPE': '设警示、派员旁站，清除占压或加固保护', 'HK-GASHOME': '补做入户安检，书面告知并跟踪整改', 'HK-LPGILL': '封存气瓶，联合执法查处', 'HK-EDGE': '补齐临边防护并验收', 'HK-TEMPEL': '规范临时用电，一机一闸一漏',
  'HK-PIT': '停止相关作业，按方案加固整改', 'HK-RUSH': '停止抢工，合理安排工期', 'HK-SLOPE': '清理浮石、削坡减载，完善监测', 'HK-MINE1': '严格落实带班下井制度', 'HK-NOVEST': '配齐并正确穿着救生衣',
  'HK-SHIP': '停航修复，检验合格后出海', 'HK-CREW': '配齐适任船员', 'HK-TRACK': '恢复终端开机，报修并核查轨迹', 'HK-OVERLOAD': '清退超员超载，教育船长', 'HK-OVERWIND': '及时返港避风，落实预警签收', 'HK-NIGHTFISH': '核查航次，依法处理',
  'HK-STRUCT': '设警戒区，鉴定后加固或拆除', 'HK-VEH1': '停班教育，完善动态监控', 'HK-VEH2': '设置临时警示，列入治理计划', 'HK-VEH3': '核查登记，停止使用', 'HK-VEH4': '恢复原状，检验合格后上路', 'HK-BRIDGE': '限载警示，组织维修',
  'HK-NOSTOP': '严格执行大风停工停航规定', 'HK-LEASE': '签订协议，明确统一管理人并定期检查', 'HK-3IN1': '立即搬离住宿人员，实体分隔', 'HK-3NO': '查扣“三无”船只，依法处置', 'HK-MINE3': '现场制止，移交自然资源部门查处', 'HK-DIST': '调整布局，满足安全距离',
};

/** Gives the measures for a kind of hazard; a general sentence for an unknown kind. */
export function measuresFor(kindCode: string): string {
  return measures[kindCode] ?? '明确责任人，限期整改，整改完成后申请复查';
}
