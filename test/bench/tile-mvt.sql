-- The competitor: the same points, filter and properties by ST_AsMVT, geometry already in Web Mercator, GiST, no parallel workers.
-- $1 zoom, $2 column, $3 row, $4 today as days since 1970-01-01.
with bounds as (
  select st_tileenvelope($1::int, $2::int, $3::int) as tile, st_tileenvelope($1::int, $2::int, $3::int, margin => 64.0 / 4096) as wide
), features as (
  select
    id,
    level_code as "levelCode",
    status_code as "statusCode",
    sector_code as "sectorCode",
    $4::int - (due_on - date '1970-01-01') as "overdueDays",
    st_asmvtgeom(geom, tile, 4096, 64, true) as geom
  from bench_points, bounds
  where geom && wide
    and status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED', 'ST-REOPENED')
    and due_on - date '1970-01-01' < $4::int
)
select st_asmvt(features, 'hazards', 4096, 'geom', 'id') as tile from features
