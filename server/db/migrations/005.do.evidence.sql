-- Pictures shown as evidence: what is known of each. The pictures themselves are files (server/files/evidence.ts) under random names.

create table evidence (
  id integer generated always as identity primary key,
  -- Null until a step of the closing procedure shows it.
  hazard_id integer references hazards (id),
  stage text check (stage in ('found', 'rectified', 'reviewed')),
  attached_at timestamptz,
  file_name text not null unique check (file_name ~ '^[0-9a-f]{32}$'),
  media_type text not null check (media_type = 'image/jpeg'),
  bytes integer not null check (bytes > 0),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- As it was sent, and as it is stored.
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  -- Perceptual hash; null for a picture that shows nothing.
  picture_hash bigint,
  taken_at timestamptz,
  time_source text not null check (time_source in ('exif', 'device', 'none')),
  place geometry(Point, 4326) check (ST_IsValid(place)),
  place_source text not null check (place_source in ('exif', 'device', 'none')),
  accuracy_metres double precision,
  distance_metres double precision,
  age_minutes double precision,
  uploader_kind text not null,
  uploader_id text not null,
  uploader_name text not null,
  uploader_role text not null,
  received_at timestamptz not null,
  -- Chosen by the sender, the same when it sends again: one row however often a bad line repeats it.
  request_key text not null,
  reused_from integer references evidence (id),
  hamming_distance smallint,
  findings jsonb not null,
  unique (uploader_kind, uploader_id, request_key),
  check ((hazard_id is null) = (stage is null) and (hazard_id is null) = (attached_at is null)),
  check ((place is null) = (place_source = 'none') and (taken_at is null) = (time_source = 'none')),
  check ((reused_from is null) = (hamming_distance is null))
);
create index evidence_hazard on evidence (hazard_id);
create index evidence_unused on evidence (received_at) where hazard_id is null;

-- What was sent stays as it was; what was shown as evidence stays for good.
create function refuse_evidence_change() returns trigger language plpgsql as $$
begin
  raise exception 'evidence stays as it was received: % refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger evidence_facts_stay before update of file_name, media_type, bytes, width, height, sha256, file_sha256, picture_hash, taken_at, time_source, place, place_source,
  accuracy_metres, age_minutes, uploader_kind, uploader_id, uploader_name, uploader_role, received_at, request_key on evidence
  for each row execute function refuse_evidence_change();
create trigger evidence_shown_stays before delete on evidence for each row when (old.hazard_id is not null) execute function refuse_evidence_change();

-- Who sees the hazard may see its evidence. What is not attached yet is read by the server alone, for the one who sent it.
alter table evidence enable row level security;
grant select on evidence to anlan_reader;
create policy read_evidence on evidence for select to anlan_reader using (exists (select from hazards where hazards.id = hazard_id));
