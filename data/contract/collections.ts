// Which collections does the geo API offer, and what properties have their items? Derived from the schemas of the nouns.
import { z } from 'zod';
import { AreaFields } from './areas.ts';
import { fieldMeta } from './code.ts';
import { HazardFields } from './hazards.ts';
import { IncidentFields } from './incidents.ts';
import { InspectionFields } from './inspections.ts';
import { siteLayers } from './site-layers.ts';
import { SiteFields, type SiteLayer } from './sites.ts';
import { StormFields } from './storms.ts';
import { VesselFields } from './vessels.ts';

/** One property of an item: flat, typed, titled in both languages. */
export interface CollectionProperty {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: 'date' | 'date-time';
  readonly codeList?: string;
  /** The only words it may take, when they are few and no code list. */
  readonly values?: readonly string[];
  readonly unit?: string;
  /** Personal data: masked in every answer, and no filter may ask for it. */
  readonly personal: boolean;
  /** Withheld from readers without the right to it: null in their answers, and no filter of theirs may ask for it. */
  readonly restricted: boolean;
  /** Kept in the site's own attributes instead of a column. */
  readonly attribute: boolean;
}

export interface Collection {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly descriptionZh: string;
  readonly descriptionEn: string;
  readonly source: 'sites' | 'areas' | 'hazards' | 'inspections' | 'incidents' | 'vessels' | 'storms';
  readonly geometry: 'point' | 'line' | 'polygon' | 'any';
  readonly properties: readonly CollectionProperty[];
  /** Properties that say when an item was or is; equal names = an instant. */
  readonly time: { readonly start: string; readonly end: string } | null;
  readonly tiles: boolean;
}

/** Gives the properties of a schema of flat scalars. Throws TypeError for a field without titles: every field is shown to somebody. */
export function propertiesOf(schema: z.ZodObject, attribute = false): CollectionProperty[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const meta = fieldMeta(field as z.ZodType);
    if (meta === undefined) throw new TypeError(`field ${name}: seen no titles, expected field(…, { zh, en })`);
    const json = z.toJSONSchema(field as z.ZodType, { io: 'input', unrepresentable: 'any' }) as JsonType;
    // A field that may be null is written `anyOf` or, when it has no bounds, with two types.
    const own = json.anyOf?.find((option) => option.type !== 'null') ?? json;
    const type = typeof own.type === 'string' ? own.type : own.type?.find((option) => option !== 'null');
    return {
      name,
      zh: meta.zh,
      en: meta.en,
      type: type === 'integer' || type === 'number' || type === 'boolean' ? type : 'string',
      ...(own.format === 'date' || own.format === 'date-time' ? { format: own.format } : {}),
      ...(meta.codeList === undefined ? {} : { codeList: meta.codeList }),
      ...(own.enum === undefined ? {} : { values: own.enum }),
      ...(meta.unit === undefined ? {} : { unit: meta.unit }),
      personal: meta.personal ?? false,
      restricted: meta.restricted ?? false,
      attribute,
    };
  });
}
interface JsonType {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonType[];
}

/** Hazard properties worked out when asked (hazards.ts): they depend on the city's day. */
const derivedHazardProperties: readonly CollectionProperty[] = [
  { name: 'open', zh: '未销号', en: 'Open', type: 'boolean', personal: false, restricted: false, attribute: false },
  { name: 'overdue', zh: '逾期', en: 'Overdue', type: 'boolean', personal: false, restricted: false, attribute: false },
  { name: 'overdueDays', zh: '逾期天数', en: 'Days overdue', type: 'integer', unit: 'd', personal: false, restricted: false, attribute: false },
];

function geometryOf(layer: SiteLayer): Collection['geometry'] {
  const kinds = new Set(layer.geometryTypes.map((type) => type.replace('Multi', '')));
  if (kinds.size > 1) return 'any';
  if (kinds.has('Point')) return 'point';
  return kinds.has('LineString') ? 'line' : 'polygon';
}

/** All collections, in the order in which they are listed. */
export const collections: readonly Collection[] = [
  ...siteLayers.map(
    (layer): Collection => ({
      id: layer.id,
      zh: layer.zh,
      en: layer.en,
      descriptionZh: layer.descriptionZh,
      descriptionEn: layer.descriptionEn,
      source: 'sites',
      geometry: geometryOf(layer),
      properties: [...propertiesOf(SiteFields), ...propertiesOf(layer.attributes, true)],
      time: layer.period ?? null,
      tiles: true,
    }),
  ),
  {
    id: 'areas',
    zh: '镇街',
    en: 'Townships and zones',
    descriptionZh: '全市、镇、街道与功能区的范围。',
    descriptionEn: 'Outlines of the city, its towns, subdistricts and zones.',
    source: 'areas',
    geometry: 'polygon',
    properties: propertiesOf(AreaFields),
    time: null,
    tiles: true,
  },
  {
    id: 'hazards',
    zh: '隐患',
    en: 'Hazards',
    descriptionZh: '隐患台账：来源、等级、条款、责任人、期限、措施与状态。',
    descriptionEn: 'The hazard ledger: source, level, clause, owner, deadline, measures and status.',
    source: 'hazards',
    geometry: 'point',
    properties: [...propertiesOf(HazardFields), ...derivedHazardProperties],
    time: { start: 'foundAt', end: 'foundAt' },
    tiles: true,
  },
  {
    id: 'inspections',
    zh: '检查',
    en: 'Inspections',
    descriptionZh: '检查记录：时间、方式、部门与发现。',
    descriptionEn: 'Inspections: time, mode, department and findings.',
    source: 'inspections',
    geometry: 'point',
    properties: propertiesOf(InspectionFields),
    time: { start: 'startedAt', end: 'startedAt' },
    tiles: false,
  },
  {
    id: 'incidents',
    zh: '事故',
    en: 'Incidents',
    descriptionZh: '事故与工伤事件。',
    descriptionEn: 'Accidents and work-injury events.',
    source: 'incidents',
    geometry: 'point',
    properties: propertiesOf(IncidentFields),
    time: { start: 'occurredAt', end: 'occurredAt' },
    tiles: false,
  },
  {
    id: 'vessels',
    zh: '渔船',
    en: 'Fishing vessels',
    descriptionZh: '渔船与最近位置。',
    descriptionEn: 'Fishing vessels and their last positions.',
    source: 'vessels',
    geometry: 'point',
    properties: propertiesOf(VesselFields),
    time: { start: 'positionAt', end: 'positionAt' },
    tiles: true,
  },
  {
    id: 'storms',
    zh: '台风',
    en: 'Storms',
    descriptionZh: '热带气旋路径。',
    descriptionEn: 'Tracks of tropical cyclones.',
    source: 'storms',
    geometry: 'any',
    properties: propertiesOf(StormFields),
    time: { start: 'startedAt', end: 'endedAt' },
    tiles: true,
  },
];

/** Gives a collection by id, undefined when there is none. */
export function collectionOf(id: string): Collection | undefined {
  return collections.find((collection) => collection.id === id);
}

/** Names of all restricted properties: a name means the same in every collection. */
export const restrictedNames: ReadonlySet<string> = new Set(collections.flatMap(({ properties }) => properties.flatMap(({ name, restricted }) => (restricted ? [name] : []))));
