// What does the API say while the server starts, while its database is away, and as the data change?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Health } from '../../../data/contract/health.ts';
import { Problem } from '../../../data/contract/problem.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { createStartSteps } from '../../../server/live/start-steps.ts';
import { hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

/** Reads a stream of events until `enough` says so; gives them as [event, data]. */
async function listen(url: string, enough: (events: [string, unknown][]) => boolean, act: () => Promise<void> = () => Promise.resolve()): Promise<[string, unknown][]> {
  const stop = new AbortController();
  const response = await fetch(url, { signal: stop.signal, headers: { Accept: 'text/event-stream' } });
  expect(response.headers.get('Content-Type')).toMatch(/^text\/event-stream/);
  const events: [string, unknown][] = [];
  let text = '';
  let acted = false;
  try {
    for await (const chunk of (response.body as unknown as AsyncIterable<Uint8Array>) ?? []) {
      text += new TextDecoder().decode(chunk);
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const [, event = '', data = ''] = /event: (\w+)\ndata: (.*)/.exec(block) ?? [];
        events.push([event, JSON.parse(data)]);
      }
      if (enough(events)) break;
      if (!acted) {
        acted = true;
        await act();
      }
    }
  } finally {
    stop.abort();
  }
  return events;
}

describe('while the server starts', () => {
  const steps = createStartSteps();
  let server: ApiServer;
  beforeAll(async () => {
    steps.announce('index', '地图索引', 'Map index');
    server = await startApi('served', { database: () => null, index: () => null, city: () => null, startSteps: steps.list, onStep: steps.subscribe });
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('health tells how far it has come; words, base map, description and page are there', async () => {
    const health = Health.parse((await ask(`${server.root}/health`)).body);
    expect([health.status, health.homes.databaseState, health.steps.map((step) => step.id)]).toEqual(['starting', 'opening', ['index']]);
    for (const path of ['/api', '/api/conformance', '/api/openapi', '/api/docs', '/api/vocabularies', '/api/vocabularies/sectors', '/api/criteria', '/api/glossary', '/api/methods', '/api/analyses', '/api/tileMatrixSets', '/api/base/tiles/8/214/99', '/', '/api/jobs']) {
      const response = await fetch(`${server.url}${path}`);
      await response.arrayBuffer();
      expect([path, response.status]).toEqual([path, 200]);
    }
  });

  it('what needs data is 503 with the problem starting and when to ask again', async () => {
    for (const path of ['collections', 'collections/hazards', 'collections/hazards/items', 'collections/hazards/items/1', 'collections/hazards/tiles', 'collections/hazards/tiles/WebMercatorQuad/0/0/0', 'tiles', 'search?q=a', 'city', 'analyses/hazard-counts', 'sites/enterprises/1/summary', 'hazards/1/events', 'storms/points']) {
      const { status, headers, body } = await ask(`${server.root}/${path}`);
      expect([path, status, Problem.parse(body).code, headers.get('Retry-After'), headers.get('ETag')]).toEqual([path, 503, 'starting', '2', null]);
    }
  });

  it('steps are told as they move on', async () => {
    const events = await listen(
      `${server.root}/events`,
      (seen) => seen.some(([event, data]) => event === 'step' && (data as { state: string }[])[0]?.state === 'done'),
      () => steps.run('index', '地图索引', 'Map index', () => Promise.resolve()),
    );
    expect(events[0]).toEqual(['step', [expect.objectContaining({ id: 'index', state: 'waiting' })]]);
  });
});

describe('while the database is away', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApi('served');
    for (const path of ['collections', 'search?q=a', 'analyses/area-counts?area=W']) expect((await ask(`${server.root}/${path}`)).status).toBe(200);
    server.served?.halt();
    const deadline = Date.now() + 30_000;
    while (server.database.state() === 'open' && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.database.state()).toBe('waiting');
  });
  afterAll(async () => {
    await server.served?.start();
    await server.stop();
  });

  it('health is degraded; tiles, counts, collections and search go on, marked as stale', async () => {
    expect(Health.parse((await ask(`${server.root}/health`)).body).status).toBe('degraded');
    for (const path of ['collections/hazards/tiles/WebMercatorQuad/0/0/0', 'tiles/WebMercatorQuad/0/0/0', 'analyses/hazard-counts', 'analyses/area-counts?area=W', 'analyses/overdue-clusters']) {
      const response = await fetch(`${server.root}/${path}`);
      expect([path, response.status, response.headers.get('Warning'), response.headers.get('Anlan-Stale-Since')]).toEqual([path, 200, '110 - "Response is Stale"', '2026-04-10T04:00:00.000Z']);
      if (path.startsWith('analyses')) expect(await response.json()).toMatchObject({ staleSince: '2026-04-10T04:00:00.000Z', asOf: '2026-04-10T04:00:00.000Z' });
      else expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
    for (const path of ['collections', 'search?q=e1', 'tiles', 'collections/hazards/tiles/WebMercatorQuad/tilejson']) expect([path, (await ask(`${server.root}/${path}`)).status]).toEqual([path, 200]);
  });

  it('what only the database knows is 503, and comes back with it', async () => {
    for (const path of ['collections/hazards/items', 'collections/hazards/items/1', 'hazards/1/events']) {
      const { status, headers, body } = await ask(`${server.root}/${path}`);
      expect([path, status, Problem.parse(body).code, headers.get('Retry-After')]).toEqual([path, 503, 'database-unavailable', '2']);
    }
    await server.served?.start();
    const deadline = Date.now() + 30_000;
    while (server.database.state() !== 'open' && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await ask(`${server.root}/collections/hazards/items`)).status).toBe(200);
    const tile = await fetch(`${server.root}/collections/hazards/tiles/WebMercatorQuad/0/0/0`);
    await tile.arrayBuffer();
    expect([tile.status, tile.headers.get('Warning')]).toEqual([200, null]);
    expect(Health.parse((await ask(`${server.root}/health`)).body).status).toBe('ready');
  });
});

describe('as the data change', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApi('served');
  });
  afterAll(() => server.stop());

  it('a change is told once the map has it, and then the tile under a new version is the new one', async () => {
    const tile = async (version: number): Promise<ArrayBuffer> => (await fetch(`${server.root}/collections/hazards/tiles/WebMercatorQuad/0/0/0?v=${version}`)).arrayBuffer();
    const before = await tile(server.deps.changes.dataVersion());
    const events = await listen(
      `${server.root}/events`,
      (seen) => seen.some(([event]) => event === 'change'),
      () => server.write((batch) => upsertHazards(batch, [hazard('h-live', 122.05, 37.05)])),
    );
    const [, change] = events.find(([event]) => event === 'change') ?? [];
    expect(change).toMatchObject({ collection: 'hazards', removed: [], dataVersion: server.deps.changes.dataVersion() });
    expect((change as { upserted: number[] }).upserted).toHaveLength(1);
    expect(Buffer.from(await tile((change as { dataVersion: number }).dataVersion)).equals(Buffer.from(before))).toBe(false);
  });

  it('a quiet stream beats, and one that the client leaves is forgotten', async () => {
    const events = await listen(`${server.root}/events`, (seen) => seen.some(([event]) => event === 'beat'));
    expect(events.at(-1)).toEqual(['beat', server.deps.changes.dataVersion()]);
  });
});
