// Where does each feature begin and end in a stream of JSON? A scanner over bytes that never holds more than one feature.
import { AppError } from '../errors.ts';

/** A piece of JSON text cut out of the stream. `member` = an element of the array called features (or of a bare top-level array); `rest` = a top-level value without them. */
export interface Piece {
  readonly kind: 'member' | 'rest';
  readonly bytes: Uint8Array;
}

/** Largest single feature; a coast of a million corners has about 30 MB. */
const largestPiece = 64_000_000;

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const featuresKey = Buffer.from('features');
const isSpace = (byte: number): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e;

/**
 * Cuts a stream of JSON into its features by counting brackets outside strings. Feed it chunks with `push`; `end` throws AppError `invalid-body` when the
 * text stops inside something (a file cut short). What lies between the brackets is not judged here.
 */
export class JsonScanner {
  private buffer: Buffer = Buffer.alloc(0);
  /** Next byte to look at in `buffer`. */
  private at = 0;
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Start of the piece being cut, -1 outside. */
  private start = -1;
  /** Depth at which members of the features array begin, -1 outside it. */
  private memberDepth = -1;
  /** Head of the top-level object before its features. */
  private head: Buffer | null = null;
  /** Bounds of the last string at depth 1, and whether a colon followed. */
  private stringStart = -1;
  private stringEnd = -1;
  private keyIsFeatures = false;

  /** Takes a chunk and gives the pieces that are complete with it. */
  push(chunk: Uint8Array): Piece[] {
    const keepFrom = this.start >= 0 ? this.start : this.at;
    const kept = this.buffer.subarray(keepFrom);
    this.buffer = kept.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength) : Buffer.concat([kept, chunk]);
    this.at -= keepFrom;
    if (this.start >= 0) {
      this.start = 0;
      this.stringStart -= keepFrom;
      this.stringEnd -= keepFrom;
    }
    if (kept.length > largestPiece) throw new AppError('invalid-body', `seen one feature of more than ${largestPiece / 1e6} MB, expected a GeoJSON FeatureCollection of smaller features`);
    return this.scan();
  }

  /** Says that the stream is over. */
  end(): void {
    if (this.depth > 0 || this.inString) throw new AppError('invalid-body', 'seen a file that ends inside a feature, expected a whole file: was it cut short on its way?');
  }

  private scan(): Piece[] {
    const pieces: Piece[] = [];
    const { buffer } = this;
    for (; this.at < buffer.length; this.at++) {
      const byte = buffer[this.at] as number;
      if (this.inString) {
        if (this.escaped) this.escaped = false;
        else if (byte === backslash) this.escaped = true;
        else if (byte === quote) {
          this.inString = false;
          if (this.depth === 1) this.stringEnd = this.at;
        }
        continue;
      }
      switch (byte) {
        case quote:
          this.inString = true;
          if (this.depth === 1) this.stringStart = this.at + 1;
          break;
        case colon:
          if (this.depth === 1) this.keyIsFeatures = this.stringEnd - this.stringStart === featuresKey.length && buffer.subarray(this.stringStart, this.stringEnd).equals(featuresKey);
          break;
        case comma:
          if (this.depth === 1) this.keyIsFeatures = false;
          break;
        case openBrace:
        case openBracket:
          this.open(byte);
          break;
        case closeBrace:
        case closeBracket:
          this.close(pieces);
          break;
        default:
          if (this.depth === 0 && !isSpace(byte)) {
            const seen = buffer.subarray(this.at, this.at + 20).toString('latin1');
            throw new AppError('invalid-body', `seen ${JSON.stringify(seen)}, expected GeoJSON: a FeatureCollection, or one feature on each line`);
          }
      }
    }
    return pieces;
  }

  private open(byte: number): void {
    const entersFeatures = byte === openBracket && this.memberDepth < 0 && (this.depth === 0 || (this.depth === 1 && this.keyIsFeatures));
    if (entersFeatures) {
      this.head = this.depth === 0 ? Buffer.from('[') : Buffer.from(this.buffer.subarray(this.start, this.at + 1));
      this.start = -1;
      this.memberDepth = this.depth + 1;
    } else if (this.depth === 0 || this.depth === this.memberDepth) {
      this.start = this.at;
    }
    this.depth++;
  }

  private close(pieces: Piece[]): void {
    this.depth--;
    if (this.depth < 0) throw new AppError('invalid-body', 'seen a closing bracket too many, expected JSON');
    if (this.memberDepth > 0 && this.depth === this.memberDepth) {
      pieces.push({ kind: 'member', bytes: this.buffer.subarray(this.start, this.at + 1) });
      this.start = -1;
    } else if (this.memberDepth > 0 && this.depth === this.memberDepth - 1) {
      // The features are over: what follows belongs to the tail of the top-level object.
      this.memberDepth = -1;
      this.keyIsFeatures = false;
      if (this.depth === 0) this.head = null;
      else this.start = this.at;
    } else if (this.depth === 0) {
      const tail = this.buffer.subarray(this.start, this.at + 1);
      pieces.push({ kind: 'rest', bytes: this.head === null ? tail : Buffer.concat([this.head, tail]) });
      this.head = null;
      this.start = -1;
    }
  }
}
