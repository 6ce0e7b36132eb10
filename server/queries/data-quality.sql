-- How many rows each source has here and when it last said anything; and the last imports of each layer.
with told as (
  select layer as collection, count(*)::int as rows, max(updated_at) as newest from sites where layer in ('enterprises', 'gas-networks', 'construction-sites', 'wind-farms', 'fishing-ports', 'public-places', 'road-sections') group by layer
  union all select 'hazards', count(*)::int, max(found_at) from hazards
  union all select 'inspections', count(*)::int, max(started_at) from inspections
  union all select 'incidents', count(*)::int, max(occurred_at) from incidents
  union all select 'vessels', count(*)::int, max(position_at) from vessels
), latest as (
  select layer, finished_at, summary, row_number() over (partition by layer order by finished_at desc, id desc) as place from import_batches
)
select
  (select coalesce(json_agg(json_build_object('collection', collection, 'rows', rows, 'newest', to_char(newest at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"')) order by collection), '[]') from told)::text as sources,
  (select coalesce(json_agg(json_build_object('layer', layer, 'finishedAt', to_char(finished_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
    'taken', coalesce((summary ->> 'taken')::int, 0), 'changed', coalesce((summary ->> 'changed')::int, 0), 'unchanged', coalesce((summary ->> 'unchanged')::int, 0), 'refused', coalesce((summary ->> 'refused')::int, 0))
    order by finished_at desc), '[]') from (select * from latest where place <= 3 order by finished_at desc limit 30) shown)::text as batches
