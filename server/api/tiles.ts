// How do tiles leave the index? OGC API – Tiles Part 1: one collection, or several joined; and the base map beside them.
import { createRoute, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { collectionOf } from '../../data/contract/collections.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { baseMaximumZoom } from '../tiles/base.ts';
import type { CompiledFilter } from '../tiles/filter.ts';
import { isTile, maximumZoom } from '../tiles/mercator.ts';
import type { MakeTile } from './answer-memory.ts';
import { crsOffered } from './crs.ts';
import { type AppDependencies, indexOf } from './dependencies.ts';
import { mvt, offers } from './negotiation.ts';
import { collectionsParameter, readQuery, tileQuery, versionOnly } from './parameters.ts';
import { readerOf, Scopes } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import type { Staleness } from './staleness.ts';
import { checkMatrixSet, MatrixSetParameter } from './tile-matrix-set.ts';
import { compileFilters, filtersOf, joinedSource, rangeOf, sourceOf, tiled, type TileSource } from './tile-members.ts';
import { revalidated } from './validators.ts';

const tileNumber = (name: string, schema: object, description: string) => z.string().openapi({ ...schema, param: { name, in: 'path', description } });
const Place = MatrixSetParameter.extend({
  tileMatrix: tileNumber('tileMatrix', { type: 'string' }, `Zoom, 0 to ${maximumZoom}`),
  tileRow: tileNumber('tileRow', { type: 'integer', minimum: 0 }, 'Row, counted from the north'),
  tileCol: tileNumber('tileCol', { type: 'integer', minimum: 0 }, 'Column, counted from the west'),
});
const BasePlace = z.object({
  z: tileNumber('z', { type: 'integer', minimum: 0, maximum: baseMaximumZoom }, 'Zoom'),
  x: tileNumber('x', { type: 'integer', minimum: 0 }, 'Column, counted from the west'),
  y: tileNumber('y', { type: 'integer', minimum: 0 }, 'Row, counted from the north'),
});
const responses = {
  200: answerAs([mvt], z.string().openapi({ format: 'binary' }), 'The tile (Mapbox Vector Tile 2.1), one layer named like its collection'),
  204: { description: 'The tile exists and nothing is in it' },
  ...refusals,
};

/** Reads a place; what is no tile at all is a place that does not exist. */
function readPlace(z: string | undefined, x: string | undefined, y: string | undefined, highest: number): [number, number, number] {
  const numbers = [z, x, y].map((text) => (text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : -1)) as [number, number, number];
  if (!isTile(...numbers) || numbers[0] > highest) throw outside(`${z}/${y}/${x}`.slice(0, 60));
  return numbers;
}

function outside(seen: string): AppError {
  return new AppError('not-found', `tile: seen ${seen}, expected tile matrix, row and column inside the limits of the tile set`);
}

/** Gives the bytes of a tile of a source, members one after another; null when nothing passes. */
function joinTile(parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> | null {
  if (parts.length < 2) return parts[0] ?? null;
  return new Uint8Array(Buffer.concat(parts));
}

function send(context: Context, bytes: Uint8Array<ArrayBuffer> | null): Response {
  return bytes === null ? context.body(null, 204) : context.body(bytes, 200, { 'Content-Type': mvt });
}

/** Queries whose filters are kept ready. */
const queriesKept = 200;

/**
 * Gives the function by which a remembered frame gets its tile (answer-memory.ts): the same steps as the route of one collection, with the filter of a query
 * compiled once. It only ever meets queries that the route has answered.
 */
export function tileMaker(deps: AppDependencies): MakeTile {
  const scopes = new Scopes(deps);
  const known = new Map<string, { of: string; filter: CompiledFilter }>();
  return (reader, id, z, x, y, query) => {
    const collection = collectionOf(id);
    const index = deps.index();
    if (collection === undefined || index === null || !isTile(z, x, y)) return undefined;
    const today = dayOfInstant(deps.now());
    const scope = scopes.known(reader);
    if (scope === undefined) return undefined;
    const limits = index.limits(id, z, scope);
    if (limits !== null && (y < limits.minTileRow || y > limits.maxTileRow || x < limits.minTileCol || x > limits.maxTileCol)) return undefined;
    const key = `${reader.key} ${id}?${query}`;
    const of = `${index.edition(id)} ${today}`;
    let ready = known.get(key);
    if (ready?.of !== of) {
      const source = sourceOf(collection);
      const parsed = tileQuery(filtersOf(source)).safeParse(Object.fromEntries(new URLSearchParams(query)));
      const filter = parsed.success ? compileFilters(index, source, parsed.data as Record<string, string>, today, crsOffered(deps), scope)[0]?.filter : undefined;
      if (filter === undefined) return undefined;
      ready = { of, filter };
      known.delete(key);
      known.set(key, ready);
      const oldest = known.size > queriesKept ? known.keys().next().value : undefined;
      if (oldest !== undefined) known.delete(oldest);
    }
    return index.tile(id, z, x, y, ready.filter);
  };
}

/** Routes of all tiles. They read the index alone, so they go on, marked as stale, while the database is away. */
export function tileRoutes(deps: AppDependencies, staleness: Staleness, scopes: Scopes) {
  const routes = createRouter();
  const today = (): number => dayOfInstant(deps.now());
  /** Describes a route and serves it without the general validators: a map asks for tiles by the thousand, and they cost more than the tile itself. */
  const serve = (described: RouteConfig & { getRoutingPath(): string }, middleware: readonly MiddlewareHandler[], answer: (context: Context) => Uint8Array<ArrayBuffer> | null | Promise<Uint8Array<ArrayBuffer> | null>): void => {
    routes.openAPIRegistry.registerPath(described);
    routes.on('GET', described.getRoutingPath(), offers(mvt, 'application/x-protobuf', 'application/octet-stream'), ...middleware as [], async (context) => send(context, await answer(context)));
  };

  for (const collection of [null, ...tiled]) {
    const fixed = collection === null ? null : sourceOf(collection);
    const whole = fixed ?? joinedSource(undefined);
    const query = tileQuery(filtersOf(whole));
    // Members may change together; the address names which they are.
    const version = (): string => {
      const index = deps.index();
      return index === null ? 'none' : `${deps.version}.${whole.members.map(({ id }) => index.edition(id)).join('_')}.${today()}`;
    };
    const described = createRoute({
      method: 'get',
      path: `${whole.path}/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}`,
      operationId: collection === null ? 'dataset.vector.getTile' : `${collection.id}.collection.vector.getTile`,
      summary: `Tile of ${collection === null ? 'all collections; each takes of a filter what it has' : `${collection.zh} ${collection.en}`}`,
      tags: ['Tiles'],
      request: { params: Place, query: collection === null ? query.extend({ collections: collectionsParameter }) : query },
      responses,
    });
    serve(described, [staleness.mark, revalidated(version)], async (context) => {
      checkMatrixSet(context.req.param('tileMatrixSetId') ?? '');
      const [z, x, y] = readPlace(context.req.param('tileMatrix'), context.req.param('tileCol'), context.req.param('tileRow'), maximumZoom);
      const { collections: named, ...selection } = readQuery(context, described.request.query) as Record<string, string> & { collections?: string[] };
      const source: TileSource = fixed ?? joinedSource(named as string[] | undefined);
      const index = indexOf(deps);
      const scope = await scopes.of(readerOf(context));
      const filters = compileFilters(index, source, selection, today(), crsOffered(deps), scope);
      const { minTileRow, maxTileRow, minTileCol, maxTileCol } = rangeOf(index, source, z, scope);
      if (y < minTileRow || y > maxTileRow || x < minTileCol || x > maxTileCol) throw outside(`${z}/${y}/${x}`);
      return joinTile(filters.flatMap(({ id, filter }) => index.tile(id, z, x, y, filter) ?? []));
    });
  }

  const described = createRoute({
    method: 'get',
    path: '/base/tiles/{z}/{x}/{y}',
    operationId: 'getBaseTile',
    summary: 'Tile of the base map: land and coastline',
    tags: ['Tiles'],
    request: { params: BasePlace, query: versionOnly },
    responses,
  });
  serve(described, [revalidated(() => `base.${deps.version}.${deps.base()?.tag ?? 'none'}`)], (context) => {
    const place = readPlace(context.req.param('z'), context.req.param('x'), context.req.param('y'), baseMaximumZoom);
    readQuery(context, versionOnly);
    const base = deps.base();
    if (base === null) throw new AppError('starting', 'the base map is being read: ask again in a second');
    return base.tile(...place);
  });
  return routes;
}
