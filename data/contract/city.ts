// Which city does the map show? Name, box, projected zone and the rules of who answers: data, never constants in code.
import { z } from 'zod';
import { codeOf, field } from './code.ts';
import { Campaign } from './campaigns.ts';
import { departments } from '../vocabulary/departments.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { Box, MultiPolygon, Polygon } from './geometry.ts';

export const City = z.object({
  name: field(z.string().min(1).max(60), { zh: '城市', en: 'City' }),
  nameEn: field(z.string().max(80).nullable().default(null), { zh: '英文名', en: 'English name' }),
  /** The box the map opens on; must not cross the antimeridian. */
  box: field(
    Box.refine(([west, south, east, north]) => west < east && south < north, { error: 'expected [west, south, east, north] with west < east and south < north' }),
    { zh: '范围', en: 'Box' },
  ),
  /** EPSG code of the city's CGCS2000 3-degree Gauss-Krueger zone: 4534 to 4554 by central meridian, or 4513 to 4533 with zone prefix. */
  zoneEpsg: field(z.int().min(4513).max(4554), { zh: '投影带', en: 'Projected zone' }),
  /** 审图号 of the base map; null = not yet approved, and the map says so. */
  mapApprovalNumber: field(z.string().max(60).nullable().default(null), { zh: '审图号', en: 'Map approval number' }),
  synthetic: z.boolean().default(false),
});
export type City = z.infer<typeof City>;

const Validity = { source: z.string().min(1).max(300), validFrom: z.iso.date(), validTo: z.iso.date().nullable().default(null) };

/** One rule of who answers for an object at sea (areas.ts, SeaRuleRow). */
export const SeaRule = z
  .strictObject({
    priority: z.int().min(0).max(1000),
    method: z.enum(['home-port', 'zone', 'nearest-land']),
    areaCode: z.string().max(32).nullable().default(null),
    maximumMetres: z.number().positive().max(1_000_000).nullable().default(null),
    geometry: z.union([Polygon, MultiPolygon]).nullable().default(null),
    ...Validity,
  })
  .refine((rule) => rule.method !== 'zone' || (rule.geometry !== null && rule.areaCode !== null), { error: 'expected geometry and areaCode with the method zone' });

export const Responsibility = z.strictObject({
  sectorCode: codeOf(sectors),
  departmentCode: codeOf(departments),
  areaCode: z.string().max(32).nullable().default(null),
  role: z.enum(['lead', 'joint']),
  ...Validity,
});

/** The file `city.json` of an operator's own city; the areas stand beside it in a GeoJSON file named by `areas`. */
export const CityFile = z.strictObject({
  ...City.shape,
  /** Code of the city's own area, parent of all others that name none. */
  code: z.string().min(1).max(32).default('CITY'),
  /** Name of the GeoJSON file with the areas, in the same folder. */
  areas: z.string().min(1).max(200).default('areas.geojson'),
  seaRules: z.array(SeaRule).max(200),
  responsibilities: z.array(Responsibility).max(5000).default([]),
  campaigns: z.array(Campaign).max(100).default([]),
});
export type CityFile = z.infer<typeof CityFile>;
