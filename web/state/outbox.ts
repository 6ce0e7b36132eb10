// What was written and is not yet with the server? Letters kept until they are sent: in order, once, and only as the one who wrote them.
import type { Missing } from '../../data/contract/closing-guards.ts';
import type { HazardReport } from '../../data/contract/hazard-report.ts';

/** A picture as it will be sent. Degrees WGS84, error in metres. */
export interface KeptPhoto {
  readonly requestKey: string;
  readonly blob: Blob;
  /** RFC 3339; null = unknown. */
  readonly takenAt: string | null;
  readonly place: { readonly lng: number; readonly lat: number; readonly accuracyMetres: number | null } | null;
  /** Id on the server; null until it is there. */
  readonly evidenceId: number | null;
}

export type Wish =
  | { readonly kind: 'report'; readonly report: Omit<HazardReport, 'evidence' | 'requestKey'> }
  | { readonly kind: 'move'; readonly hazardId: number; readonly hazardCode: string; readonly move: string; readonly values: Readonly<Record<string, unknown>>; readonly expectedSequence: number | null };

export interface Refusal {
  readonly status: number;
  readonly detail: string;
  readonly missing: readonly Missing[];
}

/** One wish with its pictures. `owner` = id of the account that wrote it. */
export interface Letter {
  readonly id: number;
  readonly owner: string;
  readonly requestKey: string;
  readonly madeAt: string;
  readonly title: string;
  readonly wish: Wish;
  readonly photos: readonly KeptPhoto[];
  readonly state: 'waiting' | 'sending' | 'refused';
  readonly tries: number;
  /** Milliseconds since the epoch; not tried again before. */
  readonly notBefore: number;
  readonly refusal: Refusal | null;
}
export type NewLetter = Pick<Letter, 'owner' | 'requestKey' | 'title' | 'wish' | 'photos'>;

/** What the server said to a letter. */
export interface Receipt {
  readonly hazardId: number;
  readonly code: string;
  readonly statusCode: string | null;
}

/** Where letters lie. Ids grow in the order of writing. */
export interface LetterStore {
  all(): Promise<Letter[]>;
  /** Gives the id: the letter's own, or a new one for id 0. */
  put(letter: Letter): Promise<number>;
  remove(id: number): Promise<void>;
}

/** What became of one try: sent; refused for good; another session or none; no answer, to be tried again (`line` false = the server itself was busy). */
export type Outcome = { readonly kind: 'sent'; readonly receipt: Receipt } | { readonly kind: 'refused'; readonly refusal: Refusal } | { readonly kind: 'not-ours' } | { readonly kind: 'later'; readonly line: boolean };

export interface OutboxNeeds {
  readonly store: LetterStore;
  /** Account whose letters are sent. */
  readonly owner: string;
  /** Sends a letter; `keep` is told of every picture that has arrived, and is waited for. */
  send(letter: Letter, keep: (letter: Letter) => Promise<void>): Promise<Outcome>;
  now(): number;
  /** Runs work while no other page of this browser sends. */
  alone<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Told after every change. */
  changed(): void;
}

const firstWait = 2_000;
const longestWait = 5 * 60_000;

/** Gives the wait after so many failed tries, in milliseconds: doubled each time, five minutes at most. */
export function waitAfter(tries: number): number {
  return Math.min(longestWait, firstWait * 2 ** Math.max(0, tries - 1));
}

const subjectOf = ({ id, wish }: Letter): string => (wish.kind === 'move' ? `hazard ${wish.hazardId}` : `report ${id}`);

export class Outbox {
  private readonly needs: OutboxNeeds;
  private running: Promise<void> | null = null;
  private again = false;
  /** Receipts of letters sent by this page, and who waits for one. */
  private readonly receipts = new Map<number, Outcome>();
  private readonly posting = new Map<string, Promise<Outcome>>();

  constructor(needs: OutboxNeeds) {
    this.needs = needs;
  }

  /** The owner's letters, the oldest first. */
  async letters(): Promise<Letter[]> {
    return (await this.needs.store.all()).filter(({ owner }) => owner === this.needs.owner).sort((a, b) => a.id - b.id);
  }

  /** Keeps a letter, then tries to send it. Gives what came of the first try; kept letters that could not be sent give `later`. A refused one stays only when `keepRefused`. */
  post(letter: NewLetter, { keepRefused }: { keepRefused: boolean }): Promise<Outcome> {
    // A double click is one wish.
    const before = this.posting.get(letter.requestKey);
    if (before !== undefined) return before;
    const posted = this.keepAndSend(letter, keepRefused).finally(() => this.posting.delete(letter.requestKey));
    this.posting.set(letter.requestKey, posted);
    return posted;
  }

  private async keepAndSend(letter: NewLetter, keepRefused: boolean): Promise<Outcome> {
    // A refused one that was mended takes the place of what it was.
    const before = (await this.letters()).find(({ requestKey }) => requestKey === letter.requestKey);
    const id = await this.needs.store.put({ ...letter, id: before?.id ?? 0, madeAt: before?.madeAt ?? new Date(this.needs.now()).toISOString(), state: 'waiting', tries: 0, notBefore: 0, refusal: null });
    this.needs.changed();
    await this.flush();
    const outcome = this.receipts.get(id) ?? { kind: 'later', line: true };
    if (outcome.kind === 'refused' && !keepRefused) await this.discard(id);
    return outcome;
  }

  async discard(id: number): Promise<void> {
    await this.needs.store.remove(id);
    this.needs.changed();
  }

  /** Sends what may be sent now. With `force`, waits are cut short: the line is back, or somebody asks. */
  async flush(force = false): Promise<void> {
    if (force) for (const letter of await this.letters()) if (letter.notBefore > 0) await this.needs.store.put({ ...letter, notBefore: 0 });
    if (this.running !== null) {
      this.again = true;
      return this.running;
    }
    this.running = this.needs.alone(async () => {
      do {
        this.again = false;
        await this.round();
      } while (this.again);
    });
    try {
      await this.running;
    } finally {
      this.running = null;
    }
  }

  /** Milliseconds until the next try; null when nothing waits. */
  async nextTry(): Promise<number | null> {
    const waits = (await this.letters()).filter(({ state }) => state !== 'refused').map(({ notBefore }) => Math.max(0, notBefore - this.needs.now()));
    return waits.length === 0 ? null : Math.min(...waits);
  }

  private async round(): Promise<void> {
    const { store, now } = this.needs;
    // What comes after a letter of the same hazard that is not through waits for it.
    const held = new Set<string>();
    for (const { id } of await this.letters()) {
      const letter = (await this.letters()).find((one) => one.id === id);
      if (letter === undefined) continue;
      const subject = subjectOf(letter);
      if (held.has(subject) || letter.state === 'refused' || letter.notBefore > now()) {
        held.add(subject);
        continue;
      }
      await this.keep({ ...letter, state: 'sending' });
      let latest: Letter = { ...letter, state: 'sending' };
      const outcome = await this.needs.send(latest, (changed) => {
        latest = changed;
        return this.keep(changed);
      });
      this.receipts.set(id, outcome);
      if (outcome.kind === 'sent') await store.remove(id);
      else if (outcome.kind === 'refused') await store.put({ ...latest, state: 'refused', refusal: outcome.refusal });
      else await store.put({ ...latest, state: 'waiting', tries: latest.tries + 1, notBefore: now() + waitAfter(latest.tries + 1) });
      this.needs.changed();
      if (outcome.kind !== 'sent') held.add(subject);
      // Without a line, or under a session that is not theirs, the others would fare no better.
      if (outcome.kind === 'not-ours' || (outcome.kind === 'later' && outcome.line)) return;
    }
  }

  private async keep(letter: Letter): Promise<void> {
    await this.needs.store.put(letter);
    this.needs.changed();
  }
}

/** Gives a new key for one wish: letters and digits, 22 of them. Works without a secure context, unlike randomUUID. */
export function newRequestKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(22))].map((byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('');
}
