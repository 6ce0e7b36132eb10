-- Cuts every area without children into pieces of at most 64 corners. The table was emptied before.
insert into area_pieces (area_code, area_square_metres, geom)
select code, ST_Area(geom::geography), ST_Subdivide(geom, 64)
from areas
where not exists (select from areas child where child.parent_code = areas.code)
