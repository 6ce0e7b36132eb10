// How are collections and their items served? OGC API – Features Part 1: core and GeoJSON.
import { type Context, Hono } from 'hono';
import { type Collection, collectionOf, collections } from '../../data/contract/collections.ts';
import { dayOfInstant } from '../../data/contract/units.ts';
import { AppError } from '../errors.ts';
import { countItems, type ItemRow, readExtent, readItem, readItems } from '../queries/items.ts';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { answerJson, apiRoot, geoJson, json, type Link, mvt, notModified, tileJson } from './links.ts';
import { itemParameters, readAfter, readItemFilter, readLimit, readParameters } from './parameters.ts';

const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

/** Routes under /api/collections. Extents and counts are remembered for one data version. */
export function featureRoutes(deps: AppDependencies): Hono {
  const routes = new Hono();
  const remembered = new Remembered(deps.changes.dataVersion);
  const extentOf = (collection: Collection) => remembered.get(`extent ${collection.id}`, () => readExtent(databaseOf(deps).sql, collection));
  const tagOf = (context: Context) => `"${deps.changes.dataVersion()}-${dayOfInstant(deps.now())}-${context.req.header('Host') ?? ''}"`;

  routes.get('/collections', async (context) => {
    readParameters(context, []);
    const tag = tagOf(context);
    const known = notModified(context, tag);
    if (known !== null) return known;
    const root = apiRoot(context);
    const described = [];
    for (const collection of collections) described.push(describeCollection(collection, await extentOf(collection), root));
    return answerJson({ links: [{ href: `${root}/collections`, rel: 'self', type: json, title: 'This document' }], collections: described }, json, { ETag: tag, 'Cache-Control': 'no-cache' });
  });

  routes.get('/collections/:collection', async (context) => {
    const collection = findCollection(context.req.param('collection'));
    readParameters(context, []);
    const tag = tagOf(context);
    return notModified(context, tag) ?? answerJson(describeCollection(collection, await extentOf(collection), apiRoot(context)), json, { ETag: tag, 'Cache-Control': 'no-cache' });
  });

  routes.get('/collections/:collection/items', async (context) => {
    const collection = findCollection(context.req.param('collection'));
    const parameters = readParameters(context, itemParameters(collection));
    const filter = readItemFilter(collection, parameters, deps.now());
    const limit = readLimit(parameters['limit']);
    const after = readAfter(parameters['after']);
    const tag = tagOf(context);
    const known = notModified(context, tag);
    if (known !== null) return known;
    const { sql } = databaseOf(deps);
    const { limit: _limit, after: _after, f: _f, v: _v, ...asked } = parameters;
    // One more than asked tells whether there is a next page.
    const rows = await readItems(sql, collection, filter, after, limit + 1);
    const matched = await remembered.get(`count ${collection.id} ${filter.today} ${new URLSearchParams(asked)}`, () => countItems(sql, collection, filter));
    const page = rows.slice(0, limit);
    const root = apiRoot(context);
    const here = `${root}/collections/${collection.id}`;
    const address = (extra: Record<string, string>) => `${here}/items?${new URLSearchParams({ ...asked, ...extra })}`;
    const links: Link[] = [
      { href: address({ limit: String(limit), ...(after === 0 ? {} : { after: String(after) }) }), rel: 'self', type: geoJson, title: 'This page' },
      { href: here, rel: 'collection', type: json, title: collection.en },
    ];
    if (rows.length > limit) links.push({ href: address({ limit: String(limit), after: String(page.at(-1)?.id ?? 0) }), rel: 'next', type: geoJson, title: 'Next page' });
    return answerJson(
      {
        type: 'FeatureCollection',
        timeStamp: new Date(deps.now()).toISOString(),
        numberMatched: matched,
        numberReturned: page.length,
        links,
        features: page.map(featureOf),
      },
      geoJson,
      { ETag: tag, 'Cache-Control': 'no-cache' },
    );
  });

  routes.get('/collections/:collection/items/:id', async (context) => {
    const collection = findCollection(context.req.param('collection'));
    readParameters(context, []);
    const text = context.req.param('id');
    const tag = tagOf(context);
    const known = notModified(context, tag);
    if (known !== null) return known;
    const { today } = readItemFilter(collection, {}, deps.now());
    const item = /^\d{1,9}$/.test(text) ? await readItem(databaseOf(deps).sql, collection, Number(text), today) : null;
    if (item === null) throw new AppError('not-found', `item: seen ${JSON.stringify(text.slice(0, 60))}, expected the id of an item of ${collection.id}`);
    const here = `${apiRoot(context)}/collections/${collection.id}`;
    const links: Link[] = [
      { href: `${here}/items/${item.id}`, rel: 'self', type: geoJson, title: 'This item' },
      { href: here, rel: 'collection', type: json, title: collection.en },
    ];
    return answerJson({ ...featureOf(item), links }, geoJson, { ETag: tag, 'Cache-Control': 'no-cache' });
  });
  return routes;
}

/** Gives a collection by the id in an address. Throws AppError `not-found`. */
export function findCollection(id: string): Collection {
  const collection = collectionOf(id);
  if (collection === undefined) throw new AppError('not-found', `collection: seen ${JSON.stringify(id.slice(0, 60))}, expected one of ${collections.map((known) => known.id).join(', ')}`);
  return collection;
}

function featureOf(row: ItemRow) {
  return { type: 'Feature', id: row.id, geometry: row.geometry, properties: row.properties };
}

function describeCollection(collection: Collection, extent: Awaited<ReturnType<typeof readExtent>>, root: string) {
  const here = `${root}/collections/${collection.id}`;
  const links: Link[] = [
    { href: here, rel: 'self', type: json, title: collection.en },
    { href: `${here}/items`, rel: 'items', type: geoJson, title: `Items of ${collection.en}` },
  ];
  if (collection.tiles) {
    links.push(
      { href: `${here}/tiles`, rel: 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector', type: json, title: `Vector tiles of ${collection.en}` },
      { href: `${here}/tiles/WebMercatorQuad/tilejson`, rel: 'describedby', type: tileJson, title: `TileJSON of ${collection.en}` },
      { href: `${here}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`, rel: 'item', type: mvt, templated: true, title: 'Tile template' },
    );
  }
  return {
    id: collection.id,
    title: `${collection.zh} ${collection.en}`,
    description: `${collection.descriptionZh} ${collection.descriptionEn}`,
    itemType: 'feature',
    crs: [crs84],
    storageCrs: crs84,
    extent: {
      ...(extent.box === null ? {} : { spatial: { bbox: [extent.box], crs: crs84 } }),
      ...(collection.time === null ? {} : { temporal: { interval: [[extent.from, extent.to]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' } }),
    },
    links,
  };
}

/** Answers kept for one data version: at most 500, all dropped when the data change. */
class Remembered {
  private readonly version: () => number;
  private held = -1;
  private answers = new Map<string, Promise<unknown>>();

  constructor(version: () => number) {
    this.version = version;
  }

  get<Value>(key: string, read: () => Promise<Value>): Promise<Value> {
    if (this.version() !== this.held || this.answers.size > 500) {
      this.held = this.version();
      this.answers = new Map();
    }
    const { answers } = this;
    let answer = answers.get(key) as Promise<Value> | undefined;
    if (answer === undefined) {
      answer = read();
      answers.set(key, answer);
      answer.catch(() => answers.delete(key));
    }
    return answer;
  }
}
