// How many pictures are read and decoded at once? As many as memory was counted for; the rest wait, or are asked to come again.
import { AppError } from '../errors.ts';

/** Uploads under way at once, of all senders and of one: each holds at most 15 MB. */
const mostUploads = 12;
const mostOfOne = 4;
/** Pictures decoded at once: each may take 150 MB for a moment. */
const mostDecoded = 2;

export interface EvidenceSlots {
  /** Takes a place among the uploads under way; gives the function that leaves it. Throws AppError `too-many-requests` when there is none. */
  enter(sender: string): () => void;
  /** Runs `work` as soon as fewer than two others run. Gives or throws what it does. */
  decode<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Gives the places of one server. */
export function createEvidenceSlots(): EvidenceSlots {
  const senders = new Map<string, number>();
  let uploads = 0;
  let decoded = 0;
  const waiting: (() => void)[] = [];
  return {
    enter(sender) {
      const own = senders.get(sender) ?? 0;
      if (uploads >= mostUploads || own >= mostOfOne) throw new AppError('too-many-requests', `picture: seen ${own >= mostOfOne ? `${own} of yours` : `${uploads} others`} under way, expected a wait of some seconds`);
      uploads += 1;
      senders.set(sender, own + 1);
      return () => {
        uploads -= 1;
        const left = (senders.get(sender) ?? 1) - 1;
        if (left === 0) senders.delete(sender);
        else senders.set(sender, left);
      };
    },
    async decode(work) {
      if (decoded >= mostDecoded) await new Promise<void>((resolve) => waiting.push(resolve));
      else decoded += 1;
      try {
        return await work();
      } finally {
        // Whoever waits longest takes the place over as it is.
        const next = waiting.shift();
        if (next === undefined) decoded -= 1;
        else next();
      }
    },
  };
}
