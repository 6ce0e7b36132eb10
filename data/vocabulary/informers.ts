// By which way does a tip of the public come in?
import { type CodeList, entriesOf } from './code-list.ts';

export const informerChannels: CodeList = {
  id: 'informer-channels',
  zh: '举报渠道',
  en: 'Channel of a public tip',
  entries: entriesOf([
    ['CH-12350', '12350 举报电话', 'Work-safety hotline 12350', 'K'],
    ['CH-12345', '12345 热线', 'Government hotline 12345', 'K'],
    ['CH-GRID', '网格员转报', 'Passed on by a grid worker', 'K'],
    ['CH-SNAP', '随手拍', 'Snapshot by phone', 'K'],
    ['CH-WEB', '网上举报', 'Form on the web', 'D'],
    ['CH-LETTER', '来信', 'Letter', 'D'],
    ['CH-VISIT', '来访', 'In person', 'D'],
  ]),
};
