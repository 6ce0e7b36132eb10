// What do the words of Chinese safety work mean? Terms in both languages, each explained in one sentence.
import type { VerificationMark } from './code-list.ts';

export interface GlossaryTerm {
  /** Stable key, kebab-case. */
  readonly key: string;
  readonly zh: string;
  readonly en: string;
  readonly definitionZh: string;
  readonly definitionEn: string;
  /** Mark of the weakest part of the definition, not of the term: the speech names many terms without defining them. */
  readonly mark: VerificationMark;
  /** Code list the term belongs to, and the code that stands for it, when there is one. */
  readonly codeList?: string;
  readonly code?: string;
  /** Where the definition comes from. */
  readonly source?: string;
}

type TermRow = readonly [key: string, zh: string, en: string, definitionZh: string, definitionEn: string, mark: VerificationMark, tie?: { codeList?: string; code?: string; source?: string }];

const rows: readonly TermRow[] = [
  // Hazard, risk, accident.
  ['hazard', '事故隐患', 'Hazard (hidden danger)', '生产经营中可能导致事故的物的危险状态、人的不安全行为和管理上的缺陷。', 'A dangerous state of things, an unsafe act of people or a defect of management in production that may lead to an accident.', 'V', { codeList: 'hazard-kinds' }],
  ['general-hazard', '一般事故隐患', 'General hazard', '危害和整改难度较小，发现后能够立即整改排除的隐患。', 'A hazard of small harm that can be put right as soon as it is found.', 'V', { codeList: 'hazard-levels', code: 'LV-G' }],
  ['major-hazard', '重大事故隐患', 'Major hazard', '危害和整改难度较大，须全部或局部停产停业一段时间整改，或因外部因素单位自身难以排除的隐患；本系统要求注明判定条款。', 'A hazard of large harm that needs a full or partial stop of work for some time, or that the unit cannot remove alone; this system asks for a criteria clause.', 'V', { codeList: 'hazard-levels', code: 'LV-M' }],
  ['risk', '风险', 'Risk', '场所或作业固有的危险，由可能性和后果严重程度决定。', 'The standing danger of a place or activity, set by likelihood and severity.', 'V2', { codeList: 'risk-classes' }],
  ['risk-and-hazard', '风险与隐患', 'Risk against hazard', '风险一直在，隐患是管控风险的措施缺失或失效，所以两者分图层、分图例，不相加。', 'Risk is always there; a hazard is a control of it that is missing or broken, so the two have layers and legends of their own and are never added up.', 'D', { codeList: 'risk-classes' }],
  ['four-colour-risk', '四色风险', 'Four-colour risk', '重大、较大、一般、低四级风险，用红、橙、黄、蓝表示。', 'Four classes of risk (major, considerable, moderate, low) shown as red, orange, yellow and blue.', 'V2', { codeList: 'risk-classes' }],
  ['accident-grade', '事故等级', 'Accident grade', '按死亡、重伤人数或直接经济损失分为特别重大、重大、较大、一般四级，“以上”含本数。', 'Four grades by deaths, serious injuries or direct loss; each lower bound is included.', 'V', { codeList: 'accident-grades', source: '《生产安全事故报告和调查处理条例》第三条' }],
  ['double-prevention', '双重预防机制', 'Dual prevention', '风险分级管控和隐患排查治理两道防线。', 'Two lines of defence: grading and controlling risk, then finding and removing hazards.', 'V', { source: '《安全生产法》第四十一条' }],
  ['treat-as-accident', '把重大隐患当成事故来对待', 'Treat a major hazard as an accident', '重大隐患一经发现即按事故对待：有责任人、时限、措施，逐级盯办。', 'From the moment it is found a major hazard is handled like an accident: an owner, a deadline, measures and escalation.', 'SEED', { codeList: 'hazard-levels', code: 'LV-M' }],
  ['criteria', '重大事故隐患判定标准', 'Criteria for major hazards', '各行业主管部门发布的、列明哪些情形属于重大隐患的文件，按发现当日有效的版本判定。', 'Documents by which each ministry lists what counts as a major hazard; the edition in force on the day of finding applies.', 'D'],
  ['unit-self-check', '企业自查自改', 'Self-check by the enterprise', '企业组织自身人员排查隐患、登记并整改，重大隐患须同时报告主管部门。', 'The enterprise searches for hazards, records and rectifies them, and reports major ones to its department.', 'V', { codeList: 'hazard-sources', code: 'SRC-ENT', source: '《安全生产法》第四十一条' }],

  // The life of a hazard.
  ['ledger', '台账', 'Ledger', '汇总企业上报、督导检查、群众举报等来源的隐患登记簿，一条隐患一个编号。', 'The one register of hazards from enterprises, inspections and the public; one hazard, one number.', 'D', { codeList: 'hazard-sources' }],
  ['closed-loop', '闭环销号', 'Closed loop', '隐患从登记、交办、整改到复查全程留痕，复查通过后方可注销编号。', 'A hazard’s number is cancelled only after it was recorded, assigned, rectified and reviewed, each step on record.', 'D', { codeList: 'hazard-statuses', code: 'ST-CLOSED' }],
  ['three-requirements', '责任、时限、措施', 'Owner, deadline, measures', '每条重大隐患交办时必须写明的三项内容。', 'The three things that must be set for each major hazard when it is assigned.', 'SEED', { codeList: 'hazard-statuses', code: 'ST-ASSIGNED' }],
  ['five-in-place', '五到位', 'Five in place', '重大隐患整改的措施、资金、期限、责任人、应急预案都要到位。', 'For a major hazard: measures, funds, deadline, person in charge and emergency plan must all be in place.', 'V2'],
  ['handing-over', '交办', 'Assignment', '把已核实的隐患连同责任、时限、措施交给责任单位办理。', 'Giving a verified hazard, with owner, deadline and measures, to the unit that must act.', 'D', { codeList: 'hazard-statuses', code: 'ST-ASSIGNED' }],
  ['review', '复查', 'Review', '由非整改单位的人员现场核实整改是否到位。', 'Somebody other than the rectifying unit checks on site that the hazard is gone.', 'D', { codeList: 'hazard-statuses', code: 'ST-AWAIT_REVIEW' }],
  ['overdue', '逾期', 'Overdue', '期限当天24时（北京时间）已过而企业仍未报整改完成。', 'The deadline’s day has ended (24:00 Beijing time) and the enterprise has not reported completion.', 'D', { codeList: 'hazard-flags', code: 'FL-OVERDUE' }],
  ['extension', '延期', 'Extension', '经批准推迟整改期限，须留下申请、理由和批准记录。', 'A deadline put off with approval; request, reason and approval stay on record.', 'D', { codeList: 'hazard-flags', code: 'FL-EXT_OK' }],
  ['listing', '挂牌督办', 'Supervision by listing', '由政府或安委会公开列名、限期督促整改重大隐患，完成后摘牌。', 'Government or the committee lists a major hazard in public, sets a deadline and follows it until it is taken off.', 'V2', { codeList: 'hazard-flags', code: 'FL-LISTED' }],
  ['supervised-handling', '督办', 'Supervised handling', '上级盯住办理过程并督促按期完成；法律要求建立重大隐患治理督办制度。', 'A higher level follows a case until it is done in time; the law requires such a system for major hazards.', 'V', { source: '《安全生产法》第四十一条' }],
  ['escalation', '提级', 'Escalation', '逾期或难以解决的隐患上提一级协调处理。', 'A late or stuck hazard is raised to the next level.', 'D', { codeList: 'hazard-flags', code: 'FL-ESCALATED' }],
  ['transfer', '移送', 'Transfer', '不属本部门职责的隐患转交有权部门，对方受理才算完成。', 'A hazard outside a department’s duty is passed to the one in charge and counts as passed only once accepted.', 'D', { codeList: 'hazard-statuses', code: 'ST-TRANSFERRED', source: '《安全生产法》第七十三条' }],
  ['merge', '并案', 'Merging', '不同来源报来的同一处隐患合并办理，来源都保留。', 'Reports of the same hazard from several sources are handled as one and all sources are kept.', 'D', { codeList: 'hazard-statuses', code: 'ST-MERGED' }],
  ['repeat-hazard', '重复隐患', 'Repeat hazard', '同一单位十二个月内再次出现同一条款的隐患。', 'The same clause at the same premises again within twelve months.', 'D', { codeList: 'hazard-statuses', code: 'ST-REOPENED' }],
  ['look-back', '倒查责任', 'Look-back', '事故或整治不力后回溯谁该发现而未发现、谁该盯住而未盯住。', 'After an accident or weak rectification, tracing who should have found it and who should have followed it.', 'SEED'],
  ['bulletin', '定期通报', 'Periodic bulletin', '按固定截止时刻发布各镇街、各部门隐患整治情况。', 'Figures by township and department, published as of a fixed instant.', 'D'],

  // Responsibility.
  ['committee-office', '安委办', 'Committee office', '安全生产委员会办公室，负责牵头抓总、统筹协调和监督检查。', 'Office of the Work Safety Committee: leads, coordinates and supervises.', 'SEED', { codeList: 'departments', code: 'DEP-AWB' }],
  ['three-musts', '三管三必须', 'Three musts', '管行业必须管安全、管业务必须管安全、管生产经营必须管安全。', 'Whoever runs a sector, a line of business or production must also run its safety.', 'V', { codeList: 'departments', source: '《安全生产法》第三条' }],
  ['line', '条', 'Vertical line (department)', '按行业主管部门自上而下的监管，如住建、渔业。', 'Supervision by sector department from top to bottom.', 'K', { codeList: 'departments' }],
  ['block', '块', 'Horizontal block (township)', '按镇街、功能区等属地的监管。', 'Supervision by territory: township, subdistrict or zone.', 'K', { codeList: 'township-kinds' }],
  ['line-block', '条块结合', 'Line and block together', '同一处隐患既有行业主管部门，也有属地镇街，两边都能看到、都要负责。', 'Each hazard has a sector department and a township; both see it and both answer for it.', 'D'],
  ['same-responsibility', '党政同责、一岗双责', 'Shared duty of Party and government', '党委和政府负责人共同承担安全责任，分管业务的同时分管其安全。', 'Party and government leaders share responsibility, and each post carries the safety of its own business.', 'K'],
  ['territorial', '属地责任', 'Territorial responsibility', '镇街和功能区对辖区内安全生产承担的组织领导责任。', 'The duty of townships and zones to organise safety on their own ground.', 'SEED', { codeList: 'township-kinds' }],
  ['principal-duty', '企业主体责任', 'Enterprise’s own responsibility', '生产经营单位是安全生产的责任主体，主要负责人全面负责。', 'The enterprise itself is responsible for safety and its principal answers for all of it.', 'K'],
  ['three-tiers', '三级责任人', 'Three tiers of responsibility', '企业、车间、班组各级明确的安全责任人。', 'Named persons for safety at enterprise, workshop and team.', 'SEED'],
  ['one-plan', '一企一策', 'One plan per enterprise', '针对每家企业的风险和隐患制定专门措施。', 'Measures made for the risks and hazards of one enterprise.', 'K'],
  ['orphan', '无主、多主', 'Orphan or disputed', '没有部门主管，或几个部门名义上都管、实际互相推诿的场所。', 'A place without a supervising department, or with several that each point to the other.', 'D'],

  // Inspection and enforcement.
  ['four-nots-two-directs', '四不两直', 'Unannounced, straight to the site', '不发通知、不打招呼、不听汇报、不用陪同接待，直奔基层、直插现场的检查方式。', 'No notice, no greeting, no briefing, no escort; straight to the front line and straight to the site.', 'K', { codeList: 'inspection-modes', code: 'INS-4N2Z' }],
  ['open-covert', '明查暗访', 'Open and covert checks', '公开检查与不暴露身份的暗访结合使用。', 'Announced inspections together with visits that do not show who comes.', 'K', { codeList: 'inspection-modes', code: 'INS-COVERT' }],
  ['joint-enforcement', '联合执法', 'Joint enforcement', '多个部门就同一事项共同检查、各依职权处理。', 'Several departments inspect together, each acting within its own power.', 'K', { codeList: 'inspection-modes', code: 'INS-JOINT' }],
  ['cross-check', '交叉互检', 'Cross-check', '由其他镇街或部门的人员复看同一单位，以发现漏查。', 'People from another township or department look at the same unit again to see what was missed.', 'D', { codeList: 'inspection-modes', code: 'INS-CROSS' }],
  ['remote-supervision', '互联网+监管', 'Internet plus supervision', '用联网监测、视频和数据比对辅助现场监管。', 'Connected sensors, video and data matching in support of inspection.', 'D', { codeList: 'inspection-modes', code: 'INS-REMOTE' }],
  ['precise-assessment', '精准研判', 'Precise assessment', '依据数据和规则判断哪里最危险、先查哪里，结论须经人确认。', 'Using data and rules to judge where danger is greatest and what to inspect first; a person confirms the result.', 'D'],
  ['assessment', '研判', 'Assessment', '本系统推算的结果，只供决策参考；与气象部门发布的预警信号不同。', 'What this system works out as an aid to decisions; never to be taken for a warning signal of the weather service.', 'D'],
  ['shallow', '排查肤浅化', 'Shallow inspection', '检查只记录灭火器、标识等表面问题，没有触及生产过程和管理体系。', 'Inspections that record extinguishers and signs but never reach process or management.', 'SEED', { codeList: 'hazard-depths', code: 'DEP-1' }],
  ['formalism', '形式主义、走过场', 'Going through the motions', '有检查数量而无发现、有整改记录而无实效。', 'Inspections that find nothing and rectifications that change nothing.', 'D'],
  ['stop-work', '停产停业', 'Stop of production', '依法责令单位暂时停止全部或部分生产经营，隐患排除并经审查同意后恢复。', 'A legal order to stop all or part of production until the hazard is gone and restart is agreed.', 'V', { codeList: 'enforcement-measures', code: 'ENF-STOP', source: '《安全生产法》第六十五条' }],
  ['deadline-order', '限期整改', 'Dated rectification order', '责令在规定日期前完成整改；未查到全国统一的一般隐患整改天数，期限由执法人员确定。', 'An order to rectify by a date; no national number of days for general hazards was found, so the officer sets it.', 'V', { codeList: 'enforcement-measures', code: 'ENF-LIMIT', source: '《安全生产法》第六十五条、第一百零二条' }],
  ['public-report', '群众举报', 'Public report', '任何人都可举报隐患，主管部门须核实处理并留有书面记录。', 'Anyone may report a hazard; the department must verify it and keep a written record.', 'V', { codeList: 'hazard-sources', code: 'SRC-PUB', source: '《安全生产法》第七十三条至第七十五条' }],
  ['grid-worker', '网格员', 'Grid worker', '负责村、社区内一个网格的巡查员。', 'Patrol worker in charge of one grid cell of a village or community.', 'K'],

  // Evaluation.
  ['red-zone', '红区', 'Red zone', '上级考评通报中排名靠后的区间，与风险红色、预警红色无关。', 'The bottom range in the evaluation by the level above; it has nothing to do with red risk or a red warning.', 'K'],
  ['blue-zone', '蓝区', 'Blue zone', '上级考评通报中排名靠前的区间，与风险蓝色、预警蓝色无关。', 'The top range in that evaluation; it has nothing to do with blue risk or a blue warning.', 'K'],
  ['campaign', '重大事故隐患专项排查整治行动', 'Special campaign on major hazards', '2023年起部署的以发现和整改重大隐患为重点的专项行动。', 'The campaign begun in 2023 to find and rectify major hazards.', 'SEED'],
  ['cure-both', '标本兼治', 'Treat symptom and cause', '既整改眼前的隐患，也堵住产生隐患的管理漏洞。', 'Rectify the hazard at hand and close the gap in management that let it arise.', 'SEED'],

  // Places.
  ['factory-in-factory', '厂中厂', 'Factory within a factory', '一个厂区内以租赁等形式存在两家以上生产经营单位，常见责任不清、合用通道。', 'Two or more producers inside one plant, mostly by lease, often with unclear duties and shared exits.', 'V2', { codeList: 'place-types', code: 'PLC-FIF' }],
  ['rented-factory', '分租式厂房', 'Multi-tenant rented factory', '一栋厂房按层或按间租给多家单位，出租方须统一协调、定期检查。', 'One factory building let by floor or room to several units; the lessor must coordinate and check them.', 'V', { codeList: 'place-types', code: 'PLC-RENTFAC', source: '《安全生产法》第四十九条' }],
  ['nine-small', '九小场所', 'Nine small places', '小学校、小医院、小商店、小餐饮、小旅馆、小歌舞娱乐、小网吧、小美容洗浴、小生产加工等小型场所的统称，各地口径不一。', 'Nine kinds of small premises: schools, clinics, shops, restaurants, inns, karaoke, internet cafés, beauty and bath houses, workshops; limits differ by city.', 'V2', { codeList: 'place-types', code: 'PLC-9S' }],
  ['three-in-one', '三合一场所', 'Three-in-one premises', '住宿与生产、储存、经营合用一个建筑空间的场所。', 'Premises where people live in the same space as production, storage or trade.', 'K', { codeList: 'hazard-kinds', code: 'HK-3IN1' }],
  ['labour-intensive', '劳动密集型企业', 'Labour-intensive enterprise', '用工集中的生产加工企业，其车间和员工宿舍属于人员密集场所。', 'Producer with many workers in one place; its workshops and dormitories are crowded places in law.', 'V', { codeList: 'place-types', code: 'PLC-LABOR', source: '《消防法》第七十三条' }],
  ['low-protection', '低设防区域', 'Low-protection area', '人员密集、防护薄弱且长期未检查的区域。', 'An area with many people, few controls and no inspection for a long time.', 'D'],
  ['glass-walkway', '玻璃栈桥', 'Glass walkway', '景区玻璃步道、吊桥等项目，须明确监管部门、承载人数和大风关闭规则。', 'Glass path or bridge in a scenic area; it needs a named supervisor, a load limit and a rule to close in wind.', 'D', { codeList: 'place-types', code: 'PLC-GLASS' }],
  ['alcohol-fuel', '醇基燃料', 'Alcohol-based fuel', '以甲醇等为主的液体燃料，多用于餐饮，涉及多个部门监管。', 'Liquid fuel mainly of methanol, mostly burnt in restaurants and supervised by several departments.', 'K', { codeList: 'sectors', code: 'SEC-ALCO' }],
  ['hazardous-installation', '重大危险源', 'Major hazard installation', '危险化学品数量达到或超过临界量的单元，分一至四级；它是风险，不等于重大隐患。', 'A unit that holds hazardous chemicals at or above the threshold quantity, in classes 1 to 4; it is a risk, not a major hazard by itself.', 'K', { codeList: 'sectors', code: 'SEC-CHEM' }],
  ['over-pipe', '占压', 'Building over a pipe', '建（构）筑物压在燃气管道上或建在其保护范围内。', 'A structure on top of a gas pipe or inside its protection range.', 'V', { codeList: 'hazard-kinds', code: 'HK-GASPIPE', source: '《城镇燃气管理条例》第三十三条' }],
  ['home-check', '入户安检', 'User check', '燃气企业定期上门检查用户燃气设施，周期由地方规定。', 'The operator’s regular check of gas equipment at the user; how often is set locally.', 'V', { codeList: 'hazard-kinds', code: 'HK-GASHOME' }],
  ['third-party-damage', '第三方施工破坏', 'Third-party damage', '其他单位开挖、打桩等施工损坏地下燃气管道。', 'Digging, piling or other works by others that damage buried gas pipes.', 'K', { codeList: 'hazard-kinds', code: 'HK-GASPIPE' }],
  ['two-coach-one-danger', '两客一危', 'Coaches and dangerous-goods vehicles', '旅游包车、三类以上班线客车和危险化学品、烟花爆竹、民用爆炸物品运输车。', 'Tourist charter coaches, scheduled coaches of class 3 and above, and vehicles for dangerous chemicals, fireworks and explosives.', 'V2', { codeList: 'hazard-kinds', code: 'HK-VEH1' }],
  ['understated-tonnage', '大吨小标', 'Understated tonnage', '货车实际装载能力明显大于登记吨位。', 'A lorry that carries far more than the tonnage on its papers.', 'K', { codeList: 'hazard-kinds', code: 'HK-VEH3' }],
  ['hazardous-section', '隐患路段', 'Hazardous road section', '事故多发或道路条件有缺陷、已列入治理的路段。', 'Road section with many crashes or a faulty layout, listed for treatment.', 'V2', { codeList: 'place-types', code: 'PLC-ROADSEG' }],

  // Work.
  ['hot-work', '动火作业', 'Hot work', '焊接、切割、打磨等产生明火、火花的作业，须审批并现场监护。', 'Welding, cutting, grinding and other work with flame or sparks; needs a permit and an attendant.', 'K', { codeList: 'hazard-kinds', code: 'HK-HOTPERMIT' }],
  ['special-work', '特殊作业', 'Special work', '危化企业的动火、进入受限空间、盲板抽堵、高处、吊装、临时用电、动土、断路等作业。', 'In chemical plants: hot work, confined-space entry, blinding, height, lifting, temporary power, digging and road closing.', 'K', { codeList: 'hazard-kinds', code: 'HK-CHEMOP' }],
  ['special-operation', '特种作业', 'Special operations (licensed trades)', '电工、焊工、高处作业等须持证上岗的工种，与“特殊作业”不是一个概念。', 'Trades such as electricians, welders and work at height that need a certificate; not the same as special work.', 'K', { codeList: 'hazard-kinds', code: 'HK-CERT' }],
  ['confined-space', '有限空间', 'Confined space', '封闭或部分封闭、通风不良、可能积聚有毒气体或缺氧的空间，作业须先通风、再检测、后作业。', 'Closed or partly closed, badly ventilated space where toxic gas may gather or oxygen be short: ventilate, test, then work.', 'K', { codeList: 'hazard-kinds', code: 'HK-CONF' }],
  ['outsourcing', '外包外租', 'Contracting and leasing out', '把工程、场所发包或出租给他人，发包方、出租方仍须统一协调管理。', 'Works or premises given to others by contract or lease; whoever gives them must still coordinate safety.', 'V', { codeList: 'hazard-kinds', code: 'HK-OUTS', source: '《安全生产法》第四十九条' }],
  ['mine-shift', '矿长带班', 'Manager on shift', '矿山领导按规定轮流下井带班，与工人同下同上。', 'Mine managers take turns underground, going down and up with the shift.', 'K', { codeList: 'hazard-kinds', code: 'HK-MINE1' }],

  // Sea and weather.
  ['fishing-ban', '伏季休渔', 'Summer fishing ban', '每年夏季按海域、作业类型规定的禁渔期，除钓具外的渔船和为其服务的辅助船休渔。', 'Closed season of summer by sea area and gear; all fishing vessels except hook-and-line rest, and so do the auxiliary boats that serve them.', 'V2', { codeList: 'vessel-work-types' }],
  ['wind-rating', '抗风等级', 'Wind rating', '船舶核定可以航行作业的最大风力，预报风力超过即须停航避风。', 'The highest wind force in which a vessel is approved to sail and work; above it she must stay in shelter.', 'K', { codeList: 'wind-forces' }],
  ['three-no-boat', '“三无”船舶', 'Three-no boat', '无船名船号、无船舶证书、无船籍港的船舶。', 'A boat without name or number, without certificates and without port of registry.', 'V', { codeList: 'hazard-kinds', code: 'HK-3NO', source: '《山东省规范海洋渔业船舶捕捞规定》第四条' }],
  ['home-port', '船籍港', 'Home port', '渔船登记的港口，休渔期须回此港停泊，海上责任也先按它确定。', 'The port where a fishing vessel is registered; she rests there in the ban, and responsibility at sea starts from it.', 'V2', { codeList: 'port-grades' }],
  ['crew-capacity', '核定载员', 'Approved crew', '船舶证书核定的最多载员人数，渔船重大隐患标准只适用于10人及以上。', 'The largest number of people on the vessel’s papers; the fishing-vessel criteria apply from ten upwards.', 'V', { codeList: 'hazard-kinds', code: 'HK-CREW', source: '渔业船舶重大事故隐患判定标准（试行）' }],
  ['warning-signal', '预警信号', 'Warning signal', '只能由气象台站发布的分级警示，本系统照原文显示并注明发布单位和时间。', 'Graded warning that only weather stations may issue; shown here as issued, with issuer and time.', 'V', { source: '《气象灾害防御条例》第三十条' }],
  ['response-level', '应急响应', 'Emergency response level', '政府按预案启动的分级行动，由Ⅳ级到Ⅰ级逐级加强，与预警信号颜色不是一回事。', 'Action by plan in levels IV to I, rising in strength; not the same thing as the colour of a warning signal.', 'V2'],
  ['wind-radius', '风圈半径', 'Wind radius', '热带气旋中心到某级风力边缘的距离，按东北、东南、西南、西北四个象限给出。', 'Distance from the centre of a storm to the edge of a wind force, given for the quadrants NE, SE, SW and NW.', 'V2', { codeList: 'wind-forces' }],
  ['recall', '召回', 'Recall', '大风来临前按时限通知海上船舶、人员回港上岸，并逐船确认。', 'Calling vessels and people back to port by an hour before strong wind, each one confirmed.', 'D'],

  // Maps.
  ['one-map', '一张图', 'The one map', '把企业、管网、工地、渔港、公共场所和隐患放在同一张地图上的总览。', 'Enterprises, networks, sites, ports, public places and hazards on one and the same map.', 'D'],
  ['map-approval', '审图号', 'Map-approval number', '向社会公开的地图经审核后取得的编号，须在图上显著标明。', 'The number given after review to a map open to the public; it must be plainly shown on it.', 'V', { source: '《地图管理条例》第十五条、第二十二条' }],
  ['cgcs2000', '2000国家大地坐标系', 'CGCS2000', '国家法定大地坐标系，显示时与WGS84视为一致；GCJ-02、BD-09坐标须先转换。', 'China’s national geodetic system, taken as equal to WGS84 for display; GCJ-02 and BD-09 coordinates are converted first.', 'K'],
  ['verified', '已核、待核', 'Checked, to be verified', '已核指出自动员部署讲话，或读到法规、标准的文本；待核指可用但未核对原文，不得当作法规引用。', 'Checked: said in the mobilisation speech, or read in the text of the law or standard; to be verified: usable, but not compared with the original and not to be cited as law.', 'D'],
];

export const glossary: readonly GlossaryTerm[] = rows.map(([key, zh, en, definitionZh, definitionEn, mark, tie]) => ({ key, zh, en, definitionZh, definitionEn, mark, ...tie }));
