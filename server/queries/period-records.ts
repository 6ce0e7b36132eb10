// What was inspected and what happened in a period, as it was known at an instant?
import type { Queryable } from '../db/database.ts';
import text from './period-records.sql?raw';

export interface PeriodRecordCounts {
  readonly inspections: number;
  /** Sites of the map that were inspected at least once. */
  readonly premisesInspected: number;
  readonly incidents: number;
  readonly deaths: number;
  readonly injuries: number;
}

/** Gives the counts of a period, its end excluded, with what was recorded until `at`; ISO texts with zone. */
export async function readPeriodRecords(sql: Queryable, { at, periodFrom, periodEnd }: { readonly at: string; readonly periodFrom: string; readonly periodEnd: string }): Promise<PeriodRecordCounts> {
  const [row] = await sql.unsafe<PeriodRecordCounts[]>(text, [at, periodFrom, periodEnd]);
  if (row === undefined) throw new Error('the records of the period gave no answer');
  return row;
}
