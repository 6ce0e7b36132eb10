// What surrounds one site, and what has happened to one hazard? Details for the card that opens on a click.
import { Hono } from 'hono';
import { collectionOf } from '../../data/contract/collections.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { readHazardEvents } from '../queries/hazard-events.ts';
import { readSiteRecords } from '../queries/site-records.ts';
import { readStormPoints } from '../queries/storm-points.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { findCollection } from './features.ts';
import { answerJson } from './links.ts';
import { readParameters } from './parameters.ts';

export function siteRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  const noStore = { 'Cache-Control': 'no-cache' };

  routes.get('/sites/:layer/:id/summary', async (context) => {
    readParameters(context, []);
    const layer = findCollection(context.req.param('layer'));
    const id = readId(context.req.param('id'));
    const { sql } = databaseOf(deps);
    const today = dateOfDay(dayOfInstant(deps.now()));
    const [hazards, inspections] = ['hazards', 'inspections'].map((name) => collectionOf(name));
    if (layer.source !== 'sites' || hazards === undefined || inspections === undefined) throw new AppError('not-found', `layer: seen ${layer.id}, expected a layer of sites`);
    return answerJson(await readSiteRecords(sql, layer, id, hazards, inspections, today), undefined, noStore);
  });

  routes.get('/hazards/:id/events', async (context) => {
    readParameters(context, []);
    return answerJson({ events: await readHazardEvents(databaseOf(deps).sql, readId(context.req.param('id'))) }, undefined, noStore);
  });

  routes.get('/storms/points', async (context) => {
    readParameters(context, []);
    return answerJson({ storms: await readStormPoints(databaseOf(deps).sql) }, undefined, noStore);
  });
  return routes;
}

function readId(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new AppError('not-found', `id: seen ${JSON.stringify(text.slice(0, 40))}, expected a whole number`);
  return Number(text);
}
