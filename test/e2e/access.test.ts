// Can the first administrator come in by the printed link, let others in, and is everybody kept to what is theirs? In a real browser against the built product.
import { createHmac } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommandKey } from '../../server/live/command-key.ts';
import { seriousFaults, startBrowser, visit, waitForMap } from './browser.ts';
import { startPreparedProduct } from '../snapshots.ts';
import { type Product, uncleanLines } from './product.ts';

const password = 'Harbour-2026-east';
/** How long a page is given to come to what is expected of it: the machine of the tests is shared. */
const soon = { timeout: 30_000 };
/** Complaints of a browser about answers that a test asks for on purpose: 401 and 403 of a refused sign-in or a session that is over. */
const unexpected = (complaints: readonly string[]): string[] => complaints.filter((line) => !/\b(401|403)\b/.test(line));

async function signIn(page: Page, userName: string, secret: string): Promise<void> {
  await page.getByLabel('User name', { exact: true }).fill(userName);
  await page.getByLabel('Password').fill(secret);
  await page.getByRole('main').getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** The code of an authenticator (RFC 6238): six digits for every half minute. */
function timeCode(secret: string, milliseconds: number): string {
  const bits = [...secret.replace(/=+$/, '')].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const place = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(place) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

describe('access', () => {
  let product: Product;
  let browser: Browser;
  let officePassword = '';
  beforeAll(async () => {
    [product, browser] = await Promise.all([startPreparedProduct(), startBrowser()]);
  }, 420_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    expect(await product.stop()).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
    expect(log).not.toContain(password);
    expect(officePassword.length > 0 && log.includes(officePassword)).toBe(false);
  });

  it('a guest sees the map and a way to sign in, the ledger, no page of administrators, and is told why an address is closed', async () => {
    const { page, context, complaints, strangers } = await visit(browser, `${product.url}/?language=en`);
    await waitForMap(page);
    expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Office pages' }).count()).toBe(1);
    await page.goto(`${product.url}/admin?language=en`);
    await page.getByRole('heading', { name: 'Sign in to open this page' }).waitFor();
    expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents()).toEqual(['Map', 'Ledger', 'Sites', 'Incidents', 'Bulletins', 'Data quality']);
    expect(await page.locator('.synthetic').isVisible()).toBe(true);
    await page.goto(`${product.url}/no/such/page?language=en`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect([complaints, strangers]).toEqual([[], []]);
    await context.close();
  }, 120_000);

  it('the printed link makes the first administrator, who makes an office user; the link works once and leaves no token in the address', async () => {
    const link = /http:\/\/\S+\?setup=1#\S+/.exec(product.log())?.[0] ?? '';
    const token = link.split('#')[1] ?? '';
    expect(token.length).toBeGreaterThan(20);
    const { page, context, complaints } = await visit(browser, link.replace('?setup=1', '?setup=1&language=en'));
    await page.getByRole('heading', { name: 'Make the first account' }).waitFor();
    expect(page.url()).not.toContain(token);
    await page.getByLabel('User name', { exact: true }).fill('first');
    await page.getByLabel('Name', { exact: true }).fill('Zhang Hai');
    await page.getByLabel('New password').fill('short');
    await expect.poll(() => page.locator('.field-fault').allTextContents(), soon).toEqual([expect.stringContaining('at least 10 characters')]);
    const make = page.getByRole('button', { name: 'Make it and sign in' });
    expect(await make.isDisabled()).toBe(true);
    await page.getByLabel('New password').fill(password);
    await page.getByLabel('Once more').fill(password);
    await make.click();
    await page.waitForURL('**/admin/users');
    await expect.poll(() => page.locator('tbody th').allTextContents(), soon).toEqual(['first']);

    await page.getByRole('button', { name: 'New user' }).click();
    await page.getByLabel('User name', { exact: true }).fill('office-li');
    await page.getByLabel('Name', { exact: true }).fill('Li Wei');
    const save = page.getByRole('dialog').getByRole('button', { name: 'New user' });
    expect(await save.isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Role' }).click();
    await page.locator('.ant-select-item-option', { hasText: 'Committee office' }).click();
    await save.click();
    officePassword = (await page.locator('.secret-once').textContent()) ?? '';
    expect(officePassword).toHaveLength(16);
    await page.getByRole('button', { name: 'I have kept it, close' }).click();
    await expect.poll(() => page.locator('tbody th').allTextContents(), soon).toEqual(['first', 'office-li']);
    // Nobody decides on their own rights: the dialog of one's own account offers none.
    await page.getByRole('button', { name: 'Change the user: first' }).click();
    expect(await page.getByRole('dialog').getByRole('combobox').count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(unexpected(complaints)).toEqual([]);
    expect(await seriousFaults(page)).toEqual([]);
    for (const [tab, words] of [['tokens', 'Tokens'], ['roles', 'Roles'], ['responsibilities', 'Responsibilities'], ['rules', 'Words and rules']] as const) {
      await page.getByRole('navigation', { name: 'Admin' }).getByRole('link', { name: words }).click();
      await page.waitForURL(`**/admin/${tab}`);
      await expect.poll(() => page.locator('.bone').count(), soon).toBe(0);
      expect([tab, await seriousFaults(page)]).toEqual([tab, []]);
    }
    await context.close();

    const again = await visit(browser, link.replace('?setup=1', '?setup=1&language=en'));
    await again.page.getByText('There is an account already').waitFor();
    await again.context.close();
  }, 180_000);

  it('a wrong password and an unknown name are told alike, and a sign-in page has no serious fault by day and night, wide and narrow', async () => {
    for (const [theme, width] of [['day', 1440], ['night', 390]] as const) {
      const { page, context, complaints } = await visit(browser, `${product.url}/sign-in?language=en&theme=${theme}`, { viewport: { width, height: 844 } });
      const told: (string | null)[] = [];
      for (const [userName, secret] of [['office-li', 'Wrong-2026-guess'], ['nobody-here', password]] as const) {
        await signIn(page, userName, secret);
        await expect.poll(() => page.getByRole('alert').textContent(), soon).toMatch(/Wrong user name or password/);
        told.push(await page.getByRole('alert').textContent());
        await expect.poll(() => page.getByLabel('Password').inputValue(), soon).toBe('');
      }
      expect(new Set(told).size).toBe(1);
      expect([theme, await seriousFaults(page)]).toEqual([theme, []]);
      expect(unexpected(complaints)).toEqual([]);
      await context.close();
    }
  }, 120_000);

  it('the office user comes back to the page they wanted, sees what the office may, and leaves for good', async () => {
    const { page, context, complaints } = await visit(browser, `${product.url}/admin/users?language=en`);
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await signIn(page, 'office-li', officePassword);
    // The office issues tokens of walls and keeps no users.
    await page.waitForURL('**/admin/tokens*');
    expect(await page.getByRole('navigation', { name: 'Admin' }).getByRole('link').allTextContents()).toEqual(['Tokens', 'Roles', 'Responsibilities', 'Words and rules']);
    expect(await page.getByRole('navigation', { name: 'Pages' }).getByRole('link').allTextContents()).toEqual(expect.arrayContaining(['Map', 'Admin']));
    await page.getByRole('button', { name: 'New wall token' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Duty room');
    await page.getByRole('dialog').locator('select').selectOption('never');
    await page.getByRole('dialog').getByRole('button', { name: 'New token' }).click();
    const token = (await page.locator('.secret-once').textContent()) ?? '';
    const asWall = await fetch(`${product.url}/api/session`, { headers: { Authorization: `Bearer ${token}` } });
    expect(await asWall.json()).toMatchObject({ kind: 'token', grant: { role: 'wall' }, permissions: ['read'] });
    await page.getByRole('button', { name: 'I have kept it, close' }).click();

    await page.goto(`${product.url}/?language=en`);
    await waitForMap(page);
    await page.getByRole('button', { name: 'Office pages' }).click();
    await page.getByRole('navigation', { name: 'Office pages' }).getByRole('link', { name: 'Admin' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Account: Li Wei' }).click();
    const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    expect(await (await fetch(`${product.url}/api/session`, { headers: { Cookie: cookies } })).json()).toMatchObject({ kind: 'guest' });
    // Only a path of ours is returned to.
    await page.goto(`${product.url}/sign-in?language=en&return=${encodeURIComponent('/.//evil.example/')}`);
    await signIn(page, 'office-li', officePassword);
    await page.waitForURL((address) => address.origin === product.url && address.pathname === '/');
    expect(unexpected(complaints)).toEqual([]);
    await context.close();
  }, 180_000);

  it('a second step is switched on with a code, asked for at the next sign-in, and a backup code stands in for it', async () => {
    const { page, context } = await visit(browser, `${product.url}/sign-in?language=en&return=/account`);
    await signIn(page, 'office-li', officePassword);
    await page.waitForURL('**/account*');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Switch on the second step' }).click();
    const card = page.getByRole('region', { name: 'Second step' });
    await card.getByLabel('Present password').fill(officePassword);
    await card.getByRole('button', { name: 'Switch on the second step' }).click();
    await page.getByRole('img', { name: 'QR code of the second step' }).waitFor();
    const secret = (await card.locator('code.secret').textContent()) ?? '';
    const backup = (await card.locator('.backup-codes code').first().textContent()) ?? '';
    await card.getByLabel('One-time code').fill(timeCode(secret, Date.now()));
    await card.getByRole('button', { name: 'Switch on the second step' }).click();
    await card.getByText('Switched on').waitFor();

    for (const way of ['code', 'backup'] as const) {
      await context.clearCookies();
      await page.goto(`${product.url}/sign-in?language=en&return=/account`);
      await signIn(page, 'office-li', officePassword);
      if (way === 'backup') await page.getByRole('button', { name: 'Use a backup code' }).click();
      else {
        await page.getByLabel('One-time code').fill('000000');
        await page.getByRole('button', { name: 'Confirm' }).click();
        await page.getByText('The code is wrong or too old').waitFor();
      }
      await page.getByLabel(way === 'backup' ? 'Backup code' : 'One-time code').fill(way === 'backup' ? backup : timeCode(secret, Date.now()));
      await page.getByRole('button', { name: 'Confirm' }).click();
      await page.waitForURL('**/account*');
      await page.getByRole('heading', { name: 'Li Wei' }).waitFor();
    }
    await context.close();
  }, 180_000);

  it('a session that ends under somebody\'s hands keeps what was typed', async () => {
    const { page, context } = await visit(browser, `${product.url}/sign-in?language=en`);
    await signIn(page, 'first', password);
    await page.waitForURL((address) => address.pathname === '/');
    await page.goto(`${product.url}/admin/users?language=en`);
    await page.getByRole('button', { name: 'New user' }).click();
    const form = page.getByRole('dialog', { name: 'New user' });
    await form.getByLabel('User name', { exact: true }).fill('inspector-sun');
    await form.getByLabel('Name', { exact: true }).fill('Sun Jian');
    await form.getByRole('combobox', { name: 'Role' }).click();
    await page.locator('.ant-select-item-option', { hasText: 'Viewer' }).click();
    // Somebody else gives this account a new password: its sessions are over.
    const headers = { 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' };
    const { users } = (await (await fetch(`${product.url}/api/users`, { headers })).json()) as { users: { id: string; userName: string }[] };
    const id = users.find((user) => user.userName === 'first')?.id ?? '';
    const renewed = `${password}-2`;
    expect((await fetch(`${product.url}/api/users/${id}`, { method: 'PATCH', headers, body: JSON.stringify({ password: renewed }) })).status).toBe(204);
    await form.getByRole('button', { name: 'New user' }).click();
    const over = page.getByRole('dialog', { name: 'Your session is over' });
    await over.getByLabel('Password').fill(renewed);
    expect(await over.getByLabel('User name', { exact: true }).inputValue()).toBe('first');
    await over.getByRole('button', { name: 'Sign in', exact: true }).click();
    await over.waitFor({ state: 'detached' });
    expect([await form.getByLabel('User name', { exact: true }).inputValue(), await form.getByLabel('Name', { exact: true }).inputValue()]).toEqual(['inspector-sun', 'Sun Jian']);
    await form.getByRole('button', { name: 'New user' }).click();
    await page.locator('.secret-once').waitFor();
    await page.getByRole('button', { name: 'I have kept it, close' }).click();
    await expect.poll(() => page.locator('tbody th').allTextContents(), soon).toContain('inspector-sun');
    await context.close();
  }, 120_000);

  it('the audit administrator finds who did what, verifies the chain and takes it away', async () => {
    const headers = { 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' };
    const grant = { role: 'audit-admin', areaCodes: null, sectorCodes: null, siteIds: null };
    expect((await fetch(`${product.url}/api/users`, { method: 'POST', headers, body: JSON.stringify({ userName: 'auditor', name: 'Zhou Shen', password, grant }) })).status).toBe(201);
    const { page, context, complaints } = await visit(browser, `${product.url}/sign-in?language=en&return=/admin/audit`);
    await signIn(page, 'auditor', password);
    await page.waitForURL('**/admin/audit*');
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBeGreaterThan(8);
    expect(await page.getByRole('navigation', { name: 'Admin' }).getByRole('link').allTextContents()).not.toContain('Users');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByLabel('Record').fill('users/office-li');
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    await expect.poll(() => page.locator('tbody tr').count(), soon).toBe(1);
    expect(await page.locator('tbody tr').textContent()).toMatch(/first.*account made.*Committee office/);
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText(/Whole: \d+ entries agree/).waitFor();
    const newest = (await page.locator('code.secret').textContent()) ?? '';
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'NDJSON' }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(download.suggestedFilename()).toMatch(/^anlan-audit-\d{4}-\d\d-\d\d\.ndjson$/);
    expect(Buffer.concat(chunks).toString()).toContain(newest);
    expect(unexpected(complaints)).toEqual([]);
    await context.close();
  }, 120_000);

  it('where no guest is let in, a stranger is led to the sign-in and back', async () => {
    const closed = await startPreparedProduct({ ANLAN_GUEST: 'off' });
    try {
      const headers = { 'X-Anlan-Key': readCommandKey(closed.dataDirectory), 'Content-Type': 'application/json' };
      const grant = { role: 'viewer', areaCodes: null, sectorCodes: null, siteIds: null };
      expect((await fetch(`${closed.url}/api/users`, { method: 'POST', headers, body: JSON.stringify({ userName: 'viewer', name: 'Wu', password, grant }) })).status).toBe(201);
      const { page, context, complaints } = await visit(browser, `${closed.url}/?panel=list&sectorCode=SEC-INDU&language=en`);
      await page.waitForURL('**/sign-in?*');
      expect(await page.getByRole('link', { name: 'Look at the map as a guest' }).count()).toBe(0);
      await signIn(page, 'viewer', password);
      await page.waitForURL((address) => address.pathname === '/' && address.searchParams.get('sectorCode') === 'SEC-INDU' && address.searchParams.get('panel') === 'list');
      await waitForMap(page);
      expect(unexpected(complaints)).toEqual([]);
      await context.close();
    } finally {
      await closed.stop();
    }
  }, 480_000);
});
