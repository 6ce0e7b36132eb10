-- Officials who may handle hazards, each with how many open ones are in their hands.
select users.id, users.name, users.username as "userName", grants.role, to_json(grants.area_codes)::text as "areaCodes", to_json(grants.sector_codes)::text as "sectorCodes", grants.disabled, coalesce(held.count, 0)::int as open
from users join grants on grants.user_id = users.id
left join (select handler_id, count(*) as count from hazards where handler_id is not null and status_code = any (string_to_array($1::text, ',')) group by handler_id) held on held.handler_id = users.id
where grants.role in ('office', 'department', 'township', 'inspector') and (not grants.disabled or held.count > 0)
order by held.count desc nulls last, users.name limit 1000
