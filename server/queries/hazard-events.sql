-- The steps of hazard $1 in order, beside the fact that it exists: no row = no such hazard, one row of nulls = no step yet.
select event.sequence, event.kind, to_char(event.at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as at, event.actor_role as "actorRole",
  event.from_status_code as "fromStatusCode", event.to_status_code as "toStatusCode", event.note,
  event.move, event.actor_name as "actorName", event.data::text as data
from hazards
left join hazard_events event on event.hazard_id = hazards.id
where hazards.id = $1::int
order by event.sequence
limit 500
