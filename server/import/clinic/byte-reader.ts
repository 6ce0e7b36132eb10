// How are a few bytes at a time taken from a stream, when a length in the file may be a lie?
import { AppError } from '../../errors.ts';

/** Largest piece taken at once: one polygon of a million corners is 16 MB. */
const mostBytes = 64_000_000;

export class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private buffer: Buffer = Buffer.alloc(0);
  private over = false;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.chunks = bytes[Symbol.asyncIterator]();
  }

  /** Gives exactly `count` bytes, or null when the stream ended before the first of them. Throws AppError `invalid-body` when it ends in between or `count` is out of reason. */
  async take(count: number): Promise<Buffer | null> {
    if (!(count >= 0 && count <= mostBytes)) throw new AppError('invalid-body', `seen a record of ${count} bytes, expected at most ${mostBytes}: the file is broken`);
    if (this.buffer.length < count) {
      const parts = [this.buffer];
      let length = this.buffer.length;
      while (length < count && !this.over) {
        const next = await this.chunks.next();
        if (next.done === true) this.over = true;
        else {
          parts.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength));
          length += next.value.byteLength;
        }
      }
      this.buffer = Buffer.concat(parts);
    }
    if (this.buffer.length === 0 && count > 0) return null;
    if (this.buffer.length < count) throw new AppError('invalid-body', 'seen a file that is cut short, expected a whole one');
    const piece = this.buffer.subarray(0, count);
    this.buffer = this.buffer.subarray(count);
    return piece;
  }
}
