// Which rows pass? A selection and a CQL2 filter become a few tests (narrow.ts), through the same tree.
import { expressionOfSelection } from '../../data/contract/cql2/from-selection.ts';
import { printText } from '../../data/contract/cql2/print-text.ts';
import { combine, type Expression, propertiesIn } from '../../data/contract/cql2/tree.ts';
import type { Reader } from '../../data/contract/access.ts';
import { restrictedNames } from '../../data/contract/collections.ts';
import type { Selection } from '../../data/contract/selection.ts';
import type { SelectionField } from '../../data/contract/selection-address.ts';
import { selectionKey } from '../../data/contract/selection-address.ts';
import { AppError } from '../errors.ts';
import type { Column } from './columns.ts';
import { testsOfExpression } from './cql2.ts';
import type { Test } from './narrow.ts';

/** What of the index a reader may see (Reader in data/contract/access.ts, which says what null means). */
export interface IndexScope extends Pick<Reader, 'key' | 'areaCodes' | 'sectorCodes' | 'restricted'> {
  /** Ids that may be seen, for readers limited to sites; a collection that is not named shows nothing. Null = not limited so. */
  readonly ids: ReadonlyMap<string, ReadonlySet<number>> | null;
}
/** Null = the server itself: everything. */
export type Scope = IndexScope | null;

/** A selection and a filter compiled for one collection, one scope and one day. */
export interface CompiledFilter {
  /** Equal keys give equal answers from equal data: part of every cache key and ETag. Names the day when the answer depends on it. */
  readonly key: string;
  /** The city's calendar day (units.ts) the filter was compiled for. */
  readonly today: number;
  readonly tests: readonly Test[];
  /** True = restricted properties do not travel. */
  readonly withheld: boolean;
}

/** Borders of townships, tracks of storms and roads are public: they belong to every reader. */
const publicCollections: ReadonlySet<string> = new Set(['areas', 'storms', 'roads']);

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
 * overdue is worked out when asked, never stored. Throws AppError `invalid-parameter` for a field or property the index does not have, `not-permitted` for one that
 * is withheld from the reader; an unknown area matches nothing.
 */
export function compileFilter(collection: string, columns: readonly Column[], selection: Selection, today: number, scope: Scope, filter: Expression | null = null): CompiledFilter {
  const withheld = scope !== null && !scope.restricted;
  if (withheld) checkRestricted([...Object.keys(selection), ...(filter === null ? [] : propertiesIn(filter))]);
  const bounds = publicCollections.has(collection) ? null : scope;
  const parts = [expressionOfSelection(selection, today), filter, ...(bounds === null ? [] : boundsOf(collection, columns, bounds))].filter((part) => part !== null);
  const dated = columns.some((column) => column.name === 'dueDay');
  const ids = bounds?.ids;
  return {
    // '*' = everything: it must never equal the key of a reader.
    key: [selectionKey(selection), scope === null ? '*' : encodeURIComponent(scope.key), dated ? String(today) : '', filter === null ? '' : printText(filter)].join('|'),
    today,
    tests: [...(parts.length === 0 ? [] : testsOfExpression(columns, combine('and', parts), today)), ...(ids === null || ids === undefined ? [] : [{ kind: 'ids', ids: ids.get(collection) ?? new Set<number>() } as const])],
    withheld,
  };
}

/** Throws AppError `not-permitted` when one of some properties is restricted: a filter would tell what is withheld. */
export function checkRestricted(names: Iterable<string>): void {
  for (const name of names) {
    if (restrictedNames.has(name)) throw new AppError('not-permitted', `${name}: seen a filter by a restricted attribute, expected a role that may see it`);
  }
}

/** Gives the filters that keep what a reader may see. A collection without a column of areas or sectors is not limited by them; vessels belong to the trade of fishing. */
function boundsOf(collection: string, columns: readonly Column[], { areaCodes, sectorCodes }: IndexScope): Expression[] {
  const has = (name: string): boolean => columns.some((column) => column.name === name);
  const within = (name: string, codes: readonly string[]): Expression =>
    codes.length === 0 ? { kind: 'truth', value: false } : { kind: 'in', value: { kind: 'property', name }, list: codes.map((value) => ({ kind: 'text', value })) };
  const bounds: Expression[] = [];
  if (areaCodes !== null && has('areaCode')) bounds.push(within('areaCode', areaCodes));
  if (sectorCodes !== null && collection === 'vessels') bounds.push({ kind: 'truth', value: sectorCodes.includes('SEC-FISH') });
  else if (sectorCodes !== null && has('sectorCode')) bounds.push(combine('or', [within('sectorCode', sectorCodes), { kind: 'null', value: { kind: 'property', name: 'sectorCode' } }]));
  return bounds;
}

/** Gives a filter with one more table test on column `place`; the key is the caller's to mind. */
export function withTable(filter: CompiledFilter, place: number, table: Uint8Array): CompiledFilter {
  return { ...filter, tests: [{ kind: 'table', place, table }, ...filter.tests] };
}
