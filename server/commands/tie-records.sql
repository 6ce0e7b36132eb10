-- Ties records to the sites they name that have just come; boats follow their home port. $1 = ids of the sites, separated by commas.
-- Gives the ids touched, by collection.
with fresh as (
  select id, layer, code, name, area_code from sites where id = any (string_to_array($1::text, ',')::int[])
), tied_hazards as (
  update hazards set site_id = fresh.id, site_name = coalesce(hazards.site_name, fresh.name),
    area_code = case when hazards.area_by_rule then coalesce(fresh.area_code, hazards.area_code) else hazards.area_code end
  from fresh where hazards.site_id is null and hazards.site_code is not null and hazards.site_layer = fresh.layer and hazards.site_code = fresh.code
  returning hazards.id
), tied_inspections as (
  update inspections set site_id = fresh.id, site_name = coalesce(inspections.site_name, fresh.name),
    area_code = case when inspections.area_by_rule then coalesce(fresh.area_code, inspections.area_code) else inspections.area_code end
  from fresh where inspections.site_id is null and inspections.site_code is not null and inspections.site_layer = fresh.layer and inspections.site_code = fresh.code
  returning inspections.id
), tied_incidents as (
  update incidents set site_id = fresh.id,
    area_code = case when incidents.area_by_rule then coalesce(fresh.area_code, incidents.area_code) else incidents.area_code end
  from fresh where incidents.site_id is null and incidents.site_code is not null and incidents.site_layer = fresh.layer and incidents.site_code = fresh.code
  returning incidents.id
), moved_vessels as (
  -- Boats whose home port has come or changed its township.
  update vessels set area_code = coalesce(area_at_sea(vessels.geom, vessels.home_port_code), area_on_land(vessels.geom))
  from fresh where fresh.layer = 'fishing-ports' and vessels.area_by_rule and vessels.home_port_code = fresh.code
    and vessels.area_code is distinct from fresh.area_code
  returning vessels.id
)
select collection, string_agg(id::text, ',') as ids
from (
  select 'hazards' as collection, id from tied_hazards
  union all select 'inspections', id from tied_inspections
  union all select 'incidents', id from tied_incidents
  union all select 'vessels', id from moved_vessels
) touched
group by collection
