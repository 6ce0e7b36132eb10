// Where does long work run so that no request waits for it? In worker threads, one task each, the rest in a queue.
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.ts';

export interface WorkerTask {
  readonly id: number;
  readonly kind: string;
  readonly payload: unknown;
}
export type WorkerReply =
  | { readonly id: number; readonly kind: 'progress'; readonly done: number; readonly total: number | null }
  | { readonly id: number; readonly kind: 'result'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'failure'; readonly code: string; readonly message: string };

export interface RunOptions {
  readonly onProgress?: (done: number, total: number | null) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface WorkerPool {
  /** Runs a task; rejects with what it threw, or AppError when it was cancelled or its worker ended. */
  run(kind: string, payload: unknown, options?: RunOptions): Promise<unknown>;
  close(): Promise<void>;
}

interface Waiting {
  readonly task: WorkerTask;
  readonly options: RunOptions;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Gives a pool of `size` workers that run `file`; workers start when first needed. A cancelled task's worker is ended and replaced. */
export function createWorkerPool(file: string, size: number): WorkerPool {
  const queue: Waiting[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Waiting>();
  let nextId = 1;
  let closed = false;

  const finish = (worker: Worker, settle: (waiting: Waiting) => void, reusable: boolean): void => {
    const waiting = busy.get(worker);
    busy.delete(worker);
    if (reusable && !closed) idle.push(worker);
    if (waiting !== undefined) settle(waiting);
    next();
  };

  const start = (): Worker => {
    const worker = new Worker(file);
    worker.unref();
    worker.on('message', (reply: WorkerReply) => {
      const waiting = busy.get(worker);
      if (waiting === undefined || waiting.task.id !== reply.id) return;
      if (reply.kind === 'progress') waiting.options.onProgress?.(reply.done, reply.total);
      else if (reply.kind === 'result') finish(worker, ({ resolve }) => resolve(reply.result), true);
      else finish(worker, ({ reject }) => reject(reply.code === '' ? new Error(reply.message) : new AppError(reply.code as never, reply.message)), true);
    });
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
    waiting.options.signal?.addEventListener(
      'abort',
      () => {
        if (busy.get(worker) !== waiting) return;
        finish(worker, ({ reject }) => reject(new AppError('conflict', 'the job was cancelled')), false);
        void worker.terminate();
      },
      { once: true },
    );
    worker.postMessage(waiting.task);
  };

  return {
    run(kind, payload, options = {}) {
      if (closed) return Promise.reject(new AppError('starting', 'the server is stopping'));
      if (options.signal?.aborted === true) return Promise.reject(new AppError('conflict', 'the job was cancelled'));
      return new Promise((resolve, reject) => {
        queue.push({ task: { id: nextId++, kind, payload }, options, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(new AppError('starting', 'the server is stopping'));
      await Promise.all([...idle, ...busy.keys()].map((worker) => worker.terminate()));
    },
  };
}
