// What do we know of a hazardous road section?
import { z } from 'zod';
import { field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const roadSections: SiteLayer = {
  id: 'road-sections',
  zh: '隐患路段',
  en: 'Hazardous road sections',
  descriptionZh: '列入治理的道路隐患路段。',
  descriptionEn: 'Road sections listed for treatment.',
  geometryTypes: ['LineString', 'MultiLineString'],
  supervised: true,
  attributes: z.object({
    roadCode: field(z.string().max(64).nullable(), { zh: '所属道路', en: 'Road' }),
    reason: field(z.string().max(60), { zh: '隐患原因', en: 'Reason' }),
    lengthMetres: field(z.number().min(0), { zh: '长度', en: 'Length', unit: 'm' }),
    crashesThreeYears: field(z.int().min(0), { zh: '三年事故数', en: 'Crashes in 3 years', unit: '1' }),
    deathsThreeYears: field(z.int().min(0), { zh: '三年死亡数', en: 'Deaths in 3 years', unit: '1' }),
    listedOn: field(z.iso.date().nullable(), { zh: '列入日期', en: 'Listed on' }),
    treatedOn: field(z.iso.date().nullable(), { zh: '治理完成', en: 'Treated on' }),
  }),
};
