// What kind of place is it? The high-risk places the campaign names, and those the map needs beside them.
import { type CodeList, type CodeRow, entriesOf } from './code-list.ts';

/** Size limits of the nine small places differ by city; these are one Shandong definition, second-hand, so configuration rather than rule. */
const nineSmallSource = '山东一地“九小场所”口径（二手资料）/ one Shandong definition, second-hand';

function nineSmall(code: string, zh: string, en: string, limitZh?: string, limitEn?: string): CodeRow {
  const more = limitZh === undefined || limitEn === undefined ? {} : { noteZh: `参考口径：${limitZh}；各地不一，阈值可配置。`, noteEn: `Reference: ${limitEn}; differs by city, the limit is configuration.`, source: nineSmallSource };
  return [`PLC-9S-${code}`, zh, en, 'V2', { parent: 'PLC-9S', ...more }];
}

export const placeTypes: CodeList = {
  id: 'place-types',
  zh: '场所类型',
  en: 'Place type',
  entries: entriesOf([
    ['PLC-MED', '医疗机构', 'Medical institution', 'SEED', { noteZh: '医院、卫生院等；30张床位以下的诊所归入小医院。', noteEn: 'Hospitals and health centres; clinics of up to 30 beds count as small hospitals.' }],
    ['PLC-RENTFAC', '分租式厂房', 'Multi-tenant rented factory', 'SEED', { noteZh: '同一栋厂房按层或按间出租给两家以上单位。', noteEn: 'One factory building let by floor or room to two or more units.' }],
    ['PLC-FIF', '厂中厂', 'Factory within a factory', 'SEED', { noteZh: '同一厂区内以租赁形式存在两家以上生产经营单位；各地口径不一。', noteEn: 'Two or more production or business units inside one plant by lease; wording differs by city.', source: '衡阳2023、如东等地口径（二手资料）/ Hengyang 2023, Rudong, second-hand' }],
    ['PLC-LABOR', '劳动密集型企业', 'Labour-intensive enterprise', 'SEED', { noteZh: '其生产加工车间和员工集体宿舍属于人员密集场所。', noteEn: 'Its workshops and staff dormitories are crowded places in law.', source: '《消防法》第七十三条 (Fire Protection Law, art. 73)' }],
    ['PLC-MALL', '商场市场', 'Mall or market', 'SEED'],
    ['PLC-ENT', '娱乐场所', 'Entertainment venue', 'SEED'],
    ['PLC-COMPLEX', '大型综合体', 'Large commercial complex', 'SEED', { noteZh: '参考口径：总建筑面积不小于5万平方米（待核，可配置）。', noteEn: 'Reference: total floor area of at least 50,000 m² (to be verified, configurable).' }],
    ['PLC-9S', '九小场所', 'Nine small places', 'SEED', { noteZh: '九类小型经营场所的统称，各地定义不一；子类的面积、床位等阈值是配置，不是规定。', noteEn: 'Nine kinds of small premises taken together. Definitions differ by city; the limits under each kind are configuration, not rule.' }],
    nineSmall('SCH', '小学校、幼儿园', 'Small school or kindergarten', '寄宿50张床位以下或走读500人以下', 'up to 50 boarding beds or 500 day pupils'),
    nineSmall('HOS', '小医院、诊所', 'Small hospital or clinic', '30张床位以下', 'up to 30 beds'),
    nineSmall('SHOP', '小商店', 'Small shop', '300平方米以下；经营易燃易爆危险品的100平方米以下', 'up to 300 m²; 100 m² where dangerous goods are sold'),
    nineSmall('FOOD', '小餐饮', 'Small restaurant', '100个餐位以下', 'up to 100 seats'),
    nineSmall('INN', '小旅馆', 'Small inn', '50张床位以下', 'up to 50 beds'),
    nineSmall('KTV', '小歌舞娱乐', 'Small karaoke or dance venue', '设在一至三层，200平方米以下', 'on floors 1 to 3, up to 200 m²'),
    nineSmall('NET', '小网吧', 'Small internet café'),
    nineSmall('SPA', '小美容洗浴', 'Small beauty or bath house', '200平方米以下（休闲场所）', 'up to 200 m² (leisure premises)'),
    nineSmall('WORK', '小生产加工', 'Small workshop'),
    ['PLC-HIGH', '高层建筑', 'High-rise building', 'SEED'],
    ['PLC-SCH', '学校', 'School', 'SEED'],
    ['PLC-CARE', '养老院', 'Care home', 'SEED'],
    ['PLC-REST', '餐饮场所', 'Restaurant', 'SEED', { noteZh: '使用燃气或醇基燃料的餐饮用户。', noteEn: 'Restaurants that use gas or alcohol-based fuel.' }],
    ['PLC-SITE', '建筑工地', 'Construction site', 'SEED'],
    ['PLC-MINE', '矿山', 'Mine', 'SEED'],
    ['PLC-CHEM', '化工厂、罐区', 'Chemical plant or tank farm', 'D'],
    ['PLC-GASST', '燃气场站', 'Town-gas facility', 'D', { noteZh: '门站、储配站、气化站、瓶装供应站等，不含车用加油站。', noteEn: 'City gates, storage, vaporising and cylinder supply stations; no petrol stations.' }],
    ['PLC-PORT', '渔港、码头', 'Fishing port or quay', 'D'],
    ['PLC-OWF', '海上风场', 'Offshore wind farm', 'SEED'],
    ['PLC-GLASS', '玻璃栈桥', 'Glass walkway', 'SEED'],
    ['PLC-COLD', '冷库', 'Cold store', 'SEED', { noteZh: '含停用、废弃冷库。', noteEn: 'Disused and abandoned ones included.' }],
    ['PLC-ROADSEG', '隐患路段', 'Hazardous road section', 'SEED'],
    ['PLC-DORM', '集体宿舍', 'Staff dormitory', 'V', { source: '《消防法》第七十三条 (Fire Protection Law, art. 73)' }],
    ['PLC-WIND', '陆上风电场', 'Onshore wind farm', 'D'],
    ['PLC-OTH', '其他', 'Other', 'D'],
  ]),
};
