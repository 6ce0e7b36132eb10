-- Appends the steps of hazards' lives that are not stored yet; what is stored is never touched. $1…$8 are arrays with one entry for each step.
-- Gives how many were appended and the codes of hazards whose file tells a stored step differently.
with incoming as (
  select hazard.id as hazard_id, t.*
  from unnest($1::text[], $2::int[], $3::text[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[])
    as t (code, sequence, kind, at, actor_role, from_status_code, to_status_code, note)
  join hazards hazard on hazard.code = t.code
), appended as (
  insert into hazard_events (hazard_id, sequence, kind, at, actor_role, from_status_code, to_status_code, note)
  select hazard_id, sequence, kind, at, actor_role, from_status_code, to_status_code, note from incoming
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
