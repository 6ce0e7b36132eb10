// Which collections are there, and what does each hold? OGC API – Features Part 1, /collections.
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Reader } from '../../data/contract/access.ts';
import { type Collection, collections } from '../../data/contract/collections.ts';
import { type Crs, crs84 } from '../../data/contract/crs.ts';
import { type Extent, readExtent } from '../queries/items.ts';
import { crsOffered } from './crs.ts';
import type { AppDependencies } from './dependencies.ts';
import { apiRoot, Link } from './links.ts';
import { geoJson, json } from './negotiation.ts';
import { collectionBody, collectionsBody } from './page-bodies.ts';
import { offersPage, page, selfLinks } from './pages.ts';
import { formatOnly } from './parameters.ts';
import { queryablesLink } from './queryables.ts';
import { readerOf, reading } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { tilesetsVector } from './tile-matrix-set.ts';
import { revalidated } from './validators.ts';

const Degrees = z.array(z.number()).min(4).max(4);
const CollectionSchema = z
  .object({
    id: z.string(),
    title: z.string(),
    description: z.string(),
    itemType: z.literal('feature'),
    crs: z.array(z.string()),
    storageCrs: z.string(),
    extent: z.object({
      spatial: z.object({ bbox: z.array(Degrees), crs: z.string() }).optional(),
      temporal: z.object({ interval: z.array(z.array(z.string().nullable()).min(2).max(2)), trs: z.string() }).optional(),
    }),
    links: z.array(Link),
  })
  .openapi('Collection');
const CollectionList = z.object({ links: z.array(Link), collections: z.array(CollectionSchema) }).openapi('Collections');

/** Gives what a client is told of a collection. */
function describeCollection(context: Context, collection: Collection, extent: Extent, offered: readonly Crs[]): z.infer<typeof CollectionSchema> {
  const root = apiRoot(context);
  const here = `${root}/collections/${collection.id}`;
  const links: Link[] = [
    ...selfLinks(context, here, json),
    { href: `${here}/items`, rel: 'items', type: geoJson, title: `${collection.zh} ${collection.en}` },
    { href: `${here}/items?f=html`, rel: 'items', type: page, title: `${collection.zh} ${collection.en}, as a page` },
  ];
  links.push(queryablesLink(root, collection));
  if (collection.tiles) links.push({ href: `${here}/tiles`, rel: tilesetsVector, type: json, title: 'Vector tiles' });
  return {
    id: collection.id,
    title: `${collection.zh} ${collection.en}`,
    description: `${collection.descriptionZh} ${collection.descriptionEn}`,
    itemType: 'feature',
    crs: offered.map(({ uri }) => uri),
    storageCrs: crs84.uri,
    extent: {
      ...(extent.box === null ? {} : { spatial: { bbox: [[...extent.box]], crs: crs84.uri } }),
      ...(collection.time === null ? {} : { temporal: { interval: [[extent.from, extent.to]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' } }),
    },
    links,
  };
}

/** Extents kept: of every collection, for as many readers. */
const mostExtents = 500;

/** Routes /collections and /collections/{id}. Extents are read once for each version of a collection; while the database is away the last known stand. */
export function collectionRoutes(deps: AppDependencies, versionOf: (collection: string) => string) {
  const extents = new Map<string, { version: string; extent: Promise<Extent> }>();
  const extentOf = (collection: Collection, reader: Reader): Promise<Extent> => {
    const key = `${collection.id} ${reader.key}`;
    const known = extents.get(key);
    const version = versionOf(collection.id);
    if (known !== undefined && (known.version === version || deps.database()?.state() !== 'open')) return known.extent;
    const extent = reading(deps, reader, (sql) => readExtent(sql, collection));
    extents.set(key, { version, extent });
    const oldest = extents.size > mostExtents ? extents.keys().next().value : undefined;
    if (oldest !== undefined) extents.delete(oldest);
    extent.catch(() => extents.delete(key));
    return extent;
  };

  const routes = createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/collections',
      operationId: 'getCollections',
      summary: 'Collections',
      tags: ['Capabilities'],
      middleware: [offersPage(collectionsBody, json), revalidated(() => `${deps.version}.${deps.changes.dataVersion()}.${deps.city()?.zoneEpsg ?? 0}`)],
      request: { query: formatOnly },
      responses: { 200: answerAs([json, page], CollectionList, 'All collections with their extents'), ...refusals },
    }),
    async (context) => {
      const root = apiRoot(context);
      const described = await Promise.all(collections.map(async (collection) => describeCollection(context, collection, await extentOf(collection, readerOf(context)), crsOffered(deps))));
      return context.json({ links: selfLinks(context, `${root}/collections`, json), collections: described }, 200);
    },
  );
  for (const collection of collections) {
    routes.openapi(
      createRoute({
        method: 'get',
        path: `/collections/${collection.id}`,
        operationId: `${collection.id}.getCollection`,
        summary: `${collection.zh} ${collection.en}`,
        description: `${collection.descriptionZh} ${collection.descriptionEn}`,
        tags: ['Capabilities'],
        middleware: [offersPage(collectionBody, json), revalidated(() => `${deps.version}.${versionOf(collection.id)}.${deps.city()?.zoneEpsg ?? 0}`)],
        request: { query: formatOnly },
        responses: { 200: answerAs([json, page], CollectionSchema, 'The collection'), ...refusals },
      }),
      async (context) => context.json(describeCollection(context, collection, await extentOf(collection, readerOf(context)), crsOffered(deps)), 200),
    );
  }
  return routes;
}
