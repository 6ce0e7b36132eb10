// Is a backup whole and what its manifest says, before anything is touched?
import { createHash } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupManifest, type BackupTable } from '../../data/contract/backups.ts';
import { AppError } from '../errors.ts';
import { digestMember, memberOf } from './backup.ts';
import { openTar, tarBlock, type TarFile, type TarMember } from './tar.ts';

/** The manifest stands in memory: more than this it never is. */
const mostManifestBytes = 64_000_000;
const longestLine = 256_000_000;

export interface BackupFile {
  readonly manifest: BackupManifest;
  /** Reads the rows of a table, one line at a time. */
  lines(table: BackupTable): AsyncGenerator<string>;
  /** Reads a file that stood beside the database, by its path. */
  file(path: string): AsyncGenerator<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens a backup after every member was read once and compared with the manifest. Rejects with AppError `invalid-body` naming what is missing, changed, cut off or too
 * much. No member is ever unpacked beyond the length that the manifest says.
 */
export async function openBackup(path: string): Promise<BackupFile> {
  const archive = await openTar(path);
  try {
    const manifest = await readManifest(archive);
    await checkDigest(archive);
    const members = new Map(archive.members.slice(1).map((member) => [member.path, member]));
    const expected = [digestMember, ...manifest.tables.map(memberOf), ...manifest.files.map((file) => `files/${file.path}`)];
    if (members.size !== archive.members.length - 1 || members.size !== expected.length) throw wrong(`${members.size} members`, `${expected.length}`);
    const memberAt = (name: string): TarMember => {
      const member = members.get(name);
      if (member === undefined) throw wrong(`no member ${name}`, 'the one the manifest names');
      return member;
    };
    const unpacked = (table: BackupTable): AsyncGenerator<Buffer> => unpack(archive, memberAt(memberOf(table)), table);
    for (const table of manifest.tables) {
      let rows = 0;
      const digest = await digestOf(unpacked(table), (piece) => {
        for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) rows += 1;
      });
      if (digest !== table.sha256 || rows !== table.rows) throw wrong(`${rows} rows of ${table.name} with the digest ${digest.slice(0, 12)}…`, `${table.rows} with ${table.sha256.slice(0, 12)}…`);
    }
    for (const file of manifest.files) {
      const digest = await digestOf(archive.read(memberAt(`files/${file.path}`)));
      if (digest !== file.sha256) throw wrong(`${file.path} with the digest ${digest.slice(0, 12)}…`, `${file.sha256.slice(0, 12)}…`);
    }
    return { manifest, lines: (table) => linesOf(unpacked(table)), file: (name) => archive.read(memberAt(`files/${name}`)), close: () => archive.close() };
  } catch (error) {
    await archive.close();
    throw error;
  }
}

function wrong(seen: string, expected: string): AppError {
  return new AppError('invalid-body', `FILE: seen ${seen}, expected ${expected}: this is not the backup that was made`);
}

async function checkDigest(archive: TarFile): Promise<void> {
  const last = archive.members.at(-1);
  if (last?.path !== digestMember || last.bytes !== 65) throw wrong('no digest at its end', digestMember);
  let said = '';
  for await (const piece of archive.read(last)) said += piece.toString('latin1');
  const seen = await digestOf(archive.read({ offset: 0, bytes: last.offset - tarBlock }));
  if (said !== `${seen}\n`) throw wrong(`bytes with the digest ${seen.slice(0, 12)}…`, `${said.slice(0, 12)}…`);
}

async function readManifest(archive: TarFile): Promise<BackupManifest> {
  const [first] = archive.members;
  if (first?.path !== 'manifest.json' || first.bytes > mostManifestBytes) throw wrong('no manifest at its beginning', 'manifest.json');
  const pieces: Buffer[] = [];
  for await (const piece of archive.read(first)) pieces.push(piece);
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(pieces).toString());
  } catch {
    throw wrong('a manifest that is no JSON', 'one that is');
  }
  const parsed = BackupManifest.safeParse(json);
  if (!parsed.success) throw wrong(`a manifest with ${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`, 'one of the form anlan-backup 1');
  return parsed.data;
}

/** Unpacks a member and stops as soon as more comes out than the manifest says. */
async function* unpack(archive: TarFile, member: TarMember, { name, bytes }: BackupTable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const out = gunzip.pipe(new PassThrough());
  gunzip.on('error', () => out.destroy(wrong(`${name} that cannot be unpacked`, 'packed lines')));
  const fill = (async () => {
    for await (const piece of archive.read(member)) if (!gunzip.write(piece)) await new Promise((go) => gunzip.once('drain', go).once('error', go).once('close', go));
    gunzip.end();
  })();
  fill.catch((error: unknown) => out.destroy(error as Error));
  let seen = 0;
  try {
    for await (const piece of out as AsyncIterable<Buffer>) {
      seen += piece.length;
      if (seen > bytes) throw wrong(`more than ${bytes} bytes of ${name}`, `${bytes}`);
      yield piece;
    }
  } finally {
    gunzip.destroy();
  }
}

async function* linesOf(pieces: AsyncGenerator<Buffer>): AsyncGenerator<string> {
  let rest: Buffer[] = [];
  let held = 0;
  for await (const piece of pieces) {
    let from = 0;
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, from)) {
      yield Buffer.concat([...rest, piece.subarray(from, at)]).toString();
      rest = [];
      held = 0;
      from = at + 1;
    }
    if (from < piece.length) rest.push(piece.subarray(from));
    held += piece.length - from;
    if (held > longestLine) throw wrong(`a line of more than ${longestLine} bytes`, 'shorter ones');
  }
}

async function digestOf(pieces: AsyncGenerator<Buffer>, look: (piece: Buffer) => void = () => undefined): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of pieces) {
    hash.update(piece);
    look(piece);
  }
  return hash.digest('hex');
}
