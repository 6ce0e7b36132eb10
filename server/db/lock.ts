// Does another process already use this data folder? Two on one embedded database lose data silently.
import { closeSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** What the lock file says of its owner. */
export interface LockOwner {
  readonly pid: number;
  readonly startedAt: string;
  /** Identity of this start of the machine: a pid of before the last reboot is nobody. */
  readonly bootId: string;
  /** Address of the running server; null while it does not listen. */
  readonly url: string | null;
}

export interface DataLock {
  /** Writes where the server listens, so that commands find it. */
  announce(url: string): void;
  release(): void;
}

const pathOf = (dataDirectory: string) => join(dataDirectory, 'lock.json');

/** Gives the living owner of a data folder, or null when nobody uses it (a lock left by a dead process counts as nobody). */
export function readLock(dataDirectory: string): LockOwner | null {
  let owner: LockOwner;
  try {
    owner = JSON.parse(readFileSync(pathOf(dataDirectory), 'utf8')) as LockOwner;
  } catch {
    return null;
  }
  return owner.bootId === bootId() && isAlive(owner.pid) ? owner : null;
}

/** Takes the lock of a data folder. Throws AppError `conflict` naming the pid of a living owner, `invalid-parameter` for a folder that cannot be written; a dead owner's lock is taken over. */
export function takeLock(dataDirectory: string): DataLock {
  const path = pathOf(dataDirectory);
  const owner: LockOwner = { pid: process.pid, startedAt: new Date().toISOString(), bootId: bootId(), url: null };
  for (let attempt = 0; ; attempt++) {
    try {
      // O_EXCL: of two that try at once exactly one gets it.
      const file = openSync(path, 'wx', 0o600);
      writeSync(file, JSON.stringify(owner));
      closeSync(file);
      break;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'EEXIST') throw new AppError('invalid-parameter', `ANLAN_DATA_DIR: seen a folder that cannot be written (${code ?? 'unknown'}), expected one that this user may write to`);
      const living = readLock(dataDirectory);
      if (living !== null || attempt > 2) {
        throw new AppError('conflict', `the data folder is in use by process ${living?.pid ?? 'unknown'} since ${living?.startedAt ?? 'unknown'}: stop it or choose another ANLAN_DATA_DIR`);
      }
      rmSync(path, { force: true });
    }
  }
  let released = false;
  return {
    announce: (url) => {
      if (!released) writeFileSync(path, JSON.stringify({ ...owner, url }), { mode: 0o600 });
    },
    release: () => {
      if (released) return;
      released = true;
      rmSync(path, { force: true });
    },
  };
}

function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
