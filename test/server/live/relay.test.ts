// Do two servers on one PostgreSQL agree? A write through one is in the index and on the pages of the other, at once and after the line between them broke.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Change } from '../../../data/contract/changes.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, ask, startApi } from '../api/api-server.ts';

/** Listens as a page does; gives what it heard. */
async function listen(server: ApiServer, after = ''): Promise<{ changes: Change[]; lastId(): string; headers: Headers; stop(): void }> {
  const stop = new AbortController();
  const response = await fetch(`${server.root}/events`, { signal: stop.signal, headers: after === '' ? {} : { 'Last-Event-ID': after } });
  const changes: Change[] = [];
  let [text, id] = ['', ''];
  void (async () => {
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += new TextDecoder().decode(chunk);
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        id = /^id: (.*)$/m.exec(block)?.[1] ?? id;
        if (block.includes('event: change')) changes.push(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? '') as Change);
      }
    }
  })().catch(() => undefined);
  await expect.poll(() => id).not.toBe('');
  return { changes, lastId: () => id, headers: response.headers, stop: () => stop.abort() };
}

describe('two servers on one PostgreSQL', () => {
  let [one, other]: ApiServer[] = [];
  const [left, right] = [() => one as ApiServer, () => other as ApiServer];
  beforeAll(async () => {
    one = await startApi('served');
    other = await startApi('served', {}, null, null, one);
  });
  afterAll(async () => {
    await other?.stop();
    await one?.stop();
  });
  const matched = async (server: ApiServer, title: string): Promise<number> => ((await ask(`${server.root}/collections/hazards/items?filter=${encodeURIComponent(`title='${title}'`)}`)).body as { numberMatched: number }).numberMatched;
  const counted = (server: ApiServer): number => server.index.points('hazards').length;

  it('a write through one is told by both, once, with its row, and stands in the index, the lists and the tiles of the other', async () => {
    const [near, far] = [await listen(left()), await listen(right())];
    const before = counted(right());
    expect(counted(left())).toBe(before);
    const tile = async (): Promise<string> => (await fetch(`${right().root}/collections/hazards/tiles/WebMercatorQuad/0/0/0`)).headers.get('ETag') ?? '';
    const tag = await tile();
    await left().write((batch) => upsertHazards(batch, [hazard('far', 122.05, 37.05, { title: '那边写的' })]));
    await expect.poll(() => far.changes.length, { timeout: 5000 }).toBe(1);
    await expect.poll(() => near.changes.length, { timeout: 5000 }).toBe(1);
    expect(far.changes).toEqual(near.changes);
    expect(far.changes[0]?.upserted).toHaveLength(1);
    expect([counted(right()), await matched(right(), '那边写的'), right().deps.changes.dataVersion()]).toEqual([before + 1, 1, left().deps.changes.dataVersion()]);
    expect(await tile()).not.toBe(tag);
    near.stop();
    far.stop();
  });

  it('a page that moves from one to the other is told nothing when nothing happened, everything when something did', async () => {
    const page = await listen(left());
    const place = page.lastId();
    page.stop();
    const quiet = await listen(right(), place);
    expect(quiet.changes).toEqual([]);
    quiet.stop();
    await right().write((batch) => upsertHazards(batch, [hazard('moved', 122.06, 37.05)]));
    await expect.poll(() => right().deps.changes.wholeVersion()).toBe(left().deps.changes.wholeVersion());
    const behind = await listen(right(), place);
    await expect.poll(() => behind.changes).toMatchObject([{ collection: '*', upserted: 'all' }]);
    behind.stop();
    // Back where it came from it hears exactly what it missed.
    const back = await listen(left(), place);
    await expect.poll(() => back.changes).toMatchObject([{ collection: 'hazards', upserted: [expect.any(Number)] }]);
    back.stop();
  });

  it('writes at both at once are told by both, in whatever order they arrive', async () => {
    const [near, far] = [await listen(left()), await listen(right())];
    await Promise.all(Array.from({ length: 60 }, (_, k) => (k % 2 === 0 ? left() : right()).write((batch) => upsertHazards(batch, [hazard(`both-${k}`, 122.05 + k * 0.001, 37.06)]))));
    const ids = (changes: readonly Change[]): number[] => [...new Set(changes.flatMap(({ upserted }) => (upserted === 'all' ? [] : upserted)))].sort((a, b) => a - b);
    await expect.poll(() => [ids(near.changes).length, ids(far.changes).length], { timeout: 10_000 }).toEqual([60, 60]);
    expect(ids(near.changes)).toEqual(ids(far.changes));
    for (const { deps } of [left(), right()]) expect(deps.changes.wholeVersion()).toBe(deps.changes.dataVersion());
    expect(counted(left())).toBe(counted(right()));
    near.stop();
    far.stop();
  });

  it('after the line to the database broke, what was written meanwhile is told and taken in', async () => {
    const page = await listen(right());
    // All connections of the other server are cut; it listens again by itself.
    await left().database.sql.unsafe("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'");
    await left().write((batch) => upsertHazards(batch, [hazard('missed', 122.07, 37.05, { title: '断线时写的' })]));
    await expect.poll(() => page.changes.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await expect.poll(() => counted(right()), { timeout: 20_000 }).toBe(counted(left()));
    expect(right().deps.changes.wholeVersion()).toBe(left().deps.changes.dataVersion());
    page.stop();
  });
});

describe('streams', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApi('embedded', {}, () => 'synthetic');
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('are not held back by proxies, say when to come back, and are limited for each token and address', async () => {
    const stop = new AbortController();
    const open = async (headers: Record<string, string> = {}) => fetch(`${server.root}/events`, { signal: stop.signal, headers });
    const first = await open();
    expect([first.status, first.headers.get('Content-Type'), first.headers.get('X-Accel-Buffering'), first.headers.get('Cache-Control')]).toEqual([200, 'text/event-stream', 'no', 'no-store, no-transform']);
    const reader = (first.body as ReadableStream<Uint8Array>).getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toMatch(/^retry: [12]\d{3}\n|^retry: 3000\n/);
    for (let k = 1; k < 20; k++) expect((await open()).status).toBe(200);
    expect((await open()).status).toBe(429);
    const tokens = await Promise.all(
      Array.from({ length: 10 }, async (_, k) => {
        const response = await fetch(`${server.root}/tokens`, { method: 'POST', headers: { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' }, body: JSON.stringify({ name: `t${k}`, grant: { role: 'wall' } }) });
        return ((await response.json()) as { token: string }).token;
      }),
    );
    const statuses = await Promise.all(Array.from({ length: 200 }, async (_, k) => (await open({ Authorization: `Bearer ${tokens[k % 10]}` })).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect((await open({ Authorization: `Bearer ${tokens[0]}` })).status).toBe(429);
    expect((await ask(`${server.root}/collections/hazards/items?limit=1`)).status).toBe(200);
    stop.abort();
    // Those that were left are forgotten.
    await expect.poll(async () => {
      const again = new AbortController();
      const { status } = await fetch(`${server.root}/events`, { signal: again.signal });
      again.abort();
      return status;
    }).toBe(200);
  });

  it('a place that cannot be read is refused in the address and passed over in the header', async () => {
    expect((await ask(`${server.root}/events?after=${encodeURIComponent('a b')}`)).status).toBe(400);
    expect((await ask(`${server.root}/events?after=${'x'.repeat(61)}`)).status).toBe(400);
    const stop = new AbortController();
    expect((await fetch(`${server.root}/events`, { signal: stop.signal, headers: { 'Last-Event-ID': 'x'.repeat(5000) } })).status).toBe(200);
    stop.abort();
  });

  it('a row that leaves the scope of a reader is told to them as something that changed, without naming it', async () => {
    const made = await fetch(`${server.root}/tokens`, { method: 'POST', headers: { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'west', grant: { role: 'township', areaCodes: ['W'], sectorCodes: null, siteIds: null } }) });
    const { token } = (await made.json()) as { token: string };
    const stop = new AbortController();
    const response = await fetch(`${server.root}/events`, { signal: stop.signal, headers: { Authorization: `Bearer ${token}` } });
    let text = '';
    void (async () => {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) text += new TextDecoder().decode(chunk);
    })().catch(() => undefined);
    const told = (): unknown[] => [...text.matchAll(/event: change\ndata: (.*)/g)].map(([, data]) => (JSON.parse(data ?? '') as Change).upserted);
    await server.write((batch) => upsertHazards(batch, [hazard('wanderer', 122.05, 37.05, { areaCode: 'W' })]));
    await expect.poll(() => told()).toEqual([[expect.any(Number)]]);
    await server.write((batch) => upsertHazards(batch, [hazard('wanderer', 122.15, 37.05, { areaCode: 'E' })]));
    await expect.poll(() => told()).toEqual([[expect.any(Number)], 'all']);
    await server.write((batch) => upsertHazards(batch, [hazard('wanderer', 122.151, 37.05, { areaCode: 'E' })]));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(told()).toHaveLength(2);
    stop.abort();
  });
});
