-- Which rows of a batch can be undone? $1 = the batch, $2 = columns that do not count, a packed column. Gives a working table of this transaction:
-- one row for each, with the reason why not (null = it can).
create temp table undo_rows on commit drop as
select remembered.row_id, remembered.code, remembered.before,
  case
    when t.id is null then 'gone'
    when md5(((to_jsonb(t) - column_of($2)) || jsonb_build_object('geom', t.geom::text))::text) is distinct from remembered.after_digest then 'edited'
    when $STEPS is distinct from remembered.steps then 'handled'
  end as reason
from import_batch_rows remembered left join $TABLE t on t.id = remembered.row_id
where remembered.batch_id = $1::text::int
