// How is a hazard (隐患) described: element, topic, depth, level, source, status, flags, and accidents by grade?
import { type CodeList, entriesOf } from './code-list.ts';

const hazardDefinition = '《水上客运重大事故隐患判定指南（暂行）》第三条，与通行定义一致 (Guide to major accident hazards of waterborne passenger transport, art. 3, as in the usual definition)';

export const hazardElements: CodeList = {
  id: 'hazard-elements',
  zh: '隐患要素',
  en: 'Element',
  entries: entriesOf([
    ['A-P', '人的不安全行为', 'Unsafe act of people', 'V', { source: hazardDefinition }],
    ['A-O', '物的危险状态', 'Dangerous state of things', 'V', { source: hazardDefinition }],
    ['A-E', '环境的不安全因素', 'Unsafe surroundings', 'D'],
    ['A-M', '管理上的缺陷', 'Defect of management', 'V', { source: hazardDefinition }],
  ]),
};

export const hazardKinds: CodeList = {
  id: 'hazard-kinds',
  zh: '隐患类别',
  en: 'Hazard kind',
  entries: entriesOf([
    // The four violations that the campaign puts first.
    ['HK-WELD', '违规电焊切割', 'Illegal welding or cutting', 'SEED'],
    ['HK-EXIT', '封闭安全出口', 'Blocked exits', 'SEED'],
    ['HK-INSUL', '违规使用易燃保温材料', 'Combustible insulation', 'SEED'],
    ['HK-OUTS', '外包施工安全监管缺失', 'Contracted works without control', 'SEED'],
    // Seven items on construction sites.
    ['HK-EDGE', '高处作业临边防护不到位', 'Unprotected edges at height', 'SEED'],
    ['HK-PPE', '防护用品佩戴不到位', 'Protective equipment not worn', 'SEED'],
    ['HK-TEMPEL', '临时用电私接乱拉', 'Makeshift temporary wiring', 'SEED'],
    ['HK-EXTG', '灭火器配备不足', 'Too few fire extinguishers', 'SEED'],
    ['HK-HOTPERMIT', '动火作业未审批', 'Hot work without a permit', 'SEED'],
    ['HK-CERT', '特种作业无证上岗', 'Special work without a certificate', 'SEED', { noteZh: '也用于主要负责人、安全管理人员未经考核合格。', noteEn: 'Also for principals and safety managers who were not assessed.' }],
    ['HK-RUSH', '盲目赶工期、抢进度', 'Reckless rush to meet the schedule', 'SEED'],
    // Six items at sea.
    ['HK-NIGHTFISH', '违规出海捕捞', 'Illegal fishing trip', 'SEED'],
    ['HK-3NO', '使用“三无”船只', 'Vessel without name, papers or home port', 'SEED', { noteZh: '无船名船号、无船舶证书、无船籍港。', noteEn: 'No name or number, no certificates, no port of registry.' }],
    ['HK-CREW', '船员配备不合格', 'Crew below manning or unqualified', 'SEED'],
    ['HK-OVERLOAD', '船舶超载', 'Overloaded vessel', 'SEED', { noteZh: '海上超载；车辆超员归入重点车辆超员超速。', noteEn: 'At sea; overcrowded vehicles belong to key vehicles.' }],
    ['HK-OVERWIND', '超抗风等级航行作业', 'At sea beyond the wind rating', 'SEED'],
    ['HK-NOVEST', '临水作业不穿救生衣', 'No life jacket near water', 'SEED'],
    // Chemicals and ageing equipment.
    ['HK-CHEMOP', '检维修、特殊作业管控不到位', 'Maintenance or special work not controlled', 'SEED'],
    ['HK-OLDEQ', '老旧设备带“病”运行', 'Ageing equipment kept running', 'SEED'],
    // Gas.
    ['HK-GASPIPE', '燃气管道设施隐患', 'Defect of gas pipes and facilities', 'SEED', { noteZh: '含占压、第三方施工破坏、设施老化。', noteEn: 'Structures over pipes, third-party damage and ageing included.' }],
    ['HK-GASUSE', '用气场所隐患', 'Defect where gas is used', 'SEED'],
    ['HK-GASHOME', '入户安检不到位', 'User checks not carried out', 'SEED'],
    ['HK-LPGILL', '液化气非法经营', 'Illegal LPG trade', 'SEED'],
    // Mines.
    ['HK-MINE1', '矿长带班不落实', 'Mine manager not on shift', 'SEED'],
    ['HK-MINE2', '井下作业违反规程', 'Rules broken underground', 'SEED'],
    ['HK-MINE3', '偷盗私采', 'Illegal mining', 'SEED'],
    // Roads.
    ['HK-VEH1', '重点车辆超员超速', 'Key vehicles overcrowded or speeding', 'SEED', { noteZh: '校车、农村面包车、“两客一危”。', noteEn: 'School buses, rural minivans, charter and scheduled coaches, dangerous-goods vehicles.' }],
    ['HK-VEH2', '道路隐患路段', 'Hazardous road section', 'SEED'],
    ['HK-VEH3', '大吨小标', 'Understated vehicle tonnage', 'SEED'],
    ['HK-VEH4', '非法改装', 'Illegal conversion', 'SEED'],
    ['HK-RECKLESS', '违章冒险作业', 'Reckless work against the rules', 'SEED'],
    // Topics beyond the speech.
    ['HK-FIREEQ', '消防设施缺失或失效', 'Fire protection missing or not working', 'D'],
    ['HK-ELEC', '电气安全隐患', 'Electrical defect', 'D'],
    ['HK-GASDET', '可燃气体报警缺失或失效', 'Combustible-gas detection missing or not working', 'D'],
    ['HK-DUST', '粉尘防爆', 'Combustible dust', 'D'],
    ['HK-NH3', '液氨制冷', 'Ammonia refrigeration', 'D'],
    ['HK-CONF', '有限空间作业', 'Confined space', 'D'],
    ['HK-STRUCT', '结构安全、违法建设', 'Structure or illegal building', 'D'],
    ['HK-3IN1', '住宿与生产储存经营合用', 'Living quarters mixed with production, storage or trade', 'D', { noteZh: '俗称“三合一”。', noteEn: 'Known as “three in one”.' }],
    ['HK-SYS', '制度、责任制不落实', 'Rules and responsibility not in place', 'D'],
    ['HK-TRAIN', '教育培训不到位', 'Training not carried out', 'D'],
    ['HK-DRILL', '应急预案、演练不到位', 'Emergency plan or drill missing', 'D'],
    ['HK-LEASE', '出租承租管理缺失', 'Leasing without control', 'D'],
    ['HK-RECORD', '台账资料不全', 'Records incomplete', 'D'],
    ['HK-SIGN', '标识标牌缺失', 'Signs missing', 'D'],
    // What the criteria library names and no code above covers.
    ['HK-DEVICE', '安全装置、联锁缺失或失效', 'Safety device or interlock missing or not working', 'D'],
    ['HK-DIST', '布局、安全距离不符合要求', 'Layout or safety distance not met', 'D'],
    ['HK-STORE', '危险物品储存不当', 'Dangerous goods stored wrongly', 'D'],
    ['HK-LICENCE', '无证照或超许可生产经营', 'No licence, or beyond it', 'D'],
    ['HK-PIT', '基坑、模板、脚手架隐患', 'Pit, formwork or scaffold defect', 'D'],
    ['HK-LIFT', '起重机械、吊装隐患', 'Crane or lifting defect', 'D'],
    ['HK-SLOPE', '边坡、排土场、尾矿库隐患', 'Slope, dump or tailings defect', 'D'],
    ['HK-SHIP', '船舶结构、设备、证书不合格', 'Vessel structure, equipment or papers not in order', 'D'],
    ['HK-TRACK', '关闭、破坏船舶定位设备', 'Vessel position device switched off or tampered with', 'D'],
    ['HK-NOSTOP', '恶劣天气拒不停航停工', 'Not stopping in severe weather', 'D'],
    ['HK-BRIDGE', '桥隧、公路设施隐患', 'Bridge, tunnel or road facility defect', 'D'],
  ]),
};

export const hazardDepths: CodeList = {
  id: 'hazard-depths',
  zh: '隐患深度',
  en: 'Depth',
  entries: entriesOf([
    ['DEP-1', '表面', 'Surface', 'D', { noteZh: '灭火器、标识、杂物、台账等看得见的问题。', noteEn: 'What meets the eye: extinguisher, sign, litter, record.' }],
    ['DEP-2', '过程', 'Process', 'D', { noteZh: '作业许可、联锁、操作限值等生产过程中的问题。', noteEn: 'Permits, interlocks, operating limits.' }],
    ['DEP-3', '体系', 'Management system', 'D', { noteZh: '责任、外包管控、变更管理、安全投入等体系问题。', noteEn: 'Responsibility, contractor control, management of change, investment.' }],
  ]),
};

export const hazardLevels: CodeList = {
  id: 'hazard-levels',
  zh: '隐患等级',
  en: 'Level',
  entries: entriesOf([
    ['LV-G', '一般事故隐患', 'General hazard', 'V', { noteZh: '危害和整改难度较小，发现后能够立即整改排除。', noteEn: 'Small harm, easy to rectify, can be removed as soon as it is found.', source: hazardDefinition }],
    ['LV-M', '重大事故隐患', 'Major hazard', 'V', { noteZh: '危害和整改难度较大，需全部或局部停产停业并经一定时间整改方能排除，或因外部因素影响致使单位自身难以排除。必须注明判定条款。', noteEn: 'Large harm and hard to rectify: needs a full or partial stop of work for some time, or is caused by outside factors the unit cannot remove alone. A criteria clause must be named.', source: hazardDefinition }],
    ['LV-L', '较大事故隐患', 'Considerable hazard (local)', 'D', { noteZh: '地方口径，非国家分级，默认不启用。', noteEn: 'Local usage, not a national level; off by default.', offByDefault: true }],
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
    ['SRC-PUB', '群众举报', 'Public report', 'SEED', { noteZh: '12350、12345热线，网格员，随手拍。举报人信息单独保存并脱敏。', noteEn: 'Hotlines 12350 and 12345, grid workers, snapshots. The informer’s identity is kept apart and masked.', source: '《安全生产法》第七十三至七十五条 (Work Safety Law, arts 73–75)' }],
    ['SRC-SENSOR', '监测报警', 'Sensor alarm', 'D'],
    ['SRC-MEDIA', '舆情线索', 'Media report', 'D'],
    ['SRC-EXPERT', '专家、保险机构服务', 'Expert or insurer service', 'D'],
  ]),
};

export const hazardStatuses: CodeList = {
  id: 'hazard-statuses',
  zh: '隐患状态',
  en: 'Status',
  entries: entriesOf([
    ['ST-REPORTED', '已上报', 'Reported', 'D', { noteZh: '已登记，尚未受理核实。', noteEn: 'Entered in the ledger, not yet taken up.' }],
    ['ST-VERIFYING', '核实定级中', 'Being verified', 'D', { noteZh: '主管部门正在核实并判定等级。', noteEn: 'The department checks it and decides its level.' }],
    ['ST-ASSIGNED', '已交办', 'Assigned', 'D', { noteZh: '责任、时限、措施已明确。', noteEn: 'Owner, deadline and measures are set.' }],
    ['ST-RECTIFYING', '整改中', 'Being rectified', 'D'],
    ['ST-AWAIT_REVIEW', '待复查', 'Awaiting review', 'D', { noteZh: '企业已报整改完成，等待复查；此时不再计企业逾期。', noteEn: 'The enterprise says it is done; from here on the delay is not the enterprise’s.' }],
    ['ST-CLOSED', '已销号', 'Closed', 'D', { noteZh: '复查通过，闭环销号。', noteEn: 'Passed the review; its number is cancelled.' }],
    ['ST-REJECTED', '不予认定', 'Not upheld', 'D'],
    ['ST-MERGED', '已并案', 'Merged', 'D', { noteZh: '与另一条隐患重复，合并办理。', noteEn: 'Same as another hazard and handled with it.' }],
    ['ST-RETURNED', '复查退回', 'Returned on review', 'D', { noteZh: '复查未通过，退回整改，期限不重新计算。', noteEn: 'Failed the review; back to rectifying, and the deadline does not start anew.' }],
    ['ST-TRANSFERRED', '已移送', 'Transferred', 'D', { noteZh: '非本部门职责，已由接收单位受理。', noteEn: 'Not this department’s duty; the receiving unit has accepted it.' }],
    ['ST-REOPENED', '复发重开', 'Reopened', 'D', { noteZh: '同一单位同一条款十二个月内再次出现，计入重复隐患。', noteEn: 'Same premises and same clause again within twelve months; counts as a repeat.' }],
  ]),
};

export const hazardFlags: CodeList = {
  id: 'hazard-flags',
  zh: '隐患标记',
  en: 'Flag',
  entries: entriesOf([
    ['FL-LISTED', '挂牌督办', 'Supervised by listing', 'D'],
    ['FL-SUSPENDED', '停产停业、停止使用', 'Suspended', 'D'],
    ['FL-EXT_PENDING', '延期申请中', 'Extension requested', 'D'],
    ['FL-EXT_OK', '同意延期', 'Extension granted', 'D'],
    ['FL-EXT_NO', '不同意延期', 'Extension refused', 'D'],
    ['FL-OVERDUE', '逾期', 'Overdue', 'D'],
    ['FL-ESCALATED', '已提级', 'Escalated', 'D'],
    ['FL-PUBLIC', '已公示', 'Made public', 'D'],
  ]),
};

const accidentSource = '《生产安全事故报告和调查处理条例》第三条 (Regulation on Reporting and Investigating Work-Safety Accidents, art. 3)';

export const accidentGrades: CodeList = {
  id: 'accident-grades',
  zh: '事故等级',
  en: 'Accident grade',
  entries: entriesOf([
    ['AG-1', '特别重大事故', 'Extraordinarily serious accident', 'V', { noteZh: '死亡30人以上，或重伤100人以上，或直接经济损失1亿元以上。“以上”含本数。', noteEn: '30 deaths, 100 serious injuries or 100 million yuan of direct loss, or more.', source: accidentSource }],
    ['AG-2', '重大事故', 'Serious accident', 'V', { noteZh: '死亡10人以上不足30人，或重伤50人以上不足100人，或直接经济损失5000万元以上不足1亿元。', noteEn: '10 to 29 deaths, 50 to 99 serious injuries, or 50 to under 100 million yuan of direct loss.', source: accidentSource }],
    ['AG-3', '较大事故', 'Relatively serious accident', 'V', { noteZh: '死亡3人以上不足10人，或重伤10人以上不足50人，或直接经济损失1000万元以上不足5000万元。', noteEn: '3 to 9 deaths, 10 to 49 serious injuries, or 10 to under 50 million yuan of direct loss.', source: accidentSource }],
    ['AG-4', '一般事故', 'Ordinary accident', 'V', { noteZh: '死亡不足3人，或重伤不足10人，或直接经济损失不足1000万元。', noteEn: 'Fewer than 3 deaths, fewer than 10 serious injuries, or less than 10 million yuan of direct loss.', source: accidentSource }],
    ['AG-0', '未定级事件', 'Ungraded event', 'D', { noteZh: '工伤事件、险情等，尚未定级或不构成等级事故。', noteEn: 'Work injuries and near misses, not graded or below any grade.' }],
  ]),
};
