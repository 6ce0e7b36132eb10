// Which rows pass? A selection and a CQL2 filter become a few tests (narrow.ts), through the same tree.
import { expressionOfSelection } from '../../data/contract/cql2/from-selection.ts';
import { printText } from '../../data/contract/cql2/print-text.ts';
import { combine, type Expression } from '../../data/contract/cql2/tree.ts';
import type { Selection } from '../../data/contract/selection.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { selectionKey } from '../../data/contract/selection-address.ts';
import type { Column } from './columns.ts';
import { testsOfExpression } from './cql2.ts';
import type { Test } from './narrow.ts';

/** Which areas a reader may see; null = all, objects without an area included. A reader with areas does not see objects without one. */
export type Scope = readonly string[] | null;

/** A selection and a filter compiled for one collection, one scope and one day. */
export interface CompiledFilter {
  /** Equal keys give equal answers from equal data: part of every cache key and ETag. Names the day when the answer depends on it. */
  readonly key: string;
  /** The city's calendar day (units.ts) the filter was compiled for. */
  readonly today: number;
  readonly tests: readonly Test[];
}

/** Selection fields that are no property of their own, and the column each one reads. */
const readFrom: Partial<Record<SelectionField, string>> = {
  open: 'statusCode',
  overdue: 'dueDay',
  overdueDaysMin: 'dueDay',
  dueWithinDays: 'dueDay',
  foundFrom: 'foundDay',
  foundTo: 'foundDay',
};

/** Gives the selection fields a set of columns can answer. */
export function filterableFields(columns: readonly { readonly name: string }[], fields: readonly SelectionField[]): SelectionField[] {
  const names = new Set(columns.map((column) => column.name));
  return fields.filter((field) => names.has(readFrom[field] ?? field));
}

/**
 * Compiles a selection and a filter (null = none), both of which must hold, for the columns of one collection. `today` is the city's calendar day:
 * overdue is worked out when asked, never stored. Throws AppError `invalid-parameter` for a field or property the index does not have; an unknown area matches nothing.
 */
export function compileFilter(columns: readonly Column[], selection: Selection, today: number, scope: Scope, filter: Expression | null = null): CompiledFilter {
  const parts = [expressionOfSelection(selection, today), filter, scopeOf(columns, scope)].filter((part) => part !== null);
  const dated = columns.some((column) => column.name === 'dueDay');
  return {
    // '*' = everything: it must never equal the key of an empty scope.
    key: [selectionKey(selection), scope === null ? '*' : [...new Set(scope)].sort().map(encodeURIComponent).join(','), dated ? String(today) : '', filter === null ? '' : printText(filter)].join('|'),
    today,
    tests: parts.length === 0 ? [] : testsOfExpression(columns, combine('and', parts), today),
  };
}

/** Gives the filter that keeps what lies in some areas. A collection without an area column (storms) belongs to everybody. */
function scopeOf(columns: readonly Column[], scope: Scope): Expression | null {
  if (scope === null || !columns.some((column) => column.name === 'areaCode')) return null;
  if (scope.length === 0) return { kind: 'truth', value: false };
  return { kind: 'in', value: { kind: 'property', name: 'areaCode' }, list: scope.map((value) => ({ kind: 'text', value })) };
}

/** Gives a filter with one more table test on column `place`; the key is the caller's to mind. */
export function withTable(filter: CompiledFilter, place: number, table: Uint8Array): CompiledFilter {
  return { ...filter, tests: [{ kind: 'table', place, table }, ...filter.tests] };
}
