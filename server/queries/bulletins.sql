-- Bulletins without their figures: drafts first, then the newest. $1 = one id, null = all; at most $2.
select bulletin.id, bulletin.number, bulletin.title,
  to_char(bulletin.cut_off at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "cutOff",
  bulletin.period_from::text as "periodFrom", bulletin.period_to::text as "periodTo", bulletin.made_by_name as "madeByName",
  to_char(bulletin.made_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "madeAt",
  to_char(bulletin.published_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"') as "publishedAt",
  bulletin.published_by_name as "publishedByName", bulletin.facts_sha256 as "factsSha256", bulletin.audit_hash as "auditHash",
  bulletin.previous_id as "previousId", bulletin.corrects_id as "correctsId", wrong.number as "correctsNumber",
  (select number from bulletins later where later.corrects_id = bulletin.id and later.published_at is not null order by later.id desc limit 1) as "correctedByNumber",
  bulletin.data_version::float8 as "dataVersion", bulletin.synthetic
from bulletins bulletin
left join bulletins wrong on wrong.id = bulletin.corrects_id
where $1::int is null or bulletin.id = $1::int
order by bulletin.published_at is not null, bulletin.published_at desc, bulletin.id desc
limit $2::int
