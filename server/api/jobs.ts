// How far is a long piece of work, and how is an import begun? Everybody follows their own; who keeps the system follows all.
import { createRoute, z } from '@hono/zod-openapi';
import { type Actor, mayRole, personKeyOf } from '../../data/contract/access.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { AppError } from '../errors.ts';
import { importLayerIds } from '../import/layers.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { checkPermission } from './readers.ts';
import { answerOf, createRouter, noStore, refusals } from './route.ts';
import { checkWrite } from './writes.ts';

/** Most bytes of one import: a million points of GeoJSON are about 400 MB. */
export const importLimitBytes = 2_000_000_000;
const importTypes = ['application/geo+json', 'application/json', 'application/geo+json-seq', 'application/x-ndjson', 'application/ndjson', 'text/csv', 'application/gzip'];
/** Options of an import, read where it begins (server/import/uploads.ts). */
const importOptions = {
  name: 'Name of the file, shown with the job; its ending tells a CSV from GeoJSON',
  reader: 'How to read it: geojson, csv, jtwc-csv or city, when the name does not tell',
  map: 'Names: contract=file,contract=file; @id is the id of the feature, @line its number',
  set: 'Values for rows that have none: name=value,name=value',
  strict: 'true: one refused row and nothing is written',
  repeats: 'A code that comes twice: refuse the later row, or let the last one win',
};

// Made anew: a schema made before the OpenAPI extension was loaded does not know it, and bundles load in an order of their own.
const Job = z.object(JobRecord.shape).openapi('Job');
const JobList = z.object({ jobs: z.array(Job) });
const idParameter = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });
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
        summary: 'Your own long pieces of work of this run of the server; all of them for who keeps the system',
        tags,
        middleware: [offers(json)],
        request: { query: noParameters },
        responses: { 200: answerOf(JobList, 'Jobs'), ...refusals },
      }),
      (context) => {
        const actor = checkPermission(context, 'import');
        return context.json({ jobs: deps.jobs.list().filter(({ id }) => follows(deps, actor, id)) }, 200, noStore);
      },
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
        const actor = checkPermission(context, 'import');
        const job = deps.jobs.get(context.req.valid('param').id);
        if (job === undefined || !follows(deps, actor, job.id)) throw new AppError('not-found', 'job: expected the id of a job of your own in this run of the server');
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
        responses: { 204: { description: 'The job was told to stop' }, ...refusals, 403: forbidden },
      }),
      (context) => {
        checkWrite(deps, context);
        const actor = checkPermission(context, 'import');
        const { id } = context.req.valid('param');
        if (!follows(deps, actor, id) || !deps.jobs.cancel(id)) throw new AppError('not-found', 'job: expected the id of a job of your own that is waiting or running');
        return context.body(null, 204) as never;
      },
    );

  // The body is a stream of any length, so it goes past the validators, which would read it whole.
  const path = '/imports/{layer}';
  routes.openAPIRegistry.registerPath({
    method: 'post',
    path,
    operationId: 'startImport',
    summary: 'Import GeoJSON, newline-delimited GeoJSON or CSV into a layer',
    tags,
    request: {
      params: z.object({ layer: z.string().openapi({ enum: [...importLayerIds], param: { name: 'layer', in: 'path' } }) }),
      query: z.object(Object.fromEntries(Object.entries(importOptions).map(([name, description]) => [name, z.string().optional().openapi({ param: { name, in: 'query', description } })]))),
      body: { required: true, content: Object.fromEntries(importTypes.map((type) => [type, { schema: z.string().openapi({ format: 'binary' }) }])) },
    },
    responses: { 202: answerOf(Job, 'The job that reads it; Location names it'), 413: { ...forbidden, description: 'The body is too large' }, 415: { ...forbidden, description: 'The body is of another media type' }, ...refusals, 403: forbidden },
  });
  routes.post('/imports/:layer', async (context) => {
    checkWrite(deps, context);
    const actor = checkPermission(context, 'import');
    const options = context.req.query();
    const unknown = Object.keys(options).find((name) => !Object.hasOwn(importOptions, name));
    if (unknown !== undefined) throw new AppError('unknown-parameter', `seen the parameter ${JSON.stringify(unknown.slice(0, 60))}, expected ${Object.keys(importOptions).join(', ')}`);
    const type = (context.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (!importTypes.includes(type)) throw new AppError('unsupported-media-type', `Content-Type: seen ${JSON.stringify(type.slice(0, 60))}, expected one of ${importTypes.join(', ')}`);
    if (Number(context.req.header('Content-Length') ?? 0) > importLimitBytes) throw tooLarge();
    databaseOf(deps);
    const { body } = context.req.raw;
    if (body === null) throw new AppError('invalid-body', 'body: seen none, expected GeoJSON or newline-delimited GeoJSON');
    const job = await deps.startImport(context.req.param('layer'), body.pipeThrough(limitBytes(importLimitBytes)), { ...options, ...(options['name'] === undefined ? {} : { name: options['name'].slice(0, 200) }) });
    deps.jobs.claim(job.id, personKeyOf(actor));
    return context.json(job, 202, { ...noStore, Location: `/api/jobs/${job.id}` });
  });
  return routes;
}

/** Gives whether somebody may follow and cancel a job: titles hold the names of files, which are nobody else's to read. */
function follows({ jobs }: Pick<AppDependencies, 'jobs'>, actor: Actor, id: string): boolean {
  return actor.kind === 'command-line' || mayRole(actor.grant.role, 'system') || jobs.ownerOf(id) === personKeyOf(actor);
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
