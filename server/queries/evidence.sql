-- Pictures: one by its id ($1), those of a hazard ($2), or those of a sender ($3, $4) with a key of their own ($5); null = any. Under the reading role only what the reader may see.
select
  evidence.id,
  evidence.hazard_id as "hazardId",
  hazards.code as "hazardCode",
  stage,
  media_type as "mediaType",
  bytes,
  width,
  height,
  sha256,
  to_char(taken_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as "takenAt",
  time_source as "timeSource",
  ST_X(place) as lng,
  ST_Y(place) as lat,
  place_source as "placeSource",
  accuracy_metres as "accuracyMetres",
  distance_metres as "distanceMetres",
  age_minutes as "ageMinutes",
  uploader_name as "uploaderName",
  uploader_role as "uploaderRole",
  to_char(received_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"') as "receivedAt",
  findings::text as findings,
  -- The row and the hazard that a picture is like may belong to others: then there is none here.
  (select other.code from evidence earlier join hazards other on other.id = earlier.hazard_id where earlier.id = evidence.reused_from) as "reusedHazardCode",
  file_name as "fileName",
  file_sha256 as "fileSha256"
from evidence
left join hazards on hazards.id = evidence.hazard_id
where ($1::int is null or evidence.id = $1::int)
  and ($2::int is null or evidence.hazard_id = $2::int)
  and ($3::text is null or (uploader_kind = $3::text and uploader_id = $4::text and ($5::text is null or request_key = $5::text)))
order by evidence.id
limit 500
