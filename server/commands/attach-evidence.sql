-- Pictures as one hazard sees them: how far each was taken from it, and which picture elsewhere is most like it. $1 ids, $2 hazard, $3 stage, $4 and $5 bits that may differ at another hazard and at another stage.
with
  -- The hazard's point and the shape of its site.
  target as (
    select hazards.geom as place, sites.geom as site from hazards left join sites on sites.id = hazards.site_id where hazards.id = $2::int
  ),
  -- What the hazard was split from or into, or merged with: one thing under several numbers.
  kin as (
    select other.id
    from hazards self
    join hazards other on self.id in (other.parent_id, other.merged_into_id) or other.id in (self.parent_id, self.merged_into_id)
    where self.id = $2::int
  ),
  picked as (
    select * from evidence where id = any (string_to_array($1::text, ',')::int[])
  )
select
  picked.id,
  place_source as "placeSource",
  accuracy_metres as "accuracyMetres",
  age_minutes as "ageMinutes",
  picture_hash is not null as comparable,
  -- Great-circle metres; to the nearest point of the site, none inside it.
  (select least(ST_Distance(picked.place::geography, target.place::geography), ST_Distance(picked.place::geography, target.site::geography)) from target) as "distanceMetres",
  alike.id as "alikeId",
  alike.bits,
  alike.hazard_id = $2::int as "sameHazard"
from picked
left join lateral (
  select other.id, other.hazard_id, bit_count((other.picture_hash # picked.picture_hash)::bit(64))::int as bits
  from evidence other
  -- The same stage of the same hazard may well be shown by several pictures alike.
  where other.hazard_id is not null and other.picture_hash is not null and (other.hazard_id <> $2::int or other.stage <> $3::text)
    and other.hazard_id not in (select kin.id from kin)
    and bit_count((other.picture_hash # picked.picture_hash)::bit(64)) <= case when other.hazard_id <> $2::int then $4::int else $5::int end
  order by other.hazard_id = $2::int, bits, other.id
  limit 1
) alike on picked.picture_hash is not null
order by picked.id
