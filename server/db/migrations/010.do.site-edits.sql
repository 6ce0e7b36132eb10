-- What is entered here by hand: sites and incidents with every step of their life, what a later import may not take back, and work handed over.

alter table sites
  -- Number of the last event; 0 = as an import brought it, never touched here.
  add column version integer not null default 0,
  -- Out of use since: off the map and every list, while its hazards keep their life.
  add column retired_on date,
  -- What the register last said of each field that was edited here: an import takes such a field back only when it says something else.
  add column held jsonb;
create index sites_edited on sites (layer, code) where version > 0;
create sequence site_numbers;

-- Who changed what of a site, when and why. Append-only.
create table site_events (
  site_id integer not null references sites (id),
  sequence integer not null check (sequence > 0),
  kind text not null check (kind in ('created', 'edited', 'retired', 'undone', 'imported')),
  recorded_at timestamptz not null,
  actor_role text not null,
  actor text not null,
  actor_name text,
  reason text,
  -- The fields that changed, by name, as they were and as they became; geometry as GeoJSON.
  before jsonb not null,
  after jsonb not null,
  -- Number of the event that this one undid.
  undoes integer,
  request_key text unique,
  primary key (site_id, sequence)
);
create index site_events_recorded on site_events (recorded_at);

alter table incidents
  add column version integer not null default 0,
  add column site_name text,
  add column serious_injuries integer,
  add column loss_yuan double precision,
  -- When the unit learned of it: the reporting clock runs from here.
  add column known_at timestamptz,
  add column account text,
  add column voided_at timestamptz;
create index incidents_occurred on incidents (occurred_at, id);
create sequence incident_numbers;

-- The life of an incident: entry, reports upward, corrections, voiding. Append-only.
create table incident_events (
  incident_id integer not null references incidents (id),
  sequence integer not null check (sequence > 0),
  kind text not null check (kind in ('entered', 'reported-up', 'corrected', 'voided')),
  -- When it happened, and when it became known here.
  at timestamptz not null,
  recorded_at timestamptz not null,
  actor_role text not null,
  actor text not null,
  actor_name text,
  reason text,
  before jsonb not null,
  after jsonb not null,
  request_key text unique,
  primary key (incident_id, sequence)
);

create function refuse_event_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'restrict_violation';
end $$;
create trigger site_events_append_only before update or delete or truncate on site_events for each statement execute function refuse_event_change();
create trigger incident_events_append_only before update or delete or truncate on incident_events for each statement execute function refuse_event_change();

-- Open work given by one officer to another in one act; the receiver is told until they have seen it.
create table handovers (
  id integer generated always as identity primary key,
  from_user text not null,
  from_name text not null,
  to_user text not null,
  to_name text not null,
  reason text not null,
  by_name text not null,
  recorded_at timestamptz not null,
  hazards integer not null,
  hazard_ids integer[] not null,
  seen_at timestamptz,
  request_key text unique
);
create index handovers_unseen on handovers (to_user) where seen_at is null;

-- What waits for somebody, found without reading the whole ledger.
create index hazards_waiting on hazards (status_code) where status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RETURNED', 'ST-AWAIT_REVIEW', 'ST-REOPENED');
create index hazards_extension on hazards (extension_due_on) where extension_due_on is not null;
create index hazards_transfer on hazards (transfer_sector_code) where transfer_sector_code is not null;
create index hazards_flagged on hazards (id) where flags is not null;

-- Retired sites and voided incidents are shown only where their history is: the transaction says so.
create function reader_sees_gone() returns boolean language sql stable as $$
  select coalesce(current_setting('anlan.gone', true), '') = 'yes'
$$;
drop policy read_sites on sites;
create policy read_sites on sites for select to anlan_reader using (
  (retired_on is null or (select reader_sees_gone()))
  and (
    -- Roads are public, like borders and storms.
    layer = 'roads'
    or ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
    and ((select reader_is_free('sectors')) or sector_code is null or sector_code = any ((select reader_list('sectors'))::text[]))
    and ((select reader_is_free('sites')) or id = any ((select reader_list('sites'))::int[]))
  )
);
drop policy read_incidents on incidents;
create policy read_incidents on incidents for select to anlan_reader using (
  (voided_at is null or (select reader_sees_gone()))
  and ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or site_id = any ((select reader_list('sites'))::int[]))
);

grant select on site_events, incident_events, import_batches to anlan_reader;
alter table site_events enable row level security;
alter table incident_events enable row level security;
create policy read_site_events on site_events for select to anlan_reader using (exists (select from sites where sites.id = site_id));
create policy read_incident_events on incident_events for select to anlan_reader using (exists (select from incidents where incidents.id = incident_id));
