// Which grid do tiles lie on? WebMercatorQuad of the OGC Two Dimensional Tile Matrix Set standard.
import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import { maximumZoom } from '../tiles/mercator.ts';
import type { AppDependencies } from './dependencies.ts';
import { apiRoot, Link } from './links.ts';
import { json } from './negotiation.ts';
import { offersPage, plainBody } from './pages.ts';
import { formatOnly } from './parameters.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

export const matrixSetId = 'WebMercatorQuad';
export const matrixSetUri = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad';
export const webMercator = 'http://www.opengis.net/def/crs/EPSG/0/3857';

/** Link relations of OGC API – Tiles. */
export const tilesetsVector = 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector';
export const tilingScheme = 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme';
export const tilingSchemes = 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes';

/** The tile matrix set as its standard writes it (OGC 17-083r4, annex D.1), zooms 0 to our last. */
export const webMercatorQuad = {
  id: matrixSetId,
  title: 'Google Maps Compatible for the World',
  uri: matrixSetUri,
  crs: webMercator,
  orderedAxes: ['X', 'Y'],
  wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
  tileMatrices: Array.from({ length: maximumZoom + 1 }, (_, z) => ({
    id: String(z),
    scaleDenominator: 559_082_264.0287178 / 2 ** z,
    cellSize: 156_543.033928041 / 2 ** z,
    cornerOfOrigin: 'topLeft',
    pointOfOrigin: [-20_037_508.342789244, 20_037_508.342789244],
    tileWidth: 256,
    tileHeight: 256,
    matrixWidth: 2 ** z,
    matrixHeight: 2 ** z,
  })),
};

const Text = z.string();
const MatrixSetList = z.object({ tileMatrixSets: z.array(z.object({ id: Text, title: Text, uri: Text, crs: Text, links: z.array(Link) })) }).openapi('TileMatrixSets');
const MatrixSet = z
  .object({
    id: Text,
    title: Text,
    uri: Text,
    crs: Text,
    orderedAxes: z.array(Text),
    wellKnownScaleSet: Text,
    tileMatrices: z.array(
      z.object({
        id: Text,
        scaleDenominator: z.number(),
        cellSize: z.number(),
        cornerOfOrigin: Text,
        pointOfOrigin: z.array(z.number()),
        tileWidth: z.number(),
        tileHeight: z.number(),
        matrixWidth: z.number(),
        matrixHeight: z.number(),
      }),
    ),
  })
  .openapi('TileMatrixSet');

/** Path parameter that names the tile matrix set; the only one is described, another is a place that does not exist. */
export const MatrixSetParameter = z.object({
  tileMatrixSetId: z.string().openapi({ enum: [matrixSetId], param: { name: 'tileMatrixSetId', in: 'path' } }),
});

/** Throws AppError `not-found` unless the id is that of our tile matrix set. */
export function checkMatrixSet(id: string): void {
  if (id !== matrixSetId) throw new AppError('not-found', `tile matrix set: seen ${JSON.stringify(id.slice(0, 60))}, expected ${matrixSetId}`);
}

/** Routes /tileMatrixSets and /tileMatrixSets/{id}. They change only with the program. */
export function matrixSetRoutes(deps: AppDependencies) {
  const middleware = [offersPage(plainBody, json), revalidated(() => deps.version)];
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/tileMatrixSets',
        operationId: 'getTileMatrixSetsList',
        summary: 'Tile matrix sets',
        tags: ['Tiles'],
        middleware,
        request: { query: formatOnly },
        responses: { 200: answerOf(MatrixSetList, 'All tile matrix sets'), ...refusals },
      }),
      (context) => {
        const { id, title, uri, crs } = webMercatorQuad;
        return context.json({ tileMatrixSets: [{ id, title, uri, crs, links: [{ href: `${apiRoot(context)}/tileMatrixSets/${id}`, rel: 'self', type: json }] }] }, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/tileMatrixSets/{tileMatrixSetId}',
        operationId: 'getTileMatrixSet',
        summary: 'Tile matrix set',
        tags: ['Tiles'],
        middleware,
        request: { query: formatOnly, params: MatrixSetParameter },
        responses: { 200: answerOf(MatrixSet, 'The tile matrix set'), ...refusals },
      }),
      (context) => {
        checkMatrixSet(context.req.valid('param').tileMatrixSetId);
        return context.json(webMercatorQuad, 200);
      },
    );
}
