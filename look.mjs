import { chromium } from 'playwright-core';
import { readFileSync, readdirSync } from 'node:fs';
const url = 'http://127.0.0.1:8170';
const dir = '/tmp/hazard-page';
const key = readFileSync(`${dir}/data/${readdirSync(`${dir}/data`).find((n) => /key/.test(n))}`, 'utf8').trim();
const headers = { 'X-Anlan-Key': key, 'Content-Type': 'application/json' };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };
export const pw = 'Harbour-2026-east';
async function user(userName, name, grant) { const r = await fetch(`${url}/api/users`, { method: 'POST', headers, body: JSON.stringify({ userName, name, password: pw, grant: { ...free, ...grant } }) }); return r.status; }
console.log(await user('office-li', '李安', { role: 'office' }), await user('inspector-sun', '孙检', { role: 'inspector', areaCodes: ['W'] }));
const find = async (filter) => (await (await fetch(`${url}/api/collections/hazards/items?limit=1&filter=${encodeURIComponent(filter)}`)).json()).features[0]?.id;
const ids = { major: await find("levelCode='LV-M'"), overdue: await find("overdueDays>3"), rect: await find("statusCode='ST-RECTIFYING'"), review: await find("statusCode='ST-AWAIT_REVIEW'"), verify: process.env.VERIFY };
console.log(ids);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-quic','--no-first-run','--disable-background-networking','--use-angle=swiftshader','--enable-unsafe-swiftshader','--disable-dev-shm-usage'], headless: true });
const shots = process.argv.slice(2);
async function open(viewport, theme, language) {
  const context = await browser.newContext({ viewport, deviceScaleFactor: 1, geolocation: { longitude: 122.42, latitude: 37.16, accuracy: 25 }, permissions: ['geolocation'] });
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && console.log('console', m.text().slice(0, 300)));
  page.on('pageerror', (e) => console.log('pageerror', String(e).slice(0, 400)));
  await page.request.post(`${url}/api/session`, { data: { userName: 'office-li', password: pw }, headers: { 'X-Anlan-Request': 'x' } });
  return { page, context, q: `theme=${theme}&language=${language}` };
}
const wide = { width: 1440, height: 900 }, phone = { width: 390, height: 844 };
for (const shot of shots) {
  const [what, size, theme, lang] = shot.split(':');
  const { page, context, q } = await open(size === 'w' ? wide : phone, theme, lang);
  const [kind, which] = what.split('-');
  const id = ids[which];
  if (kind === 'hazard') await page.goto(`${url}/hazards/${id}?${q}`);
  if (kind === 'notice') await page.goto(`${url}/hazards/${id}/notice?${q}`);
  if (kind === 'recheck') await page.goto(`${url}/hazards/${id}/recheck-form?${q}`);
  if (kind === 'report') await page.goto(`${url}/report?${q}`);
  if (kind === 'form') { await page.goto(`${url}/hazards/${id}?${q}`); await page.locator('.move-main').click(); }
  await page.waitForTimeout(4000);
  await page.screenshot({ path: `${dir}/${what}-${size}-${theme}-${lang}.png`, fullPage: false });
  // whole page
  const h = await page.evaluate(() => document.querySelector('.office-page')?.scrollHeight ?? 0);
  await page.setViewportSize({ width: size === 'w' ? 1440 : 390, height: Math.min(4000, h + 110) });
  await page.waitForTimeout(800);
  await page.screenshot({ path: `${dir}/${what}-${size}-${theme}-${lang}-whole.png` });
  if (kind === 'notice' || kind === 'recheck') await page.pdf({ path: `${dir}/${what}-${size}.pdf`, preferCSSPageSize: true, printBackground: true });
  await context.close();
}
await browser.close();
