// What lies in a ZIP archive (a spreadsheet, a shapefile, a KMZ), and does it stay small when it is unpacked?
import yauzl from 'yauzl';
import { AppError } from '../../errors.ts';

export interface ZipEntry {
  readonly name: string;
  readonly bytes: number;
}

export interface ZipArchive {
  readonly entries: readonly ZipEntry[];
  /** The unpacked bytes of an entry as a stream. Throws AppError when it is broken, locked with a password, or larger than it says. */
  read(name: string): AsyncGenerator<Uint8Array>;
  close(): void;
}

/** Most entries, most bytes unpacked in all: a million rows of a spreadsheet are about 700 MB. */
const mostEntries = 2000;
const mostBytes = 1_000_000_000;
/** XML of spreadsheets shrinks 10 to 60 times; deflate can do 1030. An entry above the size that shrinks more than the ratio is a bomb. */
const bombRatio = 250;
const bombBytes = 20_000_000;

const broken = (message: string, cause?: unknown): AppError => new AppError('invalid-body', message, {}, cause);
const bomb = (seen: string): AppError => new AppError('too-large', `seen an archive that unpacks to ${seen}, expected at most ${mostBytes / 1e6} MB, shrunk at most ${bombRatio} times: this looks like a ZIP bomb`);

/** Opens an archive on disk and reads its list of entries, nothing more. Throws AppError `invalid-body` for a broken one, `too-large` for a bomb. */
export async function openZip(path: string): Promise<ZipArchive> {
  const file = await new Promise<yauzl.ZipFile>((resolve, reject) =>
    yauzl.open(path, { lazyEntries: true, autoClose: false, decodeStrings: true, validateEntrySizes: true }, (error, opened) => (error === null && opened !== undefined ? resolve(opened) : reject(broken('seen a ZIP archive that is cut short or broken, expected a whole one', error)))),
  );
  const found = new Map<string, yauzl.Entry>();
  try {
    if (file.entryCount > mostEntries) throw new AppError('too-large', `seen an archive of ${file.entryCount} files, expected at most ${mostEntries}`);
    let total = 0;
    await new Promise<void>((resolve, reject) => {
      file.on('entry', (entry: yauzl.Entry) => {
        total += entry.uncompressedSize;
        if (total > mostBytes) return reject(bomb(`more than ${mostBytes / 1e6} MB`));
        if (entry.uncompressedSize > bombBytes && entry.uncompressedSize > bombRatio * entry.compressedSize) return reject(bomb(`${Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize))} times its size`));
        if (!entry.fileName.endsWith('/')) found.set(entry.fileName, entry);
        file.readEntry();
      });
      file.on('end', resolve);
      file.on('error', (error: unknown) => reject(broken('seen a ZIP archive whose list of files is broken, expected a whole one', error)));
      file.readEntry();
    });
  } catch (error) {
    file.close();
    throw error;
  }
  return {
    entries: [...found.values()].map((entry) => ({ name: entry.fileName, bytes: entry.uncompressedSize })),
    async *read(name) {
      const entry = found.get(name);
      if (entry === undefined) throw broken(`seen an archive without ${name.slice(0, 60)}, expected it`);
      if (entry.isEncrypted()) throw broken('seen an archive with a password, expected one without');
      const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => file.openReadStream(entry, (error, opened) => (error === null && opened !== undefined ? resolve(opened) : reject(broken('seen a file inside the archive that cannot be unpacked, expected a whole one', error)))));
      try {
        // What is inflated is counted against the size it declared: a lie ends the stream.
        for await (const chunk of stream as AsyncIterable<Buffer>) yield chunk;
      } catch (error) {
        throw error instanceof AppError ? error : broken('seen a file inside the archive that is broken or larger than it says, expected a whole one', error);
      } finally {
        (stream as unknown as { destroy(): void }).destroy();
      }
    },
    close: () => file.close(),
  };
}

/** Gives the name of the only entry that ends so, case aside, or the first by name; undefined when there is none. Files of macOS (`__MACOSX`) do not count. */
export function entryEnding(archive: ZipArchive, ending: string): string | undefined {
  return archive.entries.map(({ name }) => name).filter((name) => name.toLowerCase().endsWith(ending) && !name.startsWith('__MACOSX')).sort()[0];
}
