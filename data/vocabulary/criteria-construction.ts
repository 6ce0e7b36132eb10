// When is a hazard on a construction site a major one? Housing and municipal works (2022 edition), highway and waterway works, restated.
import { clausesOf } from './criteria-clause.ts';

/** The 2022 edition. Edge protection, protective gear and extinguishers are mostly general hazards, not clauses. Items of articles 4 to 7 are numbered by us. */
const housing = clausesOf('HC22', 'HC', ['SEC-CONS'], [
  ['4-1', '第四条', '施工单位无安全生产许可证施工。', 'Builder without a work-safety licence.', ['HK-LICENCE'], 'V'],
  ['4-2', '第四条', '主要负责人、项目负责人、专职安全员未取得考核合格证书。', 'Principals, project managers or safety officers not certified.', ['HK-CERT'], 'V'],
  ['4-3', '第四条', '特种作业人员无证上岗。', 'Special workers without a certificate.', ['HK-CERT'], 'V'],
  ['4-4', '第四条', '危大工程无专项方案、未审核，或应论证而未论证。', 'Dangerous works without plan, review or the required expert proof.', ['HK-SYS'], 'V'],
  ['5-1', '第五条（基坑）', '未对毗邻建筑、管线采取防护措施。', 'Neighbouring buildings or pipes not protected.', ['HK-PIT'], 'V'],
  ['5-2', '第五条（基坑）', '基坑超挖。', 'Pit dug beyond the design.', ['HK-PIT'], 'V'],
  ['5-3', '第五条（基坑）', '应进行第三方监测而未进行。', 'Required third-party monitoring missing.', ['HK-PIT'], 'V'],
  ['5-4', '第五条（基坑）', '出现变形、渗漏、坑底隆起等坍塌征兆而未及时处理。', 'Signs of collapse such as deformation, leakage or bottom heave ignored.', ['HK-PIT'], 'V'],
  ['6-1', '第六条（模板）', '模板支架基础承载力、变形不满足要求。', 'Bearing or settlement of the formwork foundation not met.', ['HK-PIT'], 'K'],
  ['6-2', '第六条（模板）', '模板支架荷载超过设计值。', 'Formwork support loaded above design.', ['HK-PIT'], 'K'],
  ['6-3', '第六条（模板）', '混凝土强度未达要求即拆模。', 'Formwork stripped before the concrete is strong enough.', ['HK-PIT', 'HK-RUSH'], 'K'],
  ['7-1', '第七条（脚手架）', '脚手架基础承载力、变形不满足要求。', 'Bearing or settlement of the scaffold foundation not met.', ['HK-PIT'], 'K'],
  ['7-2', '第七条（脚手架）', '未设连墙件，或整层缺失。', 'Tie members missing, or a whole level of them.', ['HK-PIT'], 'K'],
  ['7-3', '第七条（脚手架）', '附着式升降脚手架未验收即使用，防坠、防倾装置失效，或悬臂高度过大。', 'Climbing scaffold used before acceptance, its anti-fall device failed, or its cantilever too high.', ['HK-PIT', 'HK-DEVICE'], 'K'],
  ['8-1', '第八条第一项（起重）', '塔吊、施工升降机等未验收合格即使用，或未办理使用登记。', 'Tower crane, hoist or similar used without acceptance or registration.', ['HK-LIFT'], 'V'],
  ['8-2', '第八条第二项（起重）', '塔吊独立高度、附着间距、悬高或垂直度超限。', 'Tower crane: free height, attachment spacing, cantilever or verticality out of limit.', ['HK-LIFT'], 'V'],
  ['8-3', '第八条第三项（起重）', '施工升降机附着间距、悬高或垂直度超限。', 'Hoist: attachment spacing, cantilever or verticality out of limit.', ['HK-LIFT'], 'V'],
  ['8-4', '第八条第四项（起重）', '安装、拆卸、顶升、附着前未检查结构件、连接件和安全装置。', 'Structure, joints and safety devices not checked before erecting, dismantling, jacking or attaching.', ['HK-LIFT'], 'V'],
  ['8-5', '第八条第五项（起重）', '安全装置不全、失效或被拆除、破坏。', 'Safety devices missing, failed, removed or broken.', ['HK-LIFT', 'HK-DEVICE'], 'V'],
  ['8-6', '第八条第六项（起重）', '升降机防坠安全器超期，或标准节螺栓缺失、失效。', 'Anti-fall device of a hoist overdue for test, or bolts of its mast missing or failed.', ['HK-LIFT', 'HK-DEVICE'], 'V'],
  ['8-7', '第八条第七项（起重）', '起重机械地基基础承载力、变形不满足设计要求。', 'Bearing or settlement of the crane foundation not met.', ['HK-LIFT'], 'V'],
  ['9-1', '第九条第一项（高处作业）', '钢结构、网架安装支撑的基础不满足要求，或未设防倾覆装置。', 'Supports for erecting steel frames with inadequate foundation or no anti-tilt device.', ['HK-EDGE', 'HK-PIT'], 'V'],
  ['9-2', '第九条第二项（高处作业）', '单榀钢桁架安装时无防失稳措施。', 'Single steel truss erected without stabilising.', ['HK-EDGE'], 'V'],
  ['9-3', '第九条第三项（高处作业）', '悬挑式操作平台未可靠支承、拉结。', 'Cantilever platform badly supported and tied.', ['HK-EDGE'], 'V'],
  ['10', '第十条（临时用电）', '隧道、潮湿等特殊环境照明未用安全电压。', 'No safe-voltage lighting in tunnels, damp or other special environments.', ['HK-TEMPEL', 'HK-ELEC'], 'V'],
  ['11-1', '第十一条第一项（有限空间）', '有限空间作业未审批、未培训，或未先通风、再检测、后作业。', 'Confined-space work without approval, training, or ventilating and testing first.', ['HK-CONF'], 'V'],
  ['11-2', '第十一条第二项（有限空间）', '有限空间作业无专人监护。', 'Confined-space work without an attendant.', ['HK-CONF'], 'V'],
  ['12', '第十二条（拆除）', '拆除顺序不符合规范和方案。', 'Demolition in the wrong order.', ['HK-RECKLESS', 'HK-STRUCT'], 'V'],
  ['13', '第十三条（暗挖）', '暗挖出现渗水、涌水涌砂、开裂等征兆而未处理。', 'Water, gushing or cracking in tunnelling ignored.', ['HK-PIT'], 'K'],
  ['14', '第十四条', '使用危及施工安全、明令禁止的工艺、设备、材料。', 'Dangerous or banned technique, equipment or material in use.', ['HK-OLDEQ'], 'K'],
  ['15', '第十五条', '其他严重违规、可能导致群死群伤的情形。', 'Other serious violations that may kill or injure many.', ['HK-RECKLESS'], 'K'],
]);

/** Only the first situations of article 4 were read. */
const highwayAndWaterway = clausesOf('GS', 'GS', ['SEC-CONS'], [
  ['4-1', '第四条', '施工单位无有效资质或安全生产许可证。', 'Builder without a valid qualification or work-safety licence.', ['HK-LICENCE'], 'V'],
  ['4-2', '第四条', '主要负责人、项目负责人等未取得考核合格证书。', 'Principals or project managers not certified.', ['HK-CERT'], 'V'],
  ['4-3', '第四条', '危险性较大的工程未编制专项施工方案。', 'Dangerous works without a special plan.', ['HK-SYS'], 'V'],
]);

export const constructionClauses = [...housing, ...highwayAndWaterway];
