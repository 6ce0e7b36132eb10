// Which kinds of public places has the city, how many of each, and where do they lie?
import type { Profile } from './firm-kinds.ts';

export interface PlaceKind {
  readonly id: string;
  readonly profile: Profile;
  /** Places of this kind in every 9,000. */
  readonly count: number;
  readonly placeTypeCode: string;
  readonly sectorCode: string;
  readonly names: readonly string[];
  /** `shop` names are brands; `civic` names carry the township or village. */
  readonly naming: 'shop' | 'civic' | 'scenic';
  /** Share that lies in towns; the rest in villages. `shore` kinds lie near the sea. */
  readonly townShare: number;
  readonly shore: boolean;
  /** Middle of the floor area, square metres. */
  readonly floorArea: number;
  readonly storeys: readonly [number, number];
  readonly capacity: number;
  readonly beds: number;
  /** Shares that use piped or bottled gas, and alcohol fuel. */
  readonly gas: number;
  readonly alcohol: number;
  readonly risk: readonly [number, number, number, number];
}

type PlaceLine = readonly [
  string, Profile, number, string, string, string, PlaceKind['naming'], number, boolean, number, readonly [number, number], number, number, number, number, readonly [number, number, number, number],
];

const lines: readonly PlaceLine[] = [
  ['hospital', 'medical', 14, 'PLC-MED', 'SEC-MED', '中心医院 人民医院 康复医院 中医院', 'civic', 1, false, 14_000, [4, 14], 900, 220, 0.9, 0, [14, 66, 20, 0]],
  ['health-centre', 'medical', 26, 'PLC-MED', 'SEC-MED', '卫生院 社区卫生服务中心', 'civic', 0.75, false, 2_600, [2, 5], 180, 40, 0.6, 0, [0, 34, 60, 6]],
  ['clinic', 'medical', 410, 'PLC-9S-HOS', 'SEC-MED', '诊所 卫生室 口腔诊所 中医诊所', 'shop', 0.48, false, 110, [1, 2], 20, 4, 0.05, 0, [0, 1, 35, 64]],
  ['school', 'school', 96, 'PLC-SCH', 'SEC-EDU', '小学 初级中学 中心小学 实验学校 高级中学', 'civic', 0.72, false, 9_000, [3, 5], 1_100, 0, 0.85, 0, [2, 38, 56, 4]],
  ['kindergarten', 'school', 178, 'PLC-9S-SCH', 'SEC-EDU', '幼儿园 托育园 中心幼儿园', 'civic', 0.62, false, 1_300, [1, 3], 180, 0, 0.8, 0, [1, 24, 64, 11]],
  ['care-home', 'care', 44, 'PLC-CARE', 'SEC-CARE', '敬老院 养老服务中心 老年公寓 颐养院', 'civic', 0.55, false, 2_800, [1, 5], 120, 96, 0.82, 0.02, [6, 54, 38, 2]],
  ['mall', 'market', 20, 'PLC-MALL', 'SEC-COMM', '购物广场 百货大楼 购物中心', 'shop', 1, false, 16_000, [3, 6], 3_200, 0, 0.8, 0, [4, 60, 36, 0]],
  ['market', 'market', 62, 'PLC-MALL', 'SEC-COMM', '农贸市场 水产品批发市场 建材市场 综合市场 渔具市场', 'civic', 0.8, false, 4_800, [1, 3], 900, 0, 0.4, 0.01, [2, 40, 54, 4]],
  ['complex', 'market', 7, 'PLC-COMPLEX', 'SEC-COMM', '城市广场 海岸天地 环球汇', 'shop', 1, false, 72_000, [5, 9], 9_000, 0, 1, 0, [30, 66, 4, 0]],
  ['entertainment', 'leisure', 108, 'PLC-ENT', 'SEC-TOUR', '歌舞厅 量贩歌城 剧本社 影城 酒吧 温泉洗浴', 'shop', 0.93, false, 1_250, [1, 4], 260, 0, 0.3, 0, [3, 46, 48, 3]],
  ['highrise', 'highrise', 148, 'PLC-HIGH', 'SEC-FIRE', '大厦 海景公寓 花园小区1号楼 商务中心 海岸城3号楼', 'shop', 1, false, 15_000, [11, 33], 420, 0, 0.85, 0, [1, 38, 56, 5]],
  ['glass', 'glass', 3, 'PLC-GLASS', 'SEC-TOUR', '玻璃栈桥 悬崖玻璃观景台 玻璃水滑道', 'scenic', 0, true, 400, [1, 1], 300, 0, 0, 0, [10, 80, 10, 0]],
  ['scenic', 'leisure', 24, 'PLC-OTH', 'SEC-TOUR', '海滨浴场 滨海景区 海上乐园 渔家文化园', 'scenic', 0, true, 3_200, [1, 2], 1_600, 0, 0.3, 0.02, [1, 30, 60, 9]],
  ['restaurant', 'restaurant', 402, 'PLC-REST', 'SEC-COMM', '海鲜酒楼 大酒店 渔家宴 火锅城 烧烤城 宴会厅', 'shop', 0.72, false, 620, [1, 3], 160, 0, 0.86, 0.09, [0, 16, 68, 16]],
  ['small-food', 'restaurant', 2_210, 'PLC-9S-FOOD', 'SEC-COMM', '面馆 饺子馆 快餐店 海鲜小馆 烧烤店 包子铺 早餐店 麻辣烫 羊汤馆 小炒店', 'shop', 0.73, false, 85, [1, 2], 36, 0, 0.83, 0.11, [0, 2, 48, 50]],
  ['small-shop', 'shop', 2_960, 'PLC-9S-SHOP', 'SEC-COMM', '超市 便利店 五金店 服装店 水果店 烟酒店 渔具店 文具店 药店 手机店 理货店 粮油店', 'shop', 0.66, false, 95, [1, 2], 24, 0, 0.02, 0, [0, 0, 28, 72]],
  ['inn', 'inn', 640, 'PLC-9S-INN', 'SEC-TOUR', '渔家乐 民宿 宾馆 旅馆 客栈 海景民宿', 'shop', 0.4, true, 420, [2, 4], 46, 24, 0.55, 0.03, [0, 8, 64, 28]],
  ['small-ktv', 'leisure', 118, 'PLC-9S-KTV', 'SEC-TOUR', '歌吧 练歌房 清吧 棋牌室', 'shop', 0.88, false, 170, [1, 3], 56, 0, 0.05, 0, [0, 20, 66, 14]],
  ['net', 'leisure', 70, 'PLC-9S-NET', 'SEC-TOUR', '网咖 网吧 电竞馆', 'shop', 0.95, false, 240, [1, 3], 80, 0, 0, 0, [0, 8, 70, 22]],
  ['spa', 'leisure', 560, 'PLC-9S-SPA', 'SEC-COMM', '理发店 美容院 浴池 足浴店 美甲店', 'shop', 0.8, false, 120, [1, 2], 22, 0, 0.06, 0, [0, 3, 47, 50]],
  ['small-work', 'machinery', 512, 'PLC-9S-WORK', 'SEC-INDU', '豆腐坊 面食加工坊 裁缝铺 家具作坊 铝合金门窗店 渔网修补铺 广告制作部 电焊铺', 'shop', 0.42, false, 130, [1, 2], 8, 0, 0.12, 0.02, [0, 10, 60, 30]],
  ['dormitory', 'dorm', 96, 'PLC-DORM', 'SEC-FIRE', '职工宿舍 员工公寓 船员公寓', 'civic', 0.55, false, 1_700, [2, 6], 170, 160, 0.3, 0, [1, 36, 58, 5]],
  ['hall', 'highrise', 292, 'PLC-OTH', 'SEC-OTH', '文化活动中心 便民服务中心 体育馆 幸福食堂 邻里中心', 'civic', 0.42, false, 520, [1, 3], 120, 0, 0.3, 0, [0, 4, 46, 50]],
];

/** The kinds of public places; their counts add up to 9,000. */
export const placeKinds: readonly PlaceKind[] = lines.map(
  ([id, profile, count, placeTypeCode, sectorCode, names, naming, townShare, shore, floorArea, storeys, capacity, beds, gas, alcohol, risk]) => ({
    id, profile, count, placeTypeCode, sectorCode, names: names.split(' '), naming, townShare, shore, floorArea, storeys, capacity, beds, gas, alcohol, risk,
  }),
);

/** Public places at scale 1. */
export const placesPerScale = 9_000;
