// Does every filter give the same items in SQL, in memory and by a reading of its words that knows nothing of either?
import { booleanContains, booleanCrosses, booleanDisjoint, booleanEqual, booleanIntersects, booleanOverlap, booleanTouches, booleanWithin } from '@turf/turf';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { everything } from '../../data/contract/access.ts';
import { type Collection, collectionOf } from '../../data/contract/collections.ts';
import { checkFilter } from '../../data/contract/cql2/check.ts';
import { expressionOfSelection } from '../../data/contract/cql2/from-selection.ts';
import { printText } from '../../data/contract/cql2/print-text.ts';
import { filterTypesOf } from '../../data/contract/cql2/queryables.ts';
import { readText } from '../../data/contract/cql2/text.ts';
import type { Bound, Expression, Operand } from '../../data/contract/cql2/tree.ts';
import { dateOfDay, dayOfDate } from '../../data/contract/units.ts';
import type { Database } from '../../server/db/database.ts';
import { write } from '../../server/commands/write.ts';
import { conditionOfFilter } from '../../server/queries/cql2.ts';
import { type ItemRow, readItems } from '../../server/queries/items.ts';
import { loadTileIndex } from '../../server/tiles/load.ts';
import type { TileIndex } from '../../server/tiles/tile-index.ts';
import { anyFilter, someGeometries, type TreeChoice } from '../data/contract/cql2-trees.ts';
import { writeTestCity } from '../server/api/city-rows.ts';
import { anySelection } from '../server/tiles/sample.ts';

const today = '2026-04-10';
/** Random filters of a collection in each home. */
const runs = 150;
const day = dayOfDate(today);

type Three = boolean | null;
const not = (value: Three): Three => (value === null ? null : !value);
const all = (values: readonly Three[]): Three => (values.includes(false) ? false : values.includes(null) ? null : true);
const some = (values: readonly Three[]): Three => not(all(values.map(not)));

/** A time as the first and last millisecond of it; `isDay` = a calendar day. */
interface Moment {
  first: number;
  last: number;
  isDay: boolean;
}
const momentOf = (text: string): Moment => {
  if (text.length > 10) return { first: Date.parse(text), last: Date.parse(text), isDay: false };
  return { first: Date.parse(`${text}T00:00:00+08:00`), last: Date.parse(`${text}T23:59:59.999+08:00`), isDay: true };
};
const cityDate = (moment: Moment): string => new Date(moment.first + 8 * 3_600_000).toISOString().slice(0, 10);

/** What the words of a filter say of one item: plain, slow, and written without a look at the code it judges. */
class Reader {
  private readonly item: ItemRow;
  private readonly collection: Collection;
  constructor(collection: Collection, item: ItemRow) {
    this.collection = collection;
    this.item = item;
  }

  says(node: Expression): Three {
    switch (node.kind) {
      case 'truth':
        return node.value;
      case 'property':
        return this.item.properties[node.name] as Three;
      case 'and':
        return all(node.args.map((arg) => this.says(arg)));
      case 'or':
        return some(node.args.map((arg) => this.says(arg)));
      case 'not':
        return not(this.says(node.arg));
      case 'null':
        return node.value.name === 'geometry' ? this.item.geometry === null : this.item.properties[node.value.name] === null;
      case 'compare':
        return this.compares(node.op, node.left, node.right);
      case 'between':
        return all([this.compares('>=', node.value, node.low), this.compares('<=', node.value, node.high)]);
      case 'in':
        return some(node.list.map((item) => this.compares('=', node.value, item)));
      case 'like': {
        const [text, pattern] = [this.value(node.value), this.value(node.pattern)] as [string | null, string];
        if (text === null) return null;
        // A regular expression made character by character.
        const source = pattern.replace(/\\(.)|([%_])|([\s\S])/gsu, (_, escaped: string | undefined, wild: string | undefined, plain: string | undefined) => (wild === '%' ? '[\\s\\S]*' : wild === '_' ? '[\\s\\S]' : `\\u{${(escaped ?? plain ?? '').codePointAt(0)?.toString(16)}}`));
        return new RegExp(`^${source}$`, 'u').test(text);
      }
      case 'spatial': {
        const [left, right] = [this.shape(node.left), this.shape(node.right)];
        const relations = { s_intersects: booleanIntersects, s_disjoint: booleanDisjoint, s_equals: booleanEqual, s_touches: booleanTouches, s_within: booleanWithin, s_contains: booleanContains, s_crosses: booleanCrosses, s_overlaps: booleanOverlap };
        return relations[node.op](left as never, right as never);
      }
      case 'temporal':
        return this.relates(node.op, this.span(node.left), this.span(node.right));
    }
  }

  private value(operand: Operand): string | number | boolean | Moment | null {
    if (operand.kind === 'casei') return (this.value(operand.arg) as string | null)?.toLowerCase() ?? null;
    if (operand.kind === 'date' || operand.kind === 'instant') return momentOf(operand.value);
    if (operand.kind !== 'property') return (operand as { value: string | number | boolean }).value;
    const value = this.item.properties[operand.name] ?? null;
    const isTime = this.collection.properties.find(({ name }) => name === operand.name)?.format !== undefined;
    return isTime && typeof value === 'string' ? momentOf(value) : value;
  }

  private compares(op: string, left: Operand, right: Operand): Three {
    let [a, b] = [this.value(left), this.value(right)];
    if (a === null || b === null) return null;
    if (typeof a === 'object' && typeof b === 'object') {
      const byDay = a.isDay || b.isDay;
      [a, b] = byDay ? [cityDate(a), cityDate(b)] : [a.first, b.first];
    }
    if (typeof a === 'string' && typeof b === 'string') [a, b] = [Buffer.compare(Buffer.from(a), Buffer.from(b)), 0];
    return { '=': a === b, '<>': a !== b, '<': a < b, '>': a > b, '<=': a <= b, '>=': a >= b }[op] ?? null;
  }

  private span(operand: Operand): [Moment | null | undefined, Moment | null | undefined] {
    if (operand.kind !== 'interval') return [this.value(operand) as Moment | null, this.value(operand) as Moment | null];
    const end = (bound: Bound): Moment | null | undefined => (bound === null ? undefined : (this.value(bound) as Moment | null));
    return [end(operand.from), end(operand.to)];
  }

  private relates(op: string, [a1, a2]: [Moment | null | undefined, Moment | null | undefined], [b1, b2]: [Moment | null | undefined, Moment | null | undefined]): Three {
    const sign = (x: Moment | null | undefined, xLast: boolean, y: Moment | null | undefined, yLast: boolean): number | null => {
      if (x === null || y === null) return null;
      if (x?.isDay === true && y?.isDay === true) return Math.sign(x.first - y.first);
      const at = (moment: Moment | undefined, last: boolean): number => (moment === undefined ? (last ? Number.MAX_VALUE : -Number.MAX_VALUE) : last ? moment.last : moment.first);
      return Math.sign(at(x, xLast) - at(y, yLast));
    };
    const is = (value: number | null, wanted: number): Three => (value === null ? null : value === wanted);
    const [starts, ends, endStart, startEnd] = [sign(a1, false, b1, false), sign(a2, true, b2, true), sign(a2, true, b1, false), sign(a1, false, b2, true)];
    const table: Record<string, Three[]> = {
      t_after: [is(startEnd, 1)],
      t_before: [is(endStart, -1)],
      t_equals: [is(starts, 0), is(ends, 0)],
      t_contains: [is(starts, -1), is(ends, 1)],
      t_during: [is(starts, 1), is(ends, -1)],
      t_finishedBy: [is(starts, -1), is(ends, 0)],
      t_finishes: [is(starts, 1), is(ends, 0)],
      t_meets: [is(endStart, 0)],
      t_metBy: [is(startEnd, 0)],
      t_overlappedBy: [is(starts, 1), is(startEnd, -1), is(ends, 1)],
      t_overlaps: [is(starts, -1), is(endStart, 1), is(ends, -1)],
      t_startedBy: [is(starts, 0), is(ends, 1)],
      t_starts: [is(starts, 0), is(ends, -1)],
    };
    if (op === 't_disjoint') return some([is(startEnd, 1), is(endStart, -1)]);
    if (op === 't_intersects') return not(some([is(startEnd, 1), is(endStart, -1)]));
    return all(table[op] as Three[]);
  }

  private shape(operand: Operand): object {
    if (operand.kind === 'property') return this.item.geometry as object;
    if (operand.kind === 'geometry') return operand.geometry;
    const [west, south, east, north] = (operand as Extract<Operand, { kind: 'box' }>).box;
    const square = (w: number, e: number) => [[[w, south], [e, south], [e, north], [w, north], [w, south]]];
    return west <= east ? { type: 'Polygon', coordinates: square(west, east) } : { type: 'MultiPolygon', coordinates: [square(west, 180), square(-180, east)] };
  }
}

/** Runs the suite; `open` gives an open, migrated, empty database. */
export function testFilters(open: () => Database): void {
  let index: TileIndex;
  const items = new Map<string, ItemRow[]>();
  const collection = (id: string): Collection => collectionOf(id) as Collection;
  const bySql = async (id: string, filter: Expression): Promise<number[]> =>
    (await readItems(open().sql, collection(id), { today, where: conditionOfFilter(collection(id), filter, today) }, { after: 0, offset: 0 }, 10_000, everything)).map((item) => item.id);
  const byWords = (id: string, filter: Expression): number[] => (items.get(id) ?? []).filter((item) => new Reader(collection(id), item).says(filter) === true).map((item) => item.id);
  const byIndex = (id: string, filter: Expression): number[] => {
    const ids: number[] = [];
    index.points(id).scan(index.filter(id, {}, day, null, filter), null, (rows, list, count) => {
      for (let k = 0; k < count; k++) ids.push(rows.id[list[k] as number] as number);
    });
    return ids.sort((a, b) => a - b);
  };
  const read = (id: string, text: string): Expression => checkFilter(readText(text), filterTypesOf(collection(id)));

  beforeAll(async () => {
    await write(open(), { announce: () => undefined, origin: 'cql2' }, writeTestCity);
    index = await loadTileIndex(open().sql, () => 1);
    for (const id of ['hazards', 'enterprises', 'construction-sites', 'gas-networks', 'vessels', 'storms']) items.set(id, await readItems(open().sql, collection(id), { today }, { after: 0, offset: 0 }, 10_000, everything));
    expect(items.get('hazards')?.length).toBe(150);
  });

  /** Everything a filter of a collection can hold, with literals taken from its items. */
  const choiceOf = (id: string, names: readonly string[], geometries: readonly Operand[]): TreeChoice => {
    const known = filterTypesOf(collection(id));
    const values = (items.get(id) ?? []).flatMap((item) => names.map((name) => item.properties[name]));
    const texts = [...new Set(values.filter((value) => typeof value === 'string' && !/^\d{4}-/.test(value)) as string[])].slice(0, 12);
    const numbers = [...new Set(values.filter((value) => typeof value === 'number'))].slice(0, 12);
    const dates = [...new Set(values.flatMap((value) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}/.test(value) ? [dayOfDate(value.slice(0, 10))] : [])))].slice(0, 6);
    return { types: new Map(names.map((name) => [name, known.get(name) as never])), texts: [...texts, 'e%', "'"], numbers: [...numbers, 2.5, -1, 0], days: [day, day - 1, day - 40, day - 39, ...dates], geometries };
  };
  // Turf does not relate points and collections in every way, or answers "crosses" and "touches" otherwise: shapes are judged by intersection.
  const onlyMeets = (filter: Expression): boolean => JSON.stringify(filter).match(/"s_(equals|touches|within|contains|crosses|overlaps)"/) === null;

  it.each([
    ['hazards', ['code', 'title', 'siteLayer', 'sectorCode', 'statusCode', 'open', 'overdue', 'overdueDays', 'foundAt', 'dueOn', 'closedAt']],
    ['enterprises', ['code', 'name', 'riskClass', 'areaCode', 'employees', 'floorAreaSquareMetres', 'dustExplosive', 'establishedOn', 'address']],
    ['construction-sites', ['name', 'startsOn', 'endsOn', 'cranes', 'pitDepthMetres', 'stage']],
    ['gas-networks', ['code', 'featureKind', 'pressureCode', 'commissionedOn', 'lastHomeCheckOn', 'diameterMillimetres', 'alarmFitted']],
    ['vessels', ['code', 'positionAt', 'certificateExpiresOn', 'speedKnots', 'inPort']],
    ['storms', ['nameEn', 'season', 'startedAt', 'endedAt', 'peakWindMetresPerSecond']],
  ] as const)('any filter of %s gives in SQL what its words say', async (id, names) => {
    const filters = anyFilter(choiceOf(id, names, someGeometries)).filter(onlyMeets);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        expect(checkFilter(readText(printText(filter)), filterTypesOf(collection(id)))).toEqual(filter);
        const expected = byWords(id, filter);
        found += expected.length > 0 && expected.length < (items.get(id)?.length ?? 0) ? 1 : 0;
        expect([printText(filter), await bySql(id, filter)]).toEqual([printText(filter), expected]);
      }),
      { numRuns: runs },
    );
    // Two storms alone are rarely told apart.
    expect(found).toBeGreaterThan(id === 'storms' ? 0 : 10);
  });

  it.each([
    ['hazards', ['siteLayer', 'areaCode', 'sectorCode', 'statusCode', 'levelCode', 'open', 'overdue', 'overdueDays', 'foundAt', 'dueOn', 'closedAt']],
    ['enterprises', ['riskClass', 'areaCode', 'sectorCode', 'departmentCode']],
    ['vessels', ['areaCode', 'workTypeCode', 'inPort', 'windForceRating', 'crewOnBoard']],
    ['construction-sites', ['name', 'stage', 'projectKind', 'cranes', 'areaCode', 'sectorCode']],
    ['gas-networks', ['featureKind', 'pressureCode', 'operatorCode', 'riskClass']],
  ] as const)('any filter of %s gives in memory what SQL and its words say', async (id, names) => {
    // Lines and polygons stand in the index by a point, which is not their geometry.
    const places = someGeometries.filter((one) => collection(id).geometry === 'point' && (one.kind === 'box' || (one.kind === 'geometry' && /Polygon|^Point|MultiPoint|Collection/.test(one.geometry.type))));
    const filters = anyFilter({ ...choiceOf(id, names, places), crossing: false, instants: false }).filter(onlyMeets);
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const expected = byWords(id, filter);
        let inMemory: number[];
        try {
          inMemory = byIndex(id, filter);
        } catch (error) {
          // Of an instant the index knows the day alone.
          expect(String(error)).toMatch(/time of day/);
          return;
        }
        answered += 1;
        expect([printText(filter), inMemory]).toEqual([printText(filter), expected]);
        expect(await bySql(id, filter)).toEqual(expected);
      }),
      { numRuns: runs },
    );
    expect(answered).toBeGreaterThan(100);
  });

  it('the desk’s own filter is the same filter, asked as a selection, in memory and in SQL', async () => {
    await fc.assert(
      fc.asyncProperty(anySelection, async (selection) => {
        const filter = expressionOfSelection(selection, day) ?? { kind: 'truth', value: true };
        const ids: number[] = [];
        index.points('hazards').scan(index.filter('hazards', selection, day), null, (rows, list, count) => {
          for (let k = 0; k < count; k++) ids.push(rows.id[list[k] as number] as number);
        });
        expect([printText(filter), ids.sort((a, b) => a - b)]).toEqual([printText(filter), await bySql('hazards', filter)]);
        expect(byWords('hazards', filter)).toEqual(ids);
      }),
      { numRuns: 100 },
    );
  });

  it('spatial relations are those of the geometries', async () => {
    const count = async (id: string, text: string): Promise<number> => (await bySql(id, read(id, text))).length;
    const square = 'POLYGON((122.03 37.04, 122.034 37.04, 122.034 37.044, 122.03 37.044, 122.03 37.04))';
    expect(await count('construction-sites', `S_EQUALS(geometry, ${square})`)).toBe(1);
    expect(await count('construction-sites', 'S_WITHIN(geometry, BBOX(122.02, 37.03, 122.06, 37.05))')).toBe(2);
    expect(await count('construction-sites', 'S_CONTAINS(geometry, POINT(122.031 37.041))')).toBe(1);
    expect(await count('construction-sites', 'S_TOUCHES(geometry, POINT(122.03 37.041))')).toBe(1);
    expect(await count('construction-sites', 'S_OVERLAPS(geometry, BBOX(122.032, 37.03, 122.052, 37.05))')).toBe(2);
    expect(await count('construction-sites', 'S_CROSSES(LINESTRING(122 37.041, 122.06 37.041), geometry)')).toBe(2);
    expect(await count('gas-networks', 'S_CROSSES(geometry, BBOX(122.15, 37.01, 122.16, 37.09))')).toBe(2);
    expect(await count('gas-networks', 'S_INTERSECTS(geometry, BBOX(122.1, 37.02, 122.1, 37.05))')).toBe(2);
    // Across the antimeridian, and its opposite.
    expect(await count('enterprises', 'S_INTERSECTS(geometry, BBOX(179, 36, -179, 38))')).toBe(1);
    expect(await count('enterprises', 'S_WITHIN(geometry, BBOX(179, 36, -179, 38))')).toBe(1);
    // A bow-tie holds both its wings, and fails in neither home.
    const bowTie = 'POLYGON((122 37, 122.2 37.1, 122.2 37, 122 37.1, 122 37))';
    for (const op of ['S_INTERSECTS', 'S_WITHIN', 'S_DISJOINT', 'S_TOUCHES', 'S_CROSSES', 'S_OVERLAPS', 'S_EQUALS', 'S_CONTAINS']) expect(await count('enterprises', `${op}(geometry, ${bowTie})`)).toBeGreaterThanOrEqual(0);
    expect(await count('enterprises', `S_INTERSECTS(geometry, ${bowTie})`)).toBeGreaterThan(0);
  });

  it('what the tiles do not hold is refused by name', () => {
    const refusal = (id: string, text: string): string => {
      try {
        byIndex(id, read(id, text));
      } catch (error) {
        return String(error);
      }
      return 'nothing was thrown';
    };
    expect(refusal('hazards', "title LIKE 'x%'")).toMatch(/property title.*not available in tiles/);
    expect(refusal('hazards', "NOT (open OR code = 'h1')")).toMatch(/property code/);
    expect(refusal('enterprises', 'employees > 3')).toMatch(/property employees/);
    // Kept to a tenth of a knot: comparisons would not be exact.
    expect(refusal('vessels', 'speedKnots > 7')).toMatch(/property speedKnots/);
    expect(refusal('hazards', 'sectorCode = statusCode')).toMatch(/sectorCode and statusCode/);
    expect(refusal('hazards', "foundAt > TIMESTAMP('2026-03-01T12:00:00Z')")).toMatch(/time of day of foundAt/);
    expect(refusal('construction-sites', 'S_INTERSECTS(geometry, BBOX(1,2,3,4))')).toMatch(/geometry of a collection of lines and polygons/);
    expect(refusal('hazards', 'S_WITHIN(geometry, BBOX(1,2,3,4))')).toMatch(/S_WITHIN/);
    expect(refusal('hazards', 'S_INTERSECTS(geometry, LINESTRING(1 2, 3 4))')).toMatch(/LineString/);
    expect(refusal('hazards', 'S_INTERSECTS(geometry, POLYGON((122 37, 122.2 37.1, 122.2 37, 122 37.1, 122 37)))')).toMatch(/sides cross/);
    expect(refusal('hazards', `S_INTERSECTS(geometry, POLYGON((0 0, ${Array.from({ length: 600 }, (_, k) => `${k / 10} ${1 + (k % 2)}`).join(', ')}, 0 0)))`)).toMatch(/601|602/);
    expect(refusal('hazards', Array.from({ length: 40 }, (_, k) => `(open AND overdueDays = ${k})`).join(' OR '))).toMatch(/alternatives/);
    // An instant that no hazard's day is cut by is answered.
    expect(byIndex('hazards', read('hazards', "foundAt >= TIMESTAMP('2026-02-28T16:00:00Z')")).length).toBe(150);
    expect(dateOfDay(day)).toBe(today);
  });
}
