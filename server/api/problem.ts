// How does an error become an answer? The only place where it does (RFC 9457 problem details).
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Logger } from 'pino';
import type { z } from 'zod';
import { type Problem, type ProblemCode, problemCodes } from '../../data/contract/problem.ts';
import { SelectionError } from '../../data/contract/selection-address.ts';
import { AppError, MissingError } from '../errors.ts';

/** What each code means, in a few words. */
export const problemTitles: Readonly<Record<ProblemCode, string>> = {
  'invalid-parameter': 'Invalid parameter',
  'unknown-parameter': 'Unknown parameter',
  'invalid-body': 'Invalid body',
  'unsupported-media-type': 'Unsupported media type',
  'not-acceptable': 'Not acceptable',
  'not-found': 'Not found',
  'method-not-allowed': 'Method not allowed',
  'too-large': 'Too large',
  'too-many-requests': 'Too many requests',
  'upstream-failed': 'A service that was asked did not answer as expected',
  conflict: 'Conflict',
  'other-account': 'Session of another account',
  'sign-in-required': 'Sign-in required',
  'not-permitted': 'Not permitted',
  starting: 'Starting',
  'database-unavailable': 'Database unavailable',
  'deadline-exceeded': 'Deadline exceeded',
  internal: 'Internal error',
};

const away = { code: 'database-unavailable' as const, message: 'the database is away at the moment: ask again in a few seconds' };

/** Gives the problem response of an error. What is not one of ours is logged and told to the caller as an internal error without its text. `status` overrides that of the code. */
export function problemResponse(context: Context, error: unknown, log: Logger, status?: number): Response {
  const known = knownError(error);
  if (known === null) log.error({ err: error, path: context.req.path }, 'request failed');
  else if (problemCodes[known.code] >= 500 && known.code !== 'starting') log.warn({ code: known.code, path: context.req.path }, 'request not served');
  const { code, message } = known ?? { code: 'internal' as const, message: 'the server failed on this request; the log has the reason' };
  const problem: Problem = { type: `/api/problems/${code}`, title: problemTitles[code], status: status ?? problemCodes[code], detail: message, code, description: message, ...(error instanceof MissingError ? { missing: [...error.missing] } : {}) };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store' };
  if (problemCodes[code] === 503) headers['Retry-After'] = '2';
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** Errors of ours, and those of the database that are its absence or the caller's fault; null for the rest. */
function knownError(error: unknown): { code: ProblemCode; message: string } | null {
  if (error instanceof AppError) return error.code === 'internal' ? null : error;
  if (error instanceof SelectionError) return { code: 'invalid-parameter', message: error.message };
  // The framework's own refusals of a body, before a schema sees it.
  if (error instanceof HTTPException && error.status === 415) return { code: 'unsupported-media-type', message: 'Content-Type: expected one that /api/openapi names for this path' };
  if (error instanceof HTTPException && error.status === 400) return { code: 'invalid-body', message: 'body: seen something that is not JSON, expected a JSON object' };
  const code = typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
  // The client's own codes, a socket that is gone (ENOENT, ECONN…), and a server that shuts down or starts (class 57P).
  if (/^(CONNECTION_|CONNECT_|ECONN|ENOENT|EPIPE)/.test(code) || code.startsWith('57P')) return away;
  // Text that the database cannot hold (22021, 22P05) or a value out of its range (22003, 22007, 22008) is the caller's.
  if (['22021', '22P05', '22003', '22007', '22008'].includes(code)) {
    return { code: 'invalid-parameter', message: 'seen a value that cannot be stored or compared, expected plain text, numbers or dates in range' };
  }
  return null;
}

/** Gives the error of a request whose parameters did not pass: each named, with what was seen and expected. A bad path is a place that does not exist. */
export function requestError(target: string, error: z.ZodError): AppError {
  const unknown = error.issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : []));
  if (unknown.length > 0) return new AppError('unknown-parameter', `seen the parameter ${unknown.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 60))).join(', ')}, expected those that /api/openapi names for this path`);
  const messages = error.issues.slice(0, 5).map((issue) => {
    const name = issue.path.join('.');
    if (issue.code === 'invalid_type' && target === 'query') return `${name}: ${issue.message.includes('array') ? 'seen several times, expected once' : 'seen none, expected a value'}`;
    return name === '' ? issue.message : `${name}: ${issue.message}`;
  });
  const code = target === 'param' ? 'not-found' : target === 'json' ? 'invalid-body' : 'invalid-parameter';
  return new AppError(code, messages.join('; '));
}
