-- Everything of ours in the schema, as statements that take it away; what an extension brought stays.
with members as (
  select classid, objid from pg_depend where deptype = 'e'
)
select 'drop table if exists ' || string_agg(pg_class.oid::regclass::text, ', ') || ' cascade' as statement
from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not exists (select from members where classid = 'pg_class'::regclass and objid = pg_class.oid)
having count(*) > 0
union all
select 'drop view if exists ' || string_agg(pg_class.oid::regclass::text, ', ') || ' cascade'
from pg_class
where relnamespace = 'public'::regnamespace and relkind = 'v' and not exists (select from members where classid = 'pg_class'::regclass and objid = pg_class.oid)
having count(*) > 0
union all
select 'drop function if exists ' || string_agg(pg_proc.oid::regprocedure::text, ', ') || ' cascade'
from pg_proc
where pronamespace = 'public'::regnamespace and prokind = 'f' and not exists (select from members where classid = 'pg_proc'::regclass and objid = pg_proc.oid)
having count(*) > 0
union all
select 'drop type if exists ' || string_agg(pg_type.oid::regtype::text, ', ') || ' cascade'
from pg_type
where typnamespace = 'public'::regnamespace and typtype in ('e', 'd') and not exists (select from members where classid = 'pg_type'::regclass and objid = pg_type.oid)
having count(*) > 0
union all
-- Counters of identities go with their tables.
select 'drop sequence if exists ' || string_agg(pg_class.oid::regclass::text, ', ') || ' cascade'
from pg_class
where relnamespace = 'public'::regnamespace and relkind = 'S'
  and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype in ('a', 'i', 'e'))
having count(*) > 0
