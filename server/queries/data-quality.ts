// How many records fail each check of truth, which are they, and how old is what each source last said?
import { type DataQuality, type QualityCheckId, qualityChecks, type QualityRows } from '../../data/contract/data-quality.ts';
import { openStatusCodes } from '../../data/contract/hazard-deadlines.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { freshnessLimits, piledRule } from '../../data/vocabulary/quality-rules.ts';
import type { Queryable } from '../db/database.ts';
import freshText from './data-quality.sql?raw';

const quoted = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(', ');
const assigned = `status_code in ('ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED', 'ST-AWAIT_REVIEW')`;
const open = `status_code in (${quoted(openStatusCodes)})`;
const outside = 'not (geom && (select ST_MakeEnvelope(west, south, east, north, 4326) from city))';
/** Leads of a trade in an area: those named for the area, else those named for the whole city. */
const leads = `(select count(*) from responsibilities duty where duty.role = 'lead' and duty.sector_code = pair.sector_code and duty.valid_from <= $1::date and (duty.valid_to is null or duty.valid_to >= $1::date)
     and duty.area_code is not distinct from (select own.area_code from responsibilities own where own.role = 'lead' and own.sector_code = pair.sector_code and (own.area_code is null or own.area_code = pair.area_code)
       and own.valid_from <= $1::date and (own.valid_to is null or own.valid_to >= $1::date) order by own.area_code nulls last limit 1)
     and (duty.area_code is null or duty.area_code = pair.area_code))`;
const supervised = `layer in (${quoted(siteLayers.filter((layer) => layer.supervised).map(({ id }) => id))})`;
/** What the checks read. Leads are counted once for each trade and area, not for each site. */
const sources: Readonly<Record<'sites' | 'hazards', string>> = {
  sites: `(select sites.*, duty.leads from sites left join (select sector_code, area_code, ${leads} as leads from (select distinct sector_code, area_code from sites where ${supervised}) pair) duty
    on duty.sector_code = sites.sector_code and coalesce(duty.area_code, '') = coalesce(sites.area_code, '') where ${supervised}) sites`,
  hazards: 'hazards',
};

/** SQL of each check, and of the records it is a share of. $1 = today. */
const conditions: Readonly<Record<QualityCheckId, { where: string; among: string }>> = {
  'no-clause': { where: `${open} and clause_id is null`, among: open },
  'no-sector': { where: 'sector_code is null', among: 'true' },
  'no-lead': { where: 'sector_code is not null and leads = 0', among: 'sector_code is not null' },
  'two-leads': { where: 'sector_code is not null and leads > 1', among: 'sector_code is not null' },
  'no-area': { where: 'area_code is null', among: 'true' },
  'area-by-rule': { where: 'area_by_rule and area_code is not null', among: 'true' },
  'site-outside': { where: outside, among: 'true' },
  'site-piled': { where: `geometrytype(geom) = 'POINT' and geom in (select geom from sites spot where geometrytype(geom) = 'POINT' group by geom having count(*) >= ${piledRule.value})`, among: `geometrytype(geom) = 'POINT'` },
  'hazard-outside': { where: outside, among: 'true' },
  'hazard-piled': { where: `site_id is null and geom in (select geom from hazards spot where site_id is null group by geom having count(*) >= ${piledRule.value})`, among: 'site_id is null' },
  'unknown-site': { where: 'site_code is not null and site_id is null', among: 'site_code is not null' },
  'unknown-clause': { where: 'clause_id is not null and not exists (select from criteria_clauses where criteria_clauses.id = clause_id)', among: 'clause_id is not null' },
  'merged-nowhere': { where: `status_code = 'ST-MERGED' and merged_into_id is null`, among: `status_code = 'ST-MERGED'` },
  'no-deadline': { where: `${assigned} and due_on is null`, among: assigned },
  'no-owner': { where: `${assigned} and coalesce(owner_name, '') = ''`, among: assigned },
  'no-measures': { where: `${assigned} and coalesce(measures, '') = ''`, among: assigned },
  'same-again': { where: `${open} and (site_id, kind_code) in (select site_id, kind_code from hazards again where ${open} and site_id is not null group by site_id, kind_code having count(*) > 1)`, among: `${open} and site_id is not null` },
};

/** Gives counts of all checks and ages of all sources as the handle sees them. Reads every site and every hazard once: remember the answer. `today` = the city's date. */
export async function readDataQuality(sql: Queryable, today: string, now: number): Promise<Pick<DataQuality, 'checks' | 'freshness' | 'batches'>> {
  const counts = new Map<string, number>();
  for (const of of ['sites', 'hazards'] as const) {
    const figures = qualityChecks.filter((check) => check.of === of).flatMap(({ id }) => {
      const { where, among } = conditions[id];
      return [`count(*) filter (where (${among}) and (${where}))::int as "${id}"`, `count(*) filter (where ${among})::int as "${id} among"`];
    });
    const [row] = await sql.unsafe<Record<string, number>[]>(`select ${figures.join(', ')} from ${sources[of]} where $1::date is not null`, [today]);
    for (const [figure, count] of Object.entries(row ?? {})) counts.set(figure, count);
  }
  const checks = qualityChecks.map(({ id }) => ({ id, count: counts.get(id) ?? 0, n: counts.get(`${id} among`) ?? 0 }));
  const [row] = await sql.unsafe<{ sources: string; batches: string }[]>(freshText);
  const told = JSON.parse(row?.sources ?? '[]') as { collection: string; rows: number; newest: string | null }[];
  const freshness = told.map(({ collection, rows, newest }) => {
    const limitDays = freshnessLimits.find((limit) => limit.collection === collection)?.days ?? null;
    const ageDays = newest === null ? null : Math.max(0, Math.floor(((now - Date.parse(newest)) / 86_400_000) * 10) / 10);
    return { collection, rows, newest, ageDays, limitDays, old: limitDays !== null && rows > 0 && (ageDays === null || ageDays > limitDays) };
  });
  return { checks, freshness, batches: JSON.parse(row?.batches ?? '[]') as DataQuality['batches'] };
}

/** Gives rows that fail a check, in order of id, at most `limit` from `offset` on. */
export async function readQualityRows(sql: Queryable, id: QualityCheckId, today: string, limit: number, offset: number): Promise<QualityRows['rows']> {
  const check = qualityChecks.find((row) => row.id === id);
  const { where, among } = conditions[id];
  const isSite = check?.of === 'sites';
  const [row] = await sql.unsafe<{ rows: string }[]>(
    `select coalesce(json_agg(json_build_object('id', id, 'collection', collection, 'code', code, 'title', title, 'areaCode', area_code, 'sectorCode', sector_code, 'lng', ST_X(place), 'lat', ST_Y(place)) order by id), '[]')::text as rows
     from (select id, ${isSite ? 'layer' : "'hazards'"} as collection, code, ${isSite ? 'name' : 'title'} as title, area_code, sector_code, ST_PointOnSurface(geom) as place
       from ${sources[isSite ? 'sites' : 'hazards']} where (${among}) and (${where}) and $1::date is not null order by id limit ${Math.trunc(limit)} offset ${Math.trunc(offset)}) page`,
    [today],
  );
  return JSON.parse(row?.rows ?? '[]') as QualityRows['rows'];
}
