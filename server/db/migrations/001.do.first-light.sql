-- The first schema: what Anlan stores, the same in both homes (SQL floor: PostgreSQL 15, PostGIS 3.3).
-- Identifiers are integers for tiles and GDAL's -fid; `code` is the key people and files use.

create extension if not exists postgis;
create extension if not exists pg_trgm;

-- One row: the data version counts every write and goes into ETags and tile URLs.
create table data_state (
  id boolean primary key default true check (id),
  version bigint not null default 0,
  written_at timestamptz,
  synthetic_only boolean not null default true
);
insert into data_state (id) values (true);

-- The city the map shows: box, projected CRS of its 3-degree zone, map-approval number. Data, never a constant in code.
create table city (
  id boolean primary key default true check (id),
  name text not null,
  name_en text,
  west double precision not null,
  south double precision not null,
  east double precision not null,
  north double precision not null,
  zone_epsg integer not null,
  map_approval_number text,
  synthetic boolean not null
);

create table campaigns (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null,
  name_en text,
  starts_on date not null,
  ends_on date,
  basis text
);

create table areas (
  id integer generated always as identity primary key,
  code text not null unique,
  parent_code text references areas (code),
  kind_code text not null,
  name text not null,
  name_en text,
  population integer,
  geom geometry(Geometry, 4326) not null check (ST_IsValid(geom)),
  seat geometry(Point, 4326) not null,
  synthetic boolean not null
);
create index areas_geom on areas using gist (geom);

-- Who answers for an object at sea: rules tried in order of priority until one answers.
create table sea_rules (
  id integer generated always as identity primary key,
  priority integer not null,
  method text not null check (method in ('home-port', 'zone', 'nearest-land')),
  area_code text references areas (code),
  maximum_metres double precision,
  geom geometry(Geometry, 4326) check (ST_IsValid(geom)),
  source text not null,
  valid_from date not null,
  valid_to date
);

create table responsibilities (
  id integer generated always as identity primary key,
  sector_code text not null,
  department_code text not null,
  area_code text references areas (code),
  role text not null check (role in ('lead', 'joint')),
  source text not null,
  valid_from date not null,
  valid_to date
);

create table sites (
  id integer generated always as identity primary key,
  layer text not null,
  code text not null,
  name text not null,
  sector_code text,
  place_type_code text,
  department_code text,
  area_code text references areas (code),
  address text,
  risk_class smallint check (risk_class between 1 and 4),
  attributes jsonb not null default '{}',
  -- Days of existence for layers with a period; null = always.
  starts_on date,
  ends_on date,
  geom geometry(Geometry, 4326) not null check (ST_IsValid(geom)),
  -- Hash of the row as imported: the same file twice changes nothing.
  content_hash text not null,
  synthetic boolean not null,
  updated_at timestamptz not null default now(),
  unique (layer, code)
);
create index sites_geom on sites using gist (geom);
create index sites_layer_id on sites (layer, id);
create index sites_layer_area on sites (layer, area_code);
create index sites_name on sites using gin (name gin_trgm_ops);

create table hazards (
  id integer generated always as identity primary key,
  code text not null unique,
  title text not null,
  site_id integer references sites (id),
  site_layer text,
  site_code text,
  site_name text,
  sector_code text not null,
  department_code text not null,
  area_code text references areas (code),
  source_code text not null,
  level_code text not null,
  status_code text not null,
  kind_code text not null,
  element_code text,
  depth_code text,
  clause_id text,
  owner_name text,
  measures text,
  found_at timestamptz not null,
  due_on date,
  rectified_at timestamptz,
  closed_at timestamptz,
  geom geometry(Point, 4326) not null check (ST_IsValid(geom)),
  content_hash text not null,
  synthetic boolean not null,
  updated_at timestamptz not null default now(),
  -- A level is never typed free-hand (DOMAIN 2.4).
  check (level_code <> 'LV-M' or clause_id is not null)
);
create index hazards_geom on hazards using gist (geom);
create index hazards_site on hazards (site_id);
create index hazards_found on hazards (found_at);
create index hazards_due on hazards (due_on) where closed_at is null;

-- A hazard's life. Append-only: the trigger below refuses every update and delete.
create table hazard_events (
  hazard_id integer not null references hazards (id),
  sequence integer not null check (sequence > 0),
  kind text not null check (kind in ('reported', 'moved', 'noted', 'extended', 'flagged')),
  at timestamptz not null,
  actor_role text not null,
  from_status_code text,
  to_status_code text,
  note text,
  primary key (hazard_id, sequence)
);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'hazard_events is append-only: % refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger hazard_events_append_only before update or delete or truncate on hazard_events
  for each statement execute function refuse_change();

create table inspections (
  id integer generated always as identity primary key,
  code text not null unique,
  site_id integer references sites (id),
  site_layer text,
  site_code text,
  site_name text,
  mode_code text not null,
  sector_code text not null,
  department_code text,
  area_code text references areas (code),
  started_at timestamptz not null,
  minutes_on_site integer,
  inspectors integer not null,
  with_expert boolean not null,
  hazards_found integer not null,
  majors_found integer not null,
  geom geometry(Point, 4326) not null check (ST_IsValid(geom)),
  content_hash text not null,
  synthetic boolean not null,
  updated_at timestamptz not null default now()
);
create index inspections_geom on inspections using gist (geom);
create index inspections_site on inspections (site_id, started_at);
create index inspections_started on inspections (started_at);

create table incidents (
  id integer generated always as identity primary key,
  code text not null unique,
  title text not null,
  site_id integer references sites (id),
  site_layer text,
  site_code text,
  sector_code text not null,
  area_code text references areas (code),
  grade_code text not null,
  occurred_at timestamptz not null,
  deaths integer not null,
  injuries integer not null,
  geom geometry(Point, 4326) not null check (ST_IsValid(geom)),
  content_hash text not null,
  synthetic boolean not null,
  updated_at timestamptz not null default now()
);
create index incidents_geom on incidents using gist (geom);

create table vessels (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null,
  mmsi text,
  home_port_code text,
  area_code text references areas (code),
  length_metres double precision,
  power_kilowatts double precision,
  material_code text,
  work_type_code text,
  crew_capacity integer,
  crew_on_board integer,
  wind_force_rating smallint,
  certificate_expires_on date,
  position_at timestamptz,
  speed_knots double precision,
  course_degrees double precision,
  in_port boolean,
  geom geometry(Point, 4326) not null check (ST_IsValid(geom)),
  content_hash text not null,
  synthetic boolean not null,
  updated_at timestamptz not null default now()
);
create index vessels_geom on vessels using gist (geom);
create index vessels_name on vessels using gin (name gin_trgm_ops);

create table storms (
  id integer generated always as identity primary key,
  code text not null unique,
  name text not null,
  name_en text,
  season integer not null,
  issuer text not null,
  averaging_minutes double precision not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  peak_wind_metres_per_second double precision,
  source text not null,
  -- The track as a line, for lists and boxes; the points carry the figures.
  geom geometry(Geometry, 4326) not null check (ST_IsValid(geom)),
  content_hash text not null,
  synthetic boolean not null default false,
  updated_at timestamptz not null default now()
);
create index storms_geom on storms using gist (geom);

create table storm_points (
  storm_id integer not null references storms (id) on delete cascade,
  sequence integer not null,
  at timestamptz not null,
  kind text not null check (kind in ('analysed', 'forecast')),
  class_code text,
  wind_metres_per_second double precision,
  pressure_hectopascals double precision,
  radii_kilometres jsonb not null default '[]',
  geom geometry(Point, 4326) not null check (ST_IsValid(geom)),
  primary key (storm_id, sequence)
);

-- Criteria library: versioned documents and clauses; each record is judged by the document in force on the day it was found.
create table criteria_documents (
  id text primary key,
  title_zh text not null,
  title_en text not null,
  number text,
  issuer text not null,
  issued_on date,
  valid_from date,
  valid_to date,
  replaces text,
  sector_codes text[] not null,
  mark text not null,
  note_zh text,
  note_en text
);
create table criteria_clauses (
  id text primary key,
  document_id text not null references criteria_documents (id),
  article text not null,
  zh text not null,
  en text not null,
  sector_codes text[] not null,
  kind_codes text[] not null,
  mark text not null
);

-- Every import, whole or absent, with its summary.
create table import_batches (
  id integer generated always as identity primary key,
  layer text not null,
  file_name text not null,
  sha256 text not null,
  finished_at timestamptz not null default now(),
  summary jsonb not null
);
