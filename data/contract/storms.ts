// What is a storm, and how does its track travel?
import { z } from 'zod';
import { stormClasses } from '../vocabulary/storms.ts';
import { codeOf, field } from './code.ts';

/** Radii in km of one wind threshold by quadrant NE, SE, SW, NW; null where the source gives none. */
export const QuadrantRadii = z.tuple([
  z.number().min(0).nullable(),
  z.number().min(0).nullable(),
  z.number().min(0).nullable(),
  z.number().min(0).nullable(),
]);

export const StormPoint = z.object({
  at: z.iso.datetime({ offset: true }),
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  kind: z.enum(['analysed', 'forecast']),
  classCode: codeOf(stormClasses).nullable(),
  windMetresPerSecond: z.number().min(0).nullable(),
  pressureHectopascals: z.number().min(800).max(1100).nullable(),
  /** Keyed by the threshold in m/s as given by the source (e.g. 17.5 for 34 kt), never silently called a force. */
  radiiKilometres: z.array(z.object({ thresholdMetresPerSecond: z.number(), quadrants: QuadrantRadii })),
});
export type StormPoint = z.infer<typeof StormPoint>;

export const StormFields = z.object({
  code: field(z.string().min(1).max(64), { zh: '编号', en: 'Number' }),
  name: field(z.string().max(60), { zh: '名称', en: 'Name' }),
  nameEn: field(z.string().max(60).nullable(), { zh: '英文名', en: 'English name' }),
  season: field(z.int().min(1840).max(2200), { zh: '年份', en: 'Season' }),
  issuer: field(z.string().max(60), { zh: '发布机构', en: 'Issuer' }),
  /** Averaging period of the winds in minutes (CMA 2, JTWC 1, JMA 10). */
  averagingMinutes: field(z.number(), { zh: '平均风时距', en: 'Averaging period', unit: 'min' }),
  startedAt: field(z.iso.datetime({ offset: true }), { zh: '开始', en: 'Started at' }),
  endedAt: field(z.iso.datetime({ offset: true }), { zh: '结束', en: 'Ended at' }),
  peakWindMetresPerSecond: field(z.number().nullable(), { zh: '最大风速', en: 'Peak wind', unit: 'm/s' }),
});

export interface StormRow extends z.infer<typeof StormFields> {
  source: string;
  points: StormPoint[];
}
