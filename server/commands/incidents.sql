-- Writes incidents. $1…$13 are packed columns with one value for each row; no code may occur twice within them.
with incoming as (
  select t.*, t.geom_hex::geometry as geom
  from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6), column_of($7), column_of($8)::timestamptz[],
    column_of($9)::int[], column_of($10)::int[], column_of($11), column_of($12)::boolean[], column_of($13))
    with ordinality as t (code, title, site_layer, site_code, sector_code, area_code, grade_code, occurred_at, deaths, injuries, geom_hex, synthetic, content_hash,
      place)
), fresh as (
  -- Rows that are new or differ from what is stored, with the site they name when it is there. What was corrected here no file changes.
  select incoming.*, stored.id is null as is_new, site.id as site_id, site.area_code as site_area_code
  from incoming
  left join incidents stored on stored.code = incoming.code
  left join sites site on site.layer = incoming.site_layer and site.code = incoming.site_code
  where stored.content_hash is distinct from incoming.content_hash and coalesce(stored.version, 0) = 0
), written as (
  insert into incidents as target (code, title, site_id, site_layer, site_code, sector_code, area_code, area_by_rule, grade_code, occurred_at,
    deaths, injuries, geom, content_hash, synthetic, recorded_at)
  select code, title, site_id, site_layer, site_code, sector_code,
    coalesce(area_code, site_area_code, area_on_land(geom), area_at_sea(geom, null)), area_code is null,
    grade_code, occurred_at, deaths, injuries, geom, content_hash, synthetic,
    -- When it became known here: for what is made up, when it happened; for what a file tells of, now.
    case when synthetic then occurred_at else now() end
  from fresh order by place
  on conflict (code) do update set
    title = excluded.title, site_id = excluded.site_id, site_layer = excluded.site_layer, site_code = excluded.site_code, sector_code = excluded.sector_code,
    area_code = excluded.area_code, area_by_rule = excluded.area_by_rule, grade_code = excluded.grade_code, occurred_at = excluded.occurred_at,
    deaths = excluded.deaths, injuries = excluded.injuries, geom = excluded.geom,
    content_hash = excluded.content_hash, synthetic = excluded.synthetic, updated_at = now()
  returning id
)
select
  (select count(*) filter (where is_new) from fresh)::int as taken,
  (select count(*) filter (where not is_new) from fresh)::int as changed,
  ((select count(*) from incoming) - (select count(*) from fresh))::int as unchanged,
  (select string_agg(id::text, ',') from written) as ids
