// Does the page get the operator's basemaps, and the policy stay closed to everybody else?
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Basemaps } from '../../../server/basemaps/basemaps.ts';
import { AppError } from '../../../server/errors.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

const image = { id: 'images', name: '影像', nameEn: 'Imagery', attribution: '局', drawn: 'raster' as const, tiles: ['0/{z}/{x}/{y}'], tileSize: 256, minZoom: 0, maxZoom: 18, box: null, styleUrl: null };
const operator: Basemaps = {
  list: [image],
  origins: ['https://maps.example'],
  tag: 'one',
  tile: (id, sheet, z) => {
    if (id !== 'images') return Promise.reject(new AppError('not-found', 'basemap: seen another'));
    if (z === 9) return Promise.reject(new AppError('upstream-failed', 'basemap service: seen status 500, expected 200'));
    return Promise.resolve(sheet === 0 ? { bytes: Uint8Array.of(1, 2, 3), type: 'image/png' } : null);
  },
  close: () => Promise.resolve(),
};
let plain: ApiServer;
let extended: ApiServer;
beforeAll(async () => {
  [plain, extended] = await Promise.all([startApi('embedded'), startApi('embedded', { basemaps: operator })]);
});
afterAll(() => Promise.all([plain.stop(), extended.stop()]));

it('there are none unless the operator named some, and then nothing but the server itself may be asked', async () => {
  const { headers, body } = await ask(`${plain.root}/basemaps`);
  expect(body).toEqual({ basemaps: [] });
  expect(headers.get('Content-Security-Policy')).toContain("connect-src 'self';");
  expect(headers.get('Content-Security-Policy')).not.toContain('http');
});

it('the list is told, and only the origins of its styles open the policy, for images and data but never for scripts', async () => {
  const { headers, body } = await ask(`${extended.root}/basemaps`);
  expect(body).toEqual({ basemaps: [image] });
  const policy = (headers.get('Content-Security-Policy') ?? '').split('; ');
  expect(policy.filter((rule) => rule.includes('https://maps.example')).map((rule) => rule.split(' ')[0])).toEqual(['img-src', 'connect-src']);
});

it.each([
  ['images/tiles/0/3/1/2', 200],
  ['images/tiles/1/3/1/2', 204],
  ['images/tiles/0/9/1/2', 502],
  ['other/tiles/0/3/1/2', 404],
  ['images/tiles/0/3/8/2', 404],
  ['images/tiles/0/3/-1/2', 404],
  ['images/tiles/x/3/1/2', 404],
  ['images/tiles/0/3/1/2?url=http://169.254.169.254', 400],
])('%s gives %i', async (path, status) => {
  const response = await fetch(`${extended.root}/basemaps/${path}`);
  expect(response.status).toBe(status);
  if (status === 200) expect([response.headers.get('Content-Type'), response.headers.get('Cache-Control')]).toEqual(['image/png', 'private, max-age=86400']);
});
