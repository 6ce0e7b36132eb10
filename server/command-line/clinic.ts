// How does a file of any format go through the import clinic from the command line? Through the running server when there is one.
import { randomBytes } from 'node:crypto';
import { createReadStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { everything } from '../../data/contract/access.ts';
import type { ClinicSession } from '../../data/contract/import-clinic.ts';
import { recordDeed } from '../access/audit.ts';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { takeLock } from '../db/lock.ts';
import { type ClinicOrder, sendThrough } from '../import/clinic/command.ts';
import type { RecordBatch } from '../import/clinic/commit.ts';
import { remoteClinic } from '../import/clinic/remote.ts';
import { type ClinicCaller, createClinic } from '../import/clinic/sessions.ts';
import { clinicTask } from '../import/clinic/tasks.ts';
import { createJobRecords } from '../jobs/records.ts';
import { readCommandKey } from '../live/command-key.ts';
import { runningServer } from './asking.ts';
import { openHere, type Surroundings } from './command.ts';

/** What came of a file; null = it was only looked at and checked, or was not written. */
export type ClinicSummary = Awaited<ReturnType<typeof sendThrough>>;

/** Sends a file through the clinic. */
export async function toClinic(config: Config, surroundings: Surroundings, order: ClinicOrder): Promise<ClinicSummary> {
  const url = runningServer(config);
  if (url !== null) return sendThrough(remoteClinic(url, { 'X-Anlan-Key': readCommandKey(config.dataDirectory) }, () => undefined), order);
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  let database: Database | null = null;
  const folder = mkdtempSync(join(tmpdir(), 'anlan-clinic-'));
  try {
    const opened = await openHere(config, surroundings);
    database = opened;
    const jobs = createJobRecords((error) => process.stderr.write(`${(error as Error).stack ?? String(error)}\n`));
    const record: RecordBatch = (tx, { kind, id, name, role }, address, deed) => recordDeed(tx, { kind: kind as 'command-line', id, name, role }, { ...deed, address });
    const clinic = createClinic({ folder, origin: randomBytes(8).toString('hex'), target: () => opened.target, publish: () => undefined, begin: jobs.begin, job: jobs.get, now: Date.now, run: (kind, payload, { onProgress }) => clinicTask(kind, payload, record, onProgress) });
    const caller: ClinicCaller = { actor: { kind: 'command-line', id: '', name: 'command-line', grant: { role: 'office', areaCodes: null, sectorCodes: null, siteIds: null }, reader: everything }, address: '' };
    const settled = async (begun: { session: ClinicSession }): Promise<ClinicSession> => {
      await jobs.settle();
      return clinic.get(caller, begun.session.id);
    };
    const summary = await sendThrough(
      {
        create: async (layer, name, path) => settled(await clinic.create(caller, layer, name, Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>, null)),
        check: (id, plan) => settled(clinic.check(caller, id, plan)),
        commit: (id) => settled(clinic.commit(caller, id)),
        findings: async (id, group) => (await clinic.findings(caller, id, group, 0, 500)).rows,
        remove: async (id) => clinic.remove(caller, id),
      },
      order,
    );
    if (!order.dry) await opened.snapshot();
    return summary;
  } finally {
    await database?.close();
    rmSync(folder, { recursive: true, force: true });
    lock.release();
  }
}
