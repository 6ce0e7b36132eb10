-- Incidents a month of the last $2 months up to the month of date $1, each beside the same month of the year before. $3 grades, $4 areas, $5 sectors separated by commas. What is void counts nowhere.
with months as (
  select generate_series(date_trunc('month', $1::date) - make_interval(months => $2::int - 1), date_trunc('month', $1::date), '1 month')::date as month
), counted as (
  select date_trunc('month', occurred_at at time zone 'Asia/Shanghai')::date as month, count(*)::int as incidents, sum(deaths)::int as deaths, sum(injuries)::int as injuries, count(*) filter (where grade_code <> 'AG-0')::int as graded
  from incidents
  where voided_at is null and occurred_at >= ((date_trunc('month', $1::date) - make_interval(months => $2::int + 11)) at time zone 'Asia/Shanghai')
    and ($3::text is null or grade_code = any (string_to_array($3::text, ',')))
    and ($4::text is null or area_code = any (string_to_array($4::text, ',')))
    and ($5::text is null or sector_code = any (string_to_array($5::text, ',')))
  group by 1
)
select json_agg(json_build_object('month', to_char(months.month, 'YYYY-MM'), 'incidents', coalesce(this.incidents, 0), 'graded', coalesce(this.graded, 0), 'deaths', coalesce(this.deaths, 0), 'injuries', coalesce(this.injuries, 0),
  'incidentsBefore', coalesce(earlier.incidents, 0), 'gradedBefore', coalesce(earlier.graded, 0), 'deathsBefore', coalesce(earlier.deaths, 0), 'injuriesBefore', coalesce(earlier.injuries, 0)) order by months.month)::text as months
from months left join counted this on this.month = months.month left join counted earlier on earlier.month = (months.month - interval '1 year')::date
