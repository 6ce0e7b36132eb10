// What does every test of the commands ask of a database, whatever home it has?
import { expect, it } from 'vitest';
import type { Change } from '../../data/contract/changes.ts';
import type { StormPoint } from '../../data/contract/storms.ts';
import { upsertHazards } from '../../server/commands/hazards.ts';
import { replaceCity } from '../../server/commands/city.ts';
import { upsertIncidents } from '../../server/commands/incidents.ts';
import { upsertInspections } from '../../server/commands/inspections.ts';
import { upsertSites } from '../../server/commands/sites.ts';
import { upsertStorms } from '../../server/commands/storms.ts';
import { upsertVessels } from '../../server/commands/vessels.ts';
import { type WriteBatch, write } from '../../server/commands/write.ts';
import type { Database } from '../../server/db/database.ts';
import { enterprise, fishingPort, hazard, inspection, littleCity, rectangle, vessel } from '../fixtures/little-city.ts';

/** Empties every table of a database and sets the version back. Append-only events go by disabling their guard. */
export async function emptyDatabase(database: Database): Promise<void> {
  await database.transaction(async (tx) => {
    const guarded = ['hazard_events', 'site_events', 'incident_events'];
    for (const table of guarded) await tx.unsafe(`alter table ${table} disable trigger ${table}_append_only`);
    await tx.unsafe(
      'truncate hazard_events, hazards, inspections, incidents, vessels, storm_points, storms, sites, sea_rules, responsibilities, campaigns, area_pieces, areas, city, import_batches, criteria_clauses, criteria_documents restart identity cascade',
    );
    for (const table of guarded) await tx.unsafe(`alter table ${table} enable trigger ${table}_append_only`);
    await tx.unsafe('update data_state set version = 0, written_at = null, synthetic_only = true');
  });
}

/** Runs the tests of all commands against one database; `open` is asked at each test. */
export function testCommands(open: () => Database): void {
  const run = async <Result>(work: (batch: WriteBatch) => Promise<Result>): Promise<{ result: Result; changes: Change[] }> => {
    const changes: Change[] = [];
    const result = await write(open(), { announce: (change) => changes.push(change), origin: 'test' }, work);
    return { result, changes };
  };
  const start = async (): Promise<void> => {
    await emptyDatabase(open());
    await run((batch) => replaceCity(batch, littleCity()));
  };
  const areaOf = async (table: 'sites' | 'hazards' | 'vessels' | 'inspections', code: string): Promise<string | null> => {
    const [row] = await open().sql.unsafe<{ area_code: string | null }[]>(`select area_code from ${table} where code = $1::text`, [code]);
    if (row === undefined) throw new Error(`no ${code} in ${table}`);
    return row.area_code;
  };
  const version = async (): Promise<number> => {
    const [row] = await open().sql.unsafe<{ version: number }[]>('select version::int as version from data_state');
    return row?.version ?? -1;
  };

  it('a write that changes something raises the version by one and is announced once for each collection', async () => {
    await start();
    const before = await version();
    const { result, changes } = await run((batch) => upsertSites(batch, [enterprise('a', 122.05, 37.05), enterprise('b', 122.15, 37.05)]));
    expect(result).toEqual({ taken: 2, changed: 0, unchanged: 0 });
    expect(await version()).toBe(before + 1);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ collection: 'enterprises', removed: [], dataVersion: before + 1 });
    expect(changes[0]?.upserted).toHaveLength(2);
    expect(Number.isNaN(Date.parse(changes[0]?.at ?? ''))).toBe(false);
  });

  it('the same rows twice change nothing: no version, no announcement', async () => {
    await start();
    const rows = [enterprise('a', 122.05, 37.05), enterprise('b', 122.15, 37.05)];
    await run((batch) => upsertSites(batch, rows));
    const before = await version();
    const { result, changes } = await run((batch) => upsertSites(batch, rows));
    expect(result).toEqual({ taken: 0, changed: 0, unchanged: 2 });
    expect([await version(), changes]).toEqual([before, []]);
  });

  it('a changed row is told from new and unchanged ones and keeps its id', async () => {
    await start();
    await run((batch) => upsertSites(batch, [enterprise('a', 122.05, 37.05), enterprise('b', 122.15, 37.05)]));
    const { result, changes } = await run((batch) =>
      upsertSites(batch, [enterprise('a', 122.05, 37.05), enterprise('b', 122.15, 37.05, { name: '改名' }), enterprise('c', 122.05, 37.06)]),
    );
    expect(result).toEqual({ taken: 1, changed: 1, unchanged: 1 });
    const ids = await open().sql.unsafe<{ id: number; code: string }[]>("select id, code from sites where code in ('b', 'c') order by code");
    expect(changes[0]?.upserted).toEqual(expect.arrayContaining(ids.map((row) => row.id)));
    expect(ids[0]?.id).toBe(2);
  });

  it('a write that fails half-way leaves nothing behind and is not announced', async () => {
    await start();
    const before = await version();
    const heard: Change[] = [];
    const failing = write(open(), { announce: (change) => heard.push(change), origin: 'test' }, async (batch) => {
      await upsertSites(batch, [enterprise('a', 122.05, 37.05)]);
      throw new Error('stop');
    });
    await expect(failing).rejects.toThrow('stop');
    const [row] = await open().sql.unsafe<{ n: number }[]>('select count(*)::int as n from sites');
    expect([row?.n, await version(), heard]).toEqual([0, before, []]);
  });

  it('the township is worked out from the ground, the smaller area first; a given one stays', async () => {
    await start();
    await run((batch) =>
      upsertSites(batch, [enterprise('w', 122.05, 37.05), enterprise('z', 122.13, 37.03), enterprise('given', 122.05, 37.05, { areaCode: 'E' })]),
    );
    expect([await areaOf('sites', 'w'), await areaOf('sites', 'z'), await areaOf('sites', 'given')]).toEqual(['W', 'Z', 'E']);
  });

  it('a polygon belongs to one township, though it lies in two', async () => {
    await start();
    const site = enterprise('p', 0, 0, { layer: 'construction-sites', geometry: rectangle(122.06, 37.05, 122.12, 37.06), attributes: { startsOn: '2026-01-01', endsOn: '2026-12-31' } });
    await run((batch) => upsertSites(batch, [site]));
    expect(await areaOf('sites', 'p')).toBe('W');
    const [row] = await open().sql.unsafe<{ starts: string; ends: string }[]>("select starts_on::text as starts, ends_on::text as ends from sites where code = 'p'");
    expect(row).toEqual({ starts: '2026-01-01', ends: '2026-12-31' });
  });

  it('at sea the rules answer in order: home port, zone, nearest land within its reach', async () => {
    await start();
    await run((batch) => upsertSites(batch, [fishingPort('port-e', 122.19, 37.05)]));
    await run((batch) =>
      upsertVessels(batch, [vessel('1', 'port-e', 122.0, 37.4), vessel('2', null, 122.19, 37.4), vessel('3', 'no-such-port', 122.21, 37.11), vessel('4', null, 125, 35)]),
    );
    expect(await Promise.all(['1', '2', '3', '4'].map((code) => areaOf('vessels', code)))).toEqual(['E', 'W', 'E', null]);
    await run((batch) => upsertSites(batch, [enterprise('turbine', 122.25, 37.05), enterprise('far', 125, 35)]));
    expect([await areaOf('sites', 'turbine'), await areaOf('sites', 'far')]).toEqual(['E', null]);
  });

  it('a boat finds its township when its home port comes later', async () => {
    await start();
    await run((batch) => upsertVessels(batch, [vessel('1', 'late-port', 122.21, 37.05)]));
    expect(await areaOf('vessels', '1')).toBe('E');
    const { changes } = await run((batch) => upsertSites(batch, [fishingPort('late-port', 122.01, 37.05)]));
    expect(await areaOf('vessels', '1')).toBe('W');
    expect(changes.map((change) => change.collection).sort()).toEqual(['fishing-ports', 'vessels']);
  });

  it('hazards and inspections are tied to their site by layer and code, whichever comes first, and take its township', async () => {
    await start();
    await run((batch) => upsertSites(batch, [enterprise('a', 122.05, 37.05)]));
    await run((batch) => upsertHazards(batch, [hazard('h1', 122.11, 37.05, { siteLayer: 'enterprises', siteCode: 'a' }), hazard('h2', 122.15, 37.05, { siteLayer: 'enterprises', siteCode: 'b' })]));
    await run((batch) => upsertInspections(batch, [inspection('i2', 'enterprises', 'b', 122.15, 37.05)]));
    expect([await areaOf('hazards', 'h1'), await areaOf('hazards', 'h2')]).toEqual(['W', 'E']);
    const { changes } = await run((batch) => upsertSites(batch, [enterprise('b', 122.06, 37.05, { name: '后来的企业' })]));
    expect(changes.map((change) => change.collection).sort()).toEqual(['enterprises', 'hazards', 'inspections']);
    const tied = await open().sql.unsafe<{ code: string; site: string; site_name: string; area_code: string }[]>(
      'select hazards.code, sites.code as site, hazards.site_name, hazards.area_code from hazards join sites on sites.id = hazards.site_id order by hazards.code',
    );
    expect([...tied]).toEqual([
      { code: 'h1', site: 'a', site_name: '企业a', area_code: 'W' },
      { code: 'h2', site: 'b', site_name: '后来的企业', area_code: 'W' },
    ]);
    expect(await areaOf('inspections', 'i2')).toBe('W');
  });

  it('records follow their site when it moves to another township', async () => {
    await start();
    await run((batch) => upsertSites(batch, [enterprise('a', 122.05, 37.05)]));
    await run((batch) => upsertHazards(batch, [hazard('h', 122.05, 37.05, { siteLayer: 'enterprises', siteCode: 'a' })]));
    await run((batch) => upsertSites(batch, [enterprise('a', 122.19, 37.05)]));
    expect(await areaOf('hazards', 'h')).toBe('E');
  });

  it("a hazard's steps are appended, never rewritten; a file that tells one differently is named", async () => {
    await start();
    const first = hazard('h', 122.05, 37.05);
    await run((batch) => upsertHazards(batch, [first]));
    const step = { sequence: 2, kind: 'moved', at: '2026-03-02T09:00:00+08:00', actorRole: 'department', fromStatusCode: 'ST-REPORTED', toStatusCode: 'ST-ASSIGNED', note: null } as const;
    const moved = { ...first, statusCode: 'ST-ASSIGNED', events: [...first.events, step] };
    const { result } = await run((batch) => upsertHazards(batch, [moved]));
    expect(result).toEqual({ taken: 0, changed: 1, unchanged: 0, rewritten: [], held: [] });
    const forged = { ...moved, events: moved.events.map((event) => ({ ...event, at: '2026-02-01T00:00:00+08:00' })) };
    const { result: after } = await run((batch) => upsertHazards(batch, [forged]));
    expect(after.rewritten).toEqual(['h']);
    const steps = await open().sql.unsafe<{ sequence: number; status: string }[]>('select sequence, to_status_code as status from hazard_events order by sequence');
    expect([...steps]).toEqual([{ sequence: 1, status: 'ST-REPORTED' }, { sequence: 2, status: 'ST-ASSIGNED' }]);
  });

  it('a major hazard without a clause is refused by the database', async () => {
    await start();
    await expect(run((batch) => upsertHazards(batch, [hazard('h', 122.05, 37.05, { levelCode: 'LV-M' })]))).rejects.toThrow();
    await run((batch) => upsertHazards(batch, [hazard('h', 122.05, 37.05, { levelCode: 'LV-M', clauseId: 'x' })]));
  });

  it('incidents and storms are written; a changed track replaces its points', async () => {
    await start();
    const incident = { code: 'n', title: '火灾', siteLayer: null, siteCode: null, sectorCode: 'SEC-FIRE', areaCode: null, gradeCode: 'G1', occurredAt: '2026-01-01T00:00:00Z', deaths: 0, injuries: 1, synthetic: true };
    const { result } = await run((batch) => upsertIncidents(batch, [{ ...incident, geometry: { type: 'Point', coordinates: [122.05, 37.05] } }]));
    expect(result.taken).toBe(1);
    const point = (lng: number, hour: number): StormPoint =>
      ({ at: `2019-08-01T${String(hour).padStart(2, '0')}:00:00Z`, lng, lat: 20, kind: 'analysed', classCode: null, windMetresPerSecond: 20, pressureHectopascals: null, radiiKilometres: [] });
    const storm = {
      code: 's', name: '利奇马', nameEn: 'LEKIMA', season: 2019, issuer: 'JTWC', averagingMinutes: 1, startedAt: '2019-08-01T00:00:00Z',
      endedAt: '2019-08-01T12:00:00Z', peakWindMetresPerSecond: 20, source: 'fixture', points: [point(179, 0), point(-179, 6), point(-178, 12)],
    };
    expect((await run((batch) => upsertStorms(batch, [storm]))).result).toEqual({ taken: 1, changed: 0, unchanged: 0 });
    expect((await run((batch) => upsertStorms(batch, [storm]))).result.unchanged).toBe(1);
    expect((await run((batch) => upsertStorms(batch, [{ ...storm, points: storm.points.slice(0, 2) }]))).result.changed).toBe(1);
    const [row] = await open().sql.unsafe<{ n: number; kind: string }[]>('select (select count(*) from storm_points)::int as n, geometrytype(geom) as kind from storms');
    expect(row).toEqual({ n: 2, kind: 'POINT' });
  });

  it('the same city twice changes nothing', async () => {
    await start();
    const before = await version();
    const { result, changes } = await run((batch) => replaceCity(batch, littleCity()));
    expect(result).toEqual({ taken: 0, changed: 0, unchanged: 4 });
    expect([changes, await version()]).toEqual([[], before]);
  });

  it('when borders move, whoever was worked out before is worked out anew, and given townships stay', async () => {
    await start();
    await run((batch) => upsertSites(batch, [enterprise('rule', 122.08, 37.05), enterprise('given', 122.08, 37.05, { areaCode: 'W' })]));
    await run((batch) => upsertHazards(batch, [hazard('h', 122.08, 37.05, { siteLayer: 'enterprises', siteCode: 'rule' })]));
    const city = littleCity();
    const areas = city.areas.map((area) => (area.code === 'E' ? { ...area, geometry: rectangle(122.06, 37, 122.2, 37.1) } : area.code === 'W' ? { ...area, geometry: rectangle(122, 37, 122.06, 37.1) } : area));
    const { result, changes } = await run((batch) => replaceCity(batch, { ...city, areas }));
    expect(result).toEqual({ taken: 0, changed: 2, unchanged: 2 });
    expect([await areaOf('sites', 'rule'), await areaOf('sites', 'given'), await areaOf('hazards', 'h')]).toEqual(['E', 'W', 'E']);
    expect(changes.map((change) => change.collection).sort()).toEqual(['areas', 'enterprises', 'hazards']);
  });

  it('an area that leaves the city hands its records to whoever answers now', async () => {
    await start();
    await run((batch) => upsertSites(batch, [enterprise('z', 122.13, 37.03, { areaCode: 'Z' })]));
    const city = littleCity();
    const { changes } = await run((batch) => replaceCity(batch, { ...city, areas: city.areas.filter((area) => area.code !== 'Z') }));
    expect(await areaOf('sites', 'z')).toBe('E');
    expect(changes.find((change) => change.collection === 'areas')?.removed).toHaveLength(1);
  });

  it('data count as synthetic until the first real row', async () => {
    await start();
    const synthetic = async (): Promise<boolean | undefined> => (await open().sql.unsafe<{ s: boolean }[]>('select synthetic_only as s from data_state'))[0]?.s;
    await run((batch) => upsertSites(batch, [enterprise('a', 122.05, 37.05)]));
    expect(await synthetic()).toBe(true);
    await run((batch) => upsertSites(batch, [enterprise('b', 122.05, 37.05, { synthetic: false })]));
    expect(await synthetic()).toBe(false);
  });
}
