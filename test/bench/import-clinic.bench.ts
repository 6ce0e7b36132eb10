// How long does a dry run of a hundred thousand rows take, XLSX and CSV, and how much memory? Looked at, proposed, checked and compared in the job worker of the product.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { zipSync } from 'fflate';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { everything } from '../../data/contract/access.ts';
import type { DryRunSummary } from '../../data/contract/import-clinic.ts';
import { replaceCity } from '../../server/commands/city.ts';
import { write } from '../../server/commands/write.ts';
import { type Database, openDatabase } from '../../server/db/database.ts';
import type { LookResult } from '../../server/import/clinic/look.ts';
import type { WorkerReply } from '../../server/jobs/pool.ts';
import { littleCity } from '../fixtures/little-city.ts';
import { printFigure, printMachine } from './measure.ts';

const rows = 100_000;
const head = ['企业编号', '企业名称', '统一社会信用代码', '所属镇街', '详细地址', '所属行业', '风险等级', '经度', '纬度', '从业人数', '建筑面积', '成立日期', '联系电话'];
const sectors = ['工贸', '消防', '危险化学品', '城镇燃气', '商贸'];
const risks = ['红', '橙', '黄', '蓝'];
const valuesOf = (k: number): (string | number)[] => [
  `QY-${String(k).padStart(6, '0')}`, `海洋食品第${k}有限公司`, `91371000MA${String(k).padStart(8, '0')}`.padEnd(18, 'X'), k % 2 === 0 ? '西镇' : '东镇', `${k % 2 === 0 ? '西镇' : '东镇'}渔港路${k % 300}号`, sectors[k % 5] ?? '', risks[k % 4] ?? '',
  Math.round((122.005 + (k % 2) * 0.1 + ((k * 7919) % 9000) / 100_000) * 1e6) / 1e6, Math.round((37.005 + ((k * 104_729) % 9000) / 100_000) * 1e6) / 1e6, 1 + (k % 400), 100 + (k % 5000), `20${String(10 + (k % 15))}-0${1 + (k % 9)}-1${k % 10}`, `138${String(k).padStart(8, '0')}`,
];

/** XLSX as spreadsheet programs write it: texts shared, numbers plain. */
function spreadsheet(): Uint8Array {
  const encoder = new TextEncoder();
  const shared = new Map<string, number>();
  const parts: string[] = ['<?xml version="1.0"?><worksheet><sheetData>'];
  for (let line = 0; line <= rows; line++) {
    const cells = (line === 0 ? head : valuesOf(line)).map((value, place) => {
      const reference = `${String.fromCharCode(65 + place)}${line + 1}`;
      if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`;
      if (!shared.has(value)) shared.set(value, shared.size);
      return `<c r="${reference}" t="s"><v>${shared.get(value)}</v></c>`;
    });
    parts.push(`<row r="${line + 1}">${cells.join('')}</row>`);
  }
  parts.push('</sheetData></worksheet>');
  return zipSync({
    'xl/workbook.xml': encoder.encode('<workbook xmlns:r="r"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': encoder.encode('<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'),
    'xl/sharedStrings.xml': encoder.encode(`<sst>${[...shared.keys()].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`),
    'xl/worksheets/sheet1.xml': encoder.encode(parts.join('')),
  });
}

let database: Database;
const folder = mkdtempSync(join(tmpdir(), 'anlan-clinic-bench-'));
beforeAll(async () => {
  database = await openDatabase({ dataDirectory: folder, migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, templateDirectory: `${process.cwd()}/dist/templates`, log: pino({ level: 'silent' }) });
  await write(database, { announce: () => undefined, origin: 'bench' }, (batch) => replaceCity(batch, littleCity()));
}, 180_000);
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each([['xlsx', () => spreadsheet()], ['csv', () => new TextEncoder().encode([head, ...Array.from({ length: rows }, (_, k) => valuesOf(k + 1))].map((row) => row.join(',')).join('\n'))]] as [string, () => Uint8Array][])('%s', async (format, make) => {
  const session = join(folder, format);
  mkdirSync(session);
  const file = join(session, 'upload');
  const bytes = make();
  writeFileSync(file, bytes);
  // The worker of the product in a thread of its own, as in the pool; what the process grows by while it works is its memory.
  const worker = new Worker(`${process.cwd()}/dist/server/job-worker.js`);
  const run = (id: number, kind: string, payload: unknown): Promise<unknown> =>
    new Promise((resolve, reject) => {
      worker.on('message', (reply: WorkerReply) => {
        if (reply.id !== id) return;
        if (reply.kind === 'result') resolve(reply.result);
        else if (reply.kind === 'failure') reject(new Error(reply.stack));
      });
      worker.on('error', reject);
      worker.postMessage({ id, kind, payload });
    });
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const start = performance.now();
  const processor = process.cpuUsage();
  const common = { target: database.target, layer: 'enterprises', folder: session, scope: everything };
  const { seen, proposal, layout } = (await run(1, 'import-look', { ...common, file, reading: {} })) as LookResult;
  const looked = performance.now();
  const mapping = Object.fromEntries(proposal.mapping.flatMap(({ field, column }) => (column === null ? [] : [[field, column]])));
  const summary = (await run(2, 'import-check', { ...common, layout, rows: seen.rows, plan: { mapping, place: proposal.place, crs: 'wgs84', swapped: false, constants: {}, repeats: 'refuse' } })) as DryRunSummary;
  const ended = performance.now();
  clearInterval(watch);
  const { user, system } = process.cpuUsage(processor);
  await worker.terminate();
  expect(summary).toMatchObject({ rows, taken: rows, refused: 0 });
  printMachine();
  const seconds = (from: number, to: number): string => `${((to - from) / 1000).toFixed(1)} s`;
  printFigure(`import clinic, ${rows} ${format} rows of ${head.length} columns (${(bytes.length / 1e6).toFixed(1)} MB)`, `${seconds(start, ended)}: looked at in ${seconds(start, looked)}, dry run ${seconds(looked, ended)}`, '20 s');
  // On a machine that others use too, the time of the processors says more than the clock.
  printFigure(`import clinic, ${format}: processor time, all threads, database included`, `${((user + system) / 1e6).toFixed(1)} s`);
  printFigure(`import clinic, ${format}: the process grew by`, `${Math.round((most - before) / 1e6)} MB`, '300 MB');
});
