// How does a person read the API's description? As a page, with its script from this server and none inline.
import { createRoute, z } from '@hono/zod-openapi';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';
import { offers } from './negotiation.ts';
import { noParameters } from './parameters.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

/** Nothing of the page asks another machine: no fonts, no proxy, no assistant, no telemetry. */
const configuration = JSON.stringify({
  url: '/api/openapi',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  showDeveloperTools: 'never',
  agent: { disabled: true },
  mcp: { disabled: true },
});

const page = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Anlan 安澜 geo API</title><link rel="icon" href="/icon.svg"></head>
<body>
<noscript><p>This page needs scripts; the same description stands in <a href="/api/openapi">/api/openapi</a>.</p></noscript>
<script id="api-reference" type="application/json" data-configuration='${configuration}'></script>
<script src="/api/docs/reference.js"></script>
</body>
</html>
`;

/** The part of its framework that the plugin touches when it is asked for its routes. */
interface PluginHost {
  route(route: { url: string; handler(request: unknown, reply: unknown): unknown }): void;
  hasPlugin(name: string): boolean;
}

/**
 * Gives the script of the reference page. @scalar/api-reference would bring it with 270 packages it was built from; the plugin for Fastify carries
 * the built file as one string and hands it out by a route, which is asked for it here.
 */
async function readReferenceScript(): Promise<string> {
  const { default: plugin } = (await import('@scalar/fastify-api-reference')) as unknown as { default: (host: PluginHost, options: object, done: () => void) => void };
  let script: unknown;
  const reply = {
    header: () => reply,
    send: (body: unknown) => {
      script = body;
    },
  };
  plugin({ hasPlugin: () => false, route: ({ url, handler }) => url.endsWith('/scalar.js') && handler({}, reply) }, { configuration: { url: '/api/openapi' } }, () => undefined);
  if (typeof script !== 'string') throw new AppError('internal', 'the package of the reference page has no script');
  // Its map is not shipped.
  return script.replace(/\n\/\/# sourceMappingURL=.*$/, '\n');
}

/** Routes /docs and its script. */
export function docsRoutes(deps: AppDependencies) {
  let script: Promise<string> | null = null;
  const version = revalidated(() => deps.version);
  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/docs',
        operationId: 'getApiPage',
        summary: 'The API as a page',
        tags: ['Capabilities'],
        middleware: [offers('text/html'), version],
        request: { query: noParameters },
        responses: { 200: answerAs(['text/html'], z.string(), 'Page'), ...refusals },
      }),
      (context) => context.html(page),
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/docs/reference.js',
        hide: true,
        middleware: [offers('text/javascript'), version],
        request: { query: noParameters },
        responses: { 200: answerAs(['text/javascript'], z.string(), 'Script of the page'), ...refusals },
      }),
      async (context) => {
        script ??= readReferenceScript();
        return context.body(await script, 200, { 'Content-Type': 'text/javascript' });
      },
    );
}
