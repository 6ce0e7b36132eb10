-- Reads incident $1 as it stands and keeps others from changing it until the transaction ends.
select id, code, title, sector_code as "sectorCode", grade_code as "gradeCode", deaths, coalesce(serious_injuries, 0) as "seriousInjuries", injuries, loss_yuan as "lossYuan", coalesce(account, '') as account,
  to_char(occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as "occurredAt",
  to_char(coalesce(known_at, occurred_at) at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as "knownAt",
  ST_X(geom) as lng, ST_Y(geom) as lat, site_id as "siteId", version, voided_at is not null as voided
from incidents where id = $1::int for update
