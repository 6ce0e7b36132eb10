// What does a client need to know before it asks for tiles? OGC API – Tiles Part 1: tile set lists, tile sets with limits, TileJSON 3.0.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { maximumZoom } from '../tiles/mercator.ts';
import { crs84 } from '../../data/contract/crs.ts';
import { type AppDependencies, indexOf } from './dependencies.ts';
import { addressOf, apiRoot, Link } from './links.ts';
import { json, mvt, offers, tileJson } from './negotiation.ts';
import { offersPage, page, plainBody } from './pages.ts';
import { collectionsParameter, formatOnly, tileQuery } from './parameters.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { checkMatrixSet, MatrixSetParameter, matrixSetId, matrixSetUri, tilingScheme, webMercator } from './tile-matrix-set.ts';
import { readerOf, type Scopes } from './readers.ts';
import { boxOf, filtersOf, joinedSource, rangeOf, sourceOf, tiled, type TileSource } from './tile-members.ts';
import { revalidated } from './validators.ts';

const Limits = z.object({ tileMatrix: z.string(), minTileRow: z.number(), maxTileRow: z.number(), minTileCol: z.number(), maxTileCol: z.number() }).openapi('TileMatrixLimits');
const TileSet = z
  .object({
    title: z.string(),
    dataType: z.literal('vector'),
    crs: z.string(),
    tileMatrixSetId: z.string(),
    tileMatrixSetURI: z.string(),
    tileMatrixSetLimits: z.array(Limits),
    boundingBox: z.object({ lowerLeft: z.array(z.number()), upperRight: z.array(z.number()), crs: z.string() }).optional(),
    layers: z.array(z.object({ id: z.string(), title: z.string(), dataType: z.literal('vector'), geometryDimension: z.number().optional() })),
    links: z.array(Link),
  })
  .openapi('TileSet');
const TileSetList = z.object({ links: z.array(Link), tilesets: z.array(TileSet) }).openapi('TileSets');
const TileJson = z
  .object({
    tilejson: z.literal('3.0.0'),
    name: z.string(),
    tiles: z.array(z.string()),
    vector_layers: z.array(z.object({ id: z.string(), description: z.string(), fields: z.record(z.string(), z.string()) })),
    minzoom: z.number(),
    maxzoom: z.number(),
    bounds: z.array(z.number()).optional(),
  })
  .openapi('TileJSON');

const dimensions = { point: 0, line: 1, polygon: 2, any: undefined } as const;

/** Adds the routes …/tiles, …/tiles/{tileMatrixSetId} and …/tilejson of every collection and of the whole data set. */
export function tileSetRoutes(deps: AppDependencies, scopes: Scopes) {
  const routes = createRouter();
  const titleOf = (source: TileSource): string => (source.joined ? 'Anlan 安澜' : source.members.map((member) => `${member.zh} ${member.en}`).join());

  const describe = async (context: Context, source: TileSource): Promise<z.infer<typeof TileSet>> => {
    const index = indexOf(deps);
    const root = apiRoot(context);
    const named: Record<string, string> = source.joined && source.members.length < tiled.length ? { collections: source.members.map((member) => member.id).join(',') } : {};
    const here = `${root}${source.path}/${matrixSetId}`;
    const scope = await scopes.of(readerOf(context));
    const box = boxOf(index, source, scope);
    return {
      title: titleOf(source),
      dataType: 'vector',
      crs: webMercator,
      tileMatrixSetId: matrixSetId,
      tileMatrixSetURI: matrixSetUri,
      tileMatrixSetLimits: Array.from({ length: maximumZoom + 1 }, (_, z) => ({ tileMatrix: String(z), ...rangeOf(index, source, z, scope) })),
      ...(box === null ? {} : { boundingBox: { lowerLeft: [box[0], box[1]], upperRight: [box[2], box[3]], crs: crs84.uri } }),
      layers: source.members.map((member) => ({ id: member.id, title: `${member.zh} ${member.en}`, dataType: 'vector', geometryDimension: dimensions[member.geometry] })),
      links: [
        { href: addressOf(here, named), rel: 'self', type: json, title: 'This tile set' },
        { href: `${root}/tileMatrixSets/${matrixSetId}`, rel: tilingScheme, type: json, title: matrixSetId },
        { href: addressOf(`${here}/{tileMatrix}/{tileRow}/{tileCol}`, named), rel: 'item', type: mvt, templated: true, title: 'Tiles' },
        { href: addressOf(`${here}/tilejson`, named), rel: 'describedby', type: tileJson, title: 'TileJSON' },
      ],
    };
  };

  const describeAsTileJson = async (context: Context, source: TileSource, parameters: Readonly<Record<string, string>>): Promise<z.infer<typeof TileJson>> => {
    const index = indexOf(deps);
    const scope = await scopes.of(readerOf(context));
    const box = boxOf(index, source, scope);
    return {
      tilejson: '3.0.0',
      name: titleOf(source),
      // Row before column, as everywhere in OGC API – Tiles.
      tiles: [addressOf(`${apiRoot(context)}${source.path}/${matrixSetId}/{z}/{y}/{x}`, parameters)],
      vector_layers: source.members.map((member) => ({ id: member.id, description: `${member.descriptionZh} ${member.descriptionEn}`, fields: index.fields(member.id) })),
      minzoom: 0,
      maxzoom: maximumZoom,
      ...(box === null ? {} : { bounds: [...box] }),
    };
  };

  const version = revalidated(() => `${deps.version}.${deps.changes.dataVersion()}.${deps.index() === null ? 'none' : 'loaded'}`);
  for (const collection of [null, ...tiled]) {
    const fixed = collection === null ? null : sourceOf(collection);
    const { path } = fixed ?? joinedSource(undefined);
    // Ends of operation ids as OGC API – Tiles asks for them (/req/oas30/operation-id).
    const id = collection === null ? 'dataset.vector' : `${collection.id}.collection.vector`;
    const title = collection === null ? 'all collections' : `${collection.zh} ${collection.en}`;
    const named = collection === null ? { collections: collectionsParameter } : {};
    const source = (query: unknown): TileSource => fixed ?? joinedSource((query as { collections?: string[] }).collections);
    const filters = filtersOf(fixed ?? joinedSource(undefined));

    routes.openapi(
      createRoute({
        method: 'get',
        path,
        operationId: `${id}.getTileSetsList`,
        summary: `Tile sets of ${title}`,
        tags: ['Tiles'],
        middleware: [offersPage(plainBody, json), version],
        request: { query: formatOnly.extend(named) },
        responses: { 200: answerAs([json, page], TileSetList, 'Tile sets'), ...refusals },
      }),
      async (context) => context.json({ links: [{ href: `${apiRoot(context)}${path}`, rel: 'self', type: json, title: 'This document' }], tilesets: [await describe(context, source(context.req.valid('query')))] }, 200),
    );
    routes.openapi(
      createRoute({
        method: 'get',
        path: `${path}/{tileMatrixSetId}`,
        operationId: `${id}.getTileSet`,
        summary: `Tile set of ${title}`,
        tags: ['Tiles'],
        middleware: [offersPage(plainBody, json, tileJson), version],
        request: { query: formatOnly.extend(named), params: MatrixSetParameter },
        responses: { 200: answerAs([json, page], TileSet, 'Tile set with its limits'), ...refusals },
      }),
      async (context) => {
        checkMatrixSet(context.req.valid('param').tileMatrixSetId);
        const query = context.req.valid('query');
        return context.json(context.get('mediaType') === tileJson ? await describeAsTileJson(context, source(query), joinedParameters(query)) : await describe(context, source(query)));
      },
    );
    routes.openapi(
      createRoute({
        method: 'get',
        path: `${path}/{tileMatrixSetId}/tilejson`,
        operationId: `${id}.getTileJson`,
        summary: `TileJSON of ${title}; a filter given here is that of its tiles`,
        tags: ['Tiles'],
        middleware: [offers(tileJson, json), version],
        request: { query: tileQuery(filters).extend(named), params: MatrixSetParameter },
        responses: { 200: answerAs([tileJson], TileJson, 'TileJSON 3.0.0'), ...refusals },
      }),
      async (context) => {
        checkMatrixSet(context.req.valid('param').tileMatrixSetId);
        return context.json(await describeAsTileJson(context, source(context.req.valid('query')), context.req.query()));
      },
    );
  }
  return routes;
}

function joinedParameters(query: unknown): Record<string, string> {
  const { collections: named } = query as { collections?: string[] };
  return named === undefined ? {} : { collections: named.join(',') };
}
