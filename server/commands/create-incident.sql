-- Enters an incident at site $3 or place $4, $5. Gives nothing when the site is unknown. Township: that of the site, else of the place, else by the rules of the sea.
insert into incidents (code, title, site_id, site_layer, site_code, site_name, sector_code, area_code, area_by_rule, grade_code, occurred_at, known_at, deaths, serious_injuries, injuries, loss_yuan,
  account, geom, content_hash, synthetic, version)
select $1, $2, site.id, site.layer, site.code, site.name, coalesce($6, site.sector_code, 'SEC-OTH'),
  coalesce(site.area_code, area_on_land(place.geom), area_at_sea(place.geom, null)), true,
  $7, $8::timestamptz, $9::timestamptz, $10::int, $11::int, $12::int, $13::float8, $14, place.geom, 'made here', coalesce(site.synthetic, city.synthetic), 1
from city
left join sites site on site.id = $3::int
cross join lateral (
  select case when $4::float8 is null then ST_PointOnSurface(site.geom) else ST_SetSRID(ST_MakePoint($4::float8, $5::float8), 4326) end as geom
) place
where $3::int is null or site.id is not null
returning id, synthetic
