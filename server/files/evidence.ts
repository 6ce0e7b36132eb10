// Where do pictures that are shown as evidence lie, and how do they get there whole or not at all?
import { createHash, randomBytes } from 'node:crypto';
import { constants, type Dirent } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

/** What of a picture is on disk: the picture, and a small one for lists. */
export type PictureSize = 'full' | 'thumb';
export const pictureSizes: readonly PictureSize[] = ['full', 'thumb'];

const namePattern = /^[0-9a-f]{32}$/;
const filePattern = /^([0-9a-f]{32})(-thumb)?\.jpg$/;
const partPattern = /\.part$/;

/** Gives the path of a file inside the folder. Throws AppError `internal` for a name that is not one of ours: no row can lead out of the folder. */
function pathOf(name: string, size: PictureSize): string {
  if (!namePattern.test(name)) throw new AppError('internal', 'evidence: expected a name of 32 hexadecimal digits');
  return join(name.slice(0, 2), `${name}${size === 'thumb' ? '-thumb' : ''}.jpg`);
}

/** Writes a picture and its thumb under a new random name, whole or not at all, and gives the name and the SHA-256 of the picture as stored. Rejects with what the file system throws. */
export async function keepEvidence(folder: string, { full, thumb }: { readonly full: Buffer; readonly thumb: Buffer }): Promise<{ name: string; sha256: string }> {
  const name = randomBytes(16).toString('hex');
  await mkdir(join(folder, name.slice(0, 2)), { recursive: true, mode: 0o700 });
  try {
    await writeWhole(join(folder, pathOf(name, 'full')), full);
    await writeWhole(join(folder, pathOf(name, 'thumb')), thumb);
    await syncFolder(join(folder, name.slice(0, 2)));
    // The folder of two digits may be new itself.
    await syncFolder(folder);
  } catch (error) {
    await removeEvidence(folder, name);
    throw error;
  }
  return { name, sha256: createHash('sha256').update(full).digest('hex') };
}

async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await open(part, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Gives a stored picture; null when the file is not there. */
export async function readEvidenceFile(folder: string, name: string, size: PictureSize): Promise<Buffer<ArrayBuffer> | null> {
  try {
    return (await readFile(join(folder, pathOf(name, size)))) as Buffer<ArrayBuffer>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes a picture and its thumb; what is not there stays not there. */
export async function removeEvidence(folder: string, name: string): Promise<void> {
  for (const size of pictureSizes) await rm(join(folder, pathOf(name, size)), { force: true });
}

/** A file of the folder: path inside it, what row it belongs to (null for one that was never finished), size, time of its last change. */
export interface EvidenceFile {
  readonly path: string;
  readonly name: string | null;
  readonly bytes: number;
  readonly changedAt: number;
}

/** Gives every file that a backup must hold, one after the other, in no order; nothing for a folder that is not there. Files of other names are left out: they are not ours. */
export async function* listEvidenceFiles(folder: string): AsyncGenerator<EvidenceFile> {
  for (const inner of await entriesOf(folder)) {
    if (!inner.isDirectory() || !/^[0-9a-f]{2}$/.test(inner.name)) continue;
    for (const entry of await entriesOf(join(folder, inner.name))) {
      const [, name] = filePattern.exec(entry.name.replace(partPattern, '')) ?? [];
      if (!entry.isFile() || name === undefined) continue;
      const path = join(inner.name, entry.name);
      // One that was taken away between the listing and now is none.
      const found = await stat(join(folder, path)).catch(() => null);
      if (found !== null) yield { path, name: partPattern.test(entry.name) ? null : name, bytes: found.size, changedAt: found.mtimeMs };
    }
  }
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
