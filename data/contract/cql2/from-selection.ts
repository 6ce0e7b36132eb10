// How is the desk's own filter said in CQL2? Each field of a selection as the predicate it stands for.
import type { Selection } from '../selection.ts';
import { type SelectionField, selectionFields } from '../selection-address.ts';
import { dateOfDay } from '../units.ts';
import { combine, type Expression, negate, type Operand } from './tree.ts';

/**
 * Gives the filter that says the same as a selection, null for the empty one, which leaves everything in. `today` = the city's calendar day (units.ts):
 * "due within so many days" becomes days of the calendar.
 */
export function expressionOfSelection(selection: Selection, today: number): Expression | null {
  const parts = selectionFields.flatMap((name) => (selection[name] === undefined ? [] : [partOf(name, selection, today)]));
  return parts.length === 0 ? null : combine('and', parts);
}

function partOf(name: SelectionField, selection: Selection, today: number): Expression {
  const property = { kind: 'property', name } as const;
  const date = (value: string): Operand => ({ kind: 'date', value });
  switch (name) {
    case 'open':
    case 'overdue':
    case 'inPort':
      return selection[name] === true ? property : negate(property);
    case 'overdueDaysMin':
      return { kind: 'compare', op: '>=', left: { kind: 'property', name: 'overdueDays' }, right: { kind: 'number', value: selection.overdueDaysMin ?? 0 } };
    case 'dueWithinDays':
      return combine('and', [
        { kind: 'property', name: 'open' },
        { kind: 'between', value: { kind: 'property', name: 'dueOn' }, low: date(dateOfDay(today)), high: date(dateOfDay(today + (selection.dueWithinDays ?? 0))) },
      ]);
    case 'foundFrom':
      return { kind: 'compare', op: '>=', left: { kind: 'property', name: 'foundAt' }, right: date(selection.foundFrom ?? '') };
    case 'foundTo':
      return { kind: 'compare', op: '<=', left: { kind: 'property', name: 'foundAt' }, right: date(selection.foundTo ?? '') };
    default: {
      const list = (selection[name] ?? []).map((value): Operand => (typeof value === 'number' ? { kind: 'number', value } : { kind: 'text', value }));
      const [only] = list;
      return list.length === 1 && only !== undefined ? { kind: 'compare', op: '=', left: property, right: only } : { kind: 'in', value: property, list };
    }
  }
}
