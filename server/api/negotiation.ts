// Which of the media types a resource has does this client take?
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../errors.ts';

export const geoJson = 'application/geo+json';
export const json = 'application/json';
export const openApi = 'application/vnd.oai.openapi+json;version=3.0';
export const mvt = 'application/vnd.mapbox-vector-tile';
export const zip = 'application/zip';
export const tileJson = 'application/vnd.mapbox.tile+json';

/** Words of the parameter `f`, for clients that cannot set a header (a browser's address bar). */
const shortNames: Readonly<Record<string, string>> = { json, geojson: geoJson, tilejson: tileJson, mvt, html: 'text/html' };
/** All words `f` may take. */
export const formatNames = Object.keys(shortNames);

/** Gives how much a client wants a media type, 0..1: the most specific range of its Accept header decides (RFC 9110, 12.5.1). */
function weightOf(accept: string, type: string): number {
  const bare = (type.split(';')[0] ?? '').toLowerCase();
  let best = { rank: -1, weight: 0 };
  for (const part of accept.toLowerCase().split(',')) {
    const [range = '', ...parameters] = part.split(';').map((word) => word.trim());
    const rank = range === bare ? 2 : range.endsWith('/*') && bare.startsWith(range.slice(0, -1)) ? 1 : range === '*/*' || range === '*' ? 0 : -1;
    if (rank <= best.rank) continue;
    const quality = parameters.map((word) => /^q=(\d*\.?\d+)$/.exec(word)?.[1]).find((text) => text !== undefined);
    best = { rank, weight: quality === undefined ? 1 : Math.min(1, Number(quality)) };
  }
  return best.weight;
}

/** Gives the one of `offered` (most welcome first when the client does not mind) that an Accept header takes, null when none. No header takes all. */
export function chooseType(accept: string | undefined, offered: readonly string[]): string | null {
  if (accept === undefined || accept.trim() === '') return offered[0] ?? null;
  let best: { type: string; weight: number } | null = null;
  for (const type of offered) {
    const weight = weightOf(accept, type);
    if (weight > (best?.weight ?? 0)) best = { type, weight };
  }
  return best?.type ?? null;
}

/**
 * Middleware of a resource that has these media types, the one it prefers first. The parameter `f` goes before the Accept header. Successful answers
 * are labelled with the type chosen, which handlers find as `mediaType`. Throws AppError `not-acceptable`, or `invalid-parameter` for an unknown `f`.
 */
export function offers(...offered: readonly string[]): MiddlewareHandler<{ Variables: { mediaType: string } }> {
  return async (context, next) => {
    const asked = context.req.query('f');
    const accept = context.req.header('Accept');
    const type = asked === undefined ? chooseType(accept, offered) : (offered.find((one) => one === shortNames[asked] || (asked === 'json' && one === openApi)) ?? (asked === 'json' ? (offered[0] ?? null) : null));
    if (type === null && asked !== undefined) {
      const known = formatNames.filter((name) => offered.includes(shortNames[name] ?? ''));
      throw new AppError('invalid-parameter', `f: seen ${JSON.stringify(asked.slice(0, 40))}, expected ${known.join(' or ')}`);
    }
    if (type === null) throw new AppError('not-acceptable', `Accept: seen ${JSON.stringify((accept ?? '').slice(0, 100))}, expected ${offered.join(' or ')}`);
    context.set('mediaType', type);
    await next();
    const { headers, status } = context.res;
    headers.append('Vary', 'Accept');
    if (status === 200) headers.set('Content-Type', type);
  };
}
