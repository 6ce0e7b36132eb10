// What kind of territorial unit (块) is it?
import { type CodeList, entriesOf } from './code-list.ts';

export const townshipKinds: CodeList = {
  id: 'township-kinds',
  zh: '镇街类别',
  en: 'Township kind',
  entries: entriesOf([
    ['TWN-Z', '镇', 'Town', 'SEED'],
    ['TWN-X', '乡', 'Township', 'D'],
    ['TWN-J', '街道', 'Subdistrict', 'SEED'],
    ['TWN-Q', '功能区、开发区', 'Zone', 'SEED', { noteZh: '讲话中“镇区街道”的“区”。', noteEn: 'Functional or development zone: the “zone” of the phrase “towns, zones and subdistricts”.' }],
    ['TWN-I', '海岛', 'Island unit', 'D'],
    ['TWN-C', '全市', 'Whole city', 'D', { noteZh: '县级市本级，是各镇区街道的上级。', noteEn: 'The county-level city itself, parent of all the others.' }],
  ]),
};
