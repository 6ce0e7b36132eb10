// What do we know of a construction site?
import { z } from 'zod';
import { field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const constructionSites: SiteLayer = {
  id: 'construction-sites',
  zh: '建筑工地',
  en: 'Construction sites',
  descriptionZh: '房建、市政、交通、水利、电力在建项目的范围、塔吊、基坑与工期。',
  descriptionEn: 'Building, municipal, transport, water and power works: outline, cranes, pit depth and period.',
  geometryTypes: ['Polygon', 'MultiPolygon', 'Point'],
  supervised: true,
  period: { start: 'startsOn', end: 'endsOn' },
  attributes: z.object({
    projectKind: field(z.string().max(20), { zh: '工程类别', en: 'Project kind' }),
    builder: field(z.string().max(120).nullable(), { zh: '施工单位', en: 'Contractor' }),
    supervisor: field(z.string().max(120).nullable(), { zh: '监理单位', en: 'Supervision firm' }),
    startsOn: field(z.iso.date(), { zh: '开工日期', en: 'Starts on' }),
    endsOn: field(z.iso.date().nullable(), { zh: '计划竣工', en: 'Ends on' }),
    cranes: field(z.int().min(0), { zh: '塔吊数', en: 'Tower cranes', unit: '1' }),
    pitDepthMetres: field(z.number().min(0), { zh: '基坑深度', en: 'Pit depth', unit: 'm' }),
    workers: field(z.int().min(0), { zh: '在场人数', en: 'Workers on site', unit: '1' }),
    stage: field(z.string().max(20), { zh: '施工阶段', en: 'Stage' }),
  }),
};
