// What is a long piece of work doing right now, and what came of it?
import { z } from 'zod';

export const JobRecord = z.object({
  id: z.string(),
  kind: z.string(),
  /** What it works on, in a few words (a file name); empty when the kind says it all. */
  title: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  done: z.int().nullable(),
  total: z.int().nullable(),
  /** ISO 8601 with zone. */
  askedAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** The kind's own result (for `import` an ImportSummary); null until done. */
  result: z.unknown(),
  /** Why it failed, in words for people; null unless failed. */
  problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
});
export type JobRecord = z.infer<typeof JobRecord>;
