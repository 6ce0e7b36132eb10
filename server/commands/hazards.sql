-- Writes hazards. $1…$32 are packed columns with one value for each row; no code may occur twice within them.
with incoming as (
  select t.*, t.geom_hex::geometry as geom
  from unnest(column_of($1), column_of($2), column_of($3), column_of($4), column_of($5), column_of($6), column_of($7), column_of($8), column_of($9),
    column_of($10), column_of($11), column_of($12), column_of($13), column_of($14), column_of($15), column_of($16), column_of($17),
    column_of($18), column_of($19)::float8[], column_of($20), column_of($21),
    column_of($22)::timestamptz[], column_of($23)::date[], column_of($24)::timestamptz[], column_of($25)::timestamptz[], column_of($26), column_of($27),
    column_of($28)::boolean[], column_of($29)::timestamptz[], column_of($30)::date[], column_of($31)::date[], column_of($32))
    with ordinality as t (code, title, site_layer, site_code, site_name, sector_code, department_code, area_code, source_code, level_code, status_code, kind_code,
      element_code, depth_code, clause_id, owner_name, measures, interim_control, funds_yuan, contingency_plan, expert_record, found_at, due_on, rectified_at, closed_at, flags, geom_hex, synthetic,
      assigned_at, verify_due_on, review_due_on, content_hash, place)
), fresh as (
  -- Rows that are new or differ from what is stored, with the site they name when it is there. What is handled here no file moves.
  select incoming.*, stored.id is null as is_new, site.id as site_id, site.name as found_site_name, site.area_code as site_area_code
  from incoming
  left join hazards stored on stored.code = incoming.code
  left join sites site on site.layer = incoming.site_layer and site.code = incoming.site_code
  where stored.content_hash is distinct from incoming.content_hash and stored.life is null
), written as (
  insert into hazards as target (code, title, site_id, site_layer, site_code, site_name, sector_code, department_code, area_code, area_by_rule,
    source_code, level_code, status_code, kind_code, element_code, depth_code, clause_id, owner_name, measures, interim_control, funds_yuan, contingency_plan, expert_record, found_at, due_on, rectified_at,
    closed_at, flags, assigned_at, verify_due_on, review_due_on, geom, content_hash, synthetic)
  select code, title, site_id, site_layer, site_code, coalesce(site_name, found_site_name), sector_code, department_code,
    coalesce(area_code, site_area_code, area_on_land(geom), area_at_sea(geom, null)), area_code is null,
    source_code, level_code, status_code, kind_code, element_code, depth_code, clause_id, owner_name, measures, interim_control, funds_yuan, contingency_plan, expert_record, found_at, due_on, rectified_at,
    closed_at, flags, assigned_at, verify_due_on, review_due_on, geom, content_hash, synthetic
  from fresh order by place
  on conflict (code) do update set
    title = excluded.title, site_id = excluded.site_id, site_layer = excluded.site_layer, site_code = excluded.site_code, site_name = excluded.site_name,
    sector_code = excluded.sector_code, department_code = excluded.department_code, area_code = excluded.area_code, area_by_rule = excluded.area_by_rule,
    source_code = excluded.source_code, level_code = excluded.level_code, status_code = excluded.status_code, kind_code = excluded.kind_code,
    element_code = excluded.element_code, depth_code = excluded.depth_code, clause_id = excluded.clause_id, owner_name = excluded.owner_name,
    measures = excluded.measures, interim_control = excluded.interim_control, funds_yuan = excluded.funds_yuan,
    contingency_plan = excluded.contingency_plan, expert_record = excluded.expert_record, found_at = excluded.found_at, due_on = excluded.due_on, rectified_at = excluded.rectified_at,
    closed_at = excluded.closed_at, flags = excluded.flags, assigned_at = excluded.assigned_at, verify_due_on = excluded.verify_due_on,
    review_due_on = excluded.review_due_on, geom = excluded.geom, content_hash = excluded.content_hash, synthetic = excluded.synthetic, updated_at = now()
  returning id
)
select
  (select count(*) filter (where is_new) from fresh)::int as taken,
  (select count(*) filter (where not is_new) from fresh)::int as changed,
  ((select count(*) from incoming) - (select count(*) from fresh))::int as unchanged,
  (select string_agg(id::text, ',') from written) as ids
