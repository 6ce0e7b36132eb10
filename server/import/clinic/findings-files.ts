// How do the findings of a hundred thousand rows wait on disk so that any page of them is read at once?
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import type { FindingGroup, FindingPage, RowFinding } from '../../../data/contract/import-clinic.ts';

/** Every so many rows their place in the file is noted. */
const step = 100;

const nameOf = (group: FindingGroup): string => `${group}.ndjson`;

/** Writes the rows of one group. */
export class FindingsWriter {
  total = 0;
  private readonly group: FindingGroup;
  private readonly folder: string;
  private readonly stream: WriteStream;
  private readonly places: number[] = [];
  private bytes = 0;
  private waiting: string[] = [];
  private failure: unknown = null;

  constructor(folder: string, group: FindingGroup) {
    this.group = group;
    this.folder = folder;
    this.stream = createWriteStream(join(folder, nameOf(group)), { mode: 0o600 });
    this.stream.on('error', (error) => {
      this.failure = error;
    });
  }

  add(row: RowFinding): void {
    if (this.total++ % step === 0) this.places.push(this.bytes);
    const text = `${JSON.stringify(row)}\n`;
    this.bytes += Buffer.byteLength(text);
    this.waiting.push(text);
  }

  async flush(): Promise<void> {
    if (this.failure !== null) throw this.failure;
    const text = this.waiting.join('');
    this.waiting = [];
    if (text !== '' && !this.stream.write(text)) await once(this.stream, 'drain');
  }

  async end(): Promise<void> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
    await writeFile(join(this.folder, `${this.group}.index.json`), JSON.stringify({ total: this.total, places: this.places }), { mode: 0o600 });
  }
}

/** Reads a page of a group; a group that was never written is empty. */
export async function readFindings(folder: string, group: FindingGroup, offset: number, limit: number): Promise<FindingPage> {
  const index = await readFile(join(folder, `${group}.index.json`), 'utf8').then((text) => JSON.parse(text) as { total: number; places: number[] }, () => ({ total: 0, places: [] as number[] }));
  const rows: RowFinding[] = [];
  const start = index.places[Math.floor(offset / step)];
  if (start === undefined || offset >= index.total) return { group, total: index.total, offset, rows };
  const stream = createReadStream(join(folder, nameOf(group)), { start });
  let place = Math.floor(offset / step) * step;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (place++ >= offset) rows.push(JSON.parse(line) as RowFinding);
    if (rows.length >= limit) break;
  }
  stream.destroy();
  return { group, total: index.total, offset, rows };
}
