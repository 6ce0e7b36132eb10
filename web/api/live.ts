// How does the page learn that the data changed, and when is the link to the server lost? One event stream, told honestly.
import type { StartStep } from '../../data/contract/health.ts';

/** What changed, as the server's change stream says it. */
export interface LiveChange {
  readonly collection: string;
  readonly upserted: readonly number[] | 'all';
  readonly removed: readonly number[];
  readonly dataVersion: number;
  readonly at: string;
}

export interface LiveListener {
  onChange(change: LiveChange): void;
  onSteps(steps: readonly StartStep[]): void;
  /** True when the stream is open. Called only when that changes. */
  onLink(open: boolean): void;
}

/** Waits between two tries after the browser gave up on the stream by itself. */
const retryMilliseconds = 5_000;

/** Listens to /api/events until the returned function is called. A broken stream is opened again for ever. */
export function listenToServer(listener: LiveListener): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let linked: boolean | null = null;
  const tell = (open: boolean): void => {
    if (linked === open) return;
    linked = open;
    listener.onLink(open);
  };
  const open = (): void => {
    source = new EventSource('/api/events');
    source.addEventListener('open', () => tell(true));
    source.addEventListener('error', () => {
      tell(false);
      // CLOSED: the browser will not try again (an HTTP error), so we do.
      if (source?.readyState === EventSource.CLOSED) {
        source.close();
        timer = setTimeout(open, retryMilliseconds);
      }
    });
    source.addEventListener('change', (event) => {
      const change = readJson<LiveChange>(event);
      if (change !== null) listener.onChange(change);
    });
    source.addEventListener('step', (event) => {
      const steps = readJson<StartStep[]>(event);
      if (steps !== null) listener.onSteps(steps);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function readJson<Value>(event: Event): Value | null {
  try {
    return JSON.parse(String((event as MessageEvent<string>).data)) as Value;
  } catch {
    return null;
  }
}
