// Which campaign steers the work?
import { z } from 'zod';
import { field } from './code.ts';

export const Campaign = z.object({
  code: field(z.string().min(1).max(64), { zh: '编码', en: 'Code' }),
  name: field(z.string().max(120), { zh: '名称', en: 'Name' }),
  nameEn: field(z.string().max(120).nullable(), { zh: '英文名', en: 'English name' }),
  startsOn: field(z.iso.date(), { zh: '开始', en: 'Starts on' }),
  endsOn: field(z.iso.date().nullable(), { zh: '结束', en: 'Ends on' }),
  basis: field(z.string().max(300).nullable(), { zh: '依据', en: 'Basis' }),
});
export type CampaignRow = z.infer<typeof Campaign>;
