// Is a request that comes past the https proxy turned away, and is a proxy believed and nobody else?
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { onlyThroughProxy } from '../../../server/api/proxies.ts';
import { accessOf, type ApiServer, startApi } from './api-server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that believes to be asked from `address`; gives how to ask it, and what the listener behind heard. */
async function behind(address: string, proxies: readonly string[]): Promise<{ ask: (path: string, init?: RequestInit) => Promise<Response>; heard: string[] }> {
  const heard: string[] = [];
  const server = createServer(onlyThroughProxy((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    response.end('inside');
  }, proxies, 'https://anlan.example'));
  server.on('connection', (socket) => Object.defineProperty(socket, 'remoteAddress', { value: address }));
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { heard, ask: (path, init) => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { redirect: 'manual', ...init }) };
}

describe('plain http over a network', () => {
  it.each(['192.168.1.20', '::ffff:10.0.0.9', 'fd00::9'])('from %s a look is sent to the public address and a write refused, unheard', async (address) => {
    const { ask, heard } = await behind(address, ['10.0.0.2']);
    const look = await ask('/api/health?x=1');
    expect([look.status, look.headers.get('Location')]).toEqual([308, 'https://anlan.example/api/health?x=1']);
    const write = await ask('/api/session', { method: 'POST', body: '{"password":"x"}' });
    expect([write.status, await write.text()]).toEqual([403, expect.stringContaining('expected https://anlan.example')]);
    expect(heard).toEqual([]);
  });

  it.each(['127.0.0.1', '::ffff:127.0.0.1', '::1', '10.0.0.2', '::ffff:10.0.0.2'])('from %s, a proxy or this machine, all is heard', async (address) => {
    const { ask, heard } = await behind(address, ['10.0.0.2']);
    expect((await ask('/a')).status).toBe(200);
    expect((await ask('/b', { method: 'POST' })).status).toBe(200);
    expect(heard).toEqual(['GET /a', 'POST /b']);
  });
});

describe('where a request comes from', () => {
  it('is what our proxy says last, and what others write is not believed', async () => {
    const addressIn = async (proxies: readonly string[] | null, forwarded: string): Promise<string> => {
      let server: ApiServer | null = null;
      try {
        server = await startApi('embedded', { proxies, access: { ...accessOf({ kind: 'command-line', id: '', name: 'tester', grant: { role: 'office', areaCodes: null, sectorCodes: null, siteIds: null }, reader: { key: 'x', areaCodes: null, sectorCodes: null, siteIds: null, personal: true, restricted: true } }) } });
        await fetch(`${server.root}/audit?limit=1`, { headers: { 'X-Forwarded-For': forwarded } });
        const [row] = await server.database.sql.unsafe<{ address: string }[]>('select address from audit order by sequence desc limit 1');
        return row?.address ?? '';
      } finally {
        await server?.stop();
      }
    };
    expect(await addressIn([], '6.6.6.6, 203.0.113.7')).toBe('203.0.113.7');
    expect(await addressIn(null, '6.6.6.6')).toBe('127.0.0.1');
  });
});
