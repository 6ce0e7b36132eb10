// What runs in a worker thread of the pool? Kernels of analyses and the reading of import files, by name.
import { parentPort } from 'node:worker_threads';
import { kernels } from '../analyses/kernels.ts';
import { AppError } from '../errors.ts';
import { readFeatures } from '../import/geojson.ts';
import type { WorkerReply, WorkerTask } from './pool.ts';

const port = parentPort;
if (port === null) throw new Error('job-worker.ts runs as a worker thread only');
const say = (reply: WorkerReply) => port.postMessage(reply);

type Report = (done: number, total: number | null) => void;
const tasks: Readonly<Record<string, (payload: never, report: Report) => unknown>> = { ...kernels, 'read-features': readFeatures };

port.on('message', ({ id, kind, payload }: WorkerTask) => {
  const task = tasks[kind];
  void Promise.resolve()
    .then(() => {
      if (task === undefined) throw new Error(`task: seen ${kind}, expected one of ${Object.keys(tasks).join(', ')}`);
      return task(payload as never, (done, total) => say({ id, kind: 'progress', done, total }));
    })
    .then(
      (result) => say({ id, kind: 'result', result }),
      (error: unknown) => say({ id, kind: 'failure', code: error instanceof AppError ? error.code : '', message: error instanceof Error ? error.message : String(error) }),
    );
});
