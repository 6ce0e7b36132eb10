-- Hazards as they were known at an instant ($1), one row each, in order of id: those with ids from $2 to $3, or those of the list $4 when it is given. Instants in milliseconds.
-- $5 and $6 bound a period by instants: extensions granted in it are counted.
with page as materialized (
  select id from hazards
  where case when $4::text is null then id between $2::int and $3::int else id = any (string_to_array($4::text, ',')::int[]) end
), steps as (
  -- Every step, and whether it was known by then. What comes straight after a reopening sets a deadline anew; it extends none.
  select event.*, recorded_at <= $1::timestamptz as known, lag(to_status_code) over (partition by hazard_id order by sequence) as before_code
  from hazard_events event
  where hazard_id >= (select min(id) from page) and hazard_id <= (select max(id) from page) and hazard_id in (select id from page)
), lives as (
  select hazard_id,
    (array_agg(to_status_code order by sequence desc) filter (where known and to_status_code is not null))[1] as status_code,
    min(recorded_at) filter (where known) as first_known,
    min(at) filter (where known and to_status_code in ('ST-ASSIGNED', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW', 'ST-RETURNED', 'ST-CLOSED', 'ST-REOPENED')) as verified_at,
    min(at) filter (where known and to_status_code in ('ST-ASSIGNED', 'ST-REJECTED', 'ST-MERGED', 'ST-TRANSFERRED', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW', 'ST-CLOSED')) as decided_at,
    max(at) filter (where known and to_status_code = 'ST-AWAIT_REVIEW' and from_status_code is distinct from 'ST-AWAIT_REVIEW') as rectified_at,
    max(at) filter (where known and to_status_code = 'ST-CLOSED' and from_status_code is distinct from 'ST-CLOSED') as closed_at,
    max(at) filter (where known and to_status_code in ('ST-ASSIGNED', 'ST-REOPENED')) as ordered_at,
    max(at) filter (where known and move is null and kind = 'flagged' and note like '%FL-OVERDUE%') as overdue_flagged_at,
    max(at) filter (where known and move is null and kind = 'flagged' and note like '%FL-LISTED%') as listed_at,
    coalesce(bool_or(not known and move is null and kind = 'extended'), false) as is_extended_after,
    coalesce(bool_or(not known and move is null and to_status_code = 'ST-ASSIGNED'), false) as is_ordered_after,
    count(*) filter (where known and at >= $5::timestamptz and at < $6::timestamptz and kind = 'extended' and before_code is distinct from 'ST-REOPENED')::int as extensions,
    json_agg(json_build_object('sequence', sequence, 'kind', move, 'at', to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'by', actor,
      'fromStatusCode', from_status_code, 'toStatusCode', to_status_code, 'data', data) order by sequence) filter (where known and move is not null)::text as moves
  from steps group by hazard_id
)
select hazards.id, hazards.code,
  coalesce(was ->> 'title', hazards.title) as title,
  case when was is null then hazards.site_id else (was ->> 'siteId')::int end as "siteId",
  case when was is null then hazards.site_name else was ->> 'siteName' end as "siteName",
  case when was is null then hazards.area_code else was ->> 'areaCode' end as "areaCode",
  coalesce(was ->> 'sectorCode', hazards.sector_code) as "sectorCode",
  coalesce(was ->> 'departmentCode', hazards.department_code) as "departmentCode",
  coalesce(was ->> 'sourceCode', hazards.source_code) as "sourceCode",
  coalesce(was ->> 'levelCode', hazards.level_code) as "levelCode",
  case when was is null then hazards.clause_id else was ->> 'clauseId' end as "clauseId",
  case when was is null then hazards.due_on::text else was ->> 'dueOn' end as "dueOn",
  case when was is null then hazards.flags else was ->> 'flags' end as flags,
  (extract(epoch from coalesce((was ->> 'foundAt')::timestamptz, hazards.found_at)) * 1000)::float8 as "foundAt",
  (extract(epoch from case when was is null then hazards.rectified_at else (was ->> 'rectifiedAt')::timestamptz end) * 1000)::float8 as "columnRectifiedAt",
  (extract(epoch from case when was is null then hazards.closed_at else (was ->> 'closedAt')::timestamptz end) * 1000)::float8 as "columnClosedAt",
  lives.status_code as "statusCode",
  (extract(epoch from verified_at) * 1000)::float8 as "verifiedAt", (extract(epoch from decided_at) * 1000)::float8 as "decidedAt",
  (extract(epoch from lives.rectified_at) * 1000)::float8 as "rectifiedAt", (extract(epoch from lives.closed_at) * 1000)::float8 as "closedAt",
  (extract(epoch from ordered_at) * 1000)::float8 as "orderedAt", (extract(epoch from overdue_flagged_at) * 1000)::float8 as "overdueFlaggedAt",
  (extract(epoch from listed_at) * 1000)::float8 as "listedAt", is_extended_after as "isExtendedAfter", is_ordered_after as "isOrderedAfter", extensions, moves
from page
join hazards using (id)
join lives on lives.hazard_id = hazards.id and first_known is not null
-- What the row said then: the oldest of what was replaced since.
left join lateral (select was from row_versions where source = 'hazards' and row_id = hazards.id and replaced_at > $1::timestamptz order by replaced_at, row_versions.id limit 1) version on true
order by hazards.id
