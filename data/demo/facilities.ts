// Which gas lines, building sites, wind farms, road sections and boats has the city, and which shapes lie under them?
import type { SiteRow } from '../contract/sites.ts';
import { dateOfDay } from '../contract/units.ts';
import type { VesselRow } from '../contract/vessels.ts';
import { townships } from './areas.ts';
import { pointAlong } from './frontages.ts';
import { localMetres, offsetPlace, roundPlace } from './geography.ts';
import { createRandom } from './random.ts';
import { leadDepartment } from './rules.ts';
import { ringOf, type Rectangle } from './rectangles.ts';
import { lengthOf } from './roads.ts';
import type { World } from './world.ts';

type Attributes = SiteRow['attributes'];

function row(layer: string, code: string, name: string, sectorCode: string | null, placeTypeCode: string | null, township: number, riskClass: number | null, geometry: SiteRow['geometry'], attributes: Attributes): SiteRow {
  return {
    layer, code, name, sectorCode, placeTypeCode,
    departmentCode: sectorCode === null ? null : leadDepartment(sectorCode),
    areaCode: townships[township]?.code ?? null,
    address: null, riskClass, attributes, geometry, synthetic: true,
  };
}

const polygon = (rectangle: Rectangle): SiteRow['geometry'] => {
  const ring = ringOf(rectangle).map((corner) => roundPlace(corner as [number, number]));
  return { type: 'Polygon', coordinates: [ring] };
};
const roadClasses = ['motorway', 'national', 'provincial', 'county', 'street', 'street', 'street'] as const;
const speeds = [100, 80, 60, 40, 40, 30, 20] as const;

/** Gives parks, parcels, footprints and roads. */
export function referenceRows(world: World): SiteRow[] {
  const { parks, parcels, buildings } = world.estate;
  return [
    ...world.roads.map((road) => row('roads', road.code, road.name, null, null, road.township, null, { type: 'LineString', coordinates: road.line.map((place) => roundPlace(place as [number, number])) }, { roadClassCode: roadClasses[road.rank] ?? 'street', lengthMetres: Math.round(road.lengthMetres), speedKilometresPerHour: speeds[road.rank] ?? 30 })),
    ...parks.map((park) => row('industrial-parks', park.code, park.name, null, null, park.township, null, polygon(park.rectangle), { parkKind: park.kind, areaHectares: Math.round((park.rectangle.alongMetres * park.rectangle.acrossMetres) / 1e3) / 10 })),
    ...parcels.map((parcel) => row('parcels', parcel.code, parcel.code, null, null, parks[parcel.park]?.township ?? 0, null, polygon(parcel.rectangle), { parkCode: parks[parcel.park]?.code ?? null, areaSquareMetres: Math.round(parcel.rectangle.alongMetres * parcel.rectangle.acrossMetres) })),
    ...buildings.map((building) => row('buildings', building.code, building.code, null, null, parks[building.park]?.township ?? 0, null, polygon(building.rectangle), { parcelCode: parcels[building.parcel]?.code ?? null, parkCode: parks[building.park]?.code ?? null, storeys: building.storeys, footprintSquareMetres: Math.round(building.rectangle.alongMetres * building.rectangle.acrossMetres), buildingUse: building.use })),
  ];
}

/** Gives the pipelines of eleven operators along the roads, about 500 km, with stations and users. */
export function gasRows(world: World, today: number): SiteRow[] {
  const random = createRandom(world.seed, 'gas');
  const operators = townships.slice(0, 11).map((township, index) => ({ code: `RQ${index + 1}`, name: `${township.shortName}${index < 7 ? '燃气' : '液化气'}有限公司` }));
  const roads = world.roads.filter((road) => road.lengthMetres > 250).sort((a, b) => a.rank - b.rank);
  const rows: SiteRow[] = [];
  let metres = 0;
  for (const road of roads) {
    if (metres > 500_000) break;
    const operator = operators[road.township % 7] ?? { code: 'RQ1', name: '燃气有限公司' };
    const pressureCode = road.rank <= 1 ? 'high-b' : road.rank === 2 ? 'sub-high-b' : road.rank === 3 ? 'medium-a' : random.chance(0.6) ? 'medium-b' : 'low';
    const line = road.line.map((place) => roundPlace(offsetPlace(place as [number, number], 7, -6)));
    metres += road.lengthMetres;
    rows.push(row('gas-networks', `GD${rows.length + 1}`, `${road.name}燃气管道`, 'SEC-GAS', null, road.township, road.rank <= 2 ? 2 : 3, { type: 'LineString', coordinates: line }, {
      featureKind: 'pipeline', operatorCode: operator.code, operatorName: operator.name, pressureCode, diameterMillimetres: road.rank <= 2 ? 400 : 160,
      material: road.rank <= 2 ? '钢管' : 'PE管', depthMetres: 1.2, lengthMetres: Math.round(road.lengthMetres), commissionedOn: dateOfDay(today - random.integer(400, 7000)), userKind: null, lastHomeCheckOn: null, alarmFitted: null,
    }));
  }
  for (const [index, township] of townships.entries()) {
    const place = roundPlace(offsetPlace(township.seat, township.builtUpMetres * 0.8, township.builtUpMetres * 0.3));
    if (!world.geography.isLand(place[0], place[1])) continue;
    const operator = operators[index % 11] ?? { code: 'RQ1', name: '燃气有限公司' };
    rows.push(row('gas-networks', `CZ${index + 1}`, `${township.shortName}${index % 3 === 0 ? '液化气站' : '调压站'}`, 'SEC-GAS', 'PLC-GASST', index, 2, { type: 'Point', coordinates: place }, {
      featureKind: index % 3 === 0 ? 'lpg-station' : 'regulator', operatorCode: operator.code, operatorName: operator.name, pressureCode: 'medium-a', diameterMillimetres: null, material: null, depthMetres: null, lengthMetres: null, commissionedOn: null, userKind: null, lastHomeCheckOn: null, alarmFitted: null,
    }));
  }
  return rows;
}

/** Gives 140 building sites: a rectangle each, in towns and parks, on land. */
export function constructionRows(world: World, today: number): SiteRow[] {
  const random = createRandom(world.seed, 'construction');
  const rows: SiteRow[] = [];
  for (let tries = 0; rows.length < 140 && tries < 4000; tries += 1) {
    const index = random.integer(0, townships.length - 1);
    const township = townships[index];
    if (township === undefined) continue;
    const radius = township.builtUpMetres * (0.3 + random.next());
    const angle = random.between(0, 2 * Math.PI);
    const centre = roundPlace(offsetPlace(township.seat, radius * Math.cos(angle), radius * Math.sin(angle)));
    if (world.geography.coastMetres(centre[0], centre[1]) < 200) continue;
    const [long, wide] = [random.between(60, 220), random.between(45, 140)];
    const turn = random.between(0, Math.PI);
    const corners = ([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]] as const).map(([a, b]) => {
      const [east, north] = [(a * long) / 2, (b * wide) / 2];
      return roundPlace(offsetPlace(centre, east * Math.cos(turn) - north * Math.sin(turn), east * Math.sin(turn) + north * Math.cos(turn)));
    });
    const startDay = today - random.integer(20, 700);
    const kind = random.pick(['房屋建筑', '房屋建筑', '市政', '交通', '水利', '电力']);
    rows.push(row('construction-sites', `GD${String(rows.length + 1).padStart(4, '0')}`, `${township.shortName}${random.pick(['花园', '安置房', '学校', '综合楼', '厂房', '管网改造', '道路', '泵站'])}项目${rows.length + 1}标段`, 'SEC-CONS', 'PLC-SITE', index, random.integer(1, 3), { type: 'Polygon', coordinates: [corners] }, {
      projectKind: kind, builder: `${random.pick(['远拓', '筑澜', '海岳', '恒基石'])}建设有限公司`, supervisor: `${random.pick(['明鉴', '正衡'])}监理有限公司`, startsOn: dateOfDay(startDay), endsOn: dateOfDay(startDay + random.integer(500, 1100)),
      cranes: kind === '房屋建筑' ? random.integer(1, 6) : 0, pitDepthMetres: Math.round(random.between(0, 14) * 10) / 10, workers: random.integer(15, 260), stage: random.pick(['基础', '主体', '装修', '收尾']),
    }));
  }
  return rows;
}

/** Gives five wind farms, two of them at sea, with 230 turbines in rows. */
export function windRows(world: World, today: number): SiteRow[] {
  const farms = [
    { code: 'FD1', name: '澜外海上风电场', at: [122.635, 36.835] as const, rows: 8, columns: 9, gap: 800, offshore: true },
    { code: 'FD2', name: '鸥外海上风电场', at: [122.665, 37.225] as const, rows: 7, columns: 8, gap: 760, offshore: true },
    { code: 'FD3', name: '槐岭风电场', at: [122.283, 37.235] as const, rows: 5, columns: 7, gap: 420, offshore: false },
    { code: 'FD4', name: '砚川风电场', at: [122.262, 37.04] as const, rows: 5, columns: 7, gap: 420, offshore: false },
    { code: 'FD5', name: '橡岭风电场', at: [122.405, 37.295] as const, rows: 4, columns: 8, gap: 400, offshore: false },
  ];
  return farms.flatMap((farm) => {
    const { township } = world.geography.nearestTownship(farm.at[0], farm.at[1]);
    const half = { east: (farm.columns * farm.gap) / 2, north: (farm.rows * farm.gap) / 2 };
    const attributes = { farmCode: farm.code, farmName: farm.name, offshore: farm.offshore, stage: 'operation', waterDepthMetres: farm.offshore ? 26 : null, commissionedOn: dateOfDay(today - 900) };
    const [sector, place] = farm.offshore ? ['SEC-OWF', 'PLC-OWF'] : ['SEC-ENER', 'PLC-WIND'];
    const outline = ([[-1, -1], [1, -1], [1, 1], [-1, 1], [-1, -1]] as const).map(([a, b]) => roundPlace(offsetPlace(farm.at, a * half.east, b * half.north)));
    const turbines = Array.from({ length: farm.rows * farm.columns }, (_, index) => {
      const [line, column] = [Math.floor(index / farm.columns), index % farm.columns];
      const at = roundPlace(offsetPlace(farm.at, (column + 0.5) * farm.gap - half.east, (line + 0.5) * farm.gap - half.north));
      if (world.geography.isLand(at[0], at[1]) === farm.offshore) return null;
      return row('wind-farms', `${farm.code}-${String(index + 1).padStart(2, '0')}`, `${farm.name}${index + 1}号风机`, sector ?? null, place ?? null, township, 3, { type: 'Point', coordinates: at }, { ...attributes, featureKind: 'turbine', ratedMegawatts: farm.offshore ? 6.5 : 3, hubHeightMetres: farm.offshore ? 110 : 90, peopleOffshore: null });
    }).filter((turbine) => turbine !== null);
    return [row('wind-farms', farm.code, farm.name, sector ?? null, place ?? null, township, 2, { type: 'Polygon', coordinates: [outline] }, { ...attributes, featureKind: 'farm', ratedMegawatts: null, hubHeightMetres: null, peopleOffshore: farm.offshore ? 18 : null }), ...turbines];
  });
}

/** Gives 60 hazardous sections of the country roads. */
export function sectionRows(world: World, today: number): SiteRow[] {
  const random = createRandom(world.seed, 'sections');
  const roads = world.roads.filter((road) => road.rank <= 4 && road.lengthMetres > 900);
  return Array.from({ length: 60 }, (_, index) => {
    const road = random.pick(roads);
    const length = random.between(200, 700);
    const start = random.between(0, road.lengthMetres - length);
    const line = [0, 0.25, 0.5, 0.75, 1].map((share) => roundPlace(pointAlong(road.line as [number, number][], start + share * length)));
    const crashes = random.integer(1, 12);
    return row('road-sections', `LD${String(index + 1).padStart(3, '0')}`, `${road.name}隐患路段${index + 1}`, 'SEC-ROAD', 'PLC-ROADSEG', road.township, random.integer(1, 3), { type: 'LineString', coordinates: line }, {
      roadCode: road.code, reason: random.pick(['急弯视距不足', '平交路口无信号', '临水临崖无护栏', '长下坡', '穿村路段人车混行']), lengthMetres: Math.round(lengthOf(line)), crashesThreeYears: crashes, deathsThreeYears: random.integer(0, 2), listedOn: dateOfDay(today - random.integer(30, 700)), treatedOn: null,
    });
  });
}

/** Gives 1,100 boats: in their home ports or at sea. */
export function vesselRows(world: World, today: number): VesselRow[] {
  const random = createRandom(world.seed, 'vessels');
  const berths = world.ports.flatMap((port, index) => Array.from({ length: port.berths }, () => index));
  return Array.from({ length: 1100 }, (_, index): VesselRow => {
    const port = world.ports[random.pick(berths)];
    if (port === undefined) throw new RangeError('expected ports');
    const length = Math.round(random.between(8, 38) * 10) / 10;
    const inPort = random.chance(0.62);
    let at = roundPlace(offsetPlace(port.place, random.normal(0, 70), random.normal(0, 70)));
    if (!inPort) {
      for (let tries = 0; tries < 40; tries += 1) {
        const place = roundPlace(offsetPlace(port.place, random.between(1_000, 42_000), random.between(-30_000, 30_000)));
        if (world.geography.coastMetres(place[0], place[1]) < -400) {
          at = place;
          break;
        }
      }
    } else if (world.geography.isLand(at[0], at[1])) at = roundPlace(port.place as [number, number]);
    const moving = !inPort && localMetres(at[0], at[1], port.place[0], port.place[1]) > 500;
    return {
      code: `YC${String(index + 1).padStart(5, '0')}`, name: `鲁澜渔${String(60_000 + index)}`, mmsi: null, homePortCode: port.code, areaCode: townships[port.township]?.code ?? null,
      lengthMetres: length, powerKilowatts: Math.round(length * 9), materialCode: length > 22 ? 'steel' : random.pick(['wood', 'frp']), workTypeCode: random.pick(['trawl', 'gillnet', 'gillnet', 'stow-net', 'pot', 'hook', 'auxiliary', 'farming']),
      crewCapacity: Math.max(2, Math.round(length / 2.4)), crewOnBoard: moving ? Math.max(2, Math.round(length / 3)) : 0, windForceRating: Math.min(12, 5 + Math.floor(length / 6)), certificateExpiresOn: dateOfDay(today + random.integer(-20, 1200)),
      positionAt: `${dateOfDay(today)}T06:${String(random.integer(0, 59)).padStart(2, '0')}:00+08:00`, speedKnots: moving ? Math.round(random.between(0.5, 9) * 10) / 10 : 0, courseDegrees: random.integer(0, 359), inPort: !moving,
      geometry: { type: 'Point', coordinates: at }, synthetic: true,
    };
  });
}
