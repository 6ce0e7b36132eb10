// What do we know of the town-gas network?
import { z } from 'zod';
import { gasFeatureKinds, gasPressures } from '../vocabulary/gas.ts';
import { codeOf, field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const gasNetworks: SiteLayer = {
  id: 'gas-networks',
  zh: '燃气管网',
  en: 'Gas networks',
  descriptionZh: '11家燃气经营企业的管道、场站与用户，按压力级制。',
  descriptionEn: 'Pipelines, stations and users of the 11 gas operators, by pressure class.',
  geometryTypes: ['Point', 'LineString', 'MultiLineString'],
  supervised: true,
  attributes: z.object({
    featureKind: field(codeOf(gasFeatureKinds), { zh: '设施类别', en: 'Facility kind', codeList: 'gas-feature-kinds' }),
    operatorCode: field(z.string().max(64), { zh: '经营企业编码', en: 'Operator code' }),
    operatorName: field(z.string().max(120), { zh: '经营企业', en: 'Operator' }),
    pressureCode: field(codeOf(gasPressures).nullable(), { zh: '压力级制', en: 'Pressure class', codeList: 'gas-pressures', restricted: true }),
    diameterMillimetres: field(z.number().min(0).nullable(), { zh: '管径', en: 'Diameter', unit: 'mm' }),
    material: field(z.string().max(40).nullable(), { zh: '管材', en: 'Material' }),
    depthMetres: field(z.number().nullable(), { zh: '埋深', en: 'Depth', unit: 'm' }),
    lengthMetres: field(z.number().min(0).nullable(), { zh: '长度', en: 'Length', unit: 'm' }),
    commissionedOn: field(z.iso.date().nullable(), { zh: '投用日期', en: 'Commissioned on' }),
    userKind: field(z.string().max(20).nullable(), { zh: '用户类别', en: 'User kind' }),
    lastHomeCheckOn: field(z.iso.date().nullable(), { zh: '最近入户安检', en: 'Last user check' }),
    alarmFitted: field(z.boolean().nullable(), { zh: '已装报警器', en: 'Alarm fitted' }),
  }),
};
