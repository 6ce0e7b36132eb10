// How do storms and their tracks come to stand in the database?
import type { Geometry } from '../../data/contract/geometry.ts';
import type { StormRow } from '../../data/contract/storms.ts';
import { columnsOf, columnsWithFingerprint, ewkbHex } from './columns.ts';
import text from './storms.sql?raw';
import { runUpsert, type WriteBatch, type WriteCounts } from './write.ts';

/**
 * Writes storms with all their track points; no code may occur twice in `rows`. The points of a changed storm are replaced as a whole, in the order given.
 * Gives the counts of storms. Throws RangeError for a storm without points, and what the database throws.
 */
export async function upsertStorms(batch: WriteBatch, rows: readonly StormRow[]): Promise<WriteCounts> {
  if (rows.length === 0) return { taken: 0, changed: 0, unchanged: 0 };
  const parameters = columnsWithFingerprint(rows, [
    (row) => row.code,
    (row) => row.name,
    (row) => row.nameEn,
    (row) => row.season,
    (row) => row.issuer,
    (row) => row.averagingMinutes,
    (row) => row.startedAt,
    (row) => row.endedAt,
    (row) => row.peakWindMetresPerSecond,
    (row) => row.source,
    (row) => ewkbHex(trackOf(row)),
  ], (row) => JSON.stringify(row.points));
  const { ids, ...counts } = await runUpsert(batch, 'storms', text, parameters);
  if (ids.length > 0) await replacePoints(batch, ids, rows);
  return counts;
}

/** The analysed track as a line, cut where it crosses the antimeridian; a storm with one fix is a point. */
function trackOf(row: StormRow): Geometry {
  const positions = (row.points.some((point) => point.kind === 'analysed') ? row.points.filter((point) => point.kind === 'analysed') : row.points).map(
    (point): [number, number] => [point.lng, point.lat],
  );
  const [first] = positions;
  if (first === undefined) throw new RangeError(`seen the storm ${row.code} without points, expected at least one`);
  const lines: [number, number][][] = [[first]];
  for (const position of positions.slice(1)) {
    const line = lines.at(-1) ?? [];
    const before = line.at(-1) ?? position;
    if (Math.abs(position[0] - before[0]) > 180) lines.push([position]);
    else if (position[0] !== before[0] || position[1] !== before[1]) line.push(position);
  }
  const drawn = lines.filter((line) => line.length > 1);
  if (drawn.length === 0) return { type: 'Point', coordinates: first };
  return drawn.length === 1 ? { type: 'LineString', coordinates: drawn[0] ?? [] } : { type: 'MultiLineString', coordinates: drawn };
}

async function replacePoints(batch: WriteBatch, ids: readonly number[], rows: readonly StormRow[]): Promise<void> {
  const stored = await batch.tx.unsafe<{ id: number; code: string }[]>('select id, code from storms where id = any (string_to_array($1::text, \',\')::int[])', [ids.join(',')]);
  const idOf = new Map(stored.map((storm) => [storm.code, storm.id]));
  await batch.tx.unsafe("delete from storm_points where storm_id = any (string_to_array($1::text, ',')::int[])", [ids.join(',')]);
  const points = rows.flatMap((row) => {
    const stormId = idOf.get(row.code);
    return stormId === undefined ? [] : row.points.map((point, index) => ({ ...point, stormId, sequence: index + 1 }));
  });
  await batch.tx.unsafe(
    `insert into storm_points (storm_id, sequence, at, kind, class_code, wind_metres_per_second, pressure_hectopascals, radii_kilometres, geom)
     select storm_id, sequence, at, kind, class_code, wind, pressure, radii::jsonb, geom::geometry
     from unnest(column_of($1)::int[], column_of($2)::int[], column_of($3)::timestamptz[], column_of($4), column_of($5), column_of($6)::float8[], column_of($7)::float8[], column_of($8), column_of($9))
       as t (storm_id, sequence, at, kind, class_code, wind, pressure, radii, geom)`,
    columnsOf(points, [
      (point) => point.stormId,
      (point) => point.sequence,
      (point) => point.at,
      (point) => point.kind,
      (point) => point.classCode,
      (point) => point.windMetresPerSecond,
      (point) => point.pressureHectopascals,
      (point) => JSON.stringify(point.radiiKilometres),
      (point) => ewkbHex({ type: 'Point', coordinates: [point.lng, point.lat] }),
    ]),
  );
}
