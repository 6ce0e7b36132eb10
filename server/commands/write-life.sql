-- Draws the columns of hazard $1 from its state $2.
with state as (
  select $2::text::jsonb as said
)
update hazards set
  life = said,
  title = said ->> 'title', status_code = said ->> 'statusCode', level_code = said ->> 'levelCode', sector_code = said ->> 'sectorCode', department_code = said ->> 'departmentCode',
  kind_code = said ->> 'kindCode', clause_id = said ->> 'clauseId', expert_record = said ->> 'expertRecord', owner_name = said ->> 'ownerName', measures = left(said ->> 'measures', 2000),
  interim_control = said ->> 'interimControl', funds_yuan = (said ->> 'fundsYuan')::float8, contingency_plan = said ->> 'contingencyPlan',
  due_on = (said ->> 'dueOn')::date, assigned_at = (said ->> 'assignedAt')::timestamptz, verify_due_on = case when said ->> 'statusCode' in ('ST-REPORTED', 'ST-VERIFYING', 'ST-REOPENED') then (said ->> 'verifyDueOn')::date end,
  rectified_at = (said ->> 'rectifiedAt')::timestamptz, review_due_on = (said ->> 'reviewDueOn')::date, closed_at = (said ->> 'closedAt')::timestamptz,
  flags = (select nullif(string_agg(flag, ' ' order by place), '') from jsonb_array_elements_text(said -> 'flags') with ordinality as flags (flag, place)),
  handler_id = said -> 'handler' ->> 'id', handler_name = said -> 'handler' ->> 'name',
  chase_step = said -> 'chase' ->> 'step', chased_at = (said -> 'chase' ->> 'at')::timestamptz,
  extension_due_on = (said -> 'extension' ->> 'newDueOn')::date, transfer_sector_code = said -> 'transfer' ->> 'toSectorCode',
  parent_id = (said ->> 'parent')::int, merged_into_id = (said ->> 'mergedInto')::int, relapse_of_id = (said ->> 'relapseOf')::int,
  reported_by = said ->> 'finder', updated_at = now()
from state where hazards.id = $1::int
