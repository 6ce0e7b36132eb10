-- Writes areas in the order given, parents before their children. $1…$9 are packed columns with one value for each area.
insert into areas as target (code, parent_code, kind_code, name, name_en, population, geom, seat, synthetic)
select code, parent_code, kind_code, name, name_en, population, geom::geometry, seat::geometry, synthetic
from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6)::int[], column_of($7), column_of($8), column_of($9)::boolean[])
  with ordinality as t (code, parent_code, kind_code, name, name_en, population, geom, seat, synthetic, place)
order by place
on conflict (code) do update set
  parent_code = excluded.parent_code, kind_code = excluded.kind_code, name = excluded.name, name_en = excluded.name_en,
  population = excluded.population, geom = excluded.geom, seat = excluded.seat, synthetic = excluded.synthetic
where (target.parent_code, target.kind_code, target.name, target.name_en, target.population, target.synthetic)
    is distinct from (excluded.parent_code, excluded.kind_code, excluded.name, excluded.name_en, excluded.population, excluded.synthetic)
  or ST_AsEWKB(target.geom) <> ST_AsEWKB(excluded.geom) or ST_AsEWKB(target.seat) <> ST_AsEWKB(excluded.seat)
returning id, (xmax = 0) as is_new
