// What exactly is found at a place? A finding that fits its trade, worded for the spot; a major one with the clause in force on that day.
import { clausesInForce } from '../vocabulary/criteria.ts';
import { writtenDay } from './calendar.ts';
import { type Finding, type FindingGroup, findingGroups, profileMixes, profileSpots } from './finding-texts.ts';
import type { Profile } from './firm-kinds.ts';
import { type MajorFinding, majorFindings, majorShares } from './major-texts.ts';
import { measuresFor } from './measure-texts.ts';
import { createWeightedChoice, type Random } from './random.ts';
import type { RecordedSite } from './recorded-sites.ts';

/** A finding as it stands in the ledger. */
export interface Described {
  readonly title: string;
  readonly kindCode: string;
  readonly elementCode: string;
  readonly depthCode: string;
  readonly major: boolean;
  readonly clauseId: string | null;
  readonly measures: string;
}

/** A boat as findings name it. */
export interface NamedBoat {
  readonly name: string;
  readonly crewCapacity: number;
}

/** The criteria for fishing vessels judge only boats approved for ten people or more (农渔发〔2022〕11号). */
const judgedCrew = 10;
/** Let buildings have findings of leasing in this share. */
const leaseShare = 0.2;

interface Lines {
  readonly list: readonly { readonly group: FindingGroup; readonly finding: Finding }[];
  readonly choose: (random: Random) => number;
}

function linesOf(mix: readonly (readonly [FindingGroup, number])[]): Lines {
  // Each wording of a group is as common as another: no sentence stands in the ledger by the hundred.
  const list = mix.flatMap(([group, weight]) => {
    const wordings = findingGroups[group].reduce((sum, finding) => sum + finding.texts.length, 0);
    return findingGroups[group].map((finding) => ({ group, finding, weight: (weight * finding.texts.length) / wordings }));
  });
  return { list, choose: createWeightedChoice(list.map((line) => line.weight)) };
}

/** What sensors report, by profile. */
const alarms: Readonly<Partial<Record<Profile, readonly [title: string, kind: string]>>> = {
  cold: ['氨气浓度高报，阀门填料微漏', 'HK-NH3'], seafood: ['氨机房浓度报警，排风联动迟缓', 'HK-NH3'], chemical: ['可燃气体报警，法兰密封微漏', 'HK-GASDET'], fuel: ['卸油区可燃气体报警', 'HK-GASDET'], restaurant: ['后厨可燃气体报警器连续报警', 'HK-GASDET'],
  'gas-station': ['调压后压力越限报警', 'HK-GASPIPE'], pipeline: ['阀井燃气浓度报警', 'HK-GASPIPE'], 'gas-user': ['用户端燃气泄漏报警', 'HK-GASDET'], highrise: ['消防管网水压低报警', 'HK-FIREEQ'], market: ['消防水泵故障报警', 'HK-FIREEQ'], care: ['独立式烟感离线报警', 'HK-FIREEQ'],
};

/** Gives the alarm a sensor at a place of a profile would send, or undefined where none is fitted. */
export function alarmAt(profile: Profile): Described | undefined {
  const alarm = alarms[profile];
  return alarm === undefined ? undefined : { title: alarm[0], kindCode: alarm[1], elementCode: 'A-O', depthCode: 'DEP-2', major: false, clauseId: null, measures: measuresFor(alarm[1]) };
}

/** Sectors of what citizens report from a bare place. */
const tipSectors: Readonly<Record<string, string>> = { 'HK-LPGILL': 'SEC-GAS', 'HK-GASPIPE': 'SEC-GAS', 'HK-3NO': 'SEC-FISH', 'HK-EXIT': 'SEC-FIRE', 'HK-MINE3': 'SEC-MINE', 'HK-STRUCT': 'SEC-CONS' };

/** Gives what a citizen reports from the street, with the sector it belongs to. */
export function tip(random: Random): Described & { readonly sectorCode: string } {
  const finding = random.pick(findingGroups.tips);
  return { ...describe(finding, random.pick(finding.texts)), sectorCode: tipSectors[finding.kindCode] ?? 'SEC-OTH' };
}

function describe(finding: Finding, title: string): Described {
  return { title, kindCode: finding.kindCode, elementCode: finding.elementCode, depthCode: finding.depthCode, major: false, clauseId: null, measures: measuresFor(finding.kindCode) };
}

/** Gives a chooser of findings; `boats` are the boats at home in a port, by the port's code. */
export function createFindings(boats: ReadonlyMap<string, readonly NamedBoat[]>): (random: Random, site: RecordedSite, day: number) => Described {
  const byProfile = new Map<Profile, Lines>();
  const majorsByProfile = new Map<Profile, MajorFinding[]>();
  for (const major of majorFindings) for (const profile of major.profiles) majorsByProfile.set(profile, [...(majorsByProfile.get(profile) ?? []), major]);
  const lease = linesOf([['lease', 1]]);
  const of = (profile: Profile): Lines => {
    let lines = byProfile.get(profile);
    if (lines === undefined) byProfile.set(profile, (lines = linesOf(profileMixes[profile])));
    return lines;
  };
  return (random, site, day) => {
    const share = (majorShares[site.profile] ?? 0) * (site.riskClass <= 2 ? 1.3 : 0.8);
    if (random.chance(share)) {
      const major = findMajor(random, site, day, majorsByProfile.get(site.profile) ?? [], boats);
      if (major !== undefined) return major;
    }
    const lines = site.rented && random.chance(leaseShare) ? lease : of(site.profile);
    const line = lines.list[lines.choose(random)];
    if (line === undefined) throw new RangeError(`seen no findings for ${site.profile}`);
    const text = random.pick(line.finding.texts);
    if (line.group === 'vessel') {
      const homeBoats = boats.get(site.code);
      return describe(line.finding, homeBoats === undefined || homeBoats.length === 0 ? text : `${random.pick(homeBoats).name}：${text}`);
    }
    const spots = profileSpots[site.profile];
    return describe(line.finding, line.finding.placed && spots !== undefined && random.chance(0.46) ? `${random.pick(spots)}${text}` : text);
  };
}

/** A major finding that fits the place and is backed by a clause in force; undefined where the sector has none. */
function findMajor(random: Random, site: RecordedSite, day: number, candidates: readonly MajorFinding[], boats: ReadonlyMap<string, readonly NamedBoat[]>): Described | undefined {
  const inForce = new Set(clausesInForce(site.sectorCode, writtenDay(day)).map((clause) => clause.id));
  const fitting = candidates.filter((candidate) => candidate.clauseIds.some((id) => inForce.has(id)) && (candidate.kindCode !== 'HK-LEASE' || site.rented));
  if (fitting.length === 0) return undefined;
  const major = random.pick(fitting);
  const judged = site.profile === 'port' ? (boats.get(site.code) ?? []).filter((boat) => boat.crewCapacity >= judgedCrew) : [];
  if (site.profile === 'port' && judged.length === 0) return undefined;
  const { kindCode, elementCode, depthCode, measures } = major;
  return {
    title: site.profile === 'port' ? `${random.pick(judged).name}：${major.text}` : major.text, kindCode, elementCode, depthCode, major: true,
    clauseId: major.clauseIds.find((id) => inForce.has(id)) ?? null, measures: `${measures}；落实措施、资金、期限、责任人和应急预案`,
  };
}
