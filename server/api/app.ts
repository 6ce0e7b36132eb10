// What does the server answer? All routes of the API under one roof, and the page beside it.
import { Hono } from 'hono';
import { AppError } from '../errors.ts';
import { analysisRoutes } from './analyses.ts';
import { compressResponse, type CompressionMemory } from './compression.ts';
import type { AppDependencies } from './dependencies.ts';
import { featureRoutes } from './features.ts';
import { healthRoutes } from './health.ts';
import { jobRoutes } from './jobs.ts';
import { landingRoutes } from './landing.ts';
import { problemResponse } from './problem.ts';
import { searchRoutes } from './search.ts';
import { siteRoutes } from './sites.ts';
import { staticResponse } from './static-files.ts';
import { tileRoutes } from './tiles.ts';
import { wordRoutes } from './words.ts';

export type { AppDependencies } from './dependencies.ts';

/** Nothing is loaded from elsewhere, and the browser sees to it. Styles are inline because the UI kit writes them so; scripts never are. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Longest address that is read. */
const longestAddress = 8000;
/** Names under which a server on the loopback may be asked: a foreign name that points here is an attack (DNS rebinding). */
const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Gives the app. Two apps may live in one process. */
export function createApp(deps: AppDependencies): Hono {
  const app = new Hono();
  const memory: CompressionMemory = new Map();

  app.use('*', async (context, next) => {
    const host = context.req.header('Host') ?? '';
    if (!loopbackNames.test(host)) throw new AppError('not-permitted', `Host: seen ${JSON.stringify(host.slice(0, 100))}, expected localhost or a loopback address`);
    if (context.req.url.length > longestAddress) throw new AppError('too-large', `address: seen ${context.req.url.length} characters, expected at most ${longestAddress}`);
    await next();
    // A failed handler has its answer already (onError); headers are set on whatever it is.
    const packed = await compressResponse(context.res, context.req.header('Accept-Encoding'), memory);
    context.res = undefined;
    context.res = packed;
    context.header('Content-Security-Policy', contentSecurityPolicy);
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Cross-Origin-Opener-Policy', 'same-origin');
    // Geodata of a guest may be read by any page on this machine's network tools; credentials are never sent along.
    if (context.req.path.startsWith('/api')) context.header('Access-Control-Allow-Origin', '*');
  });

  const api = new Hono();
  for (const routes of [landingRoutes(deps), featureRoutes(deps), tileRoutes(deps), wordRoutes(deps), healthRoutes(deps), analysisRoutes(deps), siteRoutes(deps), searchRoutes(deps), jobRoutes(deps)]) {
    api.route('/', routes);
  }
  const methodsOf = methodTable(api);
  api.options('*', () => new Response(null, { status: 204, headers: { 'Access-Control-Allow-Methods': 'GET, HEAD, POST', 'Access-Control-Allow-Headers': 'Content-Type, If-None-Match', 'Access-Control-Max-Age': '600' } }));
  api.all('*', (context) => {
    const path = context.req.path.replace(/^\/api/, '') || '/';
    const known = methodsOf(path);
    if (known.length > 0) {
      context.header('Allow', known.join(', '));
      throw new AppError('method-not-allowed', `method: seen ${context.req.method}, expected ${known.join(' or ')}`);
    }
    throw new AppError('not-found', `path: seen ${JSON.stringify(context.req.path.slice(0, 100))}, expected one that /api/openapi names`);
  });
  app.route('/api', api);

  app.get('*', async (context) => {
    const response = await staticResponse(deps.webDirectory, context.req.path);
    if (response === null) throw new AppError('not-found', 'path: expected the page or one of its files');
    const asked = context.req.header('If-None-Match');
    if (asked !== undefined && asked === response.headers.get('ETag')) return new Response(null, { status: 304, headers: response.headers });
    return response;
  });
  app.onError((error, context) => {
    const response = problemResponse(context, error, deps.log);
    const allow = context.res.headers.get('Allow');
    if (allow !== null) response.headers.set('Allow', allow);
    return response;
  });
  app.notFound((context) => problemResponse(context, new AppError('not-found', 'path: expected the page or a path that /api/openapi names'), deps.log));
  return app;
}

export type Api = ReturnType<typeof createApp>;

/** Gives a look-up of the methods a path knows, read from the routes themselves. */
function methodTable(api: Hono): (path: string) => string[] {
  const table = api.routes
    .filter((route) => route.method !== 'ALL' && route.path !== '*' && route.path !== '/*')
    .map((route) => ({ method: route.method, pattern: new RegExp(`^${route.path.replace(/:[^/]+/g, '[^/]+')}/?$`) }));
  return (path) => {
    const methods = new Set(table.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
    if (methods.has('GET')) methods.add('HEAD');
    return [...methods].sort();
  };
}
