// How are several files written into one ZIP without standing in memory?
import { closeSync, openSync, writeSync } from 'node:fs';
import { Zip, ZipDeflate } from 'fflate';

const encoder = new TextEncoder();

/** A ZIP file that grows as entries are written, one after the other. */
export class Archive {
  private readonly descriptor: number;
  private readonly zip: Zip;
  private readonly at: Date;
  private failure: Error | null = null;
  private entry: ZipDeflate | null = null;
  /** Bytes written to the file so far. */
  bytes = 0;

  /** `at` = the instant every entry carries. Throws what opening the file throws. */
  constructor(file: string, at: Date) {
    this.descriptor = openSync(file, 'wx', 0o600);
    this.at = at;
    this.zip = new Zip((error, chunk) => {
      if (error !== null) this.failure = error;
      else this.bytes += writeSync(this.descriptor, chunk);
    });
  }

  /** Begins an entry; the one before it must have ended. */
  begin(name: string): void {
    this.entry = new ZipDeflate(name, { level: 6 });
    this.entry.mtime = this.at;
    this.zip.add(this.entry);
  }

  /** Writes to the entry that has begun. */
  write(chunk: Uint8Array): void {
    if (chunk.length > 0) this.push(chunk, false);
  }

  end(): void {
    this.push(new Uint8Array(0), true);
    this.entry = null;
  }

  /** Puts in a file that is a text. */
  text(name: string, text: string): void {
    this.begin(name);
    this.write(encoder.encode(text));
    this.end();
  }

  /** Ends the archive. */
  close(): void {
    this.zip.end();
    closeSync(this.descriptor);
    if (this.failure !== null) throw this.failure;
  }

  /** Gives the file up; what was written is no archive. */
  abandon(): void {
    closeSync(this.descriptor);
  }

  private push(chunk: Uint8Array, last: boolean): void {
    if (this.entry === null) throw new Error('archive: no entry has begun');
    this.entry.push(chunk, last);
    if (this.failure !== null) throw this.failure;
  }
}
