// What is told of an incident that is entered by hand, of which grade is it, and until when must each level have been told?
import { z } from 'zod';
import { gradeThresholds, reportingLevels, type ReportingLevel } from '../vocabulary/incident-rules.ts';
import { sectors } from '../vocabulary/sectors.ts';
import { codeOf } from './code.ts';
import { RequestKey } from './hazard-report.ts';

const line = (most: number) => z.string().trim().min(1).max(most);
const Instant = z.iso.datetime({ offset: true });
const Casualties = { deaths: z.int().min(0).max(10_000), seriousInjuries: z.int().min(0).max(10_000), injuries: z.int().min(0).max(100_000), lossYuan: z.number().min(0).max(1e12).nullable() };
const Place = z.strictObject({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });

/** A quick entry: what, where, when, how grave. `injuries` counts all injured, the serious ones among them. The grade follows from the figures and is never typed. */
export const IncidentEntry = z.strictObject({
  title: line(300),
  siteId: z.int().min(1).optional(),
  place: Place.optional(),
  sectorCode: codeOf(sectors).optional(),
  occurredAt: Instant,
  /** When the unit's principal learned of it: the clock of reporting runs from here. As it occurred unless given. */
  knownAt: Instant.optional(),
  ...Casualties,
  account: z.string().trim().max(4000).default(''),
  requestKey: RequestKey,
});
export type IncidentEntry = z.infer<typeof IncidentEntry>;

const expectedVersion = z.int().min(0);
export const IncidentCorrection = z.strictObject({
  values: z.strictObject({ title: line(300), sectorCode: codeOf(sectors), occurredAt: Instant, knownAt: Instant, ...Casualties, account: z.string().trim().max(4000) }).partial(),
  place: Place.optional(),
  reason: line(500),
  expectedVersion,
  requestKey: RequestKey,
});
export type IncidentCorrection = z.infer<typeof IncidentCorrection>;

export const IncidentReportUp = z.strictObject({ level: z.enum(reportingLevels.map(({ id }) => id) as [ReportingLevel['id'], ...ReportingLevel['id'][]]), at: Instant, note: z.string().trim().max(500).default(''), expectedVersion, requestKey: RequestKey });
export type IncidentReportUp = z.infer<typeof IncidentReportUp>;
export const IncidentVoid = z.strictObject({ reason: line(500), expectedVersion, requestKey: RequestKey });
export type IncidentVoid = z.infer<typeof IncidentVoid>;

export interface Gravity {
  readonly deaths: number;
  readonly seriousInjuries: number;
  /** Yuan; null = not known yet. */
  readonly lossYuan: number | null;
}

/** Gives the grade by the legal thresholds in force on a date (YYYY-MM-DD): any one of deaths, serious injuries and direct loss suffices. Below all of them `AG-0`. */
export function gradeOf({ deaths, seriousInjuries, lossYuan }: Gravity, date: string): string {
  const row = gradeThresholds.find((grade) => grade.validFrom <= date && (grade.validTo === null || grade.validTo >= date) && (deaths >= grade.deaths || seriousInjuries >= grade.seriousInjuries || (lossYuan ?? 0) >= grade.lossYuan));
  return row?.gradeCode ?? 'AG-0';
}

/** One level of the clock. `dueAt` = until when it must have been told, milliseconds; `toldAt` = when it was. */
export interface ClockStep {
  readonly level: ReportingLevel['id'];
  readonly dueAt: number;
  readonly toldAt: number | null;
  readonly late: boolean;
}

/** Gives the clock of reporting upward: each level has its hours from when the one below told it, or, while it has not, from when it should have. Milliseconds. */
export function reportingClock(gradeCode: string, knownAt: number, told: Readonly<Partial<Record<ReportingLevel['id'], number>>>, now: number): ClockStep[] {
  let from = knownAt;
  return reportingLevels
    .filter(({ gradeCodes }) => gradeCodes.includes(gradeCode))
    .map(({ id, hours }): ClockStep => {
      const dueAt = from + hours * 3_600_000;
      const toldAt = told[id] ?? null;
      from = toldAt ?? dueAt;
      return { level: id, dueAt, toldAt, late: (toldAt ?? now) > dueAt };
    });
}
