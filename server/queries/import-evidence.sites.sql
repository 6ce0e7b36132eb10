-- Which stored sites do rows name? $1 layers ('' = any), $2 codes, $3 names: packed columns; $4 areas and $5 sectors that may be looked at: packed, or '*'.
-- A code or name counts only when one site has it.
with asked as (
  select * from unnest(column_of($1), column_of($2), column_of($3)) with ordinality as t (layer, code, name, place)
), seen as (
  select id, layer, code, name, case when geometrytype(geom) = 'POINT' then geom else ST_PointOnSurface(geom) end as spot
  from sites
  where (code = any (column_of($2)) or name = any (column_of($3)))
    and ($4 = '*' or area_code = any (column_of($4)))
    and ($5 = '*' or sector_code is null or sector_code = any (column_of($5)))
), by_code as (
  select asked.place, min(seen.id) as id
  from asked join seen on seen.code = asked.code and (asked.layer = '' or seen.layer = asked.layer)
  group by asked.place having count(*) = 1
), by_name as (
  select asked.place, min(seen.id) as id
  from asked join seen on seen.name = asked.name and (asked.layer = '' or seen.layer = asked.layer)
  group by asked.place having count(*) = 1
)
select found.place::int as place, layer, code, name, ST_X(spot) as lng, ST_Y(spot) as lat
from (
  select * from by_code
  union all
  select * from by_name where not exists (select from by_code where by_code.place = by_name.place)
) found
join seen on seen.id = found.id
order by place
