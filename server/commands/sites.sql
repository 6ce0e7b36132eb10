-- Writes sites of one layer. $1…$15 are packed columns with one value for each row; (layer, code) must not repeat within them.
with incoming as (
  select layer, code, name, sector_code, place_type_code, department_code, area_code, address, risk_class, attributes::jsonb as attributes,
    starts_on, ends_on, geom::geometry as geom, content_hash, synthetic, place
  from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6), column_of($7), column_of($8),
    column_of($9)::smallint[], column_of($10), column_of($11)::date[], column_of($12)::date[], column_of($13), column_of($14)::boolean[],
    column_of($15))
    with ordinality as t (layer, code, name, sector_code, place_type_code, department_code, area_code, address, risk_class, attributes, starts_on, ends_on, geom,
      synthetic, content_hash, place)
), fresh as (
  -- Rows that are new or differ from what is stored.
  select incoming.*, stored.id is null as is_new,
    case when geometrytype(incoming.geom) = 'POINT' then incoming.geom else ST_PointOnSurface(incoming.geom) end as spot
  from incoming left join sites stored on stored.layer = incoming.layer and stored.code = incoming.code
  where stored.content_hash is distinct from incoming.content_hash
), written as (
  insert into sites as target (layer, code, name, sector_code, place_type_code, department_code, area_code, area_by_rule, address, risk_class, attributes,
    starts_on, ends_on, geom, content_hash, synthetic)
  select layer, code, name, sector_code, place_type_code, department_code,
    coalesce(area_code, area_on_land(spot), area_at_sea(spot, null)), area_code is null,
    address, risk_class, attributes, starts_on, ends_on, geom, content_hash, synthetic
  from fresh order by place
  on conflict (layer, code) do update set
    name = excluded.name, sector_code = excluded.sector_code, place_type_code = excluded.place_type_code, department_code = excluded.department_code,
    area_code = excluded.area_code, area_by_rule = excluded.area_by_rule, address = excluded.address, risk_class = excluded.risk_class,
    attributes = excluded.attributes, starts_on = excluded.starts_on, ends_on = excluded.ends_on, geom = excluded.geom,
    content_hash = excluded.content_hash, synthetic = excluded.synthetic, updated_at = now()
  returning id
)
select
  (select count(*) filter (where is_new) from fresh)::int as taken,
  (select count(*) filter (where not is_new) from fresh)::int as changed,
  ((select count(*) from incoming) - (select count(*) from fresh))::int as unchanged,
  (select string_agg(id::text, ',') from written) as ids
