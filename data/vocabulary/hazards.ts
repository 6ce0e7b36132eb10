// How is a hazard (隐患) described: element, topic, depth, level, source, status, flags, and accidents by grade?
import { type CodeList, entriesOf } from './code-list.ts';

export const hazardElements: CodeList = {
  id: 'hazard-elements',
  zh: '隐患要素',
  en: 'Element',
  entries: entriesOf([
    ['A-P', '人的不安全行为', 'Unsafe act of people', 'V'],
    ['A-O', '物的危险状态', 'Dangerous state of things', 'V'],
    ['A-E', '环境', 'Environment', 'D'],
    ['A-M', '管理缺陷', 'Defect of management', 'V'],
  ]),
};

export const hazardKinds: CodeList = {
  id: 'hazard-kinds',
  zh: '隐患类别',
  en: 'Hazard kind',
  entries: entriesOf([
    ['HK-WELD', '违规电焊切割', 'Illegal welding or cutting', 'SEED'],
    ['HK-EXIT', '封闭安全出口', 'Blocked exits', 'SEED'],
    ['HK-INSUL', '违规使用易燃保温材料', 'Combustible insulation', 'SEED'],
    ['HK-OUTS', '外包施工安全监管缺失', 'Contracted works without control', 'SEED'],
    ['HK-EDGE', '高处作业临边防护不到位', 'Unprotected edges at height', 'SEED'],
    ['HK-PPE', '安全防护用品佩戴不及时', 'Protective gear not worn', 'SEED'],
    ['HK-TEMPEL', '临时用电私接乱拉', 'Improper temporary wiring', 'SEED'],
    ['HK-EXTG', '灭火器配备不足', 'Too few fire extinguishers', 'SEED'],
    ['HK-HOTPERMIT', '动火作业未审批', 'Hot work without permit', 'SEED'],
    ['HK-CERT', '特种作业无证上岗', 'Special work without certificate', 'SEED'],
    ['HK-RUSH', '盲目赶工期抢进度', 'Rushing the schedule', 'SEED'],
    ['HK-NIGHTFISH', '违规出海捕捞', 'Illegal fishing trip', 'SEED'],
    ['HK-3NO', '三无船只', 'Boat without name, papers and home port', 'SEED'],
    ['HK-CREW', '船员配备不合格', 'Unqualified or too small crew', 'SEED'],
    ['HK-OVERLOAD', '超载', 'Overload', 'SEED'],
    ['HK-OVERWIND', '超抗风等级出海', 'At sea beyond wind rating', 'SEED'],
    ['HK-NOVEST', '临水作业不穿救生衣', 'No life jacket near water', 'SEED'],
    ['HK-CHEMOP', '检维修、特殊作业管控不到位', 'Maintenance and special work not controlled', 'SEED'],
    ['HK-OLDEQ', '老旧设备带病运行', 'Ageing equipment in use', 'SEED'],
    ['HK-GASPIPE', '燃气管道设施', 'Gas pipes and facilities', 'SEED'],
    ['HK-GASUSE', '用气场所', 'Places that use gas', 'SEED'],
    ['HK-GASHOME', '入户安检', 'Gas user checks', 'SEED'],
    ['HK-LPGILL', '液化气非法经营', 'Illegal LPG trade', 'SEED'],
    ['HK-MINE1', '矿长带班不落实', 'Mine manager not on shift', 'SEED'],
    ['HK-MINE2', '井下作业违章', 'Rules broken underground', 'SEED'],
    ['HK-MINE3', '偷盗私采', 'Illegal mining', 'SEED'],
    ['HK-VEH1', '重点车辆超员超速', 'Key vehicles overcrowded or speeding', 'SEED'],
    ['HK-VEH2', '道路隐患路段', 'Hazardous road section', 'SEED'],
    ['HK-VEH3', '大吨小标', 'Understated vehicle tonnage', 'SEED'],
    ['HK-VEH4', '非法改装', 'Illegal conversion', 'SEED'],
    ['HK-RECKLESS', '违章冒险作业', 'Reckless work', 'SEED'],
    ['HK-FIREEQ', '消防设施', 'Fire protection equipment', 'D'],
    ['HK-ELEC', '电气', 'Electrical', 'D'],
    ['HK-GASDET', '可燃气体报警', 'Combustible gas detection', 'D'],
    ['HK-DUST', '粉尘防爆', 'Combustible dust', 'D'],
    ['HK-NH3', '液氨制冷', 'Ammonia refrigeration', 'D'],
    ['HK-CONF', '有限空间', 'Confined space', 'D'],
    ['HK-STRUCT', '结构、违建', 'Structure, illegal building', 'D'],
    ['HK-3IN1', '住宿与生产经营混用', 'Living and production mixed', 'D'],
    ['HK-SYS', '制度、责任制', 'Rules and responsibility', 'D'],
    ['HK-TRAIN', '教育培训', 'Training', 'D'],
    ['HK-DRILL', '应急演练', 'Drills', 'D'],
    ['HK-LEASE', '出租承租管理', 'Control of leasing', 'D'],
    ['HK-RECORD', '台账资料', 'Records', 'D'],
    ['HK-SIGN', '标识标牌', 'Signs', 'D'],
  ]),
};

export const hazardDepths: CodeList = {
  id: 'hazard-depths',
  zh: '隐患深度',
  en: 'Depth',
  entries: entriesOf([
    ['DEP-1', '表面', 'Surface', 'D', { noteZh: '灭火器、标识、卫生、台账。', noteEn: 'Extinguisher, sign, litter, record.' }],
    ['DEP-2', '过程', 'Process', 'D', { noteZh: '作业许可、联锁、操作限值。', noteEn: 'Permits, interlocks, operating limits.' }],
    ['DEP-3', '体系', 'Management system', 'D', { noteZh: '责任、外包管控、变更、投入。', noteEn: 'Responsibility, contractors, change, investment.' }],
  ]),
};

export const hazardLevels: CodeList = {
  id: 'hazard-levels',
  zh: '隐患等级',
  en: 'Level',
  entries: entriesOf([
    ['LV-G', '一般事故隐患', 'General hazard', 'V', { noteZh: '危害和整改难度较小，发现后能够立即整改排除。', noteEn: 'Small harm, can be put right at once.' }],
    ['LV-M', '重大事故隐患', 'Major hazard', 'V', { noteZh: '危害和整改难度较大，需全部或局部停产停业并经一定时间整改，或因外部因素自身难以排除。', noteEn: 'Large harm and hard to rectify, needs a full or partial stop for some time, or caused by outside factors the unit cannot remove alone.' }],
    ['LV-L', '较大事故隐患', 'Considerable hazard (local)', 'D', { noteZh: '地方口径，默认不启用。', noteEn: 'Local usage, off by default.' }],
  ]),
};

export const hazardSources: CodeList = {
  id: 'hazard-sources',
  zh: '隐患来源',
  en: 'Source',
  entries: entriesOf([
    ['SRC-ENT', '企业自查上报', 'Reported by the enterprise', 'SEED'],
    ['SRC-INS', '督导检查', 'Inspection', 'SEED'],
    ['SRC-INS-DEPT', '部门检查', 'Department inspection', 'D', { parent: 'SRC-INS' }],
    ['SRC-INS-TOWN', '镇街检查', 'Township inspection', 'D', { parent: 'SRC-INS' }],
    ['SRC-INS-UP', '上级督导', 'Higher-level inspection', 'D', { parent: 'SRC-INS' }],
    ['SRC-INS-CROSS', '交叉互检', 'Cross-check', 'SEED', { parent: 'SRC-INS' }],
    ['SRC-INS-COVERT', '暗访', 'Covert visit', 'SEED', { parent: 'SRC-INS' }],
    ['SRC-PUB', '群众举报', 'Public report', 'SEED'],
    ['SRC-SENSOR', '监测报警', 'Sensor alarm', 'D'],
    ['SRC-MEDIA', '舆情', 'Media', 'D'],
    ['SRC-EXPERT', '专家、保险服务', 'Expert or insurer', 'D'],
  ]),
};

export const hazardStatuses: CodeList = {
  id: 'hazard-statuses',
  zh: '隐患状态',
  en: 'Status',
  entries: entriesOf([
    ['ST-REPORTED', '已上报', 'Reported', 'D'],
    ['ST-VERIFYING', '核实定级中', 'Being verified', 'D'],
    ['ST-ASSIGNED', '已交办', 'Assigned', 'D'],
    ['ST-RECTIFYING', '整改中', 'Being rectified', 'D'],
    ['ST-AWAIT_REVIEW', '待复查', 'Awaiting review', 'D'],
    ['ST-CLOSED', '已销号', 'Closed', 'D'],
    ['ST-REJECTED', '不予认定', 'Not recognised', 'D'],
    ['ST-MERGED', '并案', 'Merged', 'D'],
    ['ST-RETURNED', '复查退回', 'Returned on review', 'D'],
    ['ST-TRANSFERRED', '移送', 'Transferred', 'D'],
    ['ST-REOPENED', '复发重开', 'Reopened', 'D'],
  ]),
};

export const hazardFlags: CodeList = {
  id: 'hazard-flags',
  zh: '隐患标记',
  en: 'Flag',
  entries: entriesOf([
    ['FL-LISTED', '挂牌督办', 'Supervised by listing', 'D'],
    ['FL-SUSPENDED', '停产停业、停用', 'Suspended', 'D'],
    ['FL-EXT_PENDING', '延期申请', 'Extension asked', 'D'],
    ['FL-EXT_OK', '延期同意', 'Extension granted', 'D'],
    ['FL-EXT_NO', '延期不同意', 'Extension refused', 'D'],
    ['FL-OVERDUE', '逾期', 'Overdue', 'D'],
    ['FL-ESCALATED', '提级', 'Escalated', 'D'],
    ['FL-PUBLIC', '已公示', 'Published', 'D'],
  ]),
};

export const accidentGrades: CodeList = {
  id: 'accident-grades',
  zh: '事故等级',
  en: 'Accident grade',
  entries: entriesOf([
    ['AG-1', '特别重大事故', 'Extraordinarily serious', 'V', { source: '生产安全事故报告和调查处理条例 第3条', noteZh: '死亡30人以上，或重伤100人以上，或直接经济损失1亿元以上。', noteEn: '30 deaths, 100 serious injuries or 100 million yuan and above.' }],
    ['AG-2', '重大事故', 'Serious', 'V', { source: '生产安全事故报告和调查处理条例 第3条', noteZh: '死亡10–29人，或重伤50–99人，或损失5000万–1亿元。', noteEn: '10–29 deaths, 50–99 serious injuries or 50–100 million yuan.' }],
    ['AG-3', '较大事故', 'Considerable', 'V', { source: '生产安全事故报告和调查处理条例 第3条', noteZh: '死亡3–9人，或重伤10–49人，或损失1000万–5000万元。', noteEn: '3–9 deaths, 10–49 serious injuries or 10–50 million yuan.' }],
    ['AG-4', '一般事故', 'Ordinary', 'V', { source: '生产安全事故报告和调查处理条例 第3条', noteZh: '死亡3人以下，或重伤10人以下，或损失1000万元以下。', noteEn: 'Fewer than 3 deaths, 10 serious injuries or 10 million yuan.' }],
    ['AG-0', '未达等级事件', 'Below grade', 'D'],
  ]),
};
