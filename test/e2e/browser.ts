// How does a test drive the built page in a real browser, and prove that nothing leaves the machine?
import { existsSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, onTestFailed } from 'vitest';

/** Software WebGL2 and no background traffic of the browser's own. */
const browserArguments = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-dev-shm-usage',
  // The page itself is drawn without GL: in software that is half the work; WebGL canvases stay as they are.
  '--disable-gpu-rasterization',
  '--disable-gpu-compositing',
];

/** Starts the system's Chromium; throws with the package's name when there is none (a missing browser fails the test, it does not skip it). */
export async function startBrowser(): Promise<Browser> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium found, expected the package chromium: npm test installs it');
  return chromium.launch({ executablePath, args: browserArguments, headless: true });
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests that went to another origin than the product's, blob: and data: aside. */
  readonly strangers: string[];
  /** Console errors, page errors and responses of 400 and above. */
  readonly complaints: string[];
}

/** Opens a page of the product, for somebody who wants little motion, in a context of its own that records every stranger and every complaint. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const strangers: string[] = [];
  const complaints: string[] = [];
  const origin = new URL(url).origin;
  page.on('request', (request) => {
    const target = request.url();
    if (!target.startsWith(origin) && !target.startsWith('blob:') && !target.startsWith('data:')) strangers.push(target);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} ${response.url()}`);
  });
  // A walk that fails on a machine nobody looks at tells what stood on the page.
  if (expect.getState().currentTestName !== undefined) onTestFailed(() => tellOf(page, complaints));
  await page.goto(url);
  return { page, context, strangers, complaints };
}

async function tellOf(page: Page, complaints: readonly string[]): Promise<void> {
  if (page.isClosed()) return;
  const words = await page.locator('body').innerText({ timeout: 5000 }).catch(String);
  console.error(`${page.url()} at the end of the failed walk:\n${words.replaceAll(/\n{2,}/g, '\n').slice(0, 3000)}\n${complaints.join('\n')}`);
}

/** Waits until the map has drawn everything it asked for (`data-map-state="idle"` on its container). */
export async function waitForMap(page: Page, timeout = 90_000): Promise<void> {
  await page.waitForSelector('[data-map-state="idle"]', { timeout, state: 'attached' });
}

/** Gives serious and critical findings of axe against WCAG 2.2 AA, by rule and place. */
export async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

/** Signs the pages of a context in, as the sign-in page does. */
export async function signInContext(context: BrowserContext, url: string, userName: string, password: string): Promise<void> {
  const answer = await context.request.post(`${url}/api/session`, { data: { userName, password }, headers: { 'X-Anlan-Request': 'test' } });
  if (answer.status() !== 200) throw new Error(`sign-in of ${userName}: seen ${answer.status()}, expected 200`);
}
