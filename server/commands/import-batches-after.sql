-- Remembers rows as a batch leaves them. $1 = the batch, $2 = codes, a packed column, $3 = the layer of sites, $4 = columns that do not count, a packed column.
insert into import_batch_rows (batch_id, row_id, code, after_digest, steps)
select $1::text::int, t.id, t.code, md5(((to_jsonb(t) - column_of($4)) || jsonb_build_object('geom', t.geom::text))::text), $STEPS
from $TABLE t
where t.code = any (column_of($2)) $LAYER
on conflict (batch_id, row_id) do update set after_digest = excluded.after_digest, steps = excluded.steps
