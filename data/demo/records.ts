// What was looked at and found in a year? Inspections and hazards planned together, block by block, so that each tells of the other.
import { departments } from '../vocabulary/departments.ts';
import { townships } from './areas.ts';
import { createDayChoice, minutesPerDay, type Rhythm } from './calendar.ts';
import { alarmAt, createFindings, type Described, type NamedBoat, tip } from './findings.ts';
import { offsetPlace, roundPlace } from './geography.ts';
import { type Life, live } from './hazard-lives.ts';
import { createRandom, createWeightedChoice, type Random } from './random.ts';
import { blocksPerScale, type RecordedSite, type SiteBlock } from './recorded-sites.ts';
import { jointDepartments, leadDepartment } from './rules.ts';
import { lookAgain, type PlannedVisit, planVisit, type Visit } from './visits.ts';
import type { World } from './world.ts';

export const hazardsPerScale = 24_000;
export const inspectionsPerScale = 31_000;
/** Each block holds a hundredth of a city of scale 1: the n-th record is the same at every scale that is a whole number of hundredths. */
export const hazardsPerBlock = hazardsPerScale / blocksPerScale;
export const inspectionsPerBlock = inspectionsPerScale / blocksPerScale;
/** Of them, those that look for hazards; the rest look again at what was found or reported. */
const searchesPerBlock = 242;
/** Minutes before the city's day from which on nothing is recorded any more: no step lies in the future, whenever the city is made. */
const quietMinutes = 30;

export interface PlannedHazard {
  readonly code: string;
  /** Null for what was reported from a bare place. */
  readonly site: RecordedSite | null;
  readonly place: readonly [number, number];
  readonly township: number;
  readonly sectorCode: string;
  readonly departmentCode: string;
  readonly sourceCode: string;
  readonly foundMinute: number;
  readonly described: Described;
  readonly life: Life;
}

export interface RecordBlock {
  readonly hazards: readonly PlannedHazard[];
  readonly visits: readonly Visit[];
}

/** Gives the code of the hazard with a number. */
export function hazardCode(index: number): string {
  return `YH${String(index + 1).padStart(7, '0')}`;
}

interface Start {
  readonly site: RecordedSite | null;
  readonly place: readonly [number, number];
  readonly township: number;
  readonly sectorCode: string;
  readonly sourceCode: string;
  readonly minute: number;
  readonly described: Described | null;
  readonly visit: PlannedVisit | null;
}

/** Where hazards come from, in parts of a thousand. Inspections find most; firms report a third. Our design. */
const channels = [
  { channel: 'inspection', share: 535 },
  { channel: 'self-check', share: 108 },
  { channel: 'report', share: 222 },
  { channel: 'public', share: 88 },
  { channel: 'sensor', share: 14 },
  { channel: 'media', share: 7 },
  { channel: 'expert', share: 26 },
] as const;
const chooseChannel = createWeightedChoice(channels.map(({ share }) => share));
const departmentNames = new Map(departments.entries.map((entry) => [entry.code, entry.zh]));

/** Gives a planner of blocks. A block depends on the seed, the day and its own number only. */
export function createRecords(world: World, sitesOf: (block: number) => SiteBlock, boats: ReadonlyMap<string, readonly NamedBoat[]>): (block: number) => RecordBlock {
  const random = createRandom(world.seed, 'records');
  const chooseDay = createDayChoice(world.today);
  const findings = createFindings(boats);
  const chooseTown = createWeightedChoice(townships.map((township) => township.population));
  const endMinute = world.today * minutesPerDay - quietMinutes;

  const atSite = (site: RecordedSite, sourceCode: string, minute: number, described: Described | null = null, visit: PlannedVisit | null = null): Start => ({ site, place: site.place, township: site.township, sectorCode: site.sectorCode, sourceCode, minute, described, visit });
  const minuteFor = (sectorCode: string, rhythm: Rhythm, from: number, to: number): number => chooseDay(random, sectorCode, rhythm) * minutesPerDay + random.integer(from, to);

  const begin = (sites: SiteBlock, searches: readonly PlannedVisit[], chooseSearch: (random: Random) => number, checks: readonly PlannedVisit[]): Start => {
    const any = (): RecordedSite => {
      const site = sites.sites[sites.choose(random)];
      if (site === undefined) throw new RangeError('seen a block without sites');
      return site;
    };
    const { channel } = channels[chooseChannel(random)] ?? channels[0];
    if (channel === 'inspection' || (channel === 'self-check' && checks.length > 0)) {
      const visit = channel === 'inspection' ? searches[chooseSearch(random)] : random.pick(checks);
      if (visit !== undefined) return atSite(visit.site, visit.sourceCode ?? 'SRC-INS-DEPT', visit.startMinute + 1 + Math.floor(random.next() * visit.minutesOnSite), null, visit);
    }
    if (channel === 'public' && random.chance(0.14)) return beginTip(world, random, chooseTown(random), (sectorCode) => minuteFor(sectorCode, 'people', 400, 1_370));
    if (channel === 'sensor') {
      for (let attempt = 0; attempt < 12; attempt += 1) {
        const site = any();
        const alarm = alarmAt(site.profile);
        if (alarm !== undefined) return atSite(site, 'SRC-SENSOR', minuteFor(site.sectorCode, 'people', 0, 1_390), alarm);
      }
    }
    const site = any();
    if (channel === 'public' || channel === 'media') return atSite(site, channel === 'public' ? 'SRC-PUB' : 'SRC-MEDIA', minuteFor(site.sectorCode, 'people', 400, 1_370));
    if (channel === 'expert') return atSite(site, 'SRC-EXPERT', minuteFor(site.sectorCode, 'office', 540, 1_020));
    return atSite(site, 'SRC-ENT', minuteFor(site.sectorCode, 'works', 420, 1_140));
  };

  return (block) => {
    const sites = sitesOf(block);
    random.seek(block);
    const visits = Array.from({ length: searchesPerBlock }, () => {
      const site = sites.sites[sites.choose(random)];
      if (site === undefined) throw new RangeError('seen a block without sites');
      return planVisit(random, site, (rhythm) => chooseDay(random, site.sectorCode, rhythm));
    });
    const searches = visits.filter((visit) => visit.modeCode !== 'INS-SELF');
    const checks = visits.filter((visit) => visit.modeCode === 'INS-SELF');
    const chooseSearch = createWeightedChoice(searches.map((visit) => visit.sharpness));
    const starts = Array.from({ length: hazardsPerBlock }, () => begin(sites, searches, chooseSearch, checks)).sort((a, b) => a.minute - b.minute);
    const history = new Map<string, PlannedHazard[]>();
    const hazards = starts.map((start, place): PlannedHazard => {
      const earlier = start.site === null ? [] : (history.get(start.site.code) ?? []);
      const { described, mergeWith } = describeStart(random, start, earlier, findings);
      const departmentCode = start.site?.departmentCode ?? leadDepartment(start.sectorCode);
      const other = jointDepartments(start.sectorCode)[0];
      const granted = allowedDays(random, described);
      const onSpot = granted === 0 && start.visit !== null && start.sourceCode !== 'SRC-ENT' && mergeWith === null && random.chance(0.85);
      const life = live(random, {
        foundMinute: start.minute, sourceCode: start.sourceCode, major: described.major, allowedDays: onSpot ? 0 : Math.max(1, granted), neglect: (start.site?.neglect ?? 0.03) * (described.major ? 0.6 : 1), mergeWith,
        onSpot,
        otherDepartment: other === undefined || other === departmentCode ? null : (departmentNames.get(other) ?? null), endMinute,
      });
      if (start.visit !== null) {
        start.visit.hazardsFound += 1;
        start.visit.majorsFound += described.major ? 1 : 0;
      }
      const hazard: PlannedHazard = { code: hazardCode(block * hazardsPerBlock + place), site: start.site, place: start.place, township: start.township, sectorCode: start.sectorCode, departmentCode, sourceCode: start.sourceCode, foundMinute: start.minute, described, life };
      if (start.site !== null) history.set(start.site.code, [...earlier, hazard]);
      return hazard;
    });
    for (const visit of visits) visit.minutesOnSite = Math.min(300, visit.minutesOnSite + visit.hazardsFound * 6);
    const all: Visit[] = [...visits, ...secondLooks(random, hazards, inspectionsPerBlock - searchesPerBlock)];
    while (all.length < inspectionsPerBlock) {
      const site = sites.sites[sites.choose(random)];
      if (site !== undefined) all.push(planVisit(random, site, (rhythm) => chooseDay(random, site.sectorCode, rhythm)));
    }
    return { hazards, visits: all.sort((a, b) => a.startMinute - b.startMinute) };
  };
}

/** What a citizen saw from the street: illegal cylinders, boats without papers, blocked lanes. */
function beginTip(world: World, random: Random, township: number, minuteFor: (sectorCode: string) => number): Start {
  const { sectorCode, ...described } = tip(random);
  const boat = described.kindCode === 'HK-3NO';
  const port = boat ? random.pick(world.ports) : undefined;
  const village = described.kindCode === 'HK-MINE3' ? random.pick(world.villages) : undefined;
  const near = port?.landing ?? village?.place;
  const place = near === undefined ? world.frontages.inTown(random, township).place : nearby(world, random, near);
  return { site: null, place: [place[0], place[1]], township: port?.township ?? village?.township ?? township, sectorCode, sourceCode: 'SRC-PUB', minute: minuteFor(sectorCode), described, visit: null };
}

function nearby(world: World, random: Random, from: readonly [number, number, ...number[]]): readonly [number, number, ...number[]] {
  const place = roundPlace(offsetPlace(from, random.normal(0, 120), random.normal(0, 120)));
  return world.geography.isLand(place[0], place[1]) ? place : from;
}

/** A repeat of what was closed there before, the same thing reported twice, or something new. */
function describeStart(random: Random, start: Start, earlier: readonly PlannedHazard[], findings: ReturnType<typeof createFindings>): { described: Described; mergeWith: string | null } {
  if (start.described !== null || start.site === null) return { described: start.described ?? tip(random), mergeWith: null };
  const still = earlier.find(({ foundMinute, life }) => foundMinute > start.minute - 25 * minutesPerDay && foundMinute < start.minute - minutesPerDay && (life.rectifiedMinute ?? Number.POSITIVE_INFINITY) > start.minute && life.assigned);
  if (still !== undefined && random.chance(start.sourceCode === 'SRC-PUB' ? 0.5 : 0.08)) return { described: still.described, mergeWith: still.code };
  const closed = earlier.find(({ life, described }) => life.closedMinute !== null && life.closedMinute < start.minute - 20 * minutesPerDay && !described.major);
  if (closed !== undefined && random.chance(0.14)) return { described: closed.described, mergeWith: null };
  const day = Math.floor(start.minute / minutesPerDay);
  let described = findings(random, start.site, day);
  // One visit does not write the same line twice.
  for (let attempt = 0; attempt < 3 && earlier.some((hazard) => hazard.described.title === described.title && Math.abs(hazard.foundMinute - start.minute) < minutesPerDay); attempt += 1) described = findings(random, start.site, day);
  return { described, mergeWith: null };
}

/** Days granted: at once for what is in plain sight, a month for a system, up to three for a major hazard. No national rule fixes them; our design after usual practice. */
function allowedDays(random: Random, { major, depthCode }: Described): number {
  if (major) return random.pick([30, 45, 60, 60, 90]);
  return random.pick(depthCode === 'DEP-1' ? [0, 0, 0, 3, 3, 5, 7] : depthCode === 'DEP-2' ? [3, 5, 7, 7, 10, 15] : [10, 15, 15, 30]);
}

/** Visits that look at what citizens reported, then at what firms say they have put right. At most `count`. */
function secondLooks(random: Random, hazards: readonly PlannedHazard[], count: number): Visit[] {
  const reports = hazards.flatMap(({ site, sourceCode, life }) => (site !== null && sourceCode === 'SRC-PUB' && life.verifiedMinute !== null ? [lookAgain(random, site, 'INS-REPORT', life.verifiedMinute, life.upheld ? 1 : 0)] : []));
  const reviewed = hazards.filter(({ site, life }) => site !== null && life.reviewMinute !== null);
  const majors = reviewed.filter(({ described }) => described.major);
  const general = reviewed.filter(({ described }) => !described.major);
  // The first of a partial shuffle: every review has the same chance of having been made on the spot.
  for (let index = 0; index < Math.min(count, general.length); index += 1) {
    const other = random.integer(index, general.length - 1);
    const [here, there] = [general[index], general[other]];
    if (here !== undefined && there !== undefined) [general[index], general[other]] = [there, here];
  }
  const reviews = [...majors, ...general].slice(0, Math.max(0, count - Math.min(reports.length, 26)));
  return [...reports.slice(0, 26), ...reviews.flatMap(({ site, life }) => (site === null || life.reviewMinute === null ? [] : [lookAgain(random, site, 'INS-REVIEW', life.reviewMinute, 0)]))].slice(0, count);
}
