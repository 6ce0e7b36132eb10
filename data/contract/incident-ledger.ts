// What does the ledger of incidents show: one row, its steps, what was known of its place before, the months, and the year beside the one before?
import { z } from 'zod';

const Count = z.int().min(0);

export const Incident = z.object({
  id: Count,
  code: z.string(),
  title: z.string(),
  siteId: Count.nullable(),
  siteLayer: z.string().nullable(),
  siteName: z.string().nullable(),
  sectorCode: z.string(),
  areaCode: z.string().nullable(),
  gradeCode: z.string(),
  occurredAt: z.string(),
  knownAt: z.string().nullable(),
  deaths: Count,
  /** Null = an import that did not say. */
  seriousInjuries: Count.nullable(),
  injuries: Count,
  lossYuan: z.number().nullable(),
  account: z.string().nullable(),
  version: Count,
  voided: z.boolean(),
  synthetic: z.boolean(),
  lng: z.number(),
  lat: z.number(),
  /** When each level was told, by level. */
  told: z.record(z.string(), z.string()).nullable(),
});
export type Incident = Readonly<z.infer<typeof Incident>>;

export const IncidentStep = z.object({
  sequence: Count,
  kind: z.string(),
  at: z.string(),
  recordedAt: z.string(),
  actorRole: z.string(),
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
export type IncidentStep = Readonly<z.infer<typeof IncidentStep>>;

/** What was known of the site before; `site` false = the incident is tied to none. */
export const KnownBefore = z.object({
  site: z.boolean(),
  inspection: z.object({ id: Count, code: z.string(), at: z.string(), modeCode: z.string(), hazardsFound: Count, majorsFound: Count, days: Count }).nullable(),
  openHazards: Count,
  openMajor: Count,
  overdue: Count,
  hazards: z.array(z.object({ id: Count, code: z.string(), title: z.string(), levelCode: z.string(), statusCode: z.string(), dueOn: z.string().nullable(), overdue: z.boolean() })),
});
export type KnownBefore = Readonly<z.infer<typeof KnownBefore>>;

export const IncidentPage = z.object({ incident: Incident, steps: z.array(IncidentStep), before: KnownBefore });
export type IncidentPage = Readonly<z.infer<typeof IncidentPage>>;

export const IncidentMonth = z.object({ month: z.string(), incidents: Count, graded: Count, deaths: Count, injuries: Count, incidentsBefore: Count, gradedBefore: Count, deathsBefore: Count, injuriesBefore: Count });
export type IncidentMonth = Readonly<z.infer<typeof IncidentMonth>>;

/** A part of a year: `from` and `to` are dates, both counted whole. `graded` = those above the lowest legal threshold. */
export const IncidentPeriod = z.object({ from: z.string(), to: z.string(), incidents: Count, graded: Count, deaths: Count, injuries: Count });
export type IncidentPeriod = Readonly<z.infer<typeof IncidentPeriod>>;

export const IncidentSeries = z.object({ asOf: z.string(), today: z.string(), n: Count, months: z.array(IncidentMonth), yearToDate: IncidentPeriod, yearBefore: IncidentPeriod });
export type IncidentSeries = Readonly<z.infer<typeof IncidentSeries>>;
