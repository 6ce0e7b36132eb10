-- Enters a site by hand. $8 township, null = worked out from the place. Gives nothing when the code is taken or no city is set up.
with placed as (
  select ST_SetSRID(ST_GeomFromGeoJSON($13::text), 4326) as geom
), spotted as (
  select geom, case when geometrytype(geom) = 'POINT' then geom else ST_PointOnSurface(geom) end as spot from placed
)
insert into sites (layer, code, name, sector_code, place_type_code, department_code, address, area_code, area_by_rule, risk_class, attributes, starts_on, ends_on, geom, content_hash,
  synthetic, version)
select $1, $2, $3, $4, $5, $6, $7, coalesce($8, area_on_land(spot), area_at_sea(spot, null)), $8::text is null, $9::smallint, $10::text::jsonb, $11::date, $12::date, geom, 'made here',
  city.synthetic, 1
from spotted cross join city
on conflict (layer, code) do nothing
returning id, area_code as "areaCode", synthetic
