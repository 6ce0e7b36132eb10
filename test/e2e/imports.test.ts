// Does a file find its way from disk to map and back: recognised, looked over, tried, written, undone, with its bad rows given back? In a real browser.
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportBatch } from '../../data/contract/import-clinic.ts';
import { shiftOf } from '../../server/import/clinic/coordinates.ts';
import { readCommandKey } from '../../server/live/command-key.ts';
import { csvText, encodedIn, workbook } from '../fixtures/imports/files.ts';
import { seriousFaults, signInContext, startBrowser, type Visit, visit } from './browser.ts';
import { startPreparedProduct } from '../snapshots.ts';
import { addUsers, type Product, uncleanLines } from './product.ts';

const password = 'Harbour-2026-east';
const soon = { timeout: 30_000 };
interface Item {
  readonly id: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly coordinates: [number, number] };
}
/** The sign of the JSON that a walk begins at is not there; every other answer of 404 is also told with its address. */
const noSign = /^Failed to load resource: .*404/;
const unexpected = (complaints: readonly string[], asked = noSign): string[] => complaints.filter((line) => !asked.test(line) && !noSign.test(line));

describe('the page of imports', () => {
  let product: Product;
  let browser: Browser;
  let firms: readonly Item[];
  let townships: ReadonlyMap<string, string>;
  const key = (): Record<string, string> => ({ 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' });
  const ask = async <Answer,>(path: string): Promise<Answer> => (await (await fetch(`${product.url}/api${path}`, { headers: key() })).json()) as Answer;
  const stored = async (code: string): Promise<Item | undefined> => (await ask<{ features: Item[] }>(`/collections/enterprises/items?filter=${encodeURIComponent(`code = '${code}'`)}`)).features[0];
  const batches = async (): Promise<ImportBatch[]> => (await ask<{ batches: ImportBatch[] }>('/import-batches')).batches;
  async function come(who: string, path = '/imports', options: BrowserContextOptions = {}): Promise<Visit> {
    // Not by the page of signing in, which tells a stranger of no changes (401 of the stream).
    const seen = await visit(browser, `${product.url}/api/health`, options);
    await signInContext(seen.context, product.url, who, password);
    await seen.page.goto(`${product.url}${path}?language=en`);
    return seen;
  }
  const choose = (page: Page, name: string, bytes: Uint8Array | string, mimeType = 'text/csv'): Promise<void> => page.locator('.import-choose input').setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });

  beforeAll(async () => {
    [product, browser] = await Promise.all([startPreparedProduct(), startBrowser()]);
    firms = (await ask<{ features: Item[] }>('/collections/enterprises/items?limit=12')).features;
    townships = new Map((await ask<{ features: Item[] }>('/collections/areas/items?limit=200')).features.map(({ properties }) => [String(properties['code']), String(properties['name'])]));
    const users: Parameters<typeof addUsers>[2] = [['office-li', '李安', { role: 'office' }], ['township-qian', '钱镇', { role: 'township', areaCodes: [String(firms[0]?.properties['areaCode'])] }], ['inspector-sun', '孙检', { role: 'inspector', areaCodes: [String(firms[0]?.properties['areaCode'])] }]];
    await addUsers(product, password, users);
  }, 480_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    expect(await product.stop()).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
  });

  it('what cannot be imported is refused in words before it travels, an upload and a dry run are cancelled, and nothing is left', async () => {
    const { page, context, complaints } = await come('office-li');
    const slow = await come('office-li');
    for (const [name, bytes, words] of [['旧台账.xls', 'x', /an old Excel file/], ['空.csv', '', /is an empty file/], ['乱码.csv', new Uint8Array(50_000), /no format that can be imported/]] as const) {
      await choose(page, name, bytes);
      await page.getByRole('alert').filter({ hasText: words }).waitFor(soon);
    }
    // A page with a slow line, so that there is something to cancel.
    const line = await slow.context.newCDPSession(slow.page);
    await line.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 50_000 });
    const many = csvText([['编号', '名称', '行业', '经度', '纬度'], ...Array.from({ length: 25_000 }, (_, k) => [`M${k}`, `某厂${k}`, '工贸', 122.3 + (k % 200) * 0.001, 37 + (k % 190) * 0.001])]);
    await choose(slow.page, '很多.csv', many);
    await slow.page.getByRole('status').filter({ hasText: 'Sending 很多.csv' }).getByText(/% of \d/).waitFor(soon);
    await slow.page.getByRole('button', { name: 'Cancel the upload' }).click();
    await slow.page.getByText('The upload was cancelled; nothing is left of it.').waitFor(soon);
    expect(unexpected(slow.complaints)).toEqual([]);
    await slow.context.close();
    await page.reload();
    await page.getByText('No file is here yet').waitFor(soon);
    await choose(page, '很多.csv', many);
    // Nothing speaks for one of the three systems of degrees: somebody has to say.
    await page.getByText('Choose the coordinate system: a wrong one shifts everything').waitFor({ timeout: 60_000 });
    const start = page.getByRole('button', { name: 'Dry run' });
    expect(await start.isDisabled()).toBe(true);
    await page.getByRole('radio', { name: /^WGS84 or CGCS2000/ }).check();
    await start.click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('Cancelled; nothing was changed.').waitFor(soon);
    expect(new URL(page.url()).pathname).toMatch(/^\/imports\/[0-9a-f]+\/columns$/);
    // What was set is still set after a reload.
    await page.reload();
    expect(await page.getByRole('radio', { name: /^WGS84 or CGCS2000/ }).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Remove the file' }).click();
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('No file is here yet').waitFor(soon);
    expect(await batches()).toEqual([]);
    expect(unexpected(complaints, /\b415\b|ERR_ABORTED/)).toEqual([]);
    await context.close();
  }, 180_000);

  it('a GBK table with GCJ-02 coordinates is recognised, tried, written as a batch, and undone; its two bad rows come back with the reason', async () => {
    const { page, context, complaints, strangers } = await come('office-li');
    const shift = shiftOf('gcj02');
    const rows = firms.map(({ properties, geometry }, place): (string | number)[] => {
      const [lng, lat] = shift(geometry.coordinates);
      const isNew = place >= 8;
      return [isNew ? `IMP-${place}` : String(properties['code']), isNew ? `新厂${place}` : String(properties['name']), townships.get(String(properties['areaCode'])) ?? '', isNew ? '工贸' : '', lng, lat, 400 + place];
    });
    const file = encodedIn(csvText([['企业编号', '企业名称', '所属镇街', '所属行业', '经度', '纬度', '从业人数'], ...rows, ['BAD-1', '坏一', '', '炼丹', 122.4, 37.1, 3], ['BAD-2', '坏二', '', '工贸', 122.4, 37.1, '许多']]), 'gbk');
    await choose(page, '企业台账.csv', file);
    await page.getByRole('heading', { name: 'Which column is what' }).waitFor({ timeout: 60_000 });
    expect(await page.getByLabel('Encoding').inputValue()).toBe('gb18030');
    expect(await page.getByLabel('Employees: column').inputValue()).toBe('G');
    const gcj = page.getByRole('row', { name: /GCJ-02/ });
    expect(await gcj.getByRole('radio').isChecked()).toBe(true);
    expect(await gcj.textContent()).toMatch(/proposed.*0 m \(8 sites\)/);
    await page.locator('.import-spots [data-map-state="idle"]').waitFor({ timeout: 60_000 });
    expect(await seriousFaults(page)).toEqual([]);

    // A value for rows that have none, tried and taken back.
    await page.getByLabel('Sector: where empty').selectOption({ label: 'Fire safety' });
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('heading', { name: '14 rows: 4 new, 8 changed, 0 unchanged, 2 refused' }).waitFor({ timeout: 60_000 });
    await page.locator('.import-map-tall [data-map-state="idle"]').waitFor({ timeout: 60_000 });
    expect(await page.getByText('This is the first data that are not made up').count()).toBe(1);
    expect(await page.locator('.import-findings tbody tr').allTextContents()).toEqual([expect.stringMatching(/BAD-1.*Sector seen "炼丹".*expected one of/), expect.stringMatching(/BAD-2.*Employees seen "许多".*expected a whole number/)]);
    await page.getByRole('button', { name: 'Row 14 on the map' }).click();
    await page.getByText('Row 14 BAD-1: Refused').waitFor(soon);
    await page.getByRole('radio', { name: 'Changed 8' }).check();
    await page.getByText('becomes Fire safety').first().waitFor(soon);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the refused rows (CSV)' }).click()]);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString().split('\r\n')).toEqual([expect.stringMatching(/^\uFEFF企业编号,企业名称,/), expect.stringMatching(/^BAD-1,坏一,,炼丹,/), expect.stringMatching(/^BAD-2,坏二,/), '']);
    expect(await seriousFaults(page)).toEqual([]);

    // Changed after the dry run: what was found is of before, and it must be run again.
    await page.getByRole('link', { name: 'Change columns' }).click();
    await page.getByLabel('Sector: where empty').selectOption({ label: 'Nothing' });
    await page.getByRole('navigation', { name: 'Steps of the import' }).getByRole('link', { name: 'Dry run' }).click();
    await page.getByRole('button', { name: 'Dry run again' }).waitFor(soon);
    expect(await page.getByRole('button', { name: 'On to writing' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Dry run again' }).click();
    await page.getByRole('link', { name: 'On to writing' }).click(soon);
    // The same place after a reload, as it would be for a bookmark.
    await page.reload();
    const write = page.getByRole('button', { name: 'Write 12 rows' });
    await write.waitFor(soon);
    expect(await write.isDisabled()).toBe(true);
    await page.getByLabel('I know that guests can no longer look once this is written').check();
    await write.click();
    await page.getByRole('heading', { name: /Written as batch #\d+/ }).waitFor({ timeout: 60_000 });
    expect((await stored('IMP-9'))?.properties).toMatchObject({ name: '新厂9', employees: 409 });
    const [lng, lat] = (await stored('IMP-9'))?.geometry.coordinates ?? [0, 0];
    expect(Math.hypot(lng - (firms[9]?.geometry.coordinates[0] ?? 0), lat - (firms[9]?.geometry.coordinates[1] ?? 0))).toBeLessThan(0.00001);
    expect(await page.getByRole('link', { name: 'See it on the map' }).getAttribute('href')).toMatch(/^\/\?.*layers=enterprises.*camera=122\./);

    await page.getByRole('button', { name: /Undo batch/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo it' }).click();
    await page.getByRole('dialog').getByText('8 rows restored').waitFor({ timeout: 60_000 });
    expect(await page.getByRole('dialog').textContent()).toContain('4 rows removed');
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: /Batch #\d+ is undone/ }).waitFor(soon);
    expect([await stored('IMP-9'), (await stored(String(firms[0]?.properties['code'])))?.properties['employees']]).toEqual([undefined, firms[0]?.properties['employees']]);
    await page.getByRole('link', { name: 'Import another file' }).click();
    const row = page.getByRole('region', { name: 'Import batches' }).locator('tbody tr').first();
    await expect.poll(() => row.textContent(), soon).toMatch(/企业台账\.csv.*office-li.*4 \/ 8 \/ 0 \/ 2.*undone/);
    expect(await row.getByRole('link', { name: /Refused rows of batch/ }).getAttribute('href')).toMatch(/refused\.csv$/);
    expect(await seriousFaults(page)).toEqual([]);
    expect(unexpected(complaints)).toEqual([]);
    expect(strangers).toEqual([]);
    await context.close();
  }, 240_000);

  it('on a phone and by night a township brings a sheet with a title and two heading rows in, sees what is not its own refused, and takes the batch back from the list', async () => {
    const { page, context, complaints } = await come('township-qian', '/imports', { viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' });
    const [home, ...others] = [...firms].sort((a, b) => Number(b.properties['areaCode'] === firms[0]?.properties['areaCode']) - Number(a.properties['areaCode'] === firms[0]?.properties['areaCode']));
    const away = others.find(({ properties }) => properties['areaCode'] !== home?.properties['areaCode']);
    const placeOf = (item: Item | undefined): [number, number] => item?.geometry.coordinates ?? [0, 0];
    const sheet = workbook([['重点单位', null, null, null, null], ['基本信息', null, null, '坐标', null], ['编号', '名称', '行业', '经度', '纬度'], ['PH-1', '本镇新厂', '工贸', ...placeOf(home)], ['PH-2', '外镇新厂', '工贸', ...placeOf(away)]], ['A1:E1', 'A2:C2', 'D2:E2']);
    await page.getByLabel('Import into').selectOption('enterprises');
    await choose(page, '重点单位.xlsx', sheet, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    await page.getByRole('heading', { name: 'Which column is what' }).waitFor({ timeout: 60_000 });
    expect(await page.getByLabel('Code: column', { exact: true }).locator('option:checked').textContent()).toBe('A 编号');
    // Two rows are too few to tell that the row above is a heading as well: somebody says so.
    expect([await page.getByLabel('First heading row').inputValue(), await page.getByLabel('Last heading row').inputValue()]).toEqual(['3', '3']);
    await page.getByLabel('First heading row').fill('2');
    await page.getByRole('button', { name: 'Read again this way' }).click();
    await expect.poll(() => page.getByLabel('Code: column', { exact: true }).locator('option:checked').textContent(), soon).toBe('A 基本信息 / 编号');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('radio', { name: /^WGS84 or CGCS2000/ }).check();
    await page.getByRole('button', { name: 'Dry run' }).click();
    await page.getByRole('heading', { name: '2 rows: 1 new, 0 changed, 0 unchanged, 1 refused' }).waitFor({ timeout: 60_000 });
    expect(await page.locator('.import-findings tbody tr').textContent()).toMatch(/PH-2.*Township.*your own areas/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('link', { name: 'On to writing' }).click();
    await page.getByRole('button', { name: 'Write 1 rows' }).waitFor(soon);
    // Asked only where nobody has brought real data in before.
    const knows = page.getByLabel('I know that guests can no longer look once this is written');
    if ((await knows.count()) > 0) await knows.check();
    await page.getByRole('button', { name: 'Write 1 rows' }).click();
    await page.getByRole('heading', { name: /Written as batch/ }).waitFor({ timeout: 60_000 });
    expect((await stored('PH-1'))?.properties['name']).toBe('本镇新厂');
    const session = new URL(page.url()).pathname;
    await page.getByRole('link', { name: 'Import another file' }).click();
    await page.getByRole('button', { name: /^Undo batch/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo it' }).click();
    await page.getByRole('dialog').getByText('1 rows removed').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    // Whoever is limited sees no batch of anybody else.
    expect(await page.getByRole('region', { name: 'Import batches' }).locator('tbody tr').count()).toBe(1);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(unexpected(complaints)).toEqual([]);
    await context.close();

    // A file is its maker's alone, and who may not import has no such page.
    const office = await come('office-li', session);
    await office.page.getByRole('heading', { name: 'This file is not here' }).waitFor(soon);
    await office.context.close();
    const inspector = await come('inspector-sun');
    await inspector.page.getByRole('heading', { name: 'This page is not open to you' }).waitFor(soon);
    expect(await inspector.page.getByRole('link', { name: 'Imports' }).count()).toBe(0);
    await inspector.context.close();
  }, 240_000);
});
