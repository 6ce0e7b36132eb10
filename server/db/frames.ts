// Where does one message of the PostgreSQL wire protocol (version 3) end and the next begin?

/** Cuts a byte stream into frames. Before the start-up message frames carry no type byte. */
export class FrameReader {
  private buffered: Buffer = Buffer.alloc(0);

  /** Adds bytes as they arrive. */
  push(chunk: Buffer): void {
    this.buffered = this.buffered.length === 0 ? chunk : Buffer.concat([this.buffered, chunk]);
  }

  /** Gives the next whole frame, or null when more bytes are needed. Throws RangeError for a length no frame can have. */
  next(typed: boolean): Buffer | null {
    const head = typed ? 5 : 4;
    if (this.buffered.length < head) return null;
    const length = this.buffered.readInt32BE(typed ? 1 : 0) + (typed ? 1 : 0);
    if (length < head || length > 1_073_741_824) throw new RangeError(`frame length: seen ${length}, expected ${head} to 1 GiB`);
    if (this.buffered.length < length) return null;
    const frame = this.buffered.subarray(0, length);
    this.buffered = this.buffered.subarray(length);
    return frame;
  }
}

/** Builds a typed frame. */
export function frame(type: string, ...parts: Uint8Array[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeInt32BE(length, 1);
  return Buffer.concat([head, ...parts]);
}

/** Builds an ErrorResponse with an SQLSTATE and a message. */
export function errorFrame(sqlState: string, message: string): Buffer {
  return frame('E', Buffer.from(`SERROR\0VERROR\0C${sqlState}\0M${message}\0\0`));
}

/** What a raw answer of the embedded build comes to. */
export interface Answer {
  /** The frames without any ReadyForQuery. */
  readonly frames: Buffer;
  /** Transaction status of the last ReadyForQuery: I idle, T in a transaction, E in a failed one; null when there was none. */
  readonly status: string | null;
  readonly failed: boolean;
}

/**
 * Takes the ReadyForQuery frames out of a raw answer. The embedded build sends one after every error and another for the Sync, and one after
 * an error even where only Flush was asked; a client that counts them would take the next caller's answer for its own.
 * The frames are copied: the answer may lie in memory that the next message overwrites.
 */
export function readAnswer(response: Uint8Array): Answer {
  const view = Buffer.from(response);
  const kept: Buffer[] = [];
  let status: string | null = null;
  let failed = false;
  let from = 0;
  let at = 0;
  while (at + 5 <= view.length) {
    const end = at + 1 + view.readInt32BE(at + 1);
    const type = view[at];
    if (type === 0x45) failed = true;
    if (type === 0x5a) {
      status = String.fromCharCode(view[at + 5] ?? 0x49);
      kept.push(view.subarray(from, at));
      from = end;
    }
    at = end;
  }
  kept.push(view.subarray(from));
  return { frames: kept.length === 1 ? (kept[0] ?? view) : Buffer.concat(kept), status, failed };
}

/** Builds ReadyForQuery with a transaction status. */
export function readyFrame(status: string): Buffer {
  return frame('Z', Buffer.from(status));
}
