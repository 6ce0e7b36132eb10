// What must a backup of every home hold, and come back as? One suite for the embedded and the served home.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, copyFileSync, existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../server/db/database.ts';
import { recordAlone, verifyAudit } from '../../server/access/audit.ts';
import { recordInformer } from '../../server/commands/informers.ts';
import { write } from '../../server/commands/write.ts';
import { schemaVersionOf } from '../../server/db/migrate.ts';
import { makeBackup } from '../../server/operations/backup.ts';
import { openBackup } from '../../server/operations/backup-file.ts';
import { restoreBackup } from '../../server/operations/restore.ts';
import { listTables, readTable, settleTexts } from '../../server/operations/tables.ts';
import { upgradeDatabase } from '../../server/operations/upgrade.ts';
import { writeTestCity } from '../server/api/city-rows.ts';

export const migrationsDirectory = 'server/db/migrations';
const actor = { kind: 'user', id: 'u1', name: '测试员', role: 'office' } as const;
const announcing = { announce: () => undefined, origin: 'test' };
export const version = '0.0.0-test';

/** A database of one home with its data folder. */
export interface Home {
  readonly database: Database;
  readonly dataDirectory: string;
}

/** Fills a database with rows of every kind, an account, an informer, deeds, and evidence beside it. */
export async function furnish({ database, dataDirectory }: Home): Promise<void> {
  await write(database, announcing, writeTestCity);
  const [hazard] = await database.sql.unsafe<{ id: number }[]>('select id from hazards order by id limit 1');
  await write(database, announcing, (batch) => recordInformer(batch, hazard?.id ?? 0, { name: '赵某\u3000"引号"\\', phone: '13900001111', channelCode: 'CH-12350', consent: true }));
  await database.sql.unsafe(`insert into users (id, name, email, username) values ('u1', E'换行\\n测试\\t员', 'u1@accounts.invalid', 'tester'); `);
  await database.sql.unsafe(`insert into grants (user_id, role, area_codes, site_ids) values ('u1', 'township', '{"W","a,b"}', '{1,2}')`);
  await database.sql.unsafe(`insert into sessions (id, token, "userId", "expiresAt") values ('s1', 'secret-of-a-session', 'u1', now() + interval '1 day')`);
  for (let deed = 0; deed < 5; deed++) await recordAlone(database, actor, { action: 'tested', subject: `hazards/${deed}`, address: '127.0.0.1', detail: { deed, note: '备注' } });
  mkdirSync(join(dataDirectory, 'evidence/ab'), { recursive: true });
  writeFileSync(join(dataDirectory, 'evidence/ab/picture.jpg'), Buffer.from([255, 216, 0, 1, 2, 3]));
  writeFileSync(join(dataDirectory, 'evidence/note.txt'), '证据');
}

/** Gives rows, digests and counters of every table but the state, which counts on. */
export async function contentOf({ database }: Home): Promise<Record<string, string>> {
  return database.transaction(async (tx) => {
    await settleTexts(tx);
    const content: Record<string, string> = {};
    for (const shape of await listTables(tx)) {
      if (shape.name === 'data_state' || shape.name === 'audit') continue;
      const { rows, sha256 } = await readTable(tx, shape, shape.name === 'sessions', () => undefined);
      content[shape.name] = `${rows} ${sha256}`;
    }
    for (const { name, last } of await tx.unsafe<{ name: string; last: string }[]>("select sequencename as name, last_value::text as last from pg_sequences where schemaname = 'public'")) content[name] = last;
    return content;
  });
}

/** Runs the tests. `fresh` opens an empty database of the home under test, `other` one of the other home; the caller closes them. */
export function testOperations(fresh: () => Promise<Home>, other: () => Promise<Home>): void {
  const scratch = mkdtempSync(join(tmpdir(), 'anlan-backup-'));
  const fileOf = (name: string): string => join(scratch, `${name}-${Math.random().toString(36).slice(2)}.tar`);
  // One furnished database serves the tests below: each leaves it as it found it, but the last.
  let from: Home;
  beforeAll(async () => {
    from = await fresh();
    await furnish(from);
  });
  afterAll(() => from.database.close());
  const backUp = (home: Home, file: string) => makeBackup({ ...home, file, version, now: Date.parse('2026-05-01T03:00:00Z') });

  it('a backup restored into either home is the same in every table, counter and file, and the audit verifies', async () => {
    const file = fileOf('whole');
    const summary = await backUp(from, file);
    expect(summary.rows).toBeGreaterThan(200);
    expect(summary.files).toBe(2);
    const [before, chain] = [await contentOf(from), await verifyAudit(from.database.sql)];
    expect(readFileSync(file).includes('secret-of-a-session')).toBe(false);
    for (const open of [fresh, other]) {
      const to = await open();
      const manifest = await restoreBackup({ ...to, migrationsDirectory, file, replace: false });
      expect(manifest.audit).toMatchObject({ entries: 5, newestHash: chain.newestHash, intact: true });
      expect(await contentOf(to)).toEqual(before);
      expect(await verifyAudit(to.database.sql, chain.newestHash)).toMatchObject({ intact: true, entries: 6 });
      expect(readFileSync(join(to.dataDirectory, 'evidence/note.txt'), 'utf8')).toBe('证据');
      expect(readFileSync(join(to.dataDirectory, 'evidence/ab/picture.jpg'))).toEqual(Buffer.from([255, 216, 0, 1, 2, 3]));
      // Identities go on where they stood; guards and foreign keys hold again.
      const { sql } = to.database;
      const [last] = await sql.unsafe<{ id: number }[]>('select max(id) as id from campaigns');
      const [next] = await sql.unsafe<{ id: number }[]>("insert into campaigns (code, name, starts_on) values ('next', '下一个', '2026-01-01') returning id");
      expect(next?.id).toBeGreaterThan(last?.id ?? 0);
      await expect(sql.unsafe('delete from audit')).rejects.toThrow(/append-only/);
      await expect(sql.unsafe('delete from hazard_events')).rejects.toThrow(/append-only/);
      await expect(sql.unsafe("insert into informers (hazard_id, channel_code, consent, keep_until) values (999999, 'CH-WEB', false, '2026-01-01')")).rejects.toThrow(/foreign key/);
      const readerRights = await to.database.transaction(async (tx) => {
        await tx.unsafe("select set_config('role', 'anlan_reader', true)");
        return (await tx.unsafe<{ n: number }[]>('select count(*)::int as n from hazards'))[0]?.n;
      });
      expect(readerRights).toBe(0);
      // A second backup of the restored database tells of the same rows.
      const again = fileOf('again');
      await makeBackup({ ...to, file: again, version, now: 0 });
      const [first, second] = [await openBackup(file), await openBackup(again)];
      const shown = (manifest: typeof first.manifest) => manifest.tables.filter(({ name }) => !['audit', 'data_state', 'campaigns'].includes(name));
      expect(shown(second.manifest)).toEqual(shown(first.manifest));
      await Promise.all([first.close(), second.close()]);
      await to.database.close();
    }
  });

  it('a database in use is not touched without being told, and then replaced whole with a version no page has seen', async () => {
    const file = fileOf('replace');
    await backUp(from, file);
    const before = await contentOf(from);
    await write(from.database, announcing, async (batch) => {
      await batch.tx.unsafe("update sites set name = name || '改'");
      batch.note('enterprises', [1]);
    });
    writeFileSync(join(from.dataDirectory, 'evidence/later.txt'), 'x');
    const [changed, seen] = [await contentOf(from), await dataVersion(from)];
    await expect(restoreBackup({ ...from, migrationsDirectory, file, replace: false })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('--replace') as string });
    expect(await contentOf(from)).toEqual(changed);
    await restoreBackup({ ...from, migrationsDirectory, file, replace: true });
    expect(await contentOf(from)).toEqual(before);
    expect(await dataVersion(from)).toBeGreaterThan(seen);
    expect(existsSync(join(from.dataDirectory, 'evidence/later.txt'))).toBe(false);
    expect(readdirSync(from.dataDirectory).filter((name) => name.startsWith('evidence'))).toEqual(['evidence']);
    await expect(backUp(from, file)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('a backup that is cut off, changed anywhere, or names a path outside is refused before anything is touched', async () => {
    const file = fileOf('damaged');
    await backUp(from, file);
    const before = await contentOf(from);
    const whole = readFileSync(file);
    const refusals: string[] = [];
    const attempt = async (bytes: Buffer): Promise<void> => {
      const damaged = fileOf('attempt');
      writeFileSync(damaged, bytes);
      await restoreBackup({ ...from, migrationsDirectory, file: damaged, replace: true }).then(
        () => refusals.push('accepted'),
        (error: { code?: string }) => refusals.push(error.code ?? String(error)),
      );
      rmSync(damaged);
    };
    for (const part of [0.1, 0.5, 0.9, 0.999]) await attempt(whole.subarray(0, Math.floor(whole.length * part)));
    // One byte in the data of every member, and in some headers.
    for (let at = 700; at < whole.length - 1024; at += Math.floor(whole.length / 23)) {
      const bytes = Buffer.from(whole);
      // A byte of padding says nothing.
      if (bytes[at] === 0) continue;
      bytes[at] = (bytes[at] ?? 0) ^ 0x15;
      await attempt(bytes);
    }
    await attempt(Buffer.from(whole.toString('latin1').replaceAll('evidence/note.txt', '../../../note.txt'), 'latin1'));
    await attempt(Buffer.from('no archive at all'));
    await attempt(Buffer.alloc(0));
    expect(refusals.length).toBeGreaterThan(15);
    expect([...new Set(refusals)]).toEqual(['invalid-body']);
    expect(await contentOf(from)).toEqual(before);
  });

  it('an older backup comes back through the schema it was made with, and a newer one is refused', async () => {
    const older = mkdtempSync(join(tmpdir(), 'anlan-migrations-'));
    const newer = mkdtempSync(join(tmpdir(), 'anlan-migrations-'));
    for (const name of readdirSync(migrationsDirectory)) for (const folder of [older, newer]) copyFileSync(join(migrationsDirectory, name), join(folder, name));
    writeFileSync(join(newer, '900.do.more.sql'), "alter table hazards add column extra text not null default 'none'; update hazards set extra = code;");
    const file = fileOf('older');
    await backUp(from, file);
    const to = await fresh();
    await restoreBackup({ ...to, migrationsDirectory: newer, file, replace: false });
    expect(await schemaVersionOf(to.database.sql)).toBe(900);
    expect((await to.database.sql.unsafe<{ n: number; wrong: number }[]>('select count(*)::int as n, count(*) filter (where extra <> code)::int as wrong from hazards'))[0]).toEqual({ n: expect.toSatisfy((n: number) => n > 100), wrong: 0 });
    const late = fileOf('newer');
    await backUp(to, late);
    const before = await contentOf(to);
    await expect(restoreBackup({ ...to, migrationsDirectory: older, file: late, replace: true })).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('newer Anlan') as string });
    await restoreBackup({ ...to, migrationsDirectory: newer, file: late, replace: true });
    expect(await contentOf(to)).toEqual(before);
    await to.database.close();
    for (const folder of [older, newer]) rmSync(folder, { recursive: true });
  });

  it('an upgrade backs up, migrates and verifies; one that fails, or loses rows, or breaks out of its transaction, leaves all as it was', async () => {
    const home = from;
    const before = await contentOf(home);
    const folder = mkdtempSync(join(tmpdir(), 'anlan-migrations-'));
    const put = (name: string, text: string | null): void => {
      for (const old of readdirSync(folder)) rmSync(join(folder, old));
      for (const known of readdirSync(migrationsDirectory)) copyFileSync(join(migrationsDirectory, known), join(folder, known));
      if (text !== null) writeFileSync(join(folder, name), text);
    };
    const upgrade = (now: number) => upgradeDatabase({ ...home, migrationsDirectory: folder, version, now });
    put('', null);
    expect(await upgrade(0)).toMatchObject({ backup: null });
    const expected: [string, RegExp][] = [
      ['drop table incident_events, incidents; select 1 / 0;', /nothing was changed: division by zero/],
      ['alter table hazards add column extra text; alter table incidents disable trigger user; delete from incidents where id = (select min(id) from incidents);', /incidents: seen \d+ rows, expected at least the \d+ of before/],
      ["alter table audit disable trigger user; update audit set actor_name = '别人' where sequence = 2;", /audit: seen a chain that does not verify/],
      ['alter table hazards add column extra text; commit; begin; select 1 / 0;', /the backup was put back/],
    ];
    for (const [place, [text, message]] of expected.entries()) {
      put('901.do.bad.sql', text);
      await expect(upgrade(1000 + place * 1000)).rejects.toThrow(message);
      expect(await contentOf(home)).toEqual(before);
      expect(await schemaVersionOf(home.database.sql)).toBeLessThan(900);
      expect((await verifyAudit(home.database.sql)).intact).toBe(true);
    }
    put('901.do.good.sql', "alter table hazards add column extra text; update hazards set extra = 'x';");
    const done = await upgrade(9000);
    expect(done).toMatchObject({ to: 901, backup: { files: 2 } });
    expect(await schemaVersionOf(home.database.sql)).toBe(901);
    expect((await home.database.sql.unsafe<{ n: number }[]>("select count(*)::int as n from hazards where extra = 'x'"))[0]?.n).toBeGreaterThan(0);
    expect(existsSync(done.backup?.file ?? '')).toBe(true);
    rmSync(folder, { recursive: true });
  });

  it('what it left on the way is gone', () => {
    expect(readdirSync(scratch).filter((name) => /\.parts?$/.test(name))).toEqual([]);
    rmSync(scratch, { recursive: true });
  });
}

async function dataVersion({ database }: Home): Promise<number> {
  const [row] = await database.sql.unsafe<{ version: number }[]>('select version::int as version from data_state');
  return row?.version ?? -1;
}
