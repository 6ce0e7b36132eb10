// Does the clinic read what people really send, propose the right columns and coordinates, and refuse what would harm it?
import { readFileSync } from 'node:fs';
import proj4 from 'proj4';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { collectionOf } from '../../../data/contract/collections.ts';
import type { ClinicSession } from '../../../data/contract/import-clinic.ts';
import { upsertSites } from '../../../server/commands/sites.ts';
import { beginGeoPackage } from '../../../server/exports/geopackage.ts';
import { shiftOf } from '../../../server/import/clinic/coordinates.ts';
import { csvText, encodedIn, shapefile, workbook, xmlBombs, zipBomb, zonePrj } from '../../fixtures/imports/files.ts';
import { enterprise } from '../../fixtures/little-city.ts';
import { type ClinicRun, office, planOf, startClinic } from './clinic-run.ts';

let run: ClinicRun;
beforeAll(async () => {
  run = await startClinic('embedded');
});
afterAll(async () => {
  expect(run.faults).toEqual([]);
  await run.stop();
});
beforeEach(() => run.reset());

const mappingOf = ({ proposal }: ClinicSession): Record<string, string> => Object.fromEntries((proposal?.mapping ?? []).flatMap(({ field, column }) => (column === null ? [] : [[field, column]])));
const text = (value: string): Uint8Array => new TextEncoder().encode(value);
/** Twenty firms over both towns, 122.01 to 122.19 and 37.02 to 37.08. */
const firms = Array.from({ length: 20 }, (_, k) => ({ code: `F-${String(k + 1).padStart(3, '0')}`, name: `海洋食品第${k + 1}有限公司`, town: k < 10 ? '西镇' : '东镇', sector: ['工贸', '消防', '危险化学品'][k % 3] ?? '', lng: 122.01 + 0.009 * k, lat: 37.02 + 0.003 * k, employees: 10 + k }));
const head = ['企业编号', '企业名称', '所属镇街', '所属行业', '经度', '纬度', '从业人数'];
const table = (place: (lng: number, lat: number) => [string | number, string | number] = (lng, lat) => [lng, lat]): (string | number)[][] => [head, ...firms.map(({ code, name, town, sector, lng, lat, employees }) => [code, name, town, sector, ...place(lng, lat), employees])];
const storeFirms = (): Promise<void> => run.write((batch) => upsertSites(batch, firms.map(({ code, name, lng, lat }) => enterprise(code, lng, lat, { name, sectorCode: null, attributes: {} }))));

describe('tables', () => {
  it('a sheet saved by LibreOffice: title, headings of two rows, merged townships, dates, formulas by their kept value, a sum at the end', async () => {
    const session = await run.look('enterprises', 'libreoffice.xlsx', readFileSync('test/fixtures/imports/libreoffice.xlsx'));
    expect(session.problem).toBeNull();
    expect(session.seen).toMatchObject({ format: 'xlsx', sheet: '企业台账', sheets: ['说明', '企业台账'], headingRows: [2, 3], rows: 12 });
    expect(session.seen?.columns.map(({ name }) => name)).toEqual(['序号', '企业基本信息 / 企业编号', '企业基本信息 / 企业名称', '企业基本信息 / 所属镇街', '企业基本信息 / 所属行业', '坐标 / 经度', '坐标 / 纬度', '从业人数', '成立日期']);
    expect(mappingOf(session)).toEqual({ code: 'B', name: 'C', areaCode: 'D', sectorCode: 'E', employees: 'H', establishedOn: 'I' });
    expect(session.proposal?.place).toEqual({ kind: 'columns', first: 'F', second: 'G' });
    const checked = await run.check(session, { crs: 'wgs84' });
    expect(checked.dryRun).toMatchObject({ rows: 12, taken: 12, refused: 0 });
    await run.commit(checked);
    expect(await run.stored("select code, name, area_code, sector_code, attributes ->> 'employees' as employees, attributes ->> 'establishedOn' as established, synthetic from sites order by code limit 2")).toEqual([
      { code: 'LO-001', name: '西镇第1水产有限公司', area_code: 'W', sector_code: 'SEC-FIRE', employees: '10', established: '2011-02-11', synthetic: false },
      { code: 'LO-002', name: '西镇第2水产有限公司', area_code: 'W', sector_code: 'SEC-CHEM', employees: '20', established: '2012-03-12', synthetic: false },
    ]);
  });

  it.each(['utf8', 'gbk', 'gb18030', 'utf16le', 'utf16be'])('CSV in %s reads right, whatever parts its cells', async (encoding) => {
    for (const delimiter of [',', ';', '\t', '|']) {
      const session = await run.look('enterprises', 'a.csv', encodedIn(csvText(table(), delimiter), encoding));
      expect([delimiter, session.problem, session.seen?.delimiter, session.seen?.rows]).toEqual([delimiter, null, delimiter, 20]);
      expect(session.seen?.columns.map(({ name }) => name)).toEqual(head);
      expect(mappingOf(session)).toMatchObject({ code: 'A', name: 'B', areaCode: 'C', sectorCode: 'D', employees: 'G' });
      const checked = await run.check(session, { crs: 'wgs84' });
      expect(checked.dryRun).toMatchObject({ taken: 20, refused: 0 });
    }
  });

  it('CSV made from merged headings: the upper name spreads over its blanks', async () => {
    const rows = [['2026年企业台账', null, null, null, null], ['编号', '名称', '坐标', null, '镇街'], [null, null, '经度', '纬度', null], ...firms.map(({ code, name, lng, lat, town }) => [code, name, lng, lat, town])];
    const session = await run.look('enterprises', 'a.csv', encodedIn(csvText(rows), 'gbk'));
    expect(session.seen?.headingRows).toEqual([2, 3]);
    expect(session.seen?.columns.map(({ name }) => name)).toEqual(['编号', '名称', '坐标 / 经度', '坐标 / 纬度', '镇街']);
    expect(session.proposal?.place).toEqual({ kind: 'columns', first: 'C', second: 'D' });
  });

  it('formulas are never worked out: a kept value is taken, one without is refused in words; text that looks like a formula stays text', async () => {
    const session = await run.look('enterprises', 'a.xlsx', workbook([head, ['A', '=cmd|calc', '西镇', '工贸', 122.05, 37.05, { formula: '6*7', value: 42 }], ['B', '乙', '西镇', '工贸', 122.05, 37.05, { formula: 'HYPERLINK("http://x","y")' }]]));
    const checked = await run.check(session, { crs: 'wgs84' });
    expect(checked.dryRun).toMatchObject({ taken: 1, refused: 1 });
    expect((await run.rows(checked, 'refused'))[0]?.findings[0]).toMatchObject({ field: 'employees', expected: { en: expect.stringContaining('formula whose value') } });
    await run.commit(checked);
    expect(await run.stored("select name, attributes ->> 'employees' as employees from sites")).toEqual([{ name: '=cmd|calc', employees: '42' }]);
    expect(await run.text(checked, 'refused')).not.toMatch(/(^|,)=/m);
  });

  it('credit codes and phones that the spreadsheet program has cut are refused, not stored wrong', async () => {
    const session = await run.look('enterprises', 'a.csv', text(csvText([['编号', '名称', '信用代码', '电话', '经度', '纬度'], ['1', '甲', '9.13710E+17', '13800000000', 122.05, 37.05], ['2', '乙', '91371000MA3C0ABC1X', '0631-5231234', 122.05, 37.05]])));
    const checked = await run.check(session, { crs: 'wgs84' });
    expect(checked.dryRun).toMatchObject({ taken: 1, refused: 1 });
    expect((await run.rows(checked, 'refused'))[0]).toMatchObject({ line: 2, findings: [{ field: 'creditCode', expected: { en: expect.stringContaining('powers of ten') } }] });
  });
});

describe('coordinate systems', () => {
  const crsOf = ({ proposal }: ClinicSession) => ({ proposed: proposal?.crs.proposed, ambiguous: proposal?.crs.ambiguous, notation: proposal?.crs.notation });

  it('degrees without any evidence are asked about, never converted silently', async () => {
    const session = await run.look('enterprises', 'a.csv', text(csvText(table())));
    expect(crsOf(session)).toEqual({ proposed: null, ambiguous: true, notation: 'degrees' });
    expect(session.proposal?.crs.candidates.map(({ crs }) => crs)).toEqual(expect.arrayContaining(['wgs84', 'gcj02', 'bd09']));
    expect(session.proposal?.crs.reason.zh).toContain('请问提供文件的人');
    const refused = await run.check(session);
    expect([refused.state, refused.problem?.detail]).toEqual(['proposed', expect.stringContaining('crs: seen none')]);
  });

  it.each([['wgs84', (lng: number, lat: number) => [lng, lat]], ['gcj02', (lng: number, lat: number) => shiftOf('gcj02')([lng, lat])], ['bd09', (lng: number, lat: number) => shiftOf('bd09')([lng, lat])]] as [string, (lng: number, lat: number) => [number, number]][])('%s is told by sites that are known already, and the points come back to within half a metre', async (crs, shift) => {
    await storeFirms();
    const session = await run.look('enterprises', 'a.csv', text(csvText(table(shift))));
    expect(crsOf(session)).toMatchObject({ proposed: { crs, swapped: false }, ambiguous: false });
    expect(session.proposal?.crs.candidates[0]).toMatchObject({ crs, knownSites: 20 });
    // What is drawn for a candidate is where its points would lie: here within about a metre of the firms.
    const [lng, lat] = session.proposal?.crs.candidates[0]?.spots[3] ?? [];
    expect([lng, lat]).toEqual([expect.closeTo(122.037, 4), expect.closeTo(37.029, 4)]);
    const checked = await run.check(session);
    await run.commit(checked);
    const [row] = await run.stored<{ most: number }>(`select max(ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint(122.01 + 0.009 * (substr(code, 3)::int - 1), 37.02 + 0.003 * (substr(code, 3)::int - 1)), 4326)::geography)) as most from sites`);
    expect(row?.most).toBeLessThan(0.5);
  });

  it('GCJ-02 is told by the townships that rows name, where no site is known', async () => {
    // Firms along the border of the two towns, 100 m to either side: 440 m of shift put them into the wrong one.
    const rows = Array.from({ length: 30 }, (_, k) => ({ lng: 122.1 + (k % 2 === 0 ? -0.0012 : 0.0012) * (1 + (k % 5) * 0.3), lat: 37.01 + 0.0028 * k, town: k % 2 === 0 ? '西镇' : '东镇' }));
    const session = await run.look('enterprises', 'a.csv', text(csvText([head, ...rows.map(({ lng, lat, town }, k) => [`B${k}`, `边界厂${k}`, town, '工贸', ...shiftOf('gcj02')([lng, lat]), 5])])));
    expect(crsOf(session)).toMatchObject({ proposed: { crs: 'gcj02' }, ambiguous: false });
    expect(session.proposal?.crs.candidates[0]?.evidence.en).toMatch(/30 of 30 in the township named/);
  });

  it('a heading that names the system declares it; evidence against a declaration is said and asked', async () => {
    const named = head.map((name) => (name === '经度' ? '高德经度' : name === '纬度' ? '高德纬度' : name));
    const session = await run.look('enterprises', 'a.csv', text(csvText([named, ...table((lng, lat) => shiftOf('gcj02')([lng, lat])).slice(1)])));
    expect(crsOf(session)).toMatchObject({ proposed: { crs: 'gcj02' }, ambiguous: false });
    await storeFirms();
    const wrong = await run.look('enterprises', 'a.csv', text(csvText([named, ...table().slice(1)])));
    expect(crsOf(wrong)).toMatchObject({ proposed: null, ambiguous: true });
    expect(wrong.proposal?.crs.reason.en).toContain('but the evidence points to WGS84');
  });

  it('swapped axes are seen', async () => {
    await storeFirms();
    const session = await run.look('enterprises', 'a.csv', text(csvText(table((lng, lat) => [lat, lng]))));
    expect(crsOf(session)).toMatchObject({ proposed: { crs: 'wgs84', swapped: true } });
    expect((await run.check(session)).dryRun).toMatchObject({ changed: 20, refused: 0 });
  });

  it.each([['EPSG:4550', 123, 500_000], ['EPSG:4529', 123, 41_500_000]] as const)('CGCS2000 zone %s is told from its neighbours by its numbers alone, X north as surveyors write it', async (crs, meridian, easting) => {
    const forward = proj4(`+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${easting} +y_0=0 +ellps=GRS80 +units=m`);
    const rows = [['企业编号', '企业名称', 'X坐标', 'Y坐标'], ...firms.map(({ code, name, lng, lat }) => {
      const [x = 0, y = 0] = forward.forward([lng, lat]);
      return [code, name, y.toFixed(3), x.toFixed(3)];
    })];
    const session = await run.look('enterprises', 'a.csv', text(csvText(rows)));
    expect(crsOf(session)).toEqual({ proposed: { crs, swapped: false }, ambiguous: false, notation: 'metres' });
    const checked = await run.check(session);
    await run.commit(checked);
    const [row] = await run.stored<{ most: number }>(`select max(ST_Distance(geom::geography, ST_SetSRID(ST_MakePoint(122.01 + 0.009 * (substr(code, 3)::int - 1), 37.02 + 0.003 * (substr(code, 3)::int - 1)), 4326)::geography)) as most from sites`);
    expect(row?.most).toBeLessThan(0.01);
  });

  it('degrees, minutes and seconds in every dress, and both numbers in one cell', async () => {
    const dress = ['122°3′0″', '东经122度3分0秒', "122°03'00\"E", '122 03 00'];
    const rows = [['编号', '名称', '经度', '纬度'], ...dress.map((lng, k) => [`D${k}`, `甲${k}`, lng, ['37°3′0″', '北纬37度3分0秒', "37°03'00\"N", '37 03 00'][k] ?? ''])];
    const session = await run.look('enterprises', 'a.csv', text(csvText(rows)));
    expect(session.proposal?.crs.notation).toBe('degrees-minutes-seconds');
    await run.commit(await run.check(session, { crs: 'wgs84' }));
    expect(await run.stored('select distinct round(ST_X(geom)::numeric, 6)::text as lng, round(ST_Y(geom)::numeric, 6)::text as lat from sites')).toEqual([{ lng: '122.050000', lat: '37.050000' }]);
    const pairs = await run.look('enterprises', 'b.csv', text(csvText([['编号', '名称', '坐标'], ['P1', '甲', '122.05,37.05'], ['P2', '乙', '122.05，37.05'], ['P3', '丙', '北纬37.05°，东经122.05°']])));
    expect(pairs.proposal?.place).toEqual({ kind: 'pair', column: 'C' });
    expect((await run.check(pairs, { crs: 'wgs84' })).dryRun).toMatchObject({ taken: 3, refused: 0 });
  });
});

describe('features', () => {
  it('a zipped shapefile in GBK without .cpg, in the zone its .prj names', async () => {
    const forward = proj4('+proj=tmerc +lat_0=0 +lon_0=123 +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m');
    const file = shapefile(['编号', '企业名称', '镇街'], firms.map(({ code, name, town, lng, lat }) => {
      const [x = 0, y = 0] = forward.forward([lng, lat]);
      return { x, y, values: [code, name, town] };
    }), zonePrj(123));
    const session = await run.look('enterprises', 'sites.zip', file);
    expect(session.seen).toMatchObject({ format: 'shapefile', encoding: { name: 'gb18030' }, rows: 20, geometries: [{ type: 'Point', count: 20 }] });
    expect(session.proposal?.crs.proposed).toEqual({ crs: 'EPSG:4550', swapped: false });
    expect((await run.check(session)).dryRun).toMatchObject({ taken: 20, refused: 0 });
  });

  it('a GeoPackage of our own, KML, GeoJSON in GBK', async () => {
    const collection = collectionOf('enterprises');
    if (collection === undefined) throw new Error('no enterprises');
    const writer = await beginGeoPackage(collection, new Date(0));
    writer.write([{ id: 1, geometry: { type: 'Point', coordinates: [122.05, 37.05] }, properties: { code: 'G1', name: '甲厂', riskClass: 2, employees: 5, dustExplosive: true } }]);
    const gpkg = await run.look('enterprises', 'a.gpkg', writer.end());
    expect(gpkg.seen).toMatchObject({ format: 'geopackage', sheet: 'enterprises', rows: 1 });
    expect((await run.check(gpkg)).dryRun).toMatchObject({ taken: 1, refused: 0 });
    const kml = await run.look('enterprises', 'a.kml', text('<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>甲厂</name><ExtendedData><Data name="编号"><value>K1</value></Data></ExtendedData><Point><coordinates>122.05,37.05,3</coordinates></Point></Placemark></Document></kml>'));
    expect(kml.seen).toMatchObject({ format: 'kml', rows: 1 });
    expect((await run.check(kml)).dryRun).toMatchObject({ taken: 1, refused: 0 });
    const features = JSON.stringify({ type: 'FeatureCollection', features: firms.map(({ code, name, lng, lat }) => ({ type: 'Feature', properties: { 编号: code, 企业名称: name }, geometry: { type: 'Point', coordinates: [lng, lat] } })) });
    const geojson = await run.look('enterprises', 'a.geojson', encodedIn(features, 'gbk'));
    expect(geojson.seen).toMatchObject({ format: 'geojson', encoding: { name: 'gb18030' }, rows: 20 });
    expect(mappingOf(geojson)).toEqual({ code: 'A', name: 'B' });
    expect((await run.check(geojson)).dryRun).toMatchObject({ taken: 20, refused: 0 });
  });
});

describe('what would do harm', () => {
  it.each<[string, string, Uint8Array, string]>([
    ['a ZIP bomb', 'a.xlsx', zipBomb(60), 'bomb'],
    ['an entity bomb in a sheet', 'a.xlsx', xmlBombs.xlsx, 'DOCTYPE'],
    ['an entity bomb in KML', 'a.kml', xmlBombs.kml, 'DOCTYPE'],
    ['a spreadsheet cut short', 'a.xlsx', workbook([['编号'], ['1']]).slice(0, 600), 'ZIP archive'],
    ['a quote that never ends', 'a.csv', text(`编号,名称\n1,"${'x'.repeat(1_200_000)}`), 'quote'],
    ['GeoJSON cut short', 'a.geojson', text('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geo'), ''],
    ['a shapefile without its table', 'a.zip', shapefile(['编号'], [], null).slice(0, 100), 'ZIP archive'],
  ])('%s is refused in words', async (_, name, file, words) => {
    const session = await run.look('enterprises', name, file);
    expect(session.state).toBe('unreadable');
    expect(session.problem?.code).toMatch(/invalid-body|too-large/);
    expect(session.problem?.detail).toContain(words);
    expect(session.problem?.detail).not.toContain(run.folder);
  });

  it.each<[string, Uint8Array, string]>([
    ['an old .xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), '.xls'],
    ['a PDF', text('%PDF-1.7'), 'PDF'],
    ['a picture', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(5000)]), 'binary'],
    ['nothing', new Uint8Array(), 'empty'],
  ])('%s is refused before it is taken in', async (_, file, words) => {
    await expect(run.look('enterprises', 'a', file)).rejects.toThrow(words);
    expect(run.clinic.list(office).every(({ fileName }) => fileName !== 'a')).toBe(true);
  });

  it('200 MB of garbage: bytes are refused at once, letters without end at the limit, and memory stays bounded', async () => {
    const stream = (chunk: Uint8Array, megabytes: number) => {
      let sent = 0;
      return { body: new ReadableStream<Uint8Array>({ pull: (controller) => (sent++ < megabytes ? controller.enqueue(chunk) : controller.close()) }), sent: () => sent };
    };
    const random = Uint8Array.from({ length: 1_000_000 }, (_, k) => (k * 2_654_435_761) >>> 13);
    const bytes = stream(random, 200);
    await expect(run.look('enterprises', 'g', bytes.body)).rejects.toThrow('binary');
    expect(bytes.sent()).toBeLessThan(10);
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50);
    const letters = stream(new Uint8Array(1_000_000).fill(97), 205);
    await expect(run.look('enterprises', 'g', letters.body)).rejects.toThrow('200 MB');
    const within = await run.look('enterprises', 'g', stream(new Uint8Array(1_000_000).fill(97), 195).body);
    clearInterval(watch);
    expect(within.state).toBe('unreadable');
    expect(most - before).toBeLessThan(300e6);
  }, 120_000);

  it('a plan that names no column or no field is refused in words, and the session goes on', async () => {
    const session = await run.look('enterprises', 'a.csv', text(csvText(table())));
    for (const [changes, words] of [[{ mapping: { nope: 'A' } }, 'mapping'], [{ mapping: { code: '../../etc' } }, 'letters'], [{ constants: { riskClass: '红牛' } }, 'constants.riskClass']] as const) {
      const refused = await run.check(session, { crs: 'wgs84', ...changes });
      expect([refused.state, refused.problem?.detail]).toEqual(['proposed', expect.stringContaining(words)]);
    }
    expect((await run.check(session, { ...planOf(session), crs: 'wgs84' })).state).toBe('checked');
  });
});
