-- Where does a person stand? $1 = exact name or null, $2 = last digits of a phone or null, $3 = the personal attributes of sites as JSON.
with fields as (
  select layer, property from json_to_recordset(($3::text)::json) as given (layer text, property text)
),
-- The digits of a text, compared from the end: country and area codes are written or left out.
matched as (
  select 'informers' as rule, 'informers.name' as field, 'informers/' || id as record, name as value from informers where name = $1::text
  union all
  select 'informers', 'informers.phone', 'informers/' || id, phone from informers where right(regexp_replace(phone, '\D', '', 'g'), length($2::text)) = $2::text
  union all
  select 'site-contacts', fields.layer || '.' || property, fields.layer || '/' || sites.id, attributes ->> property
  from sites join fields on fields.layer = sites.layer
  where attributes ->> property = $1::text or right(regexp_replace(attributes ->> property, '\D', '', 'g'), length($2::text)) = $2::text
  union all
  select 'hazard-owners', 'hazards.ownerName', 'hazards/' || id, owner_name from hazards
  where owner_name = $1::text or right(regexp_replace(owner_name, '\D', '', 'g'), length($2::text)) = $2::text
  union all
  select 'accounts', 'users.name', 'users/' || id, name from users where name = $1::text
  union all
  select 'accounts', 'users.username', 'users/' || id, username from users where username = lower($1::text)
  union all
  select 'procedure', 'hazards.handler_name', 'hazards/' || id, handler_name from hazards where handler_name = $1::text
  union all
  select distinct 'procedure', 'hazard_events.actor_name', 'hazards/' || hazard_id, actor_name from hazard_events where actor_name = $1::text
  union all
  select distinct 'procedure', 'hazard_events.data', 'hazards/' || hazard_id, $1::text from hazard_events where jsonb_path_exists(data, '$.** ? (@ == $name)', jsonb_build_object('name', $1::text))
  union all
  select 'procedure', 'evidence.uploader_name', 'evidence/' || id, uploader_name from evidence where uploader_name = $1::text
  union all
  select 'audit', 'audit.actor_name', 'audit', count(*)::text from audit where actor_name = $1::text or actor_name = lower($1::text) having count(*) > 0
  union all
  select 'free-text', 'hazards.title', 'hazards/' || id, title from hazards where position($1::text in title) > 0 or position($2::text in title) > 0
  union all
  select 'free-text', 'hazards.measures', 'hazards/' || id, measures from hazards where position($1::text in measures) > 0 or position($2::text in measures) > 0
  union all
  select 'free-text', 'hazard_events.note', 'hazards/' || hazard_id, note from hazard_events where position($1::text in note) > 0 or position($2::text in note) > 0
)
select rule, field, record, value from matched order by rule, record collate "C", field limit 1000
