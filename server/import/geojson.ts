// What rows and what issues are in a GeoJSON file? Read in a worker thread, cut and checked feature by feature.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { ImportIssue } from '../../data/contract/imports.ts';
import type { SiteRow } from '../../data/contract/sites.ts';
import { AppError } from '../errors.ts';
import { checkFeature, type ImportMapping, siteLayerOf } from './checks.ts';
import { cutFeatures } from './features.ts';

export interface ReadRequest {
  readonly file: string;
  readonly layer: string;
  readonly mapping: ImportMapping;
}
export interface ReadResult {
  readonly rows: SiteRow[];
  readonly refused: number;
  /** At most 1000; `issueCount` counts all. */
  readonly issues: ImportIssue[];
  readonly issueCount: number;
  readonly sha256: string;
}

const issuesKept = 1000;

/** Reads a file of one layer. A code that occurs twice is refused the second time. Throws AppError for an unknown layer or a file that is no GeoJSON. */
export async function readFeatures({ file, layer: layerId, mapping }: ReadRequest, report: (done: number, total: number | null) => void): Promise<ReadResult> {
  const layer = siteLayerOf(layerId);
  if (layer === undefined) throw new AppError('not-found', `layer: seen ${JSON.stringify(layerId.slice(0, 60))}, expected a layer of sites`);
  const hash = createHash('sha256');
  const rows: SiteRow[] = [];
  const issues: ImportIssue[] = [];
  const codes = new Set<string>();
  let line = 0;
  let refused = 0;
  let issueCount = 0;
  const note = (issue: ImportIssue) => {
    issueCount += 1;
    if (issues.length < issuesKept) issues.push(issue);
  };
  try {
    for await (const text of cutFeatures(readText(file, (bytes) => hash.update(bytes)))) {
      line += 1;
      if (line % 5000 === 0) report(line, null);
      const checked = checkFeature(text, line, layer, mapping);
      for (const issue of checked.issues) note(issue);
      if (checked.row === null) refused += 1;
      else if (codes.has(checked.row.code)) {
        refused += 1;
        note({ dataset: layerId, line, field: 'code', seen: checked.row.code, expected: 'each code once in a file', severity: 'error' });
      } else {
        codes.add(checked.row.code);
        rows.push(checked.row);
      }
    }
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('invalid-body', `file, after feature ${line}: ${error.message}`);
    throw error;
  }
  if (line === 0) throw new AppError('invalid-body', 'file: seen no feature, expected a GeoJSON FeatureCollection or one feature on each line');
  report(line, line);
  return { rows, refused, issues, issueCount, sha256: hash.digest('hex') };
}

async function* readText(file: string, onBytes: (bytes: Buffer) => void): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let first = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    onBytes(chunk as Buffer);
    const text = decoder.write(chunk as Buffer);
    // A byte order mark at the head is no part of the text.
    yield first ? text.replace(/^\uFEFF/, '') : text;
    first = false;
  }
  yield decoder.end();
}
