-- Which officials reach area $1 and sector $2? The same question as the move "hand-over" asks of one of them. Names only: no sign-in name, no limits.
select users.id, users.name, role
from users join grants on grants.user_id = users.id
where not disabled and role in ('office', 'department', 'township', 'inspector')
  and (area_codes is null or $1::text = any (area_codes)) and (sector_codes is null or $2::text = any (sector_codes))
order by users.name collate "C", users.id
limit 500
