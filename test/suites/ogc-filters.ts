// Does a server keep OGC API – Features Part 3 and CQL2 as it declares them? Queryables and filters, item by item, over HTTP alone.
import { beforeAll, describe, expect, it } from 'vitest';
import { geoJson, get, getAll, getJson, linkOf, type OgcCollection, type OgcFeature, type OpenApiDocument, openApiType, parametersOf, positionsOf, statusOf } from './ogc-client.ts';

const queryablesRelation = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';
const crs = { crs84: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84', wgs84: 'http://www.opengis.net/def/crs/EPSG/0/4326', cgcs2000: 'http://www.opengis.net/def/crs/EPSG/0/4490', mercator: 'http://www.opengis.net/def/crs/EPSG/0/3857' };

interface Queryable {
  title: string;
  type?: 'string' | 'integer' | 'number' | 'boolean';
  format?: string;
  enum?: string[];
  oneOf?: { const: string; title: string }[];
}
interface Queryables {
  $schema: string;
  $id: string;
  type: string;
  properties: Record<string, Queryable>;
  additionalProperties: boolean;
}
type Value = string | number | boolean | null;

/** Runs the suite; `root` gives the landing page, `collections` the ids tested one by one. */
export function testOgcFilters(root: () => string, collections: readonly string[]): void {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = await getJson(`${root()}/openapi`, openApiType);
  });

  it('conformance: filters, queryables and the classes of CQL2 are declared', async () => {
    const { conformsTo } = await getJson<{ conformsTo: string[] }>(`${root()}/conformance`);
    for (const name of ['queryables', 'queryables-query-parameters', 'filter', 'features-filter']) expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/${name}`);
    for (const name of ['cql2-text', 'cql2-json', 'basic-cql2', 'advanced-comparison-operators', 'case-insensitive-comparison', 'basic-spatial-functions', 'basic-spatial-functions-plus', 'temporal-functions', 'property-property']) {
      expect(conformsTo).toContain(`http://www.opengis.net/spec/cql2/1.0/conf/${name}`);
    }
  });

  describe.each(collections)('filters of %s', (id) => {
    let items: string;
    let all: OgcFeature[];
    let queryables: Queryables;
    let link: { href: string; type?: string };
    beforeAll(async () => {
      const collection = await getJson<OgcCollection>(`${root()}/collections/${id}`);
      items = linkOf(collection.links, 'items').href;
      link = linkOf(collection.links, queryablesRelation);
      queryables = await getJson<Queryables>(link.href, 'application/schema+json');
      all = await getAll(`${items}?limit=10000`);
    });

    const idsOf = (features: readonly OgcFeature[]): unknown[] => features.map((feature) => feature.id);
    const filtered = async (filter: string, more = ''): Promise<unknown[]> => idsOf(await getAll(`${items}?limit=10000&filter=${encodeURIComponent(filter)}${more}`));
    const asJson = (filter: object | boolean): Promise<unknown[]> => filtered(JSON.stringify(filter), '&filter-lang=cql2-json');
    const where = (passes: (properties: Record<string, Value>, feature: OgcFeature) => boolean): unknown[] => idsOf(all.filter((feature) => passes(feature.properties as Record<string, Value>, feature)));
    const status = (filter: string, more = ''): Promise<number> => statusOf(`${items}?filter=${encodeURIComponent(filter)}${more}`, geoJson);
    /** Properties of a kind that have a value somewhere, with a value in the middle. */
    const kinds = (wanted: (queryable: Queryable) => boolean): [string, NonNullable<Value>][] =>
      Object.entries(queryables.properties).flatMap(([name, queryable]): [string, NonNullable<Value>][] => {
        const values = all.map((feature) => feature.properties[name] as Value).filter((value) => value !== null).sort();
        const value = values[Math.floor(values.length / 2)];
        return wanted(queryable) && value !== undefined ? [[name, value]] : [];
      });
    const texts = (): [string, string][] => kinds((one) => one.type === 'string' && one.format === undefined) as [string, string][];
    const numbers = (): [string, number][] => kinds((one) => one.type === 'number' || one.type === 'integer') as [string, number][];
    const flags = (): [string, boolean][] => kinds((one) => one.type === 'boolean') as [string, boolean][];
    const dates = (): [string, string][] => kinds((one) => one.format === 'date') as [string, string][];
    const instants = (): [string, string][] => kinds((one) => one.format === 'date-time') as [string, string][];
    const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
    const micros = (value: Value): number => Date.parse(String(value));

    it('50–51 queryables-link: the collection has it, and items carry it as a header, with HEAD too', async () => {
      expect(link.type).toBe('application/schema+json');
      for (const method of ['GET', 'HEAD']) {
        const response = await fetch(`${items}?limit=1`, { method, headers: { Accept: geoJson } });
        await response.arrayBuffer();
        expect(response.headers.get('Link')).toContain(`<${link.href}>; rel="${queryablesRelation}"`);
      }
    });

    it('52 get-queryables: a JSON Schema whose types are true of the data', async () => {
      const response = await get(link.href, 'application/schema+json,application/json;q=0.5');
      expect(response.headers.get('Content-Type')).toBe('application/schema+json');
      expect(await response.json()).toEqual(queryables);
      expect([queryables.$schema, queryables.$id, queryables.type, queryables.additionalProperties]).toEqual(['https://json-schema.org/draft/2020-12/schema', link.href, 'object', false]);
      const geometry = queryables.properties['geometry'];
      expect([geometry?.type, geometry?.format]).toEqual([undefined, expect.stringMatching(/^geometry-(point|any|linestring-or-multilinestring|polygon-or-multipolygon)$/)]);
      for (const [name, queryable] of Object.entries(queryables.properties)) {
        expect(queryable.title.length).toBeGreaterThan(0);
        for (const { properties, geometry: shape } of all) {
          const value = properties[name] as Value | undefined;
          if (name === 'geometry') expect(queryable.format === 'geometry-any' || shape === null || queryable.format?.includes(shape.type.toLowerCase())).toBe(true);
          else if (value !== null) expect([name, typeof value]).toEqual([name, queryable.type === 'integer' ? 'number' : queryable.type]);
          if (queryable.type === 'integer' && value !== null) expect(Number.isInteger(value)).toBe(true);
          if (queryable.format === 'date' && value !== null) expect(value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
          if (queryable.enum !== undefined && value !== null) expect(queryable.enum).toContain(value);
        }
        if (queryable.oneOf !== undefined) expect(queryable.oneOf.map((one) => one.const)).toEqual(queryable.enum);
      }
      expect(await statusOf(`${link.href}?nothing=1`)).toBe(400);
    });

    it('53 query-param: each queryable is a parameter that gives the matching features', async () => {
      const described = parametersOf(document, `/collections/${id}/items`);
      for (const [name, queryable] of Object.entries(queryables.properties)) {
        if (name === 'geometry') continue;
        expect([name, described.get(name)?.schema.type, described.get(name)?.schema.format]).toEqual([name, queryable.type, queryable.format]);
      }
      for (const [name, value] of [...texts().slice(0, 4), ...numbers().slice(0, 3), ...flags(), ...dates().slice(0, 2), ...instants().slice(0, 2)]) {
        const asked = idsOf(await getAll(`${items}?limit=10000&${name}=${encodeURIComponent(String(value))}`));
        expect([name, asked]).toEqual([name, where((properties) => properties[name] === value)]);
      }
      for (const [name] of [...numbers().slice(0, 1), ...flags().slice(0, 1), ...dates().slice(0, 1)]) expect([name, await statusOf(`${items}?${name}=neither`, geoJson)]).toEqual([name, 400]);
    });

    it('54 parameter-definitions: filter, filter-lang and filter-crs are described', () => {
      const described = parametersOf(document, `/collections/${id}/items`);
      expect(described.get('filter')).toMatchObject({ in: 'query', required: false, schema: { type: 'string' } });
      expect(described.get('filter-lang')?.schema).toMatchObject({ type: 'string', enum: expect.arrayContaining(['cql2-text', 'cql2-json']) as unknown, default: 'cql2-text' });
      expect(described.get('filter-crs')?.schema).toMatchObject({ type: 'string', format: 'uri', default: crs.crs84 });
    });

    it('55–56 filter-param: what is no filter, and a name nobody knows, is 400', async () => {
      expect(await filtered('TRUE')).toEqual(idsOf(all));
      expect(await filtered('FALSE')).toEqual([]);
      expect(await asJson(true)).toEqual(idsOf(all));
      expect(await status('THIS IS NOT A FILTER')).toBe(400);
      expect(await status('')).toBe(400);
      expect(await status('TRUE', '&filter-lang=cql-3000')).toBe(400);
      expect(await status('TRUE', '&filter-lang=cql2-text')).toBe(200);
      expect(await status('TRUE', '&filter-lang=cql2-json')).toBe(400);
      expect(await status('{"op":"=","args":[1,1]}')).toBe(400);
      expect(await status('unknownQueryable12345 = 1')).toBe(400);
      const response = await get(`${items}?filter=${encodeURIComponent('TRUE AND geometri IS NULL')}`, geoJson);
      expect(((await response.json()) as { detail: string }).detail).toBe('filter: at character 10: seen the property "geometri", expected one of the collection, for example geometry');
    });

    it('57 filter-crs: CRS84 unless said, each CRS in its own axis order, unknown ones 400', async () => {
      const [lng, lat] = positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0];
      const [west, south, east, north] = [lng - 0.012, lat - 0.011, lng + 0.013, lat + 0.014];
      const expected = await filtered(`S_INTERSECTS(geometry, BBOX(${west},${south},${east},${north}))`);
      expect(expected.length).toBeGreaterThan(0);
      expect(await filtered(`S_INTERSECTS(geometry, BBOX(${west},${south},${east},${north}))`, `&filter-crs=${encodeURIComponent(crs.crs84)}`)).toEqual(expected);
      expect(await filtered('TRUE', `&bbox=${west},${south},${east},${north}`)).toEqual(expected);
      for (const name of [crs.wgs84, crs.cgcs2000]) {
        expect(await filtered(`S_INTERSECTS(geometry, BBOX(${south},${west},${north},${east}))`, `&filter-crs=${name}`)).toEqual(expected);
        expect(await filtered(`S_INTERSECTS(geometry, POLYGON((${south} ${west}, ${north} ${west}, ${north} ${east}, ${south} ${east}, ${south} ${west})))`, `&filter-crs=${name}`)).toEqual(expected);
      }
      const [x, y] = [(degrees: number) => (degrees * Math.PI * 6_378_137) / 180, (degrees: number) => 6_378_137 * Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360))];
      expect(await filtered(`S_INTERSECTS(geometry, BBOX(${x(west)},${y(south)},${x(east)},${y(north)}))`, `&filter-crs=${crs.mercator}`)).toEqual(expected);
      expect(await status('S_INTERSECTS(geometry, BBOX(1000000,1000000,2000000,2000000))')).toBe(400);
      expect(await status('S_INTERSECTS(geometry, BBOX(1000000,1000000,2000000,2000000))', `&filter-crs=${crs.mercator}`)).toBe(200);
      expect(await status('TRUE', '&filter-crs=http://www.opengis.net/def/crs/EPSG/0/9999999')).toBe(400);
      // 122 is no latitude.
      expect(await status('S_INTERSECTS(geometry, POINT(122 37))', `&filter-crs=${crs.wgs84}`)).toBe(400);
    });

    it('58 mixing-expressions: the filter holds together with bbox, datetime and property parameters', async () => {
      const [name, value] = texts()[0] ?? ['', ''];
      const [lng, lat] = positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0];
      const box = `&bbox=${lng - 0.05},${lat - 0.05},${lng + 0.05},${lat + 0.05}`;
      const inBox = new Set(await filtered('TRUE', box));
      expect(await filtered(`${name} <> ${quoted(value)}`, box)).toEqual(where((properties, feature) => properties[name] !== null && properties[name] !== value && inBox.has(feature.id)));
      const since = '&datetime=2026-03-05T00:00:00Z/..';
      const later = new Set(await filtered('TRUE', since));
      expect(await filtered(`${name} >= ${quoted(value)}`, since)).toEqual(where((properties, feature) => properties[name] !== null && Buffer.compare(Buffer.from(String(properties[name])), Buffer.from(value)) >= 0 && later.has(feature.id)));
      expect(await filtered(`${name} <> ${quoted(value)}`, `&${name}=${encodeURIComponent(value)}`)).toEqual([]);
      expect(await filtered(`${name} = ${quoted(value)}`, `&${name}=${encodeURIComponent(value)}`)).toEqual(where((properties) => properties[name] === value));
      // Pages carry the filter on.
      const pages = await getAll(`${items}?limit=7&filter=${encodeURIComponent(`${name} <> ${quoted(value)}`)}`);
      expect(idsOf(pages)).toEqual(where((properties) => properties[name] !== null && properties[name] !== value));
    });

    it('59 comparison: every operator on every type; null never matches, and NOT does not make it', async () => {
      const operators: Record<string, (order: number) => boolean> = { '=': (o) => o === 0, '<>': (o) => o !== 0, '<': (o) => o < 0, '>': (o) => o > 0, '<=': (o) => o <= 0, '>=': (o) => o >= 0 };
      const inBytes = (a: Value, b: Value): number => Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
      const cases: [string, string, object | Value, (value: Value) => number][] = [
        ...texts().slice(0, 2).map(([name, value]): [string, string, Value, (seen: Value) => number] => [name, quoted(value), value, (seen) => inBytes(seen, value)]),
        ...numbers().slice(0, 2).map(([name, value]): [string, string, Value, (seen: Value) => number] => [name, String(value), value, (seen) => Number(seen) - value]),
        ...flags().slice(0, 1).map(([name, value]): [string, string, Value, (seen: Value) => number] => [name, String(value), value, (seen) => Number(seen) - Number(value)]),
        ...dates().slice(0, 1).map(([name, value]): [string, string, object, (seen: Value) => number] => [name, `DATE('${value}')`, { date: value }, (seen) => inBytes(seen, value)]),
        ...instants().slice(0, 1).map(([name, value]): [string, string, object, (seen: Value) => number] => [name, `TIMESTAMP('${new Date(value).toISOString()}')`, { timestamp: new Date(value).toISOString() }, (seen) => micros(seen) - micros(value)]),
      ];
      expect(cases.length).toBeGreaterThan(1);
      for (const [name, text, json, order] of cases) {
        for (const [op, passes] of Object.entries(operators)) {
          const expected = where((properties) => properties[name] !== null && passes(order(properties[name] as Value)));
          expect([name, op, await filtered(`"${name}"${op}${text}`)]).toEqual([name, op, expected]);
          expect(await asJson({ op, args: [{ property: name }, json] })).toEqual(expected);
          if (op === '<') expect(await filtered(`not ${name} < ${text}`)).toEqual(where((properties) => properties[name] !== null && order(properties[name] as Value) >= 0));
        }
        expect(await filtered(`${name} IS NULL`)).toEqual(where((properties) => properties[name] === null));
        expect(await filtered(`${name} is not null`)).toEqual(where((properties) => properties[name] !== null));
        expect(await asJson({ op: 'isNull', args: [{ property: name }] })).toEqual(where((properties) => properties[name] === null));
      }
      for (const [name] of flags()) expect(await filtered(`not "${name}"`)).toEqual(where((properties) => properties[name] === false));
    });

    it('59 logical: AND before OR, brackets before both, keywords in any case', async () => {
      const [[a, x], [b, y]] = [texts()[0] ?? ['', ''], texts()[1] ?? ['', '']];
      const [isX, isY] = [(properties: Record<string, Value>) => properties[a] === x, (properties: Record<string, Value>) => properties[b] === y];
      const [p, q] = [`${a} = ${quoted(x)}`, `${b} = ${quoted(y)}`];
      expect(await filtered(`${p} or ${q} AnD FALSE`)).toEqual(where(isX));
      expect(await filtered(`(${p} OR ${q}) AND TRUE`)).toEqual(where((properties) => isX(properties) || isY(properties)));
      expect(await filtered(`NOT (${p} and ${q})`)).toEqual(where((properties) => (properties[a] !== null && !isX(properties)) || (properties[b] !== null && !isY(properties))));
      expect(await asJson({ op: 'or', args: [{ op: '=', args: [{ property: a }, x] }, { op: 'not', args: [true] }] })).toEqual(where(isX));
    });

    it('59 type-mismatch, syntax-errors: 400', async () => {
      const [name] = texts()[0] ?? [''];
      for (const filter of [`${name} = 1`, `${name} = TRUE`, `${name} > DATE('2026-01-01')`, name, `${name} =`, `= 'x'`, `${name} = 'x' AND`, `(${name} = 'x'`, `${name} = 'x')`, `${name} LIKE`, `${name} IN`, `${name} = 'x`, `${name} = "x"`, `${name} == 'x'`, "TIMESTAMP('x') = 1", 'geometry = 1']) expect([filter, await status(filter)]).toEqual([filter, 400]);
      for (const [number] of numbers().slice(0, 1)) for (const filter of [`${number} = 'x'`, `${number} LIKE '1'`, `${number} = false`]) expect([filter, await status(filter)]).toEqual([filter, 400]);
    });

    it('60 like, between, in, casei: with their NOT, in both languages', async () => {
      const [name, value] = texts()[0] ?? ['', ''];
      const text = (properties: Record<string, Value>): string => String(properties[name]);
      const has = (properties: Record<string, Value>): boolean => properties[name] !== null;
      const [head, escaped] = [[...value][0] ?? '', value.replace(/[\\%_]/g, '\\$&')];
      expect(await filtered(`${name} LIKE ${quoted(`${head}%`)}`)).toEqual(where((properties) => has(properties) && text(properties).startsWith(head)));
      expect(await filtered(`${name} not like ${quoted(`${head}%`)}`)).toEqual(where((properties) => has(properties) && !text(properties).startsWith(head)));
      expect(await filtered(`${name} LIKE ${quoted(`_${[...escaped].slice(1).join('')}`)}`)).toEqual(where((properties) => has(properties) && [...text(properties)].slice(1).join('') === [...value].slice(1).join('') && text(properties) !== ''));
      expect(await filtered(`${name} LIKE ${quoted(escaped)}`)).toEqual(where((properties) => text(properties) === value));
      expect(await asJson({ op: 'like', args: [{ property: name }, `%${escaped}%`] })).toEqual(where((properties) => has(properties) && text(properties).includes(value)));
      expect(await filtered(`${name} LIKE ${quoted(value.toLowerCase())}`)).toEqual(where((properties) => text(properties) === value.toLowerCase()));
      expect(await filtered(`CASEI(${name}) LIKE casei(${quoted(`${escaped.toLowerCase()}%`)})`)).toEqual(where((properties) => has(properties) && text(properties).toLowerCase().startsWith(value.toLowerCase())));
      expect(await filtered(`CASEI(${name}) = CASEI(${quoted(value.toUpperCase())})`)).toEqual(where((properties) => has(properties) && text(properties).toLowerCase() === value.toLowerCase()));
      expect(await asJson({ op: 'in', args: [{ op: 'casei', args: [{ property: name }] }, [{ op: 'casei', args: [value.toUpperCase()] }]] })).toEqual(where((properties) => has(properties) && text(properties).toLowerCase() === value.toLowerCase()));
      expect(await filtered(`${name} IN (${quoted(value)}, 'no such', 'O''Brien', 'O\\'Brien')`)).toEqual(where((properties) => text(properties) === value));
      expect(await filtered(`${name} NOT IN (${quoted(value)})`)).toEqual(where((properties) => has(properties) && text(properties) !== value));
      for (const [number, middle] of numbers().slice(0, 2)) {
        const inside = (properties: Record<string, Value>): boolean => Number(properties[number]) >= middle - 1 && Number(properties[number]) <= middle + 1;
        expect(await filtered(`${number} BETWEEN ${middle - 1} AND ${middle + 1}`)).toEqual(where((properties) => properties[number] !== null && inside(properties)));
        expect(await filtered(`${number} NOT BETWEEN ${middle - 1} AND ${middle + 1}`)).toEqual(where((properties) => properties[number] !== null && !inside(properties)));
        expect(await asJson({ op: 'between', args: [{ property: number }, middle - 1, middle + 1] })).toEqual(where((properties) => properties[number] !== null && inside(properties)));
      }
    });

    it('60 s_intersects: with a box, a point and every other geometry; positions that are none are 400', async () => {
      const [lng, lat] = positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0];
      expect(await filtered(`S_INTERSECTS(geometry, POINT(${lng} ${lat}))`)).toContain(all[0]?.id);
      expect(await asJson({ op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [lng, lat] }] })).toContain(all[0]?.id);
      const box = [lng - 0.03, lat - 0.03, lng + 0.04, lat + 0.03] as const;
      const byBox = await filtered('TRUE', `&bbox=${box.join(',')}`);
      const [west, south, east, north] = box;
      const polygon = { type: 'Polygon', coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] };
      expect(await asJson({ op: 's_intersects', args: [{ property: 'geometry' }, { bbox: box }] })).toEqual(byBox);
      expect(await asJson({ op: 's_intersects', args: [polygon, { property: 'geometry' }] })).toEqual(byBox);
      expect(await filtered(`NOT S_DISJOINT(geometry, BBOX(${box.join(',')}))`)).toEqual(byBox);
      expect(await asJson({ op: 's_intersects', args: [{ property: 'geometry' }, { type: 'GeometryCollection', geometries: [polygon, { type: 'Point', coordinates: [0, 0] }] }] })).toEqual(byBox);
      for (const geometry of [`LINESTRING(${west} ${south}, ${east} ${north})`, `MULTIPOINT((${lng} ${lat}))`, `MULTILINESTRING((${west} ${lat}, ${east} ${lat}))`, `MULTIPOLYGON(((${west} ${south}, ${east} ${south}, ${east} ${north}, ${west} ${south})))`]) {
        for (const found of await filtered(`S_INTERSECTS(geometry, ${geometry})`)) expect(byBox).toContain(found);
      }
      for (const filter of ['S_INTERSECTS(geometry, POINT(90 180))', 'S_INTERSECTS(geometry, POINT(1))', 'S_INTERSECTS(geometry, BBOX(0,0,1))', 'S_INTERSECTS(geometry, 1)', 'S_INTERSECTS(geometry)', 'S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 0)))']) expect([filter, await status(filter)]).toEqual([filter, 400]);
    });

    it('60 temporal-functions: instants and days against instants and intervals', async () => {
      for (const [name, value] of instants().slice(0, 1)) {
        const at = new Date(value).toISOString();
        const seen = (properties: Record<string, Value>): number => micros(properties[name] as Value);
        const has = (passes: (time: number) => boolean) => where((properties) => properties[name] !== null && passes(seen(properties)));
        expect(await filtered(`T_AFTER(${name}, TIMESTAMP('${at}'))`)).toEqual(has((time) => time > micros(value)));
        expect(await filtered(`T_BEFORE(${name}, TIMESTAMP('${at}'))`)).toEqual(has((time) => time < micros(value)));
        expect(await filtered(`T_EQUALS(${name}, TIMESTAMP('${at}'))`)).toEqual(has((time) => time === micros(value)));
        expect(await filtered(`T_DURING(${name}, INTERVAL('2026-03-01T00:00:00Z', '..'))`)).toEqual(has((time) => time > Date.parse('2026-03-01T00:00:00Z')));
        expect(await asJson({ op: 't_disjoint', args: [{ property: name }, { interval: ['..', at] }] })).toEqual(has((time) => time > micros(value)));
        expect(await asJson({ op: 't_intersects', args: [{ property: name }, { interval: [at, '..'] }] })).toEqual(has((time) => time >= micros(value)));
      }
      for (const [name, value] of dates().slice(0, 1)) {
        const has = (passes: (day: string) => boolean) => where((properties) => properties[name] !== null && passes(String(properties[name])));
        expect(await filtered(`T_AFTER(${name}, DATE('${value}'))`)).toEqual(has((day) => day > value));
        expect(await asJson({ op: 't_before', args: [{ property: name }, { date: value }] })).toEqual(has((day) => day < value));
        expect(await filtered(`T_DURING(${name}, INTERVAL('2000-01-01', '${value}'))`)).toEqual(has((day) => day > '2000-01-01' && day < value));
      }
      expect(await status("T_AFTER(TIMESTAMP('2026-01-01T00:00:00Z'), 1)")).toBe(400);
      expect(await status("T_MEETS(DATE('2026-01-01'), DATE('2026-01-01'))")).toBe(400);
    });

    it('hostile filters are refused: brackets, lists, NOT, unclosed texts', async () => {
      for (const filter of ['('.repeat(3000), 'NOT '.repeat(1000), `1 IN (${'1,'.repeat(1100)}1)`, `'${'x'.repeat(4000)}`, `${"'".repeat(2001)}`, `{${'['.repeat(2000)}`, '\0', "'; drop table sites --"]) expect([filter.slice(0, 20), await status(filter)]).toEqual([filter.slice(0, 20), 400]);
      expect(await status('['.repeat(2000), '&filter-lang=cql2-json')).toBe(400);
      expect(await filtered(`${texts()[0]?.[0]} = '''; drop table sites; --'`)).toEqual([]);
    });
  });
}
