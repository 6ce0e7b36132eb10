// What event does a move become? Values checked by their form, guards asked, dates worked out once and written into the event.
import { codeLists } from '../vocabulary/code-lists.ts';
import { closingRule } from '../vocabulary/closing-rules.ts';
import { type Missing, missingFor, type MoveFacts, type Mover } from './closing-guards.ts';
import { type Move, type MoveFieldId, moveFields, type MoveId } from './closing.ts';
import type { HazardLife, LifeEvent } from './closing-life.ts';
import { dateOfDay, dayOfDate, dayOfInstant } from './units.ts';
import { addWorkingDays } from './working-days.ts';

/** Lengths in characters; the database holds the same. */
const longest = { line: 300, text: 2000, person: 120, clause: 40 } as const;
/** More than any rectification costs: ten thousand million yuan. */
const mostYuan = 10_000_000_000;
const mostPhotos = 20;

const codesOf = new Map(codeLists.map((list) => [list.id, new Set(list.entries.map(({ code }) => code))]));

/** Reads what was entered for a move. Gives the values (texts trimmed, empty ones left out) and what cannot be read, by field; a field the move does not have is such a fault too. */
export function readValues(move: Move, entered: Readonly<Record<string, unknown>>): { values: Partial<Record<MoveFieldId, unknown>>; faults: Missing[] } {
  const values: Partial<Record<MoveFieldId, unknown>> = {};
  const faults: Missing[] = [];
  const fault = (id: string, zh: string, en: string): void => void faults.push({ kind: 'field', id, zh, en });
  for (const [name, raw] of Object.entries(entered)) {
    if (!(name in move.fields)) {
      fault(name.slice(0, 40), `${move.zh}没有这一项：${name.slice(0, 40)}`, `${move.en} has no field ${name.slice(0, 40)}`);
      continue;
    }
    const field = name as MoveFieldId;
    if (raw === null || raw === undefined || raw === '' || (typeof raw === 'string' && raw.trim() === '')) continue;
    const { zh, en, form } = moveFields[field];
    const [value, expectedZh, expectedEn] = readForm(form, raw);
    if (value === undefined) fault(field, `${zh}：应为${expectedZh}`, `${en}: seen ${JSON.stringify(raw)?.slice(0, 60) ?? typeof raw}, expected ${expectedEn}`);
    else values[field] = value;
  }
  return { values, faults };
}

type Read = readonly [value: unknown, expectedZh: string, expectedEn: string];
function readForm(form: string, raw: unknown): Read {
  if (form.startsWith('code:')) return [typeof raw === 'string' && codesOf.get(form.slice(5))?.has(raw) === true ? raw : undefined, '列表中的代码', `a code of the list ${form.slice(5)}`];
  if (form === 'date') return [isDate(raw) ? raw : undefined, '日期 YYYY-MM-DD', 'a date YYYY-MM-DD'];
  if (form === 'money') return [typeof raw === 'number' && raw >= 0 && raw <= mostYuan ? Math.round(raw * 100) / 100 : undefined, '金额（元）', `yuan, 0 to ${mostYuan}`];
  if (form === 'hazard') return [Number.isSafeInteger(raw) && (raw as number) > 0 ? raw : undefined, '隐患', 'the id of a hazard'];
  if (form === 'evidence') {
    const ids = Array.isArray(raw) ? raw : [raw];
    return [ids.length <= mostPhotos && ids.every((id) => Number.isSafeInteger(id) && (id as number) > 0) ? [...new Set(ids as number[])] : undefined, `至多 ${mostPhotos} 张照片`, `ids of at most ${mostPhotos} photos`];
  }
  if (form === 'yes') return [raw === true ? true : undefined, '确认', 'true'];
  const limit = longest[form as keyof typeof longest] ?? longest.text;
  // Control characters other than line breaks and tabs would break tables and printed forms.
  return [typeof raw === 'string' && [...raw.trim()].length <= limit && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(raw) ? raw.trim() : undefined, `至多 ${limit} 字的文字`, `text of at most ${limit} characters`];
}

function isDate(raw: unknown): raw is string {
  try {
    return typeof raw === 'string' && dayOfDate(raw) >= 0;
  } catch {
    return false;
  }
}

export interface Planned {
  readonly event: LifeEvent | null;
  readonly missing: readonly Missing[];
}

/** Gives the event of a move, or what is missing. Pure: the same question gives the same event. `at` is the instant of `facts.now` in the city's zone. */
export function planMove(life: HazardLife, move: Move, mover: Mover, facts: MoveFacts, entered: Readonly<Record<string, unknown>>, extra: Readonly<Record<string, unknown>> = {}): Planned {
  const { values, faults } = readValues(move, entered);
  const faulty = new Set(faults.map(({ id }) => id));
  // A field that could not be read is told once, not as missing too.
  const missing = [...faults, ...missingFor(life, move, mover, facts, values).filter(({ kind, id }) => kind !== 'field' || !faulty.has(id))];
  if (missing.length > 0) return { event: null, missing };
  const data = { ...values, ...datesOf(move, facts.now), ...(move.sets === undefined ? {} : { sets: [move.sets] }), ...(move.clears === undefined ? {} : { clears: move.clears }), ...extra };
  const event: LifeEvent = { sequence: life.sequence + 1, kind: move.id as MoveId, at: instantOf(facts.now), by: mover.key, fromStatusCode: life.statusCode, toStatusCode: move.to ?? life.statusCode, data };
  return { event, missing: [] };
}

/** Gives the dates that a rule sets in motion. They are recorded with the event, so a rule or calendar that changes later moves no clock. */
function datesOf(move: Move, now: number): Record<string, string> {
  const today = dayOfInstant(now);
  const date = dateOfDay(today);
  if (move.id === 'submit') return { reviewDueOn: dateOfDay(today + closingRule('review', date).value) };
  if (move.id === 'accept-transfer' || move.id === 'reopen') return { verifyDueOn: verifyDueOn(now) };
  return {};
}

/** Gives the day by which a hazard that enters now must be verified: so many working days by the yearly calendar. */
export function verifyDueOn(now: number): string {
  const today = dayOfInstant(now);
  return dateOfDay(addWorkingDays(today, closingRule('verify', dateOfDay(today)).value));
}

/** Gives an instant as ISO text in the city's zone, to the millisecond. */
export function instantOf(now: number): string {
  return `${new Date(now + 8 * 3_600_000).toISOString().slice(0, -1)}+08:00`;
}
