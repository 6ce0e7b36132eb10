// What happens to a hazard after it was found? Its life as steps up to the end of the records: verified, assigned, extended, put right, reviewed, closed.
import type { HazardEventRow } from '../contract/hazards.ts';
import { instantOf, minutesPerDay, officeMinute, workingMinute, writtenDay } from './calendar.ts';
import type { Random } from './random.ts';

/** What a life starts from. Minutes are the city's own (calendar.ts). */
export interface Beginning {
  readonly foundMinute: number;
  readonly sourceCode: string;
  readonly major: boolean;
  /** Days granted, counted from the day it is assigned; 0 = at once. */
  readonly allowedDays: number;
  /** Chance of being left lying far past the deadline, 0..1. */
  readonly neglect: number;
  /** Code of an open hazard that this one tells of again; null when it tells of something else. */
  readonly mergeWith: string | null;
  /** Department it could be passed on to. */
  readonly otherDepartment: string | null;
  /** True when the inspector waits until it is put right. */
  readonly onSpot: boolean;
  /** First minute of which nothing is known: no step may lie there. */
  readonly endMinute: number;
}

export interface Life {
  readonly statusCode: string;
  readonly dueDay: number | null;
  readonly rectifiedMinute: number | null;
  readonly closedMinute: number | null;
  readonly assigned: boolean;
  /** Minute at which somebody looked again, null when nobody has: the review visits. */
  readonly reviewMinute: number | null;
  /** Minute at which the department had verified it, null before. */
  readonly verifiedMinute: number | null;
  readonly upheld: boolean;
  /** In no order yet: writeSteps puts them in order, for those who want rows. */
  readonly steps: readonly Step[];
}

const reporters: Readonly<Record<string, string>> = { 'SRC-ENT': 'enterprise', 'SRC-PUB': 'hotline', 'SRC-SENSOR': 'system', 'SRC-MEDIA': 'office', 'SRC-INS-TOWN': 'township' };
/** Chance of being turned down, merged when it repeats an open one, and passed on, by source; our design, citizens' reports being the least sure. */
const doubts: Readonly<Record<string, readonly [rejected: number, merged: number, transferred: number]>> = {
  'SRC-PUB': [0.13, 0.8, 0.05], 'SRC-MEDIA': [0.15, 0.8, 0.04], 'SRC-SENSOR': [0.24, 0.7, 0], 'SRC-ENT': [0.004, 0.7, 0.004], 'SRC-EXPERT': [0.006, 0.7, 0.01],
};
const usualDoubts = [0.003, 0.75, 0.012] as const;
/** Reviews that send a hazard back, closed hazards that come back within the year, extensions asked for by those who run late. Our design. */
const returnedShare = 0.06;
const reopenedShare = 0.011;
const extensionShare = 0.34;

/** A step before it is numbered. */
interface Step {
  minute: number;
  kind: HazardEventRow['kind'];
  role: string;
  from: string | null;
  to: string | null;
  note: string | null;
}

/** Lives one hazard. All steps lie before `endMinute`, in order, no two in one minute; the status is what the last move says. */
export function live(random: Random, start: Beginning): Life {
  const end = start.endMinute;
  const steps: Step[] = [];
  let status: string | null = null;
  let now = start.foundMinute - 1;
  /** Moves on when the time has come before the end; false = the records end first. */
  const move = (minute: number, role: string, to: string, note: string | null = null): boolean => {
    const at = Math.max(minute, now + 1);
    if (at >= end) return false;
    steps.push({ minute: at, kind: status === null ? 'reported' : 'moved', role, from: status, to, note });
    [status, now] = [to, at];
    return true;
  };
  const mark = (minute: number, kind: 'noted' | 'extended' | 'flagged', role: string, note: string): void => {
    if (minute < end) steps.push({ minute, kind, role, from: null, to: null, note });
  };
  const lognormal = (median: number, spread: number): number => median * Math.exp(random.normal(0, spread));
  let dueDay: number | null = null;
  let rectifiedMinute: number | null = null;
  let closedMinute: number | null = null;
  let reviewMinute: number | null = null;
  let verifiedMinute: number | null = null;
  let upheld = true;

  const verify = (): boolean => {
    const [rejected, merged, transferred] = doubts[start.sourceCode] ?? usualDoubts;
    const prompt = start.sourceCode.startsWith('SRC-INS') || start.sourceCode === 'SRC-ENT';
    if (!move(officeMinute(random, now + lognormal(prompt ? 100 : 560, 0.9)), 'department', 'ST-VERIFYING')) return false;
    const decided = officeMinute(random, now + lognormal(prompt ? 130 : 900, 1));
    const luck = random.next();
    if (luck < rejected && !start.major) {
      upheld = false;
      if (move(decided, 'department', 'ST-REJECTED', '现场核实不属实')) verifiedMinute = now;
      return false;
    }
    if (start.mergeWith !== null && luck < rejected + merged && !start.major) {
      if (move(decided, 'department', 'ST-MERGED', `与${start.mergeWith}重复，并案办理`)) verifiedMinute = now;
      return false;
    }
    if (start.otherDepartment !== null && luck > 1 - transferred && !start.major) {
      if (move(decided, 'department', 'ST-TRANSFERRED', `移送${start.otherDepartment}，已受理`)) verifiedMinute = now;
      return false;
    }
    if (!move(decided, 'department', 'ST-ASSIGNED', start.major ? '判定为重大事故隐患，落实措施、资金、期限、责任人、预案' : null)) return false;
    verifiedMinute = now;
    dueDay = Math.floor(now / minutesPerDay) + start.allowedDays;
    if (start.major) {
      if (random.chance(0.55)) mark(now + 3, 'flagged', 'department', '停产停业、停止使用（FL-SUSPENDED）');
      if (random.chance(0.35)) {
        const listed = officeMinute(random, now + lognormal(2_600, 0.5));
        mark(listed, 'flagged', 'office', '挂牌督办（FL-LISTED）');
        mark(officeMinute(random, listed + lognormal(2_000, 0.4)), 'flagged', 'office', '已公示（FL-PUBLIC）');
      }
    }
    return move(workingMinute(random, now + Math.min(minutesPerDay, lognormal(190, 1))), 'enterprise', 'ST-RECTIFYING');
  };

  /** Puts it right once: false when the records end before. */
  const rectify = (allowedMinutes: number, neglected: boolean): boolean => {
    const due = dueDay ?? 0;
    const dueMinute = (due + 1) * minutesPerDay;
    // Mostly well inside the deadline, with a long tail; the neglected lie for months.
    const taken = neglected ? allowedMinutes + lognormal(150 * minutesPerDay, 0.7) : lognormal(Math.max(240, allowedMinutes * 0.46), 0.52);
    const done = workingMinute(random, now + taken);
    if (done > dueMinute) runLate(done, dueMinute, neglected);
    return move(done, 'enterprise', 'ST-AWAIT_REVIEW');
  };

  const runLate = (done: number, dueMinute: number, neglected: boolean): void => {
    if (start.allowedDays >= 5 && random.chance(neglected ? extensionShare / 4 : extensionShare)) {
      const asked = officeMinute(random, Math.max(now + 5, dueMinute - lognormal(3_200, 0.5)));
      const answered = officeMinute(random, asked + lognormal(700, 0.6));
      if (answered < dueMinute && answered < done) {
        mark(asked, 'flagged', 'enterprise', '延期申请中（FL-EXT_PENDING）');
        if (random.chance(0.78)) {
          const extended = (dueDay ?? 0) + Math.max(5, Math.round(start.allowedDays * random.between(0.4, 1)));
          mark(answered, 'extended', 'department', `同意延期至${writtenDay(extended)}（FL-EXT_OK）`);
          if (answered < end) dueDay = extended;
        } else mark(answered, 'flagged', 'department', '不同意延期（FL-EXT_NO）');
      }
    }
    const late = ((dueDay ?? 0) + 1) * minutesPerDay + 5;
    if (done <= late) return;
    mark(late, 'flagged', 'system', '逾期（FL-OVERDUE）');
    const escalated = officeMinute(random, late + (start.major ? 3 : 45) * minutesPerDay);
    if (done > escalated && random.chance(start.major ? 0.8 : 0.3)) mark(escalated, 'flagged', 'office', '提级督办（FL-ESCALATED）');
    else if (neglected && random.chance(0.35)) mark(officeMinute(random, late + 10 * minutesPerDay), 'noted', 'department', random.pick(['约谈主要负责人', '下达强制措施决定书', '企业称资金未到位，再次督促']));
  };

  /** Reviews until it passes: false when the records end before. */
  const review = (): boolean => {
    for (let round = 0; ; round += 1) {
      const looked = officeMinute(random, now + lognormal(start.major ? 2_900 : 1_900, 0.7));
      rectifiedMinute = now;
      if (round < 3 && random.chance(returnedShare)) {
        if (!move(looked, 'reviewer', 'ST-RETURNED', random.pick(['整改不到位', '仅做临时处理，未消除根源', '佐证照片与现场不符', '部分点位未整改']))) return false;
        [reviewMinute, rectifiedMinute] = [now, null];
        if (!move(officeMinute(random, now + lognormal(500, 0.8)), 'enterprise', 'ST-RECTIFYING')) return false;
        if (!move(workingMinute(random, now + lognormal(5_200, 0.8)), 'enterprise', 'ST-AWAIT_REVIEW')) return false;
        continue;
      }
      if (!move(looked, 'reviewer', 'ST-CLOSED', start.major ? '现场复核合格，部门与安委办会签销号' : null)) return false;
      [reviewMinute, closedMinute] = [now, now];
      return true;
    }
  };

  /** Found, ordered, mended and seen mended in one visit. */
  const closeAtOnce = (): void => {
    if (!move(now + random.integer(1, 4), 'department', 'ST-VERIFYING') || !move(now + random.integer(1, 5), 'department', 'ST-ASSIGNED', '责令立即排除')) return;
    [verifiedMinute, dueDay] = [now, Math.floor(now / minutesPerDay)];
    if (!move(now + random.integer(1, 3), 'enterprise', 'ST-RECTIFYING') || !move(now + lognormal(14, 0.7), 'enterprise', 'ST-AWAIT_REVIEW', '当场整改')) return;
    rectifiedMinute = now;
    if (move(now + random.integer(2, 12), 'reviewer', 'ST-CLOSED', '当场复查合格')) closedMinute = now;
  };

  move(start.foundMinute, reporters[start.sourceCode] ?? 'inspector', 'ST-REPORTED');
  const begun = !start.onSpot && verify();
  if (start.onSpot) closeAtOnce();
  if (begun) {
    const allowed = Math.max(0.35, start.allowedDays) * minutesPerDay;
    if (rectify(allowed, random.chance(start.neglect)) && review() && random.chance(reopenedShare)) {
      const again = officeMinute(random, now + lognormal(52 * minutesPerDay, 0.6));
      if (move(again, 'inspector', 'ST-REOPENED', '同一问题再次出现，复发重开')) {
        [rectifiedMinute, closedMinute, reviewMinute] = [null, null, null];
        dueDay = Math.floor(now / minutesPerDay) + start.allowedDays;
        mark(now + 2, 'extended', 'department', `重新核定整改期限至${writtenDay(dueDay)}`);
        if (move(officeMinute(random, now + lognormal(400, 0.8)), 'enterprise', 'ST-RECTIFYING') && rectify(allowed, random.chance(start.neglect))) review();
      }
    }
  }
  return { statusCode: status ?? 'ST-REPORTED', dueDay, rectifiedMinute, closedMinute, assigned: begun || dueDay !== null, reviewMinute, verifiedMinute, upheld, steps };
}

/** Gives the steps of a life in order of time, one minute apart at least, numbered from 1. */
export function writeSteps(steps: readonly Step[]): HazardEventRow[] {
  const order = steps.map((step, place) => ({ step, place })).sort((a, b) => Math.floor(a.step.minute) - Math.floor(b.step.minute) || a.place - b.place);
  let last = Number.NEGATIVE_INFINITY;
  return order.map(({ step }, index) => {
    last = Math.max(Math.floor(step.minute), last + 1);
    return { sequence: index + 1, kind: step.kind, at: instantOf(last), actorRole: step.role, fromStatusCode: step.from, toStatusCode: step.to, note: step.note };
  });
}
