// What does the audit tell? Entries, and the verdict of a verification of their chain.
import { z } from 'zod';

export const AuditEntry = z.object({
  sequence: z.int(),
  /** UTC, to the microsecond. */
  at: z.string(),
  actorKind: z.string(),
  actorId: z.string(),
  actorName: z.string(),
  role: z.string(),
  action: z.string(),
  subject: z.string(),
  address: z.string(),
  detail: z.record(z.string(), z.unknown()),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** What is wrong with the chain: `count` rows from `sequence` on (0 = unknown how many). */
export const AuditFault = z.object({ kind: z.enum(['changed', 'removed', 'truncated']), sequence: z.int(), count: z.int() });
export type AuditFault = z.infer<typeof AuditFault>;

export const AuditVerdict = z.object({ entries: z.int(), newestHash: z.string(), intact: z.boolean(), faults: z.array(AuditFault) });
export type AuditVerdict = z.infer<typeof AuditVerdict>;
