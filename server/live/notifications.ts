// Who outside is told when something changes? One place to plug in: channels that carry short news, none unless configured. News hold no personal data.
import type { Logger } from 'pino';
import type { Change } from '../../data/contract/changes.ts';
import type { HazardNews, News } from '../../data/contract/news.ts';
import type { ChangeStream } from './changes.ts';

/** A way out. Rejects when the news did not arrive; `code` of the error may be logged, its message never: it may hold an address with a secret. */
export interface NewsChannel {
  readonly name: string;
  send(news: News, signal: AbortSignal): Promise<void>;
}

export interface NotificationOptions {
  readonly channels: readonly NewsChannel[];
  readonly changes: ChangeStream;
  /** Gives code, level and state of hazards by id, at most those asked for; never names, phones or free text. */
  readonly describeHazards: (ids: readonly number[]) => Promise<HazardNews[]>;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  /** For tests: shorter waits. */
  readonly waits?: Partial<typeof usualWaits>;
}

/** Milliseconds. Changes are gathered so long, so that an import is a few pieces of news and not thousands; a send that fails is tried again after ever longer waits. */
const usualWaits = { gather: 1000, first: 1000, longest: 300_000, deadline: 10_000 };
/** News waiting for one channel at most; the oldest goes first. */
const mostWaiting = 1000;
/** Tries of one piece of news: with the waits above about two hours. */
const mostTries = 30;
/** Hazards named one by one in a piece of news. */
const mostNamed = 100;

/** Starts telling. Nothing here is waited for by a write. Does nothing without channels. */
export function startNotifications({ channels, changes, describeHazards, log, signal, now = Date.now, waits: given = {} }: NotificationOptions): void {
  if (channels.length === 0) return;
  const waits = { ...usualWaits, ...given };
  const lanes = channels.map((channel) => createLane(channel, waits, log, signal));
  const gathered = new Map<string, Change>();
  let timer: NodeJS.Timeout | null = null;
  const flush = async (): Promise<void> => {
    timer = null;
    const told = [...gathered.values()];
    gathered.clear();
    for (const change of told) {
      const ids = change.collection === 'hazards' && change.upserted !== 'all' ? change.upserted.slice(0, mostNamed) : [];
      const hazards = ids.length === 0 ? [] : await describeHazards(ids).catch((error: unknown) => {
        log.warn({ code: codeOf(error) }, 'news name no hazards: they could not be read');
        return [];
      });
      const news: News = {
        // The same from every process that hears of one write: a receiver drops what it has.
        id: `${change.dataVersion}-${change.collection}`,
        kind: 'change',
        collection: change.collection,
        dataVersion: change.dataVersion,
        at: change.at,
        sentAt: new Date(now()).toISOString(),
        upserted: change.upserted === 'all' ? null : change.upserted.length,
        removed: change.removed.length,
        hazards,
      };
      for (const lane of lanes) lane.add(news);
    }
  };
  const leave = changes.subscribe((change) => {
    const before = gathered.get(change.collection);
    gathered.set(change.collection, before === undefined ? change : joined(before, change));
    timer ??= setTimeout(() => void flush(), waits.gather).unref();
  });
  signal.addEventListener('abort', () => {
    leave();
    if (timer !== null) clearTimeout(timer);
  }, { once: true });
}

function joined(before: Change, after: Change): Change {
  const upserted = before.upserted === 'all' || after.upserted === 'all' ? 'all' : [...new Set([...before.upserted, ...after.upserted])];
  return { ...after, upserted, removed: [...new Set([...before.removed, ...after.removed])] };
}

/** One line of waiting news for one channel: in order, one at a time, never longer than it may be. */
function createLane(channel: NewsChannel, waits: typeof usualWaits, log: Logger, signal: AbortSignal): { add(news: News): void } {
  const waiting: News[] = [];
  let dropped = 0;
  let isRunning = false;
  const pause = (milliseconds: number): Promise<void> =>
    new Promise((done) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        done();
      };
      const timer = setTimeout(end, milliseconds).unref();
      signal.addEventListener('abort', end);
    });
  const run = async (): Promise<void> => {
    isRunning = true;
    for (let news = waiting[0]; news !== undefined && !signal.aborted; news = waiting[0]) {
      let isSent = false;
      for (let attempt = 0; attempt < mostTries && !isSent && !signal.aborted && waiting[0] === news; attempt++) {
        try {
          await channel.send(news, AbortSignal.any([signal, AbortSignal.timeout(waits.deadline)]));
          isSent = true;
        } catch (error) {
          if (signal.aborted) break;
          if (attempt === 0) log.warn({ channel: channel.name, code: codeOf(error), waiting: waiting.length }, 'news did not arrive: tried again');
          await pause(Math.min(waits.longest, waits.first * 2 ** attempt));
        }
      }
      if (!isSent && !signal.aborted && waiting[0] === news) log.error({ channel: channel.name, news: news.id }, 'news were given up');
      // The line may have been cut at its head meanwhile.
      if (waiting[0] === news) waiting.shift();
    }
    isRunning = false;
  };
  return {
    add(news) {
      waiting.push(news);
      if (waiting.length > mostWaiting) {
        waiting.shift();
        dropped += 1;
        if (dropped === 1 || dropped % mostWaiting === 0) log.error({ channel: channel.name, dropped }, 'news were dropped: the receiver takes none');
      }
      if (!isRunning) void run();
    },
  };
}

function codeOf(error: unknown): string {
  const { code, name, cause } = error as { code?: string | number; name?: string; cause?: { code?: string } };
  return String(code ?? cause?.code ?? name ?? 'unknown');
}
