-- Remembers rows as they are before a batch changes them. $1 = the batch, $2 = codes, a packed column, $3 = the layer of sites. The table is put in by the program.
-- A row that this batch made itself keeps its mark as new.
insert into import_batch_rows (batch_id, row_id, code, before)
select $1::text::int, t.id, t.code, to_jsonb(t) || jsonb_build_object('geom', t.geom::text)
from $TABLE t
where t.code = any (column_of($2)) $LAYER
on conflict (batch_id, row_id) do nothing
