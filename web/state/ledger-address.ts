// What does the address say of the ledger that is looked at? View, filters, order, columns, day and place in the list: every look is a link.
import { parseAsString, throttle, useQueryStates } from 'nuqs';
import { useCallback, useMemo } from 'react';
import { type LedgerDirection, type LedgerSort, ledgerSorts, type LedgerView, ledgerViews } from '../../data/contract/ledger.ts';
import { readSelectionText, type SelectionText, selectionToParameters } from '../../data/contract/selection-address.ts';
import { defaultColumns, type LedgerColumn, ledgerColumns } from './ledger-columns.ts';

/** Fields of a selection that hazards have, as the ledger's server reads them. */
export const ledgerFields = ['sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'overdue', 'overdueDaysMin', 'dueWithinDays', 'foundFrom', 'foundTo'] as const;
export type LedgerField = (typeof ledgerFields)[number];
const keys = ['view', 'sort', 'direction', 'q', 'flags', 'handler', 'columns', 'asKnownOn', 'at', 'row', 'map', 'bbox', ...ledgerFields] as const;
type Key = (typeof keys)[number];
export type LedgerParameters = Readonly<Record<Key, string | null>>;

const parsers = Object.fromEntries(keys.map((key) => [key, parseAsString])) as Record<Key, typeof parseAsString>;

/** What the address says, read. */
export interface LedgerLook {
  readonly view: LedgerView;
  readonly sort: LedgerSort;
  readonly direction: LedgerDirection;
  readonly words: string;
  readonly flags: readonly string[];
  readonly handler: 'me' | 'none' | null;
  readonly selection: SelectionText;
  readonly columns: readonly LedgerColumn[];
  /** The past day that is looked at; null = now. */
  readonly asKnownOn: string | null;
  /** Cursor of the page the list begins with; null = at the start. */
  readonly at: string | null;
  /** Id of the row under the keys. */
  readonly row: number | null;
  readonly map: boolean;
  readonly bbox: string | null;
}

/** Fields that can be asked of a past day. */
export const pastFields: readonly LedgerField[] = ['sectorCode', 'departmentCode', 'areaCode', 'levelCode', 'sourceCode', 'statusCode', 'kindCode', 'siteLayer', 'open', 'foundFrom', 'foundTo'];

const usual: Readonly<Partial<Record<LedgerView, LedgerSort>>> = { all: 'foundAt', overdue: 'overdueDays', again: 'foundAt', listed: 'dueOn' };

function among<Word extends string>(text: string | null, words: readonly { readonly id: Word }[]): Word | undefined {
  return words.find(({ id }) => id === text)?.id;
}

/** Reads the parameters of an address; what cannot be read counts as not there. */
export function lookOf(parameters: LedgerParameters): LedgerLook {
  const view = among(parameters.view, ledgerViews) ?? 'all';
  const asKnownOn = parameters.asKnownOn !== null && /^\d{4}-\d{2}-\d{2}$/.test(parameters.asKnownOn) ? parameters.asKnownOn : null;
  const sort = asKnownOn === null ? (among(parameters.sort, ledgerSorts) ?? usual[view] ?? 'dueOn') : 'foundAt';
  const direction = parameters.direction === 'ascending' || parameters.direction === 'descending' ? parameters.direction : (ledgerSorts.find(({ id }) => id === sort)?.usual ?? 'ascending');
  const { raw } = readSelectionText(Object.fromEntries(ledgerFields.flatMap((name) => (parameters[name] === null ? [] : [[name, parameters[name] as string]]))));
  const columns = (parameters.columns ?? '').split(',').flatMap((name) => ledgerColumns.find((column) => column === name) ?? []);
  return {
    view,
    sort,
    direction,
    words: parameters.q?.trim() ?? '',
    flags: parameters.flags?.split(',').filter((flag) => /^FL-[A-Z_]+$/.test(flag)) ?? [],
    handler: parameters.handler === 'me' || parameters.handler === 'none' ? parameters.handler : null,
    selection: raw as SelectionText,
    columns: columns.length === 0 ? defaultColumns : columns,
    asKnownOn,
    at: parameters.at,
    row: parameters.row !== null && /^\d{1,9}$/.test(parameters.row) ? Number(parameters.row) : null,
    map: parameters.map !== '0',
    bbox: parameters.bbox !== null && /^-?[\d.]+(,-?[\d.]+){3}$/.test(parameters.bbox) ? parameters.bbox : null,
  };
}

/** Gives what the server is asked for this look, page and place left out. Equal looks give equal questions. */
export function questionOf(look: LedgerLook): Record<string, string> {
  const selection = selectionToParameters(look.selection);
  if (look.asKnownOn !== null) return { asKnownOn: look.asKnownOn, sort: 'foundAt', direction: look.direction, ...Object.fromEntries(Object.entries(selection).filter(([name]) => pastFields.some((field) => field === name))) };
  return {
    view: look.view,
    sort: look.sort,
    direction: look.direction,
    ...(look.words === '' ? {} : { q: look.words.slice(0, 60) }),
    ...(look.flags.length === 0 ? {} : { flags: look.flags.join(',') }),
    ...(look.handler === null ? {} : { handler: look.handler }),
    ...(look.bbox === null ? {} : { bbox: look.bbox }),
    ...selection,
  };
}

/** Gives the parameters that a saved view keeps: how it is looked at, not where one stands in it. */
export function keptOf(parameters: LedgerParameters): string {
  const kept = new URLSearchParams();
  for (const key of keys) if (!['at', 'row', 'asKnownOn', 'map', 'bbox'].includes(key) && parameters[key] !== null) kept.set(key, parameters[key] as string);
  return kept.toString();
}

export interface LedgerAddress {
  readonly look: LedgerLook;
  readonly parameters: LedgerParameters;
  /** Changes the look as a step that the back button undoes; the list begins anew. */
  change(patch: Partial<Record<Key, string | null>>): void;
  /** Takes the look of a kept view. */
  replaceWith(query: string): void;
  /** Notes where one stands, without a step. */
  drift(patch: Partial<Record<'at' | 'row', string | null>>): void;
}

const addressThrottle = throttle(300);

/** Gives what the address says of the ledger, and the ways to change it. */
export function useLedgerAddress(): LedgerAddress {
  const [parameters, set] = useQueryStates(parsers, { shallow: true, clearOnDefault: true, limitUrlUpdates: addressThrottle });
  const look = useMemo(() => lookOf(parameters as LedgerParameters), [parameters]);
  const change = useCallback((patch: Partial<Record<Key, string | null>>) => void set({ at: null, row: null, ...patch }, { history: 'push' }), [set]);
  const drift = useCallback((patch: Partial<Record<'at' | 'row', string | null>>) => void set(patch, { history: 'replace' }), [set]);
  const replaceWith = useCallback(
    (query: string) => {
      const given = new URLSearchParams(query);
      void set((before) => Object.fromEntries(keys.map((key) => [key, key === 'map' ? (before.map ?? null) : given.get(key)])) as Record<Key, string | null>, { history: 'push' });
    },
    [set],
  );
  return { look, parameters: parameters as LedgerParameters, change, replaceWith, drift };
}
