// Is a remembered tile the tile? Same bytes and headers as the first time, until anything it depends on changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../../server/api/app.ts';
import { upsertHazards } from '../../../server/commands/hazards.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { hazard } from '../../fixtures/little-city.ts';

describe('remembered tiles', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApi('served');
  });
  afterAll(() => server.stop());
  const take = async (path: string, headers: Record<string, string> = {}): Promise<{ status: number; bytes: string; headers: string[][] }> => {
    const response = await fetch(`${server.url}${path}`, { headers });
    const bytes = Buffer.from(await response.arrayBuffer()).toString('hex');
    return { status: response.status, bytes, headers: [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name)).sort() };
  };
  const tile = '/api/collections/hazards/tiles/WebMercatorQuad/0/0/0';

  it('leave a second time as the first, whatever the client accepts, and differ between filters', async () => {
    for (const headers of [{}, { Accept: 'application/x-protobuf' }, { 'Accept-Encoding': 'gzip' }, { 'Accept-Encoding': 'identity' }] as Record<string, string>[]) {
      const first = await take(tile, headers);
      expect(first.status).toBe(200);
      expect(await take(tile, headers)).toEqual(first);
    }
    const nothing = await take(`${tile}?overdueDaysMin=36000`);
    expect([nothing.status, nothing.bytes]).toEqual([204, '']);
    expect(await take(`${tile}?overdueDaysMin=36000`)).toEqual(nothing);
    expect((await take(`${tile}?levelCode=LV-M`)).bytes).not.toBe((await take(tile)).bytes);
    expect((await take(tile, { Accept: 'image/png' })).status).toBe(406);
  });

  it('answer 304 to who has them, without a body and its description', async () => {
    const { headers } = await take(tile);
    const tag = new Map(headers as [string, string][]).get('etag') ?? '';
    const unchanged = await take(tile, { 'If-None-Match': tag });
    expect([unchanged.status, unchanged.bytes]).toEqual([304, '']);
    expect(unchanged.headers.map(([name]) => name)).not.toContain('content-type');
    expect((await take(tile, { 'If-None-Match': 'W/"another"' })).status).toBe(200);
  });

  it('are made anew after a write to their collection, and on the next day', async () => {
    const before = await take(tile);
    await server.write((batch) => upsertHazards(batch, [hazard('h-fresh', 122.05, 37.05)]));
    const after = await take(tile);
    expect(after.bytes).not.toBe(before.bytes);
    expect(await take(tile)).toEqual(after);
    server.setNow(server.deps.now() + 40 * 86_400_000);
    const later = await take(tile);
    // Forty days on more is overdue.
    expect(later.bytes).not.toBe(after.bytes);
  });

  it('of a neighbour that was never asked for are what the route itself gives, byte for byte and header for header', async () => {
    const app = createApp(server.deps);
    let compared = 0;
    for (const query of ['', '?v=7', '?overdue=true', '?v=8&sectorCode=SEC-FIRE', `?filter=${encodeURIComponent("levelCode = 'LV-M'")}`, '?levelCode=nonsense', '?v=', '?unknown=1']) {
      for (const headers of [{}, { 'Accept-Encoding': 'gzip, br' }, { Accept: 'application/x-protobuf' }] as Record<string, string>[]) {
        for (const place of ['0/0/0', '7/49/107', '8/99/214', '9/198/429', '9/198/428', '10/397/859', '12/1590/3437', '12/0/0', '19/0/0', '7/49/x']) {
          const path = `/api/collections/hazards/tiles/WebMercatorQuad/${place}${query}`;
          const plain = await app.request(`http://${new URL(server.url).host}${path}`, { headers: { Host: new URL(server.url).host, Accept: '*/*', 'Accept-Encoding': 'gzip, deflate', ...headers } });
          const own = await take(path, { 'Accept-Encoding': 'gzip, deflate', ...headers });
          const body = Buffer.from(await plain.arrayBuffer());
          expect([path, own.status]).toEqual([path, plain.status]);
          // fetch() unpacks what it receives; a packed answer is compared by its headers.
          if (plain.headers.get('Content-Encoding') === null && plain.status === 200) expect([path, own.bytes]).toEqual([path, body.toString('hex')]);
          expect(own.headers).toEqual([...plain.headers].filter(([name]) => !['content-length'].includes(name)).sort());
          compared += 1;
        }
      }
    }
    expect(compared).toBe(240);
  });

  it('ask the database nothing', async () => {
    await take(tile);
    const before = server.statements();
    for (let k = 0; k < 20; k++) await take(tile);
    expect(server.statements()).toBe(before);
  });
});
