// How does a test send a file through the clinic as a person would: look, plan, dry run, commit, undo?
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { type Actor, everything, readerOfGrant } from '../../../data/contract/access.ts';
import type { Change } from '../../../data/contract/changes.ts';
import type { ClinicPlan, ClinicSession, RowFinding, UndoSummary } from '../../../data/contract/import-clinic.ts';
import type { JobRecord } from '../../../data/contract/jobs.ts';
import { replaceCity } from '../../../server/commands/city.ts';
import { type WriteBatch, write } from '../../../server/commands/write.ts';
import { type Database, openDatabase } from '../../../server/db/database.ts';
import { type Clinic, type ClinicCaller, createClinic } from '../../../server/import/clinic/sessions.ts';
import { createJobRecords } from '../../../server/jobs/records.ts';
import { littleCity } from '../../fixtures/little-city.ts';
import { type ServedPostgres, startServedPostgres } from '../../served-postgres.ts';
import { emptyDatabase } from '../../suites/commands.ts';
import { runClinicTask } from '../api/clinic-tasks.ts';

export interface ClinicRun {
  readonly database: Database;
  readonly clinic: Clinic;
  readonly changes: Change[];
  readonly folder: string;
  /** Errors of jobs that are nobody's fault but ours. */
  readonly faults: unknown[];
  /** An empty city with its townships. */
  reset(): Promise<void>;
  write(work: (batch: WriteBatch) => Promise<unknown>): Promise<void>;
  /** Sends a file in and waits until it was looked at. */
  look(layer: string, name: string, file: Uint8Array | ReadableStream<Uint8Array>, caller?: ClinicCaller): Promise<ClinicSession>;
  /** Dry run of a plan made of what was proposed, changed as said. */
  check(session: ClinicSession, changes?: Partial<ClinicPlan>, caller?: ClinicCaller): Promise<ClinicSession>;
  commit(session: ClinicSession, caller?: ClinicCaller): Promise<ClinicSession>;
  undo(batchId: number, caller?: ClinicCaller): Promise<UndoSummary>;
  rows(session: ClinicSession, group: 'refused' | 'changed' | 'remarked', caller?: ClinicCaller): Promise<RowFinding[]>;
  text(session: ClinicSession, what: 'places' | 'refused'): Promise<string>;
  stored<Row extends Record<string, unknown>>(sql: string): Promise<Row[]>;
  stop(): Promise<void>;
}

const free = { areaCodes: null, sectorCodes: null, siteIds: null };
export const office: ClinicCaller = { actor: { kind: 'user', id: 'u1', name: '王主任', grant: { role: 'office', ...free }, reader: everything }, address: '127.0.0.1' };

/** Somebody of a role with limits. */
export function callerOf(id: string, grant: Actor['grant']): ClinicCaller {
  return { actor: { kind: 'user', id, name: id, grant, reader: readerOfGrant(grant) }, address: '127.0.0.1' };
}

/** Gives the plan that the proposal amounts to. */
export function planOf({ proposal }: ClinicSession, changes: Partial<ClinicPlan> = {}): ClinicPlan {
  if (proposal === null) throw new Error('there is no proposal');
  const mapping = Object.fromEntries(proposal.mapping.flatMap(({ field, column }) => (column === null ? [] : [[field, column] as const])));
  const { proposed } = proposal.crs;
  return { mapping, place: proposal.place, crs: proposed?.crs ?? null, swapped: proposed?.swapped ?? false, constants: {}, repeats: 'refuse', ...changes };
}

export async function startClinic(home: 'embedded' | 'served'): Promise<ClinicRun> {
  const folder = mkdtempSync(join(tmpdir(), 'anlan-clinic-'));
  const served: ServedPostgres | null = home === 'served' ? await startServedPostgres() : null;
  const database = await openDatabase({ dataDirectory: folder, migrationsDirectory: 'server/db/migrations', workerFile: `${process.cwd()}/dist/server/embedded-worker.js`, templateDirectory: `${process.cwd()}/dist/templates`, log: pino({ level: 'silent' }), ...(served === null ? {} : { databaseUrl: served.url }) });
  const changes: Change[] = [];
  const faults: unknown[] = [];
  const jobs = createJobRecords((error) => faults.push(error));
  const clinic = createClinic({ folder: join(folder, 'clinic'), origin: 'test', target: () => database.target, publish: (change) => changes.push(change), begin: jobs.begin, job: jobs.get, run: runClinicTask, now: Date.now });
  const finished = async (id: string): Promise<JobRecord> => {
    await jobs.settle();
    return jobs.get(id) as JobRecord;
  };
  const settled = async (caller: ClinicCaller, session: ClinicSession): Promise<ClinicSession> => {
    await jobs.settle();
    return clinic.get(caller, session.id);
  };
  const run: ClinicRun = {
    database,
    clinic,
    changes,
    folder,
    faults,
    async reset() {
      await emptyDatabase(database);
      await database.sql.unsafe('truncate import_batches cascade');
      await run.write((batch) => replaceCity(batch, littleCity()));
      changes.length = 0;
    },
    write: (work) => write(database, { announce: () => undefined, origin: 'test' }, work).then(() => undefined),
    async look(layer, name, file, caller = office) {
      const body = file instanceof Uint8Array ? new Blob([file as never]).stream() : file;
      return settled(caller, (await clinic.create(caller, layer, name, body, null)).session);
    },
    check: async (session, more = {}, caller = office) => settled(caller, clinic.check(caller, session.id, planOf(session, more)).session),
    commit: async (session, caller = office) => settled(caller, clinic.commit(caller, session.id).session),
    async undo(batchId, caller = office) {
      const job = await finished(clinic.undo(caller, batchId).id);
      if (job.state !== 'done') throw new Error(job.problem?.detail ?? job.state);
      return job.result as UndoSummary;
    },
    rows: async (session, group, caller = office) => (await clinic.findings(caller, session.id, group, 0, 500)).rows,
    text: (session, what) => new Response(clinic.download(office, session.id, what)).text(),
    stored: async (sql) => [...(await database.sql.unsafe<never[]>(sql))],
    async stop() {
      await jobs.settle();
      await database.close();
      served?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return run;
}
