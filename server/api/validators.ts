// Has the data behind this address changed since the client asked last? Version tags, compared before anything is read.
import type { Context, MiddlewareHandler } from 'hono';
import { readerKeyOf } from './readers.ts';
import type { ChangeStream } from '../live/changes.ts';

/** True when an If-None-Match header names the tag. Compared weakly, as RFC 9110 (13.1.2) asks for GET. */
export function matchesTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  const bare = (text: string): string => text.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((part) => bare(part) === bare(tag));
}

/**
 * Middleware of a resource whose answer, for one address, depends on nothing but what `versionOf` gives, the host (links name it), the type asked for and what the reader may see.
 * A client that holds this version gets 304 and no handler runs. The tag is weak: answers may differ in time stamp and encoding.
 */
export function revalidated(versionOf: (context: Context) => string): MiddlewareHandler {
  return async (context, next) => {
    const { req } = context;
    const variant = checksum(`${req.header('Host') ?? ''} ${req.header('Accept') ?? ''} ${readerKeyOf(context)}`).toString(36);
    const tag = `W/"${versionOf(context)}-${variant}"`;
    if (matchesTag(req.header('If-None-Match'), tag)) {
      context.res = new Response(null, { status: 304 });
    } else {
      await next();
      if (context.res.status !== 200 && context.res.status !== 204) return;
    }
    context.res.headers.set('ETag', tag);
    // Another session in the same browser must not be shown what was kept for this one.
    context.res.headers.append('Vary', 'Cookie, Authorization');
    // Kept for a while only where the address itself names the data version (`v`): after a change the page asks under another one.
    context.res.headers.set('Cache-Control', req.query('v') === undefined ? 'no-cache' : 'private, max-age=300');
  };
}

/** FNV-1a, 32 bits: tells variants of one address apart, nothing more. */
function checksum(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash >>> 0;
}

/**
 * Gives a function that tells the data version of the last change to a collection; before the first change seen, the version at the start. A change that is told late,
 * behind a newer one, adds a count: what was given out under the version alone may be without it.
 */
export function versionsByCollection(changes: ChangeStream): (collection: string) => string {
  const changed = new Map<string, { version: number; late: number }>();
  let first: number | null = null;
  changes.subscribe(({ collection, dataVersion }) => {
    const { version, late } = changed.get(collection) ?? { version: 0, late: 0 };
    changed.set(collection, dataVersion > version ? { version: dataVersion, late } : { version, late: late + 1 });
  });
  return (collection) => {
    // Read late: the version is set when the database opens. A later change only raises it, which costs a cache entry and no more.
    if (first === null || first === 0) first = changes.dataVersion();
    const known = changed.get(collection);
    return known === undefined ? String(first) : `${known.version}${known.late === 0 ? '' : `.${known.late}`}`;
  };
}

/** Answers kept under a key that names all they depend on; the oldest give way. A failed one is forgotten. */
export class Remembered<Value> {
  private readonly answers = new Map<string, Promise<Value>>();
  private readonly most: number;

  /** `most` = answers kept. */
  constructor(most: number) {
    this.most = most;
  }

  /** Gives the answer of this key, read once. Rejects with what `read` rejects with. */
  get(key: string, read: () => Promise<Value>): Promise<Value> {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = read();
    this.answers.set(key, answer);
    const oldest = this.answers.size > this.most ? this.answers.keys().next().value : undefined;
    if (oldest !== undefined) this.answers.delete(oldest);
    answer.catch(() => this.answers.delete(key));
    return answer;
  }
}
