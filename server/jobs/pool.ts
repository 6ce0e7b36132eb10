// Where does long work run so that no request waits for it? In worker threads, one task each, the rest in a queue.
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';

export interface WorkerTask {
  readonly id: number;
  readonly kind: string;
  readonly payload: unknown;
}
export type WorkerReply =
  | { readonly id: number; readonly kind: 'progress'; readonly done: number; readonly total: number | null; readonly part: string }
  | { readonly id: number; readonly kind: 'result'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly code: string; readonly message: string; readonly stack: string };

/** `part` names what is being counted when a task has several parts, else ''. */
export type OnProgress = (done: number, total: number | null, part: string) => void;

export interface RunOptions {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal | undefined;
}

export interface WorkerPool {
  /** Runs a task; rejects with what it threw, or AppError when it was cancelled or the pool is closed. A worker that dies takes only its own task with it. */
  run(kind: string, payload: unknown, options?: RunOptions): Promise<unknown>;
  close(): Promise<void>;
}

interface Waiting {
  readonly task: WorkerTask;
  readonly options: RunOptions;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** Takes the listener off the signal. */
  release: () => void;
}

const cancelled = () => new AppError('conflict', 'the job was cancelled');
const closing = () => new AppError('starting', 'the server is stopping');

/**
 * Gives a pool of at most `size` workers that run `file`; workers start when first needed. What runs cannot be interrupted from inside, so a cancelled task's
 * worker is ended and replaced; its connection to the database goes with it, and the database takes the open transaction back.
 */
export function createWorkerPool(file: string | URL, size: number, resourceLimits: ResourceLimits = {}): WorkerPool {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  let nextId = 1;
  let closed = false;

  /** Settles a worker's task and gives the worker back, or drops it. */
  const finish = (worker: Worker, settle: (waiting: Waiting) => void, reusable: boolean): void => {
    const waiting = busy.get(worker);
    busy.delete(worker);
    if (reusable && !closed) idle.push(worker);
    if (waiting !== undefined) {
      waiting.release();
      settle(waiting);
    }
    next();
  };

  const start = (): Worker => {
    const worker = new Worker(file, { resourceLimits });
    worker.unref();
    worker.on('message', (reply: WorkerReply) => {
      const waiting = busy.get(worker);
      if (waiting === undefined || waiting.task.id !== reply.id) return;
      if (reply.kind === 'progress') waiting.options.onProgress?.(reply.done, reply.total, reply.part);
      else if (reply.kind === 'result') finish(worker, ({ resolve }) => resolve(reply.result), true);
      else finish(worker, ({ reject }) => reject(errorOf(reply)), true);
    });
    // Out of memory, or an error nobody caught: the worker is gone, the process is not.
    worker.on('error', (error) => finish(worker, ({ reject }) => reject(error), false));
    worker.on('exit', () => {
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      if (busy.has(worker)) finish(worker, ({ reject }) => reject(new Error('the worker of this job ended')), false);
    });
    return worker;
  };

  const next = (): void => {
    if (closed || busy.size >= size) return;
    const waiting = queue.shift();
    if (waiting === undefined) return;
    const worker = idle.pop() ?? start();
    busy.set(worker, waiting);
    worker.postMessage(waiting.task);
  };

  const cancel = (waiting: Waiting): void => {
    const place = queue.indexOf(waiting);
    if (place >= 0) {
      queue.splice(place, 1);
      waiting.reject(cancelled());
      return;
    }
    for (const [worker, running] of busy) {
      if (running !== waiting) continue;
      finish(worker, ({ reject }) => reject(cancelled()), false);
      void worker.terminate();
    }
  };

  return {
    run(kind, payload, options = {}) {
      if (closed) return Promise.reject(closing());
      const { signal } = options;
      if (signal?.aborted === true) return Promise.reject(cancelled());
      return new Promise((resolve, reject) => {
        const waiting: Waiting = { task: { id: nextId++, kind, payload }, options, resolve, reject, release: () => undefined };
        const abort = () => cancel(waiting);
        signal?.addEventListener('abort', abort, { once: true });
        waiting.release = () => signal?.removeEventListener('abort', abort);
        queue.push(waiting);
        next();
      });
    },
    async close() {
      closed = true;
      for (const { reject, release } of queue.splice(0)) {
        release();
        reject(closing());
      }
      const workers = [...idle, ...busy.keys()];
      for (const { reject, release } of busy.values()) {
        release();
        reject(closing());
      }
      busy.clear();
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

function errorOf({ code, message, stack }: { code: string; message: string; stack: string }): Error {
  if (code !== '') return new AppError(code as AppError['code'], message);
  const error = new Error(message);
  error.stack = stack;
  return error;
}
