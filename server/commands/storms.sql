-- Writes storms without their points. $1…$12 are packed columns with one value for each row; no code may occur twice within them.
with incoming as (
  select t.*, t.geom_hex::geometry as geom
  from unnest(column_of($1), column_of($2), column_of($3), column_of($4)::int[], column_of($5), column_of($6)::float8[], column_of($7)::timestamptz[],
    column_of($8)::timestamptz[], column_of($9)::float8[], column_of($10), column_of($11), column_of($12))
    with ordinality as t (code, name, name_en, season, issuer, averaging_minutes, started_at, ended_at, peak_wind_metres_per_second, source, geom_hex,
      content_hash, place)
), fresh as (
  select incoming.*, stored.id is null as is_new
  from incoming left join storms stored on stored.code = incoming.code
  where stored.content_hash is distinct from incoming.content_hash
), written as (
  insert into storms as target (code, name, name_en, season, issuer, averaging_minutes, started_at, ended_at, peak_wind_metres_per_second, source, geom, content_hash)
  select code, name, name_en, season, issuer, averaging_minutes, started_at, ended_at, peak_wind_metres_per_second, source, geom, content_hash from fresh order by place
  on conflict (code) do update set
    name = excluded.name, name_en = excluded.name_en, season = excluded.season, issuer = excluded.issuer, averaging_minutes = excluded.averaging_minutes,
    started_at = excluded.started_at, ended_at = excluded.ended_at, peak_wind_metres_per_second = excluded.peak_wind_metres_per_second,
    source = excluded.source, geom = excluded.geom, content_hash = excluded.content_hash, updated_at = now()
  returning id
)
select
  (select count(*) filter (where is_new) from fresh)::int as taken,
  (select count(*) filter (where not is_new) from fresh)::int as changed,
  ((select count(*) from incoming) - (select count(*) from fresh))::int as unchanged,
  (select string_agg(id::text, ',') from written) as ids
