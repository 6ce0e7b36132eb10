// Do polygons cross themselves? Mended at the door, with a remark, because the same bad shape would be judged differently later.
import type { Geometry } from '../../data/contract/geometry.ts';
import { ewkbHex, packColumn } from '../commands/columns.ts';
import type { Queryable } from '../db/database.ts';
import type { IssueSink } from './issues.ts';
import text from './repair.sql?raw';

interface Shaped {
  readonly line: number;
  geometry: Geometry;
}

/** Mends the polygons among `rows` in place and remarks each; gives the rows of which nothing was left, told as errors. Throws what the database throws. */
export async function repairPolygons<Row extends Shaped>(sql: Queryable, rows: readonly Row[], issues: IssueSink): Promise<Set<Row>> {
  const shapes = rows.filter((row) => row.geometry.type === 'Polygon' || row.geometry.type === 'MultiPolygon');
  const lost = new Set<Row>();
  if (shapes.length === 0) return lost;
  const [answer] = await sql.unsafe<{ looked: number; bad: { place: number; reason: string; mended: Geometry | null }[] | null }[]>(text, [packColumn(shapes.map((row) => ewkbHex(row.geometry)))]);
  if (answer?.looked !== shapes.length) throw new Error('the database did not look at all polygons');
  for (const { place, reason, mended } of answer.bad ?? []) {
    const row = shapes[place - 1];
    if (row === undefined) continue;
    if (mended === null) {
      issues.error(row.line, 'geometry', { words: reason }, 'a polygon with an area');
      lost.add(row);
    } else {
      issues.remark(row.line, 'geometry', { words: reason }, 'a polygon that does not cross itself: it was mended');
      row.geometry = mended;
    }
  }
  return lost;
}
