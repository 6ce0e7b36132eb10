// Which hazards belong to a view, a filter, a search of words? Conditions of the ledger in SQL; each is also said as a selection where the tile index can answer it.
import { type Actor, personKeyOf } from '../../data/contract/access.ts';
import type { Box } from '../../data/contract/geometry.ts';
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';
import { type LedgerView, scopeRoles } from '../../data/contract/ledger.ts';
import type { Selection } from '../../data/contract/selection.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { type Parameters, startOfDay } from './query.ts';

/** What is asked of the ledger; everything given must hold. */
export interface LedgerQuestion {
  readonly view: LedgerView;
  readonly selection: Selection;
  /** Any of these flags. */
  readonly flags: readonly string[] | null;
  readonly handler: 'me' | 'none' | null;
  readonly words: string | null;
  readonly box: Box | null;
  /** The city's date. */
  readonly today: string;
  readonly actor: Actor;
}

/** Fields of a selection that hazards have. */
export const ledgerFields: readonly SelectionField[] = ['sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'overdue', 'overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo'];

const quoted = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');
const isOpen = `status_code in (${quoted(openStatusCodes)})`;
const codeColumns: Partial<Record<SelectionField, string>> = { sectorCode: 'sector_code', departmentCode: 'department_code', areaCode: 'area_code', levelCode: 'level_code', sourceCode: 'source_code', statusCode: 'status_code', kindCode: 'kind_code', siteLayer: 'site_layer' };

/** Gives the part of a view that a selection can say. */
export function selectionOfView(view: LedgerView): Selection {
  switch (view) {
    case 'mine':
    case 'listed':
      return { open: true };
    case 'overdue':
      return { overdue: true };
    case 'due-7':
      return { dueWithinDays: 7 };
    case 'major-unlisted':
      return { open: true, levelCode: ['LV-M'] };
    default:
      return {};
  }
}

/** Gives the condition of a selection of hazards. */
export function conditionsOfSelection(selection: Selection, today: string, parameters: Parameters): string[] {
  const conditions: string[] = [];
  const day = (): string => parameters.take(today, 'date');
  for (const [field, column] of Object.entries(codeColumns)) {
    const codes = selection[field as SelectionField] as readonly string[] | undefined;
    if (codes !== undefined) conditions.push(`${column} in (${codes.map((code) => parameters.take(code, 'text')).join(', ')})`);
  }
  if (selection.open !== undefined) conditions.push(selection.open ? isOpen : `not ${isOpen}`);
  if (selection.overdue === true) conditions.push(`status_code in (${quoted(overdueStatusCodes)}) and due_on < ${day()}`);
  if (selection.overdue === false) conditions.push(`(status_code not in (${quoted(overdueStatusCodes)}) or due_on is null or due_on >= ${day()})`);
  if (selection.overdueDaysMin !== undefined) conditions.push(`status_code in (${quoted(overdueStatusCodes)}) and due_on <= ${day()} - ${parameters.take(selection.overdueDaysMin, 'int')}`);
  if (selection.dueWithinDays !== undefined) conditions.push(`${isOpen} and due_on between ${day()} and ${day()} + ${parameters.take(selection.dueWithinDays, 'int')}`);
  if (selection.foundFrom !== undefined) conditions.push(`found_at >= ${startOfDay(parameters.take(selection.foundFrom, 'date'))}`);
  if (selection.foundTo !== undefined) conditions.push(`found_at < ${startOfDay(`(${parameters.take(selection.foundTo, 'date')} + 1)`)}`);
  return conditions;
}

/** Gives what of a question only the database can answer: none = the tile index knows it all. */
export function conditionsBeyondIndex(question: LedgerQuestion, parameters: Parameters): string[] {
  const { view, flags, handler, actor } = question;
  const conditions: string[] = [];
  const me = (): string => parameters.take(actor.userId ?? '', 'text');
  if (view === 'mine') conditions.push(isScoped(actor) ? `(handler_id is null or handler_id = ${me()})` : `handler_id = ${me()}`);
  if (view === 'my-review') conditions.push(...waitingForMe(actor, parameters));
  if (view === 'major-unlisted') conditions.push("(flags is null or flags not like '%FL-LISTED%')");
  if (view === 'listed') conditions.push("flags is not null and flags like '%FL-LISTED%'");
  if (view === 'again') conditions.push("(status_code = 'ST-REOPENED' or relapse_of_id is not null)");
  if (flags !== null) conditions.push(`flags is not null and (${flags.map((flag) => `flags like ${parameters.take(`%${flag.replaceAll('_', '\\_')}%`, 'text')}`).join(' or ')})`);
  if (handler === 'me') conditions.push(`handler_id = ${me()}`);
  if (handler === 'none') conditions.push('handler_id is null');
  return conditions;
}

/** Gives whether somebody's scope is theirs to work off. */
export function isScoped({ grant, userId }: Actor): boolean {
  return userId !== undefined && scopeRoles.includes(grant.role);
}

/** The same conditions as the guards of the closing procedure (closing-guards.ts), for many hazards at once. */
function waitingForMe(actor: Actor, parameters: Parameters): string[] {
  const { role, sectorCodes } = actor.grant;
  // What waits for nobody behind the request: scripts sign nothing.
  if (actor.userId === undefined) return ['false'];
  if (!['department', 'township', 'office', 'inspector'].includes(role)) return ['false'];
  const me = parameters.take(personKeyOf(actor), 'text');
  const signed = (by: string): string => `life -> 'signOffs' @> '[{"role": "${by}"}]'`;
  const others = `coalesce(life ->> 'rectifier', '') <> ${me}`;
  const notSigned = `not coalesce(life -> 'signOffs' @> jsonb_build_array(jsonb_build_object('by', ${me})), false)`;
  const official = role !== 'inspector';
  const second = `level_code <> 'LV-M' or (not coalesce(${signed('review')}, false) and coalesce(life ->> 'finder', '') <> ${me})`;
  const parts = [`status_code = 'ST-AWAIT_REVIEW' and ${others} and (${second})`];
  if (role === 'department') parts.push(`status_code = 'ST-AWAIT_REVIEW' and level_code = 'LV-M' and ${signed('review')} and not ${signed('department')} and ${others} and ${notSigned}`);
  if (role === 'office') parts.push(`status_code = 'ST-AWAIT_REVIEW' and level_code = 'LV-M' and ${signed('department')} and ${others} and ${notSigned}`);
  if (official) {
    parts.push(`extension_due_on is not null and coalesce(life -> 'extension' ->> 'by', '') <> ${me}`);
    // A hazard that is offered to another trade waits for that trade; any other waits to be verified.
    const offered = (): string => (sectorCodes === null ? 'true' : `transfer_sector_code in (${[...sectorCodes, ''].map((code) => parameters.take(code, 'text')).join(', ')})`);
    // A parameter that no condition names has no type for the database: taken only where it is used.
    const answers = role === 'township' ? 'false' : `${offered()} and coalesce(life -> 'transfer' ->> 'by', '') <> ${me}`;
    parts.push(`status_code in ('ST-REPORTED', 'ST-VERIFYING') and case when transfer_sector_code is null then true else ${answers} end`);
  }
  // The first condition is that of the index hazards_waiting, word for word.
  return [`(status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-AWAIT_REVIEW') or extension_due_on is not null)`, `(${parts.map((part) => `(${part})`).join(' or ')})`];
}

/** The text the words of a search are looked for in, as the index hazards_words has it. */
const searched = "(title || ' ' || coalesce(site_name, '') || ' ' || code)";

/** Gives the condition that a hazard names some words. */
export function conditionOfWords(words: string, parameters: Parameters): string {
  const pattern = parameters.take(`%${words.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`, 'text');
  // Words without capitals and small letters need no comparison that passes over them, which is several times slower.
  return `${searched} ${words.toLowerCase() === words.toUpperCase() ? 'like' : 'ilike'} ${pattern}`;
}

/** Gives all conditions of a question. `words` false = they were looked up before. */
export function conditionOfLedger(question: LedgerQuestion, parameters: Parameters, words = true): string {
  const { view, selection, today, box, actor } = question;
  const { siteIds } = actor.reader;
  const conditions = [...conditionsOfSelection(selectionOfView(view), today, parameters), ...conditionsOfSelection(selection, today, parameters), ...conditionsBeyondIndex(question, parameters)];
  // The policy says the same, but hides it from the planner, which then would not use the index of sites.
  if (siteIds !== null) conditions.push(`site_id = any (string_to_array(${parameters.take(siteIds.join(','), 'text')}, ',')::int[])`);
  if (box !== null) {
    const [west, south, east, north] = box.map((degrees) => parameters.take(degrees, 'float8'));
    conditions.push(`ST_X(geom) between ${west} and ${east} and ST_Y(geom) between ${south} and ${north}`);
  }
  if (words && question.words !== null) conditions.push(conditionOfWords(question.words, parameters));
  return conditions.length === 0 ? 'true' : conditions.join(' and ');
}
