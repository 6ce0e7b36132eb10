// What came of an import? A bad row is data, not an exception.
import { z } from 'zod';

export const ImportIssue = z.object({
  dataset: z.string(),
  /** 1-based line or feature number in the file. */
  line: z.int(),
  field: z.string().nullable(),
  seen: z.string(),
  expected: z.string(),
  severity: z.enum(['error', 'remark']),
});
export type ImportIssue = z.infer<typeof ImportIssue>;

export const ImportSummary = z.object({
  layer: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  taken: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** At most 1000 issues; `issueCount` counts all. */
  issues: z.array(ImportIssue),
  issueCount: z.int(),
  dataVersion: z.int(),
});
export type ImportSummary = z.infer<typeof ImportSummary>;
