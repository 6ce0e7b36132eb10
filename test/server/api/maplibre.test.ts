// Does a page of somebody else's, on another origin, draw our tiles with nothing but the address of a TileJSON?
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startBrowser } from '../../e2e/browser.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

const types: Readonly<Record<string, string>> = { html: 'text/html', css: 'text/css', mjs: 'text/javascript' };
let server: ApiServer;
let browser: Browser;
let stranger: Server;
beforeAll(async () => {
  [server, browser] = await Promise.all([startApi('embedded'), startBrowser()]);
  stranger = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://page');
    const file = pathname === '/' ? 'test/fixtures/maplibre-client.html' : `node_modules/maplibre-gl/dist${pathname}`;
    readFile(file).then(
      (body) => response.writeHead(200, { 'Content-Type': types[file.split('.').at(-1) ?? ''] ?? 'text/plain' }).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  stranger.close();
  await server.stop();
});

interface Drawn {
  /** West, south, east, north of the view, degrees. */
  box: [number, number, number, number];
  drawn: { id: number; properties: Record<string, unknown> }[];
}
interface Feature {
  id: number;
  properties: Record<string, unknown>;
}
declare const look: (camera: object) => Promise<Drawn>;

/** Gives the items of a box that is wider than the view by a share of it (a mark may stick into the view, and a mark at its edge may be left out). */
async function itemsOf(id: string, [west, south, east, north]: Drawn['box'], wider: number): Promise<Feature[]> {
  const [dx, dy] = [(east - west) * wider, (north - south) * wider];
  const box = [west - dx, south - dy, east + dx, north + dy].map((side) => side.toFixed(6)).join(',');
  return ((await ask(`${server.root}/collections/${id}/items?limit=10000&bbox=${box}`)).body as { features: Feature[] }).features;
}

it.each(['hazards', 'enterprises', 'gas-networks'])('%s', async (id) => {
  const page = await (await browser.newContext({ viewport: { width: 600, height: 400 } })).newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  const tileJson = `${server.root}/collections/${id}/tiles/WebMercatorQuad/tilejson`;
  await page.goto(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/?tilejson=${encodeURIComponent(tileJson)}`);
  await page.waitForFunction('window.ready');
  const { box, drawn } = await page.evaluate((camera) => look(camera), { center: [122.03, 37.03], zoom: 13 });
  const ids = [...new Set(drawn.map((feature) => feature.id))].toSorted((a, b) => a - b);
  const around = new Map((await itemsOf(id, box, 0.03)).map((feature) => [feature.id, feature.properties]));
  const inside = (await itemsOf(id, box, -0.03)).map((feature) => feature.id);
  expect(inside.length).toBeGreaterThan(0);
  expect(inside.filter((one) => !ids.includes(one))).toEqual([]);
  expect(ids.filter((one) => !around.has(one))).toEqual([]);
  // A tile carries some of the attributes of an item, and none of its own.
  for (const { id: one, properties } of drawn) expect([one, around.get(one)]).toEqual([one, expect.objectContaining(properties)]);
  expect(await page.evaluate('failures')).toEqual([]);
  expect(complaints).toEqual([]);
});
