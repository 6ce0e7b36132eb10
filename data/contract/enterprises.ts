// What do we know of an enterprise?
import { z } from 'zod';
import { field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const enterprises: SiteLayer = {
  id: 'enterprises',
  zh: '企业',
  en: 'Enterprises',
  descriptionZh: '登记在册的生产经营单位，含化工、冷库、矿山、水产加工等。',
  descriptionEn: 'Registered production and business units, with chemical plants, cold stores, mines and seafood processors.',
  geometryTypes: ['Point'],
  supervised: true,
  attributes: z.object({
    creditCode: field(z.string().regex(/^[0-9A-Z]{18}$/).nullable(), { zh: '统一社会信用代码', en: 'Unified social credit code' }),
    industryCode: field(z.string().max(8).nullable(), { zh: '行业代码(GB/T 4754)', en: 'Industry code (GB/T 4754)' }),
    legalPerson: field(z.string().max(60).nullable(), { zh: '法定代表人', en: 'Legal representative', personal: true }),
    phone: field(z.string().max(40).nullable(), { zh: '联系电话', en: 'Phone', personal: true }),
    employees: field(z.int().min(0).nullable(), { zh: '从业人数', en: 'Employees', unit: '1' }),
    floorAreaSquareMetres: field(z.number().min(0).nullable(), { zh: '建筑面积', en: 'Floor area', unit: 'm2' }),
    establishedOn: field(z.iso.date().nullable(), { zh: '成立日期', en: 'Established on' }),
    parkCode: field(z.string().max(64).nullable(), { zh: '所在园区', en: 'Industrial park' }),
    buildingCode: field(z.string().max(64).nullable(), { zh: '所在建筑', en: 'Building' }),
    floor: field(z.int().min(-5).max(120).nullable(), { zh: '楼层', en: 'Floor' }),
    landlordCode: field(z.string().max(64).nullable(), { zh: '出租方', en: 'Landlord' }),
    ammoniaTonnes: field(z.number().min(0).nullable(), { zh: '液氨储量', en: 'Ammonia stored', unit: 't', restricted: true }),
    /** Major hazard installation class (重大危险源 R1–R4), null when none. */
    majorInstallationClass: field(z.int().min(1).max(4).nullable(), { zh: '重大危险源级别', en: 'Major installation class' }),
    dustExplosive: field(z.boolean().nullable(), { zh: '涉爆粉尘', en: 'Combustible dust' }),
    confinedSpaces: field(z.int().min(0).nullable(), { zh: '有限空间数', en: 'Confined spaces', unit: '1' }),
    /** How the coordinate was found, in metres of likely error; large values mean a village or road centre. */
    positionAccuracyMetres: field(z.number().min(0).nullable(), { zh: '定位精度', en: 'Position accuracy', unit: 'm' }),
  }),
};
