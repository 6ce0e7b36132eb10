// How do the rows of a file wait between looking, checking and writing? One line of JSON each, whatever the format was.
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { AppError } from '../../errors.ts';

/** A formula whose value the file does not hold, or an error of the spreadsheet. Formulas are never worked out here. */
export interface NoValue {
  readonly formula?: string;
  readonly error?: string;
}
/** A cell as the file has it: dates as ISO text. */
export type Cell = string | number | boolean | null | NoValue;

export interface StagedRow {
  /** Row of the sheet, line of the text, or number of the feature, from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
  /** GeoJSON of a feature, not yet judged; undefined for tables. */
  readonly geometry?: unknown;
  /** Why the row could not be read; then it has no cells. */
  readonly problem?: { readonly seen: string; readonly expected: string };
}

/** Most rows of one file, most columns, and most bytes they may take while they wait. */
export const mostRows = 1_000_000;
export const mostColumns = 1000;
const mostStagedBytes = 1_500_000_000;

/** Writes rows to a file. */
export class StageWriter {
  rows = 0;
  private bytes = 0;
  private waiting: string[] = [];
  private readonly stream;
  private failure: unknown = null;

  constructor(path: string) {
    this.stream = createWriteStream(path, { mode: 0o600 });
    this.stream.on('error', (error) => {
      this.failure = error;
    });
  }

  /** Takes a row; throws AppError `too-large` beyond the limits. */
  add({ line, cells, geometry, problem }: StagedRow): void {
    if (++this.rows > mostRows) throw new AppError('too-large', `seen more than ${mostRows} rows, expected fewer: send the file in parts`);
    if (cells.length > mostColumns) throw new AppError('too-large', `line ${line}: seen ${cells.length} columns, expected at most ${mostColumns}`);
    this.waiting.push(geometry === undefined && problem === undefined ? JSON.stringify([line, cells]) : JSON.stringify([line, cells, geometry ?? null, ...(problem === undefined ? [] : [problem])]));
  }

  /** Hands what was taken to the disk; to be awaited every few hundred rows, so that memory stays bounded. */
  async flush(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    if (this.waiting.length === 0) return;
    const text = `${this.waiting.join('\n')}\n`;
    this.waiting = [];
    this.bytes += text.length;
    if (this.bytes > mostStagedBytes) throw new AppError('too-large', `seen rows of more than ${mostStagedBytes / 1e6} MB, expected fewer: send the file in parts`);
    if (!this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
  }

  destroy(): void {
    this.stream.destroy();
  }
}

/** Rows read at once. */
const batchRows = 500;

/** Reads staged rows in batches. */
export async function* readStaged(path: string): AsyncGenerator<StagedRow[]> {
  let batch: StagedRow[] = [];
  for await (const line of linesOf(path)) {
    const [number, cells, geometry, problem] = JSON.parse(line) as [number, Cell[], unknown?, StagedRow['problem']?];
    batch.push({ line: number, cells, ...(geometry === undefined ? {} : { geometry }), ...(problem === undefined ? {} : { problem }) });
    if (batch.length >= batchRows) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** Gives the lines of a text file of our own. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let tail = '';
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 18 }) as AsyncIterable<string>) {
    const lines = (tail + chunk).split('\n');
    tail = lines.pop() ?? '';
    yield* lines;
  }
  if (tail !== '') yield tail;
}
