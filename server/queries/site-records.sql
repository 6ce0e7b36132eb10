-- Ids of the latest records of one site: open hazards first, then by time; with the totals beside them.
with own as (
  select id, status_code, due_on, found_at, status_code = any (string_to_array($2, ',')) as open
  from hazards where site_id = $1::int
),
counted as (
  select count(*)::int as total, count(*) filter (where open)::int as open,
    count(*) filter (where status_code = any (string_to_array($3, ',')) and due_on < $4::date)::int as overdue
  from own
)
select counted.*,
  (select string_agg(id::text, ',') from (select id from own order by open desc, found_at desc, id desc limit 20) latest) as "hazardIds",
  (select count(*)::int from inspections where site_id = $1::int) as "inspections",
  (select string_agg(id::text, ',') from (select id from inspections where site_id = $1::int order by started_at desc, id desc limit 10) latest) as "inspectionIds"
from counted
