// How are vector tiles served? OGC API – Tiles Part 1 with TileJSON, from the index in memory; the base map beside them.
import { type Context, Hono } from 'hono';
import { type Collection, collections } from '../../data/contract/collections.ts';
import { narrowSelection, selectionFromParameters } from '../../data/contract/selection.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { baseMaximumZoom } from '../tiles/base.ts';
import { maximumZoom } from '../tiles/mercator.ts';
import type { TileIndex } from '../tiles/tile-index.ts';
import { type AppDependencies, indexOf } from './dependencies.ts';
import { findCollection } from './features.ts';
import { answerJson, apiRoot, json, type Link, mvt, notModified, tileJson } from './links.ts';
import { readParameters, selectionNames } from './parameters.ts';
import { matrixSetId, matrixSetSummary, matrixSetUri, webMercatorQuad } from './tile-matrix-set.ts';

const tiled = collections.filter((collection) => collection.tiles);
const tilingScheme = 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme';

export function tileRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  const today = () => dayOfInstant(deps.now());

  routes.get('/tileMatrixSets', (context) => {
    readParameters(context, []);
    return answerJson({ tileMatrixSets: [matrixSetSummary(apiRoot(context))] });
  });
  routes.get('/tileMatrixSets/:id', (context) => {
    readParameters(context, []);
    findMatrixSet(context.req.param('id'));
    return answerJson(webMercatorQuad);
  });

  // Collections and the whole data set answer alike: the data set is all tiled collections, or those named.
  const scopeOf = (context: Context): { base: string; members: readonly Collection[]; id: string | null } => {
    const id = context.req.param('collection');
    if (id === undefined) {
      const named = context.req.query('collections');
      const members = named === undefined ? tiled : named.split(',').map(findTiled);
      return { base: `${apiRoot(context)}/tiles`, members, id: null };
    }
    return { base: `${apiRoot(context)}/collections/${id}/tiles`, members: [findTiled(id)], id };
  };
  for (const path of ['', '/collections/:collection'] as const) {
    const extra = path === '' ? ['collections'] : [];
    routes.get(`${path}/tiles`, (context) => {
      readParameters(context, extra);
      const { base, members } = scopeOf(context);
      const index = indexOf(deps);
      return answerJson({
        links: [{ href: base, rel: 'self', type: json }],
        tilesets: [tileSet(index, members, base, apiRoot(context))],
      });
    });
    routes.get(`${path}/tiles/:matrixSet`, (context) => {
      findMatrixSet(context.req.param('matrixSet'));
      readParameters(context, extra);
      const { base, members } = scopeOf(context);
      return context.req.query('f') === 'tilejson' ? tileJsonOf(context) : answerJson(tileSet(indexOf(deps), members, base, apiRoot(context)));
    });
    routes.get(`${path}/tiles/:matrixSet/tilejson`, (context) => tileJsonOf(context));
    routes.get(`${path}/tiles/:matrixSet/:z/:y/:x`, (context) => {
      findMatrixSet(context.req.param('matrixSet'));
      const parameters = readParameters(context, [...selectionNames, ...extra]);
      const { members, id } = scopeOf(context);
      const [z, y, x] = [context.req.param('z'), context.req.param('y'), context.req.param('x')].map(readTileNumber) as [number, number, number];
      if (z > maximumZoom || x >= 2 ** z || y >= 2 ** z) throw outOfRange(z, y, x);
      const index = indexOf(deps);
      const { selection } = selectionFromParameters(Object.fromEntries(Object.entries(parameters).filter(([name]) => (selectionNames as string[]).includes(name))));
      const filters = members.map((member) => {
        // One collection answers for every filter; a set of several drops what a member does not have.
        const narrowed = id === null ? narrowSelection(selection, index.selectionFields(member.id)) : selection;
        return { member, filter: index.filter(member.id, narrowed, today()) };
      });
      const tag = `"${filters.map(({ member, filter }) => index.tag(member.id, filter)).join('.').slice(0, 900)}"`;
      const known = notModified(context, tag);
      if (known !== null) return known;
      const parts = filters.flatMap(({ member, filter }) => {
        const limits = index.limits(member.id, z);
        if (limits === null || y < limits.minTileRow || y > limits.maxTileRow || x < limits.minTileCol || x > limits.maxTileCol) {
          if (id !== null && limits !== null) throw outOfRange(z, y, x);
          return [];
        }
        return index.tile(member.id, z, x, y, filter) ?? [];
      });
      return tileResponse(parts.length === 1 ? (parts[0] ?? null) : parts.length === 0 ? null : new Uint8Array(Buffer.concat(parts)), tag);
    });
  }

  function tileJsonOf(context: Context): Response {
    findMatrixSet(context.req.param('matrixSet') ?? '');
    const parameters = readParameters(context, [...selectionNames, 'collections']);
    const { base, members, id } = scopeOf(context);
    const index = indexOf(deps);
    const { f: _f, v: _v, ...asked } = parameters;
    const query = Object.keys(asked).length === 0 ? '' : `?${new URLSearchParams(asked)}`;
    const bounds = boundsOf(index, members);
    return answerJson(
      {
        tilejson: '3.0.0',
        name: id === null ? 'Anlan' : (members[0]?.en ?? ''),
        tiles: [`${base}/${matrixSetId}/{z}/{y}/{x}${query}`],
        vector_layers: members.map((member) => ({ id: member.id, description: member.descriptionEn, fields: index.fields(member.id) })),
        minzoom: 0,
        maxzoom: maximumZoom,
        ...(bounds === null ? {} : { bounds }),
      },
      tileJson,
    );
  }

  routes.get('/base/tiles/:z/:x/:y', (context) => {
    readParameters(context, []);
    const base = deps.base();
    if (base === null) throw new AppError('starting', 'the base map is being read: ask again in a second');
    const [z, x, y] = [context.req.param('z'), context.req.param('x'), context.req.param('y')].map(readTileNumber) as [number, number, number];
    if (z > baseMaximumZoom || x >= 2 ** z || y >= 2 ** z) throw outOfRange(z, y, x);
    const tag = `"base-${base.tag}"`;
    return notModified(context, tag) ?? tileResponse(base.tile(z, x, y), tag);
  });
  return routes;
}

function tileResponse(bytes: Uint8Array<ArrayBuffer> | null, tag: string): Response {
  const headers = { ETag: tag, 'Cache-Control': 'no-cache', Vary: 'Accept-Encoding' };
  if (bytes === null) return new Response(null, { status: 204, headers });
  return new Response(bytes, { headers: { ...headers, 'Content-Type': mvt, 'Content-Length': String(bytes.byteLength) } });
}

function outOfRange(z: number, y: number, x: number): AppError {
  return new AppError('not-found', `tile: seen ${z}/${y}/${x}, expected a tile matrix, row and column inside the limits of the tile set`);
}

function readTileNumber(text: string | undefined): number {
  if (text === undefined || !/^\d{1,10}$/.test(text)) throw new AppError('invalid-parameter', `tile: seen ${JSON.stringify((text ?? '').slice(0, 40))}, expected a whole number from 0`);
  return Number(text);
}

function findMatrixSet(id: string): void {
  if (id !== matrixSetId) throw new AppError('not-found', `tile matrix set: seen ${JSON.stringify(id.slice(0, 60))}, expected ${matrixSetId}`);
}

function findTiled(id: string): Collection {
  const collection = findCollection(id);
  if (!collection.tiles) throw new AppError('not-found', `tiles: seen the collection ${id}, expected one of ${tiled.map((known) => known.id).join(', ')}`);
  return collection;
}

function boundsOf(index: TileIndex, members: readonly Collection[]): number[] | null {
  const boxes = members.map((member) => index.box(member.id)).filter((box) => box !== null);
  if (boxes.length === 0) return null;
  return [0, 1, 2, 3].map((k) => Math[k < 2 ? 'min' : 'max'](...boxes.map((box) => box[k] ?? 0)));
}

function tileSet(index: TileIndex, members: readonly Collection[], base: string, root: string) {
  const links: Link[] = [
    { href: `${base}/${matrixSetId}`, rel: 'self', type: json },
    { href: `${root}/tileMatrixSets/${matrixSetId}`, rel: tilingScheme, type: json },
    { href: `${base}/${matrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`, rel: 'item', type: mvt, templated: true },
    { href: `${base}/${matrixSetId}/tilejson`, rel: 'describedby', type: tileJson },
  ];
  const bounds = boundsOf(index, members);
  return {
    title: members.length === 1 ? (members[0]?.en ?? '') : 'Anlan',
    dataType: 'vector',
    crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
    tileMatrixSetId: matrixSetId,
    tileMatrixSetURI: matrixSetUri,
    tileMatrixSetLimits: limitsOf(index, members),
    ...(bounds === null ? {} : { boundingBox: { lowerLeft: [bounds[0], bounds[1]], upperRight: [bounds[2], bounds[3]], crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84' } }),
    layers: members.map((member) => ({ id: member.id, title: member.en, dataType: 'vector', geometryDimension: { point: 0, line: 1, polygon: 2, any: undefined }[member.geometry] })),
    links,
  };
}

function limitsOf(index: TileIndex, members: readonly Collection[]) {
  return Array.from({ length: maximumZoom + 1 }, (_, z) => {
    const ranges = members.map((member) => index.limits(member.id, z)).filter((range) => range !== null);
    return {
      tileMatrix: String(z),
      minTileRow: Math.min(...ranges.map((range) => range.minTileRow), 2 ** z - 1),
      maxTileRow: Math.max(...ranges.map((range) => range.maxTileRow), 0),
      minTileCol: Math.min(...ranges.map((range) => range.minTileCol), 2 ** z - 1),
      maxTileCol: Math.max(...ranges.map((range) => range.maxTileCol), 0),
    };
  }).map((limit) => (limit.minTileRow <= limit.maxTileRow ? limit : { ...limit, minTileRow: 0, maxTileRow: 2 ** Number(limit.tileMatrix) - 1, minTileCol: 0, maxTileCol: 2 ** Number(limit.tileMatrix) - 1 }));
}
