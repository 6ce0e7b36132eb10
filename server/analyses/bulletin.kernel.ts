// What do hazards as known at a cut-off add up to? Counts, rates and lists of a bulletin; the order of the rows makes no difference.
import {
  type BulletinCell,
  type BulletinEntry,
  type BulletinFigure,
  type BulletinGroup,
  type BulletinList,
  fewestCases,
  type FigureId,
  type GroupCountId,
  groupCountIds,
  mostLongestOverdue,
  mostNamed,
} from '../../data/contract/bulletins.ts';
import { openStatusCodes, overdueDaysOf } from '../../data/contract/hazard-deadlines.ts';
import type { HazardAsKnown } from '../../data/contract/hazards-as-known.ts';
import { dateOfDay, dayOfDate, dayOfInstant, endOfDay } from '../../data/contract/units.ts';

/** What is asked: cut-off, period (both days included), and from when on something is new; ISO texts and dates. */
export interface BulletinQuestion {
  readonly cutOff: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly since: string;
}

/** What was inspected and what happened in the period, from elsewhere. */
export interface PeriodRecords {
  readonly inspections: number;
  readonly premisesInspected: number;
  readonly incidents: number;
  readonly deaths: number;
  readonly injuries: number;
}

/** Days within which the same clause at the same premises counts as a repeat: twelve months (DOMAIN §4.5, KPI-REP). */
const repeatDays = 365;
const outcomes: Readonly<Record<string, FigureId>> = { 'ST-REPORTED': 'beingVerified', 'ST-VERIFYING': 'beingVerified', 'ST-REJECTED': 'notUpheld', 'ST-MERGED': 'merged', 'ST-TRANSFERRED': 'transferred' };
const open = new Set(openStatusCodes);
const standing = (row: HazardAsKnown): boolean => row.statusCode !== 'ST-REJECTED' && row.statusCode !== 'ST-MERGED';

type Counts = Record<GroupCountId | 'n', number>;
const noCounts = (): Counts => Object.fromEntries(['n', ...groupCountIds].map((id) => [id, 0])) as Counts;

/** An entry of a list, with what its order and its readers depend on. */
export interface NamedHazard {
  readonly entry: BulletinEntry;
  readonly siteId: number | null;
}

/** Adds up hazards page by page. */
export class BulletinTally {
  private readonly asked: BulletinQuestion;
  private readonly today: number;
  private readonly from: number;
  private readonly to: number;
  private readonly end: number;
  private readonly since: number;
  private readonly counts = new Map<FigureId, number>();
  private readonly all = noCounts();
  private readonly groups = { departmentCode: new Map<string, Counts>(), areaCode: new Map<string, Counts>(), sectorCode: new Map<string, Counts>() };
  private readonly cells = new Map<string, Counts>();
  private readonly lists = new Map<BulletinList, NamedHazard[]>();
  private readonly lateBefore: NamedHazard[] = [];
  /** Days on which each clause was found at each premises. */
  private readonly clauses = new Map<string, { day: number; id: number; inPeriod: boolean; isRelapse: boolean }[]>();
  private relapses = 0;
  private known = 0;
  private publicConcluded = 0;
  private publicVerified = 0;
  private selfReported = 0;

  constructor(asked: BulletinQuestion) {
    this.asked = asked;
    this.today = dayOfInstant(Date.parse(asked.cutOff));
    this.from = dayOfDate(asked.periodFrom);
    this.to = dayOfDate(asked.periodTo);
    this.end = Math.min(endOfDay(this.to), Date.parse(asked.cutOff));
    this.since = Date.parse(asked.since);
  }

  add(rows: readonly HazardAsKnown[]): void {
    for (const row of rows) this.addOne(row);
  }

  /** Overdue hazards whose deadline had passed before `since`: whether they were overdue then is asked by the one who can look it up. */
  candidates(): readonly number[] {
    return this.lateBefore.map(({ entry }) => entry.hazardId);
  }

  /** Gives figures, groups and lists. `lateThen` holds the candidates that were overdue at `since` too. */
  finish(records: PeriodRecords, lateThen: ReadonlySet<number>): { figures: Record<FigureId, BulletinFigure>; departments: BulletinGroup[]; areas: BulletinGroup[]; sectors: BulletinGroup[]; departmentArea: BulletinCell[]; lists: Record<BulletinList, NamedHazard[]>; listTotals: Record<BulletinList, number> } {
    for (const named of this.lateBefore) if (!lateThen.has(named.entry.hazardId)) this.list('newly-overdue', named);
    const listTotals = {} as Record<BulletinList, number>;
    const lists = {} as Record<BulletinList, NamedHazard[]>;
    for (const [list, most] of [['major-open', mostNamed], ['major-new', mostNamed], ['major-closed', mostNamed], ['newly-overdue', mostNamed], ['longest-overdue', mostLongestOverdue]] as const) {
      const members = (this.lists.get(list) ?? []).sort(byUrgency);
      listTotals[list] = members.length;
      lists[list] = members.slice(0, most);
    }
    const cells = [...this.cells].map(([key, { n, found, closed, open: standingOpen, openMajors, overdue }]): BulletinCell => {
      const [departmentCode = '', areaCode = ''] = key.split(' ');
      return { departmentCode, areaCode: areaCode === '' ? null : areaCode, n, found, closed, open: standingOpen, openMajors, overdue };
    });
    return {
      figures: this.figures(records),
      departments: groupRows(this.groups.departmentCode),
      areas: groupRows(this.groups.areaCode),
      sectors: groupRows(this.groups.sectorCode),
      departmentArea: cells.sort((a, b) => compare(a.departmentCode, b.departmentCode) || compare(a.areaCode ?? '\uFFFF', b.areaCode ?? '\uFFFF')),
      lists,
      listTotals,
    };
  }

  private addOne(row: HazardAsKnown): void {
    const { today, from, to, end } = this;
    this.known += 1;
    const inPeriod = row.foundDay >= from && row.foundDay <= to;
    const isMajor = row.verifiedAt !== null && row.levelCode === 'LV-M' && standing(row);
    const isOpen = open.has(row.statusCode);
    const within = (instant: number | null): boolean => instant !== null && dayOfInstant(instant) >= from && instant < end;
    const wasClosed = within(row.closedAt);
    const overdueDays = overdueDaysOf(row.statusCode, row.dueDay, today);
    const isVerified = row.verifiedAt !== null && standing(row);
    const isDue = row.dueDay !== null && row.dueDay >= from && row.dueDay <= to && row.dueDay < today && standing(row) && row.statusCode !== 'ST-TRANSFERRED';
    const one: Partial<Record<GroupCountId, boolean | number>> = {
      found: inPeriod,
      verified: inPeriod && isVerified,
      majors: inPeriod && isMajor,
      closed: wasClosed,
      rectifiable: inPeriod && standing(row),
      rectified: inPeriod && row.statusCode === 'ST-CLOSED',
      dueInPeriod: isDue,
      onTime: isDue && row.rectifiedAt !== null && row.dueDay !== null && row.rectifiedAt < endOfDay(row.dueDay),
      open: isOpen,
      openMajors: isOpen && isMajor,
      overdue: overdueDays > 0,
      overdueOver30: overdueDays > 30,
      listed: isOpen && row.isListed,
      extensions: row.extensions,
    };
    // What no figure of the period or of today rests on is no case of a group.
    const isCase = inPeriod || isOpen || wasClosed || isDue || row.extensions > 0;
    if (isCase) {
      for (const group of [this.all, this.groupOf(this.groups.departmentCode, row.departmentCode), this.groupOf(this.groups.areaCode, row.areaCode ?? ''), this.groupOf(this.groups.sectorCode, row.sectorCode), this.groupOf(this.cells, `${row.departmentCode} ${row.areaCode ?? ''}`)]) {
        group.n += 1;
        for (const id of groupCountIds) group[id] += Number(one[id] ?? 0);
      }
    }
    if (inPeriod) {
      const outcome = outcomes[row.statusCode];
      if (outcome !== undefined) this.count(outcome);
      if (isVerified && !isMajor) this.count('generals');
      if (isMajor && row.sourceCode === 'SRC-ENT') this.selfReported += 1;
      if (row.isRelapse && (row.siteId === null || row.clauseId === null)) this.relapses += 1;
    }
    if (wasClosed && isMajor) this.count('closedMajors');
    if (row.statusCode === 'ST-AWAIT_REVIEW') this.count('awaitingReview');
    if (overdueDays > 0 && isMajor) this.count('overdueMajors');
    if (isOpen && row.isDueUnknown) this.count('deadlinesUnknown');
    if (row.sourceCode === 'SRC-PUB' && within(row.decidedAt) && row.statusCode !== 'ST-TRANSFERRED') {
      this.publicConcluded += 1;
      if (row.statusCode !== 'ST-REJECTED') this.publicVerified += 1;
    }
    if (row.siteId !== null && row.clauseId !== null && standing(row)) {
      const key = `${row.siteId} ${row.clauseId}`;
      const days = this.clauses.get(key);
      const found = { day: row.foundDay, id: row.id, inPeriod, isRelapse: row.isRelapse };
      if (days === undefined) this.clauses.set(key, [found]);
      else days.push(found);
    }
    if (!isMajor && overdueDays === 0) return;
    const named = nameHazard(row, overdueDays);
    if (isMajor && isOpen) this.list('major-open', named);
    if (isMajor && row.verifiedAt !== null && row.verifiedAt >= this.since) this.list('major-new', named);
    if (isMajor && row.closedAt !== null && row.closedAt >= this.since) this.list('major-closed', named);
    if (overdueDays === 0) return;
    this.list('longest-overdue', named);
    if (row.dueDay !== null && row.dueDay >= dayOfInstant(this.since)) this.list('newly-overdue', named);
    else this.lateBefore.push(named);
  }

  private list(list: BulletinList, named: NamedHazard): void {
    const members = this.lists.get(list);
    if (members === undefined) this.lists.set(list, [named]);
    else members.push(named);
  }

  private count(id: FigureId): void {
    this.counts.set(id, (this.counts.get(id) ?? 0) + 1);
  }

  private groupOf(groups: Map<string, Counts>, code: string): Counts {
    const known = groups.get(code);
    if (known !== undefined) return known;
    const made = noCounts();
    groups.set(code, made);
    return made;
  }

  /** Found in the period although the same clause was found at the same premises in the twelve months before, or known to be a relapse. */
  private repeats(): number {
    let repeats = this.relapses;
    for (const days of this.clauses.values()) {
      days.sort((a, b) => a.day - b.day || a.id - b.id);
      for (const [place, { day, inPeriod, isRelapse }] of days.entries()) {
        const before = days[place - 1];
        if (inPeriod && (isRelapse || (before !== undefined && day - before.day <= repeatDays))) repeats += 1;
      }
    }
    return repeats;
  }

  private figures(records: PeriodRecords): Record<FigureId, BulletinFigure> {
    const { all, known } = this;
    const asOf = this.asked.cutOff;
    const count = (numerator: number, method: string, n = known): BulletinFigure => ({ kind: 'count', value: numerator, numerator, denominator: null, n, method, asOf });
    const rate = (numerator: number, denominator: number, method: string): BulletinFigure => ({ kind: 'rate', value: denominator < fewestCases ? null : numerator / denominator, numerator, denominator, n: denominator, method, asOf });
    const own = (id: FigureId, method = 'bulletin-counts', n = known): BulletinFigure => count(this.counts.get(id) ?? 0, method, n);
    const { found, verified, majors } = all;
    return {
      found: count(found, 'bulletin-counts'),
      verified: count(verified, 'bulletin-counts', found),
      majors: count(majors, 'major-clause', verified),
      generals: own('generals', 'bulletin-counts', verified),
      beingVerified: own('beingVerified', 'bulletin-counts', found),
      notUpheld: own('notUpheld', 'bulletin-counts', found),
      merged: own('merged', 'bulletin-counts', found),
      transferred: own('transferred', 'bulletin-counts', found),
      closed: count(all.closed, 'bulletin-counts'),
      closedMajors: own('closedMajors', 'bulletin-counts', all.closed),
      extensions: count(all.extensions, 'bulletin-counts'),
      open: count(all.open, 'bulletin-counts'),
      openMajors: count(all.openMajors, 'bulletin-counts', all.open),
      awaitingReview: own('awaitingReview', 'bulletin-counts', all.open),
      overdue: count(all.overdue, 'overdue', all.open),
      overdueMajors: own('overdueMajors', 'overdue', all.overdue),
      overdueOver30: count(all.overdueOver30, 'overdue-days', all.overdue),
      listed: count(all.listed, 'bulletin-counts', all.open),
      deadlinesUnknown: own('deadlinesUnknown', 'bulletin-as-known', all.open),
      rectificationRate: rate(all.rectified, all.rectifiable, 'rectification-rate'),
      onTimeRate: rate(all.onTime, all.dueInPeriod, 'on-time-rate'),
      majorRate: rate(majors, verified, 'major-rate'),
      majorsPerHundred: { kind: 'per-hundred', value: records.premisesInspected < fewestCases ? null : (majors / records.premisesInspected) * 100, numerator: majors, denominator: records.premisesInspected, n: records.premisesInspected, method: 'major-rate', asOf },
      publicVerifiedRate: rate(this.publicVerified, this.publicConcluded, 'public-verified-rate'),
      repeatRate: rate(this.repeats(), found, 'repeat-rate'),
      selfReportShare: rate(this.selfReported, majors, 'self-report-share'),
      // Rule of three: with none among n the true share lies below 3 ÷ n in 95 of 100 cases (DOMAIN §4.6, S2).
      majorBound: { kind: 'rate', value: majors === 0 && verified >= fewestCases ? 3 / verified : null, numerator: majors, denominator: verified, n: verified, method: 'zero-major-bound', asOf },
      inspections: count(records.inspections, 'bulletin-records', records.inspections),
      premisesInspected: count(records.premisesInspected, 'bulletin-records', records.inspections),
      incidents: count(records.incidents, 'bulletin-records', records.incidents),
      deaths: count(records.deaths, 'bulletin-records', records.incidents),
      injuries: count(records.injuries, 'bulletin-records', records.incidents),
    };
  }
}

function nameHazard(row: HazardAsKnown, overdueDays: number): NamedHazard {
  const { id, code, title, siteId, siteName, clauseId, departmentCode, areaCode, sectorCode, statusCode, levelCode, dueDay, isListed } = row;
  return { siteId, entry: { hazardId: id, code, title, siteName, clauseId, departmentCode, areaCode, sectorCode, statusCode, levelCode, dueOn: dueDay === null ? null : dateOfDay(dueDay), overdueDays, isListed } };
}

/** Longest overdue first, then what is due first, then by number. */
function byUrgency({ entry: a }: NamedHazard, { entry: b }: NamedHazard): number {
  return b.overdueDays - a.overdueDays || compare(a.dueOn ?? '9', b.dueOn ?? '9') || compare(a.code, b.code);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function groupRows(groups: ReadonlyMap<string, Counts>): BulletinGroup[] {
  return [...groups].map(([code, counts]) => ({ code: code === '' ? null : code, ...counts })).sort((a, b) => compare(a.code ?? '\uFFFF', b.code ?? '\uFFFF'));
}
