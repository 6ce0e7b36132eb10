// Does a server keep OGC API – Tiles Part 1 (core, tile sets, data set and collection tiles, MVT, OpenAPI 3.0) and TileJSON? Over HTTP alone.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, describe, expect, it } from 'vitest';
import { get, getAll, getJson, linkOf, mvtType, type OgcCollection, type OgcFeature, type OgcLink, type OpenApiDocument, openApiType, parametersOf, positionsOf, statusOf } from './ogc-client.ts';

const tilesetsVector = 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector';
const tilingScheme = 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme';
const webMercatorQuad = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad';
const tileJsonType = 'application/vnd.mapbox.tile+json';

interface Limits {
  tileMatrix: string;
  minTileRow: number;
  maxTileRow: number;
  minTileCol: number;
  maxTileCol: number;
}
interface TileSet {
  dataType: string;
  crs: string;
  tileMatrixSetId: string;
  tileMatrixSetURI: string;
  tileMatrixSetLimits: Limits[];
  links: OgcLink[];
}
interface TileJson {
  tilejson: string;
  tiles: string[];
  vector_layers: { id: string; fields: Record<string, string> }[];
  bounds: number[];
  minzoom: number;
  maxzoom: number;
}

/** Column and row of the tile that holds a position, row from the top (EPSG:3857). */
function tileAt(z: number, lng: number, lat: number): { col: number; row: number } {
  const size = 2 ** z;
  const sine = Math.sin((lat * Math.PI) / 180);
  return { col: Math.min(size - 1, Math.floor(((lng + 180) / 360) * size)), row: Math.min(size - 1, Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * size)) };
}

const addressOf = (template: string, matrix: number | string, row: number | string, col: number | string): string =>
  template.replace('{tileMatrix}', String(matrix)).replace('{tileRow}', String(row)).replace('{tileCol}', String(col));

async function getTile(url: string): Promise<{ status: number; tile: VectorTile | null; bytes: Uint8Array }> {
  const response = await get(url, mvtType);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (response.status === 200) expect(response.headers.get('Content-Type')).toBe(mvtType);
  return { status: response.status, bytes, tile: response.status === 200 ? new VectorTile(new PbfReader(bytes)) : null };
}

/** Runs the suite; `root` gives the landing page, `collections` the ids tested one by one: each must have features and tiles. */
export function testOgcTiles(root: () => string, collections: readonly string[]): void {
  let landing: { links: OgcLink[] };
  let document: OpenApiDocument;
  beforeAll(async () => {
    landing = await getJson(root());
    document = await getJson(linkOf(landing.links, 'service-desc').href, openApiType);
  });

  it('61 conformance: the classes of vector tiles are declared', async () => {
    const { conformsTo } = await getJson<{ conformsTo: string[] }>(linkOf(landing.links, 'conformance').href);
    for (const name of ['core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'geodata-tilesets', 'collections-selection', 'mvt', 'oas30']) {
      expect(conformsTo).toContain(`http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`);
    }
  });

  it('66 tms: WebMercatorQuad as its standard writes it', async () => {
    const list = await getJson<{ tileMatrixSets: { id: string; links: OgcLink[] }[] }>(linkOf(landing.links, 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes').href);
    expect(list.tileMatrixSets.map((set) => set.id)).toEqual(['WebMercatorQuad']);
    const set = await getJson<{ tileMatrices: { id: string; scaleDenominator: number; cellSize: number; pointOfOrigin: number[]; tileWidth: number; tileHeight: number; matrixWidth: number; matrixHeight: number }[] }>(linkOf(list.tileMatrixSets[0]?.links ?? [], 'self').href);
    for (const [z, matrix] of set.tileMatrices.entries()) {
      expect([matrix.id, matrix.tileWidth, matrix.tileHeight, matrix.matrixWidth, matrix.matrixHeight]).toEqual([String(z), 256, 256, 2 ** z, 2 ** z]);
      expect(matrix.scaleDenominator).toBeCloseTo(559082264.0287178 / 2 ** z, 6);
      expect(matrix.cellSize).toBeCloseTo(156543.033928041 / 2 ** z, 9);
      expect(matrix.pointOfOrigin.map((value) => value.toFixed(2))).toEqual(['-20037508.34', '20037508.34']);
    }
  });

  it('68 dataset-tilesets: the landing page leads to tiles of all collections, or of those named', async () => {
    const list = await getJson<{ tilesets: TileSet[] }>(linkOf(landing.links, tilesetsVector).href);
    // As the CITE suite reads it: everything it needs stands in the list itself.
    for (const set of list.tilesets) {
      expect([set.tileMatrixSetId, set.tileMatrixSetURI]).toEqual(['WebMercatorQuad', webMercatorQuad]);
      const template = linkOf(set.links, 'item', mvtType).href;
      expect(template).toMatch(/^http.*\/tiles\/WebMercatorQuad\/\{tileMatrix\}\/\{tileRow\}\/\{tileCol\}$/);
      const [first] = set.tileMatrixSetLimits;
      if (first === undefined) throw new Error('no limits');
      expect([200, 204]).toContain((await getTile(addressOf(template, first.tileMatrix, first.maxTileRow, first.minTileCol))).status);
      expect([400, 404]).toContain((await getTile(addressOf(template, first.tileMatrix, first.maxTileRow + 1, first.minTileCol))).status);
      const two = collections.slice(0, 2);
      const { tile } = await getTile(`${addressOf(template, 0, 0, 0)}?collections=${two.join(',')}`);
      expect(Object.keys(tile?.layers ?? {}).sort()).toEqual([...two].sort());
      const every = await getTile(addressOf(template, 0, 0, 0));
      for (const id of collections) expect(Object.keys(every.tile?.layers ?? {})).toContain(id);
      expect(await statusOf(`${addressOf(template, 0, 0, 0)}?collections=no-such-collection`, mvtType)).toBe(400);
    }
  });

  it('70 tiles-oas30: operation ids end as the standard asks, path parameters are described', () => {
    const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId));
    for (const end of ['getTileSetsList', 'getTileSet', 'getTile']) {
      expect(ids.filter((id) => id.endsWith(`dataset.vector.${end}`))).toHaveLength(1);
      for (const collection of collections) expect(ids).toContain(`${collection}.collection.vector.${end}`);
    }
    for (const base of ['', ...collections.map((id) => `/collections/${id}`)]) {
      const parameters = parametersOf(document, `${base}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`);
      expect(parameters.get('tileMatrix')).toMatchObject({ in: 'path', required: true, schema: { type: 'string' } });
      for (const name of ['tileRow', 'tileCol']) expect(parameters.get(name)).toMatchObject({ in: 'path', required: true, schema: { type: 'integer', minimum: 0 } });
    }
  });

  describe.each(collections)('tiles of %s', (id) => {
    let set: TileSet;
    let template: string;
    let all: OgcFeature[];
    beforeAll(async () => {
      const collection = await getJson<OgcCollection>(`${root()}/collections/${id}`);
      const list = await getJson<{ tilesets: TileSet[] }>(linkOf(collection.links, tilesetsVector).href);
      set = await getJson(linkOf(list.tilesets[0]?.links ?? [], 'self').href);
      template = linkOf(set.links, 'item', mvtType).href;
      all = await getAll(`${root()}/collections/${id}/items?limit=10000`);
    });

    it('65, 67 tileset: described with links, limits that hold all data, and its tiling scheme', async () => {
      expect(set).toMatchObject({ dataType: 'vector', crs: 'http://www.opengis.net/def/crs/EPSG/0/3857', tileMatrixSetURI: webMercatorQuad });
      expect(linkOf(set.links, 'item').templated).toBe(true);
      expect(await getJson(linkOf(set.links, tilingScheme).href)).toMatchObject({ id: 'WebMercatorQuad' });
      for (const limit of set.tileMatrixSetLimits) {
        const z = Number(limit.tileMatrix);
        expect(limit.minTileRow >= 0 && limit.minTileCol >= 0 && limit.maxTileRow < 2 ** z && limit.maxTileCol < 2 ** z && limit.minTileRow <= limit.maxTileRow && limit.minTileCol <= limit.maxTileCol).toBe(true);
        for (const [lng, lat] of all.flatMap((feature) => positionsOf(feature.geometry))) {
          const { col, row } = tileAt(z, lng, lat);
          expect(row >= limit.minTileRow && row <= limit.maxTileRow && col >= limit.minTileCol && col <= limit.maxTileCol).toBe(true);
        }
      }
    });

    it('61, 63, 69 tc-success: every feature stands in the tile over it, at its place, in a layer named like the collection', async () => {
      const z = 12;
      const tiles = new Map<string, VectorTile | null>();
      for (const feature of all) {
        // A point on the feature: of lines and polygons the first corner.
        const [lng, lat] = positionsOf(feature.geometry)[0] ?? [0, 0];
        const { col, row } = tileAt(z, lng, lat);
        const address = addressOf(template, z, row, col);
        if (!tiles.has(address)) tiles.set(address, (await getTile(address)).tile);
        const layer = tiles.get(address)?.layers[id];
        expect([feature.id, layer?.version, layer?.name]).toEqual([feature.id, 2, id]);
        const drawn = Array.from({ length: layer?.length ?? 0 }, (_, k) => layer?.feature(k)).find((candidate) => candidate?.id === feature.id);
        if (drawn === undefined && feature.geometry?.type !== 'Point') continue; // Small shapes stand by one point, which may lie in the next tile.
        expect([feature.id, drawn === undefined]).toEqual([feature.id, false]);
        if (feature.geometry?.type !== 'Point' || drawn === undefined) continue;
        const sine = Math.sin((lat * Math.PI) / 180);
        const expected = [(((lng + 180) / 360) * 2 ** z - col) * 4096, ((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * 2 ** z - row) * 4096];
        const [point] = drawn.loadGeometry()[0] ?? [];
        expect(Math.hypot((point?.x ?? 0) - (expected[0] ?? 0), (point?.y ?? 0) - (expected[1] ?? 0))).toBeLessThan(1.5);
      }
      expect(tiles.size).toBeGreaterThan(0);
    });

    it('63 none lost: at zoom 0 and 6 the tiles together count every feature', async () => {
      for (const z of [0, 6]) {
        const limit = set.tileMatrixSetLimits[z];
        let count = 0;
        const seen = new Set<number>();
        for (let row = limit?.minTileRow ?? 0; row <= (limit?.maxTileRow ?? -1); row++) {
          for (let col = limit?.minTileCol ?? 0; col <= (limit?.maxTileCol ?? -1); col++) {
            if (z === 6 && all.every((feature) => positionsOf(feature.geometry).every(([lng, lat]) => tileAt(z, lng, lat).col !== col || tileAt(z, lng, lat).row !== row))) continue;
            const layer = (await getTile(addressOf(template, z, row, col))).tile?.layers[id];
            for (let k = 0; k < (layer?.length ?? 0); k++) {
              const feature = layer?.feature(k);
              // Cells carry how many they stand for; features carry their id, and a shape may lie in several tiles.
              if (feature?.properties['count'] !== undefined) count += Number(feature.properties['count']);
              else if (feature?.id !== undefined) seen.add(feature.id);
            }
          }
        }
        expect([z, count + seen.size]).toEqual([z, all.length]);
      }
    });

    it('64 tc-error: tiles that do not exist are 404 or 400, empty ones inside the limits 204', async () => {
      const big = 2147483647;
      for (const [matrix, row, col] of [['3', 8, 0], ['3', 0, 8], ['3', big, 0], ['3', 0, big], ['3', -1, 0], ['3', 0, 'a'], ['x', 0, 0], ['99', 0, 0], ['-1', 0, 0], ['1.5', 0, 0]] as const) {
        expect([matrix, row, col, [400, 404].includes(await statusOf(addressOf(template, matrix, row, col), mvtType))]).toEqual([matrix, row, col, true]);
      }
      expect([400, 404]).toContain(await statusOf(addressOf(template.replace('WebMercatorQuad', 'NoSuchQuad'), 0, 0, 0), mvtType));
      const limit = set.tileMatrixSetLimits[14];
      if (limit === undefined) throw new Error('no limits at zoom 14');
      const outside = limit.maxTileRow + 1 < 2 ** 14 ? limit.maxTileRow + 1 : limit.minTileRow - 1;
      expect([400, 404]).toContain(await statusOf(addressOf(template, 14, outside, limit.minTileCol), mvtType));
      const statuses = new Set<number>();
      for (let col = limit.minTileCol; col <= Math.min(limit.maxTileCol, limit.minTileCol + 12); col++) statuses.add(await statusOf(addressOf(template, 14, limit.minTileRow, col), mvtType));
      for (const status of statuses) expect([200, 204]).toContain(status);
    });

    it('71 tilejson: version 3.0.0, absolute template, layers with fields, and the same tile as the OGC path', async () => {
      const description = linkOf(set.links, 'describedby', tileJsonType).href;
      const response = await get(description, tileJsonType);
      expect(response.headers.get('Content-Type')).toBe(tileJsonType);
      const json = (await response.json()) as TileJson;
      expect([json.tilejson, json.vector_layers.map((layer) => layer.id), json.minzoom, json.bounds.length]).toEqual(['3.0.0', [id], 0, 4]);
      expect(json.tiles[0]).toMatch(/^http:\/\/.*\{z\}.*\{y\}.*\{x\}/);
      const [lng, lat] = positionsOf(all[0]?.geometry ?? null)[0] ?? [0, 0];
      const { col, row } = tileAt(10, lng, lat);
      const ours = await getTile((json.tiles[0] ?? '').replace('{z}', '10').replace('{x}', String(col)).replace('{y}', String(row)));
      expect(ours.bytes).toEqual((await getTile(addressOf(template, 10, row, col))).bytes);
      const layer = ours.tile?.layers[id];
      for (let k = 0; k < (layer?.length ?? 0); k++) for (const name of Object.keys(layer?.feature(k).properties ?? {})) expect(Object.keys(json.vector_layers[0]?.fields ?? {})).toContain(name);
    });
  });
}
