// Which rows and columns does the cross table show? The same counts turned by department (条) or by township (块).
import type { HazardCounts } from '../../data/contract/analyses.ts';
import type { Selection } from '../../data/contract/selection.ts';

export type Measure = 'open' | 'overdue' | 'majorOpen';

export interface CrossTable {
  readonly rows: readonly { readonly key: string; readonly name: string }[];
  readonly columns: readonly { readonly key: string; readonly name: string }[];
  countOf(row: string, column: string): number;
  totalOf(row: string): number;
  /** The filter of a cell, of a whole row (column null) or of a whole column (row null). Gathered columns filter by all their codes. */
  selectionOf(row: string | null, column: string | null): Selection;
}

interface NamesOfCodes {
  sector(code: string): string;
  department(code: string): string;
  area(code: string | null): string;
  readonly others: string;
}

/** Key of the column that gathers what does not fit, and of rows or columns without an area. */
const gathered = '~others';
const nowhere = '~none';

/**
 * Builds the cross table. By department: rows departments, columns townships. By township: rows townships, columns sectors.
 * Rows and columns are in falling order of the measure; those that are all zero are left out; beyond `mostColumns` the rest is gathered in one.
 */
export function matrixOf(counts: HazardCounts, pivot: 'department' | 'township', measure: Measure, mostColumns: number, names: NamesOfCodes): CrossTable {
  const cells =
    pivot === 'department'
      ? counts.departmentArea.map((entry) => ({ row: entry.departmentCode, column: entry.areaCode ?? nowhere, count: entry[measure] }))
      : counts.sectorArea.map((entry) => ({ row: entry.areaCode ?? nowhere, column: entry.sectorCode, count: entry[measure] }));
  const rowTotals = new Map<string, number>();
  const columnTotals = new Map<string, number>();
  for (const cell of cells) {
    rowTotals.set(cell.row, (rowTotals.get(cell.row) ?? 0) + cell.count);
    columnTotals.set(cell.column, (columnTotals.get(cell.column) ?? 0) + cell.count);
  }
  const inOrder = (totals: Map<string, number>): string[] => [...totals].filter(([, count]) => count > 0).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
  const columnKeys = inOrder(columnTotals);
  const fits = columnKeys.length <= mostColumns;
  const shown = fits ? columnKeys : columnKeys.slice(0, mostColumns - 1);
  const rest = new Set(fits ? [] : columnKeys.slice(mostColumns - 1));
  const counted = new Map<string, number>();
  for (const cell of cells) {
    const key = `${cell.row}\n${rest.has(cell.column) ? gathered : cell.column}`;
    counted.set(key, (counted.get(key) ?? 0) + cell.count);
  }
  const nameOfRow = pivot === 'department' ? names.department : (code: string) => names.area(code === nowhere ? null : code);
  const nameOfColumn = pivot === 'department' ? (code: string) => names.area(code === nowhere ? null : code) : names.sector;
  const codesOf = (key: string): string[] => (key === gathered ? [...rest] : [key]).filter((code) => code !== nowhere);
  const rowField = pivot === 'department' ? 'departmentCode' : 'areaCode';
  const columnField = pivot === 'department' ? 'areaCode' : 'sectorCode';
  return {
    rows: inOrder(rowTotals).map((key) => ({ key, name: nameOfRow(key) })),
    columns: [...shown.map((key) => ({ key, name: nameOfColumn(key) })), ...(fits ? [] : [{ key: gathered, name: names.others }])],
    countOf: (row, column) => counted.get(`${row}\n${column}`) ?? 0,
    totalOf: (row) => rowTotals.get(row) ?? 0,
    selectionOf: (row, column) => {
      const selection: Selection = {};
      const rowCodes = row === null ? [] : codesOf(row);
      const columnCodes = column === null ? [] : codesOf(column);
      if (rowCodes.length > 0) selection[rowField] = rowCodes.sort();
      if (columnCodes.length > 0) selection[columnField] = columnCodes.sort();
      return selection;
    },
  };
}
