-- Cuts every area without children into pieces of at most 64 corners. The table was emptied before. $1 = cosine of the city's latitude.
insert into area_pieces (area_code, area_square_metres, geom, lng_scale, scaled)
select code, square_metres, piece, $1::float8, ST_Scale(piece, $1::float8, 1)
from (
  select code, ST_Area(geom::geography) as square_metres, ST_Subdivide(geom, 64) as piece
  from areas
  where not exists (select from areas child where child.parent_code = areas.code)
) cut
