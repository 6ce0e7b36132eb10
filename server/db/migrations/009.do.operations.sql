-- Who gave a tip: apart from everything else. The reading role has no right to it, and no policy lets anybody in; one route reads it, and says so in the audit.
create table informers (
  id integer generated always as identity primary key,
  hazard_id integer not null references hazards (id),
  name text,
  phone text,
  channel_code text not null,
  consent boolean not null,
  created_at timestamptz not null default now(),
  -- Last day on which name and phone are kept (data/contract/personal-data.ts).
  keep_until date not null,
  erased_at timestamptz,
  check (erased_at is null or (name is null and phone is null))
);
create index informers_hazard on informers (hazard_id);
create index informers_kept on informers (keep_until) where erased_at is null;
alter table informers enable row level security;
