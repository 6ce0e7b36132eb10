// What is a site? Anything fixed that has a place: one shape for every layer, with attributes of the layer's own.
import { z } from 'zod';
import { departments } from '../vocabulary/departments.ts';
import { placeTypes } from '../vocabulary/place-types.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { codeOf, field } from './code.ts';
import { Geometry } from './geometry.ts';

/** The fields every site has, whatever its layer. `code` is unique within the layer and is the key on re-import. */
export const SiteFields = z.object({
  code: field(z.string().min(1).max(64), { zh: '编码', en: 'Code' }),
  name: field(z.string().min(1).max(200), { zh: '名称', en: 'Name' }),
  sectorCode: field(codeOf(sectors).nullable(), { zh: '行业领域', en: 'Sector', codeList: 'sectors' }),
  placeTypeCode: field(codeOf(placeTypes).nullable(), { zh: '场所类型', en: 'Place type', codeList: 'place-types' }),
  departmentCode: field(codeOf(departments).nullable(), { zh: '主管部门', en: 'Department', codeList: 'departments' }),
  areaCode: field(z.string().max(32).nullable(), { zh: '属地镇街', en: 'Township' }),
  address: field(z.string().max(300).nullable(), { zh: '地址', en: 'Address' }),
  /** 1 major (red) … 4 low (blue): standing danger of the place, not a hazard (DOMAIN §4.4). */
  riskClass: field(z.int().min(1).max(4).nullable(), { zh: '风险等级', en: 'Risk class', codeList: 'risk-classes' }),
});
export type SiteFields = z.infer<typeof SiteFields>;

/** One layer of sites: its titles, the geometries it takes and the schema of its own attributes (flat scalars only). */
export interface SiteLayer {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly descriptionZh: string;
  readonly descriptionEn: string;
  /** Geometry types accepted at the import door. */
  readonly geometryTypes: readonly Geometry['type'][];
  readonly attributes: z.ZodObject;
  /** Names of the start and end attributes when a site exists for a period (dates). */
  readonly period?: { readonly start: string; readonly end: string };
  /** True for layers that carry hazards and inspections; false for reference shapes such as roads and footprints. */
  readonly supervised: boolean;
}

/** A site as it enters the database: fields, attributes checked by its layer, geometry in WGS84. `areaCode: null` = work it out from the geometry. */
export interface SiteRow extends SiteFields {
  layer: string;
  attributes: Record<string, string | number | boolean | null>;
  geometry: Geometry;
  synthetic: boolean;
}
