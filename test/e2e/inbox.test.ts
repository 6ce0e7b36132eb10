// Does each role find what waits for it, does an officer's work go over in one act with both told, and does the page of data quality say what the server counted? In a real browser.
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DataQuality } from '../../data/contract/data-quality.ts';
import type { Inbox, InboxList } from '../../data/contract/inbox.ts';
import { readCommandKey } from '../../server/live/command-key.ts';
import { seriousFaults, signInContext, startBrowser, waitForMap } from './browser.ts';
import { startPreparedProduct } from '../snapshots.ts';
import { addUsers, type Product, uncleanLines } from './product.ts';

const password = 'Harbour-2026-east';
const phone = { width: 390, height: 844 };
const soon = { timeout: 30_000 };
/** More than one page of a list. */
const reported = 52;
interface Item {
  readonly id: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

describe('the inbox, the take-over and the quality of the data', () => {
  let product: Product;
  let browser: Browser;
  let [home, other] = ['', ''];
  const ids = new Map<string, string>();
  const cookies = new Map<string, string>();
  const key = (): Record<string, string> => ({ 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' });
  const ask = async <Answer,>(path: string, who: string | null = null): Promise<Answer> => (await (await fetch(`${product.url}/api${path}`, { headers: who === null ? key() : { Cookie: cookies.get(who) ?? '' } })).json()) as Answer;
  const post = async (who: string, path: string, body: unknown): Promise<number> => (await fetch(`${product.url}/api${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test', Cookie: cookies.get(who) ?? '' }, body: JSON.stringify(body) })).status;
  const report = (who: string, number: number, siteId: number): Promise<number> => post(who, '/hazards', { door: 'inspection', title: `通道被占 ${number}`, kindCode: 'HK-EXIT', siteId, requestKey: `inbox-walk-report-${number}` });

  async function come(who: string | null, path: string, options: BrowserContextOptions = {}): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-write', 'clipboard-read'], ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    if (who !== null) await signInContext(context, product.url, who, password);
    await page.goto(`${product.url}${path}`);
    return { page, context, complaints };
  }
  beforeAll(async () => {
    [product, browser] = await Promise.all([startPreparedProduct(), startBrowser()]);
    const { features: open } = await ask<{ features: Item[] }>('/collections/hazards/items?limit=1000&open=true&statusCode=ST-ASSIGNED,ST-RECTIFYING');
    const counts = new Map<string, number>();
    for (const { properties } of open) counts.set(String(properties['areaCode']), (counts.get(String(properties['areaCode'])) ?? 0) + 1);
    [home, other] = [...counts].sort((a, b) => b[1] - a[1]).map(([area]) => area) as [string, string];
    const people: Parameters<typeof addUsers>[2] = [
      ['office-li', '李安', { role: 'office' }], ['keys-he', '何钥', { role: 'security-admin' }], ['inspector-sun', '孙检', { role: 'inspector', areaCodes: [home, other] }],
      ['inspector-zhao', '赵检', { role: 'inspector', areaCodes: [home] }], ['inspector-idle', '闲检', { role: 'inspector', areaCodes: [] }], ['viewer-wu', '吴看', { role: 'viewer' }],
    ];
    for (const [userName, id] of await addUsers(product, password, people)) {
      ids.set(userName, id);
      const session = await fetch(`${product.url}/api/session`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Anlan-Request': 'test' }, body: JSON.stringify({ userName, password }) });
      cookies.set(userName, session.headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; '));
    }
    // Two of the township that both inspectors know, one of the other.
    const given = [...open.filter(({ properties }) => properties['areaCode'] === home).slice(0, 2), ...open.filter(({ properties }) => properties['areaCode'] === other).slice(0, 1)];
    for (const { id } of given) expect(await post('office-li', `/hazards/${id}/moves`, { move: 'hand-over', values: { handler: ids.get('inspector-sun') } })).toBe(200);
    const { features: sites } = await ask<{ features: Item[] }>(`/collections/enterprises/items?limit=1&areaCode=${home}`);
    for (let number = 0; number < reported; number++) expect(await report('inspector-sun', number, sites[0]?.id ?? 0)).toBe(201);
  }, 480_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    expect(await product.stop()).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
  });

  it('the office sees its lists with counts, walks the rows by keys, turns the page, and the number in the navigation follows the data', async () => {
    const { page, context, complaints } = await come('office-li', '/inbox?language=en');
    const inbox = await ask<Inbox>('/inbox', 'office-li');
    await page.getByRole('heading', { level: 1, name: `${inbox.waiting} wait for you, ${inbox.late} of them late` }).waitFor(soon);
    const lists = page.getByRole('navigation', { name: 'Lists of the inbox' });
    for (const [place, list] of inbox.lists.entries()) expect([list.id, await lists.getByRole('link').nth(place).locator('.inbox-list-count').textContent()]).toEqual([list.id, String(list.count)]);
    // The most pressing list is open, and its first row is the one that is late the longest.
    const [overdue] = inbox.lists;
    expect(overdue?.id).toBe('overdue');
    await expect.poll(() => page.locator('.inbox-row').count(), soon).toBe(Math.min(50, overdue?.count ?? 0));
    expect(await page.locator('.inbox-row').first().textContent()).toContain(String(overdue?.rows[0]?.code));
    expect(await page.locator('.inbox-row').first().locator('.inbox-late').textContent()).toMatch(/\d+ d late/);

    const verify = inbox.lists.find(({ id }) => id === 'verify');
    expect(verify?.count).toBeGreaterThanOrEqual(reported);
    await page.keyboard.press(']');
    await page.waitForURL('**/inbox/verify');
    await page.getByText(`1–50 of ${verify?.count}`).waitFor(soon);
    await page.getByRole('link', { name: 'Next page' }).click();
    await page.getByText(`51–${verify?.count} of ${verify?.count}`).waitFor(soon);
    const second = await ask<InboxList>('/inbox/verify?offset=50', 'office-li');
    await expect.poll(() => page.locator('.inbox-row').count(), soon).toBe(second.rows.length);
    for (const pressed of ['j', 'ArrowDown', 'k']) await page.keyboard.press(pressed);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(`/hazards/${second.rows[0]?.id}`);
    const badge = page.getByRole('navigation', { name: 'Pages' }).locator('a .count-badge');
    expect(await badge.textContent()).toContain(String(inbox.waiting));
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/hazards/${second.rows[0]?.id}`);
    await page.locator('.hazard-head').waitFor(soon);

    // On another page than the inbox: somebody reports, the number grows by one without a hand.
    const { features } = await ask<{ features: Item[] }>(`/collections/enterprises/items?limit=1&areaCode=${home}`);
    expect(await report('inspector-sun', 1000, features[0]?.id ?? 0)).toBe(201);
    await expect.poll(() => badge.textContent(), soon).toContain(String(inbox.waiting + 1));
    // And beside the map.
    await page.goto(`${product.url}/?language=en`);
    const pages = page.getByRole('button', { name: 'Office pages' });
    await expect.poll(() => pages.locator('.count-badge').textContent(), { timeout: 60_000 }).toContain(String(inbox.waiting + 1));
    await pages.click();
    await page.getByRole('navigation', { name: 'Office pages' }).getByRole('link', { name: /^Inbox/ }).click();
    await page.getByRole('heading', { level: 1, name: `${inbox.waiting + 1} wait for you` }).waitFor(soon);
    expect(complaints).toEqual([]);
    await context.close();
  }, 180_000);

  it('an empty inbox says so calmly, and who has none is told whose page it is', async () => {
    const idle = await come('inspector-idle', '/inbox?language=zh-CN');
    await idle.page.getByRole('heading', { level: 1, name: '没有等您办理的事项' }).waitFor(soon);
    await idle.page.getByRole('link', { name: '去看隐患台账' }).waitFor();
    expect(await idle.page.locator('.count-badge').count()).toBe(0);
    expect(await seriousFaults(idle.page)).toEqual([]);
    expect(idle.complaints).toEqual([]);
    await idle.context.close();
    const viewer = await come('viewer-wu', '/inbox?language=en');
    await viewer.page.getByRole('heading', { name: 'This page is not open to you' }).waitFor(soon);
    await viewer.context.close();
  }, 90_000);

  it('work goes over in one act: seen beforehand with what stays and why, then done, and both are told', async () => {
    const areaName = String((await ask<{ features: Item[] }>('/collections/areas/items?limit=100')).features.find(({ properties }) => properties['code'] === other)?.properties['name']);
    const { page, context, complaints } = await come('keys-he', '/inbox?language=zh-CN');
    // Who keeps the accounts has nothing to handle: the page is the take-over.
    await page.getByRole('heading', { level: 1, name: '工作交接' }).waitFor(soon);
    const preview = page.getByRole('button', { name: '预览' });
    expect(await preview.isDisabled()).toBe(true);
    for (const [label, name] of [['移交人', '孙检'], ['接收人', '赵检']] as const) {
      await page.getByRole('combobox', { name: label }).click();
      await page.keyboard.type(name);
      await page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) .ant-select-item-option', { hasText: name }).click();
    }
    await page.getByLabel('交接原因').fill('岗位调整');
    await preview.click();
    await page.getByText('可以交接 2 条，留下 1 条').waitFor(soon);
    expect(await page.locator('.handover-stays').allTextContents()).toEqual([`留下：接收人的范围不含${areaName}`]);
    expect(await page.locator('.handover-goes').count()).toBe(2);
    expect((await ask<InboxList>('/inbox/mine', 'inspector-sun')).count).toBe(3);
    expect(await seriousFaults(page)).toEqual([]);
    // What is changed after the preview must be seen again.
    await page.getByLabel('交接原因').fill('岗位调整，自十二月起');
    expect(await page.getByRole('button', { name: /确认交接/ }).count()).toBe(0);
    await preview.click();
    await page.getByRole('button', { name: '确认交接 2 条' }).click();
    await page.getByText('已交接 2 条：孙检 → 赵检').waitFor(soon);
    await page.getByText('留下 1 条，仍在孙检名下').waitFor();
    await page.getByRole('button', { name: '复制审计链接' }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText()), soon).toBe(`${product.url}/admin/audit?subject=${encodeURIComponent(`users/${ids.get('inspector-sun')}`)}`);
    expect(complaints).toEqual([]);
    await context.close();

    const receiver = await come('inspector-zhao', '/inbox?language=zh-CN&theme=night', { viewport: phone });
    const told = receiver.page.locator('.inbox-handed-new');
    expect(await told.textContent()).toContain('孙检的 2 条在办隐患已交接给您');
    expect(await told.textContent()).toContain('岗位调整，自十二月起');
    expect(await receiver.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    expect(await seriousFaults(receiver.page)).toEqual([]);
    await receiver.page.getByRole('link', { name: '看我承办的' }).click();
    await expect.poll(() => receiver.page.locator('.inbox-row').count(), soon).toBe(2);
    await receiver.page.getByRole('button', { name: '我知道了' }).click();
    await told.waitFor({ state: 'detached', ...soon });
    expect((await ask<Inbox>('/inbox', 'inspector-zhao')).handovers).toEqual([]);
    expect(receiver.complaints).toEqual([]);
    await receiver.context.close();
    const giver = await come('inspector-sun', '/inbox/mine?language=zh-CN');
    await giver.page.getByText('您的 2 条在办隐患已交接给赵检').waitFor(soon);
    await expect.poll(() => giver.page.locator('.inbox-row').count(), soon).toBe(1);
    await giver.context.close();
  }, 180_000);

  it('a guest reads whether the data is true: counts as the server says, the rows behind them, their place on the map, and a file', async () => {
    const { page, context, complaints } = await come(null, '/quality?language=en', { acceptDownloads: true });
    await page.locator('.quality-check').first().waitFor(soon);
    const quality = await ask<DataQuality>('/data-quality');
    for (const { count } of quality.checks.filter((check) => check.count > 0)) expect(await page.locator('.quality-figures strong').allTextContents()).toContain(count.toLocaleString('en-US'));
    expect(await page.locator('.quality-check').count()).toBe(quality.checks.length);
    expect(await page.locator('.quality-check-good').count()).toBe(quality.checks.filter(({ count }) => count === 0).length);
    expect(await page.locator('.quality-freshness tbody tr').count()).toBe(quality.freshness.length);
    expect(await page.locator('.quality-age-old').count()).toBe(quality.freshness.filter(({ old }) => old).length);
    expect(await seriousFaults(page)).toEqual([]);

    const noClause = quality.checks.find(({ id }) => id === 'no-clause');
    expect(noClause?.count).toBeGreaterThan(0);
    await page.getByRole('link', { name: /^Rows: Map to no clause/ }).click();
    await page.waitForURL('**/quality/no-clause');
    await page.getByRole('heading', { level: 1, name: `Map to no clause: ${noClause?.count.toLocaleString('en-US')}` }).waitFor(soon);
    await expect.poll(() => page.locator('.quality-rows tbody tr').count(), soon).toBe(Math.min(50, noClause?.count ?? 0));
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download CSV' }).click()]);
    expect(download.suggestedFilename()).toMatch(/^data-quality-no-clause-\d{4}-\d\d-\d\d-synthetic-data\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect(lines.length).toBe((noClause?.count ?? 0) + 1);
    expect(lines[0]).toBe('\uFEFFName,Code,Kind,Township,Trade,lng,lat,Note');
    expect(lines[1]).toMatch(/,synthetic data$/);
    const first = page.locator('.quality-rows tbody tr').first();
    const title = (await first.getByRole('rowheader').textContent()) ?? '';
    expect(await first.getByRole('rowheader').getByRole('link').getAttribute('href')).toMatch(/^\/hazards\/\d+$/);
    await first.getByRole('link', { name: `Show on the map: ${title}` }).click();
    await waitForMap(page);
    await page.locator('.side').getByText(title, { exact: true }).first().waitFor(soon);
    expect(complaints).toEqual([]);
    await context.close();
  }, 180_000);

  it('the pages have no serious fault by day and night, wide and narrow, and do not run over a phone', async () => {
    for (const [theme, viewport] of [['day', { width: 1440, height: 900 }], ['night', phone]] as const) {
      const { page, context, complaints } = await come('office-li', `/inbox?language=zh-CN&theme=${theme}`, { viewport });
      for (const [path, shown] of [['/inbox', '.inbox-row'], ['/inbox/handover', '.handover'], ['/quality', '.quality-check'], ['/quality/no-clause', '.quality-rows']] as const) {
        await page.goto(`${product.url}${path}`);
        await page.locator(shown).first().waitFor(soon);
        expect([theme, path, await seriousFaults(page)]).toEqual([theme, path, []]);
        expect([theme, path, await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)]).toEqual([theme, path, true]);
      }
      expect(complaints).toEqual([]);
      await context.close();
    }
  }, 180_000);
});
