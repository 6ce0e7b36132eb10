-- The sites of one layer as columns: each property of a page of rows in one text, values separated by the ASCII unit separator, '' for null.
-- $1 after this id, $2 rows at most; or $3 ids separated by commas, then $1 and $2 are not read. $4 layer.
-- $5 names of attributes wanted, separated by commas ('name' = the site's name): their values in one column, by the ASCII record separator.
with page as (
  -- The next rows in order of id. What is retired stands on no map.
  select * from sites where $3::text is null and layer = $4::text and id > $1::int and retired_on is null order by id limit $2::int
), chosen as (
  -- The rows asked for.
  select * from sites where layer = $4::text and id = any (string_to_array($3::text, ',')::int[]) and retired_on is null
), wanted as (
  select * from page union all select * from chosen
), placed as (
  -- A line or polygon stands in the index by a point on it.
  select *,
    geometrytype(geom) = 'POINT' as is_point,
    case when geometrytype(geom) = 'POINT' then geom else coalesce(st_pointonsurface(geom), st_centroid(geom)) end as position
  from wanted
)
select
  count(*)::int as count,
  max(id) as last,
  string_agg(id::text, e'\x1f') as id,
  -- Positions one after another as well-known binary, 21 bytes each: twice as fast as two columns of texts.
  string_agg(st_asbinary(position, 'NDR'), ''::bytea) as place,
  string_agg(coalesce(area_code, ''), e'\x1f') as "areaCode",
  string_agg(coalesce(sector_code, ''), e'\x1f') as "sectorCode",
  string_agg(coalesce(place_type_code, ''), e'\x1f') as "placeTypeCode",
  string_agg(coalesce(department_code, ''), e'\x1f') as "departmentCode",
  string_agg(coalesce(risk_class::text, ''), e'\x1f') as "riskClass",
  string_agg(coalesce((
    select string_agg(
      coalesce(translate(case asked.name when 'name' then placed.name else placed.attributes ->> asked.name end, e'\x1e\x1f', '  '), ''),
      e'\x1e' order by asked.place)
    from unnest(string_to_array($5::text, ',')) with ordinality as asked (name, place)
  ), ''), e'\x1f') as attributes,
  string_agg(case when is_point then '' else st_asgeojson(geom, 7) end, e'\x1f') as shape
from placed
