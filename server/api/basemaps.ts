// Which basemaps may the page choose from, and what do their tiles show? Only what the operator's list names.
import { createRoute, z } from '@hono/zod-openapi';
import { Basemap } from '../../data/contract/basemaps.ts';
import { AppError } from '../errors.ts';
import { isTile } from '../tiles/mercator.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

// Made anew: a schema made before the OpenAPI extension was loaded does not know it, and bundles load in an order of their own.
const Basemaps = z.object({ basemaps: z.array(z.object(Basemap.shape).openapi('Basemap')) });
const number = (name: string, description: string) => z.string().openapi({ type: 'integer', minimum: 0, param: { name, in: 'path', description } } as never);
const Place = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path', description: 'Basemap' } }),
  sheet: number('sheet', 'Which of the images drawn over each other, from 0'),
  z: number('z', 'Zoom'),
  x: number('x', 'Column, counted from the west'),
  y: number('y', 'Row, counted from the north'),
});

/** Routes /basemaps and the tiles of each. */
export function basemapRoutes(deps: AppDependencies) {
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/basemaps',
        operationId: 'getBasemaps',
        summary: "Basemaps of the operator's list, besides the built-in one",
        tags: ['Tiles'],
        middleware: [offers(json), revalidated(() => `${deps.version}.${deps.basemaps.tag}`)],
        request: { query: noParameters },
        responses: { 200: answerOf(Basemaps, 'The list; empty unless the operator named some'), ...refusals },
      }),
      (context) => context.json({ basemaps: [...deps.basemaps.list] }, 200),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/basemaps/{id}/tiles/{sheet}/{z}/{x}/{y}',
        operationId: 'getBasemapTile',
        summary: 'Tile of a basemap: from an archive here, or asked of its service by this server',
        tags: ['Tiles'],
        request: { query: noParameters, params: Place },
        responses: {
          200: { description: 'The tile', content: { 'image/png': { schema: z.string().openapi({ format: 'binary' }) }, 'application/vnd.mapbox-vector-tile': { schema: z.string().openapi({ format: 'binary' }) } } },
          204: { description: 'Nothing is there' },
          502: { ...refusals[503], description: 'The service did not give an image' },
          429: { ...refusals[400], description: 'The service is being asked for many tiles already' },
          ...refusals,
        },
      }),
      async (context) => {
        const place = context.req.valid('param');
        const [sheet, z, x, y] = [place.sheet, place.z, place.x, place.y].map((text) => (/^\d{1,7}$/.test(text) ? Number(text) : -1)) as [number, number, number, number];
        if (sheet < 0 || !isTile(z, x, y)) throw new AppError('not-found', `tile: seen ${`${place.sheet}/${place.z}/${place.x}/${place.y}`.slice(0, 60)}, expected sheet, zoom, column and row of a tile`);
        const tile = await deps.basemaps.tile(place.id, sheet, z, x, y);
        const kept = { 'Cache-Control': 'private, max-age=86400' };
        return (tile === null ? context.body(null, 204, kept) : context.body(tile.bytes, 200, { ...kept, 'Content-Type': tile.type })) as never;
      },
    );
}
