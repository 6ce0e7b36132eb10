-- Records whose township was worked out follow their site when the site moved. $1 = ids of the sites, separated by commas. Gives the ids touched.
with moved as (
  select id, area_code from sites where id = any (string_to_array($1::text, ',')::int[]) and area_code is not null
), followed_hazards as (
  update hazards set area_code = moved.area_code from moved
  where hazards.site_id = moved.id and hazards.area_by_rule and hazards.area_code is distinct from moved.area_code
  returning hazards.id
), followed_inspections as (
  update inspections set area_code = moved.area_code from moved
  where inspections.site_id = moved.id and inspections.area_by_rule and inspections.area_code is distinct from moved.area_code
  returning inspections.id
), followed_incidents as (
  update incidents set area_code = moved.area_code from moved
  where incidents.site_id = moved.id and incidents.area_by_rule and incidents.area_code is distinct from moved.area_code
  returning incidents.id
)
select collection, string_agg(id::text, ',') as ids
from (
  select 'hazards' as collection, id from followed_hazards
  union all select 'inspections', id from followed_inspections
  union all select 'incidents', id from followed_incidents
) touched
group by collection
