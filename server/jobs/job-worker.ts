// What runs in a worker thread of the pool? Kernels of analyses, imports, exports and the making of the demo city, by name.
import { parentPort } from 'node:worker_threads';
import { type BulletinPayload, makeBulletin } from '../analyses/bulletin.ts';
import { kernels } from '../analyses/kernels.ts';
import { AppError } from '../errors.ts';
import { bulletinDocx } from '../exports/bulletin-docx.ts';
import { bulletinXlsx } from '../exports/bulletin-xlsx.ts';
import { type ExportPayload, exportItems } from '../exports/export.ts';
import { type DemoPayload, loadDemo } from '../import/demo.ts';
import { type ImportPayload, importFile } from '../import/uploads.ts';
import type { WorkerReply, WorkerTask } from './pool.ts';

const port = parentPort;
if (port === null) throw new Error('job-worker.ts runs as a worker thread only');
const say = (reply: WorkerReply) => port.postMessage(reply);

/** Messages of progress at most this often: a page shows no more, and each one wakes the thread that answers requests. */
const tellEveryMilliseconds = 100;

type Report = (done: number, total: number | null, part?: string) => void;
const tasks: Readonly<Record<string, (payload: never, report: Report) => unknown>> = {
  ...kernels,
  import: (payload: ImportPayload, report) => importFile(payload, report),
  export: (payload: ExportPayload, report) => exportItems(payload, report),
  bulletin: (payload: BulletinPayload, report) => makeBulletin(payload, report),
  'bulletin-docx': bulletinDocx,
  'bulletin-xlsx': bulletinXlsx,
  demo: (payload: DemoPayload, report) => loadDemo(payload, report),
};

port.on('message', ({ id, kind, payload }: WorkerTask) => {
  let told = 0;
  let part = '';
  const report: Report = (done, total, of = '') => {
    const now = performance.now();
    // The first and the last count of a part are always told.
    if (of === part && done !== total && now - told < tellEveryMilliseconds) return;
    told = now;
    part = of;
    say({ id, kind: 'progress', done, total, part: of });
  };
  void Promise.resolve()
    .then(() => {
      const task = tasks[kind];
      if (task === undefined) throw new Error(`task: seen ${kind}, expected one of ${Object.keys(tasks).join(', ')}`);
      return task(payload as never, report);
    })
    .then(
      (result) => say({ id, kind: 'result', result }),
      (error: unknown) => {
        const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
        say({ id, kind: 'failure', code: error instanceof AppError ? error.code : '', message, stack });
      },
    );
});
