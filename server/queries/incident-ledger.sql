-- A page of incidents, newest first. $1, $2 = occurred_at and id of the last row of the page before; $3 rows; $4 grades, $5 areas, $6 sectors separated by commas; $7 words; $8 'with' void ones; $9 one id alone; $10 one year of the city's calendar.
select json_agg(json_build_object('id', id, 'code', code, 'title', title, 'siteId', site_id, 'siteLayer', site_layer, 'siteName', named, 'sectorCode', sector_code, 'areaCode', area_code,
  'gradeCode', grade_code, 'occurredAt', to_char(occurred_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
  'knownAt', to_char(known_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'), 'deaths', deaths, 'seriousInjuries', serious_injuries, 'injuries', injuries,
  'lossYuan', loss_yuan, 'account', account, 'version', version, 'voided', voided_at is not null, 'synthetic', synthetic, 'lng', ST_X(geom), 'lat', ST_Y(geom),
  'told', (select json_object_agg(after ->> 'level', to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') order by sequence) from incident_events where incident_id = page.id and kind = 'reported-up')
  ) order by occurred_at desc, id desc)::text as incidents
from (
  select incidents.*, coalesce(incidents.site_name, sites.name) as named from incidents left join sites on sites.id = incidents.site_id
  where ($9::int is null or incidents.id = $9::int)
    and ($1::text is null or (occurred_at, incidents.id) < ($1::text::timestamptz, $2::int))
    and ($4::text is null or grade_code = any (string_to_array($4::text, ',')))
    and ($5::text is null or incidents.area_code = any (string_to_array($5::text, ',')))
    and ($6::text is null or incidents.sector_code = any (string_to_array($6::text, ',')))
    and ($7::text is null or title ilike '%' || $7::text || '%' or incidents.code ilike '%' || $7::text || '%' or sites.name ilike '%' || $7::text || '%')
    and ($10::int is null or occurred_at >= (make_date($10::int, 1, 1)::timestamp at time zone 'Asia/Shanghai') and occurred_at < (make_date($10::int + 1, 1, 1)::timestamp at time zone 'Asia/Shanghai'))
    and ($8::text = 'with' or $9::int is not null or voided_at is null)
  order by occurred_at desc, incidents.id desc limit $3::int
) page
