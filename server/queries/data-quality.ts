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
const leads = (table: string): string =>
  `(select count(*) from responsibilities duty where duty.role = 'lead' and duty.sector_code = ${table}.sector_code and duty.valid_from <= $1::date and (duty.valid_to is null or duty.valid_to >= $1::date)
     and duty.area_code is not distinct from (select own.area_code from responsibilities own where own.role = 'lead' and own.sector_code = ${table}.sector_code and (own.area_code is null or own.area_code = ${table}.area_code)
       and own.valid_from <= $1::date and (own.valid_to is null or own.valid_to >= $1::date) order by own.area_code nulls last limit 1)
     and (duty.area_code is null or duty.area_code = ${table}.area_code))`;

/** SQL of each check, and of the records it is a share of. $1 = today. */
const conditions: Readonly<Record<QualityCheckId, { where: string; among: string }>> = {
  'no-clause': { where: `${open} and clause_id is null`, among: open },
  'no-sector': { where: 'sector_code is null', among: 'true' },
  'no-lead': { where: `sector_code is not null and ${leads('sites')} = 0`, among: 'sector_code is not null' },
  'two-leads': { where: `sector_code is not null and ${leads('sites')} > 1`, among: 'sector_code is not null' },
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
const supervised = `layer in (${quoted(siteLayers.filter((layer) => layer.supervised).map(({ id }) => id))})`;

/** Gives counts of all checks and ages of all sources as the handle sees them. Reads every site and hazard once for each check: remember the answer. `today` = the city's date. */
export async function readDataQuality(sql: Queryable, today: string, now: number): Promise<Pick<DataQuality, 'checks' | 'freshness' | 'batches'>> {
  const checks: DataQuality['checks'] = [];
  for (const { id, of } of qualityChecks) {
    const { where, among } = conditions[id];
    const [row] = await sql.unsafe<{ count: number; n: number }[]>(
      `select count(*) filter (where ${where})::int as count, count(*)::int as n from ${of} where (${among}) ${of === 'sites' ? `and ${supervised}` : ''} and $1::date is not null`,
      [today],
    );
    checks.push({ id, count: row?.count ?? 0, n: row?.n ?? 0 });
  }
  const [row] = await sql.unsafe<{ sources: string; batches: string }[]>(freshText);
  const sources = JSON.parse(row?.sources ?? '[]') as { collection: string; rows: number; newest: string | null }[];
  const freshness = sources.map(({ collection, rows, newest }) => {
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
       from ${isSite ? 'sites' : 'hazards'} where (${among}) and (${where}) ${isSite ? `and ${supervised}` : ''} and $1::date is not null order by id limit ${Math.trunc(limit)} offset ${Math.trunc(offset)}) page`,
    [today],
  );
  return JSON.parse(row?.rows ?? '[]') as QualityRows['rows'];
}
