// What do we know of a public place?
import { z } from 'zod';
import { field } from './code.ts';
import type { SiteLayer } from './sites.ts';

export const publicPlaces: SiteLayer = {
  id: 'public-places',
  zh: '公共场所',
  en: 'Public places',
  descriptionZh: '医院、学校、养老、商场、市场、娱乐、综合体、九小场所与玻璃栈桥。',
  descriptionEn: 'Hospitals, schools, care homes, malls, markets, entertainment, complexes, nine small places, glass walkways.',
  geometryTypes: ['Point'],
  supervised: true,
  attributes: z.object({
    floorAreaSquareMetres: field(z.number().min(0).nullable(), { zh: '建筑面积', en: 'Floor area', unit: 'm2' }),
    storeys: field(z.int().min(0).nullable(), { zh: '层数', en: 'Storeys', unit: '1' }),
    capacityPeople: field(z.int().min(0).nullable(), { zh: '容纳人数', en: 'Capacity', unit: '1' }),
    beds: field(z.int().min(0).nullable(), { zh: '床位', en: 'Beds', unit: '1' }),
    gasUser: field(z.boolean().nullable(), { zh: '用气', en: 'Gas user' }),
    alcoholFuelUser: field(z.boolean().nullable(), { zh: '使用醇基燃料', en: 'Alcohol-fuel user' }),
    exits: field(z.int().min(0).nullable(), { zh: '安全出口数', en: 'Exits', unit: '1' }),
    contactPhone: field(z.string().max(40).nullable(), { zh: '联系电话', en: 'Phone', personal: true }),
    loadLimitPeople: field(z.int().min(0).nullable(), { zh: '承载人数', en: 'Load limit', unit: '1' }),
    lastTestedOn: field(z.iso.date().nullable(), { zh: '最近检测', en: 'Last tested on' }),
  }),
};
