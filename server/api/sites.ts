// What surrounds one site, what has happened to one hazard, and how did each storm move? Details behind a click.
import { createRoute, z } from '@hono/zod-openapi';
import { type Collection, collectionOf } from '../../data/contract/collections.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { StormPoint } from '../../data/contract/storms.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { readHazardEvents } from '../queries/hazard-events.ts';
import { readItemsOf } from '../queries/items.ts';
import { readSiteRecords } from '../queries/site-records.ts';
import { readStormPoints } from '../queries/storm-points.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { readerOf, reading } from './readers.ts';
import { answerOf, createRouter, readId, refusals } from './route.ts';
import { revalidated } from './validators.ts';

const Count = z.number().openapi({ type: 'integer', minimum: 0 });
const Item = z.object({ type: z.literal('Feature'), id: Count, geometry: z.looseObject({}).nullable(), properties: z.record(z.string(), z.unknown()) });
const SiteSummary = z
  .object({
    site: Item,
    hazards: z.object({ total: Count, open: Count, overdue: Count, items: z.array(Item) }),
    inspections: z.object({ total: Count, items: z.array(Item) }),
  })
  .openapi('SiteSummary');
const HazardEvents = z
  .object({
    events: z.array(
      z.object({
        sequence: Count,
        kind: z.enum(['reported', 'moved', 'noted', 'extended', 'flagged']),
        at: z.string(),
        actorRole: z.string(),
        fromStatusCode: z.string().nullable(),
        toStatusCode: z.string().nullable(),
        note: z.string().nullable(),
        /** The move of the transition table; null for a step that an import told of. */
        move: z.string().nullable(),
        actorName: z.string().nullable(),
        data: z.record(z.string(), z.unknown()).nullable(),
      }),
    ),
  })
  .openapi('HazardEvents');
const StormTracks = z
  .object({
    storms: z.array(
      z.object({
        id: Count,
        code: z.string(),
        name: z.string(),
        nameEn: z.string().nullable(),
        season: z.number(),
        issuer: z.string(),
        averagingMinutes: z.number(),
        points: z.array(StormPoint),
      }),
    ),
  })
  .openapi('StormTracks');

const id = z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'id', in: 'path' } });
const layer = z.string().openapi({ enum: siteLayers.map((known) => known.id), param: { name: 'layer', in: 'path' } });

function namedCollection(name: string): Collection {
  const collection = collectionOf(name);
  if (collection === undefined) throw new AppError('internal', `the collection ${name} is missing`);
  return collection;
}

/** Routes of details; the three read the database. */
export function siteRoutes(deps: AppDependencies) {
  const tags = ['Data'];
  const today = (): string => dateOfDay(dayOfInstant(deps.now()));
  const middleware = [offers(json), revalidated(() => `${deps.version}.${deps.changes.dataVersion()}.${today()}`)];
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/sites/{layer}/{id}/summary',
        operationId: 'getSiteSummary',
        summary: 'A site with its most pressing hazards and last inspections',
        tags,
        middleware,
        request: { query: noParameters, params: z.object({ layer, id }) },
        responses: { 200: answerOf(SiteSummary, 'The site, at most 20 hazards (open and major first, earliest deadline first) and the last 10 inspections'), ...refusals },
      }),
      async (context) => {
        const asked = context.req.valid('param');
        const collection = collectionOf(asked.layer);
        if (collection?.source !== 'sites') throw new AppError('not-found', `layer: seen ${JSON.stringify(asked.layer.slice(0, 60))}, expected one of ${siteLayers.map((known) => known.id).join(', ')}`);
        const siteId = readId(asked.id);
        const reader = readerOf(context);
        const summary = await reading(deps, reader, async (sql) => {
        const [site] = await readItemsOf(sql, collection, [siteId], today(), reader);
        if (site === undefined) throw new AppError('not-found', `site: seen ${siteId}, expected the id of an item of ${collection.id}`);
        const records = await readSiteRecords(sql, siteId, today());
        const itemsOf = async (name: string, ids: readonly number[]): Promise<z.infer<typeof Item>[]> =>
          (await readItemsOf(sql, namedCollection(name), ids, today(), reader)).map((item) => ({ type: 'Feature', ...item }));
        const { ids: hazardIds, ...hazards } = records.hazards;
        const { ids: inspectionIds, ...inspections } = records.inspections;
          return {
            site: { type: 'Feature' as const, ...site },
            hazards: { ...hazards, items: await itemsOf('hazards', hazardIds) },
            inspections: { ...inspections, items: await itemsOf('inspections', inspectionIds) },
          } as z.infer<typeof SiteSummary>;
        });
        return context.json(summary, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/hazards/{id}/events',
        operationId: 'getHazardEvents',
        summary: 'The life of a hazard, oldest step first',
        tags,
        middleware,
        request: { query: noParameters, params: z.object({ id }) },
        responses: { 200: answerOf(HazardEvents, 'Every step, at most 500'), ...refusals },
      }),
      async (context) => {
        const hazardId = readId(context.req.valid('param').id);
        const events = await reading(deps, readerOf(context), (sql) => readHazardEvents(sql, hazardId, readerOf(context)));
        if (events === null) throw new AppError('not-found', `hazard: seen ${hazardId}, expected the id of a hazard`);
        return context.json({ events } as z.infer<typeof HazardEvents>, 200);
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/storms/points',
        operationId: 'getStormPoints',
        summary: 'Tracks of all storms with winds and radii',
        tags,
        middleware,
        request: { query: noParameters },
        responses: { 200: answerOf(StormTracks, 'Storms, newest first, at most 200'), ...refusals },
      }),
      async (context) => context.json({ storms: await reading(deps, readerOf(context), readStormPoints) } as z.infer<typeof StormTracks>, 200),
    );
}
