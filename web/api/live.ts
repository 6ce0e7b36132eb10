// How does the page learn that the data changed, and when is the link to the server lost? One event stream, told honestly.
import { mergeChanges } from '../../data/contract/change-merging.ts';
import type { Change } from '../../data/contract/changes.ts';
import type { StartStep } from '../../data/contract/health.ts';

export interface LiveListener {
  /** What changed since the last call, merged. The next call waits until what this one gives is done: a page that is slow asks less often, and is never overtaken. */
  onChanges(changes: readonly Change[]): Promise<unknown>;
  /** The data version of the server, told when the stream opens anew. */
  onVersion(dataVersion: number): void;
  onSteps(steps: readonly StartStep[]): void;
  /** True when the stream is open. Called only when that changes. */
  onLink(open: boolean): void;
}

/** What the page needs of the browser; a test brings its own. */
export interface LiveBrowser {
  open(address: string): EventSource;
  /** Calls back when the page is hidden (true) or seen again; gives what ends that. */
  onHidden(listener: (isHidden: boolean) => void): () => void;
  random(): number;
}

/** Waits between two tries after the browser gave up on the stream by itself. */
const retryMilliseconds = 5_000;
/** Pages do not all ask in one instant: each waits a part of this, by chance. Together with the server's quarter of a second it leaves time for the answer within two seconds. */
const spreadMilliseconds = 700;
/** While changes go on, the page asks anew at most this often. */
const restMilliseconds = 1_500;
/** Longest wait for what a call to onChanges gives. */
const patienceMilliseconds = 15_000;
/**
 * A page that nobody sees leaves its stream after so long, and is told what it missed when it is seen again: a browser has six connections to one server, and six tabs
 * would hold them all.
 */
const hiddenMilliseconds = 20_000;
/** More ids than this are not gathered; it is all of the collection then. */
const mostIds = 1000;

const browser: LiveBrowser = {
  open: (address) => new EventSource(address),
  onHidden(listener) {
    const tell = (): void => listener(document.hidden);
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  },
  random: Math.random,
};

/** Listens to /api/events until the returned function is called. A broken stream is opened again for ever, where it broke off. */
export function listenToServer(listener: LiveListener, { open, onHidden, random }: LiveBrowser = browser): () => void {
  let source: EventSource | null = null;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let hiddenTimer: ReturnType<typeof setTimeout> | undefined;
  let linked: boolean | null = null;
  /** Id of the last event heard: where to go on. */
  let place = '';
  const pace = createPace(listener.onChanges, random);
  const tell = (isOpen: boolean): void => {
    if (linked === isOpen) return;
    linked = isOpen;
    listener.onLink(isOpen);
  };
  const hear = (event: Event): string => {
    const { lastEventId, data } = event as MessageEvent<string>;
    if (lastEventId !== '') place = lastEventId;
    return String(data);
  };
  const connect = (): void => {
    // The browser sends the last id by itself when it comes back by itself, not from a new stream.
    let isNew = place === '';
    const stream = open(`/api/events${isNew ? '' : `?after=${encodeURIComponent(place)}`}`);
    source = stream;
    stream.addEventListener('open', () => tell(true));
    stream.addEventListener('error', () => {
      tell(false);
      // CLOSED: the browser will not try again (an HTTP error), so we do.
      if (stream.readyState !== 2) return;
      stream.close();
      retryTimer = setTimeout(connect, retryMilliseconds);
    });
    stream.addEventListener('change', (event) => {
      const change = readJson<Change>(hear(event));
      if (change !== null) pace.add(change);
    });
    stream.addEventListener('beat', (event) => {
      const version = readJson<number>(hear(event));
      if (isNew && version !== null) listener.onVersion(version);
      isNew = false;
    });
    stream.addEventListener('step', (event) => {
      const steps = readJson<StartStep[]>(hear(event));
      if (steps !== null) listener.onSteps(steps);
    });
  };
  const disconnect = (): void => {
    clearTimeout(retryTimer);
    source?.close();
    source = null;
  };
  const stopHidden = onHidden((isHidden) => {
    clearTimeout(hiddenTimer);
    if (isHidden) hiddenTimer = setTimeout(disconnect, hiddenMilliseconds);
    else if (source === null) connect();
  });
  connect();
  return () => {
    stopHidden();
    clearTimeout(hiddenTimer);
    pace.stop();
    disconnect();
  };
}

/** Gathers changes and gives them out merged: the first after a wait by chance, the next ones not before the last are done and a rest has passed. */
function createPace(give: (changes: readonly Change[]) => Promise<unknown>, random: () => number): { add(change: Change): void; stop(): void } {
  let waiting: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isResting = false;
  const next = (milliseconds: number): void => {
    timer = setTimeout(() => {
      const changes = waiting;
      waiting = [];
      timer = undefined;
      isResting = true;
      const rest = new Promise((resolve) => setTimeout(resolve, restMilliseconds));
      const patience = new Promise((resolve) => setTimeout(resolve, patienceMilliseconds));
      void Promise.all([rest, Promise.race([give(changes).catch(() => undefined), patience])]).then(() => {
        isResting = false;
        if (waiting.length > 0) next(0);
      });
    }, milliseconds);
  };
  return {
    add(change) {
      waiting = mergeChanges([...waiting, change], mostIds);
      if (timer === undefined && !isResting) next(random() * spreadMilliseconds);
    },
    stop() {
      clearTimeout(timer);
      // What is still under way must not start another round.
      isResting = true;
      waiting = [];
    },
  };
}

function readJson<Value>(text: string): Value | null {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return null;
  }
}
