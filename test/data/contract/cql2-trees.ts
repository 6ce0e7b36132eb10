// Which filters do the tests of CQL2 stand on? Any tree over some properties, by fast-check.
import fc from 'fast-check';
import type { ValueType } from '../../../data/contract/cql2/queryables.ts';
import { type Bound, combine, comparisonOps, type Expression, negate, type Operand, spatialOps, temporalOps } from '../../../data/contract/cql2/tree.ts';
import { dateOfDay } from '../../../data/contract/units.ts';

/** What random filters may hold. */
export interface TreeChoice {
  readonly types: ReadonlyMap<string, ValueType>;
  /** Texts that literals are taken from. */
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** Day numbers from which dates and instants are taken. */
  readonly days: readonly number[];
  readonly geometries?: readonly Operand[];
  /** False = no property is compared with another. */
  readonly crossing?: boolean;
  /** False = only whole days, no TIMESTAMP. */
  readonly instants?: boolean;
}

const neverInstant = ['t_finishedBy', 't_finishes', 't_meets', 't_metBy', 't_overlappedBy', 't_overlaps', 't_startedBy', 't_starts'];

/** Gives any filter that fits its types. */
export function anyFilter({ types, texts, numbers, days, geometries = [], crossing = true, instants = true }: TreeChoice): fc.Arbitrary<Expression> {
  const named = (type: ValueType) => [...types].filter(([, one]) => one === type).map(([name]) => name);
  const property = (type: ValueType) => fc.constantFrom(...named(type)).map((name) => ({ kind: 'property' as const, name }));
  const date = fc.constantFrom(...days).map((day) => ({ kind: 'date' as const, value: dateOfDay(day) }));
  const clock = fc.constantFrom('00:00:00', '09:00:00', '15:59:59', '16:00:00', '23:30:00.5');
  const instant = fc.tuple(fc.constantFrom(...days), clock).map(([day, time]) => ({ kind: 'instant' as const, value: `${dateOfDay(day)}T${time}Z` }));
  const time = instants ? fc.oneof(date, instant) : date;
  const literals: Record<'text' | 'number' | 'truth' | 'date' | 'instant', fc.Arbitrary<Operand>> = {
    text: fc.constantFrom(...texts).map((value): Operand => ({ kind: 'text', value })),
    number: fc.constantFrom(...numbers).map((value): Operand => ({ kind: 'number', value })),
    truth: fc.boolean().map((value): Operand => ({ kind: 'truth', value })),
    date: time,
    instant: time,
  };
  const leaves: fc.Arbitrary<Expression>[] = [fc.boolean().map((value): Expression => ({ kind: 'truth', value }))];
  for (const type of ['text', 'number', 'truth', 'date', 'instant'] as const) {
    if (named(type).length === 0) continue;
    const own = property(type);
    const other: fc.Arbitrary<Operand> = crossing ? fc.oneof({ weight: 5, arbitrary: literals[type] }, { weight: 1, arbitrary: own as fc.Arbitrary<Operand> }) : literals[type];
    leaves.push(fc.record({ kind: fc.constant('compare' as const), op: fc.constantFrom(...comparisonOps), left: own, right: other }));
    leaves.push(fc.record({ kind: fc.constant('compare' as const), op: fc.constantFrom(...comparisonOps), left: literals[type], right: own }));
    leaves.push(fc.record({ kind: fc.constant('in' as const), value: own, list: fc.array(other, { minLength: 1, maxLength: 4 }) }));
    leaves.push(fc.record({ kind: fc.constant('null' as const), value: own }));
    if (type !== 'truth') leaves.push(fc.record({ kind: fc.constant('between' as const), value: own, low: other, high: other }));
  }
  if (named('truth').length > 0) leaves.push(property('truth'));
  if (named('text').length > 0) {
    const pattern = fc.constantFrom(...texts, '%', '_%', '%e%', 'SEC-%', '%\\%%', 'e_').filter((text) => !/(^|[^\\])(\\\\)*\\$/.test(text)).map((value): Operand => ({ kind: 'text', value }));
    leaves.push(fc.record({ kind: fc.constant('like' as const), value: property('text'), pattern }));
    const casei = (arg: Operand): Operand => ({ kind: 'casei', arg });
    leaves.push(fc.tuple(property('text'), pattern).map(([value, literal]): Expression => ({ kind: 'like', value: casei(value), pattern: casei(literal) })));
    leaves.push(fc.tuple(property('text'), literals.text, fc.constantFrom(...comparisonOps)).map(([left, right, op]): Expression => ({ kind: 'compare', op, left: casei(left), right: casei(right) })));
  }
  const timed = [...named('date'), ...named('instant')];
  if (timed.length > 0) {
    const own = fc.constantFrom(...timed).map((name) => ({ kind: 'property' as const, name }));
    const open = fc.constant(null as Bound);
    const interval = fc
      .tuple(fc.oneof(time, open), fc.oneof(time, open))
      .map(([from, to]): Operand => (from !== null && to !== null && 'value' in from && 'value' in to && from.value > to.value ? { kind: 'interval', from: to, to: from } : { kind: 'interval', from, to }));
    const span = fc.tuple(own, own).map(([from, to]): Operand => ({ kind: 'interval', from, to }));
    leaves.push(
      fc.constantFrom(...temporalOps).chain((op) => {
        const isAllen = neverInstant.includes(op);
        const left: fc.Arbitrary<Operand> = isAllen || op === 't_contains' ? (crossing ? span : interval) : crossing ? fc.oneof(own, span) : own;
        const right: fc.Arbitrary<Operand> = isAllen || op === 't_during' ? interval : fc.oneof(interval, time);
        const isCrossed = !crossing && (isAllen || op === 't_contains');
        return fc.record({ kind: fc.constant('temporal' as const), op: fc.constant(isCrossed ? ('t_after' as const) : op), left: isCrossed ? own : left, right });
      }),
    );
  }
  for (const geometry of geometries) {
    const ops = geometry.kind === 'geometry' && geometry.geometry.type === 'GeometryCollection' ? (['s_intersects', 's_disjoint'] as const) : spatialOps;
    leaves.push(fc.constantFrom(...ops).map((op): Expression => ({ kind: 'spatial', op, left: { kind: 'property', name: 'geometry' }, right: geometry })));
  }
  return fc.letrec<{ node: Expression }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(...leaves),
      fc.tuple(fc.constantFrom('and' as const, 'or' as const), fc.array(tie('node'), { minLength: 2, maxLength: 3 })).map(([kind, parts]) => combine(kind, parts)),
      tie('node').map(negate),
    ),
  })).node;
}

const point = (lng: number, lat: number): [number, number] => [lng, lat];
/** Literals of every geometry, round the test cities at 122° E, 37° N. */
export const someGeometries: readonly Operand[] = [
  { kind: 'box', box: [122.0123, 37.0123, 122.0877, 37.0677] },
  { kind: 'box', box: [179.9, 36, -179, 38] },
  { kind: 'geometry', geometry: { type: 'Point', coordinates: point(122.0251, 37.0251) } },
  { kind: 'geometry', geometry: { type: 'MultiPoint', coordinates: [point(122.0251, 37.0251), point(122.1, 37.05)] } },
  { kind: 'geometry', geometry: { type: 'LineString', coordinates: [point(122.0001, 37.0003), point(122.2001, 37.1007)] } },
  { kind: 'geometry', geometry: { type: 'MultiLineString', coordinates: [[point(122.02, 37.0301), point(122.0905, 37.0301)], [point(122.01, 37.09), point(122.2, 37.0011)]] } },
  { kind: 'geometry', geometry: { type: 'Polygon', coordinates: [[point(122.0011, 37.0013), point(122.1507, 37.0217), point(122.0903, 37.0919), point(122.0011, 37.0013)], [point(122.0411, 37.0213), point(122.0711, 37.0319), point(122.0613, 37.0413), point(122.0411, 37.0213)]] } },
  { kind: 'geometry', geometry: { type: 'MultiPolygon', coordinates: [[[point(122.0011, 37.0013), point(122.0413, 37.0017), point(122.0217, 37.0411), point(122.0011, 37.0013)]], [[point(122.1011, 37.0513), point(122.1613, 37.0517), point(122.1317, 37.0911), point(122.1011, 37.0513)]]] } },
  { kind: 'geometry', geometry: { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: point(122.1, 37.05) }, { type: 'Polygon', coordinates: [[point(122.0011, 37.0013), point(122.0413, 37.0017), point(122.0217, 37.0411), point(122.0011, 37.0013)]] }] } },
];
