// What does a backup hold, and how is it known to be whole? The first member of every backup says so.
import { z } from 'zod';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A relative path of plain names: nothing of a backup may be written outside its folder. */
const Path = z.string().max(200).regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);
const Name = z.string().regex(/^[a-z_][a-z0-9_]*$/);

/** One table: its rows are lines of JSON, each a list of texts and nulls in the order of `columns`, as PostgreSQL writes them. `sha256` and `bytes` are of those lines, unpacked. */
export const BackupTable = z.strictObject({ name: Name, columns: z.array(z.tuple([z.string(), z.string()])).min(1), rows: z.int().min(0), bytes: z.int().min(0), sha256: Sha256 });
export type BackupTable = z.infer<typeof BackupTable>;

export const BackupManifest = z.strictObject({
  format: z.literal('anlan-backup'),
  formatVersion: z.literal(1),
  madeAt: z.iso.datetime({ offset: true }),
  /** Version of the program that made it. */
  anlan: z.string(),
  home: z.enum(['embedded', 'served']),
  schemaVersion: z.int().min(1),
  dataVersion: z.int().min(0),
  synthetic: z.boolean(),
  tables: z.array(BackupTable),
  /** Counters of identities: the next value follows `last`, or is `last` itself when none was ever given. */
  sequences: z.array(z.strictObject({ name: Name, last: z.string().regex(/^-?\d{1,19}$/), called: z.boolean() })),
  /** Files beside the database (evidence), by path below the data folder. */
  files: z.array(z.strictObject({ path: Path, bytes: z.int().min(0), sha256: Sha256 })),
  /** Tables whose rows are left out on purpose: whoever was signed in signs in again. */
  withoutRows: z.array(Name),
  audit: z.strictObject({ entries: z.int().min(0), newestHash: Sha256, intact: z.boolean() }),
});
export type BackupManifest = z.infer<typeof BackupManifest>;

/** What is told of a backup that was made or read. */
export const BackupSummary = z.object({
  file: z.string(),
  bytes: z.int(),
  madeAt: z.string(),
  schemaVersion: z.int(),
  tables: z.int(),
  rows: z.int(),
  files: z.int(),
  auditHash: z.string(),
});
export type BackupSummary = z.infer<typeof BackupSummary>;
