// Does long work stay in its thread: counted, cancelled, and never able to take the server with it?
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../server/errors.ts';
import { createWorkerPool, type WorkerPool } from '../../../server/jobs/pool.ts';
import { createJobRecords } from '../../../server/jobs/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'anlan-pool-'));
const file = join(folder, 'worker.mjs');
// Speaks the pool's messages and does what a test asks for.
writeFileSync(
  file,
  `import { parentPort, threadId } from 'node:worker_threads';
const kinds = {
  echo: ({ payload }) => payload,
  thread: () => threadId,
  count: ({ id, payload }) => { for (let done = 1; done <= payload; done++) parentPort.postMessage({ id, kind: 'progress', done, total: payload, part: 'p' }); return 'counted'; },
  refuse: () => { throw { code: 'not-found', message: 'no such thing' }; },
  crash: () => { setTimeout(() => { throw new Error('loose end'); }); return new Promise(() => {}); },
  spin: () => { for (;;); },
  exit: () => process.exit(3),
  eat: () => { const eaten = []; for (;;) eaten.push(new Array(100000).fill(Math.random())); },
};
parentPort.on('message', (task) => Promise.resolve().then(() => kinds[task.kind](task)).then(
  (result) => parentPort.postMessage({ id: task.id, kind: 'result', result }),
  (error) => parentPort.postMessage({ id: task.id, kind: 'failure', code: error.code ?? '', message: error.message, stack: error.stack ?? '' })));
`,
);
let pools: WorkerPool[] = [];
const open = (size = 1, limits = {}): WorkerPool => {
  const pool = createWorkerPool(file, size, limits);
  pools.push(pool);
  return pool;
};
afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  pools = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('worker pool', () => {
  it('tasks run one after the other in a thread that is used again', async () => {
    const pool = open();
    const threads = await Promise.all(Array.from({ length: 5 }, () => pool.run('thread', null)));
    expect(new Set(threads).size).toBe(1);
    expect(await pool.run('echo', { a: new Float64Array([1, 2]) })).toEqual({ a: new Float64Array([1, 2]) });
  });

  it('two workers run two tasks at once', async () => {
    const pool = open(2);
    const controller = new AbortController();
    const stuck = pool.run('spin', null, { signal: controller.signal });
    expect(await pool.run('echo', 'beside')).toBe('beside');
    controller.abort();
    await expect(stuck).rejects.toMatchObject({ code: 'conflict' });
  });

  it('progress is told in order', async () => {
    const seen: unknown[] = [];
    expect(await open().run('count', 3, { onProgress: (done, total, part) => seen.push([done, total, part]) })).toBe('counted');
    expect(seen).toEqual([[1, 3, 'p'], [2, 3, 'p'], [3, 3, 'p']]);
  });

  it('an error keeps its code and its words', async () => {
    const failing = open().run('refuse', null);
    await expect(failing).rejects.toBeInstanceOf(AppError);
    await expect(failing).rejects.toMatchObject({ code: 'not-found', message: 'no such thing' });
  });

  it('a task that spins for ever is cancelled, and the next one runs', async () => {
    const pool = open();
    const controller = new AbortController();
    const stuck = pool.run('spin', null, { signal: controller.signal });
    const next = pool.run('echo', 'next');
    controller.abort();
    await expect(stuck).rejects.toThrow('cancelled');
    expect(await next).toBe('next');
  });

  it('a task cancelled in the queue never starts', async () => {
    const pool = open();
    const [first, second] = [new AbortController(), new AbortController()];
    const stuck = pool.run('spin', null, { signal: first.signal });
    const queued = pool.run('count', 3, { signal: second.signal, onProgress: () => expect.unreachable() });
    second.abort();
    await expect(queued).rejects.toThrow('cancelled');
    first.abort();
    await expect(stuck).rejects.toThrow('cancelled');
  });

  it.each([
    ['an error nobody catches', 'crash', {}],
    ['an exit', 'exit', {}],
    ['memory without end', 'eat', { maxOldGenerationSizeMb: 40 }],
  ])('%s ends its worker and its task only', async (_, kind, limits) => {
    const pool = open(1, limits);
    const bad = pool.run(kind, null);
    const after = pool.run('echo', 'alive');
    await expect(bad).rejects.toThrow();
    expect(await after).toBe('alive');
  });

  it('a closed pool refuses work and lets go of what runs', async () => {
    const pool = open();
    const stuck = pool.run('spin', null);
    const waiting = pool.run('echo', 1);
    const both = Promise.allSettled([stuck, waiting]);
    await pool.close();
    expect((await both).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    await expect(pool.run('echo', 1)).rejects.toMatchObject({ code: 'starting' });
  });
});

describe('job records', () => {
  const until = async (test: () => boolean): Promise<void> => {
    while (!test()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('a job is waiting, running, done; those after it wait their turn', async () => {
    const jobs = createJobRecords(() => expect.unreachable());
    let release: () => void = () => undefined;
    const first = jobs.begin('import', 'a', ({ progress }) => {
      progress(1, 2);
      return new Promise((resolve) => {
        release = () => resolve('result');
      });
    });
    const second = jobs.begin('import', 'b', () => Promise.resolve(2));
    await until(() => jobs.get(first.id)?.state === 'running');
    expect(jobs.get(first.id)).toMatchObject({ done: 1, total: 2, finishedAt: null });
    expect(jobs.get(second.id)?.state).toBe('waiting');
    release();
    await jobs.settle();
    expect(jobs.get(first.id)).toMatchObject({ state: 'done', result: 'result', problem: null });
    expect(jobs.get(second.id)?.state).toBe('done');
    expect(jobs.list().map((job) => job.title)).toEqual(['b', 'a']);
  });

  it('what a caller did wrong is told, what we did wrong is logged and not told', async () => {
    const logged: unknown[] = [];
    const jobs = createJobRecords((error) => logged.push(error));
    const theirs = jobs.begin('import', '', () => Promise.reject(new AppError('invalid-body', 'seen a, expected b')));
    const ours = jobs.begin('import', '', () => Promise.reject(new Error('select * from secrets')));
    await jobs.settle();
    expect(jobs.get(theirs.id)).toMatchObject({ state: 'failed', problem: { code: 'invalid-body', detail: 'seen a, expected b' } });
    expect(jobs.get(ours.id)?.problem?.code).toBe('internal');
    expect(JSON.stringify(jobs.get(ours.id))).not.toContain('secrets');
    expect(logged).toHaveLength(1);
  });

  it('a job can be cancelled while it waits and while it runs', async () => {
    const jobs = createJobRecords(() => undefined);
    const running = jobs.begin('import', '', ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new AppError('conflict', 'the job was cancelled')))));
    let started = false;
    const waiting = jobs.begin('import', '', () => {
      started = true;
      return Promise.resolve();
    });
    await until(() => jobs.get(running.id)?.state === 'running');
    expect(jobs.cancel(waiting.id)).toBe(true);
    expect(jobs.get(waiting.id)?.state).toBe('cancelled');
    expect(jobs.cancel(running.id)).toBe(true);
    await jobs.settle();
    expect(jobs.get(running.id)?.state).toBe('cancelled');
    expect([started, jobs.cancel(running.id), jobs.cancel('unknown')]).toEqual([false, false, false]);
  });
});
