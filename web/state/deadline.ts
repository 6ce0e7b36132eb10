// How much time is left for a hazard? Days overdue or days left, as the contract counts them.
import { openStatusCodes, overdueDaysOf } from '../../data/contract/hazard-deadlines.ts';
import { dayOfDate } from '../../data/contract/units.ts';

export interface Deadline {
  /** Full days past the deadline; 0 when not overdue. */
  readonly overdue: number;
  /** Days until the deadline (negative when past); null when none is set. */
  readonly left: number | null;
  readonly open: boolean;
}

/** Gives the deadline of a hazard from its properties on `today` (day number, units.ts). */
export function deadlineOf(properties: Readonly<Record<string, unknown>>, today: number): Deadline {
  const dueDay = typeof properties.dueOn === 'string' ? dayOfDate(properties.dueOn) : null;
  const status = String(properties.statusCode);
  return { overdue: overdueDaysOf(status, dueDay, today), left: dueDay === null ? null : dueDay - today, open: openStatusCodes.includes(status) };
}
