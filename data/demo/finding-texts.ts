// What do inspectors, firms and citizens write down, and where? Findings by topic, and which topics each kind of place has.
import type { Profile } from './firm-kinds.ts';

/** One kind of finding with the ways it is worded. `placed` = the words may name the spot in front. */
export interface Finding {
  readonly kindCode: string;
  readonly elementCode: string;
  readonly depthCode: string;
  readonly placed: boolean;
  readonly texts: readonly string[];
}

type Line = readonly [kind: string, element: string, depth: number, texts: string];

const groupLines = {
  fire: [
    ['HK-EXTG', 'A-O', 1, '灭火器压力不足，指针处于红区|灭火器配备数量少于要求|灭火器被货物遮挡，取用不便|灭火器超过检验期限未更换|灭火器箱锈蚀、封条缺失'],
    ['HK-EXIT', 'A-E', 1, '疏散通道堆放杂物，净宽不足|安全出口处停放电动自行车|安全出口上锁，钥匙不在现场|疏散门向内开启|二层安全出口被隔断封堵'],
    ['HK-FIREEQ', 'A-O', 2, '室内消火栓无水压|消火栓箱内水带、水枪缺失|应急照明灯断电后不亮|火灾报警控制器处于故障状态|常闭式防火门闭门器损坏，长期敞开|喷淋末端试水无水流信号'],
    ['HK-SIGN', 'A-M', 1, '疏散指示标志损坏不亮|安全出口标志被广告牌遮挡|未张贴疏散示意图'],
  ],
  electric: [
    ['HK-ELEC', 'A-O', 1, '配电箱门缺失，箱前堆放物品|配电箱未张贴警示标识和系统图|插座串接使用，线路发热|电线绝缘层破损，接头裸露'],
    ['HK-ELEC', 'A-O', 2, '线路未穿管保护，直接敷设在可燃物上|回路未设剩余电流保护装置|配电柜接地线脱落|电气线路老化，多处铜丝代替保险丝'],
  ],
  papers: [
    ['HK-RECORD', 'A-M', 1, '隐患排查治理台账记录不完整|安全检查记录代签、日期涂改|劳动防护用品发放台账缺失|设备检维修记录未归档'],
    ['HK-SIGN', 'A-M', 1, '较大危险因素设备设施处未设警示标志|风险告知牌内容与现场不符|职业病危害告知卡缺失'],
    ['HK-TRAIN', 'A-M', 3, '新入职员工未完成三级安全教育即上岗|年度安全培训计划未落实，考核试卷雷同|从业人员不掌握岗位应急处置措施'],
    ['HK-SYS', 'A-M', 3, '全员安全生产责任制未分解到岗位|安全风险辨识评估未按年度更新|未按规定配备专职安全管理人员|安全投入未单列、无使用记录'],
    ['HK-DRILL', 'A-M', 3, '一年内未组织应急演练|应急预案未结合现场修订、未备案|现场处置方案缺少联系人和集合点'],
  ],
  works: [
    ['HK-HOTPERMIT', 'A-M', 2, '动火作业未办理审批票|动火点周边可燃物未清理，无人监护|动火审批票气体分析时间晚于作业时间'],
    ['HK-WELD', 'A-P', 2, '电焊作业未清理可燃物，焊渣飞溅至保温层|在作业区旁违规电焊，未配灭火器材|氧气、乙炔瓶间距不足5米，乙炔瓶卧放使用'],
    ['HK-CERT', 'A-M', 2, '电焊工未持特种作业证上岗|叉车司机证件过期仍在操作|低压电工证复审逾期'],
    ['HK-OUTS', 'A-M', 3, '外包维修单位未签订安全管理协议|外来施工人员未交底即入场作业|外包作业现场无本单位人员监护'],
    ['HK-RECKLESS', 'A-P', 2, '登高作业未系安全带|带电检修未挂牌上锁|人员在吊物下方穿行|站在叉车货叉上登高取物'],
    ['HK-PPE', 'A-P', 2, '打磨岗位未佩戴防尘口罩和护目镜|作业人员未佩戴安全帽|接触酸碱岗位未穿戴防护手套'],
  ],
  machine: [
    ['HK-DEVICE', 'A-O', 2, '冲床光电保护装置被短接|传动皮带、链轮防护罩缺失|砂轮机托架间隙过大、无防护挡板|剪板机急停按钮失灵|机器人作业区安全门联锁失效'],
    ['HK-LIFT', 'A-O', 2, '行车上升限位失灵|吊带磨损超标仍在使用|吊钩防脱钩装置缺失|行车未按期检验'],
    ['HK-OLDEQ', 'A-O', 2, '空压机储气罐安全阀超期未校验|压力表损坏仍在使用|锅炉水位计模糊不清|老旧烘干设备带“病”运行，温控失灵'],
    ['HK-STORE', 'A-O', 2, '油漆、稀料与可燃物混放|车间内超量存放稀释剂|危险废物暂存间未做防渗、无通风'],
  ],
  dust: [
    ['HK-DUST', 'A-O', 2, '除尘管道积尘未清理|干式除尘器泄爆口朝向通道|除尘器灰斗未安装锁气卸灰装置|打磨工位未设吸尘罩，地面积尘明显|除尘系统未设风压差监测报警'],
  ],
  confined: [
    ['HK-CONF', 'A-M', 2, '污水池等有限空间未设警示标志|有限空间台账漏登沉淀池|有限空间作业无气体检测记录|腌渍池作业未落实“先通风、再检测、后作业”'],
  ],
  ammonia: [
    ['HK-NH3', 'A-O', 2, '氨机房氨气浓度报警器失灵|液氨储罐液位计无高低液位标记|制冷管道保温层破损、结霜锈蚀|事故排风机未接应急电源|氨阀门未挂开关状态牌|紧急泄氨器水管冻堵'],
    ['HK-INSUL', 'A-O', 2, '冷库保温层聚氨酯外露，未做防火封堵|库门口加热线穿越保温层未做隔热保护|加工车间采用聚苯乙烯夹芯板隔断'],
  ],
  chemical: [
    ['HK-CHEMOP', 'A-M', 2, '受限空间作业票未按时气体分析|检修盲板未挂牌编号|吊装作业票缺少监护人签字|交叉作业未签订安全协议|特殊作业票证提前签发'],
    ['HK-GASDET', 'A-O', 2, '可燃气体报警器未按期检定|有毒气体探测器被遮挡|报警信号未接入24小时值守点|反应釜区报警器故障未及时维修'],
    ['HK-DEVICE', 'A-O', 2, '联锁摘除未办理审批|紧急切断阀手动状态，未投用自动|安全阀前切断阀未铅封|储罐高高液位联锁未测试'],
    ['HK-STORE', 'A-O', 2, '甲类仓库超量储存|禁忌物料混存一库|罐区防火堤孔洞未封堵|装卸区静电接地报警器失效|化学品未张贴安全标签'],
    ['HK-OLDEQ', 'A-O', 2, '压力管道壁厚减薄未评定|反应釜机械密封渗漏|换热器法兰螺栓缺失、锈蚀'],
    ['HK-SYS', 'A-M', 3, '变更管理未履行审批、未评估风险|重大危险源包保责任未落实|HAZOP分析建议项未闭环'],
  ],
  fuel: [
    ['HK-GASDET', 'A-O', 2, '卸油区可燃气体报警器故障|油气回收系统压力表失效'],
    ['HK-RECKLESS', 'A-P', 2, '卸油作业未接静电接地|加油区有人使用手机未制止|卸油时监护人员脱岗'],
    ['HK-DEVICE', 'A-O', 2, '加油机拉断阀超期未更换|紧急切断按钮失灵|油罐高液位报警未投用'],
  ],
  gasUse: [
    ['HK-GASUSE', 'A-O', 2, '液化气瓶与灶具连接软管超过2米|燃气软管老化开裂|后厨使用不带熄火保护的灶具|气瓶间与用餐区未分隔|用餐区存放备用液化气瓶|燃气管道暗埋未做防护'],
    ['HK-GASDET', 'A-O', 2, '后厨未安装可燃气体报警装置|可燃气体报警器未通电|报警器未与紧急切断阀联动|报警器安装位置过高，不适用液化气'],
  ],
  alcohol: [
    ['HK-STORE', 'A-O', 2, '醇基燃料储桶与灶间未分隔|燃料桶无标识，储量超过规定|醇基燃料储罐未接地|卸料口无防泄漏托盘'],
    ['HK-LICENCE', 'A-M', 3, '未取得危险化学品经营许可销售醇基燃料|向无资质单位采购醇基燃料'],
  ],
  pipeline: [
    ['HK-GASPIPE', 'A-O', 2, '管位上方堆放重物|管道标志桩缺失|第三方开挖未签订管道保护协议|阴极保护电位不达标|管道防腐层破损点未修复|地面绿化乔木根系压管'],
    ['HK-GASPIPE', 'A-E', 2, '围挡施工距管道不足1米，未派员旁站|临时板房占压中压管道|道路沉降，管道悬空约2米'],
    ['HK-RECORD', 'A-M', 1, '巡线记录轨迹缺失|阀井检查记录不全'],
  ],
  gasStation: [
    ['HK-DEVICE', 'A-O', 2, '调压器出口压力超设定值未调整|安全放散阀未按期校验|储罐紧急切断阀动作迟缓|装卸软管超期使用|液位计与远传数据不一致'],
    ['HK-GASDET', 'A-O', 2, '站内可燃气体探测器零点漂移|报警控制器备用电池失效'],
    ['HK-ELEC', 'A-O', 2, '防爆区内使用非防爆灯具|防爆接线盒未封堵|防雷接地电阻检测超期'],
    ['HK-LPGILL', 'A-M', 3, '充装超期未检气瓶|实瓶与空瓶混放，无实名登记|向未签合同用户配送气瓶'],
    ['HK-DRILL', 'A-M', 3, '抢维修物资不足，演练无记录|值班人员不掌握紧急切断操作'],
  ],
  gasUser: [
    ['HK-GASHOME', 'A-M', 2, '超过两年未入户安检|安检发现软管老化未复查|到访不遇户未二次预约'],
    ['HK-GASUSE', 'A-O', 2, '用户私自改装燃气管道|灶具连接软管老化|燃气热水器烟道未伸出室外|表具封闭在橱柜内'],
    ['HK-GASDET', 'A-O', 2, '商业用户报警切断装置未投用|报警器已过使用年限'],
  ],
  site: [
    ['HK-EDGE', 'A-O', 2, '楼层临边防护栏杆缺失|电梯井口未设防护门|预留洞口未覆盖固定|卸料平台两侧未封闭|基坑临边防护不到位'],
    ['HK-PPE', 'A-P', 1, '作业人员未佩戴安全帽|高处作业未系挂安全带|安全带低挂高用'],
    ['HK-TEMPEL', 'A-O', 2, '临时电缆拖地，未架空保护|二级配电箱未设漏电保护器|一闸多机|电缆接头泡在积水中'],
    ['HK-PIT', 'A-O', 2, '脚手架扫地杆缺失|脚手板未满铺、存在探头板|模板支架立杆间距超方案|基坑坡顶堆载|连墙件被拆除未恢复'],
    ['HK-LIFT', 'A-O', 2, '塔吊力矩限制器失灵|施工升降机防坠器临近到期|塔吊附着螺栓松动|吊索具断丝超标|信号工缺岗'],
    ['HK-CERT', 'A-M', 2, '塔吊司机人证不符|架子工无证上岗|电工证过期'],
    ['HK-RUSH', 'A-M', 3, '夜间抢工未履行审批|混凝土强度未达要求即安排上层施工|为赶工期压缩安全交底'],
    ['HK-OUTS', 'A-M', 3, '劳务分包未纳入总包统一管理|监理未对危大工程旁站|分包单位安全员长期不在岗'],
    ['HK-HOTPERMIT', 'A-M', 2, '外墙保温作业面动火未审批|动火作业无看火人'],
  ],
  mine: [
    ['HK-SLOPE', 'A-E', 2, '边坡浮石未清理|台阶坡面角偏陡|排土场未设截排水沟|安全平台宽度不足|采场道路挡车堤高度不够'],
    ['HK-MINE1', 'A-M', 3, '矿长带班记录与考勤不一致|当班无带班领导'],
    ['HK-RECKLESS', 'A-P', 2, '爆破警戒距离不足|装载机作业半径内站人|穿孔设备距坡顶线过近'],
    ['HK-OLDEQ', 'A-O', 2, '矿用卡车制动性能不合格|破碎机皮带未设拉绳急停|空压机安全阀超期'],
    ['HK-RECORD', 'A-M', 1, '采掘工程平面图未按期更新|边坡监测记录缺测'],
  ],
  vessel: [
    ['HK-NOVEST', 'A-P', 1, '出海作业人员未穿救生衣|甲板临水作业未穿救生衣|救生衣数量少于在船人数|救生衣口哨、灯具缺失'],
    ['HK-SHIP', 'A-O', 2, '救生筏静水压力释放器过期|号灯损坏不亮|舱底水泵故障|驾驶室灭火器失效|机舱电缆裸露、油污堆积|船体渗水未修复'],
    ['HK-CREW', 'A-M', 2, '职务船员证书与实际不符|普通船员未持证|船长未随船'],
    ['HK-TRACK', 'A-P', 2, '北斗终端未开机|AIS信号长时间中断，未报修|船位终端被遮挡'],
    ['HK-OVERLOAD', 'A-P', 2, '在船人数多于核定载员|甲板渔获堆载过高，干舷不足'],
    ['HK-OVERWIND', 'A-P', 2, '风力接近抗风等级未及时返港|收到大风预警未签收回执'],
    ['HK-NIGHTFISH', 'A-P', 2, '未报告擅自出港|进出港报告与实际航次不符'],
  ],
  port: [
    ['HK-STRUCT', 'A-O', 2, '码头护轮坎破损|系船柱锈蚀松动|防波堤局部沉降|上下船爬梯锈断'],
    ['HK-FIREEQ', 'A-O', 2, '码头消防泵无法启动|泊位消防器材箱缺水带|渔船连片停靠未留消防通道'],
    ['HK-STORE', 'A-E', 2, '码头堆放油桶、网具，阻塞通道|油料补给点无围堰'],
    ['HK-NOVEST', 'A-P', 1, '临水作业人员未穿救生衣|码头救生圈缺失'],
    ['HK-ELEC', 'A-O', 2, '岸电箱门锁损坏，接线裸露|船舶岸电电缆浸水'],
  ],
  roadSection: [
    ['HK-VEH2', 'A-E', 2, '弯道外侧护栏缺失|视距三角区树木遮挡|路口标线磨损不清|减速标线缺失|临水路段未设警示柱|凸面镜破损|路面坑槽、唧泥'],
    ['HK-SIGN', 'A-M', 1, '急弯警告标志被遮挡|限速标志歪斜|隐患路段公示牌缺失'],
    ['HK-BRIDGE', 'A-O', 2, '小桥栏杆断裂|涵洞口淤堵|桥头跳车明显'],
  ],
  transport: [
    ['HK-VEH1', 'A-P', 2, '动态监控显示车辆多次超速未处理|客运车辆核载与实载不符|驾驶员连续驾驶超过4小时|危货车辆未按限定路线行驶'],
    ['HK-VEH4', 'A-O', 2, '货车加高栏板|车辆私自加装座椅|反光标识缺失'],
    ['HK-VEH3', 'A-M', 3, '货车登记吨位与实车不符|车辆称重记录缺失'],
    ['HK-OLDEQ', 'A-O', 2, '车辆制动片磨损超限|轮胎花纹深度不足|举升机保险钩失效'],
    ['HK-STORE', 'A-O', 2, '仓储货物堆垛超高，距灯具不足|维修车间废机油未分类存放'],
  ],
  turbine: [
    ['HK-DEVICE', 'A-O', 2, '风机振动监测报警未复位|塔筒爬梯防坠器卡滞|叶片雷击计数器缺失|变桨后备电池电压偏低'],
    ['HK-CERT', 'A-M', 2, '登塔人员高处作业证过期|外委运维人员未交底'],
    ['HK-FIREEQ', 'A-O', 2, '机舱自动灭火装置失压|箱变周边杂草未清理'],
    ['HK-SYS', 'A-M', 3, '工作票未闭环|大风停机规定未张贴到集控室'],
  ],
  offshore: [
    ['HK-NOSTOP', 'A-M', 2, '风浪超限未及时停止吊装|气象窗口判断无记录'],
    ['HK-NOVEST', 'A-P', 1, '登靠作业人员未穿救生衣|人员转移吊笼未检查'],
    ['HK-LIFT', 'A-O', 2, '平台吊机限位失灵|吊索具无检验色标'],
    ['HK-CREW', 'A-M', 2, '运维船船员配备不足|出海人员名单与实际不符'],
    ['HK-DRILL', 'A-M', 3, '防台撤离演练未开展|撤离计划缺少船舶保障方案'],
  ],
  lease: [
    ['HK-LEASE', 'A-M', 3, '出租方未与承租方签订安全管理协议|出租方未对承租单位定期检查|多家承租单位共用通道，责任不清|转租未告知出租方'],
    ['HK-3IN1', 'A-E', 2, '车间内设置住宿隔间|仓库夹层住人|生产区与宿舍未分隔'],
    ['HK-STRUCT', 'A-O', 2, '违规搭建钢棚连接两栋厂房|夹层未经设计私自加建'],
    ['HK-INSUL', 'A-O', 2, '隔断采用聚苯夹芯板|彩钢板芯材为易燃泡沫'],
  ],
  crowd: [
    ['HK-EXIT', 'A-E', 2, '安全出口数量不足|疏散楼梯间堆放货物|疏散通道设置固定摊位|防火卷帘下方堆放商品|外窗设置防盗网影响逃生'],
    ['HK-FIREEQ', 'A-O', 2, '自动喷水灭火系统主泵处于手动状态|消防控制室单人值班|防排烟风机无法联动|防火分区隔断被拆除'],
    ['HK-INSUL', 'A-O', 2, '吊顶采用易燃装修材料|外墙保温材料脱落外露'],
  ],
  eBike: [
    ['HK-ELEC', 'A-E', 1, '门厅内停放电动自行车充电|飞线充电|蓄电池带入室内充电'],
  ],
  care: [
    ['HK-FIREEQ', 'A-O', 2, '夜间值班人员不会操作报警主机|失能老人房间未设独立烟感|厨房与老人用房未分隔'],
    ['HK-DRILL', 'A-M', 3, '未开展夜间疏散演练|护理人员不掌握疏散分工'],
  ],
  school: [
    ['HK-STORE', 'A-O', 2, '实验室危化品未双人双锁|实验废液未分类收集'],
    ['HK-VEH1', 'A-P', 2, '校车未登记随车照管员|接送车辆存在超员'],
    ['HK-STRUCT', 'A-O', 2, '教学楼外墙瓷砖空鼓|操场看台护栏松动|围墙倾斜开裂'],
  ],
  medical: [
    ['HK-STORE', 'A-O', 2, '医用氧气瓶未固定|酒精存放超量|高压氧舱房间存放可燃物'],
    ['HK-OUTS', 'A-M', 3, '院内改造施工未与病区隔离|外包改造工程动火未报院方'],
  ],
  glass: [
    ['HK-DEVICE', 'A-O', 2, '玻璃面板边部崩边未更换|栏杆扶手连接螺栓松动|承重监测未联网'],
    ['HK-NOSTOP', 'A-M', 2, '大风天气未停止开放|限流措施未落实'],
    ['HK-RECORD', 'A-M', 1, '每日检查记录缺失|第三方检测报告过期'],
  ],
  tips: [
    ['HK-LPGILL', 'A-P', 2, '路边小型货车无证配送液化气瓶|居民院内疑似私自倒灌液化气'],
    ['HK-3NO', 'A-P', 2, '岸边停靠无船名船号小艇|滩涂有“三无”木船夜间出海'],
    ['HK-EXIT', 'A-E', 1, '小区消防车通道被私家车占用|楼道堆放杂物，疏散不畅'],
    ['HK-GASPIPE', 'A-E', 2, '路面施工挖机靠近燃气标志桩|路边闻到燃气异味'],
    ['HK-MINE3', 'A-P', 2, '山坡夜间有挖掘机取石'],
    ['HK-STRUCT', 'A-E', 2, '沿街广告牌松动|临街雨棚摇晃|自建房加层施工'],
  ],
} as const satisfies Readonly<Record<string, readonly Line[]>>;

export type FindingGroup = keyof typeof groupLines;

/** Elements whose findings lie at a spot that can be named. */
const placedElements = ['A-O', 'A-E'];

/** All findings by group. */
export const findingGroups: Readonly<Record<FindingGroup, readonly Finding[]>> = Object.fromEntries(
  Object.entries(groupLines).map(([group, lines]) => [
    group,
    (lines as readonly Line[]).map(([kindCode, elementCode, depth, texts]): Finding => ({ kindCode, elementCode, depthCode: `DEP-${depth}`, placed: placedElements.includes(elementCode), texts: texts.split('|') })),
  ]),
) as unknown as Record<FindingGroup, readonly Finding[]>;

type Mix = readonly (readonly [group: FindingGroup, weight: number])[];
const factory: Mix = [['fire', 22], ['electric', 16], ['papers', 18], ['works', 16], ['machine', 18]];
const venue: Mix = [['fire', 40], ['electric', 18], ['papers', 10], ['crowd', 16]];

/** Which findings a place of a profile has, in parts of any whole. Rented buildings have those of `lease` besides. */
export const profileMixes: Readonly<Record<Profile, Mix>> = {
  chemical: [['chemical', 60], ['papers', 14], ['works', 14], ['fire', 8], ['electric', 5], ['confined', 3]],
  fuel: [['fuel', 45], ['fire', 25], ['papers', 20], ['electric', 10]],
  mine: [['mine', 62], ['papers', 16], ['works', 12], ['electric', 8], ['machine', 6]],
  cold: [['ammonia', 46], ['fire', 18], ['papers', 14], ['works', 10], ['electric', 10], ['confined', 4]],
  seafood: [['ammonia', 24], ['fire', 20], ['machine', 10], ['papers', 16], ['electric', 12], ['works', 8], ['confined', 10]],
  ship: [['works', 38], ['machine', 20], ['fire', 14], ['papers', 12], ['electric', 10], ['confined', 8]],
  machinery: [...factory, ['dust', 7]],
  stone: [['machine', 34], ['electric', 18], ['papers', 18], ['works', 16], ['dust', 10], ['fire', 8]],
  textile: [...factory, ['dust', 8], ['crowd', 8]],
  plastic: [...factory, ['crowd', 5]],
  wood: [['dust', 34], ['fire', 24], ['electric', 16], ['papers', 12], ['machine', 12], ['works', 6]],
  cement: [...factory, ['confined', 14], ['dust', 6]],
  food: [...factory, ['dust', 9], ['gasUse', 6], ['confined', 5]],
  casting: [['machine', 30], ['dust', 20], ['works', 16], ['papers', 14], ['electric', 10], ['fire', 8], ['confined', 6]],
  transport: [['transport', 56], ['papers', 18], ['fire', 12], ['electric', 8], ['works', 6]],
  builder: [['papers', 62], ['fire', 20], ['electric', 18]],
  office: [['fire', 38], ['electric', 26], ['papers', 36]],
  shop: [['fire', 48], ['electric', 30], ['eBike', 10], ['papers', 8], ['gasUse', 3]],
  fishing: [['port', 18], ['vessel', 22], ['papers', 22], ['electric', 16], ['fire', 18], ['confined', 6]],
  alcohol: [['alcohol', 58], ['fire', 20], ['papers', 22]],
  solar: [['electric', 44], ['turbine', 16], ['papers', 26], ['fire', 14]],
  restaurant: [['gasUse', 46], ['fire', 28], ['electric', 16], ['papers', 7], ['alcohol', 4]],
  inn: [...venue, ['eBike', 8], ['gasUse', 6]],
  leisure: [...venue, ['eBike', 3]],
  medical: [['fire', 34], ['electric', 20], ['medical', 24], ['papers', 18]],
  school: [['fire', 32], ['school', 26], ['electric', 16], ['papers', 16], ['gasUse', 8]],
  care: [['care', 30], ['fire', 32], ['electric', 18], ['gasUse', 10], ['papers', 10]],
  market: [...venue, ['gasUse', 8], ['eBike', 6]],
  highrise: [...venue, ['eBike', 18]],
  glass: [['glass', 84], ['papers', 16]],
  dorm: [['fire', 40], ['eBike', 24], ['electric', 26], ['papers', 6]],
  pipeline: [['pipeline', 100]],
  'gas-station': [['gasStation', 82], ['papers', 18]],
  'gas-user': [['gasUser', 100]],
  site: [['site', 88], ['papers', 8], ['fire', 4]],
  turbine: [['turbine', 84], ['papers', 16]],
  offshore: [['offshore', 60], ['turbine', 28], ['papers', 12]],
  port: [['port', 30], ['vessel', 62], ['papers', 8]],
  road: [['roadSection', 100]],
};

/** Spots that a finding may name, by profile; '' = nobody said where. */
export const profileSpots: Readonly<Partial<Record<Profile, readonly string[]>>> = {
  chemical: ['一车间', '二车间', '罐区', '装卸区', '甲类仓库', '公用工程区'], cold: ['1号冷库', '2号冷库', '机房', '穿堂', '月台'], seafood: ['加工车间', '包装间', '速冻间', '冷库', '原料库', '更衣室'],
  ship: ['船台', '涂装车间', '船坞', '下料车间'], machinery: ['一车间', '二车间', '机加工区', '成品库', '喷涂间'], stone: ['锯切车间', '磨光区', '荒料场'], textile: ['缝制车间', '裁剪间', '成品库', '烫整区'],
  plastic: ['注塑车间', '原料库', '成品库'], wood: ['开料区', '打磨间', '喷漆房', '木料库'], cement: ['搅拌楼', '筒仓区', '成型车间'], food: ['炒制间', '包装间', '原料库', '锅炉房'], casting: ['熔炼区', '打磨间', '电镀线'],
  transport: ['停车场', '维修车间', '仓库'], shop: ['店内', '库房', '二层阁楼'], restaurant: ['后厨', '包间', '一层大厅', '储藏间'], inn: ['一层', '二层走廊', '三层', '厨房'], leisure: ['大厅', '二层包间', '后台'],
  medical: ['门诊楼', '住院部', '药库', '地下车库'], school: ['教学楼', '食堂', '宿舍楼', '实验楼'], care: ['一层', '二层护理区', '厨房'], market: ['一层', '二层', '地下一层', '熟食区', '水产区'],
  highrise: ['地下车库', '5层', '12层', '消防控制室', '设备层'], dorm: ['一层', '二层', '三层楼梯间'], site: ['1号楼', '2号楼', '3号楼5层', '基坑东侧', '钢筋加工区', '生活区'], mine: ['采场北帮', '排土场', '破碎站', '运输道路'],
};
