// How does the server know that a request comes from this machine's command line? A key that only the owner of the data folder can read.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pathOf = (dataDirectory: string) => join(dataDirectory, 'command.key');
const digest = (text: string) => createHash('sha256').update(text).digest();

export interface CommandKey {
  isCommandLine(given: string | undefined): boolean;
  remove(): void;
}

/** Writes a new key into the data folder, readable by its owner alone. */
export function createCommandKey(dataDirectory: string): CommandKey {
  const key = randomBytes(24).toString('hex');
  // Removed first: an old file keeps its old mode when it is written over.
  rmSync(pathOf(dataDirectory), { force: true });
  writeFileSync(pathOf(dataDirectory), key, { mode: 0o600, flag: 'wx' });
  return {
    // Digests have one length, so the comparison tells nothing by its time.
    isCommandLine: (given) => given !== undefined && timingSafeEqual(digest(given), digest(key)),
    remove: () => rmSync(pathOf(dataDirectory), { force: true }),
  };
}

/** Gives the key of the running server. Throws what the file system throws when there is none or it may not be read. */
export function readCommandKey(dataDirectory: string): string {
  return readFileSync(pathOf(dataDirectory), 'utf8');
}
