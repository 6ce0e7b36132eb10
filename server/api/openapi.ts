// What does the API offer, in the words of OpenAPI 3.0? Written from the same schemas that check the requests.
import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import type { AppDependencies } from './dependencies.ts';
import { apiRoot } from './links.ts';
import { json, offers, openApi } from './negotiation.ts';
import { formatOnly } from './parameters.ts';
import { answerAs, type ApiEnvironment, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

const tags = [
  { name: 'Capabilities', description: 'What there is' },
  { name: 'Data', description: 'Items of the collections (OGC API – Features)' },
  { name: 'Tiles', description: 'Vector tiles (OGC API – Tiles)' },
  { name: 'Analyses', description: 'Figures worked out from the data, each with its basis' },
  { name: 'Words', description: 'Code lists, criteria, glossary, methods' },
  { name: 'Sites', description: 'Entering, changing and retiring sites by hand, with history and undo' },
  { name: 'Incidents', description: 'Entry, reports upward, corrections and the ledger of incidents' },
  { name: 'Inbox', description: 'What waits for you, and handing work over' },
  { name: 'Quality', description: 'Is the data true?' },
  { name: 'Service', description: 'State of the server, events, imports' },
];

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Gives a schema document in OpenAPI 3.0's own words: titles of our fields (code.ts) become a description, what else we attach an extension. */
function inPlainWords(node: Json): Json {
  if (Array.isArray(node)) return node.map(inPlainWords);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node as Record<string, Json>).flatMap(([key, value]): [string, Json][] => {
    // Only words attached to a schema are plain values; a property of the same name is a schema.
    if ((key === 'zh' || key === 'en') && typeof value === 'string') return [];
    if (key === 'codeList' && typeof value === 'string') return [['x-code-list', value]];
    if (key === 'unit' && typeof value === 'string') return [['x-unit', value]];
    if (key === 'personal' && typeof value === 'boolean') return [['x-personal', value]];
    return [[key, inPlainWords(value)]];
  });
  const { zh, en, description } = node as Record<string, Json>;
  if (typeof zh === 'string' && typeof en === 'string' && description === undefined) entries.push(['description', `${zh} ${en}`]);
  return Object.fromEntries(entries);
}

/** Route /openapi: describes all routes of `api`. Written once, at the first request; only the address of the server differs by who asks. */
export function openApiRoutes(deps: AppDependencies, api: OpenAPIHono<ApiEnvironment>) {
  let described: Record<string, Json> | null = null;
  const describe = (): Record<string, Json> => {
    described ??= inPlainWords(
      api.getOpenAPIDocument({
        openapi: '3.0.3',
        info: {
          title: 'Anlan 安澜 geo API',
          version: deps.version,
          description: 'The layers of the map as OGC API – Features and Tiles, analyses with their basis, and the words behind them. Personal data leave masked.',
          license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
        },
        tags,
      }) as unknown as Json,
    ) as Record<string, Json>;
    return described;
  };
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/openapi',
      operationId: 'getApi',
      summary: 'This document',
      tags: ['Capabilities'],
      middleware: [offers(openApi, json), revalidated(() => deps.version)],
      request: { query: formatOnly },
      responses: { 200: answerAs([openApi], z.looseObject({}), 'OpenAPI 3.0 document'), ...refusals },
    }),
    (context) => context.json({ ...describe(), servers: [{ url: apiRoot(context) }] }),
  );
}
