// Where does a client begin? The landing page, and what the API conforms to.
import { createRoute, z } from '@hono/zod-openapi';
import type { AppDependencies } from './dependencies.ts';
import { apiRoot, Link } from './links.ts';
import { json, openApi } from './negotiation.ts';
import { offersPage, page, plainBody, selfLinks } from './pages.ts';
import { formatOnly } from './parameters.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { tilesetsVector, tilingSchemes } from './tile-matrix-set.ts';
import { revalidated } from './validators.ts';

/** Declared is what holds. All spatial functions are there, but only S_INTERSECTS and S_DISJOINT take geometry collections: so not `spatial-functions`. */
export const conformanceClasses = [
  ...['core', 'geojson', 'html', 'oas30'].map((name) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${name}`),
  'http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs',
  ...['queryables', 'queryables-query-parameters', 'filter', 'features-filter'].map((name) => `http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/${name}`),
  ...['cql2-text', 'cql2-json', 'basic-cql2', 'advanced-comparison-operators', 'case-insensitive-comparison', 'basic-spatial-functions', 'basic-spatial-functions-plus', 'temporal-functions', 'property-property'].map(
    (name) => `http://www.opengis.net/spec/cql2/1.0/conf/${name}`,
  ),
  ...['core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'geodata-tilesets', 'collections-selection', 'mvt', 'oas30'].map((name) => `http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/${name}`),
];

const LandingPage = z.object({ title: z.string(), description: z.string(), links: z.array(Link) }).openapi('LandingPage');
const Conformance = z.object({ conformsTo: z.array(z.string()), links: z.array(Link) }).openapi('Conformance');

/** Routes / and /conformance. They change only with the program. */
export function landingRoutes(deps: AppDependencies) {
  const middleware = [offersPage(plainBody, json), revalidated(() => deps.version)];
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/',
        operationId: 'getLandingPage',
        summary: 'Landing page',
        tags: ['Capabilities'],
        middleware,
        request: { query: formatOnly },
        responses: { 200: answerAs([json, page], LandingPage, 'Links to everything the API offers'), ...refusals },
      }),
      (context) => {
        const root = apiRoot(context);
        return context.json(
          {
            title: 'Anlan 安澜 geo API',
            description: 'Enterprises, gas networks, construction sites, wind farms, fishing ports, public places, road sections, vessels, storms, hazards and inspections of one city.',
            links: [
              ...selfLinks(context, root, json),
              { href: `${root}/openapi`, rel: 'service-desc', type: openApi, title: 'The API as an OpenAPI 3.0 document' },
              { href: `${root}/docs`, rel: 'service-doc', type: 'text/html', title: 'The API as a page' },
              { href: `${root}/conformance`, rel: 'conformance', type: json, title: 'Conformance classes' },
              { href: `${root}/conformance`, rel: 'http://www.opengis.net/def/rel/ogc/1.0/conformance', type: json, title: 'Conformance classes' },
              { href: `${root}/collections`, rel: 'data', type: json, title: 'Collections' },
              { href: `${root}/collections`, rel: 'http://www.opengis.net/def/rel/ogc/1.0/data', type: json, title: 'Collections' },
              { href: `${root}/tiles`, rel: tilesetsVector, type: json, title: 'Vector tiles of all collections' },
              { href: `${root}/tileMatrixSets`, rel: tilingSchemes, type: json, title: 'Tile matrix sets' },
            ],
          },
          200,
        );
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/conformance',
        operationId: 'getConformance',
        summary: 'Conformance classes',
        tags: ['Capabilities'],
        middleware,
        request: { query: formatOnly },
        responses: { 200: answerAs([json, page], Conformance, 'Classes of the standards that this API keeps'), ...refusals },
      }),
      (context) => context.json({ conformsTo: conformanceClasses, links: selfLinks(context, `${apiRoot(context)}/conformance`, json) }, 200),
    );
}
