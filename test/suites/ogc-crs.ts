// Does a server keep OGC API – Features Part 2 as it declares it? Every CRS it lists, in the order of its authority, compared with proj4.
import proj4 from 'proj4';
import { beforeAll, describe, expect, it } from 'vitest';
import { geoJson, get, getAll, getJson, linkOf, type OgcCollection, type OgcFeature, type OpenApiDocument, openApiType, parametersOf, positionsOf, statusOf } from './ogc-client.ts';

const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const uriOf = (code: number): string => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
/** Definitions and axis orders as the EPSG registry gives them, written here a second time so that the server does not judge itself. */
const definitions: Readonly<Record<string, { readonly proj: string | null; readonly northFirst: boolean; readonly tolerance: number }>> = {
  [crs84]: { proj: null, northFirst: false, tolerance: 1e-9 },
  [uriOf(4326)]: { proj: null, northFirst: true, tolerance: 1e-9 },
  [uriOf(4490)]: { proj: null, northFirst: true, tolerance: 1e-9 },
  [uriOf(3857)]: { proj: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +no_defs', northFirst: false, tolerance: 1e-3 },
  [uriOf(4549)]: { proj: '+proj=tmerc +lat_0=0 +lon_0=120 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs', northFirst: true, tolerance: 1e-3 },
  [uriOf(4550)]: { proj: '+proj=tmerc +lat_0=0 +lon_0=123 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs', northFirst: true, tolerance: 1e-3 },
};

/** Runs the suite; `root` gives the landing page, `collections` the ids tested one by one. */
export function testOgcCrs(root: () => string, collections: readonly string[]): void {
  let document: OpenApiDocument;
  beforeAll(async () => {
    document = await getJson(`${root()}/openapi`, openApiType);
  });

  it('conformance: CRS is declared', async () => {
    const { conformsTo } = await getJson<{ conformsTo: string[] }>(`${root()}/conformance`);
    expect(conformsTo).toContain('http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs');
  });

  describe.each(collections)('coordinates of %s', (id) => {
    let items: string;
    let offered: string[];
    let all: OgcFeature[];
    beforeAll(async () => {
      const collection = await getJson<OgcCollection & { storageCrs: string }>(`${root()}/collections/${id}`);
      items = linkOf(collection.links, 'items', geoJson).href;
      offered = collection.crs;
      all = await getAll(`${items}?limit=10000`);
    });
    const there = (uri: string): ((position: readonly number[]) => [number, number]) => {
      const { proj, northFirst } = definitions[uri] ?? { proj: null, northFirst: false };
      const projection = proj === null ? null : proj4(proj);
      return ([lng = 0, lat = 0]) => {
        const [x = 0, y = 0] = projection === null ? [lng, lat] : projection.forward([lng, lat]);
        return northFirst ? [y, x] : [x, y];
      };
    };
    const idsOf = (features: readonly OgcFeature[]): unknown[] => features.map((feature) => feature.id);

    it('42–43 crs-uri, default-crs, storageCrs: listed by their OGC names, CRS84 first, stored in one of them, the city’s own zone among them', async () => {
      expect(offered[0]).toBe(crs84);
      expect(offered.slice(0, 4)).toEqual([crs84, uriOf(4326), uriOf(4490), uriOf(3857)]);
      expect(offered.length).toBe(5);
      for (const uri of offered) expect(uri).toMatch(/^http:\/\/www\.opengis\.net\/def\/crs\/(OGC|EPSG)\/[\w.]+\/\w+$/);
      const { collections: listed } = await getJson<{ collections: (OgcCollection & { storageCrs: string })[] }>(`${root()}/collections`);
      const one = listed.find((collection) => collection.id === id);
      expect(one?.crs).toEqual(offered);
      expect(offered).toContain(one?.storageCrs);
      for (const uri of offered) expect(Object.keys(definitions)).toContain(uri);
    });

    it('44 parameter-definitions: crs at items and item, bbox-crs at items', () => {
      for (const path of [`/collections/${id}/items`, `/collections/${id}/items/{featureId}`]) {
        expect(parametersOf(document, path).get('crs')).toMatchObject({ in: 'query', style: 'form', explode: false, schema: { type: 'string', format: 'uri' } });
        expect(parametersOf(document, path).get('crs')?.required ?? false).toBe(false);
      }
      expect(parametersOf(document, `/collections/${id}/items`).get('bbox-crs')).toMatchObject({ in: 'query', style: 'form', explode: false, schema: { type: 'string', format: 'uri' } });
    });

    it('45–46, 48 crs: every answer names its CRS, and its coordinates are those of proj4 in the order of the authority', async () => {
      for (const [asked, uri] of [[null, crs84], ...offered.map((one) => [one, one])] as [string | null, string][]) {
        const query = asked === null ? '' : `crs=${encodeURIComponent(asked)}&`;
        const response = await get(`${items}?${query}limit=10000`, geoJson);
        expect([uri, response.status, response.headers.get('content-crs')]).toEqual([uri, 200, `<${uri}>`]);
        const page = (await response.json()) as { features: OgcFeature[] };
        expect(idsOf(page.features)).toEqual(idsOf(all));
        const { tolerance } = definitions[uri] ?? { tolerance: 0 };
        const project = there(uri);
        for (const [place, feature] of page.features.entries()) {
          const positions = positionsOf(feature.geometry);
          const expected = positionsOf(all[place]?.geometry ?? null).map(project);
          expect(positions.length).toBe(expected.length);
          for (const [k, [x = 0, y = 0]] of positions.entries()) {
            expect(Math.abs(x - (expected[k]?.[0] ?? 0))).toBeLessThan(tolerance);
            expect(Math.abs(y - (expected[k]?.[1] ?? 0))).toBeLessThan(tolerance);
          }
        }
        const one = await get(`${items}/${all[0]?.id}${asked === null ? '' : `?crs=${encodeURIComponent(asked)}`}`, geoJson);
        expect(one.headers.get('content-crs')).toBe(`<${uri}>`);
        expect(((await one.json()) as OgcFeature).geometry).toEqual(page.features[0]?.geometry);
      }
    });

    it('a next page keeps the CRS', async () => {
      const uri = offered.at(-1) ?? '';
      const first = await getJson<{ links: { rel: string; href: string }[]; features: OgcFeature[] }>(`${items}?limit=1&crs=${encodeURIComponent(uri)}`, geoJson);
      const next = first.links.find(({ rel }) => rel === 'next');
      if (all.length > 1) expect((await get(next?.href ?? '', geoJson)).headers.get('content-crs')).toBe(`<${uri}>`);
    });

    it('47 crs-parameter-invalid: an unlisted one is refused at items and at an item, and so is an unlisted bbox-crs', async () => {
      for (const uri of [uriOf(9_999_999), uriOf(4479), 'EPSG:4326', '']) {
        const word = encodeURIComponent(uri);
        expect([uri, await statusOf(`${items}?crs=${word}`, geoJson)]).toEqual([uri, 400]);
        expect([uri, await statusOf(`${items}/${all[0]?.id}?crs=${word}`, geoJson)]).toEqual([uri, 400]);
        expect([uri, await statusOf(`${items}?bbox=0,0,1,1&bbox-crs=${word}`, geoJson)]).toEqual([uri, 400]);
      }
    });

    it('49 bbox-crs: the same features as by the box in CRS84, each box in its own order; a box about one feature finds it', async () => {
      const [lng, lat] = (positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0]) as [number, number];
      const boxOf = async (uri: string, corners: readonly [number, number][]): Promise<unknown[]> => {
        const project = there(uri);
        const projected = corners.map(project);
        const low = [0, 1].map((axis) => Math.min(...projected.map((corner) => corner[axis] ?? 0)));
        const high = [0, 1].map((axis) => Math.max(...projected.map((corner) => corner[axis] ?? 0)));
        return idsOf(await getAll(`${items}?limit=10000&bbox=${[...low, ...high].join(',')}&bbox-crs=${encodeURIComponent(uri)}`));
      };
      const corners: [number, number][] = [[lng - 0.0121, lat - 0.0113], [lng + 0.0127, lat + 0.0131]];
      const expected = idsOf(await getAll(`${items}?limit=10000&bbox=${corners.flat().join(',')}`));
      expect(expected).toContain(all[0]?.id);
      // Degrees and Mercator: meridians and parallels are straight and level, so the boxes are the same.
      for (const uri of offered.slice(0, 4)) expect([uri, await boxOf(uri, corners)]).toEqual([uri, expected]);
      const zone = offered[4] ?? '';
      // In the zone a box is turned a little: what lies in it is worked out here.
      const project = there(zone);
      const [north = 0, east = 0] = project([lng, lat]);
      const around = [north - 800, east - 900, north + 850, east + 950];
      const points = all.filter((feature) => feature.geometry?.type === 'Point');
      if (points.length === all.length) {
        const inside = all.filter((feature) => {
          const [y, x] = project(positionsOf(feature.geometry)[0] ?? [0, 0]);
          return y >= (around[0] ?? 0) && y <= (around[2] ?? 0) && x >= (around[1] ?? 0) && x <= (around[3] ?? 0);
        });
        expect(idsOf(await getAll(`${items}?limit=10000&bbox=${around.join(',')}&bbox-crs=${encodeURIComponent(zone)}`))).toEqual(idsOf(inside));
      }
      expect(idsOf(await getAll(`${items}?limit=10000&bbox=${around.join(',')}&bbox-crs=${encodeURIComponent(zone)}`))).toContain(all[0]?.id);
      expect(idsOf(await getAll(`${items}?limit=10000&bbox=${north + 2e6},${east + 2e6},${north + 2.001e6},${east + 2.001e6}&bbox-crs=${encodeURIComponent(zone)}`))).toEqual([]);
    });

    it('filter-crs: the city’s zone too', async () => {
      const zone = offered[4] ?? '';
      const [lng, lat] = (positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0]) as [number, number];
      const [north, east] = there(zone)([lng, lat]);
      const filter = `S_INTERSECTS(geometry, BBOX(${north - 50},${east - 50},${north + 50},${east + 50}))`;
      expect(idsOf(await getAll(`${items}?limit=10000&filter=${encodeURIComponent(filter)}&filter-crs=${encodeURIComponent(zone)}`))).toContain(all[0]?.id);
    });
  });
}
