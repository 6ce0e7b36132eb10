// How is each figure worked out? The text behind every `method` of a Derived value, and behind the words of the screens.

export interface Method {
  readonly titleZh: string;
  readonly titleEn: string;
  readonly zh: string;
  readonly en: string;
}

/** By the key that travels as `method`. A change of a computation changes its text here. */
export const methods: Readonly<Record<string, Method>> = {
  'hazard-counts': {
    titleZh: '隐患统计',
    titleEn: 'Hazard counts',
    zh: '对符合筛选条件的隐患逐条计数，按状态×等级、行业×镇街、部门×镇街和来源分组。未闭环：状态为已上报、核实定级中、已交办、整改中、待复查、复查退回或复发重开。即将到期：未闭环且期限在今天至7天后（含首尾两天）。近30天：含今天在内的30个自然日。日期一律按北京时间，数据截至所示时刻。',
    en: 'Counts each hazard that passes the filter, grouped by status × level, sector × township, department × township and source. Open: reported, being verified, assigned, being rectified, awaiting review, returned or reopened. Due soon: open, and due from today to seven days from now, both included. Last 30 days: today and the 29 calendar days before. Dates are those of Beijing time; the data is as of the instant shown.',
  },
  'hazard-series': {
    titleZh: '隐患时间序列',
    titleEn: 'Hazard series',
    zh: '按北京时间的自然日、周（周一起）或月，统计各时段内发现的隐患、其中的重大隐患和销号的隐患。一条隐患按发现日计一次，销号的再按销号日计一次。没有记录的时段计为零，不省略；首尾时段可能不完整。',
    en: 'Counts hazards found, majors among them, and hazards closed in each calendar day, week (from Monday) or month of Beijing time. A hazard counts once on the day it was found and, once closed, again on the day it was closed. Empty bins are kept as zero; the first and last bin may be incomplete.',
  },
  'overdue-clusters': {
    titleZh: '逾期集聚',
    titleEn: 'Overdue clusters',
    zh: '只看今天已逾期的隐患，用DBSCAN密度聚类：距离不超过设定值（默认400米）的互为邻居，一个位置周边（含自身）逾期隐患达到设定条数（默认5条）即为核心，相邻核心连成一片，边缘位置归入最近的核心。同一坐标的多条隐患并为一个带权位置，结果与数据顺序无关。牵头行业、部门和镇街取成员中最多的一个；外框为成员的凸包，再外扩距离的六分之一；逾期天数给出最长值和中位数。列表最多列出200片，另注总数。',
    en: 'Looks only at hazards overdue today and groups them by density (DBSCAN): places within the set distance (400 m by default) are neighbours; a place whose neighbourhood, itself included, holds the set number of overdue hazards (5 by default) is a core; neighbouring cores join, and a border place goes to its nearest core. Several hazards on one coordinate are one weighted place, and the order of the data makes no difference. Leading sector, department and township are the most frequent among the members; the outline is their convex hull grown by a sixth of the distance; overdue days are given as the longest and the median. The list holds at most 200 clusters and says how many were found.',
  },
  'hazard-density': {
    titleZh: '隐患密度热力图',
    titleEn: 'Hazard heatmap',
    zh: '高斯核密度估计，单位为处/平方千米；加权时每处按等级权重计。带宽按实地距离固定（默认800米，为标准差），核在3倍带宽处截断，缩放地图不改变数值。每格除以核落在陆域内的份额作陆缘校正（Diggle 1985），沿海不会因为一半是海而显得更安全。海上和市域外的隐患不入图，另注条数。',
    en: 'Gaussian kernel density in hazards per km²; when weighted, each hazard counts by its level weight. The bandwidth is fixed on the ground (800 m by default, one standard deviation) and the kernel is cut at three bandwidths, so zooming does not change the values. Each cell is divided by the share of the kernel that lies on the city’s land (edge correction, Diggle 1985), so that a coast does not look safer because half of it is sea. Hazards at sea or outside the city are not in the picture; their number is stated.',
  },
  'area-counts': {
    titleZh: '区域统计',
    titleEn: 'Area counts',
    zh: '统计所选镇街、方框或圈画多边形内各图层的对象和隐患。选全市时全部计入；选镇街时按责任镇街归属，海上对象按海上属地规则计入；选方框或多边形时按坐标是否在内判断，线、面对象取其代表点。面积为球面面积。没有镇街归属的图层不计入镇街统计。',
    en: 'Counts the objects of every layer, and the hazards, inside a township, a box or a drawn polygon. The whole city holds everything; a township holds what it answers for, objects at sea included by the sea rule; a box or polygon holds what lies inside by coordinate, with lines and polygons taken at their representative point. The area is measured on the sphere. A layer that carries no township is not counted for a township.',
  },
  'layer-counts': {
    titleZh: '图层计数',
    titleEn: 'Layer counts',
    zh: '每个图层给出两个数：当前视野内的对象数，和全部符合筛选条件的对象数。筛选条件只对具有该字段的图层生效；线、面对象取其代表点。',
    en: 'Two figures for each layer: objects in the present view, and all objects that pass the filter. A filter acts only on layers that have its field; lines and polygons are taken at their representative point.',
  },
  overdue: {
    titleZh: '逾期',
    titleEn: 'Overdue',
    zh: '期限已过，且状态为已上报、核实定级中、已交办、整改中、复查退回或复发重开。期限当天24时（北京时间）为止，当天到期的不算逾期；企业报整改完成、等待复查的不算企业逾期；没有期限的不算逾期。同意延期的以延期后的期限为准。',
    en: 'The deadline has passed and the status is reported, being verified, assigned, being rectified, returned or reopened. A deadline ends at 24:00 Beijing time of its day, so a hazard due today is not overdue; one that awaits review is not counted against the enterprise; one without a deadline is never overdue. Where an extension was granted, the extended deadline counts.',
  },
  'overdue-days': {
    titleZh: '逾期天数',
    titleEn: 'Days overdue',
    zh: '今天减去期限日的自然日数，均按北京时间；到期次日为1天。周末和节假日照算。',
    en: 'Calendar days from the due day to today, both by Beijing time; the day after the deadline is day 1. Weekends and holidays count.',
  },
  'rectification-rate': {
    titleZh: '整改率',
    titleEn: 'Rectification rate',
    zh: '已销号数 ÷（发现数 − 不予认定数 − 并案数），按发现日期归期。未到期而未销号的留在分母里并单独列出；同时给出分子和分母，分母少于10时不给出比率。',
    en: 'Closed ÷ (found − not upheld − merged), by the date found. Those still open and not yet due stay in the denominator and are listed apart; numerator and denominator are always shown, and no rate is given when the denominator is below 10.',
  },
  'on-time-rate': {
    titleZh: '按期整改率',
    titleEn: 'On-time rate',
    zh: '期限在本期内到期的隐患中，企业于期限当天24时前报整改完成的所占比例。以企业报整改完成的时间为准，复查快慢不计入企业；分母少于10时不给出比率。',
    en: 'Of the hazards whose deadline falls in the period, the share that the enterprise reported as rectified before 24:00 of the due day. The enterprise’s own report counts, so a slow reviewer is not held against it; no rate is given when the denominator is below 10.',
  },
  'level-weight': {
    titleZh: '等级权重',
    titleEn: 'Level weight',
    zh: '加权密度中，一般隐患计1、较大隐患（地方口径）计3、重大隐患计10。这是本系统的设计取值，不是规定；未定级的按1计。',
    en: 'In weighted density a general hazard counts 1, a considerable one (local usage) 3, a major one 10. These are design figures of this system, not a rule; a hazard without level counts 1.',
  },
  'sea-responsibility': {
    titleZh: '海上属地责任',
    titleEn: 'Responsibility at sea',
    zh: '海上对象按规则依次确定责任镇街：先看船籍港所在镇街，再看是否落在划定责任海域，最后取陆域最近的镇街。规则是带来源和有效期的数据，各市可改；任何对象不会没有责任镇街。',
    en: 'An object at sea gets its responsible township by rules tried in turn: the township of its home port, then a designated sea zone it lies in, then the township whose land is nearest. The rules are data with source and validity and each city may change them; no object is left without a township.',
  },
  'risk-class': {
    titleZh: '风险等级',
    titleEn: 'Risk class',
    zh: '风险是场所固有的危险，隐患是失效的管控，二者分开统计、分开图例。风险等级由单位或部门评定后录入，Ⅰ至Ⅳ级对应红、橙、黄、蓝；本系统不由隐患推算风险等级。',
    en: 'Risk is the standing danger of a place, a hazard is a broken control: they are counted apart and have separate legends. The class is assessed by the unit or department and entered, I to IV for red, orange, yellow and blue; this system does not work it out from hazards.',
  },
  'major-clause': {
    titleZh: '重大隐患的判定',
    titleEn: 'How a hazard becomes major',
    zh: '定为重大必须注明判定条款，按发现当日有效的标准版本判定。条款为简要重述，标“已核”的对照过原文文本，标“待核”的仅供参考，均以原文为准。',
    en: 'A hazard is major only with a named clause of the criteria edition in force on the day it was found. Clauses are brief restatements: those marked checked were compared with the wording, the others are for orientation, and the original text always prevails.',
  },
  'storm-class': {
    titleZh: '热带气旋等级与风力',
    titleEn: 'Storm class and wind force',
    zh: '等级和风力按各表下限由风速（米/秒）换算。各机构平均风时距不同（中国2分钟、日本10分钟、美国联合台风警报中心1分钟），不同机构的数值不直接比较。预警信号只显示气象部门发布的原文，本系统的推算称为研判。',
    en: 'Class and force follow from wind speed in m/s by the lower bounds of the tables. Agencies average the wind over different periods (China 2 minutes, Japan 10, the Joint Typhoon Warning Center 1), so figures of different agencies are not compared directly. Warning signals are shown only as issued by the weather service; what this system works out is called an assessment.',
  },
  'bulletin-counts': {
    titleZh: '通报计数',
    titleEn: 'Counts of a bulletin',
    zh: '截至截止时刻已登记的隐患逐条计数。本期发现按发现日期归期；核实认定指已定级交办，不含不予认定和并案；本期销号按销号时间归期，此后又复发重开的不计；同意延期按批准时间归期。未销号、逾期、挂牌督办为截止时刻的存量。日期一律按北京时间，首尾两天都算。',
    en: 'Counts, one by one, the hazards on record at the cut-off. What was found belongs to the period by the day it was found; verified means decided upon and assigned, without those not upheld or merged; closed by the instant of closing, unless reopened since; extensions by the instant they were granted. Open, overdue and listed are the stock at the cut-off. Days are those of Beijing time, first and last included.',
  },
  'bulletin-as-known': {
    titleZh: '按当时所知',
    titleEn: 'As known at the time',
    zh: '所有数字由截止时刻以前登记的办理记录推算，不取今天的台账；截止之后补录、改判、延期、销号都不影响本期，任何时候重算结果相同。导入的历史记录只保留最后期限：延期发生在截止之后的，当时期限以逾期标记推定，没有标记的不计逾期，另注条数。',
    en: 'Every figure is worked out from the steps recorded before the cut-off, not from the ledger of today: what is entered, decided, extended or closed afterwards changes nothing, and working it out again gives the same. Records that were imported keep their last deadline alone: where an extension came after the cut-off, the deadline of the time is told by the mark of being overdue; without that mark the hazard is not counted as overdue, and the number of such cases is stated.',
  },
  'bulletin-records': {
    titleZh: '检查和事故',
    titleEn: 'Inspections and incidents',
    zh: '检查按开始时间、事故按发生时间归期，只计截止时刻以前登记的。检查单位为本期至少检查过一次的场所数，同一场所只计一次；不在图上的地点计检查次数，不计单位。',
    en: 'Inspections belong to the period by when they began, incidents by when they happened; only those recorded before the cut-off count. Premises inspected are the sites inspected at least once, each counted once; a place that is no site of the map counts as an inspection, not as premises.',
  },
  'major-rate': {
    titleZh: '重大隐患检出率',
    titleEn: 'Share of major hazards',
    zh: '重大隐患数 ÷ 核实认定数，按发现日期归期；另以本期检查过的单位数为分母，给出每百家检查检出的重大隐患数。分母少于10时不给出比率。',
    en: 'Major hazards ÷ verified hazards, by the day they were found; and, over the premises inspected in the period, major hazards per hundred of them. No rate is given when the denominator is below 10.',
  },
  'zero-major-bound': {
    titleZh: '零重大隐患的界限',
    titleEn: 'What zero major hazards can say',
    zh: '在n条核实认定的隐患中没有一条重大隐患时，按三倍法则，重大隐患的真实占比有95%的把握低于3÷n。这是统计界限，前提是排查方式不变；它不证明没有重大隐患，也不是对任何单位的评价。',
    en: 'When none of n verified hazards is a major one, the rule of three says that the true share lies below 3 ÷ n with 95 % confidence. It is a statistical bound that supposes the same way of searching; it does not prove that there is no major hazard, and judges nobody.',
  },
  'public-verified-rate': {
    titleZh: '群众举报查实率',
    titleEn: 'Public reports confirmed',
    zh: '本期办结核实的群众举报中，查实的所占比例。交办和并案算查实，不予认定算不实，移送外单位的不计。分母少于10时不给出比率。',
    en: 'Of the public reports decided upon in the period, the share that was confirmed. Assigned and merged count as confirmed, not upheld as unconfirmed; those passed to another unit are left out. No rate is given when the denominator is below 10.',
  },
  'repeat-rate': {
    titleZh: '重复隐患率',
    titleEn: 'Repeat rate',
    zh: '本期发现的隐患中，同一单位同一判定条款在此前12个月内已有过的，或已认定为复发的，所占比例。没有填写条款的隐患无从比对，计入分母。分母少于10时不给出比率。',
    en: 'Of the hazards found in the period, the share for which the same clause had been found at the same premises within the twelve months before, or which are known to be relapses. A hazard without a clause cannot be compared and stays in the denominator. No rate is given when the denominator is below 10.',
  },
  'self-report-share': {
    titleZh: '重大隐患企业自查占比',
    titleEn: 'Major hazards reported by enterprises',
    zh: '本期发现并认定的重大隐患中，由企业自查上报的所占比例。分母少于10时不给出比率。',
    en: 'Of the major hazards found in the period and upheld, the share that the enterprises themselves reported. No rate is given when the denominator is below 10.',
  },
};
