-- The sites of layer $1 with the codes of packed column $2 that were edited here, as they stand.
select id, code, version, content_hash as "contentHash", held::text as held, name, sector_code as "sectorCode", place_type_code as "placeTypeCode", department_code as "departmentCode",
  area_code as "areaCode", area_by_rule as "areaByRule", address, risk_class as "riskClass", attributes::text as attributes, ST_AsGeoJSON(geom, 15) as geometry
from sites where layer = $1 and version > 0 and code = any (column_of($2)) for update
