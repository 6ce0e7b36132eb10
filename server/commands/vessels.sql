-- Writes fishing vessels. $1…$20 are packed columns with one value for each row; no code may occur twice within them.
with incoming as (
  select t.*, t.geom_hex::geometry as geom
  from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6)::float8[], column_of($7)::float8[], column_of($8),
    column_of($9), column_of($10)::int[], column_of($11)::int[], column_of($12)::smallint[], column_of($13)::date[],
    column_of($14)::timestamptz[], column_of($15)::float8[], column_of($16)::float8[], column_of($17)::boolean[], column_of($18),
    column_of($19)::boolean[], column_of($20))
    with ordinality as t (code, name, mmsi, home_port_code, area_code, length_metres, power_kilowatts, material_code, work_type_code, crew_capacity, crew_on_board,
      wind_force_rating, certificate_expires_on, position_at, speed_knots, course_degrees, in_port, geom_hex, synthetic, content_hash, place)
), fresh as (
  -- Rows that are new or differ from what is stored.
  select incoming.*, stored.id is null as is_new
  from incoming left join vessels stored on stored.code = incoming.code
  where stored.content_hash is distinct from incoming.content_hash
), written as (
  -- The sea rules come first, wherever the boat is: its home port answers for it even while it lies in another township's harbour.
  insert into vessels as target (code, name, mmsi, home_port_code, area_code, area_by_rule, length_metres, power_kilowatts, material_code, work_type_code,
    crew_capacity, crew_on_board, wind_force_rating, certificate_expires_on, position_at, speed_knots, course_degrees, in_port, geom, content_hash, synthetic)
  select code, name, mmsi, home_port_code, coalesce(area_code, area_at_sea(geom, home_port_code), area_on_land(geom)), area_code is null,
    length_metres, power_kilowatts, material_code, work_type_code, crew_capacity, crew_on_board, wind_force_rating, certificate_expires_on,
    position_at, speed_knots, course_degrees, in_port, geom, content_hash, synthetic
  from fresh order by place
  on conflict (code) do update set
    name = excluded.name, mmsi = excluded.mmsi, home_port_code = excluded.home_port_code, area_code = excluded.area_code,
    area_by_rule = excluded.area_by_rule, length_metres = excluded.length_metres, power_kilowatts = excluded.power_kilowatts,
    material_code = excluded.material_code, work_type_code = excluded.work_type_code, crew_capacity = excluded.crew_capacity,
    crew_on_board = excluded.crew_on_board, wind_force_rating = excluded.wind_force_rating, certificate_expires_on = excluded.certificate_expires_on,
    position_at = excluded.position_at, speed_knots = excluded.speed_knots, course_degrees = excluded.course_degrees, in_port = excluded.in_port,
    geom = excluded.geom, content_hash = excluded.content_hash, synthetic = excluded.synthetic, updated_at = now()
  returning id
)
select
  (select count(*) filter (where is_new) from fresh)::int as taken,
  (select count(*) filter (where not is_new) from fresh)::int as changed,
  ((select count(*) from incoming) - (select count(*) from fresh))::int as unchanged,
  (select string_agg(id::text, ',') from written) as ids
