-- Every storm, newest first, with its points as one JSON text. Winds in m/s, pressure in hPa, radii in km.
select id, code, name, name_en as "nameEn", season, issuer, averaging_minutes::float8 as "averagingMinutes",
  (
    select coalesce(json_agg(json_build_object(
      'at', to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'lng', ST_X(geom), 'lat', ST_Y(geom), 'kind', kind, 'classCode', class_code,
      'windMetresPerSecond', wind_metres_per_second, 'pressureHectopascals', pressure_hectopascals, 'radiiKilometres', radii_kilometres
    ) order by sequence), '[]')::text
    from storm_points where storm_id = storms.id
  ) as points
from storms
order by started_at desc, id
limit 200
