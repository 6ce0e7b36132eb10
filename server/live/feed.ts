// How do all open pages hear of changes soon, without a storm, and hear what they missed while their line was down? One feed for all of them.
import { randomBytes } from 'node:crypto';
import type { Reader } from '../../data/contract/access.ts';
import { everyCollection, mergeChanges } from '../../data/contract/change-merging.ts';
import type { Change } from '../../data/contract/changes.ts';
import type { ChangeStream } from './changes.ts';

/** Defaults of a feed. */
const usual = {
  /** Changes of so long are told together: at most four times a second, whatever is written. A page hears within this plus the time the index needs. */
  windowMilliseconds: 250,
  /** A word this often keeps a quiet line open, and its silence tells a page within seconds that the server is gone. */
  beatMilliseconds: 5000,
  /** Ids named of one collection at one time; more are told as `all`: the page reads anew what it shows either way. */
  mostIds: 1000,
  /** Tellings kept for lines that come back: at least two minutes of uninterrupted writing, days of a quiet one. */
  mostKept: 500,
  /** Ids kept in them all, about 1 MB. */
  mostKeptIds: 60_000,
};
/** Changes that wait for the next telling are merged when they are more than this. */
const mostWaiting = 200;

/** One open page. */
export interface Line {
  readonly reader: Reader;
  /** Takes bytes of the stream; false = the page does not read and is cut off. */
  send(bytes: Uint8Array): boolean;
  /** Ends the line. */
  end(): void;
  /** Whether whoever listens may still see what they saw when they came; asked before every telling and at every beat. */
  mayListen(): boolean | Promise<boolean>;
}

export interface FeedOptions {
  readonly changes: ChangeStream;
  /** True once the data can be read. */
  readonly isReady: () => boolean;
  /** Resolves when the index holds all that was published before: a page that asks upon an event must not get the old. */
  readonly settle: () => Promise<void>;
  /** Gives changes as each of some readers may hear of them, by reader key; `since` = the data version they knew. Asked once for each key, however many pages have it. */
  readonly show: (changes: readonly Change[], readers: readonly Reader[], since: number) => Promise<ReadonlyMap<string, readonly Change[]>>;
  readonly onError: (error: unknown) => void;
  readonly limits?: Partial<typeof usual>;
}

export interface Feed {
  /** Adds a line. `after` = the last event id it heard on an earlier one: what it missed comes first. Gives the function that takes it out. */
  join(line: Line, after: string | undefined): () => void;
  /** Sends an event to every line at once; it has no place in the order of changes. */
  tellAll(event: string, value: unknown): void;
  /** Lines open now. */
  size(): number;
}

interface Telling {
  readonly sequence: number;
  readonly changes: readonly Change[];
  readonly ids: number;
}

const encoder = new TextEncoder();

/** Gives one event as it travels. `id` null = it leaves the reader's place as it is. */
export function eventText(event: string, value: unknown, id: string | null = null): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(value)}\n\n`;
}

/**
 * Gives a feed. Events: `change` (Change, merged for each collection) and `beat` (the data version). An event id is `version.log.number`: the data version up to
 * which all was told, the name of this process's log, and the number of the telling in it.
 */
export function createFeed({ changes, isReady, settle, show, onError, limits }: FeedOptions): Feed {
  const { windowMilliseconds, beatMilliseconds, mostIds, mostKept, mostKeptIds } = { ...usual, ...limits };
  const log = randomBytes(6).toString('base64url').replaceAll(/[^A-Za-z0-9]/g, '0');
  const kept: Telling[] = [];
  let keptIds = 0;
  /** Number of the last telling, and the version up to which all was told with it. */
  let [told, toldVersion] = [0, 0];
  /** Highest number that is no longer kept. */
  let forgotten = 0;
  let waiting: Change[] = [];
  let isTelling = false;
  let windowTimer: NodeJS.Timeout | undefined;
  let beatTimer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();
  /** Lines that hear what is told. */
  const lines = new Set<Line>();
  /** Lines that came back and have not yet been told what they missed, with the last id they heard. */
  const returning = new Map<Line, string>();

  const inTurn = (work: () => Promise<void>): void => {
    turn = turn.then(work).catch(onError);
  };
  const place = (): string => {
    if (waiting.length === 0 && !isTelling) toldVersion = changes.wholeVersion();
    return `${toldVersion}.${log}.${told}`;
  };
  const drop = (line: Line): void => {
    const known = lines.delete(line) || returning.delete(line);
    if (known) line.end();
    if (lines.size + returning.size === 0) {
      clearInterval(beatTimer);
      beatTimer = undefined;
    }
  };
  const sendTo = (line: Line, bytes: Uint8Array): void => {
    if (!line.send(bytes)) drop(line);
  };
  const checkRights = async (): Promise<void> => {
    const asked: Promise<void>[] = [];
    for (const line of [...lines, ...returning.keys()]) {
      const may = line.mayListen();
      if (may === false) drop(line);
      else if (may !== true) asked.push(may.then((good) => void (good || drop(line)), onError));
    }
    await Promise.all(asked);
  };
  const shownTo = (list: readonly Change[], readers: readonly Reader[], since: number): Promise<ReadonlyMap<string, readonly Change[]>> =>
    show(list, readers, since).catch((error: unknown) => {
      onError(error);
      // What it was cannot be said to them: they are told that something changed.
      return new Map(readers.map(({ key }) => [key, list.map((change): Change => ({ ...change, upserted: 'all', removed: [] }))]));
    });
  /** Gives the bytes of a telling for readers; the id stands on the last event alone, so that a line lost in between hears all of it again. */
  const bytesFor = (shown: readonly Change[], id: string): Uint8Array => encoder.encode(shown.map((change, k) => eventText('change', change, k === shown.length - 1 ? id : null)).join(''));

  const tell = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const merged = mergeChanges(waiting, mostIds);
    const version = changes.wholeVersion();
    waiting = [];
    isTelling = true;
    try {
      await settle();
      await checkRights();
      const shown = new Map<string, readonly Change[]>();
      // Lines that come while this is worked out hear it too.
      for (;;) {
        const readers = new Map([...lines].map(({ reader }) => [reader.key, reader]));
        const missing = [...readers.values()].filter(({ key }) => !shown.has(key));
        if (missing.length === 0) break;
        for (const [key, list] of await shownTo(merged, missing, toldVersion)) shown.set(key, list);
      }
      told += 1;
      toldVersion = version;
      keep({ sequence: told, changes: merged, ids: merged.reduce((sum, { upserted, removed }) => sum + (upserted === 'all' ? 0 : upserted.length) + removed.length, 0) });
      const packed = new Map<string, Uint8Array>();
      const id = `${toldVersion}.${log}.${told}`;
      for (const line of [...lines]) {
        const { key } = line.reader;
        let bytes = packed.get(key);
        if (bytes === undefined) packed.set(key, (bytes = bytesFor(shown.get(key) ?? [], id)));
        if (bytes.length > 0) sendTo(line, bytes);
      }
    } finally {
      isTelling = false;
    }
  };
  const keep = (telling: Telling): void => {
    kept.push(telling);
    keptIds += telling.ids;
    while (kept.length > mostKept || keptIds > mostKeptIds) {
      const oldest = kept.shift();
      keptIds -= oldest?.ids ?? 0;
      forgotten = oldest?.sequence ?? forgotten;
    }
  };
  /** Gives what was told since an event id; one change that says everything when that is not known any more. */
  const missedSince = (after: string): Change[] => {
    const [, version = '', from = '', number = ''] = /^(\d{1,15})\.([A-Za-z0-9]{1,20})\.(\d{1,15})$/.exec(after) ?? [];
    if (from === log && Number(number) <= told && Number(number) >= forgotten) return mergeChanges(kept.filter(({ sequence }) => sequence > Number(number)).flatMap((telling) => telling.changes), mostIds);
    // Another process, or this one before it was started again: the same version of the data has the same rows.
    if (version !== '' && Number(version) === changes.wholeVersion() && changes.dataVersion() === changes.wholeVersion() && waiting.length === 0) return [];
    return [{ collection: everyCollection, upserted: 'all', removed: [], dataVersion: changes.dataVersion(), at: changes.asOf() ?? new Date().toISOString() }];
  };
  const takeBack = async (): Promise<void> => {
    if (!isReady()) return;
    for (const [line, after] of [...returning]) {
      const missed = missedSince(after);
      const shown = missed.length === 0 ? [] : ((await shownTo(missed, [line.reader], Number(after.split('.')[0]))).get(line.reader.key) ?? []);
      // It may have left meanwhile; nothing was told meanwhile, because tellings wait for their turn.
      if (!returning.delete(line)) continue;
      lines.add(line);
      const id = place();
      sendTo(line, shown.length === 0 ? encoder.encode(eventText('beat', changes.dataVersion(), id)) : bytesFor(shown, id));
    }
  };
  /** Not in turn: while the index takes in a large import the lines must not fall silent. */
  const beat = async (): Promise<void> => {
    inTurn(takeBack);
    await checkRights();
    const bytes = encoder.encode(eventText('beat', changes.dataVersion(), place()));
    const waitingBytes = encoder.encode(eventText('beat', changes.dataVersion()));
    for (const line of [...lines]) sendTo(line, bytes);
    for (const line of [...returning.keys()]) sendTo(line, waitingBytes);
  };

  changes.subscribe((change) => {
    // With nobody listening the log goes on: a page may be on its way back.
    waiting.push(change.upserted !== 'all' && change.upserted.length + change.removed.length > mostIds ? { ...change, upserted: 'all', removed: [] } : change);
    if (waiting.length > mostWaiting) waiting = mergeChanges(waiting, mostIds);
    windowTimer ??= setTimeout(() => {
      windowTimer = undefined;
      inTurn(tell);
    }, windowMilliseconds);
    windowTimer.unref();
  });

  return {
    join(line, after) {
      if (beatTimer === undefined) {
        beatTimer = setInterval(() => void beat().catch(onError), beatMilliseconds);
        beatTimer.unref();
      }
      if (after === undefined) {
        lines.add(line);
        sendTo(line, encoder.encode(eventText('beat', changes.dataVersion(), place())));
      } else {
        returning.set(line, after);
        inTurn(takeBack);
      }
      return () => drop(line);
    },
    tellAll(event, value) {
      const bytes = encoder.encode(eventText(event, value));
      for (const line of [...lines, ...returning.keys()]) sendTo(line, bytes);
    },
    size: () => lines.size + returning.size,
  };
}
