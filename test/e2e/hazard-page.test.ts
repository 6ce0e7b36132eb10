// Is a hazard reported from a phone within a minute, with and without a line, handled to its end on its page, printed, and hostile text shown as text? In a real browser.
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommandKey } from '../../server/live/command-key.ts';
import { scenePicture } from '../fixtures/pictures.ts';
import { seriousFaults, signInContext, startBrowser, waitForMap } from './browser.ts';
import { startPreparedProduct } from '../snapshots.ts';
import { addUsers, type Product, uncleanLines } from './product.ts';

const password = 'Harbour-2026-east';
const phone = { width: 390, height: 844 };
interface Hazard {
  readonly id: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly coordinates: [number, number] };
}

describe('the page of a hazard', () => {
  let product: Product;
  let browser: Browser;
  let site: Hazard;
  let shade = 0;
  const key = (): Record<string, string> => ({ 'X-Anlan-Key': readCommandKey(product.dataDirectory), 'Content-Type': 'application/json' });
  const ask = async <Answer,>(path: string): Promise<Answer> => (await (await fetch(`${product.url}/api${path}`, { headers: key() })).json()) as Answer;
  const titled = async (title: string): Promise<Hazard[]> => (await ask<{ features: Hazard[] }>(`/collections/hazards/items?limit=50&filter=${encodeURIComponent(`title = '${title.replaceAll("'", "''")}'`)}`)).features;
  /** A picture that no other is like. */
  async function picture(width = 3000): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
    const seed = ++shade;
    return { name: `p${seed}.jpg`, mimeType: 'image/jpeg', buffer: await scenePicture(40_000 + seed, width, (width * 3) / 4) };
  }
  async function come(who: string | null, options: BrowserContextOptions = {}): Promise<{ page: Page; context: BrowserContext; complaints: string[] }> {
    const [longitude, latitude] = site.geometry.coordinates;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, geolocation: { longitude, latitude, accuracy: 12 }, permissions: ['geolocation', 'clipboard-write', 'clipboard-read'], reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => void dialog.accept());
    if (who !== null) await signIn(context, who);
    return { page, context, complaints };
  }
  const signIn = (context: BrowserContext, who: string): Promise<void> => signInContext(context, product.url, who, password);
  /** Fills the report as somebody on site does; gives the taps on the screen, the shutter of the camera aside. */
  async function fillReport(page: Page, title: string): Promise<number> {
    let taps = 0;
    const camera = page.locator('input[capture]');
    taps++;
    await camera.setInputFiles(await picture());
    await page.locator('.photo img').waitFor();
    taps++;
    await page.locator('.kind-button').first().click();
    taps++;
    await page.locator('#report-title').fill(title);
    return taps + 1;
  }
  /** Waits until the shell of the pages is kept whole. */
  async function shellKept(page: Page): Promise<void> {
    await expect
      .poll(
        () =>
          page.evaluate(async () => {
            const names = await caches.keys();
            const whole = names.find((name) => name.startsWith('anlan-shell-') && !name.endsWith('-building'));
            const { files } = (await (await fetch('/shell.json')).json()) as { files: string[] };
            return whole === undefined ? -1 : files.length + 1 - (await (await caches.open(whole)).keys()).length;
          }),
        { timeout: 30_000 },
      )
      .toBe(0);
  }

  beforeAll(async () => {
    [product, browser] = await Promise.all([startPreparedProduct(), startBrowser()]);
    const sites = await ask<{ features: Hazard[] }>('/collections/enterprises/items?limit=1&filter=' + encodeURIComponent("sectorCode = 'SEC-INDU'"));
    site = sites.features[0] as Hazard;
    const areaCodes = [String(site.properties['areaCode'])];
    const users: Parameters<typeof addUsers>[2] = [
      ['office-li', '李安', { role: 'office' }], ['department-wang', '王科', { role: 'department', sectorCodes: ['SEC-INDU', 'SEC-FIRE', 'SEC-CHEM'] }],
      ['inspector-sun', '孙检', { role: 'inspector', areaCodes }], ['inspector-zhao', '赵检', { role: 'inspector', areaCodes }], ['firm-chen', '陈厂', { role: 'enterprise', siteIds: [site.id] }],
    ];
    await addUsers(product, password, users);
  }, 480_000);
  afterAll(async () => {
    await browser.close();
    const log = product.log();
    expect(await product.stop()).toBe(0);
    expect(uncleanLines(log)).toEqual([]);
  });

  it('a report takes five taps on a phone; the place is the device\'s, the photo is scaled and keeps time and place', async () => {
    const { page, context, complaints } = await come('inspector-sun', { viewport: phone, hasTouch: true });
    await page.goto(`${product.url}/report?language=en`);
    await page.getByText(/Position of this device, about 12 m exact/).waitFor({ timeout: 30_000 });
    const title = '手机上报：疏散通道堵塞';
    const taps = await fillReport(page, title);
    await page.locator('.photo-state', { hasText: 'sent' }).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByText(/Reported under YH-/).waitFor({ timeout: 30_000 });
    expect(taps).toBeLessThanOrEqual(5);
    const [hazard] = await titled(title);
    expect(hazard?.properties).toMatchObject({ statusCode: 'ST-VERIFYING', levelCode: 'LV-G', sourceCode: 'SRC-INS', areaCode: site.properties['areaCode'] });
    const { evidence } = await ask<{ evidence: { width: number; placeSource: string; timeSource: string; accuracyMetres: number; stage: string }[] }>(`/hazards/${hazard?.id}/evidence`);
    expect(evidence).toMatchObject([{ width: 2048, placeSource: 'device', timeSource: 'device', accuracyMetres: 12, stage: 'found' }]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
    await context.close();
  }, 120_000);

  it('without a line a report with its photo waits through a reload, and is sent once when the line is back', async () => {
    const { page, context, complaints } = await come('inspector-sun', { viewport: phone });
    await page.goto(`${product.url}/report?language=en`);
    await page.locator('.report-form').waitFor({ timeout: 30_000 });
    await shellKept(page);
    const stored = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());
    expect(stored.filter((path) => !/^\/(assets\/[\w.-]+|index\.html|api\/(criteria|vocabularies))$/.test(path))).toEqual([]);
    await context.setOffline(true);
    await page.reload();
    await page.locator('.report-form').waitFor({ timeout: 30_000 });
    const title = '离线上报：配电箱敞开';
    await fillReport(page, title);
    await page.getByText(/no line, goes later/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Report', exact: true }).dblclick();
    await page.getByText(/It is kept on this device/).waitFor({ timeout: 30_000 });
    expect(await titled(title)).toHaveLength(0);
    await page.reload();
    await page.locator('.outbox-letter', { hasText: title }).waitFor({ timeout: 30_000 });
    expect(await page.locator('.outbox-letter').textContent()).toMatch(/0 of 1 photos sent/);
    await context.setOffline(false);
    await page.locator('.outbox-sent').waitFor({ timeout: 60_000 });
    await expect.poll(async () => (await titled(title)).length, { timeout: 30_000 }).toBe(1);
    const [hazard] = await titled(title);
    expect((await ask<{ evidence: unknown[] }>(`/hazards/${hazard?.id}/evidence`)).evidence).toHaveLength(1);
    await page.reload();
    await page.locator('.report-form').waitFor({ timeout: 30_000 });
    expect(await page.locator('.outbox-letter').count()).toBe(0);
    expect(await titled(title)).toHaveLength(1);
    expect(complaints).toEqual([]);
    await context.close();
  }, 180_000);

  it('a line that is cut while a photo leaves and after the report arrived makes one hazard with one photo; so do two clicks', async () => {
    const { page, context } = await come('inspector-sun', { viewport: phone, serviceWorkers: 'block' });
    let [photos, reports] = [0, 0];
    await page.route('**/api/evidence?*', async (route) => {
      photos++;
      // The first is cut on its way; of the second the server hears, and its answer is lost.
      if (photos === 2) await route.fetch();
      if (photos <= 2) await route.abort('connectionreset');
      else await route.continue();
    });
    await page.route('**/api/hazards', async (route) => {
      reports++;
      if (reports > 1) return route.continue();
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.goto(`${product.url}/report?language=en`);
    await page.locator('.report-form').waitFor({ timeout: 30_000 });
    await page.getByText(/Position of this device/).waitFor({ timeout: 30_000 });
    const title = '线路中断：货架倾斜';
    await fillReport(page, title);
    await page.getByText(/no line, goes later/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Report', exact: true }).dblclick();
    await page.locator('.outbox-sent').waitFor({ timeout: 60_000 });
    expect([photos, reports]).toEqual([3, 2]);
    const found = await titled(title);
    expect(found).toHaveLength(1);
    expect((await ask<{ evidence: unknown[] }>(`/hazards/${found[0]?.id}/evidence`)).evidence).toHaveLength(1);
    await context.close();
  }, 120_000);

  it('what the server refuses later stays with its reason, is mended and goes through', async () => {
    const { page, context } = await come('inspector-sun', { viewport: phone, serviceWorkers: 'block', geolocation: { longitude: 100, latitude: 20, accuracy: 12 } });
    let cut = true;
    await page.route('**/api/hazards', (route) => (cut ? route.abort('internetdisconnected') : route.continue()));
    await page.goto(`${product.url}/report?language=en`);
    await page.getByText(/Position of this device/).waitFor({ timeout: 30_000 });
    const title = '位置有误：电缆破损';
    await fillReport(page, title);
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByText(/It is kept on this device/).waitFor({ timeout: 30_000 });
    cut = false;
    // The outbox may have tried again by itself a moment before: then there is nothing left to press.
    await Promise.race([page.getByRole('button', { name: 'Send now' }).click().catch(() => undefined), page.locator('.outbox-refused').waitFor({ timeout: 30_000 })]);
    await page.locator('.outbox-refused').waitFor({ timeout: 30_000 });
    expect(await page.locator('.outbox-letter .field-fault').textContent()).toMatch(/place: seen one outside/);
    const [longitude, latitude] = site.geometry.coordinates;
    await context.setGeolocation({ longitude, latitude, accuracy: 9 });
    await page.getByRole('link', { name: 'Mend' }).click();
    await expect.poll(() => page.locator('#report-title').inputValue(), { timeout: 30_000 }).toBe(title);
    expect(await page.locator('.photo img').count()).toBe(1);
    await page.getByRole('button', { name: 'Use the position of this device' }).click();
    await page.getByText(/about 9 m exact/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByText(/Reported under YH-/).waitFor({ timeout: 30_000 });
    expect(await titled(title)).toHaveLength(1);
    expect(await page.locator('.outbox-refused').count()).toBe(0);
    // The letter is gone, what became of it stays to be read; the next report begins empty.
    await page.waitForTimeout(500);
    expect(await page.getByText(/Reported under YH-/).count()).toBe(1);
    await page.getByRole('button', { name: 'Report another' }).click();
    await expect.poll(() => page.locator('#report-title').inputValue(), { timeout: 30_000 }).toBe('');
    await context.close();
  }, 120_000);

  it('what waits belongs to who wrote it: signing out warns, another account neither sees nor sends it', async () => {
    const { page, context } = await come('inspector-sun', { serviceWorkers: 'block' });
    let cut = true;
    await page.route('**/api/hazards', (route) => (cut ? route.abort('internetdisconnected') : route.continue()));
    await page.goto(`${product.url}/report?language=en`);
    await page.getByText(/Position of this device/).waitFor({ timeout: 30_000 });
    const title = '换人登录：护栏缺失';
    await fillReport(page, title);
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByText(/It is kept on this device/).waitFor({ timeout: 30_000 });
    await page.getByRole('button', { name: /Account: / }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText(/1 not sent yet. After you sign out/).waitFor();
    await page.getByRole('button', { name: 'Leave them and sign out' }).click();
    await page.waitForURL((address) => address.pathname === '/');
    cut = false;
    await signIn(context, 'inspector-zhao');
    await page.goto(`${product.url}/report?language=en`);
    await page.locator('.report-form').waitFor({ timeout: 30_000 });
    await page.waitForTimeout(3_000);
    expect(await page.locator('.outbox').count()).toBe(0);
    expect(await titled(title)).toHaveLength(0);
    await signIn(context, 'inspector-sun');
    await page.goto(`${product.url}/report?language=en`);
    await page.locator('.outbox-sent').waitFor({ timeout: 30_000 });
    const [hazard] = await titled(title);
    const { events } = await ask<{ events: { actorName: string }[] }>(`/hazards/${hazard?.id}/events`);
    expect(events[0]?.actorName).toBe('孙检');
    await context.close();
  }, 120_000);

  it('is handled to its end: assigned, put right, re-checked on a phone with a photo from the place; what is missing stands at its field', async () => {
    const { page, context, complaints } = await come('inspector-sun');
    await page.goto(`${product.url}/report?language=en`);
    await page.getByText(/Position of this device/).waitFor({ timeout: 30_000 });
    await page.getByLabel('Site', { exact: true }).fill(String(site.properties['name']));
    await page.locator('.site-hits .card').first().click();
    const title = '安全出口上锁';
    await fillReport(page, title);
    await page.getByRole('button', { name: 'Report', exact: true }).click();
    await page.getByRole('link', { name: 'Open this hazard' }).click();
    await page.getByRole('heading', { name: title }).waitFor({ timeout: 30_000 });
    const id = Number(/\/hazards\/(\d+)/.exec(page.url())?.[1]);
    const status = async (): Promise<unknown> => (await ask<{ item: Hazard }>(`/hazards/${id}`)).item.properties['statusCode'];

    await signIn(context, 'department-wang');
    await page.goto(`${product.url}/hazards/${id}?language=en`);
    await page.locator('.move-main').click();
    // The level decides what must be given.
    const needed = (): Promise<number> => page.locator('.move-form .needed').count();
    const general = await needed();
    await page.getByRole('radio', { name: 'Major hazard' }).check({ force: true });
    await expect.poll(needed).toBeGreaterThan(general);
    await page.getByRole('radio', { name: 'General hazard' }).check({ force: true });
    await page.getByRole('button', { name: 'Send: Decide and assign' }).click();
    await page.locator('.field-fault', { hasText: 'Owner is needed' }).waitFor();
    expect(await status()).toBe('ST-VERIFYING');
    await page.getByRole('textbox', { name: 'Owner' }).fill('陈厂长');
    await page.getByLabel('Measures').fill('拆除门锁，专人巡查');
    await page.getByRole('button', { name: /\+15/ }).click();
    // Somebody else is first: what was typed stays, and is sent only when that was seen.
    const other = await come('office-li');
    await other.page.goto(`${product.url}/hazards/${id}?language=en`);
    await other.page.getByRole('button', { name: 'Note', exact: true }).click();
    await other.page.getByRole('textbox', { name: 'Note' }).fill('请今日办结');
    await other.page.getByRole('button', { name: 'Send: Note' }).click();
    await other.page.getByText(/Note: done/).waitFor();
    // A move that is off can be reached and says why, in text too.
    await other.page.locator('.move-off', { hasText: 'End the listing' }).getByText('it is not flagged').waitFor();
    await other.context.close();
    await page.getByText(/李安 .* made the step “Note”/).waitFor({ timeout: 30_000 });
    expect(await page.getByRole('textbox', { name: 'Owner' }).inputValue()).toBe('陈厂长');
    await page.getByRole('button', { name: 'Seen, go on' }).click();
    await page.getByRole('button', { name: 'Send: Decide and assign' }).dblclick();
    await page.getByText(/Decide and assign: done. It now stands at: Assigned/).waitFor({ timeout: 30_000 });
    expect(await seriousFaults(page)).toEqual([]);

    await signIn(context, 'firm-chen');
    await page.goto(`${product.url}/hazards/${id}?language=en`);
    await page.locator('.move-main', { hasText: 'Take up the work' }).click();
    await page.getByRole('button', { name: /Send: / }).click();
    await page.locator('.move-main', { hasText: 'Ask for the review' }).click();
    await page.getByLabel('What was done').fill('已拆除');
    await page.locator('input[capture]').setInputFiles(await picture(1280));
    await page.getByRole('button', { name: /Send: / }).click();
    await expect.poll(status, { timeout: 30_000 }).toBe('ST-AWAIT_REVIEW');
    // The enterprise is offered no review.
    expect(await page.getByRole('button', { name: 'Pass and close' }).count()).toBe(0);

    await signIn(context, 'inspector-zhao');
    await page.setViewportSize(phone);
    await page.goto(`${product.url}/hazards/${id}?language=en`);
    await page.locator('.move-main', { hasText: 'Pass and close' }).click();
    await page.getByLabel('Opinion of the review').fill('现场复查合格');
    await page.getByRole('button', { name: /Send: / }).click();
    await page.locator('.photo-field .field-fault', { hasText: 'Evidence photos is needed' }).waitFor();
    await page.locator('input[capture]').setInputFiles(await picture(1280));
    await page.getByRole('button', { name: /Send: / }).click();
    await expect.poll(status, { timeout: 30_000 }).toBe('ST-CLOSED');
    await page.locator('.hazard-head', { hasText: 'Closed' }).waitFor();
    await expect.poll(() => page.locator('.stage-part img').count(), { timeout: 30_000 }).toBe(3);
    await expect.poll(() => page.locator('.timeline-step').count(), { timeout: 30_000 }).toBe(6);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await seriousFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  }, 240_000);

  it('the order and the re-check form print on one A4 page each, however long their texts', async () => {
    const { page, context } = await come('office-li');
    const long = '拆除并清运违规堆放的可燃物，恢复疏散通道净宽，张贴警示标识。'.repeat(16).slice(0, 490);
    const made = await fetch(`${product.url}/api/hazards`, { method: 'POST', headers: key(), body: '{}' });
    expect(made.status).toBe(400);
    const post = async (path: string, data: unknown): Promise<{ id: number }> => (await (await context.request.post(`${product.url}/api${path}`, { data, headers: { 'X-Anlan-Request': 'test' } })).json()) as { id: number };
    const { id } = await post('/hazards', { door: 'inspection', title: long.slice(0, 300), kindCode: 'HK-EXIT', siteId: site.id, requestKey: 'printed-hazard-key' });
    await post(`/hazards/${id}/moves`, { move: 'assign', values: { levelCode: 'LV-G', ownerName: '陈厂长', dueOn: '2036-01-01', measures: long, interimControl: long.repeat(4), contingencyPlan: long.repeat(4), fundsYuan: 20_000 } });
    for (const paper of ['notice', 'recheck-form']) {
      await page.goto(`${product.url}/hazards/${id}/${paper}?language=zh-CN&theme=night`);
      await page.locator('.paper svg.qr').waitFor({ timeout: 30_000 });
      await page.locator('.paper-unit', { hasText: /./ }).waitFor();
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect([paper, pdf.match(/\/Type\s*\/Page\b/g)?.length]).toEqual([paper, 1]);
      // A4 in points.
      expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
      expect(await page.locator('.paper').textContent()).toContain('合成数据');
    }
    await context.close();
  }, 120_000);

  it('hostile text stays text: on the page and the order, in the desk\'s panel, map, list and search, in the ledger, and where the item itself is given', async () => {
    const hostile = ['<img src=x onerror="window.hacked=1">', '"><script>window.hacked=1</script>', "javascript:alert('1')//", '\u202Efdp.exe', '=HYPERLINK("http://evil.example","x")', '{{constructor.constructor("window.hacked=1")()}}'];
    const poison = hostile.join(' ');
    const { page, context, complaints } = await come('office-li');
    const post = async (path: string, data: unknown): Promise<{ status: number; body: { id: number } }> => {
      const answer = await context.request.post(`${product.url}/api${path}`, { data, headers: { 'X-Anlan-Request': 'test' } });
      return { status: answer.status(), body: (await answer.json()) as { id: number } };
    };
    // The first sign is what a spreadsheet would take for a formula.
    const title = `=1+1 ${poison}`.slice(0, 300);
    const { body } = await post('/hazards', { door: 'inspection', title, kindCode: 'HK-EXIT', siteId: site.id, requestKey: 'hostile-hazard-key-1' });
    const { id } = body;
    // Its proposed duplicate shows the same words in another place of the page.
    await post('/hazards', { door: 'public', title, kindCode: 'HK-EXIT', siteId: site.id, requestKey: 'hostile-hazard-key-2' });
    const moved: [string, Record<string, unknown>][] = [
      ['assign', { levelCode: 'LV-G', expertRecord: poison, ownerName: poison.slice(0, 120), dueOn: '2036-01-01', measures: poison, interimControl: poison, contingencyPlan: poison, note: poison, verification: poison, answer: poison }],
      ['ask-extension', { newDueOn: '2036-02-01', reason: poison }], ['list', { supervisor: poison, notice: poison }], ['publish', { notice: poison }], ['suspend', { reason: poison, notice: poison }],
      ['escalate', { reason: poison }], ['edit', { title: `${title.slice(0, 290)} 2` }], ['comment', { note: poison }], ['unlist', { reason: poison, notice: poison }], ['resume', { restartConsent: poison }],
    ];
    for (const [move, values] of moved) expect([move, (await post(`/hazards/${id}/moves`, { move, values })).status]).toEqual([move, 200]);
    const check = async (where: string): Promise<void> => {
      expect([where, await page.evaluate(() => (window as unknown as { hacked?: number }).hacked ?? 0)]).toEqual([where, 0]);
      expect([where, await page.locator('img[src="x"], a[href^="javascript"]').count()]).toEqual([where, 0]);
    };
    await page.goto(`${product.url}/hazards/${id}?language=zh-CN`);
    await page.locator('.timeline-step').nth(10).waitFor({ timeout: 30_000 });
    const shown = (await page.locator('.hazard-page').textContent()) ?? '';
    for (const text of hostile) expect(shown).toContain(text);
    // What turns the writing round ends with its own words.
    expect(await page.locator('.hazard-head h1 > bdi').count()).toBe(1);
    expect(await page.locator('.said dd > bdi').count()).toBeGreaterThan(10);
    await page.locator('.kin-row').first().waitFor();
    await check('page');
    await page.goto(`${product.url}/hazards/${id}/notice?language=zh-CN`);
    await page.locator('.paper svg.qr').waitFor({ timeout: 30_000 });
    await check('notice');
    await page.goto(`${product.url}/?language=en&object=hazards/${id}&panel=list&list=hazards&sectorCode=${String(site.properties['sectorCode'])}&camera=${site.geometry.coordinates.join(',')},17`);
    await waitForMap(page);
    await page.getByRole('link', { name: 'Handle this hazard' }).waitFor({ timeout: 30_000 });
    await page.locator('.timeline-step').nth(10).waitFor({ timeout: 30_000 });
    await check('panel');
    const box = (await page.locator('.map-canvas').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForTimeout(1_000);
    await check('map');
    await page.goto(`${product.url}/?language=en&panel=list&list=hazards&foundFrom=${new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)}`);
    await page.locator('.list-open', { hasText: '<img src=x' }).first().waitFor({ timeout: 90_000 });
    await check('list');
    expect((await post('/sites/enterprises', { values: { name: poison.slice(0, 100) }, geometry: site.geometry, requestKey: 'hostile-site-key-1' })).status).toBe(201);
    await page.getByRole('combobox', { name: 'Search by name, pinyin, code or coordinates' }).fill('<img src=x');
    await page.locator('.search-hit', { hasText: '<img src=x' }).first().waitFor({ timeout: 30_000 });
    await check('search');
    await page.goto(`${product.url}/ledger?language=en&q=${encodeURIComponent('<img src=x')}`);
    await page.locator('.ledger-row, .ledger-card', { hasText: '<img src=x' }).first().waitFor({ timeout: 30_000 });
    await check('ledger');
    for (const format of ['text/html', 'application/geo+json']) {
      await page.goto(`${product.url}/api/collections/hazards/items/${id}?f=${format === 'text/html' ? 'html' : 'json'}`);
      await check(format);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }, 240_000);

  it('the pages have no serious fault by day and night, wide and narrow', async () => {
    const [hazard] = (await ask<{ features: Hazard[] }>(`/collections/hazards/items?limit=1&filter=${encodeURIComponent("statusCode = 'ST-RECTIFYING'")}`)).features;
    for (const [theme, viewport] of [['day', { width: 1440, height: 900 }], ['night', phone]] as const) {
      const { page, context } = await come('office-li', { viewport });
      await page.goto(`${product.url}/hazards/${hazard?.id}?language=zh-CN&theme=${theme}`);
      await page.locator('.timeline-step').first().waitFor({ timeout: 30_000 });
      expect([theme, await seriousFaults(page)]).toEqual([theme, []]);
      await page.goto(`${product.url}/report?language=zh-CN&theme=${theme}`);
      await page.locator('.report-form').waitFor({ timeout: 30_000 });
      expect([theme, await seriousFaults(page)]).toEqual([theme, []]);
      await context.close();
    }
  }, 120_000);
});
