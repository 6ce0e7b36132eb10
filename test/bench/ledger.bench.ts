// How long does a page of the ledger take at a million hazards, at any depth, in any order, by any filter, for any reader, on either home?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { type Actor, type Grant, readerOfGrant, type RoleId } from '../../data/contract/access.ts';
import { type LedgerDirection, type LedgerSort, ledgerSorts, type LedgerView, ledgerViews } from '../../data/contract/ledger.ts';
import type { Selection } from '../../data/contract/selection.ts';
import { dateOfDay } from '../../data/contract/units.ts';
import { LedgerPages } from '../../server/api/ledger-pages.ts';
import type { AppDependencies } from '../../server/api/dependencies.ts';
import { Scopes } from '../../server/api/readers.ts';
import type { Database } from '../../server/db/database.ts';
import { openDatabase } from '../../server/db/database.ts';
import { createChangeStream } from '../../server/live/changes.ts';
import { readPastPlaces, readPastRows } from '../../server/queries/ledger.past.ts';
import type { LedgerQuestion } from '../../server/queries/ledger.conditions.ts';
import { ledgerKeys, type LedgerPlace } from '../../server/queries/ledger.order.ts';
import { readAs } from '../../server/access/reading.ts';
import { loadTileIndex } from '../../server/tiles/load.ts';
import { seeded, today } from '../server/tiles/sample.ts';
import { startServedPostgres } from '../served-postgres.ts';
import { measure, printFigure, printMachine } from './measure.ts';
import fillText from './ledger-fill.sql?raw';

const hazards = 1_000_000;
const rowsAtOnce = 50_000;
const asked = 400;
const day = dateOfDay(today);
const common = { migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, log: pino({ level: 'silent' }) };
const free = { areaCodes: null, sectorCodes: null, siteIds: null };

/** Who asks, each as often as the others. */
const grants: readonly (Omit<Grant, 'role'> & { role: RoleId })[] = [
  { role: 'office', ...free },
  { role: 'department', ...free, sectorCodes: ['SEC-GAS'] },
  { role: 'department', ...free, sectorCodes: ['SEC-INDU', 'SEC-CHEM', 'SEC-FIRE'] },
  { role: 'township', ...free, areaCodes: ['A3'] },
  { role: 'township', ...free, areaCodes: ['A19'] },
  { role: 'inspector', ...free, areaCodes: ['A7', 'A8'], sectorCodes: ['SEC-CONS'] },
  { role: 'enterprise', ...free, siteIds: [17, 4711] },
];
const actors = grants.map((grant, k): Actor => ({ kind: 'user', id: `u${k}`, name: `u${k}`, userId: `u${k}`, grant, reader: readerOfGrant(grant) }));

const selections: readonly Selection[] = [{}, {}, { overdue: true }, { open: true }, { statusCode: ['ST-CLOSED'] }, { levelCode: ['LV-M'], open: true }, { areaCode: ['A5'] }, { sectorCode: ['SEC-FISH'], open: true }, { foundFrom: dateOfDay(today - 40), foundTo: dateOfDay(today - 20) }, { kindCode: ['HK-EXIT'], sourceCode: ['SRC-PUB'] }, { overdueDaysMin: 90 }, { areaCode: ['A11'], sectorCode: ['SEC-MINE'], levelCode: ['LV-M'] }];

interface Ask {
  readonly question: LedgerQuestion;
  readonly sort: LedgerSort;
  readonly direction: LedgerDirection;
  readonly from: LedgerPlace | null;
  readonly back: boolean;
}

async function fill({ sql, transaction }: Database): Promise<void> {
  await sql.unsafe(`insert into areas (code, kind_code, name, geom, seat, synthetic)
    select 'A' || k, 'TWN-Z', 'A' || k, ST_MakeEnvelope(122 + k * 0.01, 36.7, 122.01 + k * 0.01, 36.8, 4326), ST_SetSRID(ST_MakePoint(122.005 + k * 0.01, 36.75), 4326), true from generate_series(1, 19) k`);
  await sql.unsafe(`insert into sites (layer, code, name, geom, content_hash, synthetic)
    select 'enterprises', 'e' || k, '第 ' || k || ' 家企业', ST_SetSRID(ST_MakePoint(122.2, 36.9), 4326), '', true from generate_series(1, 40000) k`);
  // Indexes are made when the rows are there, and the rows fit together by making: a third of the time.
  const indexes = await sql.unsafe<{ name: string; text: string }[]>("select indexname as name, indexdef as text from pg_indexes where tablename in ('hazards', 'hazard_events') and indexdef not like 'CREATE UNIQUE%'");
  for (const { name } of indexes) await sql.unsafe(`drop index ${name}`);
  for (let from = 0; from < hazards; from += rowsAtOnce) {
    await transaction(async (tx) => {
      await tx.unsafe('set local session_replication_role = replica');
      await tx.unsafe('set local statement_timeout = 0');
      await tx.unsafe(fillText, [from + 1, Math.min(hazards, from + rowsAtOnce), day]);
    });
  }
  await transaction(async (tx) => {
    await tx.unsafe('set local statement_timeout = 0');
    for (const { text } of indexes) await tx.unsafe(text);
    await tx.unsafe('analyze hazards');
    await tx.unsafe('analyze hazard_events');
  });
  // As a database that has been up for a while has done by itself: else it does so beside the first questions.
  for (const table of ['hazards', 'hazard_events']) await sql.unsafe(`vacuum ${table}`);
}

/** Random questions; most begin behind a random row of the million, so that every depth is asked alike. */
async function questions({ sql }: Database, count: number, only: Partial<{ view: LedgerView; sort: LedgerSort; words: string }> = {}): Promise<Ask[]> {
  const random = seeded(11);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const asks: Ask[] = [];
  for (let k = 0; k < count; k++) {
    const sort = only.sort ?? pick(ledgerSorts).id;
    const id = 1 + Math.floor(random() * hazards);
    const [row] = random() < 0.2 ? [] : await sql.unsafe<{ key: string }[]>(`select (${ledgerKeys[sort].expression})::text as key from hazards where id = $1::int`, [id]);
    const extra = random();
    const question: LedgerQuestion = {
      view: only.view ?? (random() < 0.5 ? 'all' : pick(ledgerViews).id),
      selection: pick(selections),
      flags: extra < 0.06 ? ['FL-LISTED'] : extra < 0.1 ? ['FL-SUSPENDED', 'FL-PUBLIC'] : null,
      handler: extra > 0.96 ? 'me' : extra > 0.92 ? 'none' : null,
      words: only.words ?? null,
      box: extra > 0.85 && extra < 0.9 ? [122.2, 36.9, 122.4, 37.1] : null,
      today: day,
      actor: pick(actors),
    };
    asks.push({ question, sort, direction: random() < 0.5 ? 'ascending' : 'descending', from: row === undefined ? null : { key: row.key, id }, back: row !== undefined && random() < 0.3 });
  }
  return asks;
}

/** The figure a promise is made about. */
function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

async function timed<Input>(title: string, inputs: readonly Input[], work: (input: Input) => Promise<unknown>, goal = ''): Promise<void> {
  const times: number[] = [];
  await measure(inputs, async (input) => {
    const start = performance.now();
    await work(input);
    times.push(performance.now() - start);
  });
  const counted = times.slice(-inputs.length);
  const text = (share: number): string => `${at(counted, share).toFixed(1)} ms`;
  printFigure(title, `min ${text(0)}  median ${text(0.5)}  p95 ${text(0.95)}  max ${text(1)}  (${counted.length} runs)`, goal);
  const slowest = inputs[counted.indexOf(Math.max(...counted))];
  if (process.env['ANLAN_BENCH_SLOWEST'] !== undefined) console.log(JSON.stringify(slowest, (name, value: unknown) => (name === 'reader' ? undefined : value)));
}

async function bench(home: 'embedded' | 'served', database: Database, goal: string): Promise<void> {
  let start = performance.now();
  const [filled] = await database.sql.unsafe<{ count: number }[]>('select count(*)::int as count from hazards');
  if (filled?.count !== hazards) await fill(database);
  printFigure(`${home}: a million hazards and their steps written`, `${((performance.now() - start) / 1000).toFixed(0)} s`);
  start = performance.now();
  const index = await loadTileIndex(database.sql, () => 1);
  printFigure(`${home}: index loaded`, `${((performance.now() - start) / 1000).toFixed(1)} s`);
  expect(index.points('hazards').length).toBe(hazards);
  const changes = createChangeStream(() => undefined);
  const deps = { database: () => database, index: () => index, changes, now: () => today * 86_400_000 } as unknown as AppDependencies;
  const pages = new LedgerPages(deps, new Scopes(deps));
  const page = ({ question, sort, direction, from, back }: Ask): Promise<unknown> => pages.page(question, { sort, direction, from, back, limit: 61 });
  await timed(`${home}: any page`, await questions(database, asked), page, goal);
  for (const { id } of ledgerSorts) await timed(`${home}:   in the order ${id}`, await questions(database, asked / 4, { sort: id }), page, goal);
  for (const view of ['mine', 'my-review', 'listed', 'again'] as const) await timed(`${home}:   of the view ${view}`, await questions(database, asked / 4, { view }), page, goal);
  for (const words of ['第 4711 家', '消防', '阀门锈蚀', 'B-0077']) await timed(`${home}:   with the words ${words}`, await questions(database, 40, { words }), page, goal);
  await timed(`${home}: count of a view`, await questions(database, asked / 4), ({ question }) => pages.count(question));
  const days = Array.from({ length: 60 }, (_, k) => ({ actor: actors[k % actors.length] as Actor, day: dateOfDay(today - 5 * k) }));
  await timed(`${home}: a page as known on a day`, days, ({ actor, day: past }) => readAs(database, actor.reader, (sql) => readPastRows(sql, { day: past, selection: { open: true }, siteIds: actor.reader.siteIds }, { direction: 'descending', from: null, back: false, limit: 61 })), goal);
  await timed(`${home}: 5,000 places as known on a day`, days.slice(0, 20), ({ actor, day: past }) => readAs(database, actor.reader, (sql) => readPastPlaces(sql, { day: past, selection: { open: true }, siteIds: actor.reader.siteIds }, 5_000)));
}

describe('the ledger at a million hazards', () => {
  it('on the served home', async () => {
    printMachine();
    // A database that an earlier run has filled saves the ten minutes.
    const kept = process.env['ANLAN_BENCH_DATABASE_URL'];
    const served = kept === undefined ? await startServedPostgres() : null;
    const database = await openDatabase({ ...common, dataDirectory: served?.directory ?? tmpdir(), databaseUrl: kept ?? served?.url });
    try {
      await bench('served', database, 'p95 ≤ 100 ms');
    } finally {
      await database.close();
      served?.stop();
    }
  });

  it('on the embedded home', async () => {
    const dataDirectory = mkdtempSync(join(tmpdir(), 'anlan-bench-'));
    const database = await openDatabase({ ...common, dataDirectory });
    try {
      await bench('embedded', database, 'p95 ≤ 300 ms');
    } finally {
      await database.close();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  });
});
