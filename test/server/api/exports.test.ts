// Does an archive hold what the API says, in every format, for every collection, so that GDAL agrees?
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collections } from '../../../data/contract/collections.ts';
import { exportFormats } from '../../../data/contract/exports.ts';
import { cellOf } from '../../../server/exports/csv.ts';
import { AppError } from '../../../server/errors.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'anlan-export-'));
let server: ApiServer;
beforeAll(async () => {
  server = await startApi('embedded');
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Feature {
  id: number;
  geometry: unknown;
  properties: Record<string, string | number | boolean | null>;
}

async function archiveOf(id: string, query: string): Promise<{ response: Response; files: Record<string, Uint8Array> }> {
  const response = await fetch(`${server.root}/collections/${id}/export?${query}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { response, files: response.status === 200 ? unzipSync(bytes) : {} };
}
const textOf = (files: Record<string, Uint8Array>, name: string): string => strFromU8(files[name] ?? new Uint8Array(0)).replace(/^\uFEFF/, '');
async function featuresOf(id: string, query = ''): Promise<Feature[]> {
  return ((await ask(`${server.root}/collections/${id}/items?limit=10000${query}`)).body as { features: Feature[] }).features;
}

/** Gives what ogr2ogr reads out of a file of an archive, as GeoJSON features in order of id. */
async function readWithGdal(files: Record<string, Uint8Array>, name: string, layer: string): Promise<Feature[]> {
  const path = join(folder, `${Math.random().toString(36).slice(2)}-${name}`);
  writeFileSync(path, files[name] ?? new Uint8Array(0));
  const { stdout, stderr } = await run('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path, ...(name.endsWith('.gpkg') ? [layer, '-preserve_fid'] : ['-lco', 'ID_FIELD=id']), '-lco', 'COORDINATE_PRECISION=9'], { maxBuffer: 64_000_000 });
  if (/ERROR|Warning/.test(stderr)) throw new Error(stderr);
  return (JSON.parse(stdout) as { features: Feature[] }).features;
}

/** Instants and truths are written differently by every format; what they mean must be the same. */
function meaning(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' && /^\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:/.test(value)) return Math.round(Date.parse(value.replaceAll('/', '-').replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) / 1000);
  if (typeof value === 'string') return value.replaceAll('/', '-');
  return value ?? null;
}

describe.each(collections.map(({ id }) => id))('%s', (id) => {
  it.each(exportFormats.map(({ id: format, ending }) => ({ format, ending })))('as $format holds every item with every property', async ({ format, ending }) => {
    const expected = await featuresOf(id);
    const { response, files } = await archiveOf(id, `format=${format}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('Content-Type')).toBe('application/zip');
    expect(response.headers.get('Content-Disposition')).toMatch(new RegExp(`^attachment; filename="anlan-${id}-\\d{4}-\\d{2}-\\d{2}-${format}\\.zip"$`));
    expect(Object.keys(files)).toEqual([`${id}.${ending}`, 'README.txt', 'columns.csv', 'codes.csv']);
    const names = Object.keys(expected[0]?.properties ?? {});
    if (format === 'csv') {
      const rows = parse(textOf(files, `${id}.csv`), { columns: true }) as Record<string, string>[];
      expect(rows.map((row) => names.map((name) => row[name]))).toEqual(expected.map(({ properties }) => names.map((name) => (parse(cellOf(properties[name]), { relax_quotes: true }) as string[][])[0]?.[0] ?? '')));
      return;
    }
    const found = format === 'geojson' ? (JSON.parse(textOf(files, `${id}.geojson`)) as { features: Feature[] }).features : expected.length === 0 ? [] : await readWithGdal(files, `${id}.${ending}`, id);
    expect(found.length).toBe(expected.length);
    const idOf = (feature: Feature): number => Number(feature.id ?? feature.properties['fid'] ?? feature.properties['id']);
    const place = new Map(found.map((feature) => [idOf(feature), feature]));
    for (const feature of expected) {
      const other = place.get(feature.id);
      expect(names.map((name) => [name, meaning(other?.properties[name])])).toEqual(names.map((name) => [name, meaning(feature.properties[name])]));
      expect(other?.geometry).toEqual(feature.geometry);
    }
  });
});

it('keeps the filter and says it, with source, as-of and licence', async () => {
  const filter = encodeURIComponent("levelCode = 'LV-M' OR overdueDays > 5");
  const expected = await featuresOf('hazards', `&sectorCode=SEC-FIRE&filter=${filter}`);
  const { files, response } = await archiveOf('hazards', `format=geojson&sectorCode=SEC-FIRE&filter=${filter}`);
  const found = (JSON.parse(textOf(files, 'hazards.geojson')) as { features: Feature[] }).features;
  expect(expected.length).toBeGreaterThan(0);
  expect(found.map((feature) => feature.id)).toEqual(expected.map((feature) => feature.id));
  expect(response.headers.get('Anlan-Rows')).toBe(String(expected.length));
  const readme = textOf(files, 'README.txt');
  for (const words of [`Rows: ${expected.length}`, 'sectorCode = SEC-FIRE', "CQL2: levelCode = 'LV-M' OR overdueDays > 5", 'As of:', 'Licence:', 'Source:', 'EPSG:4326', 'data version']) expect(readme).toContain(words);
  expect(textOf(files, 'columns.csv')).toContain('levelCode,等级,Level,string,,hazard-levels,');
  expect(textOf(files, 'codes.csv')).toContain('hazard-levels,LV-M,重大事故隐患');
});

it('masks personal data, and says that it does', async () => {
  const personal = collections.flatMap(({ id, properties }) => properties.filter((property) => property.personal).map(({ name }) => ({ id, name })));
  expect(personal.length).toBeGreaterThan(0);
  for (const { id } of personal) expect(textOf((await archiveOf(id, 'format=csv')).files, 'README.txt')).toContain('Personal data masked');
});

it('gives an empty but whole file when nothing passes', async () => {
  for (const { id: format, ending } of exportFormats) {
    const { files } = await archiveOf('hazards', `format=${format}&bbox=0,0,1,1`);
    expect(textOf(files, 'README.txt')).toContain('Rows: 0');
    expect(files[`hazards.${ending}`]?.length).toBeGreaterThan(0);
    if (format === 'gpkg' || format === 'geojson') expect(await readWithGdal(files, `hazards.${ending}`, 'hazards')).toEqual([]);
  }
});

it('makes formulas harmless in tables', () => {
  for (const text of ['=HYPERLINK("http://x")', '+cmd|x', '-2+3', '@SUM(A1)', '\t=1']) expect(cellOf(text)).toMatch(/^"?'/);
  for (const text of ['-12.5', '+3', '甲=乙', 'a-b']) expect(cellOf(text)).toBe(text);
});

it('refuses unknown formats and parameters by name', async () => {
  for (const [query, words] of [
    ['format=xls', 'format: seen \\"xls\\"'],
    ['limit=3', 'limit'],
    ['filter=nothing%20%3D%201', 'filter'],
  ] as const) {
    const response = await fetch(`${server.root}/collections/hazards/export?${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(words);
  }
});

it('leaves no file behind, whether an archive was sent or not', async () => {
  await archiveOf('vessels', 'format=csv');
  const failing = await startApi('embedded', {
    exportItems: () => Promise.reject(new AppError('too-large', 'rows: seen 3, expected at most 2')),
  });
  try {
    const response = await fetch(`${failing.root}/collections/vessels/export`);
    expect(response.status).toBe(413);
    expect(await response.text()).toContain('rows: seen 3, expected at most 2');
  } finally {
    await failing.stop();
  }
  const directory = server.directory;
  await expect.poll(() => readdirSync(join(directory, 'exports'))).toEqual([]);
});
