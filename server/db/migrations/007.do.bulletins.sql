-- Bulletins (定期通报): figures frozen at a cut-off, and what is needed to work them out as they were known then.

-- What a row said before it was changed, so that what was known at an instant can be told later. Hazards that were moved here tell most of it by their events;
-- what an import or a new border overwrites would be lost without this. `was` holds the columns below, nothing personal.
create table row_versions (
  id bigint generated always as identity primary key,
  source text not null check (source in ('hazards', 'inspections', 'incidents')),
  row_id integer not null,
  replaced_at timestamptz not null default now(),
  was jsonb not null
);
create index row_versions_row on row_versions (source, row_id, replaced_at);
create function refuse_version_change() returns trigger language plpgsql as $$
begin
  raise exception 'row_versions is append-only: % refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger row_versions_append_only before update or delete or truncate on row_versions for each statement execute function refuse_version_change();

create function keep_hazard_version() returns trigger language plpgsql as $$
begin
  insert into row_versions (source, row_id, was) values ('hazards', old.id, jsonb_build_object(
    'title', old.title, 'siteId', old.site_id, 'siteName', old.site_name, 'areaCode', old.area_code, 'sectorCode', old.sector_code, 'departmentCode', old.department_code,
    'sourceCode', old.source_code, 'levelCode', old.level_code, 'statusCode', old.status_code, 'clauseId', old.clause_id, 'foundAt', old.found_at, 'dueOn', old.due_on,
    'rectifiedAt', old.rectified_at, 'closedAt', old.closed_at, 'flags', old.flags));
  return null;
end $$;
-- Once a hazard was moved here its events tell everything but whose ground it lies on and what its site is called.
create trigger hazards_keep_version after update on hazards for each row when (
  (old.site_id, old.site_name, old.area_code) is distinct from (new.site_id, new.site_name, new.area_code)
  or old.life is null and (old.title, old.sector_code, old.department_code, old.source_code, old.level_code, old.status_code, old.clause_id, old.found_at, old.due_on, old.rectified_at, old.closed_at, old.flags)
    is distinct from (new.title, new.sector_code, new.department_code, new.source_code, new.level_code, new.status_code, new.clause_id, new.found_at, new.due_on, new.rectified_at, new.closed_at, new.flags)
) execute function keep_hazard_version();

-- When inspections and incidents became known here: for what is made up, when it happened; for what a file tells of, when it came.
alter table inspections add column recorded_at timestamptz not null default now();
alter table incidents add column recorded_at timestamptz not null default now();
update inspections set recorded_at = started_at where synthetic;
update incidents set recorded_at = occurred_at where synthetic;
create index inspections_recorded on inspections (recorded_at);

create function keep_inspection_version() returns trigger language plpgsql as $$
begin
  insert into row_versions (source, row_id, was) values ('inspections', old.id, jsonb_build_object('siteId', old.site_id, 'departmentCode', old.department_code, 'areaCode', old.area_code, 'startedAt', old.started_at, 'hazardsFound', old.hazards_found, 'majorsFound', old.majors_found));
  return null;
end $$;
create trigger inspections_keep_version after update on inspections for each row when (
  (old.site_id, old.department_code, old.area_code, old.started_at, old.hazards_found, old.majors_found) is distinct from (new.site_id, new.department_code, new.area_code, new.started_at, new.hazards_found, new.majors_found)
) execute function keep_inspection_version();
create function keep_incident_version() returns trigger language plpgsql as $$
begin
  insert into row_versions (source, row_id, was) values ('incidents', old.id, jsonb_build_object('areaCode', old.area_code, 'gradeCode', old.grade_code, 'occurredAt', old.occurred_at, 'deaths', old.deaths, 'injuries', old.injuries));
  return null;
end $$;
create trigger incidents_keep_version after update on incidents for each row when (
  (old.area_code, old.grade_code, old.occurred_at, old.deaths, old.injuries) is distinct from (new.area_code, new.grade_code, new.occurred_at, new.deaths, new.injuries)
) execute function keep_incident_version();

create table bulletins (
  id integer generated always as identity primary key,
  -- Year and issue (2026-12), given when it is published; a draft has none.
  number text unique check (number ~ '^\d{4}-\d{1,4}$'),
  title text not null,
  cut_off timestamptz not null,
  period_from date not null,
  period_to date not null check (period_to >= period_from),
  made_by text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  -- All figures, and the same for readers other than the office: cells of few cases are left out (data/contract/bulletins.ts).
  facts jsonb not null,
  public_facts jsonb not null,
  -- SHA-256 of the text of `facts`; it stands in the audit entry of the publication.
  facts_sha256 text not null check (facts_sha256 ~ '^[0-9a-f]{64}$'),
  -- Hash of the audit entry of its publication: the anchor that is printed on it.
  audit_hash text check (audit_hash ~ '^[0-9a-f]{64}$'),
  -- The one published before it, with which it is compared.
  previous_id integer references bulletins (id),
  -- A published one that this one puts right.
  corrects_id integer references bulletins (id),
  published_at timestamptz,
  published_by_name text,
  -- Version of the data it was worked out from.
  data_version bigint not null,
  synthetic boolean not null,
  check ((published_at is null) = (number is null) and (published_at is null) = (audit_hash is null) and (published_at is null) = (published_by_name is null))
);
create index bulletins_published on bulletins (published_at) where published_at is not null;

-- The hazards a bulletin names one by one, as they stood at its cut-off.
create table bulletin_hazards (
  bulletin_id integer not null references bulletins (id) on delete cascade,
  list text not null check (list in ('major-open', 'major-new', 'major-closed', 'newly-overdue', 'longest-overdue')),
  place integer not null,
  hazard_id integer not null,
  site_id integer,
  sector_code text not null,
  area_code text,
  entry jsonb not null,
  primary key (bulletin_id, list, place)
);

-- What was published is never changed; a mistake is put right by a new bulletin that names the old one.
create function refuse_published_change() returns trigger language plpgsql as $$
begin
  raise exception 'a published bulletin stays as it is: % refused', tg_op using errcode = 'restrict_violation';
end $$;
create trigger bulletins_stay before update or delete on bulletins for each row when (old.published_at is not null) execute function refuse_published_change();
create trigger bulletins_never_emptied before truncate on bulletins for each statement execute function refuse_published_change();
-- A draft is made anew, never edited: only its publication changes the row.
create trigger bulletins_draft_stays before update of title, cut_off, period_from, period_to, made_by, made_by_name, made_at, facts, public_facts, facts_sha256, previous_id, corrects_id, data_version, synthetic on bulletins
  for each row execute function refuse_published_change();
create function refuse_published_rows() returns trigger language plpgsql as $$
begin
  if exists (select from bulletins where id = coalesce(old.bulletin_id, new.bulletin_id) and published_at is not null) then
    raise exception 'a published bulletin stays as it is: % refused', tg_op using errcode = 'restrict_violation';
  end if;
  return coalesce(new, old);
end $$;
create trigger bulletin_hazards_stay before insert or update or delete on bulletin_hazards for each row execute function refuse_published_rows();

-- Everybody who may read sees what was published, without the cells of few cases; of the hazards named in it only their own. Drafts and full figures are read by the
-- server alone, for the office.
alter table bulletins enable row level security;
alter table bulletin_hazards enable row level security;
grant select (id, number, title, cut_off, period_from, period_to, made_by_name, made_at, public_facts, facts_sha256, audit_hash, previous_id, corrects_id, published_at, published_by_name, data_version, synthetic) on bulletins to anlan_reader;
grant select on bulletin_hazards to anlan_reader;
create policy read_bulletins on bulletins for select to anlan_reader using (published_at is not null);
create policy read_bulletin_hazards on bulletin_hazards for select to anlan_reader using (
  exists (select from bulletins where bulletins.id = bulletin_id)
  and ((select reader_is_free('areas')) or area_code = any ((select reader_list('areas'))::text[]))
  and ((select reader_is_free('sectors')) or sector_code = any ((select reader_list('sectors'))::text[]))
  and ((select reader_is_free('sites')) or site_id = any ((select reader_list('sites'))::int[]))
);
