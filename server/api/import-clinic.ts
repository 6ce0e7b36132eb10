// How does somebody bring a file in, see what it would do, and do it? The clinic's routes; every step is a job.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { personKeyOf } from '../../data/contract/access.ts';
import { ClinicPlan, ClinicReading, ClinicSession, clinicLimitBytes, findingGroups, FindingPage, mostFindingRows, PlaceSource } from '../../data/contract/import-clinic.ts';
import { JobRecord } from '../../data/contract/jobs.ts';
import { AppError } from '../errors.ts';
import { clinicLayerIds } from '../import/clinic/clinic-layers.ts';
import { overLimit } from '../import/clinic/intake.ts';
import type { ClinicCaller } from '../import/clinic/sessions.ts';
import type { AppDependencies } from './dependencies.ts';
import { json, offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { checkPermission } from './readers.ts';
import { answerAs, answerOf, createRouter, noStore, refusals } from './route.ts';
import { addressOfClient } from './session.ts';
import { checkWrite } from './writes.ts';

// Made anew: a schema made before the OpenAPI extension was loaded does not know it.
const Session = z.object(ClinicSession.shape).openapi('ImportSession');
const Begun = z.object({ session: Session, job: z.object(JobRecord.shape) }).openapi('ImportStep');
const Brief = z.object({ id: z.string(), layer: z.string(), fileName: z.string(), state: z.string(), createdAt: z.string(), batchId: z.int().nullable() });
const Plan = z.strictObject({ ...ClinicPlan.shape, place: z.union(PlaceSource.options) }).openapi('ImportPlan');
const Reading = z.strictObject({ ...ClinicReading.shape, headingRows: z.array(z.int().min(0).max(100)).length(2).optional() }).openapi('ImportReading');
const params = z.object({ id: z.string().openapi({ param: { name: 'id', in: 'path' } }) });
const query = (name: string, description: string, more: { enum?: string[]; type?: 'string' | 'integer' } = {}) => z.string().max(200).optional().openapi({ ...more, param: { name, in: 'query', description } });
const Page = z.strictObject({ group: query('group', 'Which rows', { enum: [...findingGroups] }), offset: query('offset', 'Rows passed over', { type: 'integer' }), limit: query('limit', `At most so many, 1 to ${mostFindingRows}`, { type: 'integer' }) });
const conflict = { 409: { ...refusals[400], description: 'The session is at work, or not so far yet' } };
const uploadParameters = ['layer', 'name'];
const csv = 'text/csv; charset=utf-8';
const geojson = 'application/geo+json';

/** Gives who asks, when they may import. Throws AppError otherwise. */
function callerOf(context: Context): ClinicCaller {
  return { actor: checkPermission(context, 'import'), address: addressOfClient(context) };
}

function wholeNumber(text: string | undefined, name: string, low: number, high: number, usual: number): number {
  const value = text === undefined ? usual : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high)) throw new AppError('invalid-parameter', `${name}: seen ${JSON.stringify((text ?? '').slice(0, 40))}, expected a whole number from ${low} to ${high}`);
  return value;
}

/** Routes /import-clinic and below. */
export function importClinicRoutes(deps: AppDependencies) {
  const common = { tags: ['Import'], middleware: [offers(json)] };
  const writes = { tags: ['Import'] };
  const body = <Schema extends z.ZodType>(schema: Schema) => ({ required: true, content: { [json]: { schema } } });
  const started = { 202: answerOf(Begun, 'The session and the job that works on it; Location names the job'), ...refusals, ...conflict };
  /** Begins a step; its job is the caller's to follow. */
  const begin = (context: Context, step: (caller: ClinicCaller) => ReturnType<typeof deps.clinic.commit>): ReturnType<typeof deps.clinic.commit> => {
    const caller = callerOf(context);
    const begun = step(caller);
    deps.jobs.claim(begun.job.id, personKeyOf(caller.actor));
    return begun;
  };
  const routes = createRouter()
    .openapi(createRoute({ ...common, method: 'get', path: '/import-clinic', operationId: 'getImportSessions', summary: 'Your own files in the clinic, the newest first', request: { query: noParameters }, responses: { 200: answerOf(z.object({ sessions: z.array(Brief) }), 'Sessions'), ...refusals } }), (context) => {
      const sessions = deps.clinic.list(callerOf(context));
      return context.json({ sessions: sessions.map(({ id, layer, fileName, state, createdAt, batchId }) => ({ id, layer, fileName, state, createdAt, batchId })) }, 200, noStore);
    })
    .openapi(createRoute({ ...common, method: 'get', path: '/import-clinic/{id}', operationId: 'getImportSession', summary: 'What was seen of a file, what is proposed, and what the dry run found', request: { query: noParameters, params }, responses: { 200: answerOf(Session, 'The session'), ...refusals } }), (context) =>
      context.json(deps.clinic.get(callerOf(context), context.req.valid('param').id), 200, noStore),
    )
    .openapi(createRoute({ ...writes, method: 'delete', path: '/import-clinic/{id}', operationId: 'removeImportSession', summary: 'Remove a file from the clinic; what was imported stays', request: { query: noParameters, params }, responses: { 204: { description: 'It is gone' }, ...refusals, ...conflict } }), (context) => {
      checkWrite(deps, context);
      deps.clinic.remove(callerOf(context), context.req.valid('param').id);
      return context.body(null, 204) as never;
    })
    .openapi(createRoute({ ...writes, method: 'post', path: '/import-clinic/{id}/reading', operationId: 'readImportAgain', summary: 'Look at the file again with another sheet, encoding, delimiter or heading', request: { query: noParameters, params, body: body(Reading) }, responses: started }), (context) => {
      checkWrite(deps, context);
      const { headingRows, ...reading } = context.req.valid('json');
      const begun = begin(context, (caller) => deps.clinic.lookAgain(caller, context.req.valid('param').id, { ...reading, ...(headingRows === undefined ? {} : { headingRows: headingRows as [number, number] }) }));
      return context.json(begun, 202, { ...noStore, Location: `/api/jobs/${begun.job.id}` });
    })
    .openapi(createRoute({ ...writes, method: 'post', path: '/import-clinic/{id}/dry-run', operationId: 'checkImport', summary: 'Check every row under a plan; nothing is written', request: { query: noParameters, params, body: body(Plan) }, responses: started }), (context) => {
      checkWrite(deps, context);
      const begun = begin(context, (caller) => deps.clinic.check(caller, context.req.valid('param').id, context.req.valid('json') as ClinicPlan));
      return context.json(begun, 202, { ...noStore, Location: `/api/jobs/${begun.job.id}` });
    })
    .openapi(createRoute({ ...common, method: 'get', path: '/import-clinic/{id}/findings', operationId: 'getImportFindings', summary: 'Rows of the dry run: refused, changed with their differences, or remarked', request: { query: Page, params }, responses: { 200: answerOf(z.object(FindingPage.shape).openapi('ImportFindings'), 'A page of rows in the order of the file'), ...refusals } }), async (context) => {
      const { group = 'refused', offset, limit } = context.req.valid('query');
      const known = findingGroups.find((name) => name === group);
      if (known === undefined) throw new AppError('invalid-parameter', `group: seen ${JSON.stringify(group.slice(0, 40))}, expected ${findingGroups.join(', ')}`);
      const page = await deps.clinic.findings(callerOf(context), context.req.valid('param').id, known, wholeNumber(offset, 'offset', 0, 10_000_000, 0), wholeNumber(limit, 'limit', 1, mostFindingRows, 100));
      return context.json(page, 200, noStore);
    })
    .openapi(createRoute({ tags: ['Import'], middleware: [offers(geojson)], method: 'get', path: '/import-clinic/{id}/places', operationId: 'getImportPlaces', summary: 'Places of the dry run as GeoJSON, with what would come of each', request: { query: noParameters, params }, responses: { 200: answerAs([geojson], z.object({ type: z.string(), features: z.array(z.looseObject({})) }), 'Changed and refused rows first, the rest thinned evenly'), ...refusals, ...conflict } }), (context) =>
      context.body(deps.clinic.download(callerOf(context), context.req.valid('param').id, 'places'), 200, { ...noStore, 'Content-Type': geojson }) as never,
    )
    .openapi(createRoute({ tags: ['Import'], middleware: [offers(csv)], method: 'get', path: '/import-clinic/{id}/refused.csv', operationId: 'getRefusedRows', summary: 'The refused rows, columns as in the file, and why: to be mended and sent again', request: { query: noParameters, params }, responses: { 200: answerAs([csv], z.string(), 'UTF-8 with its mark'), ...refusals, ...conflict } }), (context) =>
      context.body(deps.clinic.download(callerOf(context), context.req.valid('param').id, 'refused'), 200, { ...noStore, 'Content-Type': csv, 'Content-Disposition': 'attachment; filename="refused.csv"' }) as never,
    )
    .openapi(createRoute({ ...writes, method: 'post', path: '/import-clinic/{id}/commit', operationId: 'commitImport', summary: 'Write the checked file as one batch', request: { query: noParameters, params }, responses: started }), (context) => {
      checkWrite(deps, context);
      const begun = begin(context, (caller) => deps.clinic.commit(caller, context.req.valid('param').id));
      return context.json(begun, 202, { ...noStore, Location: `/api/jobs/${begun.job.id}` });
    });

  // The body is a stream, so it goes past the validators, which would read it whole.
  routes.openAPIRegistry.registerPath({
    method: 'post',
    path: '/import-clinic',
    operationId: 'startImportSession',
    summary: 'Bring a file in: XLSX, CSV, GeoJSON, a zipped shapefile, GeoPackage or KML',
    tags: ['Import'],
    request: {
      query: z.object({ layer: z.string().openapi({ enum: [...clinicLayerIds], param: { name: 'layer', in: 'query' } }), name: query('name', 'Name of the file, to show and to remember') }),
      body: { required: true, content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } } },
    },
    responses: { ...started, 413: { ...refusals[400], description: `The file is larger than ${clinicLimitBytes} bytes` }, 415: { ...refusals[400], description: 'The file is of none of the formats' } },
  });
  routes.post('/import-clinic', async (context) => {
    checkWrite(deps, context);
    const caller = callerOf(context);
    const options = context.req.query();
    const unknown = Object.keys(options).find((name) => !uploadParameters.includes(name));
    if (unknown !== undefined) throw new AppError('unknown-parameter', `seen the parameter ${JSON.stringify(unknown.slice(0, 60))}, expected ${uploadParameters.join(', ')}`);
    if (Number(context.req.header('Content-Length') ?? 0) > clinicLimitBytes) throw overLimit();
    const { body: file } = context.req.raw;
    const length = context.req.header('content-length');
    if (file === null) throw new AppError('invalid-body', 'body: seen none, expected a file');
    const begun = await deps.clinic.create(caller, options['layer'] ?? '', (options['name'] ?? 'upload').slice(0, 200), file, length === undefined ? null : Number(length));
    deps.jobs.claim(begun.job.id, personKeyOf(caller.actor));
    return context.json(begun, 202, { ...noStore, Location: `/api/jobs/${begun.job.id}` });
  });
  return routes;
}
