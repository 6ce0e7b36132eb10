// Where may a change come from? This machine's command line, programs with a token, and pages that this server itself gave out.
import type { Context } from 'hono';
import type { Actor } from '../../data/contract/access.ts';
import { AppError } from '../errors.ts';
import type { AppDependencies } from './dependencies.ts';

/** Header with the key of the data folder: proves that this machine's command line asks. */
export const keyHeader = 'X-Anlan-Key';
/** Header that only our own pages and programs send: a page of another origin would have to ask first (CORS preflight), and is refused. */
export const requestHeader = 'X-Anlan-Request';
/** Header with the id of the account a change was written by: what was kept on a phone is never sent under the session of whoever signed in since. */
export const accountHeader = 'X-Anlan-Account';

/**
 * Throws AppError `not-permitted` unless the request comes from the command line, a program with a token, or one of our own pages. Without this, any page in the
 * browser could write with the cookies of whoever looks at it (cross-site request forgery). Throws `other-account` when the change names another account than the one that asks.
 */
export function checkWrite(deps: Pick<AppDependencies, 'isCommandLine'>, context: Context): void {
  const account = context.req.header(accountHeader);
  if (account !== undefined && account !== (context.get('actor') as Actor | undefined)?.userId) throw new AppError('other-account', `header ${accountHeader}: seen another account than that of the session, expected its own`);
  const key = context.req.header(keyHeader);
  if (key !== undefined) {
    if (!deps.isCommandLine(key)) throw new AppError('not-permitted', `header ${keyHeader}: expected the key in the data folder of the running server`);
    return;
  }
  // A page of another origin cannot set this header without asking first, and is refused then.
  if (context.req.header('Authorization') !== undefined) return;
  checkOrigin(context);
}

/** Throws AppError `not-permitted` unless a page of our own or no page at all asks. */
export function checkOrigin(context: Context): void {
  const origin = context.req.header('Origin');
  const own = new URL(context.req.url).origin;
  if (origin !== undefined && origin !== own) throw new AppError('not-permitted', `Origin: seen ${origin.slice(0, 100)}, expected ${own}`);
  const site = context.req.header('Sec-Fetch-Site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new AppError('not-permitted', `Sec-Fetch-Site: seen ${site.slice(0, 40)}, expected same-origin`);
  if (context.req.header(requestHeader) === undefined) throw new AppError('not-permitted', `header ${requestHeader}: seen none, expected any value: it proves that no page of another origin asks`);
}
