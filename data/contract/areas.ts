// What is an area, and which township answers for an object at sea?
import { z } from 'zod';
import { townshipKinds } from '../vocabulary/township-kinds.ts';
import { codeOf, field } from './code.ts';
import { MultiPolygon, Point, Polygon } from './geometry.ts';

export const AreaFields = z.object({
  code: field(z.string().min(1).max(32), { zh: '编码', en: 'Code' }),
  parentCode: field(z.string().max(32).nullable(), { zh: '上级', en: 'Parent' }),
  kindCode: field(codeOf(townshipKinds), { zh: '类别', en: 'Kind', codeList: 'township-kinds' }),
  name: field(z.string().min(1).max(60), { zh: '名称', en: 'Name' }),
  nameEn: field(z.string().max(80).nullable(), { zh: '英文名', en: 'English name' }),
  population: field(z.int().min(0).nullable(), { zh: '常住人口', en: 'Population', unit: '1' }),
});

/** An area row: township, zone or the city itself (`parentCode` null). `seat` is where its label and its office stand. */
export interface AreaRow extends z.infer<typeof AreaFields> {
  geometry: z.infer<typeof Polygon> | z.infer<typeof MultiPolygon>;
  seat: z.infer<typeof Point>;
  synthetic: boolean;
}

/**
 * One rule of who answers for an object at sea, tried in order of `priority`.
 * `home-port`: the township of the object's home port. `zone`: the object lies in `geometry`.
 * `nearest-land`: the township whose land is nearest, within `maximumMetres`.
 */
export interface SeaRuleRow {
  priority: number;
  method: 'home-port' | 'zone' | 'nearest-land';
  areaCode: string | null;
  maximumMetres: number | null;
  geometry: z.infer<typeof Polygon> | z.infer<typeof MultiPolygon> | null;
  source: string;
  validFrom: string;
  validTo: string | null;
}

/** Who answers for a sector: department ↔ sector ↔ township is data (DOMAIN §2.7). `areaCode` null = the whole city. */
export interface ResponsibilityRow {
  sectorCode: string;
  departmentCode: string;
  areaCode: string | null;
  role: 'lead' | 'joint';
  source: string;
  validFrom: string;
  validTo: string | null;
}
