// Which pictures on disk belong to nothing, and which were sent and never used? Taken away when the server starts.
import type { Logger } from 'pino';
import { evidenceRules } from '../../data/vocabulary/evidence-rules.ts';
import type { Database } from '../db/database.ts';
import { listEvidenceFiles, removeEvidence } from './evidence.ts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** A file so old is of no upload that is still under way. */
const oldMilliseconds = 24 * 3_600_000;
/** More files without a row than this, and than a tenth of all, look like the wrong database, not like leftovers. */
const leftovers = 20;
/** Names asked for in one statement. */
const batchSize = 1000;

export interface SweepResult {
  /** Rows of pictures never used, removed with their files. */
  readonly unused: number;
  /** Files without a row, removed. */
  readonly orphans: number;
  /** Files without a row, left because there were too many of them. */
  readonly left: number;
  /** Rows whose picture is not on disk. */
  readonly missing: number;
}

/**
 * Removes rows and files of pictures that nobody used for 30 days [D], then files older than a day that no row names. When very many files have no row nothing is
 * removed: the folder then stands beside another database than its own. Gives what was done; says in the log what an operator should look at.
 */
export async function sweepEvidence(database: Pick<Database, 'sql'>, folder: string, log: Pick<Logger, 'warn'>, now: number): Promise<SweepResult> {
  const unused = await database.sql.unsafe<{ name: string }[]>('delete from evidence where hazard_id is null and received_at < $1::timestamptz returning file_name as name', [
    new Date(now - evidenceRules.unusedDays.value * 86_400_000).toISOString(),
  ]);
  for (const { name } of unused) await removeEvidence(folder, name);
  const names = new Map<string, number>();
  const parts: string[] = [];
  for await (const { name, path, changedAt } of listEvidenceFiles(folder)) {
    if (name !== null) names.set(name, Math.max(changedAt, names.get(name) ?? 0));
    else if (changedAt < now - oldMilliseconds) parts.push(path);
  }
  for (const path of parts) await rm(join(folder, path), { force: true });
  const known = new Set<string>();
  const asked = [...names.keys()];
  for (let from = 0; from < asked.length; from += batchSize) {
    const rows = await database.sql.unsafe<{ name: string }[]>("select file_name as name from evidence where file_name = any (string_to_array($1::text, ','))", [asked.slice(from, from + batchSize).join(',')]);
    for (const { name } of rows) known.add(name);
  }
  const orphans = asked.filter((name) => !known.has(name) && (names.get(name) ?? now) < now - oldMilliseconds);
  const tooMany = orphans.length > leftovers && orphans.length > asked.length / 10;
  if (tooMany) log.warn({ orphans: orphans.length, files: asked.length }, 'evidence: very many pictures have no row in this database, none was removed: is it the right database for this folder?');
  else for (const name of orphans) await removeEvidence(folder, name);
  const [total] = await database.sql.unsafe<{ rows: number }[]>('select count(*)::int as rows from evidence');
  const missing = Math.max(0, (total?.rows ?? 0) - known.size);
  if (missing > 0) log.warn({ missing }, 'evidence: pictures that rows name are not in the folder: restore them from a backup');
  return { unused: unused.length, orphans: tooMany ? 0 : orphans.length, left: tooMany ? orphans.length : 0, missing };
}
