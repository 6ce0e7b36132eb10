// Does the index hold what the database holds, at the start and after every change? One suite for both homes.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { beforeAll, expect, it } from 'vitest';
import type { Change } from '../../data/contract/changes.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { dayOfDate } from '../../data/contract/units.ts';
import { replaceCity } from '../../server/commands/city.ts';
import { upsertHazards } from '../../server/commands/hazards.ts';
import { upsertSites } from '../../server/commands/sites.ts';
import { upsertStorms } from '../../server/commands/storms.ts';
import { upsertVessels } from '../../server/commands/vessels.ts';
import type { WriteBatch } from '../../server/commands/write.ts';
import { write } from '../../server/commands/write.ts';
import type { Database } from '../../server/db/database.ts';
import { loadTileIndex, patchTileIndex } from '../../server/tiles/load.ts';
import { stepOfLat, stepOfLng, worldSteps } from '../../server/tiles/mercator.ts';
import type { TileIndex } from '../../server/tiles/tile-index.ts';
import { enterprise, fishingPort, hazard, littleCity, rectangle, vessel } from '../fixtures/little-city.ts';

const today = dayOfDate('2026-04-10');

/** All features a collection shows at some zooms around the little city, as sorted text. */
function shown(index: TileIndex, collection: string): string[] {
  const features: string[] = [];
  for (const z of [6, 11, 13]) {
    const size = worldSteps / 2 ** z;
    for (let x = Math.floor(stepOfLng(121.8) / size); x <= Math.floor(stepOfLng(122.3) / size); x++) {
      for (let y = Math.floor(stepOfLat(37.6) / size); y <= Math.floor(stepOfLat(36.9) / size); y++) {
        const bytes = index.tile(collection, z, x, y, index.filter(collection, {}, today), 0);
        if (bytes === null) continue;
        const layer = new VectorTile(new PbfReader(bytes)).layers[collection];
        for (let k = 0; k < (layer?.length ?? 0); k++) {
          const feature = layer?.feature(k);
          features.push(JSON.stringify([z, x, y, feature?.id, feature?.type, feature?.loadGeometry(), Object.entries(feature?.properties ?? {}).sort()]));
        }
      }
    }
  }
  return features.sort();
}

/** Runs the suite; `open` gives an open, migrated, empty database. */
export function testTileLoading(open: () => Database): void {
  let version = 0;
  const run = async (work: (batch: WriteBatch) => Promise<unknown>): Promise<Change[]> => {
    const changes: Change[] = [];
    await write(open(), { announce: (change) => changes.push(change), origin: 'tiles' }, work);
    version = changes[0]?.dataVersion ?? version;
    return changes;
  };
  const load = (): Promise<TileIndex> => loadTileIndex(open().sql, () => version);
  const countIn = async (where: string): Promise<number> => {
    const [row] = await open().sql.unsafe<{ n: number }[]>(`select count(*)::int as n from ${where}`);
    return row?.n ?? -1;
  };
  const statuses = ['ST-REPORTED', 'ST-RECTIFYING', 'ST-CLOSED', 'ST-AWAIT_REVIEW'];
  const someHazard = (k: number) =>
    hazard(`h${k}`, 122 + (k % 40) * 0.005, 37 + (k % 23) * 0.004, {
      statusCode: statuses[k % 4] ?? 'ST-REPORTED',
      sectorCode: k % 3 === 0 ? 'SEC-FIRE' : 'SEC-INDU',
      siteLayer: k % 5 === 0 ? 'enterprises' : null,
      siteCode: k % 5 === 0 ? 'e1' : null,
      dueOn: k % 7 === 0 ? null : `2026-04-${String(1 + (k % 28)).padStart(2, '0')}`,
      // Shortly before midnight of the city, which is the afternoon of the same day in Greenwich, and shortly after, which is the day before there.
      foundAt: k % 2 === 0 ? '2026-03-01T23:30:00+08:00' : '2026-03-02T00:30:00+08:00',
      closedAt: k % 4 === 2 ? '2026-03-20T10:00:00+08:00' : null,
    });
  const pipeline = (code: string, lng: number) => ({
    ...enterprise(code, lng, 37.05),
    layer: 'gas-networks',
    sectorCode: 'SEC-GAS',
    attributes: { featureKind: 'pipeline', operatorCode: 'OP-1', operatorName: '甲\u001f燃气', pressureCode: null },
    geometry: { type: 'LineString' as const, coordinates: [[lng, 37.02], [lng + 0.03, 37.06]] as [number, number][] },
  });

  beforeAll(async () => {
    await run((batch) => replaceCity(batch, littleCity()));
    await run(async (batch) => {
      await upsertSites(batch, [enterprise('e1', 122.05, 37.05, { riskClass: 2 }), enterprise('e2', 122.05, 37.05), enterprise('e3', 122.15, 37.03)]);
      await upsertSites(batch, [fishingPort('p1', 122.08, 37.1)]);
      await upsertSites(batch, [pipeline('g1', 122.02), pipeline('g2', 122.1)]);
      await upsertSites(batch, [{ ...enterprise('b1', 122.06, 37.06), layer: 'industrial-parks', sectorCode: null, attributes: { parkKind: 'chemical', areaHectares: 12 }, geometry: rectangle(122.06, 37.06, 122.07, 37.065) }]);
      await upsertVessels(batch, [vessel('v1', 'p1', 122.05, 37.2), { ...vessel('v2', null, 122.1, 37.4), speedKnots: 7.3, courseDegrees: 271.5, inPort: null }]);
      await upsertHazards(batch, Array.from({ length: 400 }, (_, k) => someHazard(k)));
      const fix = { kind: 'analysed' as const, classCode: null, windMetresPerSecond: 30, pressureHectopascals: 970, radiiKilometres: [] };
      await upsertStorms(batch, [
        {
          code: 'S-1', name: '海神', nameEn: 'Haishen', season: 2026, issuer: 'CMA', averagingMinutes: 2, source: 'fixture', peakWindMetresPerSecond: 30,
          startedAt: '2026-08-01T00:00:00Z', endedAt: '2026-08-01T12:00:00Z',
          points: [{ ...fix, at: '2026-08-01T00:00:00Z', lng: 122, lat: 36.5 }, { ...fix, at: '2026-08-01T12:00:00Z', lng: 122.3, lat: 37.5 }],
        },
      ]);
    });
  });

  it('every collection holds as many features as its table, and says so while loading', async () => {
    const told: [string, number][] = [];
    const index = await loadTileIndex(open().sql, () => version, (collection, rows, done) => done && told.push([collection, rows]));
    const tables: Record<string, string> = { hazards: 'hazards', vessels: 'vessels', areas: 'areas', storms: 'storms' };
    for (const collection of index.ids()) {
      const expected = await countIn(tables[collection] ?? `sites where layer = '${collection}'`);
      expect([collection, index.points(collection).length]).toEqual([collection, expected]);
      expect(told).toContainEqual([collection, expected]);
      expect(index.version(collection)).toBe(version);
    }
    expect(index.points('hazards').length).toBe(400);
  });

  it('filters count what SQL counts', async () => {
    const index = await load();
    const open_ = "status_code in ('ST-REPORTED', 'ST-RECTIFYING', 'ST-AWAIT_REVIEW')";
    const cases: [Selection, string][] = [
      [{}, 'true'],
      [{ areaCode: ['W'] }, "area_code = 'W'"],
      [{ sectorCode: ['SEC-FIRE'], open: true }, `sector_code = 'SEC-FIRE' and ${open_}`],
      [{ overdue: true }, "status_code in ('ST-REPORTED', 'ST-RECTIFYING') and due_on < date '2026-04-10'"],
      [{ overdue: false }, "not coalesce(status_code in ('ST-REPORTED', 'ST-RECTIFYING') and due_on < date '2026-04-10', false)"],
      [{ overdueDaysMin: 5 }, "status_code in ('ST-REPORTED', 'ST-RECTIFYING') and date '2026-04-10' - due_on >= 5"],
      [{ dueWithinDays: 7 }, `${open_} and due_on between date '2026-04-10' and date '2026-04-17'`],
      [{ foundFrom: '2026-03-02' }, "(found_at at time zone 'Asia/Shanghai')::date >= date '2026-03-02'"],
      [{ foundTo: '2026-03-01' }, "(found_at at time zone 'Asia/Shanghai')::date <= date '2026-03-01'"],
      [{ siteLayer: ['enterprises'] }, "site_layer = 'enterprises'"],
    ];
    for (const [selection, where] of cases) {
      expect([selection, index.points('hazards').count(index.filter('hazards', selection, today))]).toEqual([selection, await countIn(`hazards where ${where}`)]);
    }
    expect(index.points('hazards').count(index.filter('hazards', { foundTo: '2026-03-01' }, today))).toBe(200);
    expect(index.points('gas-networks').count(index.filter('gas-networks', { featureKind: ['pipeline'] }, today))).toBe(2);
    expect(index.points('vessels').count(index.filter('vessels', { inPort: false }, today))).toBe(1);
  });

  it('shapes are drawn where they lie, points on one coordinate are found together', async () => {
    const index = await load();
    expect(shown(index, 'gas-networks').some((text) => text.includes('"featureKind","pipeline"') && text.includes(',2,[['))).toBe(true);
    expect(shown(index, 'areas').some((text) => text.includes('"name","西镇"') && text.includes(',3,[['))).toBe(true);
    expect(shown(index, 'storms').some((text) => text.includes('海神'))).toBe(true);
    expect(shown(index, 'fishing-ports').some((text) => text.includes('"berths",20'))).toBe(true);
    expect(shown(index, 'vessels').some((text) => text.includes('"speedKnots",7.3') && text.includes('"courseDegrees",271.5'))).toBe(true);
    const filter = index.filter('enterprises', {}, today);
    expect(index.points('enterprises').at(122.05, 37.05, 0, filter)).toHaveLength(2);
    expect(index.box('areas')?.map((side) => Number(side.toFixed(5)))).toEqual([122, 37, 122.2, 37.1]);
  });

  it('after every change the patched index shows what a newly loaded one shows', async () => {
    const index = await load();
    const follow = async (changes: readonly Change[]): Promise<void> => {
      expect(changes.length).toBeGreaterThan(0);
      await Promise.all(changes.map((change) => patchTileIndex(open().sql, index, change)));
      const anew = await load();
      for (const { collection } of changes) {
        if (!index.has(collection)) continue;
        expect(index.version(collection)).toBe(version);
        expect(shown(index, collection)).toEqual(shown(anew, collection));
        expect(index.points(collection).length).toBe(anew.points(collection).length);
        expect(index.box(collection)).toEqual(anew.box(collection));
      }
    };
    await follow(await run((batch) => upsertHazards(batch, [{ ...someHazard(3), statusCode: 'ST-CLOSED', closedAt: '2026-04-01T00:00:00+08:00' }, hazard('new', 122.19, 37.09)])));
    await follow(
      await run(async (batch) => {
        await upsertSites(batch, [pipeline('g2', 122.15), pipeline('g3', 122.01)]);
        await upsertSites(batch, [enterprise('e3', 122.01, 37.01)]);
        await upsertVessels(batch, [{ ...vessel('v1', 'p1', 122.06, 37.21), inPort: true }]);
      }),
    );
    const removed = await open().sql.unsafe<{ id: number }[]>("delete from sites where code in ('g1', 'e2') returning id");
    await follow([{ collection: 'gas-networks', upserted: removed.map(({ id }) => id), removed: [], dataVersion: version, at: '' }]);
    await follow([{ collection: 'enterprises', upserted: [], removed: removed.map(({ id }) => id), dataVersion: version, at: '' }]);
    await follow([{ collection: 'hazards', upserted: 'all', removed: [], dataVersion: version, at: '' }]);
    await patchTileIndex(open().sql, index, { collection: 'city', upserted: 'all', removed: [], dataVersion: version });
  });
}
