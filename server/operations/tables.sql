-- Our tables with their columns in order and the expression that orders their rows the same in every home.
with ours as (
  select pg_class.oid, relname
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> 'schema_versions'
    and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
),
-- Columns that are worked out by the database are left to it.
attributes as (
  select ours.oid, attnum, attname, format_type(atttypid, atttypmod) as type, typcollation <> 0 as collated
  from ours join pg_attribute on attrelid = ours.oid join pg_type on pg_type.oid = atttypid
  where attnum > 0 and not attisdropped and attgenerated = ''
),
-- By primary key where there is one, else by every column.
keys as (
  select ours.oid, indkey::int2[] as numbers from ours join pg_index on indrelid = ours.oid and indisprimary
)
select relname as name,
  (select json_agg(json_build_array(attname, type) order by attnum) from attributes where attributes.oid = ours.oid)::text as columns,
  (select string_agg(quote_ident(attname) || case when collated then ' collate "C"' when keys.oid is null then '::text collate "C"' else '' end, ', '
     order by coalesce(array_position(keys.numbers, attnum), attnum))
   from attributes left join keys using (oid) where attributes.oid = ours.oid and (keys.oid is null or attnum = any (keys.numbers))) as ordering
from ours
order by relname collate "C"
