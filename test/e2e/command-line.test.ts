// Do the commands of the program do what their help says, through a running server and without one?
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startPreparedProduct } from '../snapshots.ts';
import { startProduct, uncleanLines } from './product.ts';

const folder = mkdtempSync(join(tmpdir(), 'anlan-commands-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command on a data folder; `input` is piped in. */
function command(dataDirectory: string, words: string[], input = ''): Promise<{ code: number | null; out: string; error: string }> {
  const child = spawn(process.execPath, ['dist/server/command-line.js', ...words], { env: { PATH: process.env['PATH'], ANLAN_DATA_DIR: dataDirectory, ANLAN_DEMO: 'off' }, stdio: ['pipe', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  child.stdin.end(input);
  return new Promise((done) => child.once('close', (code) => done({ code, out, error })));
}

describe('help', () => {
  it('lists every command and says of each how it is asked; what is asked wrongly ends with 2 and the usage', async () => {
    const help = await command(folder, ['--help']);
    expect(help.code).toBe(0);
    const names = ['import', 'user', 'token', 'audit', 'personal-data', 'backup', 'restore', 'upgrade', 'pack'];
    const helps: Awaited<ReturnType<typeof command>>[] = [];
    for (const name of names) helps.push(await command(folder, [name, '--help']));
    for (const [place, name] of names.entries()) {
      expect(help.out).toContain(name);
      expect([name, helps[place]?.code, helps[place]?.out]).toEqual([name, 0, expect.stringMatching(name === 'pack' ? /npm run pack/ : new RegExp(`anlan ${name}`))]);
    }
    const wrong = [[], ['dance'], ['user'], ['user', 'add', 'x'], ['user', 'add', 'x', '--role', 'king'], ['user', 'add', 'x', '--role', 'township'], ['token', '--role', 'viewer', '--days', '0'], ['backup'], ['backup', 'a', 'b'], ['restore', 'x', '--force'], ['audit', 'verify', '--anchor', 'x'], ['personal-data', 'erase', '--name', 'x']];
    const answers: typeof helps = [];
    for (const words of wrong) answers.push(await command(folder, words));
    for (const [place, words] of wrong.entries()) expect([words, answers[place]?.code, /^\s+at /m.test(answers[place]?.error ?? '')]).toEqual([words, 2, false]);
    expect(answers[3]?.error).toContain('--role: seen none');
    expect(readdirSync(folder)).toEqual([]);
  }, 200_000);
});

describe('commands', () => {
  it('make accounts and tokens, verify and export the audit, back up, restore and erase, with a server and without', async () => {
    const product = await startPreparedProduct();
    const { dataDirectory } = product;
    const ask = (path: string, token: string): Promise<Response> => fetch(`${product.url}${path}`, { headers: { Authorization: `Bearer ${token}` } });

    // Through the running server.
    const weak = await command(dataDirectory, ['user', 'add', 'li.na', '--role', 'office'], 'short\n');
    expect([weak.code, weak.error]).toEqual([1, expect.stringContaining('10 characters')]);
    const added = await command(dataDirectory, ['user', 'add', 'li.na', '--role', 'office', '--name', '李娜'], 'Harbour-2026-light\n');
    expect([added.code, added.out]).toEqual([0, 'li.na: added as office\n']);
    const made = await command(dataDirectory, ['user', 'add', 'wang', '--role', 'township', '--area', '370602', '--generate']);
    expect(made.out).toMatch(/^password: \w{6}(-\w{6}){3}\nwang: added as township 370602\n$/);
    const signIn = async (userName: string, password: string): Promise<number> => (await fetch(`${product.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test' }, body: JSON.stringify({ userName, password }) })).status;
    expect(await signIn('li.na', 'Harbour-2026-light')).toBe(200);
    expect(await signIn('wang', /password: (\S+)/.exec(made.out)?.[1] ?? '')).toBe(200);
    expect((await command(dataDirectory, ['user', 'password', 'wang'], 'Another-2026-word\n')).code).toBe(0);
    expect(await signIn('wang', 'Another-2026-word')).toBe(200);
    expect((await command(dataDirectory, ['user', 'disable', 'wang'])).code).toBe(0);
    expect(await signIn('wang', 'Another-2026-word')).toBe(401);
    const users = (await command(dataDirectory, ['user', 'list'])).out;
    expect(users).toMatch(/^li\.na\s+李娜\s+office\s+open/m);
    expect(users).toMatch(/^wang\s+wang\s+township 370602\s+disabled/m);
    const unknown = await command(dataDirectory, ['user', 'disable', 'nobody']);
    expect([unknown.code, unknown.error]).toEqual([1, expect.stringContaining('expected one of li.na, wang')]);

    const token = (await command(dataDirectory, ['token', '--role', 'audit-admin', '--days', '7'])).out.trim();
    expect(token).toMatch(/^anlan_[\w-]{43}$/);
    expect((await ask('/api/audit?limit=1', token)).status).toBe(200);
    expect((await command(dataDirectory, ['token', 'list'])).out).toMatch(/^1\s+audit-admin \(command line\)\s+audit-admin\s+20\d\d-/m);
    expect((await command(dataDirectory, ['token', 'revoke', '1'])).code).toBe(0);
    expect((await ask('/api/audit?limit=1', token)).status).toBe(401);

    const verified = await command(dataDirectory, ['audit', 'verify']);
    expect([verified.code, verified.out]).toEqual([0, expect.stringMatching(/^\d+ entries, newest [0-9a-f]{64}: whole\n$/)]);
    const anchor = /[0-9a-f]{64}/.exec(verified.out)?.[0] ?? '';
    expect((await command(dataDirectory, ['audit', 'verify', '--anchor', anchor])).code).toBe(0);
    expect((await command(dataDirectory, ['audit', 'verify', '--anchor', 'f'.repeat(64)])).code).toBe(4);
    const exported = join(folder, 'audit.ndjson');
    expect((await command(dataDirectory, ['audit', 'export', exported])).code).toBe(0);
    const lines = readFileSync(exported, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { action: string; hash: string });
    expect(lines.map(({ action }) => action)).toEqual(expect.arrayContaining(['account-made', 'account-changed', 'token-made', 'token-revoked', 'audit-exported']));
    expect(lines.map(({ hash }) => hash)).toContain(anchor);

    const [first, second] = [join(folder, 'running.tar'), join(folder, 'still.tar')];
    const backup = await command(dataDirectory, ['backup', first]);
    expect([backup.code, backup.error, backup.out]).toEqual([0, '', expect.stringMatching(/running\.tar: [\d.]+ MB, \d+ tables, \d+ rows/)]);
    expect(statSync(first).mode & 0o777).toBe(0o600);
    expect((await command(dataDirectory, ['backup', first])).code).toBe(1);
    expect(readdirSync(join(dataDirectory, 'backups'))).toEqual([]);
    for (const words of [['restore', first, '--replace'], ['upgrade']]) expect([words, await command(dataDirectory, words)]).toEqual([words, expect.objectContaining({ code: 1, error: expect.stringContaining('stop it first') as string })]);
    const rules = await command(dataDirectory, ['personal-data', 'rules']);
    expect(rules.out).toMatch(/informers\s+informers\.name informers\.phone\s+informers\s+180 days after closed, 1095 at most\s+cleared/);
    expect(uncleanLines(product.log())).toEqual([]);
    expect(await product.stop({ keepData: true })).toBe(0);

    // Without one.
    const alone = await command(dataDirectory, ['backup', second]);
    expect([alone.code, alone.error]).toEqual([0, '']);
    expect((await command(dataDirectory, ['user', 'list'])).out).toContain('li.na');
    expect((await command(dataDirectory, ['user', 'add', 'chen', '--role', 'viewer', '--generate'])).code).toBe(0);
    const refused = await command(dataDirectory, ['restore', first]);
    expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('--replace')]);
    const restored = await command(dataDirectory, ['restore', first, '--replace']);
    expect([restored.code, restored.error, restored.out]).toEqual([0, '', expect.stringMatching(/kept in .*replaced-.*\nrestored the backup of .*the audit verifies/)]);
    expect((await command(dataDirectory, ['user', 'list'])).out).not.toContain('chen');
    expect((await command(dataDirectory, ['audit', 'verify', '--anchor', anchor])).code).toBe(0);
    expect((await command(dataDirectory, ['upgrade'])).out).toMatch(/the schema is at \d+ already; the audit verifies/);
    const erased = await command(dataDirectory, ['personal-data', 'erase', '--name', '李娜', '--reason', 'test']);
    expect([erased.code, erased.out]).toEqual([0, expect.stringMatching(/^erased: 0\nkept: [1-9]/)]);
    expect((await command(dataDirectory, ['personal-data', 'export', '--name', '李娜'])).out).toContain('users.name');
    writeFileSync(join(folder, 'broken.tar'), readFileSync(first).subarray(0, 20_000));
    const broken = await command(dataDirectory, ['restore', join(folder, 'broken.tar'), '--replace']);
    expect([broken.code, broken.error]).toEqual([1, expect.stringContaining('FILE: seen')]);
    expect(existsSync(join(dataDirectory, 'lock.json'))).toBe(false);

    // And the restored city is served as it was.
    const again = await startProduct({ dataDirectory });
    expect(await signInAt(again.url, 'li.na', 'Harbour-2026-light')).toBe(200);
    expect(uncleanLines(again.log())).toEqual([]);
    expect(await again.stop()).toBe(0);
  }, 600_000);
});

async function signInAt(url: string, userName: string, password: string): Promise<number> {
  return (await fetch(`${url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test' }, body: JSON.stringify({ userName, password }) })).status;
}
