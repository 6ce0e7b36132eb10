// Are sites entered, moved, retired and brought back on their page, with what others did in between told, and incidents entered within a minute, corrected, voided and compared? In a real browser.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommandKey } from '../../server/live/command-key.ts';
import { seriousFaults, signInContext, startBrowser, waitForMap } from './browser.ts';
import { startPreparedProduct } from '../snapshots.ts';
import { addUsers, type Product, uncleanLines } from './product.ts';

const password = 'Harbour-2026-east';
const phone = { width: 390, height: 844 };
const soon = { timeout: 15_000 };
interface Site {
  readonly id: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: [number, number] };
}
interface History {
  readonly site: Site;
  readonly version: number;
  readonly retiredOn: string | null;
  readonly events: readonly { readonly kind: string; readonly actorName: string | null; readonly reason: string | null; readonly undoes: number | null }[];
}

describe('the pages of sites and incidents', () => {
  let product: Product;
  let browser: Browser;
  /** Two sites of one township, which nothing else of this test changes. */
  let sites: readonly Site[] = [];
  const key = (): Record<string, string> => ({ 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' });
  const ask = async <Answer,>(path: string): Promise<Answer> => (await (await fetch(`${product.url}/api${path}`, { headers: key() })).json()) as Answer;
  const history = (layer: string, id: number): Promise<History> => ask(`/sites/${layer}/${id}/history`);
  async function come(who: string | null, options: BrowserContextOptions = {}): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, geolocation: { longitude: 122.4, latitude: 37.1, accuracy: 12 }, permissions: ['geolocation'], ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    // What the server refuses on purpose is no complaint about the page.
    page.on('console', (message) => message.type() === 'error' && !/status of (400|409)/.test(message.text()) && complaints.push(message.text()));
    if (who !== null) await signInContext(context, product.url, who, password);
    return { page, context, complaints };
  }
  /** Changes a site as somebody else does. */
  async function change(context: BrowserContext, id: number, values: Record<string, unknown>, reason: string): Promise<void> {
    const { version } = await history('enterprises', id);
    const answer = await context.request.fetch(`${product.url}/api/sites/enterprises/${id}`, { method: 'PATCH', data: { values, reason, expectedVersion: version, requestKey: `others-wish-${id}-${version}` }, headers: { 'X-Anlan-Request': 'test' } });
    expect(answer.status()).toBe(200);
  }

  beforeAll(async () => {
    [product, browser] = await Promise.all([startPreparedProduct(), startBrowser()]);
    const all = (await ask<{ features: Site[] }>('/collections/enterprises/items?limit=100')).features;
    const [first] = all;
    const area = all.find((one) => all.filter(({ properties }) => properties['areaCode'] === one.properties['areaCode']).length > 1) ?? first;
    sites = all.filter(({ properties }) => properties['areaCode'] === area?.properties['areaCode']).slice(0, 2);
    const users: Parameters<typeof addUsers>[2] = [
      ['office-li', '李安', { role: 'office' }], ['town-zhang', '张镇', { role: 'township', areaCodes: [String(area?.properties['areaCode'])] }], ['firm-chen', '陈厂', { role: 'enterprise', siteIds: [sites[1]?.id ?? 0] }],
    ];
    await addUsers(product, password, users);
  }, 480_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    expect(await product.stop()).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
  });

  it('a site is found by its code, moved by dragging, and the notice takes it back; its history says who, what and how far', async () => {
    const [site] = sites;
    if (site === undefined) throw new Error('no site');
    const { page, context, complaints } = await come('office-li');
    await page.goto(`${product.url}/sites/enterprises?language=en&theme=day`);
    await page.getByRole('searchbox').fill(String(site.properties['code']));
    await expect.poll(() => page.locator('.sites-row').count(), soon).toBe(1);
    await page.locator('.sites-row').click();
    await page.waitForURL(`**/sites/enterprises/${site.id}`);
    await waitForMap(page);
    const mark = page.locator('.place-mark-moved');
    const before = await mark.boundingBox();
    if (before === null) throw new Error('no mark to drag');
    await page.mouse.move(before.x + 13, before.y + 13);
    await page.mouse.down();
    await page.mouse.move(before.x + 80, before.y + 40, { steps: 5 });
    await page.mouse.move(before.x + 133, before.y + 13, { steps: 5 });
    await page.mouse.up();
    await expect.poll(() => page.locator('.site-moved').textContent(), soon).toMatch(/Was at .*Now at .*moved [\d,.]+ k?m/);
    await page.getByLabel('Employees').fill('4321');
    expect(await page.locator('.site-buttons').textContent()).toContain('2 unsaved');
    await page.getByLabel('Reason').fill('Seen on site');
    expect(await seriousFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(() => page.locator('.notice').textContent(), soon).toMatch(/Saved: .*Employees.*Undo/);
    const moved = await history('enterprises', site.id);
    expect(moved.site.properties['employees']).toBe(4321);
    expect(moved.site.geometry.coordinates).not.toEqual(site.geometry.coordinates);
    expect(await page.locator('.site-timeline').textContent()).toMatch(/Changed.*李安.*Seen on site.*moved [\d,.]+ k?m/);
    await page.locator('.notice-act').click();
    await expect.poll(() => page.locator('.notice').textContent(), soon).toBe('Undone');
    const undone = await history('enterprises', site.id);
    expect(undone.site.geometry).toEqual(site.geometry);
    expect(undone.site.properties['employees']).toBe(site.properties['employees']);
    expect(undone.events.map(({ kind }) => kind)).toEqual(['undone', 'edited']);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  it('what somebody else changed meanwhile is told, field by field, and nothing that was typed is lost', async () => {
    const [site] = sites;
    if (site === undefined) throw new Error('no site');
    const { page, context, complaints } = await come('office-li');
    const other = await come('town-zhang');
    await page.goto(`${product.url}/sites/enterprises/${site.id}?language=en`);
    await page.getByLabel('Address').fill('Typed by the office');
    await page.getByLabel('Employees').fill('77');
    await change(other.context, site.id, { address: 'Typed by the township', floor: 3 }, 'Asked by phone');
    const conflict = page.locator('.site-conflict');
    await conflict.waitFor(soon);
    expect(await conflict.textContent()).toMatch(/张镇.*Asked by phone.*Address.*Typed by the township.*You: Typed by the office.*Both changed: Address/);
    expect(await page.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    expect(await page.getByLabel('Address').inputValue()).toBe('Typed by the office');
    await page.getByRole('button', { name: 'Take theirs' }).click();
    expect([await page.getByLabel('Address').inputValue(), await page.getByLabel('Employees').inputValue(), await page.getByLabel('Floor', { exact: true }).inputValue()]).toEqual(['Typed by the township', '77', '3']);
    // Nothing both changed: one click takes theirs in.
    await change(other.context, site.id, { floor: 4 }, '');
    await page.getByRole('button', { name: 'Take their changes in and go on' }).click(soon);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await history('enterprises', site.id)).site.properties, soon).toMatchObject({ address: 'Typed by the township', employees: 77, floor: 4 });
    expect(complaints).toEqual([]);
    await other.context.close();
    await context.close();
  }, 120_000);

  it('a site is retired with a reason after its open hazards were named, leaves the register, and is brought back', async () => {
    const [, site] = sites;
    if (site === undefined) throw new Error('no site');
    const { page, context, complaints } = await come('office-li');
    await page.goto(`${product.url}/sites/enterprises/${site.id}?language=en`);
    await page.getByRole('button', { name: 'Retire', exact: true }).click();
    const { hazards } = await ask<{ hazards: { open: number } }>(`/sites/enterprises/${site.id}/summary`);
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('Moved away');
    if (hazards.open > 0) expect(await dialog.textContent()).toContain(`${hazards.open} open hazards stay under way`);
    await dialog.getByRole('button', { name: 'Retire it' }).click();
    await page.getByText(/Retired on \d{4}-\d\d-\d\d: not on the map/).waitFor(soon);
    expect((await fetch(`${product.url}/api/collections/enterprises/items/${site.id}`, { headers: key() })).status).toBe(404);
    await page.getByRole('link', { name: 'Recent changes' }).click();
    await page.locator('.sites-row', { hasText: 'Moved away' }).first().click();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await expect.poll(async () => (await history('enterprises', site.id)).retiredOn, soon).toBe(null);
    await page.getByRole('button', { name: 'Retire', exact: true }).waitFor(soon);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  it('a new site is entered by a click at 390 px; a code that is taken is refused at its field, and the form keeps what was typed', async () => {
    const [site] = sites;
    const { page, context, complaints } = await come('office-li', { viewport: phone, hasTouch: true });
    await page.goto(`${product.url}/sites/enterprises/new?language=en&theme=night`);
    await waitForMap(page);
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    expect(await page.locator('.field-fault', { hasText: 'needed' }).count()).toBe(1);
    expect(await page.locator('.site-place [role="alert"]').textContent()).toContain('Click on the map first');
    await page.locator('.sites-map-canvas').click({ position: { x: 195, y: 110 } });
    await expect.poll(() => page.getByLabel('Longitude').inputValue(), soon).toMatch(/^12\d\.\d+$/);
    const name = '新设 <b>冷库</b> & 加工厂';
    await page.getByLabel('Name', { exact: false }).first().fill(name);
    await page.getByLabel('Sector').selectOption('SEC-INDU');
    await page.getByLabel('Code', { exact: true }).fill(String(site?.properties['code']));
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.getByText(/expected one that no site|Please check|Not saved/).first().waitFor(soon);
    expect(await page.getByLabel('Code', { exact: true }).getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Code', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.waitForURL(/\/sites\/enterprises\/\d+$/, soon);
    const id = Number(/\d+$/.exec(page.url())?.[0]);
    const made = await history('enterprises', id);
    expect(made.site.properties).toMatchObject({ name, code: expect.stringMatching(/^CS-\d{8}-\d{5}$/), sectorCode: 'SEC-INDU' });
    expect(await page.locator('.site-head h2').textContent()).toBe(name);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  it('an area is drawn corner by corner and kept as drawn', async () => {
    const { page, context, complaints } = await come('office-li');
    await page.goto(`${product.url}/sites/construction-sites/new?language=en&theme=day`);
    await waitForMap(page);
    const canvas = page.locator('.sites-map-canvas');
    const corners = [[480, 260], [560, 260], [560, 330], [480, 330]] as const;
    // The drawing tool is loaded behind the map; a first corner that comes too early is lost.
    await expect.poll(() => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => /terra-draw/.test(name)).length), soon).toBeGreaterThan(0);
    await page.waitForTimeout(500);
    for (const [x, y] of corners) {
      await canvas.hover({ position: { x, y } });
      await canvas.click({ position: { x, y } });
      await page.waitForTimeout(350);
    }
    await page.keyboard.press('Enter');
    await page.getByText(/^4 corners/).waitFor(soon);
    await page.getByLabel('Name', { exact: false }).first().fill('东山工地');
    await page.getByLabel('Code', { exact: true }).fill('E2E-GD-1');
    for (const field of await page.locator('.site-fields .field', { has: page.locator('.field-needed') }).all()) {
      const input = field.locator('.input');
      if ((await input.inputValue()) !== '') continue;
      const tag = await input.evaluate((element) => `${element.tagName} ${(element as HTMLInputElement).type}`);
      if (tag.startsWith('SELECT')) await input.selectOption({ index: 1 });
      else await input.fill(tag === 'INPUT date' ? '2026-03-01' : '1');
    }
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.waitForURL(/\/sites\/construction-sites\/\d+$/, soon);
    const id = Number(/\d+$/.exec(page.url())?.[0]);
    const made = await history('construction-sites', id);
    expect(made.site.geometry.type).toBe('Polygon');
    expect((made.site.geometry.coordinates as unknown as number[][][])[0]).toHaveLength(5);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  it('an enterprise changes how its own site is reached and nothing else; a guest looks; the desk leads to the page', async () => {
    const [site, own] = sites;
    const firm = await come('firm-chen');
    await firm.page.goto(`${product.url}/sites/enterprises/${own?.id}?language=en`);
    await firm.page.getByLabel('Phone').fill('0631-5551234');
    expect(await firm.page.getByLabel('Address').isDisabled()).toBe(true);
    expect(await firm.page.locator('.place-mark-moved').count()).toBe(0);
    await firm.page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect.poll(async () => (await history('enterprises', own?.id ?? 0)).site.properties['phone'], soon).toBe('0631-5551234');
    await firm.page.goto(`${product.url}/sites/enterprises/${site?.id}?language=en`);
    await firm.page.getByText('There is no such site').waitFor(soon);
    await firm.context.close();

    const guest = await come(null);
    await guest.page.goto(`${product.url}/sites/enterprises/${own?.id}?language=en`);
    await guest.page.getByText('You may look here, not change.').waitFor(soon);
    expect(await guest.page.getByRole('button', { name: 'Save', exact: true }).count()).toBe(0);
    expect(await guest.page.getByLabel('Phone').inputValue()).not.toBe('0631-5551234');
    expect(await guest.page.getByRole('button', { name: 'New site' }).count()).toBe(0);
    await guest.context.close();

    const office = await come('office-li');
    await office.page.goto(`${product.url}/?object=enterprises/${own?.id}&language=en`);
    expect(await office.page.getByRole('link', { name: 'Edit' }).getAttribute('href', { timeout: 60_000 })).toContain(`/sites/enterprises/${own?.id}`);
    await office.context.close();
  }, 150_000);

  it('an incident is entered at 390 px within a minute, its grade told as it is typed; it is corrected, told upward and voided, and the year beside the last follows', async () => {
    const [site] = sites;
    const { page, context, complaints } = await come('office-li', { viewport: phone, hasTouch: true });
    const compared = () => ask<{ yearToDate: { incidents: number; deaths: number; injuries: number } }>('/incidents/series');
    const before = await compared();
    await page.goto(`${product.url}/incidents?language=en&theme=day`);
    await page.locator('.incident-table').waitFor(soon);
    expect(await seriousFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('link', { name: 'Enter an incident' }).click();
    await page.getByLabel('What happened').fill('Tower crane <i>fell</i>');
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.getByText('Choose the site, or click on the map').first().waitFor(soon);
    await page.getByLabel('Serious injuries').fill('2');
    // More serious ones than injured lift the injured.
    expect(await page.getByLabel('Injured in all').inputValue()).toBe('2');
    expect(await page.locator('.incident-grade').textContent()).toContain('Ordinary accident');
    await page.getByLabel('Deaths').fill('3');
    expect(await page.locator('.incident-grade').textContent()).toContain('Relatively serious accident');
    await page.getByPlaceholder(/Name, code or pinyin/).fill(String(site?.properties['code']));
    await page.locator('.site-hits .card').first().click();
    await page.getByRole('button', { name: 'Enter', exact: true }).click();
    await page.getByText(/Entered as SG-\d{8}-\d{4}, Relatively serious accident/).waitFor(soon);
    await page.getByRole('link', { name: 'Open it' }).click();
    expect(await page.locator('h1').textContent()).toBe('Tower crane <i>fell</i>');
    const entered = await compared();
    expect([entered.yearToDate.incidents - before.yearToDate.incidents, entered.yearToDate.deaths - before.yearToDate.deaths, entered.yearToDate.injuries - before.yearToDate.injuries]).toEqual([1, 3, 2]);

    await page.getByRole('button', { name: 'Correct', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save the correction' }).click();
    await dialog.getByText('Give the reason').waitFor(soon);
    await dialog.getByLabel('Deaths').fill('1');
    await dialog.getByLabel('Reason').fill('Hospital reported');
    await dialog.getByRole('button', { name: 'Save the correction' }).click();
    await expect.poll(() => page.locator('.grade').first().textContent(), soon).toBe('Ordinary accident');
    expect(await page.locator('.timeline').textContent()).toMatch(/Corrected.*Hospital reported.*3 → 1/);
    await page.getByRole('button', { name: 'Record as told' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Record as told' }).click();
    await expect.poll(() => page.locator('.clock-levels').textContent(), soon).toMatch(/told \d{4}-\d\d-\d\d/);
    expect(await seriousFaults(page)).toEqual([]);

    await page.getByRole('button', { name: 'Void', exact: true }).click();
    await page.getByRole('dialog').getByLabel('Reason').fill('Entered twice');
    await page.getByRole('dialog').getByRole('button', { name: 'Void it' }).click();
    await page.getByText(/This entry is void and counts nowhere. Entered twice/).waitFor(soon);
    expect((await compared()).yearToDate).toEqual(before.yearToDate);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  it('the ledger keeps its filters in the address, counts the same months beside each other, and gives what it shows as a file', async () => {
    const { page, context, complaints } = await come('town-zhang');
    const all = await ask<{ incidents: { areaCode: string | null; sectorCode: string }[] }>('/incidents');
    const area = String(all.incidents[0]?.areaCode);
    const guest = await come(null);
    await guest.page.goto(`${product.url}/incidents?language=en&areaCode=${area}`);
    const inArea = all.incidents.filter((one) => one.areaCode === area).length;
    await expect.poll(() => guest.page.locator('.incident-table tbody tr').count(), soon).toBe(inArea);
    expect(await guest.page.getByLabel('Township', { exact: true }).inputValue()).toBe(area);
    expect(await guest.page.locator('.month').count()).toBe(12);
    await guest.page.getByLabel('Year', { exact: true }).selectOption({ index: 2 });
    await guest.page.waitForURL(/year=20\d\d/);
    await guest.page.getByText('No incident passes the filters').waitFor(soon);
    await guest.page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => guest.page.locator('.incident-table tbody tr').count(), soon).toBe(all.incidents.length);
    await guest.page.getByRole('button', { name: 'Download the data' }).click();
    const [file] = await Promise.all([guest.page.waitForEvent('download', { timeout: 30_000 }), guest.page.locator('.download-format', { hasText: 'CSV' }).click()]);
    expect(file.suggestedFilename()).toMatch(/incidents.*\.zip$/);
    expect(await guest.page.getByRole('link', { name: 'Enter an incident' }).count()).toBe(0);
    expect(guest.complaints).toEqual([]);
    await guest.context.close();

    // A township sees its own.
    await page.goto(`${product.url}/incidents?language=en`);
    await page.getByRole('link', { name: 'Enter an incident' }).waitFor(soon);
    const own = all.incidents.filter(({ areaCode }) => areaCode === sites[0]?.properties['areaCode']).length;
    await expect.poll(() => page.locator('.years h2').textContent(), soon).toMatch(/this year/);
    expect(await page.locator('.incident-table tbody tr').count()).toBe(own);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);
});
