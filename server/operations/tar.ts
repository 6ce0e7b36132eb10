// How do several files become one that any machine can open? As a tar archive (POSIX ustar), written and read a piece at a time.
import { type FileHandle, open } from 'node:fs/promises';
import { AppError } from '../errors.ts';

/** Everything stands in blocks of so many bytes. */
export const tarBlock = 512;
const block = tarBlock;
/** A size has eleven octal digits (POSIX.1-1988, ustar). */
const mostBytes = 8 ** 11 - 1;

/** Gives the header of a member. Throws AppError `too-large` for a file over 8 GiB or a path that two fields of 155 and 100 bytes cannot hold. */
export function tarHeader(path: string, bytes: number, mode: number, modifiedSeconds: number): Buffer {
  if (bytes > mostBytes) throw new AppError('too-large', `archive: seen ${bytes} bytes in ${path}, expected at most ${mostBytes}`);
  const header = Buffer.alloc(block);
  const { prefix, name } = splitPath(path);
  header.write(name, 0, 100);
  const octal = (value: number, at: number, digits: number): void => void header.write(`${value.toString(8).padStart(digits, '0')}\0`, at);
  octal(mode, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(bytes, 124, 11);
  octal(Math.floor(modifiedSeconds), 136, 11);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\u000000', 257);
  header.write(prefix, 345, 155);
  header.write(checksumField(header), 148);
  return header;
}

/** Gives the zeros that fill the last block of a member. */
export function tarPadding(bytes: number): Buffer {
  return Buffer.alloc((block - (bytes % block)) % block);
}

/** Ends an archive. */
export const tarEnd: Buffer = Buffer.alloc(2 * block);

function splitPath(path: string): { prefix: string; name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: '', name: path };
  for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) return { prefix, name };
  }
  throw new AppError('too-large', `archive: seen the path ${path}, expected one of at most 255 bytes`);
}

/** Sum of all bytes, with its own field taken as spaces. */
function checksumOf(header: Buffer): number {
  return header.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/** The field that holds the sum: six octal digits, a zero, a space. */
function checksumField(header: Buffer): string {
  return `${checksumOf(header).toString(8).padStart(6, '0')}\0 `;
}

/** A member of an archive that is open for reading. */
export interface TarMember {
  readonly path: string;
  readonly bytes: number;
  readonly offset: number;
}

/** An archive that is open for reading. */
export interface TarFile {
  readonly members: readonly TarMember[];
  /** Reads a member, piece by piece. */
  read(member: Pick<TarMember, 'offset' | 'bytes'>): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

const pieceBytes = 256 * 1024;

/** Opens an archive and finds its members. Throws AppError `invalid-body` for one that is cut off, changed in a header, or no archive at all. */
export async function openTar(file: string): Promise<TarFile> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw new AppError('invalid-parameter', `FILE: seen one that cannot be read (${error.code ?? 'unknown'}), expected a backup`);
  });
  try {
    const { size } = await handle.stat();
    const members: TarMember[] = [];
    for (let at = 0; ; ) {
      const header = await readPiece(handle, at, block);
      if (header.length < block) throw new AppError('invalid-body', `FILE: seen an archive that ends after ${size} bytes without its end mark, expected a whole one`);
      if (header.every((byte) => byte === 0)) {
        const end = await readPiece(handle, at, tarEnd.length + 1);
        if (!end.equals(tarEnd)) throw new AppError('invalid-body', `FILE: seen ${size - at} bytes after the last member, expected ${tarEnd.length} zeros and nothing more`);
        break;
      }
      if (checksumField(header) !== header.toString('latin1', 148, 156)) throw new AppError('invalid-body', `FILE: seen no archive header at byte ${at}, expected a backup`);
      const text = (from: number, length: number): string => header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
      const bytes = Number.parseInt(text(124, 12), 8);
      const prefix = text(345, 155);
      members.push({ path: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`, bytes, offset: at + block });
      at += block + bytes + tarPadding(bytes).length;
    }
    return { members, read: (member) => readMember(handle, member), close: () => handle.close() };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function* readMember(handle: FileHandle, { offset, bytes }: Pick<TarMember, 'offset' | 'bytes'>): AsyncGenerator<Buffer> {
  for (let done = 0; done < bytes; ) {
    const piece = await readPiece(handle, offset + done, Math.min(pieceBytes, bytes - done));
    if (piece.length === 0) throw new AppError('invalid-body', 'FILE: seen a member that is cut off, expected a whole archive');
    done += piece.length;
    yield piece;
  }
}

async function readPiece(handle: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read(buffer, 0, length, at);
  return buffer.subarray(0, bytesRead);
}
