// What is a fishing vessel, and where was it last?
import { z } from 'zod';
import { vesselMaterials, vesselWorkTypes } from '../vocabulary/fishing.ts';
import { codeOf, field } from './code.ts';
import { Point } from './geometry.ts';

export const VesselFields = z.object({
  code: field(z.string().min(1).max(64), { zh: '渔船编码', en: 'Vessel code' }),
  name: field(z.string().min(1).max(60), { zh: '船名号', en: 'Name' }),
  mmsi: field(z.string().regex(/^\d{9}$/).nullable(), { zh: 'MMSI', en: 'MMSI' }),
  homePortCode: field(z.string().max(64).nullable(), { zh: '船籍港', en: 'Home port' }),
  areaCode: field(z.string().max(32).nullable(), { zh: '责任镇街', en: 'Township' }),
  lengthMetres: field(z.number().min(0).nullable(), { zh: '船长', en: 'Length', unit: 'm' }),
  powerKilowatts: field(z.number().min(0).nullable(), { zh: '主机功率', en: 'Power', unit: 'kW' }),
  materialCode: field(codeOf(vesselMaterials).nullable(), { zh: '材质', en: 'Material', codeList: 'vessel-materials' }),
  workTypeCode: field(codeOf(vesselWorkTypes).nullable(), { zh: '作业类型', en: 'Work type', codeList: 'vessel-work-types' }),
  crewCapacity: field(z.int().min(0).nullable(), { zh: '核定载员', en: 'Crew capacity', unit: '1' }),
  crewOnBoard: field(z.int().min(0).nullable(), { zh: '在船人数', en: 'Crew on board', unit: '1' }),
  windForceRating: field(z.int().min(0).max(17).nullable(), { zh: '抗风等级', en: 'Wind rating', unit: 'Bft' }),
  certificateExpiresOn: field(z.iso.date().nullable(), { zh: '证书有效期', en: 'Certificate expires on' }),
  positionAt: field(z.iso.datetime({ offset: true }).nullable(), { zh: '定位时间', en: 'Position at' }),
  speedKnots: field(z.number().min(0).nullable(), { zh: '航速', en: 'Speed', unit: '[kn_i]' }),
  courseDegrees: field(z.number().min(0).max(360).nullable(), { zh: '航向', en: 'Course', unit: 'deg' }),
  inPort: field(z.boolean().nullable(), { zh: '在港', en: 'In port' }),
});

export interface VesselRow extends z.infer<typeof VesselFields> {
  geometry: z.infer<typeof Point>;
  synthetic: boolean;
}
