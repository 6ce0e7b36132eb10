// Does an import take what is right, refuse what is wrong in words that help, and change nothing the second time?
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../../data/contract/changes.ts';
import type { ImportSummary } from '../../../data/contract/imports.ts';
import { replaceCity } from '../../../server/commands/city.ts';
import { write } from '../../../server/commands/write.ts';
import { type Database, openDatabase } from '../../../server/db/database.ts';
import { runImport } from '../../../server/import/run.ts';
import { type ImportOptions, readImportOptions } from '../../../server/import/uploads.ts';
import { littleCity, rectangle } from '../../fixtures/little-city.ts';
import { emptyDatabase } from '../../suites/commands.ts';

let database: Database;
const folder = mkdtempSync(join(tmpdir(), 'anlan-import-'));
beforeAll(async () => {
  database = await openDatabase({
    dataDirectory: folder,
    migrationsDirectory: 'server/db/migrations',
    workerFile: `${process.cwd()}/dist/server/embedded-worker.js`,
    templateDirectory: `${process.cwd()}/dist/templates`,
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await emptyDatabase(database);
  await write(database, { announce: () => undefined, origin: 'test' }, (batch) => replaceCity(batch, littleCity()));
});

const connection = () => ({ ...database, close: () => Promise.resolve() });

async function importText(layer: string, text: string, options: ImportOptions = {}): Promise<{ summary: ImportSummary; changes: Change[] }> {
  const file = join(folder, 'import.txt');
  writeFileSync(file, text);
  const changes: Change[] = [];
  const summary = await runImport(readImportOptions(layer, file, { name: 'a.geojson', ...options }), {
    database: connection(),
    write: { announce: (change) => changes.push(change), origin: 'test' },
    onProgress: () => undefined,
  });
  return { summary, changes };
}

interface Given {
  readonly properties?: Record<string, unknown>;
  readonly geometry?: unknown;
  readonly id?: unknown;
}
const point = (lng: unknown, lat: unknown) => ({ type: 'Point', coordinates: [lng, lat] });
const enterprise = (code: string, more: Given = {}) => ({
  type: 'Feature',
  ...(more.id === undefined ? {} : { id: more.id }),
  properties: { code, name: `企业${code}`, ...more.properties },
  geometry: more.geometry === undefined ? point(122.05, 37.05) : more.geometry,
});
const collection = (...features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features });
const stored = async (text: string): Promise<Record<string, unknown>[]> => [...(await database.sql.unsafe<Record<string, unknown>[]>(text))];

describe('import', () => {
  it('rows that pass are taken with their township, attributes and one record of the batch', async () => {
    const { summary, changes } = await importText('enterprises', collection(enterprise('a', { properties: { employees: 12, sectorCode: 'SEC-INDU' } }), enterprise('b', { geometry: point(122.15, 37.05) })));
    expect(summary).toMatchObject({ layer: 'enterprises', fileName: 'a.geojson', taken: 2, changed: 0, unchanged: 0, refused: 0, issues: [], issueCount: 0 });
    expect(summary.dataVersion).toBe(changes[0]?.dataVersion);
    expect(await stored("select code, area_code, attributes ->> 'employees' as employees, synthetic from sites order by code")).toEqual([
      { code: 'a', area_code: 'W', employees: '12', synthetic: false },
      { code: 'b', area_code: 'E', employees: null, synthetic: false },
    ]);
    expect(await stored("select layer, file_name, sha256, summary ->> 'taken' as taken from import_batches")).toEqual([{ layer: 'enterprises', file_name: 'a.geojson', sha256: summary.sha256, taken: '2' }]);
  });

  it('the same file twice changes nothing; a changed row is told from unchanged ones', async () => {
    await importText('enterprises', collection(enterprise('a'), enterprise('b')));
    const again = await importText('enterprises', collection(enterprise('a'), enterprise('b')));
    expect(again.summary).toMatchObject({ taken: 0, changed: 0, unchanged: 2 });
    expect(again.changes).toEqual([]);
    const changed = await importText('enterprises', collection(enterprise('a'), enterprise('b', { properties: { employees: 3 } })));
    expect(changed.summary).toMatchObject({ taken: 0, changed: 1, unchanged: 1 });
  });

  // What is wrong with one row → field, part of what was seen, part of what was expected.
  it.each<[string, object, string | null, string, string]>([
    ['no code', { ...enterprise('x'), properties: { name: 'a' } }, 'code', 'nothing', 'a string'],
    ['an unknown sector', enterprise('x', { properties: { sectorCode: 'SEC-NOPE' } }), 'sectorCode', 'SEC-NOPE', 'list sectors'],
    ['an unknown township', enterprise('x', { properties: { areaCode: 'Q' } }), 'areaCode', 'Q', 'an area of the city'],
    ['a risk class out of range', enterprise('x', { properties: { riskClass: 5 } }), 'riskClass', '5', '4 or less'],
    ['half a person', enterprise('x', { properties: { employees: 1.5 } }), 'employees', '1.5', 'a whole number'],
    ['a day that does not exist', enterprise('x', { properties: { establishedOn: '2026-02-30' } }), 'establishedOn', '2026-02-30', 'YYYY-MM-DD'],
    ['a name too long', enterprise('x', { properties: { name: 'n'.repeat(201) } }), 'name', 'nnn', 'at most 200 characters'],
    ['no geometry', enterprise('x', { geometry: null }), 'geometry', 'nothing', 'Point'],
    ['a line for a point layer', enterprise('x', { geometry: { type: 'LineString', coordinates: [[122, 37], [122.1, 37]] } }), 'geometry', 'LineString', 'Point'],
    ['swapped axes', enterprise('x', { geometry: point(37.05, 122.05) }), 'geometry', '[37.05,122.05]', 'axes look swapped'],
    ['projected metres', enterprise('x', { geometry: point(41_450_000, 4_100_000) }), 'geometry', '41450000', 'projected metres'],
    ['coordinates as text', enterprise('x', { geometry: point('122', '37') }), 'geometry', '"122"', 'two numbers'],
    ['one coordinate', enterprise('x', { geometry: { type: 'Point', coordinates: [122] } }), 'geometry', '[122]', 'two numbers'],
    ['no feature', { type: 'Point', coordinates: [122, 37] }, null, 'Point', '"type": "Feature"'],
  ])('%s is refused with field, seen and expected; the rows beside it are taken', async (_, wrong, field, seen, expected) => {
    const { summary } = await importText('enterprises', collection(enterprise('before'), wrong, enterprise('after')));
    expect(summary).toMatchObject({ taken: 2, refused: 1 });
    expect(summary.issues).toHaveLength(1);
    expect(summary.issues[0]).toMatchObject({ dataset: 'enterprises', line: 2, field, severity: 'error' });
    expect(summary.issues[0]?.seen).toContain(seen);
    expect(summary.issues[0]?.expected).toContain(expected);
  });

  it('what is meant is taken, with one remark for each field: numbers as text, a number as code, blanks, unknown properties', async () => {
    const given = { employees: '12', floorAreaSquareMetres: '', dustExplosive: 'true', colour: 'red', address: 'a\u0000b\nc' };
    const { summary } = await importText('enterprises', collection(enterprise('a', { properties: given }), enterprise('b', { properties: { ...given, code: 7 } })));
    expect(summary).toMatchObject({ taken: 2, refused: 0 });
    expect(summary.issues.map((issue) => [issue.line, issue.field, issue.severity])).toEqual([
      [1, 'colour', 'remark'],
      [1, 'employees', 'remark'],
      [1, 'dustExplosive', 'remark'],
      [2, 'code', 'remark'],
    ]);
    expect(await stored("select code, address, attributes ->> 'employees' as n, attributes ->> 'dustExplosive' as dust from sites order by id")).toEqual([
      { code: 'a', address: 'a b c', n: '12', dust: 'true' },
      { code: '7', address: 'a b c', n: '12', dust: 'true' },
    ]);
  });

  it('the id of a feature stands in for its code', async () => {
    const { summary } = await importText('enterprises', collection({ ...enterprise('x', { id: 42 }), properties: { name: 'a' } }));
    expect(summary.taken).toBe(1);
    expect(await stored('select code from sites')).toEqual([{ code: '42' }]);
  });

  it('names can be mapped and missing values set', async () => {
    const text = collection({ type: 'Feature', properties: { id: 'p1', label: '港', grade: '' }, geometry: point(122.05, 37.05) });
    const { summary } = await importText('fishing-ports', text, { map: 'code=id,name=label', set: 'gradeCode=grade-2,berths=0,shelteredHectares=1.5,depthMetres=3,shelterWindForce=8,opensTowardsDegrees=90,sectorCode=SEC-FISH' });
    expect(summary).toMatchObject({ taken: 1, refused: 0 });
    expect(summary.issues.filter((issue) => issue.field === 'grade')).toHaveLength(1);
    expect(await stored("select name, attributes ->> 'shelteredHectares' as hectares from sites")).toEqual([{ name: '港', hectares: '1.5' }]);
  });

  it('a code that comes twice: the later row is refused, or wins when asked to', async () => {
    const text = collection(enterprise('a', { properties: { name: '先' } }), enterprise('a', { properties: { name: '后' } }));
    const first = await importText('enterprises', text);
    expect(first.summary).toMatchObject({ taken: 1, refused: 1 });
    expect(await stored('select name from sites')).toEqual([{ name: '先' }]);
    const last = await importText('enterprises', text, { repeats: 'last' });
    expect(last.summary).toMatchObject({ changed: 1, refused: 0 });
    expect(await stored('select name from sites')).toEqual([{ name: '后' }]);
  });

  it('strict: one refused row and nothing is written, not even the record of the batch', async () => {
    const { summary, changes } = await importText('enterprises', collection(enterprise('a'), enterprise('b', { geometry: null })), { strict: 'true' });
    expect(summary).toMatchObject({ taken: 0, changed: 0, unchanged: 0, refused: 1 });
    expect(changes).toEqual([]);
    expect(await stored('select count(*)::int as sites, (select count(*)::int from import_batches) as batches from sites')).toEqual([{ sites: 0, batches: 0 }]);
  });

  it('a file cut short leaves nothing behind, though thousands of its rows were good', async () => {
    const text = collection(...Array.from({ length: 6000 }, (_, index) => enterprise(`c${index}`)));
    await expect(importText('enterprises', text.slice(0, -40))).rejects.toThrow('cut short');
    expect(await stored('select count(*)::int as n from sites')).toEqual([{ n: 0 }]);
  });

  it('a polygon that crosses itself is mended and remarked; one without an area is refused', async () => {
    const bowTie = { type: 'Polygon', coordinates: [[[122.05, 37.05], [122.06, 37.06], [122.06, 37.05], [122.05, 37.06], [122.05, 37.05]]] };
    const flat = { type: 'Polygon', coordinates: [[[122.05, 37.05], [122.06, 37.05], [122.07, 37.05], [122.05, 37.05]]] };
    const open = { type: 'Polygon', coordinates: [[[122.05, 37.05], [122.06, 37.05], [122.06, 37.06]]] };
    const park = (code: string, geometry: unknown) => ({ type: 'Feature', properties: { code, name: code, parkKind: '工业', areaHectares: 1 }, geometry });
    const { summary } = await importText('industrial-parks', collection(park('tie', bowTie), park('flat', flat), park('open', open), park('good', rectangle(122.05, 37.05, 122.06, 37.06))));
    expect(summary).toMatchObject({ taken: 3, refused: 1 });
    expect(summary.issues.map((issue) => [issue.line, issue.severity])).toEqual([[2, 'error'], [1, 'remark']]);
    expect(await stored('select code, ST_IsValid(geom) as valid, round((ST_Area(geom) * 1e6)::numeric)::int as area from sites order by code')).toEqual([
      { code: 'good', valid: true, area: 100 },
      { code: 'open', valid: true, area: 50 },
      { code: 'tie', valid: true, area: 50 },
    ]);
    const again = await importText('industrial-parks', collection(park('tie', bowTie)));
    expect(again.summary).toMatchObject({ unchanged: 1 });
  });

  it('places far from the city are taken and remarked', async () => {
    const { summary } = await importText('enterprises', collection(enterprise('a', { geometry: point(104, 30) })));
    expect(summary).toMatchObject({ taken: 1, issues: [{ severity: 'remark', field: 'geometry' }] });
  });

  it('errors are told before a flood of remarks, and all are counted', async () => {
    const rows = Array.from({ length: 1200 }, (_, index) => enterprise(`f${index}`, { geometry: point(104, 30) }));
    const { summary } = await importText('enterprises', collection(...rows, enterprise('bad', { geometry: null })));
    expect(summary.issues).toHaveLength(1000);
    expect(summary.issues[0]).toMatchObject({ line: 1201, severity: 'error' });
    expect(summary.issueCount).toBe(1201);
  });

  it('hazards come with the steps of their lives, or get those their status says', async () => {
    const hazard = (code: string, more: object) => ({
      type: 'Feature',
      properties: { code, title: '堵塞', sectorCode: 'SEC-FIRE', departmentCode: 'DEP-YJ', sourceCode: 'SRC-ENT', levelCode: 'LV-G', statusCode: 'ST-REPORTED', kindCode: 'HK-EXIT', foundAt: '2026-03-01T09:00:00+08:00', ...more },
      geometry: point(122.05, 37.05),
    });
    const events = [
      { sequence: 1, kind: 'reported', at: '2026-03-01T09:00:00+08:00', actorRole: 'enterprise', toStatusCode: 'ST-REPORTED' },
      { sequence: 2, kind: 'moved', at: '2026-03-02T09:00:00+08:00', actorRole: 'department', fromStatusCode: 'ST-REPORTED', toStatusCode: 'ST-ASSIGNED' },
    ];
    const { summary } = await importText(
      'hazards',
      collection(
        hazard('told', { statusCode: 'ST-ASSIGNED', events }),
        hazard('text', { statusCode: 'ST-ASSIGNED', events: JSON.stringify(events) }),
        hazard('bare', {}),
        hazard('closed', { statusCode: 'ST-CLOSED', closedAt: '2026-03-09T09:00:00+08:00' }),
        hazard('major', { levelCode: 'LV-M' }),
        hazard('gap', { events: [events[1]] }),
        hazard('place', { siteLayer: 'roads', siteCode: 'r' }),
      ),
    );
    expect(summary.issues.map((issue) => [issue.line, issue.field])).toEqual([[5, 'clauseId'], [6, 'events'], [7, 'siteLayer']]);
    expect(summary).toMatchObject({ taken: 4, refused: 3 });
    const lives = () => stored("select code, string_agg(to_status_code, ' ' order by sequence) as life from hazards join hazard_events on hazard_id = id group by code order by code");
    expect(await lives()).toEqual([
      { code: 'bare', life: 'ST-REPORTED' },
      { code: 'closed', life: 'ST-REPORTED ST-CLOSED' },
      { code: 'text', life: 'ST-REPORTED ST-ASSIGNED' },
      { code: 'told', life: 'ST-REPORTED ST-ASSIGNED' },
    ]);
    await importText('hazards', collection(hazard('bare', { statusCode: 'ST-RECTIFYING' })));
    expect((await lives())[0]).toEqual({ code: 'bare', life: 'ST-REPORTED ST-RECTIFYING' });
  });

  it('vessels come from a table; of several positions the last row wins', async () => {
    const table = 'MMSI,name,LON,LAT,SOG,at\n412000001,鲁渔1,122.5,37.5,3.1,2026-03-01T00:00:00Z\n412000001,鲁渔1,122.6,37.5,3.2,2026-03-01T00:10:00Z\n';
    const { summary } = await importText('vessels', table, { name: 'ais.csv', map: 'code=MMSI,mmsi=MMSI,speedKnots=SOG,positionAt=at', repeats: 'last' });
    expect(summary).toMatchObject({ taken: 1, refused: 0 });
    expect(await stored('select mmsi, ST_X(geom) as lng, speed_knots from vessels')).toEqual([{ mmsi: '412000001', lng: 122.6, speed_knots: 3.2 }]);
  });

  it('your own city comes whole: areas, rules, and the township of everything that was worked out', async () => {
    await importText('enterprises', collection(enterprise('a')));
    const city = {
      name: '新城',
      box: [121.9, 36.9, 122.3, 37.2],
      zoneEpsg: 4550,
      areas: { type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: 'N1', name: '北镇', kindCode: 'TWN-Z' }, geometry: rectangle(122, 37, 122.2, 37.1) }] },
      seaRules: [{ priority: 1, method: 'nearest-land', maximumMetres: 20_000, source: '市政府文件', validFrom: '2026-01-01' }],
    };
    const { summary, changes } = await importText('areas', JSON.stringify(city));
    expect(summary).toMatchObject({ taken: 2, refused: 0 });
    expect(changes.map((change) => change.collection).sort()).toEqual(['areas', 'city', 'enterprises']);
    expect(await stored('select code, parent_code from areas order by code')).toEqual([{ code: 'CITY', parent_code: null }, { code: 'N1', parent_code: 'CITY' }]);
    expect(await stored('select area_code from sites')).toEqual([{ area_code: 'N1' }]);
    expect((await importText('areas', JSON.stringify(city))).summary).toMatchObject({ taken: 0, changed: 0, unchanged: 2 });
  });

  it('a city with one wrong area or rule is refused whole', async () => {
    const area = (code: string) => ({ type: 'Feature', properties: { code, name: code, kindCode: 'TWN-Z' }, geometry: rectangle(122, 37, 122.2, 37.1) });
    const base = { name: '新城', box: [121.9, 36.9, 122.3, 37.2], zoneEpsg: 4550, seaRules: [] };
    const areas = { type: 'FeatureCollection', features: [area('N1'), { ...area('N2'), geometry: null }] };
    expect((await importText('areas', JSON.stringify({ ...base, areas }))).summary).toMatchObject({ taken: 0, refused: 1 });
    const rules = [{ priority: 1, method: 'zone', source: 'x', validFrom: '2026-01-01' }];
    expect((await importText('areas', JSON.stringify({ ...base, seaRules: rules, areas: { type: 'FeatureCollection', features: [area('N1')] } }))).summary.refused).toBe(1);
    expect(await stored('select code from areas order by code')).toEqual([{ code: 'C' }, { code: 'E' }, { code: 'W' }, { code: 'Z' }]);
  });

  it.each([
    [{ map: 'code' }, 'expected name=value'],
    [{ repeats: 'first' }, 'expected refuse or last'],
    [{ strict: 'yes' }, 'expected true or false'],
    [{ reader: 'shapefile' }, 'expected geojson or csv'],
  ])('the option %j is refused', (options, words) => {
    expect(() => readImportOptions('enterprises', 'x', options)).toThrow(words);
  });

  it('an unknown layer is refused naming the known ones', () => {
    expect(() => readImportOptions('enterprise', 'x', {})).toThrow('enterprises');
  });
});
