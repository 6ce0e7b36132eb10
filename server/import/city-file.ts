// Which city does an operator's file describe: name, box, zone, areas, and who answers at sea?
import { pointOnFeature, union } from '@turf/turf';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { AreaFields, type AreaRow } from '../../data/contract/areas.ts';
import { CityFile } from '../../data/contract/city.ts';
import type { CityRows } from '../commands/city.ts';
import type { Queryable } from '../db/database.ts';
import { AppError } from '../errors.ts';
import { expectationOf, FieldReader } from './fields.ts';
import { shortened } from './found.ts';
import { checkGeometry } from './geometry-checks.ts';
import type { IssueList } from './issues.ts';
import { type ImportMapping, mapProperties } from './mapping.ts';
import { repairPolygons } from './repair.ts';

/** Largest city file; China's largest city has a few hundred townships. */
const largestBytes = 200_000_000;

/**
 * Reads a city file (README, "Your own city"): JSON as CityFile says, with the features of the areas as `areas`. An area without a seat gets a point on it; without
 * a parent it stands under the city, whose own outline is the union of its areas unless the file brings it. Gives null when any area or rule is wrong: a city is
 * taken whole or not at all. Throws AppError `invalid-body` for a file that is no such JSON.
 */
export async function readCityFile(bytes: AsyncIterable<Uint8Array>, sql: Queryable, mapping: ImportMapping, issues: IssueList): Promise<CityRows | null> {
  const file = await readWhole(bytes);
  const { areas, ...rest } = file;
  const features = (areas as { features?: unknown } | null | undefined)?.features;
  if (!Array.isArray(features)) throw new AppError('invalid-body', 'areas: expected a FeatureCollection of the townships and zones (the command line reads the file that "areas" names)');
  const parsed = CityFile.safeParse({ ...rest, areas: undefined });
  if (!parsed.success) {
    for (const issue of parsed.error.issues) issues.error(1, issue.path.join('.'), valueAt(rest, issue.path), expectationOf(issue));
    return null;
  }
  const { seaRules, responsibilities, campaigns, areas: _name, code, ...city } = parsed.data;
  const rows = await readAreas(features, city.synthetic, sql, mapping, issues);
  if (rows === null) return null;
  const whole = withCity(rows, code, city.name, city.nameEn, city.synthetic);
  const known = new Set(whole.map((area) => area.code));
  for (const [place, rule] of [...seaRules.entries(), ...responsibilities.entries()]) {
    if (rule.areaCode !== null && !known.has(rule.areaCode)) issues.error(place + 1, 'areaCode', rule.areaCode, 'the code of one of the areas');
  }
  return issues.list().some((issue) => issue.severity === 'error') ? null : { city, areas: whole, seaRules, responsibilities, campaigns };
}

async function readWhole(bytes: AsyncIterable<Uint8Array>): Promise<Record<string, unknown>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    size += chunk.length;
    if (size > largestBytes) throw new AppError('too-large', `seen more than ${largestBytes / 1e6} MB, expected a city file`);
    chunks.push(chunk);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)));
  } catch (error) {
    throw new AppError('invalid-body', `seen a file that is no JSON (${shortened((error as Error).message)}), expected a city file`, {}, error);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new AppError('invalid-body', 'expected a JSON object, the city file');
  return value as Record<string, unknown>;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((part, key) => (typeof part === 'object' && part !== null ? (part as Record<PropertyKey, unknown>)[key] : undefined), value) ?? { words: 'nothing' };
}

async function readAreas(features: readonly unknown[], synthetic: boolean, sql: Queryable, mapping: ImportMapping, issues: IssueList): Promise<AreaRow[] | null> {
  const reader = new FieldReader(AreaFields);
  const rows: (AreaRow & { line: number })[] = [];
  const seats = new Map<string, unknown>();
  for (const [index, feature] of features.entries()) {
    const line = index + 1;
    const { id, properties, geometry } = feature as { id?: unknown; properties?: Record<string, unknown> | null; geometry?: unknown };
    const values = mapProperties({ line, id, properties: properties ?? {}, geometry }, mapping);
    const fields = reader.read(values, line, issues);
    const shape = checkGeometry(geometry, line, { types: ['Polygon', 'MultiPolygon'], box: null }, issues);
    if (fields === null || shape === null) continue;
    const row = { ...(fields as Omit<AreaRow, 'geometry' | 'seat' | 'synthetic'>), geometry: shape as AreaRow['geometry'], seat: { type: 'Point' as const, coordinates: [0, 0] as [number, number] }, synthetic, line };
    if (rows.some((other) => other.code === row.code)) issues.error(line, 'code', row.code, 'a code that no other area of the file has');
    rows.push(row);
    if (values['seat'] !== undefined) seats.set(row.code, values['seat']);
  }
  if (rows.length === 0) issues.error(1, 'areas', { words: 'no usable area' }, 'one area at least');
  await repairPolygons(sql, rows, issues);
  if (issues.list().some((issue) => issue.severity === 'error')) return null;
  return rows.map(({ line, ...row }) => ({ ...row, seat: seatOf(row, seats.get(row.code), line, issues) }));
}

/** The seat as given ([lng, lat]), else a point on the area. */
function seatOf(row: AreaRow, given: unknown, line: number, issues: IssueList): AreaRow['seat'] {
  if (given !== undefined && given !== null) {
    const seat = checkGeometry({ type: 'Point', coordinates: given }, line, { types: ['Point'], box: null }, issues);
    if (seat?.type === 'Point') return seat;
  }
  const [lng = 0, lat = 0] = pointOnFeature(row.geometry as Polygon | MultiPolygon).geometry.coordinates;
  return { type: 'Point', coordinates: [lng, lat] };
}

/** Areas with the city itself first and every parent before its children. */
function withCity(rows: readonly AreaRow[], code: string, name: string, nameEn: string | null, synthetic: boolean): AreaRow[] {
  const roots = rows.filter((row) => row.parentCode === null);
  const [own] = roots.length === 1 && rows.some((row) => row.parentCode === roots[0]?.code) ? roots : [];
  const city = own ?? cityArea(roots, code, name, nameEn, synthetic);
  const rest = rows.filter((row) => row !== own).map((row) => ({ ...row, parentCode: row.parentCode ?? city.code }));
  const sorted: AreaRow[] = [city];
  const placed = new Set([city.code]);
  for (let left = rest; left.length > 0; ) {
    const ready = left.filter((row) => placed.has(row.parentCode ?? ''));
    if (ready.length === 0) throw new AppError('invalid-body', `parentCode: seen ${JSON.stringify(left[0]?.parentCode)}, expected the code of an area of the file, without circles`);
    for (const row of ready) placed.add(row.code);
    sorted.push(...ready);
    left = left.filter((row) => !placed.has(row.code));
  }
  return sorted;
}

function cityArea(roots: readonly AreaRow[], code: string, name: string, nameEn: string | null, synthetic: boolean): AreaRow {
  const features = roots.map((row): Feature<Polygon | MultiPolygon> => ({ type: 'Feature', properties: {}, geometry: row.geometry as Polygon | MultiPolygon }));
  const whole = features.length === 1 ? features[0] : union({ type: 'FeatureCollection', features });
  const geometry = (whole?.geometry ?? roots[0]?.geometry) as AreaRow['geometry'];
  const [lng = 0, lat = 0] = pointOnFeature(geometry as Polygon | MultiPolygon).geometry.coordinates;
  return { code, parentCode: null, kindCode: 'TWN-C', name, nameEn, population: null, geometry, seat: { type: 'Point', coordinates: [lng, lat] }, synthetic };
}
