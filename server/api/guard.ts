// Which requests come in at all, and what does every answer tell the browser to forbid?
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { AppError } from '../errors.ts';
import { type CompressionMemory, compressResponse } from './compression.ts';
import { problemResponse } from './problem.ts';

/**
 * Nothing is loaded from elsewhere, and the browser sees to it. Styles may stand inline because the UI kit writes them so; scripts never.
 * Workers and images may also come from blobs, which the map makes. `origins` = those of basemap styles that the operator named; none unless told.
 */
function contentSecurityPolicy(origins: readonly string[]): string {
  const others = origins.map((origin) => ` ${origin}`).join('');
  return [
    "default-src 'self'",
    "worker-src 'self' blob:",
    `img-src 'self' data: blob:${others}`,
    "style-src 'self' 'unsafe-inline'",
    "script-src 'self'",
    `connect-src 'self'${others}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}

/** Longest address that is read; Node itself refuses (431) what is longer than its 16 kB of headers. */
const longestAddress = 8000;
/** Names under which a server on the loopback may be asked. Another name that points here is an attack (DNS rebinding). */
const loopbackNames = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** Gives the first middleware of all: refuses foreign hosts and over-long addresses, then compresses the answer and puts the security headers on it. `origins` = others the page may ask; `publicHost` = host and port of ANLAN_PUBLIC_URL, small letters. */
export function guard(log: Logger, origins: readonly string[], publicHost: string | null): MiddlewareHandler {
  const securityHeaders: readonly (readonly [string, string])[] = [
    ['Content-Security-Policy', contentSecurityPolicy(origins)],
    ['X-Content-Type-Options', 'nosniff'],
    ['Referrer-Policy', 'no-referrer'],
    ['Cross-Origin-Opener-Policy', 'same-origin'],
  ];
  const memory: CompressionMemory = new Map();
  return async (context, next) => {
    const { req } = context;
    const isApi = req.path === '/api' || req.path.startsWith('/api/');
    const refusal = refuse(context, publicHost);
    if (refusal !== null) context.res = problemResponse(context, refusal, log, refusal.code === 'too-large' ? 414 : undefined);
    else if (req.method === 'OPTIONS' && isApi) context.res = preflight();
    else await next();
    const response = context.res;
    const sent = await compressResponse(response, req.header('Accept-Encoding'), memory, !isApi || req.path.startsWith('/api/docs/'));
    if (sent !== response) {
      context.res = undefined;
      context.res = sent;
    }
    // Set on the response itself: the context's own way would wrap its body into a stream.
    for (const [name, value] of securityHeaders) sent.headers.set(name, value);
    // The geodata are for any program or page that can reach this server to read; no page of another origin is sent credentials, or let write.
    if (isApi) {
      sent.headers.set('Access-Control-Allow-Origin', '*');
      sent.headers.set('Access-Control-Expose-Headers', 'ETag, Link, Location, Retry-After, Warning, Anlan-Stale-Since');
    }
  };
}

/** Longest body of JSON: a hand-drawn polygon is a few kilobytes. Files have limits of their own where they are taken in. */
const longestJson = 1_000_000;

/** Gives middleware that refuses a body of JSON, or one for the sign-in library, that is longer than any that is asked for; one that does not say its length is counted. */
export function boundBody(): MiddlewareHandler {
  const bound = bodyLimit({
    maxSize: longestJson,
    onError: () => {
      throw new AppError('too-large', `body: expected at most ${longestJson} bytes`);
    },
  });
  return (context, next) => {
    const { req } = context;
    const isBounded = req.method !== 'GET' && req.method !== 'HEAD' && (/^application\/(json|[\w.-]+\+json)\b/i.test(req.header('Content-Type') ?? '') || req.path.startsWith('/api/auth/'));
    return isBounded && !req.path.startsWith('/api/imports/') && req.path !== '/api/import-clinic' ? bound(context, next) : next();
  };
}

/** Gives the name an authority begins with, without its port. */
function nameOf(authority: string): string {
  return /^(\[[^\]]*\]|[^:/?#]*)/.exec(authority)?.[0] ?? '';
}

function refuse({ req }: Context, publicHost: string | null): AppError | null {
  const host = req.header('Host') ?? '';
  if (!loopbackNames.test(host) && host.toLowerCase() !== publicHost) return new AppError('not-permitted', `Host: seen ${JSON.stringify(host.slice(0, 100))}, expected ${publicHost ?? 'localhost or a loopback address'}`);
  // A request may carry an address of its own beside the Host (RFC 9112, 3.2.2); links are made from it.
  const named = nameOf(req.url.slice(req.url.indexOf('//') + 2));
  if (named !== nameOf(host.toLowerCase())) return new AppError('not-permitted', `address: seen the name ${JSON.stringify(named.slice(0, 100))} beside the Host ${JSON.stringify(host.slice(0, 100))}, expected the same`);
  if (req.url.length > longestAddress) return new AppError('too-large', `address: seen ${req.url.length} characters, expected at most ${longestAddress}`);
  return null;
}

/** Pages of other origins may read; the headers that prove a write is ours (writes.ts) are not among those allowed. */
function preflight(): Response {
  const headers = { Allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS', 'Access-Control-Allow-Methods': 'GET, HEAD', 'Access-Control-Allow-Headers': 'Accept, If-None-Match', 'Access-Control-Max-Age': '600' };
  return new Response(null, { status: 204, headers });
}
