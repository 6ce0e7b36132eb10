-- The events of site $1, newest first, at most $2; or, without a site, the latest of all sites the reader may see. $3 = before this instant.
select json_agg(json_build_object('siteId', site.id, 'layer', site.layer, 'siteCode', site.code, 'siteName', site.name, 'retiredOn', site.retired_on, 'sequence', event.sequence, 'kind', event.kind,
  'recordedAt', to_char(event.recorded_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"'), 'actorRole', event.actor_role, 'actorName', event.actor_name, 'reason', event.reason,
  'before', event.before, 'after', event.after, 'undoes', event.undoes) order by event.recorded_at desc, event.sequence desc)::text as events
from (
  select * from site_events
  where ($1::int is null or site_id = $1::int) and ($3::text is null or recorded_at < $3::text::timestamptz)
  order by recorded_at desc, sequence desc limit $2::int
) event join sites site on site.id = event.site_id
