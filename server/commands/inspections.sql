-- Writes inspections. $1…$17 are packed columns with one value for each row; no code may occur twice within them.
with incoming as (
  select t.*, t.geom_hex::geometry as geom
  from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6), column_of($7), column_of($8),
    column_of($9)::timestamptz[], column_of($10)::int[], column_of($11)::int[], column_of($12)::boolean[], column_of($13)::int[],
    column_of($14)::int[], column_of($15), column_of($16)::boolean[], column_of($17))
    with ordinality as t (code, site_layer, site_code, site_name, mode_code, sector_code, department_code, area_code, started_at, minutes_on_site, inspectors,
      with_expert, hazards_found, majors_found, geom_hex, synthetic, content_hash, place)
), fresh as (
  -- Rows that are new or differ from what is stored, with the site they name when it is there.
  select incoming.*, stored.id is null as is_new, site.id as site_id, site.name as found_site_name, site.area_code as site_area_code
  from incoming
  left join inspections stored on stored.code = incoming.code
  left join sites site on site.layer = incoming.site_layer and site.code = incoming.site_code
  where stored.content_hash is distinct from incoming.content_hash
), written as (
  insert into inspections as target (code, site_id, site_layer, site_code, site_name, mode_code, sector_code, department_code, area_code, area_by_rule,
    started_at, minutes_on_site, inspectors, with_expert, hazards_found, majors_found, geom, content_hash, synthetic, recorded_at)
  select code, site_id, site_layer, site_code, coalesce(site_name, found_site_name), mode_code, sector_code, department_code,
    coalesce(area_code, site_area_code, area_on_land(geom), area_at_sea(geom, null)), area_code is null,
    started_at, minutes_on_site, inspectors, with_expert, hazards_found, majors_found, geom, content_hash, synthetic,
    -- When it became known here: for what is made up, when it happened; for what a file tells of, now.
    case when synthetic then started_at else now() end
  from fresh order by place
  on conflict (code) do update set
    site_id = excluded.site_id, site_layer = excluded.site_layer, site_code = excluded.site_code, site_name = excluded.site_name,
    mode_code = excluded.mode_code, sector_code = excluded.sector_code, department_code = excluded.department_code, area_code = excluded.area_code,
    area_by_rule = excluded.area_by_rule, started_at = excluded.started_at, minutes_on_site = excluded.minutes_on_site, inspectors = excluded.inspectors,
    with_expert = excluded.with_expert, hazards_found = excluded.hazards_found, majors_found = excluded.majors_found, geom = excluded.geom,
    content_hash = excluded.content_hash, synthetic = excluded.synthetic, updated_at = now()
  returning id
)
select
  (select count(*) filter (where is_new) from fresh)::int as taken,
  (select count(*) filter (where not is_new) from fresh)::int as changed,
  ((select count(*) from incoming) - (select count(*) from fresh))::int as unchanged,
  (select string_agg(id::text, ',') from written) as ids
