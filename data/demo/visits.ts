// Who looks at what, in which way and for how long? One visit of inspectors, of a firm to itself, or of those who come to see whether it was put right.
import { minutesPerDay } from './calendar.ts';
import type { Profile } from './firm-kinds.ts';
import { createWeightedChoice, type Random } from './random.ts';
import type { RecordedSite } from './recorded-sites.ts';
import { jointDepartments } from './rules.ts';

export interface Visit {
  readonly site: RecordedSite;
  readonly startMinute: number;
  readonly modeCode: string;
  /** Source of the hazards it finds; null for visits that only look again. */
  readonly sourceCode: string | null;
  readonly departmentCode: string;
  readonly inspectors: number;
  readonly withExpert: boolean;
  minutesOnSite: number;
  hazardsFound: number;
  majorsFound: number;
}

interface Mode {
  readonly code: string;
  readonly share: number;
  /** How much a visit of this mode finds, against a routine one. */
  readonly sharpness: number;
  readonly source: 'department' | string;
}

/** Unannounced and crossed visits find more: what later analyses compare. Shares are our design. */
const modes: readonly Mode[] = [
  { code: 'INS-ROUTINE', share: 36, sharpness: 1, source: 'department' },
  { code: 'INS-SPECIAL', share: 19, sharpness: 1.35, source: 'department' },
  { code: 'INS-4N2Z', share: 8, sharpness: 2.3, source: 'department' },
  { code: 'INS-COVERT', share: 2, sharpness: 2.5, source: 'SRC-INS-COVERT' },
  { code: 'INS-OPEN', share: 4, sharpness: 0.8, source: 'department' },
  { code: 'INS-JOINT', share: 6, sharpness: 1.6, source: 'department' },
  { code: 'INS-CROSS', share: 4, sharpness: 2.4, source: 'SRC-INS-CROSS' },
  { code: 'INS-REMOTE', share: 4, sharpness: 0.35, source: 'department' },
  { code: 'INS-LEAD', share: 3, sharpness: 1.3, source: 'SRC-INS-UP' },
  { code: 'INS-SELF', share: 14, sharpness: 1.5, source: 'SRC-ENT' },
];
const chooseMode = createWeightedChoice(modes.map((mode) => mode.share));

/** Minutes a usual visit takes, by profile; 45 where nothing is said. Our design. */
const usualMinutes: Readonly<Partial<Record<Profile, number>>> = { chemical: 150, mine: 130, cold: 95, seafood: 90, site: 100, 'gas-station': 75, ship: 85, market: 80, medical: 95, highrise: 85, shop: 20, restaurant: 26, inn: 30, office: 26, leisure: 40, pipeline: 40, road: 30, offshore: 210, turbine: 90, 'gas-user': 25 };

export interface PlannedVisit extends Visit {
  readonly sharpness: number;
}

/** Gives one visit on a day, found nothing yet. Offices set out between nine and half past four, firms between seven and six. */
export function planVisit(random: Random, site: RecordedSite, dayFor: (rhythm: 'office' | 'works') => number): PlannedVisit {
  const mode = modes[chooseMode(random)] ?? modes[0];
  if (mode === undefined) throw new RangeError('expected modes of inspection');
  const self = mode.code === 'INS-SELF';
  const day = dayFor(self ? 'works' : 'office');
  const minute = self ? random.integer(420, 1_020) : mode.code === 'INS-COVERT' ? random.integer(540, 1_080) : random.chance(0.58) ? random.integer(525, 690) : random.integer(815, 980);
  const town = mode.source === 'department' && random.chance(site.profile === 'shop' || site.profile === 'restaurant' || site.profile === 'inn' ? 0.62 : 0.36);
  const joint = jointDepartments(site.sectorCode);
  const remote = mode.code === 'INS-REMOTE';
  const expert = !self && !remote && random.chance(site.riskClass <= 2 ? 0.24 : 0.05);
  return {
    site, startMinute: day * minutesPerDay + minute, modeCode: mode.code, sharpness: mode.sharpness * Math.min(4, Math.exp(random.normal(0, 0.95))) * (site.riskClass <= 2 ? 1.3 : 1) * (expert ? 1.4 : 1),
    sourceCode: mode.source === 'department' ? (town ? 'SRC-INS-TOWN' : 'SRC-INS-DEPT') : mode.source,
    departmentCode: mode.code === 'INS-JOINT' && joint.length > 0 && random.chance(0.4) ? random.pick(joint) : site.departmentCode,
    inspectors: self ? random.integer(1, 3) : remote ? 1 : random.integer(2, mode.code === 'INS-JOINT' || mode.code === 'INS-LEAD' ? 8 : 4), withExpert: expert,
    minutesOnSite: visitMinutes(random, site, remote ? 0.3 : self ? 0.8 : 1), hazardsFound: 0, majorsFound: 0,
  };
}

/** Gives a visit that only looks again: a review of what was put right, or of what somebody reported. It ends at `decidedMinute`. */
export function lookAgain(random: Random, site: RecordedSite, modeCode: 'INS-REVIEW' | 'INS-REPORT', decidedMinute: number, found: number): Visit {
  const minutesOnSite = Math.min(visitMinutes(random, site, 0.5), 120);
  return { site, startMinute: decidedMinute - minutesOnSite - 5, modeCode, sourceCode: null, departmentCode: site.departmentCode, inspectors: random.integer(2, 3), withExpert: random.chance(0.06), minutesOnSite, hazardsFound: found, majorsFound: 0 };
}

/** Some visits are over before they began: the shallow ones that later analyses look for. */
function visitMinutes(random: Random, site: RecordedSite, share: number): number {
  const usual = (usualMinutes[site.profile] ?? 45) * share * (site.people > 150 ? 1.35 : 1);
  return Math.max(4, Math.min(290, Math.round(usual * (random.chance(0.06) ? 0.25 : 1) * Math.exp(random.normal(0, 0.38)))));
}
