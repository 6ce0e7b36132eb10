-- Brings incident $1 into its new state. The township follows the place only where no site says it.
update incidents set
  version = $2::int, title = $3, sector_code = $4, grade_code = $5, occurred_at = $6::timestamptz, known_at = $7::timestamptz, deaths = $8::int, serious_injuries = $9::int, injuries = $10::int,
  loss_yuan = $11::float8, account = $12, geom = ST_SetSRID(ST_MakePoint($13::float8, $14::float8), 4326), voided_at = $15::timestamptz,
  area_code = case when site_id is null and area_by_rule then coalesce(area_on_land(ST_SetSRID(ST_MakePoint($13::float8, $14::float8), 4326)), area_at_sea(ST_SetSRID(ST_MakePoint($13::float8, $14::float8), 4326), null)) else area_code end,
  updated_at = now()
where id = $1::int
