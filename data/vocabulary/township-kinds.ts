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
    ['TWN-Q', '功能区、开发区', 'Development zone', 'SEED'],
    ['TWN-I', '海岛', 'Island unit', 'D'],
    ['TWN-C', '市', 'City', 'D'],
  ]),
};
