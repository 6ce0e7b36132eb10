// When is a hazard in a chemical or hazardous-chemicals unit a major one? The twenty situations of 2017, restated.
import { clausesOf } from './criteria-clause.ts';

export const chemicalClauses = clausesOf('CH', 'CH', ['SEC-CHEM'], [
  ['1', '第一项', '主要负责人、安全生产管理人员未依法经考核合格。', 'Principal or safety managers not assessed as the law requires.', ['HK-CERT', 'HK-TRAIN'], 'V'],
  ['2', '第二项', '特种作业人员未持证上岗。', 'Special-operation workers without a certificate.', ['HK-CERT', 'HK-WELD'], 'V'],
  ['3', '第三项', '“两重点一重大”装置、储存设施的外部安全防护距离不足。', 'External safety distance of key-process, key-chemical or major-hazard installations not met.', ['HK-DIST'], 'V'],
  ['4', '第四项', '重点监管工艺装置未自动化控制、未设紧急停车，或未投入使用。', 'Key hazardous processes without automatic control and emergency shutdown, or with these not in use.', ['HK-DEVICE'], 'V'],
  ['5', '第五项', '一、二级重大危险源罐区无紧急切断；其中毒性气体、液化气体、剧毒液体罐区无独立安全仪表系统。', 'Class 1 or 2 tank areas without emergency cut-off; those with toxic or liquefied gas or highly toxic liquid without an independent safety instrumented system.', ['HK-DEVICE'], 'V'],
  ['6', '第六项', '全压力式液化烃储罐未设注水措施。', 'Full-pressure liquefied-hydrocarbon tanks without water injection.', ['HK-DEVICE'], 'V'],
  ['7', '第七项', '液化烃、液氨、液氯等液化气体充装未用万向管道系统。', 'Loading of liquefied hydrocarbons, ammonia, chlorine and the like without a loading arm.', ['HK-DEVICE'], 'V'],
  ['8', '第八项', '光气、氯气等剧毒气体及硫化氢管道穿越公共区域。', 'Phosgene, chlorine, hydrogen sulphide or similar pipes crossing a public area.', ['HK-DIST'], 'V'],
  ['9', '第九项', '地区架空电力线违规穿越生产区。', 'Public overhead power line across the plant against the standard.', ['HK-DIST', 'HK-ELEC'], 'V'],
  ['10', '第十项', '在役装置未经正规设计，也未做安全设计诊断。', 'Plant in service without proper design and without a design diagnosis.', ['HK-OLDEQ', 'HK-SYS'], 'V'],
  ['11', '第十一项', '使用列入淘汰目录的工艺、设备。', 'Process or equipment on the list of obsolete ones in use.', ['HK-OLDEQ'], 'V'],
  ['12', '第十二项', '可燃、有毒气体场所未设检测报警，或爆炸危险场所电气不防爆。', 'Gas detection missing, or electrics in explosive areas not explosion-proof.', ['HK-GASDET', 'HK-ELEC'], 'V'],
  ['13', '第十三项', '控制室、机柜间面向火灾爆炸危险装置一侧不满足防火防爆要求。', 'Control or cabinet room facing a fire or explosion hazard without the required protection.', ['HK-DIST', 'HK-STRUCT'], 'K'],
  ['14', '第十四项', '未设双重电源，或控制系统无不间断电源。', 'No dual power supply, or no uninterruptible supply for the control system.', ['HK-ELEC', 'HK-DEVICE'], 'K'],
  ['15', '第十五项', '安全阀、爆破片等安全附件未正常投用。', 'Safety valves, bursting discs or similar out of service.', ['HK-DEVICE', 'HK-OLDEQ'], 'K'],
  ['16', '第十六项', '未建立与岗位相匹配的全员责任制，或未建立隐患排查治理制度。', 'No responsibility system that fits the posts, or no hazard-search system.', ['HK-SYS'], 'K'],
  ['17', '第十七项', '未制定操作规程和工艺控制指标。', 'No operating procedures and process limits.', ['HK-SYS'], 'K'],
  ['18', '第十八项', '动火、进入受限空间等特殊作业无管理制度，或制度未执行。', 'No system for hot work, confined-space entry and other special work, or one that is not followed.', ['HK-CHEMOP', 'HK-HOTPERMIT', 'HK-CONF'], 'K'],
  ['19', '第十九项', '新工艺未经小试、中试即工业化，首次工艺未论证，新装置无试生产方案，或精细化工未按规定开展反应安全风险评估。', 'New process not piloted, first use not proved, no trial-run plan, or no reaction-risk assessment.', ['HK-SYS', 'HK-RUSH'], 'K'],
  ['20', '第二十项', '危险化学品未分区分类储存，超量、超品种或禁忌物混存。', 'Hazardous chemicals not stored by zone and class, over quantity, or incompatible goods together.', ['HK-STORE'], 'K'],
]);
