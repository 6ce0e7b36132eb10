// Which hazards and inspections belong to one site, the open and the latest first?
import type { Collection } from '../../data/contract/collections.ts';
import { openStatusCodes, overdueStatusCodes } from '../../data/contract/hazards.ts';
import type { Queryable } from '../db/database.ts';
import { type ItemRow, readItem } from './items.ts';
import text from './site-records.sql?raw';

export interface SiteRecords {
  readonly hazards: { readonly total: number; readonly open: number; readonly overdue: number; readonly items: readonly SiteRecord[] };
  readonly inspections: { readonly total: number; readonly items: readonly SiteRecord[] };
}
type SiteRecord = { readonly type: 'Feature' } & ItemRow;

/** Gives at most 20 hazards (open ones first, then latest) and the last 10 inspections of a site, with the totals; zeros for an unknown site. */
export async function readSiteRecords(sql: Queryable, layer: Collection, siteId: number, hazards: Collection, inspections: Collection, today: string): Promise<SiteRecords> {
  const [row] = await sql.unsafe<{ total: number; open: number; overdue: number; hazardIds: string | null; inspections: number; inspectionIds: string | null }[]>(text, [
    siteId,
    openStatusCodes.join(','),
    overdueStatusCodes.join(','),
    today,
  ]);
  const read = async (collection: Collection, ids: string | null): Promise<SiteRecord[]> => {
    const items = await Promise.all((ids ?? '').split(',').filter((id) => id !== '').map((id) => readItem(sql, collection, Number(id), today)));
    return items.filter((item) => item !== null).map((item) => ({ type: 'Feature', ...item }));
  };
  void layer;
  return {
    hazards: { total: row?.total ?? 0, open: row?.open ?? 0, overdue: row?.overdue ?? 0, items: await read(hazards, row?.hazardIds ?? null) },
    inspections: { total: row?.inspections ?? 0, items: await read(inspections, row?.inspectionIds ?? null) },
  };
}
