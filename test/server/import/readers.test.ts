// Are the features of a file found whatever its layout, and is a file that cannot be used refused in plain words?
import { gzipSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { csvReader } from '../../../server/import/csv.ts';
import type { Found } from '../../../server/import/found.ts';
import { readGeoJson } from '../../../server/import/geojson.ts';
import { IssueList } from '../../../server/import/issues.ts';
import { readJtwcStorms } from '../../../server/import/jtwc-csv.ts';
import { noMapping } from '../../../server/import/mapping.ts';
import { openFile } from '../../../server/import/source.ts';

/** Gives bytes in chunks of a size, as a network would. */
async function* inChunks(text: string | Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function readAll(text: string | Uint8Array, size?: number): Promise<Found[]> {
  const found: Found[] = [];
  for await (const batch of readGeoJson(inChunks(text, size))) found.push(...batch);
  return found;
}

const feature = (name: string, more: object = {}) => ({ type: 'Feature', properties: { name }, geometry: { type: 'Point', coordinates: [122.1, 37.2] }, ...more });
const names = (found: readonly Found[]): unknown[] => found.map((record) => ('problem' in record ? record.problem.expected : record.properties['name']));
const collection = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', name: 'x', features });

describe('GeoJSON reader', () => {
  it.each([
    ['a collection', collection(feature('a'), feature('b'))],
    ['a collection with its features first', `{"features":${JSON.stringify([feature('a'), feature('b')])},"type":"FeatureCollection"}`],
    ['a collection over many lines', JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')] }, null, 2)],
    ['a collection with CRLF', JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')] }, null, 2).replaceAll('\n', '\r\n')],
    ['a collection behind a byte order mark', `\ufeff${collection(feature('a'), feature('b'))}`],
    ['one feature on each line', `${JSON.stringify(feature('a'))}\n${JSON.stringify(feature('b'))}\n`],
    ['lines without an end to the last', `${JSON.stringify(feature('a'))}\n${JSON.stringify(feature('b'))}`],
    ['lines with CRLF and blank lines', `${JSON.stringify(feature('a'))}\r\n\r\n${JSON.stringify(feature('b'))}\r\n`],
    ['a sequence with record separators', `\u001e${JSON.stringify(feature('a'))}\n\u001e${JSON.stringify(feature('b'))}\n`],
    ['an array of features', JSON.stringify([feature('a'), feature('b')])],
    ['a declared WGS84', JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:OGC:1.3:CRS84' } }, features: [feature('a'), feature('b')] })],
  ])('%s gives its features', async (_, text) => {
    expect(names(await readAll(text))).toEqual(['a', 'b']);
  });

  it('a single feature is read', async () => {
    expect(names(await readAll(JSON.stringify(feature('a'))))).toEqual(['a']);
    expect(names(await readAll(`${JSON.stringify(feature('a'))}\n`))).toEqual(['a']);
  });

  it('a collection without features gives none', async () => {
    expect(await readAll(collection())).toEqual([]);
  });

  it('brackets, quotes and escapes inside names do not mislead it, wherever the chunks are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }), fc.integer({ min: 1, max: 60 }), fc.boolean(), async (texts, size, lines) => {
        const features = texts.map((text) => feature(`${text}"}],{"features":[\\`));
        const text = lines ? features.map((one) => `${JSON.stringify(one)}\n`).join('') : collection(...features);
        if (text === '') return;
        expect(names(await readAll(text, size))).toEqual(features.map((one) => one.properties.name));
      }),
      { numRuns: 200 },
    );
  });

  it('a broken line spoils only itself and is named by its number', async () => {
    const found = await readAll(`${JSON.stringify(feature('a'))}\n${JSON.stringify(feature('b'))}\n{"type": "Feature", oops}\n${JSON.stringify(feature('d'))}\n`);
    expect(found.map((record) => record.line)).toEqual([1, 2, 3, 4]);
    expect(found[2]).toMatchObject({ problem: { expected: expect.stringContaining('no valid JSON') as string } });
    expect(names(found)[3]).toBe('d');
  });

  it('a member that is no feature is told with its number', async () => {
    const found = await readAll(collection(feature('a'), { type: 'Point', coordinates: [1, 2] }));
    expect(found[1]).toMatchObject({ line: 2, problem: { expected: 'an object with "type": "Feature"' } });
  });

  it('bytes that are not UTF-8 are told, with GBK as the likely cause', async () => {
    const text = Buffer.concat([Buffer.from('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"'), Buffer.from([0xc4, 0xe3]), Buffer.from('"},"geometry":null}]}')]);
    expect(await readAll(text)).toMatchObject([{ line: 1, problem: { expected: expect.stringContaining('GBK') as string } }]);
  });

  it.each([
    ['a file cut short', collection(feature('a'), feature('b')).slice(0, -30), 'cut short'],
    ['an empty file', '  \n', 'empty file'],
    ['a shapefile archive', 'PK\u0003\u0004zzzz', 'ZIP archive'],
    ['a table', 'code,name\n1,a\n', 'expected GeoJSON'],
    ['TopoJSON', '{"type":"Topology","objects":{}}', 'TopoJSON'],
    ['a projected file', '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::4550"}},"features":[]}', 'EPSG:4326'],
    ['UTF-16', Buffer.from([0xff, 0xfe, 0x7b, 0]), 'UTF-16'],
  ])('%s is refused in plain words', async (_, text, words) => {
    await expect(readAll(text)).rejects.toThrow(words);
  });

  it('a large collection passes through without standing in memory', async () => {
    const one = JSON.stringify(feature('x'.repeat(2000)));
    const count = 40_000;
    async function* many(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('{"type":"FeatureCollection","features":[');
      for (let index = 0; index < count; index++) yield Buffer.from(index === 0 ? one : `,${one}`);
      yield Buffer.from(']}');
    }
    let read = 0;
    let most = 0;
    for await (const batch of readGeoJson(many())) {
      read += batch.length;
      most = Math.max(most, batch.length);
    }
    expect(read).toBe(count);
    expect(most).toBeLessThanOrEqual(1000);
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'anlan-readers-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('a packed file is unpacked; its fingerprint is that of the file on disk, its progress ends at its size', async () => {
    const path = join(folder, 'a.geojson.gz');
    writeFileSync(path, gzipSync(collection(feature('a'))));
    const seen: number[] = [];
    const source = openFile(path, (done) => seen.push(done));
    const found: Found[] = [];
    for await (const batch of readGeoJson(source.bytes)) found.push(...batch);
    expect(names(found)).toEqual(['a']);
    expect(source.sha256()).toMatch(/^[0-9a-f]{64}$/);
    expect(seen.at(-1)).toBe(source.size);
  });

  it('a packed file that is damaged is an error, not a hang', async () => {
    const path = join(folder, 'b.geojson.gz');
    const packed = gzipSync(collection(...Array.from({ length: 2000 }, (_, index) => feature(`${index}`))));
    writeFileSync(path, packed.subarray(0, packed.length - 200));
    await expect(async () => {
      for await (const batch of readGeoJson(openFile(path, () => undefined).bytes)) expect(batch.length).toBeGreaterThan(0);
    }).rejects.toThrow();
  });
});

describe('CSV reader', () => {
  const read = async (text: string, mapping = noMapping): Promise<Found[]> => {
    const found: Found[] = [];
    for await (const batch of csvReader(mapping)(inChunks(text))) found.push(...batch);
    return found;
  };

  it('finds the place under the usual names and keeps the other columns as text', async () => {
    expect(await read('\ufeffcode,Lon,LAT,note\r\n7,122.1,37.2,"a, b"\r\n')).toEqual([
      { line: 2, id: undefined, properties: { code: '7', note: 'a, b' }, geometry: { type: 'Point', coordinates: [122.1, 37.2] } },
    ]);
  });

  it('takes the place from mapped columns', async () => {
    const found = await read('code,东经,北纬\n7,122.1,37.2\n', { map: { lng: '东经', lat: '北纬' }, set: {} });
    expect(found[0]).toMatchObject({ geometry: { coordinates: [122.1, 37.2] } });
  });

  it('names the columns it saw when there is no place', async () => {
    await expect(read('code,name\n7,a\n')).rejects.toThrow('code, name');
  });

  it('names the line of a broken row', async () => {
    await expect(read('code,lng,lat\n7,122.1,37.2,extra\n')).rejects.toThrow('line 2');
  });
});

describe('JTWC reader', () => {
  const header = 'storm_id,name,name_zh,time_utc,lat,lon,vmax_kt,mslp_hpa,type,r34_ne_nm,r34_se_nm,r34_sw_nm,r34_nw_nm';
  const read = async (...rows: string[]) => {
    const issues = new IssueList('storms');
    return { storms: await readJtwcStorms(inChunks([header, ...rows].join('\n')), issues), issues: issues.list() };
  };

  it('turns knots and nautical miles into m/s and km, and keeps the fixes in order of time', async () => {
    const { storms, issues } = await read(
      '9W_2011,MUIFA,梅花,2011-08-01T06:00:00Z,20.5,130,100,940,TY,100,50,,75',
      '9W_2011,MUIFA,梅花,2011-08-01T00:00:00Z,20,130.5,35,995,TS,,,,',
    );
    expect(issues).toEqual([]);
    expect(storms).toHaveLength(1);
    expect(storms[0]).toMatchObject({ code: 'WP092011', name: '梅花', nameEn: 'MUIFA', season: 2011, averagingMinutes: 1, startedAt: '2011-08-01T00:00:00Z', peakWindMetresPerSecond: 51.4 });
    expect(storms[0]?.points.map((point) => point.windMetresPerSecond)).toEqual([18, 51.4]);
    expect(storms[0]?.points[1]?.radiiKilometres).toEqual([{ thresholdMetresPerSecond: 17.5, quadrants: [185, 93, null, 139] }]);
    expect(storms[0]?.points[0]?.radiiKilometres).toEqual([]);
  });

  it('stages that are no tropical cyclone have no class; a super typhoon has its own', async () => {
    const { storms } = await read('1W_2011,A,,2011-08-01T00:00:00Z,20,130,20,1000,EX,,,,', '1W_2011,A,,2011-08-01T06:00:00Z,20,130,140,900,ST,,,,');
    expect(storms[0]?.points.map((point) => point.classCode)).toEqual([null, 'SuperTY']);
    expect(storms[0]?.name).toBe('A');
  });

  it('a fix without a place or a time is refused, the storm goes on without it', async () => {
    const { storms, issues } = await read('1W_2011,A,,2011-08-01T00:00:00Z,20,130,20,1000,TS,,,,', '1W_2011,A,,yesterday,20,130,20,1000,TS,,,,', '1W_2011,A,,2011-08-01T06:00:00Z,200,130,20,1000,TS,,,,');
    expect(storms[0]?.points).toHaveLength(1);
    expect(issues.map((issue) => [issue.line, issue.field])).toEqual([[3, 'time_utc'], [4, 'lon']]);
  });

  it('a table of another kind is refused by its columns', async () => {
    await expect(readJtwcStorms(inChunks('a,b\n1,2\n'), new IssueList('storms'))).rejects.toThrow('storm_id');
  });
});
