-- Rows stored under some codes. $1 = codes, a packed column; $2 = the layer of sites. The table, its steps and the test of the layer are put in by the program.
select to_jsonb(t) - 'geom' as row, ST_AsGeoJSON(t.geom, 15)::json as geometry, $STEPS as steps
from $TABLE t
where t.code = any (column_of($1)) $LAYER
