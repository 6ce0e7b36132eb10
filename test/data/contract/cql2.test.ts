// Is a filter the same whichever way it is written, and refused at the right place when it is none?
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectionOf, collections } from '../../../data/contract/collections.ts';
import { checkFilter, nearestName } from '../../../data/contract/cql2/check.ts';
import { evaluate, foldCase, matchesPattern } from '../../../data/contract/cql2/evaluate.ts';
import { expressionOfSelection } from '../../../data/contract/cql2/from-selection.ts';
import { readJson } from '../../../data/contract/cql2/json.ts';
import { Cql2Error, filterLimits } from '../../../data/contract/cql2/limits.ts';
import { readLiteralsLoosely } from '../../../data/contract/cql2/loose-literals.ts';
import { toJson } from '../../../data/contract/cql2/print-json.ts';
import { printText } from '../../../data/contract/cql2/print-text.ts';
import { filterTypesOf, type ValueType } from '../../../data/contract/cql2/queryables.ts';
import { readText } from '../../../data/contract/cql2/text.ts';
import type { Expression } from '../../../data/contract/cql2/tree.ts';
import { Selection } from '../../../data/contract/selection.ts';
import { anyFilter, someGeometries } from './cql2-trees.ts';

const p = (property: string) => ({ property });
/** Text as people write it, its canonical form, and its JSON. */
const golden: [written: string, canonical: string, json: unknown][] = [
  ['a=1', 'a = 1', { op: '=', args: [p('a'), 1] }],
  ['"a" <> -1.50e2', 'a <> -150', { op: '<>', args: [p('a'), -150] }],
  ["name = 'it''s' and b", "name = 'it''s' AND b", { op: 'and', args: [{ op: '=', args: [p('name'), "it's"] }, p('b')] }],
  ["name = 'it\\'s'", "name = 'it''s'", { op: '=', args: [p('name'), "it's"] }],
  ["name = '隐患 %_'", "name = '隐患 %_'", { op: '=', args: [p('name'), '隐患 %_'] }],
  ['"two words" < 3', '"two words" < 3', { op: '<', args: [p('two words'), 3] }],
  ['"date" = DATE(\'2026-04-10\')', '"date" = DATE(\'2026-04-10\')', { op: '=', args: [p('date'), { date: '2026-04-10' }] }],
  ["date = date('2026-04-10')", '"date" = DATE(\'2026-04-10\')', { op: '=', args: [p('date'), { date: '2026-04-10' }] }],
  ["at >= TIMESTAMP('2026-04-10T08:00:00.500+08:00')", "at >= TIMESTAMP('2026-04-10T00:00:00.5Z')", { op: '>=', args: [p('at'), { timestamp: '2026-04-10T00:00:00.5Z' }] }],
  ['a = 1 or b = 2 and c = 3', 'a = 1 OR b = 2 AND c = 3', { op: 'or', args: [{ op: '=', args: [p('a'), 1] }, { op: 'and', args: [{ op: '=', args: [p('b'), 2] }, { op: '=', args: [p('c'), 3] }] }] }],
  ['(a = 1 OR b = 2) AND (c = 3)', '(a = 1 OR b = 2) AND c = 3', { op: 'and', args: [{ op: 'or', args: [{ op: '=', args: [p('a'), 1] }, { op: '=', args: [p('b'), 2] }] }, { op: '=', args: [p('c'), 3] }] }],
  ['x AND (y AND z)', 'x AND y AND z', { op: 'and', args: [p('x'), p('y'), p('z')] }],
  ['not a = 1', 'NOT (a = 1)', { op: 'not', args: [{ op: '=', args: [p('a'), 1] }] }],
  ['NOT NOT a', 'NOT (NOT a)', { op: 'not', args: [{ op: 'not', args: [p('a')] }] }],
  ['NOT a AND b', 'NOT a AND b', { op: 'and', args: [{ op: 'not', args: [p('a')] }, p('b')] }],
  ['TRUE', 'TRUE', true],
  ['flag = false', 'flag = FALSE', { op: '=', args: [p('flag'), false] }],
  ['a IS NULL', 'a IS NULL', { op: 'isNull', args: [p('a')] }],
  ['a is not null', 'a IS NOT NULL', { op: 'not', args: [{ op: 'isNull', args: [p('a')] }] }],
  ["n LIKE 'a\\%b%_'", "n LIKE 'a\\%b%_'", { op: 'like', args: [p('n'), 'a\\%b%_'] }],
  ["NOT (n LIKE 'x%')", "n NOT LIKE 'x%'", { op: 'not', args: [{ op: 'like', args: [p('n'), 'x%'] }] }],
  ["CASEI(n) LIKE casei('Ab%')", "CASEI(n) LIKE CASEI('Ab%')", { op: 'like', args: [{ op: 'casei', args: [p('n')] }, { op: 'casei', args: ['Ab%'] }] }],
  ["n ILIKE 'Ab%'", "CASEI(n) LIKE CASEI('Ab%')", { op: 'like', args: [{ op: 'casei', args: [p('n')] }, { op: 'casei', args: ['Ab%'] }] }],
  ['a between 1 and 2 and b', 'a BETWEEN 1 AND 2 AND b', { op: 'and', args: [{ op: 'between', args: [p('a'), 1, 2] }, p('b')] }],
  ['a NOT BETWEEN 1 AND 2', 'a NOT BETWEEN 1 AND 2', { op: 'not', args: [{ op: 'between', args: [p('a'), 1, 2] }] }],
  ["a in ('x','y')", "a IN ('x', 'y')", { op: 'in', args: [p('a'), ['x', 'y']] }],
  ['a NOT IN (1)', 'a NOT IN (1)', { op: 'not', args: [{ op: 'in', args: [p('a'), [1]] }] }],
  ['S_INTERSECTS(geometry, POINT(1 2))', 'S_INTERSECTS(geometry, POINT(1 2))', { op: 's_intersects', args: [p('geometry'), { type: 'Point', coordinates: [1, 2] }] }],
  ['s_within(geometry,POLYGON Z((0 0 5,1 0 5,1 1 5,0 0 5)))', 'S_WITHIN(geometry, POLYGON((0 0, 1 0, 1 1, 0 0)))', { op: 's_within', args: [p('geometry'), { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }] }],
  ['S_TOUCHES(geometry, MULTIPOINT(1 2, (3 4)))', 'S_TOUCHES(geometry, MULTIPOINT((1 2), (3 4)))', { op: 's_touches', args: [p('geometry'), { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }] }],
  ['S_DISJOINT(geometry, BBOX(1,2,-10,3,4,10))', 'S_DISJOINT(geometry, BBOX(1, 2, 3, 4))', { op: 's_disjoint', args: [p('geometry'), { bbox: [1, 2, 3, 4] }] }],
  ['S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1)))', 'S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1)))', { op: 's_intersects', args: [p('geometry'), { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }] }] }],
  ["T_DURING(at, INTERVAL('2026-01-01T00:00:00Z', '..'))", "T_DURING(at, INTERVAL('2026-01-01T00:00:00Z', '..'))", { op: 't_during', args: [p('at'), { interval: ['2026-01-01T00:00:00Z', '..'] }] }],
  ["T_FINISHEDBY(INTERVAL(a, \"b\"), INTERVAL('2026-01-01', '2026-01-31'))", "T_FINISHEDBY(INTERVAL(a, b), INTERVAL('2026-01-01', '2026-01-31'))", { op: 't_finishedBy', args: [{ interval: [p('a'), p('b')] }, { interval: ['2026-01-01', '2026-01-31'] }] }],
];

function errorOf(read: () => unknown): Cql2Error {
  try {
    read();
  } catch (error) {
    if (error instanceof Cql2Error) return error;
    throw error;
  }
  throw new Error('nothing was thrown, expected Cql2Error');
}

describe('text and JSON', () => {
  it.each(golden)('%s', (written, canonical, json) => {
    const { tree } = readText(written);
    expect(printText(tree)).toBe(canonical);
    expect(toJson(tree)).toEqual(json);
    expect(readText(canonical).tree).toEqual(tree);
    expect(readJson(JSON.stringify(json)).tree).toEqual(tree);
  });

  it('any filter survives being written and read, in both languages', () => {
    const types = new Map<string, ValueType>([['a', 'text'], ['two words', 'text'], ['like', 'text'], ['a"b', 'text'], ['n', 'number'], ['POINT', 'number'], ['b', 'truth'], ['d', 'date'], ['t', 'instant'], ['时间', 'instant']]);
    const texts = ['', "'", "''", '\\', "\\'", '\\\\', "a\\'b\\", '隐患', '%_', 'x\ny', '"'];
    const numbers = [0, -1, 1.5, 1e21, 5e-7, 9007199254740991];
    fc.assert(
      fc.property(anyFilter({ types, texts, numbers, days: [-719_162, 0, 20_780, 2_932_896], geometries: someGeometries }), (tree) => {
        expect(readText(printText(tree)).tree).toEqual(tree);
        expect(readJson(JSON.stringify(toJson(tree))).tree).toEqual(tree);
        expect(printText(checkFilter(readText(printText(tree)), new Map([...types, ['geometry', 'geometry']])))).toBe(printText(tree));
      }),
      { numRuns: 400 },
    );
  });

  it('any text survives as a literal and as a name', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((value) => !value.includes('\0'));
    const tricky = fc.array(fc.constantFrom("'", '\\', 'a', '%'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, tricky), fc.oneof(text, tricky).filter((name) => name !== ''), (value, name) => {
        const tree: Expression = { kind: 'compare', op: '=', left: { kind: 'property', name }, right: { kind: 'text', value } };
        expect(readText(printText(tree)).tree).toEqual(tree);
      }),
      { numRuns: 400 },
    );
  });
});

describe('what is no filter', () => {
  it.each<[string, number, RegExp, RegExp]>([
    ['THIS IS NOT A FILTER', 12, /"A"/, /NULL/],
    ['', 0, /the end/, /property or a literal/],
    ['a =', 3, /the end/, /property or a literal/],
    ['a = 1 b', 6, /"b"/, /AND, OR or the end/],
    ['(a = 1', 6, /the end/, /"\)"/],
    ["a = 'x", 4, /without end/, /closing '/],
    ['"a = 1', 0, /without end/, /closing "/],
    ['a != 1', 2, /"!"/, /<>/],
    ['a = NULL', 4, /NULL/, /IS NULL/],
    ['a IN ()', 6, /"\)"/, /property or a literal/],
    ['a LIKE', 6, /the end/, /property or a literal/],
    ['a BETWEEN 1 OR 2', 12, /"OR"/, /AND/],
    ['NOT', 3, /the end/, /property or a literal/],
    ["DATE('2026-02-30') = a", 5, /2026-02-30/, /YYYY-MM-DD/],
    ["a = TIMESTAMP('2026-01-01T00:00:00')", 14, /2026-01-01T00:00:00/, /Z/],
    ['a = 1e999', 4, /1e999/, /double/],
    ['FOO(a) = 1', 0, /FOO/, /function of CQL2/],
    ['1 = 1 AND 5', 11, /the end/, /comparison/],
    ['S_INTERSECTS(geometry, POINT(90 180))', 29, /90 180/, /on Earth/],
    ['S_INTERSECTS(geometry, BBOX(1000000,0,1,1))', 23, /1000000/, /on Earth/],
    ['S_INTERSECTS(geometry, BBOX(0,10,1,5))', 23, /north/, /south-western/],
    ['S_INTERSECTS(geometry, BBOX(0,10,1))', 23, /3 numbers/, /four/],
    ['S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1)))', 23, /3 positions/, /four/],
    ['S_INTERSECTS(geometry, POLYGON((0 0,1 0,1 1,0 1)))', 23, /a ring from/, /equal to the first/],
    ['S_INTERSECTS(geometry, POINT EMPTY)', 29, /EMPTY/, /positions/],
    ['S_INTERSECTS(geometry, GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 1))))', 42, /GEOMETRYCOLLECTION/, /single geometry/],
    ['S_INTERSECTS(geometry)', 21, /"\)"/, /","/],
    ['a = \u0001', 4, /./, /a name, a literal/],
  ])('%s', (text, place, seen, expected) => {
    const error = errorOf(() => readText(text));
    expect(error.place).toBe(place);
    expect(error.seen).toMatch(seen);
    expect(error.expected).toMatch(expected);
    expect(error.message).toBe(`at character ${place + 1}: seen ${error.seen}, expected ${error.expected}`);
  });

  it.each<[string, string]>([
    ['{', '$'],
    ['null', '$'],
    ['[]', '$'],
    ['{"op":"="}', '$.args'],
    ['{"op":"=","args":[{"property":"a"}]}', '$.args'],
    ['{"op":"nand","args":[]}', '$.op'],
    ['{"op":"and","args":[true]}', '$.args'],
    ['{"op":"=","args":[{"property":"a"},null]}', '$.args[1]'],
    ['{"op":"=","args":[{"property":"a"},{"date":"2026-13-01"}]}', '$.args[1].date'],
    ['{"op":"=","args":[{"property":""},1]}', '$.args[0].property'],
    ['{"op":"=","args":[{"property":"a","x":1},1]}', '$.args[0]'],
    ['{"op":"in","args":[{"property":"a"},[]]}', '$.args[1]'],
    ['{"op":"isNull","args":[1]}', '$.args[0]'],
    ['{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point","coordinates":[90,180]}]}', '$.args[1].coordinates'],
    ['{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Circle","coordinates":[9,18]}]}', '$.args[1].type'],
    ['{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[1,2,3,"4"]}]}', '$.args[1].bbox[3]'],
    ['{"op":"t_after","args":[{"property":"t"},{"interval":["x",".."]}]}', '$.args[1].interval[0]'],
  ])('%s', (json, place) => {
    expect(errorOf(() => readJson(json)).place).toBe(place);
  });
});

describe('hostile input is refused with little work', () => {
  const nested = (depth: number) => '{"op":"not","args":['.repeat(depth) + 'true' + ']}'.repeat(depth);
  const many = (count: number, item: string) => Array.from({ length: count }, () => item).join(',');
  const cases: [string, () => unknown][] = [
    ['100,000 brackets', () => readText('('.repeat(100_000))],
    ['as many brackets as the text may hold', () => readText('('.repeat(filterLimits.textLength))],
    ['as many NOT as the text may hold', () => readText('NOT '.repeat(filterLimits.textLength / 4))],
    ['deep logic', () => readText(`${'(a OR b AND '.repeat(60)}c${')'.repeat(60)}`)],
    ['a huge list', () => readText(`a IN (${many(5000, '1')})`)],
    ['a huge list in a huge text', () => readText(`a IN (${many(1_000_000, '1')})`)],
    ['a literal without end', () => readText(`a = '${'x'.repeat(15_000)}`)],
    ['a literal of quotes without end', () => readText(`a = ${"'".repeat(15_001)}`)],
    ['a literal of backslashes', () => readText(`a = '${'\\'.repeat(15_000)}`)],
    ['a long literal', () => readText(`a = '${'x'.repeat(filterLimits.literalLength + 1)}'`)],
    ['a long name', () => readText(`${'x'.repeat(filterLimits.literalLength + 1)} = 1`)],
    ['a long number', () => readText(`a = ${'1'.repeat(15_000)}`)],
    ['casei in casei', () => readText('CASEI('.repeat(2000))],
    ['many vertices', () => readText(`S_INTERSECTS(geometry, LINESTRING(${many(2001, '1 1')}))`)],
    ['many predicates', () => readText(Array.from({ length: filterLimits.predicates + 1 }, () => 'a = 1').join(' OR '))],
    ['many patterns', () => readText(Array.from({ length: filterLimits.costly + 1 }, () => "a LIKE '%x%y%'").join(' OR '))],
    ['many relations', () => readText(Array.from({ length: filterLimits.costly + 1 }, () => 'S_INTERSECTS(geometry, POINT(1 1))').join(' OR '))],
    ['deep JSON', () => readJson(nested(600))],
    ['JSON deeper than logic may be', () => readJson(nested(40))],
    ['lists in lists', () => readJson('['.repeat(16_000))],
    ['JSON with a huge list', () => readJson(`{"op":"in","args":[{"property":"a"},[${many(5000, '1')}]]}`)],
    ['JSON too long', () => readJson(`"${'x'.repeat(20_000)}"`)],
    ['NUL', () => readText("a = '\0'")],
  ];
  it.each(cases)('%s', (_, read) => {
    const error = errorOf(read);
    expect(error.message.length).toBeLessThan(300);
  });

  it('and what is within the limits is read', () => {
    expect(readText(`a IN (${many(filterLimits.terms - 1, '1')})`).tree.kind).toBe('in');
    expect(readText(`${'('.repeat(100)}a${')'.repeat(100)}`).tree).toEqual({ kind: 'property', name: 'a' });
    expect(readJson(nested(filterLimits.depth)).tree.kind).toBe('not');
    expect(readText(printText(readJson(nested(filterLimits.depth)).tree)).tree).toEqual(readJson(nested(filterLimits.depth)).tree);
  });
});

describe('checked against a collection', () => {
  const hazards = filterTypesOf(collectionOf('hazards') as NonNullable<ReturnType<typeof collectionOf>>);
  const check = (text: string) => checkFilter(readText(text), hazards);

  it.each([
    "statusCode IN ('ST-REPORTED') AND overdue", 'overdueDays > 3.5', "foundAt >= DATE('2026-01-01')", "dueOn < TIMESTAMP('2026-01-01T00:00:00Z')", 'siteCode = siteLayer', "T_AFTER(foundAt, DATE('2026-01-01'))",
    "T_DURING(INTERVAL(foundAt, closedAt), INTERVAL('2026-01-01', '..'))", 'S_INTERSECTS(BBOX(1,2,3,4), geometry)', 'geometry IS NOT NULL', 'open = FALSE', "title < 'b'", "dueOn IN (DATE('2026-01-01'), TIMESTAMP('2026-01-02T00:00:00Z'))",
  ])('fits: %s', (text) => {
    expect(printText(check(text)).length).toBeGreaterThan(0);
  });

  it.each<[string, number, RegExp]>([
    ["sectorcode = 'SEC-GAS'", 0, /sectorCode/],
    ["open AND sectrCode = 'SEC-GAS'", 9, /sectorCode/],
    ['nothingLikeIt = 1', 0, /one of code, title/],
    // Personal data: nobody may ask for it.
    ["ownerName = 'x'", 0, /the property "ownerName"/],
    ['overdueDays = true', 14, /a number/],
    ["overdueDays = '3'", 14, /a number/],
    ['title = 3', 8, /text/],
    ["dueOn = '2026-01-01'", 8, /DATE\('YYYY-MM-DD'\)/],
    ['title', 0, /true or false/],
    ["open LIKE 'x'", 0, /text/],
    ["title LIKE code", 11, /pattern/],
    ["title LIKE 'a\\\\'", 11, /escape/],
    ['open BETWEEN TRUE AND FALSE', 0, /a number/],
    ["CASEI(overdueDays) = 'x'", 6, /text/],
    ['S_INTERSECTS(title, POINT(1 2))', 13, /geometry/],
    ["geometry = 'x'", 0, /text or a number/],
    ['T_AFTER(title, foundAt)', 8, /a date or an instant or an interval/],
    ["T_MEETS(foundAt, INTERVAL('2026-01-01','2026-01-02'))", 8, /an interval/],
    ["T_AFTER(foundAt, INTERVAL('2026-01-03','2026-01-02'))", 17, /not after the end/],
    ["T_AFTER(foundAt, INTERVAL(title,'2026-01-02'))", 26, /a date or an instant/],
    ['S_WITHIN(geometry, GEOMETRYCOLLECTION(POINT(1 2)))', 19, /single geometry/],
  ])('does not fit: %s', (text, place, message) => {
    const error = errorOf(() => check(text));
    expect(error.place).toBe(place);
    expect(error.message).toMatch(message);
  });

  it('JSON is refused at the path of what does not fit', () => {
    expect(errorOf(() => checkFilter(readJson('{"op":"and","args":[true,{"op":"=","args":[{"property":"sektorCode"},"x"]}]}'), hazards)).place).toBe('$.args[1].args[0]');
  });

  it('the nearest name is the one a slip of the hand made of it', () => {
    const names = [...hazards.keys()];
    expect(nearestName('statuscode', names)).toBe('statusCode');
    expect(nearestName('fundAt', names)).toBe('foundAt');
    expect(nearestName('xyz', names)).toBeNull();
    expect(nearestName('x'.repeat(2000), names)).toBeNull();
  });
});

describe('literals of older clients', () => {
  const hazards = filterTypesOf(collectionOf('hazards') as NonNullable<ReturnType<typeof collectionOf>>);
  const loosely = (text: string): string => printText(checkFilter(readLiteralsLoosely(readText(text), hazards), hazards));

  it('mean flags, dates and instants beside properties that are such', () => {
    expect(loosely("overdue = 1 AND NOT (open IN (0))")).toBe('overdue = TRUE AND open NOT IN (FALSE)');
    expect(loosely("dueOn > '2026-04-05T' OR dueOn = '2026-04-05'")).toBe("dueOn > DATE('2026-04-05') OR dueOn = DATE('2026-04-05')");
    expect(loosely("foundAt BETWEEN '2026-04-05' AND '2026-04-06T08:00:00+08:00'")).toBe("foundAt BETWEEN DATE('2026-04-05') AND TIMESTAMP('2026-04-06T00:00:00Z')");
    expect(loosely("title = '2026-04-05' AND overdueDays = 1")).toBe("title = '2026-04-05' AND overdueDays = 1");
  });

  it('and are refused where they mean nothing', () => {
    expect(errorOf(() => loosely('open AND overdue = 2')).place).toBe(19);
    expect(errorOf(() => loosely("dueOn = 'soon'")).place).toBe(8);
  });
});

describe('the desk’s own filter', () => {
  it('is CQL2 text that fits the hazards, the empty one nothing', () => {
    expect(expressionOfSelection({}, 20_780)).toBeNull();
    const selection = Selection.parse({ sectorCode: ['SEC-FIRE', 'SEC-GAS'], statusCode: ['ST-REPORTED'], open: true, overdue: false, overdueDaysMin: 3, dueWithinDays: 7, foundFrom: '2026-01-01', foundTo: '2026-02-01' });
    const tree = expressionOfSelection(selection, 20_553) as Expression;
    const text = printText(tree);
    expect(text).toBe("sectorCode IN ('SEC-FIRE', 'SEC-GAS') AND statusCode = 'ST-REPORTED' AND open AND NOT overdue AND overdueDays >= 3 AND open AND dueOn BETWEEN DATE('2026-04-10') AND DATE('2026-04-17') AND foundAt >= DATE('2026-01-01') AND foundAt <= DATE('2026-02-01')");
    expect(checkFilter(readText(text), filterTypesOf(collectionOf('hazards') as never))).toEqual(tree);
  });
});

describe('words', () => {
  it('LIKE: %, _ and \\, and never more work than text times pattern', () => {
    for (const [text, pattern, matches] of [['abc', 'a%', true], ['abc', 'A%', false], ['abc', '_b_', true], ['a%c', 'a\\%c', true], ['abc', 'a\\%c', false], ['', '%', true], ['', '_', false], ['隐患😀', '隐患_', true], ['a\\b', 'a\\\\b', true], ['aXbXc', '%X%X%', true], ['aXb', '%X%X%', false]] as const) {
      expect([text, pattern, matchesPattern(text, pattern)]).toEqual([text, pattern, matches]);
    }
    expect(matchesPattern('a'.repeat(2000), `${'%a'.repeat(900)}b`)).toBe(false);
  });

  it('letters are folded one for one', () => {
    expect(foldCase('ÉÄΩЖΣ İ ß Straße 隐')).toBe('éäωжσ i ß straße 隐');
  });

  it('null leaves open what it does not decide', () => {
    const at = (text: string) => evaluate(readText(text).tree, (name) => (name === 'n' ? null : 1));
    expect([at('n = 1'), at('NOT n = 1'), at('n = 1 OR a = 1'), at('n = 1 AND a = 2'), at('n = 1 AND a = 1'), at('n IS NULL'), at('a IN (2, n)'), at('a IN (1, n)'), at('n NOT IN (1)'), at('a BETWEEN n AND 0'), at('a BETWEEN n AND 2')]).toEqual([
      null, null, true, false, null, true, null, true, null, false, null,
    ]);
  });

  it('every collection has names to ask for, personal data never among them', () => {
    for (const collection of collections) {
      const types = filterTypesOf(collection);
      expect(types.get('geometry')).toBe('geometry');
      for (const property of collection.properties) expect([property.name, types.has(property.name)]).toEqual([property.name, !property.personal]);
    }
  });
});
