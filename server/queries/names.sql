-- Names that hold $1 (all of the few when null): townships and ports first, exact and leading matches before others.
with named as (
  select 'areas' as collection, id, name, code, code as area_code, seat as position, 0 as rank from areas
  union all
  select layer, id, name, code, area_code, geom, case layer when 'fishing-ports' then 1 when 'wind-farms' then 2 else 3 end from sites
  where layer not in ('buildings', 'parcels') and ($1::text is null and layer in ('fishing-ports', 'industrial-parks', 'construction-sites', 'wind-farms')
    or $1::text is not null and (name ilike '%' || $3 || '%' or code ilike $3 || '%'))
  union all
  select 'vessels', id, name, code, area_code, geom, 4 from vessels
  where $1::text is not null and (name ilike '%' || $3 || '%' or code ilike $3 || '%')
)
select collection, id, name, code, area_code as "areaCode", ST_X(p)::float8 as lng, ST_Y(p)::float8 as lat
from (
  select *, ST_PointOnSurface(position) as p from named
  where $1::text is null or name ilike '%' || $3 || '%' or code ilike $3 || '%'
  order by (name = $1) desc, (name ilike $3 || '%') desc, rank, length(name), id
  limit $2::int
) best
