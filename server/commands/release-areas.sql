-- Lets go of areas that are no longer in the city ($1 = codes that stay, a packed column): their rows are given by rule from now on. Gives the removed ids.
with leaving as (
  select code from areas where code <> all (column_of($1))
), released_sites as (
  update sites set area_code = null, area_by_rule = true where area_code in (select code from leaving) returning 1
), released_hazards as (
  update hazards set area_code = null, area_by_rule = true where area_code in (select code from leaving) returning 1
), released_inspections as (
  update inspections set area_code = null, area_by_rule = true where area_code in (select code from leaving) returning 1
), released_incidents as (
  update incidents set area_code = null, area_by_rule = true where area_code in (select code from leaving) returning 1
), released_vessels as (
  update vessels set area_code = null, area_by_rule = true where area_code in (select code from leaving) returning 1
)
select code from leaving
