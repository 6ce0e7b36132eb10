// What do the columns of the hazard index mean to somebody who counts them?
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';
import { noDay } from './columns.ts';
import type { PointIndex } from './point-index.ts';
import type { Rows } from './rows.ts';

/** Look-up tables by stored code (1 = yes), the stored code of a major hazard, and the day that stands for none. */
export function hazardMeaning(hazards: PointIndex): { openStatus: Uint8Array; overdueStatus: Uint8Array; majorLevel: number; noDay: number } {
  const column = (name: string) => hazards.columns[hazards.place(name)];
  const table = (codes: readonly string[]) => {
    const marks = new Uint8Array(256);
    for (const stored of column('statusCode')?.find(codes) ?? []) marks[stored] = 1;
    return marks;
  };
  return { openStatus: table(openStatusCodes), overdueStatus: table(overdueStatusCodes), majorLevel: column('levelCode')?.find(['LV-M'])[0] ?? 0, noDay };
}

/** Gives the columns a count of hazards reads, by what they hold. */
export function hazardColumns(hazards: PointIndex, rows: Rows) {
  return {
    sector: hazards.column(rows, 'sectorCode') as Uint8Array,
    department: hazards.column(rows, 'departmentCode') as Uint8Array,
    area: hazards.column(rows, 'areaCode') as Uint16Array,
    level: hazards.column(rows, 'levelCode') as Uint8Array,
    status: hazards.column(rows, 'statusCode') as Uint8Array,
    source: hazards.column(rows, 'sourceCode') as Uint8Array,
    foundDay: hazards.column(rows, 'foundDay') as Int32Array,
    closedDay: hazards.column(rows, 'closedDay') as Int32Array,
    dueDay: hazards.column(rows, 'dueDay') as Int32Array,
  };
}
