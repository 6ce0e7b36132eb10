// Do hazards, inspections and incidents of the demo city tell one story that holds together?
import { describe, expect, it } from 'vitest';
import { HazardFields, overdueDaysOf } from '../../../data/contract/hazards.ts';
import { IncidentFields } from '../../../data/contract/incidents.ts';
import { InspectionFields } from '../../../data/contract/inspections.ts';
import { dayOfDate, dayOfInstant, endOfDay } from '../../../data/contract/units.ts';
import { clausesInForce } from '../../../data/vocabulary/criteria.ts';
import { cityOn, demoToday, demoWorld } from './demo-city.ts';

const city = cityOn(demoWorld());
const hazards = [...city.hazards()].flat();
const inspections = [...city.inspections()].flat();
const incidents = [...city.incidents()].flat();
const sites = new Map([...city.sites()].flat().map((row) => [`${row.layer} ${row.code}`, row]));
const boats = new Map([...city.vessels()].flat().map((row) => [row.name, row]));
const midnight = endOfDay(demoToday - 1);
const dayOf = (instant: string): number => dayOfInstant(Date.parse(instant));
const share = (count: number, of = hazards.length): number => count / of;
const overdue = hazards.filter((row) => overdueDaysOf(row.statusCode, row.dueOn === null ? null : dayOfDate(row.dueOn), demoToday) > 0);
const official = (mode: string): boolean => !['INS-SELF', 'INS-REVIEW', 'INS-REPORT'].includes(mode);

/** Moves that the closed loop allows. */
const moves: Readonly<Record<string, readonly string[]>> = {
  'ST-REPORTED': ['ST-VERIFYING'], 'ST-VERIFYING': ['ST-ASSIGNED', 'ST-REJECTED', 'ST-MERGED', 'ST-TRANSFERRED'], 'ST-ASSIGNED': ['ST-RECTIFYING'], 'ST-RECTIFYING': ['ST-AWAIT_REVIEW'],
  'ST-AWAIT_REVIEW': ['ST-CLOSED', 'ST-RETURNED'], 'ST-RETURNED': ['ST-RECTIFYING'], 'ST-CLOSED': ['ST-REOPENED'], 'ST-REOPENED': ['ST-RECTIFYING'],
};

describe('the hazards of the demo city', () => {
  it('pass the contract, every one, at a site that exists or a bare place', () => {
    for (const row of hazards) {
      HazardFields.parse(row);
      if (row.siteCode === null) continue;
      const site = sites.get(`${row.siteLayer} ${row.siteCode}`);
      if (site === undefined || site.name !== row.siteName || site.sectorCode !== row.sectorCode || site.areaCode !== row.areaCode || site.departmentCode !== row.departmentCode) throw new Error(`${row.code} disagrees with its site`);
    }
    expect(hazards).toHaveLength(24_000);
    const bare = hazards.filter((row) => row.siteCode === null);
    expect(share(bare.length)).toBeGreaterThan(0.005);
    expect(new Set(bare.map((row) => row.sourceCode))).toEqual(new Set(['SRC-PUB']));
  });

  it('replay from their steps to their status, one allowed move after another', () => {
    for (const row of hazards) {
      let status: string | null = null;
      let last = Number.NEGATIVE_INFINITY;
      for (const [index, event] of row.events.entries()) {
        const at = Date.parse(event.at);
        if (event.sequence !== index + 1 || at <= last || at >= midnight) throw new Error(`${row.code}: step ${index + 1} out of order or in the future`);
        last = at;
        if (event.kind !== 'reported' && event.kind !== 'moved') {
          if (event.toStatusCode !== null || event.fromStatusCode !== null || event.note === null) throw new Error(`${row.code}: a mark moves or says nothing`);
          continue;
        }
        if (event.fromStatusCode !== status) throw new Error(`${row.code}: step ${index + 1} starts from ${String(event.fromStatusCode)}, the hazard stood at ${String(status)}`);
        if (status === null ? event.kind !== 'reported' || event.toStatusCode !== 'ST-REPORTED' || event.at !== row.foundAt : !(moves[status] ?? []).includes(event.toStatusCode ?? '')) throw new Error(`${row.code}: ${String(status)} → ${String(event.toStatusCode)}`);
        status = event.toStatusCode;
      }
      if (status !== row.statusCode) throw new Error(`${row.code}: replays to ${String(status)}, says ${row.statusCode}`);
    }
  });

  it('carry the dates that their status asks for', () => {
    for (const row of hazards) {
      const last = (to: string) => row.events.findLast((event) => event.toStatusCode === to)?.at ?? null;
      const closed = row.statusCode === 'ST-CLOSED';
      const done = closed || row.statusCode === 'ST-AWAIT_REVIEW';
      expect(row.closedAt, row.code).toBe(closed ? last('ST-CLOSED') : null);
      expect(row.rectifiedAt, row.code).toBe(done ? last('ST-AWAIT_REVIEW') : null);
      const assigned = last('ST-ASSIGNED') !== null;
      if ((row.dueOn !== null) !== assigned || (row.ownerName !== null) !== assigned || (row.measures !== null) !== assigned) throw new Error(`${row.code}: owner, deadline and measures come with the assignment`);
      if (row.dueOn !== null && row.dueOn < row.foundAt.slice(0, 10)) throw new Error(`${row.code}: due before it was found`);
      if (dayOf(row.foundAt) < demoToday - 365) throw new Error(`${row.code}: found before the year of records`);
    }
  });

  it('are overdue and major in the shares a city knows', () => {
    expect(share(overdue.length)).toBeGreaterThan(0.03);
    expect(share(overdue.length)).toBeLessThan(0.04);
    const majors = hazards.filter((row) => row.levelCode === 'LV-M');
    expect(share(majors.length)).toBeGreaterThan(0.004);
    expect(share(majors.length)).toBeLessThan(0.01);
    expect(overdue.filter((row) => row.levelCode === 'LV-M').length).toBeGreaterThan(0);
    const ontime = hazards.filter((row) => row.rectifiedAt !== null && row.dueOn !== null && row.rectifiedAt.slice(0, 10) <= row.dueOn).length / hazards.filter((row) => row.rectifiedAt !== null).length;
    expect(ontime).toBeGreaterThan(0.8);
    expect(ontime).toBeLessThan(0.97);
  });

  it('cite a clause in force for their sector when they are major, and only then', () => {
    for (const row of hazards) {
      if (row.levelCode === 'LV-G') expect(row.clauseId, row.code).toBeNull();
      else expect(clausesInForce(row.sectorCode, row.foundAt.slice(0, 10)).map((clause) => clause.id), `${row.code} ${row.sectorCode}`).toContain(row.clauseId);
    }
    expect(new Set(hazards.filter((row) => row.levelCode === 'LV-M').map((row) => row.sectorCode)).size).toBeGreaterThanOrEqual(8);
  });

  it('come from all three sources, inspections first', () => {
    const of = (test: (source: string) => boolean) => share(hazards.filter((row) => test(row.sourceCode)).length);
    expect(of((source) => source.startsWith('SRC-INS'))).toBeGreaterThan(0.45);
    expect(of((source) => source === 'SRC-ENT')).toBeGreaterThan(0.25);
    expect(of((source) => source === 'SRC-PUB')).toBeGreaterThan(0.05);
    for (const source of ['SRC-INS-DEPT', 'SRC-INS-TOWN', 'SRC-INS-UP', 'SRC-INS-CROSS', 'SRC-INS-COVERT', 'SRC-SENSOR', 'SRC-MEDIA', 'SRC-EXPERT']) expect(of((code) => code === source), source).toBeGreaterThan(0.003);
    const rejected = (source: string) => hazards.filter((row) => row.sourceCode === source && row.statusCode === 'ST-REJECTED').length / hazards.filter((row) => row.sourceCode === source).length;
    expect(rejected('SRC-PUB')).toBeGreaterThan(5 * rejected('SRC-INS-DEPT'));
  });

  it('take every turn of the closed loop: sent back, reopened, extended, passed on, merged, listed, suspended', () => {
    const moved = (to: string) => hazards.filter((row) => row.events.some((event) => event.toStatusCode === to)).length;
    for (const status of ['ST-RETURNED', 'ST-REOPENED', 'ST-TRANSFERRED', 'ST-MERGED', 'ST-REJECTED']) expect(moved(status), status).toBeGreaterThan(30);
    expect(moved('ST-RETURNED') / moved('ST-CLOSED')).toBeLessThan(0.1);
    const notes = hazards.flatMap((row) => row.events.map((event) => event.note ?? ''));
    for (const flag of ['FL-LISTED', 'FL-SUSPENDED', 'FL-EXT_PENDING', 'FL-EXT_OK', 'FL-EXT_NO', 'FL-OVERDUE', 'FL-ESCALATED', 'FL-PUBLIC']) expect(notes.filter((note) => note.includes(flag)).length, flag).toBeGreaterThan(20);
    const codes = new Set(hazards.map((row) => row.code));
    for (const row of hazards.filter(({ statusCode }) => statusCode === 'ST-MERGED')) expect(codes).toContain(/YH\d{7}/.exec(row.events.at(-1)?.note ?? '')?.[0]);
    for (const row of hazards) {
      const granted = row.events.findLast((event) => event.kind === 'extended');
      if (granted !== undefined) expect(granted.note, row.code).toContain(row.dueOn ?? 'no deadline');
    }
  });

  it('come back at the same place', () => {
    const seen = new Map<string, number[]>();
    for (const row of hazards) if (row.siteCode !== null) seen.set(`${row.siteLayer} ${row.siteCode} ${row.title}`, [...(seen.get(`${row.siteLayer} ${row.siteCode} ${row.title}`) ?? []), dayOf(row.foundAt)]);
    const relapses = [...seen.values()].reduce((sum, days) => sum + days.sort((a, b) => a - b).filter((day, index) => index > 0 && day - (days[index - 1] ?? day) >= 20).length, 0);
    expect(share(relapses)).toBeGreaterThan(0.02);
    expect(share(relapses)).toBeLessThan(0.15);
  });

  it('fit the place: cranes on building sites, ammonia where it cools, boats in their own port', () => {
    const at = (kind: string) => hazards.filter((row) => row.kindCode === kind);
    for (const kind of ['HK-PIT', 'HK-EDGE', 'HK-RUSH']) expect(new Set(at(kind).map((row) => row.siteLayer)), kind).toEqual(new Set(['construction-sites']));
    for (const row of at('HK-NH3')) expect(sites.get(`enterprises ${row.siteCode}`)?.attributes['industryCode'] ?? 'G5930', row.code).toMatch(/^(C13|G593)/);
    for (const kind of ['HK-SLOPE', 'HK-MINE1']) expect(new Set(at(kind).map((row) => row.sectorCode)), kind).toEqual(new Set(['SEC-MINE']));
    expect(new Set(at('HK-CHEMOP').map((row) => row.sectorCode))).toEqual(new Set(['SEC-CHEM']));
    const named = hazards.filter((row) => row.siteLayer === 'fishing-ports' && row.title.startsWith('澜渔'));
    expect(named.length).toBeGreaterThan(200);
    for (const row of named) {
      const boat = boats.get(row.title.split('：')[0] ?? '');
      expect(boat?.homePortCode, row.code).toBe(row.siteCode);
      // The criteria for fishing vessels judge boats approved for ten people or more.
      if (row.levelCode === 'LV-M') expect(boat?.crewCapacity, row.code).toBeGreaterThanOrEqual(10);
    }
    const titles = new Map<string, number>();
    for (const row of hazards) titles.set(row.title, (titles.get(row.title) ?? 0) + 1);
    expect(titles.size).toBeGreaterThan(1_000);
    expect(share(Math.max(...titles.values()))).toBeLessThan(0.02);
  });

  it('follow the week, the festivals and the season', () => {
    const weekday = (instant: string): number => new Date(`${instant.slice(0, 10)}T00:00:00Z`).getUTCDay();
    const visits = inspections.filter((row) => official(row.modeCode));
    const perDay = (list: readonly string[]) => Array.from({ length: 7 }, (_, day) => list.filter((instant) => weekday(instant) === day).length);
    const visited = perDay(visits.map((row) => row.startedAt));
    const found = perDay(hazards.map((row) => row.foundAt));
    for (const counts of [visited, found]) {
      const working = (counts.slice(1, 6).reduce((sum, count) => sum + count, 0) / 5);
      expect(counts[0]).toBeLessThan(working * 0.35);
    }
    expect(visited[0]).toBeLessThan((visited[2] ?? 0) * 0.12);
    const within = (from: string, to: string) => visits.filter((row) => row.startedAt.slice(0, 10) >= from && row.startedAt.slice(0, 10) <= to).length;
    expect(within('2026-02-14', '2026-02-25')).toBeLessThan(within('2026-03-14', '2026-03-25') * 0.4);
    expect(within('2026-06-01', '2026-06-30')).toBeGreaterThan(within('2026-04-01', '2026-04-30') * 1.3);
  });
});

describe('the inspections of the demo city', () => {
  it('pass the contract, every one, at a site that exists, before the city day begins', () => {
    for (const row of inspections) {
      InspectionFields.parse(row);
      const site = sites.get(`${row.siteLayer} ${row.siteCode}`);
      if (site === undefined || site.sectorCode !== row.sectorCode || row.majorsFound > row.hazardsFound || Date.parse(row.startedAt) >= midnight) throw new Error(`${row.code} does not hold together`);
    }
    expect(inspections).toHaveLength(31_000);
    expect(new Set(inspections.map((row) => row.modeCode)).size).toBe(12);
  });

  it('found exactly the hazards that inspections and self-checks reported there on that day', () => {
    const count = (sum: Map<string, number>, key: string, by: number) => sum.set(key, (sum.get(key) ?? 0) + by);
    const told = new Map<string, number>();
    const majors = new Map<string, number>();
    for (const row of inspections) {
      if (!official(row.modeCode)) continue;
      count(told, `${row.siteLayer} ${row.siteCode} ${dayOf(row.startedAt)}`, row.hazardsFound);
      count(majors, `${row.siteLayer} ${row.siteCode} ${dayOf(row.startedAt)}`, row.majorsFound);
    }
    for (const row of hazards) {
      if (!row.sourceCode.startsWith('SRC-INS')) continue;
      count(told, `${row.siteLayer} ${row.siteCode} ${dayOf(row.foundAt)}`, -1);
      if (row.levelCode === 'LV-M') count(majors, `${row.siteLayer} ${row.siteCode} ${dayOf(row.foundAt)}`, -1);
    }
    expect([...told].filter(([, rest]) => rest !== 0)).toEqual([]);
    expect([...majors].filter(([, rest]) => rest !== 0)).toEqual([]);
  });

  it('find more when nobody was told, take longer at a chemical plant than in a shop, and come again', () => {
    const rate = (mode: string) => {
      const rows = inspections.filter((row) => row.modeCode === mode);
      return rows.reduce((sum, row) => sum + row.hazardsFound, 0) / rows.length;
    };
    expect(rate('INS-4N2Z')).toBeGreaterThan(1.5 * rate('INS-ROUTINE'));
    expect(rate('INS-CROSS')).toBeGreaterThan(1.5 * rate('INS-ROUTINE'));
    const median = (placeType: string) => {
      const minutes = inspections.filter((row) => official(row.modeCode) && sites.get(`${row.siteLayer} ${row.siteCode}`)?.placeTypeCode === placeType).map((row) => row.minutesOnSite ?? 0).sort((a, b) => a - b);
      return minutes[Math.floor(minutes.length / 2)] ?? 0;
    };
    expect(median('PLC-CHEM')).toBeGreaterThan(3 * median('PLC-9S-SHOP'));
    const visited = new Map<string, number>();
    for (const row of inspections) visited.set(`${row.siteLayer} ${row.siteCode}`, (visited.get(`${row.siteLayer} ${row.siteCode}`) ?? 0) + 1);
    expect([...visited.values()].filter((times) => times > 1).length / visited.size).toBeGreaterThan(0.4);
    expect(inspections.filter((row) => row.hazardsFound === 0).length / inspections.length).toBeGreaterThan(0.4);
  });
});

describe('the incidents of the demo city', () => {
  it('are a few, pass the contract, and some happened where a hazard lay open', () => {
    expect(incidents).toHaveLength(26);
    for (const row of incidents) {
      IncidentFields.parse(row);
      expect(sites.has(`${row.siteLayer} ${row.siteCode}`), row.code).toBe(true);
      expect(Date.parse(row.occurredAt)).toBeLessThan(midnight);
      expect(row.gradeCode, row.code).toBe(row.deaths > 0 ? 'AG-4' : 'AG-0');
    }
    const warned = incidents.filter((incident) => hazards.some((row) => row.siteLayer === incident.siteLayer && row.siteCode === incident.siteCode && row.foundAt < incident.occurredAt && (row.rectifiedAt === null || row.rectifiedAt > incident.occurredAt)));
    expect(warned.length).toBeGreaterThanOrEqual(5);
    expect(warned.length).toBeLessThan(incidents.length);
    expect(incidents.reduce((sum, row) => sum + row.deaths, 0)).toBeGreaterThan(0);
  });
});
