-- The steps of hazards $1 (ids separated by commas) that were recorded by the end of day $2, from the one with which their life here begins: a report, or the record of how an import had left them.
with step as (
  select event.*, min(sequence) filter (where move in ('report', 'record')) over (partition by hazard_id) as first_here
  from hazard_events event
  where hazard_id = any (string_to_array($1::text, ',')::int[]) and recorded_at < (($2::date + 1)::timestamp at time zone 'Asia/Shanghai')
)
select json_agg(json_build_object('hazardId', hazard_id, 'sequence', sequence, 'kind', move, 'at', to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'by', actor,
  'fromStatusCode', from_status_code, 'toStatusCode', to_status_code, 'data', data) order by hazard_id, sequence)::text as steps
from step where sequence >= first_here
