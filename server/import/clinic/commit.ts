// How does a checked file become rows of the city: as one batch, whole or not at all, remembered so that it can be undone?
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { TransactionSql } from 'postgres';
import type { Change } from '../../../data/contract/changes.ts';
import type { ClinicPlan, UndoSummary } from '../../../data/contract/import-clinic.ts';
import { withoutSlowIndexes } from '../../commands/bulk.ts';
import { type BatchActor, beginBatch, undoBatch } from '../../commands/import-batches.ts';
import { type WriteBatch, write } from '../../commands/write.ts';
import { connectDatabase, type DatabaseTarget } from '../../db/database.ts';
import { clinicLayerOf } from './clinic-layers.ts';
import { Tally } from './dry-run.ts';
import { Judge, type JudgedRow } from './judge.ts';
import { stagedFile } from './look.ts';
import type { RowScope } from './scope.ts';
import { type Layout, readDataRows } from './table-rows.ts';

/** What stands in the audit beside the deed; written in the same transaction by whoever keeps the audit. */
export interface BatchDeed {
  readonly action: 'import' | 'import-undone';
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
}
export type RecordBatch = (tx: TransactionSql, actor: BatchActor, address: string, deed: BatchDeed) => Promise<void>;

export interface CommitPayload {
  readonly target: DatabaseTarget;
  readonly origin: string;
  readonly layer: string;
  readonly file: string;
  readonly fileName: string;
  readonly folder: string;
  readonly layout: Layout;
  readonly plan: ClinicPlan;
  readonly rows: number;
  readonly scope: RowScope;
  readonly actor: BatchActor;
  /** Where the request came from. */
  readonly address: string;
}

export interface CommitSummary {
  readonly batchId: number;
  readonly taken: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
}
export interface CommitResult {
  readonly summary: CommitSummary;
  readonly changes: readonly Change[];
}

/** Rows of one statement. */
const rowsPerWrite = 2000;
/** Rows from which the slow indexes are built anew at the end. */
const bulkRows = 20_000;

/** Judges every row anew inside one transaction and writes the new and changed ones. Rows that became wrong since the dry run are refused and counted. */
export async function commitFile(payload: CommitPayload, record: RecordBatch, onProgress: (done: number, total: number | null) => void): Promise<CommitResult> {
  const { target, origin, layer: id, file, fileName, folder, layout, plan, rows, scope, actor, address } = payload;
  const layer = clinicLayerOf(id);
  const sha256 = await fingerprintOf(file);
  const database = connectDatabase(target);
  const changes: Change[] = [];
  try {
    const summary = await write(database, { announce: (change) => changes.push(change), origin }, async (batch) => {
      const opened = await beginBatch(batch, { layer: id, table: layer.layer.table, fileName, sha256, actor });
      const judge = await Judge.open(batch.tx, layer, plan, scope);
      const tally = new Tally();
      const put = async (waiting: readonly JudgedRow[]): Promise<void> => {
        // Where the last row of a code wins, it may come twice; a statement takes each code once.
        const good = [...new Map(waiting.flatMap(({ row }) => (row === null ? [] : [[row.code, row] as const]))).values()];
        if (good.length === 0) return;
        const codes = good.map(({ code }) => code);
        await opened.before(codes);
        await layer.layer.put(batch, good);
        await opened.after(codes);
      };
      const work = async (): Promise<void> => {
        let waiting: JudgedRow[] = [];
        for await (const staged of readDataRows(join(folder, stagedFile), layout)) {
          for (const judged of await judge.judge(staged)) {
            tally.take(judged);
            if (judged.outcome === 'new' || judged.outcome === 'changed') waiting.push(judged);
          }
          if (waiting.length >= rowsPerWrite) {
            await put(waiting);
            waiting = [];
          }
          onProgress(Math.min(tally.rows, rows), rows);
        }
        await put(waiting);
      };
      await (rows < bulkRows ? work() : withoutSlowIndexes(batch, layer.layer.table, work));
      const { taken, changed, unchanged, refused } = tally.summary();
      const counts = { taken, changed, unchanged, refused };
      await opened.finish(counts);
      await record(batch.tx, actor, address, { action: 'import', subject: `import-batches/${opened.id}`, detail: { layer: id, fileName, sha256, ...counts } });
      return { batchId: opened.id, ...counts };
    });
    return { summary, changes };
  } finally {
    await database.close();
  }
}

export interface UndoPayload {
  readonly target: DatabaseTarget;
  readonly origin: string;
  readonly batchId: number;
  readonly actor: BatchActor;
  readonly address: string;
}
export interface UndoResult {
  readonly summary: UndoSummary;
  readonly changes: readonly Change[];
}

/** Undoes a batch in one transaction, with its line in the audit. */
export async function undoImport({ target, origin, batchId, actor, address }: UndoPayload, record: RecordBatch): Promise<UndoResult> {
  const database = connectDatabase(target);
  const changes: Change[] = [];
  try {
    const summary = await write(database, { announce: (change) => changes.push(change), origin }, async (batch: WriteBatch) => {
      const { layer, ...undone } = await undoBatch(batch, batchId, actor);
      const { restored, removed, voided, kept } = undone;
      await record(batch.tx, actor, address, { action: 'import-undone', subject: `import-batches/${batchId}`, detail: { layer, restored, removed, voided, kept } });
      return undone;
    });
    return { summary, changes };
  } finally {
    await database.close();
  }
}

async function fingerprintOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}
