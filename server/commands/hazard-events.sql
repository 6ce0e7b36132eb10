-- Appends the steps of hazards' lives that are not stored yet; what is stored is never touched. $1…$8 are packed columns with one value for each step.
-- A step without an instant happened now. Gives how many were appended and the codes of hazards whose file tells a stored step differently.
with incoming as (
  select hazard.id as hazard_id, hazard.synthetic, t.code, sequence, kind, coalesce(t.at, now()) as at, actor_role, from_status_code, to_status_code, note
  from unnest(column_of($1), column_of($2)::int[], column_of($3), column_of($4)::timestamptz[], column_of($5), column_of($6), column_of($7), column_of($8))
    as t (code, sequence, kind, at, actor_role, from_status_code, to_status_code, note)
  join hazards hazard on hazard.code = t.code
), appended as (
  -- When it became known here: for what is made up, when it happened; for what a file tells of, now.
  insert into hazard_events (hazard_id, sequence, kind, at, recorded_at, actor_role, from_status_code, to_status_code, note)
  select hazard_id, sequence, kind, at, case when synthetic then at else now() end, actor_role, from_status_code, to_status_code, note from incoming
  on conflict (hazard_id, sequence) do nothing
  returning 1
)
select
  (select count(*) from appended)::int as appended,
  (select string_agg(distinct incoming.code, ',')
    from incoming join hazard_events stored using (hazard_id, sequence)
    where (stored.kind, stored.at, stored.actor_role) is distinct from (incoming.kind, incoming.at, incoming.actor_role)
      or stored.from_status_code is distinct from incoming.from_status_code
      or stored.to_status_code is distinct from incoming.to_status_code) as rewritten
