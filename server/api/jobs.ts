// How far is a long piece of work, and how is an import begun? The only writes of this API.
import { createRoute, z } from '@hono/zod-openapi';
import { JobRecord } from '../../data/contract/jobs.ts';
import { siteLayers } from '../../data/contract/site-layers.ts';
import { AppError } from '../errors.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { checkWrite } from './writes.ts';

/** Most bytes of one import: a million points of GeoJSON are about 400 MB. */
export const importLimitBytes = 2_000_000_000;
const importTypes = ['application/geo+json', 'application/json', 'application/geo+json-seq', 'application/x-ndjson', 'application/ndjson'];

const Job = JobRecord.openapi('Job');
const JobList = z.object({ jobs: z.array(Job) });
const idParameter = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });
const noStore = { 'Cache-Control': 'no-store' };
const forbidden = { description: 'The request does not come from the command line or a page of this server', content: refusals[400].content };

/** Routes /jobs, /jobs/{id} and POST /imports/{layer}. */
export function jobRoutes(deps: AppDependencies) {
  const tags = ['Service'];
  const routes = createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/jobs',
        operationId: 'getJobs',
        summary: 'Long pieces of work of this run of the server',
        tags,
        middleware: [offers(json)],
        request: { query: noParameters },
        responses: { 200: answerOf(JobList, 'All jobs'), ...refusals },
      }),
      (context) => context.json({ jobs: [...deps.jobs.list()] }, 200, noStore),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/jobs/{id}',
        operationId: 'getJob',
        summary: 'One job with its progress and, at the end, its result',
        tags,
        middleware: [offers(json)],
        request: { query: noParameters, params: idParameter },
        responses: { 200: answerOf(Job, 'The job'), ...refusals },
      }),
      (context) => {
        const job = deps.jobs.get(context.req.valid('param').id);
        if (job === undefined) throw new AppError('not-found', 'job: expected the id of a job of this run of the server');
        return context.json(job, 200, noStore);
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/jobs/{id}',
        operationId: 'cancelJob',
        summary: 'Cancel a job that is waiting or running',
        tags,
        request: { query: noParameters, params: idParameter },
        responses: { 204: { description: 'The job was told to stop' }, 403: forbidden, ...refusals },
      }),
      (context) => {
        checkWrite(deps, context);
        if (!deps.jobs.cancel(context.req.valid('param').id)) throw new AppError('not-found', 'job: expected the id of a job that is waiting or running');
        return context.body(null, 204) as never;
      },
    );

  // The body is a stream of any length, so it goes past the validators, which would read it whole.
  const path = '/imports/{layer}';
  routes.openAPIRegistry.registerPath({
    method: 'post',
    path,
    operationId: 'startImport',
    summary: 'Import GeoJSON or newline-delimited GeoJSON into a layer of sites',
    tags,
    request: {
      params: z.object({ layer: z.string().openapi({ enum: siteLayers.map((layer) => layer.id), param: { name: 'layer', in: 'path' } }) }),
      query: z.object({ name: z.string().optional().openapi({ param: { name: 'name', in: 'query', description: 'Name of the file, shown with the job' } }) }),
      body: { required: true, content: Object.fromEntries(importTypes.map((type) => [type, { schema: z.string().openapi({ format: 'binary' }) }])) },
    },
    responses: { 202: answerOf(Job, 'The job that reads it; Location names it'), 403: forbidden, 413: { ...forbidden, description: 'The body is too large' }, 415: { ...forbidden, description: 'The body is of another media type' }, ...refusals },
  });
  routes.post('/imports/:layer', async (context) => {
    checkWrite(deps, context);
    const unknown = Object.keys(context.req.query()).find((name) => name !== 'name');
    if (unknown !== undefined) throw new AppError('unknown-parameter', `seen the parameter ${JSON.stringify(unknown.slice(0, 60))}, expected name`);
    const type = (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!importTypes.includes(type)) throw new AppError('unsupported-media-type', `Content-Type: seen ${JSON.stringify(type.slice(0, 60))}, expected one of ${importTypes.join(', ')}`);
    if (Number(context.req.header('Content-Length') ?? 0) > importLimitBytes) throw tooLarge();
    databaseOf(deps);
    const { body } = context.req.raw;
    if (body === null) throw new AppError('invalid-body', 'body: seen none, expected GeoJSON or newline-delimited GeoJSON');
    const job = await deps.startImport(context.req.param('layer'), body.pipeThrough(limitBytes(importLimitBytes)), (context.req.query('name') ?? 'upload.geojson').slice(0, 200));
    return context.json(job, 202, { ...noStore, Location: `/api/jobs/${job.id}` });
  });
  return routes;
}

function tooLarge(): AppError {
  return new AppError('too-large', `body: expected at most ${importLimitBytes} bytes; import a larger file in parts`);
}

/** Gives a stream that passes bytes on and fails beyond `most`: a length that was declared may be a lie, or none. */
function limitBytes(most: number): TransformStream<Uint8Array, Uint8Array> {
  let seen = 0;
  return new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      if (seen > most) controller.error(tooLarge());
      else controller.enqueue(chunk);
    },
  });
}
