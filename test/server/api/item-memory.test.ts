// Does a page from memory equal the page the database gives, member for member?
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../server/api/app.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { hazard } from '../../fixtures/little-city.ts';
import { type ApiServer, startApi } from './api-server.ts';

describe.each(['embedded', 'served'] as const)('pages from memory, %s', (home) => {
  let server: ApiServer;
  let plain: ReturnType<typeof createApp>;
  beforeAll(async () => {
    server = await startApi(home);
    // An app without an index asks the database for everything.
    plain = createApp({ ...server.deps, index: () => null });
    await server.write((batch) => upsertHazards(batch, Array.from({ length: 300 }, (_, k) => ({ ...hazard(`m-${k}`, 122 + (k % 20) / 100, 37 + Math.floor(k / 20) / 100), sectorCode: k % 3 === 0 ? 'SEC-GAS' : 'SEC-FIRE', levelCode: 'LV-G' as const }))));
  });
  afterAll(() => server.stop());
  const ask = async (app: ReturnType<typeof createApp>, address: string): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await app.request(`http://127.0.0.1${address}`, { headers: { Host: '127.0.0.1' } });
    const body = (await answer.json()) as Record<string, unknown>;
    delete body['timeStamp'];
    return { status: answer.status, body };
  };

  it('are the same for any box, code, limit and start', async () => {
    const app = createApp(server.deps);
    const degrees = fc.integer({ min: -12, max: 42 }).map((steps) => steps / 200);
    await fc.assert(
      fc.asyncProperty(
        fc.record({ west: degrees, east: degrees, south: degrees, north: degrees, boxed: fc.boolean(), shift: fc.constantFrom(0, 0.0013) }),
        fc.constantFrom('', '&sectorCode=SEC-GAS', '&sectorCode=SEC-GAS,SEC-FIRE', '&levelCode=LV-M', '&overdue=true', '&open=false', '&overdue=false&sectorCode=SEC-FIRE', '&areaCode=W', '&statusCode=ST-CLOSED', '&title=x', '&overdueDays=8'),
        fc.constantFrom(1, 7, 100, 1000),
        fc.constantFrom('', '&after=20', '&after=150', '&offset=5', '&offset=290'),
        fc.constantFrom('hazards', 'vessels'),
        async (box, code, limit, start, collection) => {
          const asked = collection === 'vessels' ? code.replace(/&(sectorCode|levelCode|overdue|open|statusCode|title|overdueDays)=[^&]*/g, '') : code;
          const { west, east, south, north, shift } = box;
          const bbox = box.boxed ? `&bbox=${[122 + Math.min(west, east) + shift, 37 + Math.min(south, north) + shift, 122 + Math.max(west, east) + shift, 37 + Math.max(south, north) + shift].join(',')}` : '';
          const address = `/api/collections/${collection}/items?limit=${limit}${bbox}${asked}${start}`;
          expect(await ask(app, address)).toEqual(await ask(plain, address));
        },
      ),
      { numRuns: 120 },
    );
  });

  it('follow a write at once, and the day', async () => {
    const app = createApp(server.deps);
    const address = '/api/collections/hazards/items?limit=1000&bbox=121.9,36.9,122.4,37.4&overdue=true';
    const before = await ask(app, address);
    await server.write((batch) => upsertHazards(batch, [{ ...hazard('m-late', 122.051, 37.051), dueOn: '2020-01-01' }]));
    const after = await ask(app, address);
    expect(Number(after.body['numberMatched'])).toBe(Number(before.body['numberMatched']) + 1);
    expect(after).toEqual(await ask(plain, address));
    server.setNow(server.deps.now() + 400 * 86_400_000);
    expect(await ask(app, address)).toEqual(await ask(plain, address));
  });

  it('ask the database nothing for what was met before', async () => {
    const address = `${server.root}/collections/hazards/items?limit=100&bbox=121.9,36.9,122.4,37.4`;
    await (await fetch(address)).text();
    const before = server.statements();
    for (let k = 0; k < 5; k++) await (await fetch(address, { headers: { 'Cache-Control': 'no-cache' } })).text();
    expect(server.statements()).toBe(before);
  });
});
