// How does the embedded database live: started, watched, snapshotted, restored, replaced when it hangs?
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Logger } from 'pino';
import type { EmbeddedWorkerData, WorkerMessage, WorkerRequest } from './embedded-worker.ts';
import { postgisBundleFile } from './postgis-bundle.ts';
import { copySnapshot, isWhole, listSnapshots, sizeOf, writeSnapshot } from './snapshots.ts';

export interface EmbeddedOptions {
  readonly dataDirectory: string;
  readonly workerFile: string;
  /** Packed, migrated data directory a new database starts from; null = from scratch. */
  readonly templateFile: string | null;
  readonly log: Logger;
  /** Longest time one message may keep the session busy before the worker is replaced; milliseconds. */
  readonly deadlineMilliseconds: number;
  readonly onState: (state: 'open' | 'opening' | 'closed') => void;
}

/** Above this size a packed dump would hold all memory and the session for long: the folder is copied instead (measured: 716 MB stood still for 10.5 s). */
const largestDumpBytes = 100_000_000;
const databaseFolder = 'database';

/** The embedded PostgreSQL behind its socket. */
export class EmbeddedHome {
  /** Folder of the socket, as `host` of a client. */
  readonly socketFolder = mkdtempSync(join(tmpdir(), 'anlan-'));
  private readonly options: EmbeddedOptions;
  private worker: Worker | null = null;
  private nextRequest = 1;
  private readonly waiting = new Map<number, { resolve: (bytes: Uint8Array | undefined) => void; reject: (error: Error) => void }>();
  private deadline: NodeJS.Timeout | null = null;
  private closing = false;

  constructor(options: EmbeddedOptions) {
    this.options = options;
  }

  get directory(): string {
    return join(this.options.dataDirectory, databaseFolder);
  }

  /** Starts the database. One that will not open is set aside and the last whole snapshot restored; the log says so. */
  async start(): Promise<void> {
    mkdirSync(this.options.dataDirectory, { recursive: true, mode: 0o700 });
    // A program that is not whole is no fault of the data: they stay where they are.
    const bundle = join(dirname(this.options.workerFile), postgisBundleFile);
    if (!existsSync(bundle)) throw new Error(`embedded database: seen no ${postgisBundleFile} beside the server, expected the build to have put it there: npm run build does`);
    try {
      await this.spawn(existsSync(join(this.directory, 'PG_VERSION')) ? null : this.options.templateFile);
    } catch (error) {
      if (!existsSync(this.directory)) throw error;
      const aside = `${this.directory}-set-aside-${Date.now()}`;
      renameSync(this.directory, aside);
      const snapshot = listSnapshots(this.options.dataDirectory).find(isWhole);
      this.options.log.error({ err: error, aside: aside.slice(this.options.dataDirectory.length + 1), snapshot: snapshot?.takenAt ?? null }, 'the database would not open: set aside, last snapshot restored');
      if (snapshot?.kind === 'folder') cpSync(snapshot.path, this.directory, { recursive: true });
      await this.spawn(snapshot?.kind === 'tar' ? snapshot.path : snapshot === undefined ? this.options.templateFile : null);
    }
  }

  /** Gives a packed copy of the whole data directory. */
  async dump(): Promise<Uint8Array> {
    return (await this.ask({ kind: 'dump' })) ?? new Uint8Array();
  }

  /** Takes a snapshot, packed or copied by size. */
  async snapshot(now: number): Promise<void> {
    const { dataDirectory } = this.options;
    if (sizeOf(this.directory) <= largestDumpBytes) await writeSnapshot(dataDirectory, await this.dump(), now);
    else await copySnapshot(dataDirectory, async (target) => void (await this.ask({ kind: 'copy', target })), now);
  }

  /** Closes the database and the socket. */
  async close(): Promise<void> {
    this.closing = true;
    if (this.worker !== null) {
      await this.ask({ kind: 'close' }).catch(() => undefined);
      await this.worker.terminate();
    }
    this.setBusy(false);
    rmSync(this.socketFolder, { recursive: true, force: true });
    this.options.onState('closed');
  }

  private spawn(templateFile: string | null): Promise<void> {
    this.options.onState('opening');
    const data: EmbeddedWorkerData = { directory: this.directory, socketPath: join(this.socketFolder, '.s.PGSQL.5432'), templateFile };
    const worker = new Worker(this.options.workerFile, { workerData: data });
    this.worker = worker;
    return new Promise((resolve, reject) => {
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'ready') {
          this.options.onState('open');
          resolve();
        } else if (message.kind === 'busy') {
          this.setBusy(message.busy);
        } else {
          const waiter = this.waiting.get(message.id);
          this.waiting.delete(message.id);
          if (message.error === undefined) waiter?.resolve(message.bytes);
          else waiter?.reject(new Error(message.error));
        }
      });
      worker.once('error', (error) => {
        this.options.log.error({ err: error }, 'the worker of the embedded database failed');
        reject(error);
      });
      worker.once('exit', () => {
        if (this.worker !== worker) return;
        this.worker = null;
        for (const waiter of this.waiting.values()) waiter.reject(new Error('the worker of the embedded database ended'));
        this.waiting.clear();
        reject(new Error('the worker of the embedded database ended'));
      });
    });
  }

  private ask(request: { kind: 'dump' } | { kind: 'copy'; target: string } | { kind: 'close' }): Promise<Uint8Array | undefined> {
    const { worker } = this;
    if (worker === null) return Promise.reject(new Error('the embedded database is not running'));
    const id = this.nextRequest++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id } satisfies WorkerRequest);
    });
  }

  private setBusy(busy: boolean): void {
    if (this.deadline !== null) clearTimeout(this.deadline);
    this.deadline = busy ? setTimeout(() => void this.replace(), this.options.deadlineMilliseconds) : null;
    this.deadline?.unref();
  }

  /** A statement cannot be cancelled: the worker that runs it too long is ended and a new one opened on the same folder. */
  private async replace(): Promise<void> {
    const old = this.worker;
    if (old === null || this.closing) return;
    this.options.log.error({ deadlineMilliseconds: this.options.deadlineMilliseconds }, 'a statement ran past the deadline: the embedded database is restarted');
    this.worker = null;
    await old.terminate();
    for (const waiter of this.waiting.values()) waiter.reject(new Error('the embedded database was restarted'));
    this.waiting.clear();
    try {
      await this.spawn(null);
    } catch (error) {
      this.options.log.error({ err: error }, 'the embedded database could not be restarted');
      this.options.onState('closed');
    }
  }
}

/** Writes a template file whole. */
export function writeTemplate(path: string, bytes: Uint8Array): void {
  writeFileSync(`${path}.${process.pid}.part`, bytes);
  renameSync(`${path}.${process.pid}.part`, path);
}
