-- Does each place lie on land, and in the township its row names (or within 200 m of it)? $1 longitudes, $2 latitudes, $3 area codes: packed columns.
-- Gives two texts with a mark for each place: 1 yes, 0 no, - not asked.
with asked as (
  select place, ST_SetSRID(ST_MakePoint(lng, lat), 4326) as spot, area
  from unnest(column_of($1)::float8[], column_of($2)::float8[], column_of($3)) with ordinality as t (lng, lat, area, place)
)
select
  string_agg(case when exists (select from area_pieces where ST_Intersects(geom, spot)) then '1' else '0' end, '' order by place) as land,
  string_agg(case
    when area is null then '-'
    -- 0.002 degrees are 160 to 220 m here.
    when exists (select from area_pieces where area_code = asked.area and ST_DWithin(geom, spot, 0.002)) then '1'
    else '0' end, '' order by place) as area
from asked
