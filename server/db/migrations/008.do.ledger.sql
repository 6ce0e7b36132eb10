-- The ledger: orders it is walked in, small sets its views are read from, views that people keep, and the way back in time.

-- One order each: the key a page begins behind, then the id. A page at any depth reads its own rows and no others.
-- `case`, not `coalesce`: under row-level security the planner takes coalesce for a leak and would not begin behind a row (1,008 ms against 8 ms at a million).
create index hazards_by_due on hazards ((case when due_on is null then date '9999-12-31' else due_on end), id);
create index hazards_by_found on hazards (found_at, id);
drop index hazards_found;
create index hazards_by_level on hazards ((case level_code when 'LV-M' then 3 when 'LV-L' then 2 else 1 end), id);
-- How far the deadline of the enterprise lies back, counted from the end of time: the same order on every day.
create index hazards_by_overdue on hazards ((case when status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RETURNED', 'ST-REOPENED') and due_on is not null then date '9999-12-31' - due_on else 0 end), id);
create index hazards_by_updated on hazards (updated_at, id);
create index hazards_by_code on hazards (code collate "C", id);

-- What waits for somebody other than the enterprise.
create index hazards_waiting on hazards (status_code, id) where status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-AWAIT_REVIEW') or extension_due_on is not null;
create index hazards_flagged on hazards (id) where flags is not null;
create index hazards_again on hazards (id) where status_code = 'ST-REOPENED' or relapse_of_id is not null;
create index hazards_major_open on hazards (id)
  where level_code = 'LV-M' and status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW', 'ST-RETURNED', 'ST-REOPENED');
create index hazards_offered on hazards (transfer_sector_code) where transfer_sector_code is not null;
-- Words in description, site and number.
create index hazards_words on hazards using gin ((title || ' ' || coalesce(site_name, '') || ' ' || code) gin_trgm_ops);

-- Views that people keep for themselves: a name and the parameters of the address.
create table saved_views (
  id integer generated always as identity primary key,
  user_id text not null references users (id) on delete cascade,
  name text not null,
  query text not null,
  created_at timestamptz not null default now(),
  unique (user_id, name)
);
