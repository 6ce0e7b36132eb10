// Which reference shapes lie under the sites? Parks, parcels, footprints and roads: never inspected themselves.
import { z } from 'zod';
import { roadClasses } from '../vocabulary/roads.ts';
import { codeOf, field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const industrialParks: SiteLayer = {
  id: 'industrial-parks',
  zh: '工业园区',
  en: 'Industrial parks',
  descriptionZh: '工业园区范围。',
  descriptionEn: 'Outlines of industrial parks.',
  geometryTypes: ['Polygon', 'MultiPolygon'],
  supervised: false,
  attributes: z.object({
    parkKind: field(z.string().max(20), { zh: '园区类别', en: 'Park kind' }),
    areaHectares: field(z.number().min(0), { zh: '面积', en: 'Area', unit: 'ha' }),
  }),
};

export const parcels: SiteLayer = {
  id: 'parcels',
  zh: '宗地',
  en: 'Parcels',
  descriptionZh: '工业宗地范围。',
  descriptionEn: 'Outlines of industrial parcels.',
  geometryTypes: ['Polygon', 'MultiPolygon'],
  supervised: false,
  attributes: z.object({
    parkCode: field(z.string().max(64).nullable(), { zh: '所在园区', en: 'Industrial park' }),
    areaSquareMetres: field(z.number().min(0), { zh: '面积', en: 'Area', unit: 'm2' }),
  }),
};

export const buildings: SiteLayer = {
  id: 'buildings',
  zh: '建筑',
  en: 'Buildings',
  descriptionZh: '厂房建筑轮廓。',
  descriptionEn: 'Footprints of factory buildings.',
  geometryTypes: ['Polygon', 'MultiPolygon'],
  supervised: false,
  attributes: z.object({
    parcelCode: field(z.string().max(64).nullable(), { zh: '所在宗地', en: 'Parcel' }),
    parkCode: field(z.string().max(64).nullable(), { zh: '所在园区', en: 'Industrial park' }),
    storeys: field(z.int().min(1), { zh: '层数', en: 'Storeys', unit: '1' }),
    footprintSquareMetres: field(z.number().min(0), { zh: '占地', en: 'Footprint', unit: 'm2' }),
    buildingUse: field(z.string().max(20), { zh: '用途', en: 'Use' }),
  }),
};

export const roads: SiteLayer = {
  id: 'roads',
  zh: '道路',
  en: 'Roads',
  descriptionZh: '连接镇街、园区、港口与矿山的道路网。',
  descriptionEn: 'The road network that joins townships, parks, ports and mines.',
  geometryTypes: ['LineString', 'MultiLineString'],
  supervised: false,
  attributes: z.object({
    roadClassCode: field(codeOf(roadClasses), { zh: '道路等级', en: 'Road class', codeList: 'road-classes' }),
    lengthMetres: field(z.number().min(0), { zh: '长度', en: 'Length', unit: 'm' }),
    speedKilometresPerHour: field(z.number().min(0), { zh: '设计车速', en: 'Design speed', unit: 'km/h' }),
  }),
};
