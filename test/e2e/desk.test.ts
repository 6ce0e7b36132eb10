// Does the built product, started as a stranger would, show a living city in a real browser?
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OverdueClusters } from '../../data/contract/analyses.ts';
import { startBrowser, visit, waitForMap } from './browser.ts';
import { type Product, startProduct, uncleanLines } from './product.ts';

describe('the desk', () => {
  let product: Product;
  let browser: Browser;
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct({ scale: 0.05 }), startBrowser()]);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    const code = await product.stop();
    expect(code).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
  });

  it('draws the city on the map, asks nobody else and complains of nothing', async () => {
    const { page, context, strangers, complaints } = await visit(browser, `${product.url}/?theme=night&language=zh-CN`);
    await waitForMap(page);
    // A picture of the page holds what was drawn; an empty map is one flat colour and packs to almost nothing.
    const map = await page.locator('.map-canvas').screenshot();
    expect(map.byteLength).toBeGreaterThan(40_000);
    await expect.poll(() => page.locator('.panel-finding').first().textContent()).toMatch(/逾期/);
    expect(strangers).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('a filter changes figures, list and address, and the reloaded address shows the same', async () => {
    const { page, context } = await visit(browser, `${product.url}/?language=en&panel=overview`);
    await waitForMap(page);
    const figure = page.locator('.stat-count').first();
    await expect.poll(() => figure.textContent()).toMatch(/\d/);
    const before = await figure.textContent();
    await page.goto(`${product.url}/?language=en&panel=overview&sectorCode=SEC-INDU`);
    await waitForMap(page);
    await expect.poll(() => figure.textContent()).not.toBe(before);
    const filtered = await figure.textContent();
    await page.reload();
    await waitForMap(page);
    await expect.poll(() => figure.textContent()).toBe(filtered);
    await page.goto(`${product.url}/?language=en&panel=list&sectorCode=SEC-INDU`);
    await expect.poll(() => page.locator('.list-open').count(), { timeout: 30_000 }).toBeGreaterThan(3);
    await context.close();
  });

  it('a cluster of the ranked list opens its details', async () => {
    const { page, context } = await visit(browser, `${product.url}/?language=zh-CN&panel=clusters&clusters=2000,2`);
    await waitForMap(page);
    const card = page.locator('.card').first();
    await card.waitFor();
    await card.click();
    await expect.poll(() => page.locator('.records .record').count(), { timeout: 30_000 }).toBeGreaterThan(1);
    await page.locator('.records .record').first().click();
    await expect.poll(() => new URL(page.url()).searchParams.get('object')).toMatch(/^hazards\/\d+$/);
    await page.locator('.object-title').waitFor();
    await context.close();
  });

  it('a click on the badge of a cluster on the map opens it, and its ring follows the analysis', async () => {
    const answer = (await (await fetch(`${product.url}/api/analyses/overdue-clusters?distanceMetres=2000&minimumMembers=2`)).json()) as { value: OverdueClusters };
    const largest = answer.value.clusters[0];
    if (largest === undefined) throw new Error('expected a cluster in the demo city');
    expect(largest.overdueAges.reduce((sum, count) => sum + count, 0)).toBe(largest.members);
    const { page, context, complaints } = await visit(browser, `${product.url}/?language=zh-CN&clusters=2000,2&camera=${largest.centre[0].toFixed(5)},${largest.centre[1].toFixed(5)},12`);
    await waitForMap(page);
    // The badges come with deck.gl, after the base map.
    await page.waitForSelector('.map-canvas canvas:not(.maplibregl-canvas)', { state: 'attached' });
    const box = await page.locator('.map-canvas').boundingBox();
    if (box === null) throw new Error('expected the map on the page');
    await expect
      .poll(async () => {
        await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
        return page.locator('.records .record').count();
      }, { timeout: 30_000 })
      .toBe(Math.min(largest.members, 500));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('gives the view as a sheet: a picture and a PDF with title, legend, scale, date and the synthetic mark', async () => {
    const { page, context } = await visit(browser, `${product.url}/?language=zh-CN&theme=day`, { acceptDownloads: true });
    await waitForMap(page);
    for (const [format, magic] of [['png', '89504e47'], ['pdf', '25504446']] as const) {
      await page.click('button[aria-label="出图"]');
      await page.click(`.dialog label:has(input[value="${format}"])`);
      const [download] = await Promise.all([page.waitForEvent('download'), page.click('.dialog button[type=submit]')]);
      expect(download.suggestedFilename()).toMatch(new RegExp(`^anlan-.*\\.${format}$`));
      const bytes = readFileSync(await download.path());
      expect(bytes.subarray(0, 4).toString('hex')).toBe(magic);
      expect(bytes.length).toBeGreaterThan(60_000);
      await page.waitForSelector('.dialog', { state: 'detached' });
    }
    await context.close();
  });

  it('a storm stands where it was at a moment, in the address too', async () => {
    const { storms } = (await (await fetch(`${product.url}/api/storms/points`)).json()) as { storms: { id: number; points: { at: string }[] }[] };
    const storm = storms[0];
    if (storm === undefined) throw new Error('expected a storm');
    const { page, context, complaints } = await visit(browser, `${product.url}/?language=en&layers=storms&object=storms/${storm.id}&camera=124,34,5`);
    await waitForMap(page);
    const slider = page.locator('.moment-range');
    await slider.waitFor();
    await slider.press('Home');
    await expect.poll(() => new URL(page.url()).searchParams.get('moment')).toBe(new Date(storm.points[0]?.at ?? '').toISOString().replace('.000', ''));
    expect(await slider.getAttribute('max')).toBe(String(storm.points.length - 1));
    expect(complaints).toEqual([]);
    await context.close();
  });

  it('both languages are there, and day and night', async () => {
    for (const [language, word] of [
      ['zh-CN', '图层'],
      ['en', 'Layers'],
    ] as const) {
      const { page, context } = await visit(browser, `${product.url}/?language=${language}&theme=day`);
      await waitForMap(page);
      expect(await page.locator('.rail').textContent()).toContain(word);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('day');
      await context.close();
    }
  });

  it('axe finds nothing serious, by day and by night', async () => {
    for (const theme of ['day', 'night']) {
      const { page, context } = await visit(browser, `${product.url}/?language=zh-CN&theme=${theme}`);
      await waitForMap(page);
      const { violations } = await new AxeBuilder({ page }).exclude('.maplibregl-canvas').analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect(serious.map(({ id, nodes }) => `${theme} ${id}: ${nodes[0]?.html}`)).toEqual([]);
      await context.close();
    }
  });

  it('at 1440 × 900 the map keeps at least 60 % of the pixels', async () => {
    const { page, context } = await visit(browser, `${product.url}/?language=zh-CN`);
    await waitForMap(page);
    const box = await page.locator('.map-canvas').boundingBox();
    expect(((box?.width ?? 0) * (box?.height ?? 0)) / (1440 * 900)).toBeGreaterThanOrEqual(0.6);
    await context.close();
  });

  it('a browser without WebGL2 gets a page that says so and still offers the list', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN' });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
        return kind === 'webgl2' ? null : (original as (...all: unknown[]) => unknown).call(this, kind, ...rest);
      } as typeof original;
    });
    await page.goto(`${product.url}/?language=zh-CN`);
    await page.locator('.plain-note').waitFor();
    await expect.poll(() => page.locator('.plain-body .list-open').count(), { timeout: 30_000 }).toBeGreaterThan(3);
    await context.close();
  });
});
