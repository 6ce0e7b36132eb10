// Do news reach a receiver signed, once, in order, without personal data, and without ever holding up a write?
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, createServer as createPlainServer, type Server as PlainServer } from 'node:net';
import pino from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { collections } from '../../../data/contract/collections.ts';
import { type HazardNews, News } from '../../../data/contract/news.ts';
import { createChangeStream } from '../../../server/live/changes.ts';
import { createMail } from '../../../server/live/mail.ts';
import { type NewsChannel, startNotifications } from '../../../server/live/notifications.ts';
import { createWebhook } from '../../../server/live/webhook.ts';

const secret = 'hunter-secret-hunter-secret';
const open: (Server | PlainServer)[] = [];
const stops: AbortController[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop.abort();
  for (const server of open.splice(0)) server.close();
});

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver on this machine that answers with the statuses given, then 204. */
async function receiver(statuses: number[] = []): Promise<{ url: string; received: Received[]; server: Server }> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const status = statuses.shift() ?? 204;
      if (status < 300) received.push({ headers: request.headers, body });
      response.writeHead(status, status === 302 ? { Location: '/elsewhere' } : {}).end();
    });
  });
  open.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/hunter-in-the-path`, received, server };
}

function start(channels: NewsChannel[], describeHazards: (ids: readonly number[]) => Promise<HazardNews[]> = () => Promise.resolve([])) {
  const lines: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => lines.push(line) });
  const stop = new AbortController();
  stops.push(stop);
  const changes = createChangeStream();
  startNotifications({ channels, changes, describeHazards, log, signal: stop.signal, waits: { gather: 20, first: 5, longest: 40, deadline: 500 } });
  let version = 0;
  const change = (collection: string, upserted: number[] | 'all' = [1]): void => changes.publish({ collection, upserted, removed: [], dataVersion: (version += 1), at: '2026-05-01T00:00:00.000Z' });
  return { change, lines };
}

describe('the webhook', () => {
  it('posts one signed piece of news for each collection that changed, with codes of hazards and nothing personal', async () => {
    const { url, received } = await receiver();
    const hazard: HazardNews = { id: 7, code: 'YH-7', levelCode: 'LV-M', statusCode: 'ST-ASSIGNED', sectorCode: 'SEC-GAS', areaCode: 'W', dueOn: '2026-06-01' };
    const { change } = start([createWebhook({ url, secret })], (ids) => Promise.resolve(ids.map((id) => ({ ...hazard, id }))));
    change('hazards', [7]);
    change('hazards', [8, 7]);
    change('enterprises', 'all');
    await expect.poll(() => received.length).toBe(2);
    const news = received.map(({ body }) => News.parse(JSON.parse(body)));
    expect(news.map(({ collection, upserted, id }) => [collection, upserted, id])).toEqual([['hazards', 2, '2-hazards'], ['enterprises', null, '3-enterprises']]);
    expect(news[0]?.hazards.map(({ id }) => id)).toEqual([7, 8]);
    for (const { headers, body } of received) {
      const signature = createHmac('sha256', secret).update(`${String(headers['x-anlan-timestamp'])}.${body}`).digest('hex');
      expect(headers['x-anlan-signature']).toBe(`sha256=${signature}`);
      expect(Math.abs(Date.now() - Number(headers['x-anlan-timestamp']))).toBeLessThan(60_000);
      expect(headers['x-anlan-news']).toBe((JSON.parse(body) as News).id);
    }
    // Every field of the news is counted here: none is a property marked as personal anywhere.
    const personal = new Set(collections.flatMap(({ properties }) => properties.filter((property) => property.personal).map(({ name }) => name)));
    expect(Object.keys(news[0]?.hazards[0] ?? {}).filter((name) => personal.has(name) || /name|phone|title|note/i.test(name))).toEqual([]);
  });

  it('tries again until the receiver takes it, once and in order; redirects are refusals', async () => {
    const { url, received } = await receiver([500, 302, 429]);
    const { change, lines } = start([createWebhook({ url, secret })]);
    change('hazards');
    await new Promise((done) => setTimeout(done, 60));
    change('vessels');
    await expect.poll(() => received.length).toBe(2);
    await new Promise((done) => setTimeout(done, 100));
    expect(received.map(({ body }) => (JSON.parse(body) as News).collection)).toEqual(['hazards', 'vessels']);
    expect(lines.join('')).toContain('"code":"500"');
    expect(lines.join('')).not.toContain('hunter');
  });

  it('a receiver that is away holds nobody up, fills no memory, and its secret and address stay out of the log', async () => {
    const { url, server } = await receiver();
    await new Promise((done) => server.close(done));
    const sent: News[] = [];
    const good: NewsChannel = { name: 'good', send: (news) => Promise.resolve(void sent.push(news)) };
    let tried = 0;
    const dead = createWebhook({ url, secret });
    const { change, lines } = start([{ name: 'dead', send: (news, signal) => { tried += 1; return dead.send(news, signal); } }, good]);
    for (let round = 1; round <= 3; round++) {
      const before = tried;
      for (let place = 0; place < 400; place++) change(`collection-${round}-${place}`);
      // Publishing came back at once: nothing was sent on the way.
      expect(tried).toBe(before);
      await expect.poll(() => sent.length).toBe(round * 400);
    }
    await expect.poll(() => lines.filter((line) => line.includes('did not arrive')).length).toBeGreaterThan(0);
    expect(lines.some((line) => line.includes('"dropped":1,'))).toBe(true);
    expect(lines.join('')).not.toContain('hunter');
  });

  it('without a channel nobody listens', () => {
    let listeners = 0;
    const changes = createChangeStream();
    startNotifications({ channels: [], changes: { ...changes, subscribe: () => { listeners += 1; return () => undefined; } }, describeHazards: () => Promise.resolve([]), log: pino({ level: 'silent' }), signal: new AbortController().signal });
    expect(listeners).toBe(0);
  });
});

describe('mail', () => {
  it('goes through the server that was named, to every receiver, and sends no password without TLS', async () => {
    const talks: string[] = [];
    const server = createPlainServer((socket) => {
      let isData = false;
      socket.write('220 mail.example ESMTP\r\n');
      socket.on('error', () => undefined);
      socket.on('data', (chunk) => {
        for (const line of chunk.toString().split('\r\n').slice(0, -1)) {
          talks.push(line);
          if (isData && line !== '.') continue;
          if (isData) isData = false;
          else if (line === 'DATA') isData = true;
          socket.write(line.startsWith('EHLO') ? '250-mail.example\r\n250 SIZE 1000000\r\n' : line === 'DATA' ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : line === 'STARTTLS' ? '502 not here\r\n' : '250 ok\r\n');
        }
      });
    });
    open.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const { change } = start([createMail({ url: `smtp://127.0.0.1:${port}`, from: 'anlan@city.example', to: ['a@city.example', 'b@city.example'] })]);
    change('hazards', [1, 2]);
    await expect.poll(() => talks.includes('.'), { timeout: 10_000 }).toBe(true);
    expect(talks).toEqual(expect.arrayContaining(['MAIL FROM:<anlan@city.example>', 'RCPT TO:<a@city.example>', 'RCPT TO:<b@city.example>', 'X-Anlan-News: 1-hazards']));
    const refused = createMail({ url: `smtp://user:hunter2@127.0.0.1:${port}`, from: 'a@b.example', to: ['c@d.example'] });
    talks.length = 0;
    await expect(refused.send({ id: '1-x', kind: 'change', collection: 'x', dataVersion: 1, at: '', sentAt: '', upserted: 1, removed: 0, hazards: [] }, new AbortController().signal)).rejects.toThrow();
    expect(talks.join('\n')).not.toMatch(/AUTH|hunter2|aHVudGVyMg/);
  });
});
