// Under which headings do people keep the fields of our layers? Words seen in ledgers of departments and townships, beside the titles of the contract.

/** Headings by field. The titles and names of the contract count already. */
type Names = Readonly<Record<string, readonly string[]>>;

const sites: Names = {
  code: ['编号', '企业编号', '单位编号', '场所编号', '设施编号', '项目编号', '工地编号', '统一编码', '主键', 'id', 'code', 'no', 'number', 'uid', 'guid'],
  name: ['企业名称', '单位名称', '公司名称', '场所名称', '项目名称', '工程名称', '设施名称', '渔港名称', '风电场名称', '管线名称', '路段名称', '道路名称', '店名', '名字', '全称', '单位全称', 'title', 'company', 'company name', 'enterprise name', 'site name'],
  sectorCode: ['行业', '行业类别', '行业分类', '所属行业', '监管行业', '领域', '行业领域', 'sector', 'industry sector', 'trade'],
  placeTypeCode: ['场所类别', '类型', '单位类型', '企业类型', '类别', '性质', 'place type', 'type', 'category'],
  departmentCode: ['监管部门', '主管单位', '行业主管部门', '责任部门', '牵头部门', '监管单位', 'department', 'authority'],
  areaCode: ['镇街', '乡镇', '街道', '镇', '所属镇街', '所在镇街', '所属乡镇', '属地', '所属街道', '镇（街道）', '镇办', '辖区', '所属区域', '行政区划', 'township', 'town', 'area', 'district', 'subdistrict'],
  address: ['地址', '详细地址', '单位地址', '企业地址', '生产经营地址', '经营地址', '注册地址', '所在地', '坐落', '位置', '工程地点', '地点', 'address', 'location'],
  riskClass: ['风险级别', '风险等级', '安全风险等级', '风险分级', '等级', '红橙黄蓝', 'risk', 'risk level', 'risk class'],
  creditCode: ['统一社会信用代码', '信用代码', '社会信用代码', '统一信用代码', '组织机构代码', 'credit code', 'uscc'],
  industryCode: ['行业代码', '国民经济行业代码', '行业小类', 'industry code'],
  legalPerson: ['法人', '法定代表人', '法人代表', '法人姓名', '负责人', '主要负责人', '企业负责人', 'legal person', 'legal representative', 'principal'],
  phone: ['电话', '联系电话', '手机', '手机号', '手机号码', '联系方式', '负责人电话', '法人电话', 'phone', 'tel', 'telephone', 'mobile'],
  contactPhone: ['电话', '联系电话', '手机', '手机号', '手机号码', '联系方式', 'phone', 'tel', 'mobile'],
  employees: ['从业人员', '职工人数', '员工人数', '从业人员数', '从业人数', '人数', '员工数', '用工人数', 'employees', 'staff', 'headcount'],
  floorAreaSquareMetres: ['建筑面积', '面积', '经营面积', '厂房面积', '占地面积', 'floor area', 'area sqm', 'area m2'],
  establishedOn: ['成立时间', '成立日期', '注册时间', '注册日期', '开业时间', '开业日期', 'established'],
  parkCode: ['园区', '所在园区', '园区编码', 'park'],
  buildingCode: ['楼栋', '楼宇', '所在楼栋', '建筑编号', '楼栋编码', 'building'],
  floor: ['楼层', '所在楼层', 'floor'],
  landlordCode: ['出租方', '房东', '出租人', '业主', 'landlord'],
  ammoniaTonnes: ['液氨', '液氨量', '液氨储量', '氨储量', 'ammonia'],
  majorInstallationClass: ['重大危险源等级', '重大危险源级别', '重大危险源', 'major installation'],
  dustExplosive: ['涉爆粉尘', '粉尘涉爆', '是否涉爆粉尘', '是否粉尘涉爆', 'dust'],
  confinedSpaces: ['有限空间', '有限空间数量', '有限空间数', 'confined spaces'],
  storeys: ['层数', '楼层数', 'storeys', 'floors'],
  capacityPeople: ['容纳人数', '核定人数', '最大容纳人数', 'capacity'],
  beds: ['床位', '床位数', 'beds'],
  gasUser: ['用气', '是否用气', '是否使用燃气', '燃气用户', 'gas'],
  alcoholFuelUser: ['醇基燃料', '是否使用醇基燃料', '使用醇基燃料', 'alcohol fuel'],
  exits: ['安全出口', '安全出口数', '安全出口数量', 'exits'],
  builder: ['施工单位', '总包单位', '承包单位', '施工总承包', 'contractor', 'builder'],
  supervisor: ['监理单位', '监理', 'supervisor'],
  projectKind: ['工程类别', '工程类型', '项目类型', '项目类别', 'project type'],
  startsOn: ['开工时间', '开工日期', '计划开工', 'start', 'start date'],
  endsOn: ['竣工时间', '竣工日期', '计划竣工', '完工时间', 'end', 'end date'],
  cranes: ['塔吊', '塔吊数量', '起重机械数', 'cranes'],
  pitDepthMetres: ['基坑深度', '基坑', '开挖深度', 'pit depth'],
  workers: ['在场人数', '作业人数', '工人数', '施工人数', 'workers'],
  stage: ['施工阶段', '形象进度', '工程进度', '阶段', 'stage', 'progress'],
  gradeCode: ['渔港等级', '等级', '级别', 'grade'],
  berths: ['泊位', '泊位数', '泊位数量', 'berths'],
  operatorName: ['经营企业', '燃气公司', '权属单位', '运营单位', 'operator'],
  operatorCode: ['经营企业编码', '运营单位编码', 'operator code'],
  pressureCode: ['压力等级', '压力级制', '压力', 'pressure'],
  diameterMillimetres: ['管径', '公称直径', 'dn', 'diameter'],
  material: ['管材', '材质', '材料', 'material'],
  lengthMetres: ['长度', '里程', 'length'],
  featureKind: ['设施类别', '设施类型', '要素类型', 'feature kind'],
  reason: ['隐患原因', '列入原因', '原因', 'reason'],
};

const records: Names = {
  siteCode: ['企业编号', '单位编号', '场所编号', '所属单位编码', '被检单位编码', '企业编码', 'site code'],
  siteName: ['企业名称', '单位名称', '被检单位', '被检查单位', '受检单位', '被检查企业', '隐患单位', '存在单位', '所属企业', '场所名称', '责任单位', '企业', '单位', 'site', 'site name', 'company', 'enterprise'],
  siteLayer: ['图层', '所属图层', '单位类别', '场所类别', 'site layer'],
  sectorCode: sites['sectorCode'] ?? [],
  departmentCode: [...(sites['departmentCode'] ?? []), '检查部门', '检查单位', '执法部门', '交办部门'],
  areaCode: sites['areaCode'] ?? [],
};

const hazards: Names = {
  ...records,
  code: ['编号', '隐患编号', '隐患编码', '台账编号', '问题编号', 'id', 'code', 'no', 'hazard id', 'hazard number'],
  title: ['隐患内容', '隐患描述', '问题描述', '存在问题', '隐患情况', '主要隐患', '问题隐患', '具体问题', '隐患', '问题', 'description', 'title', 'problem', 'hazard'],
  sourceCode: ['隐患来源', '来源', '问题来源', '发现方式', 'source'],
  levelCode: ['隐患等级', '隐患级别', '等级', '级别', '是否重大', 'level', 'severity'],
  statusCode: ['整改状态', '状态', '整改情况', '是否整改', '办理状态', '进度', 'status', 'state'],
  kindCode: ['隐患类别', '隐患类型', '类别', '类型', '问题类别', 'kind', 'type', 'category'],
  clauseId: ['判定依据', '判定条款', '依据条款', '法规依据', 'clause'],
  ownerName: ['整改责任人', '责任人', '整改负责人', '企业责任人', 'owner', 'responsible'],
  measures: ['整改措施', '措施', '处理措施', '整改要求', 'measures', 'action'],
  foundAt: ['发现时间', '发现日期', '检查时间', '检查日期', '上报时间', '排查时间', '登记时间', 'found', 'found at', 'date', 'reported at'],
  dueOn: ['整改期限', '整改时限', '限期', '整改截止', '整改截止日期', '完成时限', '计划完成时间', 'due', 'due date', 'deadline'],
  rectifiedAt: ['整改完成时间', '完成时间', '整改时间', '实际完成时间', '整改日期', 'rectified', 'rectified at'],
  closedAt: ['销号时间', '销号日期', '闭环时间', '复查时间', '验收时间', 'closed', 'closed at'],
};

const inspections: Names = {
  ...records,
  code: ['编号', '检查编号', '文书编号', '执法编号', 'id', 'code', 'no', 'inspection id'],
  modeCode: ['检查方式', '检查类型', '方式', '检查形式', 'mode', 'type'],
  startedAt: ['检查时间', '检查日期', '开始时间', '时间', '日期', 'date', 'started', 'inspected at'],
  minutesOnSite: ['现场时长', '检查时长', '时长', 'minutes', 'duration'],
  inspectors: ['检查人数', '执法人数', '检查人员数', '人数', 'inspectors'],
  withExpert: ['专家参与', '是否有专家', '专家', '是否专家参与', 'expert'],
  hazardsFound: ['发现隐患', '隐患数', '隐患数量', '发现问题数', '问题数', '查出隐患数', 'hazards found', 'hazards'],
  majorsFound: ['重大隐患', '重大隐患数', '发现重大隐患', '重大隐患数量', 'major hazards'],
};

const incidents: Names = {
  ...records,
  code: ['编号', '事故编号', 'id', 'code', 'no'],
  title: ['事故名称', '事故简况', '事故经过', '标题', 'title', 'description'],
  gradeCode: ['事故等级', '事故级别', '等级', 'grade'],
  occurredAt: ['事故时间', '发生时间', '发生日期', '时间', '日期', 'date', 'occurred'],
  deaths: ['死亡', '死亡人数', 'deaths'],
  injuries: ['受伤', '受伤人数', '伤者', 'injuries'],
};

const vessels: Names = {
  code: ['渔船编码', '船舶编号', '渔船编号', '编号', 'id', 'code', 'vessel id'],
  name: ['船名', '船号', '船名号', '渔船名称', '船舶名称', '船名船号', 'vessel', 'vessel name', 'name'],
  mmsi: ['mmsi', 'mmsi码', '九位码', 'ais'],
  homePortCode: ['船籍港', '停泊港', '母港', '所属渔港', '靠泊港', 'home port', 'port'],
  areaCode: sites['areaCode'] ?? [],
  lengthMetres: ['船长', '总长', '长度', 'length'],
  powerKilowatts: ['功率', '主机功率', '主机总功率', 'power', 'kw'],
  materialCode: ['材质', '船体材质', '船质', 'material'],
  workTypeCode: ['作业类型', '作业方式', '捕捞方式', 'gear', 'work type'],
  crewCapacity: ['核定载员', '核载人数', '定员', '核定人数', 'crew capacity'],
  crewOnBoard: ['在船人数', '船员人数', '船员数', 'crew', 'crew on board'],
  windForceRating: ['抗风等级', '抗风能力', '抗风级别', 'wind rating'],
  certificateExpiresOn: ['证书有效期', '证书到期', '检验有效期', '证书有效期至', 'certificate', 'expires'],
  positionAt: ['定位时间', '位置时间', '船位时间', '最后定位', 'position time', 'time'],
  speedKnots: ['航速', '速度', 'speed', 'sog'],
  courseDegrees: ['航向', 'course', 'cog', 'heading'],
  inPort: ['在港', '是否在港', '是否回港', 'in port'],
};

/** Headings by field for a layer; those of sites for every layer of sites. */
export function headingsOf(layer: string): Names {
  return { hazards, inspections, incidents, vessels }[layer] ?? sites;
}

/** Headings of places. A system they name is a declaration: 高德 means GCJ-02, 百度 BD-09. */
export const placeHeadings = {
  lng: ['经度', '东经', '经度坐标', '坐标经度', '中心经度', 'lng', 'lon', 'long', 'longitude', '经度e'],
  lat: ['纬度', '北纬', '纬度坐标', '坐标纬度', '中心纬度', 'lat', 'latitude', '纬度n'],
  easting: ['y', 'y坐标', '东坐标', '横坐标', 'easting', 'e', '坐标y', 'ycoord'],
  northing: ['x', 'x坐标', '北坐标', '纵坐标', 'northing', 'n', '坐标x', 'xcoord'],
  pair: ['坐标', '经纬度', '地理坐标', '位置坐标', '坐标点', '经纬度坐标', 'coordinates', 'coordinate', 'location', 'latlng', 'lnglat', '坐标位置', '定位'],
  text: ['wkt', 'geometry', 'geom', 'shape', 'the_geom', '几何', '图形'],
} as const;

/** Columns that our own tables of refused rows add; they go nowhere. */
export const reasonHeadings = ['拒绝原因 Reason', '原行号 Line'] as const;
