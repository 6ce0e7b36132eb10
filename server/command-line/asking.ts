// How does a command ask the server? The running one over its own port with the key of the data folder; else the same routes in this process.
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { type Config, readConfig } from '../config.ts';
import { readLock } from '../db/lock.ts';
import { AppError } from '../errors.ts';
import { readCommandKey } from '../live/command-key.ts';
import { type Ask, checked, type Surroundings } from './command.ts';

/** Gives the address of the running server of a data folder; null when none runs. Throws AppError `starting` for one that does not listen yet. */
export function runningServer(config: Pick<Config, 'dataDirectory'>): string | null {
  const owner = readLock(config.dataDirectory);
  if (owner === null) return null;
  if (owner.url === null) throw new AppError('starting', `process ${owner.pid} uses the data folder but does not answer yet: try again in a moment`);
  return owner.url;
}

/** Gives a way to ask a running server. */
export function askThere(url: string, dataDirectory: string): Ask {
  const key = readCommandKey(dataDirectory);
  return async (method, path, body) => checked(await send(url, method, path, { 'X-Anlan-Key': key }, body));
}

/** Runs `work` with a way to ask: the running server, or, when none runs, the same routes in this process over the database itself. */
export async function asking<Result>(surroundings: Surroundings, work: (ask: Ask) => Promise<Result>): Promise<Result> {
  const config = readConfig();
  const url = runningServer(config);
  if (url !== null) return work(askThere(url, config.dataDirectory));
  // Loaded only when it is needed: most of the program hangs on it.
  const { askingHere } = await import('./asking-here.ts');
  return askingHere(config, surroundings, work);
}

/** A body that is sent as it is. */
export interface RawBody {
  readonly type: string;
  readonly stream: Readable;
}

function isRaw(body: unknown): body is RawBody {
  return typeof body === 'object' && body !== null && 'stream' in body && body.stream instanceof Readable;
}

/** Sends a request to this machine's own server. It is known by the lock in the data folder, not by its certificate, which names the public host. */
function send(base: string, method: string, path: string, headers: Record<string, string>, body: unknown): Promise<Response> {
  const url = new URL(base);
  // A server that listens everywhere listens here.
  const host = { '0.0.0.0': '127.0.0.1', '[::]': '::1' }[url.hostname] ?? url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isSecure = url.protocol === 'https:';
  const raw = isRaw(body) ? body : null;
  const text = body === undefined || raw !== null ? null : JSON.stringify(body);
  const options = { host, port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port), method, path, rejectUnauthorized: false, headers: { ...headers, Host: 'localhost', ...(raw !== null ? { 'Content-Type': raw.type } : text !== null ? { 'Content-Type': 'application/json', 'Content-Length': String(Buffer.byteLength(text)) } : {}) } };
  return new Promise((resolve, reject) => {
    const request = (isSecure ? secureRequest : plainRequest)(options, (answer: IncomingMessage) => {
      const status = answer.statusCode ?? 0;
      const hasBody = status !== 204 && status !== 304;
      // Unread, even an empty answer holds its line open, and with it the process.
      if (!hasBody) answer.resume();
      resolve(new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null, { status, headers: Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])) }));
    });
    request.once('error', (error: NodeJS.ErrnoException) => reject(new AppError('internal', `the running server cannot be reached (${error.code ?? 'unknown'})`)));
    if (raw !== null) raw.stream.once('error', reject).pipe(request);
    else request.end(text ?? undefined);
  });
}
