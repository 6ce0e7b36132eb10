// How does a file become rows of a layer? Read and checked beside the requests, then written whole or not at all.
import type { ImportSummary } from '../../data/contract/imports.ts';
import type { SiteRow } from '../../data/contract/sites.ts';
import { upsertSites } from '../commands/sites.ts';
import { addCounts, type WriteCounts, write, type WriteOptions } from '../commands/write.ts';
import type { Database } from '../db/database.ts';
import { AppError } from '../errors.ts';
import type { ImportMapping } from './checks.ts';
import type { ReadResult } from './geojson.ts';

export interface ImportRequest {
  readonly layer: string;
  readonly file: string;
  readonly fileName: string;
  readonly mapping: ImportMapping;
}
export interface ImportTools {
  readonly database: Database;
  readonly write: WriteOptions;
  /** Reads the file off the main thread. */
  readonly read: (request: { file: string; layer: string; mapping: ImportMapping }, onProgress: (done: number, total: number | null) => void, signal: AbortSignal) => Promise<ReadResult>;
  readonly dataVersion: () => number;
}

/** Rows a statement carries. */
const batchRows = 5000;

/**
 * Imports a file. Rows that pass are written in one transaction, rows that do not are reported; the same file twice changes nothing.
 * Throws AppError when the file cannot be read at all; then, and when the job is cancelled, nothing is written.
 */
export async function runImport(request: ImportRequest, tools: ImportTools, progress: (done: number, total: number | null) => void, signal: AbortSignal): Promise<ImportSummary> {
  const read = await tools.read(request, progress, signal);
  const counts = await write(tools.database, tools.write, async (batch): Promise<WriteCounts> => {
    const sum: WriteCounts = { taken: 0, changed: 0, unchanged: 0 };
    if (read.rows.some((row) => !row.synthetic)) batch.noteReal();
    for (let from = 0; from < read.rows.length; from += batchRows) {
      if (signal.aborted) throw new AppError('conflict', 'the import was cancelled: nothing was written');
      addCounts(sum, await upsertSites(batch, await repaired(batch.tx, read.rows.slice(from, from + batchRows))));
      progress(Math.min(from + batchRows, read.rows.length), read.rows.length);
    }
    return sum;
  });
  const summary: ImportSummary = {
    layer: request.layer,
    fileName: request.fileName,
    sha256: read.sha256,
    taken: counts.taken,
    changed: counts.changed,
    unchanged: counts.unchanged,
    refused: read.refused,
    issues: read.issues,
    issueCount: read.issueCount,
    dataVersion: tools.dataVersion(),
  };
  await tools.database.sql`insert into import_batches (layer, file_name, sha256, summary) values (${summary.layer}, ${summary.fileName}, ${summary.sha256}, ${JSON.stringify({ ...summary, issues: [] })}::jsonb)`;
  return summary;
}

/** Repairs crossed polygons at the door (ST_MakeValid); points and lines need none. */
async function repaired(tx: Parameters<Parameters<Database['transaction']>[0]>[0], rows: SiteRow[]): Promise<SiteRow[]> {
  const polygons = rows.filter((row) => row.geometry.type === 'Polygon' || row.geometry.type === 'MultiPolygon');
  if (polygons.length === 0) return rows;
  const fixed = await tx.unsafe<{ code: string; geometry: string }[]>(
    `select code, ST_AsGeoJSON(ST_CollectionExtract(ST_MakeValid(g), 3), 15) as geometry
     from (select code, ST_GeomFromGeoJSON(text) as g from unnest($1::text[], $2::text[]) as given (code, text)) shapes where not ST_IsValid(g)`,
    [polygons.map((row) => row.code), polygons.map((row) => JSON.stringify(row.geometry))] as never[],
  );
  const byCode = new Map(fixed.map((row) => [row.code, JSON.parse(row.geometry) as SiteRow['geometry']]));
  return rows.map((row) => {
    const geometry = byCode.get(row.code);
    return geometry === undefined ? row : { ...row, geometry };
  });
}
