// Which task of the clinic does a name mean? One list for the job worker, the command line and the tests.
import { type CommitPayload, commitFile, type RecordBatch, type UndoPayload, undoImport } from './commit.ts';
import { type DryRunPayload, dryRun } from './dry-run.ts';
import { type LookPayload, lookAtFile } from './look.ts';
import type { ClinicTask } from './sessions.ts';

/** Runs a task. `record` writes the audit's line in the transaction of a commit or undo. */
export function clinicTask(kind: ClinicTask, payload: unknown, record: RecordBatch, onProgress: (done: number, total: number | null) => void): Promise<unknown> {
  switch (kind) {
    case 'import-look':
      return lookAtFile(payload as LookPayload, onProgress);
    case 'import-check':
      return dryRun(payload as DryRunPayload, onProgress);
    case 'import-commit':
      return commitFile(payload as CommitPayload, record, onProgress);
    case 'import-undo':
      return undoImport(payload as UndoPayload, record);
  }
}
