-- Draws the columns of hazard $1 from its state $2.
with state as (
  select $2::text::jsonb as life
)
update hazards set
  life = state.life,
  title = life ->> 'title', status_code = life ->> 'statusCode', level_code = life ->> 'levelCode', sector_code = life ->> 'sectorCode', department_code = life ->> 'departmentCode',
  kind_code = life ->> 'kindCode', clause_id = life ->> 'clauseId', expert_record = life ->> 'expertRecord', owner_name = life ->> 'ownerName', measures = left(life ->> 'measures', 2000),
  interim_control = life ->> 'interimControl', funds_yuan = (life ->> 'fundsYuan')::float8, contingency_plan = life ->> 'contingencyPlan',
  due_on = (life ->> 'dueOn')::date, assigned_at = (life ->> 'assignedAt')::timestamptz, verify_due_on = case when life ->> 'statusCode' in ('ST-REPORTED', 'ST-VERIFYING', 'ST-REOPENED') then (life ->> 'verifyDueOn')::date end,
  rectified_at = (life ->> 'rectifiedAt')::timestamptz, review_due_on = (life ->> 'reviewDueOn')::date, closed_at = (life ->> 'closedAt')::timestamptz,
  flags = (select nullif(string_agg(flag, ' ' order by place), '') from jsonb_array_elements_text(life -> 'flags') with ordinality as flags (flag, place)),
  handler_id = life -> 'handler' ->> 'id', handler_name = life -> 'handler' ->> 'name',
  chase_step = life -> 'chase' ->> 'step', chased_at = (life -> 'chase' ->> 'at')::timestamptz,
  extension_due_on = (life -> 'extension' ->> 'newDueOn')::date, transfer_sector_code = life -> 'transfer' ->> 'toSectorCode',
  parent_id = (life ->> 'parent')::int, merged_into_id = (life ->> 'mergedInto')::int, relapse_of_id = (life ->> 'relapseOf')::int,
  reported_by = life ->> 'finder', updated_at = now()
from state where hazards.id = $1::int
