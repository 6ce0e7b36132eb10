// Which hazards and inspections belong to one site, the most pressing and the latest first?
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';
import type { Queryable } from '../db/database.ts';
import text from './site-records.sql?raw';

/** Totals of a site's records, and the ids of at most 20 hazards and 10 inspections to show. */
export interface SiteRecords {
  readonly hazards: { readonly total: number; readonly open: number; readonly overdue: number; readonly ids: readonly number[] };
  readonly inspections: { readonly total: number; readonly ids: readonly number[] };
}

/** Gives the records of a site; zeros for an unknown one. `today` = the city's date, YYYY-MM-DD. */
export async function readSiteRecords(sql: Queryable, siteId: number, today: string): Promise<SiteRecords> {
  const [row] = await sql.unsafe<{ hazards: number; open: number; overdue: number; hazardIds: string | null; inspections: number; inspectionIds: string | null }[]>(text, [
    siteId,
    openStatusCodes.join(','),
    overdueStatusCodes.join(','),
    today,
  ]);
  const idsOf = (packed: string | null | undefined): number[] => (packed ?? '').split(',').filter((id) => id !== '').map(Number);
  return {
    hazards: { total: row?.hazards ?? 0, open: row?.open ?? 0, overdue: row?.overdue ?? 0, ids: idsOf(row?.hazardIds) },
    inspections: { total: row?.inspections ?? 0, ids: idsOf(row?.inspectionIds) },
  };
}
