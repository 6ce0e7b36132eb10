// How does an error become an answer? The only place where it does (RFC 9457 problem details).
import type { Context } from 'hono';
import type { Logger } from 'pino';
import { SelectionError } from '../../data/contract/selection.ts';
import { type Problem, type ProblemCode, problemCodes } from '../../data/contract/problem.ts';
import { AppError } from '../errors.ts';

const titles: Readonly<Record<ProblemCode, string>> = {
  'invalid-parameter': 'Invalid parameter',
  'unknown-parameter': 'Unknown parameter',
  'invalid-body': 'Invalid body',
  'unsupported-media-type': 'Unsupported media type',
  'not-acceptable': 'Not acceptable',
  'not-found': 'Not found',
  'method-not-allowed': 'Method not allowed',
  'too-large': 'Too large',
  'too-many-requests': 'Too many requests',
  conflict: 'Conflict',
  'not-permitted': 'Not permitted',
  starting: 'Starting',
  'database-unavailable': 'Database unavailable',
  'deadline-exceeded': 'Deadline exceeded',
  internal: 'Internal error',
};

/** Gives the problem response of an error. What is not an AppError is logged and told to the caller as an internal error without its text. */
export function problemResponse(context: Context, error: unknown, log: Logger): Response {
  const known = knownError(error);
  if (known === null) log.error({ err: error, path: context.req.path }, 'request failed');
  const { code, message } = known ?? { code: 'internal' as const, message: 'the server failed on this request; the log has the reason' };
  const status = problemCodes[code];
  const problem: Problem = { type: `/api/problems/${code}`, title: titles[code], status, detail: message, code, description: message };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' };
  if (status === 503) headers['Retry-After'] = '2';
  return new Response(context.req.method === 'HEAD' ? null : JSON.stringify(problem), { status, headers });
}

function knownError(error: unknown): { code: ProblemCode; message: string } | null {
  if (error instanceof AppError) return error.code === 'internal' ? null : error;
  if (error instanceof SelectionError) return { code: 'invalid-parameter', message: error.message };
  const { code } = error as { code?: string };
  if (typeof code === 'string' && (/^(CONNECTION|CONNECT_|ECONN|ENOENT)/.test(code) || code.startsWith('57P'))) {
    return { code: 'database-unavailable', message: 'the database is away at the moment: ask again in a few seconds' };
  }
  // Text that the database cannot hold (a NUL byte, a lone surrogate) or a value out of its range is the caller's.
  if (code === '22021' || code === '22P05' || code === '22003' || code === '22008' || code === '22007') {
    return { code: 'invalid-parameter', message: 'seen a value that cannot be stored or compared, expected plain text, numbers or dates in range' };
  }
  return null;
}
