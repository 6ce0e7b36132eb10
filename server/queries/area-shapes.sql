-- Every area with its outline (6 decimals, about 10 cm) and its size on the ellipsoid.
select
  code,
  parent_code as "parentCode",
  ST_AsGeoJSON(geom, 6) as geometry,
  (ST_Area(geom::geography) / 1e6)::float8 as "squareKilometres"
from areas
order by code collate "C"
