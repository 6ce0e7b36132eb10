-- Which of these polygons cross themselves, and what are they when mended? $1 = shapes as hexadecimal EWKB, a packed column.
-- One row: how many were looked at, and the bad ones with their place (from 1), the reason and the mended shape (null when nothing is left of it).
with given as (
  select place, geom::geometry as geom from unnest(column_of($1)) with ordinality as t (geom, place)
), bad as (
  select place, ST_IsValidReason(geom) as reason, ST_CollectionExtract(ST_MakeValid(geom), 3) as mended from given where not ST_IsValid(geom)
)
select
  (select count(*) from given)::int as looked,
  (select jsonb_agg(jsonb_build_object(
    'place', place, 'reason', reason, 'mended', case when ST_IsEmpty(mended) then null else ST_AsGeoJSON(mended, 15)::jsonb end) order by place)
    from bad) as bad
