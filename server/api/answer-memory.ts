// Which answers need not be worked out again? Tiles, remembered as they left, for as long as nothing they depend on has changed.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { matchesTag } from './validators.ts';

/** What an answer depends on besides its request: the version of its collection in memory and the city's day; null = nothing may be remembered now. */
export type VersionOf = (collection: string) => string | null;

interface Answer {
  readonly version: string;
  readonly tag: string;
  readonly status: number;
  /** Names and values in turn, as Node writes them. */
  readonly headers: string[];
  readonly body: Uint8Array;
}

/** Bytes of bodies kept in all; the oldest give way. A whole screen of street tiles is about 1 MB. */
const mostBytes = 48_000_000;
/** What an answer weighs beside its body. */
const headBytes = 1000;
const tilePath = /^\/api\/collections\/([a-z-]{1,40})\/tiles\/WebMercatorQuad\/\d{1,2}\/\d{1,7}\/\d{1,7}(?:\?|$)/;

/**
 * Remembers tiles by everything of a request that may change them: address, host, and what the client accepts. A remembered answer is sent by Node
 * itself, byte for byte and header for header as it left the first time, so the app's one way of making tiles stays the only one.
 */
export class AnswerMemory {
  private readonly answers = new Map<string, Answer>();
  private readonly versionOf: VersionOf;
  private bytes = 0;

  constructor(versionOf: VersionOf) {
    this.versionOf = versionOf;
  }

  /** Gives a listener that answers what is remembered and leaves the rest to `listener`. */
  before(listener: RequestListener): RequestListener {
    return (request, response) => {
      if (!this.answer(request, response)) listener(request, response);
    };
  }

  /** Makes an app's `fetch` one that remembers: tiles that succeed are kept on their way out. */
  after(fetch: (request: Request, environment: unknown) => Response | Promise<Response>): (request: Request, environment: unknown) => Promise<Response> {
    return async (request, environment) => {
      const { method, url, headers } = request;
      const path = url.slice(url.indexOf('/', 8));
      const collection = method === 'GET' ? tilePath.exec(path)?.[1] : undefined;
      // Read before the tile is made: one that is overtaken by a change is kept under the version it may be older than, never newer.
      const version = collection === undefined ? null : this.versionOf(collection);
      const answer = await fetch(request, environment);
      // An empty tile (204) is an answer like any other.
      const isEmpty = answer.status === 204;
      if (version === null || (answer.status !== 200 && !isEmpty) || headers.has('If-None-Match')) return answer;
      const body = new Uint8Array(await answer.arrayBuffer());
      this.keep(keyOf(path, headers.get('Host'), headers.get('Accept'), headers.get('Accept-Encoding')), {
        version,
        tag: answer.headers.get('ETag') ?? '',
        status: answer.status,
        headers: [...answer.headers, ...(isEmpty ? [] : [['content-length', String(body.byteLength)]])].flat(),
        body,
      });
      return new Response(isEmpty ? null : body, { status: answer.status, headers: answer.headers });
    };
  }

  private answer({ method, url, headers }: IncomingMessage, response: ServerResponse): boolean {
    if (method !== 'GET' || url === undefined) return false;
    const key = keyOf(url, headers.host ?? null, headers.accept ?? null, (headers['accept-encoding'] as string | undefined) ?? null);
    const known = this.answers.get(key);
    if (known === undefined) return false;
    if (known.version !== this.versionOf(tilePath.exec(url)?.[1] ?? '')) {
      this.drop(key, known);
      return false;
    }
    if (matchesTag(headers['if-none-match'], known.tag)) {
      response.writeHead(304, withoutBody(known.headers));
      response.end();
    } else {
      response.writeHead(known.status, known.headers);
      response.end(known.body);
    }
    return true;
  }

  private keep(key: string, answer: Answer): void {
    const before = this.answers.get(key);
    if (before !== undefined) this.drop(key, before);
    this.answers.set(key, answer);
    this.bytes += answer.body.byteLength + headBytes;
    for (const [oldKey, old] of this.answers) {
      if (this.bytes <= mostBytes) break;
      this.drop(oldKey, old);
    }
  }

  private drop(key: string, answer: Answer): void {
    this.answers.delete(key);
    this.bytes -= answer.body.byteLength + headBytes;
  }
}

function keyOf(path: string, host: string | null, accept: string | null, encoding: string | null): string {
  return `${path}\n${host ?? ''}\n${accept ?? ''}\n${encoding ?? ''}`;
}

/** A 304 carries no description of a body it does not have (RFC 9110, 15.4.5). */
function withoutBody(headers: readonly string[]): string[] {
  const kept: string[] = [];
  for (let place = 0; place < headers.length; place += 2) {
    const name = headers[place] ?? '';
    if (!/^content-(length|type|encoding)$/i.test(name)) kept.push(name, headers[place + 1] ?? '');
  }
  return kept;
}
