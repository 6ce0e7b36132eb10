-- Reads site $1 as it stands and keeps others from changing it until the transaction ends. Geometry as GeoJSON in full, and as the text the register's is compared by.
select id, layer, code, name, sector_code as "sectorCode", place_type_code as "placeTypeCode", department_code as "departmentCode", area_code as "areaCode", area_by_rule as "areaByRule",
  address, risk_class as "riskClass", attributes::text as attributes, ST_AsGeoJSON(geom, 15) as geometry, content_hash = 'made here' as "madeHere", version, retired_on::text as "retiredOn",
  held::text as held
from sites where id = $1::int for update
