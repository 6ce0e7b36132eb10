// Which answers need not be worked out again? Tiles, remembered as they left, for as long as nothing they depend on has changed.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { chooseEncoding, smallestPacked } from './compression.ts';
import type { Reader } from '../../data/contract/access.ts';
import { keyHeader } from './writes.ts';
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

/**
 * Makes a tile as the app's own route does; null = it is empty. Undefined = that is for the app to say (a place outside the limits, an index that is not there).
 * `query` = the query of the address without the version `v`.
 */
export type MakeTile = (reader: Reader, collection: string, z: number, x: number, y: number, query: string) => Uint8Array | null | undefined;

/** Gives who asks, by what the request carries; null when that is not known at once: then the app finds out. */
export type ReaderOf = (headers: { readonly authorization?: string | undefined; readonly cookie?: string | undefined; readonly key?: string | undefined }) => Reader | null;

/** What all tiles of one collection, query and kind of client have in common: an answer without its body. */
type Frame = Omit<Answer, 'body'>;

/** Bytes of bodies kept in all; the oldest give way. A whole screen of street tiles is about 1 MB. */
const mostBytes = 48_000_000;
/** What an answer weighs beside its body. */
const headBytes = 1000;
/** Frames kept: as many different filters as people look through at one time. */
const mostFrames = 500;
const tilePath = /^\/api\/collections\/([a-z-]{1,40})\/tiles\/WebMercatorQuad\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})(?:\?(.*))?$/;

/**
 * Remembers tiles by everything of a request that may change them: address, host, and what the client accepts. A remembered answer is sent by Node
 * itself, byte for byte and header for header as it left the first time. Of a tile that was not met before but whose neighbours were (same collection, query
 * and kind of client), only the body is made, by the function the route itself uses: the frame around a tile costs five times the tile.
 */
export class AnswerMemory {
  private readonly answers = new Map<string, Answer>();
  private readonly frames = new Map<string, Frame>();
  private readonly versionOf: VersionOf;
  private readonly readerOf: ReaderOf;
  private readonly makeTile: MakeTile;
  private bytes = 0;

  constructor(versionOf: VersionOf, readerOf: ReaderOf, makeTile: MakeTile = () => undefined) {
    this.versionOf = versionOf;
    this.readerOf = readerOf;
    this.makeTile = makeTile;
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
      const parts = method === 'GET' ? tilePath.exec(path) : null;
      const collection = parts?.[1];
      // Read before the tile is made: one that is overtaken by a change is kept under the version it may be older than, never newer.
      const version = collection === undefined ? null : this.versionOf(collection);
      const answer = await fetch(request, environment);
      // An empty tile (204) is an answer like any other.
      const isEmpty = answer.status === 204;
      if (version === null || (answer.status !== 200 && !isEmpty) || headers.has('If-None-Match')) return answer;
      const reader = this.readerOf({ authorization: headers.get('Authorization') ?? undefined, cookie: headers.get('Cookie') ?? undefined, key: headers.get(keyHeader) ?? undefined });
      if (reader === null) return answer;
      const body = new Uint8Array(await answer.arrayBuffer());
      const frame: Frame = { version, tag: answer.headers.get('ETag') ?? '', status: answer.status, headers: [...answer.headers].flat() };
      const client = clientOf(reader, headers.get('Host'), headers.get('Accept'), headers.get('Accept-Encoding'));
      this.keep(`${path}\n${client}`, withBody(frame, body));
      // A packed body is made by the app alone.
      if (parts !== null && !answer.headers.has('Content-Encoding')) this.keepFrame(frameKey(parts, isEmpty, client), frame);
      return new Response(isEmpty ? null : body, { status: answer.status, headers: answer.headers });
    };
  }

  private answer({ method, url, headers }: IncomingMessage, response: ServerResponse): boolean {
    if (method !== 'GET' || url === undefined) return false;
    const parts = tilePath.exec(url);
    if (parts === null) return false;
    const reader = this.readerOf({ authorization: headers.authorization, cookie: headers.cookie, key: headers[keyHeader.toLowerCase()] as string | undefined });
    if (reader === null) return false;
    const client = clientOf(reader, headers.host ?? null, headers.accept ?? null, (headers['accept-encoding'] as string | undefined) ?? null);
    const key = `${url}\n${client}`;
    let known = this.answers.get(key);
    const version = this.versionOf(parts[1] ?? '');
    if (known !== undefined && known.version !== version) {
      this.drop(key, known);
      known = undefined;
    }
    if (known === undefined && version !== null) {
      known = this.make(reader, parts, client, version, headers['accept-encoding'] as string | undefined);
      if (known !== undefined) this.keep(key, known);
    }
    if (known === undefined) return false;
    if (matchesTag(headers['if-none-match'], known.tag)) {
      response.writeHead(304, withoutBody(known.headers));
      response.end();
    } else {
      response.writeHead(known.status, known.headers);
      response.end(known.body);
    }
    return true;
  }

  /** Makes the answer of a tile whose frame is known; undefined when it is not, or has changed, or the tile is the app's to answer. */
  private make(reader: Reader, parts: RegExpExecArray, client: string, version: string, encoding: string | undefined): Answer | undefined {
    const full = this.frames.get(frameKey(parts, false, client));
    if (full === undefined || full.version !== version) return undefined;
    const [, collection = '', z, y, x, query = ''] = parts;
    const body = this.makeTile(reader, collection, Number(z), Number(x), Number(y), withoutVersion(query));
    // What is worth packing is packed by the app.
    if (body === undefined || (body !== null && body.byteLength >= smallestPacked && chooseEncoding(encoding) !== null)) return undefined;
    if (body !== null) return withBody(full, body);
    const empty = this.frames.get(frameKey(parts, true, client));
    return empty?.version === version ? withBody(empty, nothing) : undefined;
  }

  private keepFrame(key: string, frame: Frame): void {
    this.frames.delete(key);
    this.frames.set(key, frame);
    const oldest = this.frames.size > mostFrames ? this.frames.keys().next().value : undefined;
    if (oldest !== undefined) this.frames.delete(oldest);
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

const nothing = new Uint8Array(0);

/** What of a client may change an answer: what they may see comes first. */
function clientOf({ key }: Reader, host: string | null, accept: string | null, encoding: string | null): string {
  return `${key}\n${host ?? ''}\n${accept ?? ''}\n${encoding ?? ''}`;
}

/** Whether an address names a version decides how long its answer may be kept, so frames with and without one differ. */
function frameKey([, collection = '', , , , query = '']: RegExpExecArray, isEmpty: boolean, client: string): string {
  const bare = withoutVersion(query);
  return `${collection}\n${bare}\n${bare === query ? '' : 'v'}\n${isEmpty ? 'empty' : ''}\n${client}`;
}

function withoutVersion(query: string): string {
  return query === '' ? query : query.replace(/(^|&)v=[\w.-]{1,40}(?=&|$)/, '').replace(/^&/, '');
}

function withBody(frame: Frame, body: Uint8Array): Answer {
  return { ...frame, headers: frame.status === 204 ? frame.headers : [...frame.headers, 'content-length', String(body.byteLength)], body };
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
