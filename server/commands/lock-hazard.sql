-- Hazard $1 as it stands, locked until the transaction ends, with the number of its last event.
select hazard.id, hazard.code, hazard.life::text as life, hazard.site_id as "siteId", hazard.area_code as "areaCode", hazard.synthetic,
  hazard.status_code as "statusCode", hazard.level_code as "levelCode", hazard.source_code as "sourceCode", hazard.sector_code as "sectorCode",
  hazard.department_code as "departmentCode", hazard.kind_code as "kindCode", hazard.title, hazard.clause_id as "clauseId", hazard.expert_record as "expertRecord",
  hazard.owner_name as "ownerName", hazard.measures, hazard.interim_control as "interimControl", hazard.funds_yuan as "fundsYuan", hazard.contingency_plan as "contingencyPlan",
  to_char(hazard.found_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "foundAt",
  to_char(hazard.assigned_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "assignedAt",
  to_char(hazard.rectified_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "rectifiedAt",
  to_char(hazard.closed_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "closedAt",
  hazard.due_on::text as "dueOn", hazard.verify_due_on::text as "verifyDueOn", hazard.review_due_on::text as "reviewDueOn", hazard.flags,
  (select coalesce(max(sequence), 0) from hazard_events where hazard_id = hazard.id) as last
from hazards hazard where hazard.id = $1::int
for update of hazard
