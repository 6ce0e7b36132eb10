-- Hazards $1 to $2 of a ledger of many years and their steps, as of day $3: nine in ten closed long ago, the open ones found lately, statuses, flags and handlers as a working office has them.
with codes as (
  select array['SEC-INDU', 'SEC-FIRE', 'SEC-CONS', 'SEC-GAS', 'SEC-FISH', 'SEC-CHEM', 'SEC-ROAD', 'SEC-MINE'] as sectors,
    array['ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING', 'ST-RECTIFYING', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW', 'ST-RETURNED', 'ST-REOPENED'] as statuses,
    array['HK-EXIT', 'HK-WELD', 'HK-ELEC', 'HK-FIREEQ', 'HK-EDGE', 'HK-GASPIPE'] as kinds,
    array['SRC-ENT', 'SRC-ENT', 'SRC-INS', 'SRC-INS-TOWN', 'SRC-PUB'] as sources
), drawn as (
  -- Numbers that look random and are the same each time.
  select id, abs(hashint4(id)) as a, abs(hashint4(id + 7919)) as b, abs(hashint4(id + 104729)) as c from generate_series($1::int, $2::int) id
), made as (
  select id, a, b, c, a % 100 < 8 as is_open, $3::date - case when a % 100 < 8 then b % 120 else 30 + b % 1500 end as found_on from drawn
), named as (
  select made.*, sectors[1 + b % 8] as sector, kinds[1 + c % 6] as kind, sources[1 + a % 5] as source, case when is_open then statuses[1 + c % 9] when c % 40 = 0 then 'ST-REJECTED' else 'ST-CLOSED' end as status,
    case when c % 33 = 0 then 'LV-M' else 'LV-G' end as level
  from made, codes
), written as (
  insert into hazards (id, code, title, site_id, site_name, geom, area_code, level_code, clause_id, status_code, sector_code, department_code, source_code, kind_code, site_layer, found_at, due_on, verify_due_on, closed_at, flags,
    handler_id, extension_due_on, transfer_sector_code, life, content_hash, synthetic, updated_at)
  overriding system value
  select id, 'YH-' || to_char(found_on, 'YYYYMMDD') || '-' || lpad((b % 100000)::text, 5, '0') || '-' || id,
    (array['疏散通道被货物占用', '消防栓压力不足', '配电箱无防护', '临边防护缺失', '动火作业未审批', '阀门锈蚀渗漏'])[1 + c % 6] || ' B-' || lpad((c % 10000)::text, 4, '0'), 1 + b % 40000, '第 ' || 1 + b % 40000 || ' 家企业',
    ST_SetSRID(ST_MakePoint(122.14 + (a % 57000) / 100000.0, 36.74 + (b % 72000) / 100000.0), 4326), 'A' || 1 + c % 19, level, case when level = 'LV-M' then 'clause' end, status, sector, 'DEP-YJ', source, kind, 'enterprises',
    found_on + make_interval(secs => c % 86400), case when status in ('ST-REPORTED', 'ST-VERIFYING') then null else found_on + 3 + c % 90 end,
    case when is_open then found_on + 2 end, case when not is_open then found_on + make_interval(days => 3 + a % 50) end,
    case when not is_open then null when c % 20 = 0 then 'FL-LISTED' when c % 21 = 0 then 'FL-LISTED FL-PUBLIC' when c % 22 = 0 then 'FL-SUSPENDED' end,
    case when is_open and b % 4 > 0 then 'u' || c % 400 end, case when status = 'ST-RECTIFYING' and c % 30 = 0 then found_on + 120 end, case when status = 'ST-VERIFYING' and b % 12 = 0 then 'SEC-GAS' end,
    case when is_open and c % 3 = 0 then jsonb_build_object('finder', 'user:u' || b % 400, 'rectifier', 'user:u' || c % 900, 'signOffs', '[]'::jsonb) end, md5(id::text), true, found_on + make_interval(days => 1 + c % 40)
  from named returning id
)
insert into hazard_events (hazard_id, sequence, kind, at, recorded_at, actor_role, from_status_code, to_status_code)
select id, 1, 'reported', found_on, found_on, 'inspector', null, 'ST-REPORTED' from named
union all select id, 2, 'moved', found_on + 2, found_on + 2, 'department', 'ST-REPORTED', 'ST-ASSIGNED' from named where status <> 'ST-REPORTED'
union all select id, 3, 'moved', found_on + 9, found_on + 9, 'office', 'ST-ASSIGNED', status from named where status not in ('ST-REPORTED', 'ST-ASSIGNED')
