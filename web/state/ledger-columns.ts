// Which columns may the ledger's table show, which does it show unless told, and how wide is each?

/** In the order in which they stand. The first is always there. */
export const ledgerColumns = ['title', 'level', 'status', 'due', 'waitsFor', 'handler', 'clock', 'chase', 'flags', 'site', 'area', 'department', 'sector', 'kind', 'source', 'found', 'updated', 'code', 'place'] as const;
export type LedgerColumn = (typeof ledgerColumns)[number];

export const defaultColumns: readonly LedgerColumn[] = ['title', 'level', 'status', 'due', 'waitsFor', 'handler', 'area', 'department', 'found', 'code'];

/** Widths in px; the title takes what is left, at least this. */
export const columnWidths: Readonly<Record<LedgerColumn, number>> = {
  title: 280, level: 84, status: 100, due: 152, waitsFor: 156, handler: 92, clock: 128, chase: 72, flags: 148, site: 200, area: 120, department: 168, sector: 104, kind: 148, source: 96, found: 136, updated: 136, code: 148, place: 160,
};

/** The order a click on a heading asks for. */
export const columnSorts: Readonly<Partial<Record<LedgerColumn, 'dueOn' | 'foundAt' | 'level' | 'overdueDays' | 'updatedAt' | 'code'>>> = { level: 'level', due: 'dueOn', found: 'foundAt', updated: 'updatedAt', code: 'code' };

/** Columns that a past day can fill. */
export const pastColumns: ReadonlySet<LedgerColumn> = new Set(['title', 'level', 'status', 'due', 'site', 'area', 'department', 'sector', 'kind', 'source', 'found', 'code', 'place']);
