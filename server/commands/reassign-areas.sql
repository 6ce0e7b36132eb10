-- Works out anew who answers for every row that was given by rule. Gives the ids whose township changed, by collection.
with moved_sites as (
  update sites set area_code = answer.area_code
  from (
    select id, layer, coalesce(area_on_land(place), area_at_sea(place, null)) as area_code
    from (
      select id, layer, case when geometrytype(geom) = 'POINT' then geom else ST_PointOnSurface(geom) end as place
      from sites where area_by_rule
    ) placed
  ) answer
  where sites.id = answer.id and sites.area_code is distinct from answer.area_code
  returning sites.layer as collection, sites.id
)
select collection, string_agg(id::text, ',') as ids from moved_sites group by collection
