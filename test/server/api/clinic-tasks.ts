// How do the tasks of the clinic run in a test: in this thread, with the audit of the product.
import { recordDeed } from '../../../server/access/audit.ts';
import { type CommitPayload, commitFile, type RecordBatch, type UndoPayload, undoImport } from '../../../server/import/clinic/commit.ts';
import { type DryRunPayload, dryRun } from '../../../server/import/clinic/dry-run.ts';
import { type LookPayload, lookAtFile } from '../../../server/import/clinic/look.ts';
import type { ClinicTools } from '../../../server/import/clinic/sessions.ts';

export const record: RecordBatch = (tx, { kind, id, name, role }, address, deed) => recordDeed(tx, { kind: kind as 'user', id, name, role }, { ...deed, address });

export const runClinicTask: ClinicTools['run'] = (kind, payload, { onProgress }) => {
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
};
