// How is long work done without holding up requests? As steps, run at once in tests and tools, or a few milliseconds a turn on the server.
import { setImmediate } from 'node:timers/promises';

/** Work that stops between its steps; each step should take a millisecond or two. */
export type Steps<Result> = Generator<undefined, Result>;

/** Longest stretch of work in one turn of the event loop: half of the 10 ms within which /api/health must answer. */
const turnMilliseconds = 5;

/** Rows handled in one step. */
export const rowsAStep = 50_000;

/** Gives the result of the work, done without a pause. */
export function runAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Gives the result of the work, done in turns: between them requests are answered. Throws what the work throws. */
export async function runInTurns<Result>(steps: Steps<Result>): Promise<Result> {
  let start = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - start < turnMilliseconds) continue;
    await setImmediate();
    start = performance.now();
  }
}
