-- Enters a hazard at site $3 or place $4, $5. Gives nothing when the site is unknown. The township is that of the site, else of the place, else by the rules of the sea.
insert into hazards (code, title, site_id, site_layer, site_code, site_name, sector_code, department_code, area_code, area_by_rule, source_code, level_code, status_code, kind_code,
  clause_id, found_at, geom, content_hash, synthetic, place_accuracy_metres)
select $1, $2, site.id, site.layer, site.code, site.name, sector.code,
  coalesce(lead.department_code, site.department_code, 'DEP-AWB'),
  coalesce(site.area_code, area_on_land(place.geom), area_at_sea(place.geom, null)), true,
  $7, $8, $9, $10, $11, $12::timestamptz, place.geom, 'reported here', coalesce(site.synthetic, city.synthetic), $13::float8
from city
left join sites site on site.id = $3::int
cross join lateral (
  select case when $4::float8 is null then ST_PointOnSurface(site.geom) else ST_SetSRID(ST_MakePoint($4::float8, $5::float8), 4326) end as geom
) place
cross join lateral (select coalesce($6, site.sector_code, 'SEC-OTH') as code) sector
-- Who leads this trade there: a rule for the township goes before one for the whole city.
left join lateral (
  select department_code from responsibilities
  where role = 'lead' and sector_code = sector.code and (area_code is null or area_code = site.area_code)
    and valid_from <= ($12::timestamptz at time zone 'Asia/Shanghai')::date and (valid_to is null or valid_to >= ($12::timestamptz at time zone 'Asia/Shanghai')::date)
  order by area_code nulls last, id limit 1
) lead on true
where $3::int is null or site.id is not null
returning id, sector_code as "sectorCode", department_code as "departmentCode", site_id as "siteId", area_code as "areaCode"
