// Who works on which file in the clinic, and what comes next? Jobs in order, each session its maker's alone.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Actor } from '../../../data/contract/access.ts';
import type { Change } from '../../../data/contract/changes.ts';
import type { ClinicPlan, ClinicReading, ClinicSession, FindingGroup, FindingPage, UndoSummary } from '../../../data/contract/import-clinic.ts';
import type { JobRecord } from '../../../data/contract/jobs.ts';
import type { BatchActor } from '../../commands/import-batches.ts';
import type { DatabaseTarget } from '../../db/database.ts';
import { AppError } from '../../errors.ts';
import { clinicFieldsOf, clinicLayerOf } from './clinic-layers.ts';
import type { CommitPayload, CommitResult, UndoPayload, UndoResult } from './commit.ts';
import { type DryRunPayload, placesFile, refusedFile } from './dry-run.ts';
import { readFindings } from './findings-files.ts';
import { takeIn } from './intake.ts';
import type { LookPayload, LookResult } from './look.ts';
import { expiryOf, type KeptSession, SessionFiles } from './session-files.ts';

/** Sessions that one person may have open; the oldest idle one makes room. */
const mostSessions = 10;
const uploadFile = 'upload';

export interface ClinicTools {
  /** Folder of all sessions, inside the data folder. */
  readonly folder: string;
  readonly origin: string;
  /** The open database; throws AppError while there is none. */
  readonly target: () => DatabaseTarget;
  readonly publish: (change: Change) => void;
  readonly begin: (kind: string, title: string, work: (control: { progress(done: number, total: number | null): void; readonly signal: AbortSignal }) => Promise<unknown>) => JobRecord;
  readonly job: (id: string) => JobRecord | undefined;
  readonly run: (kind: ClinicTask, payload: unknown, options: { onProgress: (done: number, total: number | null) => void; signal: AbortSignal }) => Promise<unknown>;
  readonly now: () => number;
}
/** Tasks of the job worker. */
export type ClinicTask = 'import-look' | 'import-check' | 'import-commit' | 'import-undo';

/** Who asks, and from where. */
export interface ClinicCaller {
  readonly actor: Actor;
  readonly address: string;
}

interface Begun {
  readonly session: ClinicSession;
  readonly job: JobRecord;
}

export interface Clinic {
  /** Takes a file in and begins to look at it. Rejects with AppError before it reads a body that cannot be imported. */
  create(caller: ClinicCaller, layer: string, name: string, body: ReadableStream<Uint8Array>, announced: number | null): Promise<Begun>;
  list(caller: ClinicCaller): ClinicSession[];
  /** Gives a session of the caller's own. Throws AppError `not-found` for any other. */
  get(caller: ClinicCaller, id: string): ClinicSession;
  remove(caller: ClinicCaller, id: string): void;
  lookAgain(caller: ClinicCaller, id: string, reading: ClinicReading): Begun;
  check(caller: ClinicCaller, id: string, plan: ClinicPlan): Begun;
  commit(caller: ClinicCaller, id: string): Begun;
  findings(caller: ClinicCaller, id: string, group: FindingGroup, offset: number, limit: number): Promise<FindingPage>;
  /** The places or the refused rows of the last dry run. Throws AppError `conflict` before there was one. */
  download(caller: ClinicCaller, id: string, what: 'places' | 'refused'): ReadableStream<Uint8Array>;
  undo(caller: ClinicCaller, batchId: number): JobRecord;
  /** Removes what is older than a day. */
  sweep(): void;
}

const idle = { looking: 'unreadable', checking: 'proposed', committing: 'checked' } as const;

/** Gives the clinic of one server. */
export function createClinic(tools: ClinicTools): Clinic {
  const files = new SessionFiles(tools.folder);
  const uploading = new Set<string>();

  const update = (id: string, change: Partial<ClinicSession>, more: Partial<Pick<KeptSession, 'layout'>> = {}): void => {
    const kept = files.read(id);
    if (kept !== undefined) files.write({ ...kept, ...more, shown: { ...kept.shown, ...change } });
  };
  const settled = (kept: KeptSession): KeptSession => {
    const { state, jobId } = kept.shown;
    if (state !== 'looking' && state !== 'checking' && state !== 'committing') return kept;
    const job = jobId === null ? undefined : tools.job(jobId);
    if (job !== undefined && job.state !== 'cancelled' && job.state !== 'failed') return kept;
    // Cancelled before it began, or of an earlier run of the server.
    const next = { ...kept, shown: { ...kept.shown, state: idle[state], problem: job?.problem ?? { code: 'conflict', detail: 'the job was cancelled' } } };
    files.write(next);
    return next;
  };
  const own = ({ actor }: ClinicCaller, id: string): KeptSession => {
    const kept = files.read(id);
    if (kept === undefined || kept.owner.kind !== actor.kind || kept.owner.id !== actor.id || Date.parse(kept.shown.expiresAt) <= tools.now()) throw new AppError('not-found', 'session: expected the id of a file of your own in the clinic; files go after a day');
    return settled(kept);
  };
  const isBusy = ({ shown: { state } }: KeptSession): boolean => state === 'looking' || state === 'checking' || state === 'committing';
  const free = (caller: ClinicCaller, id: string, states: readonly ClinicSession['state'][], expected: string): KeptSession => {
    const kept = own(caller, id);
    if (isBusy(kept)) throw new AppError('conflict', 'session: seen a job at work on it, expected none: wait for it or cancel it');
    if (!states.includes(kept.shown.state)) throw new AppError('conflict', `session: seen the state ${kept.shown.state}, expected ${expected}`);
    return kept;
  };

  /** Begins a job that works on a session and keeps what comes of it. */
  const work = <Result>(id: string, kind: ClinicTask, state: keyof typeof idle, title: string, payload: unknown, settle: (result: Result) => { change: Partial<ClinicSession>; layout?: KeptSession['layout']; told: unknown }): Begun => {
    const before = files.read(id)?.shown.state;
    const job = tools.begin(kind, title, async ({ progress, signal }) => {
      try {
        const { change, layout, told } = settle((await tools.run(kind, payload, { onProgress: progress, signal })) as Result);
        update(id, { ...change, problem: null }, layout === undefined ? {} : { layout });
        return told;
      } catch (error) {
        const known = error instanceof AppError;
        update(id, { state: before === 'checked' && state === 'checking' ? 'proposed' : idle[state], problem: { code: known ? error.code : 'internal', detail: known ? error.message : 'the job failed; the log has the reason' } });
        throw error;
      }
    });
    update(id, { state, jobId: job.id, problem: null });
    return { session: (files.read(id) as KeptSession).shown, job };
  };

  const look = (caller: ClinicCaller, { shown }: KeptSession, reading: ClinicReading): Begun => {
    const folder = files.pathOf(shown.id);
    const payload: LookPayload = { target: tools.target(), layer: shown.layer, file: join(folder, uploadFile), folder, reading, scope: caller.actor.reader };
    return work<LookResult>(shown.id, 'import-look', 'looking', `${shown.layer} ← ${shown.fileName}`, payload, ({ seen, proposal, layout }) => ({ change: { state: 'proposed', seen, proposal, plan: null, dryRun: null }, layout, told: { session: shown.id, rows: seen.rows } }));
  };

  const clinic: Clinic = {
    async create(caller, layerId, name, body, announced) {
      const layer = clinicLayerOf(layerId);
      tools.target();
      clinic.sweep();
      const mine = clinic.list(caller);
      for (const { id, state } of mine.slice(mostSessions - 1)) if (!(state in idle)) files.remove(id);
      const id = files.make();
      uploading.add(id);
      try {
        const bytes = await takeIn(body, join(files.pathOf(id), uploadFile), announced);
        const now = tools.now();
        const { actor } = caller;
        files.write({
          owner: { kind: actor.kind, id: actor.id },
          layout: null,
          shown: { id, layer: layerId, fileName: name, bytes, state: 'unreadable', jobId: null, createdAt: new Date(now).toISOString(), expiresAt: expiryOf(now), problem: null, fields: clinicFieldsOf(layer), geometryTypes: [...layer.layer.geometryTypes], seen: null, proposal: null, plan: null, dryRun: null, batchId: null },
        });
        return look(caller, own(caller, id), {});
      } catch (error) {
        files.remove(id);
        throw error;
      } finally {
        uploading.delete(id);
      }
    },
    list: ({ actor }) => files.list().filter(({ owner }) => owner.kind === actor.kind && owner.id === actor.id).map((kept) => settled(kept).shown),
    get: (caller, id) => own(caller, id).shown,
    remove(caller, id) {
      const kept = own(caller, id);
      if (isBusy(kept)) throw new AppError('conflict', 'session: seen a job at work on it, expected none: cancel it first');
      files.remove(id);
    },
    lookAgain: (caller, id, reading) => look(caller, free(caller, id, ['proposed', 'unreadable', 'checked'], 'one that is not yet imported'), reading),
    check(caller, id, plan) {
      const { shown, layout } = free(caller, id, ['proposed', 'checked'], 'proposed or checked');
      if (layout === null || shown.seen === null) throw new AppError('conflict', 'session: expected a file that was looked at');
      const payload: DryRunPayload = { target: tools.target(), layer: shown.layer, folder: files.pathOf(id), layout, plan, rows: shown.seen.rows, scope: caller.actor.reader };
      return work<NonNullable<ClinicSession['dryRun']>>(id, 'import-check', 'checking', `${shown.layer} ← ${shown.fileName}`, payload, (dryRun) => ({ change: { state: 'checked', plan, dryRun }, told: dryRun }));
    },
    commit(caller, id) {
      const { shown, layout } = free(caller, id, ['checked'], 'checked by a dry run');
      const { plan, dryRun } = shown;
      if (layout === null || plan === null || dryRun === null) throw new AppError('conflict', 'session: expected a file that was checked by a dry run');
      const folder = files.pathOf(id);
      const payload: CommitPayload = { target: tools.target(), origin: tools.origin, layer: shown.layer, file: join(folder, uploadFile), fileName: shown.fileName, folder, layout, plan, rows: dryRun.rows, scope: caller.actor.reader, actor: batchActorOf(caller.actor), address: caller.address };
      return work<CommitResult>(id, 'import-commit', 'committing', `${shown.layer} ← ${shown.fileName}`, payload, ({ summary, changes }) => {
        for (const change of changes) tools.publish(change);
        return { change: { state: 'committed', batchId: summary.batchId }, told: summary };
      });
    },
    findings: (caller, id, group, offset, limit) => readFindings(files.pathOf(own(caller, id).shown.id), group, offset, limit),
    download(caller, id, what) {
      const { shown } = own(caller, id);
      const path = join(files.pathOf(id), what === 'places' ? placesFile : refusedFile);
      if (shown.dryRun === null || !existsSync(path)) throw new AppError('conflict', 'session: expected a file that was checked by a dry run');
      return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
    },
    undo(caller, batchId) {
      const payload: UndoPayload = { target: tools.target(), origin: tools.origin, batchId, actor: batchActorOf(caller.actor), address: caller.address };
      return tools.begin('import-undo', `#${batchId}`, async ({ progress, signal }): Promise<UndoSummary> => {
        const { summary, changes } = (await tools.run('import-undo', payload, { onProgress: progress, signal })) as UndoResult;
        for (const change of changes) tools.publish(change);
        return summary;
      });
    },
    sweep: () => files.sweep(tools.now(), uploading),
  };
  return clinic;
}

function batchActorOf({ kind, id, name, grant }: Actor): BatchActor {
  return { kind, id, name, role: grant.role };
}
