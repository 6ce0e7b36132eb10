// Which sectors (行业领域) is safety work divided into? The trades of the campaign and the new ones it names.
import { type CodeList, entriesOf } from './code-list.ts';

export const sectors: CodeList = {
  id: 'sectors',
  zh: '行业领域',
  en: 'Sector',
  entries: entriesOf([
    ['SEC-MINE', '非煤矿山', 'Non-coal mines', 'SEED', { noteZh: '金属非金属地下矿山、露天矿山和尾矿库；不含煤矿。', noteEn: 'Metal and non-metal mines, underground and open pit, and tailings ponds; no coal mines.' }],
    ['SEC-CHEM', '危险化学品', 'Hazardous chemicals', 'SEED', { noteZh: '危险化学品的生产、储存、经营和使用；城镇燃气另列。', noteEn: 'Making, storing, trading and using hazardous chemicals; town gas is a sector of its own.' }],
    ['SEC-ROAD', '道路交通运输', 'Road transport', 'SEED', { noteZh: '客货运输车辆、校车、农村面包车和道路隐患路段。', noteEn: 'Passenger and freight vehicles, school buses, rural minivans and hazardous road sections.' }],
    ['SEC-WATER', '水上交通', 'Waterborne transport', 'V2', { noteZh: '客船、货船和码头；渔业船舶另列。', noteEn: 'Passenger and cargo vessels and their terminals; fishing vessels are a sector of their own.' }],
    ['SEC-CONS', '建筑施工', 'Construction', 'SEED', { noteZh: '房屋市政、公路、铁路、水运、电力、水利工程的施工现场。', noteEn: 'Sites of building, municipal, highway, railway, water-transport, power and water works.' }],
    ['SEC-FIRE', '消防', 'Fire safety', 'SEED', { noteZh: '高层建筑、大型综合体、娱乐场所等的消防安全。', noteEn: 'Fire safety of high-rise buildings, complexes, entertainment venues and the like.' }],
    ['SEC-GAS', '城镇燃气', 'Town gas', 'SEED', { noteZh: '管道天然气和瓶装液化石油气的经营与使用。', noteEn: 'Supply and use of piped natural gas and bottled LPG.' }],
    ['SEC-FISH', '渔业船舶', 'Fishing vessels', 'SEED', { noteZh: '捕捞、养殖、辅助渔船和渔港。', noteEn: 'Fishing, farming and auxiliary vessels, and fishing ports.' }],
    ['SEC-INDU', '工贸', 'Industry and trade', 'SEED', { noteZh: '冶金、有色、建材、机械、轻工、纺织、烟草、商贸等行业。', noteEn: 'Metallurgy, non-ferrous metals, building materials, machinery, light industry, textiles, tobacco, commerce.' }],
    ['SEC-ENER', '清洁能源（风电、光伏）', 'Clean energy (wind, solar)', 'SEED', { noteZh: '陆上风电和光伏；海上风电另列。', noteEn: 'Onshore wind and solar power; offshore wind is a sector of its own.' }],
    ['SEC-OWF', '海上风电', 'Offshore wind', 'SEED', { noteZh: '海上风电的施工、运行和维护。', noteEn: 'Building, running and maintaining offshore wind farms.' }],
    ['SEC-ALCO', '醇基燃料', 'Alcohol-based fuel', 'SEED', { noteZh: '醇基燃料的供应商和餐饮等用户。', noteEn: 'Suppliers of alcohol-based fuel, and restaurants and others that burn it.' }],
    ['SEC-TOUR', '文旅（玻璃栈桥等）', 'Tourism (glass walkways etc.)', 'SEED', { noteZh: '景区和玻璃栈桥等高风险游乐项目。', noteEn: 'Scenic areas and high-risk attractions such as glass walkways.' }],
    ['SEC-MED', '医疗', 'Health care', 'D'],
    ['SEC-CARE', '养老', 'Elderly care', 'D'],
    ['SEC-EDU', '教育', 'Education', 'D'],
    ['SEC-COMM', '商贸', 'Commerce', 'D', { noteZh: '重大隐患按《工贸企业重大事故隐患判定标准》第三条及适用的专项条款判定，该标准没有商贸专条。', noteEn: 'Major hazards are judged by article 3 of the industry-and-trade criteria and any special article that fits; those criteria have no article of their own for commerce.' }],
    ['SEC-SPEQ', '特种设备', 'Special equipment', 'D', { noteZh: '锅炉、压力容器、压力管道、电梯、起重机械等。', noteEn: 'Boilers, pressure vessels and pipes, lifts, cranes and the like.' }],
    ['SEC-POWER', '电力', 'Electric power', 'D'],
    ['SEC-HYDRO', '水利', 'Water works', 'D'],
    ['SEC-OTH', '其他', 'Other', 'D'],
  ]),
};
