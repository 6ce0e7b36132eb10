-- What was known of the site of incident $1 when it happened: the last inspection before it, the hazards open at that moment and those overdue then.
with this as (
  select site_id, occurred_at, (occurred_at at time zone 'Asia/Shanghai')::date as day from incidents where id = $1::int
), inspected as (
  select inspections.id, inspections.code, started_at, mode_code, hazards_found, majors_found from inspections join this on inspections.site_id = this.site_id
  where started_at <= this.occurred_at order by started_at desc limit 1
), standing as (
  select hazards.id, code, title, level_code, status_code, due_on, found_at, due_on < this.day as overdue from hazards join this on hazards.site_id = this.site_id
  where found_at <= this.occurred_at and (closed_at is null or closed_at > this.occurred_at) and status_code not in ('ST-REJECTED', 'ST-MERGED', 'ST-TRANSFERRED')
)
select json_build_object(
  'site', (select site_id is not null from this),
  'inspection', (select json_build_object('id', id, 'code', code, 'at', to_char(started_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'), 'modeCode', mode_code, 'hazardsFound', hazards_found, 'majorsFound', majors_found,
    'days', floor(extract(epoch from (select occurred_at from this) - started_at) / 86400)::int) from inspected),
  'openHazards', (select count(*)::int from standing), 'openMajor', (select count(*)::int from standing where level_code = 'LV-M'), 'overdue', (select count(*)::int from standing where overdue),
  'hazards', coalesce((select json_agg(json_build_object('id', id, 'code', code, 'title', title, 'levelCode', level_code, 'statusCode', status_code, 'dueOn', due_on, 'overdue', coalesce(overdue, false)))
    from (select * from standing order by level_code = 'LV-M' desc, due_on nulls last, id limit 10) shown), '[]')
)::text as before
