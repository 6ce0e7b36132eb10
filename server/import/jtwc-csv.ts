// Which storms does a table of JTWC best tracks hold? One row for each fix, in knots and nautical miles.
import type { StormPoint, StormRow } from '../../data/contract/storms.ts';
import { stormClasses } from '../../data/vocabulary/storms.ts';
import { AppError } from '../errors.ts';
import { rowsOf } from './csv.ts';
import type { IssueList } from './issues.ts';

const metresPerSecondPerKnot = 0.514444;
const kilometresPerNauticalMile = 1.852;
/** Wind thresholds of the radii in knots and as the source's figure in m/s; near wind forces 8, 10 and 12, but not the same. */
const thresholds = [
  { prefix: 'r34', metresPerSecond: 17.5 },
  { prefix: 'r50', metresPerSecond: 25.7 },
  { prefix: 'r64', metresPerSecond: 32.9 },
] as const;
const quadrants = ['ne', 'se', 'sw', 'nw'] as const;
const neededColumns = ['storm_id', 'name', 'time_utc', 'lat', 'lon', 'vmax_kt', 'mslp_hpa', 'type'];
/** The source writes ST for a super typhoon; stages that are no tropical cyclone (DB, EX, LO, MD, SS) have no class. */
const classCodes = new Map([...stormClasses.entries.map((entry): [string, string] => [entry.code, entry.code]), ['ST', 'SuperTY']]);

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/**
 * Reads all storms of a table, in the order of their first rows; fixes in order of time. A fix with a bad place or time is refused and told to `issues`;
 * a storm without a good fix is left out. Throws AppError `invalid-body` when columns are missing.
 */
export async function readJtwcStorms(bytes: AsyncIterable<Uint8Array>, issues: IssueList): Promise<StormRow[]> {
  const storms = new Map<string, { name: string; nameEn: string; points: StormPoint[] }>();
  let first = true;
  for await (const { record, info } of rowsOf(bytes)) {
    if (first) {
      const missing = neededColumns.filter((name) => !(name in record));
      if (missing.length > 0) throw new AppError('invalid-body', `seen no columns ${missing.join(', ')}, expected a JTWC best-track table`);
      first = false;
    }
    const point = pointOf(record, info.lines, issues);
    const code = codeOfStorm(record['storm_id'] ?? '');
    if (code === null) issues.error(info.lines, 'storm_id', record['storm_id'], 'an id like 9W_2002');
    if (point === null || code === null) continue;
    const english = record['name'] ?? '';
    const storm = storms.get(code) ?? { name: record['name_zh'] === undefined || record['name_zh'] === '' ? english : record['name_zh'], nameEn: english, points: [] };
    storm.points.push(point);
    storms.set(code, storm);
  }
  return [...storms].map(([code, storm]) => stormOf(code, storm));
}

/** `9W_2002` → `WP092002`: basin, number and year as in the best tracks. */
function codeOfStorm(id: string): string | null {
  const [, number, year] = /^(\d{1,2})W_(\d{4})$/.exec(id) ?? [];
  return number === undefined || year === undefined ? null : `WP${number.padStart(2, '0')}${year}`;
}

function pointOf(record: Readonly<Record<string, string>>, line: number, issues: IssueList): StormPoint | null {
  const number = (name: string): number | null => {
    const text = record[name] ?? '';
    return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
  };
  const at = record['time_utc'] ?? '';
  const lng = number('lon');
  const lat = number('lat');
  if (Number.isNaN(Date.parse(at)) || !at.endsWith('Z')) {
    issues.error(line, 'time_utc', at, 'an instant like 2002-06-26T12:00:00Z');
    return null;
  }
  if (lng === null || lat === null || Math.abs(lng) > 180 || Math.abs(lat) > 90) {
    issues.error(line, 'lon', { words: `${record['lon']}, ${record['lat']}` }, 'longitude and latitude in degrees');
    return null;
  }
  const knots = number('vmax_kt');
  const radiiKilometres = thresholds.flatMap(({ prefix, metresPerSecond }) => {
    const miles = quadrants.map((quadrant) => number(`${prefix}_${quadrant}_nm`));
    if (miles.every((value) => value === null)) return [];
    const [ne = null, se = null, sw = null, nw = null] = miles.map((value) => (value === null ? null : Math.round(value * kilometresPerNauticalMile)));
    return [{ thresholdMetresPerSecond: metresPerSecond, quadrants: [ne, se, sw, nw] as [number | null, number | null, number | null, number | null] }];
  });
  return {
    at,
    lng,
    lat,
    kind: 'analysed',
    classCode: classCodes.get(record['type'] ?? '') ?? null,
    windMetresPerSecond: knots === null ? null : round(knots * metresPerSecondPerKnot, 1),
    pressureHectopascals: number('mslp_hpa'),
    radiiKilometres,
  };
}

function stormOf(code: string, { name, nameEn, points }: { name: string; nameEn: string; points: StormPoint[] }): StormRow {
  points.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  const winds = points.flatMap((point) => (point.windMetresPerSecond === null ? [] : [point.windMetresPerSecond]));
  return {
    code,
    name,
    nameEn,
    season: Number(code.slice(4)),
    issuer: 'JTWC',
    averagingMinutes: 1,
    startedAt: points[0]?.at ?? '',
    endedAt: points.at(-1)?.at ?? '',
    peakWindMetresPerSecond: winds.length === 0 ? null : Math.max(...winds),
    source: 'Joint Typhoon Warning Center best tracks',
    points,
  };
}
