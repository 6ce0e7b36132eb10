// Who wants to know that the data changed, and which version are we at? One stream in each process.
import type { Change } from '../../data/contract/changes.ts';

export type { Change } from '../../data/contract/changes.ts';

/** Called for every change, in the order of publishing. */
export type ChangeListener = (change: Change) => void;

export interface ChangeStream {
  /** Tells every listener. The version never goes back: a late change of an older version is still told, but does not lower dataVersion(). */
  publish(change: Change): void;
  /** Adds a listener; the function given back takes it out again. A listener that throws is reported to `onError` and does not stop the others. */
  subscribe(listener: ChangeListener): () => void;
  /** Highest version published or set so far; 0 before the first. */
  dataVersion(): number;
  /** The version up to which every change was told: writes of other processes and long imports may arrive after newer ones. Never above dataVersion(). */
  wholeVersion(): number;
  /** Instant of the last write, ISO 8601 with zone; null before the first. */
  asOf(): string | null;
  /** Sets version and instant as read from the database, without telling anybody; what came before it counts as told. */
  start(dataVersion: number, asOf: string | null): void;
}

/** Versions behind a gap that are remembered; beyond, the gap stays until the next start, which is safe: more is told than needed. */
const mostAhead = 10_000;

/** Gives a change stream of its own: two servers in one process do not hear each other. `onError` gets what a listener throws. */
export function createChangeStream(onError: (error: unknown) => void = () => undefined): ChangeStream {
  const listeners = new Set<ChangeListener>();
  let version = 0;
  let whole = 0;
  /** Versions told that stand behind a gap. Every write raises the version by one, so a gap is a change still to come. */
  const ahead = new Set<number>();
  const closeGap = (): void => {
    while (ahead.delete(whole + 1)) whole += 1;
  };
  let writtenAt: string | null = null;
  return {
    publish(change) {
      if (change.dataVersion >= version) {
        version = change.dataVersion;
        writtenAt = change.at;
      }
      if (change.dataVersion > whole && ahead.size < mostAhead) ahead.add(change.dataVersion);
      closeGap();
      for (const listener of [...listeners]) {
        try {
          listener(change);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      // Wrapped, so that the same function may listen twice and leave once.
      const own: ChangeListener = (change) => listener(change);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    dataVersion: () => version,
    asOf: () => writtenAt,
    wholeVersion: () => whole,
    start(dataVersion, asOf) {
      if (dataVersion >= version) [version, writtenAt] = [dataVersion, asOf];
      whole = Math.max(whole, dataVersion);
      for (const one of ahead) if (one <= whole) ahead.delete(one);
      closeGap();
    },
  };
}
