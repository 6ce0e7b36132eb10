// How does a command ask the server? The running one over its own port with the key of the data folder; else the same routes in this process.
import { mkdirSync } from 'node:fs';
import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { Readable } from 'node:stream';
import { createAccess } from '../access/access.ts';
import { createSignIn, readSecret } from '../access/sign-in.ts';
import { type AppDependencies, createApp } from '../api/app.ts';
import { noBasemaps } from '../basemaps/basemaps.ts';
import { type Config, readConfig } from '../config.ts';
import { readLock, takeLock } from '../db/lock.ts';
import { AppError } from '../errors.ts';
import { createChangeStream } from '../live/changes.ts';
import { readCommandKey } from '../live/command-key.ts';
import { readDataState } from '../queries/city.ts';
import { commandLog, openHere, type Surroundings } from './command.ts';

/** Sends a request as this machine's command line; rejects with AppError carrying the server's own words unless the answer is one of success. */
export type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

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
  return url === null ? askingHere(config, surroundings, work) : work(askThere(url, config.dataDirectory));
}

async function askingHere<Result>(config: Config, surroundings: Surroundings, work: (ask: Ask) => Promise<Result>): Promise<Result> {
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 });
  const lock = takeLock(config.dataDirectory);
  try {
    const database = await openHere(config, surroundings);
    try {
      const signIn = createSignIn(database.sql, { baseUrl: 'http://localhost', secret: await readSecret(database.sql), idleSeconds: 1800, oidc: null });
      const changes = createChangeStream();
      const state = await readDataState(database.sql);
      changes.start(state.version, state.at);
      const isCommandLine = (): boolean => true;
      // What the routes of commands need, and no more: maps and analyses are not asked for here.
      const deps: Partial<AppDependencies> = {
        access: createAccess({ database: () => database, signIn: () => signIn, isCommandLine, guestReason: () => 'guest-off', now: Date.now }),
        database: () => database,
        index: () => null,
        base: () => null,
        city: () => null,
        basemaps: noBasemaps,
        changes,
        publicUrl: null,
        proxies: null,
        oidc: false,
        origin: 'command-line',
        isCommandLine,
        log: commandLog(),
        now: Date.now,
        startSteps: () => [],
        onStep: () => () => undefined,
        version: surroundings.version,
      };
      const app = createApp(deps as AppDependencies);
      return await work(async (method, path, body) => {
        const headers = { Host: 'localhost', 'X-Anlan-Key': 'this process', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) };
        return checked(await app.fetch(new Request(`http://localhost${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })));
      });
    } finally {
      await database.close();
    }
  } finally {
    lock.release();
  }
}

async function checked(response: Response): Promise<Response> {
  if (response.ok) return response;
  const { detail } = (await response.json().catch(() => ({}))) as { detail?: string };
  throw new AppError('internal', detail ?? `the server answered with status ${response.status}`);
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
      resolve(new Response(hasBody ? (Readable.toWeb(answer) as ReadableStream<Uint8Array>) : null, { status, headers: Object.entries(answer.headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as [string, string]] : [])) }));
    });
    request.once('error', (error: NodeJS.ErrnoException) => reject(new AppError('internal', `the running server cannot be reached (${error.code ?? 'unknown'})`)));
    if (raw !== null) raw.stream.once('error', reject).pipe(request);
    else request.end(text ?? undefined);
  });
}
