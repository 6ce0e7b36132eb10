// How do kept letters leave? One outbox for all office pages of somebody who is signed in: it tries when the line is back, when its time has come, and when asked.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import { RequestError } from '../api/client.ts';
import { sendMove, sendPhoto, sendReport } from '../api/hazards.ts';
import { dataKey } from '../api/queries.ts';
import { type Letter, type LetterStore, type NewLetter, Outbox, type Outcome, type Receipt } from '../state/outbox.ts';
import { browserStore, pageStore } from '../state/outbox-store.ts';

/** A letter that this page has sent. */
export interface Sent {
  readonly letter: Letter;
  readonly receipt: Receipt;
}

export interface OutboxHandle {
  readonly letters: readonly Letter[];
  readonly sent: readonly Sent[];
  /** False where the browser keeps nothing: closing the page would lose what waits. */
  readonly lasts: boolean;
  post(letter: Omit<NewLetter, 'owner'>, options: { keepRefused: boolean }): Promise<Outcome>;
  discard(id: number): Promise<void>;
  sendNow(): Promise<void>;
  /** Null for nobody: a guest writes no letters. */
  readonly owner: string | null;
}

const nothing: OutboxHandle = { letters: [], sent: [], lasts: true, owner: null, post: () => Promise.resolve({ kind: 'not-ours' }), discard: () => Promise.resolve(), sendNow: () => Promise.resolve() };
const OutboxContext = createContext<OutboxHandle>(nothing);
export const useOutbox = (): OutboxHandle => useContext(OutboxContext);

/** Gives the store of the browser, or one of the page where the browser keeps nothing. */
async function chooseStore(): Promise<{ store: LetterStore; lasts: boolean }> {
  try {
    await browserStore.all();
    return { store: browserStore, lasts: true };
  } catch {
    return { store: pageStore(), lasts: false };
  }
}

async function deliver(letter: Letter, keep: (letter: Letter) => Promise<void>): Promise<Outcome> {
  let current = letter;
  try {
    for (const photo of letter.photos) {
      if (photo.evidenceId !== null) continue;
      const { id } = await sendPhoto(photo, letter.owner);
      current = { ...current, photos: current.photos.map((one) => (one.requestKey === photo.requestKey ? { ...one, evidenceId: id } : one)) };
      await keep(current);
    }
    const evidence = current.photos.flatMap(({ evidenceId }) => (evidenceId === null ? [] : [evidenceId]));
    const { wish, requestKey, owner } = current;
    if (wish.kind === 'report') {
      const { id, code } = await sendReport({ ...wish.report, evidence, requestKey }, owner);
      return { kind: 'sent', receipt: { hazardId: id, code, statusCode: null } };
    }
    const values = evidence.length === 0 ? wish.values : { ...wish.values, evidence };
    const { hazardId, code, statusCode } = await sendMove(wish.hazardId, { move: wish.move, values, expectedSequence: wish.expectedSequence, requestKey }, owner);
    return { kind: 'sent', receipt: { hazardId, code, statusCode } };
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    const { status, problem } = error;
    if (status === 0) return { kind: 'later', line: true };
    if (status === 401 || status === 412) return { kind: 'not-ours' };
    if (status === 429 || status >= 500) return { kind: 'later', line: false };
    return { kind: 'refused', refusal: { status, detail: problem?.detail ?? String(status), missing: problem?.missing ?? [] } };
  }
}

/** Web Locks: two pages of one browser never send at once. Without them the keys of the wishes still keep it to once. */
const alone = <Result,>(work: () => Promise<Result>): Promise<Result> => ('locks' in navigator ? navigator.locks.request('anlan-outbox', work) as Promise<Result> : work());

/** Gives the outbox of `owner` (id of the account; null = nobody) to all inside. */
export function OutboxProvider({ owner, children }: { owner: string | null; children: ReactNode }) {
  const client = useQueryClient();
  const [shown, setShown] = useState<{ letters: readonly Letter[]; sent: readonly Sent[]; lasts: boolean }>({ letters: [], sent: [], lasts: true });
  const running = useRef<Promise<Outbox> | null>(null);
  useEffect(() => {
    if (owner === null) return undefined;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const channel = 'BroadcastChannel' in window ? new BroadcastChannel('anlan-outbox') : null;
    const started = chooseStore().then(({ store, lasts }) => {
      const outbox: Outbox = new Outbox({
        store,
        owner,
        send: async (letter, keep) => {
          const outcome = await deliver(letter, keep);
          if (outcome.kind === 'sent') {
            if (!over) setShown((before) => ({ ...before, sent: [...before.sent, { letter, receipt: outcome.receipt }] }));
            void client.invalidateQueries({ queryKey: [dataKey] });
          }
          return outcome;
        },
        now: Date.now,
        alone,
        changed: () => {
          void show();
          // A page that is left may still be sending.
          if (!over) channel?.postMessage('changed');
        },
      });
      const show = async (): Promise<void> => {
        const letters = await outbox.letters();
        if (over) return;
        setShown((before) => ({ ...before, letters, lasts }));
        clearTimeout(timer);
        const wait = await outbox.nextTry();
        if (wait !== null && !over) timer = setTimeout(() => void outbox.flush(), Math.max(500, wait));
      };
      if (channel !== null) channel.onmessage = () => void show();
      void show().then(() => (over ? undefined : outbox.flush(true)));
      return outbox;
    });
    running.current = started;
    const force = (): void => void started.then((outbox) => outbox.flush(true));
    const seen = (): void => {
      if (document.visibilityState === 'visible') force();
    };
    window.addEventListener('online', force);
    document.addEventListener('visibilitychange', seen);
    return () => {
      over = true;
      clearTimeout(timer);
      channel?.close();
      window.removeEventListener('online', force);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [owner, client]);
  const handle = useMemo<OutboxHandle>(() => {
    const outbox = (): Promise<Outbox> => running.current ?? Promise.reject(new Error('nobody is signed in'));
    return owner === null
      ? nothing
      : {
          ...shown,
          owner,
          post: async (letter, options) => (await outbox()).post({ ...letter, owner }, options),
          discard: async (id) => (await outbox()).discard(id),
          sendNow: async () => (await outbox()).flush(true),
        };
  }, [shown, owner]);
  return <OutboxContext.Provider value={handle}>{children}</OutboxContext.Provider>;
}
