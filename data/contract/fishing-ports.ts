// What do we know of a fishing port?
import { z } from 'zod';
import { portGrades } from '../vocabulary/fishing.ts';
import { codeOf, field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const fishingPorts: SiteLayer = {
  id: 'fishing-ports',
  zh: '渔港',
  en: 'Fishing ports',
  descriptionZh: '渔港与停泊点：等级、泊位、避风能力。',
  descriptionEn: 'Fishing ports: grade, berths and shelter.',
  geometryTypes: ['Point', 'Polygon', 'MultiPolygon'],
  supervised: true,
  attributes: z.object({
    gradeCode: field(codeOf(portGrades), { zh: '渔港等级', en: 'Port grade', codeList: 'port-grades' }),
    berths: field(z.int().min(0), { zh: '泊位数', en: 'Berths', unit: '1' }),
    shelteredHectares: field(z.number().min(0), { zh: '避风水域', en: 'Sheltered water', unit: 'ha' }),
    depthMetres: field(z.number().min(0), { zh: '水深', en: 'Depth', unit: 'm' }),
    shelterWindForce: field(z.int().min(0).max(17), { zh: '避风等级', en: 'Shelter up to wind force', unit: 'Bft' }),
    opensTowardsDegrees: field(z.number().min(0).max(360), { zh: '口门朝向', en: 'Mouth faces', unit: 'deg' }),
  }),
};
