// Which items does a collection hold? OGC API – Features Part 1, /collections/{id}/items and /items/{featureId}.
import { createRoute, z } from '@hono/zod-openapi';
import { type Collection, type CollectionProperty, collections } from '../../data/contract/collections.ts';
import { dateOfDay, dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { countItems, readItems, readItemsOf } from '../queries/items.ts';
import { crs84 } from '../../data/contract/crs.ts';
import { crsNamed, crsOffered } from './crs.ts';
import type { AppDependencies } from './dependencies.ts';
import { featureText, ItemMemory } from './item-memory.ts';
import { readQuestion, withWhere } from './item-question.ts';
import { addressOf, apiRoot, Link } from './links.ts';
import { geoJson, json } from './negotiation.ts';
import { itemBody, itemsBody } from './page-bodies.ts';
import { offersPage, page, selfLinks } from './pages.ts';
import { type ItemQuery, itemQuery, limits, oneItem } from './parameters.ts';
import { linkHeader, queryablesLink } from './queryables.ts';
import { readerOf, reading, type Scopes } from './readers.ts';
import { answerAs, createRouter, refusals } from './route.ts';
import { Remembered, revalidated } from './validators.ts';

const comma = Buffer.from(',');
/** Counts kept: pages of one question ask for the same count again and again. */
const countsKept = 1000;

const GeometrySchema = z
  .object({ type: z.enum(['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon']), coordinates: z.array(z.unknown()) })
  .nullable()
  .openapi('Geometry', { description: 'GeoJSON geometry (RFC 7946) in WGS 84' });

/** Gives the schema of a property as it leaves: any may be null but for what the database forces. */
function valueSchema(property: CollectionProperty): z.ZodType {
  const description = `${property.zh} ${property.en}`;
  const extra = { ...(property.codeList === undefined ? {} : { 'x-code-list': property.codeList }), ...(property.unit === undefined ? {} : { 'x-unit': property.unit }) };
  const schema = { string: z.string(), integer: z.int(), number: z.number(), boolean: z.boolean() }[property.type];
  return schema.nullable().openapi({ description, ...(property.format === undefined ? {} : { format: property.format }), ...(property.type === 'integer' ? { minimum: undefined, maximum: undefined } : {}), ...extra });
}

function featureSchema(collection: Collection) {
  const properties = z.object(Object.fromEntries(collection.properties.map((property) => [property.name, valueSchema(property)])));
  return z
    .object({ type: z.literal('Feature'), id: z.number().openapi({ type: 'integer' }), geometry: GeometrySchema, properties, links: z.array(Link).optional() })
    .openapi(`Feature.${collection.id}`);
}

/** Routes of the items of every collection, each under a path of its own: so GDAL finds which properties it may ask the server for. */
export function itemRoutes(deps: AppDependencies, versionOf: (collection: string) => string, scopes: Scopes) {
  const routes = createRouter();
  const counts = new Remembered<number>(countsKept);
  const memory = new ItemMemory(deps);
  const dateToday = (): string => dateOfDay(dayOfInstant(deps.now()));

  for (const collection of collections) {
    const Feature = featureSchema(collection);
    const Page = z
      .object({
        type: z.literal('FeatureCollection'),
        timeStamp: z.string().openapi({ format: 'date-time' }),
        numberMatched: z.number().openapi({ type: 'integer', minimum: 0 }),
        numberReturned: z.number().openapi({ type: 'integer', minimum: 0 }),
        features: z.array(Feature),
        links: z.array(Link),
      })
      .openapi(`Features.${collection.id}`);
    const path = `/collections/${collection.id}/items`;
    // Whether a hazard is overdue depends on the day.
    const revalidate = revalidated(() => `${deps.version}.${versionOf(collection.id)}.${dateToday()}`);

    routes.openapi(
      createRoute({
        method: 'get',
        path,
        operationId: `${collection.id}.getItems`,
        summary: `${collection.zh} ${collection.en}`,
        description: `${collection.descriptionZh} ${collection.descriptionEn}`,
        tags: ['Data'],
        middleware: [offersPage(itemsBody(collection), geoJson, json), revalidate],
        request: { query: itemQuery(collection) },
        responses: { 200: answerAs([geoJson, page], Page, 'A page of items'), ...refusals },
      }),
      async (context) => {
        const query = context.req.valid('query') as ItemQuery;
        const { limit = limits.default, after = 0, offset = 0 } = query;
        if (after > 0 && offset > 0) throw new AppError('invalid-parameter', 'seen after and offset, expected one of them');
        const offered = crsOffered(deps);
        const crs = crsNamed(offered, 'crs', query.crs);
        const reader = readerOf(context);
        const question = readQuestion(collection, query, dateToday(), offered, reader);
        const filter = withWhere(collection, question);
        // What makes up the question itself: the same on every page.
        const { limit: _limit, after: _after, offset: _offset, ...asked } = context.req.query();
        const { crs: _crs, f: _f, ...counted } = asked;
        const version = versionOf(collection.id);
        const quick = crs === crs84 ? await memory.page(collection, question, { after, offset }, limit, reader, await scopes.of(reader)) : null;
        const matched = quick?.matched ?? (await counts.get(`${reader.key} ${collection.id} ${version} ${filter.today} ${addressOf('', counted)}`, () => reading(deps, reader, (sql) => countItems(sql, collection, filter))));
        // One more than asked tells whether there is a next page.
        const rows = quick === null ? await reading(deps, reader, (sql) => readItems(sql, collection, filter, { after, offset }, limit + 1, reader, crs)) : [];
        const texts = quick?.texts ?? rows.slice(0, limit).map(featureText);
        const lastId = quick === null ? rows[Math.min(limit, rows.length) - 1]?.id : quick.lastId;
        const root = apiRoot(context);
        const address = (extra: Record<string, string>): string => addressOf(`${root}${path}`, { ...asked, ...extra });
        const links: Link[] = [
          ...selfLinks(context, addressOf(`${root}${path}`, { ...counted, ...(query.crs === undefined ? {} : { crs: query.crs }), ...pageParameters(limit, after, offset) }), geoJson, 'This page'),
          { href: `${root}/collections/${collection.id}`, rel: 'collection', type: json, title: `${collection.zh} ${collection.en}` },
        ];
        if ((quick?.hasMore ?? rows.length > limit) && lastId !== undefined) links.push({ href: address(pageParameters(limit, lastId, 0)), rel: 'next', type: context.get('mediaType') === page ? page : geoJson, title: 'Next page' });
        context.header('Content-Crs', `<${crs.uri}>`);
        context.header('Link', linkHeader(queryablesLink(root, collection)));
        // Put together from texts: features from memory are not taken apart and written anew.
        const head = JSON.stringify({ type: 'FeatureCollection', timeStamp: new Date(deps.now()).toISOString(), numberMatched: matched, numberReturned: texts.length });
        const parts = texts.flatMap((text, place) => (place === 0 ? [text] : [comma, text]));
        const body = Buffer.concat([Buffer.from(`${head.slice(0, -1)},"features":[`), ...parts, Buffer.from(`],"links":${JSON.stringify(links)}}`)]);
        return context.body(body, 200, { 'Content-Type': geoJson }) as never;
      },
    );

    routes.openapi(
      createRoute({
        method: 'get',
        path: `${path}/{featureId}`,
        operationId: `${collection.id}.getItem`,
        summary: `One of ${collection.zh} ${collection.en}`,
        tags: ['Data'],
        middleware: [offersPage(itemBody(collection), geoJson, json), revalidate],
        request: { query: oneItem, params: z.object({ featureId: z.string().openapi({ type: 'integer', minimum: 1, param: { name: 'featureId', in: 'path' } }) }) },
        responses: { 200: answerAs([geoJson, page], Feature, 'The item'), ...refusals },
      }),
      async (context) => {
        const { featureId } = context.req.valid('param');
        const asked = context.req.valid('query').crs;
        const crs = crsNamed(crsOffered(deps), 'crs', asked);
        const reader = readerOf(context);
        const [item] = /^\d{1,9}$/.test(featureId) ? await reading(deps, reader, (sql) => readItemsOf(sql, collection, [Number(featureId)], dateToday(), reader, crs)) : [];
        if (item === undefined) throw new AppError('not-found', `item: seen ${JSON.stringify(featureId.slice(0, 60))}, expected the id of an item of ${collection.id}`);
        const root = apiRoot(context);
        context.header('Content-Crs', `<${crs.uri}>`);
        const links: Link[] = [
          ...selfLinks(context, addressOf(`${root}${path}/${item.id}`, asked === undefined ? {} : { crs: asked }), geoJson, 'This item'),
          { href: `${root}/collections/${collection.id}`, rel: 'collection', type: json, title: `${collection.zh} ${collection.en}` },
        ];
        return context.json({ type: 'Feature', ...item, links });
      },
    );
  }
  return routes;
}

function pageParameters(limit: number, after: number, offset: number): Record<string, string> {
  return { limit: String(limit), ...(after > 0 ? { after: String(after) } : {}), ...(offset > 0 ? { offset: String(offset) } : {}) };
}
