// What do we know of a wind farm and its turbines?
import { z } from 'zod';
import { field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const windFarms: SiteLayer = {
  id: 'wind-farms',
  zh: '风电场',
  en: 'Wind farms',
  descriptionZh: '陆上与海上风电场的范围与风机。',
  descriptionEn: 'Onshore and offshore wind farms: outline and turbines.',
  geometryTypes: ['Point', 'Polygon', 'MultiPolygon'],
  supervised: true,
  attributes: z.object({
    featureKind: field(z.enum(['farm', 'turbine']), { zh: '对象', en: 'Feature' }),
    farmCode: field(z.string().max(64), { zh: '风电场编码', en: 'Wind farm' }),
    farmName: field(z.string().max(120), { zh: '风电场', en: 'Farm name' }),
    offshore: field(z.boolean(), { zh: '海上', en: 'Offshore' }),
    stage: field(z.enum(['construction', 'operation', 'maintenance']), { zh: '阶段', en: 'Stage' }),
    ratedMegawatts: field(z.number().min(0).nullable(), { zh: '额定功率', en: 'Rated power', unit: 'MW' }),
    hubHeightMetres: field(z.number().min(0).nullable(), { zh: '轮毂高度', en: 'Hub height', unit: 'm' }),
    waterDepthMetres: field(z.number().min(0).nullable(), { zh: '水深', en: 'Water depth', unit: 'm' }),
    peopleOffshore: field(z.int().min(0).nullable(), { zh: '海上作业人数', en: 'People offshore', unit: '1' }),
    commissionedOn: field(z.iso.date().nullable(), { zh: '投运日期', en: 'Commissioned on' }),
  }),
};
