// How far has the start come? Steps with their counts, told to those who watch.
import type { StartStep } from '../../data/contract/health.ts';

export interface StartSteps {
  readonly list: () => readonly StartStep[];
  readonly subscribe: (listener: () => void) => () => void;
  /** Runs one step: running, then done or failed with its time. */
  run<Result>(id: string, zh: string, en: string, work: () => Promise<Result>): Promise<Result>;
  /** Adds a step that waits. */
  announce(id: string, zh: string, en: string): void;
  progress(id: string, done: number, total: number | null, finished: boolean, detail?: string): void;
  /** Marks what runs as failed. */
  fail(): void;
}

/** Listeners hear at most this often about counts; the end of a step is always told. */
const tellEveryMilliseconds = 200;

export function createStartSteps(): StartSteps {
  const steps: StartStep[] = [];
  const began = new Map<string, number>();
  const listeners = new Set<() => void>();
  let told = 0;
  const tell = (always: boolean): void => {
    const now = Date.now();
    if (!always && now - told < tellEveryMilliseconds) return;
    told = now;
    for (const listener of [...listeners]) listener();
  };
  const put = (id: string, more: Partial<StartStep>): void => {
    const place = steps.findIndex((step) => step.id === id);
    const known = steps[place];
    if (known !== undefined) steps[place] = { ...known, ...more };
  };
  const announce = (id: string, zh: string, en: string): void => {
    if (steps.every((step) => step.id !== id)) steps.push({ id, zh, en, state: 'waiting', done: null, total: null, milliseconds: null });
  };
  const since = (id: string): number => Date.now() - (began.get(id) ?? Date.now());
  const begin = (id: string): void => {
    if (!began.has(id)) began.set(id, Date.now());
  };
  return {
    list: () => steps,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announce(id, zh, en) {
      announce(id, zh, en);
      tell(true);
    },
    async run(id, zh, en, work) {
      announce(id, zh, en);
      begin(id);
      put(id, { state: 'running' });
      tell(true);
      try {
        const result = await work();
        put(id, { state: 'done', milliseconds: since(id) });
        return result;
      } catch (error) {
        put(id, { state: 'failed', milliseconds: since(id) });
        throw error;
      } finally {
        tell(true);
      }
    },
    progress(id, done, total, finished) {
      begin(id);
      put(id, { state: finished ? 'done' : 'running', done, total, ...(finished ? { milliseconds: since(id) } : {}) });
      tell(finished);
    },
    fail() {
      for (const step of steps) if (step.state === 'running') put(step.id, { state: 'failed' });
      tell(true);
    },
  };
}
