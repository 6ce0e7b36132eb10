-- Who answers for a place is worked out by rule where the source does not say; such rows follow when borders, ports or rules change.

alter table sites add column area_by_rule boolean not null default false;
alter table hazards add column area_by_rule boolean not null default false;
alter table inspections add column area_by_rule boolean not null default false;
alter table incidents add column area_by_rule boolean not null default false;
alter table vessels add column area_by_rule boolean not null default false;

-- Townships and zones cut into small pieces: a point falls into one piece in microseconds, where the whole outline has thousands of corners.
create table area_pieces (
  area_code text not null references areas (code) on delete cascade,
  -- Size of the whole area: where a zone lies inside a township, the smaller one answers.
  area_square_metres double precision not null,
  geom geometry(Geometry, 4326) not null check (ST_IsValid(geom)),
  -- The same with longitudes shortened by `lng_scale` (cosine of the city's latitude): nearest in these units is nearest on the ground.
  lng_scale double precision not null,
  scaled geometry(Geometry, 4326) not null
);
create index area_pieces_geom on area_pieces using gist (geom);
create index area_pieces_scaled on area_pieces using gist (scaled);
create index area_pieces_area on area_pieces (area_code);

-- Records that name a site which is not there yet, to be tied when it comes.
create index hazards_untied on hazards (site_layer, site_code) where site_id is null and site_code is not null;
create index inspections_untied on inspections (site_layer, site_code) where site_id is null and site_code is not null;
create index incidents_untied on incidents (site_layer, site_code) where site_id is null and site_code is not null;
create index incidents_site on incidents (site_id);
create index vessels_home_port on vessels (home_port_code);

-- The township or zone on whose ground a point lies; null at sea. On a border the smaller area answers, then the lower code.
create function area_on_land(place geometry) returns text language sql stable as $$
  select area_code from area_pieces where ST_Intersects(geom, place)
  order by area_square_metres, area_code collate "C" limit 1
$$;

-- The township responsible for a point at sea, by the rules in force today in order of priority; null when none answers.
create function area_at_sea(place geometry, home_port text) returns text language plpgsql stable as $$
declare
  rule record;
  answer text;
begin
  for rule in
    select * from sea_rules
    where valid_from <= (now() at time zone 'Asia/Shanghai')::date
      and (valid_to is null or valid_to >= (now() at time zone 'Asia/Shanghai')::date)
    order by priority, id
  loop
    answer := null;
    if rule.method = 'home-port' then
      if home_port is not null then
        select area_code into answer from sites where layer = 'fishing-ports' and code = home_port;
      end if;
    elsif rule.method = 'zone' then
      if ST_Intersects(rule.geom, place) then answer := rule.area_code; end if;
    else
      -- The nearest piece by the index; its distance in metres on the sphere (off by 0.3 % at most).
      select nearest.area_code into answer
      from (
        select area_code, geom from area_pieces
        order by scaled <-> ST_Scale(place, (select lng_scale from area_pieces limit 1), 1) limit 1
      ) nearest
      where rule.maximum_metres is null or ST_Distance(nearest.geom::geography, place::geography, false) <= rule.maximum_metres;
    end if;
    if answer is not null then return answer; end if;
  end loop;
  return null;
end $$;

-- One column of many rows as it travels from the program: values ended by the ASCII unit separator, null as the record separator.
create function column_of(packed text) returns text[] language sql immutable as $$
  select case when packed = '' then '{}' else trim_array(string_to_array(packed, e'\x1f', e'\x1e'), 1) end
$$;
