-- All storms as columns: each property of a page of rows in one text, values separated by the ASCII unit separator, '' for null.
-- $1 after this id, $2 rows at most; or $3 ids separated by commas, then $1 and $2 are not read.
with page as (
  -- The next rows in order of id.
  select * from storms where $3::text is null and id > $1::int order by id limit $2::int
), chosen as (
  -- The rows asked for.
  select * from storms where id = any (string_to_array($3::text, ',')::int[])
), wanted as (
  select * from page union all select * from chosen
), placed as (
  -- A track stands in the index by a point on it; a storm with a single fix is that point.
  select *, geometrytype(geom) = 'POINT' as is_point, coalesce(st_pointonsurface(geom), st_centroid(geom)) as position from wanted
)
select
  count(*)::int as count,
  max(id) as last,
  string_agg(id::text, e'\x1f') as id,
  -- Positions one after another as well-known binary, 21 bytes each: twice as fast as two columns of texts.
  string_agg(st_asbinary(position, 'NDR'), ''::bytea) as place,
  string_agg(translate(code, e'\x1f', ' '), e'\x1f') as code,
  string_agg(translate(name, e'\x1f', ' '), e'\x1f') as name,
  string_agg(coalesce(translate(name_en, e'\x1f', ' '), ''), e'\x1f') as "nameEn",
  string_agg(season::text, e'\x1f') as season,
  string_agg(case when is_point then '' else st_asgeojson(geom, 7) end, e'\x1f') as shape
from placed
