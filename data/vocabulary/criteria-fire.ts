// When is a fire hazard a major one? GB 35181 in the edition of 2017 (to 2025-10-31) and of 2025 (since 2025-11-01), restated.
import { clausesOf } from './criteria-clause.ts';

const crowded = ['SEC-FIRE', 'SEC-MED', 'SEC-CARE', 'SEC-EDU', 'SEC-COMM', 'SEC-TOUR'];
const direct = '直接判定要素';

/** The factor list of 2017 is restated from knowledge and was not re-read: every row is to be verified. */
const edition2017 = clausesOf('HZ17', 'HZ17', ['SEC-FIRE'], [
  ['1', direct, '易燃易爆危险品的生产、储存、装卸场所未设在城市边缘或相对独立的安全地带。', 'Plant, store or loading place of dangerous goods neither at the edge of town nor set apart.', ['HK-DIST', 'HK-STORE'], 'K', ['SEC-FIRE', 'SEC-CHEM']],
  ['2', direct, '易燃易爆场所与人员密集场所、居住场所同在一栋建筑，或间距小于规定值的75%。', 'Dangerous goods in one building with crowded places or dwellings, or at less than 75 % of the required distance.', ['HK-DIST', 'HK-3IN1'], 'K', ['SEC-FIRE', 'SEC-CHEM', 'SEC-INDU']],
  ['3', direct, '城市建成区内加油加气站的储量达到或超过一级站。', 'Filling station in the built-up area with the stock of class 1 or more.', ['HK-STORE', 'HK-DIST'], 'K', ['SEC-FIRE', 'SEC-CHEM', 'SEC-GAS']],
  ['4', direct, '甲、乙类厂房、仓库设在地下、半地下。', 'Class A or B production or store in a basement.', ['HK-STORE', 'HK-STRUCT'], 'K', ['SEC-FIRE', 'SEC-CHEM', 'SEC-INDU']],
  ['5', direct, '公共娱乐场所、商店、地下人员密集场所的安全出口不足，或总宽度小于规定值的80%。', 'Entertainment venue, shop or crowded basement with too few exits, or under 80 % of the required width.', ['HK-EXIT'], 'K', crowded],
  ['6', direct, '旅馆、公共娱乐场所、商店、地下人员密集场所未按规定设自动喷水灭火或火灾报警系统。', 'Hotel, entertainment venue, shop or crowded basement without the required sprinkler or fire alarm.', ['HK-FIREEQ'], 'K', crowded],
  ['7', direct, '易燃可燃液体、可燃气体储罐区未按规定设固定灭火、冷却、报警等设施。', 'Tank area of flammable liquid or gas without the required fixed systems.', ['HK-FIREEQ', 'HK-GASDET'], 'K', ['SEC-FIRE', 'SEC-CHEM', 'SEC-GAS']],
  ['8', direct, '在人员密集场所违规使用、储存、销售易燃易爆危险品。', 'Dangerous goods used, stored or sold in crowded places.', ['HK-STORE'], 'K', crowded],
  ['9', direct, '托儿所、幼儿园、老年人活动场所所在楼层不符合规定。', 'Nursery, kindergarten or rooms for the elderly on a floor where they must not be.', ['HK-STRUCT'], 'K', ['SEC-FIRE', 'SEC-EDU', 'SEC-CARE']],
  ['10', direct, '人员密集场所的居住用房采用燃烧性能低于A级的夹芯板搭建。', 'Living quarters in crowded places built of sandwich panel below class A.', ['HK-INSUL', 'HK-3IN1'], 'K', [...crowded, 'SEC-INDU']],
  ['C', '综合判定', '多项综合判定要素叠加达到规定数量；记录要素数量，不只记“是”或“否”。', 'Several combined factors reach the number set; record how many, not just yes or no.', ['HK-FIREEQ', 'HK-EXIT', 'HK-INSUL'], 'K', [...crowded, 'SEC-INDU']],
]);

/** Structure and list of changes were read; the factors themselves were not, so the two chapters stand for them. */
const edition2025 = clausesOf('HZ25', 'HZ25', [...crowded, 'SEC-INDU'], [
  ['5', '第5章 直接判定', '符合第5章任一直接判定要素（要素原文待查）。', 'Meets any direct factor of chapter 5 (look up the factor in the original).', ['HK-EXIT', 'HK-FIREEQ', 'HK-STORE', 'HK-3IN1'], 'V'],
  ['6', '第6章 综合判定', '按第6章综合判定达到规定的要素数量；附录A说明报警、固定灭火系统何为“不能正常运行”。', 'Reaches the number of factors set in chapter 6; annex A says when alarm and fixed systems count as not working.', ['HK-FIREEQ', 'HK-EXIT', 'HK-INSUL'], 'V'],
]);

export const fireClauses = [...edition2017, ...edition2025];
