// Does everything of the demo city stand where it can stand, in the numbers a city of its kind has?
import { booleanIntersects, lineString, polygon } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import type { Position } from '../../../data/contract/geometry.ts';
import { siteLayers } from '../../../data/contract/site-layers.ts';
import { SiteFields, type SiteRow } from '../../../data/contract/sites.ts';
import { dateOfDay, distanceMetres } from '../../../data/contract/units.ts';
import { VesselFields } from '../../../data/contract/vessels.ts';
import { gasPressures } from '../../../data/vocabulary/gas.ts';
import { vesselWorkTypes } from '../../../data/vocabulary/fishing.ts';
import { cityOn, demoToday, demoWorld } from './demo-city.ts';

const world = demoWorld();
const { geography } = world;
const city = cityOn(world);
const sites = [...city.sites()].flat();
const vessels = [...city.vessels()].flat();
const layer = (id: string): SiteRow[] => sites.filter((row) => row.layer === id);

/** Every vertex of a shape. */
function placesOf({ geometry }: SiteRow): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  if (geometry.type === 'LineString') return geometry.coordinates;
  if (geometry.type === 'Polygon') return geometry.coordinates.flat();
  throw new Error(`seen ${geometry.type}`);
}
const onLand = (place: Position): boolean => geography.isLand(place[0], place[1]);
const between = (a: Position, b: Position): number => distanceMetres(a[0], a[1], b[0], b[1]);
const lengthOf = (line: readonly Position[]): number => line.slice(1).reduce((sum, place, index) => sum + between(line[index] ?? place, place), 0);
const number = (row: SiteRow, name: string): number => Number(row.attributes[name]);

describe('the sites of the demo city', () => {
  it('pass the contract of their layer, every one', () => {
    const schemas = new Map(siteLayers.map((entry) => [entry.id, entry]));
    for (const row of sites) {
      const entry = schemas.get(row.layer);
      SiteFields.parse(row);
      entry?.attributes.strict().parse(row.attributes);
      expect(entry?.geometryTypes).toContain(row.geometry.type);
      if (!row.synthetic || row.name === '') throw new Error(`${row.code} is not marked synthetic or has no name`);
    }
  });

  it('are as many as planned at scale 1', () => {
    const counts = Object.fromEntries(siteLayers.map(({ id }) => [id, layer(id).length]));
    expect(counts).toMatchObject({ enterprises: 6_000, 'public-places': 9_000, 'construction-sites': 140, 'fishing-ports': 16, 'road-sections': 60 });
  });

  it('stand on land unless they float', () => {
    const wet = sites.filter((row) => !['wind-farms', 'fishing-ports', 'roads'].includes(row.layer)).filter((row) => !placesOf(row).every(onLand));
    expect(wet.map((row) => `${row.layer} ${row.code}`)).toEqual([]);
    expect(layer('fishing-ports').filter((row) => placesOf(row).some(onLand))).toEqual([]);
  });

  it('name the township whose land they stand on', () => {
    const areaOf = (row: SiteRow): string => city.areas.find((area) => area.code === row.areaCode)?.code ?? 'none';
    for (const id of ['construction-sites', 'public-places', 'gas-networks']) {
      const strangers = layer(id).filter((row) => row.geometry.type !== 'LineString').filter((row) => {
        const [lng, lat] = placesOf(row)[0] ?? [0, 0];
        const township = geography.townshipAt(lng, lat);
        return township >= 0 && city.areas[township + 1]?.code !== areaOf(row);
      });
      // Points beside a pipe or a street on a border may fall to the neighbour.
      expect(strangers.length, id).toBeLessThanOrEqual(layer(id).length * 0.03);
    }
  });
});

describe('the gas network', () => {
  const gas = layer('gas-networks');
  const pipes = gas.filter((row) => row.attributes['featureKind'] === 'pipeline');

  it('has eleven operators, each with facilities', () => {
    expect(new Set(gas.map((row) => row.attributes['operatorCode'])).size).toBe(11);
  });

  it('has about 500 km of pipes in every pressure class, thick and deep where the pressure is high', () => {
    const kilometres = pipes.reduce((sum, row) => sum + lengthOf(placesOf(row)), 0) / 1_000;
    expect(kilometres).toBeGreaterThan(470);
    expect(kilometres).toBeLessThan(530);
    const classes = gasPressures.entries.map((entry) => entry.code);
    const means = classes.map((code) => {
      const rows = pipes.filter((row) => row.attributes['pressureCode'] === code);
      expect(rows.length, code).toBeGreaterThan(5);
      return rows.reduce((sum, row) => sum + number(row, 'diameterMillimetres'), 0) / rows.length;
    });
    expect([...means].sort((a, b) => b - a)).toEqual(means);
    for (const row of pipes) expect(Math.abs(number(row, 'lengthMetres') - lengthOf(placesOf(row))), row.code).toBeLessThan(Math.max(5, number(row, 'lengthMetres') * 0.01));
  });

  it('has stations, regulators, cylinder stations in every township, and users of every kind near a pipe', () => {
    const kinds = new Map<unknown, SiteRow[]>();
    for (const row of gas) kinds.set(row.attributes['featureKind'], [...(kinds.get(row.attributes['featureKind']) ?? []), row]);
    expect(kinds.get('station')?.length).toBeGreaterThanOrEqual(8);
    expect(kinds.get('regulator')?.length).toBeGreaterThan(100);
    expect(kinds.get('valve')?.length).toBeGreaterThan(40);
    expect(new Set(kinds.get('lpg-station')?.map((row) => row.areaCode)).size).toBe(19);
    const users = kinds.get('user') ?? [];
    expect(new Set(users.map((row) => row.attributes['userKind']))).toEqual(new Set(['居民', '商业', '公共机构', '工业']));
    expect(users.filter((row) => row.attributes['lastHomeCheckOn'] === null).length).toBeGreaterThan(10);
    expect(users.filter((row) => row.attributes['alarmFitted'] === false).length).toBeGreaterThan(50);
    const vertices = pipes.flatMap(placesOf);
    const near = users.filter((row) => row.attributes['userKind'] === '居民').filter((row) => vertices.some((vertex) => between(vertex, placesOf(row)[0] ?? vertex) < 500));
    expect(near.length).toBeGreaterThan(300);
  });
});

describe('the building sites', () => {
  const works = layer('construction-sites');
  const shapes = works.map((row) => ({ row, shape: polygon(row.geometry.type === 'Polygon' ? row.geometry.coordinates : []), at: placesOf(row)[0] ?? [0, 0] }));

  it('do not overlap', () => {
    const pairs = shapes.flatMap((first, index) => shapes.slice(index + 1).filter((second) => between(first.at as Position, second.at as Position) < 700 && booleanIntersects(first.shape, second.shape)).map((second) => `${first.row.code} ${second.row.code}`));
    expect(pairs).toEqual([]);
  });

  it('lie off the roads', () => {
    const roads = layer('roads').map((row) => placesOf(row));
    const crossed = shapes.filter(({ shape, at }) => roads.some((line) => line.some((place, index) => {
      const next = line[index + 1];
      return next !== undefined && Math.min(between(place, at as Position), between(next, at as Position)) < 400 + between(place, next) && booleanIntersects(lineString([place, next]), shape);
    })));
    expect(crossed.map(({ row }) => row.code)).toEqual([]);
  });

  it('have cranes while the frame grows and a period around the city day', () => {
    const today = dateOfDay(demoToday);
    for (const row of works) {
      expect(String(row.attributes['startsOn']) <= today && today <= String(row.attributes['endsOn']), row.code).toBe(true);
      if (row.attributes['stage'] === '收尾') expect(row.attributes['cranes'], row.code).toBe(0);
    }
    expect(works.filter((row) => number(row, 'cranes') > 0).length).toBeGreaterThan(30);
    expect(works.filter((row) => number(row, 'pitDepthMetres') >= 5).length).toBeGreaterThan(20);
  });
});

describe('the wind farms', () => {
  const wind = layer('wind-farms');
  const turbines = wind.filter((row) => row.attributes['featureKind'] === 'turbine');

  it('are five with 230 turbines, two of them at sea and away from land', () => {
    const farms = wind.filter((row) => row.attributes['featureKind'] === 'farm');
    expect(farms).toHaveLength(5);
    expect(farms.filter((row) => row.attributes['offshore'] === true)).toHaveLength(2);
    expect(turbines).toHaveLength(230);
    for (const row of turbines) {
      const [lng, lat] = placesOf(row)[0] ?? [0, 0];
      expect(geography.isLand(lng, lat), row.code).toBe(row.attributes['offshore'] === false);
      if (row.attributes['offshore'] === true) expect(geography.coastMetres(lng, lat), row.code).toBeLessThan(-2_000);
    }
  });

  it('keep their turbines apart', () => {
    for (const [index, row] of turbines.entries()) {
      const here = placesOf(row)[0] ?? [0, 0];
      const nearest = Math.min(...turbines.filter((_, other) => other !== index).map((other) => between(here as Position, (placesOf(other)[0] ?? [0, 0]) as Position)));
      expect(nearest, row.code).toBeGreaterThan(350);
    }
  });
});

describe('the hazardous road sections', () => {
  it('follow their road and lie apart from each other', () => {
    const roads = new Map(layer('roads').map((row) => [row.code, placesOf(row)]));
    const sections = layer('road-sections');
    const middles = sections.map((row) => placesOf(row)[Math.floor(placesOf(row).length / 2)] ?? [0, 0]) as Position[];
    for (const [index, row] of sections.entries()) {
      const road = roads.get(String(row.attributes['roadCode'])) ?? [];
      const line = placesOf(row);
      const keys = new Set(road.map(String));
      // All but the two cut ends are vertices of the road itself, and as long as the road between them.
      expect(line.slice(1, -1).every((place) => keys.has(String(place))), row.code).toBe(true);
      expect(lengthOf(line), row.code).toBeGreaterThan(150);
      expect(Math.abs(lengthOf(line) - number(row, 'lengthMetres')), row.code).toBeLessThan(8);
      const from = road.findIndex((place) => String(place) === String(line[1]));
      if (line.length > 3) expect(road.slice(from, from + line.length - 2).map(String), row.code).toEqual(line.slice(1, -1).map(String));
      for (const other of middles.slice(index + 1)) expect(between(middles[index] ?? other, other), row.code).toBeGreaterThan(500);
    }
    expect(new Set(sections.map((row) => row.attributes['reason'])).size).toBeGreaterThanOrEqual(4);
  });
});

describe('the fishing fleet', () => {
  const ports = new Map(layer('fishing-ports').map((row) => [row.code, row]));
  const portPlace = (code: string | null): Position => placesOf(ports.get(code ?? '') ?? (layer('fishing-ports')[0] as SiteRow))[0] as Position;

  it('is 1,100 boats that pass the contract, none of them on land', () => {
    expect(vessels).toHaveLength(1_100);
    for (const row of vessels) VesselFields.parse(row);
    expect(vessels.filter((row) => onLand(row.geometry.coordinates)).map((row) => row.code)).toEqual([]);
    expect(new Set(vessels.map((row) => row.workTypeCode))).toEqual(new Set(vesselWorkTypes.entries.map((entry) => entry.code)));
  });

  it('lies in its home port or is out on the water, never in between', () => {
    for (const row of vessels) {
      const [lng, lat] = row.geometry.coordinates;
      if (row.inPort === true) expect(between(row.geometry.coordinates, portPlace(row.homePortCode)), row.code).toBeLessThan(700);
      else expect(geography.coastMetres(lng, lat), row.code).toBeLessThan(-450);
    }
    const out = vessels.filter((row) => row.inPort === false).length;
    expect(out).toBeGreaterThan(250);
    expect(out).toBeLessThan(650);
    for (const [code, port] of ports) expect(vessels.filter((row) => row.homePortCode === code).length, code).toBeLessThanOrEqual(number(port, 'berths'));
  });

  it('rests in the summer, hooks and farming boats apart', () => {
    const july = [...cityOn(world, 0.01, demoToday - 125).vessels()].flat();
    const resting = july.filter((row) => !['hook', 'farming', 'leisure'].includes(row.workTypeCode ?? ''));
    expect(resting.filter((row) => row.inPort === false).length).toBeLessThan(resting.length * 0.03);
    expect(july.filter((row) => row.workTypeCode === 'farming' && row.inPort === false).length).toBeGreaterThan(15);
  });

  it('is stronger, fuller and sturdier the longer the boat', () => {
    const correlation = (pick: (row: (typeof vessels)[number]) => number): number => {
      const xs = vessels.map((row) => row.lengthMetres ?? 0);
      const ys = vessels.map(pick);
      const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
      const [mx, my] = [mean(xs), mean(ys)];
      const sum = (f: (x: number, y: number) => number) => xs.reduce((total, x, index) => total + f(x - mx, (ys[index] ?? 0) - my), 0);
      return sum((x, y) => x * y) / Math.sqrt(sum((x) => x * x) * sum((_, y) => y * y));
    };
    expect(correlation((row) => row.powerKilowatts ?? 0)).toBeGreaterThan(0.85);
    expect(correlation((row) => row.crewCapacity ?? 0)).toBeGreaterThan(0.7);
    expect(correlation((row) => row.windForceRating ?? 0)).toBeGreaterThan(0.8);
    expect(correlation((row) => (row.materialCode === 'steel' ? 1 : 0))).toBeGreaterThan(0.5);
    expect(vessels.filter((row) => (row.crewCapacity ?? 0) >= 10).length).toBeGreaterThan(80);
  });
});
