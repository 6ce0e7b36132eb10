// Where does the embedded PostgreSQL run? In this worker thread, behind a private Unix socket.
import { readFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import type { Server } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { postgis } from '@electric-sql/pglite-postgis';
import { postgisBundleFile } from './postgis-bundle.ts';
import { SessionLock, serveWire } from './wire.ts';

/** What the worker is told at its start. */
export interface EmbeddedWorkerData {
  readonly directory: string;
  readonly socketPath: string;
  /** A packed data directory to start from when the database is new; null = an empty one. */
  readonly templateFile: string | null;
}

/** What the worker can be asked, and what it says. */
export type WorkerRequest =
  | { readonly id: number; readonly kind: 'dump' }
  | { readonly id: number; readonly kind: 'copy'; readonly target: string }
  | { readonly id: number; readonly kind: 'close' };
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy'; readonly busy: boolean }
  | { readonly kind: 'answer'; readonly id: number; readonly bytes?: Uint8Array; readonly error?: string };

const { directory, socketPath, templateFile } = workerData as EmbeddedWorkerData;
const port = parentPort;
if (port === null) throw new Error('embedded-worker.ts runs as a worker thread only');
const say = (message: WorkerMessage) => port.postMessage(message);

/** PostGIS from the lean archive that the build puts beside this file. */
const leanPostgis: typeof postgis = {
  ...postgis,
  setup: async (...given) => ({ ...(await postgis.setup(...given)), bundlePath: new URL(postgisBundleFile, import.meta.url) }),
};
const database = await PGlite.create({
  dataDir: directory,
  extensions: { postgis: leanPostgis, pg_trgm },
  ...(templateFile === null ? {} : { loadDataDir: new Blob([readFileSync(templateFile)]) }),
});
// The city's clock and a fixed plan: the embedded build starts in GMT.
await database.exec(`set timezone = 'Asia/Shanghai'; set jit = off; set max_parallel_workers_per_gather = 0`);
const session = new SessionLock();
const server: Server = await serveWire(
  socketPath,
  session,
  (message) => database.execProtocolRaw(message, { throwOnError: false }),
  (busy) => say({ kind: 'busy', busy }),
);

port.on('message', (request: WorkerRequest) => {
  answer(request).then(
    (bytes) => say({ kind: 'answer', id: request.id, ...(bytes === undefined ? {} : { bytes }) }),
    (error: unknown) => say({ kind: 'answer', id: request.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
say({ kind: 'ready' });

async function answer(request: WorkerRequest): Promise<Uint8Array | undefined> {
  if (request.kind === 'close') {
    server.close();
    await database.close();
    return undefined;
  }
  // Nobody else may be in the session: a copy taken inside somebody's transaction would be a copy of half of it.
  const release = await session.take();
  try {
    await database.execProtocolRaw(checkpoint(), { throwOnError: false });
    if (request.kind === 'dump') return new Uint8Array(await (await database.dumpDataDir('none')).arrayBuffer());
    await cp(directory, request.target, { recursive: true });
    return undefined;
  } finally {
    release();
  }
}

function checkpoint(): Uint8Array {
  const text = Buffer.from('checkpoint\0');
  const message = Buffer.alloc(5 + text.length);
  message.write('Q');
  message.writeInt32BE(4 + text.length, 1);
  text.copy(message, 5);
  return message;
}
