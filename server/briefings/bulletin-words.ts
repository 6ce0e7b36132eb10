// In which words does a bulletin speak? Numbers, days and names of both languages; the office's own terms, plain and short.
import type { BulletinFacts, BulletinFigure, FigureId } from '../../data/contract/bulletins.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';

export type BulletinLanguage = 'zh-CN' | 'en';

/** What everything that is said needs at hand. */
export interface Voice {
  readonly language: BulletinLanguage;
  readonly facts: BulletinFacts;
  /** Chooses between the languages. */
  pick(zh: string, en: string): string;
  /** Name of a code of a list; the code itself when it is unknown. */
  name(list: CodeList, code: string): string;
  area(code: string | null): string;
}

export function voiceOf(facts: BulletinFacts, language: BulletinLanguage): Voice {
  const said = language === 'zh-CN' ? 'zh' : 'en';
  return {
    language,
    facts,
    pick: (zh, en) => (said === 'zh' ? zh : en),
    name: (list, code) => list.entries.find((entry) => entry.code === code)?.[said] ?? code,
    area: (code) => (code === null ? (said === 'zh' ? '未定属地' : 'No township') : (facts.areaNames[code]?.[said] ?? code)),
  };
}

/** Gives a whole number with thousands set apart. */
export function countText(value: number): string {
  return Math.round(value).toString().replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Gives a share as per cent. */
export function shareText(value: number): string {
  return `${(value * 100).toFixed(value > 0 && value < 0.01 ? 2 : 1)}%`;
}

/** Gives what a figure says by itself: a count, a share, or that the cases are too few. */
export function figureText({ pick }: Pick<Voice, 'pick'>, figure: BulletinFigure): string {
  if (figure.value === null) return pick('不计比率', 'no rate');
  return figure.kind === 'count' ? countText(figure.value) : figure.kind === 'rate' ? shareText(figure.value) : figure.value.toFixed(2);
}

/** Gives a rate with its numerator and denominator: “81.2%（341/420）”; why there is none when the cases are too few. */
export function rateText(voice: Pick<Voice, 'pick'>, figure: BulletinFigure): string {
  const of = `${countText(figure.numerator)}/${countText(figure.denominator ?? 0)}`;
  if (figure.value === null) return voice.pick(`不足10例，不计比率（${of}）`, `fewer than 10 cases, no rate (${of})`);
  return voice.pick(`${figureText(voice, figure)}（${of}）`, `${figureText(voice, figure)} (${of})`);
}

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Gives a day `YYYY-MM-DD` in words. */
export function dayText({ pick }: Pick<Voice, 'pick'>, date: string): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return pick(`${year}年${month}月${day}日`, `${day} ${months[month - 1] ?? ''} ${year}`);
}

/** Gives an instant of the city's clock in words; midnight is 24:00 of the day that ends. */
export function instantText(voice: Pick<Voice, 'pick'>, iso: string): string {
  const instant = Date.parse(iso);
  const local = new Date(instant + 8 * 3_600_000).toISOString();
  if (local.slice(11, 19) === '00:00:00') {
    const day = dayText(voice, dateOfDay(dayOfInstant(instant) - 1));
    return voice.pick(`${day}24时`, `24:00 on ${day}`);
  }
  const time = local.slice(11, 16);
  return voice.pick(`${dayText(voice, local.slice(0, 10))}${time}`, `${time} on ${dayText(voice, local.slice(0, 10))}`);
}

/** Gives a bulletin's number in words. */
export function numberText({ pick }: Pick<Voice, 'pick'>, number: string | null): string {
  if (number === null) return pick('草稿（未发布）', 'Draft, not published');
  const [year = '', issue = ''] = number.split('-');
  return pick(`${year}年第${issue}期`, `No. ${issue} of ${year}`);
}

/** Names of the figures. */
export const figureNames: Readonly<Record<FigureId, readonly [zh: string, en: string]>> = {
  found: ['本期发现', 'Found in the period'],
  verified: ['核实认定', 'Verified'],
  majors: ['重大隐患', 'Major hazards'],
  generals: ['一般隐患', 'General hazards'],
  beingVerified: ['核实定级中', 'Being verified'],
  notUpheld: ['不予认定', 'Not upheld'],
  merged: ['并案', 'Merged'],
  transferred: ['移送', 'Transferred'],
  closed: ['本期销号', 'Closed in the period'],
  closedMajors: ['本期销号的重大隐患', 'Major hazards closed in the period'],
  extensions: ['同意延期', 'Extensions granted'],
  open: ['未销号', 'Open'],
  openMajors: ['未销号的重大隐患', 'Open major hazards'],
  awaitingReview: ['待复查', 'Awaiting review'],
  overdue: ['逾期', 'Overdue'],
  overdueMajors: ['逾期的重大隐患', 'Overdue major hazards'],
  overdueOver30: ['逾期超过30日', 'Overdue by more than 30 days'],
  listed: ['挂牌督办', 'Supervised by listing'],
  deadlinesUnknown: ['当时期限无记录', 'Deadline of the time not on record'],
  rectificationRate: ['整改率', 'Rectification rate'],
  onTimeRate: ['按期整改率', 'On-time rate'],
  majorRate: ['重大隐患检出率', 'Share of major hazards'],
  majorsPerHundred: ['每百家检查检出重大隐患', 'Major hazards per 100 premises inspected'],
  publicVerifiedRate: ['群众举报查实率', 'Public reports confirmed'],
  repeatRate: ['重复隐患率', 'Repeat rate'],
  selfReportShare: ['重大隐患企业自查占比', 'Major hazards reported by enterprises'],
  majorBound: ['重大隐患占比上限', 'Upper bound of the share of major hazards'],
  inspections: ['检查（次）', 'Inspections'],
  premisesInspected: ['检查单位', 'Premises inspected'],
  incidents: ['事故', 'Incidents'],
  deaths: ['死亡（人）', 'Deaths'],
  injuries: ['受伤（人）', 'Injuries'],
};
