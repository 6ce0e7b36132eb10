// Which jobs were asked for, how far are they, and what came of them?
import { randomUUID } from 'node:crypto';
import type { JobRecord } from '../../data/contract/jobs.ts';
import { AppError } from '../errors.ts';

/** What a job's work may use. */
export interface JobControl {
  progress(done: number, total: number | null): void;
  readonly signal: AbortSignal;
}

export interface JobRecords {
  /** Begins a job; `work` starts when those before it are done, so that imports do not hold each other's transactions. */
  begin(kind: string, title: string, work: (control: JobControl) => Promise<unknown>): JobRecord;
  /** Says whose a job is (personKeyOf). A job that nobody claimed is the system's. */
  claim(id: string, owner: string): void;
  /** Gives whose a job is; null when nobody claimed it or it is not known. */
  ownerOf(id: string): string | null;
  list(): readonly JobRecord[];
  get(id: string): JobRecord | undefined;
  /** Cancels a job that waits or runs; false when there is none. */
  cancel(id: string): boolean;
  /** Resolves when no job runs any more. */
  settle(): Promise<void>;
}

/** Finished jobs remembered. */
const kept = 100;

/** Gives job records of one server. `onError` gets what a job threw that is not the caller's fault. */
export function createJobRecords(onError: (error: unknown) => void): JobRecords {
  const records = new Map<string, JobRecord>();
  const controllers = new Map<string, AbortController>();
  const owners = new Map<string, string>();
  let tail: Promise<void> = Promise.resolve();
  const change = (id: string, more: Partial<JobRecord>): void => {
    const record = records.get(id);
    if (record !== undefined) records.set(id, { ...record, ...more });
  };
  const now = () => new Date().toISOString();
  return {
    begin(kind, title, work) {
      const id = randomUUID();
      const controller = new AbortController();
      records.set(id, { id, kind, title, state: 'waiting', done: null, total: null, askedAt: now(), startedAt: null, finishedAt: null, result: null, problem: null });
      controllers.set(id, controller);
      for (const old of [...records.keys()].slice(0, Math.max(0, records.size - kept))) if (!controllers.has(old)) {
        records.delete(old);
        owners.delete(old);
      }
      tail = tail.then(async () => {
        if (!controller.signal.aborted) {
          change(id, { state: 'running', startedAt: now() });
          try {
            const result = await work({ progress: (done, total) => change(id, { done, total }), signal: controller.signal });
            change(id, { state: 'done', finishedAt: now(), result });
          } catch (error) {
            const known = error instanceof AppError;
            if (!known) onError(error);
            change(id, {
              state: controller.signal.aborted ? 'cancelled' : 'failed',
              finishedAt: now(),
              problem: { code: known ? error.code : 'internal', detail: known ? error.message : 'the job failed; the log has the reason' },
            });
          }
        }
        controllers.delete(id);
      });
      return records.get(id) as JobRecord;
    },
    claim(id, owner) {
      if (records.has(id)) owners.set(id, owner);
    },
    ownerOf: (id) => owners.get(id) ?? null,
    list: () => [...records.values()].reverse(),
    get: (id) => records.get(id),
    cancel(id) {
      const controller = controllers.get(id);
      if (controller === undefined) return false;
      controller.abort();
      if (records.get(id)?.state === 'waiting') change(id, { state: 'cancelled', finishedAt: now() });
      return true;
    },
    settle: () => tail,
  };
}
