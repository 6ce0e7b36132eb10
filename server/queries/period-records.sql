-- What was inspected and what happened in a period ($2 to before $3) as it was known at an instant ($1).
with visits as (
  select case when was is null then site_id else (was ->> 'siteId')::int end as site_id
  from inspections
  left join lateral (select was from row_versions where source = 'inspections' and row_id = inspections.id and replaced_at > $1::timestamptz order by replaced_at, row_versions.id limit 1) version on true
  where recorded_at <= $1::timestamptz and coalesce((was ->> 'startedAt')::timestamptz, started_at) >= $2::timestamptz and coalesce((was ->> 'startedAt')::timestamptz, started_at) < $3::timestamptz
), accidents as (
  select coalesce((was ->> 'deaths')::int, deaths) as deaths, coalesce((was ->> 'injuries')::int, injuries) as injuries
  from incidents
  left join lateral (select was from row_versions where source = 'incidents' and row_id = incidents.id and replaced_at > $1::timestamptz order by replaced_at, row_versions.id limit 1) version on true
  -- One that had been voided by then does not count.
  where recorded_at <= $1::timestamptz and (voided_at is null or voided_at > $1::timestamptz) and coalesce((was ->> 'occurredAt')::timestamptz, occurred_at) >= $2::timestamptz and coalesce((was ->> 'occurredAt')::timestamptz, occurred_at) < $3::timestamptz
)
select
  (select count(*) from visits)::int as inspections,
  -- A visit to a place that is no site of the map counts as a visit, not as premises.
  (select count(distinct site_id) from visits)::int as "premisesInspected",
  (select count(*) from accidents)::int as incidents,
  (select coalesce(sum(deaths), 0) from accidents)::int as deaths,
  (select coalesce(sum(injuries), 0) from accidents)::int as injuries
