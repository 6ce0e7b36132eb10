-- Who may see which rows: row-level security under a role that owns nothing, closed unless the transaction says what its reader may see.

do $$ begin
  if not exists (select from pg_roles where rolname = 'anlan_reader') then
    create role anlan_reader nologin;
  end if;
  if not pg_has_role(current_user, 'anlan_reader', 'member') then
    execute format('grant anlan_reader to %I', current_user);
  end if;
exception when insufficient_privilege then
  raise exception 'the database user may not create the role anlan_reader: as an administrator run "create role anlan_reader nologin; grant anlan_reader to %;"', current_user;
end $$;

-- Settings of one transaction: '*' = no limit, else values separated by commas; unset or '' = nothing at all.
create function reader_is_free(name text) returns boolean language sql stable as $$
  select coalesce(current_setting('anlan.' || name, true), '') = '*'
$$;
create function reader_list(name text) returns text[] language sql stable as $$
  select coalesce(string_to_array(nullif(current_setting('anlan.' || name, true), ''), ','), '{}')
$$;

grant usage on schema public to anlan_reader;
grant select on data_state, city, campaigns, areas, area_pieces, sea_rules, responsibilities, sites, hazards, hazard_events, inspections, incidents, vessels, storms, storm_points,
  criteria_documents, criteria_clauses to anlan_reader;

alter table sites enable row level security;
alter table hazards enable row level security;
alter table hazard_events enable row level security;
alter table inspections enable row level security;
alter table incidents enable row level security;
alter table vessels enable row level security;

-- The sub-selects run once a statement, not once a row.
create policy read_sites on sites for select to anlan_reader using (
  -- Roads are public, like borders and storms.
  layer = 'roads'
  or ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code is null or sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or id = any ((select reader_list('sites'))::int[]))
);
create policy read_hazards on hazards for select to anlan_reader using (
  ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or site_id = any ((select reader_list('sites'))::int[]))
);
create policy read_hazard_events on hazard_events for select to anlan_reader using (exists (select from hazards where hazards.id = hazard_id));
create policy read_inspections on inspections for select to anlan_reader using (
  ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or site_id = any ((select reader_list('sites'))::int[]))
);
create policy read_incidents on incidents for select to anlan_reader using (
  ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or site_id = any ((select reader_list('sites'))::int[]))
);
-- Vessels belong to the trade of fishing.
create policy read_vessels on vessels for select to anlan_reader using (
  ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or 'SEC-FISH' = any ((select reader_list('sectors'))::text[]))
  and (select reader_is_free('sites'))
);

-- Accounts, as the sign-in library names their fields. The reading role has no right to any of these tables.
create table users (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null default false,
  image text,
  username text unique,
  "displayUsername" text,
  "twoFactorEnabled" boolean default false,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create table sessions (
  id text primary key,
  token text not null unique,
  "userId" text not null references users (id) on delete cascade,
  "expiresAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index sessions_user on sessions ("userId");
create table credentials (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references users (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index credentials_user on credentials ("userId");
create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);
create table two_factors (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references users (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer default 0,
  "lockedUntil" timestamptz
);
create index two_factors_user on two_factors ("userId");

-- What each user is given; null = not limited in that way (data/contract/access.ts).
create table grants (
  user_id text primary key references users (id) on delete cascade,
  role text not null,
  area_codes text[],
  sector_codes text[],
  site_ids integer[],
  disabled boolean not null default false,
  failures integer not null default 0,
  locked_until timestamptz
);

-- Tokens of scripts, QGIS and walls. Only their SHA-256 is kept.
create table access_tokens (
  id integer generated always as identity primary key,
  name text not null,
  sha256 text not null unique,
  user_id text references users (id) on delete cascade,
  role text not null,
  area_codes text[],
  sector_codes text[],
  site_ids integer[],
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_on date,
  revoked_at timestamptz
);

-- One row: what signs the cookies. In the database, so that several processes on one served database agree.
create table access_secret (
  id boolean primary key default true check (id),
  secret text not null
);

-- Who did what to which record from where. Append-only; each row holds the hash of the one before it.
create table audit (
  sequence bigint primary key,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  role text not null,
  action text not null,
  subject text not null,
  address text not null,
  detail jsonb not null,
  previous_hash text not null,
  hash text not null unique
);
create index audit_at on audit (at);
create index audit_subject on audit (subject);
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'audit is append-only: % refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger audit_append_only before update or delete or truncate on audit for each statement execute function refuse_audit_change();
