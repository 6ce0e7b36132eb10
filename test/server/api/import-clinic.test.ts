// Does the clinic answer over HTTP as it says: a file in, a proposal, a dry run, a batch, an undo; refused in words, and nobody else's to see?
import { request } from 'node:http';
import { everything } from '../../../data/contract/access.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClinicSession, FindingPage, ImportBatch } from '../../../data/contract/import-clinic.ts';
import type { Grant } from '../../../data/contract/access.ts';
import type { JobRecord } from '../../../data/contract/jobs.ts';
import { csvText, workbook } from '../../fixtures/imports/files.ts';
import { type ApiServer, ask, startApi } from './api-server.ts';

const key = { 'X-Anlan-Key': 'the key of this test' };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
const head = ['编号', '企业名称', '所属行业', '经度', '纬度'];
let server: ApiServer;
let token: Record<string, string>;
const tokenOf = async (grant: Grant): Promise<Record<string, string>> => {
  const { body } = await ask(`${server.root}/tokens`, { method: 'POST', headers: { ...key, 'Content-Type': 'application/json' }, body: JSON.stringify({ name: grant.role, grant }) });
  return { Authorization: `Bearer ${(body as { token: string }).token}` };
};
beforeAll(async () => {
  server = await startApi('embedded', {}, () => 'guest-off');
  token = await tokenOf({ role: 'office', ...free });
});
afterAll(async () => {
  expect(server.complaints).toEqual([]);
  await server.stop();
});

interface Begun {
  readonly session: ClinicSession;
  readonly job: JobRecord;
}
const finished = async (id: string, headers = token): Promise<JobRecord> => {
  let job = {} as JobRecord;
  await expect.poll(async () => (job = (await ask(`${server.root}/jobs/${id}`, { headers })).body as JobRecord).state, { timeout: 30_000 }).not.toMatch(/waiting|running/);
  return job;
};
const post = (path: string, body?: unknown, headers = token) => ask(`${server.root}${path}`, { method: 'POST', headers: { ...headers, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
const upload = async (file: string | Uint8Array, name = 'a.csv', headers = token, layer = 'enterprises') => ask(`${server.root}/import-clinic?layer=${layer}&name=${encodeURIComponent(name)}`, { method: 'POST', headers, body: file as never });
const get = async <Body>(path: string, headers = token): Promise<Body> => (await ask(`${server.root}${path}`, { headers })).body as Body;
const plan = { mapping: { code: 'A', name: 'B', sectorCode: 'C' }, place: { kind: 'columns', first: 'D', second: 'E' }, crs: 'wgs84' };

describe('over HTTP', () => {
  it('a spreadsheet goes from file to batch and back, and the map follows', async () => {
    const { status, body } = await upload(workbook([head, ['hx1', '甲厂', '工贸', 122.05, 37.05], ['e3', '改了名', '工贸', 122.065, 37.01], ['hx2', '乙厂', '炼丹', 122.05, 37.05]]), '台账.xlsx');
    expect(status).toBe(202);
    const { session, job } = body as Begun;
    expect(session).toMatchObject({ state: 'looking', layer: 'enterprises', fileName: '台账.xlsx' });
    expect(await finished(job.id)).toMatchObject({ state: 'done', kind: 'import-look' });
    const path = `/import-clinic/${session.id}`;
    const proposed = await get<ClinicSession>(path);
    expect(proposed).toMatchObject({ state: 'proposed', problem: null, seen: { format: 'xlsx', rows: 3 }, proposal: { place: { kind: 'columns', first: 'D', second: 'E' }, crs: { ambiguous: true } } });
    expect((await post(`${path}/commit`)).status).toBe(409);
    const checking = await post(`${path}/dry-run`, plan);
    expect(checking.status).toBe(202);
    expect((await finished((checking.body as Begun).job.id)).result).toMatchObject({ taken: 1, changed: 1, refused: 1 });
    expect(await get<FindingPage>(`${path}/findings?group=changed`)).toMatchObject({ total: 1, rows: [{ code: 'e3', outcome: 'changed' }] });
    expect(await get<FindingPage>(`${path}/findings`)).toMatchObject({ group: 'refused', total: 1, rows: [{ line: 4, findings: [{ field: 'sectorCode', expected: { zh: expect.stringContaining('行业领域') } }] }] });
    const places = await fetch(`${server.root}${path}/places`, { headers: token });
    expect([places.headers.get('Content-Type'), ((await places.json()) as { features: unknown[] }).features.length]).toEqual(['application/geo+json', 3]);
    const refused = await fetch(`${server.root}${path}/refused.csv`, { headers: token });
    expect([refused.headers.get('Content-Type'), (await refused.text()).includes('hx2,乙厂,炼丹')]).toEqual(['text/csv; charset=utf-8', true]);
    const version = server.deps.changes.dataVersion();
    const committing = await finished(((await post(`${path}/commit`)).body as Begun).job.id);
    const { batchId } = committing.result as { batchId: number };
    expect(server.deps.changes.dataVersion()).toBe(version + 1);
    expect((await get<{ features: { properties: { name: string } }[] }>('/collections/enterprises/items?code=e3')).features[0]?.properties.name).toBe('改了名');
    expect(await get<ImportBatch>(`/import-batches/${batchId}`)).toMatchObject({ id: batchId, fileName: '台账.xlsx', role: 'office', taken: 1, changed: 1, undoable: true, undo: null });
    expect((await post(`${path}/commit`)).status).toBe(409);
    const undoing = await post(`/import-batches/${batchId}/undo`);
    expect((await finished((undoing.body as JobRecord).id)).result).toMatchObject({ restored: 1, removed: 1, kept: 0 });
    expect((await get<{ features: unknown[] }>('/collections/enterprises/items?code=hx1')).features).toEqual([]);
    expect((await get<{ batches: ImportBatch[] }>('/import-batches')).batches[0]).toMatchObject({ id: batchId, undo: { restored: 1 }, undoneBy: 'office' });
    expect((await post(`/import-batches/${batchId}/undo`)).status).toBe(409);
    expect((await fetch(`${server.root}${path}`, { method: 'DELETE', headers: token })).status).toBe(204);
    expect((await ask(`${server.root}${path}`, { headers: token })).status).toBe(404);
  });

  it('another sheet, delimiter or heading is read when somebody says so', async () => {
    const { session, job } = (await upload('不是标题;编号;企业名称\n1;a;甲\n2;b;乙')).body as Begun;
    await finished(job.id);
    const again = await post(`/import-clinic/${session.id}/reading`, { delimiter: ',', headingRows: [0, 0] });
    await finished((again.body as Begun).job.id);
    expect(await get<ClinicSession>(`/import-clinic/${session.id}`)).toMatchObject({ seen: { delimiter: ',', headingRows: [], rows: 3, columns: [{ id: 'A', name: '' }] } });
  });

  it('who may not import is refused; a session and a batch are their maker\'s, and undone by whoever is not limited', async () => {
    const west = await tokenOf({ role: 'township', ...free, areaCodes: ['W'] });
    const east = await tokenOf({ role: 'township', ...free, areaCodes: ['E'] });
    for (const role of ['viewer', 'wall', 'security-admin', 'audit-admin'] as const) expect([role, (await upload('a', 'a.csv', await tokenOf({ role, ...free }))).status]).toEqual([role, 403]);
    expect((await upload('a', 'a.csv', {})).status).toBe(401);
    const { session, job } = (await upload(csvText([head, ['w1', '西厂', '工贸', 122.05, 37.05]]), 'a.csv', west)).body as Begun;
    await finished(job.id, west);
    for (const headers of [east, token]) for (const path of ['', '/findings', '/places', '/refused.csv']) expect((await ask(`${server.root}/import-clinic/${session.id}${path}`, { headers })).status).toBe(404);
    expect((await get<{ sessions: unknown[] }>('/import-clinic', east)).sessions).toEqual([]);
    await finished(((await post(`/import-clinic/${session.id}/dry-run`, plan, west)).body as Begun).job.id, west);
    const { batchId } = (await finished(((await post(`/import-clinic/${session.id}/commit`, undefined, west)).body as Begun).job.id, west)).result as { batchId: number };
    expect((await get<{ batches: unknown[] }>('/import-batches', east)).batches).toEqual([]);
    expect((await post(`/import-batches/${batchId}/undo`, undefined, east)).status).toBe(404);
    const undone = await post(`/import-batches/${batchId}/undo`);
    expect((await finished((undone.body as JobRecord).id)).result).toMatchObject({ removed: 1 });
  });

  it('a job is followed and cancelled by whoever began it and by who keeps the system: titles hold the names of files', async () => {
    const west = await tokenOf({ role: 'township', ...free, areaCodes: ['W'] });
    const system = await tokenOf({ role: 'system-admin', ...free });
    const { job } = (await upload(csvText([head, ['j1', '某厂', '工贸', 122.05, 37.05]]), '机密名单.csv', west)).body as Begun;
    const listed = async (headers: Record<string, string>): Promise<boolean> => (await get<{ jobs: JobRecord[] }>('/jobs', headers)).jobs.some(({ id }) => id === job.id);
    expect([await listed(west), await listed(system), await listed(key), await listed(token)]).toEqual([true, true, true, false]);
    expect((await ask(`${server.root}/jobs/${job.id}`, { headers: token })).status).toBe(404);
    expect((await fetch(`${server.root}/jobs/${job.id}`, { method: 'DELETE', headers: token })).status).toBe(404);
    expect((await finished(job.id, west)).state).toBe('done');
    expect((await finished(job.id, system)).title).toContain('机密名单.csv');
  });

  it('a page of another origin can bring nothing in', async () => {
    const { status } = await ask(`${server.root}/import-clinic?layer=enterprises`, { method: 'POST', headers: { Origin: 'https://evil.example', Cookie: 'a=b' }, body: 'x' });
    expect([401, 403]).toContain(status);
  });

  it.each<[string, string, string | Uint8Array, number, string]>([
    ['an unknown layer', 'layer=nope', 'a,b', 404, 'layer'],
    ['areas, which have a door of their own', 'layer=areas', 'a,b', 404, 'layer'],
    ['an unknown parameter', 'layer=enterprises&strict=true', 'a,b', 400, 'strict'],
    ['a binary file', 'layer=enterprises', new Uint8Array(100_000), 415, 'binary'],
  ])('%s: %s', async (_, query, body, status, words) => {
    const answer = await ask(`${server.root}/import-clinic?${query}`, { method: 'POST', headers: token, body: body as never });
    expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([status, expect.stringContaining(words)]);
  });

  it('200 MB of garbage: refused while it comes, and the server goes on', async () => {
    let sent = 0;
    const garbage = new ReadableStream<Uint8Array>({ pull: (controller) => (sent++ < 200 ? controller.enqueue(new Uint8Array(1_000_000).fill(7)) : controller.close()) });
    const outcome = await fetch(`${server.root}/import-clinic?layer=enterprises`, { method: 'POST', headers: token, body: garbage as never, duplex: 'half' } as RequestInit).then((response) => response.status, () => 'connection closed');
    expect([415, 'connection closed']).toContain(outcome);
    expect((await ask(`${server.root}/health`)).status).toBe(200);
    expect((await get<{ sessions: ClinicSession[] }>('/import-clinic')).sessions.every(({ state }) => state !== 'looking')).toBe(true);
  });

  it('an upload that its sender breaks off leaves nothing behind, and is no fault of the server', async () => {
    const { port } = new URL(server.root);
    const sending = request({ port, path: '/api/import-clinic?layer=enterprises&name=half.csv', method: 'POST', headers: { ...token, 'Content-Length': '1000000' } });
    sending.on('error', () => undefined);
    await new Promise((resolve) => sending.write('编号,名称\n'.repeat(2000), resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    sending.destroy();
    expect((await ask(`${server.root}/health`)).status).toBe(200);
    // The log of this server is asked at the end (complaints).
    await expect.poll(async () => (await get<{ sessions: ClinicSession[] }>('/import-clinic')).sessions.filter(({ fileName }) => fileName === 'half.csv'), { timeout: 5000 }).toEqual([]);
  });

  it('a body that ends before the size its sender told is not taken for a whole file', async () => {
    const clinic = server.deps.clinic;
    const caller = { actor: { kind: 'command-line', id: 'half', name: 'half', grant: { role: 'office', areaCodes: null, sectorCodes: null, siteIds: null }, reader: everything }, address: '' } as const;
    await expect(clinic.create(caller, 'enterprises', 'half.csv', new Blob([csvText([head, ['h', '厂', '工贸', 122.05, 37.05]])]).stream(), 1_000_000)).rejects.toThrow(/broke off after \d+ bytes, expected 1000000 bytes/);
    expect(clinic.list(caller)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ['a plan without a mapping', { place: { kind: 'none' }, crs: null }, 'mapping'],
    ['a system that is none', { ...plan, crs: 'EPSG:1' }, 'crs'],
    ['a place of no kind', { ...plan, place: { kind: 'guess' } }, 'place'],
  ])('%s is refused in words', async (_, body, words) => {
    const { session, job } = (await upload(csvText([head, ['p', '厂', '工贸', 122.05, 37.05]]))).body as Begun;
    await finished(job.id);
    const answer = await post(`/import-clinic/${session.id}/dry-run`, body);
    expect([answer.status, (answer.body as { detail: string }).detail]).toEqual([400, expect.stringContaining(words)]);
  });
});
