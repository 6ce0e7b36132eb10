// How does everything that must not be lost come into one file? Every table of one instant, and the files beside the database.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { BackupManifest, BackupSummary, BackupTable } from '../../data/contract/backups.ts';
import { verifyAudit } from '../access/audit.ts';
import type { Database } from '../db/database.ts';
import { schemaVersionOf } from '../db/migrate.ts';
import { AppError } from '../errors.ts';
import { listTables, readSequences, readTable, settleTexts } from './tables.ts';
import { tarEnd, tarHeader, tarPadding } from './tar.ts';

/** Folders of the data folder that travel with the database. */
export const keptFolders = ['evidence'] as const;
/** Whoever was signed in signs in again: a session must not come back from the past. */
const withoutRows = ['sessions', 'verifications'];

export interface BackupRequest {
  readonly database: Pick<Database, 'home' | 'transaction'>;
  readonly dataDirectory: string;
  /** Where the backup goes; it appears there whole or not at all. */
  readonly file: string;
  /** Version of the program. */
  readonly version: string;
  readonly now: number;
  readonly onProgress?: (done: number, total: number | null) => void;
}

/**
 * Makes a backup; the file is readable by its owner alone. On the embedded home reads of the database wait meanwhile. Rejects with AppError `conflict` when the file
 * exists, with what the database or the file system throws; nothing is left then.
 */
export async function makeBackup({ database, dataDirectory, file, version, now, onProgress = () => undefined }: BackupRequest): Promise<BackupSummary> {
  if (existsSync(file)) throw new AppError('conflict', `FILE: seen ${file}, expected a name that is free`);
  const folder = `${file}.parts`;
  const part = `${file}.part`;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const stored = await database.transaction(async (tx) => {
      await tx.unsafe('set transaction isolation level repeatable read, read only');
      await settleTexts(tx);
      const shapes = await listTables(tx);
      const tables: BackupTable[] = [];
      for (const [place, shape] of shapes.entries()) {
        tables.push(await packTable(join(folder, `${shape.name}.gz`), (take) => readTable(tx, shape, withoutRows.includes(shape.name), take)));
        onProgress(place + 1, shapes.length + 1);
      }
      const [state] = await tx.unsafe<{ version: number; synthetic: boolean }[]>('select version::float8 as version, synthetic_only as synthetic from data_state');
      const { entries, newestHash, intact } = await verifyAudit(tx);
      return {
        schemaVersion: await schemaVersionOf(tx),
        dataVersion: state?.version ?? 0,
        synthetic: state?.synthetic ?? true,
        tables,
        sequences: [...(await readSequences(tx))].map((row) => ({ ...row })),
        audit: { entries, newestHash, intact },
      };
    });
    // After the rows: whatever they name is there.
    const files = await listFiles(dataDirectory);
    const manifest: BackupManifest = { format: 'anlan-backup', formatVersion: 1, madeAt: new Date(now).toISOString(), anlan: version, home: database.home, ...stored, files, withoutRows: withoutRows.filter((name) => stored.tables.some((table) => table.name === name)) };
    await writeArchive(part, manifest, folder, dataDirectory, now);
    await rename(part, file);
    await syncFolder(dirname(file));
    onProgress(stored.tables.length + 1, stored.tables.length + 1);
    return summaryOf(manifest, file, (await stat(file)).size);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(part, { force: true });
  }
}

/** Gives what is told of a backup. */
export function summaryOf({ madeAt, schemaVersion, tables, files, audit }: BackupManifest, file: string, bytes: number): BackupSummary {
  return { file, bytes, madeAt, schemaVersion, tables: tables.length, rows: tables.reduce((sum, { rows }) => sum + rows, 0), files: files.length, auditHash: audit.newestHash };
}

/** The last member. */
export const digestMember = 'archive.sha256';

/** Gives the path of a table's member. */
export function memberOf({ name }: Pick<BackupTable, 'name'>): string {
  return `tables/${name}.ndjson.gz`;
}

/** Runs `read` while its lines go into a packed file. */
async function packTable<Result>(path: string, read: (take: (lines: string) => Promise<void>) => Promise<Result>): Promise<Result> {
  const gzip = createGzip({ level: 6 });
  const sink = createWriteStream(path, { mode: 0o600 });
  const written = finished(gzip.pipe(sink));
  // Heard here too, so that a full disk while rows are being read ends the reading and not the process.
  written.catch(() => undefined);
  const result = await read(async (lines) => {
    if (!gzip.write(lines)) await Promise.race([once(gzip, 'drain'), written]);
  });
  gzip.end();
  await written;
  return result;
}

async function listFiles(dataDirectory: string): Promise<BackupManifest['files']> {
  const found: BackupManifest['files'] = [];
  for (const name of keptFolders) {
    const folder = join(dataDirectory, name);
    if (!existsSync(folder)) continue;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const path of entries.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort()) {
      const hash = createHash('sha256');
      let bytes = 0;
      for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
        hash.update(piece);
        bytes += piece.length;
      }
      found.push({ path: relative(dataDirectory, path).replaceAll('\\', '/'), bytes, sha256: hash.digest('hex') });
    }
  }
  return found;
}

async function writeArchive(part: string, manifest: BackupManifest, folder: string, dataDirectory: string, now: number): Promise<void> {
  const handle = await open(part, 'w', 0o600);
  try {
    const seconds = now / 1000;
    const hash = createHash('sha256');
    const say = async (piece: Buffer): Promise<void> => {
      hash.update(piece);
      await handle.write(piece);
    };
    const put = async (path: string, bytes: number, body: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> => {
      await say(tarHeader(path, bytes, 0o600, seconds));
      let written = 0;
      for await (const piece of body) {
        written += piece.length;
        await say(piece);
      }
      if (written !== bytes) throw new AppError('conflict', `${path}: seen ${written} bytes after ${bytes} a moment ago, expected a file that nobody changes: try again`);
      await say(tarPadding(bytes));
    };
    const text = Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`);
    await put('manifest.json', text.length, [text]);
    for (const table of manifest.tables) {
      const path = join(folder, `${table.name}.gz`);
      await put(memberOf(table), (await stat(path)).size, createReadStream(path) as AsyncIterable<Buffer>);
    }
    for (const { path, bytes } of manifest.files) await put(`files/${path}`, bytes, createReadStream(join(dataDirectory, path)) as AsyncIterable<Buffer>);
    // Of every byte before it: damage is found wherever it is.
    const digest = Buffer.from(`${hash.copy().digest('hex')}\n`);
    await put(digestMember, digest.length, [digest]);
    await handle.write(tarEnd);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
