// Which tables does a bulletin have? Groups with rates beside their counts, hazards one by one, and what changed; in a fixed order, never a ranking.
import type { BriefingCell, BriefingTable } from '../../data/contract/briefings.ts';
import { type BulletinChanges, type BulletinEntry, type BulletinFacts, type BulletinGroup, type BulletinList, fewestCases, type FigureId } from '../../data/contract/bulletins.ts';
import { selectionToParameters, type SelectionText } from '../../data/contract/selection-address.ts';
import type { CodeList } from '../../data/vocabulary/code-list.ts';
import { departments } from '../../data/vocabulary/departments.ts';
import { hazardStatuses } from '../../data/vocabulary/hazards.ts';
import { sectors } from '../../data/vocabulary/sectors.ts';
import { countText, figureNames, figureText, numberText, shareText, type Voice } from './bulletin-words.ts';

const query = (selection: SelectionText): string => new URLSearchParams(selectionToParameters(selection)).toString();

/** What a figure's rows have in common, as the ledger can be asked for them; null = it cannot. */
function selectionOf(facts: BulletinFacts, id: string): SelectionText | null {
  const found = { foundFrom: facts.periodFrom, foundTo: facts.periodTo };
  switch (id) {
    case 'found':
      return found;
    case 'majors':
      return { ...found, levelCode: ['LV-M'] };
    case 'notUpheld':
      return { ...found, statusCode: ['ST-REJECTED'] };
    case 'merged':
      return { ...found, statusCode: ['ST-MERGED'] };
    case 'transferred':
      return { ...found, statusCode: ['ST-TRANSFERRED'] };
    case 'beingVerified':
      return { ...found, statusCode: ['ST-REPORTED', 'ST-VERIFYING'] };
    case 'rectified':
      return { ...found, statusCode: ['ST-CLOSED'] };
    case 'open':
      return { open: true };
    case 'openMajors':
      return { open: true, levelCode: ['LV-M'] };
    case 'awaitingReview':
      return { statusCode: ['ST-AWAIT_REVIEW'] };
    case 'overdue':
      return { overdue: true };
    case 'overdueMajors':
      return { overdue: true, levelCode: ['LV-M'] };
    case 'overdueOver30':
      return { overdueDaysMin: 31 };
    default:
      return null;
  }
}

/** Gives the query of the ledger that holds the rows behind a figure; null when no filter can tell them. */
export function rowsOf(facts: BulletinFacts, id: string, more: SelectionText = {}): string | null {
  const selection = selectionOf(facts, id);
  return selection === null ? null : query({ ...selection, ...more });
}

const plain = (text: string): BriefingCell => ({ text, value: text, rows: null });
const hidden: BriefingCell = { text: '—', value: null, rows: null };
const counted = (value: number | null, rows: string | null): BriefingCell => (value === null ? hidden : { text: countText(value), value, rows: value === 0 ? null : rows });
/** A rate needs its cases. */
const rated = (part: number | null, whole: number | null): BriefingCell => (part === null || whole === null || whole < fewestCases ? hidden : { text: shareText(part / whole), value: part / whole, rows: null });

const kinds = {
  departments: { field: 'departmentCode', list: departments, head: ['主管部门', 'Department'] },
  areas: { field: 'areaCode', list: null, head: ['镇街', 'Township'] },
  sectors: { field: 'sectorCode', list: sectors, head: ['行业领域', 'Sector'] },
} as const;

/** Gives the rows in the order of their list; townships by code. */
function inOrder<Row extends { readonly code: string | null }>(rows: readonly Row[], list: CodeList | null): Row[] {
  if (list === null) return [...rows];
  const place = new Map(list.entries.map(({ code }, index) => [code, index]));
  return [...rows].sort((a, b) => (place.get(a.code ?? '') ?? 999) - (place.get(b.code ?? '') ?? 999));
}

/** The table of one grouping. */
export function groupTable(voice: Voice, kind: keyof typeof kinds): BriefingTable {
  const { pick, facts } = voice;
  const { field, list, head } = kinds[kind];
  const rows = inOrder(facts[kind], list);
  const label = (code: string | null): string => (list === null ? voice.area(code) : voice.name(list, code ?? ''));
  const row = (group: BulletinGroup): BriefingCell[] => {
    const more: SelectionText | null = group.code === null ? null : { [field]: [group.code] };
    const cell = (id: 'found' | 'verified' | 'majors' | 'closed' | 'open' | 'openMajors' | 'overdue' | 'overdueOver30' | 'listed' | 'extensions'): BriefingCell => counted(group[id], more === null ? null : rowsOf(facts, id, more));
    return [plain(label(group.code)), counted(group.n, null), cell('found'), cell('verified'), cell('majors'), cell('closed'), { ...rated(group.rectified, group.rectifiable) }, counted(group.rectifiable, null), rated(group.onTime, group.dueInPeriod), counted(group.dueInPeriod, null), cell('open'), cell('openMajors'), cell('overdue'), cell('overdueOver30'), cell('listed'), cell('extensions')];
  };
  const named = (id: FigureId): string => pick(...figureNames[id]);
  return {
    id: kind,
    caption: pick(`分${head[0]}情况`, `By ${head[1].toLowerCase()}`),
    note: rows.some(({ n }) => n === null) ? pick('“—”为略去的行或不计的比率。', '“—”: left out, or no rate.') : pick('“—”为不足10例、不计的比率。', '“—”: fewer than 10 cases, no rate.'),
    columns: [
      { id: 'name', label: pick(head[0], head[1]), form: 'text' },
      { id: 'n', label: pick('涉及（n）', 'Cases (n)'), form: 'count' },
      { id: 'found', label: pick('发现', 'Found'), form: 'count' },
      { id: 'verified', label: named('verified'), form: 'count' },
      { id: 'majors', label: pick('重大', 'Major'), form: 'count' },
      { id: 'closed', label: pick('销号', 'Closed'), form: 'count' },
      { id: 'rectificationRate', label: named('rectificationRate'), form: 'bar' },
      { id: 'rectifiable', label: 'n', form: 'count' },
      { id: 'onTimeRate', label: named('onTimeRate'), form: 'rate' },
      { id: 'dueInPeriod', label: 'n', form: 'count' },
      { id: 'open', label: named('open'), form: 'count' },
      { id: 'openMajors', label: pick('其中重大', 'of them major'), form: 'count' },
      { id: 'overdue', label: named('overdue'), form: 'count' },
      { id: 'overdueOver30', label: pick('超30日', 'over 30 d'), form: 'count' },
      { id: 'listed', label: pick('挂牌', 'Listed'), form: 'count' },
      { id: 'extensions', label: pick('延期', 'Extended'), form: 'count' },
    ],
    rows: rows.map(row),
  };
}

/** Department × township: overdue of open in each cell, townships down, departments across. */
export function cellTable(voice: Voice): BriefingTable {
  const { pick, facts } = voice;
  const across = inOrder([...new Set(facts.departmentArea.map(({ departmentCode }) => departmentCode))].map((code) => ({ code })), departments).map(({ code }) => code);
  const down = [...new Set(facts.departmentArea.map(({ areaCode }) => areaCode))].sort((a, b) => ((a ?? '\uFFFF') < (b ?? '\uFFFF') ? -1 : 1));
  const cells = new Map(facts.departmentArea.map((cell) => [`${cell.departmentCode} ${cell.areaCode ?? ''}`, cell]));
  return {
    id: 'cells',
    caption: pick('各镇街、各部门未销号隐患（括号内为逾期）', 'Open hazards by township and department (overdue in brackets)'),
    note: pick('空白为没有；“—”为略去的单元。', 'Blank: none; “—”: left out.'),
    columns: [{ id: 'name', label: pick('镇街', 'Township'), form: 'text' }, ...across.map((code) => ({ id: code, label: voice.name(departments, code), form: 'count' as const }))],
    rows: down.map((areaCode) => [
      plain(voice.area(areaCode)),
      ...across.map((departmentCode): BriefingCell => {
        const cell = cells.get(`${departmentCode} ${areaCode ?? ''}`);
        if (cell === undefined || cell.open === 0) return { text: '', value: cell?.open ?? 0, rows: null };
        if (cell.open === null) return hidden;
        return { text: (cell.overdue ?? 0) > 0 ? pick(`${countText(cell.open)}（${countText(cell.overdue ?? 0)}）`, `${countText(cell.open)} (${countText(cell.overdue ?? 0)})`) : countText(cell.open), value: cell.open, rows: areaCode === null ? null : rowsOf(facts, 'open', { departmentCode: [departmentCode], areaCode: [areaCode] }) };
      }),
    ]),
  };
}

const captions: Readonly<Record<BulletinList, readonly [string, string]>> = {
  'major-open': ['未销号的重大隐患', 'Open major hazards'],
  'major-new': ['新认定的重大隐患', 'Newly verified major hazards'],
  'major-closed': ['销号的重大隐患', 'Closed major hazards'],
  'newly-overdue': ['新增逾期', 'Newly overdue'],
  'longest-overdue': ['逾期时间最长的隐患', 'Overdue longest'],
};

/** Hazards one by one. */
export function namedTable(voice: Voice, list: BulletinList, entries: readonly BulletinEntry[]): BriefingTable {
  const { pick, facts } = voice;
  const total = facts.listTotals[list] ?? 0;
  const isMajor = list.startsWith('major');
  return {
    id: list,
    caption: pick(`${captions[list][0]}（共${countText(total)}条）`, `${captions[list][1]} (${countText(total)} in all)`),
    note: entries.length < total ? pick(`列出${countText(entries.length)}条：本人可见范围内、期限最紧的在前。`, `${countText(entries.length)} shown: within your scope, the most urgent first.`) : null,
    columns: [
      { id: 'code', label: pick('隐患编号', 'Hazard'), form: 'text' },
      { id: 'site', label: pick('单位', 'Site'), form: 'text' },
      { id: 'title', label: pick('隐患描述', 'Description'), form: 'text' },
      ...(isMajor ? [{ id: 'clause', label: pick('判定条款', 'Clause'), form: 'text' as const }] : []),
      { id: 'department', label: pick('主管部门', 'Department'), form: 'text' },
      { id: 'area', label: pick('镇街', 'Township'), form: 'text' },
      { id: 'due', label: pick('期限', 'Due on'), form: 'date' },
      { id: 'overdueDays', label: pick('逾期天数', 'Days overdue'), form: 'days' },
      { id: 'status', label: pick('状态', 'Status'), form: 'text' },
    ],
    rows: entries.map((entry) => [
      { text: entry.code, value: entry.code, rows: `hazards/${entry.hazardId}` },
      plain(entry.siteName ?? ''),
      plain(entry.title),
      ...(isMajor ? [plain(entry.clauseId ?? pick('专家论证', 'expert record'))] : []),
      plain(voice.name(departments, entry.departmentCode)),
      plain(voice.area(entry.areaCode)),
      { text: entry.dueOn ?? '—', value: entry.dueOn, rows: null },
      { text: entry.overdueDays === 0 ? '' : countText(entry.overdueDays), value: entry.overdueDays, rows: null },
      plain(`${voice.name(hazardStatuses, entry.statusCode)}${entry.isListed ? pick('，挂牌', ', listed') : ''}`),
    ]),
  };
}

/** Figures of this bulletin beside those of the one before, with the difference in words. */
export function changesTable(voice: Voice, { figures, previousNumber }: BulletinChanges): BriefingTable {
  const { pick, facts } = voice;
  const say = (id: FigureId, value: number | null): BriefingCell => {
    const figure = facts.figures[id];
    return value === null || figure === undefined ? hidden : { text: figureText(voice, { ...figure, value }), value, rows: null, form: figure.kind === 'rate' ? 'rate' : figure.kind === 'count' ? 'count' : 'text' };
  };
  return {
    id: 'changes',
    caption: pick(`与${numberText(voice, previousNumber)}的对比`, `Against ${numberText(voice, previousNumber)}`),
    note: pick('存量为两个截止时刻之差；本期数随统计期长短而变，两期长短不同时不宜直接比较。', 'Stocks differ between two cut-offs; figures of a period grow with its length and should not be compared when the lengths differ.'),
    columns: [
      { id: 'name', label: pick('指标', 'Figure'), form: 'text' },
      { id: 'before', label: pick('上期', 'Before'), form: 'count' },
      { id: 'now', label: pick('本期', 'Now'), form: 'count' },
      { id: 'difference', label: pick('变化', 'Change'), form: 'text' },
    ],
    rows: figures.map(({ id, before, now }) => [plain(pick(...figureNames[id])), say(id, before), say(id, now), plain(differenceText(voice, id, before, now))]),
  };
}

function differenceText({ pick, facts }: Voice, id: FigureId, before: number | null, now: number | null): string {
  const kind = facts.figures[id]?.kind ?? 'count';
  if (before === null || now === null) return pick('无法比较', 'cannot be compared');
  const difference = now - before;
  const size = kind === 'count' ? countText(Math.abs(difference)) : kind === 'rate' ? pick(`${(Math.abs(difference) * 100).toFixed(1)}个百分点`, `${(Math.abs(difference) * 100).toFixed(1)} points`) : Math.abs(difference).toFixed(2);
  if (Math.abs(difference) < (kind === 'count' ? 0.5 : 0.0005)) return pick('持平', 'unchanged');
  return difference > 0 ? pick(`增加${size}`, `up ${size}`) : pick(`减少${size}`, `down ${size}`);
}
