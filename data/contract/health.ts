// Is the server ready, and how far has it come?
import { z } from 'zod';

export const StartStep = z.object({
  id: z.string(),
  zh: z.string(),
  en: z.string(),
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  done: z.int().nullable(),
  total: z.int().nullable(),
  milliseconds: z.int().nullable(),
});
export type StartStep = z.infer<typeof StartStep>;

export const Health = z.object({
  status: z.enum(['ready', 'starting', 'degraded']),
  /** Counts every write; part of ETags and tile URLs. */
  dataVersion: z.int(),
  /** Instant of the last write, ISO with zone; null before the first. */
  dataAsOf: z.string().nullable(),
  snapshotAgeSeconds: z.int().nullable(),
  homes: z.object({
    database: z.enum(['embedded', 'served']),
    databaseState: z.enum(['open', 'opening', 'waiting', 'closed']),
    postgres: z.string().nullable(),
    postgis: z.string().nullable(),
    index: z.enum(['memory']),
  }),
  steps: z.array(StartStep),
  synthetic: z.boolean(),
  version: z.string(),
  messages: z.array(z.string()),
});
export type Health = z.infer<typeof Health>;
