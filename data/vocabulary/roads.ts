// Which classes has the road network?
import { type CodeList, entriesOf } from './code-list.ts';

export const roadClasses: CodeList = {
  id: 'road-classes',
  zh: '道路等级',
  en: 'Road class',
  entries: entriesOf([
    ['motorway', '高速公路', 'Motorway', 'D'],
    ['national', '国道', 'National road', 'D'],
    ['provincial', '省道', 'Provincial road', 'D'],
    ['county', '县道', 'County road', 'D'],
    ['township', '乡道', 'Township road', 'D'],
    ['street', '城市道路', 'Urban street', 'D'],
  ]),
};
