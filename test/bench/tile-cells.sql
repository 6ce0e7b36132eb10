-- The same grid of cells as the index gives for crowded tiles, summed by SQL and encoded by ST_AsMVT: what a careful SQL author would write.
-- $1 zoom, $2 column, $3 row, $4 today as days since 1970-01-01.
with bounds as (
  select st_tileenvelope($1::int, $2::int, $3::int) as tile, (st_xmax(st_tileenvelope($1::int, 0, 0)) - st_xmin(st_tileenvelope($1::int, 0, 0))) / 64 as side
), cells as (
  select
    count(*)::int as count,
    (count(*) filter (where level_code = 'LV-M'))::int as major,
    count(*)::int as overdue,
    max($4::int - (due_on - date '1970-01-01')) as "overdueDaysMax",
    st_asmvtgeom(st_setsrid(st_makepoint(avg(st_x(geom)), avg(st_y(geom))), 3857), min(tile::text)::geometry, 4096, 64, true) as geom
  from bench_points, bounds
  where geom && tile
    and status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED', 'ST-REOPENED')
    and due_on - date '1970-01-01' < $4::int
  group by floor((st_x(geom) - st_xmin(tile)) / side), floor((st_y(geom) - st_ymin(tile)) / side)
)
select st_asmvt(cells, 'hazards', 4096, 'geom') as tile from cells
