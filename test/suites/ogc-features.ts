// Does a server keep OGC API – Features Part 1 (core, GeoJSON, OpenAPI 3.0)? One test for each item of the conformance class, over HTTP alone.
import { bboxPolygon, booleanIntersects, feature as turfFeature } from '@turf/turf';
import { beforeAll, describe, expect, it } from 'vitest';
import { geoJson, get, getAll, getJson, getPage, linkOf, type OgcCollection, type OgcFeature, type OgcLink, openApiType, type OpenApiDocument, parametersOf, positionsOf, statusOf } from './ogc-client.ts';

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** Which properties say when an item is, for the oracle of datetime: [start, end] (a date is its whole day in `zone`). */
export type TimeOf = Readonly<Record<string, readonly [string, string]>>;

/** Runs the suite; `root` gives the landing page, `collections` the ids tested one by one, `timeOf` the time properties of those that have time. */
export function testOgcFeatures(root: () => string, collections: readonly string[], timeOf: TimeOf): void {
  let landing: { links: OgcLink[] };
  let document: OpenApiDocument;
  let list: { collections: OgcCollection[]; links: OgcLink[] };
  beforeAll(async () => {
    landing = await getJson(root());
    document = await getJson(linkOf(landing.links, 'service-desc').href, openApiType);
    list = await getJson(`${root()}/collections`);
  });

  it('1–3 core/http, root: the landing page links to description, conformance and data', async () => {
    for (const address of [root(), `${root()}/`]) {
      const { links } = await getJson<{ links: OgcLink[] }>(address);
      for (const rel of ['service-desc', 'service-doc', 'conformance', 'data']) expect(linkOf(links, rel).href).toMatch(/^http/);
      for (const link of links) expect([typeof link.href, typeof link.rel]).toEqual(['string', 'string']);
    }
  });

  it('4–5, 39 api-definition: every description answers in its own media type', async () => {
    const described = landing.links.filter((link) => link.rel.startsWith('service-'));
    expect(described.map((link) => link.type).sort()).toEqual([openApiType, 'text/html'].sort());
    for (const link of described) {
      const response = await get(link.href, link.type);
      expect([link.href, response.status]).toEqual([link.href, 200]);
      expect(response.headers.get('Content-Type')?.split(';')[0]).toBe(link.type?.split(';')[0]);
      await response.arrayBuffer();
    }
    const response = await get(linkOf(landing.links, 'service-desc').href, openApiType);
    expect(response.headers.get('Content-Type')).toBe(openApiType);
  });

  it('6–7 conformance: core, GeoJSON, HTML and OpenAPI 3.0 are declared, nothing that is not there', async () => {
    for (const link of [{ href: `${root()}/conformance` }, ...landing.links.filter((one) => one.rel.endsWith('conformance'))]) {
      const { conformsTo } = await getJson<{ conformsTo: string[] }>(link.href);
      for (const name of ['core', 'geojson', 'html', 'oas30']) expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`);
      expect(conformsTo.filter((uri) => /features-2\/1.0\/conf\/(?!crs$)|features-3\/1.0\/conf\/(?!queryables|filter|features-filter)|\/(arithmetic|functions|array-functions|accent-insensitive-comparison|spatial-functions)$/.test(uri))).toEqual([]);
    }
  });

  it('8–11 fc-md: collections have unique ids, a self link, CRS84 first and one items link for each media type', () => {
    expect(linkOf(list.links, 'self').type).toBe('application/json');
    expect(list.collections.length).toBeGreaterThanOrEqual(collections.length);
    expect(new Set(list.collections.map((one) => one.id)).size).toBe(list.collections.length);
    for (const one of list.collections) {
      expect([typeof one.title, typeof one.description, one.itemType]).toEqual(['string', 'string', 'feature']);
      expect(one.crs[0]).toBe('http://www.opengis.net/def/crs/OGC/1.3/CRS84');
      expect(one.links.filter((link) => link.rel === 'items').map((link) => link.type)).toEqual([geoJson, 'text/html']);
      for (const link of one.links) expect(link.type).toBeTruthy();
    }
  });

  it('34 http-404: an unknown collection is 404, with its items and tiles', async () => {
    for (const path of ['', '/items', '/items/1', '/tiles']) expect(await statusOf(`${root()}/collections/no-such-collection${path}`)).toBe(404);
  });

  it('40–41 oas30: operation ids are unique, path parameters declared, every answer described with its schema', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method, operation })));
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    for (const { path, operation } of operations) {
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect([path, declared.map((parameter) => parameter.name)]).toEqual([path, [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])]);
      expect(declared.every((parameter) => parameter.required === true)).toBe(true);
      for (const status of ['400', '404']) expect(Object.keys(operation.responses[status]?.content ?? {})).toEqual(['application/problem+json']);
      const success = Object.entries(operation.responses).filter(([status]) => status.startsWith('2') && status !== '204');
      for (const [, { content }] of success) for (const { schema } of Object.values(content ?? {})) expect(schema).toBeTypeOf('object');
    }
  });

  describe.each(collections)('collection %s', (id) => {
    let collection: OgcCollection;
    let items: string;
    let all: OgcFeature[];
    const ids = (features: readonly OgcFeature[]): (number | string)[] => features.map((feature) => feature.id).sort((a, b) => Number(a) - Number(b));
    const within = async (query: string): Promise<(number | string)[]> => ids(await getAll(`${items}?limit=1000&${query}`));
    beforeAll(async () => {
      const found = list.collections.find((one) => one.id === id);
      if (found === undefined) throw new Error(`no collection ${id}`);
      collection = found;
      items = linkOf(found.links, 'items').href;
      all = await getAll(`${items}?limit=10000`);
      expect(all.length).toBeGreaterThan(0);
    });

    it('12 extent: holds every feature, in time with zone', () => {
      const [west, south, east, north] = collection.extent.spatial?.bbox[0] ?? [0, 0, 0, 0];
      for (const { geometry } of all) {
        for (const [lng, lat] of positionsOf(geometry)) expect(lng >= west && lng <= east && lat >= south && lat <= north).toBe(true);
      }
      const times = timeOf[id];
      expect(collection.extent.temporal !== undefined).toBe(times !== undefined);
      for (const end of collection.extent.temporal?.interval[0] ?? []) if (end !== null) expect(end).toMatch(rfc3339);
      if (times === undefined) return;
      const [from, to] = collection.extent.temporal?.interval[0] ?? [null, null];
      for (const { properties } of all) {
        const [start, end] = spanOf(properties, times);
        if (from !== null && start !== null) expect(start).toBeGreaterThanOrEqual(Date.parse(from));
        if (to !== null && end !== null && Number.isFinite(end)) expect(end).toBeLessThanOrEqual(Date.parse(to));
      }
    });

    it('13–14 sfc-md: the collection alone says the same as the list', async () => {
      expect(await getJson(linkOf(collection.links, 'self').href)).toEqual(collection);
    });

    it('15–21, 35–36 fc-response: a page is valid GeoJSON in CRS84 with true counts, time and links', async () => {
      const response = await get(items, geoJson);
      expect(response.headers.get('Content-Type')).toBe(geoJson);
      const page = (await response.json()) as Awaited<ReturnType<typeof getPage>>;
      expect(page.type).toBe('FeatureCollection');
      expect(page.crs).toBeUndefined();
      expect(page.timeStamp).toMatch(rfc3339);
      expect(page.numberMatched).toBe(all.length);
      expect(page.numberReturned).toBe(page.features.length);
      expect(linkOf(page.links, 'self').type).toBe(geoJson);
      for (const link of page.links) expect(link.type).toBeTruthy();
      for (const feature of page.features) {
        expect([feature.type, typeof feature.id, typeof feature.properties]).toEqual(['Feature', 'number', 'object']);
        for (const [lng, lat] of positionsOf(feature.geometry)) expect(Math.abs(lng) <= 180 && Math.abs(lat) <= 90).toBe(true);
        for (const ring of ringsOf(feature)) {
          expect(ring.length).toBeGreaterThanOrEqual(4);
          expect(ring[0]).toEqual(ring.at(-1));
        }
      }
    });

    it('22 paging: following next gives every feature once, in one order, whatever the page size', async () => {
      const inOrder = all.map((feature) => feature.id);
      for (const limit of [1, 7, 100]) {
        if (all.length / limit > 400) continue;
        expect((await getAll(`${items}?limit=${limit}`)).map((feature) => feature.id)).toEqual(inOrder);
      }
      // As the CITE suite does: next with its limit replaced by the maximum.
      const first = await getPage(items);
      const next = first.links.find((link) => link.rel === 'next');
      if (next === undefined) expect(first.features.length).toBe(all.length);
      else {
        const address = new URL(next.href);
        address.searchParams.set('limit', '10000');
        expect([...first.features, ...(await getAll(address.toString()))].map((feature) => feature.id)).toEqual(inOrder);
      }
    });

    it('23–24 limit: described with minimum, maximum and default, and kept', async () => {
      const limit = parametersOf(document, `/collections/${id}/items`).get('limit');
      expect(limit).toMatchObject({ in: 'query', required: false, style: 'form', explode: false, schema: { type: 'integer' } });
      const { minimum = -1, maximum = 0, default: byDefault = 0 } = limit?.schema ?? {};
      expect(minimum).toBe(1);
      expect(maximum * 4).toBeGreaterThanOrEqual(Math.min(all.length, 10_000));
      for (const asked of [1, 7, 100]) expect((await getPage(`${items}?limit=${asked}`)).features.length).toBe(Math.min(asked, all.length));
      expect((await getPage(`${items}?limit=${maximum + 1}`)).features.length).toBe(Math.min(maximum, all.length));
      expect((await getPage(items)).features.length).toBe(Math.min(byDefault, all.length));
    });

    it('25–26 bbox: described, and gives exactly the features whose geometry meets the box, edges included', async () => {
      expect(parametersOf(document, `/collections/${id}/items`).get('bbox')).toMatchObject({ in: 'query', style: 'form', explode: false, schema: { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } } });
      const [west, south, east, north] = collection.extent.spatial?.bbox[0] ?? [0, 0, 0, 0];
      const [lng, lat] = [(west + east) / 2, (south + north) / 2];
      const [x, y] = positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0];
      const boxes = [
        [west, south, east, north], [west, south, lng, lat], [lng, lat, east, north], [x, y, x, y], [x, y - 0.01, x, y + 0.01], [x, y, x + 0.03, y + 0.02],
        [-1.5, 50, 1.5, 53], [-80, -5, -70, 5], [-180, 85, 180, 90], [-180, -90, 180, -85],
      ] as [number, number, number, number][];
      for (const box of boxes) {
        const expected = ids(all.filter((feature) => meets(feature, box)));
        expect([box, await within(`bbox=${box.join(',')}`)]).toEqual([box, expected]);
        expect([box, (await getPage(`${items}?limit=1&bbox=${box.join('%2C')}`)).numberMatched]).toEqual([box, expected.length]);
      }
    });

    it('27 bbox-antimeridian: a box with west > east holds both sides', async () => {
      expect(await within('bbox=177,65,-177,70')).toEqual([]);
      const [west, south, east, north] = collection.extent.spatial?.bbox[0] ?? [0, 0, 0, 0];
      const middle = positionsOf(all[0]?.geometry ?? null)[0]?.[0] ?? (west + east) / 2;
      const [from, to] = [Math.max(middle - 0.001, west), -170];
      const expected = ids(all.filter((feature) => meets(feature, [from, south, 180, north]) || meets(feature, [-180, south, to, north])));
      expect(await within(`bbox=${from},${south},${to},${north}`)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    });

    it('28 bbox-six-numbers: heights are passed over for flat data', async () => {
      const [west, south, east, north] = collection.extent.spatial?.bbox[0] ?? [0, 0, 0, 0];
      expect((await getPage(`${items}?bbox=${west},${south},-10,${east},${north},5000`)).numberMatched).toBe(all.length);
    });

    it('29–30 datetime: described, and gives the features whose time meets it, and those without time', async () => {
      expect(parametersOf(document, `/collections/${id}/items`).get('datetime')).toMatchObject({ in: 'query', required: false, style: 'form', explode: false, schema: { type: 'string' } });
      const times = timeOf[id];
      const known = all.flatMap(({ properties }) => (times === undefined ? [] : [properties[times[0]], properties[times[1]]])).filter((value) => typeof value === 'string').map((value) => (value.length > 10 ? value : `${value}T12:00:00+08:00`)).sort();
      const a = known[Math.floor(known.length / 3)] ?? '2026-01-01T00:00:00Z';
      const b = known[Math.floor((known.length * 2) / 3)] ?? '2026-02-01T00:00:00Z';
      const utc = (text: string): string => new Date(text).toISOString();
      const cases: [string, string | null, string | null][] = [
        [utc(a), a, a], [encodeURIComponent(a), a, a], [`${utc(a)}/${utc(b)}`, a, b], [`../${utc(b)}`, null, b], [`${utc(a)}/..`, a, null], [`/${utc(b)}`, null, b], [`${utc(a)}/`, a, null], ['../..', null, null],
        [`${utc(a).replace('Z', '+00:00')}/..`, a, null], ['1900-01-01T00:00:00Z', '1900-01-01T00:00:00Z', '1900-01-01T00:00:00Z'], ['2100-01-01T00:00:00Z/..', '2100-01-01T00:00:00Z', null],
      ];
      for (const [query, from, to] of cases) {
        const expected = ids(
          all.filter(({ properties }) => {
            const [start, end] = times === undefined ? [null, null] : spanOf(properties, times);
            if (start === null) return true;
            return (from === null || (end ?? Number.POSITIVE_INFINITY) >= Date.parse(from)) && (to === null || start <= Date.parse(to));
          }),
        );
        expect([query, await within(`datetime=${query}`)]).toEqual([query, expected]);
      }
    });

    it('31 query-param-invalid: what cannot be read is 400', async () => {
      const bad = ['limit=unlimited', 'limit=-1', 'limit=0', 'limit=', 'bbox=1,2,3', 'bbox=1,2,3,4,5', 'bbox=a,b,c,d', 'bbox=NaN,0,1,1', 'bbox=0,1,1,Infinity', 'bbox=0,10,1,5', 'bbox=', 'datetime=yesterday', 'datetime=2026-13-01T00:00:00Z', 'datetime=2026-02-30T00:00:00Z', 'datetime=2026-01-02T00:00:00Z/2026-01-01T00:00:00Z', 'datetime=', 'datetime=a/b/c', 'limit=1&limit=2'];
      for (const query of bad) expect([query, await statusOf(`${items}?${query}`)]).toEqual([query, 400]);
    });

    it('32 query-param-unknown: an unknown parameter is 400', async () => {
      expect(await statusOf(`${items}?unknownQueryParameter12345=1`)).toBe(400);
      expect(await statusOf(`${items}/${all[0]?.id}?unknownQueryParameter12345=1`)).toBe(400);
    });

    it('33–34 f: one feature by its id is what the list says, and an unknown one is 404', async () => {
      for (const feature of [all[0], all[Math.floor(all.length / 2)], all.at(-1)]) {
        const response = await get(`${items}/${feature?.id}`, geoJson);
        expect([response.status, response.headers.get('Content-Type')]).toEqual([200, geoJson]);
        const { links, ...alone } = (await response.json()) as OgcFeature;
        expect(alone).toEqual(feature);
        for (const rel of ['self', 'collection']) expect(linkOf(links ?? [], rel).type).toBeTruthy();
        expect((await getJson<OgcCollection>(linkOf(links ?? [], 'collection').href)).id).toBe(id);
      }
      for (const unknown of ['99999999', '0', 'no-such-feature', '-1', '1e3', '999999999999999999999']) expect([unknown, await statusOf(`${items}/${unknown}`, geoJson)]).toEqual([unknown, 404]);
    });
  });
}

/** First and last millisecond of an item; a date is its whole day in the city's zone, no start = no time, no end = for ever. */
function spanOf(properties: Record<string, unknown>, [start, end]: readonly [string, string]): [number | null, number | null] {
  const read = (value: unknown, last: boolean): number | null => (typeof value !== 'string' ? null : Date.parse(value.length > 10 ? value : `${value}T${last ? '23:59:59.999' : '00:00:00'}+08:00`));
  return [read(properties[start], false), read(properties[end], true)];
}

function meets({ geometry }: OgcFeature, box: [number, number, number, number]): boolean {
  if (geometry === null) return true;
  const [west, south, east, north] = box;
  if (geometry.type === 'Point') {
    const [lng, lat] = geometry.coordinates as [number, number];
    return lng >= west && lng <= east && lat >= south && lat <= north;
  }
  // A box without area is taken as the point or line it is.
  const shape = west === east && south === north ? { type: 'Point', coordinates: [west, south] } : west === east || south === north ? { type: 'LineString', coordinates: [[west, south], [east, north]] } : bboxPolygon(box).geometry;
  return booleanIntersects(turfFeature(geometry as never), turfFeature(shape as never));
}

function ringsOf({ geometry }: OgcFeature): number[][][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates;
  if (geometry?.type === 'MultiPolygon') return (geometry.coordinates as number[][][][]).flat();
  return [];
}
