// Which classes has the road network?
import { type CodeList, entriesOf } from './code-list.ts';

export const roadClasses: CodeList = {
  id: 'road-classes',
  zh: '道路等级',
  en: 'Road class',
  entries: entriesOf([
    ['motorway', '高速公路', 'Expressway', 'K'],
    ['national', '国道', 'National road', 'K'],
    ['provincial', '省道', 'Provincial road', 'K'],
    ['county', '县道', 'County road', 'K'],
    ['township', '乡道', 'Township road', 'K'],
    ['street', '城市道路', 'Urban street', 'K'],
    ['access', '专用道路', 'Access road', 'D', { noteZh: '通往园区、渔港、矿山的道路。', noteEn: 'Road that leads to a park, fishing port or mine.' }],
  ]),
};
