-- Incidents from the first of January to date $1, and from the first of January of the year before to the same date of it, both days to their end in the city. $2 grades, $3 areas, $4 sectors separated by commas. What is void counts nowhere.
with periods as (
  select back, (date_trunc('year', $1::date) - make_interval(years => back))::date as first, ($1::date - make_interval(years => back))::date as last from (values (0), (1)) as years (back)
)
select json_agg(json_build_object('from', to_char(first, 'YYYY-MM-DD'), 'to', to_char(last, 'YYYY-MM-DD'), 'incidents', incidents, 'graded', graded, 'deaths', deaths, 'injuries', injuries) order by back)::text as years
from (
  select back, first, last, count(incidents.id)::int as incidents, count(incidents.id) filter (where grade_code <> 'AG-0')::int as graded, coalesce(sum(deaths), 0)::int as deaths, coalesce(sum(injuries), 0)::int as injuries
  from periods left join incidents on voided_at is null and occurred_at >= (first::timestamp at time zone 'Asia/Shanghai') and occurred_at < ((last + 1)::timestamp at time zone 'Asia/Shanghai')
    and ($2::text is null or grade_code = any (string_to_array($2::text, ',')))
    and ($3::text is null or area_code = any (string_to_array($3::text, ',')))
    and ($4::text is null or sector_code = any (string_to_array($4::text, ',')))
  group by back, first, last
) counted
