// Which kinds of firms has the city, how many of each, where do they settle and what do they look like on paper?
import type { ParkUse } from './parks.ts';

/** Where a firm of a kind settles: in a park of some uses, by a port, in a village, in town, beside a road. */
export type Settling = 'park' | 'port' | 'village' | 'town' | 'road' | 'mine';

/** What a firm, place or facility does: chooses the hazards found there. */
export type Profile =
  | 'chemical' | 'fuel' | 'mine' | 'cold' | 'seafood' | 'ship' | 'machinery' | 'stone' | 'textile' | 'plastic' | 'wood' | 'cement' | 'food'
  | 'casting' | 'transport' | 'builder' | 'office' | 'shop' | 'fishing' | 'alcohol' | 'solar' | 'restaurant' | 'inn' | 'leisure' | 'medical'
  | 'school' | 'care' | 'market' | 'highrise' | 'glass' | 'dorm' | 'pipeline' | 'gas-station' | 'gas-user' | 'site' | 'turbine' | 'offshore' | 'port' | 'road';

export interface FirmKind {
  readonly id: string;
  readonly profile: Profile;
  /** Firms of this kind in every 6,000. */
  readonly count: number;
  readonly sectorCode: string;
  readonly placeTypeCode: string;
  /** Class of GB/T 4754 (four digits with letter). */
  readonly industryCode: string;
  readonly settling: Settling;
  readonly uses: readonly ParkUse[];
  /** Middle of the head count; single firms spread over a factor of three. */
  readonly employees: number;
  /** Words between brand and legal form. */
  readonly trades: readonly string[];
  readonly legalForms: readonly string[];
  /** Risk classes 1 to 4 in parts of a hundred. */
  readonly risk: readonly [number, number, number, number];
}

const company = ['有限公司', '有限公司', '有限公司', '股份有限公司', '有限责任公司'];
const small = ['有限公司', '加工厂', '加工厂', '厂', '经营部'];
const trade = ['有限公司', '商行', '经营部', '商贸有限公司', '店'];

type KindLine = readonly [string, Profile, number, string, string, string, Settling, readonly ParkUse[], number, string, readonly string[], readonly [number, number, number, number]];

const kindLines: readonly KindLine[] = [
  ['chemical-plant', 'chemical', 52, 'SEC-CHEM', 'PLC-CHEM', 'C2614', 'park', ['chemical'], 90, '化工 精细化工 新材料 涂料 树脂 海藻化工 溶剂', company, [30, 45, 20, 5]],
  ['fuel-station', 'fuel', 64, 'SEC-CHEM', 'PLC-OTH', 'F5265', 'road', [], 9, '加油站 第二加油站 海上加油服务 能源', ['', '', '有限公司'], [2, 30, 58, 10]],
  ['chemical-trade', 'chemical', 34, 'SEC-CHEM', 'PLC-OTH', 'F5169', 'park', ['chemical', 'logistics'], 12, '化工贸易 气体 危险品储运 试剂', company, [5, 35, 50, 10]],
  ['mine', 'mine', 26, 'SEC-MINE', 'PLC-MINE', 'B1012', 'mine', [], 36, '采石场 矿业 花岗石矿 建材矿', ['有限公司', '', '有限责任公司'], [12, 40, 40, 8]],
  ['cold-store', 'cold', 92, 'SEC-INDU', 'PLC-COLD', 'G5930', 'park', ['cold', 'seafood'], 32, '冷藏 冷链 冷冻食品 制冰 冷储', company, [9, 38, 43, 10]],
  ['port-ice', 'cold', 34, 'SEC-INDU', 'PLC-COLD', 'G5930', 'port', [], 16, '制冰厂 冷库 渔需冷藏', ['', '有限公司'], [5, 35, 48, 12]],
  ['seafood-plant', 'seafood', 240, 'SEC-INDU', 'PLC-LABOR', 'C1361', 'park', ['seafood', 'cold', 'general'], 120, '水产 海洋食品 海产品 食品 水产冷冻 海带食品 鱿鱼制品', company, [3, 27, 55, 15]],
  ['seafood-small', 'seafood', 180, 'SEC-INDU', 'PLC-OTH', 'C1362', 'village', [], 22, '水产品 海米 鱼干 海带 贝类 虾皮', small, [0, 12, 58, 30]],
  ['fish-meal', 'seafood', 28, 'SEC-INDU', 'PLC-OTH', 'C1363', 'port', [], 28, '鱼粉 饲料 鱼油', company, [4, 38, 48, 10]],
  ['shipyard', 'ship', 96, 'SEC-INDU', 'PLC-OTH', 'C3731', 'park', ['shipyard'], 60, '船舶修造 船业 船舶工程 渔船修理 玻璃钢船艇 船舶配件', company, [3, 30, 55, 12]],
  ['machinery', 'machinery', 430, 'SEC-INDU', 'PLC-OTH', 'C3484', 'park', ['machinery', 'general'], 48, '机械 机电设备 汽车配件 精密制造 轴承 液压 模具 食品机械 钢结构', company, [0, 10, 58, 32]],
  ['machinery-small', 'machinery', 220, 'SEC-INDU', 'PLC-OTH', 'C3311', 'village', [], 10, '机械加工 五金 铆焊 电机修理 钢构', small, [0, 6, 54, 40]],
  ['stone', 'stone', 240, 'SEC-INDU', 'PLC-OTH', 'C3032', 'park', ['stone'], 20, '石材 石业 花岗岩 石艺 石材工艺', [...company, ...small], [0, 10, 58, 32]],
  ['textile', 'textile', 190, 'SEC-INDU', 'PLC-LABOR', 'C1819', 'park', ['textile', 'general'], 85, '服装 制衣 针织 渔网 绳网 家纺 帽业', company, [0, 14, 60, 26]],
  ['textile-small', 'textile', 120, 'SEC-INDU', 'PLC-OTH', 'C1789', 'village', [], 18, '服装加工 渔具 网具 绣品 手套', small, [0, 8, 56, 36]],
  ['plastic', 'plastic', 150, 'SEC-INDU', 'PLC-OTH', 'C2929', 'park', ['general', 'machinery'], 30, '塑料 橡塑 泡沫包装 浮球 塑业 保温材料', company, [1, 20, 58, 21]],
  ['plastic-small', 'plastic', 90, 'SEC-INDU', 'PLC-OTH', 'C2924', 'village', [], 11, '泡沫箱 塑料制品 包装', small, [0, 18, 58, 24]],
  ['wood', 'wood', 130, 'SEC-INDU', 'PLC-OTH', 'C2110', 'village', [], 14, '木业 家具 木制品 托盘 门业', small, [1, 20, 58, 21]],
  ['cement', 'cement', 86, 'SEC-INDU', 'PLC-OTH', 'C3021', 'park', ['general', 'stone'], 34, '混凝土 水泥制品 建材 新型墙材', company, [0, 18, 60, 22]],
  ['food', 'food', 130, 'SEC-INDU', 'PLC-LABOR', 'C1499', 'park', ['general', 'seafood'], 44, '食品 花生制品 粮油 面业 调味品 海藻食品 饮品', company, [1, 18, 58, 23]],
  ['casting', 'casting', 92, 'SEC-INDU', 'PLC-OTH', 'C3391', 'park', ['machinery', 'general'], 38, '铸造 金属制品 电镀 热处理 铝业 喷涂', company, [6, 32, 50, 12]],
  ['workshop', 'machinery', 330, 'SEC-INDU', 'PLC-OTH', 'C4190', 'village', [], 8, '加工 制品 工艺品 包装 印刷 钓具 电子配件', small, [0, 6, 52, 42]],
  ['storage', 'office', 110, 'SEC-COMM', 'PLC-OTH', 'G5990', 'park', ['logistics', 'general', 'cold'], 14, '仓储 物流仓储 供应链', company, [0, 14, 60, 26]],
  ['transport', 'transport', 240, 'SEC-ROAD', 'PLC-OTH', 'G5431', 'park', ['logistics', 'general', 'stone'], 26, '物流 运输 货运 汽车运输 危货运输 客运', company, [2, 22, 54, 22]],
  ['repair', 'transport', 130, 'SEC-ROAD', 'PLC-OTH', 'O8111', 'road', [], 7, '汽车维修 汽修 汽车服务 轮胎', small, [0, 6, 54, 40]],
  ['builder', 'builder', 170, 'SEC-CONS', 'PLC-OTH', 'E4710', 'town', [], 42, '建筑工程 建设 装饰工程 市政工程 安装工程 园林', company, [0, 6, 44, 50]],
  ['fishing-firm', 'fishing', 150, 'SEC-FISH', 'PLC-OTH', 'A0421', 'port', [], 24, '渔业 远洋渔业 捕捞 海洋捕捞 渔业服务', [...company, '专业合作社'], [0, 22, 56, 22]],
  ['aquafarm', 'fishing', 150, 'SEC-FISH', 'PLC-OTH', 'A0411', 'village', [], 14, '水产养殖 育苗 海珍品 海洋牧场 海带养殖', ['有限公司', '专业合作社', '养殖场'], [0, 10, 56, 34]],
  ['alcohol-fuel', 'alcohol', 16, 'SEC-ALCO', 'PLC-OTH', 'F5169', 'road', [], 6, '醇基燃料 新能源燃料 生物燃料', ['有限公司', '经营部'], [6, 52, 38, 4]],
  ['solar', 'solar', 26, 'SEC-ENER', 'PLC-OTH', 'D4416', 'village', [], 8, '光伏发电 新能源 光伏电站', company, [0, 8, 62, 30]],
  ['lift', 'office', 34, 'SEC-SPEQ', 'PLC-OTH', 'O8129', 'town', [], 16, '电梯 特种设备检修 锅炉服务', company, [0, 10, 50, 40]],
  ['power', 'office', 24, 'SEC-POWER', 'PLC-OTH', 'D4420', 'town', [], 20, '电力工程 供电服务 电力安装', company, [0, 18, 56, 26]],
  ['water', 'office', 22, 'SEC-HYDRO', 'PLC-OTH', 'D4610', 'road', [], 18, '供水 污水处理 水利工程', company, [0, 22, 56, 22]],
  ['tourism', 'inn', 86, 'SEC-TOUR', 'PLC-OTH', 'N7861', 'town', [], 24, '旅游开发 景区管理 海上观光 民宿管理', company, [0, 10, 56, 34]],
  ['commerce', 'shop', 920, 'SEC-COMM', 'PLC-OTH', 'F5219', 'town', [], 5, '商贸 百货 五金 建材 电器 烟酒 渔需 粮油 服饰 家居 农资 数码', trade, [0, 1, 29, 70]],
  ['service', 'office', 609, 'SEC-COMM', 'PLC-OTH', 'L7299', 'town', [], 8, '信息科技 企业服务 文化传媒 劳务 物业 咨询 贸易 进出口 检测', ['有限公司', '有限公司', '服务中心', '工作室'], [0, 1, 24, 75]],
  ['village-trade', 'shop', 259, 'SEC-COMM', 'PLC-OTH', 'F5213', 'village', [], 3, '农资 超市 便民店 渔具 修理 收购', ['店', '经营部', '合作社'], [0, 2, 36, 62]],
];

/** The kinds of firms; their counts add up to 6,000. */
export const firmKinds: readonly FirmKind[] = kindLines.map(
  ([id, profile, count, sectorCode, placeTypeCode, industryCode, settling, uses, employees, trades, legalForms, risk]) => ({
    id, profile, count, sectorCode, placeTypeCode, industryCode, settling, uses, employees, trades: trades.split(' '), legalForms, risk,
  }),
);

/** Firms at scale 1. */
export const firmsPerScale = 6_000;
