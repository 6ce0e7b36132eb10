-- What hangs together with hazard $1, as the reader sees it: its state, its kin, its site's other hazards of the same clause or kind, and what may be the same hazard told again.
with this as (
  select * from hazards where id = $1::int
), named as (
  -- One line for each related hazard the reader may see.
  select 'parent' as kinship, other.* from this join hazards other on other.id = this.parent_id
  union all select 'child', other.* from this join hazards other on other.parent_id = this.id
  union all select 'merged-into', other.* from this join hazards other on other.id = this.merged_into_id
  union all select 'merged', other.* from this join hazards other on other.merged_into_id = this.id
  union all select 'relapse-of', other.* from this join hazards other on other.id = this.relapse_of_id
  union all select 'relapse', other.* from this join hazards other on other.relapse_of_id = this.id
), near as (
  -- Perhaps the same, told by another source: near in place and time, of the same kind or trade; how alike the words are is worked out by the program.
  select 'near' as kinship, other.* from this join hazards other
    on other.id <> this.id and other.geom && ST_Expand(this.geom, $2::float8 / 80000) and ST_DWithin(other.geom::geography, this.geom::geography, $2::float8, false)
    and other.found_at between this.found_at - make_interval(days => $3::int) and this.found_at + make_interval(days => $3::int)
    and other.status_code not in ('ST-MERGED', 'ST-REJECTED', 'ST-TRANSFERRED')
    and (other.kind_code = this.kind_code or other.sector_code = this.sector_code)
    and coalesce(other.site_id, 0) in (0, coalesce(this.site_id, other.site_id, 0))
  where this.status_code in ('ST-REPORTED', 'ST-VERIFYING', 'ST-ASSIGNED', 'ST-RECTIFYING')
  order by other.found_at desc limit 40
)
select this.life::text as life, this.flags, this.verify_due_on::text as "verifyDueOn", this.review_due_on::text as "reviewDueOn", this.extension_due_on::text as "extensionDueOn",
  this.interim_control as "interimControl", this.funds_yuan as "fundsYuan", this.contingency_plan as "contingencyPlan", this.expert_record as "expertRecord",
  this.handler_id as "handlerId", this.handler_name as "handlerName", this.chase_step as "chaseStep", this.transfer_sector_code as "transferSectorCode",
  this.place_accuracy_metres as "placeAccuracyMetres", this.synthetic, this.status_code as "statusCode", this.site_id as "siteId",
  (select coalesce(max(sequence), 0) from hazard_events where hazard_id = this.id) as sequence,
  (select coalesce(json_agg(json_build_object('kinship', kinship, 'id', id, 'code', code, 'title', title, 'statusCode', status_code, 'levelCode', level_code, 'sourceCode', source_code,
      'foundAt', to_char(found_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS"+08:00"'),
      'distanceMetres', round(ST_Distance(geom::geography, (select geom from this)::geography, false)::numeric)) order by kinship, id), '[]')
    from (select * from named union all select * from near) related)::text as related
from this
