// What does a bulletin (定期通报) hold? Figures frozen at a cut-off, each with what it was worked out from.
import { z } from 'zod';

const Count = z.int().min(0);
const Code = z.string().max(64);

/** Fewer cases than this give no rate, and a cell of fewer is left out for everybody but the office (DOMAIN §4.5). */
export const fewestCases = 10;
/** Hazards named one by one in each list; what is beyond is counted. */
export const mostNamed = 500;
/** Hazards in the list of those overdue longest. */
export const mostLongestOverdue = 20;

/**
 * One figure. `count`: value = numerator, n = the records looked through. `rate`: value = numerator ÷ denominator, n = denominator; null below fewestCases.
 * `per-hundred`: numerator ÷ denominator × 100, null likewise. `method` is a key of data/vocabulary/methods.ts, `asOf` the cut-off.
 */
export const BulletinFigure = z.object({
  kind: z.enum(['count', 'rate', 'per-hundred']),
  value: z.number().nullable(),
  numerator: Count,
  denominator: Count.nullable(),
  n: Count,
  method: z.string(),
  asOf: z.string(),
});
export type BulletinFigure = z.infer<typeof BulletinFigure>;

/** The figures of the whole city. Of those found in the period: found to transferred. In the period: closed to extensions, inspections to injuries. The others stand at the cut-off. */
export const figureIds = [
  'found',
  'verified',
  'majors',
  'generals',
  'beingVerified',
  'notUpheld',
  'merged',
  'transferred',
  'closed',
  'closedMajors',
  'extensions',
  'open',
  'openMajors',
  'awaitingReview',
  'overdue',
  'overdueMajors',
  'overdueOver30',
  'listed',
  'deadlinesUnknown',
  'rectificationRate',
  'onTimeRate',
  'majorRate',
  'majorsPerHundred',
  'publicVerifiedRate',
  'repeatRate',
  'selfReportShare',
  'majorBound',
  'inspections',
  'premisesInspected',
  'incidents',
  'deaths',
  'injuries',
] as const;
export type FigureId = (typeof figureIds)[number];

/** Counts of one department, township or sector. Null = left out, because the row rests on fewer than fewestCases hazards (or would give another such row away). */
export const groupCountIds = ['found', 'verified', 'majors', 'closed', 'rectified', 'rectifiable', 'onTime', 'dueInPeriod', 'open', 'openMajors', 'overdue', 'overdueOver30', 'listed', 'extensions'] as const;
export type GroupCountId = (typeof groupCountIds)[number];
const counts = Object.fromEntries(groupCountIds.map((id) => [id, Count.nullable()])) as Record<GroupCountId, z.ZodNullable<typeof Count>>;
export const BulletinGroup = z.object({ code: Code.nullable(), n: Count.nullable(), ...counts });
export type BulletinGroup = z.infer<typeof BulletinGroup>;

/** One cell of department × township. */
export const BulletinCell = z.object({ departmentCode: Code, areaCode: Code.nullable(), n: Count.nullable(), found: Count.nullable(), closed: Count.nullable(), open: Count.nullable(), openMajors: Count.nullable(), overdue: Count.nullable() });
export type BulletinCell = z.infer<typeof BulletinCell>;

/** What is different from the bulletin published before. */
export const BulletinChanges = z.object({
  previousNumber: z.string(),
  previousCutOff: z.string(),
  figures: z.array(z.object({ id: z.enum(figureIds), before: z.number().nullable(), now: z.number().nullable() })),
});
export type BulletinChanges = z.infer<typeof BulletinChanges>;

export const bulletinLists = ['major-open', 'major-new', 'major-closed', 'newly-overdue', 'longest-overdue'] as const;
export type BulletinList = (typeof bulletinLists)[number];

/** A hazard named in a bulletin, as it stood at the cut-off. */
export const BulletinEntry = z.object({
  hazardId: z.int(),
  code: z.string(),
  title: z.string(),
  siteName: z.string().nullable(),
  clauseId: z.string().nullable(),
  departmentCode: Code,
  areaCode: Code.nullable(),
  sectorCode: Code,
  statusCode: Code,
  levelCode: Code,
  dueOn: z.string().nullable(),
  overdueDays: Count,
  isListed: z.boolean(),
});
export type BulletinEntry = z.infer<typeof BulletinEntry>;

/** Everything a bulletin says, but for the hazards it names. Worked out again from the same events it is the same to the letter. */
export const BulletinFacts = z.object({
  /** ISO 8601 in the city's zone. */
  cutOff: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  /** From when on something is new: the cut-off of the bulletin before, else the beginning of the period. */
  since: z.string(),
  cityName: z.string(),
  cityNameEn: z.string(),
  synthetic: z.boolean(),
  figures: z.record(z.enum(figureIds), BulletinFigure),
  departments: z.array(BulletinGroup),
  areas: z.array(BulletinGroup),
  sectors: z.array(BulletinGroup),
  departmentArea: z.array(BulletinCell),
  /** Names of the townships at the cut-off's working out. */
  areaNames: z.record(z.string(), z.object({ zh: z.string(), en: z.string() })),
  /** How many hazards each list holds; the list itself may hold fewer. */
  listTotals: z.record(z.enum(bulletinLists), Count),
  changes: BulletinChanges.nullable(),
});
export type BulletinFacts = z.infer<typeof BulletinFacts>;

/** A bulletin without its figures. */
export const BulletinSummary = z.object({
  id: z.int(),
  /** Year and issue, `2026-12`; null for a draft. */
  number: z.string().nullable(),
  title: z.string(),
  cutOff: z.string(),
  periodFrom: z.string(),
  periodTo: z.string(),
  madeByName: z.string(),
  madeAt: z.string(),
  publishedAt: z.string().nullable(),
  publishedByName: z.string().nullable(),
  /** SHA-256 of the figures. */
  factsSha256: z.string(),
  /** Hash of the audit entry of its publication. */
  auditHash: z.string().nullable(),
  previousId: z.int().nullable(),
  correctsId: z.int().nullable(),
  correctsNumber: z.string().nullable(),
  /** Number of a later one that puts this one right. */
  correctedByNumber: z.string().nullable(),
  dataVersion: z.int(),
  synthetic: z.boolean(),
});
export type BulletinSummary = z.infer<typeof BulletinSummary>;

/** What is asked for when one is made. */
export const BulletinRequest = z.strictObject({
  title: z.string().trim().min(1).max(120),
  cutOff: z.iso.datetime({ offset: true }),
  periodFrom: z.iso.date(),
  periodTo: z.iso.date(),
  correctsId: z.int().min(1).nullable().default(null),
});
export type BulletinRequest = z.infer<typeof BulletinRequest>;
