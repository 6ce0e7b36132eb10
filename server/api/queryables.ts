// What may a filter of a collection ask for? OGC API – Features Part 3, /collections/{id}/queryables, as a JSON Schema.
import { createRoute, z } from '@hono/zod-openapi';
import { type Collection, type CollectionProperty, collections } from '../../data/contract/collections.ts';
import { geometryName, queryablesOf } from '../../data/contract/cql2/queryables.ts';
import { codeLists } from '../../data/vocabulary/code-lists.ts';
import type { AppDependencies } from './dependencies.ts';
import { apiRoot, type Link } from './links.ts';
import { json } from './negotiation.ts';
import { offersPage, page, plainBody } from './pages.ts';
import { formatOnly } from './parameters.ts';
import { readerOf } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

export const schemaJson = 'application/schema+json';
const queryablesRelation = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';

/** Formats of a geometry (OGC API – Features Part 3, table 7; the joined ones from Part 5). */
const geometryFormats = { point: 'geometry-point', line: 'geometry-linestring-or-multilinestring', polygon: 'geometry-polygon-or-multipolygon', any: 'geometry-any' } as const;

/** Gives the link to the queryables of a collection. */
export function queryablesLink(root: string, collection: Collection): Link {
  return { href: `${root}/collections/${collection.id}/queryables`, rel: queryablesRelation, type: schemaJson, title: `What a filter of ${collection.en.toLowerCase()} may ask for` };
}

/** Gives a link as the value of a Link header (RFC 8288). */
export function linkHeader({ href, rel, type = '' }: Link): string {
  return `<${href}>; rel="${rel}"; type="${type}"`;
}

/** Gives the JSON Schema of one property: its codes with their labels where it has a list. */
function schemaOf(collection: Collection, property: CollectionProperty) {
  const list = codeLists.find((known) => known.id === property.codeList);
  const isRole = collection.time !== null && (property.name === collection.time.start || property.name === collection.time.end);
  const role = collection.time?.start === collection.time?.end ? 'primary-instant' : property.name === collection.time?.start ? 'primary-interval-start' : 'primary-interval-end';
  return {
    title: `${property.zh} ${property.en}`,
    type: property.type,
    ...(property.format === undefined ? {} : { format: property.format }),
    ...(property.values === undefined ? {} : { enum: [...property.values] }),
    // Codes of numbers (risk classes) are written as texts in their list.
    ...(list === undefined || property.type !== 'string' ? {} : { enum: list.entries.map(({ code }) => code), oneOf: list.entries.map(({ code, zh, en }) => ({ const: code, title: `${zh} ${en}` })) }),
    ...(property.codeList === undefined ? {} : { 'x-code-list': property.codeList }),
    ...(property.unit === undefined || property.unit === '1' ? {} : { 'x-ogc-unit': property.unit }),
    ...(isRole ? { 'x-ogc-role': role } : {}),
  };
}

/** Routes /collections/{id}/queryables. They change only with the program, and with what the reader may see. */
export function queryablesRoutes(deps: AppDependencies) {
  const routes = createRouter();
  for (const collection of collections) {
    const path = `/collections/${collection.id}/queryables`;
    const propertiesFor = (restricted: boolean) => Object.fromEntries(queryablesOf(collection).flatMap((property) => (property.restricted && !restricted ? [] : [[property.name, schemaOf(collection, property)]])));
    routes.openapi(
      createRoute({
        method: 'get',
        path,
        operationId: `${collection.id}.getQueryables`,
        summary: `What a filter of ${collection.zh} ${collection.en} may ask for`,
        tags: ['Capabilities'],
        middleware: [offersPage(plainBody, schemaJson, json), revalidated(() => deps.version)],
        request: { query: formatOnly },
        responses: { 200: answerAs([schemaJson, page], z.looseObject({}), 'JSON Schema of the properties'), ...refusals },
      }),
      (context) =>
        context.json({
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          $id: `${apiRoot(context)}${path}`,
          type: 'object',
          title: `${collection.zh} ${collection.en}`,
          description: `${collection.descriptionZh} ${collection.descriptionEn}`,
          properties: { ...propertiesFor(readerOf(context).restricted), [geometryName]: { title: '位置 Geometry', format: geometryFormats[collection.geometry], 'x-ogc-role': 'primary-geometry' } },
          additionalProperties: false,
        }),
    );
  }
  return routes;
}
