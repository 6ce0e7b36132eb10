// Are informers seen by the office alone and never unnoticed, and do personal data go when they must?
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Grant, mayRole, type RoleId, roles } from '../../../data/contract/access.ts';
import { collections } from '../../../data/contract/collections.ts';
import { Informer } from '../../../data/contract/informers.ts';
import { PersonAsked, personalData } from '../../../data/contract/personal-data.ts';
import { isChecked } from '../../../data/vocabulary/code-list.ts';
import { verifyAudit } from '../../../server/access/audit.ts';
import { readAs } from '../../../server/access/reading.ts';
import { recordInformer } from '../../../server/commands/informers.ts';
import { write } from '../../../server/commands/write.ts';
import { applyRetention } from '../../../server/operations/retention.ts';
import { type ApiServer, startApi } from './api-server.ts';

const commandLine = { 'X-Anlan-Key': 'the key of this test', 'Content-Type': 'application/json' };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
const announcing = { announce: () => undefined, origin: 'test' };
const zhao = { name: '赵举报', phone: '0631-5550 1234', channelCode: 'CH-12350', consent: true };

describe('the table of personal data', () => {
  it('names every property that is marked as personal, says all in both languages, and marks what no law says', () => {
    const named = personalData.flatMap(({ fields }) => fields);
    const marked = collections.flatMap(({ id, properties }) => properties.filter(({ personal }) => personal).map(({ name }) => `${id}.${name}`));
    expect(marked.length).toBeGreaterThan(3);
    expect(marked.filter((field) => !named.includes(field))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
    for (const rule of personalData) {
      for (const text of [rule.zh, rule.purposeZh, rule.erasedZh]) expect([rule.id, text]).toEqual([rule.id, expect.stringMatching(/\p{Script=Han}/u)]);
      for (const text of [rule.en, rule.purposeEn, rule.erasedEn]) expect([rule.id, text]).toEqual([rule.id, expect.stringMatching(/^[A-Z][^\p{Script=Han}]+$/u)]);
      // A period is either none at all or a number, and only a checked mark may cite law.
      expect([rule.id, rule.keptFrom === 'never']).toEqual([rule.id, rule.keptDays === null]);
      expect([rule.id, isChecked(rule.mark)]).toEqual([rule.id, /《/.test(rule.source)]);
    }
    expect(roles.filter(({ id }) => mayRole(id, 'informers')).map(({ id }) => id)).toEqual(['office']);
  });

  it('an informer may stay unnamed, and a person is asked for by an exact name or seven digits', () => {
    expect(Informer.safeParse({ name: null, phone: null, channelCode: 'CH-WEB', consent: false }).success).toBe(true);
    for (const wrong of [{ ...zhao, channelCode: 'CH-X' }, { ...zhao, more: 1 }, { ...zhao, name: '' }]) expect(Informer.safeParse(wrong).success).toBe(false);
    for (const wrong of [{}, { phone: '12345' }, { name: 'x' }]) expect(PersonAsked.safeParse(wrong).success).toBe(false);
    expect(PersonAsked.safeParse({ phone: '+86 138-0134-5678' }).success).toBe(true);
  });
});

describe.each(['embedded', 'served'] as const)('%s', (home) => {
  let server: ApiServer;
  const send = async (method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<{ status: number; body: never }> => {
    const response = await fetch(`${server.root}${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
  };
  const tokenOf = async (role: RoleId, limits: Partial<Grant> = {}): Promise<Record<string, string>> => {
    const { body } = await send('POST', '/tokens', commandLine, { name: role, grant: { role, ...free, ...limits } });
    return { Authorization: `Bearer ${(body as { token: string }).token}`, 'Content-Type': 'application/json' };
  };
  const auditOf = async (action: string) => server.database.sql.unsafe<{ subject: string; detail: Record<string, unknown>; text: string }[]>('select subject, detail, detail::text as text from audit where action = $1 order by sequence', [action]);
  const run = (work: Parameters<typeof write<unknown>>[2]) => write(server.database, announcing, work);
  beforeAll(async () => {
    server = await startApi(home, {}, () => 'guest-off');
    await run((batch) => recordInformer(batch, 1, zhao));
    await run((batch) => recordInformer(batch, 2, { name: null, phone: null, channelCode: 'CH-WEB', consent: false }));
  });
  afterAll(async () => {
    expect(server.complaints).toEqual([]);
    await server.stop();
  });

  it('the office sees who gave a tip, each look stands in the audit, and nobody else sees it anywhere', async () => {
    const seen = (await send('GET', '/hazards/1/informer', await tokenOf('office'))).body as { informers: unknown[] };
    expect(seen.informers).toEqual([{ id: 1, ...zhao, createdAt: expect.any(String), keepUntil: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), erased: false }]);
    const looks = await auditOf('informer-read');
    expect(looks.map(({ subject, detail }) => [subject, detail])).toEqual([['hazards/1', { informers: [1] }]]);
    for (const { id, reach } of roles.filter((role) => role.id !== 'office')) {
      const limits = { areaCodes: reach === 'areas' ? ['W', 'E'] : null, sectorCodes: reach === 'sectors' ? ['SEC-FIRE'] : null, siteIds: reach === 'sites' ? [1] : null };
      const headers = await tokenOf(id, limits);
      expect([id, (await send('GET', '/hazards/1/informer', headers)).status]).toEqual([id, 403]);
      expect([id, (await send('POST', '/personal-data/search', headers, { name: zhao.name })).status]).toEqual([id, 403]);
      expect([id, (await send('POST', '/personal-data/erasure', headers, { name: zhao.name, reason: 'test' })).status]).toEqual([id, 403]);
    }
    const office = await tokenOf('office');
    for (const path of ['/hazards/999999/informer', '/hazards/x/informer']) expect([path, (await send('GET', path, office)).status]).toEqual([path, 404]);
    // An office with a limit sees no informer beyond it.
    const { areaCode } = ((await send('GET', '/collections/hazards/items/1', office)).body as { properties: { areaCode: string } }).properties;
    expect((await send('GET', '/hazards/1/informer', await tokenOf('office', { areaCodes: [areaCode === 'W' ? 'E' : 'W'] }))).status).toBe(404);
    // The role under which everything is read has no right to the table, whatever the limits.
    await expect(readAs(server.database, { ...free }, (sql) => sql.unsafe('select * from informers'))).rejects.toThrow(/permission denied/);
    expect((await auditOf('informer-read')).length).toBe(1);
    for (const path of ['/collections/hazards/items/1', '/hazards/1/events', '/collections/hazards/items?limit=10000', `/search?q=${encodeURIComponent(zhao.name)}`]) {
      const text = await (await fetch(`${server.root}${path}`, { headers: office })).text();
      expect([path, text.includes(zhao.name) || text.includes('5550')]).toEqual([path, false]);
    }
  });

  it('a search finds a person wherever they stand and says so in the audit without naming them', async () => {
    await server.database.sql.unsafe(`update sites set attributes = attributes || '{"legalPerson": "赵举报"}' where layer = 'enterprises' and code = 'e3'`);
    await server.database.sql.unsafe("update hazards set owner_name = '赵举报' where id = 5");
    await server.database.sql.unsafe("update hazards set title = title || '（赵举报反映）' where id = 6");
    const office = await tokenOf('office');
    const found = (await send('POST', '/personal-data/search', office, { name: zhao.name })).body as { found: { rule: string; record: string; erasing: string }[] };
    expect(found.found.map(({ rule, erasing }) => `${rule} ${erasing}`).sort()).toEqual(['free-text kept', 'hazard-owners cleared', 'informers cleared', 'site-contacts cleared']);
    const byPhone = (await send('POST', '/personal-data/search', office, { phone: '86-0631 55501234' })).body as { found: { rule: string; record: string }[] };
    expect(byPhone.found.map(({ record }) => record)).toEqual(['informers/1']);
    expect(((await send('POST', '/personal-data/search', office, { phone: '13801345678' })).body as { found: { record: string }[] }).found.map(({ record }) => record.split('/')[0])).toContain('enterprises');
    for (const wrong of [{}, { phone: '123' }, { name: "x' or 1=1 --", other: 1 }]) expect([wrong, (await send('POST', '/personal-data/search', office, wrong)).status]).toEqual([wrong, 400]);
    expect(((await send('POST', '/personal-data/search', office, { name: "' or '1'='1" })).body as { found: unknown[] }).found).toEqual([]);
    const looks = await auditOf('personal-data-searched');
    expect(looks.length).toBeGreaterThan(2);
    expect(looks.map(({ text }) => text).join('')).not.toMatch(/赵举报|5550|0134/);
  });

  it('erasing on request clears what the rules allow, tells what stays, and the map follows', async () => {
    const before = server.deps.changes.dataVersion();
    const done = (await send('POST', '/personal-data/erasure', await tokenOf('office'), { name: zhao.name, reason: '本人申请' })).body as Record<'erased' | 'kept', { rule: string; record: string }[]>;
    expect(done.erased.map(({ rule }) => rule).sort()).toEqual(['hazard-owners', 'informers', 'site-contacts']);
    expect(done.kept.map(({ rule }) => rule)).toEqual(['free-text']);
    expect(server.deps.changes.dataVersion()).toBe(before + 1);
    const office = await tokenOf('office');
    expect(((await send('GET', '/hazards/1/informer', office)).body as { informers: object[] }).informers[0]).toMatchObject({ name: null, phone: null, channelCode: 'CH-12350', erased: true });
    expect(((await send('GET', '/collections/enterprises/items?code=e3', office)).body as { features: { properties: Record<string, unknown> }[] }).features[0]?.properties['legalPerson'] ?? null).toBe(null);
    const [deed] = (await auditOf('personal-data-erased')).slice(-1);
    expect([deed?.detail['reason'], deed?.text.includes(zhao.name)]).toEqual(['本人申请', false]);
    expect((await send('POST', '/personal-data/erasure', office, { name: zhao.name })).status).toBe(400);
  });

  it('what was kept long enough goes by the clock, on the day after and not before, and the audit counts it', async () => {
    const { sql } = server.database;
    const now = '2026-04-10';
    await run((batch) => recordInformer(batch, 10, zhao));
    await run((batch) => recordInformer(batch, 11, zhao));
    const [{ id: closed } = { id: 0 }, { id: open } = { id: 0 }] = await sql.unsafe<{ id: number }[]>('select id from informers order by id desc limit 2').then((rows) => [...rows].reverse());
    await sql.unsafe("update hazards set closed_at = '2025-10-12T23:30:00+08:00', owner_name = '整改人' where id = 10");
    await sql.unsafe("update hazards set closed_at = null, owner_name = '整改人' where id = 11");
    await sql.unsafe("update informers set keep_until = '2026-04-10' where id = $1", [open]);
    await sql.unsafe("update hazards set closed_at = '2020-01-01T00:00:00+08:00', owner_name = '旧责任人' where id = 12");
    await sql.unsafe(`update sites set ends_on = '2023-04-10', attributes = attributes || '{"phone": "13800000000"}' where layer = 'enterprises' and code = 'e4'`);
    await sql.unsafe(`update sites set ends_on = '2023-04-11', attributes = attributes || '{"phone": "13800000000"}' where layer = 'enterprises' and code = 'e5'`);
    await sql.unsafe(`insert into users (id, name, email) values ('old', 'x', 'x@x.invalid') on conflict do nothing`);
    await sql.unsafe(`insert into sessions (id, token, "userId", "expiresAt") values ('old', 'old', 'old', '2026-04-08T12:00:00+08:00'), ('new', 'new', 'old', '2026-04-10T12:00:00+08:00')`);
    const names = async (): Promise<(string | null)[]> => (await sql.unsafe<{ name: string | null }[]>('select name from informers where id in ($1, $2) order by id', [closed, open])).map(({ name }) => name);
    // Closed on 12 October: 180 days end with 10 April.
    const first = await applyRetention(server.database, announcing, now);
    expect(await names()).toEqual([zhao.name, zhao.name]);
    expect(first).toMatchObject({ 'hazard-owners': expect.any(Number), sessions: 1 });
    const phones = async (): Promise<(string | null)[]> => (await sql.unsafe<{ phone: string | null }[]>("select attributes ->> 'phone' as phone from sites where layer = 'enterprises' and code in ('e4', 'e5') order by code")).map(({ phone }) => phone);
    // 1095 days after 10 April 2023 end with 9 April 2026.
    expect(await phones()).toEqual([null, '13800000000']);
    expect((await sql.unsafe<{ owner_name: string | null }[]>('select owner_name from hazards where id in (10, 11, 12) order by id')).map((row) => row.owner_name)).toEqual(['整改人', '整改人', null]);
    const second = await applyRetention(server.database, announcing, '2026-04-11');
    expect(await names()).toEqual([null, null]);
    expect(second).toMatchObject({ informers: 2, 'site-contacts': 1 });
    expect(await phones()).toEqual([null, null]);
    expect(await applyRetention(server.database, announcing, '2026-04-11')).toEqual({});
    const deeds = (await auditOf('personal-data-erased')).filter(({ subject }) => subject === 'retention');
    expect(deeds.map(({ detail }) => detail['today'])).toEqual(['2026-04-10', '2026-04-11']);
    expect((await verifyAudit(sql)).intact).toBe(true);
  });

  it('the audit leaves whole, as lines whose hashes anybody can work out again', async () => {
    const text = await (await fetch(`${server.root}/audit/export?format=ndjson`, { headers: await tokenOf('audit-admin') })).text();
    const { createHash } = await import('node:crypto');
    let previous = '0'.repeat(64);
    const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const row of lines) {
      expect(row['previousHash']).toBe(previous);
      previous = createHash('sha256').update(JSON.stringify(['sequence', 'at', 'actorKind', 'actorId', 'actorName', 'role', 'action', 'subject', 'address', 'detail', 'previousHash'].map((name) => row[name]))).digest('hex');
      expect(row['hash']).toBe(previous);
    }
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.at(-1)?.['action']).toBe('audit-exported');
  });
});
