// Which answers travel compressed, and how? Text and tiles above a kilobyte, brotli before gzip, remembered for files that never change.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);
const compressible = /^(text\/|application\/(json|geo\+json|problem\+json|javascript|manifest\+json|vnd\.(oai|mapbox))|image\/svg)/;
/** Below this, one packet carries the answer anyhow and compressing only costs time. */
const smallest = 1400;

/** Compressed bodies of files that never change, by tag and encoding. */
export type CompressionMemory = Map<string, Uint8Array<ArrayBuffer>>;

/** Gives the response as the client's Accept-Encoding takes it. Streams of events and answers without a body pass untouched. */
export async function compressResponse(response: Response, acceptEncoding: string | undefined, memory: CompressionMemory): Promise<Response> {
  const type = response.headers.get('Content-Type') ?? '';
  if (response.body === null || response.headers.has('Content-Encoding') || !compressible.test(type) || type.startsWith('text/event-stream')) return response;
  const headers = new Headers(response.headers);
  headers.append('Vary', 'Accept-Encoding');
  const encoding = chooseEncoding(acceptEncoding);
  const declared = Number(headers.get('Content-Length') ?? Number.POSITIVE_INFINITY);
  if (encoding === null || declared < smallest) return new Response(response.body, { status: response.status, headers });
  const immutable = headers.get('Cache-Control')?.includes('immutable') ?? false;
  const key = immutable ? `${headers.get('ETag')} ${type} ${encoding}` : '';
  let packed = immutable ? memory.get(key) : undefined;
  if (packed === undefined) {
    const bytes = Buffer.from(await response.arrayBuffer());
    if (bytes.byteLength < smallest) {
      headers.set('Content-Length', String(bytes.byteLength));
      return new Response(bytes, { status: response.status, headers });
    }
    // Files are compressed once and hard, answers each time and fast.
    packed = new Uint8Array(
      encoding === 'br' ? await toBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: immutable ? 9 : 4 } }) : await toGzip(bytes, { level: immutable ? 9 : 5 }),
    );
    if (immutable && memory.size < 400) memory.set(key, packed);
  }
  headers.set('Content-Encoding', encoding);
  headers.set('Content-Length', String(packed.byteLength));
  return new Response(packed, { status: response.status, headers });
}

function chooseEncoding(header: string | undefined): 'br' | 'gzip' | null {
  const weights = new Map(
    (header ?? '').split(',').map((part) => {
      const [name = '', ...rest] = part.trim().toLowerCase().split(';');
      const quality = rest.map((word) => /^\s*q=([\d.]+)/.exec(word)?.[1]).find((text) => text !== undefined);
      return [name, quality === undefined ? 1 : Number(quality)] as const;
    }),
  );
  if ((weights.get('br') ?? 0) > 0) return 'br';
  return (weights.get('gzip') ?? 0) > 0 ? 'gzip' : null;
}
