// In which coordinate system are the places of a file? Each possible one is tried, the evidence is counted, and where it does not tell them apart the clinic asks.
import { type CrsCandidate, type CrsProposal, mostSpots, type Said } from '../../../data/contract/import-clinic.ts';
import type { Box } from '../../../data/contract/geometry.ts';
import { distanceMetres } from '../../../data/contract/units.ts';
import { zoneOf } from '../../../data/contract/crs.ts';
import { converterOf } from './coordinates.ts';
import type { DeclaredCrs } from './declared-crs.ts';

/** One place of the file as it is written, with what its row says of where it should be. */
export interface SamplePlace {
  readonly first: number;
  readonly second: number;
  readonly notation: 'degrees' | 'degrees-minutes-seconds' | 'metres';
  /** Township that the row names. */
  readonly area: string | null;
  /** Place of the stored site that the row names. */
  readonly known: { readonly lng: number; readonly lat: number } | null;
}

/** Looks at places: on land, in the township named (null = none named). */
export type LookAtGround = (places: readonly { lng: number; lat: number; area: string | null }[]) => Promise<{ onLand: boolean; inArea: boolean | null }[]>;

/** What decides. A shift between the datums is 400 to 1,250 m (DOMAIN §9.2): sites known to 100 m tell them apart, borders and coasts do for some of the points. */
const rules = {
  /** Share of points in the city's box from which a system is possible. */
  possible: 0.5,
  /** Known sites needed, how near the best must be (median metres), and how many times nearer than the next. */
  knownSites: 3,
  knownMetres: 150,
  knownTimes: 2.5,
  /** Points needed that fit one system and not the other, and how many times more than the other way round. */
  wins: 5,
  winTimes: 5,
  /** Points whose ground is looked at. */
  ground: 400,
} as const;

const said = (zh: string, en: string): Said => ({ zh, en });

interface Tried {
  readonly candidate: CrsCandidate;
  /** For each point looked at: fits its township and the land as far as that is asked. */
  readonly fits: readonly boolean[];
}

const triad = ['wgs84', 'gcj02', 'bd09'] as const;

/** Proposes a system. `box` null = no city yet. `landCounts` is false for what lies at sea by nature. */
export async function proposeCrs(places: readonly SamplePlace[], declared: DeclaredCrs | null, box: Box | null, landCounts: boolean, look: LookAtGround): Promise<CrsProposal> {
  const notations = new Set(places.map(({ notation }) => notation));
  const notation = places.length === 0 ? 'none' : notations.size === 1 ? (places[0]?.notation ?? 'none') : notations.has('metres') ? 'mixed' : 'degrees-minutes-seconds';
  const open = (reason: Said, candidates: CrsCandidate[] = []): CrsProposal => ({ proposed: null, ambiguous: places.length > 0, reason, notation, candidates });
  if (places.length === 0) return open(said('没有可读的坐标', 'no coordinates that can be read'));
  if (box === null) {
    if (declared?.crs !== null && declared !== null) return { proposed: { crs: declared.crs, swapped: false }, ambiguous: false, reason: declared.said, notation, candidates: [] };
    return open(said('还没有城市范围可供比对：请说明坐标系', 'there is no city yet to compare with: say which system it is'));
  }
  const tried: Tried[] = [];
  for (const { crs, swapped } of possibleSystems(places, box)) tried.push(await tryOne(crs, swapped, places, box, declared, landCounts, look));
  tried.sort((a, b) => b.candidate.inCity - a.candidate.inCity || metresOf(a) - metresOf(b) || b.fits.filter(Boolean).length - a.fits.filter(Boolean).length || triad.indexOf(a.candidate.crs as 'wgs84') - triad.indexOf(b.candidate.crs as 'wgs84'));
  const candidates = tried.map(({ candidate }) => candidate);
  if (tried.length === 0) return open(said('没有一种坐标系能让多数点落在本市范围内：请核对坐标列，或说明坐标系', 'no system puts most points into the city: check the columns of coordinates, or say which system it is'));
  if (declared !== null && declared.crs === null) return open(said(`${declared.said.zh}：请确认坐标系`, `${declared.said.en}: say which system it is`), candidates);
  return decide(tried, declared, notation, candidates);
}

function decide(tried: readonly Tried[], declared: DeclaredCrs | null, notation: CrsProposal['notation'], candidates: CrsCandidate[]): CrsProposal {
  const beatsAll = (one: Tried): Said | null => {
    const reasons = tried.filter((other) => other !== one).map((other) => beats(one, other));
    if (reasons.some((reason) => reason === null)) return null;
    return reasons[0] ?? said('只有这一种坐标系能让点落在本市范围内', 'only this system puts the points into the city');
  };
  const winner = tried.map((one) => ({ one, why: beatsAll(one) })).find(({ why }) => why !== null);
  const own = tried.find(({ candidate }) => candidate.declared);
  const propose = ({ candidate: { crs, swapped } }: Tried, reason: Said): CrsProposal => ({ proposed: { crs, swapped }, ambiguous: false, reason, notation, candidates });
  if (winner !== undefined && (own === undefined || own === winner.one || declared === null)) return propose(winner.one, winner.why ?? said('', ''));
  if (winner !== undefined && declared !== null) {
    const { label } = winner.one.candidate;
    return { proposed: null, ambiguous: true, reason: said(`${declared.said.zh}，但证据指向${label.zh}（${winner.why?.zh ?? ''}）：请确认`, `${declared.said.en}, but the evidence points to ${label.en} (${winner.why?.en ?? ''}): please confirm`), notation, candidates };
  }
  // Nothing speaks against what the file says of itself.
  if (own !== undefined && declared !== null && !tried.some((other) => other !== own && beats(other, own) !== null)) return propose(own, said(`${declared.said.zh}，点都对得上`, `${declared.said.en}, and the points agree`));
  const names = tried.slice(0, 4).map(({ candidate }) => candidate.label);
  return { proposed: null, ambiguous: true, reason: said(`证据分不出 ${names.map(({ zh }) => zh).join('、')}（相差 400–1250 米）：请问提供文件的人，坐标从哪里来（GPS、高德或腾讯、百度、天地图）`, `the evidence does not tell ${names.map(({ en }) => en).join(', ')} apart (they differ by 400 to 1,250 m): ask whoever made the file where the coordinates come from (GPS, Amap or Tencent, Baidu, Tianditu)`), notation, candidates };
}

/** Why one system fits better than another; null when nothing tells. */
function beats(one: Tried, other: Tried): Said | null {
  const [a, b] = [one.candidate, other.candidate];
  if (b.inCity * 4 < a.inCity) return said(`${a.inCity}/${a.points} 个点落在本市范围内`, `${a.inCity} of ${a.points} points fall into the city`);
  if (a.knownSites >= rules.knownSites && a.medianMetres !== null && b.medianMetres !== null && a.medianMetres <= rules.knownMetres && a.medianMetres * rules.knownTimes + 20 < b.medianMetres) {
    return said(`与 ${a.knownSites} 个已知单位相距中位数 ${Math.round(a.medianMetres)} 米`, `${a.knownSites} sites known already lie ${Math.round(a.medianMetres)} m away (median)`);
  }
  // Known sites speak first: what contradicts them is not outvoted by borders.
  if (a.medianMetres !== null && b.medianMetres !== null && b.knownSites >= rules.knownSites && b.medianMetres * rules.knownTimes + 20 < a.medianMetres) return null;
  let wins = 0;
  let losses = 0;
  for (const [place, fits] of one.fits.entries()) {
    if (fits && other.fits[place] === false) wins++;
    else if (!fits && other.fits[place] === true) losses++;
  }
  if (wins < rules.wins || wins < losses * rules.winTimes) return null;
  return said(`有 ${wins} 个点只有这样才落在陆地上和所写的镇街里`, `${wins} points lie on land and in the township they name only so`);
}

const metresOf = ({ candidate }: Tried): number => candidate.medianMetres ?? Number.POSITIVE_INFINITY;

/** Systems under which at least half of the points fall into the box. */
function possibleSystems(places: readonly SamplePlace[], box: Box): { crs: string; swapped: boolean }[] {
  const metres = places.filter(({ notation }) => notation === 'metres').length * 2 > places.length;
  const systems = metres ? ['EPSG:3857', ...Array.from({ length: 42 }, (_, place) => `EPSG:${4513 + place}`)] : triad;
  const few = places.filter((_, place) => place % Math.ceil(places.length / 100) === 0);
  return systems.flatMap((crs) => [false, true].map((swapped) => ({ crs, swapped }))).filter(({ crs, swapped }) => {
    const convert = converterOf(crs, swapped);
    return few.filter(({ first, second }) => inside(convert(first, second), box)).length >= few.length * rules.possible;
  });
}

const inside = ([lng, lat]: readonly [number, number], [west, south, east, north]: Box): boolean => lng >= west && lng <= east && lat >= south && lat <= north;

async function tryOne(crs: string, swapped: boolean, places: readonly SamplePlace[], box: Box, declared: DeclaredCrs | null, landCounts: boolean, look: LookAtGround): Promise<Tried> {
  const convert = converterOf(crs, swapped);
  const spots = places.map(({ first, second, area, known }) => {
    const [lng, lat] = convert(first, second);
    return { lng, lat, area, known };
  });
  const inCity = spots.filter(({ lng, lat }) => inside([lng, lat], box)).length;
  const step = Math.ceil(spots.length / rules.ground);
  const looked = spots.filter(({ lng, lat }, place) => place % step === 0 && Number.isFinite(lng) && Number.isFinite(lat));
  const ground = await look(looked);
  const distances = spots.flatMap(({ lng, lat, known }) => (known === null ? [] : [distanceMetres(lng, lat, known.lng, known.lat)])).sort((a, b) => a - b);
  const median = distances.length === 0 ? null : Math.round((distances[distances.length >> 1] ?? 0) * 10) / 10;
  const named = ground.filter(({ inArea }) => inArea !== null);
  const onLand = ground.filter((one) => one.onLand).length;
  const inTownship = named.filter(({ inArea }) => inArea === true).length;
  const label = labelOf(crs, swapped);
  const parts = {
    zh: [`${inCity}/${places.length} 个点在本市范围`, ...(landCounts ? [`${onLand}/${ground.length} 在陆地`] : []), ...(named.length > 0 ? [`${inTownship}/${named.length} 在所写镇街`] : []), ...(median === null ? [] : [`距 ${distances.length} 个已知单位中位数 ${Math.round(median)} 米`])],
    en: [`${inCity} of ${places.length} points in the city`, ...(landCounts ? [`${onLand} of ${ground.length} on land`] : []), ...(named.length > 0 ? [`${inTownship} of ${named.length} in the township named`] : []), ...(median === null ? [] : [`${Math.round(median)} m (median) from ${distances.length} known sites`])],
  };
  return {
    candidate: { crs, swapped, label, points: places.length, inCity, landLooked: ground.length, onLand, townshipNamed: named.length, inTownship, knownSites: distances.length, medianMetres: median, declared: declared?.crs === crs && !swapped, evidence: said(parts.zh.join('，'), parts.en.join(', ')), spots: spotsOf(spots) },
    fits: ground.map(({ onLand: land, inArea }) => (land || !landCounts) && inArea !== false),
  };
}

/** Gives some of the places, evenly taken; five decimals are about a metre. Places that are nowhere are left out. */
function spotsOf(places: readonly { lng: number; lat: number }[]): number[][] {
  const step = Math.ceil(places.length / mostSpots);
  const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
  return places.filter(({ lng, lat }, place) => place % step === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90).map(({ lng, lat }) => [round(lng), round(lat)]);
}

/** Gives the name of a system in both languages. */
export function labelOf(crs: string, swapped: boolean): Said {
  const names: Readonly<Record<string, Said>> = { wgs84: said('WGS84 / CGCS2000 经纬度', 'WGS84 or CGCS2000 degrees'), gcj02: said('GCJ-02（高德、腾讯）', 'GCJ-02 (Amap, Tencent)'), bd09: said('BD-09（百度）', 'BD-09 (Baidu)'), 'EPSG:3857': said('Web 墨卡托', 'Web Mercator') };
  const known = names[crs];
  let label = known;
  if (label === undefined) {
    const code = Number(crs.slice(5));
    const { meridian } = zoneOf(code);
    label = code <= 4533 ? said(`CGCS2000 三度带 ${meridian / 3} 带（带号）`, `CGCS2000 3-degree zone ${meridian / 3}, with its number`) : said(`CGCS2000 三度带 中央经线 ${meridian}°`, `CGCS2000 3-degree zone about ${meridian}° E`);
  }
  return swapped ? said(`${label.zh}，两列对调`, `${label.en}, axes swapped`) : label;
}
