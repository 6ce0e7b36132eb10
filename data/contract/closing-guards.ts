// May this person make this move now, and if not, what is missing? The guards of the table, each one predicate.
import { chaseSteps, closingRule } from '../vocabulary/closing-rules.ts';
import { doorOf, type GuardId, guards, type Move, type MoveFieldId, moveFields, type MoveRole } from './closing.ts';
import type { HazardLife, PersonKey } from './closing-life.ts';
import { dateOfDay, dayOfDate, dayOfInstant } from './units.ts';
import { workingDaysBetween } from './working-days.ts';

/** Who wants to move. */
export interface Mover {
  readonly key: PersonKey;
  readonly role: MoveRole;
  /** False for scripts and the system: nobody's eyes are behind them. */
  readonly person: boolean;
  /** Sectors of the grant; null = all. */
  readonly sectorCodes: readonly string[] | null;
}

/** What the state cannot know, found out before. Null = not asked for, as when only the buttons are wanted: such guards are taken to hold. */
export interface MoveFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The clause named: first and last day in force; null = unknown clause. */
  readonly clause?: { readonly validFrom: string | null; readonly validTo: string | null } | null;
  /** Photos named. `onSite` = with a place no farther from the hazard than the rule says. */
  readonly evidence?: readonly { readonly onSite: boolean }[];
  /** Status of the hazard to merge into and what it is merged into itself; null = no such hazard to be seen, or the same. */
  readonly target?: { readonly statusCode: string } | null;
}

/** One thing that stands in the way. */
export interface Missing {
  readonly kind: 'role' | 'status' | 'field' | 'guard';
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

export type FieldValues = Readonly<Partial<Record<MoveFieldId, unknown>>>;

/** Gives whether a field must be given in this move of this hazard. The level that is being decided counts, not the one that was. */
export function isNeeded(move: Move, field: MoveFieldId, life: HazardLife, values: FieldValues): boolean {
  const needed = move.fields[field] ?? 'never';
  const level = typeof values.levelCode === 'string' ? values.levelCode : life.levelCode;
  if (needed === 'major') return level === 'LV-M';
  if (needed === 'suspended') return life.flags.includes('FL-SUSPENDED');
  if (needed === 'public') return doorOf(life.sourceCode) === 'public';
  return needed === 'always';
}

/**
 * Gives everything that stands in the way of a move: nothing = it may be made. `values: null` asks only whether the button is on: fields, and guards about fields, are left out.
 * Values must have passed their form already (closing-fields.ts).
 */
export function missingFor(life: HazardLife, move: Move, mover: Mover, facts: MoveFacts, values: FieldValues | null): Missing[] {
  const missing: Missing[] = [];
  if (!move.roles.includes(mover.role)) missing.push({ kind: 'role', id: mover.role, zh: '您的角色不能办理', en: 'your role may not do this' });
  if (!move.from.includes(life.statusCode)) missing.push({ kind: 'status', id: life.statusCode, zh: '当前状态不能办理', en: 'not from the present status' });
  if (missing.length > 0) return missing;
  if (values !== null) {
    for (const field of Object.keys(move.fields) as MoveFieldId[]) {
      if (isNeeded(move, field, life, values) && isEmpty(values[field])) missing.push(missingField(field));
    }
  }
  const asked: FieldValues = values ?? {};
  for (const guard of move.guards) {
    if (values === null && fieldGuards.has(guard)) continue;
    if (!predicates[guard]({ life, move, mover, facts, values: asked })) missing.push({ kind: 'guard', id: guard, ...guards[guard] });
  }
  return missing;
}

/** Gives what is said of a field that must be given. */
export function missingField(field: MoveFieldId): Missing {
  const { zh, en } = moveFields[field];
  return { kind: 'field', id: field, zh: `须填写${zh}`, en: `${en} is needed` };
}

interface Question {
  readonly life: HazardLife;
  readonly move: Move;
  readonly mover: Mover;
  readonly facts: MoveFacts;
  readonly values: FieldValues;
}

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
const majorWith = ({ life, values }: Question): boolean => (typeof values.levelCode === 'string' ? values.levelCode : life.levelCode) === 'LV-M';
const monthsAfter = (date: string, months: number): string => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
};
/** Gives the city's date of an instant. */
const dateOf = (instant: string | number): string => dateOfDay(dayOfInstant(typeof instant === 'number' ? instant : Date.parse(instant)));
const chaseOrder = chaseSteps.entries.map(({ code }) => code);

/** Guards that speak of what is entered. */
const fieldGuards: ReadonlySet<GuardId> = new Set(['clause-in-force', 'downgrade-founded', 'deadline-ahead', 'later-deadline', 'listed-longest', 'photo-on-site', 'photo-given', 'other-hazard', 'other-department', 'never-down', 'something-given']);

const predicates: Record<GuardId, (question: Question) => boolean> = {
  'clause-in-force': (question) => {
    if (!majorWith(question)) return true;
    const { life, facts, values } = question;
    if (!isEmpty(values.expertRecord) || life.expertRecord !== null) return true;
    const { clause } = facts;
    if (isEmpty(values.clauseId) && life.clauseId === null) return false;
    if (clause === undefined) return true;
    const found = dateOf(life.foundAt);
    return clause !== null && (clause.validFrom === null || clause.validFrom <= found) && (clause.validTo === null || clause.validTo >= found);
  },
  'downgrade-founded': ({ life, values }) => life.levelCode !== 'LV-M' || values.levelCode === 'LV-M' || !isEmpty(values.expertRecord),
  'all-five': ({ life }) => life.levelCode !== 'LV-M' || ![life.measures, life.fundsYuan, life.dueOn, life.ownerName, life.contingencyPlan].some(isEmpty),
  'deadline-ahead': ({ facts, values }) => typeof values.dueOn !== 'string' || values.dueOn >= dateOf(facts.now),
  'later-deadline': ({ life, values }) => typeof values.newDueOn !== 'string' || life.dueOn === null || values.newDueOn > life.dueOn,
  'asked-in-time': ({ life, facts }) => {
    // A hazard that an import brought without a deadline gets its first one this way.
    if (life.dueOn === null) return true;
    const today = dayOfInstant(facts.now);
    if (!life.flags.includes('FL-LISTED')) return today <= dayOfDate(life.dueOn);
    return workingDaysBetween(today, dayOfDate(life.dueOn)) >= closingRule('listing-extension-ask', dateOfDay(today)).value;
  },
  'listed-longest': ({ life, facts, values }) => typeof values.newDueOn !== 'string' || !life.flags.includes('FL-LISTED') || values.newDueOn <= monthsAfter(dateOf(life.foundAt), closingRule('due-longest-listed', dateOf(facts.now)).value),
  'extension-pending': ({ life }) => life.extension !== null,
  'no-extension-pending': ({ life }) => life.extension === null,
  'not-asker': ({ life, mover }) => life.extension?.by !== mover.key,
  'is-person': ({ mover }) => mover.person,
  'not-rectifier': ({ life, mover }) => life.rectifier !== mover.key,
  'not-enterprise': ({ mover }) => mover.role !== 'enterprise',
  'not-finder': ({ life, mover }) => life.levelCode !== 'LV-M' || life.finder !== mover.key,
  'not-signed': ({ life, mover }) => !life.signOffs.some(({ by }) => by === mover.key),
  'photo-on-site': ({ facts }) => facts.evidence === undefined || facts.evidence.some(({ onSite }) => onSite),
  'photo-given': ({ facts }) => facts.evidence === undefined || facts.evidence.length > 0,
  reviewed: ({ life }) => life.signOffs.some(({ role }) => role === 'review'),
  'not-reviewed': ({ life }) => !life.signOffs.some(({ role }) => role === 'review'),
  'is-general': ({ life }) => life.levelCode !== 'LV-M',
  'is-major': ({ life }) => life.levelCode === 'LV-M',
  'department-signed': ({ life }) => life.signOffs.some(({ role }) => role === 'department'),
  'department-not-signed': ({ life }) => !life.signOffs.some(({ role }) => role === 'department'),
  'other-hazard': ({ facts }) => facts.target === undefined || (facts.target !== null && !['ST-MERGED', 'ST-REJECTED', 'ST-TRANSFERRED'].includes(facts.target.statusCode)),
  'other-department': ({ life, values }) => values.toDepartmentCode !== life.departmentCode,
  'transfer-offered': ({ life }) => life.transfer !== null,
  'no-transfer-offered': ({ life }) => life.transfer === null,
  'is-receiver': ({ life, mover }) => life.transfer?.by !== mover.key && (mover.sectorCodes === null || mover.sectorCodes.includes(life.transfer?.toSectorCode ?? '')),
  'not-flagged': ({ life, move }) => move.sets === undefined || !life.flags.includes(move.sets),
  flagged: ({ life, move }) => (move.clears ?? []).some((flag) => life.flags.includes(flag)),
  listed: ({ life }) => life.flags.includes('FL-LISTED'),
  'never-down': ({ life, values }) => life.chase === null || chaseOrder.indexOf(String(values.chaseStep)) >= chaseOrder.indexOf(life.chase.step),
  'overdue-or-soon': ({ life, facts }) => life.dueOn !== null && dayOfDate(life.dueOn) - dayOfInstant(facts.now) <= closingRule('due-soon', dateOf(facts.now)).value,
  'not-author': ({ life, mover }) => life.finder !== mover.key,
  'day-passed': ({ life, facts }) => life.assignedAt !== null && facts.now - Date.parse(life.assignedAt) >= closingRule('accept', dateOf(facts.now)).value * 3_600_000,
  'something-given': ({ values }) => Object.values(values).some((value) => !isEmpty(value)),
};
