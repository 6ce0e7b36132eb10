-- Brings site $1 into its new state. $8 township, null = worked out from the place; $13 geometry as GeoJSON, null = left as it is.
with placed as (
  select case when $13::text is null then geom else ST_SetSRID(ST_GeomFromGeoJSON($13::text), 4326) end as geom from sites where id = $1::int
), spotted as (
  select geom, case when geometrytype(geom) = 'POINT' then geom else ST_PointOnSurface(geom) end as spot from placed
)
update sites set
  version = $2::int, name = $3, sector_code = $4, place_type_code = $5, department_code = $6, address = $7,
  area_code = coalesce($8, area_on_land(spot), area_at_sea(spot, null)), area_by_rule = $8::text is null,
  risk_class = $9::smallint, attributes = $10::text::jsonb, starts_on = $11::date, ends_on = $12::date, geom = spotted.geom,
  retired_on = $14::date, held = $15::text::jsonb, updated_at = now()
from spotted where id = $1::int
returning area_code as "areaCode"
