// How long does it take, told honestly? Seeded figures as min, median, mean ± sd, with machine and Node version; ratios of two things run in turn.
import { cpus } from 'node:os';

/** Times of one thing in milliseconds. */
export interface Figures {
  readonly runs: number;
  readonly min: number;
  readonly median: number;
  readonly mean: number;
  readonly sd: number;
  readonly p99: number;
}

/** Gives the figures of a list of times in milliseconds. Throws RangeError for an empty list. */
export function figuresOf(times: readonly number[]): Figures {
  if (times.length === 0) throw new RangeError('times: seen none, expected at least one');
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
  const sd = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / Math.max(1, times.length - 1));
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
  return { runs: times.length, min: sorted[0] as number, median, mean, sd, p99: at(0.99) };
}

/** Runs `work` `warm` times unmeasured, then once for each of `inputs`, and gives the figures. */
export async function measure<Input>(inputs: readonly Input[], work: (input: Input) => unknown, warm = Math.min(5, inputs.length)): Promise<Figures> {
  for (const input of inputs.slice(0, warm)) await work(input);
  const times: number[] = [];
  for (const input of inputs) {
    const start = performance.now();
    const result = work(input);
    // Awaiting what is no promise would add a turn of the event loop to the time.
    if (result instanceof Promise) await result;
    times.push(performance.now() - start);
  }
  return figuresOf(times);
}

/** Measures two things in turn, input by input, so that both meet the same state of the machine. Gives both, and how many times faster the first is (medians). */
export async function measurePair<Input>(
  inputs: readonly Input[],
  first: (input: Input) => unknown,
  second: (input: Input) => unknown,
  warm = Math.min(3, inputs.length),
): Promise<{ first: Figures; second: Figures; ratio: number }> {
  const times: [number[], number[]] = [[], []];
  for (const [turn, input] of [...inputs.slice(0, warm), ...inputs].entries()) {
    for (const [place, work] of [first, second].entries()) {
      const start = performance.now();
      const result = work(input);
      if (result instanceof Promise) await result;
      if (turn >= warm) (times[place] as number[]).push(performance.now() - start);
    }
  }
  const [a, b] = [figuresOf(times[0]), figuresOf(times[1])];
  return { first: a, second: b, ratio: b.median / a.median };
}

/** Prints one line of figures. */
export function printFigures(title: string, figures: Figures, goal = ''): void {
  const text = (milliseconds: number): string => (milliseconds < 1 ? `${(milliseconds * 1000).toFixed(1)} µs` : `${milliseconds.toFixed(2)} ms`);
  const { runs, min, median, mean, sd, p99 } = figures;
  console.log(`${title.padEnd(58)} min ${text(min)}  median ${text(median)}  mean ${text(mean)} ± ${text(sd)}  p99 ${text(p99)}  (${runs} runs)${goal === '' ? '' : `  goal ${goal}`}`);
}

/** Prints one plain figure. */
export function printFigure(title: string, value: string, goal = ''): void {
  console.log(`${title.padEnd(58)} ${value}${goal === '' ? '' : `  goal ${goal}`}`);
}

/** Prints what the figures were measured on. */
export function printMachine(): void {
  const processors = cpus();
  console.log(`Node ${process.version} on ${process.platform} ${process.arch}, ${processors.length} × ${processors[0]?.model ?? 'unknown processor'}`);
}
