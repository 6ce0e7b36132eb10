// Do basemaps come from where the operator said, and from nowhere else?
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Basemaps, readBasemaps } from '../../../server/basemaps/basemaps.ts';
import { imageTypeOf, isPrivateAddress } from '../../../server/basemaps/pinned-fetch.ts';
import { AppError } from '../../../server/errors.ts';
import { archiveOf } from './archive-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'anlan-basemaps-'));
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const key = 'a-secret-key-of-the-office';
let service: Server;
let asked: string[] = [];
let answer: RequestListener = (_request, response) => response.end(png);
let port = 0;
const opened: Basemaps[] = [];

beforeAll(async () => {
  service = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  port = (service.address() as AddressInfo).port;
});
afterEach(async () => {
  asked = [];
  answer = (_request, response) => response.end(png);
  await Promise.all(opened.splice(0).map((one) => one.close()));
});
afterAll(() => {
  service.closeAllConnections();
  service.close();
  rmSync(folder, { recursive: true, force: true });
});

let counter = 0;
async function read(list: unknown): Promise<Basemaps> {
  counter += 1;
  const path = join(folder, `list-${counter}.json`);
  writeFileSync(path, typeof list === 'string' ? list : JSON.stringify(list));
  const basemaps = await readBasemaps(path);
  opened.push(basemaps);
  return basemaps;
}
const wmts = (more: object = {}) => ({ id: 'images', kind: 'wmts', name: '影像', attribution: '天地图', urls: [`http://127.0.0.1:${port}/img/{z}/{y}/{x}?tk={key}`], key, privateNetwork: true, ...more });
async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`seen ${String(error)}, expected an AppError`);
  return error;
}

describe('a service', () => {
  it('is asked with its key by the server; the page is told neither address nor key', async () => {
    const basemaps = await read([wmts()]);
    const tile = await basemaps.tile('images', 0, 9, 430, 197);
    expect(tile?.type).toBe('image/png');
    expect(Buffer.from(tile?.bytes ?? []).equals(png)).toBe(true);
    expect(asked).toEqual([`/img/9/197/430?tk=${key}`]);
    expect(JSON.stringify(basemaps.list)).not.toMatch(/secret|127\.0\.0\.1/);
    expect(basemaps.list[0]).toMatchObject({ drawn: 'raster', tiles: ['0/{z}/{x}/{y}'], maxZoom: 18 });
    expect(basemaps.origins).toEqual([]);
  });

  it('is asked once for a tile that many want, and again by nobody', async () => {
    const basemaps = await read([wmts()]);
    await Promise.all(Array.from({ length: 20 }, () => basemaps.tile('images', 0, 3, 1, 1)));
    await basemaps.tile('images', 0, 3, 1, 1);
    expect(asked.length).toBe(1);
  });

  it('is not asked outside its zooms or for a sheet it does not have', async () => {
    const basemaps = await read([wmts({ minZoom: 5, maxZoom: 10 })]);
    expect(await basemaps.tile('images', 0, 4, 1, 1)).toBeNull();
    expect(await basemaps.tile('images', 1, 8, 1, 1)).toBeNull();
    expect((await failureOf(basemaps.tile('other', 0, 8, 1, 1))).code).toBe('not-found');
    expect(asked).toEqual([]);
  });

  it.each<[string, RequestListener, RegExp]>([
    ['a redirect', (_request, response) => response.writeHead(302, { Location: 'http://169.254.169.254/latest' }).end(), /redirect \(302\)/],
    ['a page instead of an image', (_request, response) => response.writeHead(200, { 'Content-Type': 'image/png' }).end('<html>'), /expected a PNG, JPEG or WebP image/],
    ['more than the cap', (_request, response) => response.end(Buffer.concat([png, Buffer.alloc(2_100_000)])), /more than 2000000 bytes/],
    ['an error', (_request, response) => response.writeHead(500).end('no'), /status 500/],
    ['a line that breaks', (request) => request.socket.destroy(), /could not be reached/],
  ])('that gives %s is an upstream failure without the address or the key', async (_name, listener, words) => {
    const basemaps = await read([wmts()]);
    answer = listener;
    const error = await failureOf(basemaps.tile('images', 0, 2, 1, 1));
    expect(error.code).toBe('upstream-failed');
    expect(error.message).toMatch(words);
    expect(`${error.message} ${JSON.stringify(error.context)}`).not.toMatch(/secret|127\.0\.0\.1|169\.254/);
    expect(asked.length).toBe(1);
    // A failure is not remembered.
    answer = (_request, response) => response.end(png);
    expect((await basemaps.tile('images', 0, 2, 1, 1))?.type).toBe('image/png');
  });

  it('that has nothing there gives nothing', async () => {
    const basemaps = await read([wmts()]);
    answer = (_request, response) => response.writeHead(404).end();
    expect(await basemaps.tile('images', 0, 2, 1, 1)).toBeNull();
  });

  it('on a private address is refused unless the list allows it', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const basemaps = await read([wmts({ privateNetwork: false, urls: [`http://${host}:${port}/{z}/{y}/{x}`] })]);
      expect((await failureOf(basemaps.tile('images', 0, 2, 1, 1))).message).toContain('private address');
    }
    expect(asked).toEqual([]);
    for (const address of ['10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', 'no address']) expect(isPrivateAddress(address), address).toBe(true);
    for (const address of ['8.8.8.8', '172.32.0.1', '2400:3200::1', '::ffff:8.8.8.8']) expect(isPrivateAddress(address), address).toBe(false);
  });
});

describe('an archive', () => {
  it('of images gives its tiles and its zooms', async () => {
    writeFileSync(join(folder, 'images.pmtiles'), archiveOf(2, [{ id: 0, bytes: png }], {}));
    const basemaps = await read([{ id: 'sheet', kind: 'pmtiles', name: '图', attribution: '局', file: 'images.pmtiles' }]);
    expect(basemaps.list[0]).toMatchObject({ drawn: 'raster', minZoom: 0, maxZoom: 1, box: [121, 36, 123, 38] });
    const tile = await basemaps.tile('sheet', 0, 0, 0, 0);
    expect(tile?.type).toBe('image/png');
    expect(Buffer.from(tile?.bytes ?? []).equals(png)).toBe(true);
    expect(await basemaps.tile('sheet', 0, 1, 1, 1)).toBeNull();
  });

  it.each([
    ['protomaps', ['earth', 'water', 'roads', 'places']],
    ['openmaptiles', ['water', 'transportation', 'place']],
  ])('of vector tiles is known as %s by its layers', async (drawn, layers) => {
    writeFileSync(join(folder, `${drawn}.pmtiles`), archiveOf(1, [{ id: 0, bytes: Uint8Array.of(0x1a, 0) }], { vector_layers: layers.map((id) => ({ id, fields: {} })) }));
    const basemaps = await read([{ id: 'v', kind: 'pmtiles', name: '图', attribution: '局', file: `${drawn}.pmtiles` }]);
    expect(basemaps.list[0]?.drawn).toBe(drawn);
    expect((await basemaps.tile('v', 0, 0, 0, 0))?.type).toBe('application/vnd.mapbox-vector-tile');
  });

  it('that is missing, broken or of unknown layers is refused by name', async () => {
    writeFileSync(join(folder, 'broken.pmtiles'), 'not an archive, whatever its name says; long enough to be read as a header, and a little longer than that still, please, to be sure');
    writeFileSync(join(folder, 'strange.pmtiles'), archiveOf(1, [{ id: 0, bytes: Uint8Array.of(0x1a, 0) }], { vector_layers: [{ id: 'stuff' }] }));
    for (const [file, words] of [
      ['none.pmtiles', /sheet: seen no readable file \(ENOENT\)/],
      ['broken.pmtiles', /sheet: seen a file that is not one/],
      ['strange.pmtiles', /seen vector layers stuff/],
    ] as const) {
      const error = await failureOf(read([{ id: 'sheet', kind: 'pmtiles', name: '图', attribution: '局', file }]));
      expect(error.message).toMatch(words);
    }
  });
});

describe('the list', () => {
  it('names the origins of foreign styles, and no other', async () => {
    const basemaps = await read([wmts(), { id: 'style', kind: 'style', name: '样式', attribution: '局', url: 'https://maps.example/style.json?key=1', origins: ['https://tiles.example'] }]);
    expect(basemaps.origins).toEqual(['https://maps.example', 'https://tiles.example']);
  });

  it.each([
    ['no JSON', '{', /not JSON/],
    ['an unknown kind', [{ id: 'a', kind: 'wms', name: 'x', attribution: 'y' }], /0\.kind/],
    ['an id twice', [wmts(), wmts()], /every id once/],
    ['an address without places', [wmts({ urls: ['http://127.0.0.1/{z}/{x}'] })], /\{z\}, \{x\} and \{y\}/],
    ['a host that the address of a tile could choose', [wmts({ urls: ['http://{x}.example/{z}/{x}/{y}'] })], /host is fixed/],
    ['another protocol', [wmts({ urls: ['file:///etc/{z}/{x}/{y}'] })], /host is fixed/],
    ['an origin with a path', [{ id: 's', kind: 'style', name: 'x', attribution: 'y', url: 'https://a.example/s', origins: ['https://b.example/x'] }], /without a path/],
    ['an unknown field', [wmts({ secret: 1 })], /secret/],
  ])('with %s is refused, and no key is repeated', async (_name, list, words) => {
    const error = await failureOf(read(list));
    expect(error.message).toMatch(words);
    expect(error.message).not.toContain(key);
  });
});

it('an image is known by its first bytes', () => {
  expect(imageTypeOf(png)).toBe('image/png');
  expect(imageTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
  expect(imageTypeOf(Buffer.from('RIFF0000WEBPVP8 '))).toBe('image/webp');
  expect(imageTypeOf(Buffer.from('<svg onload=alert(1)>'))).toBeNull();
  expect(imageTypeOf(new Uint8Array(0))).toBeNull();
});
