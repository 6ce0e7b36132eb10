// Does a picture come in once, bare and bounded, is it seen by those alone who see its hazard, and is what is odd about it noticed?
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grant, RoleId } from '../../../data/contract/access.ts';
import type { Evidence, EvidenceStage } from '../../../data/contract/evidence.ts';
import { attachEvidence } from '../../../server/commands/evidence.ts';
import { keepEvidence, listEvidenceFiles, readEvidenceFile } from '../../../server/files/evidence.ts';
import { sweepEvidence } from '../../../server/files/evidence-sweep.ts';
import { brokenPictures } from '../../fixtures/broken-pictures.ts';
import { scenePicture } from '../../fixtures/pictures.ts';
import { type ApiServer, startApi } from './api-server.ts';
import { testNow } from './city-rows.ts';

const commandLine = { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
const hazardIds = { west: 0, westOther: 0, east: 0, atSite: 0 };

interface Sender {
  readonly headers: Record<string, string>;
  readonly id: string;
}
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Evidence & { detail: string; code: string };
}

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  let folder: string;
  const senders = new Map<string, Sender>();
  const of = (name: string): Sender => senders.get(name) ?? { headers: {}, id: '' };
  let keys = 0;
  const newKey = (): string => `key-of-this-test-${++keys}`;
  const files = async (): Promise<string[]> => {
    const paths: string[] = [];
    for await (const { path } of listEvidenceFiles(folder)) paths.push(path);
    return paths.sort();
  };

  async function send(sender: string, bytes: Buffer, query: Record<string, string> = {}, type = 'image/jpeg', more: Record<string, string> = {}): Promise<Answer> {
    const parameters = new URLSearchParams({ requestKey: newKey(), ...query });
    const response = await fetch(`${server.root}/evidence?${parameters}`, { method: 'POST', headers: { 'Content-Type': type, ...of(sender).headers, ...more }, body: bytes as never });
    return { status: response.status, headers: response.headers, body: (await response.json()) as never };
  }
  async function get(sender: string, path: string, more: Record<string, string> = {}): Promise<{ status: number; headers: Headers; bytes: Buffer; body: never }> {
    const response = await fetch(`${server.root}${path}`, { headers: { ...of(sender).headers, ...more } });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, body: (/json/.test(response.headers.get('Content-Type') ?? '') ? JSON.parse(bytes.toString()) : null) as never };
  }
  const attach = (sender: string, hazardId: number, ids: number[], stage: EvidenceStage): Promise<unknown> => server.write((batch) => attachEvidence(batch, hazardId, ids, stage, { kind: 'token', id: of(sender).id }));
  const findings = async (id: number, sender = 'office'): Promise<Evidence['findings']> => ((await get(sender, `/evidence/${id}`)).body as Evidence).findings;

  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    folder = server.deps.evidenceFolder;
    const grants: [string, RoleId, Partial<Grant>][] = [
      ['office', 'office', {}],
      ['west', 'township', { areaCodes: ['W'] }],
      ['east', 'township', { areaCodes: ['E'] }],
      ['fire', 'department', { sectorCodes: ['SEC-FIRE'] }],
      ['firm', 'enterprise', { siteIds: [2] }],
      ['viewer', 'viewer', {}],
      ['wall', 'wall', {}],
      ['system-admin', 'system-admin', {}],
    ];
    for (const [name, role, limits] of grants) {
      const response = await fetch(`${server.root}/tokens`, { method: 'POST', headers: commandLine, body: JSON.stringify({ name, grant: { role, ...free, ...limits } }) });
      const { token, id } = (await response.json()) as { token: string; id: number };
      senders.set(name, { headers: { Authorization: `Bearer ${token}` }, id: String(id) });
    }
    const one = async (condition: string): Promise<number> => (await server.database.sql.unsafe<{ id: number }[]>(`select id from hazards where ${condition} order by id limit 1`))[0]?.id ?? 0;
    hazardIds.west = await one("area_code = 'W' and site_id is null");
    hazardIds.westOther = await one(`area_code = 'W' and site_id is null and id > ${hazardIds.west}`);
    hazardIds.east = await one("area_code = 'E'");
    hazardIds.atSite = await one('site_id is not null and ST_X(geom) > 122.05');
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('a picture comes in: the row says where and when, two files lie under a random name with mode 0600, and the audit knows', async () => {
    const before = await files();
    const picture = await sharp(await scenePicture(11, 2400, 1800))
      .withExif({ IFD2: { DateTimeOriginal: '2026:04:10 11:30:00' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '37/1 1/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '122/1 2/1 0/1' } } as never)
      .jpeg()
      .toBuffer();
    const { status, headers, body } = await send('west', picture, { lng: '121', lat: '36', accuracyMetres: '8', takenAt: '2026-04-01T00:00:00+08:00' });
    expect(status).toBe(201);
    expect(headers.get('Location')).toBe(`/api/evidence/${body.id}`);
    expect(body).toMatchObject({ hazardId: null, stage: null, mediaType: 'image/jpeg', width: 2048, height: 1536, takenAt: '2026-04-10T11:30:00+08:00', timeSource: 'exif', placeSource: 'exif', accuracyMetres: null, distanceMetres: null, ageMinutes: 30, uploaderName: 'west', uploaderRole: 'township', receivedAt: '2026-04-10T12:00:00+08:00', findings: [] });
    expect(body.place?.[0]).toBeCloseTo(122 + 2 / 60, 6);
    expect(Object.keys(body)).not.toContain('fileName');
    const fresh = (await files()).filter((path) => !before.includes(path));
    expect(fresh).toHaveLength(2);
    for (const path of fresh) {
      expect(path).toMatch(/^([0-9a-f]{2})\/\1[0-9a-f]{30}(-thumb)?\.jpg$/);
      expect(statSync(join(folder, path)).mode & 0o777).toBe(0o600);
      const stored = await sharp(readFileSync(join(folder, path))).metadata();
      expect([stored.exif, stored.icc, stored.xmp]).toEqual([undefined, undefined, undefined]);
    }
    const [deed] = await server.database.sql.unsafe<{ actor: string }[]>('select actor_name as actor from audit where action = $1 and subject = $2', ['evidence-sent', `evidence/${body.id}`]);
    expect(deed?.actor).toBe('west');
  });

  it('without EXIF the device is believed, and what nobody says is remarked upon', async () => {
    const picture = await scenePicture(12);
    const told = await send('west', picture, { lng: '122.03', lat: '37.02', accuracyMetres: '900', takenAt: '2026-04-08T11:00:00+08:00' });
    expect(told.body).toMatchObject({ place: [122.03, 37.02], placeSource: 'device', timeSource: 'device', accuracyMetres: 900, findings: [{ code: 'vague-place', value: 900, limit: 500 }, { code: 'old-picture', value: 2940, limit: 1440 }] });
    const untold = await send('west', await scenePicture(13));
    expect(untold.body.findings.map(({ code }) => code)).toEqual(['no-place', 'no-time']);
    const ahead = await send('west', await scenePicture(14), { lng: '122.03', lat: '37.02', takenAt: '2026-04-10T13:00:00+08:00' });
    expect(ahead.body.findings).toMatchObject([{ code: 'future-picture', value: -60 }]);
    const black = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#050505' } }).jpeg().toBuffer();
    expect((await send('west', black, { lng: '122.03', lat: '37.02', takenAt: '2026-04-10T11:59:00+08:00' })).body.findings.map(({ code }) => code)).toEqual(['featureless']);
  });

  it('the same key sent again, also five times at once, gives one row, one pair of files and one deed; another picture under it is refused', async () => {
    const picture = await scenePicture(15);
    const requestKey = newKey();
    const before = (await files()).length;
    const answers = await Promise.all(Array.from({ length: 4 }, () => send('west', picture, { requestKey })));
    answers.push(await send('west', picture, { requestKey, lng: '122', lat: '37' }));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect((await files()).length).toBe(before + 2);
    const [{ deeds } = { deeds: 0 }] = await server.database.sql.unsafe<{ deeds: number }[]>('select count(*)::int as deeds from audit where subject = $1', [`evidence/${answers[0]?.body.id}`]);
    expect(deeds).toBe(1);
    const other = await send('west', await scenePicture(16), { requestKey });
    expect([other.status, other.body.code]).toEqual([409, 'conflict']);
    // The key of one sender is nobody else's.
    expect((await send('east', await scenePicture(17), { requestKey })).status).toBe(201);
    expect((await files()).length).toBe(before + 4);
  });

  it('every file of the corpus is refused in plain words, leaves nothing behind, and the server lives', async () => {
    const before = await files();
    for (const { name, called, bytes, status, says } of await brokenPictures()) {
      const answer = await send('west', bytes, {}, called);
      expect.soft([name, answer.status, answer.body.detail]).toEqual([name, status, expect.stringMatching(says)]);
      expect.soft(answer.headers.get('Content-Type')).toBe('application/problem+json');
    }
    // A length that was not declared is counted.
    const endless = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(new Uint8Array(1_000_000)) });
    const flood = await fetch(`${server.root}/evidence?requestKey=${newKey()}`, { method: 'POST', headers: { 'Content-Type': 'image/jpeg', ...of('west').headers }, body: endless, duplex: 'half' } as never).then(
      (response) => response.status,
      () => 'closed',
    );
    expect([413, 'closed']).toContain(flood);
    expect(await files()).toEqual(before);
    expect((await send('west', await scenePicture(18))).status).toBe(201);
  }, 120_000);

  it.each([
    ['no key', { requestKey: '' }],
    ['a short key', { requestKey: 'abc' }],
    ['a key that leads elsewhere', { requestKey: '../../../../etc/passwd' }],
    ['half a place', { lng: '122' }],
    ['a place off the earth', { lng: '222', lat: '37' }],
    ['no number', { lng: '1e400', lat: '37' }],
    ['a date without zone', { takenAt: '2026-04-10 11:00' }],
    ['an unknown word', { hazard: '1' }],
  ])('%s is refused by name', async (_name, query) => {
    const { status, body } = await send('west', await scenePicture(19), query as Record<string, string>);
    expect([status, body.detail]).toEqual([400, expect.stringContaining(Object.keys(query)[0] ?? '')]);
  });

  it('only who may report or handle sends, only who may see personal data looks, and a page of another origin does neither', async () => {
    const picture = await scenePicture(20);
    for (const role of ['viewer', 'wall', 'system-admin']) expect([role, (await send(role, picture)).status]).toEqual([role, 403]);
    expect((await send('nobody', picture, {}, 'image/jpeg', {})).status).toBe(401);
    const { body } = await send('office', picture);
    await attach('office', hazardIds.west, [body.id], 'found');
    for (const path of [`/evidence/${body.id}`, `/evidence/${body.id}/picture`, `/hazards/${hazardIds.west}/evidence`]) {
      expect([path, (await get('office', path)).status]).toEqual([path, 200]);
      for (const role of ['viewer', 'wall', 'system-admin']) expect([role, path, (await get(role, path)).status]).toEqual([role, path, 403]);
      expect([path, (await get('nobody', path)).status]).toEqual([path, 401]);
    }
    expect((await send('nobody', picture, {}, 'image/jpeg', { Cookie: 'anlan.session_token=x', Origin: 'http://evil.example' })).status).toBeGreaterThanOrEqual(401);
  });

  it('who does not see the hazard is told of no picture; before it is shown only its sender sees it', async () => {
    const { body } = await send('west', await scenePicture(21));
    const paths = [`/evidence/${body.id}`, `/evidence/${body.id}/picture`, `/evidence/${body.id}/picture?size=thumb`];
    const statuses = async (sender: string): Promise<number[]> => Promise.all(paths.map(async (path) => (await get(sender, path)).status));
    expect(await statuses('west')).toEqual([200, 200, 200]);
    for (const other of ['east', 'office', 'firm', 'fire']) expect([other, await statuses(other)]).toEqual([other, [404, 404, 404]]);
    await attach('west', hazardIds.westOther, [body.id], 'found');
    expect(await statuses('west')).toEqual([200, 200, 200]);
    expect(await statuses('office')).toEqual([200, 200, 200]);
    for (const other of ['east', 'firm']) {
      expect([other, await statuses(other)]).toEqual([other, [404, 404, 404]]);
      expect((await get(other, `/hazards/${hazardIds.westOther}/evidence`)).status).toBe(404);
    }
    // Not even with the tag of one who saw it.
    const tag = (await get('west', paths[1] ?? '')).headers.get('ETag') ?? '';
    expect((await get('east', paths[1] ?? '', { 'If-None-Match': tag })).status).toBe(404);
    expect((await get('west', paths[1] ?? '', { 'If-None-Match': tag })).status).toBe(304);
    const { evidence } = (await get('office', `/hazards/${hazardIds.westOther}/evidence`)).body as { evidence: Evidence[] };
    expect(evidence.map(({ id, stage }) => [id, stage])).toEqual([[body.id, 'found']]);
    for (const path of ['/evidence/999999', '/evidence/0', '/evidence/abc', '/evidence/1e3', '/evidence/..%2f..%2fetc', '/hazards/999999/evidence']) expect([path, (await get('office', path)).status]).toEqual([path, 404]);
  });

  it('the picture is given out by no other door, for one reader, and as nothing but a picture', async () => {
    const { body } = await send('west', await scenePicture(22, 1000, 700));
    const full = await get('west', `/evidence/${body.id}/picture?size=full`);
    expect(['Content-Type', 'X-Content-Type-Options', 'Cache-Control', 'Content-Disposition', 'Cross-Origin-Resource-Policy', 'Content-Security-Policy'].map((name) => full.headers.get(name))).toEqual([
      'image/jpeg', 'nosniff', 'private, max-age=600', `inline; filename="evidence-${body.id}.jpg"`, 'same-origin', expect.stringContaining("default-src 'self'"),
    ]);
    expect(full.headers.get('Vary')).toMatch(/Cookie, Authorization/);
    expect((await sharp(full.bytes).metadata()).width).toBe(1000);
    expect((await sharp((await get('west', `/evidence/${body.id}/picture?size=thumb`)).bytes).metadata()).width).toBe(320);
    expect((await get('west', `/evidence/${body.id}/picture?size=huge`)).status).toBe(400);
    const path = (await files())[0] ?? '';
    // Here the web root is the folder above: even so nothing is given out.
    for (const address of [`/evidence/${path}`, `/../evidence/${path}`, `/api/evidence/${path}`]) {
      const response = await fetch(`${server.url}${address}`, { headers: of('office').headers });
      expect([address, (response.headers.get('Content-Type') ?? '').startsWith('image/')]).toEqual([address, false]);
      await response.arrayBuffer();
    }
  });

  describe('shown by a step of the closing procedure', () => {
    const sent = async (sender: string, seed: number, query: Record<string, string> = {}): Promise<number> => (await send(sender, await scenePicture(seed), { takenAt: '2026-04-10T11:50:00+08:00', ...query })).body.id;

    it('the distance is that to the hazard or to the site, whichever is nearer, and the error is taken off', async () => {
      const [hazard] = await server.database.sql.unsafe<{ lng: number; lat: number; siteLng: number; siteLat: number }[]>(
        'select ST_X(hazards.geom) as lng, ST_Y(hazards.geom) as lat, ST_X(ST_Centroid(sites.geom)) as "siteLng", ST_Y(ST_Centroid(sites.geom)) as "siteLat" from hazards join sites on sites.id = site_id where hazards.id = $1', [hazardIds.atSite],
      );
      const at = (lng: number, lat: number, accuracyMetres = '5'): Record<string, string> => ({ lng: lng.toFixed(6), lat: lat.toFixed(6), accuracyMetres });
      const { lng, lat, siteLng, siteLat } = hazard ?? { lng: 0, lat: 0, siteLng: 0, siteLat: 0 };
      const ids = [await sent('office', 31, at(lng, lat + 0.001)), await sent('office', 32, at(siteLng, siteLat)), await sent('office', 33, at(lng, lat + 0.01)), await sent('office', 34, at(lng, lat + 0.003, '150')), await sent('office', 35, at(lng, lat + 0.05, '100000'))];
      await attach('office', hazardIds.atSite, ids, 'found');
      const rows = await Promise.all(ids.map(async (id) => (await get('office', `/evidence/${id}`)).body as Evidence));
      // A thousandth of a degree of latitude is 111 m on the ellipsoid at 37° N.
      expect(rows.map(({ distanceMetres }) => Math.round((distanceMetres ?? -1) / 11.1))).toEqual([10, 0, 100, 30, 500]);
      expect(rows.map((row) => row.findings.map(({ code }) => code))).toEqual([[], [], ['far-from-site'], [], ['vague-place', 'far-from-site']]);
      expect(rows[2]?.findings[0]).toMatchObject({ limit: 200, value: rows[2]?.distanceMetres });
    });

    it('a picture of another hazard is noticed though scaled and recompressed, with the number of that hazard for those who may see it', async () => {
      const original = await sent('east', 41, { lng: '122.15', lat: '37.05' });
      await attach('east', hazardIds.east, [original], 'found');
      const copy = (await send('west', await sharp(await scenePicture(41)).resize(420).jpeg({ quality: 45 }).toBuffer(), { takenAt: '2026-04-10T11:50:00+08:00' })).body.id;
      const honest = await sent('west', 42);
      await attach('west', hazardIds.west, [copy, honest], 'found');
      const [east] = await server.database.sql.unsafe<{ code: string }[]>('select code from hazards where id = $1', [hazardIds.east]);
      const reused = (list: Evidence['findings']): Evidence['findings'][number] | undefined => list.find(({ code }) => code === 'reused');
      expect(reused(await findings(copy))).toMatchObject({ hazardCode: east?.code, limit: 6 });
      expect(reused(await findings(copy, 'west'))).toMatchObject({ hazardCode: null });
      expect(reused(await findings(honest))).toBeUndefined();
      expect(reused(await findings(original))).toBeUndefined();
      const { evidence } = (await get('west', `/hazards/${hazardIds.west}/evidence`)).body as { evidence: Evidence[] };
      expect(JSON.stringify(evidence)).not.toContain(`"${east?.code}"`);
    });

    it('the picture of the finding sent once more as the one after rectification is noticed; two alike at one stage are not', async () => {
      const [first, twin] = [await sent('west', 43), await sent('west', 43)];
      await attach('west', hazardIds.westOther, [first, twin], 'found');
      const after = await sent('west', 43);
      await attach('west', hazardIds.westOther, [after], 'rectified');
      expect((await findings(twin)).map(({ code }) => code)).toEqual(['no-place']);
      expect((await findings(after)).map(({ code }) => code)).toEqual(['no-place', 'unchanged']);
      // A part that was split off may be shown by the picture of the whole.
      const part = (await server.database.sql.unsafe<{ id: number }[]>(`update hazards set parent_id = $1 where id = (select max(id) from hazards where area_code = 'W') returning id`, [hazardIds.westOther]))[0]?.id ?? 0;
      const shared = await sent('west', 43);
      await attach('west', part, [shared], 'found');
      expect((await findings(shared)).map(({ code }) => code)).toEqual(['no-place']);
    });

    it('unknown, foreign, repeated and too many pictures are refused by number, and nothing is written', async () => {
      const [own, foreign] = [await sent('west', 44), await sent('east', 45)];
      await expect(attach('west', hazardIds.west, [own, 999_999], 'found')).rejects.toThrow(/seen 999999, expected ids of pictures that you have sent/);
      await expect(attach('west', hazardIds.west, [own, foreign], 'found')).rejects.toThrow(new RegExp(`seen ${foreign}, expected ids of pictures that you have sent`));
      await expect(attach('west', hazardIds.west, [own, own], 'found')).rejects.toThrow(/twice/);
      await expect(attach('west', hazardIds.west, [own, -1], 'found')).rejects.toThrow(/seen -1/);
      await expect(attach('west', 999_999, [own], 'found')).rejects.toThrow(/hazard: seen 999999/);
      await expect(attach('west', hazardIds.west, Array.from({ length: 21 }, (_, k) => k + 1), 'found')).rejects.toThrow(/at most 20/);
      expect(((await get('west', `/evidence/${own}`)).body as Evidence).hazardId).toBeNull();
      await attach('west', hazardIds.west, [own], 'found');
      // The step sent again does no harm; elsewhere the picture may not go.
      await attach('west', hazardIds.west, [own], 'found');
      await expect(attach('west', hazardIds.westOther, [own], 'found')).rejects.toThrow(/shown already at another hazard or stage/);
      await expect(attach('west', hazardIds.west, [own], 'reviewed')).rejects.toThrow(/shown already/);
      await expect(attach('west', hazardIds.west, [], 'found')).resolves.toBeUndefined();
    });

    it('what was received cannot be changed, and what was shown cannot be deleted', async () => {
      const id = await sent('west', 46);
      await attach('west', hazardIds.west, [id], 'found');
      const { sql } = server.database;
      for (const change of ["sha256 = repeat('0', 64)", 'taken_at = now()', 'place = null', "uploader_name = 'x'", 'picture_hash = 0']) await expect(sql.unsafe(`update evidence set ${change} where id = ${id}`), change).rejects.toThrow(/stays as it was received/);
      await expect(sql.unsafe(`delete from evidence where id = ${id}`)).rejects.toThrow(/stays as it was received/);
    });
  });

  describe('on disk', () => {
    it('files go when the row is refused', async () => {
      const before = await files();
      await server.database.sql.unsafe(`create function refuse_for_test() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$; create trigger refuse_for_test before insert on evidence for each row execute function refuse_for_test()`);
      try {
        expect((await send('west', await scenePicture(51))).status).toBe(500);
      } finally {
        await server.database.sql.unsafe('drop trigger refuse_for_test on evidence; drop function refuse_for_test');
      }
      expect(await files()).toEqual(before);
      expect(server.complaints.splice(0)).toMatchObject([{ msg: 'request failed' }]);
    });

    it('the sweep takes old files without a row and pictures nobody used, leaves the rest, and stops before the wrong database', async () => {
      const warnings: object[] = [];
      const log = { warn: (facts: object) => warnings.push(facts) } as never;
      const { body: unused } = await send('west', await scenePicture(52));
      const all = await files();
      const orphan = await keepEvidence(folder, { full: Buffer.from('a'), thumb: Buffer.from('b') });
      const fresh = await keepEvidence(folder, { full: Buffer.from('c'), thumb: Buffer.from('d') });
      mkdirSync(join(folder, 'ff'), { recursive: true });
      writeFileSync(join(folder, 'ff', `${'f'.repeat(32)}.jpg.part`), 'half');
      writeFileSync(join(folder, 'ff', 'README.txt'), 'not ours');
      const yesterday = new Date(Date.now() - 2 * 86_400_000);
      for (const path of [join(orphan.name.slice(0, 2), `${orphan.name}.jpg`), join(orphan.name.slice(0, 2), `${orphan.name}-thumb.jpg`), join('ff', `${'f'.repeat(32)}.jpg.part`)]) utimesSync(join(folder, path), yesterday, yesterday);
      // Received by the clock of the test, which stands in April.
      expect(await sweepEvidence(server.database, folder, log, testNow)).toMatchObject({ unused: 0, orphans: 0, left: 0 });
      const { rows } = (await server.database.sql.unsafe<{ rows: number }[]>('select count(*)::int as rows from evidence where hazard_id is null'))[0] ?? { rows: 0 };
      expect(rows).toBeGreaterThan(0);
      expect(await sweepEvidence(server.database, folder, log, Date.now())).toEqual({ unused: rows, orphans: 1, left: 0, missing: 0 });
      expect((await get('west', `/evidence/${unused.id}`)).status).toBe(404);
      expect(readdirSync(join(folder, 'ff'))).toEqual(expect.arrayContaining(['README.txt']));
      expect(readdirSync(join(folder, 'ff'))).not.toContain(`${'f'.repeat(32)}.jpg.part`);
      expect(await readEvidenceFile(folder, fresh.name, 'full')).toEqual(Buffer.from('c'));
      expect(await readEvidenceFile(folder, orphan.name, 'thumb')).toBeNull();
      expect((await files()).length).toBe(all.length - 2 * rows + 2);
      // A folder full of strangers: nothing is removed.
      const strangers = [];
      for (let k = 0; k < 60; k++) strangers.push((await keepEvidence(folder, { full: Buffer.from('e'), thumb: Buffer.from('f') })).name);
      expect(await sweepEvidence(server.database, folder, log, Date.now() + 3 * 86_400_000)).toMatchObject({ orphans: 0, left: 61 });
      expect(warnings).toEqual([{ orphans: 61, files: expect.any(Number) as number }]);
      expect(await readEvidenceFile(folder, strangers[0] ?? '', 'full')).not.toBeNull();
    });

    it('a name that leads out of the folder is none', async () => {
      for (const name of ['../../../etc/passwd', 'a'.repeat(31), 'A'.repeat(32), '']) await expect(readEvidenceFile(folder, name, 'full')).rejects.toThrow(/32 hexadecimal digits/);
      await expect(server.database.sql.unsafe("insert into evidence (file_name) values ('../../../etc/passwd')")).rejects.toThrow();
    });
  });
});
