-- Sets the one city. No row comes back when nothing changed.
insert into city as target (id, name, name_en, west, south, east, north, zone_epsg, map_approval_number, synthetic)
values (true, $1::text, $2::text, $3::float8, $4::float8, $5::float8, $6::float8, $7::int, $8::text, $9::boolean)
on conflict (id) do update set
  name = excluded.name, name_en = excluded.name_en, west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north,
  zone_epsg = excluded.zone_epsg, map_approval_number = excluded.map_approval_number, synthetic = excluded.synthetic
where (target.name, target.name_en, target.west, target.south, target.east, target.north, target.zone_epsg, target.map_approval_number, target.synthetic)
  is distinct from
  (excluded.name, excluded.name_en, excluded.west, excluded.south, excluded.east, excluded.north, excluded.zone_epsg, excluded.map_approval_number, excluded.synthetic)
returning 1 as changed
