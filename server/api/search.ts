// Which sites, vessels and townships answer to a name? By part of the name, by code, by pinyin in full or by initials.
import { createRoute, z } from '@hono/zod-openapi';
import { type AppDependencies, databaseOf } from './dependencies.ts';
import { NameIndex, type NameHit } from './name-index.ts';
import { json, offers } from './negotiation.ts';
import { readerOf, type Scopes } from './readers.ts';
import { answerOf, createRouter, refusals } from './route.ts';
import { revalidated } from './validators.ts';

const mostHits = 20;
const longestQuery = 60;

const Hit = z.object({
  collection: z.string(),
  id: z.number(),
  name: z.string(),
  code: z.string(),
  areaCode: z.string().nullable(),
  centre: z.tuple([z.number(), z.number()]).openapi({ type: 'array', items: { type: 'number' } }),
  bbox: z.array(z.number()),
});
const Hits = z.object({ hits: z.array(Hit) }).openapi('SearchHits');
const Query = z.strictObject({
  q: z
    .string()
    .trim()
    .min(1, { error: `seen none, expected 1 to ${longestQuery} characters` })
    .max(longestQuery, { error: `expected 1 to ${longestQuery} characters` })
    .openapi({ minLength: 1, maxLength: longestQuery, param: { name: 'q', in: 'query', description: 'Part of a name or code, pinyin or its initials (`hjydxc`)' } }),
});

/** Route /search. The first search reads all names; then it answers from memory, also while the database is away. */
export function searchRoutes(deps: AppDependencies, scopes: Scopes) {
  const index = new NameIndex();
  deps.changes.subscribe((change) => index.note(change));
  return createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/search',
      operationId: 'search',
      summary: 'Search by name, code or pinyin',
      tags: ['Data'],
      middleware: [offers(json), revalidated(() => `${deps.version}.${deps.changes.dataVersion()}`)],
      request: { query: Query },
      responses: { 200: answerOf(Hits, `At most ${mostHits} objects, the best first`), ...refusals },
    }),
    async (context) => {
      const { q } = context.req.valid('query');
      if (!index.isLoaded || deps.database()?.state() === 'open') await index.refresh(databaseOf(deps).sql);
      return context.json({ hits: (await index.search(q, mostHits, await scopes.rowsOf(readerOf(context)))).map(describeHit) }, 200);
    },
  );
}

function describeHit({ collection, row }: NameHit): z.infer<typeof Hit> {
  const [lng = 0, lat = 0, west = lng, south = lat, east = lng, north = lat] = row.place.split(' ').map(Number);
  return { collection, id: row.id, name: row.name, code: row.code, areaCode: row.areaCode, centre: [lng, lat], bbox: [west, south, east, north] };
}
