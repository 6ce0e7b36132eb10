// Where does a resource lie? Absolute links, so that every client finds its way.
import type { Context } from 'hono';

export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type?: string;
  readonly title?: string;
  readonly templated?: boolean;
}

export const geoJson = 'application/geo+json';
export const json = 'application/json';
export const openApi = 'application/vnd.oai.openapi+json;version=3.0';
export const mvt = 'application/vnd.mapbox-vector-tile';
export const tileJson = 'application/vnd.mapbox.tile+json';

/** Gives the absolute address of the API's landing page, by the host the client asked. */
export function apiRoot(context: Context): string {
  return `${new URL(context.req.url).origin}/api`;
}

/** Gives a JSON answer with its media type; HEAD is answered by the server from it. */
export function answerJson(value: unknown, type: string = json, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { headers: { 'Content-Type': type.includes(';') || type === geoJson ? type : `${type}; charset=utf-8`, ...headers } });
}

/** Gives 304 when the client has this version, else null. The tag is compared weakly, as RFC 9110 asks for GET. */
export function notModified(context: Context, tag: string): Response | null {
  const asked = context.req.header('If-None-Match');
  if (asked === undefined) return null;
  const bare = (text: string) => text.trim().replace(/^W\//, '');
  if (asked.trim() !== '*' && !asked.split(',').some((part) => bare(part) === bare(tag))) return null;
  return new Response(null, { status: 304, headers: { ETag: tag, 'Cache-Control': 'no-cache', Vary: 'Accept, Accept-Encoding' } });
}

/** Throws nothing: gives true when the client's Accept header takes one of `types`, or none is given. */
export function accepts(context: Context, types: readonly string[]): boolean {
  const header = context.req.header('Accept');
  if (header === undefined || header === '') return true;
  const wanted = header.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '');
  return wanted.some((want) => want === '*/*' || types.some((type) => type.split(';')[0] === want || (want.endsWith('/*') && type.startsWith(want.slice(0, -1)))));
}
