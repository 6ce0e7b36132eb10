// Is the ledger worked by hand and by keys as its users do it: views, order, one act for many, a view of one's own, a day in the past, on a phone?
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommandKey } from '../../server/live/command-key.ts';
import { startPreparedProduct } from '../snapshots.ts';
import { seriousFaults, signInContext, startBrowser } from './browser.ts';
import { addUsers, type Product, uncleanLines } from './product.ts';

const password = 'Harbour-2026-ledger';
const soon = { timeout: 30_000 };

describe('the ledger', () => {
  let product: Product;
  let browser: Browser;
  const complaints: string[] = [];
  const ask = async <Answer,>(path: string, body?: unknown): Promise<Answer> =>
    (await (await fetch(`${product.url}/api${path}`, { headers: { 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) })).json()) as Answer;
  async function come(options: BrowserContextOptions = {}): Promise<{ page: Page; context: BrowserContext }> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'], ...options });
    await signInContext(context, product.url, 'office-li', password);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    return { page, context };
  }
  const heading = (page: Page): Promise<string | null> => page.getByRole('heading', { level: 1 }).textContent();

  beforeAll(async () => {
    [product, browser] = await Promise.all([startPreparedProduct(), startBrowser()]);
    await addUsers(product, password, [['office-li', 'Li Wei', { role: 'office' }], ['office-sun', 'Sun Jian', { role: 'office' }]]);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    expect(await product.stop()).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('keys walk, choose and open; the way back leads to the same row; the address tells view, order and filters', async () => {
    const { page, context } = await come();
    await page.goto(`${product.url}/ledger?language=en`);
    const rows = page.locator('.ledger-row');
    await rows.nth(5).waitFor(soon);
    const third = await rows.nth(2).getAttribute('data-row');
    for (const key of ['j', 'ArrowDown', 'j']) await page.keyboard.press(key);
    await expect.poll(() => new URL(page.url()).searchParams.get('row'), soon).toBe(third);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/hazards/${third}*`);
    await page.goBack();
    await rows.nth(2).waitFor(soon);
    expect(new URL(page.url()).searchParams.get('row')).toBe(third);

    const { numberMatched } = await ask<{ numberMatched: number }>('/collections/hazards/items?overdue=true&limit=1');
    await page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Overdue/ }).click();
    await expect.poll(() => heading(page), soon).toBe(`Overdue: ${numberMatched}`);
    // The usual order of this view: the longest overdue first.
    const days = async (): Promise<number[]> => (await page.locator('.ledger-row').allTextContents()).flatMap((text) => /-\d\d(\d+) d overdue/.exec(text)?.[1] ?? []).map(Number);
    await expect.poll(async () => (await days()).length, soon).toBeGreaterThan(3);
    expect(await days()).toEqual([...(await days())].sort((a, b) => b - a));
    await page.getByRole('columnheader', { name: /Level/ }).getByRole('button').click();
    await expect.poll(() => new URL(page.url()).searchParams.get('sort'), soon).toBe('level');

    await page.keyboard.press('/');
    await page.keyboard.type('zz no such words');
    await page.keyboard.press('Enter');
    await page.getByText('No hazard matches').waitFor(soon);
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await rows.nth(3).waitFor(soon);
    expect(await seriousFaults(page)).toEqual([]);
    await context.close();
  }, 180_000);

  it('one act for many is seen beforehand row by row, then done, and stands in each hazard', async () => {
    const { page, context } = await come();
    await page.goto(`${product.url}/ledger?language=en&view=overdue`);
    await page.locator('.ledger-row').nth(4).waitFor(soon);
    const ids = await Promise.all([0, 1].map((place) => page.locator('.ledger-row').nth(place).getAttribute('data-row')));
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await page.getByRole('toolbar', { name: '2 selected' }).getByRole('button', { name: 'Act on them' }).click();
    const dialog = page.getByRole('dialog', { name: 'Act on 2 hazards' });
    await dialog.getByLabel(/Handler/).selectOption({ label: await dialog.locator('option', { hasText: 'Sun Jian' }).textContent().then((text) => text ?? '') });
    expect(await seriousFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByText('All 2 can').waitFor(soon);
    // Nothing is written by looking.
    for (const id of ids) expect((await ask<{ handler: unknown }>(`/hazards/${id}`)).handler).toBeNull();
    await dialog.getByRole('button', { name: 'Do it for 2' }).click();
    await page.getByText('2 done').waitFor(soon);
    for (const id of ids) expect((await ask<{ handler: { name: string } }>(`/hazards/${id}`)).handler.name).toBe('Sun Jian');
    await page.locator('.ledger-row', { hasText: 'Sun Jian' }).nth(1).waitFor(soon);
    await context.close();
  }, 120_000);

  it('a view of one\'s own is kept over a reload and taken away; a day in the past says over everything that it is one', async () => {
    const { page, context } = await come();
    await page.goto(`${product.url}/ledger?language=en&statusCode=ST-RECTIFYING&sort=dueOn`);
    await page.locator('.ledger-row').nth(2).waitFor(soon);
    await page.getByRole('button', { name: 'Save view' }).click();
    await page.getByLabel('Name of the view').fill('Being put right');
    await page.keyboard.press('Enter');
    await page.getByText('View “Being put right” saved').waitFor(soon);
    await page.goto(`${product.url}/ledger?language=en`);
    await page.getByRole('button', { name: 'Being put right', exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('statusCode'), soon).toBe('ST-RECTIFYING');
    await page.getByRole('button', { name: 'Delete view “Being put right”' }).click();
    await expect.poll(() => page.getByRole('button', { name: 'Being put right', exact: true }).count(), soon).toBe(0);

    await page.goto(`${product.url}/ledger?language=en&asKnownOn=2026-06-30`);
    await page.getByText('You look at what was known at the end of 2026-06-30, not at now').waitFor(soon);
    await page.locator('.ledger-row').nth(2).waitFor(soon);
    expect(await page.getByRole('toolbar').count()).toBe(0);
    expect((await page.locator('.ledger-row').allTextContents()).every((text) => (/\d{4}-\d\d-\d\d \d\d:\d\d/.exec(text)?.[0] ?? '') <= '2026-06-30 23:59')).toBe(true);
    await page.getByRole('button', { name: 'Back to now' }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('asKnownOn'), soon).toBeNull();
    await context.close();
  }, 120_000);

  it('on a phone the rows are cards that fit, in Chinese at night too', async () => {
    const { page, context } = await come({ viewport: { width: 390, height: 844 }, hasTouch: true });
    await page.goto(`${product.url}/ledger?language=zh-CN&theme=night`);
    await page.locator('.ledger-card').nth(1).waitFor(soon);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    // Name and buttons on one line.
    const [name, map] = [await page.getByRole('heading', { level: 1 }).boundingBox(), await page.getByRole('button', { name: '收起地图' }).boundingBox()];
    expect((map?.y ?? 999) < (name?.y ?? 0) + (name?.height ?? 0)).toBe(true);
    expect(await seriousFaults(page)).toEqual([]);
    await page.locator('.ledger-card').nth(1).click();
    await page.waitForURL('**/hazards/*');
    await context.close();
  }, 120_000);
});
