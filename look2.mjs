import { chromium } from 'playwright-core';
const url = 'http://127.0.0.1:8170', dir='/tmp/hazard-page', pw='Harbour-2026-east';
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-quic','--no-first-run','--disable-background-networking','--use-angle=swiftshader','--enable-unsafe-swiftshader','--disable-dev-shm-usage'] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
const page = await context.newPage();
const post = async (p, data) => (await (await page.request.post(`${url}/api${p}`, { data, headers: { 'X-Anlan-Request': 'x' } })).json());
await post('/session', { userName: 'office-li', password: pw });
const site = (await (await page.request.get(`${url}/api/collections/enterprises/items?limit=1`)).json()).features[0];
const long = '拆除并清运违规堆放的可燃物，恢复疏散通道净宽，张贴警示标识。'.repeat(16).slice(0, 490);
const { id } = await post('/hazards', { door: 'inspection', title: long.slice(0, 300), kindCode: 'HK-EXIT', siteId: site.id, requestKey: 'printed-hazard-key' });
const crit = await (await page.request.get(`${url}/api/criteria`)).json();
console.log(id, (await post(`/hazards/${id}/moves`, { move: 'assign', values: { levelCode: 'LV-G', clauseId: crit.clauses.sort((a,b)=>b.zh.length-a.zh.length)[0].id, ownerName: '陈厂长', dueOn: '2036-01-01', measures: long, interimControl: long.repeat(4), contingencyPlan: long.repeat(4), fundsYuan: 20000 } })).statusCode);
for (const lang of ['zh-CN', 'en']) for (const paper of ['notice', 'recheck-form']) {
  await page.goto(`${url}/hazards/${id}/${paper}?language=${lang}&theme=night`);
  await page.locator('.paper svg.qr').waitFor({ timeout: 90000 });
  await page.waitForTimeout(1500);
  const pdf = await page.pdf({ preferCSSPageSize: true, path: `${dir}/long-${paper}-${lang}.pdf` });
  console.log(lang, paper, pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, pdf.toString('latin1').match(/MediaBox[^\]]*\]/)?.[0]);
  await page.emulateMedia({ media: 'print' }); console.log(await page.locator('.paper').evaluate((e) => e.scrollHeight)); await page.emulateMedia({ media: null });
}
await browser.close();
