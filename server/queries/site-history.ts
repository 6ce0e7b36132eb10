// What was changed by hand of a site, or of all sites of late, by whom and why?
import type { CollectionProperty } from '../../data/contract/collections.ts';
import type { SiteEvent } from '../../data/contract/site-edits.ts';
import type { Queryable } from '../db/database.ts';
import { type Clearance, maskPersonal } from './query.ts';
import text from './site-history.sql?raw';

/** An event with the site it belongs to. */
export interface SiteStep extends SiteEvent {
  readonly siteId: number;
  readonly layer: string;
  readonly siteCode: string;
  readonly siteName: string;
  readonly retiredOn: string | null;
}

/** Where a site stands for its next editor. `held`: names of fields that keep what was entered here though the register says otherwise. */
export interface SiteStanding {
  readonly id: number;
  readonly name: string;
  readonly version: number;
  readonly retiredOn: string | null;
  readonly areaByRule: boolean;
  readonly held: readonly string[];
}

/** Gives where a site of a layer stands, as the handle sees it; null when it does not. */
export async function readSiteStanding(sql: Queryable, layer: string, id: number): Promise<SiteStanding | null> {
  const [row] = await sql.unsafe<(Omit<SiteStanding, 'held'> & { held: string | null })[]>(
    `select id, name, version, retired_on::text as "retiredOn", area_by_rule as "areaByRule", (select string_agg(key, ',' order by key) from jsonb_object_keys(held) key) as held
     from sites where id = $1::int and layer = $2`,
    [id, layer],
  );
  return row === undefined ? null : { ...row, held: (row.held ?? '').split(',').filter((name) => name !== '') };
}

/** Gives the steps of one site (at most 500) or of all (null; at most `limit`), newest first. Personal values come masked and restricted ones as null unless the reader may see them. */
export async function readSiteHistory(sql: Queryable, siteId: number | null, limit: number, before: string | null, properties: readonly CollectionProperty[], clearance: Clearance): Promise<SiteStep[]> {
  const [row] = await sql.unsafe<{ events: string | null }[]>(text, [siteId, limit, before]);
  const byName = new Map(properties.map((property) => [property.name, property]));
  const shown = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const property = byName.get(name);
        if (property?.restricted === true && !clearance.restricted) return [name, null];
        return [name, property?.personal === true && !clearance.personal && typeof value === 'string' ? maskPersonal(value) : value];
      }),
    );
  return (JSON.parse(row?.events ?? '[]') as SiteStep[]).map((step) => ({ ...step, actorName: clearance.personal ? step.actorName : null, before: shown(step.before), after: shown(step.after) }));
}
