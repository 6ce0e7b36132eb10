// How far is a long piece of work, and how is an import begun? The only writes of this API; they come from this machine alone.
import { type Context, Hono } from 'hono';
import { AppError } from '../errors.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { answerJson } from './links.ts';
import { readParameters } from './parameters.ts';

/** A page of another site cannot send this header without asking first, and is then refused: it stands against forged requests. */
const writeHeader = 'X-Anlan-Request';

export function jobRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  const checkWrite = (context: Context): void => {
    if (deps.isCommandLine(context.req.header('X-Anlan-Key'))) return;
    const origin = context.req.header('Origin');
    if (origin !== undefined && origin !== new URL(context.req.url).origin) throw new AppError('not-permitted', `Origin: seen ${origin.slice(0, 100)}, expected this server's own`);
    if (context.req.header(writeHeader) === undefined) throw new AppError('not-permitted', `header ${writeHeader}: seen none, expected any value, to prove that no foreign page asks`);
  };

  routes.get('/jobs', (context) => {
    readParameters(context, []);
    return answerJson({ jobs: deps.jobs.list() }, undefined, { 'Cache-Control': 'no-store' });
  });
  routes.get('/jobs/:id', (context) => {
    readParameters(context, []);
    const job = deps.jobs.get(context.req.param('id'));
    if (job === undefined) throw new AppError('not-found', 'job: expected the id of a job of this run of the server');
    return answerJson(job, undefined, { 'Cache-Control': 'no-store' });
  });
  routes.delete('/jobs/:id', (context) => {
    checkWrite(context);
    if (!deps.jobs.cancel(context.req.param('id'))) throw new AppError('not-found', 'job: expected the id of a job that is waiting or running');
    return new Response(null, { status: 204 });
  });
  routes.post('/imports/:layer', async (context) => {
    checkWrite(context);
    const { name = 'upload.geojson' } = readParameters(context, ['name']);
    databaseOf(deps);
    const body = context.req.raw.body;
    if (body === null) throw new AppError('invalid-body', 'body: seen none, expected GeoJSON or newline-delimited GeoJSON');
    const job = await deps.startImport(context.req.param('layer'), body, name.slice(0, 200));
    return answerJson(job, undefined, {});
  });
  return routes;
}
