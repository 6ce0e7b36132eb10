// What runs in a worker thread of the pool? Kernels of analyses, imports, exports and the making of the demo city, by name.
import { parentPort } from 'node:worker_threads';
import { type BulletinPayload, makeBulletin } from '../analyses/bulletin.ts';
import { kernels } from '../analyses/kernels.ts';
import { AppError } from '../errors.ts';
import { bulletinDocx } from '../exports/bulletin-docx.ts';
import { bulletinXlsx } from '../exports/bulletin-xlsx.ts';
import { type ExportPayload, exportItems } from '../exports/export.ts';
import { recordDeed } from '../access/audit.ts';
import type { RecordBatch } from '../import/clinic/commit.ts';
import { clinicTask } from '../import/clinic/tasks.ts';
import { type DemoPayload, loadDemo } from '../import/demo.ts';
import { type ImportPayload, importFile } from '../import/uploads.ts';
import { type BackupPayload, backUp } from '../operations/backup-job.ts';
import type { WorkerReply, WorkerTask } from './pool.ts';

const port = parentPort;
if (port === null) throw new Error('job-worker.ts runs as a worker thread only');
const say = (reply: WorkerReply) => port.postMessage(reply);

/** Messages of progress at most this often: a page shows no more, and each one wakes the thread that answers requests. */
const tellEveryMilliseconds = 100;

/** The audit's line stands in the transaction of the import itself. */
const record: RecordBatch = (tx, { kind, id, name, role }, address, deed) => recordDeed(tx, { kind: kind as 'user', id, name, role }, { ...deed, address });

type Report = (done: number, total: number | null, part?: string) => void;
const tasks: Readonly<Record<string, (payload: never, report: Report) => unknown>> = {
  ...kernels,
  import: (payload: ImportPayload, report) => importFile(payload, report),
  export: (payload: ExportPayload, report) => exportItems(payload, report),
  backup: (payload: BackupPayload, report) => backUp(payload, report),
  'import-look': (payload, report) => clinicTask('import-look', payload, record, report),
  'import-check': (payload, report) => clinicTask('import-check', payload, record, report),
  'import-commit': (payload, report) => clinicTask('import-commit', payload, record, report),
  'import-undo': (payload, report) => clinicTask('import-undo', payload, record, report),
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
