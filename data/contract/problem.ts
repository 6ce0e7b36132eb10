// What went wrong, in words a caller can act on? RFC 9457 problem details and the house's error codes.
import { z } from 'zod';

/** Stable error codes. They are part of the API: never renamed, never reused. */
export const problemCodes = {
  'invalid-parameter': 400,
  'unknown-parameter': 400,
  'invalid-body': 400,
  'unsupported-media-type': 415,
  'not-acceptable': 406,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'too-many-requests': 429,
  conflict: 409,
  'other-account': 412,
  'sign-in-required': 401,
  'not-permitted': 403,
  starting: 503,
  'database-unavailable': 503,
  'deadline-exceeded': 503,
  'upstream-failed': 502,
  internal: 500,
} as const satisfies Record<string, number>;
export type ProblemCode = keyof typeof problemCodes;

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  /** Names what was seen and what was expected; never an SQL text, a path or a secret. */
  detail: z.string(),
  code: z.string(),
  /** OGC API clients look for `description`. Same text as `detail`. */
  description: z.string(),
  /** What stands in the way of a move of the closing procedure: a role, a status, a field or a guard, in both languages. */
  missing: z.array(z.object({ kind: z.enum(['role', 'status', 'field', 'guard']), id: z.string(), zh: z.string(), en: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
