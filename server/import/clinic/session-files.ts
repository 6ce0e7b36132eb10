// Where do the files of a clinic session lie, and when do they go? A folder with a random name for each, for a day.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clinicKeptHours, type ClinicSession } from '../../../data/contract/import-clinic.ts';
import type { Layout } from './table-rows.ts';

/** A session as it is kept: what the API shows, and what only the server needs. */
export interface KeptSession {
  readonly shown: ClinicSession;
  readonly owner: { readonly kind: string; readonly id: string };
  readonly layout: Layout | null;
}

const sessionFile = 'session.json';
const idPattern = /^[0-9a-f]{32}$/;

export class SessionFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Makes the folder of a new session and gives its id. */
  make(): string {
    const id = randomBytes(16).toString('hex');
    mkdirSync(join(this.folder, id), { recursive: true, mode: 0o700 });
    return id;
  }

  pathOf(id: string): string {
    return join(this.folder, id);
  }

  /** Gives the session, undefined for an id that is none: nothing else ever becomes a path. */
  read(id: string): KeptSession | undefined {
    if (!idPattern.test(id)) return undefined;
    const path = join(this.folder, id, sessionFile);
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as KeptSession) : undefined;
  }

  /** Keeps a session; whole or as it was, should the machine stop in between. */
  write(session: KeptSession): void {
    const folder = join(this.folder, session.shown.id);
    if (!existsSync(folder)) return;
    const path = join(folder, sessionFile);
    writeFileSync(`${path}.new`, JSON.stringify(session), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  remove(id: string): void {
    if (idPattern.test(id)) rmSync(join(this.folder, id), { recursive: true, force: true });
  }

  /** All sessions, the newest first. */
  list(): KeptSession[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder).flatMap((id) => this.read(id) ?? []).sort((a, b) => b.shown.createdAt.localeCompare(a.shown.createdAt));
  }

  /** Removes what is older than a day, and folders without a session that no upload can still be filling. */
  sweep(now: number, uploading: ReadonlySet<string>): void {
    if (!existsSync(this.folder)) return;
    for (const id of readdirSync(this.folder)) {
      const session = this.read(id);
      if (session === undefined ? !uploading.has(id) : Date.parse(session.shown.expiresAt) <= now) rmSync(join(this.folder, id), { recursive: true, force: true });
    }
  }
}

/** When a session made now goes. */
export const expiryOf = (now: number): string => new Date(now + clinicKeptHours * 3_600_000).toISOString();
