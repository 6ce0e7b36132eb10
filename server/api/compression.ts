// Which answers travel compressed, and how? Text and tiles above a packet, remembered for files that do not change.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
// Tables are sent while they are read: packing would first hold the whole of them.
const compressible = /^(text\/(?!event-stream|csv)|application\/(json|geo\+json|problem\+json|javascript|manifest\+json|vnd\.(oai|mapbox))|image\/svg)/;
/** Below this, one packet carries the answer anyhow. */
export const smallestPacked = 1400;
/** Compressed files kept: a page has a few dozen. */
const mostKept = 200;

/** Compressed bodies by tag, type and encoding. */
export type CompressionMemory = Map<string, Uint8Array<ArrayBuffer>>;

/** Gives the encoding that an Accept-Encoding header wants most, null for none. Brotli goes first among equals. */
export function chooseEncoding(header: string | undefined): 'br' | 'gzip' | null {
  if (header === undefined) return null;
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    const quality = parameters.map((word) => /^q=(\d*\.?\d+)$/.exec(word)?.[1]).find((text) => text !== undefined);
    weights.set(name, quality === undefined ? 1 : Number(quality));
  }
  const any = weights.get('*') ?? 0;
  const [br, plain] = [weights.get('br') ?? any, weights.get('gzip') ?? any];
  if (br === 0 && plain === 0) return null;
  return br >= plain ? 'br' : 'gzip';
}

/**
 * Gives the response as the client takes it. Event streams, small answers and answers without a body pass untouched: their body is not even looked
 * at, which keeps the server's short way of sending. `isFile`: the body changes only with its ETag, so it is compressed once, hard, and remembered.
 */
export async function compressResponse(response: Response, acceptEncoding: string | undefined, memory: CompressionMemory, isFile: boolean): Promise<Response> {
  const { headers } = response;
  const type = headers.get('Content-Type') ?? '';
  if (response.status === 204 || response.status === 304 || headers.has('Content-Encoding') || !compressible.test(type)) return response;
  headers.append('Vary', 'Accept-Encoding');
  const encoding = chooseEncoding(acceptEncoding);
  if (encoding === null || response.body === null) return response;
  const key = `${headers.get('ETag')} ${type} ${encoding}`;
  let packed = isFile ? memory.get(key) : undefined;
  if (packed === undefined) {
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.byteLength < smallestPacked) return new Response(bytes, { status: response.status, headers });
    packed = new Uint8Array(encoding === 'br' ? await toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: isFile ? 9 : 4 } }) : await toGzip(bytes, { level: isFile ? 9 : 5 }));
    if (isFile && memory.size < mostKept) memory.set(key, packed);
  }
  headers.set('Content-Encoding', encoding);
  headers.delete('Content-Length');
  return new Response(packed, { status: response.status, headers });
}
