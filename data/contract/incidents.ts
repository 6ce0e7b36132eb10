// What is an incident?
import { z } from 'zod';
import { accidentGrades } from '../vocabulary/hazards.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { codeOf, field } from './code.ts';
import { Point } from './geometry.ts';

export const IncidentFields = z.object({
  code: field(z.string().min(1).max(64), { zh: '事故编号', en: 'Incident number' }),
  title: field(z.string().min(1).max(300), { zh: '简况', en: 'Summary' }),
  siteLayer: field(z.string().nullable(), { zh: '所属图层', en: 'Site layer' }),
  siteCode: field(z.string().nullable(), { zh: '单位编码', en: 'Site code' }),
  sectorCode: field(codeOf(sectors), { zh: '行业领域', en: 'Sector', codeList: 'sectors' }),
  areaCode: field(z.string().max(32).nullable(), { zh: '属地镇街', en: 'Township' }),
  gradeCode: field(codeOf(accidentGrades), { zh: '事故等级', en: 'Grade', codeList: 'accident-grades' }),
  occurredAt: field(z.iso.datetime({ offset: true }), { zh: '发生时间', en: 'Occurred at' }),
  deaths: field(z.int().min(0), { zh: '死亡', en: 'Deaths', unit: '1' }),
  injuries: field(z.int().min(0), { zh: '受伤', en: 'Injuries', unit: '1' }),
});

export interface IncidentRow extends z.infer<typeof IncidentFields> {
  geometry: z.infer<typeof Point>;
  synthetic: boolean;
}
