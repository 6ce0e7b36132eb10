// Which townships and zones has the demo city? Fictional names on approximate cells, and the city as their union.
import type { AreaRow } from '../contract/areas.ts';
import type { Box, Position } from '../contract/geometry.ts';
import type { LandFeatures, LngLat } from './land-features.ts';
import { ringsOf } from './land-features.ts';

/** The city itself. No city of this name exists in China's list of administrative divisions. */
export const cityCode = 'AL';
export const cityName = '安澜市';
export const cityNameEn = 'Anlan City';
/** The box the map opens on. */
export const cityBox: Box = [122.14, 36.74, 122.71, 37.46];
/** CGCS2000 3-degree Gauss-Krueger zone with central meridian 123 E. */
export const cityZoneEpsg = 4550;

/** What the generator knows of a township beyond its outline. */
export interface Township {
  /** Cell in data/sources/areas/township_cells.geojson. */
  readonly cell: string;
  readonly code: string;
  readonly kindCode: 'TWN-J' | 'TWN-Z' | 'TWN-Q';
  readonly name: string;
  /** Short form used inside addresses and names. */
  readonly shortName: string;
  readonly nameEn: string;
  readonly population: number;
  readonly seat: LngLat;
  /** Radius of the built-up area round the seat, metres. */
  readonly builtUpMetres: number;
  /** Share of the people who live in the built-up area, 0..1. */
  readonly urbanShare: number;
}

type TownshipLine = readonly [string, Township['kindCode'], string, string, string, number, number, number, number, number];

// cell, kind, name, short, English, people, seat lng, seat lat, built-up metres, urban share: all invented.
const townshipLines: readonly TownshipLine[] = [
  ['C01', 'TWN-Z', '槐岭镇', '槐岭', 'Huailing Town', 17_400, 122.303, 37.218, 620, 0.3],
  ['C02', 'TWN-J', '望潮街道', '望潮', 'Wangchao Subdistrict', 118_600, 122.4405, 37.158, 2_700, 0.86],
  ['C03', 'TWN-Z', '汐川镇', '汐川', 'Xichuan Town', 31_200, 122.4, 37.0655, 1_050, 0.42],
  ['C04', 'TWN-Z', '砚川镇', '砚川', 'Yanchuan Town', 19_100, 122.271, 37.004, 680, 0.3],
  ['C05', 'TWN-Z', '鲸浦镇', '鲸浦', 'Jingpu Town', 42_300, 122.262, 36.868, 1_250, 0.44],
  ['C06', 'TWN-Z', '星岬镇', '星岬', 'Xingjia Town', 38_500, 122.5205, 36.9845, 1_150, 0.45],
  ['C07', 'TWN-Z', '鸥渡镇', '鸥渡', 'Oudu Town', 36_800, 122.5445, 37.2035, 1_150, 0.46],
  ['C08', 'TWN-Z', '栎岗镇', '栎岗', 'Ligang Town', 18_300, 122.312, 37.118, 650, 0.28],
  ['C09', 'TWN-J', '千帆街道', '千帆', 'Qianfan Subdistrict', 46_900, 122.4035, 36.9165, 1_300, 0.64],
  ['C10', 'TWN-Z', '橡岭镇', '橡岭', 'Xiangling Town', 21_500, 122.437, 37.322, 760, 0.33],
  ['C11', 'TWN-J', '澜心街道', '澜心', 'Lanxin Subdistrict', 64_200, 122.463, 37.2125, 1_700, 0.74],
  ['C12', 'TWN-Z', '枫泊镇', '枫泊', 'Fengbo Town', 15_900, 122.3655, 37.2565, 580, 0.28],
  ['C13', 'TWN-Z', '珠礁镇', '珠礁', 'Zhujiao Town', 34_700, 122.5755, 37.381, 1_050, 0.4],
  ['C14', 'TWN-Q', '银岬旅游度假区', '银岬', 'Yinjia Resort Zone', 24_600, 122.441, 37.388, 1_100, 0.5],
  ['C15', 'TWN-J', '潮音港街道', '潮音港', 'Chaoyingang Subdistrict', 72_800, 122.4475, 36.9345, 1_500, 0.78],
  ['C16', 'TWN-Q', '临澜经济开发区', '临澜', 'Linlan Economic Development Zone', 41_700, 122.441, 36.979, 1_200, 0.55],
  ['C17', 'TWN-Z', '青樟镇', '青樟', 'Qingzhang Town', 22_900, 122.362, 36.989, 780, 0.34],
  ['C18', 'TWN-Q', '澜港临港产业区', '澜港', 'Langang Port Industry Zone', 33_400, 122.4115, 36.882, 1_150, 0.56],
  ['C19', 'TWN-Z', '荻泊镇', '荻泊', 'Dibo Town', 27_300, 122.2145, 36.939, 900, 0.36],
];

/** All townships and zones, in the order of their codes. */
export const townships: readonly Township[] = townshipLines.map(
  ([cell, kindCode, name, shortName, nameEn, population, lng, lat, builtUpMetres, urbanShare], index) => ({
    cell,
    code: `${cityCode}${String(index + 1).padStart(2, '0')}`,
    kindCode,
    name,
    shortName,
    nameEn,
    population,
    seat: [lng, lat],
    builtUpMetres,
    urbanShare,
  }),
);

/**
 * Gives the area rows: the city first (the union of the cells), then the townships.
 * Throws RangeError when a cell of the table is missing from `townshipCells`.
 */
export function buildAreas(townshipCells: LandFeatures): AreaRow[] {
  const cellOf = new Map(townshipCells.features.map((feature) => [String(feature.properties?.['cell']), feature]));
  const rows = townships.map((township): AreaRow => {
    const cell = cellOf.get(township.cell);
    if (cell === undefined) throw new RangeError(`seen no cell ${township.cell}, expected the 19 cells of township_cells.geojson`);
    return {
      code: township.code,
      parentCode: cityCode,
      kindCode: township.kindCode,
      name: township.name,
      nameEn: township.nameEn,
      population: township.population,
      geometry: { type: 'MultiPolygon', coordinates: ringsOf(cell).map((ring) => [copyRing(ring)]) },
      seat: { type: 'Point', coordinates: [township.seat[0], township.seat[1]] },
      synthetic: true,
    };
  });
  const centre = townships.find((township) => township.cell === 'C02') ?? townships[0];
  const city: AreaRow = {
    code: cityCode,
    parentCode: null,
    kindCode: 'TWN-C',
    name: cityName,
    nameEn: cityNameEn,
    population: townships.reduce((sum, township) => sum + township.population, 0),
    geometry: { type: 'MultiPolygon', coordinates: uniteCells(townshipCells).map((ring) => [ring]) },
    seat: { type: 'Point', coordinates: [centre?.seat[0] ?? cityBox[0], centre?.seat[1] ?? cityBox[1]] },
    synthetic: true,
  };
  return [city, ...rows];
}

function copyRing(ring: readonly LngLat[]): Position[] {
  return ring.map((position) => [position[0], position[1]]);
}

/**
 * Gives the outer rings of the union of cells that share their borders vertex by vertex: an edge walked in both
 * directions lies inside and falls away, the others join to rings. Cheaper than an overlay, and exact.
 */
function uniteCells(townshipCells: LandFeatures): Position[][] {
  const nextOf = new Map<string, Map<string, Position>>();
  const keyOf = (position: LngLat): string => `${position[0]} ${position[1]}`;
  for (const feature of townshipCells.features) {
    for (const ring of ringsOf(feature)) {
      for (let index = 0; index + 1 < ring.length; index += 1) {
        const from = ring[index];
        const to = ring[index + 1];
        if (from === undefined || to === undefined) continue;
        const back = nextOf.get(keyOf(to));
        if (back?.delete(keyOf(from)) === true) continue;
        const ahead = nextOf.get(keyOf(from)) ?? new Map<string, Position>();
        ahead.set(keyOf(to), [to[0], to[1]]);
        nextOf.set(keyOf(from), ahead);
      }
    }
  }
  const rings: Position[][] = [];
  for (const [start, ahead] of nextOf) {
    while (ahead.size > 0) {
      const ring: Position[] = [];
      let key = start;
      do {
        const [nextKey, position] = nextOf.get(key)?.entries().next().value ?? [undefined, undefined];
        if (nextKey === undefined || position === undefined) throw new RangeError('seen cells whose borders do not meet, expected shared vertices');
        nextOf.get(key)?.delete(nextKey);
        ring.push(position);
        key = nextKey;
      } while (key !== start);
      const first = ring[0];
      if (first !== undefined) rings.push([...ring, [first[0], first[1]]]);
    }
  }
  return rings;
}
