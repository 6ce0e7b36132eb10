-- The closing procedure: each hazard's state beside its events, three clocks, flags, signatures, kinship; and the columns the ledger sorts and filters by.

-- What happened, by whom, and when it became known here. `move` names the row of the transition table; null = a step that an import told of.
alter table hazard_events
  add column move text,
  add column recorded_at timestamptz not null default now(),
  add column actor text,
  add column actor_name text,
  add column data jsonb,
  -- Names one wish of one client: sent twice it happens once.
  add column request_key text;
alter table hazard_events disable trigger hazard_events_append_only;
update hazard_events set recorded_at = at;
alter table hazard_events enable trigger hazard_events_append_only;
create unique index hazard_events_request on hazard_events (request_key) where request_key is not null;
create index hazard_events_recorded on hazard_events (recorded_at);

alter table hazards
  -- The state that its events replay to (data/contract/closing-life.ts); null = as an import brought it, never moved here. The columns are drawn from it.
  add column life jsonb,
  add column flags text,
  add column verify_due_on date,
  add column assigned_at timestamptz,
  add column review_due_on date,
  add column expert_record text,
  add column interim_control text,
  add column funds_yuan double precision,
  add column contingency_plan text,
  add column reported_by text,
  add column handler_id text,
  add column handler_name text,
  add column chase_step text,
  add column chased_at timestamptz,
  -- Deadline asked for, while the answer is out.
  add column extension_due_on date,
  -- Trade it is offered to, while the answer is out: that trade sees it too.
  add column transfer_sector_code text,
  add column parent_id integer references hazards (id),
  add column merged_into_id integer references hazards (id),
  add column relapse_of_id integer references hazards (id),
  add column place_accuracy_metres double precision;
alter table hazards drop constraint hazards_check;
alter table hazards add constraint hazards_level_founded check (level_code <> 'LV-M' or clause_id is not null or expert_record is not null);
create index hazards_parent on hazards (parent_id) where parent_id is not null;
create index hazards_merged on hazards (merged_into_id) where merged_into_id is not null;
create index hazards_relapse on hazards (relapse_of_id) where relapse_of_id is not null;
create index hazards_handler on hazards (handler_id) where handler_id is not null;

-- Numbers of hazards that are reported here.
create sequence hazard_numbers;

drop policy read_hazards on hazards;
create policy read_hazards on hazards for select to anlan_reader using (
  ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code = any ((select reader_list('sectors'))::text[]) or transfer_sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or site_id = any ((select reader_list('sites'))::int[]))
);
