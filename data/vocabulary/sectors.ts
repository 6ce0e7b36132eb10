// Which sectors (行业领域) is safety work divided into? The trades of the campaign and the new ones it names.
import { type CodeList, entriesOf } from './code-list.ts';

export const sectors: CodeList = {
  id: 'sectors',
  zh: '行业领域',
  en: 'Sector',
  entries: entriesOf([
    ['SEC-MINE', '非煤矿山', 'Non-coal mines', 'SEED'],
    ['SEC-CHEM', '危险化学品', 'Hazardous chemicals', 'SEED'],
    ['SEC-ROAD', '道路交通运输', 'Road transport', 'SEED'],
    ['SEC-WATER', '水上交通', 'Waterborne transport', 'V2'],
    ['SEC-CONS', '建筑施工', 'Construction', 'SEED'],
    ['SEC-FIRE', '消防', 'Fire safety', 'SEED'],
    ['SEC-GAS', '城镇燃气', 'Town gas', 'SEED'],
    ['SEC-FISH', '渔业船舶', 'Fishing vessels', 'SEED'],
    ['SEC-INDU', '工贸', 'Industry and trade', 'SEED'],
    ['SEC-ENER', '清洁能源（风电、光伏）', 'Clean energy (wind, solar)', 'SEED'],
    ['SEC-OWF', '海上风电', 'Offshore wind', 'SEED'],
    ['SEC-ALCO', '醇基燃料', 'Alcohol-based fuel', 'SEED'],
    ['SEC-TOUR', '文旅（玻璃栈桥等）', 'Tourism (glass walkways etc.)', 'SEED'],
    ['SEC-MED', '医疗', 'Health care', 'D'],
    ['SEC-CARE', '养老', 'Elderly care', 'D'],
    ['SEC-EDU', '教育', 'Education', 'D'],
    ['SEC-COMM', '商贸', 'Commerce', 'D'],
    ['SEC-SPEQ', '特种设备', 'Special equipment', 'D'],
    ['SEC-POWER', '电力', 'Electric power', 'D'],
    ['SEC-HYDRO', '水利', 'Water works', 'D'],
    ['SEC-OTH', '其他', 'Other', 'D'],
  ]),
};
