// Is a remembered tile the tile? Same bytes and headers as the first time, until anything it depends on changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('ask the database nothing', async () => {
    await take(tile);
    const before = server.statements();
    for (let k = 0; k < 20; k++) await take(tile);
    expect(server.statements()).toBe(before);
  });
});
