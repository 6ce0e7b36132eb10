// Where does a client begin? Landing page, conformance, and the API's description as document and page.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Hono } from 'hono';
import type { AppDependencies } from './dependencies.ts';
import { answerJson, apiRoot, json, notModified, openApi } from './links.ts';
import { describeApi } from './openapi.ts';
import { readParameters } from './parameters.ts';

/** Declared is what holds: filters, further CRS and HTML come later. */
const conformsTo = [
  'http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core',
  ...['core', 'geojson', 'oas30'].map((name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`),
  ...['core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'geodata-tilesets', 'collections-selection', 'mvt', 'oas30'].map((name) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`),
];

const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Anlan geo API</title><meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main id="app"></main><script src="/api/docs/reference.js"></script><script src="/api/docs/start.js"></script></body></html>`;

export function landingRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  routes.get('/', (context) => {
    readParameters(context, []);
    const root = apiRoot(context);
    return answerJson({
      title: 'Anlan 安澜 geo API',
      description: 'Enterprises, gas networks, construction sites, wind farms, fishing ports, public places, vessels, storms and hazards of one city.',
      links: [
        { href: root, rel: 'self', type: json, title: 'This document' },
        { href: `${root}/openapi`, rel: 'service-desc', type: openApi, title: 'OpenAPI 3.0 document' },
        { href: `${root}/docs`, rel: 'service-doc', type: 'text/html', title: 'API as a page' },
        { href: `${root}/conformance`, rel: 'conformance', type: json, title: 'Conformance classes' },
        { href: `${root}/conformance`, rel: 'http://www.opengis.net/def/rel/ogc/1.0/conformance', type: json, title: 'Conformance classes' },
        { href: `${root}/collections`, rel: 'data', type: json, title: 'Collections' },
        { href: `${root}/tiles`, rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector', type: json, title: 'Vector tiles of all collections' },
        { href: `${root}/tileMatrixSets`, rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes', type: json, title: 'Tile matrix sets' },
      ],
    });
  });
  routes.get('/conformance', (context) => {
    readParameters(context, []);
    return answerJson({ conformsTo });
  });
  routes.get('/openapi', (context) => {
    readParameters(context, []);
    const root = apiRoot(context);
    const tag = `"openapi-${deps.version}-${new URL(root).host}"`;
    return notModified(context, tag) ?? answerJson(describeApi(root, deps.version), openApi, { ETag: tag, 'Cache-Control': 'no-cache' });
  });
  routes.get('/docs', (context) => {
    readParameters(context, []);
    return context.html(page);
  });
  const script = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'max-age=3600' };
  routes.get('/docs/start.js', () => new Response("Scalar.createApiReference('#app', { url: '/api/openapi', withDefaultFonts: false, telemetry: false, hideClientButton: true });", { headers: script }));
  routes.get('/docs/reference.js', async () => new Response(await readFile(referenceScript()), { headers: script }));
  return routes;
}

/** The bundled script of the reference page, served from here: nothing is fetched from elsewhere. */
function referenceScript(): string {
  const resolve = createRequire(import.meta.url);
  return join(dirname(resolve.resolve('@scalar/api-reference/package.json')), 'dist/browser/standalone.js');
}
