// How does a city with its areas and rules take the place of the one before?
import type { AreaRow, ResponsibilityRow, SeaRuleRow } from '../../data/contract/areas.ts';
import type { CampaignRow } from '../../data/contract/campaigns.ts';
import type { City } from '../../data/contract/city.ts';
import piecesText from './area-pieces.sql?raw';
import areasText from './areas.sql?raw';
import cityText from './city.sql?raw';
import { packColumn, columnsOf, ewkbHex } from './columns.ts';
import reassignText from './reassign-areas.sql?raw';
import reassignRecordsText from './reassign-records.sql?raw';
import releaseText from './release-areas.sql?raw';
import type { WriteBatch, WriteCounts } from './write.ts';

/** A whole city as data. `areas` must hold every parent before its children; rules name only codes among them. */
export interface CityRows {
  readonly city: City;
  readonly areas: readonly AreaRow[];
  readonly seaRules: readonly SeaRuleRow[];
  readonly responsibilities: readonly ResponsibilityRow[];
  readonly campaigns: readonly CampaignRow[];
}

/**
 * Makes `rows` the city: areas that are not among them go, their records are given to whoever answers now; every township that was worked out before is
 * worked out anew. The same city twice changes nothing. Gives the counts of areas; a change of name, box or rules alone is noted as collection `city`.
 * Throws what the database throws.
 */
export async function replaceCity(batch: WriteBatch, rows: CityRows): Promise<WriteCounts> {
  const { tx } = batch;
  const { city, areas } = rows;
  const [west, south, east, north] = city.box;
  const renamed = await tx.unsafe(cityText, [city.name, city.nameEn, west, south, east, north, city.zoneEpsg, city.mapApprovalNumber, city.synthetic]);
  if (!city.synthetic) batch.noteReal();

  const written = await tx.unsafe<{ id: number; is_new: boolean }[]>(
    areasText,
    columnsOf(areas, [
      (area) => area.code,
      (area) => area.parentCode,
      (area) => area.kindCode,
      (area) => area.name,
      (area) => area.nameEn,
      (area) => area.population,
      (area) => ewkbHex(area.geometry),
      (area) => ewkbHex(area.seat),
      (area) => area.synthetic,
    ]),
  );
  const taken = written.filter((area) => area.is_new).length;
  const removed = await removeOthers(batch, areas);
  batch.note('areas', written.map((area) => area.id), removed);
  const bordersMoved = written.length > 0 || removed.length > 0;
  if (bordersMoved) {
    await tx.unsafe('delete from area_pieces');
    await tx.unsafe(piecesText, [Math.cos((((south + north) / 2) * Math.PI) / 180)]);
  }

  const rulesMoved = await replaceRules(batch, rows);
  if (bordersMoved || rulesMoved.seaRules) await reassign(batch);
  if (renamed.length > 0 || rulesMoved.any) batch.note('city', [1]);
  return { taken, changed: written.length - taken, unchanged: areas.length - written.length };
}

async function removeOthers(batch: WriteBatch, areas: readonly AreaRow[]): Promise<number[]> {
  const stay = packColumn(areas.map((area) => area.code));
  const leaving = await batch.tx.unsafe<{ code: string }[]>(releaseText, [stay]);
  if (leaving.length === 0) return [];
  // Rules of the city before name the leaving areas; they are replaced right after.
  await batch.tx.unsafe('delete from sea_rules');
  await batch.tx.unsafe('delete from responsibilities');
  // Children and parents among the leaving go in one statement, where references are checked at its end.
  const gone = await batch.tx.unsafe<{ id: number }[]>('delete from areas where code <> all (column_of($1)) returning id', [stay]);
  return gone.map((area) => area.id);
}

/** Puts rules, responsibilities and campaigns in place of the former ones where they differ. Says whether anything, and whether a sea rule, changed. */
async function replaceRules(batch: WriteBatch, rows: CityRows): Promise<{ any: boolean; seaRules: boolean }> {
  const { tx } = batch;
  const seaRules = await replaceTable(
    batch,
    'sea_rules',
    `insert into sea_rules (priority, method, area_code, maximum_metres, geom, source, valid_from, valid_to)
     select priority, method, area_code, maximum_metres, geom::geometry, source, valid_from, valid_to
     from unnest(column_of($1)::int[], column_of($2), column_of($3), column_of($4)::float8[], column_of($5), column_of($6), column_of($7)::date[], column_of($8)::date[])
       as t (priority, method, area_code, maximum_metres, geom, source, valid_from, valid_to)`,
    columnsOf(rows.seaRules, [
      (rule) => rule.priority,
      (rule) => rule.method,
      (rule) => rule.areaCode,
      (rule) => rule.maximumMetres,
      (rule) => (rule.geometry === null ? null : ewkbHex(rule.geometry)),
      (rule) => rule.source,
      (rule) => rule.validFrom,
      (rule) => rule.validTo,
    ]),
  );
  const responsibilities = await replaceTable(
    batch,
    'responsibilities',
    `insert into responsibilities (sector_code, department_code, area_code, role, source, valid_from, valid_to)
     select * from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6)::date[], column_of($7)::date[])`,
    columnsOf(rows.responsibilities, [
      (row) => row.sectorCode,
      (row) => row.departmentCode,
      (row) => row.areaCode,
      (row) => row.role,
      (row) => row.source,
      (row) => row.validFrom,
      (row) => row.validTo,
    ]),
  );
  const campaigns = await tx.unsafe(
    `insert into campaigns as target (code, name, name_en, starts_on, ends_on, basis)
     select * from unnest(column_of($1), column_of($2), column_of($3), column_of($4)::date[], column_of($5)::date[], column_of($6))
     on conflict (code) do update set name = excluded.name, name_en = excluded.name_en, starts_on = excluded.starts_on, ends_on = excluded.ends_on, basis = excluded.basis
     where (target.name, target.name_en, target.starts_on, target.ends_on, target.basis)
       is distinct from (excluded.name, excluded.name_en, excluded.starts_on, excluded.ends_on, excluded.basis)
     returning 1`,
    columnsOf(rows.campaigns, [(row) => row.code, (row) => row.name, (row) => row.nameEn, (row) => row.startsOn, (row) => row.endsOn, (row) => row.basis]),
  );
  return { any: seaRules || responsibilities || campaigns.length > 0, seaRules };
}

/** Empties a small table and fills it again; says whether its content differs from before, numbers of rows aside. */
async function replaceTable(batch: WriteBatch, table: 'sea_rules' | 'responsibilities', insertText: string, parameters: readonly string[]): Promise<boolean> {
  const summary = `select md5(coalesce(string_agg(content, ',' order by content), '')) as sum from (select (to_jsonb(t) - 'id')::text as content from ${table} t) rows`;
  const [before] = await batch.tx.unsafe<{ sum: string }[]>(summary);
  await batch.tx.unsafe(`delete from ${table}`);
  await batch.tx.unsafe(insertText, [...parameters]);
  const [after] = await batch.tx.unsafe<{ sum: string }[]>(summary);
  return before?.sum !== after?.sum;
}

async function reassign(batch: WriteBatch): Promise<void> {
  for (const statement of [reassignText, reassignRecordsText]) {
    const moved = await batch.tx.unsafe<{ collection: string; ids: string }[]>(statement);
    for (const { collection, ids } of moved) batch.note(collection, ids.split(',').map(Number));
  }
}
