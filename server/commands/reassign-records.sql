-- The same for records, after the sites: a record follows its site, else the ground or the sea rules.
with moved_hazards as (
  update hazards set area_code = answer.area_code
  from (
    select hazards.id, coalesce(sites.area_code, area_on_land(hazards.geom), area_at_sea(hazards.geom, null)) as area_code
    from hazards left join sites on sites.id = hazards.site_id where hazards.area_by_rule
  ) answer
  where hazards.id = answer.id and hazards.area_code is distinct from answer.area_code
  returning hazards.id
), moved_inspections as (
  update inspections set area_code = answer.area_code
  from (
    select inspections.id, coalesce(sites.area_code, area_on_land(inspections.geom), area_at_sea(inspections.geom, null)) as area_code
    from inspections left join sites on sites.id = inspections.site_id where inspections.area_by_rule
  ) answer
  where inspections.id = answer.id and inspections.area_code is distinct from answer.area_code
  returning inspections.id
), moved_incidents as (
  update incidents set area_code = answer.area_code
  from (
    select incidents.id, coalesce(sites.area_code, area_on_land(incidents.geom), area_at_sea(incidents.geom, null)) as area_code
    from incidents left join sites on sites.id = incidents.site_id where incidents.area_by_rule
  ) answer
  where incidents.id = answer.id and incidents.area_code is distinct from answer.area_code
  returning incidents.id
), moved_vessels as (
  update vessels set area_code = answer.area_code
  from (select id, coalesce(area_at_sea(geom, home_port_code), area_on_land(geom)) as area_code from vessels where area_by_rule) answer
  where vessels.id = answer.id and vessels.area_code is distinct from answer.area_code
  returning vessels.id
)
select collection, string_agg(id::text, ',') as ids
from (
  select 'hazards' as collection, id from moved_hazards
  union all select 'inspections', id from moved_inspections
  union all select 'incidents', id from moved_incidents
  union all select 'vessels', id from moved_vessels
) touched
group by collection
