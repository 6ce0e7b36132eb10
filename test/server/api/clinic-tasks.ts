// How do the tasks of the clinic run in a test? In this thread, with the audit of the product.
import { recordDeed } from '../../../server/access/audit.ts';
import type { RecordBatch } from '../../../server/import/clinic/commit.ts';
import type { ClinicTools } from '../../../server/import/clinic/sessions.ts';
import { clinicTask } from '../../../server/import/clinic/tasks.ts';

const record: RecordBatch = (tx, { kind, id, name, role }, address, deed) => recordDeed(tx, { kind: kind as 'user', id, name, role }, { ...deed, address });

export const runClinicTask: ClinicTools['run'] = (kind, payload, { onProgress }) => clinicTask(kind, payload, record, onProgress);
