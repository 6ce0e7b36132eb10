// What is an inspection, and what did it find?
import { z } from 'zod';
import { departments } from '../vocabulary/departments.ts';
import { inspectionModes } from '../vocabulary/inspections.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { codeOf, field } from './code.ts';
import { Point } from './geometry.ts';

export const InspectionFields = z.object({
  code: field(z.string().min(1).max(64), { zh: '检查编号', en: 'Inspection number' }),
  siteLayer: field(z.string().nullable(), { zh: '所属图层', en: 'Site layer' }),
  siteCode: field(z.string().nullable(), { zh: '被检单位编码', en: 'Site code' }),
  siteName: field(z.string().nullable(), { zh: '被检单位', en: 'Site' }),
  modeCode: field(codeOf(inspectionModes), { zh: '检查方式', en: 'Mode', codeList: 'inspection-modes' }),
  sectorCode: field(codeOf(sectors), { zh: '行业领域', en: 'Sector', codeList: 'sectors' }),
  departmentCode: field(codeOf(departments).nullable(), { zh: '检查部门', en: 'Department', codeList: 'departments' }),
  areaCode: field(z.string().max(32).nullable(), { zh: '属地镇街', en: 'Township' }),
  startedAt: field(z.iso.datetime({ offset: true }), { zh: '检查时间', en: 'Started at' }),
  minutesOnSite: field(z.int().min(0).nullable(), { zh: '现场时长', en: 'Minutes on site', unit: 'min' }),
  inspectors: field(z.int().min(1), { zh: '检查人数', en: 'Inspectors', unit: '1' }),
  withExpert: field(z.boolean(), { zh: '专家参与', en: 'With expert' }),
  hazardsFound: field(z.int().min(0), { zh: '发现隐患', en: 'Hazards found', unit: '1' }),
  majorsFound: field(z.int().min(0), { zh: '发现重大隐患', en: 'Major hazards found', unit: '1' }),
});

export interface InspectionRow extends z.infer<typeof InspectionFields> {
  geometry: z.infer<typeof Point>;
  synthetic: boolean;
}
