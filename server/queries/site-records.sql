-- Ids of the records of one site, most pressing first: open before closed, major before other, then the earliest deadline; with the totals beside them.
-- $1 id of the site, $2 open statuses, $3 statuses that can be overdue, $4 the city's date.
with own as (
  select id, level_code, due_on, found_at, status_code = any (string_to_array($2::text, ',')) as open,
    status_code = any (string_to_array($3::text, ',')) and due_on < $4::date as overdue
  from hazards where site_id = $1::int
),
counted as (
  -- An overdue of null (no deadline) is not counted.
  select count(*)::int as hazards, count(*) filter (where open)::int as open, count(*) filter (where overdue)::int as overdue from own
)
select counted.*,
  (select string_agg(id::text, ',') from (select id from own order by open desc, level_code = 'LV-M' desc, due_on nulls last, found_at desc, id limit 20) pressing) as "hazardIds",
  (select count(*)::int from inspections where site_id = $1::int) as inspections,
  (select string_agg(id::text, ',') from (select id from inspections where site_id = $1::int order by started_at desc, id desc limit 10) latest) as "inspectionIds"
from counted
