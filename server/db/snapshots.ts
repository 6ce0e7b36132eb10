// What is left after a power cut? Copies of the embedded database that are whole on disk, the last three of them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** How many snapshots are kept. */
const kept = 3;

/** A snapshot on disk, newest first in lists. */
export interface Snapshot {
  readonly path: string;
  readonly takenAt: number;
  /** A packed data directory, or a copied folder. */
  readonly kind: 'tar' | 'folder';
}

const folderOf = (dataDirectory: string) => join(dataDirectory, 'snapshots');

/** Gives the snapshots of a data folder whose checksum still holds (packed ones) or that were finished (copied ones), newest first. */
export function listSnapshots(dataDirectory: string): Snapshot[] {
  const folder = folderOf(dataDirectory);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+\.(tar|folder)$/.test(name))
    .map((name): Snapshot => ({ path: join(folder, name), takenAt: Number(name.split('.')[0]), kind: name.endsWith('.tar') ? 'tar' : 'folder' }))
    .sort((a, b) => b.takenAt - a.takenAt);
}

/** True when a packed snapshot is what was written; a copied folder was renamed into place only when whole. */
export function isWhole(snapshot: Snapshot): boolean {
  if (snapshot.kind === 'folder') return true;
  try {
    return readFileSync(`${snapshot.path}.sha256`, 'utf8') === createHash('sha256').update(readFileSync(snapshot.path)).digest('hex');
  } catch {
    return false;
  }
}

/** Writes a packed snapshot: temporary file → fsync → rename → fsync of the folder. Gives its path. */
export async function writeSnapshot(dataDirectory: string, bytes: Uint8Array, now: number): Promise<string> {
  const folder = folderOf(dataDirectory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${now}.tar`);
  await writeWhole(`${path}.sha256`, Buffer.from(createHash('sha256').update(bytes).digest('hex')));
  await writeWhole(path, bytes);
  await syncPath(folder);
  dropOld(dataDirectory);
  return path;
}

/** Takes a snapshot by copying the folder: `copy` fills the folder it is given; it is renamed into place when `copy` is done. */
export async function copySnapshot(dataDirectory: string, copy: (target: string) => Promise<void>, now: number): Promise<string> {
  const folder = folderOf(dataDirectory);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${now}.folder`);
  rmSync(`${path}.part`, { recursive: true, force: true });
  await copy(`${path}.part`);
  for (const entry of readdirSync(`${path}.part`, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await syncPath(join(entry.parentPath ?? entry.path, entry.name));
  }
  renameSync(`${path}.part`, path);
  await syncPath(folder);
  dropOld(dataDirectory);
  return path;
}

/** Gives the size of a folder in bytes; 0 when it does not exist. */
export function sizeOf(directory: string): number {
  if (!existsSync(directory)) return 0;
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  renameSync(`${path}.part`, path);
}

async function syncPath(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function dropOld(dataDirectory: string): void {
  for (const old of listSnapshots(dataDirectory).slice(kept)) {
    rmSync(old.path, { recursive: true, force: true });
    rmSync(`${old.path}.sha256`, { force: true });
  }
}
