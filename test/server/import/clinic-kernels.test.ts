// Do the parts of the clinic keep their word for any input: shifts there and back, angles, encodings, cells, headings, well-known text?
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../data/contract/collections.ts';
import { distanceMetres } from '../../../data/contract/units.ts';
import { converterOf, readCoordinate, readPair, shiftOf } from '../../../server/import/clinic/coordinates.ts';
import { readDeclared } from '../../../server/import/clinic/declared-crs.ts';
import { findDelimiter } from '../../../server/import/clinic/delimited.ts';
import { detectEncoding } from '../../../server/import/clinic/encoding.ts';
import { readShapeText } from '../../../server/import/clinic/shape-text.ts';
import { dateOfSerial, isDateFormat } from '../../../server/import/clinic/spreadsheet-parts.ts';
import { columnOf, lettersOf } from '../../../server/import/clinic/spreadsheet.ts';
import { polygonsOf } from '../../../server/import/clinic/rings.ts';
import { readerOfProperty } from '../../../server/import/clinic/values.ts';
import { zonePrj } from '../../fixtures/imports/files.ts';

const chinese = fc.record({ lng: fc.double({ min: 74, max: 134, noNaN: true }), lat: fc.double({ min: 18, max: 53, noNaN: true }) });
const one = (chunk: Uint8Array): AsyncIterable<Uint8Array> => (async function* () { yield chunk; })();
const propertyOf = (layer: string, name: string) => {
  const property = collectionOf(layer)?.properties.find((known) => known.name === name);
  if (property === undefined) throw new Error(name);
  return readerOfProperty(property, { areas: new Map([['西镇', 'W'], ['w', 'W']]) });
};
const read = (layer: string, name: string, cell: string | number | boolean) => {
  const meant = propertyOf(layer, name).read(cell);
  return 'fault' in meant ? 'refused' : meant.value;
};

describe('coordinates', () => {
  it('GCJ-02 and BD-09 come back to within half a metre anywhere in China (in fact a millimetre)', () => {
    fc.assert(fc.property(chinese, fc.constantFrom('gcj02' as const, 'bd09' as const), ({ lng, lat }, crs) => {
      const [x, y] = converterOf(crs, false)(...shiftOf(crs)([lng, lat]));
      return distanceMetres(lng, lat, x, y) < 0.001;
    }));
  });

  it('the shift itself is as large as it is known to be (DOMAIN §9.2): 439 m at 121 E, 36.8 N', () => {
    const [x, y] = shiftOf('gcj02')([121, 36.8]);
    expect(distanceMetres(121, 36.8, x, y)).toBeCloseTo(439, -1);
  });

  it('degrees, minutes and seconds say the angle they were made of', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 179 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 5999 }), fc.constantFrom('°|′|″', '度|分|秒', "°|'|\"", 'd|m|s', '° |’ |” '), (degrees, minutes, hundredths, marks) => {
      const [d, m, s] = marks.split('|');
      const seconds = hundredths / 100;
      const found = readCoordinate(`${degrees}${d}${minutes}${m}${seconds}${s}`);
      return found !== null && Math.abs(found.value - (degrees + minutes / 60 + seconds / 3600)) < 1e-9 && found.notation === 'degrees-minutes-seconds';
    }));
  });

  it.each([['61分', '122°61′00″'], ['words', '东经'], ['nothing', ''], ['two points', '1.2.3']])('no angle: %s', (_, text) => {
    expect(readCoordinate(text)).toBeNull();
  });

  it('a pair in one cell keeps its order, and hemispheres say which is which', () => {
    expect(readPair('122.05, 37.05')?.map(({ value }) => value)).toEqual([122.05, 37.05]);
    expect(readPair('37.05N 122.05E')?.map(({ axis }) => axis)).toEqual(['lat', 'lng']);
    expect(readPair('122.05')).toBeNull();
    expect(readPair('1,2,3')).toBeNull();
  });

  it('a .prj names its zone; other datums are named and not guessed', () => {
    expect(readDeclared(zonePrj(123))?.crs).toBe('EPSG:4550');
    expect(readDeclared('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]')?.crs).toBe('wgs84');
    expect(readDeclared('urn:ogc:def:crs:EPSG::4529')?.crs).toBe('EPSG:4529');
    expect(readDeclared('PROJCS["Beijing_1954_3_Degree_GK_CM_123E",GEOGCS["GCS_Beijing_1954",DATUM["D_Beijing_1954"]]]')).toMatchObject({ crs: null, name: 'Beijing_1954_3_Degree_GK_CM_123E' });
  });
});

describe('encodings', () => {
  const words = '编号,企业名称,所属镇街\n1,海洋食品有限公司,西镇街道办事处\n2,水产冷藏厂，消防安全,东镇\n';
  it.each([['utf8', 'utf-8'], ['gbk', 'gb18030'], ['gb18030', 'gb18030'], ['utf16le', 'utf-16le'], ['utf16be', 'utf-16be']])('%s is found as %s', async (encoding, name) => {
    const bytes = iconv.encode(words, encoding, { addBOM: encoding.startsWith('utf16') });
    expect(await detectEncoding(one(bytes))).toMatchObject({ name, sure: true });
  });

  it('Shift_JIS and random bytes are not taken for Chinese', async () => {
    const japanese = iconv.encode('番号,会社名\n1,水産食品カブシキガイシャ、ひらがなのなまえ\n'.repeat(5), 'shift_jis');
    const found = await detectEncoding(one(japanese)).catch(() => ({ sure: false }));
    expect(found.sure).toBe(false);
    await expect(detectEncoding(one(Uint8Array.from({ length: 5000 }, (_, k) => 128 + ((k * 7919) % 128))))).rejects.toThrow('no text');
  });
});

describe('cells', () => {
  it.each<[string, string, string | number | boolean, unknown]>([
    ['enterprises', 'sectorCode', '城镇燃气', 'SEC-GAS'], ['enterprises', 'sectorCode', 'sec-gas', 'SEC-GAS'], ['enterprises', 'sectorCode', 'Town gas', 'SEC-GAS'], ['enterprises', 'sectorCode', '炼丹', 'refused'],
    ['enterprises', 'riskClass', '红色', 1], ['enterprises', 'riskClass', 2, 2], ['enterprises', 'areaCode', ' 西镇 ', 'W'],
    ['enterprises', 'employees', '1,200人', 1200], ['enterprises', 'employees', '1.2万', 12_000], ['enterprises', 'employees', '10-20', 'refused'], ['enterprises', 'employees', 1.5, 'refused'], ['enterprises', 'floorAreaSquareMetres', '350㎡', 350],
    ['enterprises', 'dustExplosive', '否', false], ['enterprises', 'dustExplosive', '√', true], ['enterprises', 'dustExplosive', '也许', 'refused'],
    ['enterprises', 'establishedOn', '2026年3月1日', '2026-03-01'], ['enterprises', 'establishedOn', '2026/3/1', '2026-03-01'], ['enterprises', 'establishedOn', '20260301', '2026-03-01'], ['enterprises', 'establishedOn', 46_082, '2026-03-01'], ['enterprises', 'establishedOn', '2026-02-30', 'refused'], ['enterprises', 'establishedOn', '03/01/2026', 'refused'],
    ['hazards', 'foundAt', '2026-03-01 8:30', '2026-03-01T08:30:00+08:00'], ['hazards', 'foundAt', '2026-03-01T00:30:00Z', '2026-03-01T00:30:00Z'], ['hazards', 'foundAt', '2026年3月1日 8时30分', '2026-03-01T08:30:00+08:00'], ['hazards', 'levelCode', '重大隐患', 'LV-M'],
    ['enterprises', 'creditCode', '９１３７１０００ＭＡ３Ｃ０ＡＢＣ１ｘ', '91371000MA3C0ABC1X'], ['enterprises', 'code', 9.1371e17, 'refused'], ['enterprises', 'name', "'=cmd", '=cmd'],
  ])('%s.%s: %s means %s', (layer, name, cell, value) => {
    expect(read(layer, name, cell)).toBe(value);
  });
});

describe('spreadsheets', () => {
  it('columns have letters, there and back', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 16_384 }), (column) => columnOf(`${lettersOf(column)}7`) === column));
  });

  it.each([[1, '1900-01-01'], [59, '1900-02-28'], [61, '1900-03-01'], [46_082, '2026-03-01'], [46_082.5, '2026-03-01T12:00:00'], [0.25, '06:00:00']])('day %s is %s', (serial, text) => {
    expect(dateOfSerial(serial, false)).toBe(text);
  });

  it.each([['yyyy"年"m"月"d"日"', true], ['[$-804]yyyy/m/d;@', true], ['0.00"m"', false], ['#,##0', false], ['General', false], ['[h]:mm', true], ['0.00_);[Red](0.00)', false]])('format %s: a date is %s', (code, isDate) => {
    expect(isDateFormat(code)).toBe(isDate);
  });

  it.each([['a;b;c\n1;2,5;3\n', ';'], ['a\tb\n1\t2\n', '\t'], ['a,b\n"1,5",2\n', ','], ['a|b|c\n1|2|3\n', '|'], ['a\nb\n', ',']])('what parts %j is %j', (start, delimiter) => {
    expect(findDelimiter(start)).toBe(delimiter);
  });
});

describe('shapes', () => {
  it.each<[string, unknown]>([
    ['POINT(122.05 37.05)', { type: 'Point', coordinates: [122.05, 37.05] }],
    ['SRID=4326;POINT Z (1 2 3)', { type: 'Point', coordinates: [1, 2] }],
    ['LINESTRING(1 2, 3 4)', { type: 'LineString', coordinates: [[1, 2], [3, 4]] }],
    ['POLYGON((0 0, 1 0, 1 1, 0 0),(0.1 0.1, 0.2 0.1, 0.2 0.2, 0.1 0.1))', { type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]], [[0.1, 0.1], [0.2, 0.1], [0.2, 0.2], [0.1, 0.1]]] }],
    ['MULTIPOINT((1 2), (3 4))', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }],
    ['MULTIPOINT(1 2, 3 4)', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }],
    ['POINT EMPTY', null], ['POINT(a b)', null], ['CIRCLE(1 2)', null], ['LINESTRING(1 2', null],
  ])('%s', (text, shape) => {
    expect(readShapeText(text)).toEqual(shape);
  });

  it('a counter-clockwise ring of a shapefile is the hole of the ring around it', () => {
    const outer: [number, number][] = [[0, 0], [0, 10], [10, 10], [10, 0], [0, 0]];
    const hole: [number, number][] = [[2, 2], [4, 2], [4, 4], [2, 4], [2, 2]];
    const other: [number, number][] = [[20, 0], [20, 5], [25, 5], [25, 0], [20, 0]];
    expect(polygonsOf([outer, hole])).toEqual({ type: 'Polygon', coordinates: [outer, hole] });
    expect(polygonsOf([hole, other, outer])).toEqual({ type: 'MultiPolygon', coordinates: [[other], [outer, hole]] });
  });
});
