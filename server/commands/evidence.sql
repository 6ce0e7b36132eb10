-- A picture comes in: nothing happens when its sender has sent it before under the same key.
insert into evidence (
  file_name, media_type, bytes, width, height, sha256, file_sha256, picture_hash, taken_at, time_source, place, place_source, accuracy_metres, age_minutes,
  uploader_kind, uploader_id, uploader_name, uploader_role, received_at, request_key, findings
)
values (
  $1, 'image/jpeg', $2::int, $3::int, $4::int, $5, $6, $7::text::bigint, $8::timestamptz, $9,
  case when $10::float8 is null then null else ST_SetSRID(ST_MakePoint($10::float8, $11::float8), 4326) end, $12, $13::float8, $14::float8,
  $15, $16, $17, $18, $19::timestamptz, $20, $21::text::jsonb
)
on conflict (uploader_kind, uploader_id, request_key) do nothing
returning id
